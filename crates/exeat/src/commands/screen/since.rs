//! Results of an earlier run, of which everything stays that nothing has changed since.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use exeat_screen::index::{Builder, Index, MARGIN, drift};
use exeat_screen::list::{diff, sha256};
use exeat_screen::party::Wanted;
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::failure::Failure;
use crate::files;
use crate::lists::{Store, Stored};
use crate::progress::{Progress, Watched};
use crate::screening::Lists;

/// No line of a file of results is longer.
const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// What an earlier run found, and what is new since.
pub(super) struct Since {
    /// What was found of each party, by what was asked.
    parties: FxHashMap<[u8; 8], Before>,
    /// For each set of editions that was looked at, the entries that are new or changed since.
    changes: Vec<Changes>,
    /// Parties whose results stayed, and of how many.
    pub(super) kept: Cell<u64>,
    pub(super) asked: Cell<u64>,
}

/// What was found of a party.
struct Before {
    /// Against which editions it was looked for.
    number: u32,
    /// Which entries of today's index were found, or nearly.
    kept: Box<[u32]>,
    /// How far scores may move for that to be all.
    margin: u32,
}

/// What is left to look at for a party.
pub(super) struct Left<'s> {
    /// Entries that were found before.
    pub(super) kept: &'s [u32],
    /// Which changes there were since.
    pub(super) changes: usize,
    /// How far scores may move from now on.
    pub(super) margin: u32,
}

/// What has changed since some editions were looked at.
pub(super) struct Changes {
    /// The entries that are new or say something else.
    pub(super) new: Index,
    /// The numbers that they have in the index of the lists in force.
    pub(super) places: Vec<u32>,
    /// How far any score of a person's name can have moved.
    drift: u32,
}

/// What tells a party, as it was looked for and by which rules.
pub(super) fn asked(wanted: &Wanted, mode: Mode, threshold: Score) -> String {
    let party = format!(
        "{ALGORITHM}\n{mode:?}\n{threshold}\n{}\n{:?}\n{}\n{}\n{:?}\n{}",
        wanted.name, wanted.kind, wanted.birth_text, wanted.country, wanted.numbers, wanted.address
    );
    let hash = sha256(party.as_bytes());
    hash.get(..16).unwrap_or(&hash).to_owned()
}

fn key(asked: &str) -> Option<[u8; 8]> {
    u64::from_str_radix(asked, 16).ok().map(u64::to_be_bytes)
}

/// How a set of editions is named: `us-csl/0123456789abcdef …`.
pub(super) fn against(editions: &[Stored]) -> Vec<String> {
    editions
        .iter()
        .map(|stored| format!("{}/{}", stored.edition.publication, stored.id))
        .collect()
}

