//! What would decide: for each open verdict the answers that settle it, cheapest first, equal ones of several lines
//! merged.

use exeat_determine::Verdict;
use exeat_determine::outcome::{Answer, Decisive, Question};

use super::{Context, Jurisdiction, add_line};

/// The open questions of some lines under one jurisdiction.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) jurisdiction: String,
    pub(crate) lines: String,
    pub(crate) settles: Vec<Settles>,
    pub(crate) guaranteed: Vec<QuestionShown>,
    /// Whether the questions were too many to combine.
    pub(crate) bounded: bool,
}

/// Answers which together settle it.
#[derive(Debug, Clone)]
pub(crate) struct Settles {
    pub(crate) answers: Vec<QuestionShown>,
    pub(crate) gives: String,
}

/// A question, with the answer that would settle it where one is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuestionShown {
    pub(crate) path: String,
    pub(crate) question: String,
    pub(crate) is: Option<String>,
    pub(crate) who: &'static str,
    /// Whether it is put here for the first time; later mentions need not ask again.
    pub(crate) first: bool,
    pub(crate) contested: bool,
}

impl Ask {
    /// Marks each question where it comes up again.
    fn ask_once(&mut self) {
        let mut asked: Vec<String> = Vec::new();
        let answers = self.settles.iter_mut().flat_map(|one| &mut one.answers);
        for question in answers.chain(&mut self.guaranteed) {
            question.first = !asked.contains(&question.path);
            if question.first {
                asked.push(question.path.clone());
            }
        }
    }
}

/// The open questions, in the order of the answers.
pub(crate) fn asks(context: &Context<'_>, jurisdictions: &[Jurisdiction]) -> Vec<Ask> {
    let mut asks = Vec::new();
    for jurisdiction in jurisdictions {
        let mut groups: Vec<(&Decisive, bool, Vec<u32>)> = Vec::new();
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
                    Some((_, bounded, lines)) => {
                        *bounded |= one.bounded;
                        add_line(lines, line.line);
                    }
                    None => groups.push((decisive, one.bounded, vec![line.line])),
                }
            }
        }
        asks.extend(groups.into_iter().map(|(decisive, bounded, lines)| {
            Ask {
                jurisdiction: jurisdiction.name.clone(),
                lines: context.lines(&lines),
                settles: settles(context, decisive),
                guaranteed: decisive
                    .guaranteed
                    .iter()
                    .map(|one| question(context, one, None))
                    .collect(),
                bounded,
            }
        }));
    }
    asks.iter_mut().for_each(Ask::ask_once);
    asks
}

fn settles(context: &Context<'_>, decisive: &Decisive) -> Vec<Settles> {
    // Shortest first; among equally short ones the determination's own order, which is by cost.
    let mut sets: Vec<(&Vec<Answer>, String)> = decisive
        .shortest
        .iter()
        .enumerate()
        .map(|(index, set)| {
            let gives = decisive
                .gives
                .get(index)
                .map(|&one| context.words.verdict(one).to_owned());
            (set, gives.unwrap_or_default())
        })
        .collect();
    sets.sort_by_key(|(set, _)| set.len());
    sets.into_iter()
        .map(|(set, gives)| Settles {
            answers: set
                .iter()
                .map(|one| question(context, &one.question, Some(&one.is)))
                .collect(),
            gives,
        })
        .collect()
}

fn question(context: &Context<'_>, question: &Question, is: Option<&str>) -> QuestionShown {
    let words = context.words;
    QuestionShown {
        path: words.of_thing(&question.fact, question.of.as_deref()),
        question: context.question(&question.question, question.question_zh.as_deref()),
        is: is.map(|is| words.relation(is)),
        who: words.who_of(question.kind, question.cost),
        first: true,
        contested: question.contested,
    }
}
