//! What `exeat screen --file` makes of a file that is not as it should be: whoever is not looked for
//! is told.

use std::fs;
use std::path::Path;

use crate::screen::{exeat, place, results};

/// A file of parties: what is told of it, with which status, and of each row whether somebody was
/// found and what its problem is.
fn screened(place: &Path, file: &str, text: &str) -> (i32, String, Vec<(bool, String)>) {
    fs::write(place.join(file), text).expect("written");
    rows_of(place, file)
}

fn rows_of(place: &Path, file: &str) -> (i32, String, Vec<(bool, String)>) {
    let (answer, lines) = results(place, file);
    let rows = lines.iter().map(|line| {
        let problem = line["problem"].as_str().unwrap_or_default();
        // Of whom nothing could be looked for it does not say that nobody was found.
        let matches = line.get("matches").expect("matches").as_array();
        assert!(matches.is_some() || !problem.is_empty(), "{line}");
        (
            matches.is_some_and(|all| !all.is_empty()),
            problem.to_owned(),
        )
    });
    (answer.status, answer.stderr.clone(), rows.collect())
}

#[test]
fn every_number_of_a_party_is_looked_for() {
    let place = place("all-numbers");
    let table = "id,name,passport,passport number\n1,Quiet,,A1234567\n2,Quiet,B7654321,A1234567\n3,Quiet,A1234567,\n4,Quiet,,\n";
    let (status, told, rows) = screened(&place, "p.csv", table);
    assert_eq!(status, 0, "{told}");
    let found: Vec<bool> = rows.iter().map(|(found, _)| *found).collect();
    assert_eq!(found, [true, true, true, false]);
    // One that is looked for by its number alone was looked for.
    fs::write(place.join("n.csv"), "id,name,passport\n1,,C1234567\n2,,\n").expect("written");
    let answer = exeat(&place, &["screen", "--file", "n.csv"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer
            .stdout
            .contains("nobody on these lists has such a number"),
        "{answer}"
    );
    assert_eq!(answer.stdout.matches("was not looked for").count(), 1);
}

#[test]
fn a_second_name_is_told() {
    let place = place("two-names");
    let (status, _, rows) = screened(
        &place,
        "two.csv",
        "name,full_name\nQuiet,Example Magnet Works Co.\n,Example Magnet Works Co.\nQuiet,QUIET\n",
    );
    assert_eq!(status, 1);
    assert_eq!(
        rows[0],
        (
            false,
            "has two names, `Quiet` and `Example Magnet Works Co.`".to_owned()
        )
    );
    assert_eq!(rows[1..], [(true, String::new()), (false, String::new())]);
    let (status, told, rows) = screened(
        &place,
        "twice.csv",
        "id,name,Name \n1,Example Magnet Works Co.,Quiet\n",
    );
    assert_eq!((status, rows.len()), (1, 0));
    assert!(told.contains("two columns `name`"), "{told}");
    let (status, _, rows) = screened(
        &place,
        "twice.jsonl",
        "{\"name\":\"Quiet\",\"Name\":\"Example Magnet Works Co.\"}\n",
    );
    assert_eq!(status, 1);
    assert!(rows[0].1.contains("says `name` twice"), "{rows:?}");
}

/// An open quotation mark swallows nobody in silence.
#[test]
fn open_quotation_marks_are_told() {
    let place = place("open-marks");
    let (status, told, rows) = screened(
        &place,
        "never.csv",
        "id,name,address\n1,Quiet,\"abc\n2,Example Magnet Works Co.,x\n3,Loud,y\n",
    );
    assert_eq!((status, rows.len()), (1, 0), "{told}");
    assert!(
        told.contains("line 2, is never closed: nobody from there on was looked for"),
        "{told}"
    );
    let (status, _, rows) = screened(
        &place,
        "later.csv",
        "id,name,address\n1,Quiet,\"12 inch\n2,Example Magnet Works Co.,x\n3,Loud,14\"\n4,Example Magnet Works Co.,\n",
    );
    assert_eq!((status, rows.len()), (1, 2));
    assert!(rows[0].1.contains("goes over 3 lines"), "{rows:?}");
    assert_eq!(rows[1], (true, String::new()));
}

#[test]
fn what_is_not_read_is_told() {
    let place = place("unread");
    let (status, told, rows) = screened(
        &place,
        "columns.csv",
        "id,name,ogrn,,Date of Birth\n1,Jane Exampel,1027700132195,7,1970-01-15\n2,Quiet\n",
    );
    assert!(
        told.contains("columns that are not read: `(no heading)`, `ogrn`"),
        "{told}"
    );
    assert_eq!(status, 1);
    assert!(rows[0].0);
    assert_eq!(rows[1].1, "has 2 fields for 5 columns: it may be cut off");
    let (status, told, _) = screened(
        &place,
        "keys.jsonl",
        "{\"name\":\"Quiet\",\"inn\":\"7707083893\",\"note\":null}\n",
    );
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("not read: `inn` ("), "{told}");
}

