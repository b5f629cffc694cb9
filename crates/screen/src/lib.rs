//! Restricted parties: who stands on which list, in which edition of it, under which names.
//!
//! - [`list`]: editions of the lists that authorities publish, and what an entry of one says.
//! - [`owners`]: who is owned by listed parties, under each regime's own arithmetic.
//!
//! Nothing here opens a file, asks a server or reads a clock: bytes come in through
//! [`std::io::Read`] or as a slice, days come in as [`exeat_value::Day`], and what is found out is
//! returned. The command keeps the editions, and this crate knows no rule of law.

#[doc(hidden)]
pub mod fuzz;
pub mod list;
pub mod owners;
