//! What a check found, in words and as JSON.

use std::collections::BTreeMap;

use exeat_documents::materials::Form;
use exeat_evidence::case::{CaseFile, RED_FLAGS_SOURCE, red_flag};
use serde_json::{Value as Json, json};

use super::answer::Answer;
use crate::commands::evidence::declared::Declared;
use crate::commands::evidence::law_claims;
use crate::layout;
use exeat_value::shown::printable;

pub(super) type LawShown = (String, String, Vec<String>, law_claims::Held);

/// Everything that a check found.
pub(super) struct Shown<'a> {
    pub(super) file: &'a CaseFile,
    pub(super) answers: &'a [Answer],
    pub(super) declared: &'a [Declared],
    /// Captured texts by source, and how they stand.
    pub(super) captures: &'a [(String, String)],
    pub(super) law: &'a [LawShown],
    /// Whether the rulebooks have an entry of a name.
    pub(super) known_entry: &'a dyn Fn(&str) -> bool,
}

pub(super) fn in_words(shown: &Shown<'_>) -> String {
    let Shown {
        file,
        answers,
        captures,
        law,
        ..
    } = *shown;
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
                let origins = if side.statements.is_empty() {
                    "as the document states it".to_owned()
                } else {
                    layout::counted(side.origins, "independent origin")
                };
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
        if !answer.figures.is_empty() {
            line("  ", "Figures on which an open share rests:");
            for one in answer.figures.iter().take(20) {
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
    for words in declarations(shown) {
        line(words.0, &words.1);
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
            if let Some(known) = flag.catalogue.as_deref().and_then(red_flag) {
                line(
                    "      ",
                    &format!("{RED_FLAGS_SOURCE}, no. {}: {}", known.number, known.what),
                );
            }
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

/// What was declared: each file with what it gave, and classifications with their end. Lines with
/// their indents.
fn declarations(shown: &Shown<'_>) -> Vec<(&'static str, String)> {
    if shown.declared.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![("", String::new()), ("", "== Declarations".to_owned())];
    let event = shown.answers.iter().map(|one| one.event).max();
    for one in shown.declared {
        let facts = one
            .read
            .statements
            .iter()
            .filter(|own| own.fact.is_some())
            .count();
        let date = one
            .read
            .date
            .map_or_else(|| "without a day".to_owned(), |day| day.to_string());
        lines.push((
            "  ",
            format!(
                "{}: {} by {}, {date}: {}, {} about facts, {} in words",
                one.file,
                one.read.form.name(),
                one.issuer,
                layout::counted(one.read.bill.parts.len(), "part"),
                layout::counted(facts, "statement"),
                one.read.statements.len().saturating_sub(facts)
            ),
        ));
        for note in &one.read.notes {
            lines.push(("      ", format!("note: {note}")));
        }
        if one.read.form != Form::Classification {
            continue;
        }
        for own in &one.read.statements {
            let held = match (own.expires, event) {
                (Some(through), Some(event)) if through < event => {
                    format!("HELD THROUGH {through}, and no longer on {event}")
                }
                (Some(through), _) => format!("holds through {through}"),
                (None, _) => "no day through which it holds is told".to_owned(),
            };
            lines.push(("      ", format!("says: {}; {held}", own.says)));
            let entry = own.object.split_once(' ').map(|(_, entry)| entry);
            if let Some(entry) = entry.filter(|_| own.predicate.ends_with("classified under")) {
                let known = if (shown.known_entry)(entry) {
                    "the rulebooks have this entry"
                } else {
                    "the rulebooks have no entry of this name"
                };
                lines.push((
                    "          ",
                    format!(
                        "{known}; a statement and no fact: what holds follows from the facts above"
                    ),
                ));
            }
        }
    }
    lines
}

pub(super) fn as_json(shown: &Shown<'_>) -> Json {
    let Shown {
        file,
        answers,
        captures,
        law,
        ..
    } = *shown;
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
                "combinations": answer.combinations, "outcomes": answer.outcomes, "quarrels": quarrels, "settles": answer.settles, "figures": answer.figures,
                "steps": steps, "expired": answer.expired, "event_date": answer.event.to_string(),
                "resolved": answer.resolved.iter().map(|(path, how)| json!({ "fact": path, "how": how })).collect::<Vec<_>>(),
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
    let declared: Vec<Json> = shown
        .declared
        .iter()
        .map(|one| {
            let statements: Vec<Json> = one
                .read
                .statements
                .iter()
                .map(|own| json!({ "item": own.item, "says": own.says, "fact": own.fact, "expires": own.expires.map(|day| day.to_string()) }))
                .collect();
            json!({
                "file": one.file, "form": one.read.form.name(), "issuer": one.issuer, "date": one.read.date.map(|day| day.to_string()),
                "parts": one.read.bill.parts.len(), "statements": statements, "notes": one.read.notes,
            })
        })
        .collect();
    json!({
        "title": file.title, "transactions": transactions, "law": law, "captures": captures, "declarations": declared,
        "flags": file.flags, "assessments": file.assessments,
    })
}
