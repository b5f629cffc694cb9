//! The editions of lists that are kept in the data folder.

mod fetch;
mod store;

pub(crate) use fetch::{Bounds, Fetched, Memories, Memory, Source, Sources, fetch};
pub(crate) use store::{Kept, Store, Stored};
