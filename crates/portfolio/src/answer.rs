//! What a sweep says of a row, in words: one answer for all rows of which the law says the same.

use std::collections::BTreeSet;

use exeat_determine::outcome::{
    JurisdictionVerdict, LimbProof, ProvisionProof, Question, QuestionKind, Standing,
};
use exeat_determine::{Determination, Verdict};
use exeat_law::model::Review;
use exeat_value::Truth;
use serde::{Deserialize, Serialize};

/// A question that would decide, or help to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ask {
    /// What asking costs: 1 a document at hand, 3 the supplier, 10 a laboratory, 30 an authority.
    pub cost: u32,
    /// The path of the fact, or the name of a reading or gap of the law.
    pub fact: String,
    /// The question.
    pub question: String,
    /// Whether a fact of the transaction is asked for, and not how the law is to be read.
    pub of_fact: bool,
}

/// What the law of one jurisdiction says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct LawAnswer {
    pub(crate) jurisdiction: String,
    pub(crate) verdict: Verdict,
    pub(crate) possible: Vec<Verdict>,
    pub(crate) authority: Vec<String>,
    pub(crate) review: Option<String>,
    /// The provision and the limb that decide.
    pub(crate) limb: String,
    pub(crate) asks: Vec<Ask>,
    pub(crate) duties: Vec<String>,
    pub(crate) coverage: Vec<String>,
}

/// What is said of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) verdict: Verdict,
    /// Those jurisdictions whose law reaches the transaction, or may.
    pub(crate) laws: Vec<LawAnswer>,
    /// Laws that may matter and were not looked at, with why.
    pub(crate) unseen: Vec<String>,
}

impl Answer {
    /// The answer for a row of which nobody knows when it leaves: no law can be applied.
    pub(crate) fn without_a_day() -> Self {
        Self {
            verdict: Verdict::Undetermined,
            laws: vec![LawAnswer {
                jurisdiction: "?".to_owned(),
                verdict: Verdict::Undetermined,
                possible: Verdict::ALL.into_iter().rev().collect(),
                authority: Vec::new(),
                review: None,
                limb: String::new(),
                asks: vec![Ask {
                    cost: 1,
                    fact: "shipment.date".to_owned(),
                    question: "On which day does it leave?".to_owned(),
                    of_fact: true,
                }],
                duties: Vec::new(),
                coverage: vec!["no law applied: nobody says on which day it leaves".to_owned()],
            }],
            unseen: Vec::new(),
        }
    }

    /// The answer of a determination of one line. Proofs may be those of some jurisdictions only.
    pub(crate) fn of(
        determination: &Determination,
        proofs: &[(&str, Vec<ProvisionProof>)],
        unseen: Vec<String>,
    ) -> Self {
        let verdicts = determination.lines.first().map(|line| &*line.verdicts);
        let laws = verdicts
            .into_iter()
            .flatten()
            .filter(|one| one.verdict != Verdict::NotReached)
            .map(|one| {
                let proof = proofs.iter().find(|(code, _)| *code == one.jurisdiction);
                law_answer(one, proof.map_or(&[][..], |(_, proof)| proof))
            })
            .collect();
        Self {
            verdict: determination.overall,
            laws,
            // Those of the row's own places are added row by row.
            unseen,
        }
    }

    /// The answer for a row that no law reaches.
    pub(crate) fn unreached(unseen: Vec<String>) -> Self {
        Self {
            verdict: Verdict::NotReached,
            laws: Vec::new(),
            unseen,
        }
    }

    /// The answer for a row with these places, whose law nobody looked at. Where nothing else stops
    /// it, but nobody looked at the law of the place it leaves from, it cannot be told whether it
    /// may leave.
    pub(crate) fn with_unseen(&self, places: &[(&str, &str)], restricted: bool) -> Self {
        let mut answer = self.clone();
        answer
            .unseen
            .extend(places.iter().map(|(code, why)| format!("{code} ({why})")));
        let worst = self.laws.iter().map(|law| law.verdict).max();
        let worst = worst.unwrap_or(Verdict::NotReached);
        let departure = places.iter().any(|(_, why)| *why == "departure");
        answer.verdict = if worst < Verdict::LicenceRequired && departure && !restricted {
            Verdict::Undetermined
        } else {
            worst
        };
        answer
    }

    /// The verdict of one jurisdiction.
    pub(crate) fn verdict_of(&self, jurisdiction: &str) -> Verdict {
        self.law(jurisdiction)
            .map_or(Verdict::NotReached, |law| law.verdict)
    }

