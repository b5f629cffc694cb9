//! `exeat licence list`.

use std::path::PathBuf;

use clap::Args;
use exeat_register::tables as register_tables;
use exeat_register::{LicenceView, LineView};
use serde_json::json;

use super::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;
use crate::register::failed;
use crate::tables;

/// List the licences with their state on a day and what is left
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat licence list
  exeat licence list --on 2026-03-31 -o balances.xlsx")]
pub(crate) struct List {
    /// Write tables: .xlsx (licences, lines, ledger) or .csv (lines)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl List {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let on = place.acting.day();
        let mut register = place.register.open_to_read()?;
        let views = register.licences(on).map_err(|error| failed(&error))?;
        if let Some(path) = &self.output {
            let lines = register_tables::lines(&views);
            if path.extension().is_some_and(|one| one == "csv") {
                tables::write(path, &[lines])?;
            } else {
                let mut all = vec![register_tables::licences(&views), lines];
                let mut with = Vec::new();
                for view in views {
                    let entries = register
                        .entries(&view.licence.id)
                        .map_err(|error| failed(&error))?;
                    with.push((view, entries));
                }
                all.push(register_tables::ledger(&with));
                tables::write(path, &all)?;
            }
        } else if self.format.is_json() {
            console.say(&layout::json(
                &json!({ "format": 1, "on": on, "licences": views }),
            ))?;
        } else {
            console.say(&in_words(&views))?;
        }
        Ok(DONE)
    }
}

fn in_words(views: &[LicenceView]) -> String {
    if views.is_empty() {
        return "there are no licences\n".to_owned();
    }
    let mut rows = Vec::new();
    for view in views {
        for (index, (line, used)) in view.licence.lines.iter().zip(&view.lines).enumerate() {
            let first = index == 0;
            let only_first = |text: String| if first { text } else { String::new() };
            rows.push(vec![
                only_first(view.licence.number.clone()),
                only_first(view.state.name().to_owned()),
                only_first(
                    view.licence
                        .valid_through
                        .map_or_else(|| "no end".to_owned(), |day| day.to_string()),
                ),
                line.number.to_string(),
                line.item.clone().unwrap_or_else(|| line.codes.join(" ")),
                left_for(view, used),
            ]);
        }
    }
    tables::aligned(
        &["number", "state", "through", "line", "what", "left"],
        &rows,
    )
}

/// What is left of a line and, where no further shipment is allowed, for which it is left.
fn left_for(view: &LicenceView, used: &LineView) -> String {
    let left = left(used);
    let most = view.licence.shipments_max;
    let used_up = most
        .is_some_and(|most| u32::try_from(view.shipments.len()).is_ok_and(|count| count >= most));
    if used_up {
        format!("{left}, for {} alone", view.shipments.join(", "))
    } else {
        left
    }
}

/// What is left of a line, in words.
pub(super) fn left(used: &LineView) -> String {
    let parts: Vec<String> = [
        used.left.map(|one| one.to_string()),
        used.left_value.map(|one| one.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "unlimited".to_owned()
    } else {
        parts.join(", ")
    }
}
