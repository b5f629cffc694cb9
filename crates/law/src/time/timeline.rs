//! The timeline of provisions: for each, the stretches of days and its state on them.

use exeat_value::{Day, Span};

use super::{TimeState, Timed, time_state, turning_days};
use crate::model::{ProvisionId, Rulebook};

/// A stretch of days on which a provision has one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineSpan {
    /// The days.
    pub days: Span,
    /// The state on each of them.
    pub state: TimeState,
}

/// One provision's stretches, without gaps, from its first mention on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The provision.
    pub provision: ProvisionId,
    /// Its stretches in order.
    pub spans: Vec<TimelineSpan>,
}

impl TimelineEntry {
    /// The days on which it certainly bound or binds.
    pub fn operated(&self) -> impl Iterator<Item = Span> + '_ {
        self.spans
            .iter()
            .filter(|one| one.state == TimeState::InForce)
            .map(|one| one.days)
    }

    /// The days on which it depends on a reading whether it binds.
    pub fn contested(&self) -> impl Iterator<Item = Span> + '_ {
        self.spans
            .iter()
            .filter(|one| matches!(one.state, TimeState::Contested(_)))
            .map(|one| one.days)
    }

    /// The days on which it is suspended, whatever the reading.
    pub fn suspended(&self) -> impl Iterator<Item = Span> + '_ {
        self.spans
            .iter()
            .filter(|one| matches!(one.state, TimeState::Suspended { .. }))
            .map(|one| one.days)
    }
}

/// The timelines of some provisions, as known on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// What was known by then.
    pub known_at: Day,
    /// One for each provision asked for.
    pub entries: Vec<TimelineEntry>,
}

/// Draws up the timelines of these provisions, as known on a day.
#[must_use]
pub fn timeline(rulebook: &Rulebook, provisions: &[ProvisionId], known_at: Day) -> Timeline {
    let entries = provisions
        .iter()
        .map(|&provision| TimelineEntry {
            provision,
            spans: spans_of(rulebook, Timed::Provision(provision), known_at),
        })
        .collect();
    Timeline { known_at, entries }
}

fn spans_of(rulebook: &Rulebook, timed: Timed, known_at: Day) -> Vec<TimelineSpan> {
    let mut days = turning_days(rulebook, timed, known_at);
    if let Timed::Provision(id) = timed {
        let provision = rulebook.provision(id);
        days.extend(rulebook.instrument(provision.instrument).issued);
        days.sort_unstable();
        days.dedup();
    }
    let mut spans: Vec<TimelineSpan> = Vec::new();
    for (position, &from) in days.iter().enumerate() {
        let state = time_state(rulebook, timed, from, known_at);
        let until = days.get(position + 1).copied();
        match spans.last_mut() {
            Some(last) if last.state == state => last.days.until = until,
            _ => spans.push(TimelineSpan {
                days: Span { from, until },
                state,
            }),
        }
    }
    spans
}
