//! Every layout is known by what stands in it, and says what its publisher said.

use exeat_screen::list::{EntryKind, IdentifierKind, Imported, ListEntry, NameRole, Strength};

use crate::files::{edition, file, read};

fn entry<'a>(imported: &'a Imported, id: &str) -> &'a ListEntry {
    imported
        .entries
        .iter()
        .find(|entry| entry.id == id)
        .unwrap_or_else(|| panic!("{id} is there"))
}

fn names(entry: &ListEntry) -> Vec<(&str, Strength)> {
    let names = entry.names.iter();
    names
        .map(|name| (name.text.as_str(), name.strength))
        .collect()
}

fn codes(entry: &ListEntry) -> Vec<&str> {
    let countries = entry.countries.iter();
    countries
        .map(|country| country.code.as_deref().expect("it is there"))
        .collect()
}

fn numbers(entry: &ListEntry) -> Vec<(IdentifierKind, &str)> {
    let numbers = entry.identifiers.iter();
    numbers
        .map(|number| (number.kind, number.value.as_str()))
        .collect()
}

fn layouts(imported: &Imported) -> Vec<&str> {
    let sources = imported.edition.sources.iter();
    sources.map(|source| source.layout.as_str()).collect()
}

/// Jane Example of the SDN list, as every US layout has her.
fn is_jane(jane: &ListEntry) {
    assert_eq!(jane.list, "us-sdn");
    assert_eq!(jane.kind, EntryKind::Person);
    assert_eq!(jane.names[0].text, "Jane EXAMPLE");
    assert_eq!(jane.names[0].strength, Strength::Primary);
    assert_eq!(jane.names[0].parts[1].text, "EXAMPLE");
    assert_eq!(jane.names[1].text, "Jane SAMPLE");
    assert_eq!(jane.programmes[0], "SDGT");
    assert_eq!(codes(jane), ["IR"]);
    assert_eq!(jane.birth_dates[0].earliest.to_string(), "1970-01-15");
    assert_eq!(numbers(jane), [(IdentifierKind::Passport, "A1234567")]);
    let issuer = jane.identifiers[0].country.as_ref().expect("it is there");
    assert_eq!(issuer.code.as_deref(), Some("IR"));
}

#[test]
fn the_screening_list_keeps_the_lists_apart() {
    let csv = edition(&["us-csl.csv"]);
    assert_eq!(layouts(&csv), ["us-csl-csv"]);
    assert_eq!(csv.edition.publication, "us-csl");
    let lists: Vec<&str> = csv
        .edition
        .lists
        .iter()
        .map(|list| list.id.as_str())
        .collect();
    assert_eq!(lists, ["us-entity-list", "us-sdn", "us-unverified"]);
    is_jane(entry(&csv, "90001"));
    let works = &csv.entries[0];
    assert_eq!(
        names(works),
        [
            ("Example Magnet Works Co.", Strength::Primary),
            ("Example Magnets", Strength::Strong),
            ("EMW", Strength::Strong)
        ]
    );
    assert_eq!(
        works.licence_policy.as_deref(),
        Some("Presumption of denial")
    );
    assert!(
        works
            .licence_requirement
            .as_ref()
            .expect("it is there")
            .contains("§744.11")
    );
    assert_eq!(works.citations, ["90 FR 00001"]);
    assert_eq!(codes(works), ["CN", "HK"]);
    assert_eq!(works.addresses[0].text, "12 Example Road, Baotou");
    assert_eq!(works.from.expect("it is there").to_string(), "2025-03-25");
}

#[test]
fn the_screening_list_as_json_says_the_same() {
    let json = edition(&["us-csl.json"]);
    assert_eq!(layouts(&json), ["us-csl-json"]);
    assert_eq!(
        json.edition.published.expect("it is there").to_string(),
        "2026-07-30"
    );
    is_jane(entry(&json, "90001"));
    assert_eq!(
        json.entries[0].addresses[0].postal_code.as_deref(),
        Some("014000")
    );
    let csv = edition(&["us-csl.csv"]);
    assert_eq!(
        json.entries[0].id, csv.entries[0].id,
        "an id is made from what names it"
    );
}

