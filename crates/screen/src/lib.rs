//! Restricted parties: who stands on which list, in which edition of it, under which names.
//!
//! - [`list`]: editions of the lists that authorities publish, and what an entry of one says.
//! - [`owners`]: who is owned by listed parties, under each regime's own arithmetic.
//! - [`index`]: all names of some editions, and which of them a party may be.
//! - [`compare`] and [`record`]: two names, or two records, side by side.
//! - [`score`]: how alike two names are, and why.
//! - [`transaction`]: the parties of a transaction held against the lists, and what that makes of
//!   their facts.
//!
//! Nothing here opens a file, asks a server or reads a clock: bytes come in through
//! [`std::io::Read`] or as a slice, days come in as [`exeat_value::Day`], and what is found out is
//! returned. The command keeps the editions, and this crate knows no rule of law.

pub mod compare;
mod edit;
mod explain;
#[doc(hidden)]
pub mod fuzz;
pub mod index;
mod letters;
pub mod list;
mod normalise;
pub mod owners;
pub mod party;
pub mod record;
pub mod score;
mod symbols;
pub mod transaction;

/// Whether a word of a person's name, in Latin letters, has the form of a patronymic, which papers
/// leave out at will: `Grigorievich`, `Mykolaivna`.
pub fn is_patronymic(word: &str) -> bool {
    symbols::people::is_patronymic(&word.to_ascii_lowercase())
}
