//! The files of a sweep through the law, a chunk at a time.

use std::collections::BTreeMap;
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use exeat_documents::tables::parquet_in::{ParquetFile, Portion};
use exeat_documents::tables::{
    Bound, Chunk, Flow, Mapped, Mapping, Sink, TableError, csv_in, xlsx_in,
};
use serde_json::Value;

use super::answer::{Answer, COLUMNS};
use super::change::step;
use super::folder::{Folder, Hasher, Note, hash};
use super::input::{Input, Kind};
use super::part::{self, Added};
use super::stand::{AnswerId, Answers, Dates, Request, Stand};
use super::tally::{Origin, Tallies, count, labels};
use crate::failure::Failure;

/// Whoever watches how far a sweep is.
pub trait Watch {
    /// So much there is to do, in bytes or rows.
    fn total(&mut self, total: u64);
    /// So much more of it is done.
    fn done(&mut self, done: u64);
    /// So many more rows were decided.
    fn rows(&mut self, rows: u64);
}

/// What the rows are written as while the sweep runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// Nothing is kept of them.
    None,
    /// Separated values.
    Csv,
    /// Parquet.
    Parquet,
}

/// A sweep.
pub struct Job<'a> {
    /// The files.
    pub inputs: &'a [Input],
    /// What their columns mean.
    pub mapping: &'a Mapping,
    /// Under which law: one, or two to compare.
    pub stands: &'a [Stand],
    /// What the rows are written as.
    pub rows: Rows,
    /// Where the output will stand, and what tells this job from others; none where nothing is kept.
    pub output: Option<(&'a Path, Value)>,
    /// Whether each row also gets what it is counted by, so that the rows behind a count can be found.
    pub labelled: bool,
    /// How many threads work.
    pub threads: usize,
    /// Whether somebody asked to stop.
    pub stop: &'a AtomicBool,
}

/// What came of it.
pub struct Done {
    /// What was counted.
    pub tallies: Tallies,
    pub(crate) notes: Vec<Note>,
    pub(crate) folder: Option<Folder>,
    /// The headings of the rows as they were written.
    pub(crate) headings: Vec<String>,
    /// Chunks that an earlier run had done.
    pub resumed: u64,
    /// How many different answers were given.
    pub answers: usize,
    /// Whether somebody stopped it before its end.
    pub stopped: bool,
}

impl Done {
    /// How many chunks there were.
    pub fn chunks(&self) -> usize {
        self.notes.len()
    }

    /// Whether what was done is kept, so that another run can go on from it.
    pub fn is_kept(&self) -> bool {
        self.folder.is_some()
    }
}

/// Something to be done by any thread.
enum Work {
    Chunk(Chunk),
    Portion(Arc<ParquetFile>, Portion),
}

struct Item<'a> {
    number: u64,
    input: &'a Input,
    names: Arc<Vec<String>>,
    bound: Arc<Bound>,
    work: Work,
}

/// What a thread tells when it is done with a chunk.
struct Told {
    note: Note,
    names: Arc<Vec<String>>,
    shape: Option<Vec<(String, arrow_schema::DataType)>>,
    resumed: bool,
    /// How far that is in the file: rows of Parquet.
    rows: u64,
}

enum Event {
    /// So many bytes of a CSV or workbook were read.
    Read(u64),
    Told(Box<Told>),
    Failed(Failure),
}

/// Why a table cannot be read, with its file.
pub(crate) fn of_table(input: &Input, error: &TableError) -> Failure {
    Failure::wrong(format!("`{}`: {}", input.name(), error.message)).with_help(&error.mend)
}

