//! `exeat ask`: an interview that asks what would decide, the cheapest question first, and writes the answers into the
//! document.

mod interview;

use std::path::{Path, PathBuf};

use clap::Args;
use exeat_value::Day;

use crate::arguments::KnownAtOption;
use crate::console::Console;
use crate::documents;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::law::LawBook;
use crate::rulebooks::{RulebookOption, jurisdictions};
use crate::screening::{HoldingsOption, PartyScreening, ScreeningOption};

use interview::Interview;

/// Be asked what would decide it, cheapest question first, and have the answers written down
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat ask shipment.toml                    answers go into shipment.toml
  exeat ask shipment.toml -o answered.toml   answers go into another file
  exeat ask shipment.toml < answers.txt      one answer a line

Besides a value you may answer: skip, unknown, not-answerable, withheld, between A and B, back, stop
and ? for help. Exit status: that of `exeat check` on the completed document.")]
pub(crate) struct Ask {
    /// The transaction document, in TOML or JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the completed document to this file [default: FILE itself; `-`: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The day on which it leaves, where the document does not state it
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Apply the law of this day [default: the day on which it leaves]
    #[arg(long, value_name = "DATE")]
    law_date: Option<Day>,
    /// Look only at the law of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    #[command(flatten)]
    screening: ScreeningOption,
    #[command(flatten)]
    holdings: HoldingsOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Ask {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if self.file.as_os_str() == files::STANDARD {
            return Err(Failure::usage(
                "the answers come from standard input, so the document cannot",
            )
            .with_help("name a file: `exeat ask FILE`"));
        }
        let document = documents::read(&self.file, console)?;
        let rulebook = self.rulebooks.load_law(console)?;
        let jurisdictions = jurisdictions(&rulebook, &self.jurisdiction)?;
        let law = LawBook::new(rulebook, self.known_at.day(), jurisdictions);
        let before = document.text.clone();

        let output = self.output.as_deref().unwrap_or(&self.file);
        let to_standard_output = output.as_os_str() == files::STANDARD;
        let mut interview = Interview {
            law,
            screening: PartyScreening::new(self.screening, self.known_at.day(), &self.holdings)?,
            on: self.on,
            law_date: self.law_date,
            path: &self.file,
            console,
            // The document must not be mixed with the talk about it.
            talk_on_stderr: to_standard_output,
        };
        let (text, overall) = interview.hold(document)?;
        if to_standard_output {
            console.say(&text)?;
        } else {
            written(output, &self.file, &before, &text, &interview)?;
        }
        Ok(overall.exit_status())
    }
}

/// Writes the completed document, unless it is the same file with the same text.
fn written(
    output: &Path,
    file: &Path,
    before: &str,
    text: &str,
    interview: &Interview<'_>,
) -> Result<(), Failure> {
    let path = output.display();
    if before == text && output == file {
        return interview.tell(&format!("`{path}` is as it was.\n"));
    }
    files::write_text(output, text)?;
    interview.tell(&format!("The answers stand in `{path}`.\n"))
}
