//! What running the worked cases finds: cases that fail, and cases that test nothing.

use exeat_syntax::Code;

use super::diagnostic;
use crate::lower::{FileDiagnostic, silence_of};
use crate::model::Rulebook;

/// What came out of one worked case, by whoever ran it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFinding {
    /// Index into [`Rulebook::cases`].
    pub case: usize,
    /// What it expected and did not get, each in one sentence.
    pub failures: Vec<String>,
    /// Whether some limb of some provision came out true or false on its facts.
    pub decides_some_limb: bool,
}

/// Diagnostics for the cases that fail, and for those that decide no limb, less what the authors acknowledge.
#[must_use]
pub fn of_cases(rulebook: &Rulebook, findings: &[CaseFinding]) -> Vec<FileDiagnostic> {
    let mut found = Vec::new();
    for finding in findings {
        let Some(case) = rulebook.cases.get(finding.case) else {
            continue;
        };
        for failure in &finding.failures {
            let mut one = diagnostic(
                Code::CASE_FAILED,
                &case.place,
                format!("the case \u{201c}{}\u{201d} fails: {failure}", case.name),
            );
            one.diagnostic = one.diagnostic.with_help(
                "mend the rule or the case, whichever misreads the law; the proof of `exeat check` shows the limb on which they part",
            );
            found.push(one);
        }
        if finding.failures.is_empty() && !finding.decides_some_limb {
            let mut one = diagnostic(
                Code::CASE_COVERS_NO_LIMB,
                &case.place,
                format!(
                    "the case \u{201c}{}\u{201d} decides no limb: on its facts every limb of every provision and entry is open",
                    case.name
                ),
            );
            one.diagnostic = one
                .diagnostic
                .with_help("give it the facts that the rules ask for today, or take it out");
            found.push(one);
        }
    }
    silence_of(rulebook, &[Code::CASE_COVERS_NO_LIMB], found)
}
