//! Bounds, and when a figure and a share contradict each other.

use exeat_value::Decimal;

/// Two bounds, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The lowest that it may be.
    pub low: Decimal,
    /// The highest.
    pub high: Decimal,
}

impl Range {
    /// One number.
    pub fn exactly(number: Decimal) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    /// Whether it is one number.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    pub(in super::super) fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    pub(super) fn times(&self, count: Decimal) -> Option<Self> {
        if count == Decimal::ONE {
            return Some(self.clone());
        }
        Some(Self {
            low: self.low.checked_mul(count)?,
            high: self.high.checked_mul(count)?,
        })
    }

    /// Whether a figure of a part and its share of a whole cannot both be right, rounding allowed for.
    pub(super) fn contradicts_share(&self, share: &Self, whole: &Self) -> bool {
        let about = |range: &Self| About::of(range.clone());
        about(self).contradicts_share(&about(share), &about(whole))
    }

    /// Whatever may have been rounded to these bounds: half a unit of the last place further on
    /// each side.
    pub(crate) fn rounded(&self) -> Option<Self> {
        let half = |bound: Decimal| Decimal::from_parts(5, bound.places().checked_add(1)?);
        Some(Self {
            low: self
                .low
                .checked_sub(half(self.low)?)?
                .max(Decimal::ZERO.min(self.low)),
            high: self.high.checked_add(half(self.high)?)?,
        })
    }

    /// What both allow; none where they contradict each other.
    pub(in super::super) fn both(&self, other: &Self) -> Option<Self> {
        let both = Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        };
        (both.low <= both.high).then_some(both)
    }
}

/// A range, and whatever may have been rounded to it in the unit in which it was stated.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) range: Range,
    /// None where no decimal holds it.
    pub(crate) rounded: Option<Range>,
}

impl About {
    /// A range that stands as it was stated.
    pub(crate) fn of(range: Range) -> Self {
        let rounded = range.rounded();
        Self { range, rounded }
    }

    /// Whether a figure of a part and its share of a whole cannot both be right.
    pub(crate) fn contradicts_share(&self, share: &Self, whole: &Self) -> bool {
        let exact = of_share(&share.range, &whole.range);
        if exact.is_none_or(|exact| self.range.both(&exact).is_some()) {
            return false;
        }
        let about = share.rounded.as_ref().zip(whole.rounded.as_ref());
        let about = about.and_then(|(share, whole)| of_share(share, whole));
        self.rounded
            .as_ref()
            .zip(about)
            .is_some_and(|(own, about)| own.both(&about).is_none())
    }
}

/// A share of a whole that is itself a range; nothing where it is not exact in decimals.
pub(super) fn of_share(share: &Range, whole: &Range) -> Option<Range> {
    let hundredth = Decimal::from_parts(1, 2)?;
    Some(Range {
        low: share.low.checked_mul(whole.low)?.checked_mul(hundredth)?,
        high: share.high.checked_mul(whole.high)?.checked_mul(hundredth)?,
    })
}