    /// What one jurisdiction says, if its law reaches the transaction.
    pub(crate) fn law(&self, jurisdiction: &str) -> Option<&LawAnswer> {
        self.laws
            .iter()
            .find(|law| law.jurisdiction == jurisdiction)
    }

    /// The questions of all jurisdictions, cheapest first, each once.
    pub(crate) fn asks(&self) -> BTreeSet<&Ask> {
        self.laws.iter().flat_map(|law| &law.asks).collect()
    }

    /// The limbs that decide the worst verdict.
    pub(crate) fn limbs(&self) -> Vec<&str> {
        self.laws
            .iter()
            .filter(|law| law.verdict == self.verdict && !law.limb.is_empty())
            .map(|law| law.limb.as_str())
            .collect()
    }

    /// The columns that go to the end of a row, in the order of [`COLUMNS`] without the last ones,
    /// which are the same for all rows. Where parties were looked for, a column of its own says on
    /// which lists.
    pub(crate) fn cells(&self, is_screened: bool) -> [String; 8] {
        let each = |of: &dyn Fn(&LawAnswer) -> Option<String>| {
            let texts: Vec<String> = self.laws.iter().filter_map(of).collect();
            texts.join("; ")
        };
        let with = |law: &LawAnswer, text: &str| format!("{}: {text}", law.jurisdiction);
        let jurisdictions = each(&|law| {
            let mut text = with(law, law.verdict.word());
            if law.verdict == Verdict::Undetermined {
                let possible: Vec<&str> = law.possible.iter().map(|one| one.word()).collect();
                text.push_str(&format!(" ({})", possible.join(" or ")));
            }
            Some(text)
        });
        let authority = each(&|law| {
            (!law.authority.is_empty() && !law.verdict.is_free())
                .then(|| with(law, &law.authority.join(", ")))
        });
        let review = each(&|law| law.review.as_ref().map(|review| with(law, review)));
        let limb = each(&|law| (!law.limb.is_empty()).then(|| law.limb.clone()));
        let facts: Vec<&str> = self
            .asks()
            .into_iter()
            .map(|ask| ask.fact.as_str())
            .collect();
        let duties =
            each(&|law| (!law.duties.is_empty()).then(|| with(law, &law.duties.join(", "))));
        let mut coverage: Vec<String> = Vec::new();
        if !is_screened {
            coverage.push("parties not screened".to_owned());
        }
        coverage.extend(
            self.laws
                .iter()
                .flat_map(|law| law.coverage.iter().map(|text| with(law, text))),
        );
        if !self.unseen.is_empty() {
            coverage.push(format!("law not looked at: {}", self.unseen.join(", ")));
        }
        [
            self.verdict.word().to_owned(),
            jurisdictions,
            authority,
            review,
            limb,
            facts.join(", "),
            duties,
            coverage.join("; "),
        ]
    }
}

/// The columns that a sweep adds to a table.
pub(crate) const COLUMNS: [&str; 12] = [
    "exeat_verdict",
    "exeat_jurisdictions",
    "exeat_authority",
    "exeat_review_policy",
    "exeat_deciding_limb",
    "exeat_decisive_facts",
    "exeat_duties",
    "exeat_coverage",
    super::parties::COLUMN,
    "exeat_law_date",
    "exeat_known_at",
    "exeat_rulebook",
];

fn law_answer(verdict: &JurisdictionVerdict, proof: &[ProvisionProof]) -> LawAnswer {
    let mut coverage = Vec::new();
    if let Some(day) = verdict.coverage.not_verified_after {
        coverage.push(format!("law not verified after {day}"));
    }
    for one in &verdict.coverage.instruments_not_verified {
        coverage.push(format!(
            "{} not verified after {}",
            one.instrument, one.verified_through
        ));
    }
    for one in &verdict.presumed {
        coverage.push(format!("presumed {}: {}", one.reading, one.presumed));
    }
    if verdict.bounded {
        coverage.push("too many open questions to combine: an outer bound".to_owned());
    } else if verdict.decisive.in_part {
        coverage.push("too many open questions to combine: what would decide, in part".to_owned());
    }
    let mut duties: BTreeSet<String> = BTreeSet::new();
    for one in verdict.duties.iter().filter(|one| one.certain) {
        let kind = serde_json::to_value(one.duty.kind).ok();
        let kind = kind
            .as_ref()
            .and_then(serde_json::Value::as_str)
            .unwrap_or("duty");
        duties.insert(format!("{kind} ({})", one.cites));
    }
    let mut asks: Vec<Ask> = verdict
        .decisive
        .shortest
        .first()
        .into_iter()
        .flatten()
        .map(|answer| ask(&answer.question))
        .collect();
    if asks.is_empty() {
        asks = verdict.decisive.guaranteed.iter().map(ask).collect();
    }
    asks.sort();
    asks.dedup();
    LawAnswer {
        jurisdiction: verdict.jurisdiction.clone(),
        verdict: verdict.verdict,
        possible: verdict.possible.clone(),
        authority: verdict
            .authority
            .iter()
            .map(|one| one.code.clone())
            .collect(),
        review: verdict
            .review_policy
            .is
            .map(|review| review_word(review).to_owned()),
        limb: match deciding(verdict.verdict, proof) {
            // Nothing decides what is open: what it waits for is what a reader needs.
            none if none.is_empty() && verdict.verdict == Verdict::Undetermined => waits(&asks),
            limb => limb,
        },
        asks,
        duties: duties.into_iter().collect(),
        coverage,
    }
}

