//! `exeat licence show`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use exeat_register::tables as register_tables;
use exeat_register::{Account, Entry, LicenceView, picture};
use serde_json::json;

use super::Place;
use super::list::left;
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;
use crate::register::failed;
use crate::tables;

/// Show a licence: what it says, what was used, what is left
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat licence show 26AC000123
  exeat licence show 26AC000123 -o ledger.xlsx
  exeat licence show 26AC000123 --format svg > balance.svg")]
pub(crate) struct Show {
    /// Its number
    #[arg(value_name = "NUMBER")]
    licence: String,
    /// Write its ledger: .xlsx or .csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How it is written: text, json, or svg for a picture of the balance over time
    #[arg(long, value_enum, default_value_t = Shape::Text, hide_possible_values = true)]
    format: Shape,
}

/// How a licence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Text,
    Json,
    Svg,
}

impl Show {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let on = place.acting.day();
        let mut register = place.register.open_to_read()?;
        let view = register
            .licence(&self.licence, on)
            .map_err(|error| failed(&error))?;
        let entries = register
            .entries(&view.licence.id)
            .map_err(|error| failed(&error))?;
        if let Some(path) = &self.output {
            tables::write(path, &[register_tables::ledger(&[(view, entries)])])?;
            return Ok(DONE);
        }
        match self.format {
            Shape::Text => console.say(&in_words(&view, &entries))?,
            Shape::Json => console.say(&layout::json(
                &json!({ "format": 1, "view": view, "ledger": entries }),
            ))?,
            Shape::Svg => console.say(&picture(&view.licence, &entries, on))?,
        }
        Ok(DONE)
    }
}

fn in_words(view: &LicenceView, entries: &[Entry]) -> String {
    let licence = &view.licence;
    let mut text = format!(
        "{} of {} {}, {}: {} on {}\n  held by {}\n  valid from {}{}\n",
        licence.number,
        licence.jurisdiction,
        licence.authority,
        licence.kind.name(),
        view.state.name().to_uppercase(),
        view.on,
        licence.holder,
        licence.valid_from,
        licence
            .valid_through
            .map_or_else(String::new, |last| format!(" through {last}")),
    );
    if let Some(most) = licence.shipments_max {
        text.push_str(&format!(
            "  {} of {} used\n",
            view.shipments.len(),
            layout::counted(usize::try_from(most).unwrap_or(usize::MAX), "shipment")
        ));
    }
    for party in &licence.parties {
        let place = party
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!(" ({place})"));
        text.push_str(&format!("  {}: {}{place}\n", party.role, party.name));
    }
    if !licence.destinations.is_empty() {
        text.push_str(&format!("  to {}\n", licence.destinations.join(", ")));
    }
    if let Some(cause) = &licence.cause {
        text.push_str(&format!("  cause: {cause}\n"));
    }
    text.push('\n');
    let rows: Vec<Vec<String>> = licence
        .lines
        .iter()
        .zip(&view.lines)
        .map(|(line, used)| {
            let allowed: Vec<String> = [
                line.quantity.map(|one| one.to_string()),
                line.value.map(|one| one.to_string()),
            ]
            .into_iter()
            .flatten()
            .collect();
            let both = |quantity: exeat_value::Decimal, value: exeat_value::Decimal| {
                let mut parts = Vec::new();
                if line.quantity.is_some() {
                    parts.push(quantity.to_string());
                }
                if line.value.is_some() {
                    parts.push(value.to_string());
                }
                parts.join(", ")
            };
            vec![
                line.number.to_string(),
                line.item.clone().unwrap_or_else(|| line.codes.join(" ")),
                if allowed.is_empty() {
                    "unlimited".to_owned()
                } else {
                    allowed.join(", ")
                },
                both(used.reserved, used.reserved_value),
                both(used.drawn, used.drawn_value),
                left(used),
            ]
        })
        .collect();
    text.push_str(&tables::aligned(
        &["line", "what", "allowed", "reserved", "drawn", "left"],
        &rows,
    ));
    if let Ok(account) = Account::of(entries) {
        let open: Vec<Vec<String>> = account
            .open()
            .map(|open| {
                vec![
                    open.sequence.to_string(),
                    open.line.to_string(),
                    open.left.quantity.to_string(),
                    open.shipment.clone().unwrap_or_default(),
                    open.declaration.clone().unwrap_or_default(),
                ]
            })
            .collect();
        if !open.is_empty() {
            text.push_str("\nopen reservations\n");
            text.push_str(&tables::aligned(
                &["entry", "line", "left", "shipment", "declaration"],
                &open,
            ));
        }
    }
    if !entries.is_empty() {
        let table = register_tables::ledger(&[(view.clone(), entries.to_vec())]);
        let columns = [0_usize, 1, 2, 4, 5, 6, 7, 8, 9, 10, 12];
        let pick = |row: &[String]| -> Vec<String> {
            columns
                .iter()
                .filter_map(|column| row.get(*column).cloned())
                .collect()
        };
        let heads: Vec<&str> = columns
            .iter()
            .filter_map(|column| table.columns.get(*column).copied())
            .collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| pick(row)).collect();
        text.push_str("\nledger\n");
        text.push_str(&tables::aligned(&heads, &rows));
    }
    for condition in &licence.conditions {
        text.push_str(&format!(
            "\ncondition {}: {}\n",
            condition.number, condition.text
        ));
    }
    text
}
