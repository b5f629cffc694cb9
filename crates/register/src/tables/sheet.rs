//! A sheet of cells, and reading it by the names of its columns.

use std::fmt::Display;
use std::str::FromStr;

use exeat_value::{Currency, Day, Decimal, Money, Quantity, Unit};
use thiserror::Error;

/// Rows of one sheet; more of them nobody keeps by hand.
const ROWS_MAX: usize = 1_000_000;

/// The columns of each sheet that is read, with what stands in them. These names do not change.
pub const COLUMNS: &[(&str, &[(&str, &str)])] = &[
    (
        "licences",
        &[
            ("number", "the licence's number"),
            ("jurisdiction", "such as CN"),
            ("authority", "such as MOFCOM"),
            ("kind", "individual, general, exception or self-certificate"),
            ("holder", "who holds it"),
            ("valid-from", "its first day"),
            ("valid-through", "its last day; empty where it has none"),
            (
                "shipments-max",
                "how many shipments it allows; empty for any number",
            ),
            (
                "used-shipments",
                "in how many of them left what was used before",
            ),
            ("destinations", "country codes; empty for any"),
            (
                "state",
                "draft, issued, suspended, surrendered or revoked; empty for issued",
            ),
            ("note", "a remark"),
        ],
    ),
    (
        "lines",
        &[
            ("licence", "the licence's number"),
            ("line", "its number, from 1"),
            ("item", "what, in words"),
            ("codes", "entries of control lists"),
            ("quantity", "how much; empty where no quantity limits it"),
            ("unit", "such as kg or pieces"),
            (
                "value",
                "for how much money; empty where no value limits it",
            ),
            ("currency", "such as CNY"),
            ("used-quantity", "how much was used before"),
            ("used-value", "for how much money"),
        ],
    ),
    (
        "parties",
        &[
            ("licence", "the licence's number"),
            ("role", "such as end-user or importer"),
            ("name", "as the licence writes it"),
            ("place", "a country code"),
        ],
    ),
    (
        "conditions",
        &[
            ("licence", "the licence's number"),
            ("condition", "its number, from 1"),
            ("kind", "report, deliver, return, notify, keep or other"),
            ("text", "what is asked for"),
            ("starts", "issue, draw or expiry"),
            ("within", "such as 10 working days, 30 days or 6 months"),
            ("place", "the country whose working days count"),
            ("proof", "what proves that it was done"),
        ],
    ),
    (
        "shipments",
        &[
            ("day", "on which it happened"),
            ("do", "reserve, draw or release"),
            ("licence", "the licence's number"),
            ("line", "its line"),
            ("quantity", "how much"),
            ("unit", "of what"),
            ("value", "for how much money"),
            ("currency", "of which"),
            ("shipment", "the shipment"),
            ("declaration", "the customs declaration"),
        ],
    ),
    (
        "customs",
        &[
            ("declaration", "the customs declaration"),
            ("licence", "the licence's number"),
            ("line", "its line"),
            ("status", "released, cancelled or lodged"),
            ("quantity", "how much"),
            ("unit", "of what"),
            ("value", "for how much money"),
            ("currency", "of which"),
        ],
    ),
];

/// A sheet as it was read: its name, its columns, and its rows with their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// How messages call it.
    pub name: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {message}")]
pub struct TableError {
    /// Where, such as `lines, row 3, column quantity`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// One line that could mend it.
    pub help: Option<String>,
}

impl TableError {
    pub(super) fn new(place: impl Into<String>, message: impl Display) -> Self {
        Self {
            place: place.into(),
            message: message.to_string(),
            help: None,
        }
    }

    #[must_use]
    pub(super) fn with_help(self, help: impl Display) -> Self {
        Self {
            help: Some(help.to_string()),
            ..self
        }
    }
}

impl Sheet {
    /// A sheet from its rows, of which the first that is not empty names the columns.
    ///
    /// # Errors
    /// It has no rows, a column twice, one that is not known (`of` says which sheet's columns are), or too many rows.
    pub fn new(
        name: impl Into<String>,
        of: &str,
        rows: impl IntoIterator<Item = Vec<String>>,
    ) -> Result<Self, TableError> {
        let name = name.into();
        let mut rows = rows
            .into_iter()
            .enumerate()
            .map(|(index, row)| (index.saturating_add(1), row))
            .filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
        let Some((_, head)) = rows.next() else {
            return Err(TableError::new(name, "it has no rows"));
        };
        let columns: Vec<String> = head
            .iter()
            .map(|cell| cell.trim().to_lowercase().replace([' ', '_'], "-"))
            .collect();
        let known: &[(&str, &str)] = COLUMNS
            .iter()
            .find(|(sheet, _)| *sheet == of)
            .map_or(&[], |(_, columns)| columns);
        for (index, column) in columns.iter().enumerate() {
            if column.is_empty() {
                continue;
            }
            if columns.iter().take(index).any(|one| one == column) {
                return Err(TableError::new(
                    name,
                    format!("the column `{column}` stands twice"),
                ));
            }
            if !known.iter().any(|(one, _)| one == column) {
                let names: Vec<&str> = known.iter().map(|(one, _)| *one).collect();
                return Err(
                    TableError::new(name, format!("there is no column `{column}`"))
                        .with_help(format!("the columns are {}", names.join(", "))),
                );
            }
        }
        let rows: Vec<(usize, Vec<String>)> = rows.take(ROWS_MAX.saturating_add(1)).collect();
        if rows.len() > ROWS_MAX {
            return Err(TableError::new(
                name,
                format!("it has more than {ROWS_MAX} rows"),
            ));
        }
        Ok(Self {
            name,
            columns,
            rows,
        })
    }

