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

/// Whether a limb with days of its own is part of its condition on a day. Where it is not, the condition stands as if
/// the limb had never been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LimbTime {
    /// It is there.
    There,
    /// It is not.
    Dropped,
    /// The readings that are open differ.
    Depends(ReadingCondition),
}

/// What is asked of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// That the day is within it.
    Whole,
    /// That it is not over.
    End,
}

impl Part {
    fn holds(self, span: Span, day: Day) -> bool {
        match self {
            Self::Whole => span.contains(day),
            Self::End => span.until.is_none_or(|until| day < until),
        }
    }
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
    part_covers(rulebook, in_force, Part::Whole, day, known_at)
}

fn part_covers(
    rulebook: &Rulebook,
    in_force: &InForce,
    part: Part,
    day: Day,
    known_at: Day,
) -> Covers {
    match in_force {
        InForce::Span(span) => {
            if part.holds(*span, day) {
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
                .map(|one| one.span.is_some_and(|span| part.holds(span, day)))
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

/// What a timed thing says of its own days.
struct OwnTime {
    instrument: InstrumentId,
    /// Its own days.
    own: Option<InForce>,
    /// The life of its instrument.
    life: Option<InForce>,
    /// The day from which it could be known.
    known_from: Option<Day>,
}

fn own_time(rulebook: &Rulebook, timed: Timed) -> OwnTime {
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
    OwnTime {
        instrument,
        own,
        life: parent.in_force.clone(),
        known_from: recorded.or(parent.recorded).or(parent.issued),
    }
}

/// The commencement that counts: the last declared one, known by then, that names the timed thing or its instrument.
fn commencement(rulebook: &Rulebook, timed: Timed, known_at: Day) -> Option<Day> {
    let instrument = own_time(rulebook, timed).instrument;
    let counts = rulebook.commencements.iter().rfind(|one| {
        let parent = rulebook.instrument(one.instrument);
        let known_from = one.recorded.or(parent.recorded).or(parent.issued);
        let named = one.instruments.contains(&instrument)
            || match timed {
                Timed::Provision(id) => one.provisions.contains(&id),
                Timed::Entry(id) => one.entries.contains(&id),
            };
        named && known_from.is_none_or(|day| day <= known_at)
    });
    counts.map(|one| one.from)
}

/// The periods that decide whether a timed thing binds by its own terms, as known by then and without suspensions: it
/// binds on the days that are within the whole of the first kind and not past the end of the second.
///
/// A commencement sets the first day, whatever was said before; else it is the thing's own, else its instrument's.
/// Its own end and the end of its instrument both end it, so nothing outlives the instrument that it stands in.
fn periods(rulebook: &Rulebook, timed: Timed, known_at: Day) -> Vec<(InForce, Part)> {
    let OwnTime { own, life, .. } = own_time(rulebook, timed);
    let mut periods = Vec::new();
    let mut add = |period: Option<InForce>, part: Part| {
        periods.extend(period.map(|period| (period, part)));
    };
    match (commencement(rulebook, timed, known_at), own) {
        (Some(from), own) => {
            add(Some(InForce::Span(Span::from_on(from))), Part::Whole);
            add(own, Part::End);
            add(life, Part::End);
        }
        (None, Some(own)) => {
            add(Some(own), Part::Whole);
            add(life, Part::End);
        }
        (None, None) => add(life, Part::Whole),
    }
    periods
}

/// The days on which a timed thing binds by its own terms, with commencements known by then, and without suspensions.
#[must_use]
pub fn own_days(rulebook: &Rulebook, timed: Timed, known_at: Day) -> Option<InForce> {
    let OwnTime { own, life, .. } = own_time(rulebook, timed);
    let end = |in_force: &Option<InForce>| match in_force {
        Some(InForce::Span(span)) => span.until,
        _ => None,
    };
    let until = match (end(&own), end(&life)) {
        (Some(own), Some(life)) => Some(own.min(life)),
        (own, life) => own.or(life),
    };
    match (commencement(rulebook, timed, known_at), own.or(life)) {
        (Some(from), Some(InForce::Span(_)) | None) => Some(InForce::Span(Span { from, until })),
        (None, Some(InForce::Span(span))) => Some(InForce::Span(Span { until, ..span })),
        (_, reading) => reading,
    }
}

/// The days on which the state of a timed thing may change, as known by then: the ends of its own days, of its
/// instrument's life and of its suspensions, under every reading.
#[must_use]
pub fn turning_days(rulebook: &Rulebook, timed: Timed, known_at: Day) -> Vec<Day> {
    let mut days = turns_of(rulebook, &periods(rulebook, timed, known_at));
    let suspensions: Vec<(InForce, Part)> = suspensions_of(rulebook, timed, known_at)
        .map(|id| (rulebook.suspension(id).in_force.clone(), Part::Whole))
        .collect();
    days.extend(turns_of(rulebook, &suspensions));
    days.sort_unstable();
    days.dedup();
    days
}

/// The days on which periods begin or end under some reading, in order.
fn turns_of(rulebook: &Rulebook, periods: &[(InForce, Part)]) -> Vec<Day> {
    let mut days = Vec::new();
    for (period, part) in periods {
        for span in spans(rulebook, period) {
            days.extend((*part == Part::Whole).then_some(span.from));
            days.extend(span.until);
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// The spans that a period may have.
fn spans(rulebook: &Rulebook, in_force: &InForce) -> Vec<Span> {
    match in_force {
        InForce::Span(span) => vec![*span],
        InForce::Reading(id) => {
            let alternatives = &rulebook.reading(*id).alternatives;
            alternatives.iter().filter_map(|one| one.span).collect()
        }
    }
}

/// The suspensions that name a timed thing or its instrument, known by a day.
pub fn suspensions_of(
    rulebook: &Rulebook,
    timed: Timed,
    known_at: Day,
) -> impl Iterator<Item = SuspensionId> + '_ {
    let instrument = own_time(rulebook, timed).instrument;
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
    if let Some(from) = own_time(rulebook, timed).known_from
        && from > known_at
    {
        return TimeState::NotKnown { from };
    }
    // The checks refuse a provision without any days; should one come through, it binds, so that it cannot lapse in
    // silence.
    let periods = periods(rulebook, timed, known_at);
    let mut conditions = Conditions::new(rulebook, known_at);
    if !conditions.add_periods(&periods, law_date) {
        return outside(rulebook, &periods, law_date, known_at);
    }
    let mut suspended = None;
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
            Covers::Depends(condition) => {
                let binds = condition.binds.iter().map(|suspended| !suspended).collect();
                let possible = conditions.add(ReadingCondition { binds, ..condition });
                if !possible && suspended.is_none() {
                    suspended = Some(TimeState::Suspended { by: id, span: None });
                }
            }
        }
    }
    match suspended {
        Some(suspended) => suspended,
        None if conditions.all.is_empty() => TimeState::InForce,
        None => TimeState::Contested(conditions.all),
    }
}

/// What the readings must be for something to bind, one condition for each reading.
struct Conditions<'a> {
    rulebook: &'a Rulebook,
    known_at: Day,
    all: Vec<ReadingCondition>,
}

impl<'a> Conditions<'a> {
    fn new(rulebook: &'a Rulebook, known_at: Day) -> Self {
        Self {
            rulebook,
            known_at,
            all: Vec::new(),
        }
    }

    /// Adds what periods ask of a day. False where they do not hold under any reading.
    fn add_periods(&mut self, periods: &[(InForce, Part)], day: Day) -> bool {
        periods.iter().all(|(period, part)| {
            match part_covers(self.rulebook, period, *part, day, self.known_at) {
                Covers::Yes => true,
                Covers::No => false,
                Covers::Depends(condition) => self.add(condition),
            }
        })
    }

    /// Adds a condition. False where no known alternative meets all those on its reading.
    fn add(&mut self, condition: ReadingCondition) -> bool {
        let known = known_alternatives(self.rulebook, condition.reading, self.known_at);
        let reading = condition.reading;
        match self.all.iter_mut().find(|one| one.reading == reading) {
            Some(one) => {
                for (binds, also) in one.binds.iter_mut().zip(&condition.binds) {
                    *binds &= *also;
                }
            }
            None => self.all.push(condition),
        }
        let on_it = self.all.iter().filter(|one| one.reading == reading);
        let mut left = on_it.flat_map(|one| one.binds.iter().zip(&known));
        left.any(|(&binds, &known)| binds && known)
    }
}

/// The state on a day that is outside the periods under every reading: the next day on which it may bind, or else the
/// day since which it no longer does.
fn outside(rulebook: &Rulebook, periods: &[(InForce, Part)], day: Day, known_at: Day) -> TimeState {
    let binds = |day: Day| Conditions::new(rulebook, known_at).add_periods(periods, day);
    let turns = turns_of(rulebook, periods);
    let (past, coming): (Vec<Day>, Vec<Day>) = turns.into_iter().partition(|turn| *turn <= day);
    if let Some(from) = coming.into_iter().find(|turn| binds(*turn)) {
        return TimeState::NotYet { from };
    }
    let since = match past.iter().rposition(|turn| binds(*turn)) {
        // What binds on a day that turns, and not on this one, ended on a later day that turns.
        Some(last) => past.get(last + 1).copied(),
        None => None,
    };
    TimeState::Ended {
        // It never was in force.
        since: since.unwrap_or(Day::MIN),
    }
}
