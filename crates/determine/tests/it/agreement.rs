//! The engine and the oracle agree.

use exeat_determine::oracle::{Extent, Oracle};
use exeat_determine::{CaseWorld, Verdict};
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::model::JurisdictionId;
use exeat_law::world::Bindings;
use proptest::prelude::*;

use crate::harness::{self, check_matters};

/// More completions than this are not gone through.
const COMPLETIONS_MAX: usize = 2_000;

/// The same where nothing is left out because three values settle it.
const EVERYTHING_MAX: usize = 200;

#[test]
fn three_valued_truth_is_that_of_plain_recursion() {
    check_matters(1, 2_000, |matter, law| {
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
    });
}

#[test]
fn possible_verdicts_are_those_of_all_completions() {
    check_matters(2, 2_000, |matter, law| {
        let oracle = Oracle::new(&matter.rulebook, matter.law_date, matter.known_at);
        let determined = matter.determined(law, false);
        for (place, line) in matter.case.lines.iter().enumerate() {
            for (index, found) in determined[place].iter().enumerate() {
                let jurisdiction = JurisdictionId::at(index);
                let possible = oracle.possible(
                    &matter.case,
                    jurisdiction,
                    line.item,
                    Extent::WhatKleeneLeavesOpen,
                    COMPLETIONS_MAX,
                );
                let alone = harness::possible(law, &matter.case, place, index);
                prop_assert_eq!(
                    &found.possible,
                    &alone,
                    "with and without what comes with it"
                );
                let Some(possible) = possible else { continue };
                let meant: Vec<Verdict> =
                    possible.verdicts.into_iter().map(Verdict::from).collect();
                prop_assert_eq!(
                    &found.possible,
                    &meant,
                    "{} of line {}",
                    &found.jurisdiction,
                    line.number
                );
                prop_assert_eq!(found.verdict, Verdict::agreed(&meant));
                prop_assert!(!found.bounded);
                let everything = oracle.possible(
                    &matter.case,
                    jurisdiction,
                    line.item,
                    Extent::Everything,
                    EVERYTHING_MAX,
                );
                if let Some(everything) = everything {
                    let all: Vec<Verdict> =
                        everything.verdicts.into_iter().map(Verdict::from).collect();
                    prop_assert_eq!(&meant, &all, "what three values settle, completions must");
                }
            }
        }
        Ok(())
    });
}
