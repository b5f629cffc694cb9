//! The story of a determination: what a report says, in which order, before anybody lays it out.
//!
//! Text and HTML are two layouts of one story, so they cannot say different things. The order is that of the
//! questions a reader asks: what is the answer, why, does the quarrel matter, what would decide, what must be done,
//! and what was not looked at.

mod against;
mod answer;
mod ask;
mod cite;
mod conflict;
mod duty;
mod licences;
mod proof;
mod quarrel;
mod screening;
mod unseen;

use exeat_determine::Determination;
use exeat_determine::Verdict;
use exeat_determine::outcome::SourceShown;
use exeat_law::model::Text;

use crate::licences::Besides;
use crate::screening::Screening;
use crate::words::{Language, Words};

pub(crate) use against::{Against, FailGroup, Reason};
pub(crate) use answer::{Jurisdiction, Section};
pub(crate) use ask::{Ask, Asked};
pub(crate) use conflict::Conflict;
pub(crate) use duty::DutyLine;
pub(crate) use licences::Shelf;
pub(crate) use proof::{FactMention, FactValue, Limb, Mark, Provision};
pub(crate) use quarrel::{Quarrel, Side};
pub(crate) use screening::Sieve;
pub(crate) use unseen::{Unseen, UnseenGroup};

/// Everything that a report says, in one language.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) words: Words,
    pub(crate) title: String,
    pub(crate) overall: Verdict,
    /// The overall verdict in words, with the presumptions that it rests on.
    pub(crate) headline: String,
    /// What it comes to.
    pub(crate) meaning: String,
    /// What to do about it first: the quickest answer that settles each open verdict, and whether the quarrels matter.
    pub(crate) lead: Vec<Lead>,
    pub(crate) dates: String,
    /// Number and item of every line.
    pub(crate) lines: Vec<(u32, String)>,
    /// One for each jurisdiction, strictest first.
    pub(crate) jurisdictions: Vec<Jurisdiction>,
    /// Laws of two states that cannot both be obeyed.
    pub(crate) conflicts: Vec<Conflict>,
    pub(crate) quarrels: Vec<Quarrel>,
    pub(crate) asks: Vec<Ask>,
    /// Every question once, cheapest first.
    pub(crate) questions: Vec<Asked>,
    pub(crate) certain_duties: Vec<DutyLine>,
    pub(crate) possible_duties: Vec<DutyLine>,
    /// Which licences on file would cover what needs one.
    pub(crate) licences: Option<Shelf>,
    /// How the parties were screened.
    pub(crate) screening: Option<Sieve>,
    pub(crate) unseen: Unseen,
    /// Label and value.
    pub(crate) record: Vec<(&'static str, String)>,
    pub(crate) sources: Vec<SourceShown>,
}

impl Story {
    /// Puts a determination into words, its proofs `depth` levels deep.
    pub(crate) fn new(
        determination: &Determination,
        besides: Besides<'_>,
        language: Language,
        depth: usize,
    ) -> Self {
        let words = Words(language);
        let context = Context {
            words,
            determination,
            screening: besides.screening,
            depth,
        };
        let jurisdictions = answer::jurisdictions(&context);
        let (certain_duties, possible_duties) = duty::duties(&context);
        let quarrels = quarrel::quarrels(&context);
        let asks = ask::asks(&context, &jurisdictions);
        Self {
            lead: lead(&context, &asks, &quarrels),
            words,
            title: determination.title.clone(),
            overall: determination.overall,
            headline: answer::headline(&context),
            meaning: answer::meaning(&context),
            dates: words.dates(
                determination.event_date,
                determination.law_date,
                determination.known_at,
            ),
            lines: determination
                .lines
                .iter()
                .map(|line| (line.line, line.item.clone()))
                .collect(),
            conflicts: conflict::conflicts(&context),
            quarrels,
            asks,
            questions: ask::questions(&context),
            certain_duties,
            possible_duties,
            licences: licences::shelf(words, besides.licences),
            screening: screening::sieve(words, besides.screening),
            unseen: unseen::unseen(&context),
            record: vec![
                (words.id(), determination.id.clone()),
                (words.rulebook(), determination.rulebook.clone()),
                (words.facts(), determination.facts.clone()),
                (words.engine(), determination.engine.clone()),
                (words.event_date(), determination.event_date.to_string()),
                (words.law_date(), determination.law_date.to_string()),
                (words.known_at(), determination.known_at.to_string()),
            ],
            jurisdictions,
            sources: determination.sources.clone(),
        }
    }
}