impl Since {
    /// Reads the results of an earlier run.
    ///
    /// # Errors
    /// They cannot be read, are none, or the editions of then are gone.
    pub(super) fn open(path: &Path, lists: &Lists) -> Result<Self, Failure> {
        let name = files::name(path).into_owned();
        let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        let mut reader = BufReader::new(Watched::new(
            file,
            Progress::new(format!("reading {name}"), length),
        ));
        let store = Store::open()?;
        let mut known: BTreeMap<Vec<String>, (u32, Unchanged)> = BTreeMap::new();
        let mut since = Self {
            parties: FxHashMap::default(),
            changes: Vec::new(),
            kept: Cell::new(0),
            asked: Cell::new(0),
        };
        // Where each entry of today stands.
        let index = &lists.index;
        let entries = u32::try_from(index.entries()).unwrap_or(u32::MAX);
        let places: FxHashMap<(&str, &str), u32> = (0..entries)
            .map(|entry| ((index.list_of(entry), index.id_of(entry)), entry))
            .collect();
        let mut line = Vec::new();
        for number in 1_u64.. {
            line.clear();
            let read = (&mut reader)
                .take(LINE_BYTES_MAX)
                .read_until(b'\n', &mut line)
                .map_err(|error| Failure::file("read", path, &error))?;
            if read == 0 {
                break;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let wrong = |what: &str| {
                Failure::wrong(format!("`{name}`, line {number}, {what}")).with_help(
                    "give what `exeat screen --file FILE --format jsonl --output RESULTS.jsonl` wrote",
                )
            };
            let value: Value = serde_json::from_slice(&line)
                .map_err(|error| wrong(&format!("is no JSON: {error}")))?;
            // Of a row without a name nothing was found, and nothing is known.
            if value.get("problem").is_some() && value.get("asked").is_none() {
                continue;
            }
            let texts = |name: &str| -> Option<Vec<String>> {
                let list = value.get(name)?.as_array()?;
                list.iter()
                    .map(|one| one.as_str().map(str::to_owned))
                    .collect()
            };
            let asked = value.get("asked").and_then(Value::as_str).and_then(key);
            // Of a party by whose name nothing could be looked for nobody was found.
            let none = Vec::new();
            let matches = match value.get("matches") {
                Some(Value::Null) => Some(&none),
                matches => matches.and_then(Value::as_array),
            };
            let (Some(asked), Some(against), Some(matches)) = (asked, texts("against"), matches)
            else {
                return Err(wrong("is no result of a screening"));
            };
            if !known.contains_key(&against) {
                let (unchanged, changes) = changes(&store, lists, &against, &places)?;
                let number = u32::try_from(since.changes.len()).unwrap_or(u32::MAX);
                since.changes.push(changes);
                known.insert(against.clone(), (number, unchanged));
            }
            let Some((number_of, unchanged)) = known.get(&against) else {
                continue;
            };
            let near = value.get("near").and_then(Value::as_array);
            let kept = matches
                .iter()
                .chain(near.into_iter().flatten())
                .map(|one| {
                    place_of(one, unchanged, &places)
                        .ok_or_else(|| wrong("holds a match that cannot be read"))
                })
                .collect::<Result<Vec<Option<u32>>, Failure>>()?;
            let before = Before {
                number: *number_of,
                kept: kept.into_iter().flatten().collect(),
                // A line that does not say how far it looked may not have looked any farther.
                margin: value
                    .get("margin")
                    .and_then(Value::as_u64)
                    .map_or(0, |margin| u32::try_from(margin).unwrap_or(0).min(MARGIN)),
            };
            since.parties.insert(asked, before);
        }
        Ok(since)
    }

    /// What is left to look at for a party: entries that were found before, and what is new; nothing where it was not
    /// looked for in this way, or what has changed may have moved its scores too far.
    pub(super) fn of(&self, asked: &str, wanted: &Wanted) -> Option<Left<'_>> {
        self.asked.set(self.asked.get() + 1);
        let before = self.parties.get(&key(asked)?)?;
        let changes = usize::try_from(before.number).ok()?;
        let drift = self.changes.get(changes)?.drift;
        let is_settled = match wanted.kind {
            // What companies are called counts the same however many are called so.
            Kind::Organisation | Kind::Vessel => true,
            // A date of birth lifts names from further below than is remembered.
            _ if wanted.birth.is_some() => drift == 0,
            _ => drift <= before.margin,
        };
        if !is_settled {
            return None;
        }
        self.kept.set(self.kept.get() + 1);
        Some(Left {
            kept: &before.kept,
            changes,
            // The next run looks at what this one looked at, so what has moved adds up.
            margin: before.margin.saturating_sub(drift),
        })
    }

    /// What is new since, for each set of editions that was looked at then.
    pub(super) fn changes(&self) -> &[Changes] {
        &self.changes
    }

    /// How many entries are new or changed.
    pub(super) fn changed(&self) -> usize {
        let counts = self.changes.iter().map(|one| one.new.entries());
        counts.max().unwrap_or(0)
    }
}

/// Which entries of the editions of then say the same today, and what their lists are called now.
struct Unchanged {
    /// `publication@edition` of then, and of today.
    renamed: BTreeMap<String, String>,
    /// `publication@edition/list` of then and ids of entries that say something else now, or nothing.
    gone: BTreeSet<(String, String)>,
}

