//! Legal time: on which days a provision binds, seen from a day on which somebody asks.
//!
//! In force = the provision's own days, less the days on which it is suspended. Each part counts only once it was
//! known: an announcement issued in October cannot bind, or lift, anything for whoever asks in September. Where a
//! period depends on how the law is read, the state is contested, and carries the readings.

mod timeline;

use exeat_value::{Day, Span};

use crate::model::{
    EntryId, InForce, InstrumentId, ProvisionId, ReadingId, Rulebook, SuspensionId,
};

pub use timeline::{Timeline, TimelineEntry, TimelineSpan, timeline};

/// Something that has days: a provision, or an entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timed {
    /// A rule, exception, policy or gap.
    Provision(ProvisionId),
    /// An entry.
    Entry(EntryId),
}

/// Whether a provision binds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeState {
    /// It binds.
    InForce,
    /// Nobody could know it yet: it was issued, or recorded, on this later day.
    NotKnown {
        /// The day it became known.
        from: Day,
    },
    /// It is known, and begins later.
    NotYet {
        /// Its first day.
        from: Day,
    },
    /// It is over.
    Ended {
        /// The first day on which it no longer bound.
        since: Day,
    },
    /// It is suspended.
    Suspended {
        /// By what.
        by: SuspensionId,
        /// For which days, where they do not depend on a reading.
        span: Option<Span>,
    },
    /// It binds under some readings and not under others: all of these must hold for it to bind.
    Contested(Vec<ReadingCondition>),
}

/// It binds only if the reading is one of these alternatives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReadingCondition {
    /// The reading.
    pub reading: ReadingId,
    /// For each alternative, whether it binds under it.
    pub binds: Vec<bool>,
}

/// What a period says of one day.
pub(crate) enum Covers {
    Yes,
    No,
    Depends(ReadingCondition),
}

/// The alternatives of a reading that were known by a day, as a mask.
#[must_use]
pub fn known_alternatives(rulebook: &Rulebook, reading: ReadingId, known_at: Day) -> Vec<bool> {
    let reading = rulebook.reading(reading);
    let known: Vec<bool> = reading
        .alternatives
        .iter()
        .map(|one| one.recorded.is_none_or(|day| day <= known_at))
        .collect();
    // A reading none of whose alternatives was known yet cannot have been a question yet: all stay open.
    if known.contains(&true) {
        known
    } else {
        vec![true; known.len()]
    }
}

/// What a period says of a day, for somebody who knows what was known on `known_at`.
pub(crate) fn covers(rulebook: &Rulebook, in_force: &InForce, day: Day, known_at: Day) -> Covers {
    match in_force {
        InForce::Span(span) => {
            if span.contains(day) {
                Covers::Yes
            } else {
                Covers::No
            }
        }
        InForce::Reading(id) => {
            let known = known_alternatives(rulebook, *id, known_at);
            let inside: Vec<bool> = rulebook
                .reading(*id)
                .alternatives
                .iter()
                .map(|one| one.span.is_some_and(|span| span.contains(day)))
                .collect();
            let mut among_known = inside.iter().zip(&known).filter(|&(_, &known)| known);
            if among_known.clone().all(|(&inside, _)| inside) {
                Covers::Yes
            } else if !among_known.any(|(&inside, _)| inside) {
                Covers::No
            } else {
                Covers::Depends(ReadingCondition {
                    reading: *id,
                    binds: inside,
                })
            }
        }
    }
}

/// The instrument of a timed thing, its own days, and the day from which it could be known.
fn own_time(rulebook: &Rulebook, timed: Timed) -> (InstrumentId, Option<InForce>, Option<Day>) {
    let (instrument, own, recorded) = match timed {
        Timed::Provision(id) => {
            let one = rulebook.provision(id);
            (one.instrument, one.in_force.clone(), one.recorded)
        }
        Timed::Entry(id) => {
            let one = rulebook.entry(id);
            (one.instrument, one.in_force.clone(), one.recorded)
        }
    };
    let parent = rulebook.instrument(instrument);
    let known_from = recorded.or(parent.recorded).or(parent.issued);
    (
        instrument,
        own.or_else(|| parent.in_force.clone()),
        known_from,
    )
}

