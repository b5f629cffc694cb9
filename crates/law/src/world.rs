//! What conditions are asked of: a world that answers for facts, items and parties.
//!
//! The law crate does not know cases. It reads a condition against anything that implements [`World`]: the verdict
//! crate implements it for one line of a case; [`Nothing`] is the world in which nothing is known, on which the law
//! is checked and compared with itself.

use std::cmp::Ordering;

use exeat_facts::{Fact, FactId, Role};
use exeat_value::{Comparison, Decimal, Interval, Truth, UnknownReason};

use crate::frozen::NodeIndex;
use crate::model::{Measure, Over, Subject};

/// A thing that has facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The transaction.
    Shipment,
    /// The end use.
    EndUse,
    /// A party, by its index.
    Party(usize),
    /// Whoever has this role, where the case names nobody.
    Role(Role),
    /// An item, by its index.
    Item(usize),
}

/// What the subjects of a condition stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bindings {
    /// `item`.
    pub item: usize,
    /// `layer`, inside a quantifier over layers.
    pub layer: Option<usize>,
    /// `component`, inside a quantifier over components or a share.
    pub component: Option<usize>,
    /// `party`, inside a quantifier over parties.
    pub party: Option<usize>,
}

/// The index of a member of a set that the case does not name: a party, a layer or a component of which nothing is
/// known, nor what is inside it.
///
/// A condition that fails of it fails of all whom nobody named, and one that holds of it holds of them all.
pub const UNNAMED: usize = usize::MAX;

impl Bindings {
    /// Only the item is bound.
    #[must_use]
    pub fn of_item(item: usize) -> Self {
        Self {
            item,
            layer: None,
            component: None,
            party: None,
        }
    }

    /// Whether somebody or something is meant that the case does not name.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        let unnamed = Some(UNNAMED);
        self.item == UNNAMED
            || self.layer == unnamed
            || self.component == unnamed
            || self.party == unnamed
    }

    /// The item index that a subject stands for.
    #[must_use]
    pub fn item_of(&self, subject: Subject) -> usize {
        match subject {
            Subject::Layer => self.layer.unwrap_or(self.item),
            Subject::Component => self.component.or(self.layer).unwrap_or(self.item),
            _ => self.item,
        }
    }
}

/// The members that a quantifier ranges over, and whether they are all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members {
    /// Item or party indices.
    pub indices: Vec<usize>,
    /// Whether the case says that there are no others.
    pub complete: bool,
}

/// Answers for the facts of a transaction.
///
/// Of an index that it does not know, as [`UNNAMED`] is, a world says that nothing is known: its facts are unknown,
/// what is inside it is not listed to the end, and a share of it may be anything.
pub trait World {
    /// The fact of a place; unknown where nothing is said.
    fn fact(&self, place: Place, fact: FactId) -> &Fact;

    /// The party in a role, or the role itself where the case names nobody.
    fn role(&self, role: Role) -> Place;

    /// What a quantifier ranges over, seen from an item.
    fn members(&self, over: Over, item: usize) -> Members;

    /// The share, in percent, of those things inside `whole` for which `counts` is true (the certain ones make the
    /// lower bound, the possible ones the upper).
    fn share(
        &self,
        measure: Measure,
        whole: usize,
        counts: &mut dyn FnMut(usize) -> Truth,
    ) -> ShareBounds;

    /// The place that a subject stands for.
    fn place(&self, subject: Subject, bindings: &Bindings) -> Place {
        match subject {
            Subject::Shipment => Place::Shipment,
            Subject::EndUse => Place::EndUse,
            Subject::Role(role) => self.role(role),
            Subject::Item | Subject::Layer | Subject::Component => {
                Place::Item(bindings.item_of(subject))
            }
            // The checks refuse `party.…` outside `some party has`.
            Subject::Party => bindings.party.map_or(Place::Shipment, Place::Party),
        }
    }
}

/// The world in which nothing is known: one item with undisclosed contents, and parties that nobody named.
#[derive(Debug, Clone)]
pub struct Nothing {
    unknown: Fact,
}

