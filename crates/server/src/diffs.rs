//! Comparisons of the law of two days that were made before. To compare a year takes seconds, and what comes of it follows
//! from the days alone; so it is made once however many ask for it, and kept as long as there is room.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use exeat_law::diff::LawDiff;
use exeat_value::Day;

/// From, to, as known on.
pub(crate) type Days = (Day, Day, Day);

/// So many bytes are kept, about.
const BYTES_MAX: usize = 8 * 1024 * 1024;

/// So many comparisons are made or kept at once, however small they are.
const MOST: usize = 256;

/// What each part of a comparison takes besides its words, about.
const BESIDES: usize = 96;

/// A comparison with what it takes, once it is made.
type Made = Arc<OnceLock<(Arc<LawDiff>, usize)>>;

/// The comparisons, that which was asked for last first.
#[derive(Debug)]
pub(crate) struct Diffs {
    kept: Mutex<VecDeque<(Days, Made)>>,
    bytes_max: usize,
}

impl Default for Diffs {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            bytes_max: BYTES_MAX,
        }
    }
}

impl Diffs {
    /// A comparison that was made before.
    pub(crate) fn find(&self, days: Days) -> Option<Arc<LawDiff>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, made) = kept.iter().find(|(own, _)| *own == days)?;
        made.get().map(|(diff, _)| Arc::clone(diff))
    }

    /// A comparison, made where nobody made it; whoever asks meanwhile waits for it.
    pub(crate) fn get(&self, days: Days, make: impl FnOnce() -> LawDiff) -> Arc<LawDiff> {
        let place = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            let at = kept.iter().position(|(own, _)| *own == days);
            let (_, place) = at
                .and_then(|at| kept.remove(at))
                .unwrap_or_else(|| (days, Made::default()));
            kept.push_front((days, Arc::clone(&place)));
            kept.truncate(MOST);
            place
        };
        let (diff, _) = place.get_or_init(|| {
            let diff = make();
            let bytes = bytes(&diff);
            (Arc::new(diff), bytes)
        });
        self.let_go();
        Arc::clone(diff)
    }

    /// Lets go of what was not asked for longest, as far as there is no room.
    fn let_go(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sum = 0_usize;
        kept.retain(|(_, made)| {
            // What is still being made takes nothing yet.
            let bytes = made.get().map_or(0, |(_, bytes)| *bytes);
            sum = sum.saturating_add(bytes);
            bytes == 0 || sum <= self.bytes_max
        });
    }
}

/// What a comparison takes, about.
fn bytes(diff: &LawDiff) -> usize {
    let limbs = diff.limbs.iter().map(|one| {
        BESIDES + one.of.len() + one.limb.len() + one.label.as_ref().map_or(0, String::len)
    });
    let meanings = diff.meanings.iter().map(|one| {
        let words = one.witness.iter().chain(one.shortest.iter().flatten());
        BESIDES + words.map(|word| BESIDES / 4 + word.len()).sum::<usize>()
    });
    BESIDES + diff.states.len() * BESIDES + limbs.chain(meanings).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use exeat_law::diff::LimbChange;

    use super::*;

    fn days(number: u32) -> Days {
        let first = Day::new(2025, 1, 1).expect("a day");
        (first, first.plus_days(number).expect("a day"), first)
    }

    fn diff((from, to, known_at): Days, bytes: usize) -> LawDiff {
        LawDiff {
            from,
            to,
            known_at,
            states: Vec::new(),
            limbs: vec![LimbChange {
                of: "x".repeat(bytes),
                label: None,
                limb: String::new(),
                joins: true,
            }],
            meanings: Vec::new(),
        }
    }

    #[test]
    fn a_comparison_is_made_once_however_many_ask() {
        let diffs = Diffs::default();
        let made = AtomicUsize::new(0);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let got = diffs.get(days(1), || {
                        made.fetch_add(1, Ordering::AcqRel);
                        thread::sleep(Duration::from_millis(50));
                        diff(days(1), 1)
                    });
                    assert_eq!(got.to, days(1).1);
                });
            }
        });
        assert_eq!(made.load(Ordering::Acquire), 1);
        assert!(diffs.find(days(1)).is_some() && diffs.find(days(2)).is_none());
    }

    #[test]
    fn the_room_is_bounded_and_what_is_asked_for_again_stays() {
        let diffs = Diffs {
            bytes_max: 10_000,
            ..Diffs::default()
        };
        for number in 0..100 {
            diffs.get(days(0), || diff(days(0), 1_000));
            diffs.get(days(number), || diff(days(number), 1_000));
            let kept = diffs.kept.lock().expect("a lock");
            let all: usize = kept
                .iter()
                .filter_map(|(_, one)| one.get())
                .map(|one| one.1)
                .sum();
            assert!(all <= 10_000, "{all}");
        }
        assert!(diffs.find(days(0)).is_some() && diffs.find(days(99)).is_some());
        assert!(diffs.find(days(1)).is_none());
        // One that has no room is given, and not kept.
        let large = diffs.get(days(200), || diff(days(200), 20_000));
        assert_eq!(large.limbs[0].of.len(), 20_000);
        assert!(diffs.find(days(200)).is_none());
    }
}
