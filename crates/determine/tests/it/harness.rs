//! Runs a property on random matters: a few always the same ones, or many new ones each night.

use std::sync::Arc;

use exeat_determine::outcome::JurisdictionVerdict;
use exeat_determine::{CaseWorld, Options, Verdict, Verdicts, determine};
use exeat_facts::{Case, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_value::Day;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::random::vocabulary::vocabulary;
use crate::random::{Matter, matter};

/// How often the properties are tried that are tried most often.
pub(crate) const USUAL_MOST: u32 = 2_000;

/// How many new matters to try instead of the few that are always the same.
const NIGHTLY_CASES: &str = "EXEAT_NIGHTLY_CASES";

/// How many new matters to try, if this is a long run.
#[expect(
    clippy::disallowed_methods,
    reason = "a test may ask how long it is to run; what it tests may not"
)]
pub(crate) fn nightly_cases() -> Option<u32> {
    let cases = std::env::var(NIGHTLY_CASES).ok()?;
    Some(
        cases
            .parse()
            .unwrap_or_else(|_| panic!("{NIGHTLY_CASES} is a number of cases")),
    )
}

/// Tries a property on `usual` matters, always the same for one `seed`; under `EXEAT_NIGHTLY_CASES` on that many new
/// ones where `usual` is [`USUAL_MOST`], and on fewer in proportion. What fails is made as small as it gets, and printed.
pub(crate) fn check<S: Strategy>(
    strategy: &S,
    seed: u8,
    usual: u32,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = |cases| Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..Config::default()
    };
    let mut runner = match nightly_cases() {
        // What is tried less often by day, because it takes longer, is tried less often by night.
        Some(cases) => {
            let cases = u64::from(cases) * u64::from(usual) / u64::from(USUAL_MOST);
            TestRunner::new(config(u32::try_from(cases).unwrap_or(u32::MAX).max(1)))
        }
        None => TestRunner::new_with_rng(
            config(usual),
            TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
        ),
    };
    if let Err(error) = runner.run(strategy, property) {
        panic!("{error}");
    }
}

/// The same for matters of law and fact.
pub(crate) fn check_matters(
    seed: u8,
    usual: u32,
    property: impl Fn(&Matter, &FrozenLaw) -> Result<(), TestCaseError>,
) {
    check(&matter(), seed, usual, |matter| {
        let law = matter.law();
        property(&matter, &law)
    });
}

impl Matter {
    /// The law of the matter, frozen.
    pub(crate) fn law(&self) -> FrozenLaw {
        FrozenLaw::new(Arc::clone(&self.rulebook), self.law_date, self.known_at)
    }

    /// What a determination of the matter says of each line under each jurisdiction, with proof and quarrels or
    /// without.
    pub(crate) fn determined(&self, law: &FrozenLaw, proof: bool) -> Vec<Vec<JurisdictionVerdict>> {
        let options = Options {
            event_date: self.law_date,
            jurisdictions: Vec::new(),
            proof,
        };
        let lines = determine(law, &self.case, &options).lines;
        lines.iter().map(|line| line.verdicts.to_vec()).collect()
    }
}

/// The law that these declarations make, which are without mistakes.
pub(crate) fn rulebook_of(declarations: &str) -> Arc<Rulebook> {
    let text = format!(
        "jurisdiction XX\n  name \"Examplia\"\n  authority MOT \"Ministry of Trade\"\n\n\
         instrument XX.1\n  of XX\n  issued 2025-01-01\n  in force from 2025-01-01\n  \
         verified through 2030-12-31\n\n{declarations}"
    );
    let source = SourceText {
        path: "example.law".to_owned(),
        text,
    };
    let (rulebook, found) = load(vec![source], Vocabulary::standard());
    let errors: Vec<String> = found
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .map(|one| one.diagnostic.message.clone())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    Arc::new(rulebook)
}

/// What a case of one line comes to under the law that these declarations make, with quarrels and proof or without.
pub(crate) fn determined(
    declarations: &str,
    case: &Case,
    proof: bool,
) -> (Arc<Rulebook>, JurisdictionVerdict) {
    let rulebook = rulebook_of(declarations);
    let day = Day::new(2026, 5, 1).expect("a day");
    let law = FrozenLaw::new(Arc::clone(&rulebook), day, day);
    let options = Options {
        event_date: day,
        jurisdictions: Vec::new(),
        proof,
    };
    let lines = determine(&law, case, &options).lines;
    (rulebook, lines[0].verdicts[0].clone())
}

/// The verdicts that remain possible for a line under a jurisdiction, by their places, if the case is this.
pub(crate) fn possible(
    law: &FrozenLaw,
    case: &Case,
    line: usize,
    jurisdiction: usize,
) -> Vec<Verdict> {
    let world = CaseWorld::new(case, vocabulary());
    let item = case.lines[line].item.0;
    let possible = Verdicts::new(law).of(&world, JurisdictionId::at(jurisdiction), item);
    possible.iter().collect()
}
