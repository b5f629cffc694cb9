//! How often the right entry is found first, counted on descriptions with known answers.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use crate::classify::{Classifier, is_of};
use crate::outcome::InJurisdiction;

/// What stands for “no entry takes the goods in”.
pub const NONE: &str = "none";

/// Why a set of descriptions cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct SetError(String);

/// Descriptions with the entries to which they belong.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestSet {
    /// The version of the form; 1.
    pub format: u32,
    /// The descriptions.
    pub description: Vec<Described>,
}

/// A description, and the right entry of each list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Described {
    /// The description.
    pub words: String,
    /// Whether nothing may be tuned on it.
    #[serde(default)]
    pub held_out: bool,
    /// The right entry, or the right ones, by jurisdiction; `none` where there is none.
    pub expect: BTreeMap<String, OneOrMore>,
}

/// One number, or several that are equally right.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl OneOrMore {
    /// The numbers.
    #[must_use]
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

impl TestSet {
    /// Reads a set.
    ///
    /// # Errors
    /// It is no TOML of this form.
    pub fn parse(text: &str) -> Result<Self, SetError> {
        let set: Self = toml::from_str(text).map_err(|error| SetError(error.to_string()))?;
        if set.format == 1 {
            Ok(set)
        } else {
            Err(SetError(format!(
                "format {} is not known; write `format = 1`",
                set.format
            )))
        }
    }
}

/// How often the right entry came first, and among the first three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Answers that were looked for.
    pub asked: usize,
    /// Those that came first.
    pub first: usize,
    /// Those among the first three.
    pub among_three: usize,
}

impl Score {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.first += other.first;
        self.among_three += other.among_three;
    }

    /// Thousandths of the answers that came first, and that were among three; nothing where nothing was asked.
    #[must_use]
    pub fn thousandths(&self) -> Option<(usize, usize)> {
        let of = |part: usize| part.checked_mul(1_000)?.checked_div(self.asked);
        Some((of(self.first)?, of(self.among_three)?))
    }
}

/// A description whose right entry did not come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The description.
    pub words: String,
    /// Whether it is held out.
    pub held_out: bool,
    /// The jurisdiction.
    pub jurisdiction: String,
    /// What was right.
    pub expected: Vec<String>,
    /// What came, best first, `none` where the candidates end.
    pub found: Vec<String>,
    /// Whether the right one was among the first three.
    pub among_three: bool,
}

/// What a set gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Accuracy {
    /// By jurisdiction, and whether held out.
    pub scores: BTreeMap<(String, bool), Score>,
    /// What did not come first.
    pub misses: Vec<Miss>,
    /// Descriptions that could not be classified.
    pub refused: Vec<String>,
    /// Answers that were not looked for, since the rulebooks hold no such jurisdiction.
    pub not_asked: usize,
}

impl Accuracy {
    /// The sum over jurisdictions, of those held out or of the others.
    #[must_use]
    pub fn sum(&self, held_out: bool) -> Score {
        let mut sum = Score::default();
        for ((_, out), score) in &self.scores {
            if *out == held_out {
                sum.add(*score);
            }
        }
        sum
    }
}

/// Classifies every description and counts.
#[must_use]
pub fn measure(classifier: &Classifier, set: &TestSet) -> Accuracy {
    let mut accuracy = Accuracy::default();
    for described in &set.description {
        let Ok(found) = classifier.words(&described.words) else {
            accuracy.refused.push(described.words.clone());
            continue;
        };
        for (code, expected) in &described.expect {
            let own = found
                .jurisdictions
                .iter()
                .find(|one| one.jurisdiction == *code);
            let Some(own) = own else {
                accuracy.not_asked += 1;
                continue;
            };
            let ranking = ranking(own);
            let place = ranking
                .iter()
                .position(|found| expected.all().iter().any(|right| found.is_right(right)));
            let score = accuracy
                .scores
                .entry((code.clone(), described.held_out))
                .or_default();
            score.add(Score {
                asked: 1,
                first: usize::from(place == Some(0)),
                among_three: usize::from(place.is_some_and(|place| place < 3)),
            });
            if place != Some(0) {
                accuracy.misses.push(Miss {
                    words: described.words.clone(),
                    held_out: described.held_out,
                    jurisdiction: code.clone(),
                    expected: expected.all().to_vec(),
                    found: ranking.into_iter().take(3).map(|one| one.code).collect(),
                    among_three: place.is_some_and(|place| place < 3),
                });
            }
        }
    }
    accuracy
}

/// A number that was found.
struct Found {
    code: String,
    /// Whether only its title is held, so that its paragraphs cannot be told apart.
    title_alone: bool,
}

impl Found {
    /// A number takes its paragraphs with it. One that is held by its title alone is right where a paragraph of it is.
    fn is_right(&self, right: &str) -> bool {
        if right == NONE || self.code == NONE {
            return right == self.code;
        }
        is_of(&self.code, right) || (self.title_alone && is_of(right, &self.code))
    }
}

/// The numbers to which an item may belong, best first, and then that it belongs to none.
fn ranking(found: &InJurisdiction) -> Vec<Found> {
    let none = Found {
        code: NONE.to_owned(),
        title_alone: false,
    };
    found
        .candidates
        .iter()
        .filter(|one| one.standing.is_candidate())
        .map(|one| Found {
            code: one.code.clone(),
            title_alone: one.instrument.is_none(),
        })
        .chain([none])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_right_for_its_paragraphs_and_an_entry_only_for_itself() {
        let found = |code: &str, title_alone| Found {
            code: code.to_owned(),
            title_alone,
        };
        assert!(found("3A201", true).is_right("3A201.a"));
        assert!(!found("3A201", true).is_right("3A2"));
        assert!(!found("3A201", true).is_right("3A202"));
        assert!(!found("1C117", false).is_right("1C117.c"));
        assert!(found("1C117.c", false).is_right("1C117"));
        assert!(!found("3A201", true).is_right(NONE));
        assert!(found(NONE, false).is_right(NONE));
    }
}
