//! What the columns of a table mean.
//!
//! ```toml
//! format = 1
//!
//! [table]
//! decimal = ","
//!
//! [constants]
//! shipment.kind = "export"
//! shipment.from = "CN"
//!
//! [[column]]
//! name = "Ship date"
//! fact = "shipment.date"
//! date = "DD.MM.YYYY"
//! ```

mod amount;
mod bound;
mod convert;
mod date;
mod read;

use std::collections::BTreeMap;

use exeat_facts::batch::{ColumnKey, Completeness};
use exeat_facts::{Fact, Role};

use super::TableOptions;
use crate::diagnostic::DocumentDiagnostic;

pub(crate) use bound::type_of as type_of_key;
pub use bound::{Bound, Mapped, Reject};
pub(crate) use convert::{NO, YES};
pub(crate) use date::DateFormat;

/// What a column tells about its row besides facts, for the summary of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// What identifies the row: an order and its line.
    Row,
    /// What identifies the item: a part number.
    Item,
    /// What the item is called.
    ItemName,
    /// Who buys.
    Customer,
    /// What the row is worth, for sums.
    Value,
}

impl Label {
    /// Every label.
    pub const ALL: [Self; 5] = [
        Self::Row,
        Self::Item,
        Self::ItemName,
        Self::Customer,
        Self::Value,
    ];

    /// As a mapping writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Item => "item",
            Self::ItemName => "item-name",
            Self::Customer => "customer",
            Self::Value => "value",
        }
    }
}

/// Where the unit or the currency of a column's amounts stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Measured {
    /// In the cell itself.
    Inside,
    /// It is always this.
    Always(String),
    /// In another column.
    Column(String),
}

/// How the cells of a column are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Convert {
    /// The unit of amounts, or the currency of money.
    pub(crate) measured: Measured,
    /// How days are written.
    pub(crate) date: Option<DateFormat>,
    /// What stands for which code.
    pub(crate) codes: BTreeMap<String, String>,
    /// What stands between the codes of a set.
    pub(crate) separator: Option<String>,
    /// How many digits a code has that lost its leading zeros.
    pub(crate) width: usize,
    /// What stands for yes and no, besides what everybody knows.
    pub(crate) yes: Vec<String>,
    pub(crate) no: Vec<String>,
    /// What stands for nothing in this column.
    pub(crate) blank: Vec<String>,
    pub(crate) decimal: Option<char>,
    pub(crate) thousands: Option<char>,
}

/// What one column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ColumnMapping {
    pub(crate) name: String,
    /// The facts that it states.
    pub(crate) facts: Vec<ColumnKey>,
    /// The role whose party it names.
    pub(crate) party: Option<Role>,
    pub(crate) label: Option<Label>,
    pub(crate) convert: Convert,
    /// Whether a table may be without it.
    pub(crate) optional: bool,
}

/// What the columns of a table mean, as a file says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapping {
    pub(crate) table: TableOptions,
    pub(crate) constants: Vec<(ColumnKey, Fact)>,
    pub(crate) columns: Vec<ColumnMapping>,
    pub(crate) components: Completeness,
    pub(crate) parties: Vec<Role>,
}

impl Mapping {
    /// Reads a mapping from TOML.
    ///
    /// # Errors
    /// What is wrong with it, each with its place and a line that mends it.
    pub fn read(text: &str) -> Result<Self, Vec<DocumentDiagnostic>> {
        read::mapping(text)
    }

    /// How the text of the table is written.
    pub fn table(&self) -> &TableOptions {
        &self.table
    }

    /// Whether the mapping speaks of a column.
    pub fn mentions(&self, name: &str) -> bool {
        self.columns.iter().any(|column| {
            column.name == name
                || matches!(&column.convert.measured, Measured::Column(other) if other == name)
        })
    }
}