impl Nothing {
    /// The world in which nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self {
            unknown: Fact::Unknown(UnknownReason::NotAsked),
        }
    }
}

impl Default for Nothing {
    fn default() -> Self {
        Self::new()
    }
}

impl World for Nothing {
    fn fact(&self, _place: Place, _fact: FactId) -> &Fact {
        &self.unknown
    }

    fn role(&self, role: Role) -> Place {
        Place::Role(role)
    }

    fn members(&self, over: Over, item: usize) -> Members {
        match over {
            Over::Layers(_) => Members {
                indices: vec![item],
                complete: false,
            },
            Over::Components(_) | Over::Parties => Members {
                indices: Vec::new(),
                complete: false,
            },
        }
    }

    fn share(
        &self,
        _measure: Measure,
        _whole: usize,
        _counts: &mut dyn FnMut(usize) -> Truth,
    ) -> ShareBounds {
        ShareBounds::UNKNOWN
    }
}

/// A share in a whole that a condition asks for: the same filter, measure and whole make the same question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShareOf {
    /// By what.
    pub measure: Measure,
    /// Which components count.
    pub filter: NodeIndex,
    /// The whole.
    pub whole: usize,
    /// What else the filter looks at, seen from where the share is asked for.
    pub seen_from: Bindings,
}

/// Members of a set that the case does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unlisted {
    /// Of what kind. From which word the whole was found does not count: it says `item`.
    pub over: Over,
    /// The item whose insides they are; none for parties.
    pub whole: Option<usize>,
    /// What else the condition on them looks at, seen from where it is asked.
    pub seen_from: Bindings,
}

/// Part and whole, kept apart so that nothing is divided: a share of 1 in 3 has no decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// The part.
    pub part: Decimal,
    /// The whole; more than zero.
    pub whole: Decimal,
}

impl Ratio {
    /// How it stands to a percentage, exactly.
    #[must_use]
    pub fn compare(&self, percent: Decimal) -> Ordering {
        Decimal::compare_products(self.part, Decimal::HUNDRED, percent, self.whole)
    }
}

/// What is known of a share: it is at least `low` and at most `high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareBounds {
    /// The parts that certainly count.
    pub low: Ratio,
    /// The parts that may count.
    pub high: Ratio,
}

impl ShareBounds {
    /// Anything from nothing to the whole.
    pub const UNKNOWN: Self = Self {
        low: Ratio {
            part: Decimal::ZERO,
            whole: Decimal::ONE,
        },
        high: Ratio {
            part: Decimal::ONE,
            whole: Decimal::ONE,
        },
    };

    /// Whether the share stands in this relation to a percentage: unknown where the bounds allow both.
    #[must_use]
    pub fn is(&self, comparison: Comparison, percent: Decimal) -> Truth {
        let low = self.low.compare(percent);
        let high = if self.high == self.low {
            low
        } else {
            self.high.compare(percent)
        };
        let (always, never) = match comparison {
            Comparison::AtLeast => (low != Ordering::Less, high == Ordering::Less),
            Comparison::MoreThan => (low == Ordering::Greater, high != Ordering::Greater),
            Comparison::AtMost => (high != Ordering::Greater, low == Ordering::Greater),
            Comparison::LessThan => (high == Ordering::Less, low != Ordering::Less),
            Comparison::Equal => (
                low == Ordering::Equal && high == Ordering::Equal,
                low == Ordering::Greater || high == Ordering::Less,
            ),
        };
        match (always, never) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Whether some percentage in the range lies within the bounds.
    #[must_use]
    pub fn meets(&self, range: &Interval) -> bool {
        let above = range
            .low
            .as_ref()
            .is_none_or(|bound| match self.high.compare(bound.value) {
                Ordering::Greater => true,
                Ordering::Equal => bound.inclusive,
                Ordering::Less => false,
            });
        let below = range
            .high
            .as_ref()
            .is_none_or(|bound| match self.low.compare(bound.value) {
                Ordering::Less => true,
                Ordering::Equal => bound.inclusive,
                Ordering::Greater => false,
            });
        above && below
    }
}
