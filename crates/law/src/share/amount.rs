//! How much of a whole one component is, where a figure, a share or both are stated of it.

use exeat_facts::{Fact, Value};
use exeat_value::Decimal;

use super::{Bounds, Part, Scale, Stated};

/// The most places that a decimal has.
const PLACES_MAX: u32 = 28;

/// What is stated of an amount, not contested: a number, or bounds of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Statement {
    low: Decimal,
    high: Decimal,
    /// What rounding may have taken from the roundest number that it allows, or added to it: half a unit of its last
    /// place.
    pub(super) rounding: Decimal,
}

impl Statement {
    /// The number or the bounds, in base units. None where a bound is no number or leaves the exact range.
    pub(super) fn of(low: &Value, high: &Value) -> Option<Self> {
        let ((low, low_unit), (high, high_unit)) = (written(low)?, written(high)?);
        let rounding = if low_unit == high_unit {
            half_a_unit(places_of_roundest(low, high)?)?.checked_mul(low_unit)?
        } else {
            let of_low = half_a_unit(low.places())?.checked_mul(low_unit)?;
            of_low.max(half_a_unit(high.places())?.checked_mul(high_unit)?)
        };
        Some(Self {
            low: low.checked_mul(low_unit)?,
            high: high.checked_mul(high_unit)?,
            rounding,
        })
    }

    fn bounds(&self) -> Bounds {
        Bounds {
            low: self.low,
            high: self.high,
        }
    }
}

/// A number as it is written, and how many base units its unit is.
fn written(value: &Value) -> Option<(Decimal, Decimal)> {
    match value {
        Value::Money(money) => Some((money.amount, Decimal::ONE)),
        Value::Quantity(quantity) => Some((quantity.amount, quantity.unit.factor())),
        Value::Share(percent) => Some((*percent, Decimal::ONE)),
        _ => None,
    }
}

/// How many places the roundest number from the one to the other has.
fn places_of_roundest(low: Decimal, high: Decimal) -> Option<u32> {
    (0..high.places())
        .find(|&places| cut(high, places).is_some_and(|cut| low <= cut))
        .or(Some(high.places()))
}

/// The greatest number with so many places, fewer than it has, that is no more than this.
fn cut(number: Decimal, places: u32) -> Option<Decimal> {
    let fewer = number.places().checked_sub(places)?;
    let mantissa = number.mantissa().div_euclid(10_i128.checked_pow(fewer)?);
    Decimal::from_parts(mantissa, places)
}

/// Half a unit of the last of so many places.
fn half_a_unit(places: u32) -> Option<Decimal> {
    let (half, places) = if places < PLACES_MAX {
        (5, places.checked_add(1)?)
    } else {
        (1, PLACES_MAX)
    };
    Decimal::from_parts(half, places)
}

/// What a fact states of an amount.
struct Said {
    bounds: Bounds,
    /// Of what is not contested.
    rounding: Option<Decimal>,
    /// Whether somebody claims something else that cannot be held against the whole.
    claimed_otherwise: bool,
}

impl Said {
    /// None where nothing is stated that can be held against the whole.
    fn by(fact: &Fact, comparable: impl Fn(&Value) -> bool) -> Option<Self> {
        let statement = |low: &Value, high: &Value| {
            (comparable(low) && comparable(high))
                .then(|| Statement::of(low, high))
                .flatten()
        };
        let (low, high) = match fact {
            Fact::Known { value, .. } => (value, value),
            Fact::Between { low, high, .. } => (low, high),
            Fact::Contested(candidates) => {
                let claims = candidates.iter().map(|one| &one.value);
                let compared: Vec<Bounds> = claims
                    .filter_map(|claim| statement(claim, claim))
                    .map(|one| one.bounds())
                    .collect();
                return Some(Self {
                    bounds: compared.iter().copied().reduce(Bounds::through)?,
                    rounding: None,
                    claimed_otherwise: compared.len() < candidates.len(),
                });
            }
            Fact::Unknown(_) => return None,
        };
        let stated = statement(low, high)?;
        Some(Self {
            bounds: stated.bounds(),
            rounding: Some(stated.rounding),
            claimed_otherwise: false,
        })
    }
}

/// The amount of a component in the whole: stated in money or mass of the whole's own currency and unit, or as a share
/// of what directly contains it; unknown within that otherwise. None where it leaves the exact range.
///
/// Where both are stated, a known figure that the share allows stands. Otherwise either may have been rounded: it is
/// whatever the one allows that is the other but for rounding, and all between them; and where they contradict each
/// other, or one of them is contested, all that is said. So what is learnt of the one or the other, and does not
/// contradict the rest, never widens what was told before.
pub(super) fn amount(part: &Part<'_>, container: Bounds, scale: &Scale) -> Option<Bounds> {
    let figure = Said::by(part.amount, |value| match (value, scale.stated) {
        (Value::Money(money), Stated::Money(currency)) => money.currency == currency,
        (Value::Quantity(_), Stated::Quantity) => true,
        _ => false,
    });
    let share = Said::by(part.share, |value| matches!(value, Value::Share(_)));
    let anything = Bounds {
        low: Decimal::ZERO,
        high: container.high,
    };
    let Some(share) = share else {
        return Some(match figure {
            Some(figure) if figure.claimed_otherwise => figure.bounds.through(anything),
            Some(figure) => figure.bounds,
            None => anything,
        });
    };
    let of_share = Bounds {
        low: percent_of(share.bounds.low, container.low)?,
        high: percent_of(share.bounds.high, container.high)?,
    };
    let Some(figure) = figure else {
        return Some(of_share);
    };
    match figure.rounding.zip(share.rounding) {
        Some((of_figure, percent)) => {
            // The share, and what it is a share of, may both have been rounded.
            let most = percent_of(
                share.bounds.high.checked_add(percent)?,
                container.high.checked_add(scale.rounding)?,
            )?;
            let rounding = of_figure.checked_add(most.checked_sub(of_share.high)?)?;
            both(figure.bounds, of_share, rounding)
        }
        None => Some(figure.bounds.through(of_share)),
    }
}

/// What a figure and the amount that a share comes to allow together.
fn both(figure: Bounds, share: Bounds, rounding: Decimal) -> Option<Bounds> {
    let (low, high) = (figure.low.max(share.low), figure.high.min(share.high));
    if figure.low == figure.high && low <= high {
        return Some(figure);
    }
    if low > high.checked_add(rounding)? {
        return Some(figure.through(share));
    }
    // Of each what is the other but for rounding.
    let figure_near = Bounds {
        low: figure.low.max(share.low.checked_sub(rounding)?),
        high: figure.high.min(share.high.checked_add(rounding)?),
    };
    let share_near = Bounds {
        low: share.low.max(figure.low.checked_sub(rounding)?),
        high: share.high.min(figure.high.checked_add(rounding)?),
    };
    Some(figure_near.through(share_near))
}

fn percent_of(percent: Decimal, whole: Decimal) -> Option<Decimal> {
    let hundredth = Decimal::from_parts(1, 2)?;
    percent.checked_mul(whole)?.checked_mul(hundredth)
}
