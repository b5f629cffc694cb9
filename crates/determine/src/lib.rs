//! One case under one law: verdict, proof and decisive facts.
//!
//! [`determine`] asks a [`exeat_law::frozen::FrozenLaw`] about each line of a case. Three-valued evaluation comes
//! first; what it leaves open goes to a decision diagram, which knows what all completions of the facts agree on,
//! which answers would settle the rest, and which quarrels make no difference. [`oracle`] is the slow and obvious
//! evaluator that the fast one is tested against, and [`cases`] runs the worked cases of the rulebooks.
//!
//! Whoever asks about many transactions takes [`Verdicts`], which are the same and nothing besides:
//!
//! ```
//! use std::sync::Arc;
//!
//! use exeat_determine::{CaseWorld, Verdict, Verdicts};
//! use exeat_facts::{Case, Fact, Item, Scope, Value, Vocabulary};
//! use exeat_law::frozen::FrozenLaw;
//! use exeat_law::lower::{SourceText, load};
//! use exeat_value::Day;
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
//! let examplia = rulebook.find_jurisdiction("XX").unwrap();
//! let day = Day::new(2025, 10, 9)?;
//! let law = FrozenLaw::new(Arc::new(rulebook), day, day);
//! let mut verdicts = Verdicts::new(&law);
//!
//! let technology = vocabulary.find(Scope::Item, "made-with-chinese-rare-earth-technology").unwrap();
//! let mut case = Case::new("a magnet");
//! case.items.push(Item::new("magnet", "Magnet"));
//! let possible = verdicts.of(&CaseWorld::new(&case, vocabulary), examplia, 0);
//! assert_eq!(possible.verdict(), Verdict::Undetermined);
//! assert!(possible.iter().eq([Verdict::LicenceRequired, Verdict::NoLicenceRequired]));
//!
//! case.items[0].facts.set(technology, Fact::known(Value::YesNo(true)));
//! let possible = verdicts.of(&CaseWorld::new(&case, vocabulary), examplia, 0);
//! assert_eq!(possible.verdict(), Verdict::LicenceRequired);
//! # Ok::<(), exeat_value::DayError>(())
//! ```

mod bearing;
mod canonical;
mod case_world;
pub mod cases;
mod conflict;
mod consequences;
mod contest;
mod decisive;
mod due;
mod engine;
pub mod oracle;
pub mod outcome;
mod proof;
mod questions;

pub use canonical::json;
pub use case_world::CaseWorld;
pub use engine::{Options, acting, determine, determine_watched};
pub use exeat_law::verdicts::{Possible, Verdicts};
pub use outcome::{Determination, Verdict};