    /// Its rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|(number, cells)| Line {
            sheet: self,
            number: *number,
            cells,
        })
    }
}

/// A row that is read by the names of its columns.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    sheet: &'a Sheet,
    pub(super) number: usize,
    cells: &'a [String],
}

impl<'a> Line<'a> {
    /// Where a cell stands: by its row and column, and as a spreadsheet calls it.
    fn place(&self, column: &str) -> String {
        let Sheet { name, columns, .. } = self.sheet;
        match columns.iter().position(|one| one == column) {
            Some(index) => format!(
                "{name}, row {}, column {column} (cell {}{})",
                self.number,
                letters(index),
                self.number
            ),
            None => format!("{name}, row {}, column {column}", self.number),
        }
    }

    pub(super) fn wrong(&self, column: &str, message: impl Display) -> TableError {
        TableError::new(self.place(column), message)
    }

    /// What stands in a column; none where it is empty or there is no such column.
    pub(super) fn text(&self, column: &str) -> Option<&'a str> {
        let index = self.sheet.columns.iter().position(|one| one == column)?;
        let text = self.cells.get(index)?.trim();
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn owned(&self, column: &str) -> Option<String> {
        self.text(column).map(str::to_owned)
    }

    /// What must stand in a column.
    pub(super) fn needed(&self, column: &str) -> Result<&'a str, TableError> {
        self.text(column).ok_or_else(|| {
            if self.sheet.columns.iter().any(|one| one == column) {
                self.wrong(column, "it is empty")
            } else {
                self.wrong(
                    column,
                    "there is no such column, and something is needed in it",
                )
                .with_help(format!(
                    "write `{column}` into the first row, and below it what is asked for"
                ))
            }
        })
    }

    pub(super) fn read<T: FromStr>(&self, column: &str) -> Result<Option<T>, TableError>
    where
        T::Err: Display,
    {
        self.text(column)
            .map(|text| text.parse().map_err(|error| self.wrong(column, error)))
            .transpose()
    }

    pub(super) fn read_needed<T: FromStr>(&self, column: &str) -> Result<T, TableError>
    where
        T::Err: Display,
    {
        self.needed(column)?
            .parse()
            .map_err(|error| self.wrong(column, error))
    }

    pub(super) fn day(&self, column: &str) -> Result<Option<Day>, TableError> {
        self.read(column)
    }

    /// One of several words.
    pub(super) fn one_of<T>(
        &self,
        column: &str,
        named: impl Fn(&str) -> Option<T>,
        words: &[&str],
    ) -> Result<Option<T>, TableError> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        named(&text.to_lowercase())
            .map(Some)
            .ok_or_else(|| self.wrong(column, format!("`{text}` is none of {}", words.join(", "))))
    }

    /// Words between blanks, commas or semicolons.
    pub(super) fn words(&self, column: &str) -> Vec<String> {
        self.text(column)
            .map(|text| {
                text.split([',', ';', ' '])
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default()
    }

    fn amount(&self, column: &str) -> Result<Option<Decimal>, TableError> {
        self.read(column)
    }

    /// An amount in a column and its unit in another, or both in the first.
    pub(super) fn quantity(
        &self,
        column: &str,
        unit: &str,
    ) -> Result<Option<Quantity>, TableError> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        if text.contains(' ') {
            return self.read(column);
        }
        let amount = self.amount(column)?;
        let unit = Unit::parse(self.needed(unit)?).map_err(|error| self.wrong(unit, error))?;
        Ok(amount.map(|amount| Quantity::new(amount, unit)))
    }

    /// An amount in a column and its currency in another, or both in the first.
    pub(super) fn money(&self, column: &str, currency: &str) -> Result<Option<Money>, TableError> {
        let Some(text) = self.text(column) else {
            return Ok(None);
        };
        if text.contains(' ') {
            return self.read(column);
        }
        let amount = self.amount(column)?;
        let currency: Currency = self.read_needed(currency)?;
        Ok(amount.map(|amount| Money { amount, currency }))
    }
}

/// A column as a spreadsheet calls it: A, B, …, Z, AA.
fn letters(index: usize) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut rest = index;
    let mut found = Vec::new();
    loop {
        found.extend(LETTERS.get(rest % 26).copied().map(char::from));
        match (rest / 26).checked_sub(1) {
            Some(more) => rest = more,
            None => break,
        }
    }
    found.iter().rev().collect()
}

/// A table to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The names of its columns, which do not change.
    pub columns: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        let called: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702]
            .into_iter()
            .map(letters)
            .collect();
        assert_eq!(called, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
