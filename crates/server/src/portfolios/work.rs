//! Deciding a portfolio in the background, one at a time.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError};

use exeat_documents::tables::Mapping;
use exeat_portfolio::{
    Dates, Failure, Job, Output, Rows, Stand, Watch, hash, run, write_each, write_whole,
};
use serde_json::json;

use super::{ANSWER, Portfolio, Portfolios, Progress, Stage};

/// Tells the pages how far it is.
struct Told<'a> {
    all: &'a Portfolios,
    id: &'a str,
}

impl Told<'_> {
    fn with(&self, change: impl FnOnce(&mut Progress)) {
        let mut running = self
            .all
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        change(running.entry(self.id.to_owned()).or_default());
    }
}

impl Watch for Told<'_> {
    fn total(&mut self, total: u64) {
        self.with(|progress| progress.total = total);
    }

    fn done(&mut self, done: u64) {
        self.with(|progress| progress.done += done);
    }

    fn rows(&mut self, rows: u64) {
        self.with(|progress| progress.rows += rows);
    }
}

impl Portfolios {
    /// Begins to decide it, once those before it are done.
    pub(super) fn begin(self: &Arc<Self>, one: &Portfolio) {
        let (all, id) = (Arc::clone(self), one.id.clone());
        let thread = std::thread::Builder::new().name("portfolio".to_owned());
        // Where no thread can be had, it stays as it is, and the next start goes on with it.
        let _ = thread.spawn(move || {
            let turn = all.turn.lock().unwrap_or_else(PoisonError::into_inner);
            all.work(&id);
            drop(turn);
            let mut running = all.running.lock().unwrap_or_else(PoisonError::into_inner);
            running.remove(&id);
        });
    }

    fn work(&self, id: &str) {
        let Some(mut one) = self.read(id) else { return };
        let decided = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.decide(&one)))
            .unwrap_or_else(|_| Err(Failure::wrong("a part of the service broke")));
        match decided {
            Ok(()) => one.stage = Stage::Done,
            Err(failure) => {
                let table = self.path(id).join(super::TABLE);
                let shown = |text: String| text.replace(&*table.to_string_lossy(), &one.name);
                tracing::warn!(portfolio = id, error = failure.message, "not decided");
                one.error = Some((shown(failure.message), failure.help.map(shown)));
                one.stage = Stage::Failed;
            }
        }
        // What cannot be kept is told by the log; the next start decides it again.
        let _ = self.keep(&one);
    }

    fn decide(&self, one: &Portfolio) -> Result<(), Failure> {
        let problem = |problem: crate::problem::Problem| Failure {
            message: problem.detail,
            help: problem.help,
        };
        let folder = self.path(&one.id);
        let text = self.mapping(&one.id);
        let mapping = Mapping::read(&text)
            .map_err(|faults| problem(crate::problem::Problem::document(&text, &faults)))?;
        let inputs = [self.input(&one.id).map_err(problem)?];
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let known_at = one
            .known_at
            .ok_or_else(|| Failure::wrong("nobody says from which day the law is looked at"))?;
        let stands = [Stand::new(
            Arc::clone(&self.rulebook),
            known_at,
            Dates::OfRows,
            Vec::new(),
            threads,
        )];
        let screen = self
            .parties
            .of_table(known_at, crate::access::is_of_first(one.organisation))
            .map_err(Failure::wrong)?;
        let output = folder.join(ANSWER);
        let value = json!({
            "format": 1,
            "engine": env!("CARGO_PKG_VERSION"),
            "reading": exeat_portfolio::READING,
            "command": "portfolio",
            "mapping": hash(text.as_bytes()),
            "rulebook": self.rulebook.digest,
            "known_at": known_at,
            "file": one.name,
            "screening": screen.as_ref().map(|screen| screen.as_json()),
        });
        let stop = AtomicBool::new(false);
        let job = Job {
            inputs: &inputs,
            mapping: &mapping,
            stands: &stands,
            rows: Rows::Parquet,
            output: Some((&output, value.clone())),
            screen: screen.as_deref(),
            labelled: true,
            threads,
            stop: &stop,
        };
        let mut told = Told {
            all: self,
            id: &one.id,
        };
        let done = run(&job, &mut told)?;
        let (csv, xlsx) = (folder.join("answer.csv"), folder.join("answer.xlsx"));
        write_each(
            &[
                (&output, Output::Parquet),
                (&csv, Output::Csv),
                (&xlsx, Output::Xlsx),
            ],
            Rows::Parquet,
            &stands,
            &done,
            &value,
        )?;
        let counts = serde_json::to_vec(&done.tallies)
            .map_err(|error| Failure::wrong(format!("the counts cannot be kept: {error}")))?;
        let path = folder.join("counts.json");
        write_whole(&path, &counts).map_err(|error| Failure::file("write", &path, &error))
    }
}
