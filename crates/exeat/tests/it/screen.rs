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

/// People and companies with names that many share, as FollowTheMoney; which of them are there, and what they are
/// called, differs from one edition to the next.
fn edition(second: bool) -> String {
    const GIVEN: [&str; 8] = [
        "Ivan", "Pavel", "Muhammad", "Ali", "Maria", "Li", "Wei", "Carlos",
    ];
    const FAMILY: [&str; 9] = [
        "Petrov", "Sidorov", "Hassan", "Khan", "Gonzalez", "Wang", "Zhang", "Ivanov", "Primer",
    ];
    let mut text = String::new();
    for number in 0..360_usize {
        let is_gone = number % 17 == 3;
        let is_new = number % 19 == 4;
        if (second && is_gone) || (!second && is_new) {
            continue;
        }
        let (given, family) = (GIVEN[number % 8], FAMILY[number / 8 % 9]);
        let middle = if number % 23 == 5 && second {
            " Changed"
        } else {
            ["", " Abdul", " Sergeyevich"][number % 3]
        };
        let (schema, name) = if number % 5 == 0 {
            ("Company", format!("{family} {given} Trading {number} LLC"))
        } else {
            ("Person", format!("{given}{middle} {family}"))
        };
        let country = ["ru", "sy", "cn"][number % 3];
        text.push_str(&format!(
            "{{\"id\":\"x-{number:03}\",\"schema\":\"{schema}\",\"properties\":{{\"name\":[\"{name}\"],\"country\":[\"{country}\"],\"birthDate\":[\"19{}\"]}},\"datasets\":[\"invented\"]}}\n",
            40 + number % 50
        ));
    }
    text
}

#[test]
fn what_is_screened_again_comes_out_as_if_everybody_was() {
    let place = folder("screen-since");
    fs::write(place.join("first.jsonl"), edition(false)).expect("written");
    fs::write(place.join("second.jsonl"), edition(true)).expect("written");
    let mut parties = String::from("id,name,kind,birth_date,country\n");
    for number in 0..240_usize {
        let name = [
            "Ivan Petrov",
            "Petrov Ivn",
            "Muhammad Abdul Hassan",
            "Wang Wei",
            "Ali Kahn",
            "Zhang Li",
            "Carlos Gonzales",
            "Petrov Ivan Trading 40",
        ][number % 8];
        let more = ["", " Sergeyevich", " Abdul"][number / 8 % 3];
        let kind = ["person", "", "organisation"][number / 24 % 3];
        let birth = ["", "1950", ""][number % 3];
        let country = ["", "RU"][number / 3 % 2];
        parties.push_str(&format!("{number},{name}{more},{kind},{birth},{country}\n"));
    }
    fs::write(place.join("parties.csv"), &parties).expect("written");
    let import = |file: &str, day: &str| {
        let arguments = [
            "lists",
            "import",
            file,
            "--publication",
            "invented",
            "--published",
            day,
        ];
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, 0, "{answer}");
    };
    let screen = |output: &str, format: &str, more: &[&str]| {
        let mut arguments = vec![
            "screen",
            "--file",
            "parties.csv",
            "--on",
            "2026-11-20",
            "--format",
            format,
            "--output",
            output,
        ];
        arguments.extend_from_slice(more);
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, 0, "{answer}");
        (
            fs::read_to_string(place.join(output)).expect("results"),
            answer.stderr,
        )
    };
    import("first.jsonl", "2026-11-13");
    let (first, _) = screen("first-results.jsonl", "jsonl", &[]);
    import("second.jsonl", "2026-11-20");
    let (whole, _) = screen("whole.jsonl", "jsonl", &[]);
    // A party that is new, and one that is called otherwise.
    parties.push_str("new,Pavel Sidorov,person,,\n");
    let parties = parties.replace("0,Ivan Petrov,person,,\n", "0,Ivan Hassan,person,,\n");
    let (again, said) = screen("again.jsonl", "jsonl", &["--since", "first-results.jsonl"]);
    assert_eq!(again, whole);
    assert_ne!(first, whole);
    assert!(said.contains("were looked for before"), "{said}");
    fs::write(place.join("parties.csv"), parties).expect("written");
    let (whole, _) = screen("whole.csv", "csv", &[]);
    let (again, _) = screen("again.csv", "csv", &["--since", "again.jsonl"]);
    assert_eq!(again, whole);
    let wrong = exeat(
        &place,
        &["screen", "--file", "parties.csv", "--since", "again.csv"],
    );
    assert_eq!((wrong.status, wrong.stdout.as_str()), (1, ""), "{wrong}");
    assert!(wrong.stderr.contains("line 1"), "{wrong}");
}
