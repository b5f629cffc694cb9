//! Where editions lie, and which of them are in force.
//!
//! ```text
//! lists/editions/<publication>/<id>/edition.json    what it is
//! lists/editions/<publication>/<id>/entries.jsonl   its entries, one a line
//! lists/in-force.json                               which edition of each publication counts
//! lists/confirmed.json                              until when each was known to be current
//! ```
//!
//! An edition's folder appears whole, by being renamed, and is never changed again: its id is the
//! hash of what it holds. Which editions are in force is one small file, replaced whole.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use exeat_screen::list::{Edition, Imported, ListEntry, entry_line, kept_entries, sha256};
use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::files;

/// The editions of a data folder.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    folder: PathBuf,
}

/// An edition that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// The hash of what it is and holds: the first 16 hexadecimal digits.
    pub(crate) id: String,
    /// What it is.
    pub(crate) edition: Edition,
    /// Whether it is the one that counts.
    pub(crate) in_force: bool,
    /// Where it lies. What is made from its entries may be kept beside them.
    pub(crate) folder: PathBuf,
}

/// What became of an edition that was to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It is new and in force now.
    InForce,
    /// It was there already, and is in force.
    Already,
    /// It is kept, and a later one stays in force.
    Older,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct InForce {
    format: u32,
    editions: BTreeMap<String, String>,
}

/// The last days on which editions were known to be current, by `publication/id`.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Confirmed {
    format: u32,
    days: BTreeMap<String, Day>,
}

const FORMAT: u32 = 1;

impl Store {
    /// The store of the data folder.
    ///
    /// # Errors
    /// There is no data folder.
    pub(crate) fn open() -> Result<Self, Failure> {
        Ok(Self::at(&crate::data::folder()?))
    }

    fn at(data: &Path) -> Self {
        Self {
            folder: data.join("lists"),
        }
    }

    /// The folder of the store.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every edition that is kept, by publication, the latest first.
    ///
    /// # Errors
    /// The data folder cannot be read, or holds what is no edition.
    pub(crate) fn editions(&self) -> Result<Vec<Stored>, Failure> {
        let in_force = self.read_in_force()?;
        let confirmed = self.read_confirmed()?;
        let mut found = Vec::new();
        for publication in folders(&self.folder.join("editions"))? {
            for folder in folders(&publication)? {
                let path = folder.join("edition.json");
                let text = read(&path)?;
                let mut edition: Edition = serde_json::from_str(&text).map_err(|error| {
                    Failure::wrong(format!("`{}` is no edition: {error}", path.display()))
                        .with_help("remove its folder, and import the edition anew")
                })?;
                let id = folder
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default();
                let counts = in_force.editions.get(&edition.publication) == Some(&id);
                edition.confirmed = confirmed
                    .days
                    .get(&format!("{}/{id}", edition.publication))
                    .copied();
                found.push(Stored {
                    in_force: counts,
                    id,
                    edition,
                    folder,
                });
            }
        }
        let key = |stored: &Stored| {
            let edition = &stored.edition;
            (
                edition.published.unwrap_or(edition.imported),
                edition.imported,
            )
        };
        found.sort_by(|a, b| {
            let publication = a.edition.publication.cmp(&b.edition.publication);
            publication.then(key(b).cmp(&key(a))).then(a.id.cmp(&b.id))
        });
        Ok(found)
    }

    /// The editions in force, one a publication.
    ///
    /// # Errors
    /// As [`Self::editions`], or an edition in force is gone.
    pub(crate) fn in_force(&self) -> Result<Vec<Stored>, Failure> {
        let found: Vec<Stored> = self
            .editions()?
            .into_iter()
            .filter(|stored| stored.in_force)
            .collect();
        let named = self.read_in_force()?;
        let gone = named.editions.iter().find(|(publication, id)| {
            !found
                .iter()
                .any(|stored| stored.edition.publication == **publication && stored.id == **id)
        });
        match gone {
            None => Ok(found),
            Some((publication, id)) => Err(Failure::wrong(format!(
                "the edition of `{publication}` in force, {id}, is gone from `{}`",
                self.folder.display()
            ))
            .with_help("import the list anew")),
        }
    }

