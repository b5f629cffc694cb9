//! What is said of quarrels is so.

use exeat_determine::outcome::{JurisdictionVerdict, QuestionKind};
use exeat_determine::{Options, Verdict, determine};
use exeat_facts::{Case, Fact};
use exeat_law::frozen::FrozenLaw;
use proptest::prelude::*;

use crate::harness::check;
use crate::random::learn::{Spot, fact_at, learn, may_be, named, open_facts};
use crate::random::vocabulary::vocabulary;
use crate::random::{Matter, matter};

fn determined(
    law: &FrozenLaw,
    matter: &Matter,
    case: &Case,
    proof: bool,
) -> Vec<JurisdictionVerdict> {
    let options = Options {
        event_date: matter.law_date,
        jurisdictions: Vec::new(),
        proof,
    };
    let lines = determine(law, case, &options).lines;
    lines.into_iter().flat_map(|line| line.verdicts).collect()
}

/// The answer to "may it leave?": that the law does not reach it, and that it asks for nothing, are one.
fn answer(possible: &[Verdict]) -> Vec<Verdict> {
    let mut answer: Vec<Verdict> = possible
        .iter()
        .map(|one| {
            if one.is_free() {
                Verdict::NoLicenceRequired
            } else {
                *one
            }
        })
        .collect();
    answer.dedup();
    answer
}

#[test]
fn a_quarrel_that_makes_no_difference_makes_none_whatever_else_is_learnt() {
    let strategy = (matter(), proptest::collection::vec(any::<usize>(), 16));
    check(&strategy, 5, 1_000, |(matter, picks)| {
        let law = matter.law();
        let line_items: Vec<usize> = matter.case.lines.iter().map(|line| line.item.0).collect();
        let verdicts = determined(&law, &matter, &matter.case, true);
        let per_line = verdicts.len() / line_items.len().max(1);
        for (place, verdict) in verdicts.iter().enumerate() {
            let line_item = line_items[place / per_line];
            for contest in &verdict.contested {
                // How much the whole is changes in what its parts are reckoned, where statements may contradict one
                // another.
                if ["item.value", "item.mass"].contains(&contest.question.fact.as_str()) {
                    continue;
                }
                let settled = answer(&verdict.possible).len() == 1;
                prop_assert!(
                    !(settled && contest.matters),
                    "{} cannot matter",
                    contest.question.fact
                );
                if contest.matters || contest.question.kind != QuestionKind::Fact {
                    continue;
                }
                let question = &contest.question;
                let Some((spot, id)) = named(
                    &matter.case,
                    line_item,
                    &question.fact,
                    question.of.as_deref(),
                )
                .filter(|(spot, _)| !matches!(spot, Spot::Party(_))) else {
                    continue;
                };
                let Fact::Contested(candidates) = fact_at(&matter.case, spot, id) else {
                    panic!("{} is contested", question.fact);
                };
                // Everything else turns out to be something.
                let mut rest = matter.case.clone();
                for (number, (other, fact)) in open_facts(&matter.case).into_iter().enumerate() {
                    if (other, fact) != (spot, id) {
                        let values = may_be(fact_at(&rest, other, fact), vocabulary().get(fact).ty);
                        rest = learn(
                            &rest,
                            other,
                            fact,
                            &values[picks[number % picks.len()] % values.len()],
                        );
                    }
                }
                let answers: Vec<Vec<Verdict>> = candidates
                    .iter()
                    .map(|candidate| {
                        let case = learn(&rest, spot, id, &candidate.value);
                        answer(&determined(&law, &matter, &case, false)[place].possible)
                    })
                    .collect();
                prop_assert!(
                    answers.windows(2).all(|pair| pair[0] == pair[1]),
                    "{} is said to make no difference, and gives {:?}",
                    &question.fact,
                    answers
                );
            }
        }
        Ok(())
    });
}
