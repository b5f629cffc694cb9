//! Dividing the answers of an open question into the classes that its tests tell apart.

use std::collections::BTreeSet;

use exeat_facts::{Code, Fact, Value, Vocabulary};
use exeat_value::{Bound, Comparison, Day, Decimal, Interval, Truth};

use super::{COMBINATIONS_MAX, OpenQuestion, Variable};
use crate::answer::{answer_of_value, number};
use crate::kleene::Evaluator;
use crate::model::Test;
use crate::world::World;

/// A class of answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Yes or no.
    YesNo(bool),
    /// One of these codes; with `others`, any code that no cell names.
    Codes {
        /// The codes.
        codes: BTreeSet<Code>,
        /// Whether codes that no cell names belong here too.
        others: bool,
    },
    /// A number in this range (base units, percent, or an amount of the currency asked for).
    Range(Interval),
    /// A day in `[from, until)`; an open end where none is given.
    Days(Option<Day>, Option<Day>),
    /// One of these candidate values, which no test tells apart.
    Candidates(Vec<Value>),
    /// An alternative of a reading.
    Alternative(usize),
}

/// What a test gives for every answer in a cell. Unknown only where the law, or the units, are silent: cells are cut
/// so fine that otherwise each answers every test put to its question.
#[must_use]
pub fn cell_answer(cell: &Cell, test: &Test) -> Truth {
    match (cell, test) {
        // Of a set that is unknown, each member is a question of its own.
        (Cell::YesNo(yes), Test::Yes | Test::Includes(_)) => Truth::from(*yes),
        (Cell::Codes { codes, others }, Test::Codes { yes, unanswered }) => {
            let mut answers = codes.iter().map(|code| {
                if unanswered.contains(code) {
                    Truth::Unknown
                } else {
                    Truth::from(yes.contains(code))
                }
            });
            if *others {
                Truth::False
            } else {
                answers.next().unwrap_or(Truth::Unknown)
            }
        }
        (
            Cell::Range(range),
            Test::Number(comparison, threshold) | Test::Money(comparison, _, threshold),
        ) => range.is(*comparison, *threshold),
        (Cell::Days(from, until), Test::Before(day)) => {
            if until.is_some_and(|until| until <= *day) {
                Truth::True
            } else if from.is_some_and(|from| from >= *day) {
                Truth::False
            } else {
                Truth::Unknown
            }
        }
        (Cell::Days(from, until), Test::On(day)) => {
            let single = from.is_some_and(|from| from == *day && *until == Some(from.next()));
            let apart =
                from.is_some_and(|from| from > *day) || until.is_some_and(|until| until <= *day);
            if single {
                Truth::True
            } else if apart {
                Truth::False
            } else {
                Truth::Unknown
            }
        }
        (Cell::Candidates(values), test) => match values.first() {
            Some(value) => answer_of_value(test, value),
            None => Truth::Unknown,
        },
        _ => Truth::Unknown,
    }
}

