//! The answer: one word for all, then jurisdiction by jurisdiction, strictest first, lines with equal answers together.

use std::cmp::Reverse;

use exeat_determine::Verdict;
use exeat_determine::outcome::{JurisdictionVerdict, PresumedShown, Standing};
use exeat_value::Truth;

use super::against::{self, Against, FailGroup};
use super::proof::{self, Limb, Provision};
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
#[derive(Debug, Clone)]
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
    /// The rules that do not apply, by provision.
    pub(crate) failing: Vec<FailGroup>,
    /// The same by reason.
    pub(crate) against: Vec<Against>,
    /// That there are narrower reasons, told at a greater depth.
    pub(crate) more_reasons: Option<String>,
    /// The provisions that only the date keeps from applying.
    pub(crate) kept_by_date: Vec<Against>,
    /// Whether the law reaches the transaction, and the limbs on which that rests; none where it reaches everything.
    pub(crate) reach: Option<(Truth, Vec<Limb>)>,
    /// Exceptions and policies that do not apply.
    pub(crate) unused: Vec<FailGroup>,
}

/// What two lines must share for their answers to be one: everything that decides, the facts apart. What does not
/// apply to either may differ, and is told apart line by line.
#[derive(PartialEq, Eq)]
struct Key {
    verdict: String,
    possible: Option<String>,
    details: Vec<String>,
    presumed: Vec<(String, String)>,
    deciding: Vec<Provision>,
    reach: Option<(Truth, Vec<Limb>)>,
}

/// The overall verdict in words; a verdict that rests on a presumption is not said without it.
pub(crate) fn headline(context: &Context<'_>) -> String {
    let determination = context.determination;
    let resting: Vec<&PresumedShown> = determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .filter(|one| one.verdict == determination.overall)
        .flat_map(rests_on)
        .collect();
    let verdict = context.words.verdict(determination.overall);
    with_presumptions(context, verdict, &resting)
}

/// The presumptions without which another verdict would stand there. Where the same remains possible either way, a
/// presumption is told beside the verdict and not in it.
fn rests_on(one: &JurisdictionVerdict) -> impl Iterator<Item = &PresumedShown> {
    one.presumed
        .iter()
        .filter(|presumed| presumed.otherwise != one.possible)
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
        .flat_map(|line| line.verdicts.iter())
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
        for one in line.verdicts.iter() {
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
    let mut groups: Vec<(Section, Key)> = Vec::new();
    for line in &context.determination.lines {
        for one in line.verdicts.iter().filter(|one| one.jurisdiction == code) {
            let section = section(context, line.line, one);
            let key = section.key();
            match groups.iter_mut().find(|(_, known)| *known == key) {
                Some((group, _)) => group.absorb(section),
                None => groups.push((section, key)),
            }
        }
    }
    let mut sections: Vec<Section> = groups.into_iter().map(|(section, _)| section).collect();
    for section in &mut sections {
        section.settle(context);
    }
    sections.sort_by_key(|section| Reverse(section.verdict));
    sections
}

fn section(context: &Context<'_>, line: u32, one: &JurisdictionVerdict) -> Section {
    let words = context.words;
    let mut deciding = Vec::new();
    let mut failing = Vec::new();
    let mut unused = Vec::new();
    for provision in &one.proof {
        let rule = matches!(provision.kind, "rule" | "gap");
        // Where nothing is required, exceptions that may apply and policies have nothing to work on.
        let idle = !rule && one.verdict.is_free() && provision.standing == Standing::Open
            || provision.kind == "policy" && one.verdict.is_free();
        match provision.standing {
            Standing::Applies | Standing::Open | Standing::Defeated if !idle => {
                deciding.push(proof::provision(context, line, provision));
            }
            _ if rule => against::join(context, &mut failing, line, provision),
            Standing::Fails | Standing::Silent => {
                against::join(context, &mut unused, line, provision)
            }
            Standing::Applies | Standing::Open | Standing::Defeated => {}
        }
    }
    let presumed: Vec<&PresumedShown> = rests_on(one).collect();
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
        deciding,
        failing,
        against: Vec::new(),
        more_reasons: None,
        kept_by_date: Vec::new(),
        reach: reach(context, line, one),
        unused,
    }
}

fn reach(
    context: &Context<'_>,
    line: u32,
    one: &JurisdictionVerdict,
) -> Option<(Truth, Vec<Limb>)> {
    let reach = one.reach.as_ref()?;
    let limbs = proof::reasons(context, line, reach);
    (!limbs.is_empty()).then_some((reach.truth, limbs))
}

/// The authorities and the review policies, where they say anything under this verdict.
fn details(context: &Context<'_>, one: &JurisdictionVerdict) -> Vec<String> {
    let words = context.words;
    let mut details = Vec::new();
    if one.verdict.is_free() {
        return details;
    }
    if !one.authority.is_empty() {
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
    for exception in &one.exceptions {
        let name = words.of(&exception.name);
        details.push(words.covered_by(
            exception.certain,
            &name,
            &exception.cites.join(words.comma()),
        ));
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
    fn key(&self) -> Key {
        let mut deciding = self.deciding.clone();
        deciding
            .iter_mut()
            .flat_map(|one| &mut one.limbs)
            .for_each(Limb::strip);
        let mut reach = self.reach.clone();
        let limbs = reach.iter_mut().flat_map(|(_, limbs)| limbs);
        limbs.for_each(Limb::strip);
        Key {
            verdict: self.verdict_words.clone(),
            possible: self.possible.clone(),
            details: self.details.clone(),
            presumed: self.presumed.clone(),
            deciding,
            reach,
        }
    }

    fn absorb(&mut self, other: Self) {
        for line in other.numbers {
            add_line(&mut self.numbers, line);
        }
        let reach = other.reach.into_iter().flat_map(|(_, limbs)| limbs);
        let deciding = other.deciding.into_iter().flat_map(|one| one.limbs);
        let others: Vec<Limb> = reach.chain(deciding).collect();
        let limbs = self.limbs_mut();
        limbs
            .zip(others)
            .for_each(|(limb, other)| limb.absorb(other));
        against::absorb(&mut self.failing, other.failing);
        against::absorb(&mut self.unused, other.unused);
    }

    /// Says what can be said once all lines are in.
    fn settle(&mut self, context: &Context<'_>) {
        self.lines = context.lines(&self.numbers);
        let (against, hidden) = against::by_reason(context, &self.failing, &self.numbers, false);
        self.against = against;
        self.more_reasons = (hidden > 0).then(|| context.words.more_reasons(hidden));
        self.kept_by_date = against::by_reason(context, &self.failing, &self.numbers, true).0;
        against::settle(context, &mut self.failing, &self.numbers);
        against::settle(context, &mut self.unused, &self.numbers);
        let count = self.numbers.len();
        self.limbs_mut().for_each(|limb| limb.settle(count));
    }

    /// The limbs of the reach and of what decides.
    fn limbs_mut(&mut self) -> impl Iterator<Item = &mut Limb> {
        let reach = self.reach.iter_mut().flat_map(|(_, limbs)| limbs);
        let deciding = self.deciding.iter_mut().flat_map(|one| &mut one.limbs);
        reach.chain(deciding)
    }
}
