//! Holdings from FollowTheMoney entities.

use std::collections::BTreeMap;

use exeat_facts::HoldingKind;
use exeat_value::Day;
use serde_json::Value;

use super::Share;
use super::graph::GraphBuilder;
use super::read::{share, shortened};
use crate::list::read_support::{Fault, Place, clean};
use crate::party;

/// FollowTheMoney entities: ownerships and the names of parties, which may come in any order.
#[derive(Default)]
pub(super) struct Money {
    /// The first is what a party is called here.
    names: BTreeMap<String, Vec<String>>,
    ownerships: Vec<Ownership>,
    /// The ids of natural persons and public bodies.
    ends: Vec<String>,
    /// The ids of all others.
    others: Vec<String>,
}

/// An ownership between two entities, by their ids.
struct Ownership {
    owner: String,
    owned: String,
    share: Share,
    from: Option<Day>,
    until: Option<Day>,
    line: u32,
}

/// When an ownership begins or ends, as far as it is told: from one day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Window {
    /// The first day that it may be.
    first: Day,
    /// The last day that it may be.
    last: Day,
}

impl Window {
    /// What all these texts leave possible; none where there is no text.
    fn of(texts: &[String]) -> Option<Self> {
        let each = texts.iter().map(|text| Self::of_text(text));
        each.reduce(|one, two| Self {
            first: one.first.min(two.first),
            last: one.last.max(two.last),
        })
    }

    /// A day, a month or a year; what is none of them may be any day.
    fn of_text(text: &str) -> Self {
        // A time of day may follow a day.
        let day = text.get(..10).filter(|_| text.len() > 10).unwrap_or(text);
        match party::birth(day) {
            Ok(Some((first, last))) => Self { first, last },
            _ => Self {
                first: Day::MIN,
                last: Day::MAX,
            },
        }
    }
}

/// The days from one to another, the latter not among them; none past the last or before the first.
fn span(from: Day, until: Day) -> Option<(Option<Day>, Option<Day>)> {
    let bound = |day: Day, open: Day| (day != open).then_some(day);
    (from < until).then(|| (bound(from, Day::MIN), bound(until, Day::MAX)))
}

/// The parts of an ownership: of each whether it is certain, and its days.
fn parts(start: Option<Window>, end: Option<Window>) -> Vec<(bool, Option<Day>, Option<Day>)> {
    let start = start.unwrap_or(Window {
        first: Day::MIN,
        last: Day::MIN,
    });
    // The first day on which it is certainly no more: of a month or a year the last may be meant.
    let gone = |end: Window| {
        if end.first == end.last {
            end.last
        } else {
            end.last.next()
        }
    };
    let (first_end, last_end) = end.map_or((Day::MAX, Day::MAX), |end| (end.first, gone(end)));
    if last_end <= start.first {
        // It ends before it begins: nobody knows when it is held.
        return vec![(false, None, None)];
    }
    let spans = if start.last < first_end {
        vec![
            (false, span(start.first, start.last)),
            (true, span(start.last, first_end)),
            (false, span(first_end, last_end)),
        ]
    } else {
        vec![(false, span(start.first, last_end))]
    };
    spans
        .into_iter()
        .filter_map(|(is_certain, span)| span.map(|(from, until)| (is_certain, from, until)))
        .collect()
}

impl Money {
    /// Takes an object if it is an entity; tells whether it was.
    pub(super) fn take(&mut self, value: &Value, line: u64) -> Result<bool, Fault> {
        let (Some(schema), Some(properties)) = (
            value.get("schema").and_then(Value::as_str),
            value.get("properties"),
        ) else {
            return Ok(false);
        };
        if schema == "Ownership" {
            self.ownership(properties, line)?;
        } else if let Some(id) = value.get("id").and_then(Value::as_str) {
            if matches!(schema, "Person" | "PublicBody") {
                self.ends.push(id.to_owned());
            } else {
                self.others.push(id.to_owned());
            }
            let caption = value.get("caption").and_then(Value::as_str).and_then(clean);
            let names = self.names.entry(id.to_owned()).or_default();
            names.extend(caption);
            for property in NAMES {
                names.extend(texts(properties, property, line)?);
            }
        }
        Ok(true)
    }

