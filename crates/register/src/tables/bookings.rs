//! A quarter of shipments out of a table.

use exeat_value::Day;

use super::sheet::{Sheet, TableError};
use crate::request::{Amounts, Request};

/// A row of the table: on which day what is to be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookingRow {
    /// The row's number in its sheet.
    pub row: usize,
    /// The day.
    pub day: Day,
    /// What.
    pub request: Request,
    /// In a few words, such as `draw 500 kg of 26AC000123 line 1 for S-1`.
    pub words: String,
}

/// The bookings of a table, in its order.
///
/// # Errors
/// A cell cannot be read.
pub fn bookings(sheet: &Sheet) -> Result<Vec<BookingRow>, TableError> {
    sheet
        .rows()
        .map(|row| {
            let licence = row.needed("licence")?.to_owned();
            let line: u32 = row.read("line")?.unwrap_or(1);
            let amounts = Amounts {
                quantity: row.quantity("quantity", "unit")?,
                value: row.money("value", "currency")?,
            };
            let shipment = row.owned("shipment");
            let declaration = row.owned("declaration");
            let verb = row.needed("do")?.to_lowercase();
            let mut words = verb.clone();
            for amount in [
                amounts.quantity.map(|one| one.to_string()),
                amounts.value.map(|one| one.to_string()),
            ]
            .into_iter()
            .flatten()
            {
                words = format!("{words} {amount}");
            }
            words = format!("{words} on {licence} line {line}");
            if let Some(shipment) = &shipment {
                words = format!("{words} for {shipment}");
            }
            let request = match verb.as_str() {
                "reserve" => Request::Reserve {
                    shipment: shipment.ok_or_else(|| row.wrong("shipment", "it is empty"))?,
                    licence,
                    line,
                    amounts,
                    declaration,
                },
                "draw" => Request::Draw {
                    licence,
                    line,
                    amounts,
                    shipment,
                    declaration,
                    reservation: None,
                },
                "release" => Request::Release {
                    licence,
                    line,
                    amounts,
                    shipment,
                    declaration,
                    reservation: None,
                    cause: None,
                },
                other => {
                    return Err(
                        row.wrong("do", format!("`{other}` is none of reserve, draw, release"))
                    );
                }
            };
            Ok(BookingRow {
                row: row.number,
                day: row.read_needed("day")?,
                request,
                words,
            })
        })
        .collect()
}
