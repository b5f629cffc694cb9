//! Why: provisions, limbs and reasons.

use exeat_determine::outcome::{Evidence, FactShown, LimbProof, ProvisionProof, Standing};

use crate::words::Words;

use super::{Context, add_line, cite};

/// What a limb came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Yes,
    No,
    Open,
}

impl Mark {
    fn of(truth: &str) -> Self {
        match truth {
            "true" => Self::Yes,
            "false" => Self::No,
            _ => Self::Open,
        }
    }
}

/// A fact as the case states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactMention {
    pub(crate) path: String,
    pub(crate) values: Vec<FactValue>,
}

/// What a fact is, and the lines for which it is that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactValue {
    pub(crate) value: String,
    /// Empty where it holds for every line of the group.
    pub(crate) lines: Vec<u32>,
    pub(crate) statements: Vec<String>,
}

/// A limb, its facts, and its parts as deep as was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limb {
    pub(crate) mark: Mark,
    pub(crate) label: Option<String>,
    /// The limb as a sentence.
    pub(crate) says: String,
    /// How its parts combine, to be said in its stead where they stand below it.
    pub(crate) head: Option<&'static str>,
    pub(crate) facts: Vec<FactMention>,
    pub(crate) parts: Vec<Limb>,
    /// What of it is not shown.
    pub(crate) remark: Option<String>,
}

/// One reason why a provision does not apply, good enough alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    /// It does not bind on that day.
    Time(String),
    /// A limb that it needs is not met, or one that bars it is.
    Limb(Limb),
}

/// A provision that decides, with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Provision {
    pub(crate) standing: Standing,
    pub(crate) standing_words: &'static str,
    /// What it is, where it is no rule: exception, review policy, gap.
    pub(crate) kind: Option<&'static str>,
    pub(crate) cites: String,
    pub(crate) title: String,
    pub(crate) instrument: String,
    pub(crate) effect: String,
    /// Its state in time, where that is anything but plainly in force.
    pub(crate) time: Option<String>,
    pub(crate) defeated_by: Option<String>,
    pub(crate) confidence: Option<&'static str>,
    pub(crate) limbs: Vec<Limb>,
    pub(crate) notes: Vec<String>,
}

/// A provision that is only named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Each citation apart, for putting those of a group together.
    cites: Vec<String>,
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
}

/// How the parts of a limb make up its truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    All,
    Any,
    NoneOf,
    /// One part, or none, or we cannot tell: then nothing is left out, and nothing is called independent.
    Other,
}

impl Joint {
    /// The rulebook's own words for a limb are those of its parts, joined; where they are a name instead, the truths
    /// of the parts may leave only one possibility.
    fn of(limb: &LimbProof) -> Self {
        let words = limb.limb.as_str();
        if words.starts_with("none of ") || words.starts_with("no ") {
            return Self::NoneOf;
        }
        if limb.entries.is_some() || words.starts_with("some ") {
            return Self::Any;
        }
        if limb.parts.len() < 2 {
            return Self::Other;
        }
        if words == joined(&limb.parts, " and ") {
            return Self::All;
        }
        if words == joined(&limb.parts, " or ") {
            return Self::Any;
        }
        let truths: Vec<Mark> = limb
            .parts
            .iter()
            .map(|part| Mark::of(&part.truth))
            .collect();
        let mixed = truths.contains(&Mark::Yes) && truths.contains(&Mark::No);
        match Mark::of(&limb.truth) {
            Mark::No if mixed => Self::All,
            Mark::Yes if mixed => Self::Any,
            _ => Self::Other,
        }
    }

    /// The head of a group whose limbs stand below it, so that they need not be said twice.
    fn head(limb: &LimbProof, words: Words) -> Option<&'static str> {
        let parts = &limb.parts;
        if parts.len() > 1 && limb.limb == joined(parts, " and ") {
            Some(words.all_of())
        } else if parts.len() > 1 && limb.limb == joined(parts, " or ") {
            Some(words.any_of())
        } else if limb.limb.starts_with("none of ") {
            Some(words.none_of())
        } else {
            None
        }
    }
}

