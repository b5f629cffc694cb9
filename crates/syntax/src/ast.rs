//! The typed tree: one type a form of the grammar, thin views over the lossless tree.
//!
//! Every accessor returns an option or an iterator, because a tree of a wrong text
//! has holes; where something is missing, a diagnostic already says so. The types
//! and their plain accessors are generated from `rulebook.ungram`; what they mean as
//! words (an enum for `at least`, a string without its quotes) stands in [`words`]
//! and in the extensions.

#[macro_use]
mod macros;
mod extensions;
mod fields;
mod generated;
pub mod words;

pub use fields::CommonFields;
pub use generated::*;
pub use rowan::ast::{AstChildren, AstNode};
