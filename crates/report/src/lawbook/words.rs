//! Short words for whether a provision binds.

use exeat_law::model::{InForce, Rulebook, Text};
use exeat_law::time::TimeState;

use crate::words::Language;

/// Text in the reader's language, where the author gave it.
pub fn pick(text: &Text, language: impl Into<Language>) -> &str {
    match (language.into(), &text.zh) {
        (Language::Zh, Some(chinese)) => chinese,
        _ => &text.en,
    }
}

/// A stable word for a state in time, as in a determination.
pub fn state_word(state: &TimeState) -> &'static str {
    match state {
        TimeState::InForce => "in_force",
        TimeState::NotKnown { .. } => "not_known",
        TimeState::NotYet { .. } => "not_yet",
        TimeState::Ended { .. } => "ended",
        TimeState::Suspended { .. } => "suspended",
        TimeState::Contested(_) => "contested",
    }
}

/// A state in time for a table: `in force`, `suspended through 2026-11-10`.
pub fn state(state: &TimeState) -> String {
    match state {
        TimeState::InForce => "in force".to_owned(),
        TimeState::NotKnown { from } => format!("not known before {from}"),
        TimeState::NotYet { from } => format!("from {from}"),
        TimeState::Ended { since } => format!("ended {since}"),
        TimeState::Suspended { span, .. } => match span.and_then(|span| span.last()) {
            Some(last) => format!("suspended through {last}"),
            None => "suspended".to_owned(),
        },
        TimeState::Contested(_) => "contested".to_owned(),
    }
}

/// The days of an instrument in words.
pub fn in_force(rulebook: &Rulebook, in_force: Option<&InForce>) -> String {
    match in_force {
        Some(InForce::Span(span)) => span.to_string(),
        Some(InForce::Reading(id)) => format!("by reading {}", rulebook.reading(*id).name),
        None => String::new(),
    }
}
