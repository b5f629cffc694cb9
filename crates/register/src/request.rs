//! What can be asked of a register, and what it answers.

use exeat_value::{Day, Decimal, Money, Quantity};
use serde::{Deserialize, Serialize};

use crate::acting::{Role, Verb};
use crate::assurance::{Assurance, Reliance};
use crate::duty::Duty;
use crate::ledger::{Account, Entry};
use crate::licence::{Licence, State};
use crate::retention::Hold;

/// What was used of a line before the register began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningUse {
    /// The line.
    pub line: u32,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// How much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
}

/// A licence with what was used of it before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The licence; its recorded state is taken over.
    pub licence: Licence,
    /// What was used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<OpeningUse>,
    /// In how many shipments it left. Where the licence limits how many they may be, it has to be said, unless that is
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used_shipments: Option<u32>,
}

/// What a booking says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Amounts {
    /// How much; where a reservation is drawn or released, all that is left of it if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// How much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
}

/// Something to be done to a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Request {
    /// Says who a person is and what they may do. The first person of a register makes themselves its administrator.
    Person {
        /// How the log calls them.
        name: String,
        /// What they are there for; nothing for somebody who left.
        roles: Vec<Role>,
    },
    /// Writes down a draft.
    Record {
        /// The licence.
        licence: Licence,
    },
    /// Takes over licences.
    Import {
        /// They, all or none.
        licences: Vec<Imported>,
    },
    /// The authority has issued it.
    Issue {
        /// Its number.
        licence: String,
    },
    /// The authority has suspended it.
    Suspend {
        /// Its number.
        licence: String,
        /// Why.
        cause: String,
    },
    /// The authority has lifted the suspension.
    Reinstate {
        /// Its number.
        licence: String,
        /// Why.
        cause: String,
    },
    /// The holder has given it back.
    Surrender {
        /// Its number.
        licence: String,
        /// Why, where something is said.
        #[serde(default)]
        cause: Option<String>,
    },
    /// The authority has taken it back.
    Revoke {
        /// Its number.
        licence: String,
        /// Why.
        cause: String,
    },
    /// Another licence stands in its place.
    Supersede {
        /// Its number.
        licence: String,
        /// The other's number.
        successor: String,
    },
    /// It says something else from now on.
    Amend {
        /// Its number so far.
        licence: String,
        /// What it says now; its identity, recorded state and ledger are kept.
        amended: Licence,
        /// Why.
        cause: String,
    },
    /// A declaration is lodged.
    Reserve {
        /// The licence's number.
        licence: String,
        /// The line.
        line: u32,
        /// How much.
        #[serde(default)]
        amounts: Amounts,
        /// The shipment.
        shipment: String,
        /// The declaration.
        #[serde(default)]
        declaration: Option<String>,
    },
    /// Customs have released the goods. It settles the open reservation that is named, or the one of the same line
    /// and declaration, or of the same line and shipment; else it draws from what is free.
    Draw {
        /// The licence's number.
        licence: String,
        /// The line.
        line: u32,
        /// How much.
        #[serde(default)]
        amounts: Amounts,
        /// The shipment.
        #[serde(default)]
        shipment: Option<String>,
        /// The declaration.
        #[serde(default)]
        declaration: Option<String>,
        /// The reservation.
        #[serde(default)]
        reservation: Option<i64>,
    },
    /// A declaration is cancelled. It releases the reservation that is found as for a draw.
    Release {
        /// The licence's number.
        licence: String,
        /// The line.
        line: u32,
        /// How much.
        #[serde(default)]
        amounts: Amounts,
        /// The shipment.
        #[serde(default)]
        shipment: Option<String>,
        /// The declaration.
        #[serde(default)]
        declaration: Option<String>,
        /// The reservation.
        #[serde(default)]
        reservation: Option<i64>,
        /// Why, where something is said.
        #[serde(default)]
        cause: Option<String>,
    },
    /// The ledger was wrong: this much more was drawn, or less where it is below nought.
    Correct {
        /// The licence's number.
        licence: String,
        /// The line.
        line: u32,
        /// How much.
        #[serde(default)]
        amounts: Amounts,
        /// Why.
        cause: String,
        /// The shipment.
        #[serde(default)]
        shipment: Option<String>,
        /// The declaration.
        #[serde(default)]
        declaration: Option<String>,
    },
    /// There is something to be done.
    Duties {
        /// What. A duty that the register has already is left as it is.
        duties: Vec<Duty>,
    },
    /// It was done.
    Discharge {
        /// The duty.
        duty: String,
        /// What shows it.
        proof: String,
    },
    /// It need not be done.
    Waive {
        /// The duty.
        duty: String,
        /// Why.
        cause: String,
    },
    /// Somebody gave an assurance.
    Assure {
        /// The assurance.
        assurance: Assurance,
    },
    /// An assurance was taken back or has turned out wrong.
    Retract {
        /// The assurance.
        assurance: String,
        /// Why.
        cause: String,
    },
    /// A shipment leans on an assurance.
    Lean {
        /// Which on which.
        reliance: Reliance,
    },
    /// Nothing of this may be purged.
    Hold {
        /// What, and why.
        hold: Hold,
    },
    /// It may be again.
    Lift {
        /// The hold.
        hold: String,
        /// Why.
        cause: String,
    },
    /// The period of keeping is over.
    Purge {
        /// The licence whose content goes.
        licence: String,
        /// For how many years it had to be kept.
        years: u32,
        /// The provision that says so.
        cites: String,
    },
    /// A second person agrees to what takes two.
    Approve {
        /// The proposal.
        proposal: String,
    },
    /// A second person does not.
    Reject {
        /// The proposal.
        proposal: String,
        /// Why.
        cause: String,
    },
}

