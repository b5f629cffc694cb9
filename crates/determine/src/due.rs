//! The days on which periods end, where the day from which they run is a day of the case.

use exeat_facts::{Case, Fact, Scope, Value};
use exeat_law::model::{Counted, JurisdictionId, Period, PeriodUnit, Rulebook};
use exeat_value::Day;

use crate::outcome::{DueShown, NotCounted};

/// What a period runs from when it runs from the day of the event.
const EVENT: [&str; 2] = ["export", "shipment.date"];

/// When a period ends; none where nothing says from when it runs, or the case does not state that day.
pub(crate) fn due(
    rulebook: &Rulebook,
    case: &Case,
    jurisdiction: JurisdictionId,
    to: Option<&str>,
    period: &Period,
) -> Option<DueShown> {
    let after = trigger(rulebook, case, period.after.as_deref()?)?;
    let mut due = DueShown {
        after,
        on: None,
        calendar: None,
        not_counted: None,
        calendar_from: None,
        calendar_through: None,
        counted: None,
    };
    if !period.working {
        due.on = calendar_day(after, period.count, period.unit);
        return due.on.is_some().then_some(due);
    }
    let Some(calendar) = rulebook.calendar(jurisdiction, to) else {
        due.not_counted = Some(NotCounted::NoCalendar);
        return Some(due);
    };
    let (first, last) = calendar.covers;
    let code = &rulebook.jurisdiction(jurisdiction).code;
    due.calendar = Some(calendar.authority.as_ref().unwrap_or(code).clone());
    due.calendar_from = Some(first);
    due.calendar_through = Some(last);
    match calendar.working_days_after(after, period.count) {
        Counted::On(day) => due.on = Some(day),
        Counted::Before => due.not_counted = Some(NotCounted::BeforeCalendar),
        Counted::Beyond(counted) => {
            due.not_counted = Some(NotCounted::BeyondCalendar);
            due.counted = Some(counted);
        }
    }
    Some(due)
}

/// How a period is called that runs from the end of the calendar year of the event: of the export, the transfer.
const END_OF_YEAR: &str = "end-of-the-year-of-";

/// The day from which a period runs: that of the event, the last of its year, or a fact of the shipment.
fn trigger(rulebook: &Rulebook, case: &Case, after: &str) -> Option<Day> {
    if EVENT.contains(&after) {
        return case.event_date();
    }
    if after.starts_with(END_OF_YEAR) {
        return Day::new(case.event_date()?.year(), 12, 31).ok();
    }
    let path = after.strip_prefix("shipment.").unwrap_or(after);
    let fact = rulebook.vocabulary.find(Scope::Shipment, path)?;
    match case.shipment.get(fact) {
        Fact::Known {
            value: Value::Date(day),
            ..
        } => Some(*day),
        _ => None,
    }
}

/// So many days, months or years later.
fn calendar_day(after: Day, count: u32, unit: PeriodUnit) -> Option<Day> {
    match unit {
        PeriodUnit::Days => after.plus_days(count),
        PeriodUnit::Months => after.plus_months(count),
        PeriodUnit::Years => after.plus_months(count.checked_mul(12)?),
    }
}
