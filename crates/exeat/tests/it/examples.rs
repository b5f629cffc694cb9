//! The examples under the rulebooks that are compiled in: what the README promises.

use serde_json::Value;

use crate::run::{Answer, exeat_at_root, finish, folder, program, root};

const BOX: &str = "examples/pakistan-samples/box.toml";
const CONSIGNMENT: &str = "examples/pakistan-samples/consignment.toml";
const MAGNET_THEN: &str = "examples/pakistan-samples/magnet-2025-12-15.toml";
const MAGNET_TODAY: &str = "examples/pakistan-samples/magnet-today.toml";
const BISMUTH: &str = "examples/german-metals/bismuth.toml";
const MONAZITE: &str = "examples/german-metals/monazite.toml";

/// The day from which the tests look, so that they say the same on every day.
const KNOWN: &str = "2026-11-22";

fn under(file: &str, law: &str) -> Answer {
    exeat_at_root([
        "check",
        file,
        "--jurisdiction",
        law,
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ])
}

/// All verdicts of a determination, by line.
fn verdicts(determination: &Value) -> Vec<&str> {
    let lines = determination["lines"].as_array().expect("lines");
    lines
        .iter()
        .flat_map(|line| line["verdicts"].as_array().expect("verdicts"))
        .filter_map(|verdict| verdict["verdict"].as_str())
        .collect()
}

/// The facts that some set of answers which settles it asks for.
fn asked(determination: &Value) -> Vec<&str> {
    let lines = determination["lines"].as_array().expect("lines");
    lines
        .iter()
        .flat_map(|line| line["verdicts"].as_array().expect("verdicts"))
        .flat_map(|verdict| {
            verdict["decisive"]["guaranteed"]
                .as_array()
                .expect("questions")
        })
        .filter_map(|question| question["fact"].as_str())
        .collect()
}

#[test]
fn the_consignment_is_open_under_all_law_and_free_under_chinas() {
    let answer = exeat_at_root(["check", CONSIGNMENT, "--known-at", KNOWN]);
    assert_eq!((answer.status, answer.stderr.as_str()), (5, ""));
    let answer = exeat_at_root([
        "check",
        CONSIGNMENT,
        "--known-at",
        KNOWN,
        "--jurisdiction",
        "CN",
    ]);
    assert_eq!((answer.status, answer.stderr.as_str()), (0, ""));
}

#[test]
fn china_controls_nothing_in_either_whoever_is_right() {
    for file in [BOX, CONSIGNMENT] {
        let answer = under(file, "CN").json();
        for verdict in verdicts(&answer) {
            assert!(
                ["not_reached", "no_licence_required"].contains(&verdict),
                "{file}: {verdict}"
            );
        }
        let lines = answer["lines"].as_array().expect("lines");
        let quarrels: Vec<&Value> = lines
            .iter()
            .flat_map(|line| line["verdicts"].as_array().expect("verdicts"))
            .flat_map(|verdict| verdict["contested"].as_array().expect("quarrels"))
            .collect();
        assert!(!quarrels.is_empty(), "{file}");
        for quarrel in quarrels {
            assert_eq!(quarrel["matters"], false, "{file}: {quarrel}");
        }
    }
}

#[test]
fn pakistan_asks_for_thorium_and_uranium() {
    let answer = under(CONSIGNMENT, "PK");
    assert_eq!(answer.status, 5);
    let answer = answer.json();
    let asked = asked(&answer);
    for fact in ["item.content.Th", "item.content.U"] {
        assert!(asked.contains(&fact), "{fact} is not among {asked:?}");
    }
}

#[test]
fn the_magnet_needed_a_licence_by_what_was_known_then() {
    let known_then = [
        "check",
        MAGNET_THEN,
        "--jurisdiction",
        "CN",
        "--known-at",
        "2025-10-20",
    ];
    assert_eq!(exeat_at_root(known_then).status, 3);
    // The suspension of 7 November 2025 came before the day on which it left.
    assert_eq!(under(MAGNET_THEN, "CN").status, 0);
}

#[test]
fn today_the_law_itself_is_contested() {
    let answer = under(MAGNET_TODAY, "CN");
    assert_eq!(answer.status, 5);
    let text = answer.stdout;
    assert!(text.contains("end-of-suspension"), "{text}");
}

#[test]
fn europe_is_not_reached_by_what_leaves_elsewhere() {
    for law in ["EU", "GB"] {
        for file in [BOX, CONSIGNMENT, MAGNET_THEN, MAGNET_TODAY] {
            let answer = under(file, law);
            assert_eq!(answer.status, 0, "{file} under {law}: {answer}");
            for verdict in verdicts(&answer.json()) {
                assert_eq!(verdict, "not_reached", "{file} under {law}");
            }
        }
    }
}

#[test]
fn a_union_general_authorisation_covers_bismuth_and_not_thorium() {
    let bismuth = under(BISMUTH, "EU");
    assert_eq!(bismuth.status, 0, "{bismuth}");
    assert_eq!(verdicts(&bismuth.json()), ["exception_available"]);
    let monazite = under(MONAZITE, "EU");
    assert_eq!(monazite.status, 3, "{monazite}");
    assert_eq!(verdicts(&monazite.json()), ["licence_required"]);
}

