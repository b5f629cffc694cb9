//! Exceptions and priorities that run in a circle: what goes before what must have an end.

use exeat_syntax::{Code, Diagnostic};

use super::super::resolve::Lowering;
use super::{order, way_round};
use crate::model::ProvisionKind;

/// Exceptions to exceptions, and rules over rules, one after another. The freezing of the law goes no further.
const CHAIN_MAX: usize = 31;

pub(super) fn check(lowering: &mut Lowering) {
    let sorted = loop {
        let order = order(&targets(lowering));
        let Some(circle) = order.circle else {
            break order.sorted;
        };
        refuse(lowering, &circle);
    };
    let targets = targets(lowering);
    let mut lengths = vec![0_usize; targets.len()];
    for index in sorted {
        let longest = targets.get(index).into_iter().flatten();
        let longest = longest.filter_map(|&target| lengths.get(target)).max();
        let length = longest.map_or(0, |longest| longest.saturating_add(1));
        if length > CHAIN_MAX {
            too_long(lowering, index);
        } else if let Some(known) = lengths.get_mut(index) {
            *known = length;
        }
    }
}

/// For each provision those that it takes away from or goes before.
fn targets(lowering: &Lowering) -> Vec<Vec<usize>> {
    lowering
        .rulebook
        .provisions
        .iter()
        .map(|provision| {
            let targets = match &provision.kind {
                ProvisionKind::Rule { over } => over.as_slice(),
                ProvisionKind::Exception { from } => from.as_slice(),
                ProvisionKind::Policy { .. } | ProvisionKind::Gap { .. } => &[],
            };
            let mut targets: Vec<usize> = targets.iter().map(|id| id.index()).collect();
            targets.sort_unstable();
            targets.dedup();
            targets
        })
        .collect()
}

/// Takes a provision out of every circle.
fn release(lowering: &mut Lowering, index: usize) {
    match lowering
        .rulebook
        .provisions
        .get_mut(index)
        .map(|one| &mut one.kind)
    {
        Some(ProvisionKind::Rule { over }) => over.clear(),
        Some(ProvisionKind::Exception { from }) => from.clear(),
        _ => {}
    }
}

fn refuse(lowering: &mut Lowering, circle: &[usize]) {
    let names: Vec<String> = circle
        .iter()
        .chain(circle.first())
        .filter_map(|&index| {
            let kind = lowering.kind_of(index)?;
            Some(lowering.declared(kind, index)?.0)
        })
        .collect();
    let Some(&first) = circle.first() else { return };
    let declared = lowering
        .kind_of(first)
        .and_then(|kind| lowering.declared(kind, first));
    release(lowering, first);
    let Some((name, place, range)) = declared else {
        return;
    };
    let message = match circle {
        [_] => format!("`{name}` goes before itself"),
        _ => format!(
            "`{name}` goes before itself: {}",
            way_round(&names, "goes before")
        ),
    };
    let diagnostic = Diagnostic::new(Code::CIRCULAR_PRIORITY, range, message)
        .with_help("take one of them out of the other's `to` or `over`");
    lowering.report_in(place.file, diagnostic);
}

fn too_long(lowering: &mut Lowering, index: usize) {
    let declared = lowering
        .kind_of(index)
        .and_then(|kind| lowering.declared(kind, index));
    release(lowering, index);
    let Some((name, place, range)) = declared else {
        return;
    };
    let message = format!("`{name}` is the end of a chain of more than {CHAIN_MAX} exceptions");
    let diagnostic = Diagnostic::new(Code::TOO_LARGE_RULEBOOK, range, message)
        .with_help("let it name the rule itself, and not an exception to an exception");
    lowering.report_in(place.file, diagnostic);
}
