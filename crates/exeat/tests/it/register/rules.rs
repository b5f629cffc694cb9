//! Who may do what, tables that cannot be read, assurances, help.

use std::fs;
use std::path::Path;

use super::{Place, example};

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
    // A table that would be passed over would leave licences without parties.
    write("lines.csv", "licence,line,item,quantity\nL,1,oxide,10 kg\n");
    write("Party.csv", "licence,role,name\nL,end-user,Examplaria\n");
    let answer = place.run(&["licence", "import", "."]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("`Party.csv`"), "{answer}");
    assert!(answer.stderr.contains("`parties`"), "{answer}");
    assert!(!place.folder.join("data/register.sqlite").exists());
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
                "reconcile",
                "papers",
                "usage",
                "backup",
                "restore",
                "hold",
                "lift",
                "retention",
                "purge",
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

/// A cell at the far end of a sheet takes no memory for all that is before it.
#[test]
fn a_workbook_with_a_cell_far_away_is_told() {
    let place = Place::new("register-far");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("licences").expect("a name");
    sheet.write_string(0, 0, "number").expect("a cell");
    sheet.write_string(1_048_575, 16_383, "x").expect("a cell");
    book.add_worksheet().set_name("lines").expect("a name");
    book.save(place.folder.join("far.xlsx"))
        .expect("a workbook");
    let answer = place.run(&["licence", "import", "far.xlsx"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("cell XFD1048576"), "{answer}");
    fs::write(place.folder.join("old.xls"), "x").expect("a file");
    let answer = place.run(&["licence", "import", "old.xls"]);
    assert!(answer.stderr.contains(".xlsx"), "{answer}");
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

/// What somebody keeps is not written over: not the register, not another's backup, not a workbook that was filled in.
#[test]
fn nothing_that_is_kept_is_written_over() {
    let place = Place::new("register-kept");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    let register = place.folder.join("data/register.sqlite");
    let name = register.to_string_lossy().into_owned();
    let bytes = fs::read(&register).expect("a register");
    for words in [
        &["licence", "backup", &name][..],
        &["licence", "backup", &format!("{name}-wal")],
        &["audit", "export", "-o", &name],
        &[
            "licence",
            "usage",
            "--from",
            "2026-07-01",
            "--through",
            "2026-09-30",
            "-o",
            &name,
        ],
    ] {
        let answer = place.run(words);
        assert_ne!(answer.status, 0, "{words:?}: {answer}");
        assert_eq!(fs::read(&register).expect("a register"), bytes, "{words:?}");
    }
    place.well(&["licence", "list"]);

    let note = place.folder.join("note.txt");
    fs::write(&note, "mine").expect("a file");
    let answer = place.run(&["licence", "backup", "note.txt"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer.stderr.contains("no older backup of this register"),
        "{answer}"
    );
    assert_eq!(fs::read_to_string(&note).expect("a file"), "mine");
    // Yesterday's backup may go, another register's and a later one may not.
    place.well(&["licence", "backup", "backup.jsonl"]);
    place.well(&["audit", "person", "ben", "--role", "officer"]);
    place.well(&["licence", "backup", "backup.jsonl"]);
    let kept = fs::read(place.folder.join("backup.jsonl")).expect("a backup");
    assert!(String::from_utf8_lossy(&kept).contains("ben"));
    let other = ["--database", "other.sqlite"];
    place.well(
        &[
            &[
                "licence",
                "import",
                &example("register"),
                "--on",
                "2026-07-02",
            ][..],
            &other,
        ]
        .concat(),
    );
    let answer = place.run(&[&["licence", "backup", "backup.jsonl"][..], &other].concat());
    assert_eq!(answer.status, 1, "{answer}");
    assert_eq!(
        fs::read(place.folder.join("backup.jsonl")).expect("a backup"),
        kept
    );

    place.well(&["licence", "columns", "-o", "empty.xlsx"]);
    let before = fs::read(place.folder.join("empty.xlsx")).expect("a workbook");
    let answer = place.run(&["licence", "columns", "-o", "empty.xlsx"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("is there already"), "{answer}");
    assert_eq!(
        fs::read(place.folder.join("empty.xlsx")).expect("a workbook"),
        before
    );
    let left: Vec<String> = fs::read_dir(&place.folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A log of nothing proves nothing, and one without a head may have been cut off.
#[test]
fn an_empty_log_is_none() {
    let place = Place::new("register-empty-log");
    fs::write(place.folder.join("empty.jsonl"), "").expect("a file");
    let answer = place.run(&["audit", "verify", "empty.jsonl"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer.stdout.contains("there is no event in it"),
        "{answer}"
    );
    place.well(&["audit", "person", "ana", "--role", "administrator"]);
    place.well(&["audit", "export", "-o", "log.jsonl"]);
    let said = place.well(&["audit", "verify", "log.jsonl"]);
    assert!(
        said.contains("nothing is wrong") && said.contains("cut off would not show"),
        "{said}"
    );
}

/// A determination of which little is known is long; the program reads what it wrote.
#[test]
fn a_long_determination_is_read() {
    let place = Place::new("register-long");
    let blanks = " ".repeat(17 * 1024 * 1024);
    let text = format!("{{\"id\": \"x\",{blanks}\"lines\": []}}");
    fs::write(place.folder.join("long.json"), text).expect("a file");
    place.well(&["licence", "duties", "--from", "long.json"]);
    let answer = place.run(&["replay", "long.json"]);
    assert!(!answer.stderr.contains("longer than"), "{answer}");
}

/// A register that is named and is not there is told whatever comes out.
#[test]
fn a_register_that_is_not_there_is_told() {
    let place = Place::new("register-not-there");
    let document = crate::run::data().join("documents/magnet.toml");
    let document = document.to_string_lossy();
    let answer = place.run(&["check", &document, "--register", "nofile.sqlite"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer
            .stderr
            .contains("there is no register `nofile.sqlite`"),
        "{answer}"
    );
}
