//! Indented bills of materials.

mod figures;
mod reading;

use std::io::{Read, Seek};

use exeat_facts::Vocabulary;
use exeat_value::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use thiserror::Error;

use super::rollup::Range;
use crate::tables::{TableError, TableOptions, csv_in, xlsx_in};
use reading::Reading;

/// The most parts of one bill, and the most places where they are used.
pub const PARTS_MAX: usize = 500_000;

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
    /// Its share of the mass of the part above, in percent.
    #[serde(default)]
    pub mass_share: Option<String>,
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
    /// The share of the mass of the part above that all of them make, in percent.
    pub mass_share: Option<Range>,
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