impl Request {
    /// What is done.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::Person { .. } => Verb::Person,
            Self::Record { .. } => Verb::Record,
            Self::Import { .. } => Verb::Import,
            Self::Issue { .. } => Verb::Issue,
            Self::Suspend { .. } => Verb::Suspend,
            Self::Reinstate { .. } => Verb::Reinstate,
            Self::Surrender { .. } => Verb::Surrender,
            Self::Revoke { .. } => Verb::Revoke,
            Self::Supersede { .. } => Verb::Supersede,
            Self::Amend { .. } => Verb::Amend,
            Self::Reserve { .. } => Verb::Reserve,
            Self::Draw { .. } => Verb::Draw,
            Self::Release { .. } => Verb::Release,
            Self::Correct { .. } => Verb::Correct,
            Self::Duties { .. } => Verb::Duty,
            Self::Discharge { .. } => Verb::Discharge,
            Self::Waive { .. } => Verb::Waive,
            Self::Assure { .. } => Verb::Assure,
            Self::Retract { .. } => Verb::Retract,
            Self::Lean { .. } => Verb::Lean,
            Self::Hold { .. } => Verb::Hold,
            Self::Lift { .. } => Verb::Lift,
            Self::Purge { .. } => Verb::Purge,
            Self::Approve { .. } => Verb::Approve,
            Self::Reject { .. } => Verb::Reject,
        }
    }
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Done {
    /// The events that it wrote, in order.
    pub events: Vec<i64>,
    /// The entries that it wrote.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Entry>,
    /// The duties that it made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// It takes two, and waits under this name for a second person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// What somebody asked for that takes two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its name.
    pub id: String,
    /// Who asked.
    pub by: String,
    /// On which day.
    pub on: Day,
    /// For what.
    pub request: Box<Request>,
    /// What became of it.
    pub state: ProposalState,
}

/// What became of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposalState {
    /// It waits.
    Open,
    /// A second person agreed, and it was done.
    Approved {
        /// Who.
        by: String,
    },
    /// A second person did not agree.
    Rejected {
        /// Who.
        by: String,
        /// Why.
        cause: String,
    },
}

/// A licence as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LicenceView {
    /// What it says.
    pub licence: Licence,
    /// The day.
    pub on: Day,
    /// Its state on that day.
    pub state: State,
    /// Its lines with what was used.
    pub lines: Vec<LineView>,
    /// The shipments that count, where the licence limits how many they may be.
    pub shipments: Vec<String>,
    /// How many entries its ledger has.
    pub entries: usize,
}

/// A line as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// Its number.
    pub number: u32,
    /// What is reserved, in the unit of the line.
    pub reserved: Decimal,
    /// What was drawn.
    pub drawn: Decimal,
    /// What is reserved, in the currency of the line.
    pub reserved_value: Decimal,
    /// What was drawn.
    pub drawn_value: Decimal,
    /// What is left; none where no quantity limits it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Quantity>,
    /// What is left in money; none where no value limits it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left_value: Option<Money>,
}

impl LicenceView {
    /// A licence with its account on a day.
    #[must_use]
    pub fn new(licence: Licence, account: &Account, on: Day) -> Self {
        let lines = licence
            .lines
            .iter()
            .map(|line| {
                let used = account.line(line.number);
                let (left, left_value) = account.left(line);
                LineView {
                    number: line.number,
                    reserved: used.reserved.quantity,
                    drawn: used.drawn.quantity,
                    reserved_value: used.reserved.value,
                    drawn_value: used.drawn.value,
                    left,
                    left_value,
                }
            })
            .collect();
        Self {
            state: licence.state(on, account.is_used_up(&licence)),
            lines,
            shipments: match licence.shipments_max {
                Some(_) => account.shipments().into_iter().map(str::to_owned).collect(),
                None => Vec::new(),
            },
            entries: account.entries(),
            licence,
            on,
        }
    }
}
