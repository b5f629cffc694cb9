//! The tables, from each released form to the next, and from a file onto a server.

use std::path::Path;

use exeat_register::{Cell, Location, RegisterError, Row, Shelf, Step};

use super::Refused;

/// Each step leads from one form to the next. The first is also that of the files of before, which did not say their
/// form in a table: there it finds all that it makes.
pub(super) const STEPS: &[Step] = &[Step {
    sqlite: include_str!("0001-sqlite.sql"),
    postgres: include_str!("0001-postgres.sql"),
}];

/// The tables and their columns: `#` a number, the others texts. Each refers only to those before it.
const TABLES: &[(&str, &[&str])] = &[
    ("organisation", &["#id", "name"]),
    (
        "person",
        &[
            "#id",
            "#organisation",
            "name",
            "role",
            "password",
            "#wrong",
            "#wrong_at",
            "#removed",
        ],
    ),
    ("session", &["hash", "#person", "#ends"]),
    (
        "key",
        &["#id", "hash", "#person", "name", "scopes", "#withdrawn"],
    ),
    (
        "invitation",
        &["hash", "#organisation", "role", "#ends", "#used"],
    ),
    (
        "deed",
        &["#id", "at", "#organisation", "actor", "deed", "object"],
    ),
];

/// Brings who is in a file onto a server on which nobody is yet: whoever moves licences to a server does not have to
/// invite everybody anew. The file stays as it is.
pub(super) fn take_over(shelf: &mut Shelf, path: &Path) -> Result<(), Refused> {
    let mut file = Shelf::open(&Location::File(path.to_path_buf()), "accounts", STEPS)?;
    shelf.write(|shelf| {
        let there = shelf.rows("SELECT id FROM person LIMIT 1", &[])?;
        if !there.is_empty() {
            return Ok(());
        }
        // The organisation that an earlier start made for the first invitation.
        for table in ["invitation", "organisation"] {
            shelf.execute(&format!("DELETE FROM {table}"), &[])?;
        }
        for (table, columns) in TABLES {
            let names: Vec<&str> = columns
                .iter()
                .map(|name| name.trim_start_matches('#'))
                .collect();
            let marks: Vec<String> = (1..=names.len()).map(|at| format!("${at}")).collect();
            let (names, marks) = (names.join(", "), marks.join(", "));
            for mut row in file.rows(&format!("SELECT {names} FROM {table}"), &[])? {
                let cells = cells(&mut row, columns)?;
                shelf.execute(
                    &format!("INSERT INTO {table} ({names}) VALUES ({marks})"),
                    &cells,
                )?;
            }
        }
        Ok(())
    })
}

fn cells(row: &mut Row, columns: &[&str]) -> Result<Vec<Cell>, RegisterError> {
    columns
        .iter()
        .map(|name| match name.starts_with('#') {
            true => row.integer().map(Cell::from),
            false => row.text().map(Cell::from),
        })
        .collect()
}
