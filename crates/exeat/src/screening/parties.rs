//! The parties of a transaction held against the lists of the days that matter.

use std::collections::VecDeque;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_facts::Case;
use exeat_screen::list::{Edition, ListEntry};
use exeat_screen::score::{Mode, Score};
use exeat_screen::transaction::{self, Decision, Holdings, Screening, Terms};
use exeat_value::Day;

use super::{Lists, source};
use crate::console::Console;
use crate::dispositions::{self, Dispositions, Standing};
use crate::failure::Failure;
use crate::files;
use crate::lists::{Store, Stored};
use crate::progress::{Progress, Watched};

/// Days after which the silence of a list settles nothing, if nothing else is said.
pub(super) const AGE_MAX: u32 = 7;

/// `--no-screening` and `--max-list-age`.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct ScreeningOption {
    /// Do not look for the parties on the lists that were imported
    #[arg(long)]
    no_screening: bool,
    /// That a party is not found settles nothing if the list is older than so many days
    #[arg(long, value_name = "DAYS", default_value_t = AGE_MAX, conflicts_with = "no_screening")]
    max_list_age: u32,
}

impl ScreeningOption {
    /// Whether nobody is to be looked for.
    pub(super) fn is_declined(self) -> bool {
        self.no_screening
    }

    /// After how many days the silence of a list settles nothing.
    pub(super) fn age_max(self) -> u32 {
        self.max_list_age
    }
}

/// `--holdings`.
#[derive(Debug, Clone, Args)]
pub(crate) struct HoldingsOption {
    /// Who holds which share of whom (may be given several times): separated values with the columns
    /// owner, owned, share, JSON lines, or FollowTheMoney entities
    #[arg(long, value_name = "FILE", conflicts_with = "no_screening")]
    holdings: Vec<PathBuf>,
}

impl HoldingsOption {
    /// The files that tell of holdings.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.holdings.iter().map(PathBuf::as_path)
    }

    /// Reads them; none where no file is given.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(crate) fn read(&self) -> Result<Option<Arc<Holdings>>, Failure> {
        let mut all = Holdings::default();
        for path in &self.holdings {
            let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
            let length = file.metadata().map_or(0, |metadata| metadata.len());
            let name = files::name(path);
            let progress = Progress::new(format!("reading {name}"), length);
            all.add(Watched::new(file, progress), &name)
                .map_err(|error| {
                    Failure::wrong(error.to_string())
                        .with_help(format!("expected was {}", error.expected))
                })?;
        }
        let console = Console::of_the_process();
        all.notes().for_each(|note| console.note(note));
        Ok((!all.is_empty()).then(|| Arc::new(all)))
    }
}

/// What became of the screening of one transaction.
#[derive(Debug)]
pub(crate) enum Sifted {
    /// It was not wanted.
    Declined,
    /// There are no lists.
    NoLists,
    /// Every party was looked for.
    Done(Box<Screening>),
}

/// Screens the parties of transactions, with what is needed for it opened once.
pub(crate) struct PartyScreening {
    option: ScreeningOption,
    known_at: Day,
    holdings: Option<Arc<Holdings>>,
    kept: Kept,
}

/// What is opened once for many transactions.
#[derive(Default)]
pub(super) struct Kept {
    opened: Option<Arc<Opened>>,
    /// Lists by what they were made from, those that were asked for last at the end.
    lists: VecDeque<(String, Arc<Lists>)>,
}

/// So many sets of editions are kept open: those in force, and of events in the past those of then.
const LISTS_MAX: usize = 6;

/// The terms on which a transaction is held against the lists.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) event_date: Day,
    pub(super) known_at: Day,
    pub(super) age_max: u32,
}

pub(super) struct Opened {
    store: Store,
    /// Every edition that is kept.
    editions: Vec<Stored>,
    dispositions: Dispositions,
}

impl PartyScreening {
    /// A screening that looks from this day.
    ///
    /// # Errors
    /// A file of holdings cannot be read.
    pub(crate) fn new(
        option: ScreeningOption,
        known_at: Day,
        holdings: &HoldingsOption,
    ) -> Result<Self, Failure> {
        Ok(Self {
            option,
            known_at,
            holdings: holdings.read()?,
            kept: Kept::default(),
        })
    }

