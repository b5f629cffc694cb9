//! Parties from a file, one after the other.
//!
//! Every row comes out: what is wrong with one is told beside it, and the rows after it are read on.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use exeat_documents::tables::{Cell, Flow, xlsx_in};
use exeat_screen::party::{self, WantedError};
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

impl Row {
    /// A row from its fields, and what is wrong with it besides them.
    fn new(
        fields: &BTreeMap<String, String>,
        number: u64,
        place: String,
        mut problems: Vec<String>,
    ) -> Self {
        let (wanted, wrong) = Wanted::as_far_as_read(fields, number);
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

/// Calls `each` with every row of a file. Rows in which nothing stands are passed over.
///
/// # Errors
/// The file cannot be read on, or names no column for names; `each` failed.
pub(super) fn read(
    path: &Path,
    mut each: impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let name = files::name(path).into_owned();
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let watched = Watched::new(file, Progress::new(format!("screening {name}"), length));
    if matches!(ending.as_str(), "xlsx" | "xlsm") {
        return sheet(watched, &name, &mut each);
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
        lines(reader, path, &name, &mut each)
    } else {
        table(reader, path, &name, &mut each)
    }
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
        let mut problems = Vec::new();
        for key in ["name", "full_name", "party"] {
            if members
                .get(key)
                .is_some_and(|value| !value.is_string() && !value.is_null())
            {
                problems.push(format!("has a `{key}` that is no text"));
            }
        }
        let fields = members
            .iter()
            .map(|(key, value)| (key.to_lowercase(), text_of(value)))
            .collect();
        each(Row::new(&fields, number, place.clone(), problems))?;
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

fn table(
    mut reader: BufReader<Watched<File>>,
    path: &Path,
    name: &str,
    each: &mut impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let delimiter = delimiter(&mut reader);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .has_headers(false)
        .from_reader(reader);
    let mut headers: Option<Vec<String>> = None;
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
        let Some(headers) = &headers else {
            let of_file: Vec<String> = cells
                .iter()
                .map(|cell| cell.trim().to_lowercase())
                .collect();
            has_names(&of_file, name)?;
            headers = Some(of_file);
            continue;
        };
        number += 1;
        let mut problems = Vec::new();
        if cells
            .get(headers.len()..)
            .is_some_and(|more| more.iter().any(|cell| !cell.trim().is_empty()))
        {
            problems.push(format!(
                "has {} fields for {} columns: a name with a comma stands in quotes",
                cells.len(),
                headers.len()
            ));
        }
        let fields = headers
            .iter()
            .zip(&cells)
            .map(|(header, text)| (header.clone(), (*text).to_owned()))
            .collect();
        each(Row::new(
            &fields,
            number,
            format!("`{name}`, line {line}"),
            problems,
        ))?;
    }
    if headers.is_none() {
        has_names(&[], name)?;
    }
    Ok(())
}

fn sheet(
    file: Watched<File>,
    name: &str,
    each: &mut impl FnMut(Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut headers: Option<Vec<String>> = None;
    let mut number = 0;
    let mut failure = None;
    let mut take = |row: u64, cells: &[Cell]| -> Result<(), Failure> {
        if cells.iter().all(Cell::is_blank) {
            return Ok(());
        }
        let Some(headers) = &headers else {
            let of_sheet: Vec<String> = cells
                .iter()
                .map(|cell| cell.text().trim().to_lowercase())
                .collect();
            has_names(&of_sheet, name)?;
            headers = Some(of_sheet);
            return Ok(());
        };
        number += 1;
        let mut fields = BTreeMap::new();
        let mut problems = Vec::new();
        for (header, cell) in headers.iter().zip(cells) {
            if header.is_empty() {
                continue;
            }
            if let Cell::Unreadable(shown) = cell {
                problems.push(format!("holds `{shown}` in the column `{header}`"));
            } else {
                fields.insert(header.clone(), cell.text().into_owned());
            }
        }
        let place = format!("`{name}`, row {row}");
        each(Row::new(&fields, number, place, problems))
    };
    xlsx_in::rows(file, None, &mut |row, cells| match take(row, cells) {
        Ok(()) => Flow::On,
        Err(error) => {
            failure = Some(error);
            Flow::Stop
        }
    })
    .map_err(|error| {
        Failure::wrong(format!("cannot read `{name}`: {}", error.message)).with_help(error.mend)
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    if headers.is_none() {
        has_names(&[], name)?;
    }
    Ok(())
}

fn has_names(headers: &[String], name: &str) -> Result<(), Failure> {
    if headers
        .iter()
        .any(|header| matches!(header.as_str(), "name" | "full_name" | "party"))
    {
        Ok(())
    } else {
        Err(Failure::wrong(format!("`{name}` has no column `name`"))
            .with_help("the first line names the columns: id,name,kind,birth_date,country"))
    }
}
