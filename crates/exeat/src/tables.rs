//! Tables in files: workbooks, and separated values.

use std::path::Path;

use exeat_documents::tables::sheets;
use exeat_register::tables::{SHEETS, Sheet, Table, TableError, must_be_known};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::failure::Failure;
use crate::files;

/// The sheets of a register in a file: a workbook with sheets of these names, or a folder with `NAME.csv` for each.
pub(crate) struct Book<'a> {
    path: &'a Path,
    /// The names of its sheets; none where it is a folder.
    workbook: Option<Vec<String>>,
}

impl<'a> Book<'a> {
    /// Opens a workbook or a folder. A sheet that would be passed over is refused.
    pub(crate) fn open(path: &'a Path) -> Result<Self, Failure> {
        let shown = path.display().to_string();
        let workbook = if path.is_dir() {
            let files = misnamed(path)?;
            must_be_known(&shown, files.iter().map(String::as_str)).map_err(wrong)?;
            None
        } else if is_workbook(path) {
            let names = sheets::names(opened(path)?).map_err(|error| unreadable(path, error))?;
            must_be_known(&shown, names.iter().map(|one| one.trim())).map_err(wrong)?;
            Some(names)
        } else {
            return Err(Failure::wrong(format!("`{}` is neither a workbook nor a folder", path.display()))
                .with_help("give an .xlsx file with the sheets licences and lines, or a folder with licences.csv and lines.csv"));
        };
        Ok(Self { path, workbook })
    }

    /// A sheet, where there is one of this name.
    pub(crate) fn sheet(&mut self, name: &str) -> Result<Option<Sheet>, Failure> {
        let Some(names) = &self.workbook else {
            let path = self.path.join(format!("{name}.csv"));
            return if path.is_file() {
                csv(&path, name).map(Some)
            } else {
                Ok(None)
            };
        };
        let Some(found) = names
            .iter()
            .find(|one| one.trim().eq_ignore_ascii_case(name))
        else {
            return Ok(None);
        };
        let cells = sheets::cells(opened(self.path)?, found)
            .map_err(|error| unreadable(self.path, error))?;
        let shown = format!("{}, sheet {name}", self.path.display());
        Sheet::new(shown, name, cells).map(Some).map_err(wrong)
    }

    /// A sheet that must be there.
    pub(crate) fn needed(&mut self, name: &str) -> Result<Sheet, Failure> {
        self.sheet(name)?.ok_or_else(|| {
            Failure::wrong(format!("`{}` has no sheet `{name}`", self.path.display()))
                .with_help("`exeat licence columns` lists the sheets and their columns")
        })
    }
}

/// The files of a folder that look like a sheet of a register and are not called so: its other files are nobody's
/// business.
fn misnamed(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error: &std::io::Error| Failure::file("read", folder, error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| failed(&error))? {
        let path = entry.map_err(|error| failed(&error))?.path();
        let of = |part: Option<&std::ffi::OsStr>| {
            part.unwrap_or_default().to_string_lossy().into_owned()
        };
        let (stem, ending) = (of(path.file_stem()), of(path.extension()));
        let begins = |sheet: &str| {
            let three = |name: &str| name.chars().take(3).collect::<String>().to_lowercase();
            three(sheet) == three(&stem)
        };
        let is_sheet = SHEETS.contains(&stem.as_str()) && ending == "csv";
        if ending.eq_ignore_ascii_case("csv") && !is_sheet && SHEETS.iter().any(|one| begins(one)) {
            found.push(format!("{stem}.{ending}"));
        }
    }
    found.sort();
    Ok(found)
}

/// One table: a file of separated values, or the sheet of this name in a workbook, or its only sheet.
pub(crate) fn read(path: &Path, name: &str) -> Result<Sheet, Failure> {
    if !is_workbook(path) {
        return csv(path, name);
    }
    let names = sheets::names(opened(path)?).map_err(|error| unreadable(path, error))?;
    let found = names
        .iter()
        .find(|one| one.trim().eq_ignore_ascii_case(name))
        .or_else(|| names.first().filter(|_| names.len() == 1));
    let Some(found) = found else {
        return Err(Failure::wrong(format!(
            "`{}` has no sheet `{name}`",
            path.display()
        )));
    };
    let cells = sheets::cells(opened(path)?, found).map_err(|error| unreadable(path, error))?;
    Sheet::new(path.display().to_string(), name, cells).map_err(wrong)
}

fn opened(path: &Path) -> Result<std::fs::File, Failure> {
    std::fs::File::open(path).map_err(|error| Failure::file("open", path, &error))
}

fn is_workbook(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(|one| one.to_str())
        .unwrap_or_default();
    ["xlsx", "xlsm"].contains(&ending.to_lowercase().as_str())
}

