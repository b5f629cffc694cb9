//! Why a party is reached: a tree of holdings down to listed parties.

use std::collections::BTreeSet;

use exeat_value::Day;
use serde::Serialize;

use super::closure::{Bound, Grower, Held};
use super::evaluate::{Outcome, Standing, Verdict, gives_control};
use super::graph::{Graph, Holding, index};
use super::{Application, Share};

/// Holdings in one tree. A party that is held in a thousand ways is not understood better by
/// seeing all of them.
const HOLDINGS_MAX: usize = 200;

/// Why a party is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The party.
    pub party: String,
    /// The lists of the regime on which it stands itself. Then nothing else has to be shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<String>,
    /// How much of it the parties below hold together, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    /// Who holds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holdings: Vec<ProofHolding>,
    /// Whether the reasons stand elsewhere in the same tree, or were left out where the tree grew
    /// too large.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shown_elsewhere: bool,
}

/// A holding in a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProofHolding {
    /// How much.
    pub share: String,
    /// What it gives: `direct`, `control` or `board-majority`.
    pub kind: &'static str,
    /// The first day, where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The first day no more, where it is told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The line of the file on which it stands.
    #[serde(skip_serializing_if = "is_zero")]
    pub line: u32,
    /// What the file gave as evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The owner, and why it is reached.
    pub owner: Proof,
}

