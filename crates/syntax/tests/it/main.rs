//! The rulebook language's forms, tested through the public interface.

mod corpus;
mod diagnostics;
mod formatting;
mod properties;
mod trees;
