//! Jurisdictions, instruments, entries, rules and what hangs on them.

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_facts::Case;
use exeat_syntax::Code;
use exeat_value::{Day, Span};
use serde::Serialize;

use super::expression::Expression;
use super::identity::{
    ConflictId, DefineId, EntryId, InstrumentId, JurisdictionId, ListId, Place, ProvisionId,
    ReadingId, Text,
};

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

/// What must be done besides, whatever the verdict.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum DutyKind {
    /// Report to an authority.
    Report,
    /// Give a notice to another party.
    Notice,
    /// Declare or remark something to customs.
    Declare,
    /// Keep records.
    Records,
    /// Give or obtain an undertaking.
    Undertaking,
    /// File papers with an application.
    Papers,
    /// Identify the item or the parties with care.
    Diligence,
    /// Register before acting.
    Register,
    /// Stop, and go no further meanwhile.
    Stop,
    /// For information.
    Information,
    /// What the authority does, and by when: nothing that the reader owes.
    Decision,
}

/// A duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Duty {
    /// Of what kind.
    pub kind: DutyKind,
    /// What to do, in our own words.
    pub what: Text,
    /// To whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Period>,
    /// For how long, for records and the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_for: Option<Period>,
}

/// A period of a duty, and what it runs from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: PeriodUnit,
    /// Whether days are working days of the authority's place.
    pub working: bool,
    /// What it runs from, such as `export`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The unit of a period.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum PeriodUnit {
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// How an authority means to decide on applications.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    BorshSerialize,
    BorshDeserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Refused in principle.
    PresumptionOfDenial,
    /// Each case looked at for itself.
    CaseByCase,
    /// Granted in principle.
    PresumptionOfApproval,
}

/// What a provision does when its condition holds.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Effect {
    /// A licence is required from this authority.
    Licence(String),
    /// It may not leave.
    Prohibited,
    /// It is allowed, expressly.
    Permitted,
    /// A duty alone.
    Duty(Duty),
    /// The rules it names do not apply.
    Exempt,
    /// A licence exception or general licence of this name covers what the rules it names would require.
    Authorised(Text),
    /// Applications under the rules it names are decided so.
    Review(Review),
    /// The law here is not known to us; at worst it is this.
    May(Box<Effect>),
}

/// Which kind of provision.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ProvisionKind {
    /// A rule; it goes before the rules named, where both apply.
    Rule {
        /// Rules that yield to this one.
        over: Vec<ProvisionId>,
    },
    /// An exception to the provisions named.
    Exception {
        /// What it takes away from.
        from: Vec<ProvisionId>,
    },
    /// How applications under the rules named are reviewed.
    Policy {
        /// The rules.
        of: Vec<ProvisionId>,
    },
    /// Law we know of but could not read or did not model.
    Gap {
        /// What would have to be found out.
        question: Text,
    },
}

/// A rule, exception, review policy or gap.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Provision {
    /// Its name within its instrument.
    pub name: String,
    /// What it is about, where the author says it apart from the citation.
    pub title: Option<Text>,
    /// Its instrument.
    pub instrument: InstrumentId,
    /// Of what kind.
    pub kind: ProvisionKind,
    /// Citations; never empty.
    pub cites: Vec<Cite>,
    /// Its own days, where they differ from its instrument's.
    pub in_force: Option<InForce>,
    /// The day it became known, where that differs from its instrument's issue.
    pub recorded: Option<Day>,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// What it does.
    pub effect: Effect,
    /// When.
    pub condition: Expression,
    /// Duties that come with it.
    pub then: Vec<Duty>,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A suspension: it silences what it names for some days.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Suspension {
    /// The instrument that suspends.
    pub instrument: InstrumentId,
    /// Whole instruments that are suspended.
    pub instruments: Vec<InstrumentId>,
    /// Single provisions that are suspended.
    pub provisions: Vec<ProvisionId>,
    /// Single entries that are suspended.
    pub entries: Vec<EntryId>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The day it became known.
    pub recorded: Option<Day>,
    /// The days.
    pub in_force: InForce,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// A commencement: the day from which a provision binds, set by another declaration than the provision's own.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Commencement {
    /// The instrument that sets the day.
    pub instrument: InstrumentId,
    /// Whole instruments that commence.
    pub instruments: Vec<InstrumentId>,
    /// Single provisions that commence.
    pub provisions: Vec<ProvisionId>,
    /// Single entries that commence.
    pub entries: Vec<EntryId>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// The day it became known.
    pub recorded: Option<Day>,
    /// The first day.
    pub from: Day,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// What the law of one state demands, or forbids, against that of another, as one of the two sides.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct ConflictSide {
    /// Whose law.
    pub jurisdiction: JurisdictionId,
    /// The provisions, any of which is in conflict.
    pub provisions: Vec<ProvisionId>,
    /// Whether whatever the state forbids or licenses is in conflict, too.
    pub whole: bool,
}

