//! Tables to batches: CSV, XLSX and Parquet, whose columns a mapping turns into facts.
//!
//! A reader ([`csv_in`], [`xlsx_in`], [`parquet_in`]) gives a table in [`Chunk`]s of bounded
//! size, in which every column holds each distinct cell once. A [`Mapping`] says what the
//! columns mean; bound to the headings of a table it turns a chunk into a
//! [`exeat_facts::batch::Batch`], and the rows that cannot be read into rejects with their
//! reasons. [`infer`] proposes a mapping from headings and values.
//!
//! A blank is unknown, never nought and never no. Numbers are taken digit by digit, so that
//! a share of 0.1 % stays one.

pub mod arrow_in;
mod cell;
pub mod csv_in;
mod decode;
pub mod infer;
pub mod mapping;
pub mod parquet_in;
pub mod quotes;
pub mod sheets;
mod xlsx;
pub mod xlsx_in;

use arrow_array::RecordBatch;
use thiserror::Error;

pub use cell::{Cell, CellColumn, CellColumnBuilder};
pub use mapping::{Bound, Label, Mapped, Mapping, Reject};

/// The most rows of a chunk of a CSV or XLSX table.
pub const CHUNK_ROWS_MAX: usize = 65_536;
/// The most rows of a chunk of a Parquet file: a row group with more is taken in parts.
pub const CHUNK_ROWS_MAX_PARQUET: usize = 262_144;
/// The most bytes of cells in a chunk of a CSV or XLSX table.
pub const CHUNK_BYTES_MAX: usize = 64 * 1024 * 1024;
/// The most bytes of one row, and of one cell.
pub const ROW_BYTES_MAX: usize = 1024 * 1024;
/// The most columns of a table.
pub const COLUMNS_MAX: usize = 4_096;

/// Why a table cannot be read, or not any further.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct TableError {
    /// What happened and where: lower case, no full stop.
    pub message: String,
    /// One line that could mend it.
    pub mend: String,
}

impl TableError {
    /// What happened, and what would mend it.
    pub fn new(message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            mend: mend.into(),
        }
    }
}

/// A row that is no row of the table, such as one with too few fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Where: the line of a CSV, the row of a sheet, the row of a Parquet file, from 1.
    pub place: u64,
    /// What is wrong with it.
    pub message: String,
    /// One line that could mend it.
    pub mend: String,
}

/// Some rows of a table.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    /// Where each row stands: the line of a CSV, the row of a sheet or of a Parquet file, from 1.
    pub places: Vec<u64>,
    /// One for each column of the table; none where the column was not asked for.
    pub columns: Vec<Option<CellColumn>>,
    /// Rows that could not be split into cells, which are not among the rows.
    pub faults: Vec<RowFault>,
    /// The rows as they stand in a Parquet file, all columns; empty for other tables.
    pub arrow: Vec<RecordBatch>,
}

impl Chunk {
    /// How many rows can be read.
    pub fn rows(&self) -> usize {
        self.places.len()
    }
}

/// Whether more of a table is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    On,
    /// Stop here.
    Stop,
}

/// Takes a table as it is read.
pub trait Sink {
    /// The headings, before any rows.
    ///
    /// # Errors
    /// The table cannot be used.
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError>;

    /// The next rows.
    ///
    /// # Errors
    /// The rows cannot be used.
    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError>;

    /// How many rows of a sheet, below its headings, hold nothing and are passed over; told when
    /// the sheet has been read to its end.
    fn passed_over(&mut self, _empty: u64) {}

    /// The other sheets of a workbook that are shown and hold something, where nobody said which
    /// sheet is meant; told when the sheet has been read to its end.
    fn other_sheets(&mut self, _names: &[String]) {}
}

/// How the text of a table is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableOptions {
    /// The encoding of a CSV, by its label: `windows-1252`, `gb18030`. UTF-8 where none is given.
    pub encoding: Option<String>,
    /// What stands between the fields of a CSV; found out where none is given.
    pub delimiter: Option<u8>,
    /// The sheet of an XLSX; the first that is shown where none is given.
    pub sheet: Option<String>,
    /// The row that holds the headings, from 1.
    pub heading_row: u64,
    /// What stands before the decimals.
    pub decimal: char,
    /// What stands between thousands, if anything does.
    pub thousands: Option<char>,
    /// What stands for nothing, besides nothing.
    pub blank: Vec<String>,
}

impl Default for TableOptions {
    fn default() -> Self {
        Self {
            encoding: None,
            delimiter: None,
            sheet: None,
            heading_row: 1,
            decimal: '.',
            thousands: None,
            blank: Vec::new(),
        }
    }
}

/// Headings as they are used: without blanks around them, with a name for those that have
/// none, and each once.
pub(crate) fn headings(raw: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (index, name) in raw.enumerate() {
        let trimmed = name.trim().trim_start_matches('\u{feff}');
        let plain = if trimmed.is_empty() {
            format!("column {}", index.saturating_add(1))
        } else {
            trimmed.to_owned()
        };
        let mut unique = plain.clone();
        let mut count = 1_usize;
        while names.contains(&unique) {
            count = count.saturating_add(1);
            unique = format!("{plain} ({count})");
        }
        names.push(unique);
    }
    names
}

/// The other columns of the heading that stands over a column, by the names that [`headings`] gave them.
pub(crate) fn others_of_the_heading(names: &[String], at: usize) -> Vec<usize> {
    let Some(name) = names.get(at) else {
        return Vec::new();
    };
    (2_usize..)
        .map_while(|count| {
            let other = format!("{name} ({count})");
            names.iter().position(|name| *name == other)
        })
        .collect()
}

/// The name by which a mapping means the first of several columns of one heading, as `Dy (2)` means the second.
pub(crate) fn first_of(name: &str) -> String {
    format!("{name} (1)")
}

/// A column as a spreadsheet calls it, from 0: `AB` for 27.
pub(crate) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(column);
    while let Some(one) = rest {
        let digit = u8::try_from(one % 26).unwrap_or_default();
        letters.push(char::from(b'A'.saturating_add(digit)));
        rest = (one / 26).checked_sub(1);
    }
    letters.iter().rev().collect()
}

/// Columns as a spreadsheet calls them: `A, P`.
pub(crate) fn all_letters(columns: impl Iterator<Item = usize>) -> String {
    columns.map(letters).collect::<Vec<_>>().join(", ")
}
