//! Mistakes in the law as written, found without any case: rules that collide, exceptions that can never apply, limbs
//! that can never matter. Each finding has a witness, or says over what it was looked for.
//!
//! Conditions are compared as decision diagrams over open facts in the world in which nothing is known. Where a
//! condition has too many combinations for a diagram, nothing is claimed of it.

mod cases;
mod conflicts;
mod limbs;
pub(crate) mod study;

use std::sync::Arc;

use exeat_syntax::{Code, Diagnostic, TextRange};

use crate::lower::{FileDiagnostic, silence};
use crate::model::{Effect, Place, ProvisionId, ProvisionKind, Rulebook};
pub use cases::{CaseFinding, of_cases};
use study::Study;

/// What the static analysis finds, less what the authors acknowledge.
#[must_use]
pub fn lint(rulebook: &Arc<Rulebook>) -> Vec<FileDiagnostic> {
    let mut study = Study::new(rulebook);
    let mut found = conflicts::conflicts(&mut study);
    found.extend(exceptions(&mut study));
    found.extend(limbs::limbs(&mut study));
    silence(rulebook, found)
}

/// A diagnostic at a place of the rulebook.
fn diagnostic(code: Code, place: &Place, message: String) -> FileDiagnostic {
    FileDiagnostic {
        file: place.file,
        diagnostic: Diagnostic::new(code, range(place), message),
    }
}

fn range(place: &Place) -> TextRange {
    let offset = |one: usize| u32::try_from(one).unwrap_or(u32::MAX).into();
    TextRange::new(
        offset(place.range.start),
        offset(place.range.end.max(place.range.start)),
    )
}

/// Exceptions whose condition excludes the conditions of everything that they are made to.
fn exceptions(study: &mut Study) -> Vec<FileDiagnostic> {
    let rulebook = Arc::clone(study.rulebook());
    let mut found = Vec::new();
    for (id, provision) in rulebook.provision_ids() {
        let ProvisionKind::Exception { from } = &provision.kind else {
            continue;
        };
        let together = from.iter().any(|&target| may_meet(study, id, target));
        if together {
            continue;
        }
        let names: Vec<&str> = from
            .iter()
            .map(|&target| rulebook.provision(target).name.as_str())
            .collect();
        let mut one = diagnostic(
            Code::EXCEPTION_NEVER_APPLIES,
            &provision.place,
            format!(
                "the exception `{}` can never apply: no transaction on any day meets both it and `{}`",
                provision.name,
                names.join("` or `")
            ),
        );
        one.diagnostic = one.diagnostic.with_help(
            "compare its condition and days with those of the rule, or leave the exception out",
        );
        if let Some(cite) = provision.cites.first() {
            one.diagnostic = one.diagnostic.with_citation(crate::words::cite(cite));
        }
        found.push(one);
    }
    found
}

/// Whether two provisions can meet on one transaction on one day; yes where it cannot be told.
fn may_meet(study: &mut Study, one: ProvisionId, other: ProvisionId) -> bool {
    if !study.share_days(one, other) {
        return false;
    }
    let nodes = [study.condition(one), study.condition(other)];
    study
        .satisfiable(&nodes)
        .is_none_or(|witness| witness.is_some())
}

/// The class of an effect in which opposite duties stand against one another.
fn class(effect: &Effect) -> Option<u8> {
    match effect {
        Effect::Permitted => Some(0),
        Effect::Licence(_) => Some(1),
        Effect::Prohibited => Some(2),
        _ => None,
    }
}