    /// The entries of an edition, ordered by list and id.
    ///
    /// # Errors
    /// They cannot be read, or are not those that were imported.
    pub(crate) fn entries(&self, stored: &Stored) -> Result<Vec<ListEntry>, Failure> {
        let text = read(&stored.folder.join("entries.jsonl"))?;
        kept_entries(&stored.edition, &text)
            .map_err(|error| Failure::wrong(error.to_string()).with_help(error.expected))
    }

    /// One entry of an edition, found by halving the file, whose lines are ordered by list and id:
    /// what it takes does not grow with the edition. Nothing where there is no such entry, or where
    /// the file cannot be read.
    pub(crate) fn entry(&self, stored: &Stored, list: &str, id: &str) -> Option<ListEntry> {
        let file = File::open(stored.folder.join("entries.jsonl")).ok()?;
        let length = file.metadata().ok()?.len();
        find(&mut BufReader::new(file), length, list, id).ok()?
    }

    /// The edition that somebody means: `publication`, `publication@edition`, or the first digits
    /// of its id.
    ///
    /// # Errors
    /// There is none, or more than one.
    pub(crate) fn find(&self, name: &str) -> Result<Stored, Failure> {
        let editions = self.editions()?;
        let found: Vec<&Stored> = editions
            .iter()
            .filter(|stored| {
                let edition = &stored.edition;
                (edition.publication == name && stored.in_force)
                    || edition.full_name() == name
                    || (name.len() >= 4 && stored.id.starts_with(name))
            })
            .collect();
        // Two files of one day are two editions of one name; the one that counts is meant.
        if let Some(one) = found.iter().find(|stored| stored.in_force) {
            return Ok((*one).clone());
        }
        match found.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(Failure::usage(format!("no edition is called `{name}`"))
                .with_help("`exeat lists status --all` lists them")),
            several => {
                let ids: Vec<&str> = several.iter().map(|stored| stored.id.as_str()).collect();
                Err(
                    Failure::usage(format!("`{name}` is the name of several editions"))
                        .with_help(format!("name one by its id: {}", ids.join(", "))),
                )
            }
        }
    }

    /// Keeps an edition, and puts it in force unless a later one is and `force_older` is not said.
    ///
    /// # Errors
    /// It cannot be written, or it holds far fewer entries than the edition in force and
    /// `accept_fewer` is not said: then nothing changes.
    pub(crate) fn keep(
        &self,
        imported: &Imported,
        accept_fewer: bool,
        force_older: bool,
    ) -> Result<Kept, Failure> {
        let edition = &imported.edition;
        let _guard = self.lock()?;
        let editions = self.editions()?;
        let current = editions
            .iter()
            .find(|stored| stored.in_force && stored.edition.publication == edition.publication);
        if let Some(current) = current
            && !accept_fewer
        {
            refuse_fewer(&current.edition, edition)?;
        }
        let id = id(edition);
        let folder = self
            .folder
            .join("editions")
            .join(&edition.publication)
            .join(&id);
        let there = folder.join("edition.json").exists();
        if !there {
            write_edition(&folder, imported)?;
        }
        let day = |edition: &Edition| edition.published.unwrap_or(edition.imported);
        if let Some(current) = current {
            if current.id == id {
                return Ok(Kept::Already);
            }
            if day(&current.edition) > day(edition) && !force_older {
                return Ok(Kept::Older);
            }
        }
        self.put_in_force(&edition.publication, &id)?;
        Ok(Kept::InForce)
    }

    /// Puts an edition in force in the place of another.
    ///
    /// # Errors
    /// The data folder cannot be written.
    fn put_in_force(&self, publication: &str, id: &str) -> Result<(), Failure> {
        let mut in_force = self.read_in_force()?;
        in_force.format = FORMAT;
        in_force
            .editions
            .insert(publication.to_owned(), id.to_owned());
        // A structure of texts is always JSON.
        let text = serde_json::to_string_pretty(&in_force).unwrap_or_default() + "\n";
        files::write_text(&self.folder.join("in-force.json"), &text)
    }

    /// Notes that an edition was its publisher's current one on a day.
    ///
    /// # Errors
    /// The data folder cannot be read or written.
    pub(crate) fn confirm(&self, edition: &Edition, on: Day) -> Result<(), Failure> {
        let _guard = self.lock()?;
        let mut confirmed = self.read_confirmed()?;
        confirmed.format = FORMAT;
        let key = format!("{}/{}", edition.publication, id(edition));
        let day = confirmed.days.entry(key).or_insert(on);
        *day = on.max(*day);
        // A structure of texts and days is always JSON.
        let text = serde_json::to_string_pretty(&confirmed).unwrap_or_default() + "\n";
        files::write_text(&self.folder.join("confirmed.json"), &text)
    }

    fn read_confirmed(&self) -> Result<Confirmed, Failure> {
        let path = self.folder.join("confirmed.json");
        match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Confirmed::default()),
            Err(error) => Err(Failure::file("read", &path, &error)),
            Ok(text) => serde_json::from_str(&text).map_err(|error| {
                Failure::wrong(format!("`{}` is broken: {error}", path.display()))
                    .with_help("remove it: the lists then count as old as their publishers say")
            }),
        }
    }

    fn read_in_force(&self) -> Result<InForce, Failure> {
        let path = self.folder.join("in-force.json");
        match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(InForce::default()),
            Err(error) => Err(Failure::file("read", &path, &error)),
            Ok(text) => serde_json::from_str(&text).map_err(|error| {
                Failure::wrong(format!("`{}` is broken: {error}", path.display()))
                    .with_help("remove it, and import the lists anew")
            }),
        }
    }

    /// Lets one process at a time change the store.
    fn lock(&self) -> Result<File, Failure> {
        let failed = |error: &std::io::Error| Failure::file("write", &self.folder, error);
        fs::create_dir_all(&self.folder).map_err(|error| failed(&error))?;
        let file = File::create(self.folder.join("lock")).map_err(|error| failed(&error))?;
        file.lock().map_err(|error| failed(&error))?;
        Ok(file)
    }
}

