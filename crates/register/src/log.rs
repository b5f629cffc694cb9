//! The log: what happened, in order, each event chained to the one before, under a tree whose head can be signed.

mod event;
mod export;
mod tree;

pub(crate) use event::COLUMNS as EVENT_COLUMNS;
pub use event::{Event, START};
pub(crate) use export::Chain;
pub use export::{Exported, Finding, Verified, verify_export};
pub use tree::{Key, SignedHead, Tree, consistency_holds, inclusion_holds};