/// The number that an entry of then has today; nothing where it is gone or says something else.
fn place_of(
    value: &Value,
    unchanged: &Unchanged,
    places: &FxHashMap<(&str, &str), u32>,
) -> Option<Option<u32>> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let (list, entry) = (text("list")?, text("entry")?);
    let (edition, of_list) = list.rsplit_once('/')?;
    // Nobody may look at this publication any more.
    let Some(edition) = unchanged.renamed.get(edition) else {
        return Some(None);
    };
    let now = format!("{edition}/{of_list}");
    if unchanged.gone.contains(&(list, entry.clone())) {
        return Some(None);
    }
    places
        .get(&(now.as_str(), entry.as_str()))
        .copied()
        .map(Some)
}

/// What has changed between the editions of then and those in force.
fn changes(
    store: &Store,
    lists: &Lists,
    against: &[String],
    places: &FxHashMap<(&str, &str), u32>,
) -> Result<(Unchanged, Changes), Failure> {
    let all = store.editions()?;
    let mut then: BTreeMap<&str, &Stored> = BTreeMap::new();
    for name in against {
        let found = name.split_once('/').and_then(|(publication, id)| {
            all.iter()
                .find(|stored| stored.edition.publication == publication && stored.id == id)
        });
        let Some(found) = found else {
            return Err(Failure::wrong(format!(
                "the edition `{name}`, which the earlier results rest on, is gone"
            ))
            .with_help("screen without `--since`: everybody is looked for again"));
        };
        then.insert(found.edition.publication.as_str(), found);
    }
    let mut unchanged = Unchanged {
        renamed: BTreeMap::new(),
        gone: BTreeSet::new(),
    };
    let mut builder = Builder::new("what is new");
    let mut gone = Builder::new("what was");
    let mut new_places = Vec::new();
    for now in &lists.editions {
        let name = now.edition.full_name();
        let before = then.get(now.edition.publication.as_str());
        let mut add = |entry: &exeat_screen::list::ListEntry| {
            let label = format!("{name}/{}", entry.list);
            if let Some(place) = places.get(&(label.as_str(), entry.id.as_str())) {
                builder.add(&label, entry);
                new_places.push(*place);
            }
        };
        match before {
            Some(before) if before.id == now.id => {
                unchanged.renamed.insert(name.clone(), name.clone());
            }
            Some(before) => {
                let old_name = before.edition.full_name();
                let (first, second) = (store.entries(before)?, store.entries(now)?);
                let difference = diff(&first, &second);
                let mut changed: BTreeSet<(&str, &str)> = BTreeSet::new();
                for change in &difference.changed {
                    changed.insert((&change.list, &change.id));
                }
                for entry in &difference.added {
                    changed.insert((&entry.list, &entry.id));
                }
                for entry in &second {
                    if changed.contains(&(entry.list.as_str(), entry.id.as_str())) {
                        add(entry);
                    }
                }
                for entry in &first {
                    let key = (entry.list.as_str(), entry.id.as_str());
                    let is_removed = difference
                        .removed
                        .binary_search_by(|one| (one.list.as_str(), one.id.as_str()).cmp(&key));
                    if changed.contains(&key) || is_removed.is_ok() {
                        gone.add("gone", entry);
                    }
                }
                let of_removed = difference
                    .removed
                    .iter()
                    .map(|entry| (&entry.list, &entry.id));
                let of_changed = difference
                    .changed
                    .iter()
                    .map(|change| (&change.list, &change.id));
                for (list, id) in of_removed.chain(of_changed) {
                    unchanged
                        .gone
                        .insert((format!("{old_name}/{list}"), id.clone()));
                }
                unchanged.renamed.insert(old_name, name.clone());
            }
            None => store.entries(now)?.iter().for_each(add),
        }
    }
    let in_force = |stored: &&&Stored| {
        let publication = &stored.edition.publication;
        lists
            .editions
            .iter()
            .any(|now| now.edition.publication == *publication)
    };
    for stored in then.values().filter(|stored| !in_force(stored)) {
        for entry in store.entries(stored)? {
            gone.add("gone", &entry);
        }
    }
    let (new, gone) = (builder.finish(), gone.finish());
    Ok((
        unchanged,
        Changes {
            drift: drift(&lists.index, &gone, &new),
            new,
            places: new_places,
        },
    ))
}
