//! Tables of shipments: `exeat sweep` and `exeat impact` under the tests' own law.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Answer, data, finish, folder, program};

const MAPPING: &str = r#"
format = 1
[constants]
shipment.from = "AQ"
item.form = "permanent-magnet-material"
end-use.purpose = ["civil"]
[[column]]
name = "Line"
label = "row"
[[column]]
name = "Date"
fact = "shipment.date"
[[column]]
name = "To"
fact = "shipment.destination"
[[column]]
name = "Dy"
fact = "item.content.Dy"
unit = "%"
[[column]]
name = "Military"
fact = "end-user.military-user"
[[column]]
name = "Part"
label = "item"
[[column]]
name = "Worth"
label = "value"
unit = "EUR"
"#;

const TABLE: &str = "\
Line,Date,To,Dy,Military,Part,Worth
1,2025-03-01,DE,1.2,no,magnet,100.50
2,2025-03-01,DE,0.09,no,weak,10
3,2025-03-01,FR,0.1,yes,magnet,10
4,2025-03-01,DE,,no,unmeasured,
5,,DE,1.2,no,magnet,5
6,2025-01-20,DE,1.2,no,magnet,7
7,2025-03-01,Utopia,1.2,no,magnet,7
8,2025-03-01,DE,abc,no,magnet,7
";

/// A folder with the table and its mapping.
fn place(test: &str) -> PathBuf {
    let place = folder(test);
    fs::write(place.join("table.csv"), TABLE).unwrap();
    fs::write(place.join("mapping.toml"), MAPPING).unwrap();
    place
}

fn exeat(place: &Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command
        .args(arguments)
        .env("EXEAT_RULEBOOKS", data().join("law"));
    finish(command, "")
}

fn sweep(place: &Path, output: &str) -> Answer {
    exeat(
        place,
        &[
            "sweep",
            "table.csv",
            "-m",
            "mapping.toml",
            "--known-at",
            "2025-12-01",
            "-o",
            output,
        ],
    )
}

/// The verdicts of a CSV, by the first column.
fn verdicts(csv: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = headings
        .iter()
        .position(|name| name == "exeat_verdict")
        .unwrap();
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            (record[0].to_owned(), record[at].to_owned())
        })
        .collect()
}

#[test]
fn every_row_is_decided_or_rejected() {
    let place = place("sweep-rows");
    let answer = sweep(&place, "out.csv");
    assert_eq!(answer.status, 1, "{answer}");
    let out = fs::read_to_string(place.join("out.csv")).unwrap();
    let decided = verdicts(&out);
    let decided: Vec<(&str, &str)> = decided
        .iter()
        .map(|(row, verdict)| (row.as_str(), verdict.as_str()))
        .collect();
    assert_eq!(
        decided,
        [
            ("1", "licence_required"),
            ("2", "no_licence_required"),
            ("3", "prohibited"),
            // Nobody measured it: not free.
            ("4", "undetermined"),
            // Nobody says when it leaves: no law can be applied, and it is not free.
            ("5", "undetermined"),
            ("6", "no_licence_required"),
        ]
    );
    assert!(out.contains("item.content.Dy"), "{out}");
    assert!(out.contains("parties not screened"), "{out}");
    let rejects = fs::read_to_string(place.join("out.csv.rejects.csv")).unwrap();
    assert_eq!(
        rejects
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(1).unwrap())
            .collect::<Vec<_>>(),
        ["8", "9"],
        "{rejects}"
    );
    assert!(!place.join("out.csv.parts").exists());
    let manifest = fs::read_to_string(place.join("out.csv.manifest.json")).unwrap();
    assert!(
        manifest.contains("\"rows_in\": 8") && manifest.contains("\"rejected\": 2"),
        "{manifest}"
    );
}

#[test]
fn the_same_rows_come_out_of_parquet_and_workbooks() {
    let place = place("sweep-kinds");
    sweep(&place, "out.parquet");
    sweep(&place, "out.xlsx");
    // What was written as Parquet is read again and written as CSV: the same verdicts.
    assert!(
        fs::read(place.join("out.parquet"))
            .unwrap()
            .starts_with(b"PAR1")
    );
    assert!(fs::read(place.join("out.xlsx")).unwrap().starts_with(b"PK"));
    let again = exeat(
        &place,
        &[
            "sweep",
            "out.parquet",
            "-m",
            "mapping.toml",
            "-o",
            "again.csv",
        ],
    );
    assert_eq!(again.status, 1);
    assert!(
        again
            .stderr
            .contains("has a column `exeat_verdict` already"),
        "{again}"
    );
}

#[test]
fn a_sweep_that_was_stopped_goes_on_and_gives_the_same_bytes() {
    let place = place("sweep-resumes");
    sweep(&place, "out.csv");
    let whole = fs::read(place.join("out.csv")).unwrap();
    let manifest = fs::read(place.join("out.csv.manifest.json")).unwrap();
    // As if it had been stopped after its chunk: the output cannot get its name.
    fs::remove_file(place.join("out.csv")).unwrap();
    fs::create_dir(place.join("out.csv")).unwrap();
    let stopped = sweep(&place, "out.csv");
    assert_eq!(stopped.status, 1, "{stopped}");
    assert!(place.join("out.csv.parts/chunk-000001.json").exists());
    fs::remove_dir(place.join("out.csv")).unwrap();
    let resumed = sweep(&place, "out.csv");
    assert!(
        resumed
            .stderr
            .contains("1 of 1 chunks were done by an earlier run"),
        "{resumed}"
    );
    assert_eq!(fs::read(place.join("out.csv")).unwrap(), whole);
    assert_eq!(
        fs::read(place.join("out.csv.manifest.json")).unwrap(),
        manifest
    );
}

