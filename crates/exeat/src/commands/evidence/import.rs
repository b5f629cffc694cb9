//! `exeat evidence import`.

use std::path::PathBuf;

use clap::Args;
use exeat_evidence::exchange;

use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use exeat_value::shown::printable;

/// Make a case file of a STIX 2.1 bundle, a W3C PROV document or schema.org ClaimReview
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence import bundle.json -o CASE/case.toml
  exeat evidence import reviews.json

The form is told by the content of the file. Sources, claims and statements are taken over; what a
case file has no place for is told. A source without a grade has none: that is F, and no low one.")]
pub(crate) struct Import {
    /// The file, in JSON
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write the case file here; a file that is there already stays
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Import {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let imported = exchange::import(&files::read_text(&self.file)?).map_err(|error| {
            Failure::wrong(format!("`{}`: {}", self.file.display(), error.message))
                .with_help(error.mend)
        })?;
        for what in imported.left_out.iter().take(20) {
            console.note(&format!("left out: {}", printable(what)));
        }
        let more = imported.left_out.len().saturating_sub(20);
        if more > 0 {
            console.note(&format!("and {more} more things were left out"));
        }
        let text = toml::to_string(&imported.file)
            .map_err(|error| Failure::wrong(format!("the case cannot be written: {error}")))?;
        // What is written has to be a case file.
        exeat_evidence::case::read(&text, false).map_err(|error| {
            Failure::wrong(format!("`{}`: {}", self.file.display(), error.message))
                .with_help(error.mend)
        })?;
        match &self.output {
            Some(path) if path.exists() => {
                return Err(
                    Failure::wrong(format!("`{}` is there already", path.display()))
                        .with_help("write to a new file, and take over what you want"),
                );
            }
            Some(path) => {
                files::write_text(path, &text)?;
                console.say(&format!(
                    "{} sources, {} claims and {} statements in {}\n",
                    imported.file.sources.len(),
                    imported.file.claims.len(),
                    imported
                        .file
                        .claims
                        .values()
                        .map(|claim| claim.statements.len())
                        .sum::<usize>(),
                    path.display()
                ))?;
            }
            None => console.say(&text)?,
        }
        Ok(DONE)
    }
}
