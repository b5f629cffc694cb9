//! Tests of reading, writing and answering.

mod answers;
mod dates;
mod examples;
mod generated;
mod hostile;
mod reading;
mod round_trip;

#[path = "../../../facts/tests/it/random.rs"]
mod random;
