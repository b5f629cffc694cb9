//! Indented bills of materials.

use std::io::{Read, Seek};

use exeat_facts::Vocabulary;
use exeat_value::{Decimal, Money, Quantity};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use thiserror::Error;

use super::rollup::Range;
use crate::tables::{Chunk, Flow, Sink, TableError, TableOptions, csv_in, xlsx_in};

/// The most parts of one bill, and the most places where they are used.
pub const PARTS_MAX: usize = 500_000;
/// The deepest indentation.
const LEVEL_MAX: usize = 64;

/// Something wrong with a bill: where, what, and one line that mends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line or row; 0 where it is of the bill as a whole.
    pub row: u64,
    /// What is wrong, with the part's name.
    pub message: String,
    /// One line that could mend it.
    pub mend: String,
    /// Whether the bill cannot be used.
    pub error: bool,
}

/// A mapping that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct MappingError(pub String);

/// Which columns say what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Columns {
    /// How deep a row stands: 0 or 1 for the whole, or `1.2.3`, or dots before a number.
    pub level: String,
    /// The part's number.
    pub part: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// How many of it are in one of the part above.
    #[serde(default)]
    pub quantity: Option<String>,
    /// What one of it is worth: `12.50`, `8-14`, `<5`, with or without a currency.
    #[serde(default)]
    pub value: Option<String>,
    /// Its share of the value of the part above, in percent: `5 %`, `0-10 %`.
    #[serde(default)]
    pub value_share: Option<String>,
    /// What one of it weighs.
    #[serde(default)]
    pub mass: Option<String>,
    /// The country of origin.
    #[serde(default)]
    pub origin: Option<String>,
    /// Who supplies it.
    #[serde(default)]
    pub supplier: Option<String>,
    /// With technology of which country it was made.
    #[serde(default)]
    pub technology: Option<String>,
    /// The statement under which that is known.
    #[serde(default)]
    pub statement: Option<String>,
    /// Columns of facts of the item, by path: `"content.Dy" = "Dy content"`.
    #[serde(default)]
    pub facts: FxHashMap<String, String>,
}

/// How a bill is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mapping {
    /// The columns.
    pub columns: Columns,
    /// The currency of values without one.
    #[serde(default)]
    pub currency: Option<String>,
    /// The unit of masses without one.
    #[serde(default)]
    pub mass_unit: Option<String>,
    /// The sheet of a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The row of the headings, from 1.
    #[serde(default)]
    pub heading_row: Option<u64>,
    /// What stands before the decimals.
    #[serde(default)]
    pub decimal: Option<char>,
    /// Whether everything inside is listed.
    #[serde(default)]
    pub complete: bool,
}

impl Mapping {
    /// Reads a mapping from TOML.
    ///
    /// # Errors
    ///
    /// It is not well formed, or has fields that do not belong there.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        let mapping: Self =
            toml::from_str(text).map_err(|error| MappingError(error.message().to_owned()))?;
        let vocabulary = Vocabulary::standard();
        for path in mapping
            .columns
            .facts
            .keys()
            .collect::<std::collections::BTreeSet<_>>()
        {
            if vocabulary.find(exeat_facts::Scope::Item, path).is_none() {
                return Err(MappingError(format!(
                    "`{path}` is no fact of an item; see docs/reference/vocabulary.md"
                )));
            }
        }
        Ok(mapping)
    }

    fn options(&self) -> TableOptions {
        TableOptions {
            sheet: self.sheet.clone(),
            heading_row: self.heading_row.unwrap_or(1),
            decimal: self.decimal.unwrap_or('.'),
            ..TableOptions::default()
        }
    }
}

/// One part, however often it is used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Its number.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who supplies it.
    pub supplier: Option<String>,
    /// What one is worth, in the bill's currency.
    pub value: Option<Range>,
    /// What one weighs, in kilograms.
    pub mass: Option<Range>,
    /// Its country of origin, as the bill writes it.
    pub origin: Option<String>,
    /// The country of the technology with which it was made, and the statement that says so.
    pub technology: Option<(String, Option<String>)>,
    /// Facts of the item as the bill writes them.
    pub facts: Vec<(String, String)>,
    /// Where it stands first.
    pub row: u64,
}

/// One part in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The part above.
    pub parent: usize,
    /// The part inside.
    pub child: usize,
    /// How many, in one of the part above.
    pub quantity: Decimal,
    /// The share of the value of the part above that all of them make, in percent.
    pub value_share: Option<Range>,
}

