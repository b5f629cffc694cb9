//! Days: what has none, and what was suspended before it began.

use exeat_syntax::{Code, Diagnostic};
use exeat_value::{Day, Span};

use super::super::names::Kind;
use super::super::resolve::Lowering;
use crate::model::{EntryId, InForce, ListId, ProvisionId, Suspension};
use crate::time::{Timed, own_days};

pub(super) fn check(lowering: &mut Lowering) {
    let timed = timed(lowering);
    // A line of days that could not be read has been reported; what inherits it is not to blame.
    if !lowering.days_failed {
        without_days(lowering, &timed);
    }
    suspended_before(lowering, &timed);
}

/// Whose line of days something goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Source {
    kind: Kind,
    index: usize,
}

/// Everything that has days, with whose they are.
fn timed(lowering: &Lowering) -> Vec<(Timed, Source)> {
    let rulebook = &lowering.rulebook;
    let provisions = rulebook.provisions.iter().enumerate().map(|(index, one)| {
        let source = match (&one.in_force, lowering.kind_of(index)) {
            (Some(_), Some(kind)) => Source { kind, index },
            _ => Source {
                kind: Kind::Instrument,
                index: one.instrument.index(),
            },
        };
        (Timed::Provision(ProvisionId::at(index)), source)
    });
    let entries = rulebook.entries.iter().enumerate().map(|(index, one)| {
        let from_list = one.lists.iter().find(|id: &&ListId| {
            let list = rulebook.lists.get(id.index());
            list.is_some_and(|list| list.in_force.is_some() && list.in_force == one.in_force)
        });
        let source = match (from_list, &one.in_force) {
            (Some(list), _) => Source {
                kind: Kind::List,
                index: list.index(),
            },
            (None, Some(_)) => Source {
                kind: Kind::Entry,
                index,
            },
            (None, None) => Source {
                kind: Kind::Instrument,
                index: one.instrument.index(),
            },
        };
        (Timed::Entry(EntryId::at(index)), source)
    });
    provisions.chain(entries).collect()
}

/// The name of something timed.
fn named(lowering: &Lowering, timed: Timed) -> Option<(Kind, usize)> {
    Some(match timed {
        Timed::Provision(id) => (lowering.kind_of(id.index())?, id.index()),
        Timed::Entry(id) => (Kind::Entry, id.index()),
    })
}

/// Nothing is in force by default.
fn without_days(lowering: &mut Lowering, timed: &[(Timed, Source)]) {
    let mut told: Vec<Source> = Vec::new();
    for &(one, source) in timed {
        if own_days(&lowering.rulebook, one, Day::MAX).is_some() || told.contains(&source) {
            continue;
        }
        told.push(source);
        let Some((kind, index)) = named(lowering, one) else {
            continue;
        };
        let Some((name, place, range)) = lowering.declared(kind, index) else {
            continue;
        };
        let message = format!("nothing says when `{name}` is in force");
        let diagnostic = Diagnostic::new(Code::NO_IN_FORCE_DATE, range, message).with_help(
            "add `in force from 2025-12-01`, with its first day, to it or to its instrument",
        );
        let diagnostic = match lowering.declared(Kind::Instrument, source.index) {
            Some((_, instrument, _)) if source.kind == Kind::Instrument => lowering.pointing_to(
                diagnostic,
                place.file,
                &instrument,
                "this says nothing either",
            ),
            _ => diagnostic,
        };
        lowering.report_in(place.file, diagnostic);
    }
}

/// What never operated, because the suspension came first.
fn suspended_before(lowering: &mut Lowering, timed: &[(Timed, Source)]) {
    for suspension in lowering.rulebook.suspensions.clone() {
        let mut told: Vec<Source> = Vec::new();
        for &(one, source) in timed {
            if told.contains(&source) || !names(lowering, &suspension, one) {
                continue;
            }
            let Some(InForce::Span(own)) = own_days(&lowering.rulebook, one, Day::MAX) else {
                continue;
            };
            let suspended = spans(lowering, &suspension.in_force);
            let from_the_first =
                !suspended.is_empty() && suspended.iter().all(|span| span.contains(own.from));
            if from_the_first {
                told.push(source);
                never_operated(lowering, &suspension, one, source, own, &suspended);
            }
        }
    }
}

fn names(lowering: &Lowering, suspension: &Suspension, timed: Timed) -> bool {
    let rulebook = &lowering.rulebook;
    let (instrument, directly) = match timed {
        Timed::Provision(id) => (
            rulebook
                .provisions
                .get(id.index())
                .map(|one| one.instrument),
            suspension.provisions.contains(&id),
        ),
        Timed::Entry(id) => (
            rulebook.entries.get(id.index()).map(|one| one.instrument),
            suspension.entries.contains(&id),
        ),
    };
    directly || instrument.is_some_and(|id| suspension.instruments.contains(&id))
}

/// The days of a suspension, one span for each way to read them.
fn spans(lowering: &Lowering, in_force: &InForce) -> Vec<Span> {
    match in_force {
        InForce::Span(span) => vec![*span],
        InForce::Reading(id) => {
            let reading = lowering.rulebook.readings.get(id.index());
            let alternatives = reading
                .map(|one| one.alternatives.as_slice())
                .unwrap_or_default();
            alternatives.iter().filter_map(|one| one.span).collect()
        }
    }
}

fn never_operated(
    lowering: &mut Lowering,
    suspension: &Suspension,
    timed: Timed,
    source: Source,
    own: Span,
    suspended: &[Span],
) {
    let Some((name, place, range)) = lowering.declared(source.kind, source.index) else {
        return;
    };
    let who = match source.kind {
        Kind::Instrument | Kind::List => {
            let one =
                named(lowering, timed).and_then(|(kind, index)| lowering.declared(kind, index));
            let one = one.map_or_else(String::new, |(name, _, _)| format!(", such as `{name}`,"));
            format!("what has the days of `{name}`{one}")
        }
        _ => format!("`{name}`"),
    };
    let message = format!("{who} begins on {}, when it is suspended already", own.from);
    let days: Vec<String> = suspended.iter().map(ToString::to_string).collect();
    let diagnostic = Diagnostic::new(Code::SUSPENDED_BEFORE_IT_BEGAN, range, message)
        .with_help("if that is the law, add `acknowledges R0106 \"the suspension came first\"`");
    let diagnostic = lowering.pointing_to(
        diagnostic,
        place.file,
        &suspension.place,
        &format!("suspended {}", days.join(", or ")),
    );
    lowering.report_for(place.file, diagnostic, vec![suspension.place.clone()]);
}
