//! `exeat licence import` and `exeat licence columns`.

use std::path::PathBuf;

use clap::Args;
use exeat_register::Request;
use exeat_register::tables::{COLUMNS, Table, imported};

use super::{Place, told};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::tables::{self, Book, wrong};

/// Take over licences from a spreadsheet, all of them or none
#[derive(Debug, Args)]
#[command(after_help = "\
The file is a workbook with the sheets licences, lines and, where there are some, parties and
conditions; or a folder with licences.csv, lines.csv, parties.csv and conditions.csv. `exeat licence
columns` lists their columns. What was used of a line before stands in used-quantity and used-value,
and in how many shipments it left in used-shipments, where the licence limits how many they may be.

Example:
  exeat licence import register.xlsx --by ana")]
pub(crate) struct Import {
    /// The workbook, or the folder
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Import {
    pub(crate) fn run(self, place: &Place, console: &Console) -> Outcome {
        let mut book = Book::open(&self.file)?;
        let licences = book.needed("licences")?;
        let lines = book.needed("lines")?;
        let parties = book.sheet("parties")?;
        let conditions = book.sheet("conditions")?;
        let licences =
            imported(&licences, &lines, parties.as_ref(), conditions.as_ref()).map_err(wrong)?;
        if licences.is_empty() {
            return Err(
                Failure::wrong(format!("`{}` holds no licence", self.file.display()))
                    .with_help("write one in each row of the sheet licences"),
            );
        }
        let count = crate::layout::counted(licences.len(), "licence");
        let mut register = place.register.open_with_calendars(console)?;
        let done = place.done(&mut register, &Request::Import { licences }, console)?;
        console.say(&told(
            &format!("{count} taken over into {}", register.location()),
            &done,
        ))?;
        Ok(DONE)
    }
}

/// List the sheets and columns of the tables that are read
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat licence columns
  exeat licence columns -o register.xlsx        an empty workbook to fill in")]
pub(crate) struct Columns {
    /// Write an empty workbook with these sheets and columns
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Columns {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if let Some(output) = &self.output {
            // It may be one that somebody has filled in.
            if output.exists() {
                return Err(
                    Failure::wrong(format!("`{}` is there already", output.display()))
                        .with_help("give a name that is free, or move the file away"),
                );
            }
            let sheets: Vec<Table> = COLUMNS
                .iter()
                .take_while(|(sheet, _)| *sheet != "shipments")
                .map(|(sheet, columns)| Table {
                    name: sheet,
                    columns: columns.iter().map(|(column, _)| *column).collect(),
                    rows: Vec::new(),
                })
                .collect();
            tables::write(output, &sheets)?;
            console.say(&format!(
                "an empty register written into {}\n",
                output.display()
            ))?;
            return Ok(DONE);
        }
        let mut text = String::new();
        for (sheet, columns) in COLUMNS {
            text.push_str(&format!("{sheet}\n"));
            for (column, what) in *columns {
                text.push_str(&format!("  {column:<16}{what}\n"));
            }
        }
        console.say(&text)?;
        Ok(DONE)
    }
}