fn csv(path: &Path, name: &str) -> Result<Sheet, Failure> {
    let text = files::read_text(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            Failure::wrong(format!("cannot read `{}`: {error}", files::name(path)))
        })?;
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Sheet::new(files::name(path).into_owned(), name, rows).map_err(wrong)
}

fn unreadable(path: &Path, error: exeat_documents::tables::TableError) -> Failure {
    Failure::wrong(format!(
        "cannot read `{}`: {}",
        files::name(path),
        error.message
    ))
    .with_help(error.mend)
}

/// An error of a table for the reader.
pub(crate) fn wrong(error: TableError) -> Failure {
    let failure = Failure::wrong(error.to_string());
    match error.help {
        Some(help) => failure.with_help(help),
        None => failure,
    }
}

/// Writes tables: `.xlsx` as sheets of one workbook, `.csv` one table.
pub(crate) fn write(path: &Path, tables: &[Table]) -> Result<(), Failure> {
    if is_workbook(path) {
        return workbook(path, tables);
    }
    let [table] = tables else {
        return Err(
            Failure::usage("separated values hold one table, and this is several")
                .with_help("write a workbook: a name that ends with `.xlsx`"),
        );
    };
    files::write_text(path, &separated(table)?)
}

/// A table as separated values.
pub(crate) fn separated(table: &Table) -> Result<String, Failure> {
    let failed =
        |error: &dyn std::fmt::Display| Failure::wrong(format!("cannot write the table: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(&table.columns)
        .map_err(|error| failed(&error))?;
    for row in &table.rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}

/// How a cell stands in a workbook.
enum Written {
    Nothing,
    Text,
    Number(f64),
    Day(ExcelDateTime),
}

impl Written {
    /// Amounts and days are written as a spreadsheet counts them, so that it can add and sort. An amount with more
    /// digits than a spreadsheet holds stays text: it would be rounded. Numbers of papers are names, and stay text.
    fn of(column: &str, text: &str) -> Self {
        const DAYS: [&str; 5] = ["day", "valid-from", "valid-through", "due", "since"];
        const DIGITS_MAX: usize = 15;
        if text.is_empty() {
            return Self::Nothing;
        }
        if DAYS.contains(&column) {
            return ExcelDateTime::parse_from_str(text).map_or(Self::Text, Self::Day);
        }
        let counts = ["quantity", "value"]
            .iter()
            .any(|ending| column.ends_with(ending))
            || ["line", "entry", "reservation", "shipments-max"].contains(&column);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let plain = text
            .bytes()
            .all(|one| one.is_ascii_digit() || one == b'.' || one == b'-');
        match text.parse() {
            Ok(number) if counts && plain && digits <= DIGITS_MAX => Self::Number(number),
            _ => Self::Text,
        }
    }
}

fn workbook(path: &Path, tables: &[Table]) -> Result<(), Failure> {
    let failed = |error: rust_xlsxwriter::XlsxError| {
        Failure::wrong(format!("cannot write `{}`: {error}", path.display()))
    };
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let amount = Format::new().set_num_format("#,##0.##########");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name).map_err(failed)?;
        for (column, name) in (0_u16..).zip(&table.columns) {
            sheet
                .write_string_with_format(0, column, *name, &bold)
                .map_err(failed)?;
        }
        let mut last = 0;
        for (row, cells) in (1_u32..).zip(&table.rows) {
            last = row;
            for ((column, name), text) in (0_u16..).zip(&table.columns).zip(cells) {
                let written = match Written::of(name, text) {
                    Written::Nothing => continue,
                    Written::Text => sheet.write_string(row, column, text),
                    Written::Number(number) => {
                        sheet.write_number_with_format(row, column, number, &amount)
                    }
                    Written::Day(date) => sheet.write_datetime_with_format(row, column, date, &day),
                };
                written.map_err(failed)?;
            }
        }
        if let Some(most) = u16::try_from(table.columns.len())
            .ok()
            .and_then(|count| count.checked_sub(1))
        {
            sheet.autofilter(0, 0, last, most).map_err(failed)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        sheet.autofit();
    }
    let bytes = book.save_to_buffer().map_err(failed)?;
    files::write_bytes(path, &bytes)
}

/// A table for people: columns side by side, no wider than needed.
pub(crate) fn aligned(columns: &[&str], rows: &[Vec<String>]) -> String {
    let width = |text: &str| text.chars().count();
    let mut widths: Vec<usize> = columns.iter().map(|column| width(column)).collect();
    for row in rows {
        for (most, cell) in widths.iter_mut().zip(row) {
            *most = (*most).max(width(cell));
        }
    }
    let mut text = String::new();
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        let mut shown = String::new();
        for (cell, most) in cells.zip(&widths) {
            let blanks = most.saturating_sub(width(cell)) + 2;
            shown.push_str(cell);
            shown.push_str(&" ".repeat(blanks));
        }
        text.push_str(shown.trim_end());
        text.push('\n');
    };
    line(&mut columns.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    text
}
