//! The sheets of a workbook, row by row: memory is bounded by the shared texts and a chunk, and
//! numbers are taken as they are written.

use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::cell::{Cell, CellColumnBuilder};
use super::xlsx::{
    self, Part, SHEET_BYTES_MAX, SHEET_ROWS_MAX, Workbook, attribute, broken, resolved,
};
use super::{
    CHUNK_BYTES_MAX, CHUNK_ROWS_MAX, COLUMNS_MAX, Chunk, Flow, ROW_BYTES_MAX, Sink, TableError,
    TableOptions, headings, letters,
};

/// Reads a sheet to its end, or until the sink has enough. Rows without anything in them are
/// passed over.
///
/// # Errors
/// It is no workbook, or is cut off; there is no such sheet; there are no headings; it unpacks to
/// more than is read; or the reader fails.
pub fn read(
    reader: impl Read + Seek,
    options: &TableOptions,
    sink: &mut dyn Sink,
) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(reader).map_err(|error| broken("the archive", error))?;
    let workbook = Workbook::open(&mut archive, options.sheet.as_deref())?;
    let name = workbook.part.clone();
    let mut part = xlsx::part(&mut archive, &name, SHEET_BYTES_MAX)?
        .ok_or_else(|| broken(&name, "it is not there"))?;
    let mut rows = Rows::new(&mut part, &workbook);
    let names = loop {
        if !rows.next()? || rows.number > options.heading_row {
            return Err(TableError::new(
                format!("the sheet has no headings in row {}", options.heading_row),
                "say in the mapping which row names the columns: `[table] heading-row = 2`",
            ));
        }
        if rows.number == options.heading_row {
            let names: Vec<String> = rows
                .cells
                .iter()
                .map(|cell| cell.text().into_owned())
                .collect();
            if !names.iter().all(|name| name.trim().is_empty()) {
                break headings(names.into_iter());
            }
        }
    };
    if sink.headings(&names)? == Flow::Stop {
        return Ok(());
    }
    let mut filling = Filling::new(names.len());
    let mut filled = 0_u64;
    while rows.next()? {
        filled = filled.saturating_add(u64::from(filling.take(rows.number, &rows.cells)));
        if filling.is_full() && sink.chunk(filling.finish())? == Flow::Stop {
            return Ok(());
        }
    }
    if !filling.places.is_empty() {
        sink.chunk(filling.finish())?;
    }
    let below = rows.number.saturating_sub(options.heading_row);
    sink.passed_over(below.saturating_sub(filled));
    drop(part);
    if options.sheet.is_none() {
        let others = others(&mut archive, &workbook);
        if !others.is_empty() {
            sink.other_sheets(&others);
        }
    }
    Ok(())
}

/// The sheets of a workbook that are shown and hold something, besides the one that is read where
/// nobody says which: the first that is shown.
///
/// # Errors
/// It is no workbook.
pub fn other_sheets(reader: impl Read + Seek) -> Result<Vec<String>, TableError> {
    let mut archive = ZipArchive::new(reader).map_err(|error| broken("the archive", error))?;
    let workbook = Workbook::open(&mut archive, None)?;
    Ok(others(&mut archive, &workbook))
}

/// The other sheets that hold something. One that cannot be read may.
fn others<R: Read + Seek>(archive: &mut ZipArchive<R>, workbook: &Workbook) -> Vec<String> {
    let others = workbook.others.iter();
    others
        .filter(|(_, relation)| holds_something(archive, workbook, relation).unwrap_or(true))
        .map(|(name, _)| name.clone())
        .collect()
}

fn holds_something<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    workbook: &Workbook,
    relation: &str,
) -> Result<bool, TableError> {
    let name = xlsx::target(archive, relation)?;
    let Some(mut part) = xlsx::part(archive, &name, SHEET_BYTES_MAX)? else {
        return Ok(false);
    };
    let mut rows = Rows::new(&mut part, workbook);
    while rows.next()? {
        if !rows.cells.iter().all(Cell::is_blank) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Goes through the rows of a sheet as they are, headings or not, until `each` has enough: of the
/// sheet with this name, or of the first that is shown where none is given.
///
/// # Errors
/// As [`read`], but for headings.
pub fn rows<'s>(
    reader: impl Read + Seek,
    sheet: impl Into<Option<&'s str>>,
    each: &mut dyn FnMut(u64, &[Cell]) -> Flow,
) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(reader).map_err(|error| broken("the archive", error))?;
    let workbook = Workbook::open(&mut archive, sheet.into())?;
    let name = workbook.part.clone();
    let mut part = xlsx::part(&mut archive, &name, SHEET_BYTES_MAX)?
        .ok_or_else(|| broken(&name, "it is not there"))?;
    let mut rows = Rows::new(&mut part, &workbook);
    while rows.next()? {
        if each(rows.number, &rows.cells) == Flow::Stop {
            break;
        }
    }
    Ok(())
}

