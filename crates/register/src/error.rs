//! Why the register did not do what was asked.

use thiserror::Error;

/// Why the register did not do what was asked. Nothing was written then, but for what [`RegisterError::InDoubt`] says.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// A rule of the register stands against it.
    #[error("{0}")]
    Refused(Refusal),
    /// There is no such thing.
    #[error("there is no {what} `{id}`")]
    NotFound {
        /// What kind of thing, such as `licence`.
        what: &'static str,
        /// How it was called.
        id: String,
    },
    /// What was given cannot be read or contradicts itself.
    #[error("{0}")]
    Wrong(String),
    /// Others were writing for so long that we gave up.
    #[error("the register is busy: others have been writing for too long")]
    Busy,
    /// There is no room left.
    #[error("the register's disk is full: nothing was written, and nothing is lost")]
    Full,
    /// It may be read and not written.
    #[error("the register can be read and not written: its file, folder or server is read-only")]
    ReadOnly,
    /// Its file cannot be opened to write.
    #[error(
        "the register cannot be opened: its folder is not there, or nothing may be written there"
    )]
    CannotOpen,
    /// The server of its database does not answer, or the connection to it was lost.
    #[error("the server of the register cannot be reached: {0}")]
    Unreachable(String),
    /// The connection was lost while the server was keeping what was written, and it does not answer since. This is the
    /// one error after which it may have been written.
    #[error(
        "the connection was lost while this was being kept, so that it may have been written or not: {0}"
    )]
    InDoubt(String),
    /// The server of its database may be another than it says, or cannot be talked to in private.
    #[error("{0}")]
    Untrusted(String),
    /// What is stored is not what the register wrote.
    #[error("the register is damaged: {0}")]
    Damaged(String),
    /// The database failed in another way.
    #[error("the database failed: {0}")]
    Storage(String),
}

/// A rule of the register that stands against what was asked, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Refusal {
    /// The rule, such as `over-use`. Programs may rely on it.
    pub rule: &'static str,
    /// What happened: lower case, no full stop.
    pub message: String,
    /// One line that could mend it.
    pub help: Option<String>,
}

impl RegisterError {
    /// A rule stands against it.
    pub(crate) fn refused(rule: &'static str, message: impl Into<String>) -> Self {
        Self::Refused(Refusal {
            rule,
            message: message.into(),
            help: None,
        })
    }

    /// The same with a line that could mend it.
    #[must_use]
    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(Refusal {
                help: Some(help.into()),
                ..refusal
            }),
            other => other,
        }
    }

    /// The rule that stands against it, where one does.
    #[must_use]
    pub fn rule(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => Some(refusal.rule),
            _ => None,
        }
    }

    /// One line that could mend it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.help.as_deref(),
            Self::Busy => Some("try again; nothing was written"),
            Self::Full => Some("make room and try again"),
            Self::Unreachable(_) => Some("nothing was written; try again when the server runs"),
            Self::InDoubt(_) => {
                Some("when the server runs, `exeat audit show` says whether it is there")
            }
            Self::Untrusted(_) => Some(
                "name the authority that signed its certificate with `sslrootcert=FILE` in the address, and the server as its certificate does",
            ),
            Self::ReadOnly | Self::CannotOpen => {
                Some("give the user who runs this leave to write there")
            }
            _ => None,
        }
    }
}

/// What the register answers.
pub type Result<T> = std::result::Result<T, RegisterError>;
