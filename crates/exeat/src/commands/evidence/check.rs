//! `exeat evidence check`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use exeat_determine::{Determination, Options, Verdict, determine};
use exeat_evidence::case::{
    CaseFile, Does, Reliability, apply, fact_at, set_fact, statements_in_order,
};
use exeat_facts::{Case, Fact, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::JurisdictionId;
use exeat_value::{Day, UnknownReason};
use serde_json::{Value as Json, json};

use super::folder::{Folder, texts};
use super::law_claims;
use crate::arguments::{FormatOption, KnownAtOption};
use crate::commands::lists::printable;
use crate::console::Console;
use crate::documents;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};

/// Combinations of candidates that are gone through; with more, each fact is varied alone.
const COMBINATIONS_MAX: usize = 512;

/// Say which quarrels between sources matter to the answer, and which do not
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence check examples/pakistan-samples
  exeat evidence check examples/pakistan-samples --texts reports/ --jurisdiction CN,PK
  exeat evidence check CASE --known-at 2025-10-20 --format json

The folder holds case.toml (sources, claims, statements) and the transaction documents that it
names. Each combination of candidates is decided; statements about the law are held against the
rulebooks. The case file is never changed.")]
pub(crate) struct Check {
    /// The folder of the case, or its case file
    #[arg(value_name = "CASE")]
    case: PathBuf,
    /// The texts that were captured, where they are kept apart from the case
    #[arg(long, value_name = "FOLDER")]
    texts: Option<PathBuf>,
    /// The day on which it leaves [default: the day that the document states]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Look only at the law of these, such as CN,US [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

/// A contested fact and what hangs on it.
struct Quarrel {
    path: String,
    sides: Vec<Side>,
    matters: bool,
}

struct Side {
    is: String,
    origins: usize,
    statements: Vec<String>,
    overall: Verdict,
}

/// How one transaction stands.
struct Answer {
    name: String,
    title: String,
    overall: Verdict,
    verdicts: Vec<String>,
    quarrels: Vec<Quarrel>,
    combinations: usize,
    outcomes: BTreeMap<String, usize>,
    settles: Vec<String>,
    steps: Vec<(String, String, bool)>,
    resolved: Vec<(String, String)>,
    expired: Vec<String>,
}

impl Check {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let folder = Folder::read(&self.case, console)?;
        let rulebook = self.rulebooks.load_law(console)?;
        let only = jurisdictions(&rulebook, &self.jurisdiction)?;
        let known_at = self.known_at.day();
        let mut answers = Vec::new();
        for (name, case) in &folder.transactions {
            let mut case = case.clone();
            let event = documents::event_date(&mut case, self.on, &folder.path.join(name))?;
            let law = FrozenLaw::new(Arc::clone(&rulebook), event.day, known_at);
            let asker = Asker {
                law: &law,
                only: &only,
                event: event.day,
            };
            answers.push(answer(&folder.file, name, &case, &asker)?);
        }
        let captures = self.captures(&folder)?;
        let mut law = Vec::new();
        for (name, claim) in &folder.file.claims {
            let Some(own) = &claim.law else { continue };
            let last = claim
                .statements
                .iter()
                .filter_map(|one| {
                    one.on
                        .or_else(|| folder.file.sources.get(&one.source)?.date)
                })
                .max();
            let known = own.known_at.or(last).unwrap_or(known_at);
            let held = law_claims::held(&rulebook, own, known, known_at)?;
            let who: Vec<String> = claim
                .statements
                .iter()
                .map(|one| who(&folder.file, &one.source))
                .collect();
            law.push((name.clone(), claim.says.clone(), who, held));
        }
        let text = if self.format.is_json() {
            layout::json(&as_json(&folder.file, &answers, &captures, &law))
        } else {
            in_words(&folder.file, &answers, &captures, &law)
        };
        console.say(&text)?;
        Ok(DONE)
    }

