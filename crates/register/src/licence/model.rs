//! What a licence says.

use exeat_value::{Day, Money, Quantity};
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::error::{RegisterError, Result};

/// Lines of one licence; more of them no authority prints.
const LINES_MAX: usize = 1_000;
/// Conditions of one licence.
const CONDITIONS_MAX: usize = 200;
/// Parties of one licence.
const PARTIES_MAX: usize = 1_000;
/// Characters of one text.
const TEXT_MAX: usize = 4_000;

/// What kind of leave it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LicenceKind {
    /// Granted to one holder for what it names.
    Individual,
    /// Granted by rule to whoever meets its conditions.
    General,
    /// An exception that the holder claims.
    Exception,
    /// A certificate that the holder makes for itself.
    SelfCertificate,
}

impl LicenceKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [
        Self::Individual,
        Self::General,
        Self::Exception,
        Self::SelfCertificate,
    ];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Individual => "individual",
            Self::General => "general",
            Self::Exception => "exception",
            Self::SelfCertificate => "self-certificate",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A party that a licence names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceParty {
    /// Its role, such as `end-user`.
    pub role: String,
    /// Its name as the licence writes it.
    pub name: String,
    /// Where it is, as a country code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What one line of a licence allows. A line that limits neither quantity nor value is unlimited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceLine {
    /// From 1.
    pub number: u32,
    /// What, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The entries of control lists that it covers, such as `1C902.a`; a code covers what stands below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// For how much money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
}

/// What a condition asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionKind {
    /// A report to the authority.
    Report,
    /// A paper to be delivered, such as an end-user certificate.
    Deliver,
    /// Goods to be brought back.
    Return,
    /// Somebody to be told.
    Notify,
    /// Something to be kept.
    Keep,
    /// Something else to be seen to.
    Other,
}

impl ConditionKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Report,
        Self::Deliver,
        Self::Return,
        Self::Notify,
        Self::Keep,
        Self::Other,
    ];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Deliver => "deliver",
            Self::Return => "return",
            Self::Notify => "notify",
            Self::Keep => "keep",
            Self::Other => "other",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// From what a condition's period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Starts {
    /// The day on which the licence was issued.
    Issue,
    /// The day of each draw.
    Draw,
    /// The last day of the licence.
    Expiry,
}

impl Starts {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Issue, Self::Draw, Self::Expiry];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "issue",
            Self::Draw => "draw",
            Self::Expiry => "expiry",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A country code, whose authorities' working days count.
pub type Place = String;

/// How long a period is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// Days of the calendar.
    Days(u32),
    /// Days that the authorities of a place work.
    WorkingDays(u32, Place),
    /// Months.
    Months(u32),
}

/// Something that the licence asks of its holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// From 1.
    pub number: u32,
    /// What it asks for.
    pub kind: ConditionKind,
    /// In words.
    pub text: String,
    /// From when the period runs.
    pub starts: Starts,
    /// How long it is.
    pub within: Term,
    /// What proves that it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
}