/// Runs a sweep.
///
/// # Errors
/// A file cannot be read or mapped, or the output not written. What was done by then is kept.
pub fn run(job: &Job<'_>, watch: &mut dyn Watch) -> Result<Done, Failure> {
    let (folder, known) = match &job.output {
        Some((output, value)) => {
            let (folder, known) = Folder::open(output, value)?;
            (Some(folder), known)
        }
        None => (None, false),
    };
    let (parquet, total) = opened(job)?;
    let answers = Answers::default();
    let threads = job.threads.max(1);
    let mut done = Done {
        tallies: Tallies::default(),
        notes: Vec::new(),
        folder: folder.clone(),
        headings: Vec::new(),
        resumed: 0,
        answers: 0,
        stopped: false,
    };
    let give_up = AtomicBool::new(false);
    let failure = std::thread::scope(|scope| {
        let (events, told) = channel::<Event>();
        let (items, queue) = sync_channel::<Item<'_>>(threads);
        let queue = Arc::new(Mutex::new(queue));
        let mut stands: Vec<Sender<Request>> = Vec::new();
        for stand in job.stands {
            let (requests, served) = channel::<Request>();
            stands.push(requests);
            let answers = &answers;
            scope.spawn(move || stand.serve(&served, answers));
        }
        {
            let events = events.clone();
            let (give_up, parquet) = (&give_up, &parquet);
            scope.spawn(move || {
                let halt = || job.stop.load(Ordering::Relaxed) || give_up.load(Ordering::Relaxed);
                if let Err(failure) = produce(job, parquet, &items, &events, &halt) {
                    let _ = events.send(Event::Failed(failure));
                }
            });
        }
        for _ in 0..threads {
            let (queue, events, stands) = (Arc::clone(&queue), events.clone(), stands.clone());
            let worker = Worker {
                job,
                folder: folder.as_ref().map(|folder| (folder, known)),
                answers: &answers,
                stands,
            };
            let give_up = &give_up;
            scope.spawn(move || {
                while let Some(item) = take(&queue) {
                    let event = match worker.item(item) {
                        Ok(told) => Event::Told(Box::new(told)),
                        Err(failure) => Event::Failed(failure),
                    };
                    let failed = matches!(event, Event::Failed(_));
                    if events.send(event).is_err() || failed {
                        give_up.store(true, Ordering::Relaxed);
                        break;
                    }
                }
                // Whoever waits to hand something over must not wait for ever.
                if give_up.load(Ordering::Relaxed) {
                    while take(&queue).is_some() {}
                }
            });
        }
        drop(events);
        drop(stands);
        watch.total(total);
        collect(&told, &give_up, watch, &mut done, !parquet.is_empty())
    });
    if let Some(failure) = failure {
        return Err(failure);
    }
    done.stopped = job.stop.load(Ordering::Relaxed);
    done.notes.sort_by_key(|note| note.chunk);
    for note in &done.notes {
        done.tallies.merge(&note.tallies);
    }
    let by_step = |one: &super::tally::Moved, two: &super::tally::Moved| one.step.cmp(&two.step);
    done.tallies.moved.sort_by(by_step);
    done.answers = answers.len();
    if !done.tallies.agree() {
        return Err(Failure::wrong(format!(
            "{} rows came in, and {} went out and {} were rejected: rows were lost",
            done.tallies.rows_in, done.tallies.rows_out, done.tallies.rejected
        ))
        .with_help("report this: it must never happen"));
    }
    Ok(done)
}

fn take<'a>(queue: &Mutex<Receiver<Item<'a>>>) -> Option<Item<'a>> {
    let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
    queue.recv().ok()
}

/// What the threads tell, until all are done.
fn collect(
    told: &Receiver<Event>,
    give_up: &AtomicBool,
    progress: &mut dyn Watch,
    done: &mut Done,
    by_rows: bool,
) -> Option<Failure> {
    let mut failure: Option<Failure> = None;
    let mut shape: Option<Vec<(String, arrow_schema::DataType)>> = None;
    for event in told {
        match event {
            Event::Read(bytes) => progress.done(bytes),
            Event::Failed(one) => {
                give_up.store(true, Ordering::Relaxed);
                failure.get_or_insert(one);
            }
            Event::Told(one) => {
                progress.rows(one.rows);
                if by_rows {
                    progress.done(one.rows);
                }
                done.resumed += u64::from(one.resumed);
                if done.headings.is_empty() {
                    done.headings = one.names.as_ref().clone();
                }
                if let Some(of_chunk) = one.shape {
                    match &shape {
                        None => shape = Some(of_chunk),
                        Some(first) if *first == of_chunk => {}
                        Some(_) => {
                            give_up.store(true, Ordering::Relaxed);
                            failure.get_or_insert_with(|| {
                                Failure::wrong(format!(
                                    "`{}` has other columns than the file before it, so that one output cannot hold both",
                                    one.note.file
                                ))
                                .with_help("sweep files with other columns apart")
                            });
                        }
                    }
                }
                done.notes.push(one.note);
            }
        }
    }
    failure
}

type Opened = BTreeMap<usize, (Arc<ParquetFile>, Arc<Bound>)>;

/// Opens what is Parquet, so that its headings are known to fit before anything is written; and how
/// much there is to do, in rows where everything is Parquet, else in bytes.
fn opened(job: &Job<'_>) -> Result<(Opened, u64), Failure> {
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

fn produce<'a>(
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
}