/// Laws of two states that cannot both be obeyed. No verdict follows from it.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Conflict {
    /// Its name within its instrument.
    pub name: String,
    /// What cannot be had together.
    pub title: Text,
    /// The instrument in whose file it stands.
    pub instrument: InstrumentId,
    /// The two sides.
    pub sides: [ConflictSide; 2],
    /// What must hold besides.
    pub condition: Expression,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// How far a part of the law is modelled.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, BorshSerialize, BorshDeserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum CoverageKind {
    /// Decided by rules.
    Modelled,
    /// Seen and mentioned, not decided.
    Flagged,
    /// Not there at all.
    Absent,
    /// Worked cases that are known and not among those of the rulebooks, and why.
    Untested,
}

/// One line of a coverage statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct CoverageLine {
    /// How far.
    pub kind: CoverageKind,
    /// What.
    pub what: Text,
}

/// A coverage statement of an instrument (or, under `of`, of its jurisdiction).
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Coverage {
    /// The instrument.
    pub instrument: Option<InstrumentId>,
    /// The jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// Its lines.
    pub lines: Vec<CoverageLine>,
    /// Where it is declared.
    pub place: Place,
}

/// The verdict that a worked case expects, in the rulebook's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedVerdict {
    /// May not leave.
    Prohibited,
    /// Cannot be told yet.
    Undetermined,
    /// A licence is required.
    LicenceRequired,
    /// A licence exception covers it.
    ExceptionAvailable,
    /// No licence is required.
    NoLicenceRequired,
    /// The law does not reach it.
    NotReached,
}

/// What must have decided a worked case: something declared, or a limb of its condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// What.
    pub target: GroundTarget,
    /// The labels of the limb, outermost first; empty for the whole.
    pub labels: Vec<String>,
}

/// What a worked case can lean on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroundTarget {
    /// A rule, exception, policy or gap.
    Provision(ProvisionId),
    /// A control-list entry.
    Entry(EntryId),
    /// Some entry of a list.
    List(ListId),
    /// A named condition.
    Define(DefineId),
    /// A reading.
    Reading(ReadingId),
    /// An instrument: one that is suspended or suspends, or that is not in force.
    Instrument(InstrumentId),
    /// The reach of a jurisdiction.
    Jurisdiction(JurisdictionId),
}

/// A warning that is meant, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The warning's code.
    pub code: Code,
    /// Why it is meant.
    pub reason: String,
    /// The declaration in which it is silenced.
    pub within: Place,
    /// Where the acknowledgement stands.
    pub place: Place,
}

/// What a worked case expects.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The verdict.
    pub verdict: ExpectedVerdict,
    /// Under which jurisdiction; by default that of the file's instrument.
    pub jurisdiction: JurisdictionId,
    /// The review policy.
    pub review: Option<Review>,
    /// Readings on whose presumption the verdict rests.
    pub presumed: Vec<ReadingId>,
    /// Provisions, limbs, entries that must have decided it, as written.
    pub because: Vec<String>,
    /// The same, resolved, in the same order.
    pub grounds: Vec<Ground>,
    /// Facts that must be among the decisive ones, as paths.
    pub asks: Vec<String>,
    /// Duties that must be named.
    pub duties: Vec<DutyKind>,
    /// The conflicts that must stand, and no others; none where nothing is expected of them.
    pub conflicts: Option<Vec<ConflictId>>,
}

/// A worked case beside the rules.
#[derive(Debug, Clone)]
pub struct LawCase {
    /// What it is about.
    pub name: String,
    /// The day of the event.
    pub on: Day,
    /// What was known by then; by default everything recorded.
    pub known_at: Option<Day>,
    /// The facts.
    pub case: Case,
    /// What must come out.
    pub expectations: Vec<Expectation>,
    /// The instrument in whose file it stands.
    pub instrument: Option<InstrumentId>,
    /// Where it is declared.
    pub place: Place,
}
