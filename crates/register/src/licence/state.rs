//! The states of a licence, and the ways between them as data.

use serde::{Deserialize, Serialize};

use crate::acting::Verb;
use crate::error::{RegisterError, Result};

/// The state of a licence on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Written down and not issued.
    Draft,
    /// Issued, and its first day has not come.
    Issued,
    /// It may be used.
    Active,
    /// It may not be used until the authority says so.
    Suspended,
    /// Nothing is left of it.
    Exhausted,
    /// Its last day is over.
    Expired,
    /// The holder has given it back.
    Surrendered,
    /// The authority has taken it back.
    Revoked,
    /// Another stands in its place.
    Superseded,
}

impl State {
    /// All states.
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Issued,
        Self::Active,
        Self::Suspended,
        Self::Exhausted,
        Self::Expired,
        Self::Surrendered,
        Self::Revoked,
        Self::Superseded,
    ];

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Issued => "issued",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Exhausted => "exhausted",
            Self::Expired => "expired",
            Self::Surrendered => "surrendered",
            Self::Revoked => "revoked",
            Self::Superseded => "superseded",
        }
    }

    /// In Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Issued => "已颁发、尚未生效",
            Self::Active => "有效",
            Self::Suspended => "已中止",
            Self::Exhausted => "已用尽",
            Self::Expired => "已过期",
            Self::Surrendered => "已交回",
            Self::Revoked => "已撤销",
            Self::Superseded => "已被替代",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What takes a licence along an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A person with the right to this verb.
    Person(Verb),
    /// The day.
    Day,
    /// The sum of the ledger.
    Ledger,
}

/// What must hold for an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Nothing more than the edge itself.
    Free,
    /// The licence hangs together.
    Complete,
    /// A cause is given.
    CauseGiven,
    /// Nothing is reserved.
    NothingReserved,
    /// The licence that stands in its place is on file.
    SuccessorOnFile,
    /// What was used and reserved is within what the new version allows.
    CoversUse,
    /// Its first day has come.
    FirstDayCame,
    /// Its last day is over.
    LastDayOver,
    /// The ledger leaves nothing on any line.
    NothingLeft,
    /// The ledger leaves something.
    SomethingLeft,
}

/// What an edge does besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: the state follows from the day and the ledger.
    Follows,
    /// It is recorded.
    Recorded,
    /// It is recorded, and the conditions whose periods run from the issue or to the end become duties.
    DutiesBegin,
    /// It is recorded, and whatever is reserved is released.
    ReservationsReleased,
    /// A new version is recorded, and the ledger goes on under it.
    LedgerCarried,
}

/// A way from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// From.
    pub from: State,
    /// To.
    pub to: State,
    /// What takes it there.
    pub by: By,
    /// What must hold.
    pub guard: Guard,
    /// What happens besides.
    pub effect: Effect,
}

const fn person(from: State, to: State, verb: Verb, guard: Guard, effect: Effect) -> Edge {
    Edge {
        from,
        to,
        by: By::Person(verb),
        guard,
        effect,
    }
}

const fn follows(from: State, to: State, by: By, guard: Guard) -> Edge {
    Edge {
        from,
        to,
        by,
        guard,
        effect: Effect::Follows,
    }
}

