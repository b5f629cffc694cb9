//! The six verdicts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::ExpectedVerdict;

/// What may be said of a line under a jurisdiction's law. The order is from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The jurisdiction's law does not reach the transaction.
    NotReached,
    /// Every rule in scope is false, or an exception frees it.
    NoLicenceRequired,
    /// A licence exception or general licence covers it.
    ExceptionAvailable,
    /// A licence is required.
    LicenceRequired,
    /// The facts, or the law, leave more than one verdict possible.
    Undetermined,
    /// May not leave.
    Prohibited,
}

impl Verdict {
    /// All verdicts, best first.
    pub const ALL: [Self; 6] = [
        Self::NotReached,
        Self::NoLicenceRequired,
        Self::ExceptionAvailable,
        Self::LicenceRequired,
        Self::Undetermined,
        Self::Prohibited,
    ];

    /// The word in JSON and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotReached => "not_reached",
            Self::NoLicenceRequired => "no_licence_required",
            Self::ExceptionAvailable => "exception_available",
            Self::LicenceRequired => "licence_required",
            Self::Undetermined => "undetermined",
            Self::Prohibited => "prohibited",
        }
    }

    /// Whether the thing may leave under it without asking anybody.
    #[must_use]
    pub fn is_free(self) -> bool {
        matches!(self, Self::NotReached | Self::NoLicenceRequired)
    }

    /// The exit status of `exeat check` for this overall verdict.
    #[must_use]
    pub fn exit_status(self) -> u8 {
        match self {
            Self::NotReached | Self::NoLicenceRequired | Self::ExceptionAvailable => 0,
            Self::LicenceRequired => 3,
            Self::Prohibited => 4,
            Self::Undetermined => 5,
        }
    }

    /// The number that stands for it in a decision diagram.
    #[must_use]
    pub const fn terminal(self) -> u8 {
        match self {
            Self::NotReached => 0,
            Self::NoLicenceRequired => 1,
            Self::ExceptionAvailable => 2,
            Self::LicenceRequired => 3,
            Self::Undetermined => 4,
            Self::Prohibited => 5,
        }
    }

    /// The verdict of a set of possible ones: one if they agree, `undetermined` otherwise. That the law does not
    /// reach the transaction and that it reaches it but asks for nothing are the same answer to "may it leave?".
    #[must_use]
    pub fn agreed(possible: &[Self]) -> Self {
        match possible {
            [] => Self::Undetermined,
            [one] => *one,
            several if several.iter().all(|one| one.is_free()) => Self::NoLicenceRequired,
            _ => Self::Undetermined,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is no verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictError(String);

impl fmt::Display for VerdictError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no verdict: expected one of ", self.0)?;
        for (index, verdict) in Verdict::ALL.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            f.write_str(verdict.word())?;
        }
        Ok(())
    }
}

impl std::error::Error for VerdictError {}

impl FromStr for Verdict {
    type Err = VerdictError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.word() == text)
            .ok_or_else(|| VerdictError(text.to_owned()))
    }
}

impl From<ExpectedVerdict> for Verdict {
    fn from(expected: ExpectedVerdict) -> Self {
        match expected {
            ExpectedVerdict::Prohibited => Self::Prohibited,
            ExpectedVerdict::Undetermined => Self::Undetermined,
            ExpectedVerdict::LicenceRequired => Self::LicenceRequired,
            ExpectedVerdict::ExceptionAvailable => Self::ExceptionAvailable,
            ExpectedVerdict::NoLicenceRequired => Self::NoLicenceRequired,
            ExpectedVerdict::NotReached => Self::NotReached,
        }
    }
}
