//! `exeat lists`: the editions of restricted-party lists.

mod diff;
mod fetch;
mod import;
mod show;
mod status;

use clap::Subcommand;

use crate::console::Console;
use crate::failure::Outcome;

/// Keep the editions of restricted-party lists that parties are screened against
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Editions lie in the data folder: `EXEAT_DATA`, else the platform's folder for data.

Examples:
  exeat lists import consolidated.csv      keep an edition and put it in force
  exeat lists fetch                        ask the publishers for what is new
  exeat lists status                       which editions count, and how old they are
  exeat lists diff us-csl@2026-07-01 us-csl
  exeat lists show us-sdn 12345            one entry")]
pub(crate) enum Lists {
    Import(import::Import),
    Fetch(fetch::Fetch),
    Status(status::Status),
    Diff(diff::Diff),
    Show(show::Show),
}

impl Lists {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self {
            Self::Import(import) => import.run(console),
            Self::Fetch(fetch) => fetch.run(console),
            Self::Status(status) => status.run(console),
            Self::Diff(diff) => diff.run(console),
            Self::Show(show) => show.run(console),
        }
    }
}
