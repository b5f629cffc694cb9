//! Parties from a file, one after the other.
//!
//! Every row comes out: what is wrong with one is told beside it, and the rows after it are read on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use exeat_documents::tables::quotes::Quoted;
use exeat_documents::tables::{Cell, Flow, xlsx_in};
use exeat_screen::party::{self, WantedError, field_name, holds_name, is_read};
pub(super) use exeat_screen::party::{Wanted, country};
use exeat_value::Day;
use serde_json::Value;

use crate::failure::Failure;
use crate::files;
use crate::progress::{Progress, Watched};

/// A row of a file of parties.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The party, as far as it could be read; without a name nobody can be looked for.
    pub(super) wanted: Wanted,
    /// Where it stands.
    pub(super) place: String,
    /// What is wrong with the row.
    pub(super) problems: Vec<String>,
    /// One line that could mend it.
    pub(super) help: Option<String>,
}

/// What a file holds that was not read.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// Columns, or members of objects, as they are called there.
    pub(super) columns: BTreeSet<String>,
    /// Other sheets of a workbook.
    pub(super) sheets: Vec<String>,
}

/// So many columns that are not read are remembered.
const COLUMNS_MAX: usize = 1_000;

impl Unread {
    fn column(&mut self, name: &str) {
        if self.columns.len() < COLUMNS_MAX && !self.columns.contains(name) {
            let name = if name.is_empty() {
                "(no heading)"
            } else {
                name
            };
            self.columns.insert(name.to_owned());
        }
    }
}

/// The fields of a row, by what they are called in any letters, and what is wrong with them.
#[derive(Default)]
struct Fields {
    texts: BTreeMap<String, String>,
    problems: Vec<String>,
}

impl Fields {
    fn put(&mut self, name: String, text: String) {
        if text.trim().is_empty() {
            return;
        }
        match self.texts.get(&name) {
            Some(before) if *before != text => {
                self.problems
                    .push(format!("says `{name}` twice: `{before}` and `{text}`"));
            }
            _ => {
                self.texts.insert(name, text);
            }
        }
    }
}

impl Row {
    /// A row from its fields.
    fn new(fields: Fields, number: u64, place: String) -> Self {
        let Fields {
            texts,
            mut problems,
        } = fields;
        let (wanted, wrong) = Wanted::as_far_as_read(&texts, number);
        let help = wrong.iter().find_map(WantedError::help).map(str::to_owned);
        problems.extend(wrong.iter().map(ToString::to_string));
        Self {
            wanted,
            place,
            problems,
            help,
        }
    }
}

/// The first and the last day that a date can mean.
pub(super) fn birth(text: &str, place: &str) -> Result<Option<(Day, Day)>, Failure> {
    party::birth(text).map_err(|error| {
        let failure = Failure::wrong(format!("{place} {error}"));
        match error.help() {
            Some(help) => failure.with_help(help),
            None => failure,
        }
    })
}

/// Calls `each` with every row of a file, and tells what of it was not read. Rows in which nothing
/// stands are passed over.
///
/// # Errors
/// The file cannot be read on, or names no column for names; `each` failed.
pub(super) fn read(
    path: &Path,
    sheet: Option<&str>,
    mut each: impl FnMut(Row) -> Result<(), Failure>,
) -> Result<Unread, Failure> {
    let mut unread = Unread::default();
    let name = files::name(path).into_owned();
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let watched = Watched::new(file, Progress::new(format!("screening {name}"), length));
    if matches!(ending.as_str(), "xlsx" | "xlsm") {
        of_sheet(watched, &name, sheet, &mut unread, &mut each)?;
        return Ok(unread);
    }
    if sheet.is_some() {
        return Err(Failure::usage(format!("`{name}` has no sheets"))
            .with_help("`--sheet` says which sheet of a workbook is read"));
    }
    if matches!(ending.as_str(), "xls" | "xlsb" | "ods") {
        return Err(
            Failure::wrong(format!("`{name}` is a workbook of a kind that is not read"))
                .with_help("open it in a spreadsheet program and save it as .xlsx or .csv"),
        );
    }
    let mut reader = BufReader::new(watched);
    let first = reader
        .fill_buf()
        .map_err(|error| Failure::file("read", path, &error))?;
    if first.starts_with(b"PK\x03\x04") {
        return Err(
            Failure::wrong(format!("`{name}` is a workbook, or an archive"))
                .with_help("a workbook's name ends with .xlsx"),
        );
    }
    // A mark of the byte order, which spreadsheets put before what they write.
    if first.starts_with(&[0xef, 0xbb, 0xbf]) {
        reader.consume(3);
    }
    let json = matches!(ending.as_str(), "jsonl" | "ndjson" | "json")
        || reader
            .fill_buf()
            .is_ok_and(|first| first.trim_ascii_start().starts_with(b"{"));
    if json {
        lines(reader, path, &name, &mut unread, &mut each)?;
    } else {
        table(reader, path, &name, &mut unread, &mut each)?;
    }
    Ok(unread)
}

