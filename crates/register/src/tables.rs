//! Tables in and out: the columns that spreadsheets have, by stable names. What a table is made of, CSV or XLSX, is
//! the command's business.

mod booked;
mod bookings;
mod customs;
mod licences;
mod names;
mod out;
mod sheet;

pub use booked::{Before, booked_before};
pub use bookings::{BookingRow, bookings};
pub use customs::{customs, reconciliation};
pub use licences::imported;
pub use names::{SHEETS, must_be_known};
pub use out::{as_of, duties, ledger, licences, lines, reliances, usage};
pub use sheet::{COLUMNS, Sheet, Table, TableError};
