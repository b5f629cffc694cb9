//! Answers in words: classes of answers, joined where they touch.

use exeat_facts::{FactId, Value, Vocabulary};
use exeat_value::{Day, Decimal, Interval, Money};

use crate::model::Rulebook;
use crate::symbolic::{Cell, OpenQuestion, Variable};

/// An answer in words: the variable lies in one of these cells.
#[must_use]
pub fn answer(rulebook: &Rulebook, question: &OpenQuestion, cells: &[usize]) -> String {
    let chosen: Vec<&Cell> = cells
        .iter()
        .filter_map(|&cell| question.cells.get(cell))
        .collect();
    let vocabulary = rulebook.vocabulary;
    match &question.variable {
        Variable::Member(_, _, code) => {
            let code = vocabulary.code_text(*code);
            if matches!(chosen.first(), Some(Cell::YesNo(true))) {
                format!("includes {code}")
            } else {
                format!("does not include {code}")
            }
        }
        Variable::Reading(id) => {
            let reading = rulebook.reading(*id);
            let names: Vec<&str> = chosen
                .iter()
                .filter_map(|cell| match cell {
                    Cell::Alternative(index) => reading
                        .alternatives
                        .get(*index)
                        .map(|one| one.name.as_str()),
                    _ => None,
                })
                .collect();
            format!("is {}", names.join(" or "))
        }
        Variable::Fact(_, fact) => fact_answer(rulebook, *fact, question, &chosen),
        Variable::Amount(_, _, currency) => {
            ranges(&chosen, |amount| Money::new(amount, *currency).to_string())
        }
        Variable::Share(_) => ranges(&chosen, |percent| format!("{percent} %")),
        Variable::Undisclosed(..) | Variable::Open(_) | Variable::Silent(..) => {
            yes_no(&chosen).to_owned()
        }
    }
}

fn fact_answer(
    rulebook: &Rulebook,
    fact: FactId,
    question: &OpenQuestion,
    chosen: &[&Cell],
) -> String {
    let vocabulary = rulebook.vocabulary;
    match chosen.first() {
        Some(Cell::Codes { .. }) => {
            let others = chosen
                .iter()
                .any(|cell| matches!(cell, Cell::Codes { others: true, .. }));
            // Codes that are named, or, where all others are meant, those that are left out.
            let listed = |cell: &Cell| match cell {
                Cell::Codes { codes, .. } => codes
                    .iter()
                    .map(|&code| vocabulary.code_text(code))
                    .collect::<Vec<_>>(),
                _ => Vec::new(),
            };
            if others {
                let out: Vec<&str> = question
                    .cells
                    .iter()
                    .filter(|cell| !chosen.contains(cell))
                    .flat_map(listed)
                    .collect();
                negative(&out)
            } else {
                positive(
                    &chosen
                        .iter()
                        .flat_map(|cell| listed(cell))
                        .collect::<Vec<_>>(),
                )
            }
        }
        Some(Cell::Range(_)) => {
            let definition = vocabulary.get(fact);
            ranges(chosen, |amount| super::amount(definition.ty, amount))
        }
        Some(Cell::Days(..)) => days(chosen),
        Some(Cell::Candidates(_)) => {
            let values: Vec<String> = chosen
                .iter()
                .flat_map(|cell| match cell {
                    Cell::Candidates(values) => values
                        .iter()
                        .map(|value| value_text(vocabulary, value))
                        .collect::<Vec<_>>(),
                    _ => Vec::new(),
                })
                .collect();
            format!("is {}", values.join(" or "))
        }
        _ => yes_no(chosen).to_owned(),
    }
}

fn yes_no(chosen: &[&Cell]) -> &'static str {
    if matches!(chosen.first(), Some(Cell::YesNo(true))) {
        "is yes"
    } else {
        "is no"
    }
}

fn positive(codes: &[&str]) -> String {
    match codes {
        [one] => format!("is {one}"),
        several => format!("is one of {}", several.join(", ")),
    }
}

fn negative(codes: &[&str]) -> String {
    match codes {
        [one] => format!("is not {one}"),
        several => format!("is none of {}", several.join(", ")),
    }
}

/// Neighbouring ranges joined, each in words.
fn ranges(chosen: &[&Cell], show: impl Fn(Decimal) -> String) -> String {
    let mut joined: Vec<Interval> = Vec::new();
    for cell in chosen {
        let Cell::Range(range) = cell else { continue };
        let touches = joined
            .last()
            .is_some_and(|last| match (&last.high, &range.low) {
                (Some(high), Some(low)) => {
                    high.value == low.value && (high.inclusive || low.inclusive)
                }
                _ => false,
            });
        match joined.last_mut() {
            Some(last) if touches => last.high = range.high,
            _ => joined.push(*range),
        }
    }
    let texts: Vec<String> = joined
        .iter()
        .map(|range| range_text(range, &show))
        .collect();
    texts.join(" or ")
}

fn range_text(range: &Interval, show: &impl Fn(Decimal) -> String) -> String {
    let low = range.low.map(|bound| {
        let relation = if bound.inclusive {
            "at least"
        } else {
            "more than"
        };
        format!("{relation} {}", show(bound.value))
    });
    let high = range.high.map(|bound| {
        let relation = if bound.inclusive {
            "at most"
        } else {
            "less than"
        };
        format!("{relation} {}", show(bound.value))
    });
    // No quantity and no share is less than nothing.
    let nothing = |bound: &exeat_value::Bound| bound.inclusive && bound.value == Decimal::ZERO;
    if low.is_none() && range.high.as_ref().is_some_and(nothing) {
        return format!("is {}", show(Decimal::ZERO));
    }
    match (low, high) {
        (Some(_), Some(_)) if range.known().is_some() => {
            format!("is exactly {}", range.known().map(show).unwrap_or_default())
        }
        (Some(low), Some(high)) => format!("is {low} and {high}"),
        (Some(one), None) | (None, Some(one)) => format!("is {one}"),
        (None, None) => "is anything".to_owned(),
    }
}

fn days(chosen: &[&Cell]) -> String {
    let mut joined: Vec<(Option<Day>, Option<Day>)> = Vec::new();
    for cell in chosen {
        let Cell::Days(from, until) = cell else {
            continue;
        };
        match joined.last_mut() {
            Some((_, end)) if end.is_some() && *end == *from => *end = *until,
            _ => joined.push((*from, *until)),
        }
    }
    let texts: Vec<String> = joined
        .into_iter()
        .map(|(from, until)| match (from, until) {
            (None, None) => "is anything".to_owned(),
            (Some(from), None) => format!("is on or after {from}"),
            (None, Some(until)) => format!("is before {until}"),
            (Some(from), Some(until)) if from.next() == until => format!("is {from}"),
            (Some(from), Some(until)) => {
                format!("is on or after {from} and before {until}")
            }
        })
        .collect();
    texts.join(" or ")
}

/// A value in words.
#[must_use]
pub fn value_text(vocabulary: &Vocabulary, value: &Value) -> String {
    match value {
        Value::Set(codes) if codes.is_empty() => "none".to_owned(),
        value => value.text(vocabulary),
    }
}
