//! The two databases behind one set of statements.
//!
//! Statements are written once, with `$1`, `$2`, … for what is put in, in the order in which they first appear:
//! both databases read them so.

mod migrations;
mod postgres;
mod sqlite;
mod tls;

pub use self::tls::Roots;
pub(crate) use migrations::LATEST;

use crate::error::{RegisterError, Result};

/// What stands in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(String),
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What stands in a column, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellRef<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Text.
    Text(&'a str),
}

impl<'a> CellRef<'a> {
    /// As text that may be missing.
    pub(crate) fn optional_text(self) -> Result<Option<&'a str>> {
        match self {
            Self::Text(text) => Ok(Some(text)),
            Self::Null => Ok(None),
            Self::Integer(number) => Err(no_text(number)),
        }
    }

    /// As text.
    pub(crate) fn text(self) -> Result<&'a str> {
        self.optional_text()?.ok_or_else(no_value)
    }

    /// As a whole number that may be missing.
    pub(crate) fn optional_integer(self) -> Result<Option<i64>> {
        match self {
            Self::Integer(number) => Ok(Some(number)),
            Self::Null => Ok(None),
            Self::Text(text) => Err(no_number(text)),
        }
    }

    /// As a whole number.
    pub(crate) fn integer(self) -> Result<i64> {
        self.optional_integer()?.ok_or_else(no_value)
    }
}

impl From<CellRef<'_>> for Cell {
    fn from(cell: CellRef<'_>) -> Self {
        match cell {
            CellRef::Null => Self::Null,
            CellRef::Integer(number) => Self::Integer(number),
            CellRef::Text(text) => Self::Text(text.to_owned()),
        }
    }
}

fn no_value() -> RegisterError {
    RegisterError::Damaged("a column is empty that may not be".to_owned())
}

fn no_text(number: i64) -> RegisterError {
    RegisterError::Damaged(format!("`{number}` stands where a text should be"))
}

fn no_number(text: &str) -> RegisterError {
    RegisterError::Damaged(format!("`{text}` stands where a number should be"))
}

/// A row that is looked at where it lies: for the queries that read thousands of them.
pub(crate) trait Columns {
    /// What stands in a column, counted from nought.
    fn cell(&self, column: usize) -> Result<CellRef<'_>>;
}

/// A row of an answer.
#[derive(Debug)]
pub struct Row(std::vec::IntoIter<Cell>);

impl Row {
    fn next(&mut self) -> Result<Cell> {
        self.0
            .next()
            .ok_or_else(|| RegisterError::Damaged("a row is shorter than its table".to_owned()))
    }

    /// The next column, whatever it holds.
    pub(crate) fn cell(&mut self) -> Result<Cell> {
        self.next()
    }

    /// The next column as text.
    ///
    /// # Errors
    /// The row is shorter, or something else stands there.
    pub fn text(&mut self) -> Result<String> {
        self.optional_text()?.ok_or_else(no_value)
    }

    /// The next column as text that may be missing.
    ///
    /// # Errors
    /// The row is shorter, or something else stands there.
    pub fn optional_text(&mut self) -> Result<Option<String>> {
        match self.next()? {
            Cell::Text(text) => Ok(Some(text)),
            Cell::Null => Ok(None),
            Cell::Integer(number) => Err(no_text(number)),
        }
    }

    /// The next column as a whole number.
    ///
    /// # Errors
    /// The row is shorter, or something else stands there.
    pub fn integer(&mut self) -> Result<i64> {
        self.optional_integer()?.ok_or_else(no_value)
    }

    /// The next column as a whole number that may be missing.
    ///
    /// # Errors
    /// The row is shorter, or something else stands there.
    pub fn optional_integer(&mut self) -> Result<Option<i64>> {
        match self.next()? {
            Cell::Integer(number) => Ok(Some(number)),
            Cell::Null => Ok(None),
            Cell::Text(text) => Err(no_number(&text)),
        }
    }
}

/// An open database.
pub(crate) enum Database {
    /// A file.
    Sqlite(sqlite::Sqlite),
    /// A server.
    Postgres(Box<postgres::Postgres>),
}

