//! The ways in which law compares a figure with a threshold.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::text::{Quoted, serde_as_text};

/// How a figure is held against a threshold.
///
/// ```
/// use exeat_value::{Comparison, Decimal};
///
/// let share: Decimal = "0.1".parse()?;
/// let threshold: Decimal = "0.10".parse()?;
/// assert!(Comparison::AtLeast.holds(share.cmp(&threshold)));
/// assert!(!Comparison::MoreThan.holds(share.cmp(&threshold)));
/// # Ok::<(), exeat_value::DecimalError>(())
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
pub enum Comparison {
    /// The threshold or more.
    AtLeast,
    /// The threshold or less.
    AtMost,
    /// Less than the threshold.
    LessThan,
    /// More than the threshold.
    MoreThan,
    /// The threshold itself.
    Equal,
}

impl Comparison {
    /// All comparisons, in the order in which they are declared.
    pub const ALL: [Comparison; 5] = [
        Self::AtLeast,
        Self::AtMost,
        Self::LessThan,
        Self::MoreThan,
        Self::Equal,
    ];

    /// Whether a figure that stands to the threshold as `ordering` says passes
    /// the comparison.
    #[must_use]
    pub const fn holds(self, ordering: Ordering) -> bool {
        match self {
            Comparison::AtLeast => ordering.is_ge(),
            Comparison::AtMost => ordering.is_le(),
            Comparison::LessThan => ordering.is_lt(),
            Comparison::MoreThan => ordering.is_gt(),
            Comparison::Equal => ordering.is_eq(),
        }
    }

    /// The words of the comparison, as the rulebook language writes them.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Comparison::AtLeast => "at least",
            Comparison::AtMost => "at most",
            Comparison::LessThan => "less than",
            Comparison::MoreThan => "more than",
            Comparison::Equal => "exactly",
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.words())
    }
}

/// The text is not a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{found} is not a comparison; write `at least`, `at most`, `less than`, `more than` or `exactly`"
)]
pub struct ComparisonError {
    found: Quoted,
}

impl FromStr for Comparison {
    type Err = ComparisonError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|comparison| comparison.words() == text)
            .ok_or_else(|| ComparisonError {
                found: Quoted::new(text),
            })
    }
}

serde_as_text!(Comparison, "a comparison such as `at least`");