    fn ownership(&mut self, properties: &Value, line: u64) -> Result<(), Fault> {
        let texts = |name: &str| texts(properties, name, line);
        let (owners, owned) = (texts("owner")?, texts("asset")?);
        if owners.is_empty() || owned.is_empty() {
            return Err(Fault::new(
                Place::Line(line),
                "an ownership without `owner` or `asset`",
                "both, as ids of entities",
            ));
        }
        let mut told = Share::UNKNOWN;
        for (place, text) in texts("percentage")?.iter().enumerate() {
            let one = share(text, line)?;
            // Of several figures nobody says which is right.
            told = if place == 0 { one } else { told.or(one) };
        }
        let perhaps = Share::NONE.or(told);
        // Of several owners nobody says who holds how much.
        let is_one = owners.len() == 1 && owned.len() == 1;
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let parts = parts(
            Window::of(&texts("startDate")?),
            Window::of(&texts("endDate")?),
        );
        for owner in &owners {
            for owned in &owned {
                for (is_certain, from, until) in &parts {
                    self.ownerships.push(Ownership {
                        owner: owner.clone(),
                        owned: owned.clone(),
                        share: if is_one && *is_certain { told } else { perhaps },
                        from: *from,
                        until: *until,
                        line,
                    });
                }
            }
        }
        Ok(())
    }

    pub(super) fn finish(self, builder: &mut GraphBuilder) {
        let names = |id: &String| self.names.get(id).map_or(&[][..], Vec::as_slice);
        let name = |id: &String| names(id).first().unwrap_or(id).clone();
        for found in &self.ownerships {
            let (owner, owned) = (name(&found.owner), name(&found.owned));
            let kind = HoldingKind::Direct;
            let (from, until, line) = (found.from, found.until, found.line);
            builder.add(&owner, &owned, found.share, kind, from, until, line, None);
            for id in [&found.owner, &found.owned] {
                // By an id nobody is listed.
                if names(id).is_empty() {
                    builder.add_unnamed(id);
                }
            }
        }
        for end in &self.ends {
            builder.add_end(&name(end));
        }
        for other in &self.others {
            builder.add_ownable(&name(other));
        }
        for names in self.names.values() {
            if let Some((first, others)) = names.split_first() {
                for other in others.iter().filter(|other| *other != first) {
                    builder.add_other_name(first, other);
                }
            }
        }
    }
}

/// The properties of an entity that name it.
const NAMES: &[&str] = &["name", "alias", "previousName", "weakAlias", "abbreviation"];

/// The values of a property: texts, numbers, and ids of entities that stand inside.
fn texts(properties: &Value, name: &str, line: u64) -> Result<Vec<String>, Fault> {
    let Some(value) = properties.get(name) else {
        return Ok(Vec::new());
    };
    let values = value
        .as_array()
        .map_or_else(|| std::slice::from_ref(value), |values| values.as_slice());
    let mut texts = Vec::with_capacity(values.len());
    for value in values {
        let inside = value.get("id").and_then(Value::as_str);
        match value {
            Value::Null => {}
            Value::Number(number) => texts.push(number.to_string()),
            _ => match value.as_str().or(inside) {
                Some(text) => texts.extend(clean(text)),
                None => {
                    return Err(Fault::new(
                        Place::Line(line),
                        format!("`{}` stands in `{name}`", shortened(value)),
                        "texts, numbers, or entities with an `id`",
                    ));
                }
            },
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(start: &str, end: &str) -> Vec<String> {
        let window = |text: &str| Window::of(&clean(text).into_iter().collect::<Vec<_>>());
        let day = |day: Option<Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
        parts(window(start), window(end))
            .into_iter()
            .map(|(is_certain, from, until)| {
                let word = if is_certain { "held" } else { "perhaps" };
                format!("{word} {}/{}", day(from), day(until))
            })
            .collect()
    }

    #[test]
    fn dates_that_are_no_full_day_leave_days_open() {
        assert_eq!(told("", ""), ["held …/…"]);
        assert_eq!(
            told("2019-05-01", "2020-06-01"),
            ["held 2019-05-01/2020-06-01"]
        );
        assert_eq!(told("2019-05-01T10:00:00", ""), ["held 2019-05-01/…"]);
        assert_eq!(
            told("2018", "2019"),
            [
                "perhaps 2018-01-01/2018-12-31",
                "held 2018-12-31/2019-01-01",
                "perhaps 2019-01-01/2020-01-01"
            ]
        );
        assert_eq!(
            told("", "2019-06"),
            ["held …/2019-06-01", "perhaps 2019-06-01/2019-07-01"]
        );
        assert_eq!(told("2019", "2019"), ["perhaps 2019-01-01/2020-01-01"]);
        assert_eq!(told("", "before the war"), ["perhaps …/…"]);
        assert_eq!(told("about 2019", "2020"), ["perhaps …/2021-01-01"]);
        assert_eq!(told("2020-01-01", "2019-01-01"), ["perhaps …/…"]);
    }
}
