//! Reads the answers that a determination shows, as a person would who looks for a value that fits.

use exeat_facts::{Type, Value};
use exeat_value::{Comparison, Day, Decimal, Quantity};

use crate::random::vocabulary::vocabulary;

/// Whether an answer holds of a value, of a fact that is contested between these, if it is.
pub(crate) fn holds(answer: &str, value: &Value, candidates: &[Value]) -> bool {
    if answer == "is anything" {
        return true;
    }
    let text = |value: &Value| match value {
        Value::Set(codes) if codes.is_empty() => "none".to_owned(),
        value => value.text(vocabulary()),
    };
    if let Some(listed) = answer.strip_prefix("is ") {
        let candidates: Vec<String> = candidates.iter().map(text).collect();
        let listed: Vec<&str> = listed.split(" or ").collect();
        if listed
            .iter()
            .all(|one| candidates.iter().any(|candidate| candidate == one))
        {
            return listed.contains(&text(value).as_str());
        }
    }
    match value {
        Value::YesNo(yes) => answer == if *yes { "is yes" } else { "is no" },
        Value::Code(_) => code(answer, &text(value)),
        Value::Set(codes) => {
            let of = |code: &str| codes.iter().any(|one| vocabulary().code_text(*one) == code);
            match answer.strip_prefix("does not include ") {
                Some(code) => !of(code),
                None => answer.strip_prefix("includes ").is_some_and(of),
            }
        }
        Value::Date(date) => alternatives(answer).any(|range| {
            range.split(" and ").all(|part| {
                let day = |text: &str| -> Day { text.parse().expect("a day") };
                if let Some(until) = part.strip_prefix("before ") {
                    *date < day(until)
                } else if let Some(from) = part.strip_prefix("on or after ") {
                    *date >= day(from)
                } else {
                    *date == day(part)
                }
            })
        }),
        Value::Quantity(quantity) => number(answer, quantity.in_base().expect("small")),
        Value::Share(percent) => number(answer, *percent),
        Value::Money(_) | Value::Text(_) => false,
    }
}

/// The parts of `is … or is …`, without `is`.
fn alternatives(answer: &str) -> impl Iterator<Item = &str> {
    answer
        .split(" or is ")
        .map(|one| one.strip_prefix("is ").unwrap_or(one))
}

fn code(answer: &str, code: &str) -> bool {
    let among = |list: &str| list.split(", ").any(|one| one == code);
    if let Some(list) = answer.strip_prefix("is none of ") {
        !among(list)
    } else if let Some(list) = answer.strip_prefix("is one of ") {
        among(list)
    } else if let Some(one) = answer.strip_prefix("is not ") {
        one != code
    } else {
        answer.strip_prefix("is ") == Some(code)
    }
}

fn number(answer: &str, number: Decimal) -> bool {
    alternatives(answer).any(|range| {
        range.split(" and ").all(|part| {
            let (comparison, threshold) = Comparison::ALL
                .iter()
                .find_map(|one| Some((*one, part.strip_prefix(one.words())?.trim())))
                .unwrap_or_else(|| panic!("`{part}` is a comparison"));
            let threshold: Quantity = threshold.parse().expect("a quantity");
            let threshold = match threshold.unit.dimension() {
                dimension if Type::Quantity(dimension).has_order() => threshold.in_base(),
                _ => None,
            };
            comparison.holds(number.cmp(&threshold.expect("small")))
        })
    })
}
