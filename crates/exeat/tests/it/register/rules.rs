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
