//! Why a provision does not apply: every reason that is enough alone, provision by provision and reason by reason.

use std::cmp::Reverse;

use exeat_determine::outcome::{LimbProof, ProvisionProof, Standing};

use super::proof::{self, Joint, Limb, Mark};
use super::{Context, add_line, cite};

/// One reason why a provision does not apply, good enough alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It does not bind on that day.
    Time(String),
    /// A limb that it needs is not met, or one that bars it is.
    Limb(Limb),
}

/// A provision that is only named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Each citation apart, for putting those of a group together.
    cites: Vec<String>,
    /// Its place in its own instrument.
    own: String,
    pub(crate) cite: String,
    pub(crate) title: String,
}

/// Provisions that do not apply, for the same reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FailGroup {
    /// Whether only the date keeps them from applying.
    pub(crate) silent: bool,
    pub(crate) cites: String,
    pub(crate) members: Vec<Mention>,
    pub(crate) reasons: Vec<Reason>,
    numbers: Vec<u32>,
    /// The lines for which it is so; empty where it is so for all of them.
    pub(crate) lines: String,
}

/// One reason, and every provision that it keeps from applying.
#[derive(Debug, Clone)]
pub(crate) struct Against {
    pub(crate) reason: Reason,
    pub(crate) provisions: String,
}

/// Puts the reasons of one provision for one line into the groups.
pub(crate) fn join(
    context: &Context<'_>,
    groups: &mut Vec<FailGroup>,
    line: u32,
    one: &ProvisionProof,
) {
    let Reasons {
        found: reasons,
        dated,
    } = Reasons::of(context, line, one);
    let by_limb = reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Limb(_)));
    let silent = one.standing == Standing::Silent || dated && !by_limb;
    let cited = proof::cited(context, one);
    let cites = if one.cites.is_empty() {
        vec![cited.clone()]
    } else {
        one.cites.to_vec()
    };
    let of_own = |cite: &&String| {
        cite.strip_prefix(&*one.instrument)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let mention = Mention {
        own: cites
            .iter()
            .find(of_own)
            .or(cites.first())
            .cloned()
            .unwrap_or_default(),
        cites,
        cite: cited,
        title: proof::title(context, one),
    };
    match groups
        .iter_mut()
        .find(|group| group.silent == silent && group.reasons == reasons)
    {
        Some(group) => group.members.push(mention),
        None => groups.push(FailGroup {
            silent,
            cites: String::new(),
            members: vec![mention],
            reasons,
            numbers: vec![line],
            lines: String::new(),
        }),
    }
}

/// Every reason why it does not apply, each enough alone: its time, and each limb it cannot do without.
struct Reasons {
    found: Vec<Reason>,
    /// Whether a limb fails only because what it asks about does not bind on that day.
    dated: bool,
}

impl Reasons {
    fn of(context: &Context<'_>, line: u32, one: &ProvisionProof) -> Self {
        let mut reasons = Self {
            found: Vec::new(),
            dated: false,
        };
        if context.depth > 0 {
            reasons.missing(context, line, &one.condition);
        }
        let time = match one.time.state.as_str() {
            "in_force" | "contested" => {
                // Then the date is that of the entries.
                reasons.dated.then(|| {
                    context
                        .words
                        .entries_not_binding(context.determination.law_date)
                })
            }
            _ => proof::time(context, one),
        };
        reasons.found.splice(0..0, time.map(Reason::Time));
        reasons
    }

    fn missing(&mut self, context: &Context<'_>, line: u32, condition: &LimbProof) {
        if Mark::of(condition.truth) != Mark::No {
            return;
        }
        if Joint::of(condition) != Joint::All {
            self.add(context, line, condition);
            return;
        }
        for part in &condition.parts {
            // A labelled group below the head is a limb of the statute: it stays one reason.
            if Joint::of(part) == Joint::All && part.label.is_none() {
                self.missing(context, line, part);
            } else if Mark::of(part.truth) == Mark::No {
                self.add(context, line, part);
            }
        }
    }

