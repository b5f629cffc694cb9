//! `exeat classify`: from words or a document to the entries of control lists.

use std::path::{Path, PathBuf};

use clap::Args;
use exeat_classify::{
    Classification, Classifier, ReportOptions, TestSet, accuracy_json, accuracy_report, measure,
};
use exeat_facts::ItemIndex;
use exeat_value::Day;
use serde_json::Value;

use crate::arguments::{FormatOption, KnownAtOption, Lang};
use crate::console::Console;
use crate::documents;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};

/// Find the entries of control lists to which goods may belong, and what would tell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat classify 'NdFeB N52 arc segment, 1.2 % Dy'   words, in English or Chinese
  exeat classify 钕铁硼磁体 --lang zh
  exeat classify shipment.toml                       each line of a transaction document
  exeat classify 'wire saw 40 um' --jurisdiction CN --limit 3
  exeat classify --accuracy tests/classification.toml

The words only find entries; their conditions decide. What the words do not say stays unknown, and
the answer names the question. A classification is no verdict: `exeat check` gives that.")]
pub(crate) struct Classify {
    /// A description, or the file of a transaction document (its name ends in .toml or .json; `-` reads one)
    #[arg(value_name = "WORDS|FILE", required_unless_present = "accuracy")]
    words: Vec<String>,
    /// Count how often the right entry is found, on the descriptions in this file
    #[arg(long, value_name = "FILE", conflicts_with = "words")]
    accuracy: Option<PathBuf>,
    /// Look only at the lists of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// How many candidates of each jurisdiction are shown
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// Say of entries whether they bind on this day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// The language of the answer: en or zh
    #[arg(long, value_enum, default_value_t = Lang::En, hide_possible_values = true)]
    lang: Lang,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Classify {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let rulebook = self.rulebooks.load_lists(console)?;
        let only = jurisdictions(&rulebook, &self.jurisdiction)?;
        let on = self.on.unwrap_or_else(crate::clock::today);
        let classifier = Classifier::new(&rulebook, on, self.known_at.day())
            .map_err(|error| Failure::wrong(error.to_string()))?;
        if let Some(path) = &self.accuracy {
            return self.measure(path, &classifier, console);
        }
        let mut found = match self.words.as_slice() {
            [one] if is_file(one) => of_document(Path::new(one), &classifier, console)?,
            words => vec![
                classifier
                    .words(&words.join(" "))
                    .map_err(|error| Failure::usage(error.to_string()))?,
            ],
        };
        if !only.is_empty() {
            for one in &mut found {
                one.jurisdictions.retain(|own| {
                    let id = rulebook.find_jurisdiction(&own.jurisdiction);
                    id.is_some_and(|id| only.contains(&id))
                });
            }
        }
        let text = if self.format.is_json() {
            let mut records: Vec<Value> = found
                .iter()
                .map(|one| exeat_classify::json(&rulebook, one, self.limit))
                .collect();
            match records.len() {
                1 => layout::json(&records.remove(0)),
                _ => layout::json(&Value::Array(records)),
            }
        } else {
            let options = ReportOptions {
                language: self.lang.into(),
                limit: self.limit,
                width: console.width(),
            };
            let reports: Vec<String> = found
                .iter()
                .map(|one| exeat_classify::report(&rulebook, one, &options))
                .collect();
            reports.join("\n")
        };
        console.say(&text)?;
        Ok(DONE)
    }

    fn measure(&self, path: &Path, classifier: &Classifier, console: &Console) -> Outcome {
        let text = files::read_text(path)?;
        let set = TestSet::parse(&text)
            .map_err(|error| Failure::wrong(format!("`{}`: {error}", files::name(path))))?;
        let accuracy = measure(classifier, &set);
        console.say(&if self.format.is_json() {
            layout::json(&accuracy_json(&accuracy))
        } else {
            accuracy_report(&accuracy)
        })?;
        Ok(DONE)
    }
}

/// Whether an argument names a file and no goods.
fn is_file(argument: &str) -> bool {
    let lower = argument.to_ascii_lowercase();
    argument == files::STANDARD || lower.ends_with(".toml") || lower.ends_with(".json")
}

/// Each line's item, and each item of a document without lines.
fn of_document(
    path: &Path,
    classifier: &Classifier,
    console: &Console,
) -> Result<Vec<Classification>, Failure> {
    let document = documents::read(path, console)?;
    let case = &document.case;
    let mut items: Vec<ItemIndex> = Vec::new();
    for line in &case.lines {
        if !items.contains(&line.item) {
            items.push(line.item);
        }
    }
    if items.is_empty() {
        items = (0..case.items.len()).map(ItemIndex).collect();
    }
    if items.is_empty() {
        return Err(
            Failure::wrong(format!("`{}` names no items", files::name(path)))
                .with_help("write `[items.NAME]` with what is known of it"),
        );
    }
    items
        .into_iter()
        .map(|item| {
            classifier
                .item(case, item)
                .map_err(|error| Failure::wrong(format!("`{}`: {error}", files::name(path))))
        })
        .collect()
}
