//! The screening of parties for the service: the same as the command's, from many threads, and with what changes
//! meanwhile.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use exeat_facts::Case;
use exeat_server::{Decided, Hit, Parties, Standing};
use exeat_value::Day;

use super::parties::{AGE_MAX, Days, Kept, sift};
use super::{Lists, Sifted};
use crate::dispositions::{self, Disposition, Dispositions};
use crate::failure::Failure;

/// So long what was opened is taken to be as it was.
const FRESH: Duration = Duration::from_secs(1);

/// What the service asks about parties and lists.
pub(crate) struct Desk {
    inner: Mutex<Inner>,
}

struct Inner {
    kept: Kept,
    looked: Instant,
    /// When the lists in force and the decisions were last changed.
    changed: [Option<SystemTime>; 3],
}

impl Desk {
    /// A desk with the lists in force, where there are some.
    pub(crate) fn new(lists: Option<Arc<Lists>>) -> Self {
        Self {
            inner: Mutex::new(Inner {
                kept: Kept::with(lists),
                looked: Instant::now(),
                changed: changed(),
            }),
        }
    }

    /// Does something with what is kept, as it is now.
    fn with<T>(&self, act: impl FnOnce(&mut Kept) -> Result<T, Failure>) -> Result<T, String> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.looked.elapsed() > FRESH {
            inner.looked = Instant::now();
            let now = changed();
            if now != inner.changed {
                inner.changed = now;
                inner.kept.forget();
            }
        }
        act(&mut inner.kept).map_err(|failure| failure.message)
    }
}

/// When the lists in force and the decisions were last changed.
fn changed() -> [Option<SystemTime>; 3] {
    let Ok(folder) = crate::data::folder() else {
        return [None, None, None];
    };
    [
        "lists/in-force.json",
        "lists/confirmed.json",
        "screen/dispositions.jsonl",
    ]
    .map(|name| fs::metadata(folder.join(name)).ok()?.modified().ok())
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
        Ok(exeat_server::Sifted {
            told: sifted.told(),
            record: match &sifted {
                Sifted::Done(screening) => serde_json::to_value(screening).ok(),
                Sifted::Declined | Sifted::NoLists => None,
            },
        })
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
        self.with(|kept| {
            Dispositions::add(&made)?;
            kept.forget();
            Ok(())
        })
    }
}
