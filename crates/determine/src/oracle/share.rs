//! Shares: what part of a whole certainly counts, and what part may.

use std::cmp::Ordering;

use exeat_facts::{Component, Fact, Value};
use exeat_law::model::Measure;
use exeat_value::{Comparison, Currency, Decimal, Truth};

use super::fraction::Fraction;
use super::scene::Scene;

/// A share of an item, by value or by mass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Share {
    pub(super) measure: Measure,
    pub(super) whole: usize,
}

/// The least and the most that a share may be, as parts of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) least: Fraction,
    pub(super) most: Fraction,
}

const ANYTHING: Bounds = Bounds {
    least: Fraction::ZERO,
    most: Fraction::ONE,
};

/// An amount, or what counts of it, within bounds.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: Fraction,
    most: Fraction,
}

/// What counts of something, and what certainly does not.
struct Counted {
    counts: Range,
    does_not: Fraction,
}

/// In what the amounts are reckoned.
struct Reckoning {
    whole: Fraction,
    /// Amounts stated in money of this currency, or in mass, can be held against the whole.
    stated: Option<Stated>,
}

enum Stated {
    Money(Currency),
    Mass,
}

/// Whether a share stands in this relation to a percentage; `None` of exactness counts as unknown.
pub(super) fn share_is(bounds: &Bounds, comparison: Comparison, percent: Decimal) -> Truth {
    let against = |share: Fraction| -> Option<Ordering> {
        let percent = Fraction::of(percent)?;
        share
            .times(Fraction::of(Decimal::HUNDRED)?)?
            .compare(percent)
    };
    let (Some(least), Some(most)) = (against(bounds.least), against(bounds.most)) else {
        return Truth::Unknown;
    };
    let holds = |ordering: Ordering| match comparison {
        Comparison::AtLeast => ordering.is_ge(),
        Comparison::AtMost => ordering.is_le(),
        Comparison::LessThan => ordering.is_lt(),
        Comparison::MoreThan => ordering.is_gt(),
        Comparison::Equal => ordering.is_eq(),
    };
    // Every share from the least to the most: those ends, and the percentage itself where it lies between.
    let mut orderings = vec![least, most];
    if least.is_lt() && most.is_gt() {
        orderings.push(Ordering::Equal);
    }
    let answers: Vec<bool> = orderings.into_iter().map(holds).collect();
    match (answers.contains(&true), answers.contains(&false)) {
        (true, false) => Truth::True,
        (false, true) => Truth::False,
        _ => Truth::Unknown,
    }
}

impl Share {
    /// The bounds of the share of what counts.
    pub(super) fn bounds(self, scene: &Scene<'_>, counts: &dyn Fn(usize) -> Truth) -> Bounds {
        self.exactly(scene, counts).unwrap_or(ANYTHING)
    }

    fn exactly(self, scene: &Scene<'_>, counts: &dyn Fn(usize) -> Truth) -> Option<Bounds> {
        let item = scene.item(self.whole)?;
        if item.components.is_empty() && !item.components_complete {
            return None;
        }
        let reckoning = self.reckoning(scene)?;
        let all = Range {
            least: reckoning.whole,
            most: reckoning.whole,
        };
        let counted = self.inside(scene, self.whole, all, &reckoning, counts)?;
        Some(Bounds {
            least: counted.counts.least.over(reckoning.whole)?,
            most: counted.counts.most.over(reckoning.whole)?,
        })
    }

    /// The whole in money or mass where that is known, and a hundred hundredths otherwise. A share of nothing is none.
    fn reckoning(self, scene: &Scene<'_>) -> Option<Reckoning> {
        let path = match self.measure {
            Measure::Value => "value",
            Measure::Mass => "mass",
        };
        let (whole, stated) = match scene.of_item(path, self.whole) {
            Fact::Known {
                value: Value::Money(money),
                ..
            } => (money.amount, Stated::Money(money.currency)),
            Fact::Known {
                value: Value::Quantity(quantity),
                ..
            } => (quantity.in_base()?, Stated::Mass),
            _ => {
                return Some(Reckoning {
                    whole: Fraction::of(Decimal::HUNDRED)?,
                    stated: None,
                });
            }
        };
        let whole = Fraction::of(whole)?;
        whole.compare(Fraction::ZERO)?.is_gt().then_some(Reckoning {
            whole,
            stated: Some(stated),
        })
    }

