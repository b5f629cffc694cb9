//! `exeat evidence materials`.

use std::path::PathBuf;

use clap::Args;
use exeat_documents::materials::{Bill, Range, Rolled, Use, rollup};
use serde_json::{Value as Json, json};

use super::folder::Folder;
use super::read::shown;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;
use exeat_value::shown::printable;

/// The parts that are shown as text.
const SHOWN_MAX: usize = 2_000;

/// Show what a product is made of: value, mass, the share of each origin at every layer, technology
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence materials examples/drone
  exeat evidence materials CASE --origin CN       only the share of one origin
  exeat evidence materials CASE --format json

Figures that are ranges stay ranges: a share stands between bounds that hold it whatever the figures
are. A bound that does not end is rounded outwards, at the eighth place.")]
pub(crate) struct Materials {
    /// The folder of the case, or its case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// Show the share of this origin only, as the bill writes it
    #[arg(long, value_name = "COUNTRY")]
    origin: Option<String>,
    #[command(flatten)]
    format: FormatOption,
}

impl Materials {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let folder = Folder::read(&self.case, console)?;
        let mut bills: Vec<(String, &Bill)> = Vec::new();
        if let (Some(bill), Some(named)) = (&folder.bill, &folder.file.bill) {
            bills.push((named.file.clone(), bill));
        }
        for one in &folder.declared {
            if !one.read.bill.parts.is_empty() {
                bills.push((one.file.clone(), &one.read.bill));
            }
        }
        if bills.is_empty() {
            return Err(
                Failure::wrong("the case names no bill of materials").with_help(
                    "add `bill = { file = …, mapping = … }`; docs/book/materials.md shows how",
                ),
            );
        }
        let rolled: Vec<(String, &Bill, Rolled)> = bills
            .into_iter()
            .map(|(name, bill)| {
                let rolled = rollup(bill);
                (name, bill, rolled)
            })
            .collect();
        let text = if self.format.is_json() {
            layout::json(&Json::Array(
                rolled
                    .iter()
                    .map(|(name, bill, rolled)| self.as_json(name, bill, rolled))
                    .collect(),
            ))
        } else {
            rolled
                .iter()
                .map(|(name, bill, rolled)| self.in_words(name, bill, rolled))
                .collect()
        };
        console.say(&text)?;
        Ok(DONE)
    }

    fn origins<'r>(&self, rolled: &'r Rolled, at: usize) -> Vec<(&'r str, Option<Range>)> {
        let mut shares = rolled.shares(at);
        shares.retain(|(origin, _)| self.origin.as_ref().is_none_or(|wanted| wanted == origin));
        shares
    }

    fn in_words(&self, name: &str, bill: &Bill, rolled: &Rolled) -> String {
        let mut text = format!("== {}\n", printable(name));
        let currency = bill
            .currency
            .as_deref()
            .map(|currency| format!(" {currency}"))
            .unwrap_or_default();
        let mut used: Vec<Vec<&Use>> = vec![Vec::new(); bill.parts.len()];
        for one in &bill.uses {
            if let Some(uses) = used.get_mut(one.child) {
                uses.push(one);
            }
        }
        for ((at, part), used) in bill.parts.iter().enumerate().zip(&used).take(SHOWN_MAX) {
            let Some(own) = rolled.parts.get(at) else {
                continue;
            };
            let mut line = |indent: &str, words: &str| {
                text.push_str(&layout::wrapped(&printable(words), indent));
            };
            let inside: Vec<String> = used
                .iter()
                .filter_map(|one| {
                    let parent = bill.parts.get(one.parent)?;
                    Some(format!("{} in {}", one.quantity, parent.id))
                })
                .take(5)
                .collect();
            let inside = if inside.is_empty() {
                String::new()
            } else {
                format!(" ({})", inside.join("; "))
            };
            line("", &format!("{}: {}{inside}", part.id, part.name));
            let value = own.value.as_ref().map_or_else(
                || "value not known".to_owned(),
                |value| shown(value, &currency),
            );
            let mass = own
                .mass
                .as_ref()
                .map_or_else(|| "mass not known".to_owned(), |mass| shown(mass, " kg"));
            line("    ", &format!("{value}; {mass}"));
            let shares: Vec<String> = self
                .origins(rolled, at)
                .into_iter()
                .map(|(origin, share)| {
                    let origin = if origin.is_empty() {
                        "origin not told"
                    } else {
                        origin
                    };
                    share.map_or_else(
                        || format!("{origin} share not known"),
                        |share| format!("{origin} {}", shown(&share, " %")),
                    )
                })
                .collect();
            if !shares.is_empty() {
                line("    ", &format!("by value: {}", shares.join(", ")));
            }
            for (country, statements) in rolled.technology(at) {
                let under = if statements.is_empty() {
                    "no statement is named".to_owned()
                } else {
                    format!("under: {}", statements.join("; "))
                };
                line(
                    "    ",
                    &format!("made with technology of {country}, or something in it was ({under})"),
                );
            }
        }
        let more = bill.parts.len().saturating_sub(SHOWN_MAX);
        if more > 0 {
            text.push_str(&format!(
                "… and {more} more parts; `--format json` has them all\n"
            ));
        }
        text
    }

    fn as_json(&self, name: &str, bill: &Bill, rolled: &Rolled) -> Json {
        let range =
            |range: &Range| json!({ "low": range.low.to_string(), "high": range.high.to_string() });
        let parts: Vec<Json> = bill
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| {
                let own = rolled.parts.get(at)?;
                let values = rolled.origins(at);
                let origins: Vec<Json> = self
                    .origins(rolled, at)
                    .into_iter()
                    .map(|(origin, share)| {
                        let value = values.iter().find(|one| one.origin == origin).and_then(|one| one.value.as_ref());
                        json!({ "origin": origin, "value": value.map(range), "share": share.as_ref().map(range) })
                    })
                    .collect();
                Some(json!({
                    "id": part.id, "name": part.name, "supplier": part.supplier,
                    "value": own.value.as_ref().map(range), "mass_kg": own.mass.as_ref().map(range),
                    "origins": origins, "technology": rolled.technology(at),
                }))
            })
            .collect();
        json!({ "file": name, "currency": bill.currency, "complete": bill.complete, "parts": parts })
    }
}
