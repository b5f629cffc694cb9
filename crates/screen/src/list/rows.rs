//! Rows of separated values.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::Encoding;

use super::Limits;
use super::error::{self, Fault, Place};
use super::text::{clean_into, decode};

/// How a file of separated values is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    /// Lines before the header, or before the first row.
    pub(crate) skip_lines: u64,
    /// Lines that the caller has read already.
    pub(crate) lines_before: u64,
    pub(crate) header: bool,
    pub(crate) encoding: Option<&'static Encoding>,
    /// Whether every quotation mark is one of two. Some publishers put one into a field that is not quoted, for inches.
    pub(crate) quotes_in_pairs: bool,
}

/// One row, with the header if there is one.
pub(crate) struct Row<'a> {
    /// The fields one after the other, cleaned.
    text: &'a str,
    /// Where each begins and ends in it.
    spans: &'a [(usize, usize)],
    header: &'a [String],
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
}

impl Row<'_> {
    /// The field in a place; `None` if it is empty or not there.
    pub(crate) fn at(&self, index: usize) -> Option<&str> {
        let (from, to) = *self.spans.get(index)?;
        self.text.get(from..to).filter(|field| !field.is_empty())
    }

    /// The field under a heading; `None` if it is empty or there is no such heading.
    pub(crate) fn get(&self, heading: &str) -> Option<&str> {
        let index = self.header.iter().position(|name| name == heading)?;
        self.at(index)
    }

    /// The headings.
    pub(crate) fn headings(&self) -> &[String] {
        self.header
    }

    /// How many fields it has.
    pub(crate) fn len(&self) -> usize {
        self.spans.len()
    }
}

/// Reads a file of separated values row by row. Every row has as many fields as the header, or as
/// the first row.
///
/// Returns the header.
pub(crate) fn read(
    input: impl Read,
    dialect: Dialect,
    limits: &Limits,
    check_header: &mut dyn FnMut(&[String]) -> Result<(), Fault>,
    each: &mut dyn FnMut(&Row<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut input = input;
    let before = dialect.lines_before + dialect.skip_lines;
    for line in 1..=dialect.skip_lines {
        skip_line(&mut input, limits, line)?;
    }
    let watch = Rc::new(Watch::default());
    let budget = u64::try_from(limits.record_bytes).unwrap_or(u64::MAX);
    let mut reader = ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Watched {
            inner: input,
            watch: Rc::clone(&watch),
            budget,
        });
    let mut header: Vec<String> = Vec::new();
    let mut record = ByteRecord::new();
    let mut width = None;
    let mut text = String::new();
    let mut spans = Vec::new();
    loop {
        let line = reader.position().line() + before;
        watch.since.set(0);
        let more =
            reader
                .read_byte_record(&mut record)
                .map_err(|error| match error.into_kind() {
                    csv::ErrorKind::Io(error) => error::input(Place::Line(line), &error),
                    other => Fault::new(
                        Place::Line(line),
                        format!("is not separated values: {other:?}"),
                        "rows of separated values",
                    ),
                })?;
        if !more {
            break;
        }
        // Where the row begins: blank lines before it are passed over.
        let line = record
            .position()
            .map_or(line, |place| place.line() + before);
        text.clear();
        spans.clear();
        for field in &record {
            let from = text.len();
            let field = decode(field, dialect.encoding);
            clean_into(&mut text, field.trim_start_matches('\u{feff}'));
            spans.push((from, text.len()));
        }
        // Old files end with a Control-Z.
        if spans.len() == 1 && matches!(text.as_str(), "" | "\u{1a}") {
            continue;
        }
        match width {
            None => width = Some(spans.len()),
            Some(width) if width != spans.len() => {
                return Err(Fault::new(
                    Place::Line(line),
                    format!("the row has {} fields", spans.len()),
                    format!("{width} fields, as in the rows before: was the file cut off?"),
                ));
            }
            Some(_) => {}
        }
        let row = Row {
            text: &text,
            spans: &spans,
            header: &header,
            line,
        };
        if dialect.header && header.is_empty() {
            let headings = (0..row.len()).map(|at| row.at(at).unwrap_or_default().to_owned());
            header = headings.collect();
            check_header(&header)?;
            continue;
        }
        each(&row)?;
    }
    if width.is_none() {
        return Err(Fault::whole(
            "the file is empty",
            "rows of separated values",
        ));
    }
    if watch.quotes.get() % 2 == 1 && (dialect.quotes_in_pairs || watch.last.get() != b'\n') {
        return Err(Fault::new(
            Place::Line(reader.position().line() + before),
            "the file ends within quotation marks",
            "the whole file, with every quotation mark closed",
        ));
    }
    Ok(())
}

