//! What a rulebook says of itself: what it covers, and the cases that it is tried on.

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_facts::Case;
use exeat_syntax::Code;
use exeat_value::Day;
use serde::Serialize;

use super::identity::{
    ConflictId, DefineId, EntryId, InstrumentId, JurisdictionId, ListId, Place, ProvisionId,
    ReadingId, Text,
};
use super::provision::{DutyKind, Review};

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