/// The limb that these parts make up, in the rulebook's words: a part that is a group itself stands in parentheses.
fn joined(parts: &[LimbProof], between: &str) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| {
            let inner = &part.parts;
            let group = inner.len() > 1
                && (part.limb == joined(inner, " and ")
                    || part.limb == joined(inner, " or ")
                    || part.limb.starts_with("none of "));
            if group {
                format!("({})", part.limb)
            } else {
                part.limb.clone()
            }
        })
        .collect();
    parts.join(between)
}

/// The provisions that decide, those that fail, and the exceptions and policies that do not apply.
pub(crate) struct Proofs {
    pub(crate) deciding: Vec<Provision>,
    pub(crate) failing: Vec<FailGroup>,
    pub(crate) unused: Vec<FailGroup>,
}

/// Puts the proof of one line under one jurisdiction into words.
pub(crate) fn proofs(context: &Context<'_>, line: u32, proof: &[ProvisionProof]) -> Proofs {
    let mut proofs = Proofs {
        deciding: Vec::new(),
        failing: Vec::new(),
        unused: Vec::new(),
    };
    for one in proof {
        match one.standing {
            Standing::Applies | Standing::Open | Standing::Defeated => {
                proofs.deciding.push(provision(context, line, one));
            }
            Standing::Silent | Standing::Fails => {
                let rule = matches!(one.kind.as_str(), "rule" | "gap");
                let groups = if rule {
                    &mut proofs.failing
                } else {
                    &mut proofs.unused
                };
                join(context, groups, line, one);
            }
        }
    }
    for groups in [&mut proofs.failing, &mut proofs.unused] {
        for group in groups.iter_mut() {
            let cites = group
                .members
                .iter()
                .flat_map(|one| &one.cites)
                .map(String::as_str);
            group.cites = cite::together(context.words, cites);
        }
        // What only the date keeps back is what a reader must know first.
        groups.sort_by_key(|group| !group.silent);
    }
    proofs
}

fn join(context: &Context<'_>, groups: &mut Vec<FailGroup>, line: u32, one: &ProvisionProof) {
    let silent = one.standing == Standing::Silent;
    let reasons = reasons(context, line, one);
    let cites = if one.cites.is_empty() {
        vec![cited(context, one)]
    } else {
        one.cites.clone()
    };
    let mention = Mention {
        cites,
        cite: cited(context, one),
        title: title(context, one),
    };
    match groups
        .iter_mut()
        .find(|group| group.silent == silent && group.reasons == reasons)
    {
        Some(group) => group.members.push(mention),
        None => {
            groups.push(FailGroup {
                silent,
                cites: String::new(),
                members: vec![mention],
                reasons,
            });
        }
    }
}

fn cited(context: &Context<'_>, one: &ProvisionProof) -> String {
    if one.cites.is_empty() {
        return format!("{} {}", one.instrument, one.provision);
    }
    cite::together(context.words, one.cites.iter().map(String::as_str))
}

fn title(context: &Context<'_>, one: &ProvisionProof) -> String {
    one.title
        .as_ref()
        .and_then(|title| context.text(title))
        .unwrap_or_else(|| context.words.effect(&one.effect))
}

fn provision(context: &Context<'_>, line: u32, one: &ProvisionProof) -> Provision {
    let words = context.words;
    let defeated_by = (!one.defeated_by.is_empty())
        .then(|| words.defeated_by(&one.defeated_by.join(words.comma())));
    Provision {
        standing: one.standing,
        standing_words: words.standing(one.standing),
        kind: match one.kind.as_str() {
            "exception" => Some(words.exception_noun()),
            "policy" => Some(words.policy_noun()),
            "gap" => Some(words.gap_noun()),
            _ => None,
        },
        cites: cited(context, one),
        title: title(context, one),
        instrument: words.of(&one.instrument_title),
        effect: words.effect(&one.effect),
        time: time(context, one),
        defeated_by,
        confidence: one
            .confidence
            .filter(|&one| one != exeat_law::model::Confidence::High)
            .map(|one| words.confidence(one)),
        limbs: top(context, line, &one.condition),
        notes: one
            .notes
            .iter()
            .filter_map(|note| context.text(note))
            .collect(),
    }
}

