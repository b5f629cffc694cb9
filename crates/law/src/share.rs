//! Shares of a whole: what certainly counts, and what may.
//!
//! The whole is reckoned in money or in mass where the case states how much it is, and in percent otherwise. What the
//! case leaves open about amounts becomes bounds, by these assumptions: the parts of a thing together are no more than
//! the thing; what a list leaves out is no more than what it leaves over; a part whose own insides nobody listed is
//! described by its own facts.

mod amount;

use exeat_facts::{Fact, Value};
use exeat_value::{Currency, Decimal, Truth};

use crate::model::Measure;
use crate::world::{Ratio, ShareBounds};
use amount::{Statement, amount};

/// What is inside what, and how much of it.
pub trait Contents {
    /// The part of an item at a place, counted from nothing; none past the last one.
    fn part(&self, measure: Measure, item: usize, place: usize) -> Option<Part<'_>>;

    /// Whether the parts of an item are all that is inside it.
    fn is_complete(&self, item: usize) -> bool;

    /// How much there is of an item, if it is known exactly: money or a quantity of mass.
    fn amount(&self, measure: Measure, item: usize) -> Option<&Value>;
}

/// Something directly inside an item.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// Which item it is.
    pub item: usize,
    /// How much of it is inside one of the other.
    pub amount: &'a Fact,
    /// Its share of the other.
    pub share: &'a Fact,
}

/// How many components are looked at for one share, those inside shared parts each time. A graph of few items can hold
/// thousands of millions of them; past this the share counts as unknown.
const COMPONENTS_MAX: usize = 65_536;

/// The bounds of a share. None where nothing can be said: nothing is listed, the whole is nothing, or an amount leaves
/// the exact range.
#[must_use]
pub fn bounds<C: Contents>(
    contents: &C,
    measure: Measure,
    whole: usize,
    counts: &mut dyn FnMut(usize) -> Truth,
) -> Option<ShareBounds> {
    if contents.part(measure, whole, 0).is_none() && !contents.is_complete(whole) {
        return None;
    }
    let mut reckoning = Reckoning {
        contents,
        measure,
        scale: Scale::of(contents, measure, whole)?,
        counts,
        left: COMPONENTS_MAX,
    };
    let amount = reckoning.scale.whole;
    let all = Bounds {
        low: amount,
        high: amount,
    };
    let counted = reckoning.inside(whole, all)?.counts;
    let of_whole = |part| Ratio {
        part,
        whole: amount,
    };
    Some(ShareBounds {
        low: of_whole(counted.low),
        high: of_whole(counted.high),
    })
}

/// What amounts are reckoned in.
struct Scale {
    whole: Decimal,
    stated: Stated,
    /// What rounding may have taken from the whole as it is stated, or added to it.
    rounding: Decimal,
}

/// Which stated amounts can be held against the whole.
#[derive(Clone, Copy)]
enum Stated {
    /// None: the whole is a hundred percent.
    None,
    /// Money of this currency.
    Money(Currency),
    /// Quantities, in their base unit.
    Quantity,
}

impl Scale {
    /// The amount of the whole, if the case states it, and a hundred percent otherwise. None if it is not more than
    /// nothing: of that, no share can be told.
    fn of<C: Contents>(contents: &C, measure: Measure, whole: usize) -> Option<Self> {
        let value = contents.amount(measure, whole);
        let scale = match value {
            Some(Value::Money(money)) => Self {
                whole: money.amount,
                stated: Stated::Money(money.currency),
                rounding: Statement::of(value?, value?)?.rounding,
            },
            Some(Value::Quantity(quantity)) => Self {
                whole: quantity.in_base()?,
                stated: Stated::Quantity,
                rounding: Statement::of(value?, value?)?.rounding,
            },
            _ => Self {
                whole: Decimal::HUNDRED,
                stated: Stated::None,
                rounding: Decimal::ZERO,
            },
        };
        (scale.whole > Decimal::ZERO).then_some(scale)
    }
}

/// Bounds of an amount.
#[derive(Clone, Copy)]
struct Bounds {
    low: Decimal,
    high: Decimal,
}

impl Bounds {
    const NOTHING: Self = Self {
        low: Decimal::ZERO,
        high: Decimal::ZERO,
    };

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    /// From the least of both to the most.
    fn through(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }
}

/// What is inside a thing: how much of it counts, and how much certainly does not.
struct Inside {
    counts: Bounds,
    does_not: Decimal,
}

struct Reckoning<'r, C> {
    contents: &'r C,
    measure: Measure,
    scale: Scale,
    counts: &'r mut dyn FnMut(usize) -> Truth,
    /// How many components may still be looked at.
    left: usize,
}

impl<C: Contents> Reckoning<'_, C> {
    /// What is inside an item of which there is so much.
    fn inside(&mut self, item: usize, of_it: Bounds) -> Option<Inside> {
        let mut counts = Bounds::NOTHING;
        let mut listed = Decimal::ZERO;
        let mut does_not = Decimal::ZERO;
        for place in 0.. {
            let Some(component) = self.contents.part(self.measure, item, place) else {
                break;
            };
            self.left = self.left.checked_sub(1)?;
            let own = amount(&component, of_it, &self.scale)?;
            listed = listed.checked_add(own.low)?;
            let part = self.part(component.item, own)?;
            counts = counts.plus(part.counts)?;
            does_not = does_not.checked_add(part.does_not)?;
        }
        let over = of_it.high.checked_sub(listed)?;
        if over.is_negative() {
            // More is listed than there is. A list that contradicts itself rules nothing out.
            return Some(Inside {
                counts: Bounds {
                    low: counts.low.min(of_it.high),
                    high: counts.high.min(of_it.high),
                },
                does_not: Decimal::ZERO,
            });
        }
        if !self.contents.is_complete(item) {
            // What nobody listed may count too.
            counts.high = counts.high.checked_add(over)?;
        }
        let at_most = of_it.high.checked_sub(does_not)?;
        counts.high = counts.high.min(at_most).max(counts.low);
        let at_least_not = of_it.low.checked_sub(counts.high)?;
        Some(Inside {
            counts,
            does_not: does_not.max(at_least_not),
        })
    }

    /// What of a part of which there is so much counts: all of it if it does itself, else what is inside it.
    fn part(&mut self, item: usize, own: Bounds) -> Option<Inside> {
        let truth = (self.counts)(item);
        if truth == Truth::True {
            return Some(Inside {
                counts: own,
                does_not: Decimal::ZERO,
            });
        }
        let inside = if self.contents.part(self.measure, item, 0).is_none() {
            Inside {
                counts: Bounds::NOTHING,
                does_not: own.low,
            }
        } else {
            self.inside(item, own)?
        };
        Some(match truth {
            Truth::Unknown => Inside {
                counts: Bounds {
                    low: inside.counts.low,
                    high: own.high,
                },
                does_not: Decimal::ZERO,
            },
            Truth::True | Truth::False => inside,
        })
    }
}
