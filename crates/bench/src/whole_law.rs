//! All rulebooks and the first example, from the repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use exeat_facts::Vocabulary;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::Rulebook;

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The example that a newcomer runs first.
#[must_use]
pub fn example() -> PathBuf {
    root().join("examples/pakistan-samples/consignment.toml")
}

/// The texts of the rulebooks in a folder and below it.
///
/// # Errors
/// A folder or file cannot be read.
pub fn sources(folder: &Path) -> io::Result<Vec<SourceText>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here)? {
            let path = entry?.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(ending, Some("law" | "csv")) {
                let below = path.strip_prefix(folder).unwrap_or(&path);
                let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                found.push(SourceText {
                    path: parts.join("/"),
                    text: fs::read_to_string(&path)?,
                });
            }
        }
    }
    Ok(found)
}

/// All rulebooks, read and resolved.
///
/// # Panics
/// When one is wrong: then there is nothing to measure.
#[must_use]
pub fn rulebook(sources: Vec<SourceText>) -> Arc<Rulebook> {
    let (rulebook, diagnostics) = load(sources, Vocabulary::standard());
    let errors: Vec<&str> = diagnostics
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .map(|one| one.diagnostic.message.as_str())
        .collect();
    assert!(errors.is_empty(), "the rulebooks are wrong: {errors:?}");
    Arc::new(rulebook)
}
