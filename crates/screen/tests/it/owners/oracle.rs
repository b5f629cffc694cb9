//! Ownership against an oracle that enumerates what is not known.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// One holding of a random graph.
#[derive(Debug, Clone)]
struct Row {
    owner: usize,
    owned: usize,
    low: u32,
    high: u32,
    kind: HoldingKind,
}

const NAMES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let share = prop_oneof![
        3 => (0_u32..=100).prop_map(|share| (share, share)),
        2 => prop::sample::select(vec![25_u32, 49, 50, 51, 60]).prop_map(|share| (share, share)),
        1 => (0_u32..=100, 0_u32..=100).prop_map(|(a, b)| (a.min(b), a.max(b))),
        1 => Just((0, 100)),
    ];
    let kind = prop_oneof![
        6 => Just(HoldingKind::Direct),
        1 => Just(HoldingKind::Control),
        1 => Just(HoldingKind::BoardMajority),
    ];
    let row = (0..NAMES.len(), 0..NAMES.len(), share, kind).prop_map(
        |(owner, owned, (low, high), kind)| Row {
            owner,
            owned,
            low,
            high,
            kind,
        },
    );
    prop::collection::vec(row, 0..9)
}

fn csv(rows: &[Row]) -> Graph {
    let mut text = String::from("owner,owned,share,kind\n");
    for row in rows {
        let (owner, owned) = (NAMES[row.owner], NAMES[row.owned]);
        text.push_str(&format!(
            "{owner},{owned},{}-{},{}\n",
            row.low, row.high, row.kind
        ));
    }
    for name in NAMES {
        text.push_str(&format!("{name},nobody,0,\n"));
    }
    Graph::from_csv(text.as_bytes(), "random").expect("holdings")
}

fn rules() -> impl Strategy<Value = Rules> {
    let days = ["2010-01-01", "2024-01-01", "2025-10-20", "2026-11-22"];
    (
        prop::sample::select(Regime::ALL.to_vec()),
        prop::sample::select(days.to_vec()),
    )
        .prop_map(|(regime, on)| regime.rules(day(on)))
}

/// The parties that a set holds, by the plainest means: look at all parties again and again, and
/// take in one that the set holds enough of, until there is none.
fn closure(
    rows: &[(usize, usize, u32, HoldingKind)],
    seeds: &[usize],
    rules: &Rules,
) -> BTreeSet<usize> {
    let mut set: BTreeSet<usize> = seeds.iter().copied().collect();
    loop {
        let found = (0..NAMES.len()).find(|party| {
            let held = rows.iter().filter(|(owner, owned, ..)| {
                owned == party && owner != owned && set.contains(owner)
            });
            let sum: u32 = held.clone().map(|(.., share, _)| share).sum();
            let control = held.clone().any(|(.., kind)| *kind != HoldingKind::Direct);
            let enough = match rules.threshold {
                Threshold::Half => sum >= 50,
                Threshold::MoreThanHalf => sum > 50,
            };
            !set.contains(party) && (enough || (rules.control && control))
        });
        match found {
            Some(party) => set.insert(party),
            None => return set,
        };
    }
}

/// Whether a party is reached where everything is known, under one reading.
fn reached(
    rows: &[(usize, usize, u32, HoldingKind)],
    seeds: &[usize],
    rules: &Rules,
    together: bool,
) -> BTreeSet<usize> {
    if together {
        return closure(rows, seeds, rules);
    }
    seeds
        .iter()
        .flat_map(|seed| closure(rows, &[*seed], rules))
        .collect()
}

/// The verdicts by enumeration of every way in which the inexact shares can be at either end, every
/// reading, and whether the rule binds.
fn oracle(rows: &[Row], seeds: &[usize], rules: &Rules) -> Vec<Verdict> {
    let readings: &[bool] = match rules.aggregation {
        Aggregation::Together => &[true],
        Aggregation::Each => &[false],
        Aggregation::Unsettled => &[false, true],
    };
    let bindings: &[bool] = match rules.binding {
        Binding::InForce => &[true],
        Binding::NotInForce => &[false],
        Binding::Contested => &[false, true],
    };
    let mut always = vec![true; NAMES.len()];
    let mut ever = vec![false; NAMES.len()];
    for ends in 0..(1_u32 << rows.len()) {
        let known: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let share = if ends >> index & 1 == 1 {
                    row.high
                } else {
                    row.low
                };
                (row.owner, row.owned, share, row.kind)
            })
            .collect();
        for together in readings {
            for binds in bindings {
                let set = if *binds {
                    reached(&known, seeds, rules, *together)
                } else {
                    seeds.iter().copied().collect()
                };
                for party in 0..NAMES.len() {
                    always[party] &= set.contains(&party);
                    ever[party] |= set.contains(&party);
                }
            }
        }
    }
    let verdict = |party: usize| match (always[party], ever[party]) {
        (true, _) => Blocked,
        (false, true) => Possible,
        (false, false) => NotBlocked,
    };
    (0..NAMES.len()).map(verdict).collect()
}