/// The names of the sheets of a workbook.
///
/// # Errors
/// It is no workbook.
pub fn sheet_names(reader: impl Read + Seek) -> Result<Vec<String>, TableError> {
    let mut archive = ZipArchive::new(reader).map_err(|error| broken("the archive", error))?;
    xlsx::sheet_names(&mut archive)
}

struct Filling {
    columns: Vec<CellColumnBuilder<Cell>>,
    places: Vec<u64>,
    bytes: usize,
}

impl Filling {
    fn new(columns: usize) -> Self {
        Self {
            columns: (0..columns).map(|_| CellColumnBuilder::default()).collect(),
            places: Vec::new(),
            bytes: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.places.len() >= CHUNK_ROWS_MAX || self.bytes >= CHUNK_BYTES_MAX
    }

    /// Takes a row; whether there is anything in it.
    fn take(&mut self, place: u64, cells: &[Cell]) -> bool {
        if cells.iter().all(Cell::is_blank) {
            return false;
        }
        self.places.push(place);
        for (index, column) in self.columns.iter_mut().enumerate() {
            match cells.get(index) {
                Some(cell) if !cell.is_blank() => {
                    self.bytes = self.bytes.saturating_add(match cell {
                        Cell::Text(text) | Cell::Unreadable(text) => text.len(),
                        _ => 16,
                    });
                    column.push(cell.clone(), || cell.clone());
                }
                _ => column.blank(),
            }
        }
        true
    }

    fn finish(&mut self) -> Chunk {
        let columns = self.columns.len();
        let filled = std::mem::replace(self, Self::new(columns));
        Chunk {
            places: filled.places,
            columns: filled
                .columns
                .into_iter()
                .map(|column| Some(column.finish()))
                .collect(),
            ..Chunk::default()
        }
    }
}

/// The rows of a sheet, one at a time.
struct Rows<'p, 'a> {
    part: &'p mut Part<'a>,
    workbook: &'p Workbook,
    /// The row at hand, from 1.
    number: u64,
    /// Its cells, by column.
    cells: Vec<Cell>,
    /// The bytes of their texts.
    bytes: usize,
    /// Whether the rows have ended; what stands behind them is of no interest.
    ended: bool,
}

/// A cell that is being read.
#[derive(Default)]
struct Open {
    column: usize,
    kind: String,
    style: usize,
    value: String,
}

impl<'p, 'a> Rows<'p, 'a> {
    fn new(part: &'p mut Part<'a>, workbook: &'p Workbook) -> Self {
        Self {
            part,
            workbook,
            number: 0,
            cells: Vec::new(),
            bytes: 0,
            ended: false,
        }
    }

