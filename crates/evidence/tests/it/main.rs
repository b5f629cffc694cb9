//! Tests of the evidence crate.

mod case;
mod hostile;
mod origins;
mod seeds;
