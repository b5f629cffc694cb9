//! `exeat replay`.

use std::fs;
use std::path::PathBuf;

use insta::assert_snapshot;

use crate::run::{Answer, data, exeat, finish, folder, program};

/// A stored determination of a document, in a folder of its own.
fn stored(test: &str, document: &str) -> PathBuf {
    let file = folder(test).join("answer.json");
    let path = file.to_string_lossy();
    exeat([
        "check",
        document,
        "--known-at",
        "2025-12-01",
        "--format",
        "json",
        "-o",
        &path,
    ]);
    file
}

/// Replays a text in a file called `answer.json`.
fn replay(test: &str, text: &str) -> Answer {
    let folder = folder(test);
    fs::write(folder.join("answer.json"), text).expect("the file is written");
    let mut command = program(&folder);
    command
        .args(["replay", "answer.json"])
        .env("EXEAT_RULEBOOKS", data().join("law"));
    finish(command, "")
}

#[test]
fn what_was_stored_comes_out_again() {
    for document in ["free", "magnet", "military", "open"] {
        let file = stored(
            &format!("replay-{document}"),
            &format!("documents/{document}.toml"),
        );
        let answer = exeat(["replay", &file.to_string_lossy()]);
        let said = answer.said();
        assert!(
            said.starts_with("the same, byte for byte: sha256:"),
            "{said}"
        );
    }
}

#[test]
fn a_choice_of_laws_and_another_day_are_replayed_too() {
    let file = folder("replay-choice").join("answer.json");
    let path = file.to_string_lossy();
    exeat([
        "check",
        "documents/magnet.toml",
        "--known-at",
        "2025-12-01",
        "--on",
        "2025-10-01",
        "--law-date",
        "2025-10-01",
        "--jurisdiction",
        "AQ",
        "--format",
        "json",
        "-o",
        &path,
    ]);
    assert_eq!(exeat(["replay", &path]).status, 0);
}

#[test]
fn altered_facts_are_noticed() {
    let file = stored("replay-facts", "documents/magnet.toml");
    let text = fs::read_to_string(file).expect("the determination");
    let answer = replay(
        "replay-facts-altered",
        &text.replace("\"1.2 %\"", "\"0.01 %\""),
    );
    assert_snapshot!(answer);
}

#[test]
fn an_altered_verdict_is_noticed() {
    let file = stored("replay-verdict", "documents/magnet.toml");
    let text = fs::read_to_string(file).expect("the determination");
    let altered = text.replace("\"licence_required\"", "\"no_licence_required\"");
    assert_snapshot!(replay("replay-verdict-altered", &altered));
}

#[test]
fn other_rulebooks_are_noticed() {
    let file = stored("replay-rulebook", "documents/magnet.toml");
    let folder = folder("replay-rulebook-changed");
    for name in ["magnets-2025-1.law", "pause-2025-2.law"] {
        let text = fs::read_to_string(data().join("law/aq").join(name)).expect("the law");
        let text = text.replace("at least 0.1 %", "at least 2 %");
        fs::write(folder.join(name), text).expect("the file is written");
    }
    let folder = folder.to_string_lossy();
    let answer = exeat(["replay", &file.to_string_lossy(), "--rulebooks", &folder]);
    assert_snapshot!(answer);
    let answer = exeat([
        "replay",
        &file.to_string_lossy(),
        "--rulebooks",
        &folder,
        "--format",
        "json",
    ]);
    assert_eq!(answer.status, 1);
    let answer = answer.json();
    assert_eq!(answer["same"], false);
    assert_eq!(answer["engine"]["same"], true);
    assert_eq!(answer["rulebook"]["same"], false);
    assert_eq!(answer["facts"]["same"], true);
    assert_eq!(answer["verdicts"][0]["now"], "no_licence_required");
}

#[test]
fn what_is_no_determination_is_refused() {
    assert_snapshot!(replay("replay-text", "verdict: prohibited\n"), @r"
    status: 1
    ----- stderr
    error: `answer.json` is no determination: it is not JSON (expected value at line 1 column 1)
    ");
    assert_snapshot!(replay("replay-list", "[]"), @r"
    status: 1
    ----- stderr
    error: `answer.json` is no determination: it is not a JSON object
      help: give one determination, as `exeat check FILE --format json` writes it
    ");
    assert_snapshot!(replay("replay-newer", "{\"format\": 2}"), @r"
    status: 1
    ----- stderr
    error: `answer.json` is no determination: its `format` is not 1, the one that this version reads
    ");
    assert_snapshot!(replay("replay-empty", "{\"format\": 1}"), @r"
    status: 1
    ----- stderr
    error: `answer.json` is no determination: it has no `case`, or not in the right form
    ");
}

#[test]
fn a_case_that_cannot_be_read_is_told() {
    let file = stored("replay-case", "documents/magnet.toml");
    let text = fs::read_to_string(file).expect("the determination");
    assert_snapshot!(replay("replay-case-altered", &text.replace("\"content.Dy\"", "\"content.Xx\"")), @r"
    status: 1
    ----- stderr
    error: `answer.json` is no determination: its `case` cannot be read: case.items.0.facts: no fact is called `content.Xx`
    ");
}
