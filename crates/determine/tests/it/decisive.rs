//! What is said to settle a verdict settles it, and nothing in it can be left out.

use exeat_determine::Verdict;
use exeat_determine::outcome::{Answer, Decisive, Question, QuestionKind};
use exeat_facts::{Case, Fact, FactId, Type, Value};
use exeat_law::frozen::FrozenLaw;
use proptest::prelude::*;

use crate::harness::{check_matters, possible};
use crate::random::Matter;
use crate::random::learn::{Spot, fact_at, learn, may_be, named, open_facts};
use crate::random::sums::amounts_hang_together;
use crate::random::vocabulary::vocabulary;
use crate::words::holds;

/// More combinations of values than this are not tried.
const COMBINATIONS_MAX: usize = 300;

/// One open fact of a case, with the values that it may turn out to have.
struct Asked {
    spot: Spot,
    fact: FactId,
    values: Vec<Value>,
}

/// The facts that questions name, or none where one is not a fact that can be put into the case.
fn asked<'a>(
    case: &Case,
    line_item: usize,
    questions: impl Iterator<Item = &'a Question>,
) -> Option<Vec<Asked>> {
    let mut found: Vec<Asked> = Vec::new();
    for question in questions {
        if question.kind != QuestionKind::Fact {
            return None;
        }
        let (spot, fact) = named(case, line_item, &question.fact, question.of.as_deref())?;
        let ty = vocabulary().get(fact).ty;
        let known = fact_at(case, spot, fact);
        // Amounts in two currencies are two questions about one fact, and only one of them can be put into the case.
        // How much a whole is changes in what its parts are reckoned.
        let of_whole = ["value", "mass"].contains(&vocabulary().get(fact).path);
        if ty == Type::Money || of_whole || known.value().is_some() {
            return None;
        }
        if !found.iter().any(|one| (one.spot, one.fact) == (spot, fact)) {
            found.push(Asked {
                spot,
                fact,
                values: may_be(known, ty),
            });
        }
    }
    Some(found)
}

/// The cases in which the facts have turned out to be something, every way.
fn every_way(case: &Case, asked: &[Asked]) -> Option<Vec<Case>> {
    let mut cases = vec![case.clone()];
    for one in asked {
        if cases.len() * one.values.len() > COMBINATIONS_MAX {
            return None;
        }
        cases = cases
            .iter()
            .flat_map(|case| {
                one.values
                    .iter()
                    .map(|value| learn(case, one.spot, one.fact, value))
            })
            .collect();
    }
    Some(cases)
}

/// Keeps the values of which the answers hold.
fn answered(case: &Case, line_item: usize, answers: &[Answer]) -> Option<Vec<Asked>> {
    let mut asked = asked(
        case,
        line_item,
        answers.iter().map(|answer| &answer.question),
    )?;
    for one in &mut asked {
        let known = fact_at(case, one.spot, one.fact);
        let candidates = match known {
            Fact::Contested(_) => one.values.clone(),
            _ => Vec::new(),
        };
        for answer in answers {
            let own = named(
                case,
                line_item,
                &answer.question.fact,
                answer.question.of.as_deref(),
            );
            if own == Some((one.spot, one.fact)) {
                one.values
                    .retain(|value| holds(&answer.is, value, &candidates));
            }
        }
    }
    Some(asked)
}

/// Whether contested facts and readings combine in so few ways that they are told apart.
fn are_told_apart(matter: &Matter) -> bool {
    let case = &matter.case;
    let facts = open_facts(case).into_iter();
    let facts = facts.filter_map(|(spot, fact)| match fact_at(case, spot, fact) {
        Fact::Contested(candidates) => Some(candidates.len()),
        _ => None,
    });
    let readings = matter.rulebook.readings.iter();
    let readings = readings.map(|one| one.alternatives.len().max(1));
    let ways = facts.chain(readings).fold(1, usize::saturating_mul);
    ways <= exeat_law::symbolic::COMBINATIONS_MAX
}

fn same(gives: Verdict, agreed: Verdict) -> bool {
    gives == agreed || gives.is_free() && agreed.is_free()
}

fn each_decisive(
    matter: &Matter,
    law: &FrozenLaw,
    mut look: impl FnMut(&Decisive, &[Verdict], usize, (usize, usize)) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    for (line, verdicts) in matter.determined(law, false).iter().enumerate() {
        for (jurisdiction, verdict) in verdicts.iter().enumerate() {
            let line_item = matter.case.lines[line].item.0;
            look(
                &verdict.decisive,
                &verdict.possible,
                line_item,
                (line, jurisdiction),
            )?;
        }
    }
    Ok(())
}

