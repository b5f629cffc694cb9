//! The answers to one open question: one for each class that the tests of the law tell apart.

use std::collections::BTreeSet;

use exeat_facts::{Code, Fact, FactId, Type, Value};
use exeat_law::model::Test;
use exeat_value::{Currency, Day, Decimal};

use super::super::fraction::Fraction;
use super::super::scene::{self, Scene, Whose};
use super::super::share::Bounds;
use super::question::{Open, Question, Reply};

/// Of more codes than this there are too many sets.
pub(in crate::oracle) const SET_CODES_MAX: usize = 8;

pub(in crate::oracle) fn yes_or_no() -> Vec<Reply> {
    vec![Reply::YesNo(false), Reply::YesNo(true)]
}

/// What is open about one fact, with one reply for each class of values that the tests tell apart.
pub(in crate::oracle) fn of_fact(
    scene: &Scene<'_>,
    whose: Whose,
    fact: FactId,
    tests: &BTreeSet<Test>,
    told_apart: bool,
    questions: &mut Vec<Open>,
) -> Option<()> {
    let known = scene.fact(whose, fact);
    let candidates: Option<Vec<Value>> = match known {
        Fact::Known { value, .. } => Some(vec![value.clone()]),
        // A set is told apart in any case: what nobody claims to be in it is not asked.
        Fact::Contested(candidates)
            if told_apart || tests.iter().any(|test| matches!(test, Test::Includes(_))) =>
        {
            Some(candidates.iter().map(|one| one.value.clone()).collect())
        }
        _ => None,
    };
    let range = match known {
        Fact::Between { low, high, .. } => Some((low, high)),
        _ => None,
    };
    let currencies: BTreeSet<Currency> = tests
        .iter()
        .filter_map(|test| match test {
            Test::Money(_, currency, _) => Some(*currency),
            _ => None,
        })
        .collect();
    let replies: Vec<Reply> = match &candidates {
        Some(candidates) => candidates.iter().cloned().map(Reply::Value).collect(),
        None if !currencies.is_empty() => Vec::new(),
        None => values(scene, fact, tests, range)?,
    };
    for test in tests {
        let silent = replies.iter().any(
            |reply| matches!(reply, Reply::Value(value) if scene::answer(test, value).is_none()),
        );
        match test {
            Test::Money(..) => {}
            test if silent => {
                questions.push((Question::Silent(whose, fact, test.clone()), yes_or_no()));
            }
            _ => {}
        }
    }
    for currency in currencies {
        let in_it = |value: &Value| match value {
            Value::Money(money) if money.currency == currency => Some(money.amount),
            _ => None,
        };
        let stated_so = candidates
            .as_ref()
            .is_some_and(|candidates| candidates.iter().all(|one| in_it(one).is_some()));
        if stated_so {
            continue;
        }
        let thresholds: BTreeSet<Decimal> = tests
            .iter()
            .filter_map(|test| match test {
                Test::Money(_, one, threshold) if *one == currency => Some(*threshold),
                _ => None,
            })
            .collect();
        let within = range.and_then(|(low, high)| Some((in_it(low)?, in_it(high)?)));
        let amounts = numbers(&thresholds, within)?
            .into_iter()
            .map(Reply::Number)
            .collect();
        questions.push((Question::Worth(whose, fact, currency), amounts));
    }
    if !replies.is_empty() {
        questions.push((Question::Fact(whose, fact), replies));
    }
    Some(())
}