    fn add(&mut self, context: &Context<'_>, line: u32, limb: &LimbProof) {
        if dated(limb) {
            self.dated = true;
        } else {
            self.found
                .push(Reason::Limb(proof::limb(context, line, limb, 1)));
        }
    }
}

/// Whether a limb that is not met might be met if the entries that it asks about were in force: then the date is the
/// reason, and the limb is none of its own.
fn dated(limb: &LimbProof) -> bool {
    let failing = |part: &&LimbProof| Mark::of(part.truth) == Mark::No;
    if limb.entries.is_some() {
        // Of entries that are not met, a list shows those that fit, or may fit, and do not bind.
        return limb.parts.iter().any(|part| failing(&part));
    }
    let mut parts = limb.parts.iter().filter(failing).peekable();
    match Joint::of(limb) {
        Joint::All => parts.peek().is_some() && parts.all(dated),
        Joint::Any | Joint::Other => parts.any(dated),
        Joint::NoneOf => false,
    }
}

impl FailGroup {
    pub(crate) fn limbs(&mut self) -> impl Iterator<Item = &mut Limb> {
        self.reasons.iter_mut().filter_map(|reason| match reason {
            Reason::Limb(limb) => Some(limb),
            Reason::Time(_) => None,
        })
    }

    /// Whether the other says the same of another line, its facts apart.
    fn same(&self, other: &Self) -> bool {
        self.silent == other.silent
            && self.members == other.members
            && self.reasons.len() == other.reasons.len()
            && self
                .reasons
                .iter()
                .zip(&other.reasons)
                .all(|(one, other)| bare(one) == bare(other))
    }
}

/// A reason without facts and without its label, which is another in every provision.
fn bare(reason: &Reason) -> Reason {
    let mut bare = reason.clone();
    if let Reason::Limb(limb) = &mut bare {
        limb.label = None;
        limb.strip();
    }
    bare
}

/// Puts what is so for another line to what is so for these.
pub(crate) fn absorb(groups: &mut Vec<FailGroup>, others: Vec<FailGroup>) {
    for mut other in others {
        let Some(group) = groups.iter_mut().find(|group| group.same(&other)) else {
            groups.push(other);
            continue;
        };
        for &line in &other.numbers {
            add_line(&mut group.numbers, line);
        }
        let limbs: Vec<Limb> = other.limbs().map(|limb| limb.clone()).collect();
        group
            .limbs()
            .zip(limbs)
            .for_each(|(limb, other)| limb.absorb(other));
    }
}

/// Finishes the groups of a section that stands for these lines.
pub(crate) fn settle(context: &Context<'_>, groups: &mut [FailGroup], lines: &[u32]) {
    for group in groups.iter_mut() {
        let cites = group
            .members
            .iter()
            .flat_map(|one| &one.cites)
            .map(String::as_str);
        group.cites = cite::together(context.words, cites);
        let count = group.numbers.len();
        if count < lines.len() {
            group.lines = context.lines(&group.numbers);
        }
        group.limbs().for_each(|limb| limb.settle(count));
    }
    // What only the date keeps back is what a reader must know first.
    groups.sort_by_key(|group| !group.silent);
}

/// The same turned round: each reason once, with the provisions that it keeps from applying. Dates come first, then
/// the reasons that keep back the most.
///
/// The groups are those before [`settle`], with the lines of every fact: either those that only the date keeps back,
/// or the others.
pub(crate) fn by_reason(
    context: &Context<'_>,
    groups: &[FailGroup],
    lines: &[u32],
    silent: bool,
) -> (Vec<Against>, usize) {
    let mut found: Vec<Found<'_>> = Vec::new();
    for group in groups.iter().filter(|group| group.silent == silent) {
        for reason in &group.reasons {
            found_for(&mut found, reason).add(group);
        }
    }
    found.sort_by_key(|one| {
        (
            matches!(one.shown, Reason::Limb(_)),
            Reverse(one.provisions.len()),
        )
    });
    let all = found.len();
    if context.depth < DEPTH_OF_ALL_REASONS && all > REASONS_MAX {
        found = broad(found);
    }
    let hidden = all.saturating_sub(found.len());
    let shown = found
        .into_iter()
        .map(|mut one| {
            if let Reason::Limb(limb) = &mut one.shown {
                limb.settle(lines.len());
                if context.depth < DEPTH_OF_ALL_REASONS {
                    limb.shorten();
                }
            }
            Against {
                reason: one.shown,
                provisions: listed(context, &one.provisions, lines),
            }
        })
        .collect();
    (shown, hidden)
}