/// A bill of materials as a graph: a part that is used in several places stands once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bill {
    /// The parts.
    pub parts: Vec<Part>,
    /// What is in what.
    pub uses: Vec<Use>,
    /// The currency of all values.
    pub currency: Option<String>,
    /// Whether everything inside is listed.
    pub complete: bool,
    /// What is to be said about it.
    pub faults: Vec<Fault>,
}

impl Bill {
    /// Whether it can be used.
    pub fn is_usable(&self) -> bool {
        !self.faults.iter().any(|fault| fault.error)
    }
}

/// Reads a CSV.
///
/// # Errors
///
/// It is no table, or lacks a column of the mapping.
pub fn read_csv(reader: impl Read, mapping: &Mapping) -> Result<Bill, TableError> {
    let mut reading = Reading::new(mapping);
    csv_in::read(reader, &mapping.options(), &mut reading)?;
    Ok(reading.finish())
}

/// Reads a sheet of a workbook.
///
/// # Errors
///
/// It is no workbook, or lacks a column of the mapping.
pub fn read_xlsx(reader: impl Read + Seek, mapping: &Mapping) -> Result<Bill, TableError> {
    let mut reading = Reading::new(mapping);
    xlsx_in::read(reader, &mapping.options(), &mut reading)?;
    Ok(reading.finish())
}

struct Reading<'m> {
    mapping: &'m Mapping,
    bill: Bill,
    places: FxHashMap<String, usize>,
    /// The parts above, by level.
    above: Vec<usize>,
    /// Uses that are there already: a sub-assembly that is listed twice has its parts once.
    known: FxHashMap<(usize, usize), usize>,
    /// Parts whose inside was listed at an earlier place.
    closed: Vec<bool>,
    columns: FxHashMap<String, usize>,
}

impl<'m> Reading<'m> {
    fn new(mapping: &'m Mapping) -> Self {
        Self {
            mapping,
            bill: Bill {
                currency: mapping.currency.clone(),
                complete: mapping.complete,
                ..Bill::default()
            },
            places: FxHashMap::default(),
            above: Vec::new(),
            known: FxHashMap::default(),
            closed: Vec::new(),
            columns: FxHashMap::default(),
        }
    }

    fn fault(&mut self, row: u64, message: String, mend: &str) {
        if self.bill.faults.len() < 100 {
            self.bill.faults.push(Fault {
                row,
                message,
                mend: mend.to_owned(),
                error: true,
            });
        }
    }

