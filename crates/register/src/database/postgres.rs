//! PostgreSQL: a server for a team.

use std::collections::HashMap;
use std::error::Error;
use std::str::FromStr as _;

use postgres::config::{Host, SslMode};
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use super::{Cell, Row};
use crate::error::{RegisterError, Result};

/// Whom to believe that a server is who it says.
#[derive(Debug, Clone, Default)]
pub struct Roots;

pub(crate) struct Postgres {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl Postgres {
    pub(super) fn open(url: &str, _roots: &Roots) -> Result<Self> {
        let config = Config::from_str(url).map_err(|error| {
            RegisterError::Wrong(format!("the address of the database: {error}"))
        })?;
        let local = config.get_hosts().iter().all(|host| match host {
            Host::Unix(_) => true,
            Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
        });
        if !local && config.get_ssl_mode() != SslMode::Disable {
            return Err(RegisterError::Wrong(
                "the database is on another machine".to_owned(),
            ));
        }
        let client = config.connect(NoTls).map_err(of)?;
        Ok(Self {
            client,
            statements: HashMap::new(),
        })
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

    pub(super) fn each(
        &mut self,
        sql: &str,
        values: &[Cell],
        take: &mut dyn FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let statement = self.statement(sql)?;
        let mut rows = self.client.query_raw(&statement, values).map_err(of)?;
        while let Some(row) = rows.next().map_err(of)? {
            let mut cells = Vec::with_capacity(row.len());
            for (index, column) in row.columns().iter().enumerate() {
                cells.push(if *column.type_() == Type::INT8 {
                    row.try_get::<_, Option<i64>>(index).map_err(of)?.into()
                } else if *column.type_() == Type::INT4 {
                    row.try_get::<_, Option<i32>>(index)
                        .map_err(of)?
                        .map(i64::from)
                        .into()
                } else {
                    row.try_get::<_, Option<String>>(index).map_err(of)?.into()
                });
            }
            take(Row(cells.into_iter()))?;
        }
        Ok(())
    }

    pub(super) fn script(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(of)
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
        return RegisterError::Storage(text());
    };
    let again = [
        &SqlState::T_R_SERIALIZATION_FAILURE,
        &SqlState::T_R_DEADLOCK_DETECTED,
        &SqlState::LOCK_NOT_AVAILABLE,
    ];
    if again.contains(&code) {
        RegisterError::Busy
    } else if *code == SqlState::DISK_FULL {
        RegisterError::Full
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        RegisterError::ReadOnly
    } else {
        RegisterError::Storage(text())
    }
}
