//! Duties as a calendar that other programs show and remind of: iCalendar (RFC 5545).

use exeat_value::Day;
use icalendar::{Alarm, Calendar, Component as _, Event, EventLike as _, Property, Trigger};

use crate::duty::{Duty, DutyState};

/// How many days before the last one reminds.
const REMIND_DAYS: &[u32] = &[7, 1];

/// The open duties that have a last day, each as an event of that whole day with reminders before it.
///
/// `at` is the instant of writing as RFC 3339 text; the same duties and the same instant give the same bytes.
#[must_use]
pub fn feed(duties: &[Duty], at: &str) -> String {
    let stamp: String = at
        .chars()
        .take(19)
        .filter(|one| one.is_ascii_digit() || *one == 'T')
        .collect();
    let mut calendar = Calendar::new();
    calendar.name("Exeat: duties");
    for duty in duties.iter().filter(|duty| duty.state == DutyState::Open) {
        let Some(due) = duty.due else { continue };
        let mut event = Event::with_uid(&format!("{}@exeat-register", uid(&duty.id)));
        event.append_property(Property::new("DTSTAMP", format!("{stamp}Z")));
        event.append_property(whole_day("DTSTART", due));
        event.append_property(whole_day("DTEND", due.next()));
        event.summary(&format!("{}: {}", duty.kind, duty.text));
        let mut words = format!("From {}", duty.from);
        if let Some(cites) = &duty.cites {
            words.push_str(&format!(", {cites}"));
        }
        if let Some(shipment) = &duty.shipment {
            words.push_str(&format!(". Shipment {shipment}"));
        }
        if let Some(proof) = &duty.proof_wanted {
            words.push_str(&format!(". Proof: {proof}"));
        }
        event.description(&words);
        event.append_property(Property::new("TRANSP", "TRANSPARENT"));
        for days in REMIND_DAYS {
            // The library would count back from a time of its own; a whole day counts back in days.
            let mut before = Alarm::display(
                &format!("due in {days} days: {}", duty.text),
                Trigger::Duration(Default::default(), None),
            );
            before.append_property(Property::new("TRIGGER", format!("-P{days}D")));
            // Without these it would ask the clock, and a source of randomness.
            before.append_property(Property::new("DTSTAMP", format!("{stamp}Z")));
            before.append_property(Property::new(
                "UID",
                format!("{}-{days}@exeat-register", uid(&duty.id)),
            ));
            event.alarm(before);
        }
        calendar.push(event);
    }
    calendar.to_string()
}

fn whole_day(key: &str, day: Day) -> Property {
    let text: String = day.to_string().chars().filter(|one| *one != '-').collect();
    Property::new(key, text)
        .add_parameter("VALUE", "DATE")
        .done()
}

/// A name that may stand in a UID.
fn uid(id: &str) -> String {
    id.chars()
        .map(|one| {
            if one.is_ascii_alphanumeric() || "-./".contains(one) {
                one
            } else {
                '_'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_and_has_a_last_day_is_in_it() {
        let duty = |id: &str, due: Option<&str>, state: DutyState| Duty {
            id: id.to_owned(),
            kind: "report".to_owned(),
            text: "Tell them; all of it, and\nsoon".to_owned(),
            from: "licence/L".to_owned(),
            cites: None,
            since: None,
            due: due.map(|day| day.parse().expect("a day")),
            not_counted: None,
            shipment: None,
            proof_wanted: None,
            state,
        };
        let waived = DutyState::Waived {
            cause: "x".to_owned(),
        };
        let duties = [
            duty("L/c1", Some("2026-12-31"), DutyState::Open),
            duty("L/c2", None, DutyState::Open),
            duty("L/c3", Some("2026-12-31"), waived),
        ];
        let text = feed(&duties, "2026-11-22T12:34:56.789Z");
        assert_eq!(text, feed(&duties, "2026-11-22T12:34:56.789Z"));
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
        for line in [
            "DTSTAMP:20261122T123456Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "TRIGGER:-P7D",
            "TRIGGER:-P1D",
            "UID:L/c1@exeat-register",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}: {text}");
        }
        assert!(text.contains(r"Tell them\; all of it\, and"), "{text}");
    }
}
