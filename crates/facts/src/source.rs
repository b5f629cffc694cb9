//! Sources and what they state.

use exeat_value::Day;

/// The place of a source in [`Case::sources`](crate::Case::sources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceIndex(pub usize);

/// A document, a report or a person that states something about the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name by which the case refers to it: `dawn-2025-10-06`.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// When it was published.
    pub date: Option<Day>,
    /// Its title.
    pub title: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// What it goes back to: the id of another source, or the name of an event
    /// such as a briefing. Sources with the same origin count once.
    pub origin: Option<String>,
}

impl Source {
    /// A source with its id and outlet; the rest is filled in as known.
    pub fn new(id: impl Into<String>, outlet: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            outlet: outlet.into(),
            date: None,
            title: None,
            url: None,
            origin: None,
        }
    }

    /// What the source goes back to in the end: its origin, or itself.
    ///
    /// Five newspapers that report one briefing are one witness, not five.
    pub fn first_origin(&self) -> &str {
        self.origin.as_deref().unwrap_or(&self.id)
    }
}

/// What a source does with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
}

impl Stance {
    /// `asserts` or `denies`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Denies => "denies",
        }
    }
}

/// One source that asserts or denies one value.
///
/// A denial by an interested party is a statement like any other; it deletes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whether it asserts or denies.
    pub stance: Stance,
    /// Which source.
    pub source: SourceIndex,
    /// Who says it there, when the source reports another's words.
    pub speaker: Option<String>,
    /// A remark for readers, in our own words.
    pub note: Option<String>,
}

impl Statement {
    /// A source that asserts a value.
    pub fn asserts(source: SourceIndex) -> Self {
        Self {
            stance: Stance::Asserts,
            source,
            speaker: None,
            note: None,
        }
    }

    /// A source that denies a value.
    pub fn denies(source: SourceIndex) -> Self {
        Self {
            stance: Stance::Denies,
            ..Self::asserts(source)
        }
    }
}
