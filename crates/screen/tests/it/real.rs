//! Real editions, where they lie beside the repository in `shared/lists`. Where they do not, each
//! test says by name that it was skipped.

use std::fs::File;
use std::path::{Path, PathBuf};

use exeat_screen::list::{EntryKind, ImportOptions, Imported, Input, ListEntry, Mapping, import};
use exeat_value::Day;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/lists")
}

/// The editions in files of the folder, or `None`, said aloud, where the folder is not there.
#[expect(
    clippy::disallowed_methods,
    reason = "real editions are not in the repository"
)]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn editions(test: &str, names: &[&str]) -> Option<Vec<Imported>> {
    let mut inputs = Vec::new();
    for name in names {
        let path = folder().join(name);
        let Ok(file) = File::open(&path) else {
            eprintln!("SKIPPED {test}: there is no shared/lists/{name} beside the repository");
            return None;
        };
        let name = path
            .file_name()
            .expect("it is there")
            .to_string_lossy()
            .into_owned();
        inputs.push(Input {
            name,
            reader: Box::new(file),
        });
    }
    let today = Day::new(2026, 11, 22).expect("it is there");
    let mappings = Mapping::shipped().expect("it is there");
    Some(
        import(inputs, &mappings, &ImportOptions::on(today))
            .unwrap_or_else(|error| panic!("{error}; expected {}", error.expected)),
    )
}

fn find<'a>(edition: &'a Imported, name: &str) -> &'a ListEntry {
    edition
        .entries
        .iter()
        .find(|entry| entry.names.iter().any(|other| other.text == name))
        .unwrap_or_else(|| panic!("{name} is listed"))
}

fn counts(imported: &Imported, list: &str) -> (u64, u64) {
    let list = imported.edition.lists.iter().find(|other| other.id == list);
    let counts = list.map(|list| list.counts).unwrap_or_default();
    (counts.entries, counts.names)
}

#[test]
fn the_us_screening_list() {
    let names = ["consolidated_screening_list_2026-07-31.csv"];
    let Some(found) = editions("the_us_screening_list", &names) else {
        return;
    };
    let us = &found[0];
    assert_eq!(us.edition.full_name(), "us-csl@2026-07-31");
    assert_eq!(us.edition.counts.entries, 25_921);
    assert_eq!(us.edition.counts.names, 57_157);
    assert_eq!(us.edition.lists.len(), 12);
    for (list, entries) in [
        ("us-sdn", 19_181),
        ("us-entity-list", 3_420),
        ("us-denied-persons", 1_596),
        ("us-itar-debarred", 787),
        ("us-sectoral", 286),
        ("us-unverified", 222),
        ("us-nonproliferation", 161),
        ("us-plc", 78),
        ("us-military-end-user", 70),
        ("us-cmic", 68),
        ("us-menu-based", 51),
        ("us-capta", 1),
    ] {
        assert_eq!(counts(us, list).0, entries, "{list}");
    }
    assert_eq!(find(us, "BANK OF KUNLUN CO LTD").list, "us-capta");
}

#[test]
fn the_european_list() {
    let names = ["eu_consolidated_2026-03-15.jsonl"];
    let Some(found) = editions("the_european_list", &names) else {
        return;
    };
    assert_eq!(found[0].edition.counts.entries, 6_457);
    let vessels = found[0]
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Vessel);
    assert_eq!(vessels.count(), 597);
    assert_eq!(find(&found[0], "Yassin Syawal").id, "EU.1001.60");
}

#[test]
fn the_british_list() {
    let names = ["uk_sanctions_2026-08-22.jsonl"];
    let Some(found) = editions("the_british_list", &names) else {
        return;
    };
    assert_eq!(found[0].edition.counts.entries, 6_349);
    let money = find(&found[0], "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE");
    assert_eq!(
        (money.id.as_str(), money.kind),
        ("AFG0001", EntryKind::Organisation)
    );
}

#[test]
fn the_list_of_the_united_nations() {
    let names = ["UN_consolidated_2026-02-27.xml"];
    let Some(found) = editions("the_list_of_the_united_nations", &names) else {
        return;
    };
    assert_eq!(
        found[0].edition.full_name(),
        "un-security-council@2026-02-27"
    );
    let of = |kind| {
        found[0]
            .entries
            .iter()
            .filter(|entry| entry.kind == kind)
            .count()
    };
    assert_eq!(
        (of(EntryKind::Person), of(EntryKind::Organisation)),
        (730, 273)
    );
    assert_eq!(find(&found[0], "ERIC BADEGE").id, "CDi.001");
}

#[test]
fn the_chinese_lists() {
    let Some(found) = editions("the_chinese_lists", &["cn_entities.csv"]) else {
        return;
    };
    assert_eq!(found[0].edition.counts.entries, 280);
    assert_eq!(counts(&found[0], "cn-control-list").0, 153);
    assert_eq!(counts(&found[0], "cn-watch-list").0, 40);
    assert_eq!(counts(&found[0], "cn-unreliable-entity-list").0, 87);
}

#[test]
fn the_files_of_ofac() {
    let names = [
        "ofac/ofac_cons_prim_2025-12.csv",
        "ofac/bis_dpl_2022-09.txt",
    ];
    let Some(found) = editions("the_files_of_ofac", &names) else {
        return;
    };
    let of = |publication: &str| {
        let found = found
            .iter()
            .find(|found| found.edition.publication == publication);
        found.expect("the edition").edition.counts.entries
    };
    assert_eq!(of("us-ofac-consolidated"), 442);
    assert_eq!(of("us-denied-persons"), 581);

    // Parts of different years: nothing is lost in silence.
    let names = [
        "ofac/sdn_2021-07_bench.csv",
        "ofac/ofac_sdn_alt_2025-02.csv",
        "ofac/ofac_sdn_add_2025-02.csv",
    ];
    let Some(found) = editions("the_files_of_ofac", &names) else {
        return;
    };
    assert_eq!(found[0].edition.publication, "us-ofac-sdn");
    assert_eq!(found[0].edition.lists.len(), 1);
    assert_eq!(counts(&found[0], "us-sdn").0, 13_268);
    assert!(
        found[0]
            .notes
            .iter()
            .any(|note| note.contains("are the files of one day?"))
    );
}
