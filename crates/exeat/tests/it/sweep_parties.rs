//! Parties of rows that cannot be read, are nobody, or own one another, in `exeat sweep`.

use std::fs;

use crate::check_screening::list;
use crate::run::folder;
use crate::sweep_screening::{THEN, column, mapping, sweep};

const HEADINGS: [&str; 7] = ["Row", "Day", "Seller", "Buyer", "User", "Listed", "Numbers"];
const SELLER: &str = "Buckeye Spindle Corporation";
const FREE: &str = "Impeller House Singapore";

/// An error in a cell is nobody's name, and other sheets are told.
#[test]
fn a_party_that_cannot_be_read_is_not_free() {
    let place = folder("sweep-unreadable-party");
    list(&place, "2026-11-18");
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["Lines", "More"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let rows = [
            HEADINGS,
            ["1", "2026-11-19", SELLER, FREE, "#REF!", "", ""],
            ["2", "2026-11-19", SELLER, "#N/A", FREE, "", ""],
            ["3", "2026-11-19", SELLER, FREE, FREE, "", ""],
        ];
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                if cell.starts_with('#') {
                    let broken = rust_xlsxwriter::Formula::new("=1").set_result(cell);
                    sheet.write_formula(row, column, broken).unwrap();
                } else {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
    }
    book.save(place.join("table.xlsx")).unwrap();
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    let answer = sweep(&place, "table.xlsx", "out.csv", &THEN);
    assert_eq!(answer.status, 1, "{answer}");
    assert_eq!(
        column(&place, "out.csv", "exeat_verdict"),
        ["no_licence_required"]
    );
    let columns =
        ["row", "column", "value"].map(|name| column(&place, "out.csv.rejects.csv", name));
    assert_eq!(columns[1], ["User", "Buyer"]);
    assert_eq!(columns[2], ["#REF!", "#N/A"]);
    assert!(
        answer
            .stderr
            .contains("more on other sheets, which were not read: `More`"),
        "{answer}"
    );
}

/// What stands for nothing in a table is nobody, of whom nothing is known.
#[test]
fn nobody_is_not_free() {
    let place = folder("sweep-nobody");
    list(&place, "2026-11-18");
    let blank = "format = 1\n[table]\nblank = [\"N/A\", \"- \"]\n";
    let text = mapping().replacen("format = 1\n", blank, 1);
    fs::write(place.join("mapping.toml"), text).unwrap();
    let mut text = HEADINGS.join(",");
    for user in ["n/a", "-", "Unknown", FREE] {
        text.push_str(&format!("\n1,2026-11-19,{SELLER},{FREE},{user},,"));
    }
    text.push_str(&format!("\n1,,{SELLER},{FREE},{FREE},,\n"));
    fs::write(place.join("table.csv"), text).unwrap();
    let answer = sweep(&place, "table.csv", "out.csv", &THEN[2..]);
    assert_eq!(answer.status, 0, "{answer}");
    let said = column(&place, "out.csv", "exeat_screening");
    for row in &said[..3] {
        assert!(row.contains("end-user: no name"), "{row}");
    }
    assert!(said[3].contains("end-user: nobody found"), "{}", said[3]);
    assert_eq!(
        said[4],
        "nobody looked for: nobody says on which day it leaves"
    );
    let answer = sweep(&place, "table.csv", "then.csv", &THEN);
    assert_eq!(answer.status, 0, "{answer}");
    assert_eq!(
        column(&place, "then.csv", "exeat_verdict")[..4],
        [
            "undetermined",
            "undetermined",
            "undetermined",
            "no_licence_required"
        ]
    );
}

/// Rows behind an open quotation mark do not go away.
#[test]
fn no_row_is_swallowed() {
    let place = folder("sweep-open-mark");
    list(&place, "2026-11-18");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    let row = |number: u8, user: &str, numbers: &str| {
        format!("{number},2026-11-19,{SELLER},{FREE},{user},,{numbers}\n")
    };
    let table = |first: &str, last: &str| {
        let rows = [
            row(1, FREE, first),
            row(2, "Example Magnet Works Co.", ""),
            row(3, FREE, last),
        ];
        let text = format!("{}\n{}", HEADINGS.join(","), rows.concat());
        fs::write(place.join("table.csv"), text).unwrap();
        sweep(&place, "table.csv", "out.csv", &THEN)
    };
    let answer = table("\"abc", "");
    assert_eq!((answer.status, answer.stdout.as_str()), (1, ""), "{answer}");
    assert!(answer.stderr.contains("line 2 is never closed"), "{answer}");
    let answer = table("\"12 inch", "14\"");
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stdout.contains("1 rejected"), "{answer}");
    let why = &column(&place, "out.csv.rejects.csv", "reason")[0];
    assert!(why.contains("goes over 3 lines"), "{why}");
    assert_eq!(table("", "").status, 0);
}
