//! What is inside a part, added up and held against what is said of the part.

use exeat_value::Decimal;

use super::super::bill::{Fault, Part};
use super::range::Range;

/// Shares of what is in a part, added up to see that they are no more than the whole.
#[derive(Default)]
pub(super) struct Shares {
    /// As they are written, and the least that may have been rounded to them. None where no decimal holds it.
    sum: Option<(Decimal, Decimal)>,
    any: bool,
}

impl Shares {
    pub(super) fn add(&mut self, share: Option<&Range>) {
        if let Some(share) = share {
            let sum = if self.any {
                self.sum
            } else {
                Some((Decimal::ZERO, Decimal::ZERO))
            };
            self.sum = sum.and_then(|(sum, least)| {
                let sum = sum.checked_add(share.low)?;
                Some((sum, least.checked_add(share.rounded()?.low)?))
            });
            self.any = true;
        }
    }

    pub(super) fn hold_against(&self, own: &Part, what: &str, faults: &mut Vec<Fault>) {
        // Six sixths are 100.2 % where each is written as 16.7 %.
        if let Some((sum, _)) = self.sum.filter(|&(_, least)| least > Decimal::HUNDRED) {
            faults.push(Fault {
                row: own.row,
                message: format!(
                    "the shares of what is in `{}` are {sum} % of its {what} at least",
                    own.id
                ),
                mend: "mend the shares, so that they make 100 % at most".to_owned(),
                error: true,
            });
        }
    }
}

/// Whether so much is more than a whole, rounding allowed for.
fn is_over(least: Option<Decimal>, whole: &Range) -> bool {
    least
        .zip(whole.rounded())
        .is_some_and(|(least, whole)| least > whole.high)
}

/// What is inside a part, together; none where something of it is not known, or nothing is inside.
pub(super) struct Sums {
    pub(super) value: Option<Range>,
    pub(super) mass: Option<Range>,
    pub(super) leaf: bool,
}

impl Sums {
    /// Tells what is inside a part and more than the part.
    pub(super) fn hold_against(
        &self,
        own: &Part,
        least_value: impl FnOnce() -> Option<Decimal>,
        least_mass: impl FnOnce() -> Option<Decimal>,
        faults: &mut Vec<Fault>,
    ) {
        if let (Some(stated), Some(sum)) = (&own.value, &self.value)
            && sum.low > stated.high
            && is_over(least_value(), stated)
        {
            faults.push(Fault {
                row: own.row,
                message: format!(
                    "what is inside `{}` is worth {} at least, and it is worth {} at most",
                    own.id, sum.low, stated.high
                ),
                mend: "mend the value of the part or of what is in it".to_owned(),
                error: true,
            });
        }
        if let (Some(stated), Some(sum)) = (&own.mass, &self.mass)
            && sum.low > stated.high
            && is_over(least_mass(), stated)
        {
            faults.push(Fault {
                row: own.row,
                message: format!(
                    "what is inside `{}` weighs {} kg at least, and it weighs {} kg at most",
                    own.id, sum.low, stated.high
                ),
                mend: "mend the mass of the part or of what is in it".to_owned(),
                error: true,
            });
        }
    }

    /// What a part of a stated worth adds to what is inside it.
    pub(super) fn rest(&self, stated: &Range) -> Range {
        match &self.value {
            Some(sum) => Range {
                low: stated
                    .low
                    .checked_sub(sum.high)
                    .unwrap_or_default()
                    .max(Decimal::ZERO),
                high: stated
                    .high
                    .checked_sub(sum.low)
                    .unwrap_or(stated.high)
                    .max(Decimal::ZERO),
            },
            None if self.leaf => stated.clone(),
            // The worth of something inside is not known: the rest is anything up to the whole.
            None => Range {
                low: Decimal::ZERO,
                high: stated.high,
            },
        }
    }
}
