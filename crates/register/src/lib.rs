//! Licences as a ledger, duties, assurances, and a log that shows tampering.
//!
//! One [`Register`] keeps it all, in one SQLite file or on a PostgreSQL server. What is to be done is a [`Request`],
//! and [`Register::perform`] does it whole or not at all. A rule that stands against it is named
//! ([`RegisterError::rule`]). Nothing is edited or deleted: what changes gets a new version, a mistake in the ledger
//! gets another entry, and each writes an event into the log.
//!
//! ```
//! use exeat_register::{Acting, Location, Register, Request, Role};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // `:memory:` is forgotten at the end; anything else is a file.
//! let mut register = Register::open(&Location::File(":memory:".into()))?;
//! let ana = Acting { by: "ana".into(), on: "2026-01-05".parse()?, at: "2026-01-05T09:00:00Z".into() };
//! let request = Request::Person { name: "ana".into(), roles: vec![Role::Administrator, Role::Officer] };
//! assert_eq!(register.perform(&ana, &request)?.events, [1]);
//!
//! // Nobody may do what their roles do not say, and the rule has a name.
//! let request = Request::Issue { licence: "26AC000123".into() };
//! let bob = Acting { by: "bob".into(), ..ana };
//! assert_eq!(register.perform(&bob, &request).unwrap_err().rule(), Some("unknown-person"));
//! # Ok(())
//! # }
//! ```

mod accounts;
mod acting;
mod assurance;
mod audit;
mod backup;
mod canonical;
mod cover;
mod database;
mod duty;
mod error;
mod feed;
mod ledger;
mod licence;
mod log;
pub mod papers;
mod perform;
mod picture;
mod reading;
mod reconcile;
mod register;
mod reply;
mod request;
mod retention;
mod shelf;
mod shown;
pub mod tables;
mod writing;

pub use acting::{Acting, Person, Role, Verb};
pub use assurance::{Assurance, AssuranceKind, AssuranceStatement, AssuranceView, Reliance};
pub use audit::{Growth, Proof};
pub use cover::{Cover, LineNeed, Need, NeededParty, NotCovered, Undecided, list_of, needs_of};
pub use database::Roots;
pub use duty::{Duty, DutyState, NoCalendars, WorkingDays};
pub use error::{Refusal, RegisterError, Result};
pub use feed::feed;
pub use ledger::{Account, Booking, Entry, EntryKind, LineUse, Measure, OpenReservation};
pub use licence::{
    By, Condition, ConditionKind, EDGES, Edge, Effect, Guard, Licence, LicenceKind, LicenceLine,
    LicenceParty, Place, Recorded, Starts, State, Term,
};
pub use log::{
    Event, Exported, Finding, Key, START, SignedHead, Tree, Verified, consistency_holds,
    inclusion_holds, verify_export,
};
pub use picture::{Drawn, picture, picture_as};
pub use reconcile::{Agreement, CustomsLine, CustomsStatus, Reconciled};
pub use register::{Counts, Location, Register};
pub use request::{
    Amounts, Done, Imported, LicenceView, LineView, OpeningUse, Proposal, ProposalState, Request,
};
pub use retention::{Hold, Retention};
pub use shelf::{Cell, Row, Shelf, Step};
pub use shown::grouped;
