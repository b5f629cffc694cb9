//! Evidence: who says what, from where they have it, and what follows for the facts.
//!
//! - [`case`]: case files: sources, claims, statements, grades, and facts made of them.
//! - [`exchange`]: a case file in the forms of others, there and back.
//! - [`origins`]: what articles go back to, and where they disagree.
//!
//! Nothing here opens a file or reads a clock, and nothing knows any rule of law, so nobody weighs
//! evidence with the convenient answer in view.

pub mod case;
pub mod exchange;
mod fuzz;
pub mod origins;

#[doc(hidden)]
pub use fuzz::{fuzz_articles, fuzz_cases};
use sha2::{Digest as _, Sha256};

/// The SHA-256 of some bytes, in lower-case hexadecimal digits, as captures are named by.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
