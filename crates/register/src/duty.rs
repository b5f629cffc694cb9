//! Duties: what has to be done by when, because a licence or a determination says so.

use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::licence::{Condition, Licence, Starts, Term};

/// Counts the days that the authorities of a place work. The register knows no holidays: whoever opens it brings them.
pub trait WorkingDays: Send {
    /// The day on which so many working days after a day have passed.
    ///
    /// # Errors
    /// Why it cannot be counted, in words: nobody knows the holidays of that place, or of that year.
    fn after(&self, place: &str, day: Day, count: u32) -> Result<Day, String>;
}

/// Nobody has brought any calendar.
pub struct NoCalendars;

impl WorkingDays for NoCalendars {
    fn after(&self, place: &str, _day: Day, _count: u32) -> Result<Day, String> {
        Err(format!(
            "no calendar of working days is known for `{place}`"
        ))
    }
}

/// What became of a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// It is to be done.
    Open,
    /// It was done.
    Done {
        /// On this day.
        on: Day,
        /// Which this shows.
        proof: String,
    },
    /// It need not be done after all.
    Waived {
        /// Why.
        cause: String,
    },
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Its name in the register.
    pub id: String,
    /// What kind, such as `report`.
    pub kind: String,
    /// In words.
    pub text: String,
    /// What it comes from, such as `licence/26AC000123` or `determination/sha256:…`.
    pub from: String,
    /// The provision or the condition that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cites: Option<String>,
    /// The day from which its period runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// Its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Why the last day is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_counted: Option<String>,
    /// The shipment that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<String>,
    /// What would prove that it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof_wanted: Option<String>,
    /// What became of it.
    pub state: DutyState,
}

impl Duty {
    /// Whether it is open and its last day is over.
    #[must_use]
    pub fn is_overdue(&self, on: Day) -> bool {
        self.state == DutyState::Open && self.due.is_some_and(|due| on > due)
    }
}

/// When a period ends that begins on a day, or why that cannot be said.
pub(crate) fn due(term: &Term, since: Day, calendars: &dyn WorkingDays) -> Result<Day, String> {
    let beyond = || "the last day is beyond the calendar".to_owned();
    match term {
        Term::Days(count) => since.plus_days(*count).ok_or_else(beyond),
        Term::Months(count) => since.plus_months(*count).ok_or_else(beyond),
        Term::WorkingDays(count, place) => calendars.after(place, since, *count),
    }
}

/// The duty that a condition makes when its period begins.
pub(crate) fn of_condition(
    licence: &Licence,
    condition: &Condition,
    since: Day,
    occasion: Option<(&str, i64)>,
    calendars: &dyn WorkingDays,
) -> Duty {
    let counted = due(&condition.within, since, calendars);
    let id = match occasion {
        Some((_, sequence)) => format!("{}/c{}/{sequence}", licence.id, condition.number),
        None => format!("{}/c{}", licence.id, condition.number),
    };
    Duty {
        id,
        kind: condition.kind.name().to_owned(),
        text: condition.text.clone(),
        from: format!("licence/{}", licence.id),
        cites: Some(format!("condition {}", condition.number)),
        since: Some(since),
        due: counted.as_ref().ok().copied(),
        not_counted: counted.err(),
        shipment: occasion
            .map(|(shipment, _)| shipment.to_owned())
            .filter(|one| !one.is_empty()),
        proof_wanted: condition.proof.clone(),
        state: DutyState::Open,
    }
}

/// The conditions of a licence whose periods run from something.
pub(crate) fn conditions(licence: &Licence, starts: Starts) -> Vec<Condition> {
    licence
        .conditions
        .iter()
        .filter(|condition| condition.starts == starts)
        .cloned()
        .collect()
}
