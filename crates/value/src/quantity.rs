//! Amounts of a unit.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::decimal::{Decimal, DecimalError};
use crate::text::{Quoted, serde_as_text};
use crate::unit::{Unit, UnitError};

/// An exact amount of a unit.
///
/// ```
/// use std::cmp::Ordering;
/// use exeat_value::Quantity;
///
/// let purity: Quantity = "99.99 %".parse()?;
/// let silver: Quantity = "10 ppm".parse()?;
/// assert_eq!(silver.compare(&"0.001 %".parse()?), Some(Ordering::Equal));
/// assert_eq!(purity.to_string(), "99.99 %");
///
/// // A mass and a length have no order.
/// let mass: Quantity = "1 kg".parse()?;
/// assert_eq!(mass.compare(&"1 m".parse()?), None);
/// # Ok::<(), exeat_value::QuantityError>(())
/// ```
///
/// A number without a unit is not a quantity:
///
/// ```
/// use exeat_value::Quantity;
///
/// let error = "99.99".parse::<Quantity>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`99.99` has no unit; write the number, a space and the unit, as in `99.99 %`",
/// );
/// ```
///
/// `==` asks whether two quantities are written alike (`1 kg` and `1000 g` are
/// not); [`compare`](Quantity::compare) asks which is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// How many of the unit.
    pub amount: Decimal,
    /// Of what.
    pub unit: Unit,
}

impl Quantity {
    /// An amount of a unit.
    #[must_use]
    pub const fn new(amount: Decimal, unit: Unit) -> Quantity {
        Quantity { amount, unit }
    }

    /// The amount in the base unit of the dimension, exact; `None` if it needs
    /// more digits than a decimal holds.
    ///
    /// ```
    /// use exeat_value::Quantity;
    ///
    /// let width: Quantity = "12 inch".parse()?;
    /// assert_eq!(width.in_base().map(|metres| metres.to_string()), Some("0.3048".into()));
    /// # Ok::<(), exeat_value::QuantityError>(())
    /// ```
    #[must_use]
    pub fn in_base(&self) -> Option<Decimal> {
        self.amount.checked_mul(self.unit.factor())
    }

    /// The same quantity in another unit; `None` if that measures something
    /// else, or if the amount has no exact form there.
    ///
    /// ```
    /// use exeat_value::{Quantity, Unit};
    ///
    /// let gap: Quantity = "2.5 mm".parse()?;
    /// assert_eq!(gap.to(Unit::MICROMETRE), Some("2500 um".parse()?));
    /// assert_eq!(gap.to(Unit::KILOGRAM), None);
    ///
    /// // A foot is 0.3048 m, but a metre is no finite decimal of inches.
    /// let metre: Quantity = "1 m".parse()?;
    /// assert_eq!(metre.to(Unit::INCH), None);
    /// # Ok::<(), exeat_value::QuantityError>(())
    /// ```
    #[must_use]
    pub fn to(&self, unit: Unit) -> Option<Quantity> {
        if self.unit == unit {
            return Some(*self);
        }
        if self.unit.dimension() != unit.dimension() {
            return None;
        }
        let amount = self.in_base()?.checked_div_exact(unit.factor())?;
        Some(Quantity { amount, unit })
    }

    /// Which of two quantities is more; `None` if they measure different
    /// things. Exact, whatever the amounts and units.
    #[must_use]
    pub fn compare(&self, other: &Quantity) -> Option<Ordering> {
        if self.unit == other.unit {
            return Some(self.amount.cmp(&other.amount));
        }
        (self.unit.dimension() == other.unit.dimension()).then(|| {
            Decimal::compare_products(
                self.amount,
                self.unit.factor(),
                other.amount,
                other.unit.factor(),
            )
        })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount, self.unit)
    }
}

/// The text is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct QuantityError(Fault);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Fault {
    #[error("{found} is not a quantity; write the number, a space and the unit, as in `99.99 %`")]
    Shape { found: Quoted },
    #[error("{found} has no unit; write the number, a space and the unit, as in {mended}")]
    NoUnit { found: Quoted, mended: Quoted },
    #[error("{found} lacks the space before the unit; write `{mended}`")]
    NoSpace { found: Quoted, mended: Quantity },
    #[error(transparent)]
    Amount(#[from] DecimalError),
    #[error(transparent)]
    Unit(#[from] UnitError),
}

impl QuantityError {
    /// The unit that was most likely meant, where it is the unit that could
    /// not be read.
    #[must_use]
    pub const fn nearest_unit(&self) -> Option<Unit> {
        match &self.0 {
            Fault::Unit(error) => error.nearest(),
            _ => None,
        }
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map_err(QuantityError)
    }
}

fn parse(text: &str) -> Result<Quantity, Fault> {
    match text.split_once(' ') {
        Some((amount, unit)) => Ok(Quantity {
            amount: amount.parse()?,
            unit: Unit::parse(unit)?,
        }),
        None => Err(fault_of_unspaced(text)),
    }
}

/// What is wrong with a quantity that has no space.
fn fault_of_unspaced(text: &str) -> Fault {
    let found = Quoted::new(text);
    if text.parse::<Decimal>().is_ok() {
        let mended = Quoted::new(&format!("{text} %"));
        return Fault::NoUnit { found, mended };
    }
    let numeric = |character: char| character.is_ascii_digit() || "-.".contains(character);
    let end = text
        .find(|character| !numeric(character))
        .unwrap_or(text.len());
    let (amount, unit) = text.split_at(end);
    match (amount.parse(), Unit::parse(unit)) {
        (Ok(amount), Ok(unit)) => Fault::NoSpace {
            found,
            mended: Quantity { amount, unit },
        },
        (Ok(_), Err(error)) => Fault::Unit(error),
        _ => Fault::Shape { found },
    }
}

serde_as_text!(Quantity, "a quantity as text, such as `99.99 %`");
