//! The editions of lists that are kept in the data folder.

mod store;

pub(crate) use store::{Kept, Store, Stored};
