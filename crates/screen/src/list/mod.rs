//! Editions of lists: what a publisher published on a day, entry by entry.

mod model;

pub use model::{
    Address, BirthDate, Country, Counts, Edition, EntryKind, Identifier, IdentifierKind, ListEntry,
    ListSummary, Name, NamePart, NamePartKind, NameRole, SourceFile, Strength,
};
