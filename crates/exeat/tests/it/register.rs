//! `exeat licence`, `exeat audit` and `exeat assurance`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Answer, finish, folder, program, root};

/// A folder of its own with a register of its own.
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    database: Option<String>,
}

impl Place {
    fn new(test: &str) -> Self {
        Self {
            folder: folder(test),
            database: None,
        }
    }

    /// Runs a command with these words.
    pub(crate) fn run(&self, words: &[&str]) -> Answer {
        let mut command = program(&self.folder);
        command.env("EXEAT_DATA", self.folder.join("data"));
        command.env_remove("EXEAT_DATABASE");
        command.env("EXEAT_ACTOR", "ana");
        if let Some(database) = &self.database {
            command.env("EXEAT_DATABASE", database);
        }
        command.args(words);
        finish(command, "")
    }

    /// Runs a command that has to end well.
    #[track_caller]
    pub(crate) fn well(&self, words: &[&str]) -> String {
        let answer = self.run(words);
        assert_eq!(answer.status, 0, "{words:?}: {answer}");
        answer.stdout
    }
}

fn example(name: &str) -> String {
    let path: PathBuf = root().join("examples/register").join(name);
    path.to_string_lossy().into_owned()
}

/// The story of the book, on whichever database.
fn a_quarter(place: &Place) {
    let answer = place.run(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    assert_eq!(answer.status, 0, "{answer}");
    assert!(
        answer.stderr.contains("`ana` is the first person"),
        "{answer}"
    );
    assert!(answer.stdout.contains("4 licences taken over"), "{answer}");
    let answer = place.run(&[
        "licence",
        "book",
        &example("shipments.csv"),
        "--on",
        "2026-09-30",
    ]);
    assert_eq!(answer.status, 1, "{answer}");
    for part in [
        "15 of 17 rows booked, 2 refused",
        "shipments-used-up",
        "over-use: line 1 of licence `26AC000123` allows 2000 kg, and this would make 2100.5 kg: 100.5 kg too much",
    ] {
        assert!(answer.stdout.contains(part), "{part}: {answer}");
    }
    let list = place.well(&["licence", "list", "--on", "2026-09-30"]);
    assert!(list.contains("199.5 kg, 972750 CNY"), "{list}");
    let shown = place.well(&["licence", "show", "26AC000123", "--on", "2027-01-01"]);
    assert!(shown.contains("EXPIRED on 2027-01-01"), "{shown}");
    let duties = place.well(&["licence", "duties", "--on", "2026-09-30"]);
    // Ten working days after 8 July 2026 in China.
    assert!(
        duties.contains("2026-07-22  OVERDUE  26AC000123/c1/10"),
        "{duties}"
    );
    place.well(&[
        "licence",
        "done",
        "26AC000123/c1/10",
        "--proof",
        "receipt 7",
    ]);
    let head = place.well(&["audit", "sign"]);
    fs::write(place.folder.join("head.json"), head).expect("a file");
    let verified = place.well(&["audit", "verify"]);
    assert!(
        verified.contains("nothing is wrong") && verified.contains("agrees with the head"),
        "{verified}"
    );
    place.well(&["audit", "export", "-o", "log.jsonl"]);
    place.well(&["audit", "verify", "log.jsonl", "--head", "head.json"]);
    let log = place.folder.join("log.jsonl");
    let text = fs::read_to_string(&log).expect("a log");
    fs::write(
        &log,
        text.replacen("\"verb\":\"draw\"", "\"verb\":\"free\"", 1),
    )
    .expect("a file");
    let answer = place.run(&["audit", "verify", "log.jsonl"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stdout.contains("WRONG"), "{answer}");
    let proof = place.well(&["audit", "prove", "5"]);
    fs::write(place.folder.join("proof.json"), proof).expect("a file");
    assert!(
        place
            .well(&["audit", "verify", "proof.json"])
            .contains("event 5")
    );
}

#[test]
fn a_quarter_of_shipments_in_a_file() {
    a_quarter(&Place::new("register-quarter"));
}

#[test]
fn two_people_and_their_roles() {
    let place = Place::new("register-two");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    place.well(&["audit", "person", "ben", "--role", "officer"]);
    let correct = [
        "licence",
        "correct",
        "26AC000123",
        "--quantity",
        "-20 kg",
        "--cause",
        "weighed again",
    ];
    let said = place.well(&correct);
    assert!(said.contains("this takes two people"), "{said}");
    let proposal = said
        .split_whitespace()
        .find(|word| word.starts_with('P'))
        .expect("a proposal")
        .to_owned();
    let answer = place.run(&["licence", "approve", &proposal]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("refused (four-eyes)"), "{answer}");
    place.well(&["licence", "approve", &proposal, "--by", "ben"]);
    let json = place
        .run(&["licence", "show", "26AC000123", "--format", "json"])
        .json();
    assert_eq!(json["view"]["lines"][0]["drawn"], "130");
    let answer = place.run(&["licence", "import", &example("register"), "--by", "eve"]);
    assert!(
        answer.stderr.contains("refused (unknown-person)"),
        "{answer}"
    );
}

#[test]
fn a_table_that_cannot_be_read_is_told_with_its_place() {
    let place = Place::new("register-wrong");
    let write = |name: &str, text: &str| fs::write(place.folder.join(name), text).expect("a file");
    write(
        "licences.csv",
        "number,jurisdiction,authority,kind,holder,valid-from\nL,CN,MOFCOM,individual,X,2026-01-01\n",
    );
    for (lines, place_of_it) in [
        (
            "licence,line,item,quantity,unit\nL,1,oxide,1e3,kg\n",
            "row 2, column quantity",
        ),
        (
            "licence,line,item,quantity,unit\nL,1,oxide,10,kilo\n",
            "row 2, column unit",
        ),
        (
            "licence,line,item,quantity\nM,1,oxide,10 kg\n",
            "row 2, column licence",
        ),
        (
            "licence,line,item,amount\nL,1,oxide,10 kg\n",
            "there is no column `amount`",
        ),
    ] {
        write("lines.csv", lines);
        let answer = place.run(&["licence", "import", "."]);
        assert_eq!(answer.status, 1, "{answer}");
        assert!(
            answer.stderr.contains(place_of_it),
            "{place_of_it}: {answer}"
        );
    }
    assert!(!place.folder.join("data/register.sqlite").exists());
}

#[test]
fn what_is_written_comes_back_as_a_workbook() {
    let place = Place::new("register-workbook");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    place.well(&["licence", "list", "-o", "list.xlsx"]);
    place.well(&["licence", "list", "-o", "list.csv"]);
    place.well(&["licence", "duties", "-o", "duties.xlsx"]);
    let csv = fs::read_to_string(place.folder.join("list.csv")).expect("a table");
    assert!(
        csv.starts_with("licence,line,item,codes,quantity,unit,value,currency,reserved-quantity"),
        "{csv}"
    );
    for name in ["list.xlsx", "duties.xlsx"] {
        let bytes = fs::read(place.folder.join(name)).expect("a workbook");
        assert_eq!(bytes.get(..2), Some(&b"PK"[..]), "{name}");
    }
}

#[test]
fn an_assurance_and_what_leans_on_it() {
    let place = Place::new("register-assurance");
    place.well(&[
        "assurance",
        "add",
        &example("assurance.toml"),
        "--on",
        "2025-10-14",
    ]);
    let lean = [
        "assurance",
        "lean",
        "pk-cn-2025-10",
        "--shipment",
        "S-1",
        "--why",
        "gems, as was said",
    ];
    place.well(&[&lean[..], &["--on", "2025-10-20"]].concat());
    let list = place.well(&["assurance", "list"]);
    assert!(
        list.contains("Pakistan assured China") && list.contains("S-1: gems, as was said"),
        "{list}"
    );
    let said = place.well(&[
        "assurance",
        "retract",
        "pk-cn-2025-10",
        "--cause",
        "another statement",
    ]);
    assert!(said.contains("leaned on it: S-1"), "{said}");
    let answer = place.run(&lean);
    assert!(
        answer.stderr.contains("refused (assurance-does-not-hold)"),
        "{answer}"
    );
}

#[test]
fn every_command_of_the_register_has_an_example() {
    let place = Place::new("register-help");
    for (command, words) in [
        (
            "licence",
            &[
                "import",
                "columns",
                "list",
                "show",
                "reserve",
                "draw",
                "release",
                "correct",
                "book",
                "issue",
                "suspend",
                "reinstate",
                "surrender",
                "revoke",
                "supersede",
                "amend",
                "proposals",
                "approve",
                "reject",
                "duties",
                "done",
                "waive",
            ][..],
        ),
        (
            "audit",
            &["show", "verify", "export", "sign", "prove", "person"][..],
        ),
        ("assurance", &["add", "list", "lean", "retract"][..]),
    ] {
        for word in words {
            let help = place.well(&[command, word, "--help"]);
            assert!(
                help.contains(&format!("\n  exeat {command} {word}")),
                "{command} {word}: {help}"
            );
        }
    }
}

/// Whether a folder holds nothing of a register.
#[test]
fn reading_makes_no_register() {
    let place = Place::new("register-none");
    let answer = place.run(&["licence", "list"]);
    assert_eq!(answer.status, 1);
    assert!(answer.stderr.contains("there is no register"), "{answer}");
    assert!(!Path::new(&place.folder.join("data")).exists());
}