/// The state in time, unless it is plainly in force.
fn time(context: &Context<'_>, one: &ProvisionProof) -> Option<String> {
    let words = context.words;
    let determination = context.determination;
    let time = &one.time;
    match time.state.as_str() {
        "in_force" => None,
        "not_known" => Some(words.time_not_known(determination.known_at, time.day)),
        "not_yet" => Some(words.time_not_yet(determination.law_date, time.day)),
        "ended" => Some(words.time_ended(determination.law_date, time.day)),
        "suspended" => Some(words.time_suspended(time.by.as_deref(), time.span.as_deref())),
        "contested" => Some(words.time_contested(
            determination.law_date,
            &words.reading_is(&time.readings.join(words.semicolon())),
        )),
        other => Some(other.to_owned()),
    }
}

/// The limbs of a condition; its head is not a limb of its own where it only says how they combine.
fn top(context: &Context<'_>, line: u32, condition: &LimbProof) -> Vec<Limb> {
    if context.depth == 0 {
        return Vec::new();
    }
    if condition.parts.len() > 1 && condition.label.is_none() && Joint::of(condition) == Joint::All
    {
        condition
            .parts
            .iter()
            .map(|part| limb(context, line, part, 1))
            .collect()
    } else {
        vec![limb(context, line, condition, 1)]
    }
}

fn limb(context: &Context<'_>, line: u32, proof: &LimbProof, level: usize) -> Limb {
    let words = context.words;
    let mut remarks = Vec::new();
    if let Some(all) = proof.entries {
        remarks.push(words.entries(proof.parts.len(), all));
    }
    let mut parts = Vec::new();
    if level < context.depth {
        // Alternatives that were not met say nothing about a limb that another one meets, or may.
        let prunes = Joint::of(proof) == Joint::Any && Mark::of(&proof.truth) != Mark::No;
        let mut left_out = 0usize;
        for part in &proof.parts {
            if prunes && Mark::of(&part.truth) == Mark::No {
                left_out += 1;
            } else {
                parts.push(limb(context, line, part, level + 1));
            }
        }
        if left_out > 0 && proof.entries.is_none() {
            remarks.push(words.others_not_met(left_out));
        }
    }
    let says = words.of(&proof.says);
    // An entry of a list is called by its code and title, whatever its condition looks like.
    let named = proof.label.as_ref().is_some_and(|label| {
        says.strip_prefix(label.as_str())
            .is_some_and(|rest| rest.starts_with([':', '：']))
    });
    Limb {
        mark: Mark::of(&proof.truth),
        label: proof.label.clone().filter(|_| !named),
        says,
        head: Joint::head(proof, words).filter(|_| !parts.is_empty() && !named),
        facts: proof
            .fact
            .iter()
            .map(|fact| mention(context, line, fact))
            .collect(),
        parts,
        remark: (!remarks.is_empty()).then(|| remarks.join(words.semicolon())),
    }
}

fn mention(context: &Context<'_>, line: u32, fact: &FactShown) -> FactMention {
    let words = context.words;
    let (denied, asserted): (Vec<&Evidence>, Vec<&Evidence>) =
        fact.evidence.iter().partition(|one| one.stance == "denies");
    let mut said = statements(context, &asserted);
    said.extend(
        statements(context, &denied)
            .into_iter()
            .map(|one| format!("{}{}{one}", words.denied_by(), words.colon())),
    );
    FactMention {
        path: words.of_thing(&fact.fact, fact.of.as_deref()),
        values: vec![FactValue {
            value: words.fact_value(&fact.state, &fact.value),
            lines: vec![line],
            statements: said,
        }],
    }
}

