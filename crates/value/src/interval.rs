//! Numbers that are known only within bounds.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::comparison::Comparison;
use crate::decimal::{Decimal, DecimalError};
use crate::text::{Quoted, serde_as_text};
use crate::truth::Truth;

/// One end of an [`Interval`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The number at the end.
    pub value: Decimal,
    /// Whether that number itself is within.
    pub inclusive: bool,
}

impl Bound {
    /// An end that is itself within.
    #[must_use]
    pub const fn inclusive(value: Decimal) -> Bound {
        Bound {
            value,
            inclusive: true,
        }
    }

    /// An end that is itself outside.
    #[must_use]
    pub const fn exclusive(value: Decimal) -> Bound {
        Bound {
            value,
            inclusive: false,
        }
    }
}

/// All the numbers that an unknown number may be.
///
/// A missing end is no limit at all. The text form is that of mathematics,
/// `[1, 2)`, with `..` for a missing end.
///
/// ```
/// use exeat_value::{Comparison, Decimal, Interval, Truth};
///
/// let purity: Interval = "[99, 99.9]".parse()?;
/// let figure = |text: &str| text.parse::<Decimal>();
/// assert_eq!(purity.is(Comparison::AtLeast, figure("98")?), Truth::True);
/// assert_eq!(purity.is(Comparison::AtLeast, figure("99.5")?), Truth::Unknown);
/// assert_eq!(purity.is(Comparison::AtLeast, figure("99.99")?), Truth::False);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end; `None` if there is none.
    pub low: Option<Bound>,
    /// The upper end; `None` if there is none.
    pub high: Option<Bound>,
}

impl Interval {
    /// Any number at all.
    pub const ANYTHING: Interval = Interval {
        low: None,
        high: None,
    };

    /// One number, known.
    #[must_use]
    pub const fn exactly(value: Decimal) -> Interval {
        Interval::between(value, value)
    }

    /// A number or more.
    #[must_use]
    pub const fn at_least(low: Decimal) -> Interval {
        Interval {
            low: Some(Bound::inclusive(low)),
            high: None,
        }
    }

    /// A number or less.
    #[must_use]
    pub const fn at_most(high: Decimal) -> Interval {
        Interval {
            low: None,
            high: Some(Bound::inclusive(high)),
        }
    }

    /// From one number to another, both within. Empty if the first is the
    /// greater.
    #[must_use]
    pub const fn between(low: Decimal, high: Decimal) -> Interval {
        Interval {
            low: Some(Bound::inclusive(low)),
            high: Some(Bound::inclusive(high)),
        }
    }

    /// All the numbers that pass a comparison with a threshold.
    #[must_use]
    pub const fn passing(comparison: Comparison, threshold: Decimal) -> Interval {
        match comparison {
            Comparison::AtLeast => Interval::at_least(threshold),
            Comparison::AtMost => Interval::at_most(threshold),
            Comparison::LessThan => Interval {
                low: None,
                high: Some(Bound::exclusive(threshold)),
            },
            Comparison::MoreThan => Interval {
                low: Some(Bound::exclusive(threshold)),
                high: None,
            },
            Comparison::Equal => Interval::exactly(threshold),
        }
    }

    /// Whether the number is within.
    #[must_use]
    pub fn contains(&self, number: Decimal) -> bool {
        self.low.is_none_or(|low| match low.value.cmp(&number) {
            Ordering::Less => true,
            Ordering::Equal => low.inclusive,
            Ordering::Greater => false,
        }) && self.high.is_none_or(|high| match number.cmp(&high.value) {
            Ordering::Less => true,
            Ordering::Equal => high.inclusive,
            Ordering::Greater => false,
        })
    }

