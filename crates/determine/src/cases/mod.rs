//! The worked cases of the rulebooks: each is run, and every limb that a case decides is counted.

mod coverage;
mod grounds;

use std::collections::BTreeMap;
use std::sync::Arc;

use exeat_law::analysis::{CaseFinding, of_cases};
use exeat_law::frozen::FrozenLaw;
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::lower::FileDiagnostic;
use exeat_law::model::{ConflictId, Expectation, GroundTarget, LawCase, Rulebook};
use exeat_law::words;
use exeat_law::world::Bindings;
use exeat_value::{Day, Truth};
use serde::Serialize;

use crate::case_world::CaseWorld;
use crate::engine::{Asking, Detail};
use crate::outcome::{JurisdictionVerdict, Verdict};
use crate::proof::{FactsShown, Prover};
use crate::questions::Namer;

pub use coverage::{LimbCoverage, LimbSeen};

/// What came out of all worked cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CasesReport {
    /// One result for each case, in order of the files.
    pub cases: Vec<CaseResult>,
    /// Every limb of every provision and entry, and which sides of it some case decides.
    pub limbs: Vec<LimbCoverage>,
}

impl CasesReport {
    /// How many cases passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.cases
            .iter()
            .filter(|case| case.failures.is_empty())
            .count()
    }

    /// How many cases failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.cases.len() - self.passed()
    }

    /// How many limbs some case decides both ways.
    #[must_use]
    pub fn limbs_on_both_sides(&self) -> usize {
        self.limbs
            .iter()
            .filter(|limb| limb.met && limb.missed)
            .count()
    }

    /// How many limbs are readings of the law or rest on one, which no case decides.
    #[must_use]
    pub fn readings(&self) -> usize {
        self.limbs
            .iter()
            .filter(|limb| limb.reading && !(limb.met && limb.missed))
            .count()
    }
}

/// The result of one worked case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseResult {
    /// What it is about.
    pub name: String,
    /// The file it stands in.
    pub file: String,
    /// The line in that file, counted from 1.
    pub line: usize,
    /// What it expected and did not get, each in one sentence; empty when it passed.
    pub failures: Vec<String>,
    /// Whether some limb of some provision came out true or false: a case that decides no limb covers nothing.
    pub decides_some_limb: bool,
}

/// What the run found, as diagnostics at the cases.
#[must_use]
pub fn diagnostics(rulebook: &Rulebook, report: &CasesReport) -> Vec<FileDiagnostic> {
    let findings: Vec<CaseFinding> = report
        .cases
        .iter()
        .enumerate()
        .map(|(index, case)| CaseFinding {
            case: index,
            failures: case.failures.clone(),
            decides_some_limb: case.decides_some_limb,
        })
        .collect();
    of_cases(rulebook, &findings)
}

/// Runs every worked case.
#[must_use]
pub fn run(rulebook: &Arc<Rulebook>) -> CasesReport {
    let mut frozen: BTreeMap<(Day, Day), FrozenLaw> = BTreeMap::new();
    let mut seen = LimbSeen::of(rulebook);
    let mut cases = Vec::with_capacity(rulebook.cases.len());
    for case in &rulebook.cases {
        let known_at = case.known_at.unwrap_or(Day::MAX);
        let law = frozen
            .entry((case.on, known_at))
            .or_insert_with(|| FrozenLaw::new(Arc::clone(rulebook), case.on, known_at));
        cases.push(run_one(law, case, &mut seen));
    }
    CasesReport {
        cases,
        limbs: seen.report(rulebook),
    }
}

