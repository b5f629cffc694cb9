//! One case under one law: verdict, proof and decisive facts.
//!
//! [`determine`] asks a [`exeat_law::frozen::FrozenLaw`] about each line of a case. Three-valued evaluation comes
//! first; what it leaves open goes to a decision diagram, which knows what all completions of the facts agree on,
//! which answers would settle the rest, and which quarrels make no difference. [`oracle`] is the slow and obvious
//! evaluator that the fast one is tested against, and [`cases`] runs the worked cases of the rulebooks.

mod bearing;
mod canonical;
mod case_world;
pub mod cases;
mod conflict;
mod consequences;
mod contest;
mod decisive;
mod due;
mod engine;
mod judge;
pub mod oracle;
pub mod outcome;
mod proof;
mod questions;
mod verdicts;

pub use canonical::json;
pub use case_world::CaseWorld;
pub use engine::{Options, determine};
pub use outcome::{Determination, Verdict};
pub use verdicts::{Possible, Verdicts};
