//! Conditions that lean on themselves, and conditions that grow too large: the language is total, so both are refused.

use exeat_syntax::{Code, Diagnostic};

use super::super::names::Kind;
use super::super::resolve::Lowering;
use super::{each_part, order, way_round};
use crate::model::Expression;

/// Parts of a condition, what it leans on counted in.
const SIZE_MAX: usize = 100_000;
/// Levels of a condition, what it leans on counted in.
const DEPTH_MAX: usize = 512;

/// What a condition may lean on: definitions, then entries, then lists, in one row of numbers.
struct Numbers {
    defines: usize,
    entries: usize,
    lists: usize,
}

impl Numbers {
    fn kind(&self, number: usize) -> (Kind, usize) {
        match number.checked_sub(self.defines) {
            None => (Kind::Define, number),
            Some(entry) => match entry.checked_sub(self.entries) {
                None => (Kind::Entry, entry),
                Some(list) => (Kind::List, list),
            },
        }
    }

    fn of(&self, expression: &Expression) -> Option<usize> {
        match expression {
            Expression::Define(id) => Some(id.index()),
            Expression::Entry(_, id) => Some(self.defines.saturating_add(id.index())),
            Expression::Listed(_, id) => Some(
                self.defines
                    .saturating_add(self.entries)
                    .saturating_add(id.index()),
            ),
            _ => None,
        }
    }
}

/// How large a condition is.
#[derive(Clone, Copy, Default)]
struct Extent {
    size: usize,
    depth: usize,
}

pub(super) fn check(lowering: &mut Lowering) {
    let numbers = Numbers {
        defines: lowering.rulebook.defines.len(),
        entries: lowering.rulebook.entries.len(),
        lists: lowering.rulebook.lists.len(),
    };
    let sorted = loop {
        let order = order(&needs(lowering, &numbers));
        let Some(circle) = order.circle else {
            break order.sorted;
        };
        refuse(lowering, &numbers, &circle);
    };
    let mut extents = vec![Extent::default(); sorted.len()];
    for number in sorted {
        let (kind, index) = numbers.kind(number);
        let extent = match kind {
            Kind::List => {
                let entries = lowering
                    .rulebook
                    .lists
                    .get(index)
                    .map(|list| list.entries.clone());
                let entries = entries.unwrap_or_default();
                let inner = entries
                    .iter()
                    .filter_map(|id| extents.get(numbers.defines.saturating_add(id.index())));
                let depth = inner.map(|one: &Extent| one.depth).max().unwrap_or(0);
                Extent {
                    size: entries.len(),
                    depth: depth.saturating_add(1),
                }
            }
            _ => match condition(lowering, kind, index) {
                Some(condition) => extent(&condition, &numbers, &extents),
                None => Extent::default(),
            },
        };
        let kept = within_limits(lowering, kind, index, extent);
        if let Some(known) = extents.get_mut(number) {
            // The graph of the law holds each entry once, however often it is asked for.
            let size = if kind == Kind::Entry { 1 } else { extent.size };
            *known = if kept {
                Extent { size, ..extent }
            } else {
                Extent::default()
            };
        }
    }
    for index in 0..lowering.rulebook.provisions.len() {
        let Some(kind) = lowering.kind_of(index) else {
            continue;
        };
        let Some(provision) = lowering.rulebook.provisions.get(index) else {
            continue;
        };
        let extent = extent(&provision.condition, &numbers, &extents);
        within_limits(lowering, kind, index, extent);
    }
    for index in 0..lowering.rulebook.jurisdictions.len() {
        let Some(jurisdiction) = lowering.rulebook.jurisdictions.get(index) else {
            continue;
        };
        let extent = extent(&jurisdiction.reach, &numbers, &extents);
        within_limits(lowering, Kind::Jurisdiction, index, extent);
    }
}

/// What each definition, entry and list leans on, each once.
fn needs(lowering: &Lowering, numbers: &Numbers) -> Vec<Vec<usize>> {
    let rulebook = &lowering.rulebook;
    let of_condition = |condition: &Expression| {
        let mut needs = Vec::new();
        each_part(condition, &mut |part| needs.extend(numbers.of(part)));
        needs.sort_unstable();
        needs.dedup();
        needs
    };
    let defines = rulebook
        .defines
        .iter()
        .map(|one| of_condition(&one.condition));
    let entries = rulebook
        .entries
        .iter()
        .map(|one| of_condition(&one.condition));
    let lists = rulebook.lists.iter().map(|list| {
        list.entries
            .iter()
            .map(|id| numbers.defines.saturating_add(id.index()))
            .collect()
    });
    let needs: Vec<Vec<usize>> = defines.chain(entries).chain(lists).collect();
    debug_assert_eq!(
        needs.len(),
        numbers.defines + numbers.entries + numbers.lists
    );
    needs
}