struct Worker<'w, 'a> {
    job: &'w Job<'a>,
    folder: Option<(&'w Folder, bool)>,
    answers: &'w Answers,
    stands: Vec<Sender<Request>>,
}

impl Worker<'_, '_> {
    fn item(&self, item: Item<'_>) -> Result<Told, Failure> {
        let file = item.input.name();
        let read = match (&item.work, self.folder) {
            (_, None) => String::new(),
            (Work::Portion(_, portion), Some(_)) => hash_of_portion(item.input, portion)?,
            (Work::Chunk(chunk), Some(_)) => hash_of_chunk(chunk, &item.names),
        };
        if let Some((folder, true)) = self.folder
            && let Some(note) = folder.done(item.number, &read)
        {
            let rows = note.tallies.rows_in;
            return Ok(Told {
                note,
                names: item.names,
                shape: None,
                resumed: true,
                rows,
            });
        }
        let chunk = match item.work {
            Work::Chunk(chunk) => chunk,
            Work::Portion(file, portion) => {
                let all = vec![true; file.names().len()];
                let wanted = if self.job.rows == Rows::Csv {
                    &all
                } else {
                    item.bound.wanted()
                };
                let kept = self.job.rows == Rows::Parquet;
                file.read(item.input.open()?, &portion, wanted, kept)
                    .map_err(|error| of_table(item.input, &error))?
            }
        };
        let mapped = item
            .bound
            .map(&chunk)
            .map_err(|error| of_table(item.input, &error))?;
        let said = self.decide(&mapped)?;
        let origin = Origin {
            chunk: item.number,
            file: &file,
            places: &chunk.places,
        };
        let tallies = count(&mapped, &said, self.answers, &origin);
        let mut note = Note {
            chunk: item.number,
            file: file.clone(),
            read,
            rows: None,
            rejects: None,
            tallies,
        };
        if let Some((folder, _)) = self.folder {
            if !mapped.rejects.is_empty() {
                let bytes = part::rejects(&file, &mapped.rejects)?;
                let name = format!("chunk-{:06}.rejects.csv", item.number);
                folder.put(&name, &bytes)?;
                note.rejects = Some((name, hash(&bytes)));
            }
            let added = || {
                let mut added = self.added(&said);
                if self.job.labelled {
                    added.extend(labels(&mapped));
                }
                added
            };
            let written = match self.job.rows {
                Rows::None => None,
                Rows::Csv => Some(("csv", part::csv(&chunk, &mapped, &added())?)),
                Rows::Parquet => Some((
                    "parquet",
                    part::parquet(&item.names, &chunk, &mapped, &added())?,
                )),
            };
            if let Some((ending, bytes)) = written {
                let name = format!("chunk-{:06}.{ending}", item.number);
                folder.put(&name, &bytes)?;
                note.rows = Some((name, hash(&bytes)));
            }
            folder.note(&note)?;
        }
        let rows = note.tallies.rows_in;
        Ok(Told {
            shape: (self.job.rows == Rows::Parquet).then(|| part::shape(&item.names, &chunk)),
            note,
            names: item.names,
            resumed: false,
            rows,
        })
    }

    /// What each stand says of each row.
    fn decide(&self, mapped: &Mapped) -> Result<Vec<Vec<AnswerId>>, Failure> {
        let gone = || Failure::wrong("the law could not be asked");
        let batch = Arc::new(mapped.batch.clone());
        let replies: Vec<Receiver<_>> = self
            .stands
            .iter()
            .map(|stand| {
                let (reply, received) = sync_channel(1);
                let request = Request {
                    batch: Arc::clone(&batch),
                    reply,
                };
                stand.send(request).map_err(|_| gone())?;
                Ok(received)
            })
            .collect::<Result<_, Failure>>()?;
        replies
            .into_iter()
            .map(|reply| reply.recv().map_err(|_| gone())?)
            .collect()
    }

    /// The columns that are added to each row.
    fn added(&self, said: &[Vec<AnswerId>]) -> Vec<Added> {
        match (self.job.stands, said) {
            ([stand], [ids]) => self.added_of_one(stand, ids),
            ([from, to], [before, after]) => self.added_of_two([from, to], [before, after]),
            _ => Vec::new(),
        }
    }

    fn added_of_one(&self, stand: &Stand, ids: &[AnswerId]) -> Vec<Added> {
        let (distinct, codes) = self.distinct(ids);
        let cells: Vec<[String; 8]> = distinct.iter().map(|answer| answer.cells()).collect();
        let mut added: Vec<Added> = (0..8)
            .zip(COLUMNS)
            .map(|(place, name)| Added {
                name: name.to_owned(),
                texts: cells.iter().map(|one| one[place].clone()).collect(),
                codes: Arc::clone(&codes),
            })
            .collect();
        let law_date = match stand.dates {
            Dates::OfRows => "of the day on which it leaves".to_owned(),
            Dates::Law(day) | Dates::AllOn(day) => day.to_string(),
        };
        let every = [
            law_date,
            stand.known_at.to_string(),
            stand.rulebook().digest.clone(),
        ];
        let zeros = Arc::new(vec![0; ids.len()]);
        for (name, text) in COLUMNS.iter().skip(8).zip(every) {
            added.push(Added {
                name: (*name).to_owned(),
                texts: vec![text],
                codes: Arc::clone(&zeros),
            });
        }
        added
    }

