//! What was not looked at: laws that nobody modelled or asked for, parts of modelled laws, and law that may have
//! changed since somebody checked it.

use std::collections::BTreeSet;

use exeat_determine::outcome::Standing;
use exeat_determine::{Determination, Verdict};
use exeat_law::model::{Confidence, CoverageKind};
use exeat_value::Day;

use super::{Context, add_line, screening};

/// All of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unseen {
    /// Laws that were not looked at although they may matter.
    pub(crate) laws: Vec<String>,
    /// Law not verified after a day; answers that rest on weak texts.
    pub(crate) warnings: Vec<String>,
    /// What the rulebooks do not decide, by instrument.
    pub(crate) groups: Vec<UnseenGroup>,
    /// The same of instruments of laws that reach no line: how much there is, and all of it.
    pub(crate) beyond: Option<(String, Vec<UnseenGroup>)>,
}

/// What the rulebook of one instrument, or of a whole jurisdiction, does not decide.
#[derive(Debug, Clone)]
pub(crate) struct UnseenGroup {
    pub(crate) name: String,
    /// Whether the answer turns on a provision of it.
    pub(crate) decides: bool,
    /// What is not there at all.
    pub(crate) absent: Vec<String>,
    /// What was seen, and not decided.
    pub(crate) flagged: Vec<String>,
}

impl Unseen {
    /// Whether there is nothing to say.
    pub(crate) fn is_empty(&self) -> bool {
        self.laws.is_empty()
            && self.warnings.is_empty()
            && self.groups.is_empty()
            && self.beyond.is_none()
    }
}

/// What was not looked at.
pub(crate) fn unseen(context: &Context<'_>) -> Unseen {
    let words = context.words;
    let determination = context.determination;
    let laws = determination
        .not_looked_at
        .iter()
        .map(|one| {
            let name = words.of(&one.name);
            let name = if name.is_empty() {
                one.jurisdiction.clone()
            } else {
                name
            };
            words.law_unseen(&name, &words.not_looked_at(&one.why))
        })
        .collect();
    let deciding: BTreeSet<&str> = determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .flat_map(|verdict| &verdict.proof)
        .filter(|one| {
            matches!(
                one.standing,
                Standing::Applies | Standing::Open | Standing::Defeated
            )
        })
        .map(|one| &*one.instrument)
        .collect();
    let mut groups = Vec::new();
    let mut beyond = Vec::new();
    let mut beyond_names = Vec::new();
    for jurisdiction in &determination.coverage {
        let reaches = reaches_some_line(determination, &jurisdiction.jurisdiction);
        for instrument in &jurisdiction.instruments {
            let of_kind = |kind: CoverageKind| {
                let lines = instrument
                    .lines
                    .iter()
                    .filter(move |line| line.kind == kind);
                lines
                    .map(|line| words.of(&line.what))
                    .collect::<Vec<String>>()
            };
            let flagged = of_kind(CoverageKind::Flagged);
            let absent = of_kind(CoverageKind::Absent);
            if !flagged.is_empty() || !absent.is_empty() {
                let name = instrument
                    .instrument
                    .clone()
                    .unwrap_or_else(|| words.of(&jurisdiction.name));
                let decides = instrument
                    .instrument
                    .as_deref()
                    .is_none_or(|name| deciding.contains(name));
                let group = UnseenGroup {
                    name,
                    decides,
                    absent,
                    flagged,
                };
                // What is said of a law as a whole may bear on its reach.
                if reaches || instrument.instrument.is_none() {
                    groups.push(group);
                } else {
                    let name = words.of(&jurisdiction.name);
                    if !beyond_names.contains(&name) {
                        beyond_names.push(name);
                    }
                    beyond.push(group);
                }
            }
        }
    }
    let beyond = (!beyond.is_empty()).then(|| {
        let absent = beyond.iter().map(|one| one.absent.len()).sum();
        let flagged = beyond.iter().map(|one| one.flagged.len()).sum();
        let names = beyond_names.join(words.comma());
        (words.unseen_beyond(&names, absent, flagged), beyond)
    });
    Unseen {
        laws,
        warnings: warnings(context),
        groups,
        beyond,
    }
}

/// Whether the law of a jurisdiction reaches, or may reach, some line.
fn reaches_some_line(determination: &Determination, jurisdiction: &str) -> bool {
    determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter())
        .any(|one| one.jurisdiction == jurisdiction && one.verdict != Verdict::NotReached)
}

fn warnings(context: &Context<'_>) -> Vec<String> {
    let words = context.words;
    let not_screened = screening::not_done(words, context.screening);
    let mut unverified: Vec<(String, Day)> = Vec::new();
    let mut weak: Vec<(&str, Vec<u32>)> = Vec::new();
    let mut add = |name: String, day: Day| {
        if !unverified.contains(&(name.clone(), day)) {
            unverified.push((name, day));
        }
    };
    for line in &context.determination.lines {
        for one in line.verdicts.iter() {
            if let Some(day) = one.coverage.not_verified_after {
                add(context.name(&one.jurisdiction), day);
            }
            for instrument in &one.coverage.instruments_not_verified {
                add(instrument.instrument.clone(), instrument.verified_through);
            }
            if one.coverage.confidence == Some(Confidence::Low) {
                match weak.iter_mut().find(|(code, _)| *code == one.jurisdiction) {
                    Some((_, lines)) => add_line(lines, line.line),
                    None => weak.push((&one.jurisdiction, vec![line.line])),
                }
            }
        }
    }
    let mut warnings: Vec<String> = not_screened.map(str::to_owned).into_iter().collect();
    let unverified = unverified
        .into_iter()
        .map(|(name, day)| words.not_verified(&name, day));
    warnings.extend(unverified);
    warnings.extend(weak.into_iter().map(|(code, lines)| {
        words.rests_on(
            &context.name(code),
            &context.lines(&lines),
            words.confidence(Confidence::Low),
        )
    }));
    warnings
}
