//! The open questions of a determination in the order in which somebody should be asked.

use std::collections::BTreeSet;

use exeat_determine::outcome::{Question, QuestionKind};
use exeat_determine::{Determination, Verdict};

/// A question of one line that a document can answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The line whose verdict it would decide.
    pub line: u32,
    /// The name of the line's item, where the transaction has several lines.
    pub item: Option<String>,
    /// The question.
    pub question: Question,
    /// Answers that settle a verdict alone: the law, the answer, the verdict.
    pub settles: Vec<(String, String, Verdict)>,
}

/// What the document calls the fact, and the line that it belongs to: the same for two questions
/// about one fact.
pub type Key = (String, Option<u32>);

impl Open {
    /// The path under which the answer is written.
    pub fn path(&self) -> String {
        match (&self.question.of, self.question.fact.strip_prefix("item.")) {
            (Some(item), Some(rest)) => format!("items.{item}.{rest}"),
            _ => self.question.fact.clone(),
        }
    }

    /// Of what it asks, where the question does not say it: a part, a party, or the item of one of
    /// several lines.
    pub fn of(&self) -> Option<String> {
        match (&self.question.of, &self.item) {
            (Some(of), _) => Some(of.clone()),
            (None, Some(item)) if self.question.fact.starts_with("item.") => {
                Some(format!("line {}, {item}", self.line))
            }
            (None, _) => None,
        }
    }

    /// What tells this question from others.
    pub fn key(&self) -> Key {
        let path = self.path();
        let of_a_line = path.starts_with("item.");
        (path, of_a_line.then_some(self.line))
    }
}

/// Whether a document can answer it, rather than a reader of the law or a list of components.
fn can_be_answered(question: &Question) -> bool {
    question.kind == QuestionKind::Fact && !question.fact.starts_with("party.")
}

/// The question to ask: of those that were not set aside, the one that is cheapest to answer, and of
/// equals the one in the cheapest set of answers that would settle an open verdict.
pub fn next(determination: &Determination, set_aside: &BTreeSet<Key>) -> Option<Open> {
    open(determination, set_aside).into_iter().next()
}

/// Every question that a document can answer and that was not set aside, each once, in the order in
/// which they should be asked.
pub fn open(determination: &Determination, set_aside: &BTreeSet<Key>) -> Vec<Open> {
    let mut found: Vec<(bool, u32, u32, Open)> = Vec::new();
    let several = determination.lines.len() > 1;
    for line in &determination.lines {
        let item = several.then(|| line.item.clone());
        for verdict in line.verdicts.iter() {
            if verdict.verdict != Verdict::Undetermined {
                continue;
            }
            let decisive = &verdict.decisive;
            for (answers, gives) in decisive.shortest.iter().zip(&decisive.gives) {
                let asked: Vec<u32> = answers.iter().map(|one| one.question.cost).collect();
                let total = asked
                    .iter()
                    .fold(0, |sum: u32, cost| sum.saturating_add(*cost));
                for answer in answers {
                    let settles = match answers.as_slice() {
                        [only] => {
                            vec![(verdict.jurisdiction.clone(), only.is.clone(), *gives)]
                        }
                        _ => Vec::new(),
                    };
                    let open = Open {
                        line: line.line,
                        item: item.clone(),
                        question: answer.question.clone(),
                        settles,
                    };
                    found.push((decisive.in_part, total, answer.question.cost, open));
                }
            }
            for question in &decisive.guaranteed {
                let open = Open {
                    line: line.line,
                    item: item.clone(),
                    question: question.clone(),
                    settles: Vec::new(),
                };
                found.push((decisive.in_part, u32::MAX, question.cost, open));
            }
        }
    }
    found.retain(|(_, _, _, open)| {
        can_be_answered(&open.question) && !set_aside.contains(&open.key())
    });
    // Stable: of equals the first in the order of lines and laws. What is asked in part only, where too much is open to be
    // combined, comes last, so that it does not keep what settles another law from being asked.
    found.sort_by_key(|(in_part, total, cost, _)| (*in_part, *cost, *total));
    let mut asked: Vec<Open> = Vec::new();
    for (_, _, _, one) in found {
        match asked.iter_mut().find(|open| open.key() == one.key()) {
            Some(open) => open.settles.extend(one.settles),
            None => asked.push(one),
        }
    }
    for one in &mut asked {
        one.settles.dedup();
    }
    asked
}

/// The open questions that no document answers: how the law is to be read, and what it lacks.
pub fn beyond_the_document(determination: &Determination) -> Vec<&Question> {
    let mut found: Vec<&Question> = Vec::new();
    for verdict in determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
    {
        if verdict.verdict != Verdict::Undetermined {
            continue;
        }
        for question in &verdict.decisive.guaranteed {
            let known = found.iter().any(|one| one.question == question.question);
            if !known && !can_be_answered(question) {
                found.push(question);
            }
        }
    }
    found
}
