//! Conditions: a tree of labelled limbs over atoms.

use borsh::{BorshDeserialize, BorshSerialize};
use exeat_facts::{Code, FactId, Role};
use exeat_value::{Comparison, Currency, Day, Decimal};

use super::code_set::CodeSet;
use super::identity::{DefineId, ListId, Place, ProvisionId, ReadingId};
use super::instrument::InForce;

/// Whose fact an atom asks for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Subject {
    /// The transaction as a whole.
    Shipment,
    /// The end use.
    EndUse,
    /// The party in this role.
    Role(Role),
    /// The line's item, or the item that an entry is asked about.
    Item,
    /// The layer bound by the nearest `some layer of …`.
    Layer,
    /// The component bound by the nearest `some component of …` or `share by …`.
    Component,
    /// The party bound by the nearest `some party has …`.
    Party,
}

/// One comparison of one fact with one constant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct Atom {
    /// Whose fact.
    pub subject: Subject,
    /// Which fact.
    pub fact: FactId,
    /// The comparison.
    pub test: Test,
}

/// What an atom asks of its fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub enum Test {
    /// A yes/no fact is yes.
    Yes,
    /// A code is one of these. A table look-up becomes this too: `unanswered` then holds the keys for which the
    /// table gives no answer, and the atom is unknown for them.
    Codes {
        /// The codes for which the answer is yes.
        yes: CodeSet,
        /// The codes for which the law's table is silent.
        unanswered: CodeSet,
    },
    /// A set holds this code.
    Includes(Code),
    /// A quantity (in the base unit of its dimension) or share (in percent) stands in this relation to the number.
    Number(Comparison, Decimal),
    /// An amount of money stands in this relation to the amount; other currencies give no answer.
    Money(Comparison, Currency, Decimal),
    /// A date is before this day.
    Before(Day),
    /// A date is this day.
    On(Day),
}

/// How the limbs of a group combine.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum GroupKind {
    /// Every limb must hold.
    All,
    /// One limb suffices.
    Any,
    /// No limb may hold.
    NoneOf,
}

/// A quantifier over a finite set that the case gives.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Quantifier {
    /// At least one.
    Some,
    /// Each one (true where there is none).
    Every,
    /// Not one.
    No,
}

/// What a quantifier ranges over.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Over {
    /// The subject itself and everything inside it, to any depth. The subject is `Item` or `Layer`.
    Layers(Subject),
    /// Everything inside the subject, to any depth, without the subject.
    Components(Subject),
    /// Every party to the transaction, in whatever role.
    Parties,
}

/// By what a share is measured.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Measure {
    /// Value in money.
    Value,
    /// Mass.
    Mass,
}

/// One limb of a condition: the smallest thing that a proof, a case or a difference can name.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Limb {
    /// The statute's own label, or the author's, without parentheses.
    pub label: Option<String>,
    /// What it asks.
    pub expression: Expression,
    /// The days on which this limb is part of the condition; outside them it drops out as if it were not there.
    pub in_force: Option<InForce>,
    /// Where it stands.
    pub place: Place,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Expression {
    /// Always or never.
    Constant(bool),
    /// One comparison.
    Atom(Atom),
    /// The contrary.
    Not(Box<Expression>),
    /// Limbs under one head.
    Group(GroupKind, Vec<Limb>),
    /// The subject meets some entry of a list that is in force.
    Listed(Subject, ListId),
    /// The subject meets this entry, and it is in force.
    Entry(Subject, super::EntryId),
    /// A named condition.
    Define(DefineId),
    /// The law is read in this way.
    Reading(ReadingId, usize),
    /// What a gap leaves open: never known, and no fact of the case can settle it.
    Open(ProvisionId),
    /// Over layers, components or parties.
    Quantified(Quantifier, Over, Box<Expression>),
    /// The share of those components that meet a condition in the whole, compared with a percentage.
    Share {
        /// By value or by mass.
        measure: Measure,
        /// The whole: `Item` or `Layer`.
        whole: Subject,
        /// Which components count; inside it, `component` is bound.
        filter: Box<Expression>,
        /// The relation to the threshold.
        comparison: Comparison,
        /// The threshold in percent.
        threshold: Decimal,
    },
}

impl Expression {
    /// A group of unlabelled limbs, as infix `and` and `or` make them.
    #[must_use]
    pub fn group(kind: GroupKind, parts: Vec<Expression>) -> Self {
        let limbs = parts
            .into_iter()
            .map(|expression| Limb {
                label: None,
                expression,
                in_force: None,
                place: Place::default(),
            })
            .collect();
        Self::Group(kind, limbs)
    }
}
