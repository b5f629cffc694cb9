//! Three-valued truth, and why a value is not known.

use std::fmt;
use std::ops::{BitAnd, BitOr, Not};
use std::str::FromStr;

use thiserror::Error;

use crate::text::{Quoted, serde_as_text};

/// Yes, no, or not known.
///
/// The connectives are Kleene's strong ones (S. C. Kleene, *Introduction to
/// Metamathematics*, 1952, §64): a connective answers as soon as the known
/// part settles it. They never take back an answer when an unknown becomes
/// known. In the order `False < Unknown < True`, *and* is the lesser of two
/// values, *or* the greater, and *not* turns the order round.
///
/// ```
/// use exeat_value::Truth;
///
/// assert_eq!(Truth::False & Truth::Unknown, Truth::False);
/// assert_eq!(Truth::True & Truth::Unknown, Truth::Unknown);
/// assert_eq!(Truth::True | Truth::Unknown, Truth::True);
/// assert_eq!(!Truth::Unknown, Truth::Unknown);
/// ```
///
/// What is not known stays so, even where every completion would agree:
///
/// ```
/// use exeat_value::Truth;
///
/// let listed = Truth::Unknown;
/// assert_eq!(listed | !listed, Truth::Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// Certainly not.
    False,
    /// Not known; never read it as either of the others.
    Unknown,
    /// Certainly.
    True,
}

impl Truth {
    /// Whether all of the values hold. True of none at all.
    ///
    /// ```
    /// use exeat_value::Truth;
    ///
    /// assert_eq!(Truth::all([Truth::True, Truth::Unknown]), Truth::Unknown);
    /// assert_eq!(Truth::all([Truth::Unknown, Truth::False]), Truth::False);
    /// assert_eq!(Truth::all([]), Truth::True);
    /// ```
    pub fn all(values: impl IntoIterator<Item = Truth>) -> Truth {
        let mut answer = Truth::True;
        for value in values {
            answer = answer & value;
            if answer == Truth::False {
                break;
            }
        }
        answer
    }

    /// Whether any of the values holds. False of none at all.
    ///
    /// ```
    /// use exeat_value::Truth;
    ///
    /// assert_eq!(Truth::any([Truth::False, Truth::Unknown]), Truth::Unknown);
    /// assert_eq!(Truth::any([Truth::Unknown, Truth::True]), Truth::True);
    /// assert_eq!(Truth::any([]), Truth::False);
    /// ```
    pub fn any(values: impl IntoIterator<Item = Truth>) -> Truth {
        let mut answer = Truth::False;
        for value in values {
            answer = answer | value;
            if answer == Truth::True {
                break;
            }
        }
        answer
    }

    /// Whether this is certainly so.
    #[must_use]
    pub const fn is_true(self) -> bool {
        matches!(self, Truth::True)
    }

    /// Whether this is certainly not so. Not the opposite of
    /// [`is_true`](Truth::is_true): an unknown is neither.
    #[must_use]
    pub const fn is_false(self) -> bool {
        matches!(self, Truth::False)
    }

    /// Whether this cannot be told yet.
    #[must_use]
    pub const fn is_unknown(self) -> bool {
        matches!(self, Truth::Unknown)
    }

    /// The two-valued answer, if there is one.
    #[must_use]
    pub const fn as_bool(self) -> Option<bool> {
        match self {
            Truth::False => Some(false),
            Truth::Unknown => None,
            Truth::True => Some(true),
        }
    }

    /// Whether `other` may still become what this is: an unknown may become
    /// anything, and a known value only itself.
    ///
    /// ```
    /// use exeat_value::Truth;
    ///
    /// assert!(Truth::True.refines(Truth::Unknown));
    /// assert!(!Truth::True.refines(Truth::False));
    /// ```
    #[must_use]
    pub fn refines(self, other: Truth) -> bool {
        other == Truth::Unknown || self == other
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Truth::True } else { Truth::False }
    }
}

impl BitAnd for Truth {
    type Output = Truth;

    fn bitand(self, other: Truth) -> Truth {
        self.min(other)
    }
}

impl BitOr for Truth {
    type Output = Truth;

    fn bitor(self, other: Truth) -> Truth {
        self.max(other)
    }
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Truth::False => "false",
            Truth::Unknown => "unknown",
            Truth::True => "true",
        })
    }
}

/// The text is not one of the three truth values.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{found} is not a truth value; write `true`, `false` or `unknown`")]
pub struct TruthError {
    found: Quoted,
}

impl FromStr for Truth {
    type Err = TruthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "false" => Ok(Truth::False),
            "unknown" => Ok(Truth::Unknown),
            "true" => Ok(Truth::True),
            _ => Err(TruthError {
                found: Quoted::new(text),
            }),
        }
    }
}

serde_as_text!(Truth, "`true`, `false` or `unknown`");

/// Why a fact is not known.
///
/// Its text form is the name in a file (`not-asked`); its `Display` is the
/// phrase for people.
///
/// ```
/// use exeat_value::UnknownReason;
///
/// let reason: UnknownReason = "not-answerable".parse()?;
/// assert_eq!(reason.to_string(), "cannot be answered");
/// assert_eq!(reason.name(), "not-answerable");
/// # Ok::<(), exeat_value::UnknownReasonError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnknownReason {
    /// Nobody has been asked yet.
    NotAsked,
    /// It was asked, and whoever was asked cannot tell.
    NotAnswerable,
    /// Whoever knows will not say.
    Withheld,
}

impl UnknownReason {
    /// All reasons, in the order in which they are declared.
    pub const ALL: [UnknownReason; 3] = [Self::NotAsked, Self::NotAnswerable, Self::Withheld];

    /// The name as files write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            UnknownReason::NotAsked => "not-asked",
            UnknownReason::NotAnswerable => "not-answerable",
            UnknownReason::Withheld => "withheld",
        }
    }
}

impl fmt::Display for UnknownReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            UnknownReason::NotAsked => "not asked yet",
            UnknownReason::NotAnswerable => "cannot be answered",
            UnknownReason::Withheld => "withheld",
        })
    }
}

/// The text is not a reason for not knowing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{found} is not a reason for not knowing; write `not-asked`, `not-answerable` or `withheld`"
)]
pub struct UnknownReasonError {
    found: Quoted,
}

impl FromStr for UnknownReason {
    type Err = UnknownReasonError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.name() == text)
            .ok_or_else(|| UnknownReasonError {
                found: Quoted::new(text),
            })
    }
}

impl serde::Serialize for UnknownReason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for UnknownReason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