#[test]
fn every_example_is_replayed() {
    let examples = [
        BOX,
        CONSIGNMENT,
        MAGNET_THEN,
        MAGNET_TODAY,
        BISMUTH,
        MONAZITE,
    ];
    for (index, file) in examples.into_iter().enumerate() {
        let folder = folder(&format!("example-{index}"));
        let stored = folder.join("answer.json");
        let mut check = program(&root());
        check.args(["check", file, "--known-at", KNOWN, "--format", "json", "-o"]);
        check.arg(&stored);
        finish(check, "");
        let mut replay = program(&root());
        replay.arg("replay").arg(&stored);
        let answer = finish(replay, "");
        assert_eq!(answer.status, 0, "{file}: {answer}");
    }
}

#[test]
fn the_timeline_tells_when_the_announcements_operated() {
    let answer = exeat_at_root([
        "law",
        "timeline",
        "CN.MOFCOM.2025-61",
        "CN.MOFCOM.2025-62",
        "CN.MOFCOM-GACC.2025-18",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    let answer = answer.json();
    let four_weeks = [("2025-10-09".to_owned(), Some("2025-11-06".to_owned()))];
    // What comes after 10 November 2026 depends on how the end of the suspension is read.
    let operated = |instrument: &str| -> Vec<(String, Days)> {
        let provisions = answer["provisions"].as_array().expect("provisions");
        provisions
            .iter()
            .map(|one| (one["provision"].as_str().expect("a name"), one))
            .filter(|(name, _)| name.starts_with(instrument))
            .map(|(name, one)| (name.to_owned(), in_force(one)))
            .collect()
    };
    let of_61 = operated("CN.MOFCOM.2025-61.");
    let begun = of_61
        .iter()
        .filter(|(_, days)| **days == four_weeks)
        .count();
    assert!(begun > 0, "article 1(3) operated for four weeks: {of_61:?}");
    let never = of_61.iter().filter(|(_, days)| days.is_empty()).count();
    assert!(
        never > 0,
        "articles 1(1) and 1(2) never operated: {of_61:?}"
    );
    assert_eq!(begun + never, of_61.len(), "{of_61:?}");
    for (name, days) in operated("CN.MOFCOM.2025-62.") {
        assert_eq!(days, four_weeks, "{name}");
    }
    for (name, days) in operated("CN.MOFCOM-GACC.2025-18.") {
        assert_eq!(
            days,
            [("2025-04-04".to_owned(), None)],
            "{name} was never suspended"
        );
    }
}

/// Stretches of days: from which through which.
type Days = Vec<(String, Option<String>)>;

/// The stretches that began before the suspension was to end, and on which a provision certainly
/// bound.
fn in_force(provision: &Value) -> Days {
    let stretches = provision["stretches"].as_array().expect("stretches");
    stretches
        .iter()
        .filter(|one| one["state"] == "in_force")
        .map(|one| {
            let day = |key: &str| one[key].as_str().map(str::to_owned);
            (day("from").expect("a day"), day("through"))
        })
        .filter(|(from, _)| from.as_str() < "2026-11-10")
        .collect()
}

#[test]
fn the_rulebooks_compiled_in_are_those_of_the_folder() {
    let json = [
        "check",
        CONSIGNMENT,
        "--known-at",
        "2026-11-22",
        "--format",
        "json",
    ];
    let compiled_in = exeat_at_root(json);
    let mut command = program(&root());
    command.args(json).args(["--rulebooks", "rulebooks"]);
    assert_eq!(compiled_in.stdout, finish(command, "").stdout);
}

/// A magnet of which little is said: under the law of the United States more is open than can be combined.
#[test]
fn what_takes_it_out_of_a_law_is_told_where_too_much_is_open() {
    let folder = folder("too-much-open");
    let check = |exclusion: &str| {
        let document = format!(
            r#"
title = "Magnets to Germany"
shipment = {{ date = "2025-12-15", kind = "export", from = "CN", destination = "DE" }}
party = [
  {{ name = "Example Magnets Co. Ltd", roles = ["exporter"], place = "CN", nationality = "CN" }},
  {{ name = "Beispiel Motoren GmbH", roles = ["end-user"], place = "DE", nationality = "DE" }},
]
line = [{{ item = "magnet" }}]

[items.magnet]
kind = "goods"
form = "permanent-magnet-material"
origin = "CN"
{exclusion}
"#
        );
        std::fs::write(folder.join("magnet.toml"), document).expect("a document");
        let mut command = program(&folder);
        command.args(["check", "magnet.toml", "--jurisdiction", "US"]);
        command.args(["--known-at", KNOWN, "--no-screening", "--format", "json"]);
        finish(command, "").json()["lines"][0]["verdicts"][0].clone()
    };
    let verdict = check("");
    assert_eq!(verdict["verdict"], "undetermined");
    assert_eq!(verdict["bounded"], true);
    assert_eq!(verdict["decisive"]["in_part"], true);
    let decisive = &verdict["decisive"];
    let list = |what: &str| decisive[what].as_array().expect("a list").clone();
    assert!(list("gives").contains(&"not_reached".into()));
    assert!(list("gives").contains(&"prohibited".into()));
    assert_eq!(list("shortest")[0][0]["fact"], "item.us-exclusion");
    // And so it is.
    assert_eq!(
        check("us-exclusion = \"published\"")["verdict"],
        "not_reached"
    );
}
