//! `exeat lists diff`.

use clap::Args;
use exeat_screen::list::{Difference, FieldChange, ListEntry, diff};
use serde_json::json;

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;
use crate::lists::{Store, Stored};

/// Say what was added, removed and changed between two editions
#[derive(Debug, Args)]
#[command(after_help = "\
An edition is named by its publication (the one in force), by `publication@edition`, or by the
first digits of its id, as `exeat lists status --all` shows them.

Examples:
  exeat lists diff us-csl@2026-07-01 us-csl")]
pub(crate) struct Diff {
    /// The edition before
    #[arg(value_name = "EDITION")]
    before: String,
    /// The edition after
    #[arg(value_name = "EDITION")]
    after: String,
    #[command(flatten)]
    format: FormatOption,
}

impl Diff {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let store = Store::open()?;
        let before = store.find(&self.before)?;
        let after = store.find(&self.after)?;
        let difference = diff(&store.entries(&before)?, &store.entries(&after)?);
        let text = if self.format.is_json() {
            layout::json(&json!({
                "format": 1,
                "before": before.edition,
                "after": after.edition,
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

fn in_words(before: &Stored, after: &Stored, difference: &Difference) -> String {
    let mut text = format!(
        "{} to {}: {} added, {} removed, {} changed\n",
        before.edition.full_name(),
        after.edition.full_name(),
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

/// Text of a publisher without what could steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect()
}