/// No entry is longer, as a line.
const LINE_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// The entry of a list with an id among lines that are ordered by both.
fn find(
    lines: &mut (impl BufRead + Seek),
    length: u64,
    list: &str,
    id: &str,
) -> io::Result<Option<ListEntry>> {
    // The line begins at `low` or behind it, and before `high`.
    let (mut low, mut high) = (0_u64, length);
    let mut line = Vec::new();
    while low < high {
        let middle = low + (high - low) / 2;
        // The first line that begins at the middle or behind it.
        let mut start = middle;
        if middle > 0 {
            lines.seek(SeekFrom::Start(middle - 1))?;
            start = middle - 1 + skip_line(lines)?;
        } else {
            lines.seek(SeekFrom::Start(0))?;
        }
        if start >= high {
            high = middle;
            continue;
        }
        line.clear();
        let read = lines
            .by_ref()
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut line)?;
        let Ok(entry) = serde_json::from_slice::<ListEntry>(&line) else {
            return Ok(None);
        };
        match (entry.list.as_str(), entry.id.as_str()).cmp(&(list, id)) {
            Ordering::Equal => return Ok(Some(entry)),
            Ordering::Less => low = start + u64::try_from(read).unwrap_or(u64::MAX),
            Ordering::Greater => high = middle,
        }
    }
    Ok(None)
}

