//! `exeat evidence read`.

use std::path::PathBuf;

use clap::Args;
use exeat_documents::materials::{Declaration, Range, Said, read_declaration, rollup};
use serde_json::{Value as Json, json};

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files;
use crate::layout;
use exeat_value::shown::printable;

/// Show what a declaration of a supplier or laboratory says
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence read magnet.xml             IPC-1752A or B, IEC 62474
  exeat evidence read cmrt.xlsx              CMRT, EMRT
  exeat evidence read certificate.toml       a certificate of analysis, or a classification statement
  exeat evidence read magnet.xml --format json

The form is told by the content of the file. To let a declaration count in a case, name it in the
case file: `[[declaration]]` with `file = \"magnet.xml\"` and the `item` that it is about. What it
says is a statement of whoever issued it.")]
pub(crate) struct Read {
    /// The declarations
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl Read {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let mut status = DONE;
        let mut all = Vec::new();
        let mut text = String::new();
        for path in &self.files {
            let read = read_declaration(&files::read_bytes(path)?).map_err(|error| {
                Failure::wrong(format!("`{}`: {}", path.display(), error.message))
                    .with_help(error.mend)
            })?;
            if !read.is_usable() {
                status = WRONG;
            }
            let name = path.display().to_string();
            if self.format.is_json() {
                all.push(as_json(&name, &read));
            } else {
                text.push_str(&in_words(&name, &read));
            }
        }
        if self.format.is_json() {
            text = layout::json(&Json::Array(all));
        }
        console.say(&text)?;
        Ok(status)
    }
}

/// `8`, or `between 8 and 14`.
pub(super) fn shown(range: &Range, unit: &str) -> String {
    if range.is_exact() {
        format!("{}{unit}", range.low)
    } else {
        format!("{} to {}{unit}", range.low, range.high)
    }
}

fn in_words(name: &str, read: &Declaration) -> String {
    let mut text = String::new();
    let mut line = |indent: &str, words: &str| {
        text.push_str(&layout::wrapped(&printable(words), indent));
    };
    let version = read
        .version
        .as_deref()
        .map(|version| format!(" {version}"))
        .unwrap_or_default();
    line("", &format!("== {name}: {}{version}", read.form.name()));
    let issuer = read.issuer.as_deref().unwrap_or("nobody that is named");
    let date = read
        .date
        .map_or_else(|| "without a day".to_owned(), |day| day.to_string());
    let reference = read
        .reference
        .as_deref()
        .map(|reference| format!(", {reference}"))
        .unwrap_or_default();
    line("  ", &format!("by {issuer}, {date}{reference}"));
    for (product, others) in &read.products {
        let others = if others.is_empty() {
            String::new()
        } else {
            format!(" (also {})", others.join(", "))
        };
        line("  ", &format!("about {product}{others}"));
    }
    if !read.bill.parts.is_empty() {
        line("  ", "What is in it:");
        let rolled = rollup(&read.bill);
        for (index, part) in read.bill.parts.iter().enumerate().take(500) {
            let mass = rolled
                .parts
                .get(index)
                .and_then(|one| one.mass.as_ref())
                .map(|mass| format!(", {}", shown(mass, " kg")))
                .unwrap_or_default();
            let used = read.bill.uses.iter().find(|one| one.child == index);
            let share = used
                .and_then(|one| one.mass_share.as_ref())
                .map(|share| format!(", {} of the mass", shown(share, " %")))
                .unwrap_or_default();
            let inside = used
                .and_then(|one| read.bill.parts.get(one.parent))
                .map(|parent| format!(" in {}", parent.id))
                .unwrap_or_default();
            line(
                "    ",
                &format!("– {}: {}{inside}{mass}{share}", part.id, part.name),
            );
        }
    }
    if !read.statements.is_empty() {
        line("  ", "What it says:");
        for one in read.statements.iter().take(500) {
            let kind = match (&one.fact, &one.value) {
                (Some(fact), Some(Said::Is(_) | Said::Between(..))) => format!(" [{fact}]"),
                _ => String::new(),
            };
            let expires = one
                .expires
                .map(|day| format!(", through {day}"))
                .unwrap_or_default();
            line("    ", &format!("– {}{kind}{expires}", one.says));
        }
        let more = read.statements.len().saturating_sub(500);
        if more > 0 {
            line(
                "    ",
                &format!("… and {more} more; `--format json` has them all"),
            );
        }
    }
    for note in &read.notes {
        line("  ", &format!("Note: {note}"));
    }
    for fault in &read.faults {
        line("  ", &format!("WRONG: {}: {}", fault.message, fault.mend));
    }
    text
}

fn as_json(name: &str, read: &Declaration) -> Json {
    let range =
        |range: &Range| json!({ "low": range.low.to_string(), "high": range.high.to_string() });
    let parts: Vec<Json> = read
        .bill
        .parts
        .iter()
        .map(|part| json!({ "id": part.id, "name": part.name, "mass_kg": part.mass.as_ref().map(range), "line": part.row }))
        .collect();
    let uses: Vec<Json> = read
        .bill
        .uses
        .iter()
        .map(|one| {
            let id = |at: usize| read.bill.parts.get(at).map(|part| part.id.clone());
            json!({ "in": id(one.parent), "part": id(one.child), "quantity": one.quantity.to_string(), "mass_share": one.mass_share.as_ref().map(range) })
        })
        .collect();
    let statements: Vec<Json> = read
        .statements
        .iter()
        .map(|one| {
            let value = match &one.value {
                Some(Said::Is(value)) => json!({ "is": value }),
                Some(Said::Between(low, high)) => json!({ "between": [low, high] }),
                None => Json::Null,
            };
            json!({
                "item": one.item, "says": one.says, "predicate": one.predicate, "object": one.object,
                "fact": one.fact, "value": value, "expires": one.expires.map(|day| day.to_string()), "place": one.place,
            })
        })
        .collect();
    let smelters: Vec<Json> = read
        .smelters
        .iter()
        .map(|one| json!({ "metal": one.metal, "name": one.name, "country": one.country, "number": one.number, "mines": one.mines, "row": one.row }))
        .collect();
    let faults: Vec<Json> = read
        .faults
        .iter()
        .map(|one| json!({ "place": one.row, "message": one.message, "mend": one.mend }))
        .collect();
    json!({
        "file": name, "form": read.form.name(), "version": read.version, "issuer": read.issuer,
        "date": read.date.map(|day| day.to_string()), "reference": read.reference,
        "products": read.products.iter().map(|(id, others)| json!({ "id": id, "also": others })).collect::<Vec<_>>(),
        "parts": parts, "uses": uses, "statements": statements, "smelters": smelters, "notes": read.notes, "faults": faults,
    })
}
