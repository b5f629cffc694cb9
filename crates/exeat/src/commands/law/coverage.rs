//! `exeat law coverage`: what is modelled, what is only flagged, what is not there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_law::model::{JurisdictionId, Rulebook};
use serde_json::{Value, json};

use crate::arguments::{FormatOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};
use exeat_report::lawbook;

/// Show how far the law is modelled, and through which day it was checked
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law coverage --jurisdiction PK
  exeat law coverage --pages docs/book/coverage")]
pub(crate) struct Coverage {
    /// Only the law of these, such as CN,US
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// The language: en or zh
    #[arg(long, value_enum, default_value_t = Lang::En, hide_possible_values = true)]
    lang: Lang,
    /// Write the pages of the manual into this folder: one for each jurisdiction, in Markdown, with how many limbs
    /// worked cases decide
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["format", "lang", "jurisdiction"])]
    pages: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Coverage {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if let Some(folder) = &self.pages {
            return self.write_pages(folder, console);
        }
        let rulebook = self.rulebooks.load_law(console)?;
        let mut asked = jurisdictions(&rulebook, &self.jurisdiction)?;
        if asked.is_empty() {
            asked = (0..rulebook.jurisdictions.len())
                .map(JurisdictionId::at)
                .collect();
        }
        let text = if self.format.is_json() {
            let all: Vec<Value> = asked
                .iter()
                .map(|&id| lawbook::coverage_json(&rulebook, id))
                .collect();
            layout::json(&json!({ "jurisdictions": all }))
        } else {
            let all: Vec<String> = asked
                .iter()
                .map(|&id| as_text(&rulebook, id, self.lang))
                .collect();
            all.join("\n")
        };
        console.say(&text)?;
        Ok(DONE)
    }

    fn write_pages(&self, folder: &Path, console: &Console) -> Outcome {
        let rulebook = Arc::new(self.rulebooks.load(console)?);
        let report = exeat_determine::cases::run(&rulebook);
        let mut index = String::from(
            "# How far the law is modelled\n\nA page for each jurisdiction, made from the rulebooks by \
             `exeat law coverage --pages`. Every answer carries the part of this that concerns it.\n\n",
        );
        fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
        let write = |file: &str, text: &str| files::write_text(&folder.join(file), text);
        for (at, jurisdiction) in rulebook.jurisdictions.iter().enumerate() {
            let page = lawbook::coverage_page(&rulebook, JurisdictionId::at(at), &report);
            let file = format!("{}.md", jurisdiction.code);
            write(&file, &page)?;
            // Writing to a string does not fail.
            let _ = writeln!(index, "- [{}]({file})", jurisdiction.name.en);
        }
        write("README.md", &index)?;
        Ok(DONE)
    }
}

fn as_text(rulebook: &Rulebook, id: JurisdictionId, lang: Lang) -> String {
    let jurisdiction = rulebook.jurisdiction(id);
    let name = lawbook::pick(&jurisdiction.name, lang);
    let mut text = format!("{}: {name}\n", jurisdiction.code);
    // Writing to a string does not fail.
    if let Some(day) = jurisdiction.verified_through {
        let _ = writeln!(text, "verified through {day}");
    }
    for statement in lawbook::coverage_of(rulebook, id) {
        match statement.instrument {
            Some(instrument) => {
                let instrument = rulebook.instrument(instrument);
                let title = lawbook::pick(&instrument.title, lang);
                let _ = write!(text, "\n{}: {title}", instrument.name);
                if let Some(day) = instrument.verified_through {
                    let _ = write!(text, " (verified through {day})");
                }
                text.push('\n');
            }
            None => text.push_str("\nThe law as a whole\n"),
        }
        for line in &statement.lines {
            let what = lawbook::pick(&line.what, lang);
            let first = format!("  {:9} ", lawbook::coverage_kind(line.kind));
            let block = layout::wrapped(what, "            ");
            text.push_str(&first);
            text.push_str(block.trim_start());
        }
    }
    text
}
