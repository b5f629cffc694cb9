//! The screening of parties for the service: the same as the command's, from many threads, and with what changes
//! meanwhile.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use exeat_facts::Case;
use exeat_screen::transaction::Screening;
use exeat_server::{Decided, Hit, Parties, Standing};
use exeat_value::Day;

use super::parties::{AGE_MAX, Days, Kept, sift};
use super::table::KeptShelf;
use super::told::told;
use super::{Lists, Sifted};
use crate::dispositions::{self, Disposition, Dispositions};
use crate::failure::Failure;

/// Which editions are in force.
const IN_FORCE: &str = "lists/in-force.json";
/// Until when they were known to be current.
const CONFIRMED: &str = "lists/confirmed.json";
/// So long what was opened is taken to be as it was.
const FRESH: Duration = Duration::from_secs(1);

/// What the service asks about parties and lists.
pub(crate) struct Desk {
    inner: Mutex<Inner>,
}

struct Inner {
    kept: Kept,
    looked: Instant,
    /// When the lists in force were changed that the service searches.
    searched: Option<[Option<SystemTime>; 2]>,
    /// When the lists in force and the decisions were last changed.
    changed: [Option<SystemTime>; 3],
    /// How often what is kept was seen to be another.
    generation: u64,
}

impl Inner {
    /// Looks whether what is kept was changed, if nobody has looked lately.
    fn look(&mut self) {
        if self.looked.elapsed() <= FRESH {
            return;
        }
        self.looked = Instant::now();
        let now = changed();
        if now != self.changed {
            self.changed = now;
            self.forget();
        }
    }

    /// What was opened is opened anew.
    fn forget(&mut self) {
        self.generation += 1;
        self.kept.forget();
    }
}

impl Desk {
    /// A desk with the lists in force, where there are some.
    pub(crate) fn new(lists: Option<Arc<Lists>>) -> Self {
        Self {
            inner: Mutex::new(Inner {
                kept: Kept::with(lists),
                looked: Instant::now(),
                searched: in_force(),
                changed: changed(),
                generation: 0,
            }),
        }
    }

    /// Does something with what is kept, as it is now.
    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> Result<T, Failure>) -> Result<T, String> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.look();
        act(&mut inner.kept).map_err(|failure| failure.message)
    }
}

/// When the lists in force and the decisions were last changed.
fn changed() -> [Option<SystemTime>; 3] {
    [IN_FORCE, CONFIRMED, "screen/dispositions.jsonl"].map(of)
}

/// When other lists came into force, or those in force were last known to be current; none where there are none.
fn in_force() -> Option<[Option<SystemTime>; 2]> {
    let lists = of(IN_FORCE)?;
    Some([Some(lists), of(CONFIRMED)])
}

/// When a file of the data folder was last changed.
fn of(name: &str) -> Option<SystemTime> {
    let folder = crate::data::folder().ok()?;
    fs::metadata(folder.join(name)).ok()?.modified().ok()
}

impl Parties for Desk {
    fn sift(
        &self,
        case: &mut Case,
        event_date: Day,
        known_at: Day,
        own: bool,
    ) -> Result<exeat_server::Sifted, String> {
        let days = Days {
            event_date,
            known_at,
            age_max: AGE_MAX,
        };
        let (opened, lists) = self.with(|kept| kept.of(days))?;
        // Whoever looks for parties does not keep others waiting.
        let decisions = own.then(|| opened.dispositions());
        let sifted = sift(case, days, &opened, decisions, lists.as_deref(), None);
        Ok(match sifted {
            Sifted::Done(screening) => exeat_server::Sifted::Done(screening),
            Sifted::NoLists => exeat_server::Sifted::NoLists,
            Sifted::Declined => exeat_server::Sifted::Declined,
        })
    }

    fn generation(&self) -> u64 {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.look();
        inner.generation
    }

    fn told(&self, screening: &Screening) -> exeat_report::Screened {
        told(screening)
    }

    fn of_table(
        &self,
        known_at: Day,
        own: bool,
    ) -> Result<Option<Box<dyn exeat_portfolio::Screen>>, String> {
        // A table takes its time: it gets lists of its own, which nobody changes meanwhile.
        let kept = self.with(|kept| Ok(kept.copied()))?;
        let screen = KeptShelf::open(kept, known_at, AGE_MAX, own, None)
            .map_err(|failure| failure.message)?;
        Ok(screen.map(|screen| -> Box<dyn exeat_portfolio::Screen> { Box::new(screen) }))
    }

    fn renewed(&self) -> Option<Result<exeat_server::Lists, String>> {
        let now = in_force();
        {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            if now.is_none() || inner.searched == now {
                return None;
            }
            inner.searched = now;
        }
        // Nobody else waits while they are read.
        let lists = match Lists::open() {
            Ok(lists) => Arc::new(lists),
            Err(failure) => {
                // They are tried again, whether or not anything changes.
                let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
                inner.searched = None;
                return Some(Err(failure.message));
            }
        };
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.changed = changed();
        inner.kept = Kept::with(Some(Arc::clone(&lists)));
        inner.generation += 1;
        Some(Ok(lists.for_the_service()))
    }

    fn standing(&self, hit: &Hit<'_>, on: Day) -> Result<Standing, String> {
        let days = Days {
            event_date: on,
            known_at: on,
            age_max: AGE_MAX,
        };
        let (opened, _) = self.with(|kept| kept.of(days))?;
        let standing =
            opened
                .dispositions()
                .standing(hit.name, hit.list, hit.entry, hit.evidence, on);
        Ok(Standing {
            word: standing.word().to_owned(),
            said: standing.in_words(),
        })
    }

    fn decide(&self, decided: &Decided<'_>) -> Result<(), String> {
        let made = Disposition {
            party: dispositions::party(decided.hit.name),
            list: dispositions::list(decided.hit.list),
            entry: decided.hit.entry.to_owned(),
            evidence: decided.hit.evidence.to_owned(),
            decision: decided.decision.to_owned(),
            by: decided.by.to_owned(),
            because: decided.because.to_owned(),
            on: decided.on,
            until: decided.until,
        };
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        Dispositions::add(&made).map_err(|failure| failure.message)?;
        inner.forget();
        Ok(())
    }
}
