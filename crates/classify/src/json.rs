//! A classification for programs.

use exeat_facts::{FactId, Vocabulary};
use exeat_law::model::{GroupKind, Rulebook, Text};
use exeat_law::time::TimeState;
use exeat_value::Truth;
use serde_json::{Value, json};

use crate::accuracy::{Accuracy, Score};
use crate::outcome::{Candidate, Classification};
use crate::weigh::{Limb, Threshold};

/// A classification as JSON, with so many candidates of each jurisdiction at most.
#[must_use]
pub fn json(rulebook: &Rulebook, found: &Classification, limit: usize) -> Value {
    let vocabulary = rulebook.vocabulary;
    let facts: Vec<Value> = found
        .taken
        .iter()
        .map(|one| {
            json!({
                "fact": path(vocabulary, one.fact),
                "is": one.stated,
                "words": one.words,
            })
        })
        .collect();
    let jurisdictions: Vec<Value> = found
        .jurisdictions
        .iter()
        .map(|one| {
            let candidates = one.candidates.iter().take(limit);
            json!({
                "jurisdiction": one.jurisdiction,
                "entries_held": one.held,
                "none": one.is_none(),
                "unsettled": one.unsettled.iter().map(|one| {
                    json!({ "gap": one.gap, "question": text(&one.question) })
                }).collect::<Vec<_>>(),
                "candidates": candidates.map(|one| candidate(vocabulary, one)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "format": 1,
        "subject": found.subject,
        "on": found.on,
        "rulebook": rulebook.digest,
        "facts": facts,
        "unread": found.unread,
        "recognised": found.is_recognised(vocabulary),
        "jurisdictions": jurisdictions,
    })
}

fn path(vocabulary: &Vocabulary, fact: FactId) -> String {
    vocabulary.get(fact).full_path()
}

fn candidate(vocabulary: &Vocabulary, one: &Candidate) -> Value {
    json!({
        "code": one.code,
        "title": text(&one.title),
        "standing": one.standing.word(),
        "candidate": one.standing.is_candidate(),
        "instrument": one.instrument.as_ref().map(|(name, _)| name),
        "binds": one.time.as_ref().map(time_word),
        "limbs": one.limbs.iter().map(|one| limb(vocabulary, one)).collect::<Vec<_>>(),
    })
}

fn text(text: &Text) -> Value {
    json!({ "en": text.en, "zh": text.zh })
}

fn limb(vocabulary: &Vocabulary, one: &Limb) -> Value {
    let truth = match one.truth {
        Truth::True => "met",
        Truth::Unknown => "unknown",
        Truth::False if one.nearly() => "nearly_missed",
        Truth::False => "missed",
    };
    let question = one
        .fact
        .filter(|_| one.truth == Truth::Unknown)
        .map(|fact| question(vocabulary, fact));
    let joins = one.joins.map(|kind| match kind {
        GroupKind::All => "all",
        GroupKind::Any => "any",
        GroupKind::NoneOf => "none",
    });
    json!({
        "label": one.label,
        "says": text(&one.says),
        "truth": truth,
        "threshold": one.threshold.as_ref().map(|one| threshold(vocabulary, one)),
        "question": question,
        "joins": joins,
        "limbs": one.parts.iter().map(|one| limb(vocabulary, one)).collect::<Vec<_>>(),
    })
}

fn threshold(vocabulary: &Vocabulary, one: &Threshold) -> Value {
    json!({
        "fact": path(vocabulary, one.fact),
        "is": one.comparison.words(),
        "figure": one.bound,
        "stated": one.stated,
        "missed_by": one.missed_by,
        "nearly": one.nearly,
    })
}

fn question(vocabulary: &Vocabulary, fact: FactId) -> Value {
    let definition = vocabulary.get(fact);
    json!({
        "fact": definition.full_path(),
        "question": { "en": definition.question_en, "zh": definition.question_zh },
        "who": definition.who.english(),
        "cost": definition.cost.weight(),
    })
}

/// A stable word for a state in time.
fn time_word(state: &TimeState) -> &'static str {
    match state {
        TimeState::InForce => "in_force",
        TimeState::NotKnown { .. } => "not_known",
        TimeState::NotYet { .. } => "not_yet",
        TimeState::Ended { .. } => "ended",
        TimeState::Suspended { .. } => "suspended",
        TimeState::Contested(_) => "contested",
    }
}

/// What a set of descriptions gave, as JSON.
#[must_use]
pub fn accuracy_json(accuracy: &Accuracy) -> Value {
    let scores: Vec<Value> = accuracy
        .scores
        .iter()
        .map(|((jurisdiction, held_out), score)| {
            let mut value = score_json(*score);
            value["jurisdiction"] = json!(jurisdiction);
            value["held_out"] = json!(held_out);
            value
        })
        .collect();
    let misses: Vec<Value> = accuracy
        .misses
        .iter()
        .map(|one| {
            json!({
                "words": one.words,
                "held_out": one.held_out,
                "jurisdiction": one.jurisdiction,
                "expected": one.expected,
                "found": one.found,
                "among_three": one.among_three,
            })
        })
        .collect();
    json!({
        "format": 1,
        "tuned": score_json(accuracy.sum(false)),
        "held_out": score_json(accuracy.sum(true)),
        "by_jurisdiction": scores,
        "misses": misses,
        "refused": accuracy.refused,
        "not_asked": accuracy.not_asked,
    })
}

fn score_json(score: Score) -> Value {
    json!({
        "asked": score.asked,
        "first": score.first,
        "among_three": score.among_three,
    })
}
