//! Why a command could not do what was asked.

use std::fmt::Display;
use std::io;
use std::path::Path;

use exeat_portfolio::in_words;

use crate::files;

/// Exit status: it was done, and nothing is wrong.
pub(crate) const DONE: u8 = 0;
/// Exit status: an input could not be read or is wrong, or a check of the law found something.
pub(crate) const WRONG: u8 = 1;
/// Exit status: the command itself was wrong.
pub(crate) const USAGE: u8 = 2;

/// What a command answers: the exit status, or why it stopped.
pub(crate) type Outcome = Result<u8, Failure>;

/// A message for the reader, with the exit status that goes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// [`WRONG`] or [`USAGE`].
    pub(crate) status: u8,
    /// What happened: lower case, no full stop, the reader's text in backticks.
    pub(crate) message: String,
    /// One line that could mend it.
    pub(crate) help: Option<String>,
}

impl Failure {
    /// An input could not be read or is wrong.
    pub(crate) fn wrong(message: impl Into<String>) -> Self {
        Self {
            status: WRONG,
            message: message.into(),
            help: None,
        }
    }

    /// The command itself was wrong.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            status: USAGE,
            ..Self::wrong(message)
        }
    }

    /// A file or folder could not be read or written.
    pub(crate) fn file(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::wrong(format!(
            "cannot {verb} `{}`: {}",
            files::name(path),
            in_words(error)
        ))
    }

    /// Adds the line that could mend it.
    #[must_use]
    pub(crate) fn with_help(mut self, help: impl Display) -> Self {
        self.help = Some(help.to_string());
        self
    }
}

impl From<exeat_portfolio::Failure> for Failure {
    fn from(failure: exeat_portfolio::Failure) -> Self {
        Self {
            status: WRONG,
            message: failure.message,
            help: failure.help,
        }
    }
}