/// What somebody has recorded about the state of a licence. What follows from the day and the ledger is not recorded:
/// see [`State`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recorded {
    /// Nobody has issued it.
    Draft,
    /// It was issued.
    Issued,
    /// It was suspended.
    Suspended,
    /// It was given back.
    Surrendered,
    /// It was taken back.
    Revoked,
    /// Another stands in its place.
    Superseded,
}

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// The number under which the register keeps it: the first that it had.
    pub id: String,
    /// The number that it has now.
    pub number: String,
    /// The jurisdiction, such as `CN`.
    pub jurisdiction: String,
    /// The authority, such as `MOFCOM`.
    pub authority: String,
    /// What kind it is.
    pub kind: LicenceKind,
    /// Who holds it.
    pub holder: String,
    /// The parties that it names; where it names none in a role, it leaves that role open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<LicenceParty>,
    /// The countries to which it leads; none named, any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub destinations: Vec<String>,
    /// The first day on which it may be used.
    pub valid_from: Day,
    /// The last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Day>,
    /// How many shipments it allows; none, any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipments_max: Option<u32>,
    /// What it allows.
    pub lines: Vec<LicenceLine>,
    /// What it asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// What was recorded about its state.
    pub recorded: Recorded,
    /// Why, where something was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The licence that stands in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Licence {
    /// The line with this number.
    #[must_use]
    pub fn line(&self, number: u32) -> Option<&LicenceLine> {
        self.lines.iter().find(|line| line.number == number)
    }

    /// The state on a day. `used_up` says whether its ledger leaves nothing.
    ///
    /// Expiry and exhaustion need nobody to record them: they follow from the day and the ledger.
    #[must_use]
    pub fn state(&self, on: Day, used_up: bool) -> State {
        let over = self.valid_through.is_some_and(|last| on > last);
        match self.recorded {
            Recorded::Draft => State::Draft,
            Recorded::Surrendered => State::Surrendered,
            Recorded::Revoked => State::Revoked,
            Recorded::Superseded => State::Superseded,
            _ if over => State::Expired,
            Recorded::Suspended => State::Suspended,
            Recorded::Issued if on < self.valid_from => State::Issued,
            Recorded::Issued if used_up => State::Exhausted,
            Recorded::Issued => State::Active,
        }
    }

    /// Whether it hangs together.
    ///
    /// # Errors
    /// Something is missing, there is too much of it, or two parts contradict each other.
    pub fn check(&self) -> Result<()> {
        let wrong = |message: String| Err(RegisterError::Wrong(message));
        let name = &self.number;
        for (what, text) in [
            ("number", &self.id),
            ("number", &self.number),
            ("jurisdiction", &self.jurisdiction),
            ("authority", &self.authority),
            ("holder", &self.holder),
        ] {
            if text.trim().is_empty() || text.len() > TEXT_MAX {
                return wrong(format!(
                    "licence `{name}` has no {what}, or one that is too long"
                ));
            }
        }
        if self
            .id
            .chars()
            .chain(self.number.chars())
            .any(char::is_control)
        {
            return wrong("a number holds a character that cannot be printed".to_owned());
        }
        if self
            .valid_through
            .is_some_and(|last| last < self.valid_from)
        {
            return wrong(format!("licence `{name}` ends before it begins"));
        }
        if self.shipments_max == Some(0) {
            return wrong(format!("licence `{name}` allows no shipment at all"));
        }
        if self.lines.is_empty() {
            return wrong(format!("licence `{name}` has no line"));
        }
        if self.lines.len() > LINES_MAX
            || self.conditions.len() > CONDITIONS_MAX
            || self.parties.len() > PARTIES_MAX
        {
            return wrong(format!(
                "licence `{name}` has more than {LINES_MAX} lines, {CONDITIONS_MAX} conditions or {PARTIES_MAX} parties"
            ));
        }
        for (index, line) in self.lines.iter().enumerate() {
            let place = format!("line {} of licence `{name}`", line.number);
            if line.number == 0
                || self
                    .lines
                    .iter()
                    .take(index)
                    .any(|one| one.number == line.number)
            {
                return wrong(format!("{place}: lines are numbered from 1, each once"));
            }
            if line.item.is_none() && line.codes.is_empty() {
                return wrong(format!("{place} names neither an item nor a code"));
            }
            let below = line.quantity.is_some_and(|one| one.amount.is_negative())
                || line.value.is_some_and(|one| one.amount.is_negative());
            if below {
                return wrong(format!("{place} allows less than nothing"));
            }
        }
        for (index, condition) in self.conditions.iter().enumerate() {
            let twice = self
                .conditions
                .iter()
                .take(index)
                .any(|one| one.number == condition.number);
            if twice || condition.text.trim().is_empty() || condition.text.len() > TEXT_MAX {
                return wrong(format!(
                    "condition {} of licence `{name}` stands twice, says nothing, or says too much",
                    condition.number
                ));
            }
        }
        Ok(())
    }
}
