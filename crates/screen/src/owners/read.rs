//! Holdings and listings from files: rows, JSON lines, and FollowTheMoney entities.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use exeat_facts::HoldingKind;
use exeat_value::Day;
use serde_json::Value;

use super::graph::GraphBuilder;
use super::money::Money;
use super::{Graph, Share};
use crate::list::read_support::{Dialect, Fault, Place, clean, lines, require};
use crate::list::rows;
use crate::list::{Limits, ReadError};

/// Somebody stands on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Who.
    pub party: String,
    /// On which list.
    pub list: String,
    /// The first day, where it is told.
    pub from: Option<Day>,
    /// The first day no more, where it is told.
    pub until: Option<Day>,
}

impl Listing {
    /// A listing without days.
    pub fn always(party: &str, list: &str) -> Self {
        Self {
            party: party.to_owned(),
            list: list.to_owned(),
            from: None,
            until: None,
        }
    }

    /// Whether the party stands on the list on a day.
    pub fn is_listed(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

const HOLDING_COLUMNS: &str = "`owner`, `owned`, `share`, `kind`, `from`, `until`; `share` is a \
                               percentage, a range, or empty if it is unknown";

impl Graph {
    /// Reads holdings: separated values with the columns `owner`, `owned`, `share`, and where they
    /// are there `kind`, `from`, `until` and `evidence`; or JSON lines with the same keys; or
    /// FollowTheMoney entities, of which ownerships count.
    ///
    /// # Errors
    /// A line that says nothing that we understand, with its place.
    pub fn from_csv(input: impl Read, name: &str) -> Result<Self, ReadError> {
        let mut builder = GraphBuilder::default();
        read_holdings(input, name, &mut builder)?;
        Ok(builder.finish())
    }

    /// Reads holdings as [`Self::from_csv`] does, with the listed parties as parties too.
    ///
    /// # Errors
    /// As [`Self::from_csv`].
    pub fn with_listed(
        input: impl Read,
        name: &str,
        listed: &[Listing],
    ) -> Result<Self, ReadError> {
        let mut builder = GraphBuilder::default();
        for listing in listed {
            builder.add_party(&listing.party);
        }
        read_holdings(input, name, &mut builder)?;
        Ok(builder.finish())
    }
}

/// A row of either format, by the names of its fields.
trait Fields {
    fn field(&self, name: &str) -> Option<Cow<'_, str>>;
}

impl Fields for rows::Row<'_> {
    fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).map(Cow::Borrowed)
    }
}

impl Fields for Value {
    fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        match self.get(name)? {
            Value::String(text) => clean(text).map(Cow::Owned),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }
}

fn dialect() -> Dialect {
    Dialect {
        delimiter: b',',
        skip_lines: 0,
        lines_before: 0,
        header: true,
        encoding: None,
    }
}

/// Calls `row` for every row of separated values or every object of JSON lines.
fn each(
    input: impl Read,
    name: &str,
    columns: &[&str],
    row: &mut dyn FnMut(&dyn Fields, u64) -> Result<(), Fault>,
    object: &mut dyn FnMut(&Value, u64) -> Result<bool, Fault>,
) -> Result<(), ReadError> {
    let mut input = BufReader::new(input);
    let limits = Limits::default();
    let head = input.fill_buf().unwrap_or_default();
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let read = if first == Some(&b'{') {
        lines(input, &limits, &mut |value, line| {
            if object(&value, line)? {
                return Ok(());
            }
            row(&value, line)
        })
    } else {
        rows::read(
            input,
            dialect(),
            &limits,
            &mut |header| require(header, columns),
            &mut |found| row(found, found.line),
        )
    };
    read.map_err(|fault| fault.in_file(name))
}

fn day(fields: &dyn Fields, name: &str, line: u64) -> Result<Option<Day>, Fault> {
    let Some(text) = fields.field(name) else {
        return Ok(None);
    };
    match text.parse() {
        Ok(day) => Ok(Some(day)),
        Err(_) => Err(Fault::new(
            Place::Line(line),
            format!("`{text}` is no day for `{name}`"),
            "a day such as `2025-10-09`, or nothing",
        )),
    }
}

