//! The law crate as its callers see it.
#![expect(
    clippy::disallowed_methods,
    reason = "tests read the repository's pages and rulebooks"
)]

mod calendars;
mod conditions;
mod conflicts;
mod days;
mod declarations;
mod diagrams;
mod markdown;
mod pages;
mod properties;
mod repository;
mod support;
mod worked_cases;
