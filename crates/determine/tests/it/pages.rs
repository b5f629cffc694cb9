//! The pages of `tests/language` are run, and so are the pages of the diagnostics that only running the cases gives.
#![expect(
    clippy::disallowed_methods,
    reason = "the pages are files of the repository"
)]

#[path = "../../../law/tests/it/markdown.rs"]
mod markdown;

use std::path::PathBuf;
use std::sync::Arc;

use exeat_determine::cases;
use exeat_facts::Vocabulary;
use exeat_law::lower::{FileDiagnostic, SourceText, load};
use exeat_law::model::Rulebook;
use markdown::{Section, read, unfolded};

const PRELUDE: &str = "\
jurisdiction XX
  name \"Examplia\"
  authority MOT \"Ministry of Trade\"
  verified through 2026-12-31
";

fn repository(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder)
}

fn rulebook(name: &str, section: &Section) -> Option<Arc<Rulebook>> {
    let laws = section
        .blocks
        .iter()
        .filter(|block| block.language == "law");
    let law: Vec<String> = laws.map(|block| unfolded(&block.text)).collect();
    if law.is_empty() {
        return None;
    }
    let file = |path: &str, text: String| SourceText {
        path: path.to_owned(),
        text,
    };
    let mut files = vec![
        file("prelude.law", PRELUDE.to_owned()),
        file("example.law", law.join("\n")),
    ];
    for block in &section.blocks {
        if let ("csv", Some(table)) = (block.language.as_str(), &block.name) {
            files.push(file(table, block.text.clone()));
        }
    }
    let (rulebook, found) = load(files, Vocabulary::standard());
    let messages: Vec<&str> = found
        .iter()
        .map(|one| one.diagnostic.message.as_str())
        .collect();
    assert!(messages.is_empty(), "{name}: {messages:?}");
    Some(Arc::new(rulebook))
}

fn page(path: &std::path::Path) -> Vec<Section> {
    read(&std::fs::read_to_string(path).expect("a page")).1
}

#[test]
fn the_cases_of_the_language_by_example_pass() {
    let folder = repository("tests/language");
    let mut run = 0_usize;
    for entry in std::fs::read_dir(folder).expect("the pages are there") {
        let path = entry.expect("a file of the folder").path();
        if path.file_name().is_some_and(|name| name == "README.md") {
            continue;
        }
        for section in page(&path) {
            let name = format!("{}: {}", path.display(), section.title);
            let Some(rulebook) = rulebook(&name, &section) else {
                continue;
            };
            for case in cases::run(&rulebook).cases {
                assert!(
                    case.failures.is_empty(),
                    "{name}: {}: {:?}",
                    case.name,
                    case.failures
                );
                run += 1;
            }
        }
    }
    assert!(run >= 20, "only {run} cases were found");
}

/// What running the cases of a section finds.
fn found(name: &str, section: &Section) -> Vec<FileDiagnostic> {
    let rulebook = rulebook(name, section).expect("a section with law");
    cases::diagnostics(&rulebook, &cases::run(&rulebook))
}

#[test]
fn failing_and_idle_cases_are_told_as_their_pages_say() {
    for code in ["R0110", "R0136"] {
        let path = repository("tests/diagnostics").join(format!("{code}.md"));
        let (mut wrong, mut right) = (0, 0);
        for section in page(&path) {
            let codes: Vec<String> = if section.title.starts_with("Wrong") {
                wrong += 1;
                let found = found(code, &section);
                let said = section.blocks.iter().find(|block| block.language == "text");
                let messages: String = found
                    .iter()
                    .map(|one| format!("{}\n", one.diagnostic.message))
                    .collect();
                assert_eq!(
                    said.map(|block| block.text.as_str()),
                    Some(messages.as_str()),
                    "{code}"
                );
                found
                    .iter()
                    .map(|one| one.diagnostic.code.to_string())
                    .collect()
            } else if section.title.starts_with("Right") {
                right += 1;
                assert_eq!(
                    found(code, &section),
                    Vec::new(),
                    "{code}: {}",
                    section.title
                );
                continue;
            } else {
                continue;
            };
            assert_eq!(codes, [code], "{}", section.title);
        }
        assert!(
            wrong > 0 && right > 0,
            "{code}: a page has a `## Wrong` and a `## Right`"
        );
    }
}
