//! Papers, pictures, reports and workbooks.

use std::fs;

use super::{Place, example};

#[test]
fn papers_pictures_and_reports() {
    let place = Place::new("register-papers");
    place.well(&[
        "licence",
        "import",
        &example("register"),
        "--on",
        "2026-07-01",
    ]);
    place.run(&[
        "licence",
        "book",
        &example("shipments.csv"),
        "--on",
        "2026-09-30",
    ]);
    let answer = place.run(&[
        "licence",
        "papers",
        &example("dossier.toml"),
        "-o",
        "papers",
        "--on",
        "2026-09-30",
    ]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer
            .stdout
            .contains("missing: technical description or test report"),
        "{answer}"
    );
    for name in [
        "application.html",
        "end-user-statement.html",
        "compliance-notice.html",
    ] {
        let page = fs::read_to_string(place.folder.join("papers").join(name)).expect("a page");
        assert!(page.contains("Example Magnets"), "{name}");
    }
    assert!(place.folder.join("papers/application.xlsx").is_file());
    let period = [
        "licence",
        "usage",
        "--from",
        "2026-07-01",
        "--through",
        "2026-09-30",
        "-o",
    ];
    for name in ["usage.html", "usage.xlsx", "usage.csv"] {
        let said = place.well(&[&period[..], &[name]].concat());
        assert!(said.contains("8 rows written"), "{said}");
    }
    let page = fs::read_to_string(place.folder.join("usage.html")).expect("a page");
    assert!(
        page.contains("<svg") && page.contains("26CN-0901"),
        "{page}"
    );
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
        svg.starts_with("<svg") && svg.contains("199.5 kg free"),
        "{svg}"
    );
    place.well(&[
        "licence",
        "duties",
        "-o",
        "duties.ics",
        "--on",
        "2026-09-30",
    ]);
    let feed = fs::read_to_string(place.folder.join("duties.ics")).expect("a calendar");
    assert!(
        feed.contains("DTSTART;VALUE=DATE:20260722") && feed.contains("TRIGGER:-P7D"),
        "{feed}"
    );
    let answer = place.run(&[
        "licence",
        "reconcile",
        &example("customs.csv"),
        "--on",
        "2026-09-30",
    ]);
    assert_eq!(answer.status, 1, "{answer}");
    assert!(
        answer
            .stdout
            .contains("5 matched, 1 missing in the register, 3 missing at customs, 1 different"),
        "{answer}"
    );
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