#[test]
fn what_cannot_be_used_leaves_nothing_behind() {
    let place = place("sweep-wrong");
    fs::write(
        place.join("other.toml"),
        MAPPING.replace("\"Dy\"", "\"Dysprosium\""),
    )
    .unwrap();
    fs::write(place.join("cut.parquet"), b"PAR1 and no more").unwrap();
    for (arguments, told) in [
        (
            ["table.csv", "other.toml"],
            "the table has no column `Dysprosium`",
        ),
        (
            ["cut.parquet", "mapping.toml"],
            "the Parquet file cannot be read",
        ),
        (
            ["absent.csv", "mapping.toml"],
            "there is no such file or folder",
        ),
    ] {
        let answer = exeat(
            &place,
            &["sweep", arguments[0], "-m", arguments[1], "-o", "out.csv"],
        );
        assert_eq!(answer.status, 1, "{answer}");
        assert!(answer.stderr.contains(told), "{answer}");
        assert!(!place.join("out.csv").exists());
    }
    let answer = exeat(
        &place,
        &[
            "sweep",
            "table.csv",
            "-m",
            "mapping.toml",
            "-o",
            "table.csv",
        ],
    );
    assert_eq!(answer.status, 2, "{answer}");
    assert_eq!(fs::read_to_string(place.join("table.csv")).unwrap(), TABLE);
}

#[test]
fn a_mapping_is_proposed() {
    let place = place("sweep-infer");
    let answer = exeat(&place, &["sweep", "--infer", "table.csv"]);
    assert_eq!(answer.status, 0, "{answer}");
    assert!(
        answer.stdout.contains("fact = \"shipment.date\""),
        "{answer}"
    );
    assert!(answer.stdout.contains("UNSURE"), "{answer}");
}

#[test]
fn a_change_in_law_is_told_with_its_limb_and_a_witness() {
    let place = place("impact");
    let answer = exeat(
        &place,
        &[
            "impact",
            "table.csv",
            "-m",
            "mapping.toml",
            "--from",
            "2025-01-20",
            "--to",
            "2025-03-01",
            "--known-at",
            "2025-12-01",
            "-o",
            "page.html",
            "--rows",
            "rows.csv",
        ],
    );
    assert_eq!(answer.status, 1, "{answer}");
    let page = fs::read_to_string(place.join("page.html")).unwrap();
    assert!(
        page.contains("<svg") && page.contains("AQ.MOT.2025-1 §1(1)"),
        "{page}"
    );
    let rows = fs::read_to_string(place.join("rows.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = headings
        .iter()
        .position(|name| name == "exeat_change")
        .unwrap();
    let changes: Vec<(String, String)> = reader
        .records()
        .map(|record| record.unwrap())
        .map(|record| (record[0].to_owned(), record[at].to_owned()))
        .collect();
    let changes: Vec<(&str, &str)> = changes
        .iter()
        .map(|(row, is)| (row.as_str(), is.as_str()))
        .collect();
    assert_eq!(
        changes,
        [
            ("1", "controlled"),
            ("2", "same"),
            ("3", "controlled"),
            ("4", "undetermined"),
            // Taken as if it left on each of the two days.
            ("5", "controlled"),
            ("6", "controlled"),
        ]
    );
}

#[test]
fn what_is_read_is_not_written_over() {
    let place = place("written-over");
    fs::rename(place.join("mapping.toml"), place.join("mapping.csv")).unwrap();
    fs::copy(place.join("mapping.csv"), place.join("mapping.html")).unwrap();
    fs::write(place.join("held.csv"), "owner,owned,share\nA,B,60\n").unwrap();
    let law = place.join("law");
    fs::create_dir(&law).unwrap();
    for entry in fs::read_dir(data().join("law/aq")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), law.join(entry.file_name())).unwrap();
    }
    fs::write(law.join("table.csv"), "a\n1\n").unwrap();
    let days = ["--from", "2025-01-20", "--to", "2025-03-01"];
    let sweep = ["sweep", "table.csv", "-m", "mapping.csv"];
    let impact = [&["impact", "table.csv", "-m", "mapping.html"][..], &days].concat();
    for (command, more, kept, said) in [
        (
            &sweep[..],
            &["-o", "mapping.csv"][..],
            "mapping.csv",
            "over the mapping",
        ),
        (
            &sweep,
            &["--holdings", "held.csv", "-o", "held.csv"],
            "held.csv",
            "over the holdings",
        ),
        (
            &sweep,
            &["--rulebooks", "law", "-o", "law/table.csv"],
            "law/table.csv",
            "over the rulebook",
        ),
        (
            &impact,
            &["-o", "mapping.html"],
            "mapping.html",
            "over the mapping",
        ),
        (
            &impact,
            &["--to-rulebooks", "law", "--rows", "law/table.csv"],
            "law/table.csv",
            "over the rulebook",
        ),
        (&impact, &["-o", "table.csv"], "table.csv", "`.html`"),
    ] {
        let before = fs::read(place.join(kept)).unwrap();
        let answer = exeat(&place, &[command, more].concat());
        assert_eq!(answer.status, 2, "{more:?}: {answer}");
        assert!(answer.stderr.contains(said), "{said}: {answer}");
        assert_eq!(fs::read(place.join(kept)).unwrap(), before, "{kept}");
    }
}

#[test]
fn headings_alone_are_no_table() {
    let place = place("headings-alone");
    let headings = TABLE.lines().next().unwrap();
    fs::write(place.join("none.csv"), format!("{headings}\n")).unwrap();
    let answer = exeat(&place, &["sweep", "none.csv", "-m", "mapping.toml"]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(answer.stderr.contains("headings and no row"), "{answer}");
}
