//! PostgreSQL: a server for a team.

use std::collections::HashMap;
use std::error::Error;
use std::str::FromStr as _;

use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use super::tls::{self, Roots};
use super::{Cell, CellRef, Columns};
use crate::error::{RegisterError, Result};

pub(crate) struct Postgres {
    config: Config,
    roots: Roots,
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Postgres {
    pub(super) fn open(url: &str, roots: &Roots) -> Result<Self> {
        let config = Config::from_str(url).map_err(|error| {
            RegisterError::Wrong(match error.source() {
                Some(source) => format!("the address of the database cannot be read: {source}"),
                None => format!("the address of the database cannot be read: {error}"),
            })
        })?;
        let client = connect(&config, roots)?;
        Ok(Self {
            config,
            roots: roots.clone(),
            client,
            statements: HashMap::new(),
        })
    }

    /// Connects anew where the connection was lost: the server was started again, or the network was away.
    pub(super) fn connect_again(&mut self) -> Result<()> {
        self.client = connect(&self.config, &self.roots)?;
        self.statements.clear();
        Ok(())
    }

    fn statement(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(of)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn execute(&mut self, sql: &str, values: &[Cell]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let values: Vec<&(dyn ToSql + Sync)> = values
            .iter()
            .map(|one| -> &(dyn ToSql + Sync) { one })
            .collect();
        self.client.execute(&statement, &values).map_err(of)
    }

    pub(super) fn look(
        &mut self,
        sql: &str,
        values: &[Cell],
        take: &mut dyn FnMut(usize, &dyn Columns) -> Result<()>,
    ) -> Result<()> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, values).map_err(of)?;
        while let Some(row) = rows.next().map_err(of)? {
            take(row.len(), &row)?;
        }
        Ok(())
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(of)
    }
}

/// Connects. What goes to another machine goes through TLS, unless the address says `sslmode=disable`; what stays on
/// this one does if the address says `sslmode=require`.
fn connect(config: &Config, roots: &Roots) -> Result<Client> {
    let local = config.get_hosts().iter().all(|host| match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
    });
    let plain = match config.get_ssl_mode() {
        SslMode::Disable => true,
        SslMode::Require => false,
        _ => local,
    };
    if plain {
        return config.connect(NoTls).map_err(of);
    }
    let mut config = config.clone();
    config.ssl_mode(SslMode::Require);
    config
        .connect(tls::connector(roots)?)
        .map_err(|error| match tls::explained(&error) {
            Some(why) => RegisterError::Untrusted(why),
            None => of(error),
        })
}

impl Columns for postgres::Row {
    fn cell(&self, column: usize) -> Result<CellRef<'_>> {
        let Some(of_column) = self.columns().get(column) else {
            return Err(RegisterError::Damaged(
                "a row is shorter than its table".to_owned(),
            ));
        };
        let cell = if *of_column.type_() == Type::INT8 {
            let number: Option<i64> = self.try_get(column).map_err(of)?;
            number.map(CellRef::Integer)
        } else if *of_column.type_() == Type::INT4 {
            let number: Option<i32> = self.try_get(column).map_err(of)?;
            number.map(|one| CellRef::Integer(one.into()))
        } else {
            let text: Option<&str> = self.try_get(column).map_err(of)?;
            text.map(CellRef::Text)
        };
        Ok(cell.unwrap_or(CellRef::Null))
    }
}

impl ToSql for Cell {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Integer(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Integer(number) => number.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::TEXT].contains(ty)
    }

    to_sql_checked!();
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands in `map_err`, which gives the error away"
)]
fn of(error: postgres::Error) -> RegisterError {
    let text = || {
        error.as_db_error().map_or_else(
            || match error.source() {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            },
            |one| one.message().to_owned(),
        )
    };
    let Some(code) = error.code() else {
        let mut of_network = error.is_closed();
        let mut cause = error.source();
        while let Some(one) = cause {
            of_network |= one.is::<std::io::Error>();
            cause = one.source();
        }
        return if of_network {
            RegisterError::Unreachable(text())
        } else {
            RegisterError::Storage(text())
        };
    };
    // The server is being stopped, or is not up yet; class 08 is about connections.
    let away = [
        &SqlState::ADMIN_SHUTDOWN,
        &SqlState::CRASH_SHUTDOWN,
        &SqlState::CANNOT_CONNECT_NOW,
        &SqlState::IDLE_SESSION_TIMEOUT,
    ];
    let again = [
        &SqlState::T_R_SERIALIZATION_FAILURE,
        &SqlState::T_R_DEADLOCK_DETECTED,
        &SqlState::LOCK_NOT_AVAILABLE,
    ];
    if away.contains(&code) || code.code().starts_with("08") {
        RegisterError::Unreachable(text())
    } else if again.contains(&code) {
        RegisterError::Busy
    } else if *code == SqlState::DISK_FULL {
        RegisterError::Full
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        RegisterError::ReadOnly
    } else {
        RegisterError::Storage(text())
    }
}