#[test]
fn ofac_as_xml() {
    let sdn = edition(&["sdn.xml"]);
    assert_eq!(layouts(&sdn), ["ofac-xml"]);
    assert_eq!(sdn.edition.full_name(), "us-ofac-sdn@2026-07-31");
    let jane = entry(&sdn, "90001");
    is_jane(jane);
    assert_eq!(jane.names[2].strength, Strength::Weak);
    assert_eq!(jane.names[2].role, NameRole::Former);
    assert_eq!(jane.addresses[0].text, "1 Nowhere & Co. Street, Tehran");
    assert!(jane.tags.contains(&"Gender Female".to_owned()));
    let star = entry(&sdn, "90002");
    assert_eq!(star.kind, EntryKind::Vessel);
    assert_eq!(
        numbers(star),
        [
            (IdentifierKind::Imo, "9999993"),
            (IdentifierKind::CallSign, "EXMP1")
        ]
    );
    assert_eq!(codes(star), ["PA"]);
}

#[test]
fn ofac_as_a_family_of_files_in_any_order() {
    let family = edition(&["add.csv", "sdn.csv", "alt.csv"]);
    assert_eq!(
        layouts(&family),
        ["ofac-csv primary", "ofac-csv aliases", "ofac-csv addresses"]
    );
    assert_eq!(family.notes, [""; 0]);
    let jane = entry(&family, "90001");
    is_jane(jane);
    assert_eq!(jane.programmes, ["SDGT", "IRAN"]);
    assert_eq!(jane.names[2].strength, Strength::Weak);
    let trading = entry(&family, "90003");
    assert_eq!(trading.names[1].role, NameRole::Former);
    assert_eq!(codes(trading), ["CU"]);
}

#[test]
fn what_is_missing_of_a_family_is_said() {
    let alone = edition(&["sdn.csv"]);
    assert_eq!(alone.notes.len(), 2);
    assert!(alone.notes[0].contains("ALT.CSV"));
    let strays = edition(&["cons_prim.csv", "alt.csv"]);
    assert!(
        strays
            .notes
            .iter()
            .any(|note| note.starts_with("2 parties stand in the aliases"))
    );
    assert_eq!(entry(&strays, "90001").names[0].text, "SAMPLE, Jane");
    let without = read(&[("alt.csv", file("alt.csv"))]).unwrap_err();
    assert!(without.problem.contains("primary file is missing"));
}

#[test]
fn lists_that_are_not_the_sdn_list_are_told_by_their_programmes() {
    let consolidated = edition(&["cons_prim.csv"]);
    assert_eq!(consolidated.edition.publication, "us-ofac-consolidated");
    assert_eq!(entry(&consolidated, "90011").list, "us-sectoral");
    assert_eq!(entry(&consolidated, "90012").list, "us-cmic");
}

/// Ivan Primer, as the European layouts have him.
fn is_ivan(ivan: &ListEntry, weak: bool) {
    assert_eq!(ivan.kind, EntryKind::Person);
    assert_eq!(ivan.names[0].strength, Strength::Primary);
    assert!(ivan.names[0].text.starts_with("Ivan"));
    assert!(
        ivan.names
            .iter()
            .any(|name| name.text.to_lowercase() == "иван пример")
    );
    assert_eq!(codes(ivan), ["RU"]);
    assert_eq!(ivan.birth_dates[0].earliest.year(), 1961);
    assert_eq!(numbers(ivan), [(IdentifierKind::Passport, "A 123")]);
    assert!(ivan.addresses[0].text.starts_with("1 Street"));
    let vanya = ivan.names.iter().find(|name| name.text == "Vanya");
    assert_eq!(
        vanya.map(|name| name.strength),
        weak.then_some(Strength::Weak)
    );
}

#[test]
fn the_european_list_as_xml_and_as_values() {
    let xml = edition(&["eu.xml"]);
    assert_eq!(layouts(&xml), ["eu-xml"]);
    assert_eq!(xml.edition.name, "2026-03-15");
    let ivan = entry(&xml, "EU.90001.1");
    is_ivan(ivan, true);
    assert!(ivan.birth_dates[0].approximate);
    assert_eq!(ivan.programmes, ["UKR"]);
    assert_eq!(ivan.legal_basis, ["2022/0001 (OJ L1)"]);
    assert_eq!(ivan.from.expect("it is there").to_string(), "2022-02-25");

    let csv = edition(&["eu.csv"]);
    assert_eq!(layouts(&csv), ["eu-csv"]);
    assert_eq!(csv.edition.name, "2026-03-15");
    assert_eq!(csv.entries.len(), 2);
    is_ivan(entry(&csv, "EU.90001.1"), false);
    assert_eq!(entry(&csv, "EU.90002.2").kind, EntryKind::Organisation);
}

