//! Items, their components, and the lines of a transaction.

use exeat_value::{Money, Quantity, UnknownReason};

use crate::fact::{Fact, FactSet};

/// The place of an item in [`Case::items`](crate::Case::items).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIndex(pub usize);

/// Goods, software, technology or a service, with what is inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The name by which the case refers to it; unique in the case.
    pub id: String,
    /// What readers call it.
    pub name: String,
    /// What is known of it; facts of [`Scope::Item`](crate::Scope::Item).
    pub facts: FactSet,
    /// What it directly contains. The same item may stand in several others:
    /// items form a graph without cycles.
    pub components: Vec<Component>,
    /// Whether the list of components is complete. If it is not, there may be
    /// others, of which nothing is known.
    pub components_complete: bool,
}

impl Item {
    /// An item with its id and name, of which nothing else is known.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            facts: FactSet::new(),
            components: Vec::new(),
            components_complete: false,
        }
    }
}

/// One item inside another, with how much of the other it is.
///
/// Where both a value and a share are known they are two statements of one thing;
/// nothing here reconciles them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// What is inside.
    pub item: ItemIndex,
    /// Its value inside one of the direct parent: money.
    pub value: Fact,
    /// Its share of the value of the direct parent.
    pub value_share: Fact,
    /// Its mass inside one of the direct parent: a quantity of mass.
    pub mass: Fact,
    /// Its share of the mass of the direct parent.
    pub mass_share: Fact,
}

impl Component {
    /// A component of which nothing but the item is known.
    pub fn new(item: ItemIndex) -> Self {
        let unknown = || Fact::Unknown(UnknownReason::NotAsked);
        Self {
            item,
            value: unknown(),
            value_share: unknown(),
            mass: unknown(),
            mass_share: unknown(),
        }
    }
}

/// One line of the transaction: an item and how much of it moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line's number, unique in the case, from 1.
    pub number: u32,
    /// What moves.
    pub item: ItemIndex,
    /// How much of it.
    pub quantity: Option<Quantity>,
    /// What the line is worth.
    pub value: Option<Money>,
}
