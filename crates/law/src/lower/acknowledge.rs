//! Warnings that an author has acknowledged, and acknowledgements of nothing.

use exeat_syntax::{Code, Diagnostic, Severity};

use super::FileDiagnostic;
use super::resolve::{Finding, text_range};
use super::words::bytes;
use crate::model::{Acknowledgement, Place, Rulebook};

/// The warnings that reading a rulebook can give; those of the analysis come later, and silence later.
pub(super) const WHILE_LOADING: &[Code] = &[
    Code::SUSPENDED_BEFORE_IT_BEGAN,
    Code::NOT_VERIFIED,
    Code::UNUSED_NAME,
];

/// The warnings that the static analysis can give.
const OF_THE_ANALYSIS: &[Code] = &[Code::EXCEPTION_NEVER_APPLIES, Code::LIMB_NEVER_MATTERS];

/// What the static analysis has found, without the warnings that the rulebook acknowledges, and with one for each
/// acknowledgement of such a warning that silenced nothing. In order of file and place.
#[must_use]
pub fn silence(rulebook: &Rulebook, found: Vec<FileDiagnostic>) -> Vec<FileDiagnostic> {
    silence_of(rulebook, OF_THE_ANALYSIS, found)
}

/// Leaves out the warnings that the rulebook acknowledges, and adds one for each acknowledgement of one of `codes`
/// that silenced nothing: what it was about is gone, and its reason with it. In order of file and place.
///
/// `codes` are the warnings that have been looked for; an acknowledgement of another is not judged.
#[must_use]
pub fn silence_of(
    rulebook: &Rulebook,
    codes: &[Code],
    found: Vec<FileDiagnostic>,
) -> Vec<FileDiagnostic> {
    let findings = found
        .into_iter()
        .map(|found| Finding {
            found,
            elsewhere: Vec::new(),
        })
        .collect();
    silence_findings(rulebook, codes, findings)
}

/// The same for findings that may be acknowledged at several places.
pub(super) fn silence_findings(
    rulebook: &Rulebook,
    codes: &[Code],
    findings: Vec<Finding>,
) -> Vec<FileDiagnostic> {
    let mut used = vec![false; rulebook.acknowledgements.len()];
    let mut kept = Vec::new();
    for finding in findings {
        let mut silenced = false;
        for (one, used) in rulebook.acknowledgements.iter().zip(&mut used) {
            if concerns(one, &finding) {
                silenced = true;
                *used = true;
            }
        }
        if !silenced {
            kept.push(finding.found);
        }
    }
    // Where there are errors, warnings may be missing for another reason than that all is well.
    let whole = kept
        .iter()
        .all(|one| one.diagnostic.severity != Severity::Error);
    for (one, used) in rulebook.acknowledgements.iter().zip(used) {
        if whole && !used && codes.contains(&one.code) {
            kept.extend(idle(one));
        }
    }
    kept.sort_by_key(|one| {
        (
            one.file,
            one.diagnostic.range().start(),
            one.diagnostic.code,
        )
    });
    kept
}

fn concerns(acknowledgement: &Acknowledgement, finding: &Finding) -> bool {
    let found = &finding.found;
    if found.diagnostic.severity == Severity::Error || found.diagnostic.code != acknowledgement.code
    {
        return false;
    }
    let own = Place {
        file: found.file,
        range: bytes(found.diagnostic.range()),
    };
    let inside = |place: &Place| {
        let within = &acknowledgement.within;
        place.file == within.file
            && within.range.start <= place.range.start
            && place.range.end <= within.range.end
    };
    inside(&own) || finding.elsewhere.iter().any(inside)
}

fn idle(acknowledgement: &Acknowledgement) -> Option<FileDiagnostic> {
    let range = text_range(&acknowledgement.place)?;
    let code = acknowledgement.code;
    let diagnostic = Diagnostic::new(
        Code::IDLE_ACKNOWLEDGEMENT,
        range,
        format!(
            "there is no `{code}` ({}) here to acknowledge",
            code.title()
        ),
    )
    .with_help("remove the line");
    Some(FileDiagnostic {
        file: acknowledgement.place.file,
        diagnostic,
    })
}
