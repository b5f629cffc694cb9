//! Rules of one instrument with opposite duties that may both apply, and no priority between them.

use std::sync::Arc;

use exeat_syntax::Code;

use super::study::Study;
use super::{class, diagnostic, range};
use crate::lower::FileDiagnostic;
use crate::model::{Effect, Provision, ProvisionId, ProvisionKind, Rulebook};
use crate::words;

pub(super) fn conflicts(study: &mut Study) -> Vec<FileDiagnostic> {
    let rulebook = Arc::clone(study.rulebook());
    let rules: Vec<(ProvisionId, &Provision, u8)> = rulebook
        .provision_ids()
        .filter(|(_, provision)| matches!(provision.kind, ProvisionKind::Rule { .. }))
        .filter_map(|(id, provision)| class(&provision.effect).map(|class| (id, provision, class)))
        .collect();
    let mut found = Vec::new();
    for (position, &(one, first, first_class)) in rules.iter().enumerate() {
        for &(other, second, second_class) in &rules[position + 1..] {
            if first.instrument != second.instrument
                || first_class == second_class
                || ordered(&rulebook, one, other)
                || !study.share_days(one, other)
            {
                continue;
            }
            let nodes = [study.condition(one), study.condition(other)];
            let Some(Some(witness)) = study.satisfiable(&nodes) else {
                continue;
            };
            found.push(conflict(first, second, &witness));
        }
    }
    found
}

fn conflict(first: &Provision, second: &Provision, witness: &[String]) -> FileDiagnostic {
    let told = if witness.is_empty() {
        "on any transaction".to_owned()
    } else {
        format!("where {}", witness.join(", "))
    };
    let mut one = diagnostic(
        Code::CONFLICTING_RULES,
        &first.place,
        format!(
            "`{}` ({}) and `{}` ({}) may both apply, and neither goes before the other: {told}",
            first.name,
            words::effect(&first.effect),
            second.name,
            words::effect(&second.effect),
        ),
    );
    let stronger = if matches!(first.effect, Effect::Prohibited) {
        second
    } else {
        first
    };
    let weaker = if stronger.name == first.name {
        second
    } else {
        first
    };
    one.diagnostic = one
        .diagnostic
        .with_text(cited(first))
        .with_label(range(&second.place), cited(second))
        .with_help(format!(
            "say which goes first: write `over {}` in `{}`, or `over {}` in `{}`",
            stronger.name, weaker.name, weaker.name, stronger.name
        ));
    one
}

fn cited(provision: &Provision) -> String {
    provision
        .cites
        .first()
        .map_or_else(|| provision.name.clone(), words::cite)
}

/// Whether one goes before the other, or an exception takes one away where the other applies.
fn ordered(rulebook: &Rulebook, one: ProvisionId, other: ProvisionId) -> bool {
    let before = |first: ProvisionId, second: ProvisionId| matches!(&rulebook.provision(first).kind, ProvisionKind::Rule { over } if over.contains(&second));
    before(one, other) || before(other, one)
}
