//! Reading what is stored.

use serde::de::DeserializeOwned;

use crate::database::{Cell, Database};
use crate::error::{RegisterError, Result};
use crate::ledger::{ENTRY_COLUMNS, Entry};
use crate::licence::Licence;
use crate::writing::start;

/// The number and hash of the last event.
pub(crate) fn last(database: &mut Database) -> Result<(i64, String)> {
    match database.row(
        "SELECT sequence, hash FROM event ORDER BY sequence DESC LIMIT 1",
        &[],
    )? {
        Some(mut row) => Ok((row.integer()?, row.text()?)),
        None => Ok(start()),
    }
}

/// Whether the log holds this event.
pub(crate) fn holds(database: &mut Database, event: &(i64, String)) -> Result<bool> {
    let row = database.row(
        "SELECT hash FROM event WHERE sequence = $1",
        &[event.0.into()],
    )?;
    match row {
        Some(mut row) => Ok(row.text()? == event.1),
        None => Ok(false),
    }
}

fn body<T: DeserializeOwned>(kind: &str, id: &str, text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| RegisterError::Damaged(format!("{kind} `{id}` cannot be read: {error}")))
}

/// The latest version of something: what it says, its number and its digest. None where there is none, or where it was
/// purged.
pub(crate) fn latest<T: DeserializeOwned>(
    database: &mut Database,
    kind: &str,
    id: &str,
) -> Result<Option<(T, i64, String)>> {
    let row = database.row(
        "SELECT body, number, hash FROM version WHERE kind = $1 AND id = $2 ORDER BY number DESC LIMIT 1",
        &[kind.into(), id.into()],
    )?;
    let Some(mut row) = row else { return Ok(None) };
    let Some(text) = row.optional_text()? else {
        return Ok(None);
    };
    Ok(Some((body(kind, id, &text)?, row.integer()?, row.text()?)))
}

/// The latest versions of everything of a kind, by name.
pub(crate) fn all<T: DeserializeOwned>(database: &mut Database, kind: &str) -> Result<Vec<T>> {
    let mut found = Vec::new();
    database.each(
        "SELECT id, body FROM version AS one WHERE kind = $1 AND body IS NOT NULL AND number = \
         (SELECT MAX(number) FROM version AS other WHERE other.kind = one.kind AND other.id = one.id) ORDER BY id",
        &[kind.into()],
        &mut |mut row| {
            let id = row.text()?;
            found.push(body(kind, &id, &row.text()?)?);
            Ok(())
        },
    )?;
    Ok(found)
}

/// All versions of something that were not purged, oldest first, with the event that wrote each.
pub(crate) fn versions<T: DeserializeOwned>(
    database: &mut Database,
    kind: &str,
    id: &str,
) -> Result<Vec<(i64, T)>> {
    let mut found = Vec::new();
    database.each(
        "SELECT sequence, body FROM version WHERE kind = $1 AND id = $2 AND body IS NOT NULL ORDER BY number",
        &[kind.into(), id.into()],
        &mut |mut row| {
            let sequence = row.integer()?;
            found.push((sequence, body(kind, id, &row.text()?)?));
            Ok(())
        },
    )?;
    Ok(found)
}

/// A licence under the number by which the register keeps it, or the one that it has now.
pub(crate) fn licence(database: &mut Database, number: &str) -> Result<Licence> {
    if let Some((licence, _, _)) = latest(database, "licence", number)? {
        return Ok(licence);
    }
    all::<Licence>(database, "licence")?
        .into_iter()
        .find(|licence| licence.number == number)
        .ok_or_else(|| RegisterError::NotFound {
            what: "licence",
            id: number.to_owned(),
        })
}

/// The entries of a licence, oldest first.
pub(crate) fn entries(database: &mut Database, licence: &str) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let sql = format!("SELECT {ENTRY_COLUMNS} FROM entry WHERE licence = $1 ORDER BY sequence");
    database.each(&sql, &[Cell::from(licence)], &mut |row| {
        entries.push(Entry::of(row)?.0);
        Ok(())
    })?;
    Ok(entries)
}