    /// Each captured text: whether it is here, and is the one that was captured.
    fn captures(&self, folder: &Folder) -> Result<Vec<(String, String)>, Failure> {
        let beside = match &self.texts {
            Some(place) => texts(place)?,
            None => Vec::new(),
        };
        let mut found = Vec::new();
        for (name, source) in &folder.file.sources {
            let Some(capture) = &source.capture else {
                continue;
            };
            let own = capture
                .file
                .as_ref()
                .map(|file| folder.path.join(file))
                .filter(|path| path.is_file());
            let state = if let Some(path) = own {
                if exeat_evidence::sha256(&files::read_bytes(&path)?) == capture.sha256 {
                    "is the text that was captured".to_owned()
                } else {
                    "IS NOT the text that was captured: its SHA-256 differs".to_owned()
                }
            } else if let Some((path, _)) = beside.iter().find(|(_, sum)| *sum == capture.sha256) {
                format!(
                    "is the text that was captured ({})",
                    path.file_name()
                        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
                )
            } else {
                "is not here".to_owned()
            };
            found.push((name.clone(), state));
        }
        Ok(found)
    }
}

fn who(file: &CaseFile, source: &str) -> String {
    file.sources
        .get(source)
        .map_or_else(|| source.to_owned(), |one| one.outlet.clone())
}

struct Asker<'a> {
    law: &'a FrozenLaw,
    only: &'a [JurisdictionId],
    event: Day,
}

impl Asker<'_> {
    fn ask(&self, case: &Case, proof: bool) -> Determination {
        let options = Options {
            event_date: self.event,
            jurisdictions: self.only.to_vec(),
            proof,
        };
        determine(self.law, case, &options)
    }
}