/// Gives every question its cells.
pub(super) fn divide<W: World>(evaluator: &mut Evaluator<'_, W>, questions: &mut [OpenQuestion]) {
    let told_apart = combinations(evaluator, questions) <= COMBINATIONS_MAX;
    let vocabulary = evaluator.law().rulebook().vocabulary;
    let cells_of = |tests: &[Test], within: Option<(&Value, &Value)>| {
        cells_of_tests(vocabulary, tests, within)
    };
    for question in questions {
        let (cells, contested) = match &question.variable {
            Variable::Fact(place, fact) => {
                let fact = evaluator.world().fact(*place, *fact);
                match fact {
                    // A contested set is told apart in any case: its members do not vary one by one.
                    Fact::Contested(candidates)
                        if told_apart
                            || question
                                .tests
                                .iter()
                                .any(|one| matches!(one, Test::Includes(_))) =>
                    {
                        let values: Vec<Value> =
                            candidates.iter().map(|one| one.value.clone()).collect();
                        (candidate_cells(&values, &question.tests), true)
                    }
                    Fact::Between { low, high, .. } => {
                        (cells_of(&question.tests, Some((low, high))), false)
                    }
                    Fact::Contested(_) => (cells_of(&question.tests, None), true),
                    Fact::Known { .. } | Fact::Unknown(_) => {
                        (cells_of(&question.tests, None), false)
                    }
                }
            }
            Variable::Amount(place, fact, currency) => {
                let within = match evaluator.world().fact(*place, *fact) {
                    Fact::Between {
                        low: Value::Money(low),
                        high: Value::Money(high),
                        ..
                    } if low.currency == *currency && high.currency == *currency => {
                        Some(Interval::between(low.amount, high.amount))
                    }
                    _ => None,
                };
                (ranges(&thresholds(&question.tests), within.as_ref()), false)
            }
            Variable::Share(share) => {
                let within = evaluator.share(*share);
                let mut cells = ranges(&question.threshold_tests, None);
                cells.retain(|cell| matches!(cell, Cell::Range(range) if within.meets(range)));
                (cells, false)
            }
            Variable::Reading(reading) => {
                let open = evaluator.assumptions().open(*reading);
                let cells = open
                    .iter()
                    .enumerate()
                    .filter(|&(_, &open)| open)
                    .map(|(index, _)| Cell::Alternative(index))
                    .collect();
                (cells, false)
            }
            Variable::Member(..)
            | Variable::Undisclosed(..)
            | Variable::Open(_)
            | Variable::Silent(..) => (vec![Cell::YesNo(false), Cell::YesNo(true)], false),
        };
        question.cells = cells;
        question.contested = contested;
    }
}

/// How many combinations of candidates and readings are open.
fn combinations<W: World>(evaluator: &Evaluator<'_, W>, questions: &[OpenQuestion]) -> usize {
    questions
        .iter()
        .map(|question| match &question.variable {
            Variable::Fact(place, fact) => match evaluator.world().fact(*place, *fact) {
                Fact::Contested(candidates) => candidates.len(),
                _ => 1,
            },
            Variable::Reading(reading) => evaluator
                .assumptions()
                .open(*reading)
                .iter()
                .filter(|&&open| open)
                .count(),
            _ => 1,
        })
        .fold(1, usize::saturating_mul)
}

fn candidate_cells(values: &[Value], tests: &[Test]) -> Vec<Cell> {
    let mut classes: Vec<(Vec<Truth>, Vec<Value>)> = Vec::new();
    for value in values {
        let answers: Vec<Truth> = tests
            .iter()
            .map(|test| answer_of_value(test, value))
            .collect();
        match classes.iter_mut().find(|(known, _)| *known == answers) {
            Some((_, members)) => members.push(value.clone()),
            None => classes.push((answers, vec![value.clone()])),
        }
    }
    classes
        .into_iter()
        .map(|(_, members)| Cell::Candidates(members))
        .collect()
}

/// The thresholds that tests compare with.
fn thresholds(tests: &[Test]) -> Vec<(Comparison, Decimal)> {
    let of_test = |test: &Test| match test {
        Test::Number(comparison, threshold) | Test::Money(comparison, _, threshold) => {
            Some((*comparison, *threshold))
        }
        _ => None,
    };
    tests.iter().filter_map(of_test).collect()
}

fn cells_of_tests(
    vocabulary: &Vocabulary,
    tests: &[Test],
    within: Option<(&Value, &Value)>,
) -> Vec<Cell> {
    match tests.first() {
        Some(Test::Codes { .. }) => code_cells(vocabulary, tests),
        Some(Test::Number(..)) => {
            let within =
                within.and_then(|(low, high)| Some(Interval::between(number(low)?, number(high)?)));
            ranges(&thresholds(tests), within.as_ref())
        }
        Some(Test::Before(_) | Test::On(_)) => day_cells(tests, within),
        // A contested set is told apart in any case; a contested amount past the cap is asked as an amount.
        Some(Test::Yes | Test::Includes(_) | Test::Money(..)) | None => {
            vec![Cell::YesNo(false), Cell::YesNo(true)]
        }
    }
}

