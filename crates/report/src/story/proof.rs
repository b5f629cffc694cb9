//! Why: provisions, limbs and reasons.

use exeat_determine::outcome::{Evidence, FactShown, Joins, LimbProof, ProvisionProof, Standing};

use exeat_value::Truth;

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
    pub(crate) fn of(truth: Truth) -> Self {
        match truth {
            Truth::True => Self::Yes,
            Truth::False => Self::No,
            Truth::Unknown => Self::Open,
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
    /// What of a list fits by its words and does not bind.
    pub(crate) by_date: Option<String>,
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

/// How the parts of a limb make up its truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    All,
    Any,
    NoneOf,
    /// One part, or none, or we cannot tell: then nothing is left out, and nothing is called independent.
    Other,
}

impl Joint {
    /// How the law joins them; a limb without parts of its own, or whose parts are left out, is one thing.
    pub(crate) fn of(limb: &LimbProof) -> Self {
        match limb.joins {
            Some(Joins::NoneOf) => Self::NoneOf,
            Some(Joins::Any) => Self::Any,
            Some(Joins::All) => Self::All,
            None => Self::Other,
        }
    }

    /// The head of a group whose limbs stand below it, so that they need not be said twice.
    fn head(limb: &LimbProof, words: Words) -> Option<&'static str> {
        // What stands for itself by a name of its own keeps it.
        let list = limb.entries.is_some() || limb.parts.len() < 2;
        match limb.joins {
            Some(Joins::NoneOf) => Some(words.none_of()),
            _ if list => None,
            Some(Joins::All) => Some(words.all_of()),
            Some(Joins::Any) => Some(words.any_of()),
            None => None,
        }
    }
}

pub(crate) fn cited(context: &Context<'_>, one: &ProvisionProof) -> String {
    if one.cites.is_empty() {
        return format!("{} {}", one.instrument, one.provision);
    }
    cite::together(context.words, one.cites.iter().map(String::as_str))
}

pub(crate) fn title(context: &Context<'_>, one: &ProvisionProof) -> String {
    one.title
        .as_ref()
        .and_then(|title| context.text(title))
        .unwrap_or_else(|| context.words.effect(&one.effect))
}

pub(crate) fn provision(context: &Context<'_>, line: u32, one: &ProvisionProof) -> Provision {
    let words = context.words;
    let defeated_by = (!one.defeated_by.is_empty())
        .then(|| words.defeated_by(&one.defeated_by.join(words.comma())));
    Provision {
        standing: one.standing,
        standing_words: words.standing(one.standing),
        kind: match one.kind {
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
pub(crate) fn time(context: &Context<'_>, one: &ProvisionProof) -> Option<String> {
    let words = context.words;
    let determination = context.determination;
    let time = &one.time;
    match time.state.as_str() {
        "in_force" => None,
        "not_known" => Some(words.time_not_known(determination.known_at, time.day)),
        "not_yet" => Some(words.time_not_yet(determination.law_date, time.day, time.issued)),
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

/// What a condition rests on where it is said before what it came to: those of its limbs that came to the same, without
/// a head that says how they combine. They stand one level deeper than they are set, so that what is inside them is for
/// those who ask for more, and are cut short where nothing inside them is shown.
pub(crate) fn reasons(context: &Context<'_>, line: u32, condition: &LimbProof) -> Vec<Limb> {
    if context.depth == 0 {
        return Vec::new();
    }
    // A denial rests on the part that came out otherwise.
    let denial = condition.joins == Some(Joins::NoneOf);
    let same = |part: &&LimbProof| !denial && part.truth == condition.truth;
    let parts: Vec<Limb> = condition
        .parts
        .iter()
        .filter(same)
        .map(|part| limb(context, line, part, 2))
        .collect();
    let mut limbs = if parts.is_empty() {
        vec![limb(context, line, condition, 2)]
    } else {
        parts
    };
    if context.depth <= 2 {
        limbs.iter_mut().for_each(Limb::shorten);
    }
    limbs
}

pub(crate) fn limb(context: &Context<'_>, line: u32, proof: &LimbProof, level: usize) -> Limb {
    let words = context.words;
    // Alternatives that were not met say nothing about a limb that another one meets, or may. Entries of a list that
    // are not met are never worth a line, though some of them may fit by their words.
    let met = Mark::of(proof.truth) != Mark::No;
    let prunes = proof.entries.is_some() || met && Joint::of(proof) == Joint::Any;
    let (kept, left_out): (Vec<&LimbProof>, Vec<&LimbProof>) = proof
        .parts
        .iter()
        .partition(|part| !prunes || Mark::of(part.truth) != Mark::No);
    let mut remark = proof.entries.map(|all| words.entries(kept.len(), all));
    let by_date = (proof.entries.is_some() && !left_out.is_empty())
        .then(|| words.entries_by_date(left_out.len()));
    let mut parts = Vec::new();
    if level < context.depth {
        if !left_out.is_empty() && proof.entries.is_none() {
            remark = Some(words.others_not_met(left_out.len()));
        }
        parts.extend(
            kept.into_iter()
                .map(|part| limb(context, line, part, level + 1)),
        );
    }
    let says = words.of(&proof.says);
    // An entry of a list is called by its code and title, whatever its condition looks like.
    let named = proof.label.as_ref().is_some_and(|label| {
        says.strip_prefix(&**label)
            .is_some_and(|rest| rest.starts_with([':', '：']))
    });
    Limb {
        mark: Mark::of(proof.truth),
        label: proof.label.as_deref().filter(|_| !named).map(str::to_owned),
        says,
        head: Joint::head(proof, words).filter(|_| !parts.is_empty() && !named),
        facts: proof
            .fact
            .iter()
            .map(|fact| mention(context, line, fact))
            .collect(),
        parts,
        remark,
        by_date,
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
            value: words.fact_value(fact.state, &fact.value),
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

    /// Without its parts, the facts of those that are not met set beside it.
    pub(crate) fn flatten(mut self) -> Self {
        let mut facts = std::mem::take(&mut self.facts);
        for part in std::mem::take(&mut self.parts) {
            if part.mark == Mark::No {
                absorb_facts(&mut facts, part.flatten().facts);
            }
        }
        facts
            .iter_mut()
            .flat_map(|fact| &mut fact.values)
            .for_each(|value| value.statements.clear());
        Self {
            label: None,
            head: None,
            by_date: None,
            facts,
            ..self
        }
    }

    /// Cuts a long sentence after a part of it; the whole stands at a greater depth.
    pub(crate) fn shorten(&mut self) {
        const CHARACTERS_MAX: usize = 150;
        let Some((end, _)) = self.says.char_indices().nth(CHARACTERS_MAX) else {
            return;
        };
        let cut = self.says[..end].rfind([',', '，']).unwrap_or(end);
        self.says.truncate(cut);
        self.says.push_str(" …");
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
            match fact.values.iter_mut().find(|one| one.value == value.value) {
                Some(one) => {
                    for line in value.lines {
                        add_line(&mut one.lines, line);
                    }
                    for statement in value.statements {
                        if !one.statements.contains(&statement) {
                            one.statements.push(statement);
                        }
                    }
                }
                None => fact.values.push(value),
            }
        }
    }
}
