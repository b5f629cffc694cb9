//! The ledger: what was reserved, drawn, released and corrected. A balance is the sum of entries, and is nowhere
//! stored.

mod account;
mod entry;

pub(crate) use account::Posting;
pub use account::{Account, Booking, LineUse, Measure, OpenReservation};
pub(crate) use entry::{COLUMNS as ENTRY_COLUMNS, damaged};
pub use entry::{Entry, EntryKind};
