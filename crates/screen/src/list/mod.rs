//! Editions of lists: what a publisher published on a day, entry by entry.
//!
//! [`import`] reads the files of publishers, told apart by what stands in them, into editions of one
//! form ([`Edition`], [`ListEntry`]). A file that is cut off or not what it should be is refused
//! with the place, and nothing of it is kept. [`diff`] says what changed between two editions.
//!
//! ```
//! use exeat_screen::list::{ImportOptions, Input, import};
//! use exeat_value::Day;
//!
//! let file = b"<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS>
//!   <INDIVIDUAL><FIRST_NAME>Jane</FIRST_NAME><SECOND_NAME>Example</SECOND_NAME>
//!   <REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER></INDIVIDUAL>
//! </INDIVIDUALS></CONSOLIDATED_LIST>";
//! let today = Day::new(2026, 3, 1)?;
//! let input = |bytes| vec![Input { name: "un.xml".to_owned(), reader: Box::new(bytes) }];
//!
//! let imported = import(input(&file[..]), &[], &ImportOptions::on(today))?;
//! assert_eq!(imported[0].edition.full_name(), "un-security-council@2026-02-27");
//! assert_eq!(imported[0].entries[0].names[0].text, "Jane Example");
//!
//! let cut = import(input(&file[..200]), &[], &ImportOptions::on(today)).unwrap_err();
//! assert!(cut.to_string().starts_with("`un.xml`, byte "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod countries;
mod dates;
mod diff;
mod error;
mod identifiers;
mod import;
pub(crate) mod iso3;
mod known;
mod limits;
mod mapping;
mod model;
mod names;
mod read;
mod recognise;
pub(crate) mod rows;
mod text;
mod xml;

/// What reads rows and lines, for the other modules of this crate.
pub(crate) mod read_support {
    pub(crate) use super::error::{Fault, Place};
    pub(crate) use super::rows::{Dialect, lines, require};
    pub(crate) use super::text::clean;
}

pub use diff::{Change, Difference, FieldChange, diff};
pub use error::{Place, ReadError};
pub use import::{ImportOptions, Imported, Input, entry_line, import, kept_entries};
pub use known::{PUBLICATIONS, Publication};
pub use limits::{Limits, sha256};
pub use mapping::Mapping;
pub use model::{
    Address, BirthDate, Country, Counts, Edition, EntryKind, Identifier, IdentifierKind, ListEntry,
    ListSummary, Name, NamePart, NamePartKind, NameRole, SourceFile, Strength,
};