    /// Looks for every party of a case, and puts what comes of it into its facts.
    ///
    /// # Errors
    /// The data folder cannot be read, or is broken.
    pub(crate) fn sift(&mut self, case: &mut Case, event_date: Day) -> Result<Sifted, Failure> {
        if self.option.no_screening {
            return Ok(Sifted::Declined);
        }
        if crate::data::folder().is_err() {
            // Where nothing can be kept there are no lists, and that is no reason not to decide.
            return self.without_lists();
        }
        let days = Days {
            event_date,
            known_at: self.known_at,
            age_max: self.option.max_list_age,
        };
        let (opened, lists) = self.kept.of(days)?;
        if lists.is_none() {
            return self.without_lists();
        }
        let decisions = Some(opened.dispositions());
        let holdings = self.holdings.as_deref();
        let lists = lists.as_deref();
        Ok(sift(case, days, &opened, decisions, lists, holdings))
    }

    fn without_lists(&self) -> Result<Sifted, Failure> {
        match self.holdings {
            Some(_) => Err(holdings_without_lists()),
            None => Ok(Sifted::NoLists),
        }
    }
}

/// Why files of holdings cannot be used where there are no lists.
pub(super) fn holdings_without_lists() -> Failure {
    Failure::usage("holdings say nothing without lists: nobody knows who of the owners is listed")
        .with_help("`exeat lists import FILE` brings a list")
}

impl Kept {
    /// What was opened, and the lists of these days; none where there are none.
    pub(super) fn of(&mut self, days: Days) -> Result<(Arc<Opened>, Option<Arc<Lists>>), Failure> {
        let opened = match &self.opened {
            Some(opened) => Arc::clone(opened),
            None => Arc::clone(self.opened.insert(Arc::new(Opened::open()?))),
        };
        let editions = opened.of_days(days.known_at, days.event_date, days.age_max);
        if editions.is_empty() {
            return Ok((opened, None));
        }
        let source = source(&editions);
        let known = self.lists.iter().position(|(one, _)| *one == source);
        let lists = match known.and_then(|place| self.lists.remove(place)) {
            Some((_, lists)) => lists,
            None => Arc::new(Lists::of(&opened.store, editions)?),
        };
        self.lists.push_back((source, Arc::clone(&lists)));
        if self.lists.len() > LISTS_MAX {
            self.lists.pop_front();
        }
        Ok((opened, Some(lists)))
    }

    /// Lists that were opened already.
    pub(super) fn with(lists: Option<Arc<Lists>>) -> Self {
        Self {
            opened: None,
            lists: lists
                .into_iter()
                .map(|lists| (source(&lists.editions), lists))
                .collect(),
        }
    }

    /// The same for somebody else, who opens anew what may have changed.
    pub(super) fn copied(&self) -> Self {
        Self {
            opened: None,
            lists: self.lists.clone(),
        }
    }

    /// Opens anew what may have changed.
    pub(super) fn forget(&mut self) {
        self.opened = None;
    }
}

/// Looks for every party of a case, and puts what comes of it into its facts. Without decisions every match is open.
pub(super) fn sift(
    case: &mut Case,
    days: Days,
    opened: &Opened,
    decisions: Option<&Dispositions>,
    lists: Option<&Lists>,
    holdings: Option<&Holdings>,
) -> Sifted {
    let Some(lists) = lists else {
        return Sifted::NoLists;
    };
    with_terms(days, opened, decisions, lists, holdings, |terms| {
        Sifted::Done(Box::new(transaction::screen(case, terms)))
    })
}

