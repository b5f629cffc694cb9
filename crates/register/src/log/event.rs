//! One event of the log.

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::database::Row;
use crate::error::{RegisterError, Result};

/// What stands for the hash of the event before the first.
pub const START: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One event. As one line of JSON with these keys in this order and no blanks, it is what is hashed, so that anybody
/// can check the chain with nothing but SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Who did it.
    pub actor: String,
    /// The digest of the object after it: of the new version, or of the ledger's entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The instant of writing.
    pub at: String,
    /// The digest of the object before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// A remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What it was done to, such as `licence/26AC000123`.
    pub object: String,
    /// The hash of the event before.
    pub previous: String,
    /// Its place, from 1.
    pub sequence: i64,
    /// What was done.
    pub verb: String,
}

/// The columns of an event, in the order in which [`Event::of`] reads them.
pub(crate) const COLUMNS: &str =
    "sequence, previous, at, actor, verb, object, before, after, note, hash";

impl Event {
    /// The event as the line that is hashed.
    ///
    /// # Errors
    /// None in practice: every event can be written.
    pub fn line(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|error| RegisterError::Wrong(format!("cannot be written down: {error}")))
    }

    /// The hash of the line.
    ///
    /// # Errors
    /// As [`Event::line`].
    pub fn hash(&self) -> Result<String> {
        Ok(canonical::digest(&self.line()?))
    }

    /// An event and its hash as stored.
    pub(crate) fn of(mut row: Row) -> Result<(Self, String)> {
        let sequence = row.integer()?;
        let event = Self {
            sequence,
            previous: row.text()?,
            at: row.text()?,
            actor: row.text()?,
            verb: row.text()?,
            object: row.text()?,
            before: row.optional_text()?,
            after: row.optional_text()?,
            note: row.optional_text()?,
        };
        Ok((event, row.text()?))
    }
}
