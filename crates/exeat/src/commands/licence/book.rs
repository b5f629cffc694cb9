//! `exeat licence book`.

use std::path::PathBuf;

use clap::Args;
use exeat_register::tables::{Before, booked_before, bookings};
use exeat_register::{Acting, RegisterError};
use serde_json::{Value, json};

use super::Place;
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::layout;
use crate::progress::Progress;
use crate::register::failed;
use crate::tables;

/// Book a table of shipments, row by row; a row that is refused is told and the others go on
#[derive(Debug, Args)]
#[command(after_help = "\
The table has the columns day, do (reserve, draw or release), licence, line, quantity, unit, value,
currency, shipment and declaration. A row that the ledger holds already is not booked again, so that
a table can be booked again once its rows that were refused are mended. Exit status: 0 all are
booked, 1 some were refused.

Example:
  exeat licence book quarter.csv --by ana")]
pub(crate) struct Book {
    /// A workbook with a sheet `shipments`, or separated values
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    format: FormatOption,
}

impl Book {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let sheet = tables::read(&self.file, "shipments")?;
        let rows = bookings(&sheet).map_err(tables::wrong)?;
        let mut register = place.register.open_with_calendars(console)?;
        let acting = place.acting.acting_in(&mut register, console)?;
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let mut progress = Progress::new("booking", total);
        let mut text = String::new();
        let mut records: Vec<Value> = Vec::new();
        let mut refused = 0_usize;
        // Before anything is booked: a table is not left half done for a day that has not come.
        if let Some(row) = rows.iter().find(|row| row.day > acting.on) {
            return Err(Failure::wrong(format!(
                "row {}: {} comes after {}, the day on which this is written; nothing was booked",
                row.row, row.day, acting.on
            ))
            .with_help("book it when the day has come, or say the later day with `--on`"));
        }
        let told = booked_before(&mut register, &rows).map_err(|error| failed(&error))?;
        let mut before = 0_usize;
        for (row, told) in rows.iter().zip(told) {
            let on = Acting {
                on: row.day,
                at: crate::clock::now(),
                ..acting.clone()
            };
            if let Before::Booked(entry) = told {
                before += 1;
                progress.add(1);
                text.push_str(&format!(
                    "row {:<4} {}  before   {} (entry {entry})\n",
                    row.row, row.day, row.words
                ));
                records.push(
                    json!({ "row": row.row, "booked": true, "before": true, "entries": [entry] }),
                );
                continue;
            }
            let outcome = match told.refusal() {
                Some(refused) => Err(refused),
                None => register.perform(&on, &row.request),
            };
            progress.add(1);
            match outcome {
                Ok(done) => {
                    let entries: Vec<i64> = done.entries.iter().map(|one| one.sequence).collect();
                    let duties: Vec<&str> = done.duties.iter().map(|one| one.id.as_str()).collect();
                    text.push_str(&format!(
                        "row {:<4} {}  booked   {}\n",
                        row.row, row.day, row.words
                    ));
                    records.push(json!({ "row": row.row, "booked": true, "entries": entries, "duties": duties }));
                }
                Err(error @ (RegisterError::Refused(_) | RegisterError::NotFound { .. })) => {
                    refused += 1;
                    text.push_str(&format!(
                        "row {:<4} {}  REFUSED  {}\n",
                        row.row, row.day, row.words
                    ));
                    let rule = error.rule().unwrap_or("not-found");
                    text.push_str(&format!("         {rule}: {error}\n"));
                    if let (Before::Otherwise(_), Some(help)) = (told, error.help()) {
                        text.push_str(&format!("         {help}\n"));
                    }
                    records.push(json!({ "row": row.row, "booked": false, "rule": rule, "why": error.to_string() }));
                }
                Err(error) => {
                    drop(progress);
                    console.say(&text)?;
                    return Err(failed(&error));
                }
            }
        }
        drop(progress);
        if self.format.is_json() {
            console.say(&layout::json(&json!({ "format": 1, "rows": records })))?;
        } else {
            let booked = rows.len().saturating_sub(refused).saturating_sub(before);
            text.push_str(&format!(
                "\n{booked} of {} rows booked, {refused} refused",
                rows.len()
            ));
            if before > 0 {
                text.push_str(&format!(", {before} were booked before"));
            }
            text.push('\n');
            console.say(&text)?;
        }
        Ok(if refused == 0 { DONE } else { WRONG })
    }
}
