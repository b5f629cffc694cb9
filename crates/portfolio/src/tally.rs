//! Counts and values by whatever a reader asks for, chunk by chunk.

mod chunk;
mod looking;
mod sum;
mod texts;

use std::collections::BTreeMap;

use exeat_determine::Verdict;
use exeat_facts::Role;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Ask};
use super::change::{Class, Step};
use super::parties::Match;
use chunk::Place;
use looking::looking;
use sum::NAMES_MAX;

pub(crate) use chunk::{Origin, count};
pub use looking::Looking;
pub use sum::{Cube, Sum};
pub(crate) use texts::{LABELS, labels};

/// Entries that one party may be which are counted, the best first.
const MATCHES_MAX: usize = 3;
/// One row that stands for others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Witness {
    /// The number of the chunk, so that the first of all is found whichever thread was faster.
    pub(crate) chunk: u64,
    pub(crate) file: String,
    pub(crate) place: u64,
    pub(crate) row: String,
    pub(crate) item: String,
    pub(crate) customer: String,
    pub(crate) destination: String,
}

/// What a change in the law does to rows for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Moved {
    pub(crate) step: Step,
    pub(crate) sum: Sum,
    pub(crate) witness: Witness,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tallies {
    /// Rows that came in.
    pub rows_in: u64,
    /// Rows that were decided.
    pub rows_out: u64,
    /// Rows that could not be read.
    pub rejected: u64,
    /// By verdict.
    pub by_verdict: Cube<Verdict>,
    /// By jurisdiction.
    pub by_law: Cube<(String, Verdict)>,
    /// By destination.
    pub by_destination: Cube<(String, Verdict)>,
    /// By item.
    pub by_item: Cube<(String, Verdict)>,
    /// By customer.
    pub by_customer: Cube<(String, Verdict)>,
    /// By month.
    pub by_month: Cube<(String, Verdict)>,
    /// By the limb that decides.
    pub by_limb: Cube<(String, Verdict)>,
    /// What would decide: each question with the rows that it would help to decide.
    pub asks: Cube<Ask>,
    /// The same by what or whom it is about: an item, a customer.
    pub(crate) asks_of: Cube<(String, Ask)>,
    /// Warnings about the law, with the rows that they are about.
    pub coverage: Cube<String>,
    /// On which lists the parties were looked for; nothing where they were not.
    #[serde(default, deserialize_with = "looking")]
    pub screened: Option<Looking>,
    /// Parties that may be listed, in which role, with the entry that is most alike, by rows.
    #[serde(default)]
    pub matched: Cube<(String, Match)>,
    /// What a change in the law does; empty for a sweep under one law.
    pub(crate) by_class: Cube<Class>,
    pub(crate) class_by_destination: Cube<(String, Class)>,
    pub(crate) class_by_item: Cube<(String, Class)>,
    pub(crate) class_by_customer: Cube<(String, Class)>,
    pub(crate) moved: Vec<Moved>,
    /// What the items are called.
    pub item_names: BTreeMap<String, String>,
}

