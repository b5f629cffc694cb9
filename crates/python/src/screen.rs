//! Parties on lists.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use exeat_portfolio::{Failure, Shelf};
use exeat_screen::index::{Builder, Index, Searcher};
use exeat_screen::list::{self, Edition, ImportOptions, Input, Mapping, ReadError};
use exeat_screen::party::{self, Wanted};
use exeat_screen::score::{ALGORITHM, Mode, Score};
use exeat_screen::transaction::{Decision, Terms};
use exeat_value::Day;
use pyo3::prelude::*;
use serde_json::{Value, json};

use crate::law::day;
use crate::wrong;

/// All names of some editions of lists, ready to be searched from any thread.
#[pyclass(module = "exeat._exeat", frozen)]
pub(crate) struct Screener {
    read: Arc<Read>,
    mode: Mode,
    threshold: Score,
}

/// Lists that were read.
struct Read {
    index: Index,
    editions: Vec<Edition>,
    today: Day,
}

/// Lists that were read, as the parties of a table are held against them. Nobody has decided about any match.
pub(crate) struct ReadShelf {
    read: Arc<Read>,
    known_at: Day,
    age_max_days: u32,
}

impl Shelf for ReadShelf {
    fn with(&self, event_date: Day, act: &mut dyn FnMut(&str, &Terms<'_>)) -> Result<(), Failure> {
        // What nobody had on the day from which one looks is not looked at, as it is where editions are kept. Who reads a
        // file without a day anew in each process cannot tell how old it is.
        let was_there = |edition: &&Edition| edition.published.is_some_and(|day| day <= self.known_at);
        let editions: Vec<&Edition> = self.read.editions.iter().filter(was_there).collect();
        act(
            self.read.index.source(),
            &Terms {
                index: &self.read.index,
                editions: &editions,
                event_date,
                known_at: self.known_at,
                age_max_days: self.age_max_days,
                mode: Mode::Balanced,
                threshold: Score::ALERT,
                decided: &|_, _, _, _| Decision::Open(None),
                entry: &|_, _| None,
                holdings: None,
            },
        );
        Ok(())
    }

    fn as_json(&self) -> Value {
        let editions = self.read.editions.iter();
        json!(editions.map(|one| &one.sha256).collect::<Vec<_>>())
    }
}

fn refused(error: &ReadError) -> PyErr {
    wrong(error.to_string(), &format!("expected was {}", error.expected))
}

#[pymethods]
impl Screener {
    #[new]
    #[pyo3(signature = (lists, *, mappings, today, published, mode, threshold))]
    fn new(
        py: Python<'_>,
        lists: Vec<PathBuf>,
        mappings: Vec<String>,
        today: &str,
        published: Option<&str>,
        mode: &str,
        threshold: &str,
    ) -> PyResult<Self> {
        let today = day(today)?;
        let published = published.map(day).transpose()?;
        let mode = match mode {
            "strict" => Mode::Strict,
            "balanced" => Mode::Balanced,
            "ofac" => Mode::Ofac,
            other => {
                return Err(wrong(
                    format!("`{other}` is no mode"),
                    "write `strict`, `balanced` or `ofac`",
                ));
            }
        };
        let threshold: Score = threshold
            .parse()
            .map_err(|_| wrong(format!("`{threshold}` is no score"), "write a number from 0 to 1"))?;
        if lists.is_empty() {
            return Err(wrong(
                "there are no lists, so nobody can be looked for",
                "give the files of publishers, such as the Consolidated Screening List",
            ));
        }
        py.detach(|| {
            let mut known = Vec::new();
            for (number, text) in (1..).zip(&mappings) {
                let name = format!("mapping {number}");
                known.push(Mapping::parse(&name, text).map_err(|error| refused(&error))?);
            }
            known.extend(Mapping::shipped().map_err(|error| refused(&error))?);
            let mut inputs = Vec::new();
            for path in &lists {
                let file = File::open(path)
                    .map_err(|error| wrong(format!("cannot read `{}`: {error}", path.display()), ""))?;
                inputs.push(Input {
                    name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
                    reader: Box::new(file),
                });
            }
            let mut imported = list::import(inputs, &known, &ImportOptions::on(today))
                .map_err(|error| refused(&error))?;
            let mut builder = Builder::new("a wheel");
            let mut editions = Vec::new();
            for one in &mut imported {
                let edition = &mut one.edition;
                if let (None, Some(day)) = (edition.published, published) {
                    edition.published = Some(day);
                    edition.name = day.to_string();
                }
                let name = edition.full_name();
                for entry in &one.entries {
                    builder.add(&format!("{name}/{}", entry.list), entry);
                }
                editions.push(edition.clone());
            }
            Ok(Self {
                read: Arc::new(Read {
                    index: builder.finish(),
                    editions,
                    today,
                }),
                mode,
                threshold,
            })
        })
    }

    /// What was looked at, and how, as JSON.
    fn about(&self) -> String {
        let editions: Vec<Value> = self
            .read
            .editions
            .iter()
            .map(|edition| {
                json!({
                    "edition": edition.full_name(),
                    "title": edition.title,
                    "publisher": edition.publisher,
                    "published": edition.published,
                    "age_in_days": edition.age_in_days(self.read.today),
                    "sha256": edition.sha256,
                    "entries": edition.counts.entries,
                    "names": edition.counts.names,
                })
            })
            .collect();
        json!({ "algorithm": ALGORITHM, "threshold": self.threshold, "editions": editions }).to_string()
    }

    /// The entries that each party may be, best first, as JSON. Parties are JSON objects with `name` and what else is
    /// known.
    fn screen(&self, py: Python<'_>, parties: Vec<String>) -> PyResult<Vec<String>> {
        py.detach(|| {
            let mut searcher = Searcher::new(&self.read.index);
            (1_u64..)
                .zip(&parties)
                .map(|(number, party)| self.one(party, number, &mut searcher))
                .collect()
        })
    }
}

impl Screener {
    /// The lists, for the parties of a table, looked at from a day.
    pub(crate) fn shelf(&self, known_at: Day, age_max_days: u32) -> ReadShelf {
        ReadShelf {
            read: Arc::clone(&self.read),
            known_at,
            age_max_days,
        }
    }

    fn one(&self, party: &str, number: u64, searcher: &mut Searcher<'_>) -> PyResult<String> {
        let fields = serde_json::from_str(party).map_err(|error| wrong(format!("party {number}: {error}"), ""))?;
        let wanted = Wanted::of_fields(&fields, number)
            .map_err(|error: party::WantedError| wrong(format!("party {number} {error}"), error.help().unwrap_or_default()))?;
        let party = wanted.party();
        let matches: Vec<Value> = searcher
            .search(&party, self.mode, self.threshold)
            .iter()
            .map(|found| {
                json!({
                    "score": found.score,
                    "list": self.read.index.list_of(found.entry),
                    "entry": self.read.index.id_of(found.entry),
                    "name": self.read.index.name(found.name),
                    "evidence": party.evidence(self.read.index.evidence_of(found.entry)),
                    "reasons": searcher.explain(&party, found, self.mode),
                })
            })
            .collect();
        Ok(Value::Array(matches).to_string())
    }
}
