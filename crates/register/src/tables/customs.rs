//! A customs reply out of a table, and the report of a reconciliation.

use super::sheet::{Sheet, Table, TableError};
use crate::reconcile::{CustomsLine, CustomsStatus, Reconciled};

/// The lines of a customs reply.
///
/// # Errors
/// A cell cannot be read.
pub fn customs(sheet: &Sheet) -> Result<Vec<CustomsLine>, TableError> {
    sheet
        .rows()
        .map(|row| {
            Ok(CustomsLine {
                row: row.number,
                declaration: row.needed("declaration")?.to_owned(),
                licence: row.needed("licence")?.to_owned(),
                line: row.read("line")?.unwrap_or(1),
                status: row
                    .one_of(
                        "status",
                        CustomsStatus::named,
                        &["released", "cancelled", "lodged"],
                    )?
                    .ok_or_else(|| row.wrong("status", "it is empty"))?,
                quantity: row.quantity("quantity", "unit")?,
                value: row.money("value", "currency")?,
            })
        })
        .collect()
}

/// A reconciliation as a table.
#[must_use]
pub fn reconciliation(found: &[Reconciled]) -> Table {
    let rows = found
        .iter()
        .map(|one| {
            vec![
                one.agreement.name().to_owned(),
                one.declaration.clone(),
                one.licence.clone(),
                one.line.to_string(),
                one.here.clone(),
                one.there.clone(),
                one.rows
                    .iter()
                    .map(usize::to_string)
                    .collect::<Vec<_>>()
                    .join(" "),
            ]
        })
        .collect();
    Table {
        name: "reconciliation",
        columns: vec![
            "result",
            "declaration",
            "licence",
            "line",
            "register",
            "customs",
            "row",
        ],
        rows,
    }
}
