//! Who holds which share of whom, as a transaction states it.

use std::fmt;
use std::str::FromStr;

use exeat_value::{Day, UnknownReason};

use crate::fact::Fact;
use crate::source::Statement;

/// What a holding gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HoldingKind {
    /// Shares.
    Direct,
    /// Control by other means: a contract, a trust, a dominant influence.
    Control,
    /// The right to appoint or remove the majority of the board.
    BoardMajority,
}

impl HoldingKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Control, Self::BoardMajority];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Control => "control",
            Self::BoardMajority => "board-majority",
        }
    }
}

impl fmt::Display for HoldingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for HoldingKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_lowercase().replace(['_', ' '], "-").as_str() {
            "" | "direct" | "shares" | "ownership" => Ok(Self::Direct),
            "control" => Ok(Self::Control),
            "board-majority" | "board" => Ok(Self::BoardMajority),
            _ => Err(()),
        }
    }
}

/// What an owner is, as far as it says who can own it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum HolderKind {
    /// Nobody says.
    #[default]
    Unknown,
    /// An organisation, which somebody owns.
    Organisation,
    /// A natural person, whom nobody owns.
    Person,
    /// A state, which nobody owns.
    State,
}

impl HolderKind {
    /// Every kind that is written.
    pub const ALL: [Self; 3] = [Self::Person, Self::State, Self::Organisation];

    /// As it is written; nothing where nobody says.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Organisation => Some("organisation"),
            Self::Person => Some("person"),
            Self::State => Some("state"),
        }
    }

    /// Whether nobody can own it.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Person | Self::State)
    }
}

impl FromStr for HolderKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.to_lowercase().as_str() {
            "" | "unknown" => Ok(Self::Unknown),
            "organisation" | "organization" | "company" => Ok(Self::Organisation),
            "person" => Ok(Self::Person),
            "state" => Ok(Self::State),
            _ => Err(()),
        }
    }
}

/// Somebody holds something of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Who holds: the id of a party of the case, or a name.
    pub owner: String,
    /// Of whom: the id of a party of the case, or a name.
    pub owned: String,
    /// What the owner is.
    pub owner_is: HolderKind,
    /// What it gives.
    pub kind: HoldingKind,
    /// Which share, a [`crate::Type::Share`]; a share that nobody knows is anything from nothing to
    /// everything, except of control, which says nothing of shares by itself.
    pub share: Fact,
    /// The first day.
    pub from: Option<Day>,
    /// The first day no more.
    pub until: Option<Day>,
    /// Who says so, beside what stands behind the share itself.
    pub evidence: Vec<Statement>,
}

impl Holding {
    /// A holding of shares of which nothing else is known.
    pub fn new(owner: impl Into<String>, owned: impl Into<String>) -> Self {
        Self {
            owner: owner.into(),
            owned: owned.into(),
            owner_is: HolderKind::Unknown,
            kind: HoldingKind::Direct,
            share: Fact::Unknown(UnknownReason::NotAsked),
            from: None,
            until: None,
            evidence: Vec::new(),
        }
    }
}
