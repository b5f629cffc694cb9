//! The rows of a workbook, and those that were rejected.

use std::fs::File;
use std::path::Path;

use exeat_documents::tables::Cell;
use exeat_documents::tables::parquet_in::ParquetFile;
use rust_xlsxwriter::{
    Color, ConditionalFormatText, ConditionalFormatTextRule, ExcelDateTime, Format, Worksheet,
    XlsxError,
};

use super::{Styles, colour, wrong};
use crate::failure::Failure;
use crate::folder::Folder;
use crate::run::Done;
use crate::summary::worst_first;

/// Every row, as it came in and with what is said of it.
pub(super) fn rows(
    sheet: &mut Worksheet,
    styles: &Styles,
    done: &Done,
    folder: &Folder,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |error: XlsxError| wrong(path, &error);
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.set_name("Rows").map_err(failed)?;
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    let mut row: u32 = 0;
    let mut columns: u16 = 0;
    for note in &done.notes {
        let Some((name, _)) = &note.rows else {
            continue;
        };
        let part = folder.path(name);
        let open = || File::open(&part).map_err(|error| Failure::file("read", &part, &error));
        let of_table = |error: exeat_documents::tables::TableError| Failure::wrong(error.message);
        let file = ParquetFile::open(&open()?, |_| true).map_err(of_table)?;
        if row == 0 {
            columns = u16::try_from(file.names().len()).unwrap_or(u16::MAX);
            for (column, name) in (0..).zip(file.names()) {
                let width = if name.starts_with("exeat_") { 30 } else { 16 };
                sheet.set_column_width(column, width).map_err(failed)?;
            }
            for (column, name) in (0..).zip(file.names()) {
                sheet
                    .write_with_format(0, column, name, &styles.head)
                    .map_err(failed)?;
            }
        }
        let wanted = vec![true; file.names().len()];
        for portion in file.portions() {
            let chunk = file
                .read(open()?, portion, &wanted, false)
                .map_err(of_table)?;
            for place in 0..chunk.rows() {
                row += 1;
                for (column, cells) in (0..).zip(chunk.columns.iter().flatten()) {
                    cell(sheet, row, column, cells.get(place), &day).map_err(failed)?;
                }
            }
        }
    }
    if columns > 0 {
        sheet
            .autofilter(0, 0, row.max(1), columns - 1)
            .map_err(failed)?;
        if let Some(at) = verdict_column(done, columns) {
            for verdict in worst_first() {
                let rule = ConditionalFormatText::new()
                    .set_rule(ConditionalFormatTextRule::BeginsWith(
                        verdict.word().to_owned(),
                    ))
                    .set_format(
                        Format::new()
                            .set_font_color(Color::White)
                            .set_background_color(Color::RGB(colour(verdict))),
                    );
                sheet
                    .add_conditional_format(1, at, row.max(1), at, &rule)
                    .map_err(failed)?;
            }
        }
    }
    Ok(())
}

/// Where the verdict stands among the columns.
fn verdict_column(done: &Done, columns: u16) -> Option<u16> {
    let at = u16::try_from(done.headings.len()).ok()?;
    (at < columns).then_some(at)
}

fn cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    day: &Format,
) -> Result<(), XlsxError> {
    /// The characters of a cell.
    const LONGEST: usize = 32_000;
    match cell {
        Cell::Blank => {}
        Cell::YesNo(answer) => {
            sheet.write_boolean(row, column, *answer)?;
        }
        Cell::Number(number) => {
            let text = number.to_string();
            // A sheet holds fifteen digits; what has more stays as it is, as text.
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            match text.parse::<f64>() {
                Ok(number) if digits <= 15 => sheet.write_number(row, column, number)?,
                _ => sheet.write_string(row, column, text)?,
            };
        }
        Cell::Date(date) => {
            let text = date.to_string();
            match ExcelDateTime::parse_from_str(&text) {
                Ok(date) => sheet.write_datetime_with_format(row, column, date, day)?,
                Err(_) => sheet.write_string(row, column, text)?,
            };
        }
        Cell::Text(text) | Cell::Unreadable(text) => {
            if text.chars().count() > LONGEST {
                let cut: String = text.chars().take(LONGEST).chain(['…']).collect();
                sheet.write_string(row, column, cut)?;
            } else {
                sheet.write_string(row, column, text)?;
            }
        }
    }
    Ok(())
}

/// The rows that could not be read.
pub(super) fn rejected(
    sheet: &mut Worksheet,
    styles: &Styles,
    rejects: &Path,
    path: &Path,
) -> Result<(), Failure> {
    let failed = |error: XlsxError| wrong(path, &error);
    sheet.set_name("Rejected").map_err(failed)?;
    let widths = [30, 10, 24, 24, 60, 60];
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, width).map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(rejects)
        .map_err(|error| Failure::wrong(error.to_string()))?;
    for (row, record) in (0_u32..=1_048_575).zip(reader.records()) {
        let record = record.map_err(|error| Failure::wrong(error.to_string()))?;
        for (column, text) in (0..).zip(record.iter()) {
            if row == 0 {
                sheet.write_with_format(row, column, text, &styles.head)
            } else {
                sheet.write_string(row, column, text)
            }
            .map_err(failed)?;
        }
    }
    Ok(())
}
