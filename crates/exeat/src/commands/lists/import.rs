//! `exeat lists import`.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use exeat_screen::list::{self, ImportOptions, Imported, Input, Mapping};
use exeat_value::Day;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::clock;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::lists::{Kept, Store};
use crate::progress::{Progress, Watched};

/// Read the files of publishers, keep them as editions and put those in force
///
/// The layout is told by what stands in a file, not by its name. A file that is cut off or broken
/// is refused with the place, and then nothing changes.
#[derive(Debug, Args)]
#[command(after_help = "\
Layouts: US Consolidated Screening List (CSV, JSON); OFAC SDN.XML and CONSOLIDATED.XML; OFAC's
CSV family (SDN, ALT, ADD and SDN_COMMENTS in one command); EU financial sanctions (XML, CSV); UK
Sanctions List (XML, CSV); UN consolidated list (XML); FollowTheMoney JSON lines; any CSV or JSON
lines by a mapping file.

Examples:
  exeat lists import consolidated.csv
  exeat lists import SDN.CSV ALT.CSV ADD.CSV
  exeat lists import our-own-list.csv --mapping our-own-list.toml")]
pub(crate) struct Import {
    /// Files of one or more publications
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to read a CSV or JSON lines that nobody has told us of
    #[arg(long, value_name = "FILE.toml")]
    mapping: Vec<PathBuf>,
    /// The day on which the files were published, where they do not say it
    #[arg(long, value_name = "DATE")]
    published: Option<Day>,
    /// A day on which the files were what the publisher offered, such as that of a download by hand:
    /// until then they do not count as old
    #[arg(long, value_name = "DATE")]
    current_on: Option<Day>,
    /// What to call the edition [default: the day on which it was published]
    #[arg(long, value_name = "NAME")]
    edition: Option<String>,
    /// The publication that a file is an edition of, where it is not the usual one
    #[arg(long, value_name = "NAME")]
    publication: Option<String>,
    /// Put the edition in force even if it holds a fifth less than the one before
    #[arg(long)]
    accept_fewer: bool,
    /// Put the edition in force even if a later one is
    #[arg(long)]
    force_older: bool,
    #[command(flatten)]
    format: FormatOption,
}

impl Import {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let store = Store::open()?;
        let options = ImportOptions {
            published: self.published,
            publication: self.publication.clone(),
            name: self.edition.clone(),
            ..ImportOptions::on(clock::today())
        };
        if let Some(day) = self.current_on
            && day > clock::today()
        {
            return Err(Failure::usage(format!(
                "nobody can know yet that a file is current on {day}"
            )));
        }
        let imported = read(&self.files, &self.mapping, &options)?;
        keep(
            &store,
            &imported,
            self.accept_fewer,
            self.force_older,
            self.current_on,
            self.format.is_json(),
            console,
        )
    }
}

/// Reads the files of publishers.
///
/// # Errors
/// One of them cannot be read, or is refused.
pub(super) fn read(
    paths: &[PathBuf],
    mappings_of: &[PathBuf],
    options: &ImportOptions,
) -> Result<Vec<Imported>, Failure> {
    let mut mappings = Vec::new();
    for path in mappings_of {
        let text = files::read_text(path)?;
        mappings.push(Mapping::parse(&files::name(path), &text).map_err(refused)?);
    }
    mappings.extend(Mapping::shipped().map_err(refused)?);
    let mut inputs = Vec::new();
    for path in paths {
        let file = File::open(path).map_err(|error| Failure::file("read", path, &error))?;
        let length = file.metadata().map_or(0, |metadata| metadata.len());
        let name = path.file_name().map_or_else(
            || files::name(path).into_owned(),
            |name| name.to_string_lossy().into_owned(),
        );
        let progress = Progress::new(format!("reading {name}"), length);
        let reader: Box<dyn Read> = Box::new(Watched::new(file, progress));
        inputs.push(Input { name, reader });
    }
    list::import(inputs, &mappings, options).map_err(refused)
}

/// A file was refused, and the editions in force stay.
pub(super) fn refused(error: list::ReadError) -> Failure {
    Failure::wrong(error.to_string()).with_help(format!(
        "expected was {}; nothing was imported, and the editions in force stay",
        error.expected
    ))
}

/// Keeps editions and says what became of them.
fn keep(
    store: &Store,
    imported: &[Imported],
    accept_fewer: bool,
    force_older: bool,
    current_on: Option<Day>,
    as_json: bool,
    console: &Console,
) -> Outcome {
    let mut text = String::new();
    let mut all = Vec::new();
    for imported in imported {
        let edition = &imported.edition;
        let kept = store.keep(imported, accept_fewer, force_older)?;
        if let Some(day) = current_on {
            store.confirm(edition, day)?;
        }
        for note in &imported.notes {
            console.note(&format!("{}: {note}", edition.full_name()));
        }
        if edition.published.is_none() && current_on.is_none() {
            console.note(&format!(
                "{}: nobody says when it was published, so that a party is not found in it settles \
                 nothing; `--published DATE` says it, or `--current-on DATE` the day on which it \
                 was the publisher's",
                edition.full_name()
            ));
        }
        text.push_str(&headline(imported, kept));
        all.push(json!({
            "edition": edition,
            "in_force": kept != Kept::Older,
            "new": kept != Kept::Already,
            "notes": imported.notes,
        }));
    }
    if as_json {
        text = layout::json(&json!({ "format": 1, "imported": all }));
    }
    console.say(&text)?;
    Ok(DONE)
}

/// What became of an edition, in one line.
pub(super) fn headline(imported: &Imported, kept: Kept) -> String {
    let edition = &imported.edition;
    let became = match kept {
        Kept::InForce => "in force",
        Kept::Already => "was in force already",
        Kept::Older => "kept; a later edition stays in force (`--force-older` changes that)",
    };
    let lists = match edition.lists.len() {
        1 => String::new(),
        count => format!(" on {count} lists"),
    };
    format!(
        "{}: {} entries, {} names{lists}; {became}\n",
        edition.full_name(),
        layout::thousands(edition.counts.entries),
        layout::thousands(edition.counts.names),
    )
}
