//! What can be seen only once everything has been read: days, circles, names without use.

mod circles;
mod days;
mod priority;
mod upkeep;

use exeat_syntax::TextRange;

use super::names::Kind;
use super::resolve::{Lowering, text_range};
use crate::model::{Expression, Place, ProvisionKind};

/// Checks the whole rulebook.
pub(super) fn check(lowering: &mut Lowering) {
    circles::check(lowering);
    priority::check(lowering);
    days::check(lowering);
    // Names that nothing uses are told only when nothing could be hidden by a mistake.
    if !lowering.has_errors() {
        upkeep::check(lowering);
    }
}

impl Lowering {
    /// Where a declared name stands, and what it is.
    fn declared(&self, kind: Kind, index: usize) -> Option<(String, Place, TextRange)> {
        let site = self.names.site(kind, index)?;
        Some((
            site.short.clone(),
            site.place.clone(),
            text_range(&site.place)?,
        ))
    }

    /// What kind of provision this is.
    fn kind_of(&self, provision: usize) -> Option<Kind> {
        Some(match self.rulebook.provisions.get(provision)?.kind {
            ProvisionKind::Rule { .. } => Kind::Rule,
            ProvisionKind::Exception { .. } => Kind::Exception,
            ProvisionKind::Policy { .. } => Kind::Policy,
            ProvisionKind::Gap { .. } => Kind::Gap,
        })
    }
}

/// A way round in words, `a` leans on `b` leans on `a`; of a long one the beginning.
fn way_round(names: &[String], verb: &str) -> String {
    const SHOWN_MAX: usize = 8;
    let shown: Vec<String> = names
        .iter()
        .take(SHOWN_MAX)
        .map(|name| format!("`{name}`"))
        .collect();
    let way = shown.join(&format!(" {verb} "));
    if names.len() > SHOWN_MAX {
        format!("{way} {verb} …")
    } else {
        way
    }
}

/// Asks about an expression and every part of it.
fn each_part(expression: &Expression, ask: &mut dyn FnMut(&Expression)) {
    ask(expression);
    match expression {
        Expression::Not(part) | Expression::Quantified(_, _, part) => each_part(part, ask),
        Expression::Share { filter, .. } => each_part(filter, ask),
        Expression::Group(_, limbs) => {
            for limb in limbs {
                each_part(&limb.expression, ask);
            }
        }
        Expression::Constant(_)
        | Expression::Atom(_)
        | Expression::Listed(..)
        | Expression::Entry(..)
        | Expression::Define(_)
        | Expression::Reading(..)
        | Expression::Open(_) => {}
    }
}

/// An order in which everything comes after what it needs, and what is left because it needs itself.
struct Order {
    /// Indices, each after those that it needs.
    sorted: Vec<usize>,
    /// One circle among the rest, if there is a rest: each needs the next, and the last the first.
    circle: Option<Vec<usize>>,
}

/// Sorts `0..needs.len()` by what each needs.
fn order(needs: &[Vec<usize>]) -> Order {
    let mut missing: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (index, needs) in needs.iter().enumerate() {
        for &need in needs {
            if let Some(by) = needed_by.get_mut(need) {
                by.push(index);
            }
        }
    }
    let mut ready: Vec<usize> = Vec::new();
    ready.extend(
        missing
            .iter()
            .enumerate()
            .filter(|&(_, &count)| count == 0)
            .map(|(index, _)| index),
    );
    let mut sorted = Vec::new();
    while let Some(index) = ready.pop() {
        sorted.push(index);
        for &by in needed_by.get(index).map(Vec::as_slice).unwrap_or_default() {
            if let Some(count) = missing.get_mut(by) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(by);
                }
            }
        }
    }
    let circle = missing
        .iter()
        .position(|&count| count > 0)
        .and_then(|start| {
            // Whoever is left needs somebody who is left, so the walk comes back to a place that it has been to.
            let mut way = vec![start];
            loop {
                let last = *way.last()?;
                let next = *needs
                    .get(last)?
                    .iter()
                    .find(|&&need| missing.get(need).is_some_and(|&count| count > 0))?;
                if let Some(from) = way.iter().position(|&one| one == next) {
                    return Some(way.split_off(from));
                }
                way.push(next);
            }
        });
    Order { sorted, circle }
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_is_needed_comes_first() {
        let order = order(&[vec![1, 2], vec![2], vec![]]);
        assert_eq!(order.sorted, [2, 1, 0]);
        assert_eq!(order.circle, None);
    }

    #[test]
    fn a_circle_is_found_behind_its_way_in() {
        let order = order(&[vec![1], vec![2], vec![3], vec![1], vec![]]);
        assert_eq!(order.sorted, [4]);
        assert_eq!(order.circle, Some(vec![1, 2, 3]));
    }
}
