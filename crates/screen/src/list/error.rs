//! Why a file was refused, and where.

use std::fmt;

/// A file was refused. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The file's name.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// What is wrong there.
    pub problem: String,
    /// What was expected, or what could mend it.
    pub expected: String,
}

/// Where in a file something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A byte, counted from 0.
    Byte(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line) => write!(f, ", line {line}"),
            Self::Byte(byte) => write!(f, ", byte {byte}"),
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`{}: {}", self.file, self.place, self.problem)
    }
}

impl std::error::Error for ReadError {}

/// A fault before anybody knows in which file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) place: Place,
    pub(crate) problem: String,
    pub(crate) expected: String,
}

impl Fault {
    pub(crate) fn new(
        place: Place,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            place,
            problem: problem.into(),
            expected: expected.into(),
        }
    }

    pub(crate) fn whole(problem: impl Into<String>, expected: impl Into<String>) -> Self {
        Self::new(Place::Whole, problem, expected)
    }

    pub(crate) fn in_file(self, file: &str) -> ReadError {
        ReadError {
            file: file.to_owned(),
            place: self.place,
            problem: self.problem,
            expected: self.expected,
        }
    }
}

/// The input itself failed, or a limit of [`Limits`](super::Limits) was met while reading it.
pub(crate) fn input(place: Place, error: &std::io::Error) -> Fault {
    Fault::new(
        place,
        format!("cannot be read on: {error}"),
        "a file that can be read to its end",
    )
}
