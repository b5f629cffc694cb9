//! One case under one law: verdict, proof and decisive facts.

pub mod outcome;

pub use outcome::{Determination, Verdict};
