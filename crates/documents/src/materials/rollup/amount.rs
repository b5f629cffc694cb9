//! Ranges while a bill is worked out: whole numbers as long as they are small, decimals beyond.
//!
//! A bill of a hundred thousand parts adds millions of ranges. Nearly all of them are small, and two whole numbers with
//! their places are added in a fraction of the time of two decimals. What does not fit goes on as a decimal, so that
//! nothing is rounded and nothing is given up that a decimal can hold.

use exeat_value::Decimal;

use super::Range;

/// Both bounds as whole numbers of so many places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Small {
    pub(super) places: u8,
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Small {
    /// The same with more places; nothing where that is too large, or has fewer.
    pub(super) fn lifted(self, places: u8) -> Option<Self> {
        if places == self.places {
            return Some(self);
        }
        let factor = 10_i64.checked_pow(u32::from(places.checked_sub(self.places)?))?;
        Some(Self {
            places,
            low: self.low.checked_mul(factor)?,
            high: self.high.checked_mul(factor)?,
        })
    }
}

/// Two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// Nothing bounds it.
    Open,
    Small(Small),
    /// One of the ranges that do not fit.
    Wide(u32),
}

impl Amount {
    pub(super) const ZERO: Self = Self::Small(Small {
        places: 0,
        low: 0,
        high: 0,
    });

    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Open)
    }
}

/// Where ranges that do not fit are kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Amounts {
    wide: Vec<Range>,
}

impl Amounts {
    /// A range, as an amount.
    pub(super) fn of(&mut self, range: Option<&Range>) -> Amount {
        let Some(range) = range else {
            return Amount::Open;
        };
        small(range).unwrap_or_else(|| self.keep(range.clone()))
    }

    fn keep(&mut self, range: Range) -> Amount {
        match u32::try_from(self.wide.len()) {
            Ok(at) => {
                self.wide.push(range);
                Amount::Wide(at)
            }
            // More than four thousand million of them fit into no memory.
            Err(_) => Amount::Open,
        }
    }

    /// An amount, as a range.
    pub(super) fn range(&self, amount: Amount) -> Option<Range> {
        match amount {
            Amount::Open => None,
            Amount::Small(Small { places, low, high }) => {
                let bound =
                    |number: i64| Decimal::from_parts(i128::from(number), u32::from(places));
                Some(Range {
                    low: bound(low)?,
                    high: bound(high)?,
                })
            }
            Amount::Wide(at) => self.wide.get(usize::try_from(at).ok()?).cloned(),
        }
    }

    /// The sum; open where one of them is, or where no decimal holds it.
    #[inline]
    pub(super) fn plus(&mut self, one: Amount, two: Amount) -> Amount {
        if let (Amount::Small(first), Amount::Small(second)) = (one, two)
            && first.places == second.places
            && let Some(low) = first.low.checked_add(second.low)
            && let Some(high) = first.high.checked_add(second.high)
        {
            return Amount::Small(Small {
                places: first.places,
                low,
                high,
            });
        }
        self.plus_other(one, two)
    }

    /// Sums of other places, or of what is not small.
    fn plus_other(&mut self, one: Amount, two: Amount) -> Amount {
        let (Some(one), Some(two)) = (self.range(one), self.range(two)) else {
            return Amount::Open;
        };
        self.of(one.plus(&two).as_ref())
    }

    /// No more of it than a whole holds, and anything up to that where nothing bounds it.
    pub(super) fn within(&mut self, amount: Amount, whole: &Range) -> Amount {
        let within = match self.range(amount) {
            Some(range) if range.high <= whole.high => return amount,
            Some(range) => Range {
                low: range.low.min(whole.high),
                high: whole.high,
            },
            None => Range {
                low: Decimal::ZERO,
                high: whole.high,
            },
        };
        self.of(Some(&within))
    }

    /// Anything up to it.
    #[inline]
    pub(super) fn up_to(&mut self, amount: Amount) -> Amount {
        match amount {
            Amount::Open => Amount::Open,
            Amount::Small(small) => Amount::Small(Small { low: 0, ..small }),
            Amount::Wide(_) => {
                let whole = self.range(amount);
                self.of(whole
                    .map(|whole| Range {
                        low: Decimal::ZERO,
                        high: whole.high,
                    })
                    .as_ref())
            }
        }
    }

    /// So many of it.
    #[inline]
    pub(super) fn times(&mut self, amount: Amount, count: Decimal) -> Amount {
        if count == Decimal::ONE || amount.is_open() {
            return amount;
        }
        let product = self.range(amount).and_then(|range| range.times(count));
        self.of(product.as_ref())
    }
}

fn small(range: &Range) -> Option<Amount> {
    let places = range.low.places().max(range.high.places());
    let lifted = |bound: Decimal| {
        let lift = 10_i128.checked_pow(places.checked_sub(bound.places())?)?;
        i64::try_from(bound.mantissa().checked_mul(lift)?).ok()
    };
    Some(Amount::Small(Small {
        places: u8::try_from(places).ok()?,
        low: lifted(range.low)?,
        high: lifted(range.high)?,
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn range() -> impl Strategy<Value = Option<Range>> {
        let bound = || {
            (any::<i64>(), any::<bool>(), 0_u32..10).prop_filter_map(
                "a decimal",
                |(number, large, places)| {
                    let number = i128::from(number.unsigned_abs());
                    Decimal::from_parts(
                        if large {
                            number << 32
                        } else {
                            number % 100_000
                        },
                        places,
                    )
                },
            )
        };
        prop::option::of((bound(), bound()).prop_map(|(one, two)| Range {
            low: one.min(two),
            high: one.max(two),
        }))
    }

    proptest! {
        /// Whether they fit or not, sums and multiples are those of decimals.
        #[test]
        fn sums_and_multiples_are_those_of_decimals(one in range(), two in range(), count in 0_i64..1_000) {
            let mut amounts = Amounts::default();
            let (first, second) = (amounts.of(one.as_ref()), amounts.of(two.as_ref()));
            prop_assert_eq!(amounts.range(first), one.clone());
            let sum = amounts.plus(first, second);
            let wanted = one.as_ref().zip(two.as_ref()).and_then(|(one, two)| one.plus(two));
            prop_assert_eq!(amounts.range(sum), wanted);
            let count = Decimal::from(count);
            let many = amounts.times(first, count);
            prop_assert_eq!(amounts.range(many), one.and_then(|one| one.times(count)));
        }
    }
}
