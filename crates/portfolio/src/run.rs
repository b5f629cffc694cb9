//! The files of a sweep through the law, a chunk at a time.

mod feed;
mod worker;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use exeat_documents::tables::parquet_in::{ParquetFile, Portion};
use exeat_documents::tables::{Bound, Chunk, Mapping, TableError};
use serde_json::Value;

use self::feed::{opened, produce};
use self::worker::Worker;
use super::folder::{Folder, Note};
use super::input::Input;
use super::parties::Screen;
use super::stand::{Answers, Request, Stand};
use super::tally::Tallies;
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
    /// Who looks for the parties of the rows; none where nobody does.
    pub screen: Option<&'a dyn Screen>,
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
    /// Workbooks with rows in which nothing stands, and how many of them were passed over.
    pub empty: Vec<(String, u64)>,
    /// Workbooks with other sheets that hold something and were not read, with their names.
    pub other_sheets: Vec<(String, Vec<String>)>,
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
    /// A workbook was read to its end, and has so many rows in which nothing stands.
    Empty(String, u64),
    /// A workbook has other sheets that hold something.
    OtherSheets(String, Vec<String>),
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
    // What cannot be used at all leaves nothing behind.
    let (parquet, total) = opened(job)?;
    let (folder, known) = match &job.output {
        Some((output, value)) => {
            let (folder, known) = Folder::open(output, value)?;
            (Some(folder), known)
        }
        None => (None, false),
    };
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
        empty: Vec::new(),
        other_sheets: Vec::new(),
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
        if let (true, false, Some(folder)) = (done.notes.is_empty(), known, folder) {
            folder.remove_if_empty();
        }
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
    if job.screen.is_some() {
        done.tallies.screened.get_or_insert_default();
    }
    if !done.tallies.agree() {
        return Err(Failure::wrong(format!(
            "{} rows came in, and {} went out and {} were rejected: rows were lost",
            done.tallies.rows_in, done.tallies.rows_out, done.tallies.rejected
        ))
        .with_help("report this: it must never happen"));
    }
    if !done.tallies.agree_on_parties() {
        return Err(Failure::wrong(format!(
            "of {} rows it is not said for each whether its parties were looked for",
            done.tallies.rows_out
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
            Event::Empty(file, rows) => done.empty.push((file, rows)),
            Event::OtherSheets(file, sheets) => done.other_sheets.push((file, sheets)),
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
