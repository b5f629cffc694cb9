//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt;

use crate::text::{borsh_as_text, serde_as_text};
use crate::wide::Wide;

mod parse;

pub use parse::DecimalError;

/// The most digits after the point.
const MOST_PLACES: u32 = 28;

/// The largest mantissa, 2^96 - 1.
const LARGEST_MANTISSA: u128 = 0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF;

/// An exact decimal number.
///
/// A number is a whole mantissa of at most 96 bits and up to 28 places after
/// the point. Arithmetic is exact or answers `None`; it never rounds, wraps or
/// panics. Equal numbers are equal however they were written, and hash alike.
///
/// ```
/// use exeat_value::Decimal;
///
/// let tenth: Decimal = "0.1".parse()?;
/// let fifth: Decimal = "0.20".parse()?;
/// let sum = tenth.checked_add(fifth).ok_or("too large")?;
/// assert_eq!(sum, "0.3".parse()?);
/// assert_eq!(fifth.to_string(), "0.2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What is not plain is refused, with the line that would mend it:
///
/// ```
/// use exeat_value::Decimal;
///
/// let error = "1,000".parse::<Decimal>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`1,000` is not a plain decimal: a number holds no commas; write `1000`",
/// );
/// assert!("1e3".parse::<Decimal>().is_err());
/// assert!(".5".parse::<Decimal>().is_err());
/// ```
// Invariant: normalised (no trailing zeros, zero has no sign and no places).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(rust_decimal::Decimal);

impl Decimal {
    /// Nought.
    pub const ZERO: Decimal = Decimal(rust_decimal::Decimal::ZERO);
    /// One.
    pub const ONE: Decimal = Decimal(rust_decimal::Decimal::ONE);
    /// A hundred, the whole of a percentage.
    pub const HUNDRED: Decimal = Decimal(rust_decimal::Decimal::ONE_HUNDRED);
    /// The largest number, 2^96 - 1.
    pub const MAX: Decimal = Decimal(rust_decimal::Decimal::MAX);
    /// The smallest number, 1 - 2^96.
    pub const MIN: Decimal = Decimal(rust_decimal::Decimal::MIN);

    /// The number `mantissa` / 10^`places`, if it can be held exactly.
    ///
    /// ```
    /// use exeat_value::Decimal;
    ///
    /// assert_eq!(Decimal::from_parts(9999, 2).map(|d| d.to_string()), Some("99.99".into()));
    /// assert_eq!(Decimal::from_parts(1, 29), None);
    /// ```
    #[must_use]
    pub fn from_parts(mantissa: i128, places: u32) -> Option<Decimal> {
        Self::from_magnitude(mantissa.unsigned_abs(), mantissa < 0, places)
    }

    /// A number of the tables: one that is not negative, already in its normal
    /// form, and has at most 28 places.
    pub(crate) const fn constant(mantissa: u64, places: u32) -> Decimal {
        assert!(places <= MOST_PLACES, "a constant has at most 28 places");
        let [a, b, c, d, e, f, g, h] = mantissa.to_le_bytes();
        let low = u32::from_le_bytes([a, b, c, d]);
        let middle = u32::from_le_bytes([e, f, g, h]);
        Decimal(rust_decimal::Decimal::from_parts(
            low, middle, 0, false, places,
        ))
    }

    /// The whole mantissa: the number times ten to [`places`](Decimal::places).
    #[must_use]
    pub const fn mantissa(self) -> i128 {
        self.0.mantissa()
    }

    /// How many digits follow the point in the shortest way of writing the
    /// number; at most 28.
    #[must_use]
    pub const fn places(self) -> u32 {
        self.0.scale()
    }

