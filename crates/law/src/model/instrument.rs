//! Jurisdictions, instruments, and what they list, define and leave to be read.

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_value::{Day, Span};
use serde::Serialize;

use super::expression::Expression;
use super::identity::{EntryId, InstrumentId, JurisdictionId, ListId, Place, ReadingId, Text};

/// A file of a rulebook, kept for citations, diagnostics and the digest.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SourceFile {
    /// Path below the rulebooks folder, with `/`.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A state or union whose law is modelled.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Jurisdiction {
    /// Its code, such as `CN`.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// The authorities that licences and reports go to, by short name.
    pub authorities: Vec<(String, Text)>,
    /// The last day for which somebody has checked the law.
    pub verified_through: Option<Day>,
    /// When its export-control law reaches a transaction at all.
    pub reach: Expression,
    /// Citations.
    pub cites: Vec<Cite>,
    /// Where its law can be read.
    pub sources: Vec<String>,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// How sure we are that a provision says what we wrote.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Weak source, or our inference.
    Low,
    /// One good source.
    Medium,
    /// Official text, or two independent sources.
    High,
}

/// The days on which something binds: a span, or a span that depends on how the law is read.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum InForce {
    /// Certain days.
    Span(Span),
    /// The days that an alternative of a reading gives.
    Reading(ReadingId),
}

/// A legal instrument.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Instrument {
    /// Its name in the rulebooks, such as `CN.MOFCOM.2025-61`.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// Whose it is.
    pub jurisdiction: JurisdictionId,
    /// The day it was issued: before it, nobody could know it.
    pub issued: Option<Day>,
    /// The day our rulebook recorded it, where that is later than its issue.
    pub recorded: Option<Day>,
    /// Its life; provisions inherit it.
    pub in_force: Option<InForce>,
    /// The last day for which somebody has checked it.
    pub verified_through: Option<Day>,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// What it was made under, or is explained by.
    pub cites: Vec<Cite>,
    /// Where the text stands.
    pub sources: Vec<String>,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A reference to a place in an instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Cite {
    /// The instrument's name.
    pub instrument: String,
    /// The anchor, such as `§1(1)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// What stands there, in our own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// A group of entries.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct List {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// The instrument that declares it.
    pub instrument: InstrumentId,
    /// Its entries.
    pub entries: Vec<EntryId>,
    /// Its own days; its entries inherit them.
    pub in_force: Option<InForce>,
    /// The day it became known; its entries inherit it.
    pub recorded: Option<Day>,
    /// How sure we are; its entries inherit it.
    pub confidence: Option<Confidence>,
    /// Citations; its entries inherit them.
    pub cites: Vec<Cite>,
    /// Where the text stands.
    pub sources: Vec<String>,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// Tariff numbers printed beside an entry: a reference only, for control follows the description.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct HsReferences {
    /// The numbers.
    pub numbers: Vec<String>,
    /// The year of the nomenclature they were printed for. Vintages are never mixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vintage: Option<u16>,
}

/// A control-list entry.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Entry {
    /// Its code, such as `1C905.a.4`.
    pub code: String,
    /// What it describes.
    pub title: Text,
    /// The instrument it stands in.
    pub instrument: InstrumentId,
    /// The lists that hold it.
    pub lists: Vec<ListId>,
    /// The day it became known, where that differs from its instrument's issue.
    pub recorded: Option<Day>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// Tariff references.
    pub hs: Vec<HsReferences>,
    /// Its own days, where they differ from its instrument's.
    pub in_force: Option<InForce>,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// When an item meets it.
    pub condition: Expression,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A named condition.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// What it is about, where the author says it.
    pub title: Option<Text>,
    /// The instrument in whose file it stands.
    pub instrument: Option<InstrumentId>,
    /// Whose law it is part of.
    pub jurisdiction: JurisdictionId,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The condition.
    pub condition: Expression,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A table beside the rulebook. Conditions that look into it hold what they found there, so this is only what
/// readers need.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What it is about, where the author says it.
    pub title: Option<Text>,
    /// The instrument in whose file it stands.
    pub instrument: Option<InstrumentId>,
    /// Whose law it is part of.
    pub jurisdiction: JurisdictionId,
    /// Index into [`super::Rulebook::files`] of the file that holds it; none where it could not be found.
    pub file: Option<usize>,
    /// The last day for which somebody has checked it.
    pub verified_through: Option<Day>,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// Where the text stands.
    pub sources: Vec<String>,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// One way to read the law.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Alternative {
    /// Its name.
    pub name: String,
    /// Whether an official, though not binding, answer reads it so.
    pub presumed: bool,
    /// Why one would read it so.
    pub why: Text,
    /// The day on which this alternative became known.
    pub recorded: Option<Day>,
    /// The days it gives, for a reading of a period.
    pub span: Option<Span>,
}

/// A provision of which more than one reading is open.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// The instrument that is read.
    pub instrument: InstrumentId,
    /// Citations.
    pub cites: Vec<Cite>,
    /// What is in question.
    pub question: Text,
    /// How sure we are that the question is open.
    pub confidence: Option<Confidence>,
    /// The alternatives, two or more.
    pub alternatives: Vec<Alternative>,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}
