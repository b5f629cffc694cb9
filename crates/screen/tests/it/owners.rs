//! Ownership under each regime, against examples, and against an oracle that enumerates.

use std::collections::BTreeSet;

use exeat_screen::owners::{
    Aggregation, Binding, Graph, HoldingKind, Listing, Proof, ProofHolding, Question, Regime,
    Rules, Share, Threshold, Verdict, evaluate, picture, prove, read_listings,
};
use exeat_value::{Day, Decimal};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn graph(rows: &str) -> Graph {
    let text = format!("owner,owned,share,kind,from,until\n{rows}");
    Graph::from_csv(text.as_bytes(), "holdings.csv").expect("holdings")
}

fn listed(names: &[&str]) -> Vec<Listing> {
    names.iter().map(|name| Listing::always(name, "")).collect()
}

fn verdicts(rows: &str, names: &[&str], regime: Regime, on: &str) -> Vec<(String, Verdict)> {
    let on = day(on);
    let outcome = evaluate(&graph(rows), &listed(names), regime.rules(on), on);
    let parties = outcome.parties();
    parties
        .map(|(name, standing)| (name.to_owned(), standing.verdict))
        .collect()
}

#[track_caller]
fn is(rows: &str, names: &[&str], regime: Regime, on: &str, party: &str, verdict: Verdict) {
    let found = verdicts(rows, names, regime, on);
    let found = found
        .iter()
        .find(|(name, _)| name == party)
        .expect("a party");
    assert_eq!(found.1, verdict, "{party} under {regime} on {on}");
}

use Verdict::{Blocked, NotBlocked, Possible};

#[test]
fn the_us_counts_owners_together_and_passes_on_only_from_half() {
    let rows = "A,X,25,,,\nB,X,25,,,\nX,Y,50,,,\nA,Z,49.999999999,,,\nZ,W,100,,,\n";
    for (party, verdict) in [
        ("X", Blocked),
        ("Y", Blocked),
        ("Z", NotBlocked),
        ("W", NotBlocked),
    ] {
        is(
            rows,
            &["A", "B"],
            Regime::UsOfac,
            "2026-01-01",
            party,
            verdict,
        );
    }
    // OFAC's own example: 50 % of A and of B by a blocked person, each of which holds 25 % of C.
    let rows = "P,A,50,,,\nP,B,50,,,\nA,C,25,,,\nB,C,25,,,\n";
    is(rows, &["P"], Regime::UsOfac, "2026-01-01", "C", Blocked);
    // 50 % of A and 10 % of B: what B holds of C does not count.
    let rows = "P,A,50,,,\nP,B,10,,,\nA,C,25,,,\nB,C,25,,,\n";
    is(rows, &["P"], Regime::UsOfac, "2026-01-01", "C", NotBlocked);
    // Not multiplied: 50 % of 50 % is enough.
    is(
        "P,A,50,,,\nA,B,50,,,\nB,C,50,,,\n",
        &["P"],
        Regime::UsOfac,
        "2026-01-01",
        "C",
        Blocked,
    );
}

#[test]
fn before_august_2014_the_us_counted_each_owner_alone() {
    let rows = "A,X,25,,,\nB,X,25,,,\n";
    is(
        rows,
        &["A", "B"],
        Regime::UsOfac,
        "2014-08-12",
        "X",
        NotBlocked,
    );
    is(
        rows,
        &["A", "B"],
        Regime::UsOfac,
        "2014-08-13",
        "X",
        Blocked,
    );
}

#[test]
fn the_affiliates_rule_has_its_days() {
    let rows = "A,X,50,,,\n";
    for (on, verdict) in [
        ("2025-09-28", NotBlocked),
        ("2025-09-29", Blocked),
        ("2025-11-09", Blocked),
        ("2025-11-10", NotBlocked),
        ("2026-11-09", NotBlocked),
        ("2026-11-10", Possible),
    ] {
        is(rows, &["A"], Regime::UsBis, on, "X", verdict);
        is(rows, &["A"], Regime::UsBis, on, "A", Blocked);
    }
}

