//! `exeat licence duties|done|waive`.

use std::path::{Path, PathBuf};

use clap::Args;
use exeat_register::{Duty, DutyState, Request, feed, tables as register_tables};
use serde_json::{Value, json};

use super::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::register::failed;
use crate::tables;

/// List what is to be done by when
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat licence duties
  exeat licence duties --all -o duties.xlsx
  exeat licence duties -o duties.ics               for a calendar, with reminders
  exeat check shipment.toml --format json > answer.json
  exeat licence duties --from answer.json --shipment S-17    take over what the law asks for")]
pub(crate) struct Duties {
    /// Also what was done or waived
    #[arg(long)]
    all: bool,
    /// Write it: .xlsx, .csv, or .ics for a calendar
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// First take over the duties of a determination, as `exeat check --format json` writes it
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The shipment that the determination is about
    #[arg(long, value_name = "NAME", requires = "from")]
    shipment: Option<String>,
    #[command(flatten)]
    format: FormatOption,
}

impl Duties {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let on = place.acting.day();
        if let Some(path) = &self.from {
            let duties = of_determination(path, self.shipment.as_deref())?;
            let count = layout::counted(duties.len(), "duty").replace("dutys", "duties");
            let words = format!("{count} in the determination");
            place.perform(&Request::Duties { duties }, &words, console)?;
        }
        let mut register = place.register.open_to_read()?;
        let mut duties = register.duties().map_err(|error| failed(&error))?;
        if !self.all {
            duties.retain(|duty| duty.state == DutyState::Open);
        }
        let table = register_tables::duties(&duties, on);
        if let Some(path) = &self.output {
            if path.extension().is_some_and(|one| one == "ics") {
                files::write_text(path, &feed(&duties, &crate::clock::now()))?;
            } else {
                tables::write(path, &[table])?;
            }
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

/// The duties of a determination that certainly apply, each once, under the determination's own name.
fn of_determination(path: &Path, shipment: Option<&str>) -> Result<Vec<Duty>, Failure> {
    let text = files::read_determination(path)?;
    let wrong = || {
        Failure::wrong(format!("`{}` holds no determination", path.display()))
            .with_help("`exeat check FILE --format json > answer.json` writes one")
    };
    let determination: Value = serde_json::from_str(&text).map_err(|_| wrong())?;
    let id = determination["id"].as_str().ok_or_else(wrong)?;
    let lines = determination["lines"].as_array().ok_or_else(wrong)?;
    let mut duties: Vec<Duty> = Vec::new();
    for line in lines {
        let verdicts = line["verdicts"].as_array().ok_or_else(wrong)?;
        for shown in verdicts
            .iter()
            .filter_map(|one| one["duties"].as_array())
            .flatten()
        {
            if shown["certain"].as_bool() != Some(true) {
                continue;
            }
            let text = |value: &Value| value.as_str().map(str::to_owned);
            let day = |value: &Value| value.as_str().and_then(|day| day.parse().ok());
            let what = text(&shown["what"]["en"])
                .or_else(|| text(&shown["what"]))
                .ok_or_else(wrong)?;
            let provision = text(&shown["provision"]).ok_or_else(wrong)?;
            let kind = text(&shown["kind"]).unwrap_or_else(|| "other".to_owned());
            let due = &shown["due"];
            // The duties of two lines are one duty, if the same provision asks for the same.
            let digits: String = id.trim_start_matches("sha256:").chars().take(12).collect();
            let name = format!("{digits}/{provision}/{kind}");
            if duties.iter().any(|one| one.id == name) {
                continue;
            }
            duties.push(Duty {
                id: name,
                kind,
                text: match text(&shown["to"]) {
                    Some(to) => format!("{what} ({to})"),
                    None => what,
                },
                from: format!("determination/{id}"),
                cites: text(&shown["cites"]),
                since: day(&due["after"]),
                due: day(&due["on"]),
                not_counted: text(&due["not_counted"]).map(|why| why.replace('_', " ")),
                shipment: shipment.map(str::to_owned),
                proof_wanted: None,
                state: DutyState::Open,
            });
        }
    }
    Ok(duties)
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
