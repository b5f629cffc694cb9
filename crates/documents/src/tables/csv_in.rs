//! Separated values, of any encoding, in chunks.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use csv::ByteRecord;
use encoding_rs::Encoding;

use super::cell::CellColumnBuilder;
use super::decode::{Bounded, Decoding, TooLong};
use super::quotes::Quoted;
use super::{
    CHUNK_BYTES_MAX, CHUNK_ROWS_MAX, COLUMNS_MAX, Chunk, Flow, ROW_BYTES_MAX, RowFault, Sink,
    TableError, TableOptions, headings,
};
use crate::diagnostic::quoted;

/// Bytes from which the separator is found out.
const SAMPLE: usize = 64 * 1024;
/// What may stand between fields where nobody says.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What mends quotation marks that are not in order.
const CLOSE: &str =
    "close the quotation mark, and write a mark inside a field twice: `\"a 12\"\" pipe\"`";

type Columns = Vec<CellColumnBuilder<Box<str>>>;

/// Reads a table of separated values to its end, or until the sink has enough.
///
/// A row with another number of fields than the headings is no row of the table: it becomes a
/// fault, and so does one whose quotation marks are not in order. Rows without anything in them are passed over.
///
/// # Errors
/// The text is not of its encoding, a row or a quotation mark never ends, there are no headings or too many, or the
/// reader fails.
pub fn read(
    reader: impl Read,
    options: &TableOptions,
    sink: &mut dyn Sink,
) -> Result<(), TableError> {
    let encoding = encoding(options)?;
    let replaced = Arc::new(AtomicU64::new(0));
    let mut decoded = Decoding::new(reader, encoding, Arc::clone(&replaced));
    let mut sample = Vec::new();
    let limit = u64::try_from(SAMPLE).unwrap_or(u64::MAX);
    (&mut decoded)
        .take(limit)
        .read_to_end(&mut sample)
        .map_err(|error| failed(&error.to_string()))?;
    let delimiter = options
        .delimiter
        .unwrap_or_else(|| separator(&sample, options.heading_row));
    let passed = Arc::new(AtomicU64::new(0));
    let most = u64::try_from(ROW_BYTES_MAX).unwrap_or(u64::MAX);
    let bounded = Bounded::new(
        std::io::Cursor::new(sample).chain(decoded),
        Arc::clone(&passed),
        most,
    );
    let quoted = Quoted::new(bounded, delimiter);
    let quotes = quoted.quotes();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(SAMPLE)
        .from_reader(quoted);
    let mut record = ByteRecord::new();
    // Whether there is another row, and what is wrong with its quotation marks.
    let mut next = |record: &mut ByteRecord,
                    wanted: Option<usize>|
     -> Result<(bool, Option<String>), TableError> {
        passed.store(0, Ordering::Relaxed);
        let more = reader
            .read_byte_record(record)
            .map_err(|error| of_csv(&error, record.position().map_or(1, csv::Position::line)))?;
        if replaced.load(Ordering::Relaxed) > 0 {
            return Err(not_of_encoding(encoding, record));
        }
        let line = record.position().map_or(1, csv::Position::line);
        if more && quotes.are_left_open() {
            return Err(left_open(line));
        }
        // Headings may go over several lines as they like.
        let end = reader.position().byte();
        let wrong = quotes.wrong(record, end, wanted.unwrap_or(usize::MAX));
        Ok((more, wrong.filter(|_| more && wanted.is_some())))
    };

    let mut names = Vec::new();
    for _ in 0..options.heading_row.max(1) {
        if !next(&mut record, None)?.0 {
            return Err(TableError::new(
                "the table has no headings",
                "give it a first row that names the columns, or say in the mapping which row it is: `[table] heading-row = 2`",
            ));
        }
    }
    names.extend(
        record
            .iter()
            .map(|field| String::from_utf8_lossy(field).into_owned()),
    );
    // What programs leave behind the last heading.
    while names.len() > 1 && names.last().is_some_and(|name| name.trim().is_empty()) {
        names.pop();
    }
    if names.len() > COLUMNS_MAX {
        return Err(too_many_columns(names.len()));
    }
    let names = headings(names.into_iter());
    if sink.headings(&names)? == Flow::Stop {
        return Ok(());
    }
    let mut filling = Filling::new(names.len());
    while let (true, wrong) = next(&mut record, Some(names.len()))? {
        filling.take(&record, wrong);
        if filling.is_full() && sink.chunk(filling.finish())? == Flow::Stop {
            return Ok(());
        }
    }
    if !filling.is_empty() {
        sink.chunk(filling.finish())?;
    }
    Ok(())
}

/// A chunk that is being filled.
struct Filling {
    columns: Columns,
    places: Vec<u64>,
    faults: Vec<RowFault>,
    bytes: usize,
}

