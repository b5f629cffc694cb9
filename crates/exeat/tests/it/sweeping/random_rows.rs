//! Random rows under random law, beside their determinations.

use std::collections::BTreeMap;
use std::sync::Arc;

use exeat_facts::Case;
use exeat_facts::batch::Batch;
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::Rulebook;
use exeat_sweep::{Options, Signature, Sweep};
use exeat_value::Day;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::random::vocabulary::vocabulary;
use super::random::{any_day, case, law};
use super::rows::{Row, Shape, batch, determined, row, swept};

/// How many new matters to try instead of those that are always the same.
const NIGHTLY_CASES: &str = "EXEAT_NIGHTLY_CASES";

pub(super) fn check<S: Strategy>(
    strategy: &S,
    seed: u8,
    usual: u32,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = |cases| Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let nightly = std::env::var(NIGHTLY_CASES).ok();
    let mut runner = match nightly.and_then(|cases| cases.parse::<u32>().ok()) {
        Some(cases) => TestRunner::new(config(cases)),
        None => TestRunner::new_with_rng(
            config(usual),
            TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
        ),
    };
    runner
        .run(strategy, property)
        .expect("rows and cases agree");
}

/// The lines of cases as rows, as far as rows can say them, by their shape.
fn batches(cases: &[Case]) -> Vec<Batch> {
    let mut shapes: BTreeMap<Shape, Vec<Row>> = BTreeMap::new();
    for case in cases {
        for line in &case.lines {
            let (row, _) = row(case, line);
            shapes.entry(row.shape.clone()).or_default().push(row);
        }
    }
    shapes
        .values()
        .map(|rows| batch(&rows.iter().collect::<Vec<_>>(), vocabulary()))
        .collect()
}

pub(super) fn agree(
    laws: &[FrozenLaw],
    batch: &Batch,
    options: Options,
) -> Result<(), TestCaseError> {
    let mut sweep = Sweep::new(laws, options);
    let found = sweep.rows(batch).expect("the first batch");
    prop_assert_eq!(found.signatures.len(), batch.rows());
    for (row, &signature) in found.signatures.iter().enumerate() {
        let case = batch.case_of_row(row, "a row");
        for (place, law) in laws.iter().enumerate() {
            let swept = swept(&sweep.answer(signature), place);
            prop_assert_eq!(
                swept,
                determined(law, &case, 0, &[]),
                "row {} {:#?}",
                row,
                case
            );
        }
    }
    // In the order in which each was met first.
    let new: Vec<Signature> = found.new.iter().map(|&(signature, _)| signature).collect();
    let numbered: Vec<Signature> = (0..).take(new.len()).collect();
    prop_assert_eq!(new, numbered);
    for (signature, row) in found.new {
        prop_assert_eq!(
            found.signatures.iter().position(|&one| one == signature),
            Some(row)
        );
    }
    Ok(())
}

type Drawn = (Rulebook, Vec<Case>, Day, Day, Day);

fn of_law(law: impl Strategy<Value = Rulebook>) -> impl Strategy<Value = Drawn> {
    (
        law,
        vec(case::case(), 1..6),
        any_day(),
        any_day(),
        any_day(),
    )
}

fn rows_and_cases_agree(
    (rulebook, cases, one, other, known_at): Drawn,
) -> Result<(), TestCaseError> {
    let rulebook = Arc::new(rulebook);
    let law = |day| FrozenLaw::new(Arc::clone(&rulebook), day, known_at);
    let laws = [law(one), law(other)];
    for batch in batches(&cases) {
        agree(&laws, &batch, Options::default())?;
    }
    Ok(())
}

#[test]
fn rows_under_random_law_come_out_as_their_cases() {
    check(&of_law(law::rulebook()), 1, 400, rows_and_cases_agree);
}

#[test]
fn rows_under_law_that_asks_much_come_out_as_their_cases() {
    check(&of_law(law::wide_rulebook()), 2, 60, rows_and_cases_agree);
}

#[test]
fn rows_under_law_about_members_of_members_come_out_as_their_cases() {
    check(
        &of_law(law::nested_rulebook()),
        3,
        300,
        rows_and_cases_agree,
    );
}

#[test]
fn threads_and_chunks_change_nothing() {
    check(
        &of_law(law::rulebook()),
        4,
        100,
        |(rulebook, cases, one, _, known_at)| {
            let laws = [FrozenLaw::new(Arc::new(rulebook), one, known_at)];
            for batch in batches(&cases) {
                let sweep = |threads| {
                    let options = Options {
                        threads,
                        ..Options::default()
                    };
                    let mut sweep = Sweep::new(&laws, options);
                    let first = sweep.rows(&batch).expect("the first batch");
                    let again = sweep.rows(&batch).expect("the same batch");
                    assert!(again.new.is_empty());
                    assert_eq!(again.signatures, first.signatures);
                    let answers: Vec<_> = first
                        .signatures
                        .iter()
                        .map(|&one| swept(&sweep.answer(one), 0))
                        .collect();
                    (first, answers)
                };
                prop_assert_eq!(sweep(1), sweep(3));
            }
            Ok(())
        },
    );
}
