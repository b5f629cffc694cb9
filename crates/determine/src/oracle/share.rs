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
    /// By how much the whole may have been rounded.
    rounding: Fraction,
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
        let fact = scene.of_item(path, self.whole);
        let stated = match fact {
            Fact::Known {
                value: Value::Money(money),
                ..
            } => Stated::Money(money.currency),
            Fact::Known {
                value: Value::Quantity(_),
                ..
            } => Stated::Mass,
            _ => {
                return Some(Reckoning {
                    whole: Fraction::of(Decimal::HUNDRED)?,
                    rounding: Fraction::ZERO,
                    stated: None,
                });
            }
        };
        let Said {
            range, rounding, ..
        } = Said::by(fact, &|_| true)??;
        let whole = range.least;
        whole.compare(Fraction::ZERO)?.is_gt().then_some(Reckoning {
            whole,
            rounding: rounding?,
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
            (Value::Money(money), Some(Stated::Money(currency))) => money.currency == *currency,
            (Value::Quantity(_), Some(Stated::Mass)) => true,
            _ => false,
        };
        let anything = Range {
            least: Fraction::ZERO,
            most: holder.most,
        };
        let hundred = Fraction::of(Decimal::HUNDRED)?;
        let figure = Said::by(stated, &fits);
        let share = Said::by(share, &|value| matches!(value, Value::Share(_)));
        let figure = match figure {
            Some(figure) => Some(figure?),
            None => None,
        };
        let share = match share {
            Some(share) => {
                let share = share?;
                let amounts = Range {
                    least: share.range.least.times(holder.least)?.over(hundred)?,
                    most: share.range.most.times(holder.most)?.over(hundred)?,
                };
                Some((share, amounts))
            }
            None => None,
        };
        match (figure, share) {
            (None, None) => Some(anything),
            (None, Some((_, amounts))) => Some(amounts),
            (Some(figure), None) if figure.and_something_else => figure.range.with(anything),
            (Some(figure), None) => Some(figure.range),
            (Some(figure), Some((share, amounts))) => {
                let (Some(own), Some(percent)) = (figure.rounding, share.rounding) else {
                    // Of a quarrel nothing is left out.
                    return figure.range.with(amounts);
                };
                let rounded_up = share
                    .range
                    .most
                    .plus(percent)?
                    .times(holder.most.plus(reckoning.rounding)?)?
                    .over(hundred)?;
                let rounding = rounded_up.minus(amounts.most)?.plus(own)?;
                let exact = figure.range.least == figure.range.most;
                if exact && figure.range.near(amounts, Fraction::ZERO)?.is_some() {
                    return Some(figure.range);
                }
                match (
                    figure.range.near(amounts, rounding)?,
                    amounts.near(figure.range, rounding)?,
                ) {
                    (Some(figures), Some(amounts)) => figures.with(amounts),
                    _ => figure.range.with(amounts),
                }
            }
        }
    }
}

impl Range {
    /// From the least of both to the most.
    fn with(self, other: Self) -> Option<Self> {
        Some(Self {
            least: self.least.lesser(other.least)?,
            most: self.most.greater(other.most)?,
        })
    }

    /// What of it is no further than this from something of the other.
    fn near(self, other: Self, distance: Fraction) -> Option<Option<Self>> {
        let least = self.least.greater(other.least.minus(distance)?)?;
        let most = self.most.lesser(other.most.plus(distance)?)?;
        Some(least.compare(most)?.is_le().then_some(Self { least, most }))
    }
}

/// What is said of an amount.
struct Said {
    range: Range,
    /// By how much it may have been rounded; none of what is contested.
    rounding: Option<Fraction>,
    /// Whether something is claimed besides that is no such amount.
    and_something_else: bool,
}

impl Said {
    /// What a fact says; none if it says no such amount. What it says may be too large or too fine.
    fn by(fact: &Fact, fits: &dyn Fn(&Value) -> bool) -> Option<Option<Self>> {
        let claims: Vec<&Value> = match fact {
            Fact::Unknown(_) => Vec::new(),
            Fact::Known { value, .. } => vec![value],
            Fact::Between { low, high, .. } if fits(low) && fits(high) => vec![low, high],
            Fact::Between { .. } => Vec::new(),
            Fact::Contested(candidates) => candidates.iter().map(|one| &one.value).collect(),
        };
        let fitting: Vec<&Value> = claims.iter().copied().filter(|one| fits(one)).collect();
        (!fitting.is_empty()).then(|| {
            let numbers: Option<Vec<Decimal>> = fitting.iter().map(|one| in_base(one)).collect();
            let numbers = numbers?;
            let rounding = if matches!(fact, Fact::Contested(_)) {
                None
            } else {
                Some(rounding(fitting.first()?, fitting.last()?)?)
            };
            Some(Self {
                range: Range {
                    least: Fraction::of(*numbers.iter().min()?)?,
                    most: Fraction::of(*numbers.iter().max()?)?,
                },
                rounding,
                and_something_else: fitting.len() < claims.len(),
            })
        })
    }
}

/// A number as it is told, and what one of its units is.
fn told(value: &Value) -> Option<(Decimal, Decimal)> {
    match value {
        Value::Money(money) => Some((money.amount, Decimal::ONE)),
        Value::Quantity(quantity) => Some((quantity.amount, quantity.unit.factor())),
        Value::Share(percent) => Some((*percent, Decimal::ONE)),
        _ => None,
    }
}

fn in_base(value: &Value) -> Option<Decimal> {
    let (number, unit) = told(value)?;
    number.checked_mul(unit)
}

/// By how much the roundest number within bounds may have been rounded: half of its last digit's worth.
fn rounding(low: &Value, high: &Value) -> Option<Fraction> {
    let ((low, of_low), (high, of_high)) = (told(low)?, told(high)?);
    let half = |places: u32, unit: Decimal| {
        Fraction::of(unit)?.over(Fraction::of(Decimal::from(2_u32))?.times(Fraction::of(
            Decimal::from_parts(10_i128.checked_pow(places)?, 0)?,
        )?)?)
    };
    if of_low != of_high {
        return half(low.places(), of_low)?.greater(half(high.places(), of_high)?);
    }
    // A number has so many digits or fewer if it is a whole number of their worth.
    let holds = |places: u32| {
        let worth = 10_i128.checked_pow(places)?;
        let whole = |number: Decimal| {
            let number =
                Fraction::of(number)?.times(Fraction::of(Decimal::from_parts(worth, 0)?)?)?;
            Some(number.whole())
        };
        let (below, above) = (whole(low)?, whole(high)?);
        Some(above > below || low.places() <= places)
    };
    let places = (0..=high.places()).find(|&places| holds(places) == Some(true));
    half(places.unwrap_or(high.places()), of_low)
}
