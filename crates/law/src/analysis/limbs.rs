//! Limbs that never make a difference to the condition in which they stand.

use std::sync::Arc;

use exeat_syntax::Code;

use super::diagnostic;
use super::study::Study;
use crate::diagram::{Diagram, NO, Node, TooLarge, YES};
use crate::frozen::NodeIndex;
use crate::lower::FileDiagnostic;
use crate::model::{Expression, GroupKind, Limb, Place, Rulebook};

/// A limb, flattened: its node, its parent group, and where it stands.
struct Flat<'a> {
    limb: &'a Limb,
    siblings: Vec<usize>,
    kind: GroupKind,
    parent: Option<usize>,
}

pub(super) fn limbs(study: &mut Study) -> Vec<FileDiagnostic> {
    let rulebook = Arc::clone(study.rulebook());
    let mut found = Vec::new();
    for (owner, condition) in conditions(&rulebook) {
        let mut flat = Vec::new();
        flatten(condition, None, &mut flat);
        if flat.is_empty() {
            continue;
        }
        let expressions: Vec<&Expression> = flat.iter().map(|one| &one.limb.expression).collect();
        let nodes = study.add(&expressions);
        for index in idle(study, &flat, &nodes) {
            let limb = flat[index].limb;
            let name = match &limb.label {
                Some(label) => format!("limb ({label}) of `{owner}`"),
                None => format!("a limb of `{owner}`"),
            };
            let mut one = diagnostic(
                Code::LIMB_NEVER_MATTERS,
                &limb.place,
                format!(
                    "{name} can never matter: where the others leave the question open, it has one answer"
                ),
            );
            one.diagnostic = one.diagnostic.with_help(
                "leave it out, or compare its threshold and codes with those of the limbs beside it",
            );
            found.push(one);
        }
    }
    found
}

fn conditions(rulebook: &Rulebook) -> Vec<(String, &Expression)> {
    let provisions = rulebook
        .provisions
        .iter()
        .map(|one| (one.name.clone(), &one.condition));
    let entries = rulebook
        .entries
        .iter()
        .map(|one| (one.code.clone(), &one.condition));
    let defines = rulebook
        .defines
        .iter()
        .map(|one| (one.name.clone(), &one.condition));
    provisions.chain(entries).chain(defines).collect()
}

/// The limbs that stand in the text, outer before inner. Limbs inside quantifiers and negations are looked at as
/// conditions of their own.
fn flatten<'a>(expression: &'a Expression, parent: Option<usize>, flat: &mut Vec<Flat<'a>>) {
    match expression {
        Expression::Group(kind, limbs) => {
            let first = flat.len();
            let written = limbs.iter().any(|limb| limb.place != Place::default());
            let mut own = Vec::with_capacity(limbs.len());
            for limb in limbs {
                own.push(flat.len());
                flat.push(Flat {
                    limb,
                    siblings: Vec::new(),
                    kind: *kind,
                    parent,
                });
            }
            for &index in &own {
                flat[index].siblings = own.iter().copied().filter(|&one| one != index).collect();
            }
            if !written {
                // Infix `and` and `or` have no limbs of their own to point at.
                flat.truncate(first);
                return;
            }
            for index in own {
                let limb = flat[index].limb;
                flatten(&limb.expression, Some(index), flat);
            }
        }
        Expression::Not(part) => flatten(part, None, flat),
        Expression::Quantified(_, _, body) => flatten(body, None, flat),
        Expression::Share { filter, .. } => flatten(filter, None, flat),
        _ => {}
    }
}

/// The limbs that have one answer wherever their surroundings leave the condition to them.
fn idle(study: &Study, flat: &[Flat<'_>], nodes: &[NodeIndex]) -> Vec<usize> {
    let looked = study.with_diagrams(nodes, |symbolic, built| {
        let mut idle = Vec::new();
        let mut contexts: Vec<Node> = Vec::with_capacity(flat.len());
        for (index, one) in flat.iter().enumerate() {
            let outer = one.parent.map_or(YES, |parent| contexts[parent]);
            let context = within(symbolic.diagram(), outer, one, built)?;
            contexts.push(context);
            let inside = symbolic.diagram().and(context, built[index])?;
            // Where an outer limb already never matters, its inner limbs are not worth a line of their own.
            let told = one.parent.is_some_and(|parent| idle.contains(&parent));
            if !told && (inside == NO || inside == context) {
                idle.push(index);
            }
        }
        Ok(idle)
    });
    looked.unwrap_or_default()
}

/// The answers under which the condition hangs on this limb: the others neither settle it for `all` nor for `any`.
fn within(
    diagram: &mut Diagram,
    outer: Node,
    one: &Flat<'_>,
    built: &[Node],
) -> Result<Node, TooLarge> {
    let mut context = outer;
    for &sibling in &one.siblings {
        let other = match one.kind {
            GroupKind::All => built[sibling],
            GroupKind::Any | GroupKind::NoneOf => diagram.not(built[sibling])?,
        };
        context = diagram.and(context, other)?;
    }
    Ok(context)
}
