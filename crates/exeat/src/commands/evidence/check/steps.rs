//! What would settle an open answer, and how it changes statement by statement.

use exeat_determine::Determination;
use exeat_evidence::case::{
    CaseFile, Does, Place, apply, fact_at, fact_of, set_fact, statements_in_order,
};
use exeat_facts::{Candidate, Case, Fact, Stance, Statement, Value, Vocabulary};
use exeat_value::{Day, UnknownReason};

use super::answer::{Asker, contested_paths, signature, who};
use crate::failure::Failure;

/// What would settle an open answer: single answers first.
pub(super) fn settles(determination: &Determination) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in &determination.lines {
        for verdict in line.verdicts.iter() {
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

/// Something that was said, in the order in which it was.
enum Step<'a> {
    /// In the case file.
    Claimed(Place<'a>),
    /// In the transaction document itself.
    Recorded(Recorded<'a>),
}

impl Step<'_> {
    fn day(&self) -> Option<Day> {
        match self {
            Self::Claimed(place) => place.day,
            Self::Recorded(recorded) => recorded.day,
        }
    }
}

/// A statement that the transaction document records of a fact that it contests.
#[derive(Clone, Copy)]
struct Recorded<'a> {
    day: Option<Day>,
    path: &'a str,
    value: &'a Value,
    statement: &'a Statement,
}

/// The statements of a contested fact, where each of its candidates has some.
fn recorded<'a>(
    file: &CaseFile,
    document: &'a Case,
    path: &'a str,
    candidates: &'a [Candidate],
) -> Vec<Recorded<'a>> {
    if candidates.iter().any(|one| one.statements.is_empty()) {
        return Vec::new();
    }
    let source = |statement: &Statement| document.sources.get(statement.source.0);
    // The case file may tell the same statement, with its day.
    let told = |statement: &Statement| {
        let stance = match statement.stance {
            Stance::Asserts => Does::Asserts,
            Stance::Denies => Does::Denies,
        };
        file.claims
            .values()
            .filter(|claim| claim.fact.as_deref() == Some(path))
            .flat_map(|claim| &claim.statements)
            .any(|one| {
                one.does == stance && source(statement).is_some_and(|own| own.id == one.source)
            })
    };
    candidates
        .iter()
        .flat_map(|one| one.statements.iter().map(move |statement| (one, statement)))
        .filter(|(_, statement)| !told(statement))
        .map(|(one, statement)| Recorded {
            day: source(statement).and_then(|source| source.date),
            path,
            value: &one.value,
            statement,
        })
        .collect()
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
    let contested: Vec<(String, Vec<Candidate>)> = contested_paths(document)
        .into_iter()
        .filter_map(|path| match fact_at(document, &path) {
            Ok((Fact::Contested(candidates), _)) => Some((path, candidates)),
            _ => None,
        })
        .collect();
    let mut order: Vec<Step<'_>> = statements_in_order(file, name)
        .into_iter()
        .map(Step::Claimed)
        .collect();
    let mut bare = document.clone();
    for step in &order {
        if let Step::Claimed(place) = step
            && let Some(path) = file
                .claims
                .get(place.claim)
                .and_then(|own| own.fact.as_ref())
        {
            set_fact(&mut bare, path, Fact::Unknown(UnknownReason::NotAsked)).map_err(wrong)?;
        }
    }
    for (path, candidates) in &contested {
        let own = recorded(file, document, path, candidates);
        if !own.is_empty() {
            set_fact(&mut bare, path, Fact::Unknown(UnknownReason::NotAsked)).map_err(wrong)?;
        }
        order.extend(own.into_iter().map(Step::Recorded));
    }
    order.sort_by_key(|one| (one.day().is_none(), one.day()));
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
        let so_far = order.get(..count).unwrap_or_default();
        let Some(step) = so_far.last() else { continue };
        let mut case = bare.clone();
        for (path, _) in &contested {
            let mut said: Vec<(Value, Vec<Statement>)> = Vec::new();
            for step in so_far {
                let Step::Recorded(one) = step else { continue };
                if one.path != path {
                    continue;
                }
                match said.iter_mut().find(|(value, _)| value == one.value) {
                    Some((_, statements)) => statements.push(one.statement.clone()),
                    None => said.push((one.value.clone(), vec![one.statement.clone()])),
                }
            }
            if !said.is_empty() {
                set_fact(&mut case, path, fact_of(said)).map_err(wrong)?;
            }
        }
        let counts = |claim: &str, at: usize| {
            so_far.iter().any(
                |one| matches!(one, Step::Claimed(place) if place.claim == claim && place.at == at),
            )
        };
        apply(&without, name, &mut case, Some(asker.event), &counts).map_err(wrong)?;
        let determination = asker.ask(&case, false);
        let now = signature(&determination);
        found.push((
            in_words(file, document, step),
            determination.overall.word().to_owned(),
            now != last,
        ));
        last = now;
    }
    Ok(found)
}

fn in_words(file: &CaseFile, document: &Case, step: &Step<'_>) -> String {
    let day = step
        .day()
        .map_or_else(|| "day not known".to_owned(), |day| day.to_string());
    let (outlet, does, says) = match step {
        Step::Claimed(place) => {
            let says = file.claims.get(place.claim).map(|claim| {
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
            let does = match place.statement.does {
                Does::Asserts => "says that",
                Does::Denies => "denies that",
                Does::Retracts => "takes back that",
            };
            let outlet = who(file, &place.statement.source);
            (outlet, does, says.unwrap_or_default())
        }
        Step::Recorded(one) => {
            let outlet = document
                .sources
                .get(one.statement.source.0)
                .map_or_else(String::new, |source| source.outlet.clone());
            let does = match one.statement.stance {
                Stance::Asserts => "says that",
                Stance::Denies => "denies that",
            };
            let value = one.value.text(Vocabulary::standard());
            (outlet, does, format!("{} is {value}", one.path))
        }
    };
    format!("{day}, {outlet} {does} {says}")
}