#[test]
fn the_british_list_as_xml_and_as_values() {
    for (file, layout) in [("uk.xml", "uk-xml"), ("uk.csv", "uk-csv")] {
        let uk = edition(&[file]);
        assert_eq!(layouts(&uk), [layout]);
        assert_eq!(uk.edition.full_name(), "uk-sanctions@2026-08-22");
        assert_eq!(uk.entries.len(), 2);
        let ivan = entry(&uk, "RUS9001");
        is_ivan(ivan, true);
        assert_eq!(ivan.names[0].text, "Ivan Ivanovich PRIMER");
        assert_eq!(ivan.tags[..2], ["Asset freeze", "Travel Ban"]);
        assert_eq!(ivan.from.expect("it is there").to_string(), "2022-02-24");
        let star = entry(&uk, "RUS9002");
        assert_eq!(star.kind, EntryKind::Vessel);
        assert_eq!(numbers(star), [(IdentifierKind::Imo, "9999993")]);
    }
}

#[test]
fn the_list_of_the_united_nations() {
    let un = edition(&["un.xml"]);
    assert_eq!(layouts(&un), ["un-xml"]);
    let jane = entry(&un, "XXi.001");
    assert_eq!(
        names(jane),
        [
            ("JANE EXAMPLE", Strength::Primary),
            ("جين مثال", Strength::Strong),
            ("Janie", Strength::Weak)
        ]
    );
    assert_eq!(jane.birth_dates[0].latest.to_string(), "1971-12-31");
    assert_eq!(codes(jane), ["CD"]);
    assert_eq!(jane.from.expect("it is there").to_string(), "2012-12-31");
    let trading = entry(&un, "XXe.001");
    assert_eq!(trading.names[0].text, "EXAMPLE TRADING & CO");
    assert_eq!(trading.names[1].role, NameRole::Former);
    assert_eq!(codes(trading), ["KP"]);
}

#[test]
fn entities_that_follow_the_money() {
    let ftm = edition(&["ftm.jsonl"]);
    assert_eq!(layouts(&ftm), ["followthemoney"]);
    // Another data set would not take its place.
    assert_eq!(ftm.edition.full_name(), "xx-example@2026-05-01");
    assert_eq!(ftm.entries.len(), 2);
    assert!(ftm.notes[0].starts_with("1 parties"));
    let ivan = entry(&ftm, "Q1");
    assert_eq!(ivan.list, "xx-example");
    assert_eq!(ivan.programmes, ["XX-2"]);
    assert_eq!(ivan.from.expect("it is there").to_string(), "2022-02-24");
    assert_eq!(ivan.names[0].parts.len(), 2);
    assert_eq!(numbers(ivan), [(IdentifierKind::Tax, "7700000000")]);
    let oil = entry(&ftm, "Q2");
    assert_eq!(oil.programmes, ["XX-1"]);
    assert_eq!(numbers(oil)[0].0, IdentifierKind::Lei);
}

#[test]
fn mapped_files() {
    let cn = edition(&["mapped.csv"]);
    assert_eq!(layouts(&cn), ["mapping cn-mofcom-lists"]);
    assert_eq!(cn.entries[0].list, "cn-control-list");
    assert_eq!(cn.entries[0].names.len(), 3);
    assert_eq!(
        cn.entries[1].tags,
        ["suspended from 2025-05-14", "suspended until 2026-11-10"]
    );
    assert_eq!(cn.entries[1].countries, []);

    let dpl = edition(&["mapped-dpl.txt"]);
    assert_eq!(
        dpl.entries[0].until.expect("it is there").to_string(),
        "2031-06-29"
    );
    assert_eq!(
        dpl.entries[0].addresses[0].text,
        "1 STREET, EL PASO, TX, 79900"
    );

    let csl = edition(&["mapped-csl.csv"]);
    assert_eq!(csl.edition.publication, "us-csl");
    assert_eq!(entry(&csl, "90001").names[0].text, "Jane EXAMPLE");

    let eu = edition(&["mapped-eu.jsonl"]);
    assert_eq!(entry(&eu, "EU.90001.1").names[1].strength, Strength::Weak);
    assert_eq!(entry(&eu, "9999993").kind, EntryKind::Vessel);

    let uk = edition(&["mapped-uk.jsonl"]);
    assert_eq!(entry(&uk, "RUS9001").names[0].text, "Ivan Ivanovich PRIMER");
}
