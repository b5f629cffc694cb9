//! A quarter of shipments against a register, as the book tells it: the same on both databases.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{Place, example, server};

/// Writes tables of the example as whoever keeps licences in a spreadsheet has them: one workbook, amounts as numbers
/// and days as days, beginning with the empty workbook that the program hands out.
fn workbook(place: &Place, name: &str, sheets: &[(&str, &str)]) {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    for (sheet, table) in sheets {
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_path(example(table))
            .expect("a table");
        let written = book.add_worksheet().set_name(*sheet).expect("a sheet");
        for (row, record) in (0_u32..).zip(rows.records()) {
            for (column, cell) in (0_u16..).zip(&record.expect("a row")) {
                if let Ok(day) = ExcelDateTime::parse_from_str(cell) {
                    written.write_datetime_with_format(row, column, day, &date)
                } else if let Ok(number) = cell.parse::<f64>() {
                    written.write_number(row, column, number)
                } else {
                    written.write_string(row, column, cell)
                }
                .expect("a cell");
            }
        }
    }
    book.save(place.folder.join(name)).expect("a workbook");
}

/// The story of the book, on whichever database.
fn a_quarter(place: &Place) {
    let said = place.well(&["licence", "columns", "-o", "empty.xlsx"]);
    assert!(said.contains("an empty register written"), "{said}");
    let empty = place.run(&["licence", "import", "empty.xlsx", "--on", "2026-07-01"]);
    assert_eq!(empty.status, 1, "{empty}");
    workbook(
        place,
        "register.xlsx",
        &[
            ("Licences", "register/licences.csv"),
            ("Lines", "register/lines.csv"),
            ("Parties", "register/parties.csv"),
            ("Conditions", "register/conditions.csv"),
        ],
    );
    workbook(place, "shipments.xlsx", &[("shipments", "shipments.csv")]);
    let answer = place.run(&["licence", "import", "register.xlsx", "--on", "2026-07-01"]);
    assert_eq!(answer.status, 0, "{answer}");
    assert!(
        answer.stderr.contains("`ana` is the first person"),
        "{answer}"
    );
    assert!(answer.stdout.contains("4 licences taken over"), "{answer}");
    let answer = place.run(&["licence", "book", "shipments.xlsx", "--on", "2026-09-30"]);
    assert_eq!(answer.status, 1, "{answer}");
    for part in [
        "15 of 17 rows booked, 2 refused",
        "shipments-used-up",
        "over-use: line 1 of licence `26AC000123` allows 2000 kg, and this would make 2100.5 kg: 100.5 kg too much",
    ] {
        assert!(answer.stdout.contains(part), "{part}: {answer}");
    }
    // Whoever mends the rows that were refused books the table again: nothing else is booked twice.
    let again = place.run(&["licence", "book", "shipments.xlsx", "--on", "2026-09-30"]);
    assert_eq!(again.status, 1, "{again}");
    let said = "0 of 17 rows booked, 2 refused, 15 were booked before";
    assert!(again.stdout.contains(said), "{again}");
    let list = place.well(&["licence", "list", "--on", "2026-09-30"]);
    assert!(
        list.contains("199.5 kg, 972750 CNY") && list.contains("45800000 CNY"),
        "{list}"
    );
    let shown = place.well(&["licence", "show", "26AC000123", "--on", "2027-01-01"]);
    assert!(shown.contains("EXPIRED on 2027-01-01"), "{shown}");
    let svg = place.well(&[
        "licence",
        "show",
        "26AC000123",
        "--format",
        "svg",
        "--on",
        "2026-09-30",
    ]);
    assert!(
        svg.contains("199.5 kg free, 0 kg reserved, of 2,000 kg"),
        "{svg}"
    );
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
    // Later on: the log only grew since the head that was signed then, and nobody needs the register to see it.
    place.well(&["audit", "person", "dan", "--role", "auditor"]);
    let grown = place.well(&["audit", "prove", "--since", "head.json"]);
    fs::write(place.folder.join("grown.json"), &grown).expect("a file");
    let nowhere = ["--database", "no-register.sqlite"];
    let check = ["audit", "verify", "grown.json", "--head", "head.json"];
    let said = place.well(&[&check[..], &nowhere].concat());
    assert!(said.contains("nothing of them was changed"), "{said}");
    fs::write(
        place.folder.join("grown.json"),
        grown.replace("\"size\": 32", "\"size\": 31"),
    )
    .expect("a file");
    let answer = place.run(&[&check[..], &nowhere].concat());
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer.stdout.contains("the proof does not hold"),
        "{answer}"
    );
}

#[test]
fn a_quarter_of_shipments_in_a_file() {
    a_quarter(&Place::new("register-quarter"));
}

#[test]
fn a_quarter_of_shipments_on_a_server() {
    let Some((mut script, url)) = server("command") else {
        println!(
            "skipped: a_quarter_of_shipments_on_a_server, since PostgreSQL is not installed here"
        );
        return;
    };
    let mut place = Place::new("register-server");
    place.database = Some(url);
    a_quarter(&place);
    // From the server into a file and on.
    place.well(&["licence", "backup", "backup.jsonl"]);
    place.database = None;
    place.well(&["licence", "restore", "backup.jsonl"]);
    assert!(
        place
            .well(&["audit", "verify"])
            .contains("nothing is wrong")
    );
    let list = place.well(&["licence", "list", "--on", "2026-09-30"]);
    assert!(list.contains("199.5 kg, 972750 CNY"), "{list}");
    drop(script.stdin.take());
    let _ = script.wait();
}
