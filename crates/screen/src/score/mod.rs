//! How alike two names are, and why.
//!
//! A score is a whole number of ten-thousandths, so that it is the same on every machine. The
//! words of two names are paired ([`align`]), what the pairs cost and what is left over is judged
//! by what the words are ([`judge`]), and what else is known about the two parties moves the score
//! ([`evidence`]).

pub(crate) mod align;
pub(crate) mod evidence;
pub(crate) mod judge;
pub(crate) mod letters;
pub(crate) mod middle;
pub(crate) mod ofac;
pub(crate) mod pair;

use std::fmt;

use serde::{Deserialize, Serialize};

/// The version of the rules by which names are normalised, found and scored. It changes whenever
/// any score may change, and every result names it.
pub const ALGORITHM: &str = "exeat-names-6";

/// What a party is, as far as the comparison of names cares.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A natural person.
    Person,
    /// A company, an agency, a group.
    Organisation,
    /// A ship or an aircraft.
    Vessel,
    /// Not known.
    #[default]
    Unknown,
}

/// How a pair of names is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// For telling whether two records are one party: numbers, initials and legal forms have to
    /// agree, and a misspelling costs more.
    Strict,
    /// For finding who may be listed.
    #[default]
    Balanced,
    /// Close to what OFAC's public search shows.
    Ofac,
}

/// How alike two parties are: from 0 to 10,000 ten-thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// Not alike at all.
    pub const NONE: Self = Self(0);
    /// The same, without any doubt left.
    pub const FULL: Self = Self(10_000);
    /// From here on two names that are compared count as one party's.
    pub const MATCH: Self = Self(7_000);
    /// From here on a name found among very many is worth a person's look. It lies above
    /// [`Score::MATCH`], because among a hundred thousand names some are always a little alike.
    pub const ALERT: Self = Self(8_250);

    /// A score of so many ten-thousandths; what is above 10,000 is 10,000.
    pub fn of(ten_thousandths: u32) -> Self {
        Self(u16::try_from(ten_thousandths.min(10_000)).unwrap_or(10_000))
    }

    /// The score in ten-thousandths.
    pub fn ten_thousandths(self) -> u32 {
        u32::from(self.0)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:04}", self.0 / 10_000, self.0 % 10_000)
    }
}

impl std::str::FromStr for Score {
    type Err = ScoreError;

    /// Reads `0.85`, `.85`, `1` and the like, with at most four digits behind the point.
    fn from_str(text: &str) -> Result<Self, ScoreError> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if part.len() > 4 || !digits(whole) || !digits(part) || whole.len() + part.len() == 0 {
            return Err(ScoreError);
        }
        let whole: u32 = if whole.is_empty() {
            0
        } else {
            whole.parse().map_err(|_| ScoreError)?
        };
        let part: u32 = format!("{part:0<4}").parse().map_err(|_| ScoreError)?;
        let score = whole.saturating_mul(10_000).saturating_add(part);
        if score > 10_000 {
            Err(ScoreError)
        } else {
            Ok(Self::of(score))
        }
    }
}

impl Serialize for Score {
    /// As a number with four digits behind the point.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: serde_json::Number = self
            .to_string()
            .parse()
            .map_err(serde::ser::Error::custom)?;
        number.serialize(serializer)
    }
}

/// A text that is no score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreError;

impl fmt::Display for ScoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "a score is a number from 0 to 1 with at most four digits behind the point, such as `0.85`",
        )
    }
}

impl std::error::Error for ScoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_and_written() {
        for (text, score) in [
            ("0.85", 8500),
            ("1", 10_000),
            (".7", 7000),
            ("0.1234", 1234),
            ("0", 0),
        ] {
            assert_eq!(text.parse(), Ok(Score::of(score)), "{text}");
        }
        for text in ["", ".", "1.1", "-1", "0.12345", "x"] {
            assert_eq!(text.parse::<Score>(), Err(ScoreError), "{text}");
        }
        assert_eq!(Score::of(8500).to_string(), "0.8500");
    }
}
