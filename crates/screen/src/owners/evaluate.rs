//! What a regime makes of every party on a day.

use std::fmt;

use exeat_facts::HoldingKind;
use exeat_value::{Day, Decimal};

use super::closure::{Bound, Grower, Held};
use super::graph::{Graph, index};
use super::share::percent;
use super::{Aggregation, Application, Binding, Listing, Rules};

/// What a regime makes of a party. The later is the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is not reached.
    NotBlocked,
    /// What is unknown leaves it open.
    Possible,
    /// It is reached, whatever is unknown.
    Blocked,
}

impl Verdict {
    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotBlocked => "not_blocked",
            Self::Possible => "possible",
            Self::Blocked => "blocked",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a regime makes of every party on a day.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The rule.
    pub rules: Rules,
    /// The day.
    pub on: Day,
    pub(crate) names: Vec<Box<str>>,
    pub(crate) standings: Vec<Standing>,
    pub(crate) lists: Vec<(u32, String, Application)>,
}

/// How one party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it stands on a list of the regime itself.
    pub listed: bool,
    /// The listed party alone from which a set was grown that holds it; none where all count
    /// together.
    pub(crate) root: Option<u32>,
    /// The bound of shares by which it was reached.
    pub(crate) bound: Option<Bound>,
    /// Whether only the wider of two readings reaches it.
    pub(crate) by_reading: bool,
    low: u64,
    high: u64,
}

impl Standing {
    const FREE: Self = Self {
        verdict: Verdict::NotBlocked,
        listed: false,
        root: None,
        bound: None,
        by_reading: false,
        low: 0,
        high: 0,
    };

    /// How much of it parties that are surely reached hold at least, in percent. Rows that state
    /// more than everything add up to more than a hundred.
    pub fn held_at_least(&self) -> Decimal {
        percent(self.low)
    }

    /// How much of it parties that are possibly reached hold at most, in percent.
    pub fn held_at_most(&self) -> Decimal {
        percent(self.high)
    }
}

impl Outcome {
    /// The parties with how they stand, ordered by name.
    pub fn parties(&self) -> impl ExactSizeIterator<Item = (&str, &Standing)> {
        let names = self.names.iter().map(AsRef::as_ref);
        names.zip(&self.standings)
    }

    /// The verdict on a party; `None` if nobody speaks of it.
    pub fn verdict(&self, party: &str) -> Option<Verdict> {
        self.standing(party).map(|standing| standing.verdict)
    }

    /// How a party stands; `None` if nobody speaks of it.
    pub fn standing(&self, party: &str) -> Option<&Standing> {
        let place = self.names.binary_search_by(|name| name.as_ref().cmp(party));
        self.standings.get(place.ok()?)
    }

    /// The lists of the day on which a party stands, and what they are to the regime.
    pub fn lists(&self, party: &str) -> Vec<(&str, Application)> {
        let place = self.names.binary_search_by(|name| name.as_ref().cmp(party));
        let place = place.ok().and_then(|place| u32::try_from(place).ok());
        let of = self
            .lists
            .iter()
            .filter(|(other, ..)| Some(*other) == place);
        of.map(|(_, list, application)| (list.as_str(), *application))
            .collect()
    }

    /// The verdicts, counted: not blocked, possible, blocked.
    pub fn counts(&self) -> (usize, usize, usize) {
        let of = |verdict| {
            let standings = self.standings.iter();
            standings
                .filter(|standing| standing.verdict == verdict)
                .count()
        };
        (
            of(Verdict::NotBlocked),
            of(Verdict::Possible),
            of(Verdict::Blocked),
        )
    }
}

