//! Holdings and listings from files: rows, JSON lines, and FollowTheMoney entities.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
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

/// A row of separated values under headings that were made [`plain`].
struct Cells<'a> {
    row: &'a rows::Row<'a>,
    headings: &'a [String],
}

impl Fields for Cells<'_> {
    fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        let place = self.headings.iter().position(|one| one == name)?;
        self.row.at(place).map(Cow::Borrowed)
    }
}

/// An object by its keys, which were made [`plain`].
impl Fields for BTreeMap<String, String> {
    fn field(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name)
            .map(|text| Cow::Borrowed(text.as_str()))
            .filter(|text| !text.is_empty())
    }
}

/// A heading or key as it is compared: `Owner is` and `owner-is` are `owner_is`.
fn plain(heading: &str) -> String {
    heading.trim().to_lowercase().replace([' ', '-'], "_")
}

/// The columns of a file, each with what people call it who mean it and yet may mean something else by it.
struct Columns {
    needed: &'static [&'static str],
    known: &'static [(&'static str, &'static [&'static str])],
}

/// What people call the days besides. Whether the last day or the first no more is meant they do not say.
const FROM: (&str, &[&str]) = (
    "from",
    &["valid_from", "start", "start_date", "startdate", "since"],
);
const UNTIL: (&str, &[&str]) = (
    "until",
    &[
        "valid_to",
        "valid_until",
        "to",
        "end",
        "end_date",
        "enddate",
        "ended",
    ],
);

const HOLDINGS: Columns = Columns {
    needed: &["owner", "owned", "share"],
    known: &[
        ("owner", &[]),
        ("owned", &[]),
        ("share", &[]),
        ("kind", &[]),
        FROM,
        UNTIL,
        ("evidence", &[]),
        ("owner_is", &["owner_type", "owner_kind"]),
    ],
};

const LISTINGS: Columns = Columns {
    needed: &["party"],
    known: &[("party", &[]), ("list", &[]), FROM, UNTIL],
};

impl Columns {
    fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|(known, _)| *known == name)
    }

    /// Looks at the names of fields: each that is read stands there once, and none that stands for one that is not
    /// there. Those that are not read are added to `unread`.
    fn check(&self, names: &[String], line: u64, unread: &mut Unread) -> Result<(), Fault> {
        for (place, name) in names.iter().enumerate() {
            if self.knows(name) {
                if names
                    .get(..place)
                    .is_some_and(|before| before.contains(name))
                {
                    return Err(Fault::new(
                        Place::Line(line),
                        format!("there are two columns `{name}`"),
                        "each column once",
                    ));
                }
                continue;
            }
            let meant = self.known.iter().find(|(known, others)| {
                others.contains(&name.as_str()) && !names.iter().any(|one| one == known)
            });
            if let Some((known, _)) = meant {
                return Err(Fault::new(
                    Place::Line(line),
                    format!("nothing reads a column `{name}`"),
                    match *known {
                        "until" => "`until`, the first day no more".to_owned(),
                        known => format!("`{known}`"),
                    },
                ));
            }
            if !name.is_empty() {
                unread.add(name);
            }
        }
        Ok(())
    }
}

/// Columns that nothing reads.
#[derive(Default)]
struct Unread(BTreeSet<String>);

/// So many of them are told.
const UNREAD_MAX: usize = 20;

impl Unread {
    fn add(&mut self, name: &str) {
        if self.0.len() < UNREAD_MAX && !self.0.contains(name) {
            self.0.insert(name.to_owned());
        }
    }

    fn note(&self, file: &str) -> Option<String> {
        let names: Vec<String> = self.0.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        (!names.is_empty()).then(|| format!("of `{file}` nothing reads {names}"))
    }
}

/// The fields of an object that are read.
fn of_object(
    value: &Value,
    columns: &Columns,
    line: u64,
) -> Result<(BTreeMap<String, String>, Vec<String>), Fault> {
    let Some(object) = value.as_object() else {
        return Err(Fault::new(
            Place::Line(line),
            "is no object",
            "one JSON object a line",
        ));
    };
    let mut fields = BTreeMap::new();
    let mut names = Vec::with_capacity(object.len());
    for (key, value) in object {
        let name = plain(key);
        names.push(name.clone());
        if !columns.knows(&name) {
            continue;
        }
        let text = match value {
            Value::Null => String::new(),
            Value::String(text) => clean(text).unwrap_or_default(),
            Value::Number(number) => number.to_string(),
            Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                return Err(Fault::new(
                    Place::Line(line),
                    format!("`{key}` is `{}`", shortened(value)),
                    "a text, a number, or nothing",
                ));
            }
        };
        fields.insert(name, text);
    }
    Ok((fields, names))
}

/// A value as an error names it.
pub(super) fn shortened(value: &Value) -> String {
    let text = value.to_string();
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn dialect() -> Dialect {
    Dialect {
        delimiter: b',',
        skip_lines: 0,
        lines_before: 0,
        header: true,
        encoding: None,
        quotes_in_pairs: true,
    }
}

/// Calls `row` for every row of separated values or every object of JSON lines.
fn each(
    input: impl Read,
    name: &str,
    columns: &Columns,
    row: &mut dyn FnMut(&dyn Fields, u64) -> Result<(), Fault>,
    object: &mut dyn FnMut(&Value, u64) -> Result<bool, Fault>,
) -> Result<Option<String>, ReadError> {
    let mut unread = Unread::default();
    let mut input = BufReader::new(input);
    let limits = Limits::default();
    let head = input.fill_buf().unwrap_or_default();
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    let read = if first == Some(&b'{') {
        lines(input, &limits, &mut |value, line| {
            if object(&value, line)? {
                return Ok(());
            }
            let (fields, names) = of_object(&value, columns, line)?;
            columns.check(&names, line, &mut unread)?;
            row(&fields, line)
        })
    } else {
        let headings = RefCell::new(Vec::new());
        rows::read(
            input,
            dialect(),
            &limits,
            &mut |header| {
                let plain: Vec<String> = header.iter().map(|one| plain(one)).collect();
                columns.check(&plain, 1, &mut unread)?;
                require(&plain, columns.needed)?;
                *headings.borrow_mut() = plain;
                Ok(())
            },
            &mut |found| {
                let headings = headings.borrow();
                let cells = Cells {
                    row: found,
                    headings: &headings,
                };
                row(&cells, found.line)
            },
        )
    };
    read.map_err(|fault| fault.in_file(name))?;
    Ok(unread.note(name))
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
    let note = each(
        input,
        name,
        &HOLDINGS,
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
    if let Some(note) = note {
        builder.note(note);
    }
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
        &LISTINGS,
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