#[test]
fn the_eu_changed_its_threshold_and_knows_control() {
    let rows = "A,X,25,,,\nB,X,25,,,\nA,Y,,control,,\nY,Z,60,,,\n";
    is(rows, &["A", "B"], Regime::Eu, "2024-07-02", "X", NotBlocked);
    is(rows, &["A", "B"], Regime::Eu, "2024-07-03", "X", Blocked);
    is(rows, &["A", "B"], Regime::Eu, "2024-07-03", "Y", Blocked);
    is(rows, &["A", "B"], Regime::Eu, "2024-07-03", "Z", Blocked);
    is(
        rows,
        &["A", "B"],
        Regime::UsOfac,
        "2024-07-03",
        "Y",
        NotBlocked,
    );
}

#[test]
fn the_uk_asks_for_more_than_half_by_one() {
    let rows = "A,X,30,,,\nB,X,30,,,\nA,Y,50,,,\nA,Z,50.1,,,\nA,W,,board-majority,,\n";
    for (party, verdict) in [
        ("X", NotBlocked),
        ("Y", NotBlocked),
        ("Z", Blocked),
        ("W", Blocked),
    ] {
        is(rows, &["A", "B"], Regime::Uk, "2026-01-01", party, verdict);
    }
    // What one holds through several counts together.
    let rows = "A,M,60,,,\nA,X,20,,,\nM,X,31,,,\n";
    is(rows, &["A"], Regime::Uk, "2026-01-01", "X", Blocked);
}

#[test]
fn chinas_announcement_61_leaves_aggregation_open() {
    let rows = "A,X,30,,,\nB,X,20,,,\nA,Y,50,,,\nA,Z,20,,,\n";
    for (party, verdict) in [("X", Possible), ("Y", Blocked), ("Z", NotBlocked)] {
        is(
            rows,
            &["A", "B"],
            Regime::Cn61,
            "2025-10-20",
            party,
            verdict,
        );
    }
    is(
        rows,
        &["A", "B"],
        Regime::Cn61,
        "2025-10-08",
        "Y",
        NotBlocked,
    );
    is(
        rows,
        &["A", "B"],
        Regime::Cn61,
        "2025-11-07",
        "Y",
        NotBlocked,
    );
    is(rows, &["A", "B"], Regime::Cn61, "2026-11-22", "Y", Possible);
    let on = day("2025-10-20");
    let graph = graph(rows);
    let outcome = evaluate(&graph, &listed(&["A", "B"]), Regime::Cn61.rules(on), on);
    let proofs = prove(&graph, &outcome, &["X"]);
    let (_, questions) = proofs[0].as_ref().expect("a proof");
    assert_eq!(questions, &[Question::Aggregation]);
}

#[test]
fn unknown_shares_are_possible_and_asked_for() {
    let rows = "A,X,,,,\nX,Y,60,,,\nA,Z,30-49.9,,,\nA,W,40-60,,,\nB,W,10,,,\n";
    for (party, verdict) in [
        ("X", Possible),
        ("Y", Possible),
        ("Z", NotBlocked),
        ("W", Possible),
    ] {
        is(rows, &["A"], Regime::UsOfac, "2026-01-01", party, verdict);
    }
    is(
        rows,
        &["A", "B"],
        Regime::UsOfac,
        "2026-01-01",
        "W",
        Blocked,
    );
    let on = day("2026-01-01");
    let graph = graph(rows);
    let outcome = evaluate(&graph, &listed(&["A"]), Regime::UsOfac.rules(on), on);
    let proofs = prove(&graph, &outcome, &["Y", "Z"]);
    let (proof, questions) = proofs[0].as_ref().expect("a proof");
    assert_eq!(proofs[1], None);
    assert_eq!(
        questions,
        &[Question::Share {
            owner: "A".to_owned(),
            owned: "X".to_owned(),
            known: "unknown".to_owned(),
            line: 2
        }]
    );
    assert_eq!(proof.held.as_deref(), Some("60 %"));
    assert_eq!(proof.holdings[0].owner.holdings[0].owner.party, "A");
}

