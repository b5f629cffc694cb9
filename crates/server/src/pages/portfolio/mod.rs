//! *Portfolio*: a table of shipments in, what its columns mean, how far it is, and charts with the rows behind them.

mod bring;
mod one;
mod rows;

pub(super) use bring::{all, bring};
pub(super) use one::{act, show};
pub(super) use rows::{download, rows};
