//! The rulebooks, read once.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use exeat_classify::{Classification, Classifier, InJurisdiction};
use exeat_facts::Vocabulary;
use exeat_law::lower::{self, SourceText};
use exeat_law::model::Rulebook;
use exeat_value::Day;

#[expect(
    clippy::disallowed_methods,
    reason = "a test reads the repository's own rulebooks"
)]
fn sources(root: &Path, folder: &Path, into: &mut Vec<SourceText>) {
    let entries = std::fs::read_dir(folder).expect("a folder of rulebooks");
    for entry in entries {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            sources(root, &path, into);
        } else if path
            .extension()
            .is_some_and(|one| one == "law" || one == "csv")
        {
            let below = path.strip_prefix(root).expect("below the root");
            into.push(SourceText {
                path: below.to_string_lossy().replace('\\', "/"),
                text: std::fs::read_to_string(&path).expect("a rulebook"),
            });
        }
    }
}

pub(crate) fn rulebook() -> Arc<Rulebook> {
    static RULEBOOK: LazyLock<Arc<Rulebook>> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks");
        let mut texts = Vec::new();
        sources(&root, &root, &mut texts);
        let (rulebook, diagnostics) =
            lower::load_law(exeat_classify::with_lists(texts), Vocabulary::standard());
        let errors: Vec<_> = diagnostics
            .iter()
            .filter(|one| one.diagnostic.is_error())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        Arc::new(rulebook)
    });
    Arc::clone(&RULEBOOK)
}

pub(crate) fn classifier() -> &'static Classifier {
    static CLASSIFIER: LazyLock<Classifier> = LazyLock::new(|| {
        let day = Day::new(2026, 11, 22).expect("a day");
        Classifier::new(&rulebook(), day, day).expect("the tables fit")
    });
    &CLASSIFIER
}

pub(crate) fn found(words: &str) -> Classification {
    classifier().words(words).expect("a description")
}

/// What China's lists hold.
pub(crate) fn of_china(found: &Classification) -> &InJurisdiction {
    found
        .jurisdictions
        .iter()
        .find(|one| one.jurisdiction == "CN")
        .expect("China's law is among the rulebooks")
}
