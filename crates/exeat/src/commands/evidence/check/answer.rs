//! A transaction under every combination of what is contested, and statement by statement.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exeat_determine::{Determination, Options, Verdict, determine};
use exeat_evidence::case::{CaseFile, Reliability, apply, fact_at, set_fact};
use exeat_facts::{Case, Fact, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::JurisdictionId;
use exeat_value::Day;

use super::steps::{settles, steps};
use crate::commands::evidence::folder::Folder;
use crate::commands::evidence::request::figures;
use crate::failure::Failure;

/// Combinations of candidates that are gone through; with more, each fact is varied alone.
const COMBINATIONS_MAX: usize = 512;

/// A contested fact and what hangs on it.
pub(super) struct Quarrel {
    pub(super) path: String,
    pub(super) sides: Vec<Side>,
    pub(super) matters: bool,
}

pub(super) struct Side {
    pub(super) is: String,
    pub(super) origins: usize,
    pub(super) statements: Vec<String>,
    pub(super) overall: Verdict,
}

/// How one transaction stands.
pub(super) struct Answer {
    pub(super) name: String,
    pub(super) title: String,
    /// The day of the event.
    pub(super) event: Day,
    pub(super) overall: Verdict,
    pub(super) verdicts: Vec<String>,
    pub(super) quarrels: Vec<Quarrel>,
    pub(super) combinations: usize,
    pub(super) outcomes: BTreeMap<String, usize>,
    pub(super) settles: Vec<String>,
    /// The figures that leave shares open, with who can tell them.
    pub(super) figures: Vec<String>,
    pub(super) steps: Vec<(String, String, bool)>,
    pub(super) resolved: Vec<(String, String)>,
    pub(super) expired: Vec<String>,
}

pub(super) fn who(file: &CaseFile, source: &str) -> String {
    file.sources
        .get(source)
        .map_or_else(|| source.to_owned(), |one| one.outlet.clone())
}

pub(super) struct Asker<'a> {
    pub(super) law: &'a FrozenLaw,
    pub(super) only: &'a [JurisdictionId],
    pub(super) event: Day,
}

impl Asker<'_> {
    pub(super) fn ask(&self, case: &Case, proof: bool) -> Determination {
        let options = Options {
            event_date: self.event,
            jurisdictions: self.only.to_vec(),
            proof,
        };
        determine(self.law, case, &options)
    }
}

/// The verdicts of all lines and laws, as one text that can be compared.
pub(super) fn signature(determination: &Determination) -> String {
    let mut text = String::new();
    for line in &determination.lines {
        for verdict in line.verdicts.iter() {
            let possible: Vec<&str> = verdict
                .possible
                .iter()
                .map(|one| free(*one).word())
                .collect();
            let _ = write!(
                text,
                "{}:{}:{};",
                line.line,
                verdict.jurisdiction,
                possible.join("|")
            );
        }
    }
    text
}

/// What is not reached is as free as what needs no licence.
fn free(verdict: Verdict) -> Verdict {
    if verdict == Verdict::NotReached {
        Verdict::NoLicenceRequired
    } else {
        verdict
    }
}

