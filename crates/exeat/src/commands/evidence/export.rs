//! `exeat evidence export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use exeat_evidence::exchange;

use super::folder::Folder;
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::files;
use crate::layout;

/// Write a case in the forms of others: STIX 2.1, W3C PROV, schema.org ClaimReview
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence export CASE --as stix > bundle.json
  exeat evidence export CASE --as prov -o case.prov.json
  exeat evidence export CASE --as claim-review")]
pub(crate) struct Export {
    /// The folder of the case, or its case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The form: stix, prov or claim-review
    #[arg(long = "as", value_enum, hide_possible_values = true)]
    shape: Shape,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The form of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shape {
    Stix,
    Prov,
    ClaimReview,
}

impl Export {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let folder = Folder::read(&self.case, console)?;
        let value = match self.shape {
            Shape::Stix => exchange::stix(&folder.file),
            Shape::Prov => exchange::prov(&folder.file),
            Shape::ClaimReview => exchange::claim_review(&folder.file),
        };
        let text = layout::json(&value);
        match &self.output {
            Some(path) => files::write_text(path, &text)?,
            None => console.say(&text)?,
        }
        Ok(DONE)
    }
}