/// What a regime's rule makes of every party of a graph on a day, given who is listed. A listed
/// party that holds nothing and is not held is a party too, if it is in the graph.
pub fn evaluate(graph: &Graph, listed: &[Listing], rules: Rules, on: Day) -> Outcome {
    let mut outcome = Outcome {
        rules,
        on,
        names: graph.parties().map(Box::from).collect(),
        standings: vec![Standing::FREE; graph.len()],
        lists: Vec::new(),
    };
    for listing in listed.iter().filter(|listing| listing.is_listed(on)) {
        if let Some(party) = graph.place(&listing.party) {
            let application = rules.regime.application(&listing.list);
            outcome
                .lists
                .push((party, listing.list.clone(), application));
        }
    }
    outcome.lists.sort();
    outcome.lists.dedup();
    let mut seeds = Vec::new();
    for (party, _, application) in &outcome.lists {
        if *application == Application::None {
            continue;
        }
        if let Some(standing) = index(*party).and_then(|party| outcome.standings.get_mut(party)) {
            standing.verdict = Verdict::Blocked;
            standing.listed = true;
        }
        if *application == Application::AndOwned {
            seeds.push(*party);
        }
    }
    seeds.dedup();
    if rules.binding == Binding::NotInForce {
        return outcome;
    }
    let held = Held::on(graph, on);
    let mut grower = Grower::new(graph.len());
    let sure = if rules.binding == Binding::Contested {
        Verdict::Possible
    } else {
        Verdict::Blocked
    };
    let mut pass = |bound: Bound, together: bool, verdict: Verdict, by_reading: bool| {
        let mark = Standing {
            verdict,
            bound: Some(bound),
            by_reading,
            ..Standing::FREE
        };
        if together {
            grower.grow(&held, &seeds, &rules, bound);
            settle(&mut outcome.standings, &held, &grower, mark);
            return;
        }
        // A listed party that another one holds brings nothing that the other does not.
        let mut covered = vec![false; graph.len()];
        for seed in &seeds {
            let seen = index(*seed).and_then(|seed| covered.get(seed)).copied();
            if seen != Some(false) {
                continue;
            }
            grower.grow(&held, &[*seed], &rules, bound);
            for party in &grower.members {
                if let Some(covered) = index(*party).and_then(|party| covered.get_mut(party)) {
                    *covered = true;
                }
            }
            let root = Some(*seed);
            settle(
                &mut outcome.standings,
                &held,
                &grower,
                Standing { root, ..mark },
            );
        }
    };
    // First what is sure: the lower bounds, and of two readings the narrower. Then what is possible:
    // the upper bounds, and at last the wider reading.
    match rules.aggregation {
        Aggregation::Together => {
            pass(Bound::Low, true, sure, false);
            pass(Bound::High, true, Verdict::Possible, false);
        }
        Aggregation::Each => {
            pass(Bound::Low, false, sure, false);
            pass(Bound::High, false, Verdict::Possible, false);
        }
        Aggregation::Unsettled => {
            pass(Bound::Low, false, sure, false);
            pass(Bound::High, false, Verdict::Possible, false);
            pass(Bound::High, true, Verdict::Possible, true);
        }
    }
    outcome
}

/// Marks the parties of a set that was grown, where they are not marked worse, and what the set
/// holds of any party.
fn settle(standings: &mut [Standing], held: &Held<'_>, grower: &Grower, mark: Standing) {
    for party in &grower.members {
        let standing = index(*party).and_then(|party| standings.get_mut(party));
        if let Some(standing) = standing.filter(|standing| mark.verdict > standing.verdict) {
            *standing = Standing {
                low: standing.low,
                high: standing.high,
                listed: standing.listed,
                ..mark
            };
        }
    }
    for owner in &grower.members {
        for (_, holding) in held.of(*owner) {
            let sum = grower.sum(holding.owned);
            let standing = index(holding.owned).and_then(|at| standings.get_mut(at));
            match (standing, mark.bound) {
                (Some(standing), Some(Bound::Low)) => standing.low = standing.low.max(sum),
                (Some(standing), _) => standing.high = standing.high.max(sum),
                (None, _) => {}
            }
        }
    }
}

/// Whether a holding gives control without regard to shares.
pub(crate) fn gives_control(kind: HoldingKind) -> bool {
    kind != HoldingKind::Direct
}
