//! Tables of shipments through the law: what the command's `sweep` and `impact` and the service's
//! portfolios share.
//!
//! [`inputs`] says which files are meant, [`propose`] what their columns may mean, a [`Stand`] which
//! law decides, [`run`] decides a [`Job`] chunk by chunk, [`Tallies`] count, and [`write`] makes one
//! output of the chunks. It belongs to the edge, since it opens and writes files; it still has no
//! clock.

mod answer;
mod book;
mod change;
mod failure;
mod finish;
mod folder;
mod infer;
mod input;
mod listed;
mod output;
mod page;
mod part;
mod parties;
mod rows;
mod run;
mod stand;
mod summary;
mod svg;
mod tally;
mod whole;

use exeat_report::layout;

pub use answer::Ask;
pub use failure::{Failure, in_words};
pub use folder::hash;
pub use infer::{mapping as propose, sample};
pub use input::{Input, Kind, inputs};
pub use listed::{Listed, Shelf};
pub use output::{Output, Written, write, write_change, write_each};
pub use page::impact;
pub use parties::{
    AmongOwners, COLUMN as SCREENING_COLUMN, Looked, Match, Named, Screen, Screened, screened,
};
pub use rows::{By, Found, Wanted, rows};
pub use run::{Done, Job, Rows, Watch, run};
pub use stand::{Dates, Stand};
pub use summary::{by_name, change_text, json, percent, questions, text, who, worth};
pub use tally::{Cube, Looking, Sum, Tallies};
pub use whole::{beside, named, whole, write_whole};

/// By which rules rows are read and their parties looked for. It goes up where these say something
/// else of a row, so that no sweep goes on from chunks of before.
pub const READING: u32 = 2;
