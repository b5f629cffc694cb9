//! Why nothing was classified.

use thiserror::Error;

use crate::classify::TEXT_MAX;
use crate::read::TableError;

/// Why nothing was classified.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ClassifyError {
    /// The description is too long.
    #[error("the description has {length} characters; at most {TEXT_MAX} are read")]
    TooLong {
        /// How many it has.
        length: usize,
    },
    /// There is nothing to classify.
    #[error("there is nothing to classify: the description is empty")]
    Empty,
    /// The index of the texts cannot be searched.
    #[error("the texts of the entries cannot be searched: {what}; nothing was classified")]
    Search {
        /// What SQLite says.
        what: String,
    },
}

/// Why entries cannot be made ready.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadyError {
    /// A table of this crate does not fit the vocabulary; the tests read all.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The index of the texts cannot be made.
    #[error("the texts of the entries cannot be made ready to be searched: {what}")]
    Index {
        /// What SQLite says.
        what: String,
    },
}
