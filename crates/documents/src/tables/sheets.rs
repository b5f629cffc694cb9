//! The sheets of workbooks as cells of text, in bounded memory: whatever a workbook unpacks to, and
//! wherever in it a cell may stand.
//!
//! Here small tables are read whole, such as a register's; [`super::xlsx_in`] reads large ones row by
//! row. It is one reader: nothing else in the product opens a workbook.

use std::io::{Read, Seek};

use super::{Flow, TableError, xlsx_in};

/// The most bytes that a sheet may hold as text.
const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The names of the sheets of a workbook.
///
/// # Errors
/// It is no workbook.
pub fn names(reader: impl Read + Seek) -> Result<Vec<String>, TableError> {
    xlsx_in::sheet_names(reader)
}

/// The cells of a sheet as it shows them: rows and columns counted from its first, days in the form
/// of days. Empty rows below the last that holds something are left out.
///
/// # Errors
/// It is no workbook or is cut off, there is no such sheet, or it holds more than is read.
pub fn cells(reader: impl Read + Seek, sheet: &str) -> Result<Vec<Vec<String>>, TableError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut bytes = 0_usize;
    let mut too_large_at = None;
    xlsx_in::rows(reader, sheet, &mut |number, cells| {
        let Some(last) = cells.iter().rposition(|cell| !cell.is_blank()) else {
            return Flow::On;
        };
        let own: Vec<String> = cells
            .iter()
            .take(last.saturating_add(1))
            .map(|cell| cell.text().into_owned())
            .collect();
        let at = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
        let held: usize = own.iter().map(String::len).sum();
        // A row that is passed over takes its place all the same.
        let gap = at.saturating_sub(rows.len());
        bytes = bytes.saturating_add(held).saturating_add(
            own.len()
                .saturating_add(gap)
                .saturating_add(1)
                .saturating_mul(size_of::<String>()),
        );
        if bytes > BYTES_MAX {
            too_large_at = Some(number);
            return Flow::Stop;
        }
        rows.resize_with(at.max(rows.len()), Vec::new);
        rows.push(own);
        Flow::On
    })?;
    if let Some(row) = too_large_at {
        return Err(TableError::new(
            format!(
                "the sheet `{sheet}` holds more than {} MiB down to row {row}",
                BYTES_MAX / (1024 * 1024)
            ),
            "take out the rows and columns that nobody needs, or split it",
        ));
    }
    Ok(rows)
}