/// Which of the two it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Database {
    /// Opens a file, which is made if it is not there.
    pub(crate) fn sqlite(path: &std::path::Path) -> Result<Self> {
        sqlite::Sqlite::open(path).map(Self::Sqlite)
    }

    /// Opens a file for reading alone.
    pub(crate) fn sqlite_to_read(path: &std::path::Path) -> Result<Self> {
        sqlite::Sqlite::open_to_read(path).map(Self::Sqlite)
    }

    /// Opens a connection to a server.
    pub(crate) fn postgres(url: &str, roots: &Roots) -> Result<Self> {
        postgres::Postgres::open(url, roots).map(|one| Self::Postgres(Box::new(one)))
    }

    /// Which of the two it is.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }

    /// Runs a statement and says how many rows it changed.
    pub(crate) fn execute(&mut self, sql: &str, values: &[Cell]) -> Result<u64> {
        match self {
            Self::Sqlite(one) => one.execute(sql, values),
            Self::Postgres(one) => one.execute(sql, values),
        }
    }

    /// Runs a query.
    pub(crate) fn rows(&mut self, sql: &str, values: &[Cell]) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(sql, values, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Runs a query and takes its rows one by one.
    pub(crate) fn each(
        &mut self,
        sql: &str,
        values: &[Cell],
        take: &mut dyn FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        self.look(sql, values, &mut |count, columns| {
            let mut cells = Vec::with_capacity(count);
            for column in 0..count {
                cells.push(columns.cell(column)?.into());
            }
            take(Row(cells.into_iter()))
        })
    }

    /// Runs a query and looks at its rows one by one, each with the number of its columns.
    pub(crate) fn look(
        &mut self,
        sql: &str,
        values: &[Cell],
        take: &mut dyn FnMut(usize, &dyn Columns) -> Result<()>,
    ) -> Result<()> {
        match self {
            Self::Sqlite(one) => one.look(sql, values, take),
            Self::Postgres(one) => one.look(sql, values, take),
        }
    }

    /// Runs a query that gives one row at most.
    pub(crate) fn row(&mut self, sql: &str, values: &[Cell]) -> Result<Option<Row>> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }

    /// Runs several statements that take nothing.
    pub(crate) fn script(&mut self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(one) => one.script(sql),
            Self::Postgres(one) => one.script(sql),
        }
    }

    /// Begins to write. From here to the end nobody else writes: SQLite has one writer by its nature, and on
    /// PostgreSQL every writer first locks the one row of `writer`. So what is read from here on is what stands when
    /// it is written, and no two writers can wait for each other.
    pub(crate) fn begin(&mut self) -> Result<()> {
        match self.kind() {
            Kind::Sqlite => self.say("BEGIN IMMEDIATE"),
            Kind::Postgres => {
                self.script("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")?;
                self.rows("SELECT id FROM writer WHERE id = 1 FOR UPDATE", &[])
                    .map(drop)
            }
        }
    }

    /// Begins to read: everything that is read until the end is of one moment. A connection that was lost is made anew
    /// first.
    pub(crate) fn begin_to_read(&mut self) -> Result<()> {
        match self.begin_reading() {
            Err(RegisterError::Unreachable(_)) => {
                self.connect_again()?;
                self.begin_reading()
            }
            other => other,
        }
    }

    fn begin_reading(&mut self) -> Result<()> {
        match self.kind() {
            Kind::Sqlite => self.say("BEGIN DEFERRED"),
            Kind::Postgres => self.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        }
    }

    /// Keeps what was written: when this returns well it survives a power cut, and otherwise nothing was written, unless
    /// the connection was lost meanwhile.
    pub(crate) fn commit(&mut self) -> Result<()> {
        match self.kind() {
            Kind::Sqlite => self.say("COMMIT"),
            // Outside a transaction, and in one that failed, a server answers `COMMIT` as if all were well. It has no
            // savepoint to give in either.
            Kind::Postgres => self.say("SAVEPOINT whole; COMMIT"),
        }
    }

    /// The number by which a server knows this transaction; none for a file, which does not go away.
    pub(crate) fn transaction(&mut self) -> Result<Option<i64>> {
        match self.kind() {
            Kind::Sqlite => Ok(None),
            Kind::Postgres => match self.row("SELECT txid_current()", &[])? {
                Some(mut row) => row.integer().map(Some),
                None => Ok(None),
            },
        }
    }

    /// Whether a server kept a transaction that is over.
    pub(crate) fn was_kept(&mut self, transaction: i64) -> Result<bool> {
        let row = self.row("SELECT txid_status($1)", &[transaction.into()])?;
        let status = match row {
            Some(mut row) => row.optional_text()?,
            None => None,
        };
        match status.as_deref() {
            Some("committed") => Ok(true),
            Some("aborted") => Ok(false),
            _ => Err(RegisterError::Storage(
                "the server does not say what became of a transaction".to_owned(),
            )),
        }
    }

    /// Asks something when every writer before is done, also one whose connection was lost and whose last words the
    /// server has not read yet.
    pub(crate) fn after_the_others<T>(
        &mut self,
        ask: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        self.begin()?;
        let answer = ask(self);
        self.roll_back();
        answer
    }

    /// Forgets what was written. When that fails the connection is gone, and the database forgets by itself.
    pub(crate) fn roll_back(&mut self) {
        let _ = self.say("ROLLBACK");
    }

    /// Runs a statement that takes nothing and is said again and again.
    fn say(&mut self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(one) => one.execute(sql, &[]).map(drop),
            Self::Postgres(one) => one.script(sql),
        }
    }

    /// Connects anew where the connection was lost; a file is always there.
    pub(crate) fn connect_again(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(one) => one.connect_again(),
        }
    }

    /// Brings the tables to the form of this program.
    pub(crate) fn migrate(&mut self) -> Result<()> {
        migrations::migrate(self)
    }

    /// Makes the schema that the address of a server names, where it is not there.
    pub(crate) fn make_schema(&mut self) -> Result<()> {
        match self.kind() {
            Kind::Sqlite => Ok(()),
            Kind::Postgres => migrations::schema(self),
        }
    }

    /// The form of the tables; none where there are no tables yet.
    pub(crate) fn form(&mut self) -> Result<Option<i64>> {
        migrations::form(self)
    }
}