    fn row(&mut self, row: u64, cell: &dyn Fn(&str) -> String) {
        let columns = &self.mapping.columns;
        let read =
            |name: &Option<String>| name.as_deref().map(cell).filter(|text| !text.is_empty());
        let id = cell(&columns.part);
        if id.is_empty() {
            self.fault(
                row,
                format!("row {row} has no part number"),
                "write one in each row",
            );
            return;
        }
        let Some(level) = level(&cell(&columns.level)).filter(|&level| level <= LEVEL_MAX) else {
            self.fault(
                row,
                format!("part `{id}` stands at no level: `{}`", cell(&columns.level)),
                "write 0 for the whole, 1 for what is in it, and so on",
            );
            return;
        };
        let base = self.bill.parts.first().map_or(level, |_| 0);
        let depth = if self.bill.parts.is_empty() {
            0
        } else {
            level.saturating_sub(self.base_level())
        };
        let _ = base;
        if self.bill.parts.is_empty() {
            self.above.clear();
            self.columns.insert("\u{0}base".to_owned(), level);
        }
        if depth > self.above.len() {
            self.fault(
                row,
                format!(
                    "part `{id}` stands {} levels below the row before it",
                    depth.saturating_sub(self.above.len()).saturating_add(1)
                ),
                "a part stands one level below the one that it is in",
            );
            return;
        }
        if self.bill.parts.len() >= PARTS_MAX || self.bill.uses.len() >= PARTS_MAX {
            if !self
                .bill
                .faults
                .iter()
                .any(|fault| fault.message.starts_with("the bill has more"))
            {
                self.fault(
                    row,
                    format!("the bill has more than {PARTS_MAX} parts"),
                    "split it by assembly",
                );
            }
            return;
        }
        let mut problems: Vec<String> = Vec::new();
        let mut range =
            |text: Option<String>, what: &str, parse: &dyn Fn(&str) -> Option<Range>| {
                let text = text?;
                let found = parse(&text);
                if found.is_none() {
                    problems.push(format!("part `{id}`: `{text}` is no {what}"));
                }
                found
            };
        let decimal = self.mapping.decimal.unwrap_or('.');
        let currency = self.bill.currency.clone();
        let value = range(
            read(&columns.value),
            "amount of money in the currency of the bill, or a range such as `8-14`",
            &|text| money(text, currency.as_deref(), decimal),
        );
        let share = range(
            read(&columns.value_share),
            "share or range of shares such as `0-10 %`",
            &|text| {
                figures(text.trim_end_matches('%').trim(), decimal, &|one| {
                    number(one.trim_end_matches('%').trim(), decimal)
                })
            },
        );
        let unit = self.mapping.mass_unit.clone();
        let mass = range(
            read(&columns.mass),
            "mass or range of masses such as `12 g`",
            &|text| masses(text, unit.as_deref(), decimal),
        );
        let quantity = range(read(&columns.quantity), "number of pieces", &|text| {
            number(text, decimal).map(Range::exactly)
        });
        for message in problems {
            self.fault(
                row,
                message,
                "write a number, `LOW-HIGH`, `<NUMBER` or nothing where it is not known",
            );
        }
        for (what, one) in [
            ("value", &value),
            ("share", &share),
            ("mass", &mass),
            ("quantity", &quantity),
        ] {
            if one.as_ref().is_some_and(|one| one.low.is_negative()) {
                self.fault(
                    row,
                    format!("part `{id}` has a {what} below nought"),
                    "mend the figure, or leave it out",
                );
            }
        }
        let index = match self.places.get(&id) {
            Some(&index) => index,
            None => {
                let index = self.bill.parts.len();
                self.places.insert(id.clone(), index);
                let mut facts: Vec<(String, String)> = columns
                    .facts
                    .iter()
                    .map(|(path, column)| (path.clone(), cell(column)))
                    .filter(|(_, text)| !text.is_empty())
                    .collect();
                facts.sort();
                self.bill.parts.push(Part {
                    name: read(&columns.name).unwrap_or_else(|| id.clone()),
                    id: id.clone(),
                    supplier: read(&columns.supplier),
                    value: value.clone(),
                    mass: mass.clone(),
                    origin: read(&columns.origin),
                    technology: read(&columns.technology)
                        .map(|country| (country, read(&columns.statement))),
                    facts,
                    row,
                });
                self.closed.push(false);
                index
            }
        };
        // What is told of a part at another place has to be the same.
        if let Some(part) = self.bill.parts.get(index)
            && part.row != row
        {
            let differs = |one: &Option<Range>, two: &Option<Range>| two.is_some() && one != two;
            if differs(&part.value, &value) || differs(&part.mass, &mass) {
                let first = part.row;
                self.fault(
                    row,
                    format!("part `{id}` has another value or mass here than in row {first}"),
                    "give parts that differ numbers of their own",
                );
            }
        }
        // Going up closes what lies below.
        for left in self.above.split_off(depth.min(self.above.len())) {
            if let Some(closed) = self.closed.get_mut(left) {
                *closed = true;
            }
        }
        if let Some(&parent) = depth.checked_sub(1).and_then(|at| self.above.get(at)) {
            let count = quantity.map_or(Decimal::ONE, |one| one.low);
            let again = self.closed.get(parent).copied().unwrap_or_default()
                && self.known.contains_key(&(parent, index));
            match self.known.get(&(parent, index)) {
                Some(_) if again => {}
                Some(&place) => {
                    if let Some(known) = self.bill.uses.get_mut(place) {
                        known.quantity =
                            known.quantity.checked_add(count).unwrap_or(known.quantity);
                    }
                }
                None => {
                    self.known.insert((parent, index), self.bill.uses.len());
                    self.bill.uses.push(Use {
                        parent,
                        child: index,
                        quantity: count,
                        value_share: share,
                    });
                }
            }
        }
        self.above.push(index);
    }

    fn base_level(&self) -> usize {
        self.columns.get("\u{0}base").copied().unwrap_or_default()
    }

    fn finish(mut self) -> Bill {
        if self.bill.parts.is_empty() && self.bill.faults.is_empty() {
            self.fault(
                0,
                "the bill has no parts".to_owned(),
                "write the whole in the first row, at level 0",
            );
        }
        self.bill
    }
}

