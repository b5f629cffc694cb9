//! From words or facts to the entries of control lists: thresholds met, missed, nearly missed and unknown.
//!
//! A text search and a table of terms find what an item may be; the conditions of the entries decide, evaluated over the
//! facts with the engine's three values. What is not known stays open, with the question that would answer it.

mod accuracy;
mod classify;
mod codes;
mod error;
mod fit;
mod index;
mod json;
mod lists;
mod outcome;
mod plan;
mod read;
mod report;
mod weigh;

pub use accuracy::{Accuracy, Described, Miss, NONE, OneOrMore, Score, SetError, TestSet, measure};
pub use classify::{Classifier, TEXT_MAX, is_of};
pub use error::{ClassifyError, ReadyError};
pub use json::{accuracy_json, json};
pub use lists::with_lists;
pub use outcome::{Candidate, Classification, InJurisdiction, Standing, Taken, Unsettled};
pub use read::{ReadFact, Reader, Reading, TableError};
pub use report::{ReportOptions, accuracy_report, report};
pub use weigh::{Limb, Threshold};
