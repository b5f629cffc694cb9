//! `exeat law …`.

use std::fs;

use insta::assert_snapshot;

use crate::run::{data, exeat, exeat_at_root, exeat_with, finish, folder, program};

#[test]
fn instruments_are_listed() {
    assert_snapshot!(exeat(["law", "list"]));
    let json = exeat(["law", "list", "--format", "json"]).json();
    assert_eq!(
        json["jurisdictions"][0]["instruments"][0]["instrument"],
        "AQ.MOT.2025-1"
    );
}

#[test]
fn an_instrument_is_listed_as_it_stands_on_a_day() {
    let name = "AQ.MOT.2025-1";
    let known = ["--known-at", "2025-12-01"];
    let [known_at, day] = known;
    assert_snapshot!(exeat([
        "law",
        "list",
        name,
        known_at,
        day,
        "--on",
        "2025-08-01"
    ]));
    assert_snapshot!(exeat(["law", "list", "magnets"]), @r"
    status: 2
    ----- stderr
    error: `magnets` is no instrument: it is declared as `rule`
      help: `exeat law show magnets` shows it
    ");
}

#[test]
fn a_rule_is_shown_with_its_days_and_its_text() {
    assert_snapshot!(exeat([
        "law",
        "show",
        "magnets",
        "--known-at",
        "2025-12-01"
    ]));
}

#[test]
fn everything_with_a_name_is_shown() {
    let names = [
        "AQ",
        "AQ.MOT.2025-1",
        "AQ.MOT.2025-1.magnets",
        "relief",
        "1C1",
        "AQ.MOT.2025-1.1C1",
        "AQ.MOT.2025-1.items",
        "end-of-pause",
    ];
    for name in names {
        let text = exeat(["law", "show", name]).said();
        let word = text.split(' ').next().expect("a word");
        assert!(
            text.contains(&format!("\n{word} ")),
            "its text is shown: {text}"
        );
        let json = exeat(["law", "show", name, "--format", "json"]).json();
        assert_eq!(json[0]["kind"], word);
    }
    assert_snapshot!(exeat(["law", "show", "magnet"]), @r"
    status: 2
    ----- stderr
    error: the rulebooks have nothing named `magnet`
      help: did you mean `magnets`?
    ");
}

#[test]
fn a_timeline_is_written_and_drawn() {
    let known = ["--known-at", "2025-12-01"];
    let [known_at, day] = known;
    let json = exeat([
        "law", "timeline", "magnets", known_at, day, "--format", "json",
    ])
    .json();
    let states: Vec<(&str, &str)> = json["provisions"][0]["stretches"]
        .as_array()
        .expect("stretches")
        .iter()
        .filter_map(|one| Some((one["from"].as_str()?, one["state"].as_str()?)))
        .collect();
    assert_eq!(
        states,
        [
            ("2025-01-15", "not_yet"),
            ("2025-02-01", "in_force"),
            ("2025-07-01", "suspended"),
            ("2025-10-01", "contested"),
            ("2025-10-02", "in_force"),
        ]
    );
    let text = exeat(["law", "timeline", "magnets", known_at, day]).said();
    assert!(
        text.contains("from 2025-07-01 through 2025-09-30"),
        "{text}"
    );
    let picture = exeat([
        "law",
        "timeline",
        "AQ.MOT.2025-1",
        known_at,
        day,
        "--svg",
        "-",
    ])
    .said();
    assert!(picture.starts_with("<svg"), "{picture}");
    let file = folder("timeline").join("timeline.svg");
    let path = file.to_string_lossy();
    exeat(["law", "timeline", "AQ", known_at, day, "--svg", &path]).said();
    assert!(
        fs::read_to_string(file)
            .expect("the picture")
            .starts_with("<svg")
    );
}

#[test]
fn only_what_has_days_has_a_timeline() {
    assert_snapshot!(exeat(["law", "timeline", "1C1"]), @r"
    status: 2
    ----- stderr
    error: no timeline is drawn of `1C1`, which is declared as `entry`
      help: name a jurisdiction, an instrument or a provision
    ");
}

#[test]
fn coverage_is_told() {
    assert_snapshot!(exeat(["law", "coverage"]));
    let json = exeat(["law", "coverage", "--format", "json"]).json();
    assert_eq!(
        json["jurisdictions"][0]["coverage"][0]["lines"][1]["kind"],
        "absent"
    );
}

#[test]
fn worked_cases_are_run_and_limbs_counted() {
    assert_snapshot!(exeat(["law", "test"]), @r"
    status: 0
    ----- stdout
    3 cases passed, 0 failed; 4 of 6 limbs are decided both ways
    ");
    assert_snapshot!(exeat([
        "law",
        "test",
        "dysprosium",
        "--verbose",
        "--uncovered"
    ]));
    // A word that is misspelt passes nothing.
    let answer = exeat(["law", "test", "disprosium"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("`disprosium`"), "{answer}");
}

#[test]
fn a_case_that_fails_fails_the_run() {
    let folder = folder("law-test");
    for name in ["magnets-2025-1.law", "pause-2025-2.law"] {
        let text = fs::read_to_string(data().join("law/aq").join(name)).expect("the law");
        let text = text.replace("at least 0.1 %", "at least 2 %");
        fs::write(folder.join(name), text).expect("the file is written");
    }
    let answer = exeat(["law", "test", "--rulebooks", &folder.to_string_lossy()]);
    assert_snapshot!(answer);
}

#[test]
fn clean_rulebooks_pass_lint_and_wrong_ones_do_not() {
    assert_snapshot!(exeat(["law", "lint"]), @r"
    status: 0
    ----- stdout
    2 files, 0 errors, 0 warnings
    ");
    assert_snapshot!(exeat(["law", "lint", "--rulebooks", "wrong-law"]));
    let answer = exeat([
        "law",
        "lint",
        "--rulebooks",
        "wrong-law",
        "--format",
        "json",
    ]);
    assert_eq!(answer.status, 1);
    assert_eq!(answer.json()["diagnostics"][0]["code"], "R0101");
}

#[test]
fn rulebooks_are_formatted() {
    assert_snapshot!(exeat(["law", "fmt", "--check"]), @"status: 0");
    assert_snapshot!(exeat(["law", "fmt", "--check", "messy-law/messy.law"]), @r"
    status: 1
    ----- stdout
    messy-law/messy.law
    ----- stderr
    error: 1 file is not in canonical form
      help: `exeat law fmt` writes it
    ");
    let messy = fs::read_to_string(data().join("messy-law/messy.law")).expect("the file");
    assert_snapshot!(exeat_with(["law", "fmt", "-"], &messy), @r"
    status: 0
    ----- stdout
    -- Not in its canonical form.

    define far as exporter.place is not AQ
    ");
    let file = folder("fmt").join("messy.law");
    fs::write(&file, messy).expect("a copy");
    let path = file.to_string_lossy();
    exeat(["law", "fmt", &path]).said();
    exeat(["law", "fmt", "--check", &path]).said();
}

#[test]
fn what_cannot_be_parsed_is_not_formatted() {
    let answer = exeat_with(["law", "fmt", "-"], "rulle far\n");
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""));
    assert!(answer.stderr.contains("did you mean `rule`?"), "{answer}");
}

#[test]
fn those_compiled_in_are_not_formatted() {
    let mut command = program(&folder("fmt-nothing"));
    command.args(["law", "fmt"]);
    assert_eq!(finish(command, "").status, 2);
}

#[test]
fn the_law_of_two_days_is_compared() {
    let known = ["--known-at", "2025-12-01"];
    let [known_at, day] = known;
    assert_snapshot!(exeat([
        "law",
        "diff",
        "--from",
        "2025-06-30",
        "--to",
        "2025-07-01",
        known_at,
        day,
    ]));
    assert_snapshot!(exeat([
        "law", "diff", "--from", "2025-07-01", "--to", "2025-07-02", known_at, day,
    ]), @r"
    status: 0
    ----- stdout
    From 2025-07-01 to 2025-07-02, as known on 2025-12-01

    nothing changes
    ");
    assert_eq!(
        exeat(["law", "diff", "--from", "2025-07-02", "--to", "2025-07-01"]).status,
        2
    );
}

#[test]
fn the_rulebooks_that_are_compiled_in_hold_what_they_promise() {
    let answer = exeat_at_root(["law", "test", "--format", "json"]);
    assert_eq!((answer.status, answer.stderr.as_str()), (0, ""));
    let answer = exeat_at_root(["law", "lint"]);
    assert_eq!(answer.status, 0, "{answer}");
    let answer = exeat_at_root(["law", "fmt", "--check"]);
    assert_eq!(answer.status, 0, "{answer}");
}

#[test]
fn what_is_compiled_in_is_what_stands_in_the_folder() {
    let compiled_in = exeat_at_root(["law", "list", "--format", "json"]).json();
    let folder = exeat_at_root([
        "law",
        "list",
        "--format",
        "json",
        "--rulebooks",
        "rulebooks",
    ]);
    assert_eq!(compiled_in, folder.json());
}