impl Tallies {
    /// Adds what another chunk counted.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.rows_in += other.rows_in;
        self.rows_out += other.rows_out;
        self.rejected += other.rejected;
        self.by_verdict.merge(&other.by_verdict);
        self.by_law.merge(&other.by_law);
        self.by_destination.merge_named(&other.by_destination);
        self.by_item.merge_named(&other.by_item);
        self.by_customer.merge_named(&other.by_customer);
        self.by_month.merge_named(&other.by_month);
        self.by_limb.merge_named(&other.by_limb);
        self.asks.merge(&other.asks);
        self.asks_of.merge_named(&other.asks_of);
        self.coverage.merge(&other.coverage);
        if let Some(looking) = &other.screened {
            self.screened.get_or_insert_default().merge(looking);
        }
        self.matched.merge_named(&other.matched);
        self.by_class.merge(&other.by_class);
        self.class_by_destination
            .merge_named(&other.class_by_destination);
        self.class_by_item.merge_named(&other.class_by_item);
        self.class_by_customer.merge_named(&other.class_by_customer);
        for moved in &other.moved {
            self.moved(moved.step.clone(), &moved.sum, moved.witness.clone());
        }
        for (item, name) in &other.item_names {
            if self.item_names.len() < NAMES_MAX {
                self.item_names
                    .entry(item.clone())
                    .or_insert_with(|| name.clone());
            }
        }
    }

    /// Counts parties that may be listed.
    pub(crate) fn matched(&mut self, matches: &[(Role, Vec<Match>, u64)]) {
        for (role, of_party, rows) in matches {
            let sum = Sum {
                rows: *rows,
                ..Sum::default()
            };
            for one in of_party.iter().take(MATCHES_MAX) {
                self.matched.add_named(role.name(), one.clone(), &sum);
            }
        }
    }

    fn moved(&mut self, step: Step, sum: &Sum, witness: Witness) {
        match self.moved.iter_mut().find(|one| one.step == step) {
            Some(one) => {
                one.sum.add(sum);
                one.witness = one.witness.clone().min(witness);
            }
            None => self.moved.push(Moved {
                step,
                sum: sum.clone(),
                witness,
            }),
        }
    }

    /// Whether every row that came in is among those that went out or were rejected.
    pub(crate) fn agree(&self) -> bool {
        self.rows_in == self.rows_out + self.rejected
    }

    /// Whether it is said of every row that went out that somebody was looked for, or nobody; where
    /// parties were looked for at all.
    pub(crate) fn agree_on_parties(&self) -> bool {
        let looking = self.screened.iter();
        looking
            .map(|one| one.rows + one.without)
            .all(|rows| rows == self.rows_out)
    }
}

impl Tallies {
    fn under_one(&mut self, answer: &Answer, place: &Place<'_>, sum: &Sum) {
        let verdict = answer.verdict;
        self.by_verdict.add(verdict, sum);
        for law in &answer.laws {
            self.by_law
                .add((law.jurisdiction.clone(), law.verdict), sum);
            for text in &law.coverage {
                self.coverage
                    .add(format!("{}: {text}", law.jurisdiction), sum);
            }
        }
        for unseen in &answer.unseen {
            self.coverage
                .add(format!("law not looked at: {unseen}"), sum);
        }
        self.by_destination
            .add_named(place.destination, verdict, sum);
        self.by_item.add_named(place.item, verdict, sum);
        self.by_customer.add_named(place.customer, verdict, sum);
        self.by_month.add_named(place.month, verdict, sum);
        for limb in answer.limbs() {
            self.by_limb.add_named(limb, verdict, sum);
        }
        for ask in answer.asks() {
            self.asks.add(ask.clone(), sum);
            let of = match ask.fact.split('.').next() {
                Some("item" | "layer" | "component") => format!("item {}", place.item),
                Some("shipment" | "end-use") => format!("customer {}", place.customer),
                _ if !ask.of_fact => String::new(),
                // Whoever sends is the same for all customers.
                Some("exporter") => "the exporter".to_owned(),
                _ => format!("customer {}", place.customer),
            };
            self.asks_of.add_named(&of, ask.clone(), sum);
        }
    }

    fn under_two(
        &mut self,
        step: Step,
        place: &Place<'_>,
        sum: &Sum,
        witness: impl FnOnce() -> Witness,
    ) {
        let class = step.class;
        self.by_class.add(class, sum);
        if class == Class::Same {
            return;
        }
        self.class_by_destination
            .add_named(place.destination, class, sum);
        self.class_by_item.add_named(place.item, class, sum);
        self.class_by_customer.add_named(place.customer, class, sum);
        self.moved(step, sum, witness());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn counts(screened: Value) -> Result<Tallies, serde_json::Error> {
        let mut kept = serde_json::to_value(Tallies::default())?;
        kept["screened"] = screened;
        serde_json::from_value(kept)
    }

    #[test]
    fn counts_that_cannot_be_read_are_no_counts() {
        let looking = json!({ "on": {}, "rows": 3, "without": 1 });
        let mut read = counts(looking).unwrap();
        assert!(read.screened.is_some());
        read.rows_out = 4;
        assert!(read.agree_on_parties());
        read.rows_out = 5;
        assert!(!read.agree_on_parties());
        // As it was said before, and where nobody looked.
        for nothing in [json!(["screened on a list"]), Value::Null] {
            assert_eq!(counts(nothing).unwrap().screened, None);
        }
        for broken in [json!({ "on": {}, "rows": "3" }), json!(7), json!([7])] {
            assert!(counts(broken.clone()).is_err(), "{broken}");
        }
    }
}
