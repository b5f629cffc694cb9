//! Parties from a file, one after the other.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use calamine::{Data, Reader as _};
use exeat_screen::party::{self, WantedError};
pub(super) use exeat_screen::party::{Wanted, country};
use exeat_value::Day;
use serde_json::Value;

use crate::failure::Failure;
use crate::files;
use crate::progress::{Progress, Watched};

/// A party from fields by their names, `place` telling where it stands.
fn of_fields(
    fields: &BTreeMap<String, String>,
    number: u64,
    place: &str,
) -> Result<Wanted, Failure> {
    Wanted::of_fields(fields, number).map_err(|error| wrong(place, &error))
}

/// The first and the last day that a date can mean.
pub(super) fn birth(text: &str, place: &str) -> Result<Option<(Day, Day)>, Failure> {
    party::birth(text).map_err(|error| wrong(place, &error))
}

fn wrong(place: &str, error: &WantedError) -> Failure {
    let failure = Failure::wrong(format!("{place} {error}"));
    match error.help() {
        Some(help) => failure.with_help(help),
        None => failure,
    }
}

/// Calls `each` with every party of a file.
///
/// # Errors
/// The file cannot be read, or a row is wrong; `each` failed.
pub(super) fn read(
    path: &Path,
    mut each: impl FnMut(Wanted) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let name = files::name(path).into_owned();
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    if matches!(ending.as_str(), "xlsx" | "xlsm" | "xls" | "ods" | "xlsb") {
        return sheet(path, &name, &mut each);
    }
    let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    let watched = Watched::new(file, Progress::new(format!("screening {name}"), length));
    let mut reader = BufReader::new(watched);
    let first = reader
        .fill_buf()
        .map_err(|error| Failure::file("read", path, &error))?;
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
        table(reader, &name, &mut each)
    }
}

/// No line of a file is longer.
const LINE_BYTES_MAX: u64 = 1024 * 1024;

fn lines(
    mut reader: BufReader<Watched<File>>,
    path: &Path,
    name: &str,
    each: &mut impl FnMut(Wanted) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let read = (&mut reader)
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut line)
            .map_err(|error| Failure::file("read", path, &error))?;
        if read == 0 {
            return Ok(());
        }
        number += 1;
        let text = line.trim_ascii();
        if text.is_empty() {
            continue;
        }
        let place = format!("`{name}`, line {number},");
        let value: Value = serde_json::from_slice(text)
            .map_err(|error| Failure::wrong(format!("{place} is no JSON: {error}")))?;
        let fields = value
            .as_object()
            .ok_or_else(|| Failure::wrong(format!("{place} is no JSON object")))?
            .iter()
            .map(|(key, value)| {
                let text = match value {
                    Value::String(text) => text.clone(),
                    Value::Null => String::new(),
                    other => other.to_string(),
                };
                (key.to_lowercase(), text)
            })
            .collect();
        each(of_fields(&fields, number, &place)?)?;
    }
}

fn table(
    reader: BufReader<Watched<File>>,
    name: &str,
    each: &mut impl FnMut(Wanted) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let wrong = |error: &csv::Error| Failure::wrong(format!("`{name}` is no CSV: {error}"));
    let headers: Vec<String> = reader
        .headers()
        .map_err(|error| wrong(&error))?
        .iter()
        .map(|header| header.trim().to_lowercase())
        .collect();
    has_names(&headers, name)?;
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    while reader
        .read_record(&mut record)
        .map_err(|error| wrong(&error))?
    {
        number += 1;
        let line = record.position().map_or(number + 1, csv::Position::line);
        let fields = headers
            .iter()
            .zip(&record)
            .map(|(header, text)| (header.clone(), text.to_owned()))
            .collect();
        each(of_fields(
            &fields,
            number,
            &format!("`{name}`, line {line},"),
        )?)?;
    }
    Ok(())
}

fn sheet(
    path: &Path,
    name: &str,
    each: &mut impl FnMut(Wanted) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let wrong =
        |error: &dyn std::fmt::Display| Failure::wrong(format!("cannot read `{name}`: {error}"));
    let mut workbook = calamine::open_workbook_auto(path).map_err(|error| wrong(&error))?;
    let range = workbook
        .worksheet_range_at(0)
        .ok_or_else(|| Failure::wrong(format!("`{name}` has no sheet")))?
        .map_err(|error| wrong(&error))?;
    let mut rows = range.rows();
    let headers: Vec<String> = rows
        .next()
        .unwrap_or_default()
        .iter()
        .map(|cell| cell.to_string().trim().to_lowercase())
        .collect();
    has_names(&headers, name)?;
    let total = u64::try_from(range.height()).unwrap_or(u64::MAX);
    let mut progress = Progress::new(format!("screening {name}"), total);
    for (number, row) in (1_u64..).zip(rows) {
        progress.add(1);
        if row.iter().all(|cell| matches!(cell, Data::Empty)) {
            continue;
        }
        let fields = headers
            .iter()
            .zip(row)
            .map(|(header, cell)| (header.clone(), cell.to_string()))
            .collect();
        let row = number + 1;
        each(of_fields(
            &fields,
            number,
            &format!("`{name}`, row {row},"),
        )?)?;
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
