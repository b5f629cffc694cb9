//! The tables, from each released form to the next.

use super::{Cell, Database, Kind};
use crate::error::{RegisterError, Result};

/// One step: the statements for each database. A step that was released never changes.
struct Step {
    sqlite: &'static str,
    postgres: &'static str,
}

/// Each step leads from the form with its index to the next.
const STEPS: &[Step] = &[
    Step {
        sqlite: include_str!("../sql/0001-sqlite.sql"),
        postgres: include_str!("../sql/0001-postgres.sql"),
    },
    Step {
        sqlite: include_str!("../sql/0002-sqlite.sql"),
        postgres: include_str!("../sql/0002-postgres.sql"),
    },
];

/// The form of the tables that this program writes.
pub(crate) const LATEST: i64 = 2;

/// The form of the tables; none where there are no tables yet.
pub(super) fn form(database: &mut Database) -> Result<Option<i64>> {
    let there = match database.kind() {
        Kind::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'form'",
        Kind::Postgres => {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name = 'form'"
        }
    };
    if database.row(there, &[])?.is_none() {
        return Ok(None);
    }
    match database.row("SELECT MAX(number) FROM form", &[])? {
        Some(mut row) => row.optional_integer(),
        None => Ok(None),
    }
}

/// Brings the tables to the latest form, all in one transaction.
pub(super) fn migrate(database: &mut Database) -> Result<()> {
    if form(database)? == Some(LATEST) {
        return Ok(());
    }
    match database.kind() {
        Kind::Sqlite => database.script("BEGIN IMMEDIATE")?,
        // Two programs may meet here before there is any table to lock.
        Kind::Postgres => database.script("BEGIN; SELECT pg_advisory_xact_lock(7303014)")?,
    }
    match steps(database).and_then(|()| database.commit()) {
        Ok(()) => Ok(()),
        Err(error) => {
            database.roll_back();
            Err(error)
        }
    }
}

/// Makes the schema that the address names, where it names one that is not there: a server can hold several registers.
pub(super) fn schema(database: &mut Database) -> Result<()> {
    let row = database.row(
        "SELECT current_schema()::text, current_setting('search_path')",
        &[],
    )?;
    let Some(mut row) = row else { return Ok(()) };
    if row.optional_text()?.is_some() {
        return Ok(());
    }
    let name = row.text()?;
    let plain = !name.is_empty()
        && name.len() <= 63
        && name
            .bytes()
            .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_');
    if !plain {
        return Err(RegisterError::Wrong(format!(
            "the database has no schema `{name}`, and it is none that could be made"
        )));
    }
    database.script(&format!("CREATE SCHEMA {name}"))
}

fn steps(database: &mut Database) -> Result<()> {
    if database.kind() == Kind::Postgres {
        schema(database)?;
    }
    let mut number = form(database)?.unwrap_or(0);
    if number > LATEST {
        return Err(RegisterError::Wrong(format!(
            "the register has form {number}, and this program knows no later one than {LATEST}: \
             use the newer program"
        )));
    }
    let done = usize::try_from(number).unwrap_or(0);
    for step in STEPS.iter().skip(done) {
        database.script(match database.kind() {
            Kind::Sqlite => step.sqlite,
            Kind::Postgres => step.postgres,
        })?;
        number = number.saturating_add(1);
        database.execute(
            "INSERT INTO form (number) VALUES ($1)",
            &[Cell::from(number)],
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_form_is_that_of_the_last_step() {
        assert_eq!(usize::try_from(LATEST).ok(), Some(STEPS.len()));
    }
}