impl Sink for Reading<'_> {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        let columns = &self.mapping.columns;
        let wanted = [
            Some(&columns.level),
            Some(&columns.part),
            columns.name.as_ref(),
            columns.quantity.as_ref(),
            columns.value.as_ref(),
            columns.value_share.as_ref(),
            columns.mass.as_ref(),
            columns.origin.as_ref(),
            columns.supplier.as_ref(),
            columns.technology.as_ref(),
            columns.statement.as_ref(),
        ];
        let mut facts: Vec<&String> = columns.facts.values().collect();
        facts.sort();
        for name in wanted.into_iter().flatten().chain(facts) {
            match names.iter().position(|one| one.eq_ignore_ascii_case(name)) {
                Some(at) => {
                    self.columns.insert(name.clone(), at);
                }
                None => {
                    return Err(TableError::new(
                        format!("the bill has no column `{name}`"),
                        format!("its columns are {}", names.join(", ")),
                    ));
                }
            }
        }
        Ok(Flow::On)
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        for fault in &chunk.faults {
            self.fault(
                fault.place,
                format!("row {}: {}", fault.place, fault.message),
                &fault.mend,
            );
        }
        let columns = self.columns.clone();
        for (row, &place) in chunk.places.iter().enumerate() {
            let cell = |name: &str| -> String {
                let column = columns
                    .get(name)
                    .and_then(|&at| chunk.columns.get(at))
                    .and_then(Option::as_ref);
                column.map_or_else(String::new, |column| {
                    column.get(row).text().trim().to_owned()
                })
            };
            self.row(place, &cell);
        }
        Ok(Flow::On)
    }
}

/// `2`, `..2`, `1.2.3` (three levels deep).
fn level(text: &str) -> Option<usize> {
    let text = text.trim();
    let bare = text.trim_start_matches(['.', ' ', '-', '>']);
    if bare.contains('.') {
        return bare
            .split('.')
            .all(|one| one.parse::<u32>().is_ok())
            .then(|| bare.split('.').count().saturating_sub(1));
    }
    bare.parse().ok()
}

fn number(text: &str, decimal: char) -> Option<Decimal> {
    let text = text.trim();
    if decimal == '.' {
        text.parse().ok()
    } else {
        text.replace('.', "").replace(decimal, ".").parse().ok()
    }
}

/// `12`, `8-14`, `8 to 14`, `<5`, `>3` is refused since nothing bounds it above.
fn figures(text: &str, _decimal: char, parse: &dyn Fn(&str) -> Option<Decimal>) -> Option<Range> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('<').or_else(|| text.strip_prefix('≤')) {
        return Some(Range {
            low: Decimal::ZERO,
            high: parse(rest.trim_start_matches('=').trim())?,
        });
    }
    for sign in ["–", " to ", ".."] {
        if let Some((low, high)) = text.split_once(sign) {
            return ordered(parse(low.trim())?, parse(high.trim())?);
        }
    }
    if let Some((low, high)) = text.get(1..).and_then(|rest| rest.split_once('-')) {
        let low = format!("{}{low}", text.get(..1).unwrap_or_default());
        return ordered(parse(low.trim())?, parse(high.trim())?);
    }
    parse(text).map(Range::exactly)
}

fn ordered(low: Decimal, high: Decimal) -> Option<Range> {
    (low <= high).then_some(Range { low, high })
}

fn money(text: &str, currency: Option<&str>, decimal: char) -> Option<Range> {
    let text = text.trim();
    let (body, code) = match text.rsplit_once(' ') {
        Some((body, code))
            if code.len() == 3 && code.bytes().all(|one| one.is_ascii_uppercase()) =>
        {
            (body, Some(code))
        }
        _ => (text, None),
    };
    // One bill has one currency; there are no rates here.
    if code.is_some() && currency.is_some() && code != currency || code.or(currency).is_none() {
        return None;
    }
    format!("1 {}", code.or(currency)?).parse::<Money>().ok()?;
    figures(body, decimal, &|one| number(one, decimal))
}

fn masses(text: &str, unit: Option<&str>, decimal: char) -> Option<Range> {
    let text = text.trim();
    let (body, own) = match text.rsplit_once(' ') {
        Some((body, own)) if own.chars().all(char::is_alphabetic) => (body, own),
        _ => (text, unit?),
    };
    let in_kilograms = |one: &str| -> Option<Decimal> {
        let amount = number(one, decimal)?;
        let quantity: Quantity = format!("{amount} {own}").parse().ok()?;
        (quantity.unit.dimension() == exeat_value::Dimension::Mass)
            .then(|| quantity.in_base())
            .flatten()
    };
    figures(body, decimal, &in_kilograms)
}
