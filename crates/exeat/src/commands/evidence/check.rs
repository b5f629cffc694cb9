//! `exeat evidence check`.

mod answer;
mod show;
mod steps;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_value::Day;
use serde_json::Value;

use self::answer::{Answer, Asker, answer, who};
use self::show::{LawShown, Shown, as_json, in_words};
use super::folder::{Folder, texts};
use super::law_claims;
use crate::arguments::{FormatOption, KnownAtOption};
use crate::console::Console;
use crate::documents;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};

/// Say which quarrels between sources matter to the answer, and which do not
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence check examples/pakistan-samples
  exeat evidence check examples/pakistan-samples --texts reports/ --jurisdiction CN,PK
  exeat evidence check CASE --known-at 2025-10-20 --format json

The folder holds case.toml (sources, claims, statements) and the transaction documents that it
names. Each combination of candidates is decided; statements about the law are held against the
rulebooks. The case file is never changed.")]
pub(crate) struct Check {
    /// The folder of the case, or its case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The texts that were captured, where they are kept apart from the case
    #[arg(long, value_name = "FOLDER")]
    texts: Option<PathBuf>,
    /// The day on which it leaves [default: the day that the document states]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Look only at the law of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Check {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let folder = Folder::read(&self.case, console)?;
        let rulebook = self.rulebooks.load_law(console)?;
        let only = jurisdictions(&rulebook, &self.jurisdiction)?;
        let known_at = self.known_at.day();
        let (answers, law) = weighed(&folder, &rulebook, &only, self.on, known_at)?;
        let captures = self.captures(&folder)?;
        let shown = Shown {
            file: &folder.file,
            answers: &answers,
            declared: &folder.declared,
            captures: &captures,
            law: &law,
            known_entry: &|entry| rulebook.entries.iter().any(|one| one.code == entry),
        };
        let text = if self.format.is_json() {
            layout::json(&as_json(&shown))
        } else {
            in_words(&shown)
        };
        console.say(&text)?;
        Ok(DONE)
    }

    /// Each captured text: whether it is here, and is the one that was captured.
    fn captures(&self, folder: &Folder) -> Result<Vec<(String, String)>, Failure> {
        let beside = match &self.texts {
            Some(place) => texts(place)?,
            None => Vec::new(),
        };
        let mut found = Vec::new();
        for (name, source) in &folder.file.sources {
            let Some(capture) = &source.capture else {
                continue;
            };
            let own = capture
                .file
                .as_ref()
                .map(|file| folder.path.join(file))
                .filter(|path| path.is_file());
            let state = if let Some(path) = own {
                if exeat_evidence::sha256(&files::read_bytes(&path)?) == capture.sha256 {
                    "is the text that was captured".to_owned()
                } else {
                    "IS NOT the text that was captured: its SHA-256 differs".to_owned()
                }
            } else if let Some((path, _)) = beside.iter().find(|(_, sum)| *sum == capture.sha256) {
                format!(
                    "is the text that was captured ({})",
                    path.file_name()
                        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
                )
            } else {
                "is not here".to_owned()
            };
            found.push((name.clone(), state));
        }
        Ok(found)
    }
}

/// What each transaction of a case comes to, and what the rulebooks say of claims about the law.
fn weighed(
    folder: &Folder,
    rulebook: &Arc<Rulebook>,
    only: &[JurisdictionId],
    on: Option<Day>,
    known_at: Day,
) -> Result<(Vec<Answer>, Vec<LawShown>), Failure> {
    let mut answers = Vec::new();
    for (name, case) in &folder.transactions {
        let mut case = case.clone();
        let event = documents::event_date(&mut case, on, &folder.path.join(name))?;
        let law = FrozenLaw::new(Arc::clone(rulebook), event.day, known_at);
        let asker = Asker {
            law: &law,
            only,
            event: event.day,
        };
        answers.push(answer(folder, name, &case, &asker)?);
    }
    let mut law = Vec::new();
    for (name, claim) in &folder.file.claims {
        let Some(own) = &claim.law else { continue };
        let last = claim
            .statements
            .iter()
            .filter_map(|one| {
                one.on
                    .or_else(|| folder.file.sources.get(&one.source)?.date)
            })
            .max();
        let known = own.known_at.or(last).unwrap_or(known_at);
        let held = law_claims::held(rulebook, own, known, known_at)?;
        let who: Vec<String> = claim
            .statements
            .iter()
            .map(|one| who(&folder.file, &one.source))
            .collect();
        law.push((name.clone(), claim.says.clone(), who, held));
    }
    Ok((answers, law))
}

/// The record of a case for the service: what `exeat evidence check --format json` writes, without the texts that lie
/// elsewhere.
///
/// # Errors
/// The folder cannot be read, or holds no case.
pub(crate) fn record(
    place: &Path,
    rulebook: &Arc<Rulebook>,
    known_at: Day,
    console: &Console,
) -> Result<Value, Failure> {
    let folder = Folder::read(place, console)?;
    let (answers, law) = weighed(&folder, rulebook, &[], None, known_at)?;
    Ok(as_json(&Shown {
        file: &folder.file,
        answers: &answers,
        declared: &folder.declared,
        captures: &[],
        law: &law,
        known_entry: &|entry| rulebook.entries.iter().any(|one| one.code == entry),
    }))
}
