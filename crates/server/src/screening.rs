//! Screening: threads that each keep a searcher, because a searcher remembers what it compared.

use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

use exeat_screen::index::{Index, Searcher};
use exeat_screen::list::Edition;
use exeat_screen::party::Wanted;
use exeat_screen::score::{ALGORITHM, Mode, Score};
use exeat_value::Day;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::service::Lists;

/// Days after which a list is called stale.
pub(crate) const MAX_AGE: u32 = 7;
/// More matches of one party are not told.
pub(crate) const MATCHES_MAX: usize = 200;

/// So many parties a thread looks for before it is another's turn.
const TOGETHER: usize = 16;

/// How names are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct How {
    pub(crate) mode: Mode,
    pub(crate) threshold: Score,
}

/// An entry that a party may be.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Match {
    /// How alike they are, from 0 to 1.
    #[schema(value_type = f64, example = 0.9312)]
    pub(crate) score: Score,
    /// The edition and list in which the entry stands.
    pub(crate) list: String,
    /// The entry.
    pub(crate) entry: String,
    /// The name of it that is most alike.
    pub(crate) name: String,
    /// All its names.
    pub(crate) names: Vec<String>,
    /// What the edition said about it, as a hash: a decision holds as long as this does.
    pub(crate) evidence: String,
    /// Why it scores what it scores, word by word.
    pub(crate) reasons: Vec<String>,
}

/// Which entries are asked about, by their list and their identity.
pub(crate) type Keep = Arc<dyn Fn(&str, &str) -> bool + Send + Sync>;

struct Job {
    wanted: Vec<Wanted>,
    how: How,
    keep: Option<Keep>,
    answer: oneshot::Sender<Vec<Vec<Match>>>,
}

/// The threads, and what they look through.
#[derive(Debug)]
pub(crate) struct Pool {
    pub(crate) editions: Vec<Edition>,
    pub(crate) names: usize,
    jobs: mpsc::Sender<Job>,
    /// Why others that were imported meanwhile cannot be read, where they cannot.
    unread: Mutex<Option<String>>,
}

impl Pool {
    /// Starts a thread for each core.
    pub(crate) fn start(lists: Lists) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let waiting = Arc::new(Mutex::new(waiting));
        let names = lists.index.names();
        let index = lists.index;
        let threads = thread::available_parallelism().map_or(2, std::num::NonZero::get);
        for number in 0..threads {
            let (index, waiting) = (Arc::clone(&index), Arc::clone(&waiting));
            let thread = thread::Builder::new().name(format!("screening-{number}"));
            // Where no thread can be had, the others do the work; where none can, every search says so.
            let _ = thread.spawn(move || work(&index, &waiting));
        }
        Self {
            editions: lists.editions,
            names,
            jobs,
            unread: Mutex::default(),
        }
    }

    /// Looks for parties, in their order.
    ///
    /// # Errors
    /// No thread is there to do it.
    pub(crate) async fn search(
        &self,
        wanted: Vec<Wanted>,
        how: How,
        keep: Option<Keep>,
    ) -> Result<Vec<Vec<Match>>, Problem> {
        let gone = || Problem::new("internal", "nobody is there to search the lists");
        let mut found = Vec::with_capacity(wanted.len());
        let mut waiting = Vec::with_capacity(wanted.len().div_ceil(TOGETHER));
        let mut wanted = wanted.into_iter();
        loop {
            let some: Vec<Wanted> = wanted.by_ref().take(TOGETHER).collect();
            if some.is_empty() {
                break;
            }
            let (answer, answered) = oneshot::channel();
            let job = Job {
                wanted: some,
                how,
                keep: keep.clone(),
                answer,
            };
            self.jobs.send(job).map_err(|_| gone())?;
            waiting.push(answered);
        }
        for answered in waiting {
            found.extend(answered.await.map_err(|_| gone())?);
        }
        Ok(found)
    }

    /// What was looked at, and how; and who else should have been looked for and was not.
    pub(crate) fn header(&self, how: How, on: Day, left_out: Option<String>) -> Value {
        let mut gaps = self.gaps(on);
        gaps.extend(left_out);
        json!({
            "algorithm": ALGORITHM,
            "mode": how.mode,
            "threshold": how.threshold,
            "on": on,
            "editions": self.editions.iter().map(|edition| edition_json(edition, on)).collect::<Vec<_>>(),
            "gaps": gaps,
        })
    }

    /// Remembers why lists that were imported cannot be read; those of before are looked through meanwhile. Says whether
    /// that is new.
    pub(crate) fn cannot_be_renewed(&self, why: &str) -> bool {
        let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        let before = unread.replace(why.to_owned());
        before.as_deref() != Some(why)
    }

    /// What was not looked at and should have been: lists that cannot be read, and lists that are old.
    pub(crate) fn gaps(&self, on: Day) -> Vec<String> {
        let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        let unread = unread.as_ref().map(|why| {
            format!("lists were imported that cannot be read, so those of before are looked through: {why}")
        });
        let stale = self
            .editions
            .iter()
            .filter_map(|edition| edition.why_not_of(on, MAX_AGE));
        unread.into_iter().chain(stale).collect()
    }
}

fn edition_json(edition: &Edition, on: Day) -> Value {
    json!({
        "edition": edition.full_name(),
        "publisher": edition.publisher,
        "published": edition.published,
        "imported": edition.imported,
        "age_in_days": edition.age_in_days(on),
        "sha256": edition.sha256,
        "entries": edition.counts.entries,
        "names": edition.counts.names,
    })
}

/// One thread: it waits for parties and looks for them, until nobody can send any more.
fn work(index: &Index, waiting: &Mutex<mpsc::Receiver<Job>>) {
    let mut searcher = Searcher::new(index);
    loop {
        let next = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(job) = next else { return };
        let found = job
            .wanted
            .iter()
            .map(|wanted| look_for(index, &mut searcher, wanted, job.how, job.keep.as_ref()))
            .collect();
        // Whoever asked may have gone away.
        let _ = job.answer.send(found);
    }
}

fn look_for(
    index: &Index,
    searcher: &mut Searcher<'_>,
    wanted: &Wanted,
    how: How,
    keep: Option<&Keep>,
) -> Vec<Match> {
    if wanted.is_nobody() {
        return Vec::new();
    }
    let party = wanted.party();
    let found = searcher.search(&party, how.mode, how.threshold);
    found
        .iter()
        // Those of other lists take nobody's place.
        .filter(|found| {
            keep.is_none_or(|keep| keep(index.list_of(found.entry), index.id_of(found.entry)))
        })
        .take(MATCHES_MAX)
        .map(|found| Match {
            score: found.score,
            list: index.list_of(found.entry).to_owned(),
            entry: index.id_of(found.entry).to_owned(),
            name: index.name(found.name).to_owned(),
            names: index.names_of(found.entry).map(str::to_owned).collect(),
            evidence: party.evidence(index.evidence_of(found.entry)),
            reasons: searcher.explain(&party, found, how.mode),
        })
        .collect()
}
