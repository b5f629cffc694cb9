//! One entry of the ledger.

use exeat_value::{Day, Decimal};
use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::database::Row;
use crate::error::{RegisterError, Result};

/// What an entry does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryKind {
    /// A declaration is lodged: nobody else may use this.
    Reserve,
    /// Customs have released the goods.
    Draw,
    /// The declaration is cancelled: it may be used again.
    Release,
    /// What the ledger said before was wrong; the amounts may be below nought.
    Correct,
}

impl EntryKind {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Reserve => "reserve",
            Self::Draw => "draw",
            Self::Release => "release",
            Self::Correct => "correct",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "reserve" => Some(Self::Reserve),
            "draw" => Some(Self::Draw),
            "release" => Some(Self::Release),
            "correct" => Some(Self::Correct),
            _ => None,
        }
    }
}

/// An entry of the ledger. It is never changed; a mistake is mended by another entry.
// The keys stand in alphabetical order, so that serde writes them canonically.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The day.
    pub day: Day,
    /// The customs declaration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declaration: Option<String>,
    /// What it does.
    pub kind: EntryKind,
    /// The licence, as the register keeps it.
    pub licence: String,
    /// The line of the licence.
    pub line: u32,
    /// Whether its shipment, declaration and cause were purged.
    #[serde(default, skip_serializing_if = "is_false")]
    pub purged: bool,
    /// How much, in the unit of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Decimal>,
    /// The reservation that is drawn or released.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<i64>,
    /// The place in the log, which is also the entry's number.
    pub sequence: i64,
    /// The shipment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipment: Option<String>,
    /// How much money, in the currency of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Decimal>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// The columns of an entry, in the order in which [`Entry::of`] reads them.
pub(crate) const COLUMNS: &str = "licence, sequence, line, kind, reservation, day, quantity, value, shipment, declaration, cause, purged, hash";

impl Entry {
    /// The digest of what it says.
    pub(crate) fn digest(&self) -> Result<String> {
        let text = serde_json::to_string(self)
            .map_err(|error| RegisterError::Wrong(format!("cannot be written down: {error}")))?;
        Ok(canonical::digest(&text))
    }

    /// An entry and its digest as stored.
    pub(crate) fn of(mut row: Row) -> Result<(Self, String)> {
        let licence = row.text()?;
        let sequence = row.integer()?;
        let line = row.integer()?;
        let kind = row.text()?;
        let reservation = row.optional_integer()?;
        let day = row.text()?;
        let quantity = row.optional_text()?;
        let value = row.optional_text()?;
        let entry = Self {
            licence,
            sequence,
            line: u32::try_from(line).map_err(|_| damaged(sequence))?,
            kind: EntryKind::named(&kind).ok_or_else(|| damaged(sequence))?,
            reservation,
            day: day.parse().map_err(|_| damaged(sequence))?,
            quantity: decimal(quantity, sequence)?,
            value: decimal(value, sequence)?,
            shipment: row.optional_text()?,
            declaration: row.optional_text()?,
            cause: row.optional_text()?,
            purged: row.integer()? != 0,
        };
        Ok((entry, row.text()?))
    }
}

/// An entry that cannot be read.
pub(crate) fn damaged(sequence: i64) -> RegisterError {
    RegisterError::Damaged(format!("entry {sequence} of the ledger cannot be read"))
}

fn decimal(text: Option<String>, sequence: i64) -> Result<Option<Decimal>> {
    text.map(|text| text.parse().map_err(|_| damaged(sequence)))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_written_canonically() {
        let entry = Entry {
            cause: Some("because".to_owned()),
            day: Day::new(2026, 11, 22).expect("a day"),
            declaration: Some("D".to_owned()),
            kind: EntryKind::Draw,
            licence: "L".to_owned(),
            line: 1,
            purged: true,
            quantity: Some(Decimal::ONE),
            reservation: Some(7),
            sequence: 8,
            shipment: Some("S".to_owned()),
            value: Some(Decimal::HUNDRED),
        };
        let text = serde_json::to_string(&entry).expect("text");
        assert_eq!(text, canonical::text(&entry).expect("text"));
    }
}