fn code_cells(vocabulary: &Vocabulary, tests: &[Test]) -> Vec<Cell> {
    let mut named: BTreeSet<Code> = BTreeSet::new();
    for test in tests {
        if let Test::Codes { yes, unanswered } = test {
            named.extend(yes.iter().chain(unanswered).copied());
        }
    }
    let mut classes: Vec<(Vec<Truth>, BTreeSet<Code>, bool)> =
        vec![(vec![Truth::False; tests.len()], BTreeSet::new(), true)];
    let all = named
        .first()
        .and_then(|code| vocabulary.code_list(code.list))
        .is_some_and(|list| named.len() >= list.codes().len());
    for code in named {
        let alone = Cell::Codes {
            codes: BTreeSet::from([code]),
            others: false,
        };
        let answers: Vec<Truth> = tests.iter().map(|test| cell_answer(&alone, test)).collect();
        match classes.iter_mut().find(|(known, _, _)| *known == answers) {
            Some((_, codes, _)) => {
                codes.insert(code);
            }
            None => classes.push((answers, BTreeSet::from([code]), false)),
        }
    }
    classes
        .into_iter()
        // Where every code of the list is named, there are no others.
        .filter(|(_, codes, others)| !(*others && all && codes.is_empty()))
        .map(|(_, codes, others)| Cell::Codes { codes, others })
        .collect()
}

fn ranges(tests: &[(Comparison, Decimal)], within: Option<&Interval>) -> Vec<Cell> {
    let cuts: BTreeSet<Decimal> = tests.iter().map(|&(_, threshold)| threshold).collect();
    let mut pieces: Vec<Interval> = Vec::new();
    let mut low: Option<Bound> = None;
    for &cut in &cuts {
        pieces.push(Interval {
            low,
            high: Some(Bound {
                value: cut,
                inclusive: false,
            }),
        });
        pieces.push(Interval::exactly(cut));
        low = Some(Bound {
            value: cut,
            inclusive: false,
        });
    }
    pieces.push(Interval { low, high: None });
    let mut classes: Vec<(Vec<Truth>, Interval)> = Vec::new();
    for piece in pieces {
        let piece = match within {
            Some(within) => piece.intersect(within),
            None => piece,
        };
        if piece.is_empty() {
            continue;
        }
        let answers: Vec<Truth> = tests.iter().map(|&(one, at)| piece.is(one, at)).collect();
        match classes.last_mut() {
            Some((known, range)) if *known == answers => range.high = piece.high,
            _ => classes.push((answers, piece)),
        }
    }
    classes
        .into_iter()
        .map(|(_, range)| Cell::Range(range))
        .collect()
}

fn day_cells(tests: &[Test], within: Option<(&Value, &Value)>) -> Vec<Cell> {
    let mut cuts: BTreeSet<Day> = BTreeSet::new();
    for test in tests {
        match test {
            Test::Before(day) => {
                cuts.insert(*day);
            }
            Test::On(day) => {
                cuts.insert(*day);
                cuts.insert(day.next());
            }
            _ => {}
        }
    }
    let (first, last) = match within {
        Some((Value::Date(low), Value::Date(high))) => (Some(*low), Some(high.next())),
        _ => (None, None),
    };
    let mut edges: Vec<Option<Day>> = vec![first];
    edges.extend(
        cuts.into_iter()
            .filter(|cut| {
                first.is_none_or(|first| *cut > first) && last.is_none_or(|last| *cut < last)
            })
            .map(Some),
    );
    let mut cells: Vec<(Vec<Truth>, Option<Day>, Option<Day>)> = Vec::new();
    for (position, &from) in edges.iter().enumerate() {
        let until = edges.get(position + 1).copied().unwrap_or(last);
        let cell = Cell::Days(from, until);
        let answers: Vec<Truth> = tests.iter().map(|test| cell_answer(&cell, test)).collect();
        match cells.last_mut() {
            Some((known, _, end)) if *known == answers => *end = until,
            _ => cells.push((answers, from, until)),
        }
    }
    cells
        .into_iter()
        .map(|(_, from, until)| Cell::Days(from, until))
        .collect()
}
