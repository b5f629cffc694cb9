//! Tests of the evidence crate.

mod case;
mod exchange;
mod hostile;
mod origins;
mod seeds;
