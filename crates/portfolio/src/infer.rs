//! The first rows of a table, for proposing a mapping.

use std::io::BufReader;

use exeat_documents::tables::infer::{Proposal, propose};
use exeat_documents::tables::parquet_in::ParquetFile;
use exeat_documents::tables::{Chunk, Flow, Sink, TableError, TableOptions, csv_in, xlsx_in};

use super::input::{Input, Kind};
use super::run::of_table;
use crate::failure::Failure;

/// Rows that are looked at in a Parquet file.
const ROWS: usize = 10_000;

#[derive(Default)]
struct First {
    names: Vec<String>,
    chunk: Option<Chunk>,
}

impl Sink for First {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        self.names = names.to_vec();
        Ok(Flow::On)
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        self.chunk = Some(chunk);
        Ok(Flow::Stop)
    }
}

/// The first rows of a table, and how its text was read.
fn first(input: &Input, rows: usize) -> Result<(First, TableOptions), Failure> {
    let mut options = TableOptions::default();
    let mut first = First::default();
    let failed = |error: &TableError| of_table(input, error);
    match input.kind {
        Kind::Parquet => {
            let file =
                ParquetFile::open(&input.open()?, |_| false).map_err(|error| failed(&error))?;
            first.names = file.names().to_vec();
            if let Some(portion) = file.portions().first() {
                let mut portion = portion.clone();
                portion.rows.end = portion.rows.end.min(portion.rows.start + rows);
                let wanted = vec![true; file.names().len()];
                let chunk = file
                    .read(input.open()?, &portion, &wanted, false)
                    .map_err(|error| failed(&error))?;
                first.chunk = Some(chunk);
            }
        }
        Kind::Xlsx => {
            xlsx_in::read(input.open()?, &options, &mut first).map_err(|error| failed(&error))?;
        }
        Kind::Csv => {
            let read = csv_in::read(BufReader::new(input.open()?), &options, &mut first);
            if let Err(error) = read {
                if !error.message.contains("is not UTF-8") {
                    return Err(failed(&error));
                }
                options.encoding = Some("windows-1252".to_owned());
                first = First::default();
                csv_in::read(BufReader::new(input.open()?), &options, &mut first)
                    .map_err(|error| failed(&error))?;
            }
        }
    }
    Ok((first, options))
}

/// The first rows of a table as texts, its headings before them.
///
/// # Errors
/// The file cannot be read.
pub fn sample(input: &Input, rows: usize) -> Result<Vec<Vec<String>>, Failure> {
    let (first, _) = first(input, rows)?;
    let mut lines = vec![first.names];
    if let Some(chunk) = &first.chunk {
        for row in 0..chunk.rows().min(rows) {
            let cells = chunk.columns.iter().map(|column| {
                column
                    .as_ref()
                    .map_or(String::new(), |column| column.get(row).text().into_owned())
            });
            lines.push(cells.collect());
        }
    }
    Ok(lines)
}

/// A mapping proposed for a file. Where a CSV is no UTF-8 text, the encoding of Western Europe is
/// tried and said.
///
/// # Errors
/// The file cannot be read.
pub fn mapping(input: &Input) -> Result<Proposal, Failure> {
    let (first, options) = first(input, ROWS)?;
    let mut proposal = propose(&first.names, &first.chunk.unwrap_or_default(), &options);
    if options.encoding.is_some() {
        proposal.unsure.insert(
            0,
            "the text is not UTF-8: `windows-1252` is taken; it could be `gb18030`, `shift_jis` or another".to_owned(),
        );
    }
    Ok(proposal)
}
