//! Case files: sources, claims, statements, grades, assessments and red flags, kept apart from the
//! facts of the transaction that they speak of.

mod facts;
mod flags;
mod model;
mod read;
mod values;

pub use facts::{Expired, Place, Settled, apply, fact_of, statements_in_order};
pub use flags::{RED_FLAGS, RED_FLAGS_READ_THROUGH, RED_FLAGS_SOURCE, RedFlag, red_flag};
pub use model::{
    Assessment, BillNamed, Capture, CaseFile, Claim, ClaimedValue, Confidence, Credibility,
    DeclarationNamed, Does, Flag, Inquiry, LawAsk, LawClaim, Likelihood, OriginNamed, Reliability,
    Resolution, ResolutionOfFlag, Source, SourceKind, Statement, Supplier,
};
pub use read::{CaseFileError, read};
pub use values::{PathError, fact_at, set_fact, value_of};
