//! The lists in force as an index, kept beside them, and the parties of a transaction held against
//! them.

mod desk;
mod parties;
mod table;
mod told;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use exeat_screen::index::{Builder, Index};
use exeat_screen::list::sha256;
use exeat_screen::score::ALGORITHM;
use exeat_value::Day;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::lists::{Store, Stored};
use crate::progress::Progress;

pub(crate) use desk::Desk;
pub(crate) use parties::{HoldingsOption, PartyScreening, ScreeningOption, Sifted};
pub(crate) use table::of_table;
pub(crate) use told::RECORD;

/// The lists in force, ready to be searched.
#[derive(Debug)]
pub(crate) struct Lists {
    /// All their names.
    pub(crate) index: Arc<Index>,
    /// Which editions they are.
    pub(crate) editions: Vec<Stored>,
}

impl Lists {
    /// Opens the index of the lists in force, and builds it where it is not there yet.
    ///
    /// # Errors
    /// There are no lists, or they cannot be read.
    pub(crate) fn open() -> Result<Self, Failure> {
        let store = Store::open()?;
        let editions = store.in_force()?;
        if editions.is_empty() {
            return Err(
                Failure::wrong("there are no lists, so nobody can be looked for")
                    .with_help("`exeat lists import FILE` brings one"),
            );
        }
        Self::of(&store, editions)
    }

    /// Opens the index of these editions, and builds it where it is not there yet.
    ///
    /// # Errors
    /// They cannot be read.
    fn of(store: &Store, editions: Vec<Stored>) -> Result<Self, Failure> {
        let source = source(&editions);
        let key = sha256(source.as_bytes());
        let folder = crate::data::folder()?.join("screen");
        let path = folder.join(format!("index-{}.bin", key.get(..16).unwrap_or(&key)));
        if let Ok(bytes) = fs::read(&path)
            && let Ok(index) = Index::open(&bytes)
            && index.source() == source
        {
            return Ok(Self {
                index: Arc::new(index),
                editions,
            });
        }
        let entries = editions.iter().map(|one| one.edition.counts.entries).sum();
        let mut progress = Progress::new("preparing the lists", entries);
        let mut builder = Builder::new(&source);
        for stored in &editions {
            let edition = stored.edition.full_name();
            for entry in store.entries(stored)? {
                builder.add(&format!("{edition}/{}", entry.list), &entry);
                progress.add(1);
            }
        }
        let index = builder.finish();
        drop(progress);
        keep(&folder, &path, &index.to_bytes());
        Ok(Self {
            index: Arc::new(index),
            editions,
        })
    }

    /// The same for the service, which searches it from many threads.
    pub(crate) fn for_the_service(&self) -> exeat_server::Lists {
        exeat_server::Lists {
            index: Arc::clone(&self.index),
            editions: self
                .editions
                .iter()
                .map(|stored| stored.edition.clone())
                .collect(),
        }
    }

    /// What was looked at, for a program.
    pub(crate) fn as_json(&self, on: Day) -> Value {
        self.editions
            .iter()
            .map(|stored| {
                json!({
                    "edition": stored.edition.full_name(),
                    "publisher": stored.edition.publisher,
                    "published": stored.edition.published,
                    "imported": stored.edition.imported,
                    "age_in_days": stored.edition.age_in_days(on),
                    "sha256": stored.edition.sha256,
                    "entries": stored.edition.counts.entries,
                    "names": stored.edition.counts.names,
                })
            })
            .collect()
    }

    /// Why editions do not say who was listed on a day: nobody knows how old they are, they are older
    /// than so many days, or younger than the day.
    pub(crate) fn stale(&self, on: Day, days: u32) -> Vec<String> {
        self.editions
            .iter()
            .filter_map(|stored| stored.edition.why_not_of(on, days))
            .collect()
    }
}

/// What an index of these editions says that it was built from.
fn source(editions: &[Stored]) -> String {
    let ids: Vec<&str> = editions.iter().map(|stored| stored.id.as_str()).collect();
    format!("{ALGORITHM} {}", ids.join(" "))
}

/// So many indexes are kept: of the editions in force, and of some that were.
const KEPT_MAX: usize = 4;

/// Keeps an index for the next time, and removes the oldest where there are many. That it cannot be
/// kept is no reason not to screen.
fn keep(folder: &Path, path: &Path, bytes: &[u8]) {
    if fs::create_dir_all(folder).is_err() {
        return;
    }
    if exeat_portfolio::write_whole(path, bytes).is_err() {
        return;
    }
    let mut others: Vec<(std::time::SystemTime, std::path::PathBuf)> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("index-") && name.ends_with(".bin") && entry.path() != path
        })
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    others.sort();
    let surplus = (others.len() + 1).saturating_sub(KEPT_MAX);
    for (_, old) in others.into_iter().take(surplus) {
        let _ = fs::remove_file(old);
    }
}
