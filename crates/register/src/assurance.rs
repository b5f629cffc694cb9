//! Assurances: who assured whom of what, until when, with which statement behind it, and what leans on it.

use exeat_value::Day;
use serde::{Deserialize, Serialize};

use crate::error::{RegisterError, Result};

/// What kind of assurance it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssuranceKind {
    /// One government to another.
    Government,
    /// An end user to the exporter or an authority.
    EndUser,
}

impl AssuranceKind {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::EndUser => "end-user",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Government, Self::EndUser]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// The statement behind an assurance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AssuranceStatement {
    /// Who said that it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The paper, by its digest or its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
}

/// An assurance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assurance {
    /// Its name in the register.
    pub id: String,
    /// What kind it is.
    pub kind: AssuranceKind,
    /// Who gave it.
    pub by: String,
    /// To whom.
    pub to: String,
    /// Of what, in our own words.
    pub of: String,
    /// About which items or codes; none, about whatever the words cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The day on which it was given, or became known.
    pub given: Day,
    /// Its last day, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The statement behind it.
    #[serde(default)]
    pub statement: AssuranceStatement,
    /// Why it was taken back, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracted: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Assurance {
    /// Whether anything may lean on it on a day.
    #[must_use]
    pub fn holds(&self, on: Day) -> bool {
        self.retracted.is_none() && on >= self.given && self.until.is_none_or(|last| on <= last)
    }

    /// Whether it hangs together.
    pub(crate) fn check(&self) -> Result<()> {
        for (what, text) in [
            ("name", &self.id),
            ("giver", &self.by),
            ("receiver", &self.to),
            ("content", &self.of),
        ] {
            if text.trim().is_empty() {
                return Err(RegisterError::Wrong(format!(
                    "assurance `{}` has no {what}",
                    self.id
                )));
            }
        }
        if self.until.is_some_and(|last| last < self.given) {
            return Err(RegisterError::Wrong(format!(
                "assurance `{}` ends before it was given",
                self.id
            )));
        }
        Ok(())
    }
}

/// That a shipment leans on an assurance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reliance {
    /// The assurance.
    pub assurance: String,
    /// The shipment.
    pub shipment: String,
    /// For which fact or question.
    pub why: String,
}

/// An assurance with what leans on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssuranceView {
    /// The assurance.
    pub assurance: Assurance,
    /// Whether it holds on the day that was asked about.
    pub holds: bool,
    /// What leans on it.
    pub reliances: Vec<Reliance>,
}
