//! `exeat check` under the tests' own law.

use std::fs;

use insta::assert_snapshot;

use crate::run::{data, exeat, exeat_with, finish, folder, program};

const KNOWN: &str = "2025-12-01";

#[test]
fn the_status_is_the_verdict() {
    let cases = [
        ("documents/free.toml", 0, "no_licence_required"),
        ("documents/magnet.toml", 3, "licence_required"),
        ("documents/military.toml", 4, "prohibited"),
        ("documents/open.toml", 5, "undetermined"),
    ];
    for (file, status, verdict) in cases {
        let answer = exeat(["check", file, "--known-at", KNOWN, "--format", "json"]);
        assert_eq!(
            (answer.status, answer.stderr.as_str()),
            (status, ""),
            "{file}"
        );
        assert_eq!(answer.json()["overall"], verdict, "{file}");
    }
}

#[test]
fn the_report_begins_with_the_verdict() {
    let text = exeat(["check", "documents/magnet.toml", "--known-at", KNOWN]).stdout;
    let lines: Vec<&str> = text.lines().take(5).collect();
    assert_snapshot!(lines.join("\n"), @r"
    Magnets to Germany
    Event of 2025-03-01, under the law of that day, as known on 2025-12-01

    LICENCE REQUIRED
    It may leave with a licence.
    ");
}

#[test]
fn an_open_verdict_names_what_would_decide() {
    let answer = exeat([
        "check",
        "documents/open.toml",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    let decisive = &answer.json()["lines"][0]["verdicts"][0]["decisive"];
    let mut facts: Vec<&str> = decisive["guaranteed"]
        .as_array()
        .expect("questions")
        .iter()
        .filter_map(|question| question["fact"].as_str())
        .collect();
    facts.sort_unstable();
    assert_eq!(facts, ["end-user.military-user", "item.content.Dy"]);
}

#[test]
fn the_template_can_be_checked() {
    let template = exeat(["check", "--template"]).said();
    assert!(template.contains("[[line]]"), "{template}");
    let folder = folder("template");
    let file = folder.join("shipment.toml");
    fs::write(&file, template).expect("the file is written");
    let answer = exeat([
        "check",
        &file.to_string_lossy(),
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    assert!([0, 3, 4, 5].contains(&answer.status), "{answer}");
    assert_eq!(answer.stderr, "");
    assert_eq!(answer.json()["format"], 1);
}

#[test]
fn a_wrong_document_is_told_how_to_mend_it() {
    assert_snapshot!(exeat(["check", "documents/wrong.toml"]));
}

#[test]
fn a_file_that_is_not_there() {
    assert_snapshot!(exeat(["check", "documents/nowhere.toml"]), @r"
    status: 1
    ----- stderr
    error: cannot read `documents/nowhere.toml`: there is no such file or folder
    ");
}

#[test]
fn the_day_is_never_today_in_silence() {
    assert_snapshot!(exeat(["check", "documents/no-day.toml"]), @r"
    status: 1
    ----- stderr
    error: `documents/no-day.toml` does not say on which day it leaves
      help: write `date = 2025-12-15` under `[shipment]`, or give the day with `--on`
    ");
}

#[test]
fn the_day_can_be_given() {
    let answer = exeat([
        "check",
        "documents/no-day.toml",
        "--on",
        "2025-03-01",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    assert_eq!((answer.status, answer.stderr.as_str()), (3, ""));
    let answer = answer.json();
    assert_eq!(answer["event_date"], "2025-03-01");
    assert_eq!(answer["law_date"], "2025-03-01");
    assert_eq!(answer["known_at"], KNOWN);
    assert_eq!(answer["case"]["shipment"]["date"]["known"], "2025-03-01");
}

#[test]
fn a_given_day_goes_before_the_stated_one_and_says_so() {
    let answer = exeat([
        "check",
        "documents/magnet.toml",
        "--on",
        "2025-07-15",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    // The rule is paused on that day.
    assert_eq!(answer.status, 0);
    assert_snapshot!(answer.stderr, @"
    note: `documents/magnet.toml` says that it leaves on 2025-03-01; with `--on`, 2025-07-15 is taken instead
    ");
    let answer = answer.json();
    assert_eq!(answer["event_date"], "2025-07-15");
    assert_eq!(answer["case"]["shipment"]["date"]["known"], "2025-07-15");
}

#[test]
fn the_law_of_another_day_can_be_applied() {
    let answer = exeat([
        "check",
        "documents/magnet.toml",
        "--law-date",
        "2025-07-15",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    assert_eq!((answer.status, answer.stderr.as_str()), (0, ""));
    let answer = answer.json();
    assert_eq!(answer["event_date"], "2025-03-01");
    assert_eq!(answer["law_date"], "2025-07-15");
}

#[test]
fn what_was_not_known_does_not_count() {
    let on = ["--law-date", "2025-07-15", "--known-at"];
    let [law_date, day, known_at] = on;
    let file = "documents/magnet.toml";
    let before = exeat(["check", file, law_date, day, known_at, "2025-06-19"]);
    let after = exeat(["check", file, law_date, day, known_at, "2025-06-20"]);
    // The pause was announced on 20 June.
    assert_eq!((before.status, after.status), (3, 0));
}

#[test]
fn a_law_date_after_the_last_check_is_said() {
    let text = exeat([
        "check",
        "documents/magnet.toml",
        "--law-date",
        "2026-01-01",
        "--known-at",
        "2026-01-01",
    ])
    .stdout;
    assert!(text.contains("2025-12-31"), "{text}");
}

#[test]
fn several_files_end_with_the_worst() {
    let answer = exeat([
        "check",
        "documents/free.toml",
        "documents/military.toml",
        "documents/open.toml",
        "--known-at",
        KNOWN,
    ]);
    assert_eq!((answer.status, answer.stderr.as_str()), (4, ""));
    let (_, summary) = answer
        .stdout
        .split_once("==> summary <==")
        .expect("a summary");
    assert_snapshot!(summary.trim(), @r"
    documents/free.toml      no_licence_required
    documents/military.toml  prohibited
    documents/open.toml      undetermined
    ");
}

#[test]
fn several_days_stand_one_under_the_other_and_the_worst_is_the_status() {
    let days = "2025-10-08,2025-10-09,2025-12-15";
    let check = |format: &str| {
        exeat([
            "check",
            "documents/magnet.toml",
            "--known-at",
            KNOWN,
            "--on",
            days,
            "--format",
            format,
        ])
    };
    let answer = check("text");
    assert_snapshot!(answer.stdout, @r"
    Magnets to Germany
    If it leaves on one of these days, under the law of that day, as known on 2025-12-01

    2025-10-08  licence required
                licence from MOT (Ministry of Trade)
    2025-10-09  licence required
                licence from MOT (Ministry of Trade)
    2025-12-15  licence required
                licence from MOT (Ministry of Trade)
    ");
    let alone = |day: &str| {
        exeat([
            "check",
            "documents/magnet.toml",
            "--known-at",
            KNOWN,
            "--on",
            day,
            "--format",
            "json",
        ])
    };
    let records = check("json").json();
    let mut worst = 0;
    for (place, day) in days.split(',').enumerate() {
        let alone = alone(day);
        assert_eq!(records[place]["determination"], alone.json(), "{day}");
        worst = worst.max(alone.status);
    }
    assert_eq!((answer.status, answer.stderr.as_str()), (worst, ""));
    let page = check("html");
    assert_eq!((page.status, page.stdout.as_str()), (2, ""));
    assert!(
        page.stderr
            .contains("one page holds the answer for one day"),
        "{}",
        page.stderr
    );
}

#[test]
fn a_file_that_nobody_could_read_is_worse_than_any_verdict() {
    let answer = exeat([
        "check",
        "documents/military.toml",
        "documents/wrong.toml",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ]);
    assert_eq!(answer.status, 1);
    let records = answer.json();
    assert_eq!(records[0]["file"], "documents/military.toml");
    assert_eq!(records[0]["determination"]["overall"], "prohibited");
    assert_eq!(
        records[1]["error"],
        "`documents/wrong.toml` cannot be used: 2 errors"
    );
}

#[test]
fn standard_input_is_read_in_both_forms() {
    let toml = fs::read_to_string(data().join("documents/magnet.toml")).expect("the document");
    let answer = exeat_with(["check", "-", "--known-at", KNOWN], &toml);
    assert_eq!((answer.status, answer.stderr.as_str()), (3, ""));
    let json = r#"{"shipment": {"date": "2025-03-01", "from": "AQ", "destination": "DE"},
        "items": {"magnet": {"form": "oxide"}}, "line": [{"item": "magnet"}],
        "party": [{"name": "A navy", "roles": ["end-user"], "military-user": true}]}"#;
    let answer = exeat_with(["check", "-", "--known-at", KNOWN], json);
    assert_eq!((answer.status, answer.stderr.as_str()), (4, ""));
}

#[test]
fn a_page_is_written_to_a_file() {
    let page = folder("page").join("magnet.html");
    let path = page.to_string_lossy();
    let answer = exeat([
        "check",
        "documents/magnet.toml",
        "--known-at",
        KNOWN,
        "--format",
        "html",
        "-o",
        &path,
    ]);
    assert_eq!(
        (
            answer.status,
            answer.stdout.as_str(),
            answer.stderr.as_str()
        ),
        (3, "", "")
    );
    let page = fs::read_to_string(page).expect("the page");
    assert!(page.starts_with("<!DOCTYPE html>") || page.starts_with("<!doctype html>"));
    assert!(page.contains("<svg"), "the timeline stands in the page");
}

#[test]
fn chinese_is_spoken() {
    let text = exeat([
        "check",
        "documents/magnet.toml",
        "--known-at",
        KNOWN,
        "--lang",
        "zh",
    ])
    .stdout;
    assert!(text.contains("磁体许可"), "{text}");
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let arguments = [
        "check",
        "documents/open.toml",
        "--known-at",
        KNOWN,
        "--format",
        "json",
    ];
    assert_eq!(exeat(arguments).stdout, exeat(arguments).stdout);
}

#[test]
fn no_colours_without_a_terminal() {
    let answer = exeat(["check", "documents/magnet.toml", "documents/wrong.toml"]);
    assert!(!answer.stdout.contains('\u{1b}') && !answer.stderr.contains('\u{1b}'));
}

#[test]
fn rulebooks_with_errors_are_refused() {
    let mut command = program(&data());
    command.args(["check", "documents/magnet.toml", "--rulebooks", "wrong-law"]);
    assert_snapshot!(finish(command, ""));
}

#[test]
fn the_option_goes_before_the_environment() {
    let mut command = program(&data());
    command
        .args(["law", "list", "--rulebooks", "law"])
        .env("EXEAT_RULEBOOKS", "wrong-law");
    assert_eq!(finish(command, "").status, 0);
    let mut command = program(&data());
    command.args(["law", "list"]).env("EXEAT_RULEBOOKS", "");
    assert!(
        finish(command, "").said().contains("CN: China"),
        "set to nothing is not set"
    );
}
