//! The rulebooks to look into: what a name stands for, and what is said of it, for readers and for programs.

mod find;
mod page;
mod record;
mod words;

pub use find::{At, Named, NotFound, find, find_one, names, provision_kind, source};
pub use page::coverage_page;
pub use record::{
    Row, calendars_of, conflict_name, conflicts_of, coverage_json, coverage_kind, coverage_of,
    diff_json, entries, instrument_json, instruments_of, jurisdiction_json, movement, provisions,
    readings, show_json, timed_name, timeline_json, untested,
};
pub use words::{in_force, pick, state, state_word};
