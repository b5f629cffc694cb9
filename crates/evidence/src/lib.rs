//! Evidence: who says what, from where they have it, and what follows for the facts.
//!
//! - [`origins`]: what articles go back to, and where they disagree.
//!
//! Nothing here opens a file or reads a clock, and nothing knows any rule of law, so nobody weighs
//! evidence with the convenient answer in view.

pub mod origins;