impl Filling {
    fn new(columns: usize) -> Self {
        Self {
            columns: (0..columns).map(|_| CellColumnBuilder::default()).collect(),
            places: Vec::new(),
            faults: Vec::new(),
            bytes: 0,
        }
    }

    fn is_full(&self) -> bool {
        self.places.len().saturating_add(self.faults.len()) >= CHUNK_ROWS_MAX
            || self.bytes >= CHUNK_BYTES_MAX
    }

    fn is_empty(&self) -> bool {
        self.places.is_empty() && self.faults.is_empty()
    }

    fn take(&mut self, record: &ByteRecord, wrong: Option<String>) {
        let place = record.position().map_or(0, csv::Position::line);
        let wanted = self.columns.len();
        if record.iter().all(|field| field.trim_ascii().is_empty()) {
            return;
        }
        if let Some(message) = wrong {
            self.faults.push(RowFault {
                place,
                message,
                mend: CLOSE.to_owned(),
            });
            return;
        }
        let beyond = record.iter().skip(wanted);
        let more = beyond.clone().any(|field| !field.trim_ascii().is_empty());
        if record.len() < wanted || more {
            self.faults.push(RowFault {
                place,
                message: format!("the row has {} fields, the headings {wanted}", record.len()),
                mend: "put a field that holds the separator in quotes".to_owned(),
            });
            return;
        }
        self.bytes = self.bytes.saturating_add(record.as_slice().len());
        self.places.push(place);
        for (column, field) in self.columns.iter_mut().zip(record.iter()) {
            // The text was decoded to UTF-8 before.
            column.push_text(std::str::from_utf8(field).unwrap_or_default());
        }
    }

    /// The chunk; the next one begins empty.
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
            faults: filled.faults,
            arrow: Vec::new(),
        }
    }
}

/// The encoding that was asked for.
fn encoding(options: &TableOptions) -> Result<&'static Encoding, TableError> {
    let Some(label) = &options.encoding else {
        return Ok(encoding_rs::UTF_8);
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        TableError::new(
            format!("there is no encoding {}", quoted(label)),
            "write a name such as `utf-8`, `windows-1252`, `gb18030`, `shift_jis` or `euc-kr`",
        )
    })
}

/// What stands between fields: what splits the first rows most often into the same number.
pub(crate) fn separator(sample: &[u8], heading_row: u64) -> u8 {
    let skip = usize::try_from(heading_row.max(1).saturating_sub(1)).unwrap_or(usize::MAX);
    let mut best = (0_usize, b',');
    for separator in SEPARATORS {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(sample);
        let mut record = ByteRecord::new();
        let mut widths: Vec<usize> = Vec::new();
        while widths.len() < 50 && reader.read_byte_record(&mut record).unwrap_or(false) {
            widths.push(record.len());
        }
        let Some(&width) = widths.get(skip).filter(|&&width| width > 1) else {
            continue;
        };
        let alike = widths
            .iter()
            .skip(skip)
            .filter(|&&one| one == width)
            .count();
        let score = alike.saturating_mul(width);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

fn failed(why: &str) -> TableError {
    TableError::new(
        format!("the table cannot be read: {why}"),
        "look whether the file is whole",
    )
}

fn of_csv(error: &csv::Error, line: u64) -> TableError {
    let endless = match error.kind() {
        csv::ErrorKind::Io(error) => error
            .get_ref()
            .is_some_and(|inner| inner.downcast_ref::<TooLong>().is_some()),
        _ => false,
    };
    if endless {
        let row = match line.saturating_sub(1) {
            0 => "the first row".to_owned(),
            before => format!("the row that begins after line {before}"),
        };
        TableError::new(
            format!("{row} is longer than {} KiB", ROW_BYTES_MAX / 1024),
            "close a quotation mark that was left open, or end the lines of the file",
        )
    } else {
        failed(&error.to_string())
    }
}

fn left_open(line: u64) -> TableError {
    TableError::new(
        format!(
            "a quotation mark in the row that begins in line {line} is never closed, so that all behind it is one field"
        ),
        CLOSE,
    )
}

fn not_of_encoding(encoding: &'static Encoding, record: &ByteRecord) -> TableError {
    let line = record.position().map_or(1, csv::Position::line);
    TableError::new(
        format!("the text near line {line} is not {}", encoding.name()),
        "say in the mapping how it is written: `[table] encoding = \"windows-1252\"`, or `gb18030`, `shift_jis`, `euc-kr`",
    )
}

pub(super) fn too_many_columns(count: usize) -> TableError {
    TableError::new(
        format!("the table has {count} columns, and at most {COLUMNS_MAX} are read"),
        "leave out the columns that nobody needs",
    )
}