/// Statements, those of one speaker together: `Lin Jian, in CGTN 2025-10-13, Reuters 2025-10-13`.
pub(crate) fn statements(context: &Context<'_>, statements: &[&Evidence]) -> Vec<String> {
    let words = context.words;
    let mut speakers: Vec<(&Evidence, Vec<String>)> = Vec::new();
    for &evidence in statements {
        let source = context
            .determination
            .sources
            .iter()
            .find(|one| one.id == evidence.source);
        let outlet = match source {
            Some(source) => match source.date {
                Some(date) => format!("{} {date}", source.outlet),
                None => source.outlet.clone(),
            },
            None => evidence.source.clone(),
        };
        let same = speakers.iter_mut().find(|(one, _)| {
            one.speaker == evidence.speaker
                && one.note == evidence.note
                && one.stance == evidence.stance
        });
        match same {
            Some((_, outlets)) => outlets.push(outlet),
            None => speakers.push((evidence, vec![outlet])),
        }
    }
    speakers
        .into_iter()
        .map(|(evidence, outlets)| {
            let outlets = outlets.join(words.comma());
            let mut said = match &evidence.speaker {
                Some(speaker) => words.according_to(speaker, &outlets),
                None => outlets,
            };
            if let Some(note) = &evidence.note {
                said = format!("{said}{}{note}", words.colon());
            }
            said
        })
        .collect()
}

/// Every reason why it does not apply, each enough alone: its time, and each limb it cannot do without.
fn reasons(context: &Context<'_>, line: u32, one: &ProvisionProof) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = match one.time.state.as_str() {
        "in_force" | "contested" => Vec::new(),
        _ => time(context, one).into_iter().map(Reason::Time).collect(),
    };
    if context.depth > 0 {
        missing(context, line, &one.condition, &mut reasons);
    }
    reasons
}

fn missing(context: &Context<'_>, line: u32, proof: &LimbProof, reasons: &mut Vec<Reason>) {
    if Mark::of(&proof.truth) != Mark::No {
        return;
    }
    // A labelled group below the head is a limb of the statute: it stays one reason.
    if Joint::of(proof) == Joint::All {
        for part in &proof.parts {
            if Joint::of(part) == Joint::All && part.label.is_none() {
                missing(context, line, part, reasons);
            } else if Mark::of(&part.truth) == Mark::No {
                reasons.push(Reason::Limb(limb(context, line, part, 1)));
            }
        }
    } else {
        reasons.push(Reason::Limb(limb(context, line, proof, 1)));
    }
}

// Two lines have the same answer if everything but the facts agrees; the facts are then told apart by line.

impl Limb {
    pub(crate) fn strip(&mut self) {
        self.facts.clear();
        self.parts.iter_mut().for_each(Self::strip);
    }

    pub(crate) fn absorb(&mut self, other: Self) {
        absorb_facts(&mut self.facts, other.facts);
        self.parts
            .iter_mut()
            .zip(other.parts)
            .for_each(|(part, other)| part.absorb(other));
    }

    /// Drops the line numbers of facts that hold for every line of the group.
    pub(crate) fn settle(&mut self, lines: usize) {
        for value in self.facts.iter_mut().flat_map(|fact| &mut fact.values) {
            if value.lines.len() == lines {
                value.lines.clear();
            }
        }
        self.parts.iter_mut().for_each(|part| part.settle(lines));
    }
}

fn absorb_facts(facts: &mut Vec<FactMention>, others: Vec<FactMention>) {
    for other in others {
        let Some(fact) = facts.iter_mut().find(|one| one.path == other.path) else {
            facts.push(other);
            continue;
        };
        for value in other.values {
            let same = fact
                .values
                .iter_mut()
                .find(|one| one.value == value.value && one.statements == value.statements);
            match same {
                Some(one) => value
                    .lines
                    .into_iter()
                    .for_each(|line| add_line(&mut one.lines, line)),
                None => fact.values.push(value),
            }
        }
    }
}

impl FailGroup {
    pub(crate) fn limbs(&mut self) -> impl Iterator<Item = &mut Limb> {
        self.reasons.iter_mut().filter_map(|reason| match reason {
            Reason::Limb(limb) => Some(limb),
            Reason::Time(_) => None,
        })
    }
}
