//! `exeat lists`, on invented files in a data folder of each test's own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Answer, finish, folder, program, root};

/// A folder with the invented files of the screening crate in it.
fn place(test: &str) -> PathBuf {
    let place = folder(test);
    let files = root().join("crates/screen/tests/it/files");
    for entry in fs::read_dir(files).expect("the files") {
        let path = entry.expect("a file").path();
        fs::copy(&path, place.join(path.file_name().expect("a name"))).expect("a copy");
    }
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
fn editions_are_imported_and_counted() {
    let place = place("lists-import");
    let said = exeat(&place, &["lists", "import", "un.xml", "us-csl.json"]).said();
    assert_eq!(
        said,
        "un-security-council@2026-02-27: 2 entries, 5 names; in force\n\
         us-csl@2026-07-30: 2 entries, 5 names on 2 lists; in force\n"
    );
    let again = exeat(&place, &["lists", "import", "un.xml"]).said();
    assert!(again.contains("was in force already"), "{again}");

    let status = exeat(&place, &["lists", "status", "--on", "2026-07-31"]);
    assert_eq!(status.status, 0);
    assert!(
        status
            .stdout
            .contains("us-csl@2026-07-30  Consolidated Screening List"),
        "{status}"
    );
    assert!(
        status.stdout.contains("published 2026-07-30, 1 day old"),
        "{status}"
    );
    assert!(
        status
            .stderr
            .contains("`un-security-council@2026-02-27` is 154 days old"),
        "{status}"
    );

    let strict = [
        "lists",
        "status",
        "--on",
        "2026-07-31",
        "--max-age",
        "3",
        "--format",
        "json",
    ];
    let strict = exeat(&place, &strict);
    assert_eq!(strict.status, 1);
    let editions = &strict.json()["editions"];
    assert_eq!(editions[0]["stale"], true);
    assert_eq!(editions[1]["stale"], false);
    assert_eq!(editions[1]["edition"]["counts"]["entries"], 2);
}

#[test]
fn without_lists_the_status_is_an_error() {
    let place = place("lists-none");
    let status = exeat(&place, &["lists", "status"]);
    assert_eq!((status.status, status.stdout.as_str()), (1, ""));
    assert!(status.stderr.contains("there are no lists"), "{status}");
}

#[test]
fn a_file_that_is_cut_off_changes_nothing() {
    let place = place("lists-cut");
    exeat(&place, &["lists", "import", "un.xml"]).said();
    let whole = fs::read(place.join("un.xml")).expect("the file");
    let newer = String::from_utf8_lossy(&whole).replace("2026-02-27", "2026-03-27");
    fs::write(place.join("cut.xml"), &newer[..newer.len() - 60]).expect("a file");
    let cut = exeat(&place, &["lists", "import", "us-csl.json", "cut.xml"]);
    assert_eq!((cut.status, cut.stdout.as_str()), (1, ""));
    assert!(cut.stderr.contains("`cut.xml`, byte "), "{cut}");
    assert!(cut.stderr.contains("the editions in force stay"), "{cut}");
    let status = exeat(&place, &["lists", "status", "--all", "--on", "2026-02-27"]).said();
    assert_eq!(status.matches("id ").count(), 1, "{status}");
    assert!(
        status.contains("un-security-council@2026-02-27"),
        "{status}"
    );
}

#[test]
fn an_edition_that_shrank_or_is_older_does_not_come_into_force_by_itself() {
    let place = place("lists-shrunk");
    exeat(&place, &["lists", "import", "uk.xml"]).said();
    let text = fs::read_to_string(place.join("uk.csv")).expect("the file");
    let text = text.replace("22-Aug-2026", "23-Aug-2026");
    let fewer: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("RUS9002"))
        .collect();
    fs::write(place.join("fewer.csv"), fewer.join("\n") + "\n").expect("a file");
    let refused = exeat(&place, &["lists", "import", "fewer.csv"]);
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("--accept-fewer"), "{refused}");
    let accepted = exeat(&place, &["lists", "import", "fewer.csv", "--accept-fewer"]).said();
    assert!(accepted.ends_with("; in force\n"), "{accepted}");

    let older = exeat(&place, &["lists", "import", "uk.csv"]).said();
    assert!(older.contains("a later edition stays in force"), "{older}");
    let forced = exeat(&place, &["lists", "import", "uk.csv", "--force-older"]);
    assert_eq!(forced.status, 0, "{forced}");

    let diff = exeat(
        &place,
        &["lists", "diff", "uk-sanctions@2026-08-23", "uk-sanctions"],
    )
    .said();
    assert!(
        diff.starts_with(
            "uk-sanctions@2026-08-23 to uk-sanctions@2026-08-22: 1 added, 0 removed, 0 changed\n\
         + uk-sanctions RUS9002  EXAMPLE STAR\n"
        ),
        "{diff}"
    );
}

#[test]
fn what_was_kept_and_is_not_what_it_was_is_refused() {
    let place = place("lists-tampered");
    exeat(&place, &["lists", "import", "un.xml"]).said();
    let show = ["lists", "show", "un-security-council", "XXi.001"];
    let shown = exeat(&place, &show).said();
    assert!(shown.contains("JANE EXAMPLE"), "{shown}");
    let editions = place.join("data/lists/editions/un-security-council");
    let edition = fs::read_dir(editions)
        .expect("editions")
        .next()
        .expect("one")
        .expect("one");
    let entries = edition.path().join("entries.jsonl");
    let text = fs::read_to_string(&entries).expect("entries");
    fs::write(&entries, text.replace("JANE", "JOAN")).expect("written");
    let refused = exeat(&place, &show);
    assert_eq!(refused.status, 1);
    assert!(
        refused
            .stderr
            .contains("have been changed since they were imported"),
        "{refused}"
    );
}

#[test]
fn a_list_of_ones_own_is_read_by_a_mapping() {
    let place = place("lists-mapping");
    fs::write(place.join("own.csv"), "who;where\nExample Shop;DE\n").expect("a file");
    let unknown = exeat(&place, &["lists", "import", "own.csv"]);
    assert_eq!(unknown.status, 1);
    assert!(unknown.stderr.contains("--mapping FILE.toml"), "{unknown}");
    let mapping = "publication = \"own\"\npublisher = \"ourselves\"\nformat = \"csv\"\n\
                   delimiter = \";\"\nknown-by = [\"who\"]\n[entry]\nlist = { text = \"own\" }\n\
                   countries = [\"where\"]\n[[names]]\ntext = \"who\"\n";
    fs::write(place.join("own.toml"), mapping).expect("a file");
    let arguments = [
        "lists",
        "import",
        "own.csv",
        "--mapping",
        "own.toml",
        "--published",
        "2026-11-01",
    ];
    let said = exeat(&place, &arguments).said();
    assert_eq!(said, "own@2026-11-01: 1 entries, 1 names; in force\n");
}
