//! Why: each provision with its state in time and its limbs.

use std::sync::Arc;

use exeat_law::model::{Confidence, Text};
use exeat_value::{Day, Truth};
use serde::Serialize;

/// Where a provision stands in a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It applies.
    Applies,
    /// Open facts or readings decide whether it applies.
    Open,
    /// Its condition holds, but an exception or a rule that goes before it takes its effect away.
    Defeated,
    /// Its condition holds, or may hold, but it does not bind on that day.
    Silent,
    /// Its condition does not hold.
    Fails,
}

/// A provision's state in time, for readers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimeShown {
    /// The instrument that suspends it, with its citation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The day from which it is known or binds, or since which it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<Day>,
    /// For a provision that is not yet in force: the day on which its instrument was issued, if that is later too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<Day>,
    /// The readings it depends on, each with the alternatives under which it binds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<String>,
    /// The days of the suspension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<String>,
    /// A stable word: `in_force`, `not_known`, `not_yet`, `ended`, `suspended`, `contested`.
    pub state: String,
}

/// One provision in a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProvisionProof {
    /// Citations.
    pub cites: Arc<[String]>,
    /// Its condition.
    pub condition: LimbProof,
    /// How sure we are of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The exceptions or rules that take its effect away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub defeated_by: Vec<String>,
    /// What it does, in the rulebook's words (`licence from MOFCOM`).
    pub effect: Arc<str>,
    /// Its instrument.
    pub instrument: Arc<str>,
    /// Its instrument's title.
    pub instrument_title: Arc<Text>,
    /// A stable word: `rule`, `exception`, `policy`, `gap`.
    pub kind: &'static str,
    /// Remarks.
    #[serde(skip_serializing_if = "<[Text]>::is_empty")]
    pub notes: Arc<[Text]>,
    /// Its name.
    pub provision: Arc<str>,
    /// Where it stands.
    pub standing: Standing,
    /// Its state in time.
    pub time: TimeShown,
    /// What it says, in our own words, where the rulebook gives them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Arc<Text>>,
}

/// One limb of a condition, and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LimbProof {
    /// For a list: how many entries in all; only those that are met or may be are among the parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<usize>,
    /// The fact it looks at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<Arc<FactShown>>,
    /// How its parts combine, where it has parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joins: Option<Joins>,
    /// Its label in the provision, without parentheses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Arc<str>>,
    /// The limb in the rulebook's own words.
    pub limb: Arc<str>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<LimbProof>,
    /// The limb as a sentence.
    pub says: Arc<Text>,
    /// What came out.
    pub truth: Truth,
}

/// How the parts of a limb combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Joins {
    /// All must hold.
    All,
    /// One suffices.
    Any,
    /// None may hold.
    NoneOf,
}

/// A fact as the case states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactShown {
    /// The statements behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Its path.
    pub fact: String,
    /// Of what, where it is not the line's own item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// `known`, `unknown`, `between` or `contested`.
    pub state: &'static str,
    /// The value, the bounds, the candidates, or the reason why it is unknown.
    pub value: String,
}

/// A statement behind a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// The source's identity in the document.
    pub source: String,
    /// `asserts` or `denies`.
    pub stance: String,
    /// Who said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The origin that the source repeats.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
