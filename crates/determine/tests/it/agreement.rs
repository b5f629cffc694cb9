//! The engine and the oracle agree.

use exeat_determine::oracle::{Extent, Oracle};
use exeat_determine::{CaseWorld, Verdict, Verdicts};
use exeat_law::frozen::FrozenLaw;
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::model::JurisdictionId;
use exeat_law::world::Bindings;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::harness::{USUAL_MOST, check, check_matters};
use crate::random::learn::all_contested;
use crate::random::{Matter, nested_matter, wide_matter};

/// More completions than this are not gone through.
const COMPLETIONS_MAX: usize = 2_000;

/// The same where nothing is left out because three values settle it.
const EVERYTHING_MAX: usize = 200;

/// Holds three-valued truth against that of plain recursion.
fn compare_truth(matter: &Matter, law: &FrozenLaw) -> Result<(), TestCaseError> {
    let oracle = Oracle::new(&matter.rulebook, matter.law_date, matter.known_at);
    let assumptions = Assumptions::presuming(law);
    let world = CaseWorld::new(&matter.case, matter.rulebook.vocabulary);
    // One for all questions, as the engine does: what it remembers must fit the next question too.
    let mut evaluator = Evaluator::new(law, &world, &assumptions);
    for line in &matter.case.lines {
        let bindings = Bindings::of_item(line.item.0);
        for (id, provision) in matter.rulebook.provision_ids() {
            let found = evaluator.truth(law.provision(id).effective, &bindings);
            let meant = oracle.applies(&matter.case, id, line.item);
            prop_assert_eq!(found, meant, "{} for line {}", &provision.name, line.number);
        }
        for (index, columns) in law.columns().iter().enumerate() {
            let meant = oracle.columns(&matter.case, JurisdictionId::at(index), line.item);
            let found = [
                columns.prohibited,
                columns.licence,
                columns.licence_or_exception,
                columns.reach,
            ]
            .map(|column| evaluator.truth(column, &bindings));
            let meant = [
                meant.prohibited,
                meant.licence,
                meant.licence_or_exception,
                meant.reach,
            ];
            prop_assert_eq!(found, meant, "columns {} for line {}", index, line.number);
        }
    }
    Ok(())
}

#[test]
fn three_valued_truth_is_that_of_plain_recursion() {
    check_matters(1, USUAL_MOST, compare_truth);
}

#[test]
fn three_valued_truth_is_that_of_plain_recursion_within_members() {
    check(&nested_matter(), 16, 500, |matter| {
        compare_truth(&matter, &matter.law())
    });
}

/// Holds the verdicts that remain possible against those of all completions.
fn compare(matter: &Matter, law: &FrozenLaw) -> Result<(), TestCaseError> {
    let oracle = Oracle::new(&matter.rulebook, matter.law_date, matter.known_at);
    let world = CaseWorld::new(&matter.case, matter.rulebook.vocabulary);
    // One for all lines: what it keeps from one must not show in the next.
    let mut alone = Verdicts::new(law);
    let determined = matter.determined(law, false);
    for (line, verdicts) in matter.case.lines.iter().zip(&determined) {
        for (index, found) in verdicts.iter().enumerate() {
            let jurisdiction = JurisdictionId::at(index);
            let alone: Vec<Verdict> = alone.of(&world, jurisdiction, line.item.0).iter().collect();
            prop_assert_eq!(
                &found.possible,
                &alone,
                "with and without what comes with it"
            );
            prop_assert_eq!(found.verdict, Verdict::agreed(&alone));
            let possible = |extent, most| {
                let possible =
                    oracle.possible(&matter.case, jurisdiction, line.item, extent, most)?;
                let verdicts = possible.verdicts.into_iter();
                Some(verdicts.map(Verdict::from).collect::<Vec<_>>())
            };
            let open = possible(Extent::WhatKleeneLeavesOpen, COMPLETIONS_MAX);
            let Some(meant) = open else { continue };
            prop_assert_eq!(
                &found.possible,
                &meant,
                "{} of line {}",
                &found.jurisdiction,
                line.number
            );
            prop_assert!(!found.bounded);
            if let Some(all) = possible(Extent::Everything, EVERYTHING_MAX) {
                prop_assert_eq!(&meant, &all, "what three values settle, completions must");
            }
        }
    }
    Ok(())
}

#[test]
fn possible_verdicts_are_those_of_all_completions() {
    check_matters(2, USUAL_MOST, compare);
}

#[test]
fn possible_verdicts_are_those_of_all_completions_where_everything_is_contested() {
    let strategy = (wide_matter(), vec(any::<usize>(), 32), 2..4_usize);
    check(&strategy, 15, 300, |(mut matter, picks, sides)| {
        matter.case = all_contested(&matter.case, &picks, sides);
        compare(&matter, &matter.law())
    });
}

#[test]
fn possible_verdicts_are_those_of_all_completions_within_members() {
    check(&nested_matter(), 17, 300, |matter| {
        compare(&matter, &matter.law())
    });
}