fn needed<'f>(
    fields: &'f dyn Fields,
    name: &str,
    line: u64,
    expected: &str,
) -> Result<Cow<'f, str>, Fault> {
    fields
        .field(name)
        .ok_or_else(|| Fault::new(Place::Line(line), format!("there is no `{name}`"), expected))
}

fn read_holdings(
    input: impl Read,
    name: &str,
    builder: &mut GraphBuilder,
) -> Result<(), ReadError> {
    let mut money = Money::default();
    each(
        input,
        name,
        &["owner", "owned", "share"],
        &mut |fields, line| {
            let owner = needed(fields, "owner", line, HOLDING_COLUMNS)?;
            let owned = needed(fields, "owned", line, HOLDING_COLUMNS)?;
            let kind = fields.field("kind").unwrap_or_default();
            let kind: HoldingKind = kind.parse().map_err(|()| {
                Fault::new(
                    Place::Line(line),
                    format!("no kind of holding is called `{kind}`"),
                    "`direct`, `control` or `board-majority`",
                )
            })?;
            let share = match fields.field("share") {
                // Control without a word on shares says nothing of shares.
                None if kind != HoldingKind::Direct => Share::NONE,
                text => share(&text.unwrap_or_default(), line)?,
            };
            let (from, until) = (day(fields, "from", line)?, day(fields, "until", line)?);
            ordered(from, until, line)?;
            if let Some(what) = fields.field("owner_is") {
                match what.to_lowercase().as_str() {
                    "person" | "state" => builder.add_end(&owner),
                    "organisation" | "organization" | "company" => builder.add_ownable(&owner),
                    "unknown" => {}
                    _ => {
                        return Err(Fault::new(
                            Place::Line(line),
                            format!("`{what}` is nothing that an owner can be"),
                            "`person`, `state`, `organisation`, or nothing",
                        ));
                    }
                }
            }
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            let evidence = fields.field("evidence");
            builder.add(
                &owner,
                &owned,
                share,
                kind,
                from,
                until,
                line,
                evidence.as_deref(),
            );
            Ok(())
        },
        &mut |value, line| money.take(value, line),
    )?;
    money.finish(builder);
    Ok(())
}

pub(super) fn share(text: &str, line: u64) -> Result<Share, Fault> {
    text.parse().map_err(|error: super::ShareError| {
        Fault::new(
            Place::Line(line),
            error.to_string(),
            "a share in percent, a range, or nothing",
        )
    })
}

fn ordered(from: Option<Day>, until: Option<Day>, line: u64) -> Result<(), Fault> {
    match (from, until) {
        (Some(from), Some(until)) if until <= from => Err(Fault::new(
            Place::Line(line),
            format!("it ends on {until} and begins on {from}"),
            "`until`, the first day no more, after `from`",
        )),
        _ => Ok(()),
    }
}

/// Reads who is listed: separated values with the columns `party` and, where they are there,
/// `list`, `from` and `until`; or JSON lines with the same keys.
///
/// # Errors
/// A line that says nothing that we understand, with its place.
pub fn read_listings(input: impl Read, name: &str) -> Result<Vec<Listing>, ReadError> {
    let mut listings = Vec::new();
    each(
        input,
        name,
        &["party"],
        &mut |fields, line| {
            let (from, until) = (day(fields, "from", line)?, day(fields, "until", line)?);
            ordered(from, until, line)?;
            listings.push(Listing {
                party: needed(fields, "party", line, "`party`, `list`, `from`, `until`")?
                    .into_owned(),
                list: fields.field("list").unwrap_or_default().into_owned(),
                from,
                until,
            });
            Ok(())
        },
        &mut |_, _| Ok(false),
    )?;
    Ok(listings)
}