fn run_one(law: &FrozenLaw, worked: &LawCase, seen: &mut LimbSeen) -> CaseResult {
    let rulebook = law.rulebook();
    let assumptions = Assumptions::presuming(law);
    let world = CaseWorld::new(&worked.case, rulebook.vocabulary);
    let mut evaluator = Evaluator::new(law, &world, &assumptions);
    let nothing = Assumptions::none(law);
    let mut unassuming = Evaluator::new(law, &world, &nothing);
    let item = worked.case.lines.first().map_or(0, |line| line.item.0);
    let mut prover = Prover {
        evaluator: &mut evaluator,
        namer: Namer {
            law,
            case: &worked.case,
            line_item: item,
        },
        bindings: Bindings::of_item(item),
        facts: FactsShown::default(),
        whole: true,
        reasons_alone: false,
    };
    let decides_some_limb = seen.note(&mut prover);
    let mut failures = Vec::new();
    for expectation in &worked.expectations {
        let Some(line) = worked.case.lines.first() else {
            failures.push("the case has no line".to_owned());
            continue;
        };
        let rests_on_reading = expectation
            .grounds
            .iter()
            .any(|ground| matches!(ground.target, GroundTarget::Reading(_)));
        let detail = if rests_on_reading {
            Detail::Quarrels
        } else {
            Detail::Verdict
        };
        let verdict = Asking {
            law,
            case: &worked.case,
            evaluator: &mut *prover.evaluator,
            unassuming: &mut unassuming,
            assumptions: &assumptions,
            line,
            facts: FactsShown::default(),
        }
        .verdict(expectation.jurisdiction, detail);
        compare(rulebook, expectation, &verdict, &mut failures);
        if let Some(expected) = &expectation.conflicts {
            conflicts(&mut prover, expected, &mut failures);
        }
        for ground in &expectation.grounds {
            if let Err(why) = grounds::holds(&mut prover, ground, &verdict) {
                failures.push(why);
            }
        }
    }
    let file = rulebook.files.get(worked.place.file);
    CaseResult {
        name: worked.name.clone(),
        file: file.map(|file| file.path.clone()).unwrap_or_default(),
        line: file.map_or(0, |file| line_of(&file.text, worked.place.range.start)),
        failures,
        decides_some_limb,
    }
}

/// The conflicts between laws that stand on the case's line are those that it names.
fn conflicts(prover: &mut Prover<'_, '_>, expected: &[ConflictId], failures: &mut Vec<String>) {
    let law = prover.namer.law;
    let bindings = prover.bindings;
    for (index, conflict) in law.rulebook().conflicts.iter().enumerate() {
        let id = ConflictId::at(index);
        let truth = prover.evaluator.truth(law.conflict(id), &bindings);
        let wanted = expected.contains(&id);
        if truth.is_true() != wanted {
            let name = &conflict.name;
            failures.push(match (wanted, truth) {
                (true, Truth::Unknown) => format!("the conflict `{name}` is open"),
                (true, _) => format!("the conflict `{name}` does not stand"),
                (false, _) => format!("the conflict `{name}` stands, and was not expected"),
            });
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes()
        .take(offset)
        .filter(|&byte| byte == b'\n')
        .count()
        + 1
}

fn compare(
    rulebook: &Rulebook,
    expectation: &Expectation,
    verdict: &JurisdictionVerdict,
    failures: &mut Vec<String>,
) {
    let expected = Verdict::from(expectation.verdict);
    if verdict.verdict != expected {
        let possible: Vec<&str> = verdict.possible.iter().map(|one| one.word()).collect();
        let open: Vec<&str> = verdict
            .decisive
            .guaranteed
            .iter()
            .map(|question| question.fact.as_str())
            .collect();
        let open = if open.is_empty() {
            String::new()
        } else {
            format!("; open are: {}", open.join(", "))
        };
        failures.push(format!(
            "under {}: expected {expected}, got {} (possible: {}){open}",
            verdict.jurisdiction,
            verdict.verdict,
            possible.join(", ")
        ));
    }
    if let Some(review) = expectation.review
        && verdict.review_policy.is != Some(review)
    {
        failures.push(format!(
            "expected review {review:?}, got {:?} (possible: {:?})",
            verdict.review_policy.is, verdict.review_policy.possible
        ));
    }
    for reading in &expectation.presumed {
        let name = &rulebook.reading(*reading).name;
        if !verdict.presumed.iter().any(|one| one.reading == *name) {
            failures.push(format!(
                "expected the verdict to rest on the presumption of `{name}`; it does not"
            ));
        }
    }
    for path in &expectation.asks {
        let asked = verdict
            .decisive
            .guaranteed
            .iter()
            .chain(
                verdict
                    .decisive
                    .shortest
                    .iter()
                    .flatten()
                    .map(|answer| &answer.question),
            )
            .any(|question| question.fact == *path || question.fact.ends_with(&format!(" {path}")));
        if !asked {
            let asked: Vec<&str> = verdict
                .decisive
                .guaranteed
                .iter()
                .map(|question| question.fact.as_str())
                .collect();
            failures.push(format!(
                "expected `{path}` to be asked; asked are: {}",
                if asked.is_empty() {
                    "nothing".to_owned()
                } else {
                    asked.join(", ")
                }
            ));
        }
    }
    for kind in &expectation.duties {
        if !verdict
            .duties
            .iter()
            .any(|duty| duty.duty.kind == *kind && duty.certain)
        {
            failures.push(format!(
                "expected a duty `{}`; there is none",
                words::duty_kind(*kind)
            ));
        }
    }
}