/// One value for each class that the tests tell apart, of a fact of which nothing or only a range is known.
pub(in crate::oracle) fn values(
    scene: &Scene<'_>,
    fact: FactId,
    tests: &BTreeSet<Test>,
    range: Option<(&Value, &Value)>,
) -> Option<Vec<Reply>> {
    let ty = scene.rulebook.vocabulary.get(fact).ty;
    let replies = match ty {
        Type::YesNo => vec![
            Reply::Value(Value::YesNo(false)),
            Reply::Value(Value::YesNo(true)),
        ],
        Type::Code(list) => {
            let named: BTreeSet<Code> = tests
                .iter()
                .flat_map(|test| match test {
                    Test::Codes { yes, unanswered } => {
                        yes.iter().chain(unanswered).copied().collect()
                    }
                    _ => Vec::new(),
                })
                .collect();
            let length = scene.rulebook.vocabulary.code_list(list)?.codes().len();
            let other = (0..=u16::MAX)
                .take(length)
                .map(|index| Code { list, index })
                .find(|code| !named.contains(code));
            named
                .into_iter()
                .chain(other)
                .map(|code| Reply::Value(Value::Code(code)))
                .collect()
        }
        Type::Set(_) => {
            let named: Vec<Code> = tests
                .iter()
                .filter_map(|test| match test {
                    Test::Includes(code) => Some(*code),
                    _ => None,
                })
                .collect();
            if named.len() > SET_CODES_MAX {
                return None;
            }
            let mut sets = vec![BTreeSet::new()];
            for code in named {
                let with: Vec<BTreeSet<Code>> = sets
                    .iter()
                    .map(|set| set.iter().copied().chain([code]).collect())
                    .collect();
                sets.extend(with);
            }
            sets.into_iter()
                .map(|set| Reply::Value(Value::Set(set)))
                .collect()
        }
        Type::Date => {
            let within = match range {
                Some((Value::Date(low), Value::Date(high))) => Some((*low, *high)),
                _ => None,
            };
            let named = tests.iter().filter_map(|test| match test {
                Test::Before(day) | Test::On(day) => Some(*day),
                _ => None,
            });
            let mut days: BTreeSet<Day> = named
                .flat_map(|day| [day.previous(), day, day.next()])
                .collect();
            if let Some((low, high)) = within {
                days.extend([low, high]);
                days.retain(|day| low <= *day && *day <= high);
            }
            days.into_iter()
                .map(|day| Reply::Value(Value::Date(day)))
                .collect()
        }
        Type::Quantity(_) | Type::Share => {
            let thresholds: BTreeSet<Decimal> = tests
                .iter()
                .filter_map(|test| match test {
                    Test::Number(_, threshold) => Some(*threshold),
                    _ => None,
                })
                .collect();
            let number = |value: &Value| match value {
                Value::Quantity(quantity) => quantity.in_base(),
                Value::Share(percent) => Some(*percent),
                _ => None,
            };
            let within = match range {
                Some((low, high)) => Some((number(low)?, number(high)?)),
                None => None,
            };
            numbers(&thresholds, within)?
                .into_iter()
                .map(Reply::Number)
                .collect()
        }
        Type::Money | Type::Text => Vec::new(),
    };
    Some(replies)
}

/// Each threshold, one number between any two neighbours, and one beyond either end; of a range, its ends too, and
/// nothing outside it.
pub(in crate::oracle) fn numbers(
    thresholds: &BTreeSet<Decimal>,
    within: Option<(Decimal, Decimal)>,
) -> Option<Vec<Decimal>> {
    let mut corners: BTreeSet<Decimal> = thresholds.clone();
    match within {
        Some((low, high)) => {
            corners.retain(|one| low <= *one && *one <= high);
            corners.extend([low, high]);
        }
        None => {
            let least = *corners.first()?;
            let most = *corners.last()?;
            corners.insert(least.checked_sub(Decimal::ONE)?);
            corners.insert(most.checked_add(Decimal::ONE)?);
        }
    }
    let corners: Vec<Decimal> = corners.into_iter().collect();
    let half = Decimal::from_parts(5, 1)?;
    let mut found = corners.clone();
    for pair in corners.windows(2) {
        if let [one, two] = pair {
            found.push(one.checked_add(*two)?.checked_mul(half)?);
        }
    }
    Some(found)
}

/// The same for a share, in parts of one.
pub(in crate::oracle) fn parts(
    bounds: &Bounds,
    thresholds: &BTreeSet<Decimal>,
) -> Option<Vec<Reply>> {
    let hundred = Fraction::of(Decimal::HUNDRED)?;
    let mut corners = vec![bounds.least, bounds.most];
    for threshold in thresholds {
        let part = Fraction::of(*threshold)?.over(hundred)?;
        let inside = bounds.least.compare(part)?.is_le() && part.compare(bounds.most)?.is_le();
        if inside {
            corners.push(part);
        }
    }
    // Sorted by hand: a comparison may leave the range of small fractions.
    for end in 0..corners.len() {
        for place in 0..end {
            if corners[place].compare(corners[end])?.is_gt() {
                corners.swap(place, end);
            }
        }
    }
    corners.dedup();
    let half = Fraction::ONE.over(Fraction::ONE.plus(Fraction::ONE)?)?;
    let mut found = corners.clone();
    for pair in corners.windows(2) {
        if let [one, two] = pair {
            found.push(one.plus(*two)?.times(half)?);
        }
    }
    Some(found.into_iter().map(Reply::Part).collect())
}
