//! The rulebook language's forms, tested through the public interface.

mod corpus;
mod diagnostics;
mod formatting;
mod manual;
mod properties;
mod trees;