/// No line of a file is longer.
const LINE_BYTES_MAX: u64 = 1024 * 1024;

/// Reads a line of bounded length; whether it is longer, what is too much being passed over.
fn line_of(
    reader: &mut impl BufRead,
    path: &Path,
    line: &mut Vec<u8>,
) -> Result<(usize, bool), Failure> {
    let failed = |error: std::io::Error| Failure::file("read", path, &error);
    line.clear();
    let read = reader
        .by_ref()
        .take(LINE_BYTES_MAX)
        .read_until(b'\n', line)
        .map_err(failed)?;
    if line.last() == Some(&b'\n') || u64::try_from(read).unwrap_or(0) < LINE_BYTES_MAX {
        return Ok((read, false));
    }
    loop {
        let more = reader.fill_buf().map_err(failed)?;
        let end = more.iter().position(|byte| *byte == b'\n');
        let passed = end.map_or(more.len(), |end| end + 1);
        let ended = end.is_some() || more.is_empty();
        reader.consume(passed);
        if ended {
            return Ok((read, true));
        }
    }
}

fn lines(
    mut reader: BufReader<Watched<File>>,
    path: &Path,
    name: &str,
    unread: &mut Unread,
    each: &mut impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        let (read, is_long) = line_of(&mut reader, path, &mut line)?;
        if read == 0 {
            return Ok(());
        }
        number += 1;
        let text = line.trim_ascii();
        if text.is_empty() {
            continue;
        }
        let place = format!("`{name}`, line {number}");
        let broken = |problem: String, help: &str| Row {
            wanted: Wanted {
                id: number.to_string(),
                ..Wanted::default()
            },
            place: place.clone(),
            problems: vec![problem],
            help: Some(help.to_owned()),
        };
        const ONE_A_LINE: &str =
            "one party a line: {\"id\": \"1\", \"name\": \"Acme Trading LLC\"}";
        if is_long {
            let problem = format!("is longer than {} KiB", LINE_BYTES_MAX / 1024);
            each(broken(problem, ONE_A_LINE))?;
            continue;
        }
        let value: Value = match serde_json::from_slice(text) {
            Ok(value) => value,
            Err(error) => {
                each(broken(format!("is no JSON: {error}"), ONE_A_LINE))?;
                continue;
            }
        };
        let Some(members) = value.as_object() else {
            each(broken("is no JSON object".to_owned(), ONE_A_LINE))?;
            continue;
        };
        let text_of = |value: &Value| match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            Value::Array(several) => several
                .iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned))
                .collect::<Vec<_>>()
                .join("; "),
            other => other.to_string(),
        };
        let mut fields = Fields::default();
        for (key, value) in members {
            let field = field_name(key);
            if holds_name(&field) && !value.is_string() && !value.is_null() {
                fields
                    .problems
                    .push(format!("has a `{key}` that is no text"));
            }
            if is_read(&field) {
                fields.put(field, text_of(value));
            } else if !value.is_null() {
                unread.column(key);
            }
        }
        each(Row::new(fields, number, place.clone()))?;
    }
}

/// What stands between the fields of a table: what its first line has most of, outside of quotes.
fn delimiter(reader: &mut impl BufRead) -> u8 {
    let first = reader.fill_buf().unwrap_or_default();
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or(first);
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in line {
        quoted ^= *byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += u32::from(!quoted && byte == delimiter);
        }
    }
    // The first of those that are equally many.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

/// What the columns of a table hold.
struct Headings {
    /// What each is called in any letters; nothing where it has no heading.
    names: Vec<String>,
}

impl Headings {
    /// # Errors
    /// No column holds names, or two that are read are called alike.
    fn new(
        cells: impl Iterator<Item = String>,
        name: &str,
        unread: &mut Unread,
    ) -> Result<Self, Failure> {
        let shown: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
        let mut names: Vec<String> = shown.iter().map(|one| field_name(one)).collect();
        // What programs leave behind the last heading.
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        if !names.iter().any(|one| holds_name(one)) {
            return Err(without_names(name));
        }
        for (place, one) in names.iter().enumerate() {
            if !is_read(one) {
                unread.column(shown.get(place).map_or("", String::as_str));
            } else if names.iter().take(place).any(|before| before == one) {
                return Err(
                    Failure::wrong(format!("`{name}` has two columns `{one}`")).with_help(
                        "give one of them another heading; of numbers, several stand in one column between semicolons",
                    ),
                );
            }
        }
        Ok(Self { names })
    }

    /// The fields of a row by their headings.
    fn fields<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Fields {
        let mut fields = Fields::default();
        for (name, text) in self.names.iter().zip(texts) {
            if is_read(name) {
                fields.put(name.clone(), text.to_owned());
            }
        }
        fields
    }
}

