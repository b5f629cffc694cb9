//! Tables that others keep in the same databases as the register, such as who may sign in to the service.

pub use crate::database::{Cell, Row};

use crate::database::{Database, Kind};
use crate::error::{RegisterError, Result};
use crate::register::Location;

/// One step of the tables: the statements for SQLite and for PostgreSQL. One that was released never changes.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// For a file.
    pub sqlite: &'static str,
    /// For a server.
    pub postgres: &'static str,
}

/// An open database with tables of somebody else's. Statements are written once for both kinds: `$1`, `$2`, … in the
/// order in which they first appear.
pub struct Shelf {
    database: Database,
    /// Whether [`Shelf::write`] is at work: what was written so far would be lost with the connection.
    writing: bool,
}

impl Shelf {
    /// Opens the database, and brings the tables called `name` to their latest form. Which form they have stands in
    /// the table `{name}_form`. On a server the schema that the address names is made where it is not there; it needs
    /// a table `writer` with one row, the `id` 1, which the first step makes.
    ///
    /// # Errors
    /// It cannot be opened or written, or its tables were made by a later program.
    pub fn open(location: &Location, name: &str, steps: &[Step]) -> Result<Self> {
        let mut shelf = Self {
            database: match location {
                Location::File(path) => Database::sqlite(path)?,
                Location::Server(url, roots) => Database::postgres(url, roots)?,
            },
            writing: false,
        };
        shelf.migrate(name, steps)?;
        Ok(shelf)
    }

    /// Whether it lies on a server.
    #[must_use]
    pub fn is_on_a_server(&self) -> bool {
        self.database.kind() == Kind::Postgres
    }

    fn migrate(&mut self, name: &str, steps: &[Step]) -> Result<()> {
        let latest = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        if self.form(name)? == latest {
            return Ok(());
        }
        match self.database.kind() {
            Kind::Sqlite => self.database.script("BEGIN IMMEDIATE")?,
            // Two programs may meet here before there is any table to lock.
            Kind::Postgres => self
                .database
                .script("BEGIN; SELECT pg_advisory_xact_lock(7303015)")?,
        }
        match self
            .steps(name, steps, latest)
            .and_then(|()| self.database.commit())
        {
            Ok(()) => Ok(()),
            Err(error) => {
                self.database.roll_back();
                Err(error)
            }
        }
    }

    fn steps(&mut self, name: &str, steps: &[Step], latest: i64) -> Result<()> {
        self.database.make_schema()?;
        let form = self.form(name)?;
        if form > latest {
            return Err(RegisterError::Wrong(format!(
                "the {name} have form {form}, and this program knows no later one than {latest}: use the newer program"
            )));
        }
        self.database.script(&format!(
            "CREATE TABLE IF NOT EXISTS {name}_form (number BIGINT NOT NULL PRIMARY KEY)"
        ))?;
        for (number, step) in (1_i64..).zip(steps) {
            if number <= form {
                continue;
            }
            self.database.script(match self.database.kind() {
                Kind::Sqlite => step.sqlite,
                Kind::Postgres => step.postgres,
            })?;
            self.database.execute(
                &format!("INSERT INTO {name}_form (number) VALUES ($1)"),
                &[Cell::from(number)],
            )?;
        }
        Ok(())
    }

    /// The form of the tables; 0 where there are none yet.
    fn form(&mut self, name: &str) -> Result<i64> {
        let there = match self.database.kind() {
            Kind::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = $1",
            Kind::Postgres => {
                "SELECT table_name::text FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_name::text = $1"
            }
        };
        let table = format!("{name}_form");
        if self
            .database
            .row(there, &[Cell::from(table.as_str())])?
            .is_none()
        {
            return Ok(0);
        }
        match self
            .database
            .row(&format!("SELECT MAX(number) FROM {table}"), &[])?
        {
            Some(mut row) => Ok(row.optional_integer()?.unwrap_or(0)),
            None => Ok(0),
        }
    }

    /// Runs a query; once more over a new connection where the old one was lost, but not inside [`Shelf::write`]: a new
    /// connection knows nothing of what was written over the old one.
    ///
    /// # Errors
    /// The database failed, or cannot be reached.
    pub fn rows(&mut self, sql: &str, values: &[Cell]) -> Result<Vec<Row>> {
        match self.database.rows(sql, values) {
            Err(RegisterError::Unreachable(_)) if !self.writing => {
                self.database.connect_again()?;
                self.database.rows(sql, values)
            }
            other => other,
        }
    }

    /// Runs a statement inside [`Shelf::write`], and says how many rows it changed.
    ///
    /// # Errors
    /// The database failed, or cannot be reached.
    pub fn execute(&mut self, sql: &str, values: &[Cell]) -> Result<u64> {
        self.database.execute(sql, values)
    }

    /// Does something whole or not at all, while nobody else writes. When this returns well, it survives a power cut.
    ///
    /// # Errors
    /// The work failed, or the database did. Nothing was written then, except where the error is
    /// [`RegisterError::InDoubt`].
    pub fn write<T, E: From<RegisterError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match self.database.begin() {
            Err(RegisterError::Unreachable(_)) => {
                self.database.connect_again()?;
                self.database.begin()?;
            }
            other => other?,
        }
        self.writing = true;
        let done = self
            .database
            .transaction()
            .map_err(E::from)
            .and_then(|transaction| work(self).map(|done| (done, transaction)));
        self.writing = false;
        let (done, transaction) = match done {
            Ok(done) => done,
            Err(error) => {
                self.database.roll_back();
                return Err(error);
            }
        };
        match self.database.commit() {
            Ok(()) => Ok(done),
            // The server may have kept it and not lived to say so.
            Err(RegisterError::Unreachable(why)) => match self.was_kept(transaction) {
                Ok(true) => Ok(done),
                Ok(false) => Err(RegisterError::Unreachable(why).into()),
                Err(_) => Err(RegisterError::InDoubt(why).into()),
            },
            Err(error) => {
                self.database.roll_back();
                Err(error.into())
            }
        }
    }

    fn was_kept(&mut self, transaction: Option<i64>) -> Result<bool> {
        let Some(transaction) = transaction else {
            return Ok(false);
        };
        self.database.connect_again()?;
        self.database
            .after_the_others(|database| database.was_kept(transaction))
    }
}
