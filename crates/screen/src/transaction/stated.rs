//! Who holds what of whom as a transaction states it itself.

use exeat_facts::{Candidate, Case, Fact, HolderKind, Holding, Party, Stance, Statement, Value};
use exeat_value::UnknownReason;

use super::above::fold;
use crate::owners::{Graph, GraphBuilder, HoldingKind, Share};

/// What a transaction states of who holds what; none where it states nothing.
pub(super) fn graph(case: &Case) -> Option<Graph> {
    if case.holdings.is_empty() {
        return None;
    }
    let name = |word: &str| -> String {
        case.parties
            .iter()
            .find(|party| party.id == word && !party.name.trim().is_empty())
            .map_or(word, |party| &party.name)
            .to_owned()
    };
    let mut graph = GraphBuilder::default();
    for (number, holding) in (1_u32..).zip(&case.holdings) {
        let (owner, owned) = (name(&holding.owner), name(&holding.owned));
        let stated = Stated::of(holding);
        if holding.owner_is == HolderKind::Organisation {
            graph.add_ownable(&owner);
        }
        if stated == Stated::Denied {
            // That somebody does not hold it says nothing of who does.
            continue;
        }
        if holding.owner_is.is_end() && stated == Stated::Held {
            graph.add_end(&owner);
        }
        // A party without a name is called by its id, by which nobody is listed.
        let is_nameless = |party: &Party| party.id == owner && party.name.trim().is_empty();
        if case.parties.iter().any(is_nameless) {
            graph.add_unnamed(&owner);
        }
        let share = match (stated, stated_share(holding)) {
            (Stated::Held, share) => share,
            (_, share) => Share::NONE.or(share),
        };
        graph.add(
            &owner,
            &owned,
            share,
            holding.kind,
            holding.from,
            holding.until,
            number,
            None,
        );
    }
    Some(graph.finish())
}

/// What those whom a transaction names say of a holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stated {
    /// That it is held; also where nobody is named.
    Held,
    /// Some say so, and some deny it.
    Disputed,
    /// All deny it.
    Denied,
}

impl Stated {
    fn of(holding: &Holding) -> Self {
        Self::by(&holding.evidence)
    }

    fn by(statements: &[Statement]) -> Self {
        let denies = |one: &&Statement| one.stance == Stance::Denies;
        match statements.iter().filter(denies).count() {
            0 => Self::Held,
            all if all == statements.len() => Self::Denied,
            _ => Self::Disputed,
        }
    }
}

/// The share of a stated holding, as wide as what is said of it.
fn stated_share(holding: &Holding) -> Share {
    let bounds = |values: &[&Value]| {
        let shares = values.iter().filter_map(|value| match value {
            Value::Share(share) => Some(*share),
            _ => None,
        });
        let (low, high) = (shares.clone().min()?, shares.max()?);
        Share::between(low, high)
    };
    // Whoever denies a figure does not say which one is right.
    let held = |statements: &[Statement]| Stated::by(statements) == Stated::Held;
    let told = match &holding.share {
        Fact::Known { value, evidence } if held(evidence) => bounds(&[value]),
        Fact::Between {
            low,
            high,
            evidence,
        } if held(evidence) => bounds(&[low, high]),
        Fact::Known { .. } | Fact::Between { .. } => None,
        Fact::Contested(candidates) => {
            let values: Vec<&Value> = candidates.iter().map(|one| &one.value).collect();
            let is_denied = |one: &Candidate| Stated::by(&one.statements) == Stated::Denied;
            if candidates.iter().all(is_denied) {
                None
            } else {
                bounds(&values)
            }
        }
        // Control without a word on shares says nothing of shares.
        Fact::Unknown(UnknownReason::NotAsked) if holding.kind != HoldingKind::Direct => {
            Some(Share::NONE)
        }
        Fact::Unknown(_) => None,
    };
    told.unwrap_or(Share::UNKNOWN)
}

/// Who says what the transaction states of the direct owners of a party.
pub(super) fn evidence(case: &Case, party: &str) -> Vec<Statement> {
    let folded = fold(party);
    let is_it = |word: &str| {
        let by_id = case.parties.iter().find(|one| one.id == word);
        fold(by_id.map_or(word, |one| &one.name)) == folded
    };
    let mut all: Vec<Statement> = Vec::new();
    for holding in case.holdings.iter().filter(|one| is_it(&one.owned)) {
        for statement in holding.evidence.iter().chain(holding.share.statements()) {
            if !all.contains(statement) {
                all.push(statement.clone());
            }
        }
    }
    all
}
