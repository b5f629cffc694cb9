//! `exeat lists diff`.

use std::path::PathBuf;

use clap::Args;
use exeat_screen::list::{Difference, Edition, FieldChange, ImportOptions, ListEntry, diff};
use serde_json::json;

use super::import;
use crate::arguments::FormatOption;
use crate::clock;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;
use crate::lists::Store;
use exeat_value::shown::printable;

/// Say what was added, removed and changed between two editions
#[derive(Debug, Args)]
#[command(after_help = "\
An edition is named by its publication (the one in force), by `publication@edition`, or by the
first digits of its id, as `exeat lists status --all` shows them. A file of a publisher may stand
for an edition, and is not kept.

Examples:
  exeat lists diff us-csl@2026-07-01 us-csl
  exeat lists diff us-csl consolidated-of-today.csv")]
pub(crate) struct Diff {
    /// The edition before, or a file
    #[arg(value_name = "EDITION")]
    before: String,
    /// The edition after, or a file
    #[arg(value_name = "EDITION")]
    after: String,
    /// How to read a file that nobody has told us of
    #[arg(long, value_name = "FILE.toml")]
    mapping: Vec<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl Diff {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let (before, first) = self.side(&self.before)?;
        let (after, second) = self.side(&self.after)?;
        let difference = diff(&first, &second);
        let text = if self.format.is_json() {
            layout::json(&json!({
                "format": 1,
                "before": before,
                "after": after,
                "added": difference.added,
                "removed": difference.removed,
                "changed": difference.changed,
            }))
        } else {
            in_words(&before, &after, &difference)
        };
        console.say(&text)?;
        Ok(DONE)
    }
}

impl Diff {
    /// The edition that is meant, with its entries: a file, or one that is kept.
    fn side(&self, name: &str) -> Result<(Edition, Vec<ListEntry>), Failure> {
        let path = PathBuf::from(name);
        if !path.is_file() {
            let store = Store::open()?;
            let stored = store.find(name)?;
            let entries = store.entries(&stored)?;
            return Ok((stored.edition, entries));
        }
        let options = ImportOptions::on(clock::today());
        let mut read = import::read(&[path], &self.mapping, &options)?;
        match (read.pop(), read.is_empty()) {
            (Some(one), true) => Ok((one.edition, one.entries)),
            _ => Err(Failure::wrong(format!("`{name}` is not one edition"))),
        }
    }
}

fn in_words(before: &Edition, after: &Edition, difference: &Difference) -> String {
    let mut text = format!(
        "{} to {}: {} added, {} removed, {} changed\n",
        before.full_name(),
        after.full_name(),
        difference.added.len(),
        difference.removed.len(),
        difference.changed.len(),
    );
    for (sign, entries) in [("+", &difference.added), ("-", &difference.removed)] {
        for entry in entries {
            text.push_str(&format!("{sign} {}\n", headline(entry)));
        }
    }
    for change in &difference.changed {
        text.push_str(&format!(
            "~ {} {}  {}\n",
            change.list, change.id, change.name
        ));
        for field in &change.fields {
            text.push_str(&field_in_words(field));
        }
    }
    text
}

/// An entry in one line.
fn headline(entry: &ListEntry) -> String {
    let name = entry.names.first().map_or("", |name| name.text.as_str());
    format!("{} {}  {}", entry.list, entry.id, printable(name))
}

fn field_in_words(field: &FieldChange) -> String {
    let mut text = format!("    {}\n", field.field.replace('_', " "));
    for (sign, values) in [("-", &field.before), ("+", &field.after)] {
        for value in values {
            text.push_str(&format!("      {sign} {}\n", printable(value)));
        }
    }
    text
}