/// Reports a circle and breaks it.
fn refuse(lowering: &mut Lowering, numbers: &Numbers, circle: &[usize]) {
    let named: Vec<(Kind, usize)> = circle.iter().map(|&number| numbers.kind(number)).collect();
    // A list is a circle's way, never its cause: something in it has a condition.
    let start = named
        .iter()
        .position(|(kind, _)| *kind != Kind::List)
        .unwrap_or(0);
    let way: Vec<(Kind, usize)> = named
        .iter()
        .cycle()
        .skip(start)
        .take(named.len())
        .copied()
        .collect();
    let names: Vec<String> = way
        .iter()
        .chain(way.first())
        .filter_map(|&(kind, index)| Some(lowering.declared(kind, index)?.0))
        .collect();
    for &(kind, index) in &way {
        set_condition(lowering, kind, index, Expression::Constant(false));
    }
    let Some(&(kind, index)) = way.first() else {
        return;
    };
    let Some((name, place, range)) = lowering.declared(kind, index) else {
        return;
    };
    let message = match names.len() {
        0..=2 => format!("`{name}` is defined by itself"),
        _ => format!(
            "`{name}` is defined by itself: {}",
            way_round(&names, "leans on")
        ),
    };
    let diagnostic = Diagnostic::new(Code::CIRCULAR_DEFINITION, range, message)
        .with_help("say what it means without using its own name");
    lowering.report_in(place.file, diagnostic);
}

fn condition(lowering: &Lowering, kind: Kind, index: usize) -> Option<Expression> {
    let rulebook = &lowering.rulebook;
    match kind {
        Kind::Define => rulebook.defines.get(index).map(|one| one.condition.clone()),
        Kind::Entry => rulebook.entries.get(index).map(|one| one.condition.clone()),
        _ => None,
    }
}

fn set_condition(lowering: &mut Lowering, kind: Kind, index: usize, condition: Expression) {
    let rulebook = &mut lowering.rulebook;
    let place = match kind {
        Kind::Define => rulebook
            .defines
            .get_mut(index)
            .map(|one| &mut one.condition),
        Kind::Entry => rulebook
            .entries
            .get_mut(index)
            .map(|one| &mut one.condition),
        Kind::Jurisdiction => rulebook
            .jurisdictions
            .get_mut(index)
            .map(|one| &mut one.reach),
        Kind::Rule | Kind::Exception | Kind::Policy | Kind::Gap => rulebook
            .provisions
            .get_mut(index)
            .map(|one| &mut one.condition),
        _ => None,
    };
    if let Some(place) = place {
        *place = condition;
    }
}

/// The size and depth of a condition with everything that it leans on.
fn extent(expression: &Expression, numbers: &Numbers, extents: &[Extent]) -> Extent {
    let inner = match expression {
        Expression::Not(part) | Expression::Quantified(_, _, part) => {
            extent(part, numbers, extents)
        }
        Expression::Share { filter, .. } => extent(filter, numbers, extents),
        Expression::Group(_, limbs) => limbs
            .iter()
            .map(|limb| extent(&limb.expression, numbers, extents))
            .fold(Extent::default(), |sum, one| Extent {
                size: sum.size.saturating_add(one.size),
                depth: sum.depth.max(one.depth),
            }),
        leaf => numbers
            .of(leaf)
            .and_then(|number| extents.get(number).copied())
            .unwrap_or_default(),
    };
    Extent {
        size: inner.size.saturating_add(1),
        depth: inner.depth.saturating_add(1),
    }
}

/// Refuses a condition that is too large, and leaves it out.
fn within_limits(lowering: &mut Lowering, kind: Kind, index: usize, extent: Extent) -> bool {
    if extent.size <= SIZE_MAX && extent.depth <= DEPTH_MAX {
        return true;
    }
    set_condition(lowering, kind, index, Expression::Constant(false));
    if let Some((name, place, range)) = lowering.declared(kind, index) {
        let message = if extent.size > SIZE_MAX {
            format!("the condition of `{name}` has more than {SIZE_MAX} parts")
        } else {
            format!("the condition of `{name}` is more than {DEPTH_MAX} levels deep")
        };
        let diagnostic = Diagnostic::new(Code::TOO_LARGE_RULEBOOK, range, message)
            .with_help("use fewer definitions within definitions");
        lowering.report_in(place.file, diagnostic);
    }
    false
}
