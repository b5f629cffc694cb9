//! What the law demands: rules with their exceptions, duties and times, and conflicts between laws.

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_value::Day;
use serde::Serialize;

use super::expression::Expression;
use super::identity::{EntryId, InstrumentId, JurisdictionId, Place, ProvisionId, Text};
use super::instrument::{Cite, Confidence, InForce};

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