#[test]
fn holdings_and_listings_have_days() {
    let rows = "A,X,60,,2024-01-01,2025-01-01\n";
    is(rows, &["A"], Regime::UsOfac, "2023-12-31", "X", NotBlocked);
    is(rows, &["A"], Regime::UsOfac, "2024-01-01", "X", Blocked);
    is(rows, &["A"], Regime::UsOfac, "2025-01-01", "X", NotBlocked);
    let listings = "party,list,from,until\nA,us-sdn,2024-06-01,2024-09-01\n";
    let listings = read_listings(listings.as_bytes(), "listed.csv").expect("listings");
    for (on, verdict) in [
        ("2024-05-31", NotBlocked),
        ("2024-06-01", Blocked),
        ("2024-09-01", NotBlocked),
    ] {
        let on = day(on);
        let outcome = evaluate(&graph(rows), &listings, Regime::UsOfac.rules(on), on);
        assert_eq!(outcome.verdict("X"), Some(verdict), "{on}");
    }
}

#[test]
fn lists_reach_as_far_as_their_regime_lets_them() {
    let graph = graph("A,X,60,,,\n");
    let reached = |list: &str, regime: Regime| {
        let on = day("2025-10-20");
        let listed = [Listing::always("A", list)];
        let outcome = evaluate(&graph, &listed, regime.rules(on), on);
        (
            outcome.verdict("A").expect("A"),
            outcome.verdict("X").expect("X"),
        )
    };
    assert_eq!(reached("us-sdn", Regime::UsOfac), (Blocked, Blocked));
    assert_eq!(reached("us-cmic", Regime::UsOfac), (Blocked, NotBlocked));
    assert_eq!(
        reached("us-entity-list", Regime::UsOfac),
        (NotBlocked, NotBlocked)
    );
    assert_eq!(reached("us-entity-list", Regime::UsBis), (Blocked, Blocked));
    assert_eq!(
        reached("us-unverified", Regime::UsBis),
        (NotBlocked, NotBlocked)
    );
    assert_eq!(reached("cn-control-list", Regime::Cn61), (Blocked, Blocked));
    assert_eq!(
        reached("cn-control-list", Regime::Eu),
        (NotBlocked, NotBlocked)
    );
    assert_eq!(reached("our own list", Regime::Eu), (Blocked, Blocked));
}

#[test]
fn the_most_restrictive_owner_decides() {
    let graph = graph("M,X,30,,,\nE,X,30,,,\n");
    let listed = [
        Listing::always("M", "us-military-end-user"),
        Listing::always("E", "us-entity-list"),
    ];
    let on = day("2025-10-20");
    let outcome = evaluate(&graph, &listed, Regime::UsBis.rules(on), on);
    let proofs = prove(&graph, &outcome, &["X"]);
    let (proof, _) = proofs[0].as_ref().expect("a proof");
    assert_eq!(outcome.most_restrictive(proof), ["us-entity-list"]);
}

#[test]
fn cycles_end_at_the_least_fixed_point() {
    // X and Y hold each other wholly; nobody listed holds either.
    let rows = "X,Y,100,,,\nY,X,100,,,\nA,Z,100,,,\n";
    is(rows, &["A"], Regime::UsOfac, "2026-01-01", "X", NotBlocked);
    let rows = "X,Y,100,,,\nY,X,40,,,\nA,X,10,,,\nA,Y,50,,,\nX,X,60,,,\n";
    is(rows, &["A"], Regime::UsOfac, "2026-01-01", "X", Blocked);
}

