//! Why a table could not be read, decided or written.

use std::fmt::Display;
use std::io;
use std::path::Path;

/// A message for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What happened: lower case, no full stop, the reader's text in backticks.
    pub message: String,
    /// One line that could mend it.
    pub help: Option<String>,
}

impl Failure {
    /// An input could not be read or is wrong.
    pub fn wrong(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// A file or folder could not be read or written.
    pub fn file(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::wrong(format!(
            "cannot {verb} `{}`: {}",
            path.display(),
            in_words(error)
        ))
    }

    /// Adds the line that could mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Display) -> Self {
        self.help = Some(help.to_string());
        self
    }
}

/// An error of the operating system without its number and capital.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "it is not a folder".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}
