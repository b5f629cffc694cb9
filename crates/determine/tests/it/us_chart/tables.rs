//! CSV files as rows of named cells, read anew here so that nothing is shared with the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Cells by the name of their column.
pub(super) type Row = BTreeMap<String, String>;

/// The rows of a file; `None` when there is no such file.
#[expect(
    clippy::disallowed_methods,
    reason = "the test reads tables of the repository"
)]
pub(super) fn rows(path: &Path) -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut lines = records(&text).into_iter();
    let head = lines.next().expect("a head");
    Some(
        lines
            .map(|cells| {
                assert_eq!(cells.len(), head.len(), "{}: {cells:?}", path.display());
                head.iter().cloned().zip(cells).collect()
            })
            .collect(),
    )
}

/// Lines of a CSV file; `#` begins a comment, and `"` holds what has commas and line ends in it.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let (mut record, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '#' if !quoted && record.is_empty() && cell.is_empty() => {
                signs.by_ref().find(|&sign| sign == '\n');
            }
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                found.push(std::mem::take(&mut record));
            }
            sign => cell.push(sign),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        found.push(record);
    }
    found
}

/// A set of codes in a cell: `none` is the empty one, and an empty cell is not known.
pub(super) fn codes(cell: &str) -> Option<BTreeSet<String>> {
    match cell {
        "" => None,
        "none" => Some(BTreeSet::new()),
        codes => Some(codes.split(' ').map(str::to_owned).collect()),
    }
}

/// Rows by the value of a column that tells them apart.
pub(super) fn by(rows: Vec<Row>, column: &str) -> BTreeMap<String, Row> {
    let count = rows.len();
    let found: BTreeMap<String, Row> = rows
        .into_iter()
        .map(|row| (row[column].clone(), row))
        .collect();
    assert_eq!(found.len(), count, "`{column}` tells the rows apart");
    found
}