/// Passes over what is left of a line; how many bytes that was, its end included.
fn skip_line(lines: &mut impl BufRead) -> io::Result<u64> {
    let mut passed = 0_u64;
    loop {
        let bytes = lines.fill_buf()?;
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(bytes.len(), |end| end + 1);
        let ended = end.is_some() || bytes.is_empty();
        lines.consume(taken);
        passed += u64::try_from(taken).unwrap_or(0);
        if ended {
            return Ok(passed);
        }
    }
}

/// A list loses a party now and then, and never a fifth of them at once: that is a file that was
/// cut off, or another file.
fn refuse_fewer(current: &Edition, new: &Edition) -> Result<(), Failure> {
    let (before, after) = (current.counts.entries, new.counts.entries);
    if after.saturating_mul(5) >= before.saturating_mul(4) {
        return Ok(());
    }
    Err(Failure::wrong(format!(
        "`{}` holds {after} entries, and the edition in force, `{}`, holds {before}: it stays in \
         force",
        new.full_name(),
        current.full_name()
    ))
    .with_help("if the list really shrank so much, say `--accept-fewer`"))
}

/// The hash of what an edition is and holds, without the day on which somebody imported it.
fn id(edition: &Edition) -> String {
    let matter = format!(
        "{}\n{}\n{}\n{}\n",
        edition.publication, edition.name, edition.sha256, edition.entries_sha256
    );
    let hash = sha256(matter.as_bytes());
    hash.get(..16).unwrap_or(&hash).to_owned()
}

fn write_edition(folder: &Path, imported: &Imported) -> Result<(), Failure> {
    let beside = folder.with_extension(format!("{}.part", std::process::id()));
    let written = fs::create_dir_all(&beside).and_then(|()| {
        let mut entries = BufWriter::new(File::create(beside.join("entries.jsonl"))?);
        for entry in &imported.entries {
            entries.write_all(entry_line(entry).as_bytes())?;
        }
        entries
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?
            .sync_all()?;
        let text = serde_json::to_string_pretty(&imported.edition)? + "\n";
        let mut file = File::create(beside.join("edition.json"))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, folder)
    });
    written.map_err(|error| {
        let _ = fs::remove_dir_all(&beside);
        Failure::file("write", folder, &error)
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))
}

/// The folders in a folder, by name; none where there is no such folder. What is being written
/// still is passed over.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: &std::io::Error| Failure::file("read", folder, error);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| failed(&error))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| failed(&error))?.path();
        let unfinished = path.extension().is_some_and(|ending| ending == "part");
        if path.is_dir() && !unfinished {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn entry(list: &str, id: &str, times: usize) -> ListEntry {
        ListEntry {
            list: list.to_owned(),
            id: id.to_owned(),
            programmes: vec!["x".repeat(times)],
            ..ListEntry::default()
        }
    }

    #[test]
    fn every_entry_is_found_by_halving_and_no_other() {
        for count in [0_usize, 1, 2, 3, 7, 100] {
            let mut entries: Vec<ListEntry> = (0..count)
                .map(|number| {
                    let list = if number % 3 == 0 { "a" } else { "b" };
                    entry(list, &format!("{:03}", number * 2), number * 37 % 300)
                })
                .collect();
            entries.sort_by(|a, b| (&a.list, &a.id).cmp(&(&b.list, &b.id)));
            let text: String = entries.iter().map(entry_line).collect();
            let length = u64::try_from(text.len()).unwrap_or(0);
            let of = |list: &str, id: &str| {
                find(&mut Cursor::new(text.as_bytes()), length, list, id).expect("read")
            };
            for entry in &entries {
                assert_eq!(of(&entry.list, &entry.id).as_ref(), Some(entry));
            }
            for (list, id) in [("a", "001"), ("", ""), ("b", "999"), ("c", "000")] {
                assert_eq!(of(list, id), None, "{list} {id}");
            }
        }
    }
}
