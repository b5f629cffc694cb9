//! The limbs of an entry's condition, each with its place in the graph, so that they can be asked one by one.

use exeat_law::frozen::NodeIndex;
use exeat_law::model::{Expression, GroupKind, Rulebook};

/// Conditions are no deeper than the readers allow; below this nothing is told apart.
const DEPTH_MAX: usize = 24;

/// A condition and its limbs.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Where it stands in the graph.
    pub(crate) node: NodeIndex,
    /// Its limbs, in the order of [`parts`].
    pub(crate) parts: Vec<Plan>,
}

/// The limbs of a condition with their labels: those of a group, of what a name stands for, and of what is denied.
pub(crate) fn parts<'a>(
    rulebook: &'a Rulebook,
    expression: &'a Expression,
) -> Vec<(Option<&'a str>, &'a Expression)> {
    match expression {
        Expression::Group(_, limbs) => limbs
            .iter()
            .map(|limb| (limb.label.as_deref(), &limb.expression))
            .collect(),
        Expression::Define(id) => vec![(None, &rulebook.define(*id).condition)],
        Expression::Not(part) if matches!(**part, Expression::Group(..)) => vec![(None, part)],
        _ => Vec::new(),
    }
}

/// How the limbs of a condition combine; none where it has none.
pub(crate) fn joins(expression: &Expression) -> Option<GroupKind> {
    match expression {
        Expression::Group(kind, _) => Some(*kind),
        Expression::Define(_) => Some(GroupKind::All),
        Expression::Not(part) if matches!(**part, Expression::Group(..)) => Some(GroupKind::NoneOf),
        _ => None,
    }
}

/// A condition and everything below it, outer before inner.
pub(crate) fn flatten<'a>(
    rulebook: &'a Rulebook,
    expression: &'a Expression,
    depth: usize,
    into: &mut Vec<&'a Expression>,
) {
    into.push(expression);
    if depth < DEPTH_MAX {
        for (_, part) in parts(rulebook, expression) {
            flatten(rulebook, part, depth + 1, into);
        }
    }
}

/// The plan of a condition whose nodes come in the order of [`flatten`].
pub(crate) fn plan(
    rulebook: &Rulebook,
    expression: &Expression,
    depth: usize,
    nodes: &mut impl Iterator<Item = NodeIndex>,
) -> Option<Plan> {
    let node = nodes.next()?;
    let mut own = Vec::new();
    if depth < DEPTH_MAX {
        for (_, part) in parts(rulebook, expression) {
            own.push(plan(rulebook, part, depth + 1, nodes)?);
        }
    }
    Some(Plan { node, parts: own })
}
