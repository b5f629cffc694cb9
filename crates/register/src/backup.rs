//! Backup and restore: everything as lines of text, the same for both databases, so that a register also moves from
//! one to the other.

use serde_json::Value;

use crate::database::{Cell, LATEST};
use crate::error::{RegisterError, Result};
use crate::register::{Register, counts};

/// A table, its columns, and the order of its rows.
struct Copied {
    table: &'static str,
    columns: &'static str,
    order: &'static str,
}

/// What is copied, in an order in which it can be written again.
const TABLES: &[Copied] = &[
    Copied {
        table: "event",
        columns: "sequence, previous, at, actor, verb, object, before, after, note, hash",
        order: "sequence",
    },
    Copied {
        table: "version",
        columns: "kind, id, number, sequence, hash, body",
        order: "sequence",
    },
    Copied {
        table: "entry",
        columns: "licence, sequence, line, kind, reservation, day, quantity, value, shipment, declaration, cause, hash, purged",
        order: "sequence",
    },
    Copied {
        table: "head",
        columns: "size, root, at, key, signature",
        order: "size, key",
    },
    Copied {
        table: "reply",
        columns: "key, digest, body",
        order: "key",
    },
];

impl Register {
    /// Writes everything line by line: first what it is, then a row a line, and at the end how many there were.
    ///
    /// # Errors
    /// The database failed, or whoever takes the lines did.
    pub fn backup(&mut self, take: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
        self.database().begin_to_read()?;
        let answer = self.copied(take);
        self.database().roll_back();
        answer
    }

    fn copied(&mut self, take: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
        take(&serde_json::json!({ "backup": "exeat-register", "form": LATEST }).to_string())?;
        let mut count: u64 = 0;
        for copied in TABLES {
            let Copied {
                table,
                columns,
                order,
            } = copied;
            let width = columns.split(", ").count();
            let sql = format!("SELECT {columns} FROM {table} ORDER BY {order}");
            self.database().each(&sql, &[], &mut |mut row| {
                let mut cells = vec![Value::from(*table)];
                for _ in 0..width {
                    cells.push(match row.cell()? {
                        Cell::Null => Value::Null,
                        Cell::Integer(number) => Value::from(number),
                        Cell::Text(text) => Value::from(text),
                    });
                }
                count = count.saturating_add(1);
                take(&Value::from(cells).to_string())
            })?;
        }
        take(&serde_json::json!({ "rows": count }).to_string())
    }

    /// Writes a backup into this register, which must be empty. It is checked as `audit verify` checks before any of
    /// it is kept.
    ///
    /// # Errors
    /// The register is not empty, the backup cannot be read or was cut off, or what it holds does not verify. Nothing
    /// is kept then.
    pub fn restore<'a>(&mut self, lines: impl Iterator<Item = &'a str>) -> Result<u64> {
        self.database().begin()?;
        let restored = self.restored(lines);
        match restored.and_then(|count| self.database().commit().map(|()| count)) {
            Ok(count) => Ok(count),
            Err(error) => {
                self.database().roll_back();
                Err(error)
            }
        }
    }

    fn restored<'a>(&mut self, lines: impl Iterator<Item = &'a str>) -> Result<u64> {
        if counts(self.database())?.events != 0 {
            return Err(RegisterError::refused(
                "not-empty",
                "a backup is restored into an empty register, and this one is not",
            )
            .with_help("name a new one: `--database FILE`"));
        }
        let wrong = |line: usize, why: &str| {
            RegisterError::Wrong(format!("line {line} of the backup: {why}"))
        };
        let mut count: u64 = 0;
        let mut ended = false;
        for (index, line) in lines.enumerate() {
            let number = index.saturating_add(1);
            let value: Value =
                serde_json::from_str(line).map_err(|error| wrong(number, &error.to_string()))?;
            if number == 1 {
                if value.get("backup") != Some(&Value::from("exeat-register")) {
                    return Err(wrong(number, "this is no backup of a register"));
                }
                let form = value.get("form").and_then(Value::as_i64).unwrap_or(0);
                if form > LATEST {
                    return Err(wrong(number, "it is of a later program than this"));
                }
                continue;
            }
            if let Some(rows) = value.get("rows").and_then(Value::as_u64) {
                if rows != count {
                    return Err(wrong(
                        number,
                        &format!("{rows} rows were written, and {count} are here"),
                    ));
                }
                ended = true;
                continue;
            }
            let cells = value
                .as_array()
                .and_then(|cells| cells.split_first())
                .ok_or_else(|| wrong(number, "this is no row"))?;
            self.row(cells.0, cells.1).map_err(|error| match error {
                RegisterError::Wrong(why) => wrong(number, &why),
                other => other,
            })?;
            count = count.saturating_add(1);
        }
        if !ended {
            return Err(RegisterError::Wrong(
                "the backup was cut off: its last line is missing".to_owned(),
            ));
        }
        let verified = self.verified(&[], &mut |_| {})?;
        match verified.findings.first() {
            None => Ok(count),
            Some(finding) => Err(RegisterError::Damaged(format!(
                "the backup does not verify: {}",
                finding.what
            ))),
        }
    }

    fn row(&mut self, table: &Value, cells: &[Value]) -> Result<()> {
        let copied = TABLES
            .iter()
            .find(|one| table == one.table)
            .ok_or_else(|| RegisterError::Wrong("there is no such table".to_owned()))?;
        let width = copied.columns.split(", ").count();
        if cells.len() != width {
            return Err(RegisterError::Wrong(format!(
                "it has {} columns instead of {width}",
                cells.len()
            )));
        }
        let values: Result<Vec<Cell>> = cells
            .iter()
            .map(|cell| match cell {
                Value::Null => Ok(Cell::Null),
                Value::String(text) => Ok(Cell::Text(text.clone())),
                Value::Number(number) => number
                    .as_i64()
                    .map(Cell::Integer)
                    .ok_or_else(|| RegisterError::Wrong(format!("`{number}` is no whole number"))),
                _ => Err(RegisterError::Wrong(
                    "a column holds neither text nor a number".to_owned(),
                )),
            })
            .collect();
        let places: Vec<String> = (1..=width).map(|place| format!("${place}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            copied.table,
            copied.columns,
            places.join(", ")
        );
        self.database().execute(&sql, &values?).map(drop)
    }
}
