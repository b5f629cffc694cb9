//! `exeat screen` on invented lists.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Answer, finish, folder, program, root};

/// A folder with the invented lists imported into its data folder.
fn place(test: &str) -> PathBuf {
    let place = folder(&format!("screen-{test}"));
    let files = root().join("crates/screen/tests/it/files");
    for name in ["us-csl.json", "un.xml"] {
        fs::copy(files.join(name), place.join(name)).expect("a copy");
    }
    let imported = exeat(&place, &["lists", "import", "us-csl.json", "un.xml"]);
    assert_eq!(imported.status, 0, "{imported}");
    place
}

fn exeat(place: &Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command
        .args(arguments)
        .env("EXEAT_DATA", place.join("data"));
    finish(command, "")
}

#[test]
fn without_lists_there_is_no_result() {
    let place = folder("screen-none");
    let answer = exeat(&place, &["screen", "Example Magnet Works"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""));
    assert!(answer.stderr.contains("there are no lists"), "{answer}");
}

#[test]
fn a_result_says_what_was_looked_at_and_why() {
    let place = place("names");
    let answer = exeat(
        &place,
        &[
            "screen",
            "--on",
            "2026-08-01",
            "Exmaple Magnet Works Company",
            "Nobody At All",
        ],
    );
    assert_eq!(answer.status, 0, "{answer}");
    for words in [
        "Example Magnet Works Co.",
        "us-csl@2026-07-30: 2 entries",
        "exeat-names-",
        "from 0.8250 on",
        "1 of 2 names may be listed",
        "is 155 days old, and more than 7 is stale",
    ] {
        assert!(answer.stdout.contains(words), "{words}: {answer}");
    }
    let strict = exeat(
        &place,
        &["screen", "--on", "2026-08-01", "--max-age", "7", "Nobody"],
    );
    assert_eq!((strict.status, strict.stdout.as_str()), (1, ""));
}

#[test]
fn a_file_is_screened_in_every_form() {
    let place = place("file");
    fs::write(
        place.join("parties.csv"),
        "id,name,kind,birth_date\nA,Jane Exampel,person,1970\nB,Quite Another Person,person,\n",
    )
    .expect("written");
    let lines = exeat(
        &place,
        &["screen", "--file", "parties.csv", "--format", "jsonl"],
    );
    let lines: Vec<serde_json::Value> = lines
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], "A");
    let on_sdn = |party: &serde_json::Value| {
        let matches = party["matches"].as_array().expect("matches");
        let found = matches
            .iter()
            .find(|one| one["list"] == "us-csl@2026-07-30/us-sdn");
        found.expect("a match on the list").clone()
    };
    let first = on_sdn(&lines[0]);
    assert_eq!(first["standing"], "open");
    assert_eq!(lines[1]["matches"].as_array().map(Vec::len), Some(0));
    let book = exeat(
        &place,
        &[
            "screen",
            "--file",
            "parties.csv",
            "--format",
            "xlsx",
            "--output",
            "results.xlsx",
        ],
    );
    assert_eq!(book.status, 0, "{book}");
    let written = fs::read(place.join("results.xlsx")).expect("the workbook");
    assert!(written.starts_with(b"PK"));

    // What was decided is shown until the entry says something else.
    let text = |key: &str| first[key].as_str().expect("a text").to_owned();
    let decided = exeat(
        &place,
        &[
            "screen",
            "decide",
            "Jane Exampel",
            "--list",
            "us-csl/us-sdn",
            "--entry",
            &text("entry"),
            "--evidence",
            &text("evidence"),
            "--as",
            "false-positive",
            "--by",
            "A. Clerk",
            "--because",
            "another Jane",
            "--until",
            "2099-01-01",
        ],
    );
    assert_eq!(decided.status, 0, "{decided}");
    let again = exeat(&place, &["screen", "--format", "json", "Jane Exampel"]).json();
    assert_eq!(on_sdn(&again["parties"][0])["standing"], "false-positive");
}

#[test]
fn two_files_are_compared_without_being_kept() {
    let place = place("diff");
    let files = root().join("examples/lists");
    for name in ["consolidated.json", "consolidated-later.json"] {
        fs::copy(files.join(name), place.join(name)).expect("a copy");
    }
    let said = exeat(
        &place,
        &[
            "lists",
            "diff",
            "consolidated.json",
            "consolidated-later.json",
        ],
    );
    assert_eq!(said.status, 0, "{said}");
    assert!(
        said.stdout.contains("1 added, 0 removed, 1 changed"),
        "{said}"
    );
    let status = exeat(&place, &["lists", "status", "--all", "--on", "2026-08-10"]);
    assert!(!status.stdout.contains("us-csl@2026-08-06"), "{status}");
}
