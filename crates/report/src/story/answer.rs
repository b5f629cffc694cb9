//! The answer: one word for all, then jurisdiction by jurisdiction, strictest first, lines with equal answers together.

use std::cmp::Reverse;

use exeat_determine::Verdict;
use exeat_determine::outcome::{JurisdictionVerdict, PresumedShown};

use super::proof::{self, FailGroup, Limb, Provision};
use super::{Context, add_line};

/// A jurisdiction with its answers.
#[derive(Debug, Clone)]
pub(crate) struct Jurisdiction {
    pub(crate) code: String,
    pub(crate) name: String,
    /// Groups of lines with equal answers, strictest first.
    pub(crate) sections: Vec<Section>,
}

/// One answer, and the lines that it is the answer for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    pub(crate) verdict: Verdict,
    /// The verdict in words, with the presumptions that it rests on.
    pub(crate) verdict_words: String,
    pub(crate) numbers: Vec<u32>,
    pub(crate) lines: String,
    /// What remains possible, where more than one verdict does.
    pub(crate) possible: Option<String>,
    /// Authority and review.
    pub(crate) details: Vec<String>,
    /// Presumed readings, each with what would follow otherwise.
    pub(crate) presumed: Vec<(String, String)>,
    pub(crate) deciding: Vec<Provision>,
    pub(crate) failing: Vec<FailGroup>,
    pub(crate) unused: Vec<FailGroup>,
}

/// The overall verdict in words; a verdict that rests on a presumption is not said without it.
pub(crate) fn headline(context: &Context<'_>) -> String {
    let determination = context.determination;
    let resting: Vec<&PresumedShown> = determination
        .lines
        .iter()
        .flat_map(|line| &line.verdicts)
        .filter(|one| one.verdict == determination.overall)
        .flat_map(|one| &one.presumed)
        .collect();
    let verdict = context.words.verdict(determination.overall);
    with_presumptions(context, verdict, &resting)
}

fn with_presumptions(context: &Context<'_>, verdict: &str, presumed: &[&PresumedShown]) -> String {
    let words = context.words;
    let mut names: Vec<String> = Vec::new();
    for one in presumed {
        let name = words.read_as(&one.reading, &one.presumed);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        verdict.to_owned()
    } else {
        let names = names.join(words.comma());
        format!(
            "{verdict}{}{}{}{names}",
            words.clause(),
            words.presumed(),
            words.colon()
        )
    }
}

/// What the overall verdict comes to.
pub(crate) fn meaning(context: &Context<'_>) -> String {
    let determination = context.determination;
    let worst = determination
        .lines
        .iter()
        .flat_map(|line| &line.verdicts)
        .map(|one| one.verdict)
        .max();
    let departures: Vec<String> = determination
        .not_looked_at
        .iter()
        .filter(|one| one.why == "departure")
        .map(|one| context.words.of(&one.name))
        .collect();
    if determination.overall == Verdict::Undetermined
        && worst.is_none_or(|worst| worst < Verdict::Undetermined)
        && !departures.is_empty()
    {
        return context
            .words
            .departure_unseen(&departures.join(context.words.comma()));
    }
    context
        .words
        .verdict_meaning(determination.overall)
        .to_owned()
}

/// The answers by jurisdiction: those with the strictest verdict first, then in the order they were asked for.
pub(crate) fn jurisdictions(context: &Context<'_>) -> Vec<Jurisdiction> {
    let determination = context.determination;
    let mut codes: Vec<&str> = determination
        .jurisdictions
        .iter()
        .map(String::as_str)
        .collect();
    for line in &determination.lines {
        for one in &line.verdicts {
            if !codes.contains(&one.jurisdiction.as_str()) {
                codes.push(&one.jurisdiction);
            }
        }
    }
    let mut jurisdictions: Vec<Jurisdiction> = codes
        .into_iter()
        .map(|code| Jurisdiction {
            code: code.to_owned(),
            name: context.name(code),
            sections: sections(context, code),
        })
        .filter(|one| !one.sections.is_empty())
        .collect();
    jurisdictions.sort_by_key(|one| Reverse(one.sections.first().map(|section| section.verdict)));
    jurisdictions
}