#[test]
fn each_open_verdict_has_a_shortest_answer_and_no_other_has() {
    check_matters(6, 1_000, |matter, law| {
        each_decisive(matter, law, |decisive, possible, _, _| {
            prop_assert_eq!(decisive.shortest.len(), decisive.gives.len());
            if Verdict::agreed(possible) != Verdict::Undetermined {
                prop_assert!(decisive.shortest.is_empty() && decisive.guaranteed.is_empty());
                return Ok(());
            }
            prop_assert!(!decisive.guaranteed.is_empty());
            for one in possible {
                prop_assert!(
                    decisive.gives.iter().any(|gives| same(*gives, *one)),
                    "{one} is possible, and nothing is said to settle it"
                );
            }
            for answers in &decisive.shortest {
                prop_assert!(
                    !answers.is_empty(),
                    "an open verdict is not settled by nothing"
                );
                let costs: Vec<u32> = answers.iter().map(|answer| answer.question.cost).collect();
                prop_assert!(costs.is_sorted());
                for answer in answers {
                    prop_assert!(decisive.guaranteed.contains(&answer.question));
                }
            }
            let costs: Vec<u32> = decisive
                .shortest
                .iter()
                .map(|answers| answers.iter().map(|answer| answer.question.cost).sum())
                .collect();
            prop_assert!(costs.is_sorted(), "the cheapest come first: {:?}", costs);
            for (place, question) in decisive.guaranteed.iter().enumerate() {
                prop_assert!(!decisive.guaranteed[..place].contains(question));
            }
            Ok(())
        })
    });
}

#[test]
fn a_shortest_answer_settles_the_verdict_that_it_names() {
    check_matters(7, 1_000, |matter, law| {
        each_decisive(matter, law, |decisive, _, line_item, place| {
            for (answers, &gives) in decisive.shortest.iter().zip(&decisive.gives) {
                let Some(asked) = answered(&matter.case, line_item, answers) else {
                    continue;
                };
                let said: Vec<String> = answers
                    .iter()
                    .map(|one| format!("{} {}", one.question.fact, one.is))
                    .collect();
                // Past the cap a contested fact counts as unknown, and may be what nobody claims.
                prop_assert!(
                    !are_told_apart(matter) || asked.iter().all(|one| !one.values.is_empty()),
                    "some value is so that {:?}",
                    said
                );
                for case in every_way(&matter.case, &asked).unwrap_or_default() {
                    let agreed = Verdict::agreed(&possible(law, &case, place.0, place.1));
                    prop_assert!(
                        same(gives, agreed),
                        "{:?} gave {}, not {}",
                        said,
                        agreed,
                        gives
                    );
                }
            }
            Ok(())
        })
    });
}

#[test]
fn nothing_in_a_shortest_answer_can_be_left_out() {
    check_matters(8, 1_000, |matter, law| {
        if !amounts_hang_together(&matter.case) {
            return Ok(());
        }
        each_decisive(matter, law, |decisive, _, line_item, place| {
            for (answers, &gives) in decisive.shortest.iter().zip(&decisive.gives) {
                // A share is a question of its own: that there is none of what does not count is not concluded from the
                // answers about its parts, so that both may be asked.
                let may_be_left_out = |answer: &&Answer| {
                    answers.len() == 1 || !answer.question.fact.starts_with("share by")
                };
                for left_out in answers.iter().filter(may_be_left_out) {
                    let rest: Vec<Answer> = answers
                        .iter()
                        .filter(|answer| *answer != left_out)
                        .cloned()
                        .collect();
                    let cases = answered(&matter.case, line_item, &rest)
                        .and_then(|asked| every_way(&matter.case, &asked));
                    let Some(cases) = cases else { continue };
                    let settled = cases.iter().all(|case| {
                        same(
                            gives,
                            Verdict::agreed(&possible(law, case, place.0, place.1)),
                        )
                    });
                    prop_assert!(
                        !settled,
                        "{} {} is not needed for {}",
                        &left_out.question.fact,
                        &left_out.is,
                        gives
                    );
                }
            }
            Ok(())
        })
    });
}

#[test]
fn whoever_knows_the_guaranteed_facts_knows_the_verdict() {
    check_matters(9, 1_000, |matter, law| {
        each_decisive(matter, law, |decisive, _, line_item, place| {
            let Some(asked) = asked(&matter.case, line_item, decisive.guaranteed.iter()) else {
                return Ok(());
            };
            for case in every_way(&matter.case, &asked).unwrap_or_default() {
                let possible = possible(law, &case, place.0, place.1);
                prop_assert!(
                    Verdict::agreed(&possible) != Verdict::Undetermined || possible.is_empty()
                );
            }
            Ok(())
        })
    });
}
