//! `exeat licence reconcile`.

use std::path::PathBuf;

use clap::Args;
use exeat_register::{Agreement, tables as register_tables};
use serde_json::json;

use super::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Outcome, WRONG};
use crate::layout;
use crate::register::failed;
use crate::tables;

/// Hold the ledger against a customs reply: matched, missing, different
#[derive(Debug, Args)]
#[command(after_help = "\
The reply has the columns declaration, licence, line, status (released, cancelled or lodged), quantity,
unit, value and currency. Exit status: 0 all matched, 1 something is missing or different.

Example:
  exeat licence reconcile customs.csv -o differences.xlsx")]
pub(crate) struct Reconcile {
    /// A workbook with a sheet `customs`, or separated values
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the report: .xlsx or .csv
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl Reconcile {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let sheet = tables::read(&self.file, "customs")?;
        let customs = register_tables::customs(&sheet).map_err(tables::wrong)?;
        let mut register = place.register.open_to_read()?;
        let found = register
            .reconcile(&customs, place.acting.day())
            .map_err(|error| failed(&error))?;
        let count = |agreement: Agreement| {
            found
                .iter()
                .filter(|one| one.agreement == agreement)
                .count()
        };
        let matched = count(Agreement::Matched);
        let table = register_tables::reconciliation(&found);
        let summary = format!(
            "{matched} matched, {} missing in the register, {} missing at customs, {} different\n",
            count(Agreement::MissingHere),
            count(Agreement::MissingThere),
            count(Agreement::Different)
        );
        if let Some(path) = &self.output {
            tables::write(path, &[table])?;
            console.say(&summary)?;
        } else if self.format.is_json() {
            console.say(&layout::json(&json!({ "format": 1, "lines": found })))?;
        } else {
            let rows: Vec<Vec<String>> = table
                .rows
                .into_iter()
                .filter(|row| row.first().is_some_and(|one| one != "matched"))
                .collect();
            let mut text = summary;
            if !rows.is_empty() {
                text.push('\n');
                text.push_str(&tables::aligned(&table.columns, &rows));
            }
            console.say(&text)?;
        }
        Ok(if matched == found.len() { DONE } else { WRONG })
    }
}