fn found(rows: &[Row], seeds: &[usize], rules: Rules) -> Vec<Verdict> {
    let listed: Vec<Listing> = seeds
        .iter()
        .map(|seed| Listing::always(NAMES[*seed], ""))
        .collect();
    let outcome = evaluate(&csv(rows), &listed, rules, day("2026-01-01"));
    let of = |name: &&str| outcome.verdict(name).expect("a party");
    NAMES.iter().map(of).collect()
}

fn seeds() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::btree_set(0..NAMES.len(), 0..4).prop_map(|set| set.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn verdicts_are_those_of_all_completions(rows in rows(), seeds in seeds(), rules in rules()) {
        prop_assert_eq!(found(&rows, &seeds, rules), oracle(&rows, &seeds, &rules));
    }

    /// More held is never a better verdict, for anybody.
    #[test]
    fn verdicts_grow_with_each_holding(
        rows in rows(), seeds in seeds(), rules in rules(), which: prop::sample::Index, more in 1_u32..60,
    ) {
        let before = found(&rows, &seeds, rules);
        let mut after = rows.clone();
        if !after.is_empty() {
            let row = &mut after[which.index(rows.len())];
            row.low = (row.low + more).min(100);
            row.high = (row.high + more).min(100);
        }
        for (before, after) in before.iter().zip(found(&after, &seeds, rules)) {
            prop_assert!(*before <= after);
        }
    }

    #[test]
    fn the_order_of_holdings_changes_nothing(
        rows in rows(), seeds in seeds(), rules in rules(), turn: prop::sample::Index,
    ) {
        let mut turned = rows.clone();
        if !turned.is_empty() {
            turned.rotate_left(turn.index(rows.len()));
            turned.reverse();
        }
        prop_assert_eq!(found(&rows, &seeds, rules), found(&turned, &seeds, rules));
    }

    /// A proof is enough by itself: at every party the holdings that are shown reach the threshold
    /// or give control, and its ends are listed. What is certain holds at the lower ends of all shares, what is
    /// possible at the upper ones.
    #[test]
    fn proofs_hold(rows in rows(), seeds in seeds(), rules in rules()) {
        let listed: Vec<Listing> = seeds.iter().map(|seed| Listing::always(NAMES[*seed], "own")).collect();
        let graph = csv(&rows);
        let outcome = evaluate(&graph, &listed, rules, day("2026-01-01"));
        for (party, proof) in NAMES.iter().zip(prove(&graph, &outcome, &NAMES)) {
            let reached = outcome.verdict(party) != Some(NotBlocked);
            prop_assert_eq!(reached, proof.is_some());
            if let Some((proof, questions)) = proof {
                let open = outcome.verdict(party) == Some(Possible);
                prop_assert!(holds(&proof, &rules, open), "{:?}", proof);
                prop_assert_eq!(open, !questions.is_empty());
            }
        }
    }
}

fn holds(proof: &Proof, rules: &Rules, open: bool) -> bool {
    if !proof.lists.is_empty() || proof.shown_elsewhere {
        return proof.holdings.is_empty();
    }
    let share = |holding: &ProofHolding| {
        let share: Share = holding.share.parse().expect("a share");
        if open { share.high() } else { share.low() }
    };
    let sum = proof
        .holdings
        .iter()
        .map(share)
        .fold(Decimal::ZERO, |sum, share| {
            sum.checked_add(share).expect("a sum")
        });
    let half = Decimal::from(50_u32);
    let enough = match rules.threshold {
        Threshold::Half => sum >= half,
        Threshold::MoreThanHalf => sum > half,
    };
    let control = rules.control
        && proof
            .holdings
            .iter()
            .any(|holding| holding.kind != "direct");
    (enough || control)
        && proof
            .holdings
            .iter()
            .all(|holding| holds(&holding.owner, rules, open))
}