/// A sentence about what to do first.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    /// With facts as documents call them, for whoever writes one.
    pub(crate) plain: String,
    /// With facts in words.
    pub(crate) words: String,
    /// The facts as documents call them, where the words are others.
    pub(crate) paths: String,
}

impl From<String> for Lead {
    fn from(text: String) -> Self {
        Self {
            plain: text.clone(),
            words: text,
            paths: String::new(),
        }
    }
}

fn lead(context: &Context<'_>, asks: &[Ask], quarrels: &[Quarrel]) -> Vec<Lead> {
    let words = context.words;
    let mut lead: Vec<Lead> = asks
        .iter()
        .filter_map(|ask| {
            let first = ask.settles.first()?;
            let between = format!(" {} ", words.and());
            let together = |of: &dyn Fn(&ask::Answered) -> String| {
                let answers: Vec<String> = first.answers.iter().map(of).collect();
                answers.join(&between)
            };
            let whose = format!("{}{}{}", ask.jurisdiction, words.clause(), ask.lines);
            let said = |answers: &str| words.ask_first(&whose, answers, &first.gives);
            Some(Lead {
                plain: said(&together(&|one| format!("{} {}", one.path, one.is))),
                words: said(&together(&|one| one.words.clone())),
                paths: first
                    .answers
                    .iter()
                    .map(|one| one.path.as_str())
                    .collect::<Vec<_>>()
                    .join(", "),
            })
        })
        .collect();
    let mut facts = quarrels
        .iter()
        .filter(|quarrel| !quarrel.reading)
        .peekable();
    if facts.peek().is_some() {
        let matters = facts.any(|quarrel| quarrel.matters);
        lead.push(words.sources_disagree(matters).to_owned().into());
    }
    for conflict in &context.determination.conflicts {
        if conflict.lines.is_empty() {
            continue;
        }
        let names = conflict
            .between
            .iter()
            .map(|side| context.name(&side.jurisdiction));
        let names: Vec<String> = names.collect();
        let between = format!(" {} ", words.and());
        let conflict = words.laws_conflict(&names.join(&between), &words.of(&conflict.title));
        lead.push(conflict.into());
    }
    let contradictions = screening::contradictions(words, context.screening).into_iter();
    lead.extend(contradictions.map(Lead::from));
    lead
}

/// What the parts of the story are made from.
pub(crate) struct Context<'a> {
    pub(crate) words: Words,
    pub(crate) determination: &'a Determination,
    pub(crate) screening: Option<&'a Screening>,
    pub(crate) depth: usize,
}

impl Context<'_> {
    /// The name of a jurisdiction; its code where no coverage statement names it.
    fn name(&self, code: &str) -> String {
        self.determination
            .coverage
            .iter()
            .find(|one| one.jurisdiction == code)
            .map_or_else(|| code.to_owned(), |one| self.words.of(&one.name))
    }

    /// `lines 1 to 3`, knowing how many there are.
    fn lines(&self, numbers: &[u32]) -> String {
        self.words.lines(numbers, self.determination.lines.len())
    }

    /// The verdicts as `licence required or no licence required`.
    fn verdicts(&self, verdicts: &[Verdict]) -> String {
        let words: Vec<&str> = verdicts
            .iter()
            .map(|&one| self.words.verdict(one))
            .collect();
        self.words.alternatives(&words)
    }

    /// A text, if there is one.
    fn text(&self, text: &Text) -> Option<String> {
        let words = self.words.of(text);
        (!words.is_empty()).then_some(words)
    }
}

/// Puts a number where it belongs, once.
fn add_line(lines: &mut Vec<u32>, line: u32) {
    if let Err(at) = lines.binary_search(&line) {
        lines.insert(at, line);
    }
}
