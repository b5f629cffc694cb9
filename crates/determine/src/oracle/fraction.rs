//! Exact fractions, small ones: what leaves the range is `None`.

use std::cmp::Ordering;

use exeat_value::Decimal;

/// A fraction in lowest terms, its denominator more than zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    pub(super) const ZERO: Self = Self { above: 0, below: 1 };
    pub(super) const ONE: Self = Self { above: 1, below: 1 };

    fn new(above: i128, below: i128) -> Option<Self> {
        if below == 0 {
            return None;
        }
        let divisor = common_divisor(above, below)?;
        let sign = below.signum();
        Some(Self {
            above: above.checked_div(divisor)?.checked_mul(sign)?,
            below: below.checked_div(divisor)?.checked_mul(sign)?,
        })
    }

    pub(super) fn of(decimal: Decimal) -> Option<Self> {
        Self::new(decimal.mantissa(), 10_i128.checked_pow(decimal.places())?)
    }

    /// The greatest whole number that is no more.
    pub(super) fn whole(self) -> i128 {
        self.above.div_euclid(self.below)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let above = self
            .above
            .checked_mul(other.below)?
            .checked_add(other.above.checked_mul(self.below)?)?;
        Self::new(above, self.below.checked_mul(other.below)?)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            above: other.above.checked_neg()?,
            below: other.below,
        })
    }

    pub(super) fn times(self, other: Self) -> Option<Self> {
        Self::new(
            self.above.checked_mul(other.above)?,
            self.below.checked_mul(other.below)?,
        )
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        Self::new(
            self.above.checked_mul(other.below)?,
            self.below.checked_mul(other.above)?,
        )
    }

    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        let left = self.above.checked_mul(other.below)?;
        let right = other.above.checked_mul(self.below)?;
        Some(left.cmp(&right))
    }

    pub(super) fn lesser(self, other: Self) -> Option<Self> {
        Some(if self.compare(other)?.is_le() {
            self
        } else {
            other
        })
    }

    pub(super) fn greater(self, other: Self) -> Option<Self> {
        Some(if self.compare(other)?.is_ge() {
            self
        } else {
            other
        })
    }
}

fn common_divisor(one: i128, other: i128) -> Option<i128> {
    let (mut one, mut other) = (one.checked_abs()?, other.checked_abs()?);
    while other != 0 {
        (one, other) = (other, one.checked_rem(other)?);
    }
    Some(one.max(1))
}
