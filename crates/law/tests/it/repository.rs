//! The rulebooks of the repository.

use std::path::Path;
use std::sync::Arc;

use exeat_facts::Vocabulary;
use exeat_law::analysis::lint;
use exeat_law::lower::{SourceText, load, load_law};
use exeat_law::model::Rulebook;
use exeat_law::stored::{restore, store};

use crate::support::{repository, shown};

fn read(root: &Path, folder: &Path, sources: &mut Vec<SourceText>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file of the folder").path();
        let name = path.strip_prefix(root).expect("below the root");
        let name = name.to_str().expect("a plain name").replace('\\', "/");
        if path.is_dir() {
            read(root, &path, sources);
        } else if name.ends_with(".law") || name.ends_with(".csv") {
            let text = std::fs::read_to_string(&path).expect("a text");
            sources.push(SourceText { path: name, text });
        }
    }
}

pub(crate) fn rulebooks() -> Vec<SourceText> {
    let root = repository("rulebooks");
    let mut sources = Vec::new();
    read(&root, &root, &mut sources);
    sources
}

#[test]
fn the_rulebooks_are_read_without_a_word() {
    let (rulebook, found) = load(rulebooks(), Vocabulary::standard());
    assert!(found.is_empty(), "{}", shown(&rulebook, &found));
}

#[test]
fn the_analysis_finds_nothing_in_the_rulebooks() {
    let (rulebook, _) = load(rulebooks(), Vocabulary::standard());
    let found = lint(&Arc::new(rulebook.clone()));
    assert!(found.is_empty(), "{}", shown(&rulebook, &found));
}

/// Two rulebooks hold the same, in all their parts.
fn assert_same(one: &Rulebook, other: &Rulebook) {
    let (one, other) = (format!("{one:#?}"), format!("{other:#?}"));
    let first = one
        .lines()
        .zip(other.lines())
        .find(|(one, other)| one != other);
    assert_eq!(first, None);
    assert_eq!(one.len(), other.len());
}

#[test]
fn the_law_is_the_same_without_its_cases() {
    let (mut whole, _) = load(rulebooks(), Vocabulary::standard());
    let (law, found) = load_law(rulebooks(), Vocabulary::standard());
    assert!(found.is_empty(), "{}", shown(&law, &found));
    assert!(law.cases.is_empty() && !whole.cases.is_empty());
    whole.cases.clear();
    assert_same(&whole, &law);
}

#[test]
fn what_is_stored_comes_back() {
    let (mut law, _) = load_law(rulebooks(), Vocabulary::standard());
    let stored = store(&law).expect("the rulebooks fit the form");
    let again = restore(&stored).expect("they were stored here");
    law.files.iter_mut().for_each(|file| file.text.clear());
    law.acknowledgements.clear();
    assert!(
        format!("{law:?}") == format!("{again:?}"),
        "something was lost on the way"
    );
    assert!(restore(&stored[..stored.len() - 1]).is_err());
    assert!(restore(b"").is_err());
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let sources = rulebooks();
    let mut other_way = sources.clone();
    other_way.reverse();
    let (one, _) = load(sources.clone(), Vocabulary::standard());
    let (other, _) = load(other_way, Vocabulary::standard());
    assert_same(&one, &other);

    let mut changed = sources;
    changed[0].text.push_str("-- one more remark\n");
    let (changed, _) = load(changed, Vocabulary::standard());
    assert_ne!(one.digest, changed.digest);
}
