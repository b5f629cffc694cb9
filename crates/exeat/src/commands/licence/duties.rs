//! `exeat licence duties|done|waive`.

use std::path::PathBuf;

use clap::Args;
use exeat_register::{DutyState, Request, tables as register_tables};
use serde_json::json;

use super::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;
use crate::register::failed;
use crate::tables;

/// List what is to be done by when
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat licence duties
  exeat licence duties --all -o duties.xlsx")]
pub(crate) struct Duties {
    /// Also what was done or waived
    #[arg(long)]
    all: bool,
    /// Write a table: .xlsx or .csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl Duties {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let on = place.acting.day();
        let mut register = place.register.open_to_read()?;
        let mut duties = register.duties().map_err(|error| failed(&error))?;
        if !self.all {
            duties.retain(|duty| duty.state == DutyState::Open);
        }
        let table = register_tables::duties(&duties, on);
        if let Some(path) = &self.output {
            tables::write(path, &[table])?;
        } else if self.format.is_json() {
            console.say(&layout::json(
                &json!({ "format": 1, "on": on, "duties": duties }),
            ))?;
        } else if duties.is_empty() {
            console.say("nothing is to be done\n")?;
        } else {
            let rows: Vec<Vec<String>> = duties
                .iter()
                .map(|duty| {
                    let state = if duty.is_overdue(on) {
                        "OVERDUE"
                    } else if duty.state == DutyState::Open {
                        "open"
                    } else {
                        "settled"
                    };
                    vec![
                        duty.due
                            .map_or_else(|| "?".to_owned(), |due| due.to_string()),
                        state.to_owned(),
                        duty.id.clone(),
                        duty.text.clone(),
                    ]
                })
                .collect();
            let mut text = tables::aligned(&["due", "state", "duty", "what"], &rows);
            for duty in &duties {
                if let Some(why) = &duty.not_counted {
                    text.push_str(&format!("{}: the last day is not known: {why}\n", duty.id));
                }
            }
            console.say(&text)?;
        }
        Ok(DONE)
    }
}

/// Write down that a duty was done, and what shows it
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence done 26AC000123/c1/41 --proof 'receipt 2026-0417'")]
pub(crate) struct Discharge {
    /// The duty
    #[arg(value_name = "DUTY")]
    duty: String,
    /// What shows that it was done
    #[arg(long, value_name = "TEXT")]
    proof: String,
}

impl Discharge {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("done {}", self.duty);
        let request = Request::Discharge {
            duty: self.duty,
            proof: self.proof,
        };
        place.perform(&request, &words, console)
    }
}

/// Write down that a duty need not be done; this takes two people
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat licence waive 26AC000123/c1/41 --cause 'the authority asks for it no longer'")]
pub(crate) struct Waive {
    /// The duty
    #[arg(value_name = "DUTY")]
    duty: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Waive {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("waived {}", self.duty);
        let request = Request::Waive {
            duty: self.duty,
            cause: self.cause,
        };
        place.perform(&request, &words, console)
    }
}
