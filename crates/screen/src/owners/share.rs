//! A share of a whole in percent, exact or between two bounds.

use std::fmt;
use std::str::FromStr;

use exeat_value::Decimal;

/// Parts of a percent that a share is counted in: a thousand millionth. Sums of millions of shares
/// stay exact in 64 bits.
const PLACES: u32 = 9;
const PER_PERCENT: u64 = 1_000_000_000;
const WHOLE: u64 = 100 * PER_PERCENT;

/// A share between two bounds, both within; one number where they are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    low: u64,
    high: u64,
}

/// A text is no share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareError {
    text: String,
}

impl fmt::Display for ShareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no share: write a percentage from 0 to 100 with at most {PLACES} decimal \
             places such as `25` or `33.3`, a range such as `25-50` or `>50`, or nothing if it is \
             unknown",
            self.text
        )
    }
}

impl std::error::Error for ShareError {}

impl Share {
    /// Anything from nothing to everything.
    pub const UNKNOWN: Self = Self {
        low: 0,
        high: WHOLE,
    };
    /// Nothing.
    pub const NONE: Self = Self { low: 0, high: 0 };

    /// A share from one percentage to another, both within; `None` if they are not between 0 and
    /// 100 in this order, or have more than nine decimal places.
    pub fn between(low: Decimal, high: Decimal) -> Option<Self> {
        let (low, high) = (units(low)?, units(high)?);
        (low <= high).then_some(Self { low, high })
    }

    /// The lower bound, in percent.
    pub fn low(self) -> Decimal {
        percent(self.low)
    }

    /// The upper bound, in percent.
    pub fn high(self) -> Decimal {
        percent(self.high)
    }

    /// Whether it is known to the last digit.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// From the lower bounds of both to the higher one: either of them may be right.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    pub(crate) fn low_units(self) -> u64 {
        self.low
    }

    pub(crate) fn high_units(self) -> u64 {
        self.high
    }
}

/// A percentage in units; `None` if it has more places than are counted, or is outside of 0 to 100.
pub(crate) fn units(percent: Decimal) -> Option<u64> {
    let places = percent.places();
    let mantissa = u64::try_from(percent.mantissa()).ok()?;
    let factor = 10_u64.checked_pow(PLACES.checked_sub(places)?)?;
    let units = mantissa.checked_mul(factor)?;
    (units <= WHOLE).then_some(units)
}

/// Units as a percentage.
pub(crate) fn percent(units: u64) -> Decimal {
    // Every 64-bit number has fewer digits than a decimal holds.
    Decimal::from_parts(i128::from(units), PLACES).unwrap_or(Decimal::HUNDRED)
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::UNKNOWN {
            f.write_str("unknown")
        } else if self.is_exact() {
            write!(f, "{} %", self.low())
        } else {
            write!(f, "{} to {} %", self.low(), self.high())
        }
    }
}

impl FromStr for Share {
    type Err = ShareError;

    fn from_str(text: &str) -> Result<Self, ShareError> {
        let wrong = || ShareError {
            text: text.to_owned(),
        };
        // Most shares are plain numbers.
        if let Some(exact) = text.parse::<Decimal>().ok().and_then(units) {
            return Ok(Self {
                low: exact,
                high: exact,
            });
        }
        let bare = text.replace(['%', ' '], "");
        if bare.is_empty() || bare == "?" || bare.eq_ignore_ascii_case("unknown") {
            return Ok(Self::UNKNOWN);
        }
        let number = |text: &str| {
            let number = text.parse::<Decimal>().ok();
            number.and_then(units).ok_or_else(wrong)
        };
        let open = |text: &str, low: bool| -> Result<Self, ShareError> {
            // `>50` begins just above: a share has no smaller part than the one counted.
            Ok(if low {
                Self {
                    low: number(text)?,
                    high: WHOLE,
                }
            } else {
                Self {
                    low: 0,
                    high: number(text)?,
                }
            })
        };
        let share = if let Some(rest) = bare.strip_prefix(">=").or(bare.strip_prefix('≥')) {
            open(rest, true)?
        } else if let Some(rest) = bare.strip_prefix("<=").or(bare.strip_prefix('≤')) {
            open(rest, false)?
        } else if let Some(rest) = bare.strip_prefix('>') {
            let share = open(rest, true)?;
            Self {
                low: share.low.saturating_add(1),
                ..share
            }
        } else if let Some(rest) = bare.strip_prefix('<') {
            let share = open(rest, false)?;
            Self {
                high: share.high.checked_sub(1).ok_or_else(wrong)?,
                ..share
            }
        } else if let Some((low, high)) = bare
            .split_once("..")
            .or_else(|| bare.split_once('–'))
            .or_else(|| bare.split_once("to"))
            .or_else(|| bare.split_once('-'))
        {
            Self {
                low: number(low)?,
                high: number(high)?,
            }
        } else {
            let exact = number(&bare)?;
            Self {
                low: exact,
                high: exact,
            }
        };
        if share.low <= share.high && share.high <= WHOLE {
            Ok(share)
        } else {
            Err(wrong())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        for (text, said) in [
            ("25", "25 %"),
            ("33.333333333 %", "33.333333333 %"),
            ("25-50", "25 to 50 %"),
            ("25.5 to 50", "25.5 to 50 %"),
            ("25..50", "25 to 50 %"),
            ("", "unknown"),
            (">50", "50.000000001 to 100 %"),
            (">= 50", "50 to 100 %"),
            ("<25", "0 to 24.999999999 %"),
        ] {
            assert_eq!(text.parse::<Share>().unwrap().to_string(), said, "{text}");
        }
        for wrong in ["101", "-5", "50-25", "a", "0.0000000001", "<0"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }
}
