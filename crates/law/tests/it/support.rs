//! Rulebooks for tests.

use std::path::PathBuf;

use exeat_facts::Vocabulary;
use exeat_law::lower::{FileDiagnostic, SourceText, load};
use exeat_law::model::Rulebook;

/// A jurisdiction that every test may lean on.
pub(crate) const PRELUDE: &str = "\
jurisdiction XX
  name \"Examplia\"
  authority MOT \"Ministry of Trade\"
  verified through 2026-12-31
";

/// An instrument for tests that are not about instruments.
pub(crate) const INSTRUMENT: &str = "\
instrument XX.1
  in force from 2025-01-01
  verified through 2026-12-31

";

/// Loads files beside the prelude.
pub(crate) fn load_files(files: &[(&str, &str)]) -> (Rulebook, Vec<FileDiagnostic>) {
    let prelude = [("prelude.law", PRELUDE)];
    let sources = prelude
        .iter()
        .chain(files)
        .map(|(path, text)| SourceText {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    load(sources, Vocabulary::standard())
}

/// Loads declarations of the instrument `XX.1`; they must be right.
pub(crate) fn right(declarations: &str) -> Rulebook {
    let text = format!("{INSTRUMENT}{declarations}");
    let (rulebook, found) = load_files(&[("example.law", &text)]);
    let shown = shown(&rulebook, &found);
    assert!(shown.is_empty(), "{text}\n{shown}");
    rulebook
}

/// What is wrong with declarations of the instrument `XX.1`, each as `R0101 message`.
pub(crate) fn wrong(declarations: &str) -> Vec<String> {
    let text = format!("{INSTRUMENT}{declarations}");
    let (_, found) = load_files(&[("example.law", &text)]);
    found
        .iter()
        .map(|one| format!("{} {}", one.diagnostic.code, one.diagnostic.message))
        .collect()
}

/// Diagnostics as a person sees them.
pub(crate) fn shown(rulebook: &Rulebook, found: &[FileDiagnostic]) -> String {
    let shown: Vec<String> = found
        .iter()
        .map(|one| {
            let file = &rulebook.files[one.file];
            let text = exeat_syntax::render(&one.diagnostic, &file.path, &file.text, false);
            let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
            lines.join("\n")
        })
        .collect();
    let mut shown = shown.join("\n\n");
    if !shown.is_empty() {
        shown.push('\n');
    }
    shown
}

/// A folder of the repository.
pub(crate) fn repository(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder)
}
