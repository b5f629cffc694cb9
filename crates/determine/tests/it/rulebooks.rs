//! The worked cases of the rulebooks in this repository, through the oracle.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use exeat_determine::oracle::{Extent, Oracle};
use exeat_determine::{CaseWorld, Verdict, Verdicts};
use exeat_facts::Vocabulary;
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::JurisdictionId;
use exeat_value::Day;

use crate::harness::nightly_cases;

/// More completions than this are not gone through.
const COMPLETIONS_MAX: usize = 500;

/// How many worked cases are gone through by day.
const USUAL_CASES: usize = 120;

#[expect(
    clippy::disallowed_methods,
    reason = "the test reads the repository's rulebooks"
)]
fn read(root: &Path, folder: &Path, sources: &mut Vec<SourceText>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let extension = path.extension().and_then(|one| one.to_str());
        if path.is_dir() {
            read(root, &path, sources);
        } else if matches!(extension, Some("law" | "csv")) {
            let name = path.strip_prefix(root).expect("a path below the folder");
            sources.push(SourceText {
                path: name.to_string_lossy().replace('\\', "/"),
                text: std::fs::read_to_string(&path).expect("a rulebook"),
            });
        }
    }
}

/// The rulebooks of the repository.
pub(crate) fn sources() -> Vec<SourceText> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks");
    let mut sources = Vec::new();
    read(&root, &root, &mut sources);
    sources
}

#[test]
fn worked_cases_come_out_as_the_oracle_has_them() {
    let (rulebook, _) = load(sources(), Vocabulary::standard());
    let rulebook = Arc::new(rulebook);
    let mut laws: BTreeMap<(Day, Day), (FrozenLaw, Oracle<'_>)> = BTreeMap::new();
    let (mut settled, mut compared, mut too_many) = (0, 0, 0);
    // Plain recursion takes its time, so usually some of the cases, spread over all files, stand for the others, and
    // only the laws that they speak of are asked.
    let by_night = nightly_cases().is_some();
    let step = if by_night {
        1
    } else {
        rulebook.cases.len().div_ceil(USUAL_CASES)
    };
    for worked in rulebook.cases.iter().step_by(step) {
        let known_at = worked.known_at.unwrap_or(Day::MAX);
        let (law, oracle) = laws.entry((worked.on, known_at)).or_insert_with(|| {
            let law = FrozenLaw::new(Arc::clone(&rulebook), worked.on, known_at);
            (law, Oracle::new(&rulebook, worked.on, known_at))
        });
        let case = &worked.case;
        let world = CaseWorld::new(case, rulebook.vocabulary);
        let mut verdicts = Verdicts::new(law);
        for index in 0..law.columns().len() {
            let jurisdiction = JurisdictionId::at(index);
            let mut expected = worked.expectations.iter();
            if !by_night && !expected.any(|one| one.jurisdiction == jurisdiction) {
                continue;
            }
            for line in &case.lines {
                let found: Vec<Verdict> = verdicts
                    .of(&world, jurisdiction, line.item.0)
                    .iter()
                    .collect();
                if let Some(verdict) = oracle.kleene_verdict(case, jurisdiction, line.item) {
                    assert_eq!(found, [Verdict::from(verdict)], "{}", worked.name);
                    settled += 1;
                    continue;
                }
                let open = Extent::WhatKleeneLeavesOpen;
                match oracle.possible(case, jurisdiction, line.item, open, COMPLETIONS_MAX) {
                    Some(possible) => {
                        let meant = possible.verdicts.into_iter().map(Verdict::from);
                        assert_eq!(found, meant.collect::<Vec<_>>(), "{}", worked.name);
                        compared += 1;
                    }
                    None => too_many += 1,
                }
            }
        }
    }
    println!("{settled} verdicts settled, {compared} gone through, {too_many} too many");
    assert!(
        settled > 0 && too_many < compared + settled,
        "most verdicts can be held against the oracle"
    );
}
