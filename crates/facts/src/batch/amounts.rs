//! Amounts of a column as whole numbers.

use exeat_value::{Currency, Dimension};

use super::codes::Codes;
use crate::fact::{Fact, Value};
use crate::vocabulary::Type;

/// What amounts of a column are stated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatedIn {
    /// Money of this currency.
    Money(Currency),
    /// Quantities of mass, in their base unit.
    Mass,
}

/// The answers of a column of money or mass as whole numbers of one small unit: with them two amounts are compared
/// exactly and a row at a time without decimals.
///
/// ```
/// use exeat_facts::batch::{Amount, Column, WholeAmounts};
/// use exeat_facts::{Fact, Value};
/// use exeat_value::UnknownReason;
///
/// let dollars = |amount: &str| Fact::known(Value::Money(amount.parse().unwrap()));
/// let blank = Fact::Unknown(UnknownReason::NotAsked);
/// let column = Column::amount(Amount::Value, vec![dollars("12.5 USD"), dollars("3 USD"), blank], vec![0, 1, 2])?;
/// let amounts = column.whole_amounts().unwrap();
/// assert_eq!((amounts.numbers(), amounts.places()), ([125, 30, WholeAmounts::NONE].as_slice(), 1));
/// # Ok::<(), exeat_facts::batch::BatchError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeAmounts {
    stated_in: StatedIn,
    places: u32,
    numbers: Vec<i64>,
    of_rows: Option<Vec<i64>>,
    least: i64,
    most: i64,
}

impl WholeAmounts {
    /// What stands for an answer that is no exact amount, is negative, or is too large.
    pub const NONE: i64 = -1;

    /// Amounts of more digits behind the point have no whole numbers here.
    const PLACES_MAX: u32 = 6;

    /// Ten times itself so many times.
    const FACTORS: [i64; 7] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    pub(super) fn of(ty: Type, dictionary: &[Fact], codes: &Codes) -> Option<Self> {
        if !matches!(ty, Type::Money | Type::Quantity(Dimension::Mass)) {
            return None;
        }
        let exact = |value: &Value| match value {
            Value::Money(money) => Some((StatedIn::Money(money.currency), money.amount)),
            Value::Quantity(quantity) => Some((StatedIn::Mass, quantity.in_base()?)),
            _ => None,
        };
        let mut stated_in = None;
        let mut places = 0;
        for (unit, amount) in dictionary.iter().filter_map(|fact| exact(fact.value()?)) {
            if *stated_in.get_or_insert(unit) != unit || amount.places() > Self::PLACES_MAX {
                return None;
            }
            places = places.max(amount.places());
        }
        let factors = Self::FACTORS.get(..=usize::try_from(places).ok()?)?;
        let whole = |fact: &Fact| {
            let (_, amount) = exact(fact.value()?)?;
            // As many digits as are missing behind the point.
            let factor = *factors
                .iter()
                .rev()
                .nth(usize::try_from(amount.places()).ok()?)?;
            let number = i64::try_from(amount.mantissa()).ok()?.checked_mul(factor)?;
            (number >= 0).then_some(number)
        };
        let (mut least, mut most) = (i64::MAX, Self::NONE);
        let numbers: Vec<i64> = dictionary
            .iter()
            .map(|fact| {
                let number = whole(fact).unwrap_or(Self::NONE);
                least = least.min(number);
                most = most.max(number);
                number
            })
            .collect();
        let of_rows = match codes {
            // Every code is a place in the dictionary.
            Codes::Words(codes) => Some(
                codes
                    .iter()
                    .map(|&code| {
                        let place = usize::try_from(code).ok();
                        let number = place.and_then(|place| numbers.get(place));
                        number.copied().unwrap_or(Self::NONE)
                    })
                    .collect(),
            ),
            Codes::Bytes(_) | Codes::Halves(_) => None,
        };
        Some(Self {
            stated_in: stated_in?,
            places,
            least,
            most,
            numbers,
            of_rows,
        })
    }

    /// What all of them are stated in.
    #[must_use]
    pub fn stated_in(&self) -> StatedIn {
        self.stated_in
    }

    /// How many digits behind the point the small unit has: an amount is its number divided by ten so many times.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.places
    }

    /// For each answer its number, or [`NONE`](Self::NONE).
    #[must_use]
    pub fn numbers(&self) -> &[i64] {
        &self.numbers
    }

    /// For each row its number, or [`NONE`](Self::NONE); kept where there are so many answers that to look them up
    /// row by row would go all over the memory.
    #[must_use]
    pub fn of_rows(&self) -> Option<&[i64]> {
        self.of_rows.as_deref()
    }

    /// The least number; [`NONE`](Self::NONE) where one answer has none.
    #[must_use]
    pub fn least(&self) -> i64 {
        self.least
    }

    /// The greatest number.
    #[must_use]
    pub fn most(&self) -> i64 {
        self.most
    }
}