/// The days on which a timed thing binds by its own terms, with commencements known by then, and without suspensions.
#[must_use]
pub fn own_days(rulebook: &Rulebook, timed: Timed, known_at: Day) -> Option<InForce> {
    let (instrument, own, _) = own_time(rulebook, timed);
    let commenced = rulebook
        .commencements
        .iter()
        .rfind(|one| {
            let parent = rulebook.instrument(one.instrument);
            let known_from = one.recorded.or(parent.recorded).or(parent.issued);
            let named = one.instruments.contains(&instrument)
                || match timed {
                    Timed::Provision(id) => one.provisions.contains(&id),
                    Timed::Entry(id) => one.entries.contains(&id),
                };
            named && known_from.is_none_or(|day| day <= known_at)
        });
    match (own, commenced) {
        (Some(InForce::Span(span)), Some(one)) => Some(InForce::Span(Span {
            from: one.from,
            until: span.until,
        })),
        (None, Some(one)) => Some(InForce::Span(Span {
            from: one.from,
            until: None,
        })),
        (own, _) => own,
    }
}

/// The suspensions that name a timed thing or its instrument, known by a day.
pub fn suspensions_of(
    rulebook: &Rulebook,
    timed: Timed,
    known_at: Day,
) -> impl Iterator<Item = SuspensionId> + '_ {
    let (instrument, _, _) = own_time(rulebook, timed);
    rulebook
        .suspensions
        .iter()
        .enumerate()
        .filter_map(move |(index, one)| {
            let parent = rulebook.instrument(one.instrument);
            let known = one
                .recorded
                .or(parent.recorded)
                .or(parent.issued)
                .is_none_or(|day| day <= known_at);
            let named = one.instruments.contains(&instrument)
                || match timed {
                    Timed::Provision(id) => one.provisions.contains(&id),
                    Timed::Entry(id) => one.entries.contains(&id),
                };
            (known && named).then(|| SuspensionId::at(index))
        })
}

/// Whether a timed thing binds on `law_date`, for somebody who knows what was known on `known_at`.
#[must_use]
pub fn time_state(rulebook: &Rulebook, timed: Timed, law_date: Day, known_at: Day) -> TimeState {
    let (_, _, known_from) = own_time(rulebook, timed);
    if let Some(from) = known_from
        && from > known_at
    {
        return TimeState::NotKnown { from };
    }
    let Some(own) = own_days(rulebook, timed, known_at) else {
        // The checks refuse a provision without days; should one come through, it must not lapse in silence.
        return TimeState::InForce;
    };
    let mut conditions = Vec::new();
    match covers(rulebook, &own, law_date, known_at) {
        Covers::Yes => {}
        Covers::No => return outside(&own, rulebook, law_date),
        Covers::Depends(condition) => conditions.push(condition),
    }
    for id in suspensions_of(rulebook, timed, known_at) {
        let suspension = rulebook.suspension(id);
        match covers(rulebook, &suspension.in_force, law_date, known_at) {
            Covers::No => {}
            Covers::Yes => {
                let span = match &suspension.in_force {
                    InForce::Span(span) => Some(*span),
                    InForce::Reading(_) => None,
                };
                return TimeState::Suspended { by: id, span };
            }
            Covers::Depends(condition) => conditions.push(ReadingCondition {
                reading: condition.reading,
                binds: condition
                    .binds
                    .into_iter()
                    .map(|suspended| !suspended)
                    .collect(),
            }),
        }
    }
    if conditions.is_empty() {
        TimeState::InForce
    } else {
        TimeState::Contested(conditions)
    }
}

fn outside(own: &InForce, rulebook: &Rulebook, day: Day) -> TimeState {
    let spans: Vec<Span> = match own {
        InForce::Span(span) => vec![*span],
        InForce::Reading(id) => rulebook
            .reading(*id)
            .alternatives
            .iter()
            .filter_map(|one| one.span)
            .collect(),
    };
    let next = spans
        .iter()
        .map(|span| span.from)
        .filter(|&from| from > day)
        .min();
    let last = spans
        .iter()
        .filter_map(|span| span.until)
        .filter(|&until| until <= day)
        .max();
    match (next, last) {
        (Some(from), _) => TimeState::NotYet { from },
        (None, Some(since)) => TimeState::Ended { since },
        (None, None) => TimeState::Ended { since: day },
    }
}
