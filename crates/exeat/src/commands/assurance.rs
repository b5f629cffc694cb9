//! `exeat assurance`: who assured whom of what, and what leans on it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use exeat_register::{Assurance as Given, Reliance, Request, tables as register_tables};
use serde_json::json;

use super::licence::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::register::failed;
use crate::tables;

/// Keep assurances and undertakings: who gave them, of what, until when, and which shipments lean on them
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat assurance add assurance.toml
  exeat assurance list
  exeat assurance lean pk-cn-2025 --shipment S-17 --why 'no Chinese technology in the cracking'")]
pub(crate) struct Assurance {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Add(Add),
    List(List),
    Lean(Lean),
    Retract(Retract),
}

impl Assurance {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self.what {
            What::Add(one) => one.run(&self.place, console),
            What::List(one) => one.run(&self.place, console),
            What::Lean(one) => one.run(&self.place, console),
            What::Retract(one) => one.run(&self.place, console),
        }
    }
}

/// Write down an assurance
#[derive(Debug, Args)]
#[command(after_help = "\
The file is TOML with id, kind (government or end-user), by, to, of, items, given, until, note, and a
table [statement] with speaker, source and paper.

Example:
  exeat assurance add assurance.toml")]
struct Add {
    /// The file
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Add {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let text = files::read_text(&self.file)?;
        let assurance: Given = toml::from_str(&text).map_err(|error| {
            Failure::wrong(format!(
                "`{}`: {}",
                self.file.display(),
                error.to_string().trim_end()
            ))
            .with_help("`exeat assurance add --help` says what it holds")
        })?;
        let words = format!("wrote down assurance `{}`", assurance.id);
        place.perform(&Request::Assure { assurance }, &words, console)
    }
}

/// List assurances and what leans on them
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat assurance list
  exeat assurance list --on 2026-01-01 -o assurances.xlsx")]
struct List {
    /// Write a table: .xlsx or .csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl List {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let on = place.acting.day();
        let mut register = place.register.open_to_read()?;
        let views = register.assurances(on).map_err(|error| failed(&error))?;
        if let Some(path) = &self.output {
            tables::write(path, &[register_tables::reliances(&views)])?;
            return Ok(DONE);
        }
        if self.format.is_json() {
            console.say(&layout::json(
                &json!({ "format": 1, "on": on, "assurances": views }),
            ))?;
            return Ok(DONE);
        }
        let mut text = String::new();
        for view in &views {
            let one = &view.assurance;
            let until = one.until.map_or_else(
                || "without an end".to_owned(),
                |last| format!("through {last}"),
            );
            text.push_str(&format!(
                "{} ({}): {} assured {}\n{}",
                one.id,
                one.kind.name(),
                one.by,
                one.to,
                layout::wrapped(&one.of, "  ")
            ));
            let holds = match (&one.retracted, view.holds) {
                (Some(cause), _) => format!("taken back: {cause}"),
                (None, true) => format!("holds on {on}"),
                (None, false) => format!("does NOT hold on {on}"),
            };
            text.push_str(&format!("\n  given {}, {until}; {holds}\n", one.given));
            if let Some(speaker) = &one.statement.speaker {
                text.push_str(&format!("  said by {speaker}\n"));
            }
            if let Some(source) = &one.statement.source {
                text.push_str(&format!("  source: {source}\n"));
            }
            for reliance in &view.reliances {
                text.push_str(&format!(
                    "  leans on it: {}: {}\n",
                    reliance.shipment, reliance.why
                ));
            }
        }
        if views.is_empty() {
            text.push_str("there are no assurances\n");
        }
        console.say(&text)?;
        Ok(DONE)
    }
}

/// Write down that a shipment leans on an assurance
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat assurance lean pk-cn-2025 --shipment S-17 --why 'no Chinese technology in the cracking'")]
struct Lean {
    /// The assurance
    #[arg(value_name = "ASSURANCE")]
    assurance: String,
    /// The shipment
    #[arg(long, value_name = "NAME")]
    shipment: String,
    /// For which fact or question
    #[arg(long, value_name = "TEXT")]
    why: String,
}

impl Lean {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("{} leans on {}", self.shipment, self.assurance);
        let reliance = Reliance {
            assurance: self.assurance,
            shipment: self.shipment,
            why: self.why,
        };
        place.perform(&Request::Lean { reliance }, &words, console)
    }
}

/// Write down that an assurance was taken back, or has turned out wrong
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat assurance retract pk-cn-2025 --cause 'statement of 3 May'")]
struct Retract {
    /// The assurance
    #[arg(value_name = "ASSURANCE")]
    assurance: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    cause: String,
}

impl Retract {
    fn run(self, place: &Place, console: &Console) -> Outcome {
        let words = format!("took back {}", self.assurance);
        let mut leaning = Vec::new();
        if let Ok(mut register) = place.register.open_to_read()
            && let Ok(views) = register.assurances(place.acting.day())
        {
            for view in views
                .into_iter()
                .filter(|view| view.assurance.id == self.assurance)
            {
                leaning.extend(view.reliances.into_iter().map(|one| one.shipment));
            }
        }
        let request = Request::Retract {
            assurance: self.assurance,
            cause: self.cause,
        };
        let outcome = place.perform(&request, &words, console)?;
        if !leaning.is_empty() {
            console.say(&format!("  leaned on it: {}\n", leaning.join(", ")))?;
        }
        Ok(outcome)
    }
}
