//! A case file in the forms of others, there and back: STIX 2.1, W3C PROV (JSON), schema.org
//! `ClaimReview`.
//!
//! The same case file gives the same text: identifiers are made from names, and times from the days
//! of the case, never from a clock. What is written and read again is written the same
//! (`tests/it/exchange.rs`); what a form has no place for is left out of it, and what a case file
//! has no place for is told when it is read.

mod claim_review;
mod names;
mod prov;
mod stix;

use serde_json::Value;
use thiserror::Error;

pub use claim_review::{claim_review, from_claim_review};
pub use names::Imported;
pub use prov::{from_prov, prov};
pub use stix::{from_stix, stix};

/// The largest file of another form, in bytes.
const SIZE_MAX: usize = 64 * 1024 * 1024;
/// The most of each thing that is taken.
const COUNT_MAX: usize = 20_000;

/// Why a file cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ImportError {
    /// What happened: lower case, no full stop.
    pub message: String,
    /// One line that could mend it.
    pub mend: String,
}

/// Reads a file of any of the three forms, told by its content, as a case file.
///
/// # Errors
///
/// It is not JSON, too large, or of none of the forms.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    if text.len() > SIZE_MAX {
        return Err(ImportError {
            message: "the file is larger than 64 MiB".to_owned(),
            mend: "export the part that you need".to_owned(),
        });
    }
    let value: Value = serde_json::from_str(text).map_err(|error| ImportError {
        message: format!("not well-formed JSON: {error}"),
        mend: "export it again".to_owned(),
    })?;
    let is_review = |value: &Value| {
        let of_nothing = value["@graph"].as_array().is_some_and(Vec::is_empty)
            && value["@context"]
                .as_str()
                .is_some_and(|context| context.contains("schema.org"));
        of_nothing
            || value["@type"] == "ClaimReview"
            || value["@graph"]
                .as_array()
                .is_some_and(|graph| graph.iter().any(|one| one["@type"] == "ClaimReview"))
    };
    let imported = if value["type"] == "bundle" {
        from_stix(&value)
    } else if is_review(&value)
        || value
            .as_array()
            .is_some_and(|all| !all.is_empty() && all.iter().all(is_review))
    {
        from_claim_review(&value)
    } else if value["entity"].is_object() || value["agent"].is_object() {
        from_prov(&value)
    } else {
        return Err(ImportError {
            message: "the file is no STIX bundle, no PROV document and no ClaimReview".to_owned(),
            mend: "known are STIX 2.1, W3C PROV in JSON, and schema.org ClaimReview in JSON-LD"
                .to_owned(),
        });
    };
    Ok(imported)
}
