//! The service: an HTTP API and web pages over everything that the commands do.
//!
//! The API (`api`) and the pages (`pages`) ask the same libraries as the commands, and answer with the same records.
//! What they share between two requests is kept in one place (`service`): the law frozen day by day, the classifier,
//! and the threads that search the lists (`screening`). Every request passes one guard (`guard`), which gives it an
//! identity, holds it to the limits, and writes it into the log and the counts. Errors are problem documents
//! (`problem`). Who may do what stands in one table (`access`), which the guard asks before anything is done. The settings are declared once (`config`).

mod access;
mod answers;
mod api;
mod cases;
mod config;
mod desk;
mod diffs;
mod guard;
mod idempotency;
mod log;
mod metrics;
pub mod on_file;
mod owners;
mod pages;
mod parties;
mod pieces;
mod portfolios;
mod problem;
mod screening;
pub mod secret;
mod sent;
mod serve;
mod service;
mod share;
mod tags;
mod traces;
mod work;

pub use access::{Action, Role, policy_table};
pub use cases::Weigh;
pub use config::{Config, Given, LogFormat, SETTINGS, Setting, Switch, table};
pub use desk::Calendars;
pub use parties::{Decided, Hit, Parties, Sifted, Standing};
pub use serve::run;
pub use service::{Lists, Parts};
