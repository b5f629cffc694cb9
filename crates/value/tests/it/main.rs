//! What the values promise: exact arithmetic held against big integers, sets
//! of days against a list of days, truth against Kleene's tables, and every
//! message that a reader may meet.
//!
//! Properties that hold for all inputs are in the files of their types; what
//! the types share (text forms that read back, messages) is in `forms` and
//! `messages`.

mod days;
mod decimals;
mod forms;
mod intervals;
mod messages;
mod strategies;
mod truth;
mod units;
