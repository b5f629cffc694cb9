//! The verdicts of many rows at once.
//!
//! A [`Batch`](exeat_facts::batch::Batch) holds rows by columns, each distinct answer once. Every test of the law is
//! put to the distinct answers and not to the rows; answers to which all tests say the same are one class. Rows whose
//! answers are of the same classes get the same verdicts, so they share a *signature*, and the law is asked about
//! signatures: in three values first, 64 of them an operation, for all jurisdictions and all law dates in one graph.
//! What that leaves open is decided as for a single transaction, over the open questions, and remembered.
//!
//! The verdicts are those of a determination of [each row's
//! case](exeat_facts::batch::Batch::case_of_row). What a determination adds (proof, decisive facts, duties) is
//! the same for all rows of a signature, except where it repeats a value of the row.
//!
//! ```
//! use std::sync::Arc;
//!
//! use exeat_facts::batch::{Batch, Column, ColumnSubject};
//! use exeat_facts::{Fact, Scope, Value, Vocabulary};
//! use exeat_law::frozen::FrozenLaw;
//! use exeat_law::lower::{SourceText, load};
//! use exeat_law::verdict::Verdict;
//! use exeat_sweep::{Options, Sweep};
//! use exeat_value::{Day, UnknownReason};
//!
//! let text = "\
//! jurisdiction XX
//!   name \"Examplia\"
//!   authority MOT \"Ministry of Trade\"
//!
//! instrument XX.2025-1
//!   title \"Export controls on what was made with foreign technology\"
//!   issued 2025-01-01
//!   in force from 2025-02-01
//!   verified through 2025-12-31
//!
//! rule foreign-technology
//!   cites §1
//!   licence from MOT
//!   when item.made-with-chinese-rare-earth-technology
//! ";
//! let source = SourceText { path: "xx/2025-1.law".into(), text: text.into() };
//! let vocabulary = Vocabulary::standard();
//! let (rulebook, _) = load(vec![source], vocabulary);
//! let rulebook = Arc::new(rulebook);
//! let law = |day| FrozenLaw::new(Arc::clone(&rulebook), day, day);
//! let laws = [law(Day::new(2025, 1, 9)?), law(Day::new(2025, 10, 9)?)];
//!
//! let technology = vocabulary.find(Scope::Item, "made-with-chinese-rare-earth-technology").unwrap();
//! let yes_no = |yes| Fact::known(Value::YesNo(yes));
//! let answers = vec![yes_no(true), yes_no(false), Fact::Unknown(UnknownReason::NotAsked)];
//! let column = Column::new(ColumnSubject::Item, technology, answers, vec![0, 1, 2, 0])?;
//! let batch = Batch::new(vec![column], 4)?;
//!
//! let mut sweep = Sweep::new(&laws, Options::default());
//! let swept = sweep.rows(&batch)?;
//! let overall = |law: usize| -> Vec<Verdict> {
//!     swept.signatures.iter().map(|&one| sweep.answer(one).overall(law)).collect()
//! };
//! use Verdict::{LicenceRequired, NoLicenceRequired, Undetermined};
//! assert_eq!(overall(0), [NoLicenceRequired; 4]);
//! assert_eq!(overall(1), [LicenceRequired, NoLicenceRequired, Undetermined, LicenceRequired]);
//! assert_eq!(swept.signatures, [0, 1, 2, 0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decide;
mod feature;
mod group;
mod plan;
mod planes;
mod ratio;
mod shape;
mod sweep;
mod world;

pub use sweep::{Answer, Options, Signature, Sweep, SweepError, Swept, Work};