    /// Whether no number is within: the ends contradict one another.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some(low), Some(high)) => match low.value.cmp(&high.value) {
                Ordering::Less => false,
                Ordering::Equal => !(low.inclusive && high.inclusive),
                Ordering::Greater => true,
            },
            _ => false,
        }
    }

    /// The number, if only one is within.
    #[must_use]
    pub fn known(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high && low.inclusive => Some(low.value),
            _ => None,
        }
    }

    /// Whether the number passes the comparison: true or false if every number
    /// within says so, and otherwise unknown.
    ///
    /// Of an empty interval nothing can be told, so the answer is unknown: a
    /// contradiction must not clear a shipment.
    ///
    /// ```
    /// use exeat_value::{Comparison, Decimal, Interval, Truth};
    ///
    /// let share = Interval::at_least(Decimal::ONE);
    /// assert_eq!(share.is(Comparison::AtLeast, Decimal::ONE), Truth::True);
    /// assert_eq!(share.is(Comparison::MoreThan, Decimal::ONE), Truth::Unknown);
    /// assert_eq!(share.is(Comparison::LessThan, Decimal::ONE), Truth::False);
    /// ```
    #[must_use]
    pub fn is(&self, comparison: Comparison, threshold: Decimal) -> Truth {
        if self.is_empty() {
            return Truth::Unknown;
        }
        let passing = Interval::passing(comparison, threshold);
        if self.is_within(&passing) {
            return Truth::True;
        }
        if self.intersect(&passing).is_empty() {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether every number in here is in the other interval too.
    #[must_use]
    pub fn is_within(&self, other: &Interval) -> bool {
        self.is_empty() || self.intersect(other) == *self
    }

    /// The numbers in both.
    ///
    /// ```
    /// use exeat_value::{Decimal, Interval};
    ///
    /// let declared = Interval::at_least(Decimal::ONE);
    /// let possible = Interval::between(Decimal::ZERO, Decimal::HUNDRED);
    /// assert_eq!(declared.intersect(&possible).to_string(), "[1, 100]");
    /// assert!(declared.intersect(&Interval::exactly(Decimal::ZERO)).is_empty());
    /// ```
    #[must_use]
    pub fn intersect(&self, other: &Interval) -> Interval {
        let tighter = |one: Option<Bound>, two: Option<Bound>, tight: Ordering| match (one, two) {
            (Some(one), Some(two)) => Some(match one.value.cmp(&two.value) {
                Ordering::Equal => Bound {
                    value: one.value,
                    inclusive: one.inclusive && two.inclusive,
                },
                ordering if ordering == tight => one,
                _ => two,
            }),
            (one, two) => one.or(two),
        };
        Interval {
            low: tighter(self.low, other.low, Ordering::Greater),
            high: tighter(self.high, other.high, Ordering::Less),
        }
    }

    /// All the sums of a number in here and a number in the other; `None` if
    /// an end of it needs more digits than a decimal holds. Empty if either is
    /// empty.
    ///
    /// ```
    /// use exeat_value::{Decimal, Interval};
    ///
    /// let known = Interval::exactly(Decimal::ONE);
    /// let open = Interval::at_least(Decimal::HUNDRED);
    /// assert_eq!(known.add(&open), Some(Interval::at_least(Decimal::from(101u32))));
    /// assert_eq!(known.add(&Interval::exactly(Decimal::MAX)), None);
    /// ```
    #[must_use]
    pub fn add(&self, other: &Interval) -> Option<Interval> {
        // The ends of a contradiction must not be added: the sum might look
        // like knowledge.
        if self.is_empty() {
            return Some(*self);
        }
        if other.is_empty() {
            return Some(*other);
        }
        let sum = |one: Option<Bound>, two: Option<Bound>| match (one, two) {
            (Some(one), Some(two)) => {
                let value = one.value.checked_add(two.value)?;
                Some(Some(Bound {
                    value,
                    inclusive: one.inclusive && two.inclusive,
                }))
            }
            _ => Some(None),
        };
        Some(Interval {
            low: sum(self.low, other.low)?,
            high: sum(self.high, other.high)?,
        })
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.low {
            Some(Bound {
                value,
                inclusive: true,
            }) => write!(formatter, "[{value}, ")?,
            Some(Bound {
                value,
                inclusive: false,
            }) => write!(formatter, "({value}, ")?,
            None => formatter.write_str("(.., ")?,
        }
        match self.high {
            Some(Bound {
                value,
                inclusive: true,
            }) => write!(formatter, "{value}]"),
            Some(Bound {
                value,
                inclusive: false,
            }) => write!(formatter, "{value})"),
            None => formatter.write_str("..)"),
        }
    }
}

/// The text is not an interval.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{found} is not an interval: {fault}")]
pub struct IntervalError {
    found: Quoted,
    fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Fault {
    #[error("two ends in brackets were expected; write `[1, 2]`, or `[1, ..)` for one or more")]
    Shape,
    #[error("a missing end is never within; write `(..` and `..)`")]
    OpenEnd,
    #[error("no number is within; write the lower end first, as in `[1, 2]`")]
    Empty,
    #[error(transparent)]
    Value(#[from] DecimalError),
}

impl FromStr for Interval {
    type Err = IntervalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map_err(|fault| IntervalError {
            found: Quoted::new(text),
            fault,
        })
    }
}

fn parse(text: &str) -> Result<Interval, Fault> {
    let (low_inclusive, inner) = match (text.strip_prefix('['), text.strip_prefix('(')) {
        (Some(inner), _) => (true, inner),
        (_, Some(inner)) => (false, inner),
        _ => return Err(Fault::Shape),
    };
    let (high_inclusive, inner) = match (inner.strip_suffix(']'), inner.strip_suffix(')')) {
        (Some(inner), _) => (true, inner),
        (_, Some(inner)) => (false, inner),
        _ => return Err(Fault::Shape),
    };
    let (low, high) = inner.split_once(", ").ok_or(Fault::Shape)?;
    let bound = |end: &str, inclusive: bool| match end {
        ".." if inclusive => Err(Fault::OpenEnd),
        ".." => Ok(None),
        number => Ok(Some(Bound {
            value: number.parse()?,
            inclusive,
        })),
    };
    let interval = Interval {
        low: bound(low, low_inclusive)?,
        high: bound(high, high_inclusive)?,
    };
    if interval.is_empty() {
        Err(Fault::Empty)
    } else {
        Ok(interval)
    }
}

serde_as_text!(Interval, "an interval such as `[1, 2]`");
