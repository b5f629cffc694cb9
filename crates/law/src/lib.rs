//! Law as data: provisions, their time, readings, and the frozen law of a day.
//!
//! Text goes one way: `exeat-syntax` gives a tree, [`lower`] resolves names and types into a [`model::Rulebook`],
//! [`time`] says when each provision binds, and [`frozen::FrozenLaw`] is the law of one day as one graph of
//! conditions. [`analysis`] looks for mistakes in the law as written, [`diff`] for what changes between two days.
//!
//! This crate knows no case's facts and no files: the caller hands in the texts, and gets types and diagnostics.

pub mod analysis;
pub mod answer;
pub mod diagram;
pub mod diff;
pub mod frozen;
pub mod judge;
pub mod kleene;
pub mod lower;
pub mod model;
pub mod share;
pub mod stored;
pub mod symbolic;
pub mod time;
pub mod verdict;
pub mod verdicts;
pub mod words;
pub mod world;