/// The verdicts of all lines and laws, as one text that can be compared.
fn signature(determination: &Determination) -> String {
    let mut text = String::new();
    for line in &determination.lines {
        for verdict in &line.verdicts {
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

fn answer(
    file: &CaseFile,
    name: &str,
    document: &Case,
    asker: &Asker<'_>,
) -> Result<Answer, Failure> {
    let wrong =
        |error: exeat_evidence::case::PathError| Failure::wrong(format!("`{name}`: {error}"));
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
fn contested_paths(case: &Case) -> Vec<String> {
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
        for verdict in &line.verdicts {
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

/// What would settle an open answer: single answers first.
fn settles(determination: &Determination) -> Vec<String> {
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
fn steps(
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

type LawShown = (String, String, Vec<String>, law_claims::Held);

fn in_words(
    file: &CaseFile,
    answers: &[Answer],
    captures: &[(String, String)],
    law: &[LawShown],
) -> String {
    let mut text = String::new();
    let mut line =
        |indent: &str, words: &str| text.push_str(&layout::wrapped(&printable(words), indent));
    line("", &file.title);
    for answer in answers {
        line("", "");
        line(
            "",
            &format!(
                "== {} ({}): {}",
                answer.title,
                answer.name,
                answer.overall.word()
            ),
        );
        for verdict in &answer.verdicts {
            line("  ", verdict);
        }
        if answer.quarrels.is_empty() {
            line("  ", "Nothing is contested.");
        } else if answer.combinations > 0 {
            let counts: Vec<String> = answer
                .outcomes
                .iter()
                .map(|(verdict, count)| format!("{count} times {verdict}"))
                .collect();
            line(
                "  ",
                &format!(
                    "{} combinations of what is contested were decided: {}.",
                    answer.combinations,
                    counts.join(", ")
                ),
            );
        } else {
            line(
                "  ",
                "There are too many combinations; each contested fact was varied alone.",
            );
        }
        for quarrel in &answer.quarrels {
            let matters = if quarrel.matters {
                "THE QUARREL MATTERS"
            } else {
                "the quarrel does not matter: the answer is the same"
            };
            line("  ", &format!("Contested: {} – {matters}", quarrel.path));
            for side in &quarrel.sides {
                let origins = layout::counted(side.origins, "independent origin");
                line(
                    "    ",
                    &format!("– {} ({origins}) → {}", side.is, side.overall.word()),
                );
                for statement in &side.statements {
                    line("        ", statement);
                }
            }
        }
        for (path, how) in &answer.resolved {
            line(
                "  ",
                &format!("Resolved: {path} is taken as {how}. The statements stay."),
            );
        }
        for expired in &answer.expired {
            line("  ", &format!("Expired: {expired}"));
        }
        if !answer.settles.is_empty() {
            line("  ", "What would settle it:");
            for one in answer.settles.iter().take(12) {
                line("    ", &format!("– {one}"));
            }
        }
        line("  ", "Statement by statement:");
        for (words, verdict, changed) in &answer.steps {
            let mark = if *changed { "→" } else { "=" };
            line("    ", &format!("{mark} {words}: {verdict}"));
        }
    }
    if !law.is_empty() {
        line("", "");
        line("", "== What is said about the law");
        for (name, says, who, held) in law {
            line(
                "  ",
                &format!(
                    "{}: {says} [{name}; {}]",
                    held.answer.to_uppercase(),
                    who.join(", ")
                ),
            );
            line("      ", &held.because);
            if !held.provisions.is_empty() {
                line("      ", &format!("see {}", held.provisions.join("; ")));
            }
        }
    }
    if !file.flags.is_empty() {
        line("", "");
        line("", "== Red flags");
        for flag in &file.flags {
            let state = match &flag.resolution {
                Some(one) if one.explained => {
                    format!("explained: {} ({}, {})", one.because, one.by, one.on)
                }
                Some(one) => format!(
                    "NOT explained: {} ({}, {}); refrain, or ask the authority",
                    one.because, one.by, one.on
                ),
                None => "OPEN: ask before going on".to_owned(),
            };
            let number = flag
                .catalogue
                .as_deref()
                .map(|number| format!(" [{number}]"))
                .unwrap_or_default();
            line("  ", &format!("{}{number} – {state}", flag.what));
            for inquiry in &flag.inquiries {
                line(
                    "      ",
                    &format!(
                        "{} asked {}: {} → {}",
                        inquiry.on,
                        inquiry.of,
                        inquiry.asked,
                        inquiry.answer.as_deref().unwrap_or("no answer yet")
                    ),
                );
            }
        }
    }
    for one in &file.assessments {
        let says = file
            .claims
            .get(&one.claim)
            .map_or("", |claim| claim.says.as_str());
        line(
            "  ",
            &format!(
                "Assessed: {says} – {}, confidence {}: {}",
                one.likelihood.words(),
                one.confidence.words(),
                one.because
            ),
        );
        for other in &one.alternatives {
            line("      ", &format!("or: {other}"));
        }
        for change in &one.would_change {
            line("      ", &format!("would change it: {change}"));
        }
    }
    if !captures.is_empty() {
        line("", "");
        line("", "== Captured texts");
        for (name, state) in captures {
            line("  ", &format!("{name}: {state}"));
        }
    }
    text
}

fn as_json(
    file: &CaseFile,
    answers: &[Answer],
    captures: &[(String, String)],
    law: &[LawShown],
) -> Json {
    let transactions: Vec<Json> = answers
        .iter()
        .map(|answer| {
            let quarrels: Vec<Json> = answer
                .quarrels
                .iter()
                .map(|one| {
                    let sides: Vec<Json> = one
                        .sides
                        .iter()
                        .map(|side| json!({ "is": side.is, "independent_origins": side.origins, "statements": side.statements, "gives": side.overall }))
                        .collect();
                    json!({ "fact": one.path, "matters": one.matters, "sides": sides })
                })
                .collect();
            let steps: Vec<Json> = answer.steps.iter().map(|(words, verdict, changed)| json!({ "statement": words, "overall": verdict, "changes": changed })).collect();
            json!({
                "document": answer.name, "title": answer.title, "overall": answer.overall, "verdicts": answer.verdicts,
                "combinations": answer.combinations, "outcomes": answer.outcomes, "quarrels": quarrels, "settles": answer.settles,
                "steps": steps, "expired": answer.expired,
            })
        })
        .collect();
    let law: Vec<Json> = law
        .iter()
        .map(|(name, says, who, held)| json!({ "claim": name, "says": says, "said_by": who, "answer": held.answer, "because": held.because, "provisions": held.provisions }))
        .collect();
    let captures: BTreeMap<&str, &str> = captures
        .iter()
        .map(|(name, state)| (name.as_str(), state.as_str()))
        .collect();
    json!({ "title": file.title, "transactions": transactions, "law": law, "captures": captures })
}
