//! `exeat lists fetch`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use exeat_screen::list::{self, ImportOptions, Imported, Input, Mapping};
use serde_json::{Value, json};

use super::import::{headline, refused};
use crate::arguments::FormatOption;
use crate::clock;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::layout;
use crate::lists::{
    Bounds, Fetched, Kept, Memories, Memory, Source, Sources, Store, Stored, fetch,
};

/// Fetch the lists from their publishers, and keep and put in force what is new
///
/// A list that has not changed since is not fetched again. What is cut off, too long or not the
/// list that it should be is refused, and the edition in force stays.
#[derive(Debug, Args)]
#[command(after_help = "\
Addresses come from the file of --config, else `lists.toml` in the data folder, else the table that
comes along, which --show prints.

Examples:
  exeat lists fetch                      every list of the table
  exeat lists fetch us-csl uk-sanctions
  exeat lists fetch --show > lists.toml  a table to change")]
pub(crate) struct Fetch {
    /// Publications [default: every one of the table]
    #[arg(value_name = "PUBLICATION")]
    publications: Vec<String>,
    /// A table of addresses
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
    /// Print the table of addresses that comes along, and fetch nothing
    #[arg(long)]
    show: bool,
    /// Seconds for each file
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    timeout: u64,
    /// The longest file, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 512)]
    max_mib: u64,
    /// Fetch what has not changed too
    #[arg(long)]
    again: bool,
    /// Put an edition in force even if it holds a fifth less than the one before
    #[arg(long)]
    accept_fewer: bool,
    #[command(flatten)]
    format: FormatOption,
}

/// What became of a publication.
enum Became {
    Unchanged,
    Imported(Box<Imported>, Kept),
}

impl Fetch {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if self.show {
            console.say(Sources::shipped())?;
            return Ok(DONE);
        }
        let store = Store::open()?;
        let table = Sources::load(self.config.as_deref())?;
        let wanted = self.wanted(&table)?;
        let mut memories = Memories::load(store.folder());
        let mut text = String::new();
        let mut all: Vec<Value> = Vec::new();
        let mut status = DONE;
        for source in wanted {
            let publication = &source.publication;
            match self.one(&store, source, &mut memories) {
                Ok(Became::Unchanged) => {
                    text.push_str(&format!("{publication}: unchanged\n"));
                    all.push(json!({ "publication": publication, "result": "unchanged" }));
                }
                Ok(Became::Imported(imported, kept)) => {
                    let edition = &imported.edition;
                    for note in &imported.notes {
                        console.note(&format!("{}: {note}", edition.full_name()));
                    }
                    text.push_str(&headline(&imported, kept));
                    for source in &edition.sources {
                        text.push_str(&format!("  sha256 {}  {}\n", source.sha256, source.name));
                    }
                    all.push(json!({
                        "publication": publication,
                        "result": if kept == Kept::Older { "older" } else { "imported" },
                        "edition": edition,
                        "notes": imported.notes,
                    }));
                }
                // One publisher who cannot be reached does not keep the others from being asked.
                Err(failure) => {
                    status = WRONG;
                    console.complain(&failure);
                    text.push_str(&format!(
                        "{publication}: failed; the edition in force stays\n"
                    ));
                    all.push(json!({
                        "publication": publication,
                        "result": "failed",
                        "problem": failure.message,
                    }));
                }
            }
        }
        if self.format.is_json() {
            text = layout::json(&json!({ "format": 1, "fetched": all }));
        }
        console.say(&text)?;
        Ok(status)
    }

    fn wanted<'a>(&self, table: &'a Sources) -> Result<Vec<&'a Source>, Failure> {
        let known = |name: &String| {
            table
                .sources
                .iter()
                .find(|source| source.publication == *name)
                .ok_or_else(|| {
                    let names: Vec<&str> = table
                        .sources
                        .iter()
                        .map(|source| source.publication.as_str())
                        .collect();
                    Failure::usage(format!("the table has no publication `{name}`"))
                        .with_help(format!("it has {}", names.join(", ")))
                })
        };
        if self.publications.is_empty() {
            Ok(table.sources.iter().collect())
        } else {
            self.publications.iter().map(known).collect()
        }
    }

    fn one(
        &self,
        store: &Store,
        source: &Source,
        memories: &mut Memories,
    ) -> Result<Became, Failure> {
        let publication = source.publication.as_str();
        let bounds = Bounds {
            timeout: Duration::from_secs(self.timeout),
            bytes: self.max_mib.saturating_mul(1024 * 1024),
        };
        fs::create_dir_all(store.folder())
            .map_err(|error| Failure::file("write", store.folder(), &error))?;
        let current: Option<Stored> = store
            .in_force()?
            .into_iter()
            .find(|stored| stored.edition.publication == publication);
        let sha256 = current
            .as_ref()
            .map(|stored| stored.edition.sha256.as_str());
        let mut fetched: BTreeMap<&str, Fetched> = BTreeMap::new();
        for address in &source.files {
            let memory = if self.again {
                Memory::default()
            } else {
                memories.of(publication, sha256, address)
            };
            if let Some(file) = fetch(address, &memory, bounds, store.folder())? {
                fetched.insert(address, file);
            }
        }
        if fetched.is_empty() {
            if let Some(current) = &current {
                store.confirm(&current.edition, clock::today())?;
            }
            return Ok(Became::Unchanged);
        }
        // Of a family of files of which one is new, all are needed.
        for address in &source.files {
            if !fetched.contains_key(address.as_str()) {
                let file = fetch(address, &Memory::default(), bounds, store.folder())?;
                let file = file.ok_or_else(|| {
                    Failure::wrong(format!("`{address}`: the server does not send it"))
                })?;
                fetched.insert(address, file);
            }
        }
        let mut inputs = Vec::new();
        for file in fetched.values() {
            let path = file.file.path();
            let reader = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
            inputs.push(Input {
                name: file.name.clone(),
                reader: Box::new(reader),
            });
        }
        let mappings = Mapping::shipped().map_err(refused)?;
        let options = ImportOptions::on(clock::today());
        let mut imported = list::import(inputs, &mappings, &options).map_err(refused)?;
        let found = match (imported.pop(), imported.pop()) {
            (Some(one), None) if one.edition.publication == publication => one,
            (Some(other), None) => {
                return Err(Failure::wrong(format!(
                    "what came is an edition of `{}` and not of `{publication}`",
                    other.edition.publication
                ))
                .with_help("correct the table of addresses; the edition in force stays"));
            }
            _ => {
                return Err(Failure::wrong(format!(
                    "what came for `{publication}` are several editions"
                ))
                .with_help("give each publication a `[[source]]` of its own"));
            }
        };
        let kept = store.keep(&found, self.accept_fewer, false)?;
        if kept != Kept::Older {
            store.confirm(&found.edition, clock::today())?;
        }
        let files = fetched
            .into_iter()
            .map(|(address, file)| (address.to_owned(), file.memory))
            .collect();
        memories.remember(publication, &found.edition.sha256, files);
        memories.keep(store.folder())?;
        Ok(Became::Imported(Box::new(found), kept))
    }
}