/// From this depth on, every reason is told.
const DEPTH_OF_ALL_REASONS: usize = 3;

/// How many provisions a reason keeps out to be told for its own sake.
const PROVISIONS_OF_A_BROAD_REASON: usize = 2;

/// So many reasons are told in any case.
const REASONS_MAX: usize = 12;

/// The reasons of time, those that keep out several provisions, and those without which some provision would have no
/// reason at all. The reasons come with the broadest first.
fn broad(found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut covered: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    found
        .into_iter()
        .filter(|one| {
            let names = one.provisions.iter().map(|(cite, _)| (*cite).to_owned());
            let new = names.clone().any(|name| !covered.contains(&name));
            let told = matches!(one.shown, Reason::Time(_))
                || one.provisions.len() >= PROVISIONS_OF_A_BROAD_REASON
                || new;
            if told {
                covered.extend(names);
            }
            told
        })
        .collect()
}

/// A reason and the provisions found for it, each with its lines.
struct Found<'a> {
    /// The reason without facts.
    bare: Reason,
    shown: Reason,
    provisions: Vec<(&'a str, Vec<u32>)>,
}

impl<'a> Found<'a> {
    fn add(&mut self, group: &'a FailGroup) {
        for member in &group.members {
            let own = member.own.as_str();
            match self.provisions.iter_mut().find(|(cite, _)| *cite == own) {
                Some((_, numbers)) => {
                    group
                        .numbers
                        .iter()
                        .for_each(|&line| add_line(numbers, line));
                }
                None => self.provisions.push((own, group.numbers.clone())),
            }
        }
    }
}

/// What was found for the same reason before, its facts put together with those of this one.
fn found_for<'f, 'a>(found: &'f mut Vec<Found<'a>>, reason: &Reason) -> &'f mut Found<'a> {
    let shown = match reason {
        Reason::Time(_) => reason.clone(),
        Reason::Limb(limb) => Reason::Limb(limb.clone().flatten()),
    };
    let bare = bare(&shown);
    let at = found.iter().position(|known| known.bare == bare);
    let at = at.unwrap_or_else(|| {
        found.push(Found {
            bare,
            shown: shown.clone(),
            provisions: Vec::new(),
        });
        found.len() - 1
    });
    // The position was found, or pushed, a line above.
    let known = &mut found[at];
    if let (Reason::Limb(known), Reason::Limb(limb)) = (&mut known.shown, shown) {
        known.absorb(limb);
    }
    known
}

/// Citations, those that hold for some lines only after the others, with their lines.
fn listed(context: &Context<'_>, provisions: &[(&str, Vec<u32>)], lines: &[u32]) -> String {
    let words = context.words;
    let mut groups: Vec<(&[u32], Vec<&str>)> = Vec::new();
    for (cite, numbers) in provisions {
        match groups.iter_mut().find(|(known, _)| known == numbers) {
            Some((_, cites)) => cites.push(cite),
            None => groups.push((numbers, vec![cite])),
        }
    }
    groups.sort_by_key(|(numbers, _)| Reverse(numbers.len()));
    let shown: Vec<String> = groups
        .into_iter()
        .map(|(numbers, cites)| {
            let cites = cite::together(words, cites);
            if numbers.len() == lines.len() {
                cites
            } else {
                let lines = context.lines(numbers);
                format!(
                    "{cites}{}{lines}{}",
                    words.open_parenthesis(),
                    words.close_parenthesis()
                )
            }
        })
        .collect();
    shown.join(words.semicolon())
}