    fn added_of_two(&self, stands: [&Stand; 2], ids: [&Vec<AnswerId>; 2]) -> Vec<Added> {
        let mut pairs: BTreeMap<(AnswerId, AnswerId), u32> = BTreeMap::new();
        let mut order: Vec<(AnswerId, AnswerId)> = Vec::new();
        let codes: Vec<u32> = ids[0]
            .iter()
            .zip(ids[1])
            .map(|(&from, &to)| {
                *pairs.entry((from, to)).or_insert_with(|| {
                    order.push((from, to));
                    u32::try_from(order.len() - 1).unwrap_or(u32::MAX)
                })
            })
            .collect();
        let codes = Arc::new(codes);
        let mut texts: [Vec<String>; 6] = Default::default();
        for (from, to) in order {
            let (Some(from), Some(to)) = (self.answers.get(from), self.answers.get(to)) else {
                continue;
            };
            let step = step(&from, &to);
            for (list, text) in texts.iter_mut().zip([
                step.class.word().to_owned(),
                from.verdict.word().to_owned(),
                to.verdict.word().to_owned(),
                step.jurisdictions.join(", "),
                step.limb,
                to.cells()[5].clone(),
            ]) {
                list.push(text);
            }
        }
        let names = [
            "exeat_change".to_owned(),
            "exeat_verdict_from".to_owned(),
            "exeat_verdict_to".to_owned(),
            "exeat_changed_laws".to_owned(),
            "exeat_limb".to_owned(),
            "exeat_decisive_facts_to".to_owned(),
        ];
        let mut added: Vec<Added> = names
            .into_iter()
            .zip(texts)
            .map(|(name, texts)| Added {
                name,
                texts,
                codes: Arc::clone(&codes),
            })
            .collect();
        let zeros = Arc::new(vec![0; codes.len()]);
        for (name, stand) in ["from", "to"].iter().zip(stands) {
            let day = match stand.dates {
                Dates::OfRows => String::new(),
                Dates::Law(day) | Dates::AllOn(day) => day.to_string(),
            };
            added.push(Added {
                name: format!("exeat_law_date_{name}"),
                texts: vec![day],
                codes: Arc::clone(&zeros),
            });
        }
        added
    }

    /// The answers of a chunk, each once, and which one each row has.
    fn distinct(&self, ids: &[AnswerId]) -> (Vec<Arc<Answer>>, Arc<Vec<u32>>) {
        let mut places: BTreeMap<AnswerId, u32> = BTreeMap::new();
        let mut distinct = Vec::new();
        let mut last: Option<(AnswerId, u32)> = None;
        let codes = ids
            .iter()
            .map(|&id| {
                if let Some((before, code)) = last
                    && before == id
                {
                    return code;
                }
                let code = *places.entry(id).or_insert_with(|| {
                    distinct.extend(self.answers.get(id));
                    u32::try_from(distinct.len() - 1).unwrap_or(u32::MAX)
                });
                last = Some((id, code));
                code
            })
            .collect();
        (distinct, Arc::new(codes))
    }
}

/// `sha256:` of what stands in the file there.
fn hash_of_portion(input: &Input, portion: &Portion) -> Result<String, Failure> {
    let failed = |error| Failure::file("read", &input.path, &error);
    let mut file = input.open()?;
    file.seek(SeekFrom::Start(portion.bytes.start))
        .map_err(failed)?;
    let length = portion.bytes.end - portion.bytes.start;
    let mut reader = file.take(length);
    let mut hasher = Hasher::default();
    hasher.add(format!("{:?} {:?} ", portion.group, portion.rows).as_bytes());
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let read = reader.read(&mut buffer).map_err(failed)?;
        if read == 0 {
            return Ok(hasher.finish());
        }
        hasher.add(&buffer[..read]);
    }
}

/// `sha256:` of cells as they were read.
fn hash_of_chunk(chunk: &Chunk, names: &[String]) -> String {
    let mut hasher = Hasher::default();
    for name in names {
        hasher.add(format!("{name:?},").as_bytes());
    }
    for column in chunk.columns.iter().flatten() {
        for cell in &column.cells {
            hasher.add(format!("{cell:?},").as_bytes());
        }
        let codes: Vec<u8> = column
            .codes
            .iter()
            .flat_map(|code| code.to_le_bytes())
            .collect();
        hasher.add(&codes);
    }
    for place in &chunk.places {
        hasher.add(&place.to_le_bytes());
    }
    for fault in &chunk.faults {
        hasher.add(format!("{fault:?}").as_bytes());
    }
    hasher.finish()
}
