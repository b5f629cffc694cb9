//! Cells, and columns that hold each distinct cell once.

use std::borrow::Cow;
use std::hash::Hash;

use exeat_value::{Day, Decimal};
use rustc_hash::FxHashMap;

/// What stands in one cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Yes or no, in a table that knows them.
    YesNo(bool),
    /// A number, in a table that knows numbers.
    Number(Decimal),
    /// A day, in a table that knows days.
    Date(Day),
    /// Text; everything in a CSV is.
    Text(String),
    /// Something that cannot be used, as it is shown: `#DIV/0!`, `NaN`.
    Unreadable(String),
}

impl Cell {
    /// As text, for people and for the table that comes out.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => Cow::Borrowed(""),
            Self::YesNo(true) => Cow::Borrowed("true"),
            Self::YesNo(false) => Cow::Borrowed("false"),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(day) => Cow::Owned(day.to_string()),
            Self::Text(text) | Self::Unreadable(text) => Cow::Borrowed(text),
        }
    }

    /// Whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// A column: each distinct cell once, and which of them stands in each row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellColumn {
    /// The distinct cells.
    pub cells: Vec<Cell>,
    /// For each row the place of its cell.
    pub codes: Vec<u32>,
}

impl CellColumn {
    /// What stands in a row; nothing where there is no such row.
    pub fn get(&self, row: usize) -> &Cell {
        let code = self.codes.get(row).copied();
        code.and_then(|code| self.cells.get(index(code)))
            .unwrap_or(&Cell::Blank)
    }

    /// The rows with these places, in this order.
    #[must_use]
    pub fn of_rows(&self, rows: &[usize]) -> Self {
        Self {
            cells: self.cells.clone(),
            codes: rows
                .iter()
                .filter_map(|&row| self.codes.get(row).copied())
                .collect(),
        }
    }
}

/// A code as a place.
pub(crate) fn index(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

/// A place as a code. Chunks are far smaller than what a code can count.
pub(crate) fn code(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Builds a column cell by cell, finding cells that were there before by a key.
#[derive(Debug)]
pub struct CellColumnBuilder<K> {
    column: CellColumn,
    by_key: FxHashMap<K, u32>,
    blank: Option<u32>,
}

impl<K> Default for CellColumnBuilder<K> {
    fn default() -> Self {
        Self {
            column: CellColumn::default(),
            by_key: FxHashMap::default(),
            blank: None,
        }
    }
}

impl<K: Hash + Eq> CellColumnBuilder<K> {
    /// A blank cell.
    pub fn blank(&mut self) {
        let code = self.blank_place();
        self.column.codes.push(code);
    }

    /// A cell with its key.
    pub fn push(&mut self, key: K, cell: impl FnOnce() -> Cell) {
        let code = self.place(key, cell);
        self.column.codes.push(code);
    }

    /// The place of the blank cell, of which no row is said yet.
    pub(crate) fn blank_place(&mut self) -> u32 {
        let cells = &mut self.column.cells;
        *self.blank.get_or_insert_with(|| {
            cells.push(Cell::Blank);
            code(cells.len().saturating_sub(1))
        })
    }

    /// The place of a cell with its key, of which no row is said yet.
    pub(crate) fn place(&mut self, key: K, cell: impl FnOnce() -> Cell) -> u32 {
        let cells = &mut self.column.cells;
        *self.by_key.entry(key).or_insert_with(|| {
            cells.push(cell());
            code(cells.len().saturating_sub(1))
        })
    }

    /// A row with the cell at a place.
    pub(crate) fn push_place(&mut self, place: u32) {
        self.column.codes.push(place);
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.column.codes.len()
    }

    /// The column.
    pub fn finish(self) -> CellColumn {
        self.column
    }
}

impl CellColumnBuilder<Box<str>> {
    /// A cell of text; blanks around it do not count.
    pub fn push_text(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.blank();
            return;
        }
        if let Some(&code) = self.by_key.get(text) {
            self.column.codes.push(code);
        } else {
            self.push(text.into(), || Cell::Text(text.to_owned()));
        }
    }
}
