//! The sheets of workbooks as cells of text, in bounded memory: whatever a workbook unpacks to, and wherever in it a
//! cell may stand.

use std::io::{Read, Seek};

use exeat_documents::tables::{Flow, TableError, xlsx_in};

/// The most bytes that a sheet may hold as text.
const BYTES_MAX: usize = 64 * 1024 * 1024;

/// The names of the sheets of a workbook.
///
/// # Errors
/// It is no workbook.
pub fn names(reader: impl Read + Seek) -> Result<Vec<String>, TableError> {
    xlsx_in::sheet_names(reader)
}

/// The cells of a sheet as it shows them: rows and columns counted from its first, days in the form of days.
///
/// # Errors
/// It is no workbook or is cut off, there is no such sheet, or it holds more than is read.
pub fn cells(reader: impl Read + Seek, sheet: &str) -> Result<Vec<Vec<String>>, TableError> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut bytes = 0_usize;
    let mut is_too_large = false;
    xlsx_in::rows(reader, sheet, &mut |number, cells| {
        let own: Vec<String> = cells.iter().map(|cell| cell.text().into_owned()).collect();
        let at = usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
        let held: usize = own.iter().map(String::len).sum();
        // A row that is passed over takes its place all the same.
        let gap = at.saturating_sub(rows.len());
        bytes = bytes.saturating_add(held).saturating_add(
            own.len()
                .saturating_add(gap)
                .saturating_mul(size_of::<String>()),
        );
        if bytes > BYTES_MAX {
            is_too_large = true;
            return Flow::Stop;
        }
        rows.resize_with(at.max(rows.len()), Vec::new);
        rows.push(own);
        Flow::On
    })?;
    if is_too_large {
        return Err(TableError::new(
            format!(
                "the sheet `{sheet}` holds more than {} MiB",
                BYTES_MAX / (1024 * 1024)
            ),
            "take out the rows and columns that nobody needs, or split it",
        ));
    }
    Ok(rows)
}