#[test]
fn wrong_rows_are_told_with_their_line() {
    let wrong = |text: &str| {
        Graph::from_csv(text.as_bytes(), "h.csv")
            .expect_err("wrong")
            .to_string()
    };
    assert!(wrong("owner,owned\n").contains("no column `share`"));
    assert!(
        wrong("owner,owned,share\nA,B,150\n").starts_with("`h.csv`, line 2: `150` is no share")
    );
    assert!(wrong("owner,owned,share,kind\nA,B,1,friend\n").contains("`friend`"));
    assert!(wrong("owner,owned,share,from\nA,B,1,2025-02-30\n").contains("`2025-02-30` is no day"));
    assert!(wrong("owner,owned,share\nA,B\n").contains("2 fields"));
    let backwards = "owner,owned,share,from,until\nA,B,1,2025-02-03,2025-02-03\n";
    assert!(wrong(backwards).contains("ends on"));
}

#[test]
fn json_lines_and_followthemoney_say_the_same() {
    let on = day("2026-01-01");
    let rules = Regime::UsOfac.rules(on);
    let lines = b"{\"owner\":\"A\",\"owned\":\"X\",\"share\":\"60\"}\n{\"owner\":\"X\",\"owned\":\"Y\",\"share\":55}\n";
    let graph = Graph::from_csv(lines.as_slice(), "h.jsonl").expect("holdings");
    assert_eq!(
        evaluate(&graph, &listed(&["A"]), rules, on).verdict("Y"),
        Some(Blocked)
    );
    let money = b"{\"id\":\"o\",\"schema\":\"Ownership\",\"properties\":{\"owner\":[\"q1\"],\"asset\":[\"q2\"],\"percentage\":[\"60\"]}}\n\
        {\"id\":\"q1\",\"caption\":\"A\",\"schema\":\"Person\",\"properties\":{}}\n\
        {\"id\":\"q2\",\"caption\":\"X\",\"schema\":\"Company\",\"properties\":{}}\n";
    let graph = Graph::from_csv(money.as_slice(), "h.jsonl").expect("holdings");
    assert_eq!(
        evaluate(&graph, &listed(&["A"]), rules, on).verdict("X"),
        Some(Blocked)
    );
}

#[test]
fn pictures_escape_what_others_wrote() {
    let rows = "<script>&\"',X,60,,,\n".replace('"', "");
    let graph = graph(&rows);
    let on = day("2026-01-01");
    let listed = listed(&["<script>&'"]);
    let outcome = evaluate(&graph, &listed, Regime::UsOfac.rules(on), on);
    let proofs = prove(&graph, &outcome, &["X"]);
    let (proof, _) = proofs[0].as_ref().expect("a proof");
    let drawn = picture("X <b>", &[("blocked", proof)]).expect("a picture");
    assert!(
        !drawn.contains("<script") && !drawn.contains("<b>"),
        "{drawn}"
    );
    assert!(
        drawn.contains("&lt;script&gt;&amp;&#39;") && drawn.contains("holds 60 %"),
        "{drawn}"
    );
}

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
    /// or give control, and its ends are listed.
    #[test]
    fn proofs_hold(rows in rows(), seeds in seeds(), rules in rules()) {
        let listed: Vec<Listing> = seeds.iter().map(|seed| Listing::always(NAMES[*seed], "own")).collect();
        let graph = csv(&rows);
        let outcome = evaluate(&graph, &listed, rules, day("2026-01-01"));
        for (party, proof) in NAMES.iter().zip(prove(&graph, &outcome, &NAMES)) {
            let reached = outcome.verdict(party) != Some(NotBlocked);
            prop_assert_eq!(reached, proof.is_some());
            if let Some((proof, questions)) = proof {
                prop_assert!(holds(&proof, &rules), "{:?}", proof);
                let open = outcome.verdict(party) == Some(Possible);
                prop_assert_eq!(open, !questions.is_empty());
            }
        }
    }
}

fn holds(proof: &Proof, rules: &Rules) -> bool {
    if !proof.lists.is_empty() || proof.shown_elsewhere {
        return proof.holdings.is_empty();
    }
    let share = |holding: &ProofHolding| holding.share.parse::<Share>().expect("a share").high();
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
            .all(|holding| holds(&holding.owner, rules))
}
