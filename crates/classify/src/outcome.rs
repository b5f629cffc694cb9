//! What was found for an item: by jurisdiction, the candidates with how they stand to it.

use exeat_facts::{FactId, Type, Vocabulary};
use exeat_law::model::Text;
use exeat_law::time::TimeState;
use exeat_value::Day;

use crate::weigh::Limb;

/// How a candidate stands to the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its condition fails by more than a figure.
    Rejected,
    /// Only the search found it: words of its title stand in the description.
    Words,
    /// It fails by figures alone, by more than a little.
    Missed,
    /// It fails by figures alone, and by little.
    NearlyMissed,
    /// It may be met, if the goods have a quality that their description would name.
    Conditional,
    /// It may be met: some of what names it is open.
    OpenInName,
    /// A name of its goods stands in the description; its figures are not modelled.
    Named,
    /// It may be met: it is named, and the rest is open.
    Open,
    /// It is met.
    Met,
}

impl Standing {
    /// Whether the item may belong to the entry, as far as was found.
    #[must_use]
    pub fn is_candidate(self) -> bool {
        self >= Self::OpenInName
    }

    /// A stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Open | Self::OpenInName => "open",
            Self::Named => "named",
            Self::NearlyMissed => "nearly_missed",
            Self::Missed => "missed",
            Self::Conditional => "conditional",
            Self::Words => "words",
            Self::Rejected => "rejected",
        }
    }
}

/// An entry, as the item stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The number.
    pub code: String,
    /// What it describes.
    pub title: Text,
    /// The instrument, by name and title; none of a number of which only the title is held.
    pub instrument: Option<(String, Text)>,
    /// Whether it binds on the day, where it is known.
    pub time: Option<TimeState>,
    /// How it stands to the item.
    pub standing: Standing,
    /// The limbs of its condition; none of a number of which only the title is held.
    pub limbs: Vec<Limb>,
    /// How much its words share with the description, in hundredths of what the search counts.
    pub text: u32,
}

/// A question that a law leaves open about goods of this kind: it is a gap of the rulebooks, and not a "no".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    /// The instrument and the name of the gap.
    pub gap: String,
    /// What would have to be found out.
    pub question: Text,
}

/// What one jurisdiction's lists hold for the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InJurisdiction {
    /// The code, such as `CN`.
    pub jurisdiction: String,
    /// The name.
    pub name: Text,
    /// How many entries and numbers of its lists are held at all: where there are none, nothing can be said.
    pub held: usize,
    /// The candidates, best first, those that are rejected or found by words alone last.
    pub candidates: Vec<Candidate>,
    /// What its law leaves open about goods of this form and make: scrap of a listed metal, for one.
    pub unsettled: Vec<Unsettled>,
}

impl InJurisdiction {
    /// Whether no entry may take the item in, and nothing about such goods is left open.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.unsettled.is_empty() && self.codes().next().is_none()
    }

    /// The numbers to which the item may belong, best first.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.candidates
            .iter()
            .filter(|one| one.standing.is_candidate())
            .map(|one| one.code.as_str())
    }
}

/// A fact of the item, as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The fact.
    pub fact: FactId,
    /// What is known, as documents write it.
    pub stated: String,
    /// The words out of which it was read; none where the document states it.
    pub words: Option<String>,
}

/// What was found for one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classification {
    /// The item's description or name.
    pub subject: String,
    /// The facts that were taken into account.
    pub taken: Vec<Taken>,
    /// Amounts of which nobody could tell what they measure.
    pub unread: Vec<String>,
    /// The day whose law says what binds.
    pub on: Day,
    /// By jurisdiction, in the order of the rulebooks.
    pub jurisdictions: Vec<InJurisdiction>,
}

impl Classification {
    /// Whether anything told what the goods are: a material, a form, a machine, or the name of an entry. Where nothing
    /// did, that no entry was found says nothing of the goods.
    #[must_use]
    pub fn is_recognised(&self, vocabulary: &Vocabulary) -> bool {
        let says_what = |one: &Taken| {
            let definition = vocabulary.get(one.fact);
            let is_named = matches!(definition.ty, Type::Code(_) | Type::Set(_));
            is_named && definition.path != "kind" && definition.path != "origin"
        };
        let found =
            |one: &InJurisdiction| one.candidates.iter().any(|one| one.standing.is_candidate());
        self.taken.iter().any(says_what) || self.jurisdictions.iter().any(found)
    }
}
