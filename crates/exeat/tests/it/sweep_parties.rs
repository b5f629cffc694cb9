//! Parties of rows that cannot be read, are nobody, or own one another, in `exeat sweep`.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::Path;

use crate::check_screening::list;
use crate::run::folder;
use crate::swept::{THEN, column, document, exeat, mapping, sweep, swept_as_checked};

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

const HOLDINGS: &str = "\
owner,owned,share,owner_is
A Founder,Buckeye Spindle Corporation,100,person
Quiet Trading Pte,Target Pte,60,
A Person,Target Pte,40,person
B Person,Quiet Trading Pte,100,person
Example Magnet Works Co.,Held Target Pte,60,
A Person,Held Target Pte,40,person
A Person,Example Magnet Works Co.,100,person
";
/// A day on which the law of the United States asks who holds whom, and it alone.
const HELD: [&str; 6] = [
    "--law-date",
    "2025-10-15",
    "--jurisdiction",
    "US",
    "--holdings",
    "holdings.csv",
];

/// Rows as [`document`] has them, and whether the end user is stated to be a blocked party.
type Row = ([&'static str; 5], &'static str);

/// Every row comes out as its document does; the verdicts.
fn compared(place: &Path, rows: &[Row]) -> Vec<String> {
    let more = [
        ("end-user", "us-entity-entry-covers-item = false"),
        ("end-user", "us-entity-footnotes = []"),
        ("end-user", "share-held-by-us-listed = \"0 %\""),
        ("exporter", "share-held-by-us-listed = \"0 %\""),
    ];
    let constants: String = more
        .iter()
        .map(|(role, says)| format!("{role}.{says}\n"))
        .collect();
    let text = mapping().replacen("[constants]\n", &format!("[constants]\n{constants}"), 1)
        + "[[column]]\nname = \"Blocked\"\nfact = \"end-user.on-us-sdn-list\"\n";
    fs::write(place.join("mapping.toml"), text).unwrap();
    fs::write(place.join("holdings.csv"), HOLDINGS).unwrap();
    let mut text = format!("{},Blocked\n", HEADINGS.join(","));
    for (number, ([day, buyer, user, listed, numbers], blocked)) in (1..).zip(rows) {
        text.push_str(&format!(
            "{number},{day},{SELLER},{buyer},{user},{listed},{numbers},{blocked}\n"
        ));
    }
    fs::write(place.join("table.csv"), text).unwrap();
    let of_row = |(row, blocked): &Row| {
        let mut text = document(row);
        for (role, says) in more {
            let roles = format!("roles = [\"{role}\"]\n");
            text = text.replacen(&roles, &format!("{roles}{says}\n"), 1);
        }
        if !blocked.is_empty() {
            let says = format!("on-us-sdn-list = {}\n", *blocked == "yes");
            let roles = "roles = [\"end-user\"]\n";
            text = text.replacen(roles, &format!("{roles}{says}"), 1);
        }
        text
    };
    let documents: Vec<String> = rows.iter().map(of_row).collect();
    swept_as_checked(place, "out.csv", &HELD, &documents).0
}

/// An owner that is a party of the row is known by what the row says of it.
#[test]
fn an_owner_in_the_row_is_what_the_row_says_of_it() {
    let place = folder("sweep-owners-in-the-row");
    list(&place, "2026-11-18");
    let held = |user, listed, numbers| ["2026-11-19", "Target Pte", user, listed, numbers];
    let quiet = "Quiet Trading Pte";
    let listed = "example magnet  works co.";
    let rows: &[Row] = &[
        (held(quiet, "", ""), ""),
        (held(quiet, "yes", ""), ""),
        (held(quiet, "no", ""), ""),
        (held(quiet, "", "7707083893"), ""),
        (held("quiet  trading pte", "yes", ""), ""),
        (held(FREE, "yes", ""), ""),
        (["2026-11-19", "Held Target Pte", FREE, "", ""], ""),
        (["2026-11-19", "Held Target Pte", listed, "", ""], ""),
        (["2026-11-19", "Held Target Pte", listed, "no", ""], ""),
        (["2026-11-19", quiet, "Target Pte", "", ""], ""),
        // What is stated of a list is not settled by its silence.
        (held(quiet, "", ""), "yes"),
        (held(FREE, "", ""), "yes"),
        (held(quiet, "", ""), "no"),
    ];
    let before = compared(&place, rows);
    assert_eq!(before[0], "no_licence_required");
    assert_eq!(
        before[1], "licence_required",
        "60 % of it are held by a listed party"
    );
    assert_eq!(
        before[3], "undetermined",
        "the number is that of a listed party"
    );
    assert_eq!(before[4], before[1]);
    assert_ne!(before[6], before[8]);

    // Somebody says that whoever has the number is the listed one.
    let arguments = [
        "screen",
        quiet,
        "--identifier",
        "7707083893",
        "--format",
        "json",
    ];
    let hit = exeat(&place, &arguments).json();
    let hit = &hit["parties"][0]["matches"][0];
    let text = |name: &str| hit[name].as_str().unwrap();
    let made = serde_json::json!({
        "party": "quiet trading pte",
        "list": text("list").replace("@2026-11-18", ""),
        "entry": text("entry"),
        "evidence": text("evidence"),
        "decision": "true-match",
        "by": "A. Clerk",
        "because": "it is its number",
        "on": "2026-11-19",
        "until": "2999-01-01",
    });
    let path = place.join("data/screen/dispositions.jsonl");
    fs::write(path, format!("{made}\n")).unwrap();
    let after = compared(&place, rows);
    assert_eq!(after[3], "licence_required");
    assert_eq!(
        after[0], "no_licence_required",
        "without the number it is somebody else"
    );
}

/// What was known when the first chunks were decided is what is known of the last: a sweep does not go on from chunks
/// that rest on a list which was stale then.
#[test]
fn a_list_that_was_confirmed_in_between_begins_anew() {
    let place = folder("sweep-confirmed-in-between");
    list(&place, "2026-11-10");
    fs::write(place.join("mapping.toml"), mapping()).unwrap();
    let row = format!("1,2026-11-19,{SELLER},{FREE},{FREE},,\n");
    fs::write(
        place.join("table.csv"),
        format!("{}\n{row}", HEADINGS.join(",")),
    )
    .unwrap();
    // A folder in its place: the row is decided, and the output cannot be written.
    fs::create_dir(place.join("out.csv")).unwrap();
    let failed = sweep(&place, "table.csv", "out.csv", &THEN);
    assert_eq!(failed.status, 1, "{failed}");
    fs::remove_dir(place.join("out.csv")).unwrap();
    let import = ["lists", "import", "csl.json", "--current-on", "2026-11-19"];
    let confirmed = exeat(&place, &import);
    assert_eq!(confirmed.status, 0, "{confirmed}");
    let again = sweep(&place, "table.csv", "out.csv", &THEN);
    assert_eq!(again.status, 0, "{again}");
    assert!(!again.stderr.contains("done by an earlier run"), "{again}");
    let said = &column(&place, "out.csv", "exeat_screening")[0];
    assert!(!said.contains("stale"), "{said}");
}
