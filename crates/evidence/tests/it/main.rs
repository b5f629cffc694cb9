//! Tests of the evidence crate.

mod hostile;
mod origins;
mod seeds;
