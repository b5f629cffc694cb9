//! A provision's state in time, for readers.

use exeat_law::model::Rulebook;
use exeat_law::time::{ReadingCondition, TimeState};
use exeat_law::words;
use exeat_value::Day;

use crate::outcome::TimeShown;

/// A state in time, for readers.
pub(crate) fn time_shown(
    rulebook: &Rulebook,
    state: &TimeState,
    issued: Option<Day>,
    law_date: Day,
) -> TimeShown {
    let plain = |word: &str| TimeShown {
        state: word.to_owned(),
        day: None,
        issued: None,
        by: None,
        span: None,
        readings: Vec::new(),
    };
    match state {
        TimeState::InForce => plain("in_force"),
        TimeState::NotKnown { from } => TimeShown {
            day: Some(*from),
            ..plain("not_known")
        },
        TimeState::NotYet { from } => TimeShown {
            day: Some(*from),
            issued: issued.filter(|day| *day > law_date),
            ..plain("not_yet")
        },
        TimeState::Ended { since } => TimeShown {
            day: Some(*since),
            ..plain("ended")
        },
        TimeState::Suspended { by, span } => {
            let suspension = rulebook.suspension(*by);
            let cited = suspension.cites.first().map_or_else(
                || rulebook.instrument(suspension.instrument).name.clone(),
                words::cite,
            );
            TimeShown {
                by: Some(cited),
                span: span.map(|span| span.to_string()),
                ..plain("suspended")
            }
        }
        TimeState::Contested(conditions) => TimeShown {
            readings: conditions
                .iter()
                .map(|one| reading_shown(rulebook, one))
                .collect(),
            ..plain("contested")
        },
    }
}

fn reading_shown(rulebook: &Rulebook, condition: &ReadingCondition) -> String {
    let reading = rulebook.reading(condition.reading);
    let names: Vec<&str> = reading
        .alternatives
        .iter()
        .zip(&condition.binds)
        .filter(|&(_, &binds)| binds)
        .map(|(one, _)| one.name.as_str())
        .collect();
    format!("{}: binds if {}", reading.name, names.join(" or "))
}