fn sections(context: &Context<'_>, code: &str) -> Vec<Section> {
    let mut groups: Vec<(Section, Section)> = Vec::new();
    for line in &context.determination.lines {
        for one in line.verdicts.iter().filter(|one| one.jurisdiction == code) {
            let section = section(context, line.line, one);
            let mut stripped = section.clone();
            stripped.strip();
            match groups.iter_mut().find(|(_, key)| *key == stripped) {
                Some((group, _)) => group.absorb(section),
                None => groups.push((section, stripped)),
            }
        }
    }
    let mut sections: Vec<Section> = groups.into_iter().map(|(section, _)| section).collect();
    for section in &mut sections {
        section.lines = context.lines(&section.numbers);
        let count = section.numbers.len();
        section.limbs().for_each(|limb| limb.settle(count));
    }
    sections.sort_by_key(|section| Reverse(section.verdict));
    sections
}

fn section(context: &Context<'_>, line: u32, one: &JurisdictionVerdict) -> Section {
    let words = context.words;
    let proofs = proof::proofs(context, line, &one.proof);
    let presumed: Vec<&PresumedShown> = one.presumed.iter().collect();
    let possible = (one.possible.len() > 1).then(|| {
        let label = if one.bounded {
            words.at_most()
        } else {
            words.still_possible()
        };
        format!(
            "{label}{}{}",
            words.colon(),
            context.verdicts(&one.possible)
        )
    });
    Section {
        verdict: one.verdict,
        verdict_words: with_presumptions(context, words.verdict(one.verdict), &presumed),
        numbers: vec![line],
        lines: String::new(),
        possible,
        details: details(context, one),
        presumed: one
            .presumed
            .iter()
            .map(|one| {
                (
                    words.presumed_so(&words.of(&one.question), &one.presumed, &words.of(&one.why)),
                    words.read_otherwise(&context.verdicts(&one.otherwise)),
                )
            })
            .collect(),
        deciding: proofs.deciding,
        failing: proofs.failing,
        unused: proofs.unused,
    }
}

/// The authorities and the review policies, where they say anything under this verdict.
fn details(context: &Context<'_>, one: &JurisdictionVerdict) -> Vec<String> {
    let words = context.words;
    let mut details = Vec::new();
    if !one.authority.is_empty() && !one.verdict.is_free() {
        let names: Vec<String> = one
            .authority
            .iter()
            .map(|one| {
                let name = words.of_pair(&one.name, one.name_zh.as_deref());
                format!(
                    "{}{}{name}{}",
                    one.code,
                    words.open_parenthesis(),
                    words.close_parenthesis()
                )
            })
            .collect();
        let certain = one.verdict == Verdict::LicenceRequired;
        details.push(words.licence_from(certain, &names.join(words.comma())));
    }
    let review = &one.review_policy;
    if let Some(policy) = review.is {
        let provisions = review.provisions.join(words.comma());
        details.push(words.reviewed(true, words.review(policy), &provisions));
    }
    if !review.possible.is_empty() {
        let policies: Vec<&str> = review
            .possible
            .iter()
            .map(|&one| words.review(one))
            .collect();
        let provisions = review.possible_provisions.join(words.comma());
        details.push(words.reviewed(false, &words.alternatives(&policies), &provisions));
    }
    details
}

impl Section {
    /// Every limb of every proof in it.
    fn limbs(&mut self) -> impl Iterator<Item = &mut Limb> {
        let failing = self
            .failing
            .iter_mut()
            .chain(&mut self.unused)
            .flat_map(FailGroup::limbs);
        self.deciding
            .iter_mut()
            .flat_map(|one| &mut one.limbs)
            .chain(failing)
    }

    /// Leaves what two lines must share for their answers to be equal.
    fn strip(&mut self) {
        self.numbers.clear();
        self.limbs().for_each(Limb::strip);
    }

    fn absorb(&mut self, mut other: Self) {
        for line in std::mem::take(&mut other.numbers) {
            add_line(&mut self.numbers, line);
        }
        let others: Vec<Limb> = other.limbs().map(|limb| limb.clone()).collect();
        self.limbs()
            .zip(others)
            .for_each(|(limb, other)| limb.absorb(other));
    }
}
