//! Tests of reading, writing and answering.

#![expect(
    clippy::disallowed_methods,
    reason = "the pages of diagnostics are read from their files"
)]

mod answers;
mod dates;
mod declarations;
mod diagnostics;
mod examples;
mod generated;
mod hostile;
mod materials;
mod pages;
mod reading;
mod round_trip;
mod tables;

#[path = "../../../facts/tests/it/random.rs"]
mod random;
