//! The vocabulary of facts, and the case that states them.
//!
//! A *fact* is a typed path (`shipment.destination`, `item.content.Dy`) with one
//! of four states: known, unknown with a reason, between two bounds, or contested
//! between several values with the statements behind each. A *case* holds the facts
//! of one transaction: its shipment, its end use, its parties, and its items with
//! everything inside them.
//!
//! The [`Vocabulary`] declares every fact once. Rulebooks are checked against it,
//! documents are read by it, and questions, help and the words of reports are made
//! from it. Nothing here knows any rule of law.
//!
//! ```
//! use exeat_facts::{Case, Fact, Scope, Value, Vocabulary};
//!
//! let vocabulary = Vocabulary::standard();
//! let date = vocabulary.find(Scope::Shipment, "date").unwrap();
//! let mut case = Case::new("a magnet to Germany");
//! case.shipment.set(date, Fact::known(Value::Date("2025-12-15".parse()?)));
//! assert_eq!(case.event_date(), Some("2025-12-15".parse()?));
//! # Ok::<(), exeat_value::DayError>(())
//! ```

pub mod batch;
mod case;
mod codes;
mod fact;
mod holding;
mod item;
mod nearest;
mod party;
mod reference;
mod source;
mod vocabulary;
mod words;

pub use case::{COUNT_MAX, Case, CaseError, DEPTH_MAX, StoredCaseError};
pub use codes::{Code, CodeDefinition, CodeList, CodeListId};
pub use fact::{Candidate, Fact, FactSet, Value};
pub use holding::{HolderKind, Holding, HoldingKind};
pub use item::{Component, Item, ItemIndex, Line};
pub use party::{Party, Role, RoleError};
pub use reference::reference;
pub use source::{Source, SourceIndex, Stance, Statement};
pub use vocabulary::{
    Answerer, AskCost, FactDefinition, FactId, Scope, Type, Vocabulary, units_of,
};
pub use words::Language;
