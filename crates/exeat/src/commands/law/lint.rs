//! `exeat law lint`: what is wrong with the rulebooks, or probably not meant.

use std::sync::Arc;

use clap::Args;
use exeat_determine::cases;
use exeat_facts::Vocabulary;
use exeat_law::analysis;
use exeat_law::lower::{self, FileDiagnostic};
use exeat_law::model::Rulebook;
use exeat_syntax::{LineIndex, Severity};
use serde_json::{Value, json};

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Outcome, WRONG};
use crate::layout;
use crate::rulebooks::{RulebookOption, shown};

/// Look for mistakes in the rulebooks: unknown names, rules that collide, limbs that never matter, cases that fail
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law lint
  exeat law lint --rulebooks DIR --format json

Exit status: 0 nothing was found, 1 something was.")]
pub(crate) struct Lint {
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Lint {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let (rulebook, mut found) = lower::load(self.rulebooks.sources()?, Vocabulary::standard());
        let rulebook = Arc::new(rulebook);
        // What errors leave out would look like mistakes of meaning.
        if !found.iter().any(|one| one.diagnostic.is_error()) {
            found.extend(analysis::lint(&rulebook));
            found.extend(cases::diagnostics(&rulebook, &cases::run(&rulebook)));
        }
        found.sort_by_key(|one| {
            (
                one.file,
                one.diagnostic.range().start(),
                one.diagnostic.code,
            )
        });
        let text = if self.format.is_json() {
            layout::json(&as_json(&rulebook, &found))
        } else {
            let folder = self.rulebooks.folder();
            let mut text: String = found
                .iter()
                .map(|one| shown(&rulebook, one, folder, console.colour_out()))
                .collect();
            text.push_str(&summary(&rulebook, &found));
            text
        };
        console.say(&text)?;
        let clean = found
            .iter()
            .all(|one| one.diagnostic.severity == Severity::Note);
        Ok(if clean { DONE } else { WRONG })
    }
}

fn summary(rulebook: &Rulebook, found: &[FileDiagnostic]) -> String {
    let count = |severity| {
        found
            .iter()
            .filter(|one| one.diagnostic.severity == severity)
            .count()
    };
    format!(
        "{}, {}, {}\n",
        layout::counted(rulebook.files.len(), "file"),
        layout::counted(count(Severity::Error), "error"),
        layout::counted(count(Severity::Warning), "warning"),
    )
}

fn as_json(rulebook: &Rulebook, found: &[FileDiagnostic]) -> Value {
    let all: Vec<Value> = found
        .iter()
        .map(|one| {
            let file = rulebook.files.get(one.file);
            let (path, text) = file.map_or(("", ""), |file| (&file.path, &file.text));
            exeat_syntax::to_json(&one.diagnostic, path, &LineIndex::new(text))
        })
        .collect();
    json!({ "diagnostics": all })
}
