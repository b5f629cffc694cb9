//! What would decide: for each open verdict the answers that settle it, shortest first, equal ones of several lines
//! merged; and every question once, cheapest first, with who can answer it.

use exeat_determine::Verdict;
use exeat_determine::outcome::{Answer, Decisive, Question};

use super::{Context, Jurisdiction, add_line, screening};

/// The open questions of some lines under one jurisdiction.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) jurisdiction: String,
    pub(crate) lines: String,
    pub(crate) settles: Vec<Settles>,
    /// The facts that decide whatever their answers are.
    pub(crate) guaranteed: Vec<Called>,
    /// Whether the questions were too many to combine.
    pub(crate) in_part: bool,
}

/// Answers which together settle it.
#[derive(Debug, Clone)]
pub(crate) struct Settles {
    pub(crate) answers: Vec<Answered>,
    pub(crate) gives: String,
}

/// A fact, as documents and as people call it.
#[derive(Debug, Clone)]
pub(crate) struct Called {
    pub(crate) path: String,
    pub(crate) words: String,
}

/// An answer: as documents say it, and in words.
#[derive(Debug, Clone)]
pub(crate) struct Answered {
    pub(crate) path: String,
    pub(crate) is: String,
    pub(crate) words: String,
}

/// A question, who can answer it, and which lines wait for it.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// The question and who can tell.
    pub(crate) question: String,
    pub(crate) lines: String,
}

/// The open verdicts, in the order of the answers.
pub(crate) fn asks(context: &Context<'_>, jurisdictions: &[Jurisdiction]) -> Vec<Ask> {
    let mut asks = Vec::new();
    for jurisdiction in jurisdictions {
        let mut groups: Vec<(&Decisive, Vec<u32>)> = Vec::new();
        for line in &context.determination.lines {
            for one in line
                .verdicts
                .iter()
                .filter(|one| one.jurisdiction == jurisdiction.code)
            {
                let decisive = &one.decisive;
                let silent = decisive.shortest.is_empty() && decisive.guaranteed.is_empty();
                if silent && one.verdict != Verdict::Undetermined {
                    continue;
                }
                match groups.iter_mut().find(|(known, ..)| *known == decisive) {
                    Some((_, lines)) => add_line(lines, line.line),
                    None => groups.push((decisive, vec![line.line])),
                }
            }
        }
        asks.extend(groups.into_iter().map(|(decisive, lines)| {
            Ask {
                jurisdiction: jurisdiction.name.clone(),
                lines: context.lines(&lines),
                settles: settles(context, decisive),
                guaranteed: decisive
                    .guaranteed
                    .iter()
                    .map(|one| called(context, one))
                    .collect(),
                in_part: decisive.in_part,
            }
        }));
    }
    asks
}

fn settles(context: &Context<'_>, decisive: &Decisive) -> Vec<Settles> {
    // Shortest first; among equally short ones the determination's own order, which is by cost.
    let mut sets: Vec<(&Vec<Answer>, &str)> = decisive
        .shortest
        .iter()
        .enumerate()
        .map(|(index, set)| {
            let gives = decisive
                .gives
                .get(index)
                .map(|&one| context.words.verdict(one));
            (set, gives.unwrap_or_default())
        })
        .collect();
    sets.sort_by_key(|(set, _)| set.len());
    let answer = |one: &Answer| Answered {
        path: path(context, &one.question),
        is: context.words.relation(&one.is),
        words: answered(context, one),
    };
    sets.into_iter()
        .map(|(set, gives)| Settles {
            answers: set.iter().map(answer).collect(),
            gives: gives.to_owned(),
        })
        .collect()
}

fn called(context: &Context<'_>, question: &Question) -> Called {
    let of = question.of.as_deref();
    let words = context.words;
    Called {
        path: path(context, question),
        words: words
            .fact_in_words(&question.fact, of)
            .unwrap_or_else(|| words.quoted(&asked(context, question))),
    }
}

/// An answer in words; how the law is to be read is said as the answer to a question.
fn answered(context: &Context<'_>, answer: &Answer) -> String {
    let (words, question) = (context.words, &answer.question);
    words
        .answer_in_words(&question.fact, question.of.as_deref(), &answer.is)
        .unwrap_or_else(|| {
            let asked = words.quoted(&asked(context, question));
            words.answer_to(&asked, &words.relation(&answer.is))
        })
}

fn asked(context: &Context<'_>, question: &Question) -> String {
    context
        .words
        .of_pair(&question.question, question.question_zh.as_deref())
}

fn path(context: &Context<'_>, question: &Question) -> String {
    context
        .words
        .of_thing(&question.fact, question.of.as_deref())
}

/// Every question of every ask once, cheapest first.
pub(crate) fn questions(context: &Context<'_>) -> Vec<Asked> {
    let mut found: Vec<(&Question, Vec<u32>)> = Vec::new();
    for line in &context.determination.lines {
        for one in line.verdicts.iter() {
            let settling = one
                .decisive
                .shortest
                .iter()
                .flatten()
                .map(|answer| &answer.question);
            for question in one.decisive.guaranteed.iter().chain(settling) {
                match found.iter_mut().find(|(known, _)| *known == question) {
                    Some((_, lines)) => add_line(lines, line.line),
                    None => found.push((question, vec![line.line])),
                }
            }
        }
    }
    found.sort_by_key(|(question, _)| question.cost);
    found
        .into_iter()
        .map(|(question, lines)| {
            let words = context.words;
            let mut asked = asked(context, question);
            let of = question.of.as_deref();
            if let Some(who) = screening::question(words, context.screening, &question.fact, of) {
                asked = format!("{asked}{}{who}", words.space());
            }
            let who = words.who_of(question.kind, question.cost);
            Asked {
                path: path(context, question),
                question: words.asked(&asked, who, question.contested),
                lines: context.lines(&lines),
            }
        })
        .collect()
}