pub(super) fn answer(
    folder: &Folder,
    name: &str,
    document: &Case,
    asker: &Asker<'_>,
) -> Result<Answer, Failure> {
    let wrong =
        |error: exeat_evidence::case::PathError| Failure::wrong(format!("`{name}`: {error}"));
    let file = &folder.file;
    let mut case = document.clone();
    let settled = apply(file, name, &mut case, Some(asker.event), &|_, _| true).map_err(wrong)?;
    let whole = asker.ask(&case, true);
    let vocabulary = Vocabulary::standard();
    // Every contested fact, whether a claim or the document contests it.
    let mut paths: Vec<(String, Vec<Value>)> = Vec::new();
    for path in contested_paths(&case) {
        if let Ok((Fact::Contested(candidates), _)) = fact_at(&case, &path) {
            paths.push((path, candidates.into_iter().map(|one| one.value).collect()));
        }
    }
    let product = paths
        .iter()
        .fold(1_usize, |all, (_, values)| all.saturating_mul(values.len()));
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let mut signatures: Vec<(Vec<usize>, String)> = Vec::new();
    if product <= COMBINATIONS_MAX {
        for number in 0..product {
            let mut rest = number;
            let mut one = case.clone();
            let mut choice = Vec::new();
            for (path, values) in &paths {
                let at = rest % values.len();
                rest /= values.len();
                choice.push(at);
                if let Some(value) = values.get(at) {
                    set_fact(&mut one, path, Fact::known(value.clone())).map_err(wrong)?;
                }
            }
            let determination = asker.ask(&one, false);
            let count = outcomes
                .entry(determination.overall.word().to_owned())
                .or_default();
            *count = count.saturating_add(1);
            signatures.push((choice, signature(&determination)));
        }
    }
    let mut quarrels = Vec::new();
    for (at, (path, _)) in paths.iter().enumerate() {
        let Ok((Fact::Contested(candidates), _)) = fact_at(&case, path) else {
            continue;
        };
        let mut sides = Vec::new();
        for candidate in &candidates {
            let mut one = case.clone();
            set_fact(&mut one, path, Fact::known(candidate.value.clone())).map_err(wrong)?;
            let determination = asker.ask(&one, false);
            let mut origins: Vec<&str> = candidate
                .statements
                .iter()
                .filter(|one| one.stance == exeat_facts::Stance::Asserts)
                .filter_map(|one| case.sources.get(one.source.0))
                .map(exeat_facts::Source::first_origin)
                .collect();
            origins.sort_unstable();
            origins.dedup();
            let statements = candidate
                .statements
                .iter()
                .map(|one| {
                    let source = case
                        .sources
                        .get(one.source.0)
                        .map_or("", |source| source.outlet.as_str());
                    let grade = case
                        .sources
                        .get(one.source.0)
                        .and_then(|source| file.sources.get(&source.id))
                        .map_or(Reliability::F, |source| source.reliability);
                    let speaker = one
                        .speaker
                        .as_deref()
                        .map(|speaker| format!(" ({speaker})"))
                        .unwrap_or_default();
                    format!(
                        "{} {source}{speaker}, source graded {grade:?}",
                        one.stance.name()
                    )
                })
                .collect();
            sides.push(Side {
                is: candidate.value.text(vocabulary),
                origins: origins.len(),
                statements,
                overall: determination.overall,
            });
        }
        // A quarrel matters when some combination of the others comes out differently for its sides.
        let matters = if signatures.is_empty() {
            let whole_signature = signature(&whole);
            candidates.iter().any(|candidate| {
                let mut one = case.clone();
                set_fact(&mut one, path, Fact::known(candidate.value.clone())).is_err()
                    || signature(&asker.ask(&one, false)) != whole_signature
            })
        } else {
            let mut by_rest: BTreeMap<Vec<usize>, &str> = BTreeMap::new();
            signatures.iter().any(|(choice, signature)| {
                let mut rest = choice.clone();
                if let Some(slot) = rest.get_mut(at) {
                    *slot = usize::MAX;
                }
                *by_rest.entry(rest).or_insert(signature) != signature
            })
        };
        quarrels.push(Quarrel {
            path: path.clone(),
            sides,
            matters,
        });
    }
    Ok(Answer {
        name: name.to_owned(),
        title: case.title.clone(),
        event: asker.event,
        overall: whole.overall,
        verdicts: verdict_lines(&whole),
        quarrels,
        combinations: if product <= COMBINATIONS_MAX {
            product
        } else {
            0
        },
        outcomes,
        settles: settles(&whole),
        figures: figures(folder, &case, &whole),
        steps: steps(file, name, document, asker)?,
        resolved: settled.resolved,
        expired: settled
            .expired
            .iter()
            .map(|one| {
                format!(
                    "{}: what {} says held through {}",
                    one.claim,
                    who(file, &one.source),
                    one.expires
                )
            })
            .collect(),
    })
}

/// The paths of all contested facts of a case.
pub(super) fn contested_paths(case: &Case) -> Vec<String> {
    let vocabulary = Vocabulary::standard();
    let mut found = Vec::new();
    let mut add = |head: String, facts: &exeat_facts::FactSet| {
        for (id, fact) in facts.iter() {
            if matches!(fact, Fact::Contested(_)) {
                found.push(format!("{head}.{}", vocabulary.get(id).path));
            }
        }
    };
    add("shipment".to_owned(), &case.shipment);
    add("end-use".to_owned(), &case.end_use);
    for party in &case.parties {
        if let Some(role) = party.roles.first() {
            add(role.name().to_owned(), &party.facts);
        }
    }
    for item in &case.items {
        add(format!("items.{}", item.id), &item.facts);
    }
    for item in &case.items {
        for (at, component) in item.components.iter().enumerate() {
            for (name, fact) in [
                ("value", &component.value),
                ("value-share", &component.value_share),
                ("mass", &component.mass),
                ("mass-share", &component.mass_share),
            ] {
                if matches!(fact, Fact::Contested(_)) {
                    found.push(format!(
                        "items.{}.components.{}.{name}",
                        item.id,
                        at.saturating_add(1)
                    ));
                }
            }
        }
    }
    found
}

fn verdict_lines(determination: &Determination) -> Vec<String> {
    let mut lines: Vec<(String, Vec<u32>)> = Vec::new();
    for line in &determination.lines {
        for verdict in line.verdicts.iter() {
            let possible: Vec<&str> = verdict.possible.iter().map(|one| one.word()).collect();
            let open = if possible.len() > 1 {
                format!(" (still possible: {})", possible.join(" or "))
            } else {
                String::new()
            };
            let text = format!("{}: {}{open}", verdict.jurisdiction, verdict.verdict.word());
            match lines.iter_mut().find(|(known, _)| *known == text) {
                Some((_, numbers)) => numbers.push(line.line),
                None => lines.push((text, vec![line.line])),
            }
        }
    }
    let all = determination.lines.len();
    lines
        .into_iter()
        .map(|(text, numbers)| {
            if numbers.len() == all {
                text
            } else {
                let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
                format!("{text}, line {}", numbers.join(", "))
            }
        })
        .collect()
}