    /// Goes to the next row that the sheet holds; whether there is one.
    fn next(&mut self) -> Result<bool, TableError> {
        self.cells.clear();
        self.bytes = 0;
        let mut open: Option<Open> = None;
        let (mut in_value, mut phonetic) = (false, false);
        let name = self.workbook.part.clone();
        loop {
            if self.ended {
                self.part.between();
            }
            match self.part.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    b"row" => {
                        let stated = attribute(&element, "r").and_then(|text| text.parse().ok());
                        let next = self.number.saturating_add(1);
                        self.number = stated.unwrap_or(next).max(next);
                        if self.number > SHEET_ROWS_MAX {
                            return Err(TableError::new(
                                format!(
                                    "the sheet has a row {}, and a sheet ends with row {SHEET_ROWS_MAX}",
                                    self.number
                                ),
                                "open it in a spreadsheet program and save it as XLSX again",
                            ));
                        }
                    }
                    b"c" => open = Some(opened(&element, self.cells.len())?),
                    b"v" | b"t" => in_value = open.is_some(),
                    b"rPh" => phonetic = true,
                    _ => {}
                },
                Event::Text(piece) if in_value && !phonetic => {
                    if let Some(open) = &mut open {
                        let piece = piece.decode().map_err(|error| broken(&name, error))?;
                        open.value.push_str(&piece);
                    }
                }
                Event::CData(piece) if in_value && !phonetic => {
                    if let Some(open) = &mut open {
                        let piece = piece.decode().map_err(|error| broken(&name, error))?;
                        open.value.push_str(&piece);
                    }
                }
                Event::GeneralRef(reference) if in_value && !phonetic => {
                    if let Some(open) = &mut open {
                        open.value
                            .push_str(&resolved(&reference).unwrap_or_default());
                    }
                }
                Event::End(element) => match element.local_name().as_ref() {
                    b"v" | b"t" => in_value = false,
                    b"rPh" => phonetic = false,
                    b"c" => {
                        if let Some(open) = open.take() {
                            self.put(open)?;
                        }
                    }
                    b"row" => {
                        self.part.between();
                        return Ok(true);
                    }
                    b"sheetData" => self.ended = true,
                    _ => {}
                },
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    /// Puts a cell that has ended in its place.
    fn put(&mut self, open: Open) -> Result<(), TableError> {
        let cell = self.cell(&open);
        if open.column >= COLUMNS_MAX {
            // Cells far away that are only coloured hold nothing.
            if cell.is_blank() {
                return Ok(());
            }
            return Err(TableError::new(
                format!(
                    "something stands in cell {}{}, and at most {COLUMNS_MAX} columns are read",
                    letters(open.column),
                    self.number
                ),
                "empty that cell, or leave out the columns that nobody needs",
            ));
        }
        if let Cell::Text(text) | Cell::Unreadable(text) = &cell {
            self.bytes = self.bytes.saturating_add(text.len());
        }
        if self.bytes > ROW_BYTES_MAX {
            return Err(TableError::new(
                format!(
                    "row {} of the sheet is longer than {} KiB",
                    self.number,
                    ROW_BYTES_MAX / 1024
                ),
                format!(
                    "look what stands in cell {}{}",
                    letters(open.column),
                    self.number
                ),
            ));
        }
        if self.cells.len() <= open.column {
            self.cells
                .resize(open.column.saturating_add(1), Cell::Blank);
        }
        if let Some(place) = self.cells.get_mut(open.column) {
            *place = cell;
        }
        Ok(())
    }

    fn cell(&self, open: &Open) -> Cell {
        let text = open.value.trim();
        if text.is_empty() {
            return Cell::Blank;
        }
        let of_text = |text: &str| match text.trim() {
            "" => Cell::Blank,
            text => Cell::Text(text.to_owned()),
        };
        match open.kind.as_str() {
            "s" => {
                let index: Option<usize> = text.parse().ok();
                match index.and_then(|index| self.workbook.shared.get(index)) {
                    Some(text) => of_text(text),
                    None => Cell::Unreadable(format!("shared text {text}")),
                }
            }
            "b" => Cell::YesNo(text == "1" || text == "true"),
            "e" => Cell::Unreadable(text.to_owned()),
            "d" => match text.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Cell::Date(day),
                None => Cell::Text(text.to_owned()),
            },
            "str" | "inlineStr" => of_text(text),
            _ => {
                let is_day = self.workbook.days.get(open.style).copied();
                if is_day.unwrap_or(false) {
                    match self.workbook.day(text) {
                        Some(day) => Cell::Date(day),
                        None => Cell::Unreadable(format!("day {text}")),
                    }
                } else {
                    match xlsx::number(text) {
                        Some(number) => Cell::Number(number),
                        None => Cell::Unreadable(text.to_owned()),
                    }
                }
            }
        }
    }
}

/// A cell that begins. One without a name follows the one before it.
fn opened(element: &BytesStart<'_>, next: usize) -> Result<Open, TableError> {
    let column = match attribute(element, "r") {
        Some(name) => column_of(&name)
            .ok_or_else(|| broken("the sheet", format!("there is no cell `{name}`")))?,
        None => next,
    };
    Ok(Open {
        column,
        kind: attribute(element, "t").unwrap_or_default(),
        style: attribute(element, "s")
            .and_then(|style| style.parse().ok())
            .unwrap_or_default(),
        value: String::new(),
    })
}

/// The column of a cell by its name, from 0: 27 for `AB12`.
fn column_of(name: &str) -> Option<usize> {
    let mut column = 0_usize;
    let mut letters = 0;
    for byte in name.bytes() {
        if !byte.is_ascii_alphabetic() {
            break;
        }
        letters += 1;
        if letters > 3 {
            return None;
        }
        let digit = usize::from(byte.to_ascii_uppercase().checked_sub(b'A')?);
        column = column.checked_mul(26)?.checked_add(digit)?.checked_add(1)?;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column_of;
    use crate::tables::letters;

    #[test]
    fn columns_have_letters() {
        for column in [0, 1, 25, 26, 27, 51, 52, 701, 702, 16_383] {
            let called = letters(column);
            assert_eq!(column_of(&format!("{called}7")), Some(column), "{called}");
        }
    }

    #[test]
    fn cells_have_columns() {
        assert_eq!(column_of("A1"), Some(0));
        assert_eq!(column_of("AB12"), Some(27));
        assert_eq!(column_of("XFD1"), Some(16_383));
        assert_eq!(column_of("12"), None);
        assert_eq!(column_of("ABCD1"), None);
    }
}