/// What passed since the last row, and how the file ended.
#[derive(Default)]
struct Watch {
    since: Cell<u64>,
    quotes: Cell<u64>,
    last: Cell<u8>,
}

/// A reader that stops a row from growing for ever: a quotation mark that is left open would
/// otherwise swallow the rest of the file.
struct Watched<R> {
    inner: R,
    watch: Rc<Watch>,
    budget: u64,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.since.get() > self.budget {
            return Err(io::Error::other(format!(
                "a row is longer than {} bytes; is a quotation mark left open?",
                self.budget
            )));
        }
        let read = self.inner.read(buffer)?;
        let bytes = buffer.get(..read).unwrap_or_default();
        let length = u64::try_from(read).unwrap_or(u64::MAX);
        self.watch
            .since
            .set(self.watch.since.get().saturating_add(length));
        let quotes = bytes.iter().filter(|byte| **byte == b'"').count();
        let quotes = u64::try_from(quotes).unwrap_or(0);
        self.watch
            .quotes
            .set(self.watch.quotes.get().wrapping_add(quotes));
        if let Some(last) = bytes.last() {
            self.watch.last.set(*last);
        }
        Ok(read)
    }
}

fn skip_line(input: &mut impl Read, limits: &Limits, line: u64) -> Result<(), Fault> {
    let mut byte = [0];
    for _ in 0..limits.record_bytes {
        let read = input
            .read(&mut byte)
            .map_err(|error| error::input(Place::Line(line), &error))?;
        if read == 0 || byte == [b'\n'] {
            return Ok(());
        }
    }
    Err(Fault::new(
        Place::Line(line),
        format!("the line is longer than {} bytes", limits.record_bytes),
        "rows of separated values",
    ))
}

/// Finds headings that are missing.
pub(crate) fn require(header: &[String], headings: &[&str]) -> Result<(), Fault> {
    match headings
        .iter()
        .find(|heading| !header.iter().any(|name| name == *heading))
    {
        None => Ok(()),
        Some(missing) => Err(Fault::new(
            Place::Line(1),
            format!("there is no column `{missing}`"),
            format!("the columns {}", headings.join(", ")),
        )),
    }
}

/// JSON lines: each line that is not blank is one value.
pub(crate) fn lines(
    input: impl std::io::BufRead,
    limits: &Limits,
    each: &mut dyn FnMut(serde_json::Value, u64) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut input = input;
    let limit = u64::try_from(limits.record_bytes).unwrap_or(u64::MAX);
    let mut line = 0_u64;
    let mut text = Vec::new();
    loop {
        line += 1;
        text.clear();
        let read =
            std::io::BufRead::read_until(&mut (&mut input).take(limit + 1), b'\n', &mut text)
                .map_err(|error| error::input(Place::Line(line), &error))?;
        if read == 0 {
            return Ok(());
        }
        if text.len() > limits.record_bytes {
            return Err(Fault::new(
                Place::Line(line),
                format!("the line is longer than {} bytes", limits.record_bytes),
                "one JSON object a line",
            ));
        }
        let bytes = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let value = serde_json::from_slice(bytes).map_err(|error| {
            Fault::new(
                Place::Line(line),
                format!("is not JSON: {error}"),
                "one JSON object a line: was the file cut off?",
            )
        })?;
        each(value, line)?;
    }
}

/// Reads the first line of a file, without its end.
pub(crate) fn first_line(input: &mut impl Read, limits: &Limits) -> Result<String, Fault> {
    let mut line = Vec::new();
    let mut byte = [0];
    while line.len() < limits.record_bytes {
        let read = input
            .read(&mut byte)
            .map_err(|error| error::input(Place::Line(1), &error))?;
        if read == 0 || byte == [b'\n'] {
            break;
        }
        line.extend_from_slice(&byte);
    }
    Ok(String::from_utf8_lossy(&line).trim().to_owned())
}