    /// Whether this is nought.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is less than nought.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        // The normal form has no negative nought.
        self.0.is_sign_negative()
    }

    /// The number with its sign turned round.
    #[must_use]
    pub fn negated(self) -> Decimal {
        if self.is_zero() {
            self
        } else {
            Decimal(-self.0)
        }
    }

    /// The exact sum, or `None` if it needs more digits than a decimal holds.
    ///
    /// ```
    /// use exeat_value::Decimal;
    ///
    /// assert_eq!(Decimal::ONE.checked_add(Decimal::from(2u32)), Some(Decimal::from(3u32)));
    /// assert_eq!(Decimal::MAX.checked_add(Decimal::ONE), None);
    ///
    /// // Nothing is rounded away either.
    /// let speck: Decimal = "0.1".parse()?;
    /// assert_eq!(Decimal::MAX.checked_add(speck), None);
    /// # Ok::<(), exeat_value::DecimalError>(())
    /// ```
    #[must_use]
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let places = self.places().max(other.places());
        let (lift, other_lift) = (places - self.places(), places - other.places());
        if let Some(sum) = lifted(self.mantissa(), lift)
            .zip(lifted(other.mantissa(), other_lift))
            .and_then(|(left, right)| left.checked_add(right))
        {
            return Self::from_parts(sum, places);
        }
        let left = Wide::new(self.mantissa().unsigned_abs()).times_power_of_ten(lift);
        let right = Wide::new(other.mantissa().unsigned_abs()).times_power_of_ten(other_lift);
        if self.is_negative() == other.is_negative() {
            Self::from_wide(left.plus(right), self.is_negative(), places)
        } else if left >= right {
            Self::from_wide(left.minus(right), self.is_negative(), places)
        } else {
            Self::from_wide(right.minus(left), other.is_negative(), places)
        }
    }

    /// The exact difference, or `None` if it needs more digits than a decimal
    /// holds.
    #[must_use]
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(other.negated())
    }

    /// The exact product, or `None` if it needs more digits than a decimal
    /// holds.
    ///
    /// ```
    /// use exeat_value::Decimal;
    ///
    /// let rate: Decimal = "0.5".parse()?;
    /// assert_eq!(rate.checked_mul(Decimal::HUNDRED), Some(Decimal::from(50u32)));
    /// assert_eq!(Decimal::MAX.checked_mul(rate), None);
    /// # Ok::<(), exeat_value::DecimalError>(())
    /// ```
    #[must_use]
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        let places = self.places() + other.places();
        match self.mantissa().checked_mul(other.mantissa()) {
            Some(product) => Self::from_parts(product, places),
            None => {
                let left = self.mantissa().unsigned_abs();
                let right = other.mantissa().unsigned_abs();
                let negative = self.is_negative() != other.is_negative();
                Self::from_wide(Wide::product(left, right), negative, places)
            }
        }
    }

    /// The exact quotient, or `None` if the divisor is nought or the quotient
    /// has no end or needs more digits than a decimal holds.
    ///
    /// A share is better compared with [`compare_products`], which never
    /// fails; this is for turning one unit into another.
    ///
    /// ```
    /// use exeat_value::Decimal;
    ///
    /// let three = Decimal::from(3u32);
    /// let eight = Decimal::from(8u32);
    /// assert_eq!(three.checked_div_exact(eight), Some("0.375".parse()?));
    /// assert_eq!(eight.checked_div_exact(three), None);
    /// assert_eq!(eight.checked_div_exact(Decimal::ZERO), None);
    /// # Ok::<(), exeat_value::DecimalError>(())
    /// ```
    ///
    /// [`compare_products`]: Decimal::compare_products
    #[must_use]
    pub fn checked_div_exact(self, divisor: Decimal) -> Option<Decimal> {
        if divisor.is_zero() {
            return None;
        }
        let divisor_magnitude = divisor.mantissa().unsigned_abs();
        let dividend = self.mantissa().unsigned_abs();
        let mut quotient = dividend / divisor_magnitude;
        let mut remainder = dividend % divisor_magnitude;
        let mut digits = 0;
        // Long division. Every digit after the point adds one place; a
        // quotient that still has a remainder after 96 bits of digits, or
        // after the most places any operands allow, has no exact form.
        while remainder != 0 {
            if digits > 2 * MOST_PLACES {
                return None;
            }
            // Below 10 * 2^96, so it fits.
            let next = remainder * 10;
            quotient = quotient
                .checked_mul(10)?
                .checked_add(next / divisor_magnitude)?;
            remainder = next % divisor_magnitude;
            digits += 1;
        }
        let negative = self.is_negative() != divisor.is_negative();
        let places = self.places() + digits;
        if places >= divisor.places() {
            Self::from_magnitude(quotient, negative, places - divisor.places())
        } else {
            let lift = divisor.places() - places;
            Self::from_wide(Wide::new(quotient).times_power_of_ten(lift), negative, 0)
        }
    }

    /// Compares `a` × `b` with `c` × `d`, exactly and always: the products
    /// themselves may be far beyond what a decimal holds.
    ///
    /// This is how a share is held against a threshold without dividing: a
    /// part is at least `p` percent of a whole where part × 100 ≥ `p` × whole.
    ///
    /// ```
    /// use std::cmp::Ordering;
    /// use exeat_value::Decimal;
    ///
    /// // Is 1 part in 3 at least 33.3333 percent?
    /// let (part, whole) = (Decimal::ONE, Decimal::from(3u32));
    /// let percent: Decimal = "33.3333".parse()?;
    /// assert_eq!(
    ///     Decimal::compare_products(part, Decimal::HUNDRED, percent, whole),
    ///     Ordering::Greater,
    /// );
    /// assert_eq!(
    ///     Decimal::compare_products(Decimal::MAX, Decimal::MAX, Decimal::MAX, Decimal::MAX),
    ///     Ordering::Equal,
    /// );
    /// # Ok::<(), exeat_value::DecimalError>(())
    /// ```
    #[must_use]
    pub fn compare_products(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> Ordering {
        let (left_sign, right_sign) = (a.sign() * b.sign(), c.sign() * d.sign());
        if left_sign != right_sign || left_sign == 0 {
            return left_sign.cmp(&right_sign);
        }
        let (left_places, right_places) = (a.places() + b.places(), c.places() + d.places());
        let places = left_places.max(right_places);
        let (left_lift, right_lift) = (places - left_places, places - right_places);
        let ordering = match (
            narrow_product(a, b, left_lift),
            narrow_product(c, d, right_lift),
        ) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Amounts of trade fit above; the wide integers are for those that do not.
            _ => wide_product(a, b, left_lift).cmp(&wide_product(c, d, right_lift)),
        };
        if left_sign > 0 {
            ordering
        } else {
            ordering.reverse()
        }
    }

    /// -1, 0 or 1.
    const fn sign(self) -> i8 {
        if self.is_zero() {
            0
        } else if self.is_negative() {
            -1
        } else {
            1
        }
    }

    fn from_magnitude(mut magnitude: u128, negative: bool, mut places: u32) -> Option<Decimal> {
        if magnitude == 0 {
            return Some(Decimal::ZERO);
        }
        while places > 0 && magnitude.is_multiple_of(10) {
            magnitude /= 10;
            places -= 1;
        }
        if magnitude > LARGEST_MANTISSA || places > MOST_PLACES {
            return None;
        }
        let mantissa = i128::try_from(magnitude).ok()?;
        let mantissa = if negative { -mantissa } else { mantissa };
        rust_decimal::Decimal::try_from_i128_with_scale(mantissa, places)
            .ok()
            .map(Decimal)
    }

    fn from_wide(mut magnitude: Wide, negative: bool, mut places: u32) -> Option<Decimal> {
        loop {
            if let Some(narrow) = magnitude.narrow() {
                return Self::from_magnitude(narrow, negative, places);
            }
            places = places.checked_sub(1)?;
            magnitude = magnitude.tenth()?;
        }
    }
}