/// Every way there is. What is not here is refused.
pub const EDGES: &[Edge] = &[
    person(
        State::Draft,
        State::Draft,
        Verb::Amend,
        Guard::Complete,
        Effect::LedgerCarried,
    ),
    person(
        State::Draft,
        State::Issued,
        Verb::Issue,
        Guard::Complete,
        Effect::DutiesBegin,
    ),
    follows(State::Issued, State::Active, By::Day, Guard::FirstDayCame),
    follows(State::Issued, State::Expired, By::Day, Guard::LastDayOver),
    follows(
        State::Active,
        State::Exhausted,
        By::Ledger,
        Guard::NothingLeft,
    ),
    follows(
        State::Exhausted,
        State::Active,
        By::Ledger,
        Guard::SomethingLeft,
    ),
    follows(State::Active, State::Expired, By::Day, Guard::LastDayOver),
    follows(
        State::Exhausted,
        State::Expired,
        By::Day,
        Guard::LastDayOver,
    ),
    follows(
        State::Suspended,
        State::Expired,
        By::Day,
        Guard::LastDayOver,
    ),
    person(
        State::Issued,
        State::Suspended,
        Verb::Suspend,
        Guard::CauseGiven,
        Effect::Recorded,
    ),
    person(
        State::Active,
        State::Suspended,
        Verb::Suspend,
        Guard::CauseGiven,
        Effect::Recorded,
    ),
    person(
        State::Suspended,
        State::Active,
        Verb::Reinstate,
        Guard::CauseGiven,
        Effect::Recorded,
    ),
    person(
        State::Issued,
        State::Surrendered,
        Verb::Surrender,
        Guard::NothingReserved,
        Effect::Recorded,
    ),
    person(
        State::Active,
        State::Surrendered,
        Verb::Surrender,
        Guard::NothingReserved,
        Effect::Recorded,
    ),
    person(
        State::Suspended,
        State::Surrendered,
        Verb::Surrender,
        Guard::NothingReserved,
        Effect::Recorded,
    ),
    person(
        State::Exhausted,
        State::Surrendered,
        Verb::Surrender,
        Guard::NothingReserved,
        Effect::Recorded,
    ),
    person(
        State::Issued,
        State::Revoked,
        Verb::Revoke,
        Guard::CauseGiven,
        Effect::ReservationsReleased,
    ),
    person(
        State::Active,
        State::Revoked,
        Verb::Revoke,
        Guard::CauseGiven,
        Effect::ReservationsReleased,
    ),
    person(
        State::Suspended,
        State::Revoked,
        Verb::Revoke,
        Guard::CauseGiven,
        Effect::ReservationsReleased,
    ),
    person(
        State::Exhausted,
        State::Revoked,
        Verb::Revoke,
        Guard::CauseGiven,
        Effect::ReservationsReleased,
    ),
    person(
        State::Issued,
        State::Superseded,
        Verb::Supersede,
        Guard::SuccessorOnFile,
        Effect::ReservationsReleased,
    ),
    person(
        State::Active,
        State::Superseded,
        Verb::Supersede,
        Guard::SuccessorOnFile,
        Effect::ReservationsReleased,
    ),
    person(
        State::Suspended,
        State::Superseded,
        Verb::Supersede,
        Guard::SuccessorOnFile,
        Effect::ReservationsReleased,
    ),
    person(
        State::Exhausted,
        State::Superseded,
        Verb::Supersede,
        Guard::SuccessorOnFile,
        Effect::ReservationsReleased,
    ),
    person(
        State::Expired,
        State::Superseded,
        Verb::Supersede,
        Guard::SuccessorOnFile,
        Effect::ReservationsReleased,
    ),
    person(
        State::Issued,
        State::Issued,
        Verb::Amend,
        Guard::CoversUse,
        Effect::LedgerCarried,
    ),
    person(
        State::Active,
        State::Active,
        Verb::Amend,
        Guard::CoversUse,
        Effect::LedgerCarried,
    ),
    person(
        State::Suspended,
        State::Suspended,
        Verb::Amend,
        Guard::CoversUse,
        Effect::LedgerCarried,
    ),
    person(
        State::Exhausted,
        State::Active,
        Verb::Amend,
        Guard::CoversUse,
        Effect::LedgerCarried,
    ),
];

/// The edge that a verb takes from a state.
///
/// # Errors
/// There is none.
pub(crate) fn edge(from: State, verb: Verb, number: &str) -> Result<&'static Edge> {
    let found = EDGES
        .iter()
        .find(|edge| edge.from == from && edge.by == By::Person(verb));
    found.ok_or_else(|| {
        let from_where: Vec<&str> = State::ALL
            .into_iter()
            .filter(|state| {
                EDGES
                    .iter()
                    .any(|edge| edge.from == *state && edge.by == By::Person(verb))
            })
            .map(State::name)
            .collect();
        RegisterError::refused(
            "no-such-edge",
            format!(
                "licence `{number}` is {}, and no way leads from there by `{}`",
                from.name(),
                verb.name()
            ),
        )
        .with_help(format!(
            "`{}` leads from {}",
            verb.name(),
            from_where.join(", ")
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_takes_one_way_from_a_state() {
        for (index, edge) in EDGES.iter().enumerate() {
            let again = EDGES
                .iter()
                .skip(index + 1)
                .any(|other| other.from == edge.from && other.by == edge.by && other.to == edge.to);
            assert!(!again, "{edge:?} stands twice");
            if let By::Person(_) = edge.by {
                let other = EDGES
                    .iter()
                    .skip(index + 1)
                    .any(|other| other.from == edge.from && other.by == edge.by);
                assert!(!other, "{edge:?} forks");
            }
        }
    }

    #[test]
    fn nothing_leads_out_of_what_is_over() {
        for state in [State::Surrendered, State::Revoked, State::Superseded] {
            assert!(EDGES.iter().all(|edge| edge.from != state), "{state:?}");
        }
    }
}
