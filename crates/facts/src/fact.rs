//! A fact: what is known of one path, and who said so.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use exeat_value::{Day, Decimal, Money, Quantity, UnknownReason};

use crate::codes::{Code, CodeListId};
use crate::source::Statement;
use crate::vocabulary::{FactId, Type, Vocabulary};

/// A value of one of the types of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Day),
    /// One code.
    Code(Code),
    /// A complete set of codes of one list.
    Set(BTreeSet<Code>),
    /// An amount with its unit.
    Quantity(Quantity),
    /// An amount of money.
    Money(Money),
    /// A share of a whole, in percent.
    Share(Decimal),
    /// Words.
    Text(String),
}

impl Value {
    /// Whether the value is one that the type allows: the same kind, the same
    /// code list, the same dimension.
    pub fn is_of(&self, ty: Type) -> bool {
        let of_list = |code: &Code, list: CodeListId| code.list == list;
        match (self, ty) {
            (Self::YesNo(_), Type::YesNo)
            | (Self::Date(_), Type::Date)
            | (Self::Money(_), Type::Money)
            | (Self::Share(_), Type::Share)
            | (Self::Text(_), Type::Text) => true,
            (Self::Code(code), Type::Code(list)) => of_list(code, list),
            (Self::Set(codes), Type::Set(list)) => codes.iter().all(|code| of_list(code, list)),
            (Self::Quantity(quantity), Type::Quantity(dimension)) => {
                quantity.unit.dimension() == dimension
            }
            _ => false,
        }
    }

    /// How two values of one ordered type compare; `None` when they are not of
    /// one ordered type, measure different things or are in different currencies.
    pub fn compare(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Date(one), Self::Date(two)) => Some(one.cmp(two)),
            (Self::Share(one), Self::Share(two)) => Some(one.cmp(two)),
            (Self::Quantity(one), Self::Quantity(two)) => one.compare(two),
            (Self::Money(one), Self::Money(two)) => one.compare(two),
            _ => None,
        }
    }

    /// The value as documents and rulebooks write it: `yes`, `2025-10-09`, `DE`,
    /// `1.2 %`, `100 USD`; a set as `Dy, Tb`, ordered by code.
    pub fn text(&self, vocabulary: &Vocabulary) -> String {
        match self {
            Self::YesNo(true) => "yes".to_owned(),
            Self::YesNo(false) => "no".to_owned(),
            Self::Date(day) => day.to_string(),
            Self::Code(code) => vocabulary.code_text(*code).to_owned(),
            Self::Set(codes) => code_texts(codes, vocabulary).join(", "),
            Self::Quantity(quantity) => quantity.to_string(),
            Self::Money(money) => money.to_string(),
            Self::Share(percent) => format!("{percent} %"),
            Self::Text(text) => text.clone(),
        }
    }
}

/// The codes of a set as they are written, in the order of the letters, so that
/// the order of a list may change without changing what is kept.
pub(crate) fn code_texts(codes: &BTreeSet<Code>, vocabulary: &Vocabulary) -> Vec<&'static str> {
    let mut texts: Vec<&'static str> = codes
        .iter()
        .map(|&code| vocabulary.code_text(code))
        .collect();
    texts.sort_unstable();
    texts
}

/// One of the values about which sources disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The value.
    pub value: Value,
    /// Who asserts and who denies it.
    pub statements: Vec<Statement>,
}

/// What is known of one path.
///
/// Unknown is in the type: there is no default that stands for a missing answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// One value, with the statements that support it.
    Known {
        /// The value.
        value: Value,
        /// Who says so; may be empty.
        evidence: Vec<Statement>,
    },
    /// No value, with the reason.
    Unknown(UnknownReason),
    /// A value somewhere between two bounds, both included. Only types with an
    /// order have ranges ([`Type::has_order`]).
    Between {
        /// The lowest value that it may have.
        low: Value,
        /// The highest value that it may have.
        high: Value,
        /// Who says so; may be empty.
        evidence: Vec<Statement>,
    },
    /// One of several values, about which sources disagree.
    Contested(Vec<Candidate>),
}

impl Fact {
    /// A known value without evidence.
    pub fn known(value: Value) -> Self {
        Self::Known {
            value,
            evidence: Vec::new(),
        }
    }

    /// The value, when exactly one is known.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Known { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Whether no value at all is known.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_))
    }

    /// Every statement behind the fact, in the order in which they were given.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        let (evidence, candidates): (&[Statement], &[Candidate]) = match self {
            Self::Known { evidence, .. } | Self::Between { evidence, .. } => (evidence, &[]),
            Self::Contested(candidates) => (&[], candidates),
            Self::Unknown(_) => (&[], &[]),
        };
        let of_candidates = candidates
            .iter()
            .flat_map(|candidate| &candidate.statements);
        evidence.iter().chain(of_candidates)
    }

    /// Whether every value in it is of the type, ranges are in order and
    /// candidates are at least two and different.
    pub fn fits(&self, ty: Type) -> bool {
        match self {
            Self::Known { value, .. } => value.is_of(ty),
            Self::Unknown(_) => true,
            Self::Between { low, high, .. } => {
                ty.has_order()
                    && low.is_of(ty)
                    && high.is_of(ty)
                    && low.compare(high).is_some_and(std::cmp::Ordering::is_le)
            }
            Self::Contested(candidates) => {
                let distinct = candidates.iter().enumerate().all(|(place, candidate)| {
                    candidates
                        .iter()
                        .take(place)
                        .all(|earlier| earlier.value != candidate.value)
                });
                candidates.len() >= 2
                    && distinct
                    && candidates.iter().all(|candidate| candidate.value.is_of(ty))
            }
        }
    }
}

/// What a missing fact is.
static NOT_ASKED: Fact = Fact::Unknown(UnknownReason::NotAsked);

/// The facts of one shipment, end use, party or item.
///
/// A path that is not in the set is unknown, because it was not asked.
///
/// ```
/// use exeat_facts::{Fact, FactSet, Scope, Value, Vocabulary};
/// use exeat_value::UnknownReason;
///
/// let sample = Vocabulary::standard().find(Scope::Shipment, "sample").unwrap();
/// let mut facts = FactSet::new();
/// assert_eq!(facts.get(sample), &Fact::Unknown(UnknownReason::NotAsked));
/// facts.set(sample, Fact::known(Value::YesNo(true)));
/// assert_eq!(facts.get(sample).value(), Some(&Value::YesNo(true)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactSet {
    facts: BTreeMap<FactId, Fact>,
}

impl FactSet {
    /// No facts: everything is unknown.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is known of a path.
    pub fn get(&self, id: FactId) -> &Fact {
        self.facts.get(&id).unwrap_or(&NOT_ASKED)
    }

    /// States what is known of a path, in place of what was there.
    ///
    /// To state that a path was not asked is to take it out, so that two sets
    /// which say the same are equal.
    pub fn set(&mut self, id: FactId, fact: Fact) {
        if fact == NOT_ASKED {
            self.facts.remove(&id);
        } else {
            self.facts.insert(id, fact);
        }
    }

    /// Every path that is not simply unasked, in the order of the vocabulary.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.facts.iter().map(|(&id, fact)| (id, fact))
    }

    /// How many paths are not simply unasked.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

impl FromIterator<(FactId, Fact)> for FactSet {
    fn from_iter<I: IntoIterator<Item = (FactId, Fact)>>(facts: I) -> Self {
        let mut set = Self::new();
        for (id, fact) in facts {
            set.set(id, fact);
        }
        set
    }
}
