//! What would settle an open answer, and how it changes statement by statement.

use exeat_determine::Determination;
use exeat_evidence::case::{CaseFile, Does, apply, set_fact, statements_in_order};
use exeat_facts::{Case, Fact};
use exeat_value::UnknownReason;

use super::answer::{Asker, signature, who};
use crate::failure::Failure;

/// What would settle an open answer: single answers first.
pub(super) fn settles(determination: &Determination) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in &determination.lines {
        for verdict in &line.verdicts {
            let least = verdict
                .decisive
                .shortest
                .iter()
                .map(Vec::len)
                .min()
                .unwrap_or(0);
            for (answers, gives) in verdict
                .decisive
                .shortest
                .iter()
                .zip(&verdict.decisive.gives)
            {
                if answers.len() != least {
                    continue;
                }
                let parts: Vec<String> = answers
                    .iter()
                    .map(|one| {
                        let of = one
                            .question
                            .of
                            .as_deref()
                            .map(|of| format!(" of {of}"))
                            .unwrap_or_default();
                        format!("{}{of} {}", one.question.fact, one.is)
                    })
                    .collect();
                let papers: Vec<&str> =
                    answers.iter().map(|one| paper(one.question.cost)).collect();
                let what = if answers.len() == 1 {
                    "one document settles it"
                } else {
                    "these together settle it"
                };
                let text = format!(
                    "{}: {what}, {}: if {}, then {}",
                    verdict.jurisdiction,
                    papers.first().copied().unwrap_or_default(),
                    parts.join(" and "),
                    gives.word()
                );
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
    }
    found
}

fn paper(cost: u32) -> &'static str {
    match cost {
        0..=2 => "a paper at hand",
        3..=9 => "a supplier's or customer's statement",
        10..=29 => "a laboratory's certificate",
        _ => "an authority's answer, or the instrument itself",
    }
}

/// How the answer changes, statement by statement, from one in which nothing was said yet.
pub(super) fn steps(
    file: &CaseFile,
    name: &str,
    document: &Case,
    asker: &Asker<'_>,
) -> Result<Vec<(String, String, bool)>, Failure> {
    let wrong =
        |error: exeat_evidence::case::PathError| Failure::wrong(format!("`{name}`: {error}"));
    let order = statements_in_order(file, name);
    let mut bare = document.clone();
    for claim in file.claims.values() {
        if let Some(path) = &claim.fact
            && order.iter().any(|one| {
                file.claims
                    .get(one.claim)
                    .is_some_and(|own| std::ptr::eq(own, claim))
            })
        {
            set_fact(&mut bare, path, Fact::Unknown(UnknownReason::NotAsked)).map_err(wrong)?;
        }
    }
    let mut without = file.clone();
    without.resolutions.clear();
    let first = asker.ask(&bare, false);
    let mut last = signature(&first);
    let mut found = vec![(
        "before anything was said".to_owned(),
        first.overall.word().to_owned(),
        true,
    )];
    for count in 1..=order.len().min(200) {
        let Some(step) = count.checked_sub(1).and_then(|at| order.get(at)) else {
            continue;
        };
        let mut case = bare.clone();
        let counts = |claim: &str, at: usize| {
            order
                .iter()
                .take(count)
                .any(|one| one.claim == claim && one.at == at)
        };
        apply(&without, name, &mut case, Some(asker.event), &counts).map_err(wrong)?;
        let determination = asker.ask(&case, false);
        let now = signature(&determination);
        let says = file.claims.get(step.claim).map(|claim| {
            let value = claim
                .is
                .as_ref()
                .map(exeat_evidence::case::ClaimedValue::text)
                .or_else(|| {
                    claim
                        .between
                        .as_ref()
                        .map(|[low, high]| format!("between {low} and {high}"))
                })
                .unwrap_or_default();
            format!("{} is {value}", claim.fact.as_deref().unwrap_or_default())
        });
        let does = match step.statement.does {
            Does::Asserts => "says that",
            Does::Denies => "denies that",
            Does::Retracts => "takes back that",
        };
        let day = step
            .day
            .map_or_else(|| "day not known".to_owned(), |day| day.to_string());
        let text = format!(
            "{day}, {} {does} {}",
            who(file, &step.statement.source),
            says.unwrap_or_default()
        );
        found.push((text, determination.overall.word().to_owned(), now != last));
        last = now;
    }
    Ok(found)
}
