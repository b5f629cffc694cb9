//! Documents to facts: a transaction in TOML or JSON becomes a [`Case`], or a list of
//! diagnostics that say how to mend it.
//!
//! Both formats have one model, which the book describes in `docs/book/transactions.md`,
//! a JSON Schema tells to editors ([`schema`]), and [`template`] shows. Reading never
//! panics and guesses nothing: what a document does not say is unknown, and what it says
//! wrongly is told with its place, what was expected, and one line that mends it.
//!
//! ```
//! use exeat_documents::{Format, read};
//!
//! let outcome = read(
//!     r#"
//!     [shipment]
//!     date = 2025-12-15
//!     destination = "Germany"
//!
//!     [items.magnet]
//!     form = "permanent-magnet-material"
//!     content.Dy = "1.2 %"
//!
//!     [[line]]
//!     item = "magnet"
//!     "#,
//!     Format::Toml,
//! );
//! assert!(outcome.case.is_none());
//! let wrong = &outcome.diagnostics[0];
//! assert_eq!(wrong.message, "`Germany` is no code for a country or territory");
//! assert_eq!(wrong.mend, "write `\"DE\"` for Germany");
//! ```
//!
//! Nothing here knows any rule of law, so nobody gathers facts with the convenient answer
//! in view.

mod answer;
mod codes;
mod diagnostic;
mod event_date;
mod fuzz;
mod json_in;
pub mod materials;
mod node;
mod read;
mod schema;
pub mod tables;
mod toml_in;
mod write;

use exeat_facts::Case;

pub use answer::{AnswerError, set_answer};
pub use codes::{DocumentCode, Severity};
pub use diagnostic::{DocumentDiagnostic, Related};
pub use event_date::{EventDate, EventDateError, event_date};
#[doc(hidden)]
pub use fuzz::{fuzz, fuzz_bills, fuzz_declarations, fuzz_tables};
pub use schema::schema;
pub use write::{write_json, write_toml};

/// The largest document that is read, in bytes.
pub const SIZE_MAX: usize = 16 * 1024 * 1024;

/// The most lines of a document: each is determined with its proof under every law.
pub const LINES_MAX: usize = 1_000;

/// The format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// TOML, for people.
    Toml,
    /// JSON, for programs.
    Json,
}

impl Format {
    /// The format that a file's name tells: JSON for `.json`, otherwise TOML.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("json") {
            Self::Json
        } else {
            Self::Toml
        }
    }
}

/// What was read of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The case; `None` when any diagnostic is an error.
    pub case: Option<Case>,
    /// What is to be said about the document, in its order as far as possible.
    pub diagnostics: Vec<DocumentDiagnostic>,
}

/// Reads a transaction document.
///
/// A case comes back only from a document without errors: half of a transaction would
/// look like a whole one. All errors that can be found are told in one reading.
pub fn read(text: &str, format: Format) -> Outcome {
    match parse(text, format) {
        Ok(root) => {
            let reading = read::case(&root);
            let mut diagnostics = reading.diagnostics;
            diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
            Outcome {
                case: reading.case,
                diagnostics,
            }
        }
        Err(diagnostics) => Outcome {
            case: None,
            diagnostics,
        },
    }
}

/// The values of a document with their places, or why it is not well formed.
fn parse(text: &str, format: Format) -> Result<node::Node, Vec<DocumentDiagnostic>> {
    if text.len() > SIZE_MAX {
        let message = format!(
            "the document is larger than {} MiB",
            SIZE_MAX / (1024 * 1024)
        );
        let too_large = DocumentDiagnostic::new(DocumentCode::LIMIT, 0..0, message)
            .mend("split the transaction into several documents");
        return Err(vec![too_large]);
    }
    match format {
        Format::Toml => toml_in::read(text),
        Format::Json => json_in::read(text),
    }
}

/// A worked transaction document with comments that explain the format: a file to begin
/// with.
pub fn template() -> &'static str {
    include_str!("template.toml")
}
