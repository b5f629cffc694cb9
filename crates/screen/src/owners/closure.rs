//! The least set of parties that is closed under owning, grown from listed ones in rounds.

use exeat_value::Day;

use super::graph::{Graph, Holding, index};
use super::{Rules, Threshold};
use exeat_facts::HoldingKind;

/// Half of a whole in the units of shares.
const HALF: u64 = 50_000_000_000;

/// Which bound of shares counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Low,
    High,
}

/// The holdings of one day, by owner.
pub(crate) struct Held<'a> {
    pub(crate) graph: &'a Graph,
    starts: Vec<u32>,
    /// Holdings by their places in the graph, those of one owner beside each other.
    holdings: Vec<u32>,
}

impl<'a> Held<'a> {
    pub(crate) fn on(graph: &'a Graph, day: Day) -> Self {
        let mut starts = Vec::with_capacity(graph.len() + 1);
        let mut holdings = Vec::new();
        let mut next = 0;
        // The graph has its holdings in the order of owners.
        for (place, holding) in (0_u32..).zip(graph.holdings()) {
            while next <= holding.owner {
                starts.push(u32::try_from(holdings.len()).unwrap_or(u32::MAX));
                next += 1;
            }
            if holding.is_held(day) && holding.owner != holding.owned {
                holdings.push(place);
            }
        }
        starts.resize(
            graph.len() + 1,
            u32::try_from(holdings.len()).unwrap_or(u32::MAX),
        );
        Self {
            graph,
            starts,
            holdings,
        }
    }

    /// What a party holds on the day: the holdings and their places in the graph.
    pub(crate) fn of(&self, owner: u32) -> impl Iterator<Item = (u32, &'a Holding)> {
        let at = |owner: u32| {
            let start = index(owner).and_then(|owner| self.starts.get(owner));
            start
                .and_then(|start| index(*start))
                .unwrap_or(self.holdings.len())
        };
        let range = at(owner)..at(owner.saturating_add(1));
        let places = self.holdings.get(range).unwrap_or_default();
        places.iter().filter_map(|place| {
            let holding = self.graph.holdings().get(index(*place)?)?;
            Some((*place, holding))
        })
    }
}

/// Room for growing one set after another without clearing everything in between.
pub(crate) struct Grower {
    epoch: u32,
    stamp: Vec<u32>,
    sum: Vec<u64>,
    rank: Vec<u32>,
    /// The parties of the set that was grown last, in the order of their rank and then by name.
    pub(crate) members: Vec<u32>,
}

/// Not in the set.
const OUTSIDE: u32 = u32::MAX;

impl Grower {
    pub(crate) fn new(parties: usize) -> Self {
        Self {
            epoch: 0,
            stamp: vec![0; parties],
            sum: vec![0; parties],
            rank: vec![OUTSIDE; parties],
            members: Vec::new(),
        }
    }

    fn touch(&mut self, party: usize) {
        if let (Some(stamp), Some(sum), Some(rank)) = (
            self.stamp.get_mut(party),
            self.sum.get_mut(party),
            self.rank.get_mut(party),
        ) && *stamp != self.epoch
        {
            *stamp = self.epoch;
            *sum = 0;
            *rank = OUTSIDE;
        }
    }

    /// The round in which a party came into the set that was grown last; 0 for those it was grown
    /// from, and `None` outside of it.
    pub(crate) fn rank(&self, party: u32) -> Option<u32> {
        let party = index(party)?;
        let current = *self.stamp.get(party)? == self.epoch;
        let rank = *self.rank.get(party)?;
        (current && rank != OUTSIDE).then_some(rank)
    }

    /// How much of a party the set that was grown last holds, in units of shares.
    pub(crate) fn sum(&self, party: u32) -> u64 {
        let Some(party) = index(party) else { return 0 };
        match (self.stamp.get(party), self.sum.get(party)) {
            (Some(stamp), Some(sum)) if *stamp == self.epoch => *sum,
            _ => 0,
        }
    }

    /// Grows the least set that holds `seeds` and every party of which the set holds enough.
    ///
    /// A party comes in at most once and is passed on at most once, so it ends whatever cycles
    /// there are. Rounds go by rank and not by the order of holdings, so nothing depends on that.
    pub(crate) fn grow(&mut self, held: &Held<'_>, seeds: &[u32], rules: &Rules, bound: Bound) {
        self.epoch = self.epoch.wrapping_add(1);
        if self.epoch == 0 {
            // After four thousand million sets every stamp is wiped once.
            self.stamp.fill(0);
            self.epoch = 1;
        }
        self.members.clear();
        let mut round = 0;
        let mut frontier: Vec<u32> = Vec::new();
        for seed in seeds {
            self.enter(*seed, round, &mut frontier);
        }
        while !frontier.is_empty() {
            frontier.sort_unstable();
            self.members.extend(&frontier);
            round += 1;
            let mut next = Vec::new();
            for owner in &frontier {
                for (_, holding) in held.of(*owner) {
                    let Some(party) = index(holding.owned) else {
                        continue;
                    };
                    self.touch(party);
                    let share = match bound {
                        Bound::Low => holding.share.low_units(),
                        Bound::High => holding.share.high_units(),
                    };
                    let Some(sum) = self.sum.get_mut(party) else {
                        continue;
                    };
                    *sum = sum.saturating_add(share);
                    let enough = match rules.threshold {
                        Threshold::Half => *sum >= HALF,
                        Threshold::MoreThanHalf => *sum > HALF,
                    };
                    let controlled = rules.control && holding.kind != HoldingKind::Direct;
                    if enough || controlled {
                        self.enter(holding.owned, round, &mut next);
                    }
                }
            }
            frontier = next;
        }
    }

    fn enter(&mut self, party: u32, round: u32, frontier: &mut Vec<u32>) {
        let Some(place) = index(party) else { return };
        self.touch(place);
        if let Some(rank) = self.rank.get_mut(place)
            && *rank == OUTSIDE
        {
            *rank = round;
            frontier.push(party);
        }
    }
}
