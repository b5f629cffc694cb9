//! What came of it, for a program: the record that the command writes and the service answers.

use serde_json::{Value, json};

use super::{
    Aggregation, Binding, Outcome, Proof, Question, Regime, Rules, Standing, Threshold, Verdict,
};

/// How the regime counts.
#[must_use]
pub fn rule_record(rules: &Rules) -> Value {
    json!({
        "aggregation": match rules.aggregation {
            Aggregation::Together => "together",
            Aggregation::Each => "each",
            Aggregation::Unsettled => "unsettled",
        },
        "binding": match rules.binding {
            Binding::InForce => "in_force",
            Binding::NotInForce => "not_in_force",
            Binding::Contested => "contested",
        },
        "control": rules.control,
        "note": rules.note,
        "source": rules.source,
        "threshold": rules.threshold.in_words(),
    })
}

impl Threshold {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Half => "50 % or more",
            Self::MoreThanHalf => "more than 50 %",
        }
    }
}

/// How many parties have which verdict.
#[must_use]
pub fn counts_record(outcome: &Outcome) -> Value {
    let (free, possible, blocked) = outcome.counts();
    json!({ "blocked": blocked, "not_blocked": free, "possible": possible })
}

/// A party with its verdict, and where it is reached or may be, with the reasons and what to find out.
#[must_use]
pub fn party_record(
    outcome: &Outcome,
    name: &str,
    standing: &Standing,
    proof: Option<(Proof, Vec<Question>)>,
) -> Value {
    let mut value = json!({
        "party": name,
        "result": standing.verdict.name(),
        "held_at_least": standing.held_at_least().to_string(),
        "held_at_most": standing.held_at_most().to_string(),
    });
    if let (Some(fields), Some((proof, questions))) = (value.as_object_mut(), proof) {
        fields.insert("ground".to_owned(), json!(ground(standing, &proof)));
        if outcome.rules.regime == Regime::UsBis && standing.is_owned() {
            let lists = outcome.most_restrictive(&proof);
            fields.insert("most_restrictive".to_owned(), json!(lists));
        }
        fields.insert("ask".to_owned(), json!(questions));
        fields.insert("proof".to_owned(), json!(proof));
    }
    value
}

/// On what a party's verdict rests.
fn ground(standing: &Standing, proof: &Proof) -> &'static str {
    let direct = |proof: &Proof| {
        proof
            .holdings
            .iter()
            .all(|holding| holding.kind == "direct")
    };
    match standing.verdict {
        Verdict::NotBlocked => "none",
        _ if standing.listed => "listed",
        _ if direct(proof) => "ownership",
        _ => "control",
    }
}
