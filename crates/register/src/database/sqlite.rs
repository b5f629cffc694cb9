//! SQLite: one file.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};

use super::{Cell, CellRef, Columns};
use crate::error::{RegisterError, Result};

/// For how long a writer waits for the others.
const WAIT: Duration = Duration::from_secs(60);
/// How many statements are kept ready.
const STATEMENTS: usize = 64;

pub(crate) struct Sqlite(Connection);

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .map_err(of)?;
        let one = Self(connection);
        one.0.busy_timeout(WAIT).map_err(of)?;
        // A commit is on the disk before it is acknowledged: in the log that SQLite writes ahead, `FULL` syncs at each.
        one.script(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA trusted_schema = OFF; PRAGMA cache_size = -65536; PRAGMA recursive_triggers = ON;",
        )?;
        one.0.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(one)
    }

    pub(super) fn open_to_read(path: &Path) -> Result<Self> {
        let connection = Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )
        .map_err(of)?;
        connection.busy_timeout(WAIT).map_err(of)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self(connection))
    }

    pub(super) fn execute(&self, sql: &str, values: &[Cell]) -> Result<u64> {
        let mut statement = self.0.prepare_cached(sql).map_err(of)?;
        let changed = statement
            .execute(rusqlite::params_from_iter(values))
            .map_err(of)?;
        Ok(u64::try_from(changed).unwrap_or(u64::MAX))
    }

    pub(super) fn look(
        &self,
        sql: &str,
        values: &[Cell],
        take: &mut dyn FnMut(usize, &dyn Columns) -> Result<()>,
    ) -> Result<()> {
        let mut statement = self.0.prepare_cached(sql).map_err(of)?;
        let columns = statement.column_count();
        let mut rows = statement
            .query(rusqlite::params_from_iter(values))
            .map_err(of)?;
        while let Some(row) = rows.next().map_err(of)? {
            take(columns, row)?;
        }
        Ok(())
    }

    pub(super) fn script(&self, sql: &str) -> Result<()> {
        self.0.execute_batch(sql).map_err(of)
    }
}

impl Columns for rusqlite::Row<'_> {
    fn cell(&self, column: usize) -> Result<CellRef<'_>> {
        match self.get_ref(column).map_err(of)? {
            ValueRef::Null => Ok(CellRef::Null),
            ValueRef::Integer(number) => Ok(CellRef::Integer(number)),
            ValueRef::Text(bytes) => std::str::from_utf8(bytes)
                .map(CellRef::Text)
                .map_err(|_| RegisterError::Damaged("a text is not UTF-8".to_owned())),
            ValueRef::Real(_) | ValueRef::Blob(_) => Err(RegisterError::Damaged(
                "a column holds neither text nor a whole number".to_owned(),
            )),
        }
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands in `map_err`, which gives the error away"
)]
fn of(error: rusqlite::Error) -> RegisterError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RegisterError::Busy,
        Some(ErrorCode::DiskFull) => RegisterError::Full,
        Some(ErrorCode::CannotOpen) => RegisterError::CannotOpen,
        Some(ErrorCode::ReadOnly) => RegisterError::ReadOnly,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            RegisterError::Damaged(error.to_string())
        }
        _ => RegisterError::Storage(error.to_string()),
    }
}
