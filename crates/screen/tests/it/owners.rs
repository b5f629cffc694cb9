//! Ownership under each regime, against examples, and against an oracle that enumerates.

mod oracle;

use exeat_screen::owners::{
    Aggregation, Binding, Graph, HoldingKind, Listing, Proof, ProofHolding, Question, Regime,
    Rules, Share, Threshold, Verdict, evaluate, picture, prove, read_listings,
};
use exeat_value::{Day, Decimal};

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
