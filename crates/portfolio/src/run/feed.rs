//! What there is to read, cut into chunks.

use std::collections::BTreeMap;
use std::io::{BufReader, SeekFrom};
use std::sync::Arc;
use std::sync::mpsc::{Sender, SyncSender};

use exeat_documents::tables::parquet_in::ParquetFile;
use exeat_documents::tables::{Bound, Chunk, Flow, Sink, TableError, csv_in, xlsx_in};

use super::{Event, Item, Job, Work, of_table};
use crate::failure::Failure;
use crate::input::{Input, Kind};

/// What is Parquet, by its place among the files.
pub(super) type Opened = BTreeMap<usize, (Arc<ParquetFile>, Arc<Bound>)>;

/// Opens what is Parquet, so that its headings are known to fit before anything is written; and how
/// much there is to do, in rows where everything is Parquet, else in bytes.
pub(super) fn opened(job: &Job<'_>) -> Result<(Opened, u64), Failure> {
    let mut opened = BTreeMap::new();
    let mut rows = 0;
    let mut bytes = 0;
    for (index, input) in job.inputs.iter().enumerate() {
        bytes += input.bytes;
        if input.kind != Kind::Parquet {
            continue;
        }
        let reader = input.open()?;
        let mentions = |name: &str| job.mapping.mentions(name);
        let file = ParquetFile::open(&reader, mentions).map_err(|error| of_table(input, &error))?;
        let bound = job
            .mapping
            .bind(file.names())
            .map_err(|error| of_table(input, &error))?;
        refuse_taken(input, file.names())?;
        rows += file.rows();
        opened.insert(index, (Arc::new(file), Arc::new(bound)));
    }
    let total = if opened.len() == job.inputs.len() {
        rows
    } else {
        bytes
    };
    Ok((opened, total))
}

/// A table that was swept before has columns that a sweep would add again.
fn refuse_taken(input: &Input, names: &[String]) -> Result<(), Failure> {
    match names.iter().find(|name| name.starts_with("exeat_")) {
        Some(name) => Err(Failure::wrong(format!(
            "`{}` has a column `{name}` already",
            input.name()
        ))
        .with_help("sweep the table as it was before it was swept")),
        None => Ok(()),
    }
}

/// Reads the files one after the other and hands chunks to whoever has time.
pub(super) fn produce<'a>(
    job: &Job<'a>,
    parquet: &Opened,
    items: &SyncSender<Item<'a>>,
    events: &Sender<Event>,
    halt: &dyn Fn() -> bool,
) -> Result<(), Failure> {
    let mut number = 0;
    for (index, input) in job.inputs.iter().enumerate() {
        if halt() {
            return Ok(());
        }
        if let Some((file, bound)) = parquet.get(&index) {
            let names = Arc::new(file.names().to_vec());
            for portion in file.portions() {
                if halt() {
                    return Ok(());
                }
                number += 1;
                let item = Item {
                    number,
                    input,
                    names: Arc::clone(&names),
                    bound: Arc::clone(bound),
                    work: Work::Portion(Arc::clone(file), portion.clone()),
                };
                if items.send(item).is_err() {
                    return Ok(());
                }
            }
            continue;
        }
        let mut feed = Feed {
            job,
            input,
            items,
            halt,
            number,
            names: Arc::default(),
            bound: None,
            failure: None,
            empty: 0,
            other_sheets: Vec::new(),
        };
        let reader = Watched::new(input.open()?, events.clone());
        let read = match input.kind {
            Kind::Xlsx => xlsx_in::read(reader, job.mapping.table(), &mut feed),
            _ => csv_in::read(BufReader::new(reader), job.mapping.table(), &mut feed),
        };
        if let Some(failure) = feed.failure {
            return Err(failure);
        }
        number = feed.number;
        if feed.empty > 0 {
            let _ = events.send(Event::Empty(input.name(), feed.empty));
        }
        if !feed.other_sheets.is_empty() {
            let _ = events.send(Event::OtherSheets(input.name(), feed.other_sheets));
        }
        read.map_err(|error| of_table(input, &error))?;
    }
    Ok(())
}

/// A file that tells how far it was read.
struct Watched {
    file: std::fs::File,
    events: Sender<Event>,
    bytes: u64,
}

impl Watched {
    fn new(file: std::fs::File, events: Sender<Event>) -> Self {
        Self {
            file,
            events,
            bytes: 0,
        }
    }
}

impl std::io::Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        const OFTEN: u64 = 1024 * 1024;
        let read = self.file.read(buffer)?;
        self.bytes += u64::try_from(read).unwrap_or(0);
        if self.bytes >= OFTEN {
            let _ = self.events.send(Event::Read(self.bytes));
            self.bytes = 0;
        }
        Ok(read)
    }
}

impl std::io::Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

/// Hands chunks of a CSV or a workbook on.
struct Feed<'j, 'a> {
    job: &'j Job<'a>,
    input: &'a Input,
    items: &'j SyncSender<Item<'a>>,
    halt: &'j dyn Fn() -> bool,
    number: u64,
    names: Arc<Vec<String>>,
    bound: Option<Arc<Bound>>,
    failure: Option<Failure>,
    /// Rows of a sheet in which nothing stands.
    empty: u64,
    /// Sheets that hold something and are not read.
    other_sheets: Vec<String>,
}

impl Sink for Feed<'_, '_> {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        if let Err(failure) = refuse_taken(self.input, names) {
            self.failure = Some(failure);
            return Ok(Flow::Stop);
        }
        self.bound = Some(Arc::new(self.job.mapping.bind(names)?));
        self.names = Arc::new(names.to_vec());
        Ok(Flow::On)
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        let Some(bound) = &self.bound else {
            return Ok(Flow::Stop);
        };
        if (self.halt)() {
            return Ok(Flow::Stop);
        }
        self.number += 1;
        let item = Item {
            number: self.number,
            input: self.input,
            names: Arc::clone(&self.names),
            bound: Arc::clone(bound),
            work: Work::Chunk(chunk),
        };
        match self.items.send(item) {
            Ok(()) => Ok(Flow::On),
            Err(_) => Ok(Flow::Stop),
        }
    }

    fn passed_over(&mut self, empty: u64) {
        self.empty = empty;
    }

    fn other_sheets(&mut self, names: &[String]) {
        self.other_sheets = names.to_vec();
    }
}
