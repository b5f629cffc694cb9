//! What is said of quarrels is so.

use std::sync::Arc;

use exeat_determine::Verdict;
use exeat_determine::outcome::{ContestShown, QuestionKind};
use exeat_facts::{Case, Fact, FactId};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::ReadingId;
use exeat_value::Day;
use proptest::prelude::*;

use crate::harness::{check, check_matters, possible};
use crate::random::learn::{Spot, fact_at, learn, may_be, named, open_facts};
use crate::random::sums::amounts_hang_together;
use crate::random::vocabulary::vocabulary;
use crate::random::{Matter, matter};

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

/// The case in which every open fact but one has turned out to be something.
fn all_known_but(case: &Case, except: Option<(Spot, FactId)>, picks: &[usize]) -> Case {
    let mut rest = case.clone();
    for (number, (spot, fact)) in open_facts(case).into_iter().enumerate() {
        if Some((spot, fact)) != except {
            let values = may_be(fact_at(case, spot, fact), vocabulary().get(fact).ty);
            let pick = picks[number % picks.len()] % values.len();
            rest = learn(&rest, spot, fact, &values[pick]);
        }
    }
    rest
}

/// The matter as somebody sees it who knows only these alternatives of a reading.
fn knowing_only(matter: &Matter, reading: ReadingId, alternatives: &[String]) -> FrozenLaw {
    let mut rulebook = (*matter.rulebook).clone();
    for alternative in &mut rulebook.readings[reading.index()].alternatives {
        let known = alternatives.contains(&alternative.name);
        alternative.recorded = (!known).then_some(Day::MAX);
    }
    FrozenLaw::new(Arc::new(rulebook), matter.law_date, matter.known_at)
}

fn reading_of(matter: &Matter, name: &str) -> ReadingId {
    let readings = &matter.rulebook.readings;
    let place = readings.iter().position(|one| one.name == name);
    ReadingId::at(place.expect("a reading of the rulebook"))
}

/// Looks at every quarrel, with the places of its line and jurisdiction.
fn each_quarrel(
    matter: &Matter,
    law: &FrozenLaw,
    mut look: impl FnMut(&ContestShown, &[Verdict], usize, usize) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    for (line, verdicts) in matter.determined(law, true).iter().enumerate() {
        for (jurisdiction, verdict) in verdicts.iter().enumerate() {
            for contest in &verdict.contested {
                look(contest, &verdict.possible, line, jurisdiction)?;
            }
        }
    }
    Ok(())
}

#[test]
fn a_quarrel_over_facts_that_makes_no_difference_makes_none_whatever_else_is_learnt() {
    let strategy = (matter(), proptest::collection::vec(any::<usize>(), 16));
    check(&strategy, 5, 500, |(matter, picks)| {
        if !amounts_hang_together(&matter.case) {
            return Ok(());
        }
        let law = matter.law();
        each_quarrel(&matter, &law, |contest, whole, line, jurisdiction| {
            let question = &contest.question;
            // How much the whole is changes in what its parts are reckoned, where statements may contradict one
            // another.
            if ["item.value", "item.mass"].contains(&question.fact.as_str()) {
                return Ok(());
            }
            let settled = answer(whole).len() == 1;
            prop_assert!(
                !(settled && contest.matters),
                "{} cannot matter",
                question.fact
            );
            if contest.matters || question.kind != QuestionKind::Fact {
                return Ok(());
            }
            let line_item = matter.case.lines[line].item.0;
            let of = question.of.as_deref();
            let Some((spot, fact)) = named(&matter.case, line_item, &question.fact, of) else {
                panic!("{} {of:?} is in the case", question.fact);
            };
            let Fact::Contested(candidates) = fact_at(&matter.case, spot, fact) else {
                panic!("{} is contested", question.fact);
            };
            let rest = all_known_but(&matter.case, Some((spot, fact)), &picks);
            let answers: Vec<Vec<Verdict>> = candidates
                .iter()
                .map(|candidate| {
                    let case = learn(&rest, spot, fact, &candidate.value);
                    answer(&possible(&law, &case, line, jurisdiction))
                })
                .collect();
            prop_assert!(
                answers.windows(2).all(|pair| pair[0] == pair[1]),
                "{} is said to make no difference, and gives {:?}",
                &question.fact,
                answers
            );
            Ok(())
        })
    });
}

#[test]
fn each_reading_gives_what_it_gives_to_whoever_knows_no_other() {
    let strategy = (matter(), proptest::collection::vec(any::<usize>(), 16));
    check(&strategy, 10, 500, |(matter, picks)| {
        if !amounts_hang_together(&matter.case) {
            return Ok(());
        }
        let law = matter.law();
        each_quarrel(&matter, &law, |contest, _, line, jurisdiction| {
            let Some(name) = contest.question.fact.strip_prefix("reading ") else {
                return Ok(());
            };
            let reading = reading_of(&matter, name);
            let rest = all_known_but(&matter.case, None, &picks);
            let mut answers = Vec::new();
            for side in &contest.sides {
                let alone = knowing_only(&matter, reading, std::slice::from_ref(&side.is));
                let gives = possible(&alone, &matter.case, line, jurisdiction);
                prop_assert_eq!(&side.gives, &gives, "{} is {}", name, &side.is);
                answers.push(answer(&possible(&alone, &rest, line, jurisdiction)));
            }
            prop_assert!(
                contest.matters || answers.windows(2).all(|pair| pair[0] == pair[1]),
                "{} is said to make no difference, and gives {:?}",
                name,
                answers
            );
            Ok(())
        })
    });
}

#[test]
fn a_presumption_says_what_the_other_readings_give() {
    check_matters(11, 500, |matter, law| {
        for (line, verdicts) in matter.determined(law, false).iter().enumerate() {
            for (jurisdiction, verdict) in verdicts.iter().enumerate() {
                for (index, reading) in matter.rulebook.readings.iter().enumerate() {
                    let id = ReadingId::at(index);
                    let known = |one: &&exeat_law::model::Alternative| {
                        one.recorded.is_none_or(|day| day <= matter.known_at)
                    };
                    // Where no alternative was known, all are open.
                    let any_known = reading.alternatives.iter().any(|one| known(&one));
                    let open = || {
                        reading
                            .alternatives
                            .iter()
                            .filter(|one| !any_known || known(one))
                    };
                    let presumed = open().any(|one| one.presumed);
                    let others: Vec<String> = open()
                        .filter(|one| !one.presumed)
                        .map(|one| one.name.clone())
                        .collect();
                    if !presumed || others.is_empty() {
                        continue;
                    }
                    let otherwise = knowing_only(matter, id, &others);
                    let otherwise = possible(&otherwise, &matter.case, line, jurisdiction);
                    let shown = verdict
                        .presumed
                        .iter()
                        .find(|one| one.reading == reading.name);
                    match shown {
                        Some(shown) => prop_assert_eq!(&shown.otherwise, &otherwise),
                        None => prop_assert_eq!(answer(&otherwise), answer(&verdict.possible)),
                    }
                }
            }
        }
        Ok(())
    });
}