fn table(
    mut reader: BufReader<Watched<File>>,
    path: &Path,
    name: &str,
    unread: &mut Unread,
    each: &mut impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let delimiter = delimiter(&mut reader);
    let quoted = Quoted::new(reader, delimiter);
    let quotes = quoted.quotes();
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(quoted);
    let mut headings: Option<Headings> = None;
    let mut record = csv::ByteRecord::new();
    let mut number = 0;
    loop {
        let more =
            reader
                .read_byte_record(&mut record)
                .map_err(|error| match error.into_kind() {
                    csv::ErrorKind::Io(error) => Failure::file("read", path, &error),
                    _ => Failure::wrong(format!("`{name}` is no CSV")),
                })?;
        if !more {
            break;
        }
        let line = record.position().map_or(number + 1, csv::Position::line);
        if quotes.are_left_open() {
            return Err(Failure::wrong(format!(
                "a quotation mark in `{name}`, in the row that begins in line {line}, is never closed: nobody from there on was looked for"
            ))
            .with_help("close the quotation mark, and write a mark inside a field twice"));
        }
        // Headings may go over several lines as they like.
        let wanted = headings.as_ref().map_or(usize::MAX, |one| one.names.len());
        let wrong = quotes.wrong(&record, reader.position().byte(), wanted);
        let cells: Option<Vec<&str>> = record
            .iter()
            .map(|cell| std::str::from_utf8(cell).ok())
            .collect();
        let Some(cells) = cells else {
            return Err(
                Failure::wrong(format!("`{name}`, line {line} is not UTF-8")).with_help(
                    "save the table as UTF-8 (in Excel: `CSV UTF-8`); nobody after this line was looked for",
                ),
            );
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(headings) = &headings else {
            let cells = cells.iter().map(|cell| (*cell).to_owned());
            headings = Some(Headings::new(cells, name, unread)?);
            continue;
        };
        number += 1;
        let mut fields = headings.fields(cells.iter().copied());
        let count = headings.names.len();
        if cells.len() < count {
            fields.problems.push(format!(
                "has {} fields for {count} columns: it may be cut off",
                cells.len()
            ));
        }
        if cells
            .get(count..)
            .is_some_and(|more| more.iter().any(|cell| !cell.trim().is_empty()))
        {
            fields.problems.push(format!(
                "has {} fields for {count} columns: a name with a comma stands in quotes",
                cells.len()
            ));
        }
        fields
            .problems
            .extend(wrong.map(|wrong| format!("is not in order: {wrong}")));
        each(Row::new(fields, number, format!("`{name}`, line {line}")))?;
    }
    match headings {
        Some(_) => Ok(()),
        None => Err(without_names(name)),
    }
}

fn of_sheet(
    mut file: Watched<File>,
    name: &str,
    sheet: Option<&str>,
    unread: &mut Unread,
    each: &mut impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut headings: Option<Headings> = None;
    let mut number = 0;
    let mut failure = None;
    let mut take = |row: u64, cells: &[Cell]| -> Result<(), Failure> {
        if cells.iter().all(Cell::is_blank) {
            return Ok(());
        }
        let Some(headings) = &headings else {
            let cells = cells.iter().map(|cell| cell.text().into_owned());
            headings = Some(Headings::new(cells, name, unread)?);
            return Ok(());
        };
        number += 1;
        let texts: Vec<_> = cells
            .iter()
            .map(|cell| match cell {
                Cell::Unreadable(_) => "".into(),
                cell => cell.text(),
            })
            .collect();
        let mut fields = headings.fields(texts.iter().map(AsRef::as_ref));
        for (heading, cell) in headings.names.iter().zip(cells) {
            if let Cell::Unreadable(shown) = cell
                && !heading.is_empty()
            {
                fields
                    .problems
                    .push(format!("holds `{shown}` in the column `{heading}`"));
            }
        }
        let mut beyond = cells.iter().skip(headings.names.len());
        if let Some(cell) = beyond.find(|cell| !cell.is_blank()) {
            fields.problems.push(format!(
                "holds `{}` behind the last column that has a heading",
                cell.text()
            ));
        }
        each(Row::new(fields, number, format!("`{name}`, row {row}")))
    };
    let broken = |error: exeat_documents::tables::TableError| {
        Failure::wrong(format!("cannot read `{name}`: {}", error.message)).with_help(error.mend)
    };
    xlsx_in::rows(&mut file, sheet, &mut |row, cells| match take(row, cells) {
        Ok(()) => Flow::On,
        Err(error) => {
            failure = Some(error);
            Flow::Stop
        }
    })
    .map_err(broken)?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    if headings.is_none() {
        return Err(without_names(name));
    }
    if sheet.is_none() {
        unread.sheets = xlsx_in::other_sheets(file).map_err(broken)?;
    }
    Ok(())
}

fn without_names(name: &str) -> Failure {
    Failure::wrong(format!("`{name}` has no column `name`"))
        .with_help("the first line names the columns: id,name,kind,birth_date,country")
}
