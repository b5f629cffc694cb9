//! Counts how often the right entry is found, as `exeat classify --accuracy` does, without the rest of the command:
//!
//! ```console
//! $ cargo run -p exeat-classify --example accuracy tests/classification.toml
//! ```
//!
//! Words in place of files are classified, and their report is shown.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a tool for those who tend the tables"
)]

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use exeat_classify::{Classifier, ReportOptions, TestSet, accuracy_report, measure, report};
use exeat_facts::{Language, Vocabulary};
use exeat_law::lower::{self, SourceText};
use exeat_value::Day;

fn sources(root: &Path, folder: &Path, into: &mut Vec<SourceText>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let is_law = path
            .extension()
            .is_some_and(|one| one == "law" || one == "csv");
        if path.is_dir() {
            sources(root, &path, into)?;
        } else if is_law {
            let below = path.strip_prefix(root).unwrap_or(&path);
            into.push(SourceText {
                path: below.to_string_lossy().replace('\\', "/"),
                text: std::fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks");
    let mut texts = Vec::new();
    sources(&root, &root, &mut texts)?;
    let (rulebook, diagnostics) =
        lower::load_law(exeat_classify::with_lists(texts), Vocabulary::standard());
    if let Some(wrong) = diagnostics.iter().find(|one| one.diagnostic.is_error()) {
        return Err(format!("the rulebooks cannot be read: {wrong:?}").into());
    }
    let rulebook = Arc::new(rulebook);
    let day = Day::new(2026, 11, 22)?;
    let classifier = Classifier::new(&rulebook, day, day)?;
    for argument in std::env::args().skip(1) {
        if argument.ends_with(".toml") {
            let set = TestSet::parse(&std::fs::read_to_string(&argument)?)?;
            println!("{}", accuracy_report(&measure(&classifier, &set)));
        } else {
            let options = ReportOptions {
                language: Language::English,
                limit: 3,
                width: 120,
            };
            println!(
                "{}",
                report(&rulebook, &classifier.words(&argument)?, &options)
            );
        }
    }
    Ok(())
}