impl ProofHolding {
    /// What the owner does: `holds 30 %`, `holds an unknown share`, `controls it`.
    pub fn in_words(&self) -> String {
        let holds = match self.share.as_str() {
            "0 %" => None,
            "unknown" => Some("holds an unknown share".to_owned()),
            share => Some(format!("holds {share}")),
        };
        let rules = match self.kind {
            "control" => Some("controls it".to_owned()),
            "board-majority" => Some("appoints the majority of its board".to_owned()),
            _ => None,
        };
        match (holds, rules) {
            (Some(holds), Some(rules)) => format!("{holds} and {rules}"),
            (Some(words), None) | (None, Some(words)) => words,
            (None, None) => "holds 0 %".to_owned(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(line: &u32) -> bool {
    *line == 0
}

/// What to find out where a verdict is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Question {
    /// How much an owner holds.
    Share {
        /// The owner.
        owner: String,
        /// What it holds a share of.
        owned: String,
        /// What is known of it.
        known: String,
        /// The line of the file on which it stands.
        line: u32,
    },
    /// Whether several owners count together, which the rule does not say.
    Aggregation,
    /// Whether the rule binds on the day.
    Binding,
}

/// From what a set was grown: the bound of shares, and the one listed party if it was one alone.
type Set = (Bound, Option<u32>);

/// Shows why each of some parties is reached, with what to find out where that is open; `None` for
/// one that is not reached.
pub fn prove(
    graph: &Graph,
    outcome: &Outcome,
    parties: &[&str],
) -> Vec<Option<(Proof, Vec<Question>)>> {
    Prover::new(graph, outcome).prove(parties)
}

/// The parties from which sets are grown, ordered.
fn seeds(outcome: &Outcome) -> Vec<u32> {
    let of = outcome.lists.iter();
    let mut seeds: Vec<u32> = of
        .filter(|(.., application)| *application == Application::AndOwned)
        .map(|(party, ..)| *party)
        .collect();
    seeds.dedup();
    seeds
}

/// The holdings in each party, by their places in the graph: those of one party beside each other.
fn owners(held: &Held<'_>) -> Vec<(u32, u32)> {
    let mut owners = Vec::new();
    for owner in 0..u32::try_from(held.graph.len()).unwrap_or(u32::MAX) {
        owners.extend(
            held.of(owner)
                .map(|(place, holding)| (holding.owned, place)),
        );
    }
    owners.sort_unstable();
    owners
}

/// Shows why parties are reached, one after the other.
pub struct Prover<'a> {
    graph: &'a Graph,
    outcome: &'a Outcome,
    held: Held<'a>,
    owners: Vec<(u32, u32)>,
    grower: Grower,
    grown: Option<Set>,
    seeds: Vec<u32>,
}

impl<'a> Prover<'a> {
    /// A prover for what was evaluated on a graph.
    pub fn new(graph: &'a Graph, outcome: &'a Outcome) -> Self {
        let held = Held::on(graph, outcome.on);
        Self {
            graph,
            outcome,
            owners: owners(&held),
            held,
            grower: Grower::new(graph.len()),
            grown: None,
            seeds: seeds(outcome),
        }
    }

    /// As [`prove`].
    pub fn prove(&mut self, parties: &[&str]) -> Vec<Option<(Proof, Vec<Question>)>> {
        // Parties that were reached from one set are shown one after the other.
        let mut order: Vec<(Option<Set>, usize)> = Vec::new();
        for (at, party) in parties.iter().enumerate() {
            let standing = self.outcome.standing(party);
            let set = standing.and_then(|standing| Some((standing.bound?, standing.root)));
            order.push((set, at));
        }
        order.sort_by_key(|(set, at)| (set.map(|(bound, root)| (bound == Bound::High, root)), *at));
        let mut proofs = vec![None; parties.len()];
        for (_, at) in order {
            if let (Some(proof), Some(party)) = (proofs.get_mut(at), parties.get(at)) {
                *proof = self.proof(party);
            }
        }
        proofs
    }

    fn proof(&mut self, party: &str) -> Option<(Proof, Vec<Question>)> {
        let place = self.graph.place(party)?;
        let standing = *self.outcome.standing(party)?;
        if standing.verdict == Verdict::NotBlocked {
            return None;
        }
        let set = (standing.bound.unwrap_or(Bound::Low), standing.root);
        if standing.bound.is_some() && self.grown != Some(set) {
            let root = standing.root.map(|root| vec![root]);
            let seeds = root.unwrap_or_else(|| self.seeds.clone());
            self.grower
                .grow(&self.held, &seeds, &self.outcome.rules, set.0);
            self.grown = Some(set);
        }
        let mut shown = BTreeSet::new();
        let mut questions = BTreeSet::new();
        let mut budget = HOLDINGS_MAX;
        let proof = self.node(place, &mut shown, &mut questions, &mut budget);
        let mut questions: Vec<Question> = questions.into_iter().collect();
        if standing.verdict != Verdict::Possible {
            questions.clear();
        } else {
            if standing.by_reading {
                questions.push(Question::Aggregation);
            }
            if self.outcome.rules.binding == super::Binding::Contested {
                questions.push(Question::Binding);
            }
        }
        Some((proof, questions))
    }

    /// A party within the set that was grown last, with the holdings by which it came into it. Only
    /// owners of a lower rank are shown: every party rests on others that came in before it, so
    /// that the tree ends.
    fn node(
        &self,
        party: u32,
        shown: &mut BTreeSet<u32>,
        questions: &mut BTreeSet<Question>,
        budget: &mut usize,
    ) -> Proof {
        let name = self.graph.name(party);
        let mut proof = Proof {
            party: name.to_owned(),
            lists: Vec::new(),
            held: None,
            holdings: Vec::new(),
            shown_elsewhere: false,
        };
        let lists = self.outcome.lists(name).into_iter();
        proof.lists = lists
            .filter(|(_, application)| *application != Application::None)
            .map(|(list, _)| list.to_owned())
            .collect();
        let rank = self.grower.rank(party);
        if !proof.lists.is_empty() || rank == Some(0) {
            return proof;
        }
        if !shown.insert(party) || *budget == 0 {
            proof.shown_elsewhere = true;
            return proof;
        }
        let (mut low, mut high) = (0_u64, 0_u64);
        for holding in self.holdings_in(party) {
            let owner = self.grower.rank(holding.owner);
            let earlier = matches!((owner, rank), (Some(owner), Some(rank)) if owner < rank);
            let counts = holding.share != Share::NONE
                || (self.outcome.rules.control && gives_control(holding.kind));
            if !earlier || !counts {
                continue;
            }
            low = low.saturating_add(holding.share.low_units());
            high = high.saturating_add(holding.share.high_units());
            if *budget == 0 {
                proof.shown_elsewhere = true;
                continue;
            }
            *budget -= 1;
            if !holding.share.is_exact() {
                questions.insert(Question::Share {
                    owner: self.graph.name(holding.owner).to_owned(),
                    owned: name.to_owned(),
                    known: holding.share.to_string(),
                    line: holding.line,
                });
            }
            let owner = self.node(holding.owner, shown, questions, budget);
            proof.holdings.push(self.holding(&holding, owner));
        }
        proof.held = Some(if low == high {
            format!("{} %", super::share::percent(low))
        } else {
            format!(
                "{} to {} %",
                super::share::percent(low),
                super::share::percent(high)
            )
        });
        proof
    }

    fn holding(&self, holding: &Holding, owner: Proof) -> ProofHolding {
        ProofHolding {
            share: holding.share.to_string(),
            kind: holding.kind.name(),
            from: (holding.from.year() > 1).then_some(holding.from),
            until: holding.until,
            line: holding.line,
            evidence: self.graph.evidence(holding.line).map(str::to_owned),
            owner,
        }
    }

    fn holdings_in(&self, party: u32) -> Vec<Holding> {
        let start = self.owners.partition_point(|(owned, _)| *owned < party);
        let rest = self.owners.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(|(owned, _)| *owned == party)
            .filter_map(|(_, place)| self.graph.holdings().get(index(*place)?).copied())
            .collect()
    }
}

impl Outcome {
    /// Of the lists of a party's owners, those that restrict most, where that can be told; ordered.
    pub fn most_restrictive<'p>(&self, proof: &'p Proof) -> Vec<&'p str> {
        let mut lists = BTreeSet::new();
        gather(proof, &mut lists);
        let regime = self.rules.regime;
        let highest = lists.iter().map(|list| regime.rank(list)).max();
        lists
            .into_iter()
            .filter(|list| Some(regime.rank(list)) == highest)
            .collect()
    }
}

fn gather<'p>(proof: &'p Proof, lists: &mut BTreeSet<&'p str>) {
    lists.extend(proof.lists.iter().map(String::as_str));
    for holding in &proof.holdings {
        gather(&holding.owner, lists);
    }
}

impl Standing {
    /// Whether it is reached because of who holds it.
    pub fn is_owned(&self) -> bool {
        self.verdict != Verdict::NotBlocked && !self.listed
    }
}
