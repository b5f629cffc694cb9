//! Who is owned by listed parties, under each regime's own arithmetic.
//!
//! A [`Graph`] holds who holds which share of whom, from when until when, each share exact, between
//! two bounds, or unknown. [`evaluate`] says for every party on a day whether the regime treats it
//! as listed because of its owners: surely, possibly, or not; [`prove`] shows why, as a tree.
//!
//! ```
//! use exeat_screen::owners::{Graph, Listing, Regime, Verdict, evaluate};
//! use exeat_value::Day;
//!
//! let graph = Graph::from_csv(
//!     b"owner,owned,share\nAlpha,Gamma,30\nBeta,Gamma,20\nBeta,Delta,\n".as_slice(),
//!     "holdings.csv",
//! )?;
//! let listed = [Listing::always("Alpha", "us-sdn"), Listing::always("Beta", "us-sdn")];
//! let day = Day::new(2026, 6, 1)?;
//!
//! let us = evaluate(&graph, &listed, Regime::UsOfac.rules(day), day);
//! assert_eq!(us.verdict("Gamma"), Some(Verdict::Blocked), "30 % and 20 % are counted together");
//! assert_eq!(us.verdict("Delta"), Some(Verdict::Possible), "the share is unknown");
//!
//! let uk = evaluate(&graph, &listed, Regime::Uk.rules(day), day);
//! assert_eq!(uk.verdict("Gamma"), Some(Verdict::NotBlocked), "each owner alone, more than 50 %");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod closure;
mod evaluate;
mod graph;
mod money;
mod picture;
mod proof;
mod read;
mod record;
mod regime;
mod share;

pub use evaluate::{Outcome, Standing, Verdict, evaluate};
pub use exeat_facts::HoldingKind;
pub use graph::{Graph, GraphBuilder, Holding};
pub use picture::{PictureError, picture};
pub use proof::{Proof, ProofHolding, Prover, Question, prove};
pub use read::{Listing, read_listings};
pub use record::{counts_record, party_record, rule_record};
pub use regime::{Aggregation, Application, Binding, Regime, Rules, Threshold};
pub use share::{Share, ShareError};
