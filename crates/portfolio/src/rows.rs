//! The rows behind a count: those of a table that was decided which go to a place, in a month, or with a verdict.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use exeat_determine::Verdict;
use exeat_documents::tables::parquet_in::ParquetFile;
use exeat_documents::tables::{CellColumn, TableError};

use crate::failure::Failure;
use crate::tally::LABELS;

/// By what rows are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Where they go.
    Destination,
    /// What they are.
    Item,
    /// Who buys.
    Customer,
    /// The month in which they leave.
    Month,
}

impl By {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Destination, Self::Item, Self::Customer, Self::Month];

    /// A stable word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Destination => "destination",
            Self::Item => "item",
            Self::Customer => "customer",
            Self::Month => "month",
        }
    }

    fn column(self) -> &'static str {
        let [destination, item, customer, month] = LABELS;
        match self {
            Self::Destination => destination,
            Self::Item => item,
            Self::Customer => customer,
            Self::Month => month,
        }
    }
}

/// Which rows are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Those of this destination, item, customer or month.
    pub of: Option<(By, String)>,
    /// Those with this verdict.
    pub is: Option<Verdict>,
}

/// Some of the rows that were wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, as texts.
    pub rows: Vec<Vec<String>>,
    /// How many there are in all.
    pub total: u64,
}

/// Looks for rows of a table that [`crate::write`] wrote as Parquet with labels: so many, from the
/// one of this number on.
///
/// # Errors
/// The table cannot be read, or has no labels.
pub fn rows(path: &Path, wanted: &Wanted, from: u64, most: usize) -> Result<Found, Failure> {
    let open = || File::open(path).map_err(|error| Failure::file("read", path, &error));
    let of_table = |error: TableError| Failure::wrong(error.message).with_help(error.mend);
    let file = ParquetFile::open(&open()?, |_| true).map_err(of_table)?;
    let place = |name: &str| {
        file.names()
            .iter()
            .position(|own| own == name)
            .ok_or_else(|| Failure::wrong(format!("the table has no column `{name}`")))
    };
    let mut tests: BTreeMap<usize, String> = BTreeMap::new();
    if let Some((by, of)) = &wanted.of {
        tests.insert(place(by.column())?, of.clone());
    }
    if let Some(is) = wanted.is {
        tests.insert(place("exeat_verdict")?, is.word().to_owned());
    }
    let tested: Vec<bool> = (0..file.names().len())
        .map(|place| tests.contains_key(&place))
        .collect();
    let all = vec![true; file.names().len()];
    let mut found = Found {
        headings: file.names().to_vec(),
        ..Found::default()
    };
    for portion in file.portions() {
        let count = portion.rows.len();
        let fits: Vec<usize> = if tests.is_empty() {
            (0..count).collect()
        } else {
            let chunk = file
                .read(open()?, portion, &tested, false)
                .map_err(of_table)?;
            let columns: Vec<(&CellColumn, Vec<bool>)> = tests
                .iter()
                .filter_map(|(place, wanted)| {
                    let column = chunk.columns.get(*place)?.as_ref()?;
                    let is = column
                        .cells
                        .iter()
                        .map(|cell| cell.text() == wanted.as_str())
                        .collect();
                    Some((column, is))
                })
                .collect();
            let fits = |row: &usize| {
                columns.iter().all(|(column, is)| {
                    let code = column.codes.get(*row).copied();
                    code.and_then(|code| is.get(usize::try_from(code).ok()?))
                        .copied()
                        .unwrap_or(false)
                })
            };
            (0..count).filter(fits).collect()
        };
        let before = found.total;
        found.total += u64::try_from(fits.len()).unwrap_or(0);
        if found.rows.len() >= most || found.total <= from {
            continue;
        }
        let skip = usize::try_from(from.saturating_sub(before)).unwrap_or(usize::MAX);
        let chunk = file.read(open()?, portion, &all, false).map_err(of_table)?;
        for row in fits.into_iter().skip(skip) {
            if found.rows.len() >= most {
                break;
            }
            let cells = chunk.columns.iter().map(|column| {
                column
                    .as_ref()
                    .map_or(String::new(), |column| column.get(row).text().into_owned())
            });
            found.rows.push(cells.collect());
        }
    }
    Ok(found)
}
