//! `exeat lists show`.

use clap::Args;
use exeat_screen::list::{Country, ListEntry, Strength};
use serde_json::{Value, json};

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;
use crate::lists::{Store, Stored};
use exeat_value::shown::printable;

/// Show an entry of a list as its publisher has it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat lists show us-sdn 12345        the entry in the edition in force
  exeat lists show us-csl 12345        the same, by its publication")]
pub(crate) struct Show {
    /// A list, a publication or an edition
    list: String,
    /// The id of the entry
    entry: String,
    #[command(flatten)]
    format: FormatOption,
}

impl Show {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let store = Store::open()?;
        let mut editions: Vec<Stored> = store
            .in_force()?
            .into_iter()
            .filter(|stored| {
                let edition = &stored.edition;
                edition.publication == self.list
                    || edition.lists.iter().any(|list| list.id == self.list)
            })
            .collect();
        if editions.is_empty() {
            editions.push(store.find(&self.list)?);
        }
        let mut found: Vec<(Stored, ListEntry)> = Vec::new();
        for stored in editions {
            for entry in store.entries(&stored)? {
                let edition = &stored.edition;
                let list = edition.lists.iter().all(|list| list.id != self.list)
                    || entry.list == self.list;
                if entry.id == self.entry && list {
                    found.push((stored.clone(), entry));
                }
            }
        }
        if found.is_empty() {
            return Err(Failure::usage(format!(
                "`{}` has no entry `{}`",
                self.list, self.entry
            )));
        }
        let text = if self.format.is_json() {
            let all: Vec<Value> = found
                .iter()
                .map(|(stored, entry)| json!({ "edition": stored.edition.full_name(), "entry": entry }))
                .collect();
            layout::json(&json!({ "format": 1, "entries": all }))
        } else {
            let texts: Vec<String> = found
                .iter()
                .map(|(stored, entry)| in_words(stored, entry))
                .collect();
            texts.join("\n")
        };
        console.say(&text)?;
        Ok(DONE)
    }
}

fn in_words(stored: &Stored, entry: &ListEntry) -> String {
    let kind = serde_json::to_value(entry.kind).unwrap_or_default();
    let mut rows: Vec<(String, String)> = vec![
        ("list".to_owned(), entry.list.clone()),
        ("entry".to_owned(), entry.id.clone()),
        ("edition".to_owned(), stored.edition.full_name()),
        (
            "kind".to_owned(),
            kind.as_str().unwrap_or_default().to_owned(),
        ),
    ];
    let mut row = |name: &str, text: String| {
        if !text.is_empty() {
            rows.push((name.to_owned(), printable(&text)));
        }
    };
    for name in &entry.names {
        let strength = match name.strength {
            Strength::Primary => "name",
            Strength::Strong => "also",
            Strength::Weak => "also (weak)",
        };
        row(strength, name.text.clone());
    }
    for birth in &entry.birth_dates {
        let circa = if birth.approximate { "about " } else { "" };
        let text = if birth.earliest == birth.latest {
            birth.earliest.to_string()
        } else {
            format!("{} to {}", birth.earliest, birth.latest)
        };
        row("born", format!("{circa}{text}"));
    }
    let countries: Vec<String> = entry.countries.iter().map(country).collect();
    row("countries", countries.join(", "));
    for address in &entry.addresses {
        let country = address.country.as_ref().map(country);
        let parts = [Some(address.text.clone()), country];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        row("address", parts.join(", "));
    }
    for number in &entry.identifiers {
        let kind = serde_json::to_value(number.kind).unwrap_or_default();
        let kind = kind.as_str().unwrap_or_default().to_owned();
        row(&kind, number.value.clone());
    }
    row("programmes", entry.programmes.join(", "));
    row("legal basis", entry.legal_basis.join(", "));
    row(
        "from",
        entry.from.map(|day| day.to_string()).unwrap_or_default(),
    );
    row(
        "until",
        entry.until.map(|day| day.to_string()).unwrap_or_default(),
    );
    row(
        "licence requirement",
        entry.licence_requirement.clone().unwrap_or_default(),
    );
    row(
        "licence policy",
        entry.licence_policy.clone().unwrap_or_default(),
    );
    row("citations", entry.citations.join(", "));
    row("tags", entry.tags.join("; "));
    row("remarks", entry.remarks.clone().unwrap_or_default());
    layout::columns(&rows)
}

fn country(country: &Country) -> String {
    country
        .code
        .clone()
        .or_else(|| country.text.clone())
        .unwrap_or_default()
}