/// Does something on the terms on which parties are held against these lists.
pub(super) fn with_terms<T>(
    days: Days,
    opened: &Opened,
    decisions: Option<&Dispositions>,
    lists: &Lists,
    holdings: Option<&Holdings>,
    act: impl FnOnce(&Terms<'_>) -> T,
) -> T {
    let store = &opened.store;
    let decided = |name: &str, list: &str, entry: &str, evidence: &str| match decisions {
        Some(decisions) => decision(decisions, name, list, entry, evidence, days.known_at),
        None => Decision::Open(None),
    };
    let stored = &lists.editions;
    let entry = |list: &str, id: &str| entry_of(store, stored, list, id);
    let editions: Vec<&Edition> = stored.iter().map(|stored| &stored.edition).collect();
    act(&Terms {
        index: &lists.index,
        editions: &editions,
        event_date: days.event_date,
        known_at: days.known_at,
        age_max_days: days.age_max,
        mode: Mode::Balanced,
        threshold: Score::ALERT,
        decided: &decided,
        entry: &entry,
        holdings,
    })
}

impl Opened {
    /// What people decided.
    pub(super) fn dispositions(&self) -> &Dispositions {
        &self.dispositions
    }

    /// The ids of all editions that are kept, which are in force, and until when each was known to be
    /// current, on which depends whether it is stale.
    pub(super) fn ids(&self) -> Vec<String> {
        let mark = |stored: &Stored| if stored.in_force { " in force" } else { "" };
        let confirmed = |stored: &Stored| match stored.edition.confirmed {
            Some(day) => format!(" confirmed {day}"),
            None => String::new(),
        };
        self.editions
            .iter()
            .map(|stored| {
                format!(
                    "{}/{}{}{}",
                    stored.edition.publication,
                    stored.id,
                    mark(stored),
                    confirmed(stored)
                )
            })
            .collect()
    }

    fn open() -> Result<Self, Failure> {
        let store = Store::open()?;
        store.in_force()?;
        Ok(Self {
            editions: store.editions()?,
            store,
            dispositions: Dispositions::open()?,
        })
    }

    /// Of each publication the edition to be looked at: the one in force, or if that is younger than
    /// the day from which one looks, the last before. Of an event in the past it is the one of
    /// then, if it was kept.
    fn of_days(&self, known_at: Day, event_date: Day, age_max_days: u32) -> Vec<Stored> {
        let day = |stored: &Stored| stored.edition.published.unwrap_or(stored.edition.imported);
        let mut publications: Vec<&str> = self
            .editions
            .iter()
            .map(|stored| stored.edition.publication.as_str())
            .collect();
        publications.dedup();
        publications
            .into_iter()
            .filter_map(|publication| {
                // The latest first.
                let kept = || {
                    self.editions
                        .iter()
                        .filter(move |stored| stored.edition.publication == publication)
                };
                let in_force = kept().find(|stored| stored.in_force)?;
                let current = if day(in_force) <= known_at {
                    in_force
                } else {
                    kept().find(|stored| day(stored) <= known_at)?
                };
                // The last that was published by then. One before it says nothing of whoever was added in
                // between, however long it was thought to be current.
                let of_then = kept()
                    .find(|stored| day(stored) <= event_date)
                    .filter(|stored| {
                        let age = stored.edition.age_in_days(event_date);
                        u32::try_from(age).is_ok_and(|age| age <= age_max_days)
                    });
                match of_then {
                    Some(of_then) if event_date < day(current) => Some(of_then),
                    _ => Some(current),
                }
            })
            .cloned()
            .collect()
    }
}

/// What somebody had decided about a match by a day.
fn decision(
    dispositions: &Dispositions,
    name: &str,
    list: &str,
    entry: &str,
    evidence: &str,
    known_at: Day,
) -> Decision {
    let standing = dispositions.standing(name, list, entry, evidence, known_at);
    let said = standing.in_words();
    match standing {
        Standing::Open | Standing::Reopened(..) => Decision::Open(said),
        Standing::Decided(made) => {
            let said = said.unwrap_or_default();
            match made.decision.as_str() {
                dispositions::FALSE_POSITIVE => Decision::FalsePositive(said),
                dispositions::TRUE_MATCH => Decision::TrueMatch(said),
                _ => Decision::Escalated(said),
            }
        }
    }
}

/// The entry of a list, which is named as `publication@edition/list`.
fn entry_of(store: &Store, editions: &[Stored], label: &str, id: &str) -> Option<ListEntry> {
    let (edition, list) = label.rsplit_once('/')?;
    let stored = editions
        .iter()
        .find(|stored| stored.edition.full_name() == edition)?;
    store.entry(stored, list, id)
}