#[test]
fn other_sheets_and_cells_without_a_heading_are_told() {
    let place = place("other-sheets");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, cells) in [
        ("New", [["id", "name", ""], ["1", "Quiet", ""]]),
        (
            "Old",
            [
                ["id", "name", ""],
                ["1", "Quiet", "Example Magnet Works Co."],
            ],
        ),
    ] {
        let sheet = book.add_worksheet().set_name(sheet).expect("a name");
        for (row, cells) in (0..).zip(cells) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
    }
    book.save(place.join("book.xlsx")).expect("a workbook");
    let (status, told, rows) = rows_of(&place, "book.xlsx");
    assert_eq!((status, rows.len()), (1, 1), "{told}");
    assert!(told.contains("other sheets"), "{told}");
    assert!(told.contains("`Old` (`--sheet NAME`"), "{told}");
    let of = |sheet: &str, status: i32| {
        let arguments = ["screen", "--file", "book.xlsx", "--sheet", sheet];
        let answer = exeat(&place, &arguments);
        assert_eq!(answer.status, status, "{answer}");
        answer
    };
    of("New", 0);
    let old = of("Old", 1);
    assert!(
        old.stdout
            .contains("holds `Example Magnet Works Co.` behind the last column"),
        "{old}"
    );
    let none = of("Other", 1);
    assert!(none.stderr.contains("it has: New, Old"), "{none}");
}

/// Results that are not whole do not take the place of those that are, and nothing that is read is written over.
#[test]
fn results_are_written_whole_or_not_at_all() {
    let place = place("whole-results");
    let parties = "id,name\n1,Quiet\n";
    fs::write(place.join("p.csv"), parties).expect("written");
    fs::write(place.join("bad.csv"), "id\n1\n").expect("written");
    fs::write(place.join("res.csv"), "of before").expect("written");
    let screen = |file: &str, output: &str| {
        let words = [
            "screen", "--file", file, "--format", "csv", "--output", output,
        ];
        exeat(&place, &words).status
    };
    assert_eq!(screen("p.csv", "p.csv"), 2);
    assert_eq!(screen("p.csv", "./p.csv"), 2);
    assert_eq!(
        fs::read_to_string(place.join("p.csv")).expect("there"),
        parties
    );
    assert_eq!(screen("bad.csv", "res.csv"), 1);
    assert_eq!(
        fs::read_to_string(place.join("res.csv")).expect("there"),
        "of before"
    );
    assert_eq!(screen("p.csv", "res.csv"), 0);
    let results = fs::read_to_string(place.join("res.csv")).expect("there");
    assert!(results.contains("Quiet"), "{results}");
    assert_eq!(screen("p.csv", "new.csv"), 0);
    let parts = fs::read_dir(&place)
        .expect("a folder")
        .filter(|entry| {
            let name = entry.as_ref().expect("a file").file_name();
            name.to_string_lossy().ends_with(".part")
        })
        .count();
    assert_eq!(parts, 0);
}