/// What an open verdict waits for.
fn waits(asks: &[Ask]) -> String {
    if asks.is_empty() {
        return "open".to_owned();
    }
    let facts: Vec<&str> = asks.iter().map(|ask| ask.fact.as_str()).collect();
    format!("open: {}", facts.join(", "))
}

fn review_word(review: Review) -> &'static str {
    match review {
        Review::PresumptionOfDenial => "presumption of denial",
        Review::CaseByCase => "case by case",
        Review::PresumptionOfApproval => "presumption of approval",
    }
}

fn ask(question: &Question) -> Ask {
    Ask {
        cost: question.cost,
        fact: question.fact.clone(),
        question: question.question.clone(),
        of_fact: !matches!(question.kind, QuestionKind::Reading | QuestionKind::Gap),
    }
}

/// The provision that decides, with the limbs through which it does: `CN.MOFCOM-GACC.2025-18 §1
/// listed-items (item)(1C904.a.1)`.
fn deciding(verdict: Verdict, proof: &[ProvisionProof]) -> String {
    let with_effect = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        move |one: &&ProvisionProof| {
            words
                .iter()
                .any(|word| one.effect.starts_with(word.as_str()))
        }
    };
    let found = match verdict {
        Verdict::Prohibited => proof
            .iter()
            .filter(|one| one.standing == Standing::Applies)
            .find(with_effect(&["prohibited"])),
        Verdict::LicenceRequired => proof
            .iter()
            .filter(|one| one.standing == Standing::Applies)
            .find(with_effect(&["licence"])),
        Verdict::ExceptionAvailable => proof
            .iter()
            .find(|one| one.standing == Standing::Applies && one.kind == "exception"),
        Verdict::Undetermined => proof
            .iter()
            .filter(|one| one.standing == Standing::Open)
            .find(with_effect(&["prohibited", "licence", "may"])),
        Verdict::NoLicenceRequired | Verdict::NotReached => proof
            .iter()
            .filter(|one| matches!(one.standing, Standing::Defeated | Standing::Silent))
            .find(with_effect(&["prohibited", "licence"])),
    };
    let Some(found) = found else {
        return String::new();
    };
    let cite = found.cites.first().map_or("", String::as_str);
    let cite = if cite.is_empty() {
        &found.instrument
    } else {
        cite
    };
    let mut text = format!("{cite} {}", found.provision);
    let wanted = match verdict {
        Verdict::Undetermined => Truth::Unknown,
        _ => Truth::True,
    };
    for label in way(&found.condition, wanted).1 {
        text.push_str(&format!(" ({label})"));
    }
    match found.standing {
        Standing::Silent => {
            let state = found.time.state.replace('_', " ");
            match &found.time.by {
                Some(by) => text.push_str(&format!(", {state} by {by}")),
                None => text.push_str(&format!(", {state}")),
            }
        }
        Standing::Defeated => {
            if let Some(by) = found.defeated_by.first() {
                text.push_str(&format!(", but {by}"));
            }
        }
        _ => {}
    }
    text
}

/// The labels of the limbs on the way to what makes a condition what it is, and whether an entry
/// of a list lies at its end.
fn way(limb: &LimbProof, wanted: Truth) -> (bool, Vec<String>) {
    let mut best: (bool, Vec<String>) = (false, Vec::new());
    let is_list = limb.entries.is_some();
    for part in limb.parts.iter().filter(|part| part.truth == wanted) {
        let (entry, mut labels) = if is_list {
            (true, Vec::new())
        } else {
            way(part, wanted)
        };
        if let Some(label) = &part.label {
            labels.insert(0, label.to_string());
        }
        if labels.is_empty() {
            continue;
        }
        if entry {
            return (true, labels);
        }
        if best.1.is_empty() {
            best = (false, labels);
        }
    }
    best
}