    /// What counts of what is inside an item of which there is so much.
    fn inside(
        self,
        scene: &Scene<'_>,
        item: usize,
        of_it: Range,
        reckoning: &Reckoning,
        counts: &dyn Fn(usize) -> Truth,
    ) -> Option<Counted> {
        let item = scene.item(item)?;
        let mut least = Fraction::ZERO;
        let mut most = Fraction::ZERO;
        let mut does_not = Fraction::ZERO;
        let mut listed = Fraction::ZERO;
        for component in &item.components {
            let own = self.amount(component, of_it, reckoning)?;
            listed = listed.plus(own.least)?;
            let inside = scene.item(component.item.0)?;
            let deeper = if inside.components.is_empty() {
                // What is not broken down and does not count itself holds nothing that counts.
                Counted {
                    counts: Range {
                        least: Fraction::ZERO,
                        most: Fraction::ZERO,
                    },
                    does_not: own.least,
                }
            } else {
                self.inside(scene, component.item.0, own, reckoning, counts)?
            };
            match counts(component.item.0) {
                Truth::True => {
                    least = least.plus(own.least)?;
                    most = most.plus(own.most)?;
                }
                Truth::Unknown => {
                    least = least.plus(deeper.counts.least)?;
                    most = most.plus(own.most)?;
                }
                Truth::False => {
                    least = least.plus(deeper.counts.least)?;
                    most = most.plus(deeper.counts.most)?;
                    does_not = does_not.plus(deeper.does_not)?;
                }
            }
        }
        // Where more is listed than there is, the list contradicts itself and rules nothing out.
        let sound = listed.compare(of_it.most)?.is_le();
        if !item.components_complete && sound {
            most = most.plus(of_it.most.minus(listed)?)?;
        }
        if sound {
            most = most.lesser(of_it.most.minus(does_not)?)?;
        }
        let least = least.lesser(of_it.most)?;
        let most = most.lesser(of_it.most)?.greater(least)?;
        let does_not = if sound {
            does_not
                .greater(of_it.least.minus(most)?)?
                .greater(Fraction::ZERO)?
        } else {
            Fraction::ZERO
        };
        Some(Counted {
            counts: Range { least, most },
            does_not,
        })
    }

    /// How much of the whole a component is: as stated, and as a share of what holds it, or anything up to that.
    fn amount(self, component: &Component, holder: Range, reckoning: &Reckoning) -> Option<Range> {
        let (stated, share) = match self.measure {
            Measure::Value => (&component.value, &component.value_share),
            Measure::Mass => (&component.mass, &component.mass_share),
        };
        let fits = |value: &Value| match (value, &reckoning.stated) {
            (Value::Money(money), Some(Stated::Money(currency))) if money.currency == *currency => {
                Some(money.amount)
            }
            (Value::Quantity(quantity), Some(Stated::Mass)) => quantity.in_base(),
            _ => None,
        };
        let figure = match ends(stated, &fits) {
            Some((least, most)) => Some(Range {
                least: Fraction::of(least)?,
                most: Fraction::of(most)?,
            }),
            None => None,
        };
        let percent = |value: &Value| match value {
            Value::Share(percent) => Some(*percent),
            _ => None,
        };
        let share = match ends(share, &percent) {
            Some((least, most)) => {
                let hundred = Fraction::of(Decimal::HUNDRED)?;
                Some(Range {
                    least: Fraction::of(least)?.times(holder.least)?.over(hundred)?,
                    most: Fraction::of(most)?.times(holder.most)?.over(hundred)?,
                })
            }
            None => None,
        };
        let (Some(figure), Some(share)) = (figure, share) else {
            return Some(figure.or(share).unwrap_or(Range {
                least: Fraction::ZERO,
                most: holder.most,
            }));
        };
        // Whatever both statements allow. Two that no amount satisfies are both in doubt, and so is all between them.
        let least = figure.least.greater(share.least)?;
        let most = figure.most.lesser(share.most)?;
        if least.compare(most)?.is_le() {
            return Some(Range { least, most });
        }
        Some(Range {
            least: figure.least.lesser(share.least)?,
            most: figure.most.greater(share.most)?,
        })
    }
}

/// The least and the greatest number that a fact may be; none where some value is no such number.
fn ends(fact: &Fact, number: &dyn Fn(&Value) -> Option<Decimal>) -> Option<(Decimal, Decimal)> {
    match fact {
        Fact::Known { value, .. } => number(value).map(|one| (one, one)),
        Fact::Unknown(_) => None,
        Fact::Between { low, high, .. } => Some((number(low)?, number(high)?)),
        Fact::Contested(candidates) => {
            let numbers: Option<Vec<Decimal>> =
                candidates.iter().map(|one| number(&one.value)).collect();
            let numbers = numbers?;
            Some((*numbers.iter().min()?, *numbers.iter().max()?))
        }
    }
}
