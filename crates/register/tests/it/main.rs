//! The register on both databases: every test of `on_both` runs on SQLite, and again on a PostgreSQL server that the
//! tests start for themselves where Debian's package is there, and skip by name where it is not.

mod audit;
mod backup;
mod booked;
mod concurrency;
mod cover;
mod crash;
mod forms;
mod keeping;
mod ledger;
mod licences;
mod model;
mod place;
mod rights;
#[expect(
    clippy::disallowed_methods,
    reason = "it starts a server in a folder of its own"
)]
mod served;
mod server;
mod shelf;
mod walks;