/// The magnitude of `x * y * 10^lift`, where both mantissas have 64 bits at most and it fits into 128.
fn narrow_product(x: Decimal, y: Decimal, lift: u32) -> Option<u128> {
    let x = u64::try_from(x.mantissa().unsigned_abs()).ok()?;
    let y = u64::try_from(y.mantissa().unsigned_abs()).ok()?;
    let power = 10u64.checked_pow(lift)?;
    (u128::from(x) * u128::from(y)).checked_mul(u128::from(power))
}

/// The magnitude of `x * y * 10^lift`.
fn wide_product(x: Decimal, y: Decimal, lift: u32) -> Wide {
    let (x, y) = (x.mantissa().unsigned_abs(), y.mantissa().unsigned_abs());
    Wide::product(x, y).times_power_of_ten(lift)
}

/// `mantissa` times ten to `lift`, if that fits 128 bits.
fn lifted(mantissa: i128, lift: u32) -> Option<i128> {
    mantissa.checked_mul(10i128.checked_pow(lift)?)
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Decimal(rust_decimal::Decimal::from(number))
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Decimal(rust_decimal::Decimal::from(number))
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Decimal::ZERO
    }
}

impl fmt::Display for Decimal {
    /// The shortest plain way of writing the number. Widths and precisions
    /// are ignored, for they would round.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

borsh_as_text!(Decimal);
serde_as_text!(Decimal, "a decimal number as text, such as `99.99`");
