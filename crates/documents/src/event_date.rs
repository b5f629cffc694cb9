//! The day of the event, which nothing stands in for.

use exeat_facts::{Case, Fact, Scope, Value, Vocabulary};
use exeat_value::Day;
use thiserror::Error;

/// The day of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventDate {
    /// The day.
    pub day: Day,
    /// What the document states instead, where another day was given: `on 2025-12-15`.
    pub replaces: Option<String>,
}

/// Why there is no day of the event.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EventDateError {
    /// Nobody says on which day it leaves.
    #[error("it is not said on which day it leaves")]
    NotStated,
    /// It may be one of several days; the text says which: `between … and …`.
    #[error("it leaves {0}, and the law is that of one day")]
    NotOneDay(String),
}

/// The day of the event: the one that is given, else the one that the case states.
///
/// A day that is given becomes the case's own, so that no rule that asks for the date sees another
/// one. Nothing stands in for a day that nobody states.
///
/// # Errors
/// Neither gives one day.
pub fn event_date(case: &mut Case, on: Option<Day>) -> Result<EventDate, EventDateError> {
    let of_day = |day| EventDate {
        day,
        replaces: None,
    };
    let Some(date) = Vocabulary::standard().find(Scope::Shipment, "date") else {
        // The vocabulary declares it; without it no document could state it either.
        return on.map(of_day).ok_or(EventDateError::NotStated);
    };
    let stated = case.shipment.get(date).clone();
    if let Some(on) = on {
        let replaces = match &stated {
            Fact::Unknown(_) => None,
            Fact::Known { value, .. } if *value == Value::Date(on) => return Ok(of_day(on)),
            other => Some(stated_words(other)),
        };
        case.shipment.set(date, Fact::known(Value::Date(on)));
        return Ok(EventDate { day: on, replaces });
    }
    match &stated {
        Fact::Known {
            value: Value::Date(day),
            ..
        } => Ok(of_day(*day)),
        Fact::Unknown(_) => Err(EventDateError::NotStated),
        other => Err(EventDateError::NotOneDay(stated_words(other))),
    }
}

/// A date as a document states it: `on 2025-12-15`, `between … and …`, `on … or …`.
fn stated_words(fact: &Fact) -> String {
    let vocabulary = Vocabulary::standard();
    match fact {
        Fact::Known { value, .. } => format!("on {}", value.text(vocabulary)),
        Fact::Between { low, high, .. } => {
            let (low, high) = (low.text(vocabulary), high.text(vocabulary));
            format!("between {low} and {high}")
        }
        Fact::Contested(candidates) => {
            let days: Vec<String> = candidates
                .iter()
                .map(|candidate| candidate.value.text(vocabulary))
                .collect();
            format!("on {}", days.join(" or "))
        }
        Fact::Unknown(reason) => format!("on a day that is {reason}"),
    }
}
