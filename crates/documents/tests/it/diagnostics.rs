//! How diagnostics look and where they point.

use exeat_documents::{DocumentDiagnostic, Format, read};

fn only(text: &str, format: Format) -> DocumentDiagnostic {
    let mut diagnostics = read(text, format).diagnostics;
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    diagnostics.remove(0)
}

#[test]
fn the_caret_stands_under_the_place_behind_wide_characters() {
    let text = "[shipment]\n[items.a]\ndescription = { value = \"钕铁硼磁体\", soruce = \"供应商\" }\n[[line]]\nitem = \"a\"\n";
    let diagnostic = only(text, Format::Toml);
    assert_eq!(diagnostic.position(text), (3, 34));
    insta::assert_snapshot!(diagnostic.render("交易.toml", text, false));
}

#[test]
fn a_place_in_json() {
    let text = "{\n  \"shipment\": { \"destination\": \"Deutschland\", \"from\": \"中国\" },\n  \"items\": { \"a\": {} },\n  \"line\": [ { \"item\": \"a\" } ]\n}\n";
    let shown: Vec<String> = read(text, Format::Json)
        .diagnostics
        .iter()
        .map(|one| one.render("transaction.json", text, false))
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn json_that_is_not_well_formed() {
    let shown: Vec<String> = [
        "{\n  \"shipment\": { \"from\": \"CN\", },\n}",
        "{ \"shipment\": { \"from\": CN } }",
        "{ \"shipment\": { \"from\": \"CN\"",
        "{ \"shipment\" \"from\" }",
        "{ \"title\": \"a\", \"title\": \"b\" }",
        "",
        "[]",
        "{ \"line\": [ { \"item\": null } ], \"shipment\": { \"from\": null } }",
    ]
    .iter()
    .flat_map(|text| {
        let diagnostics = read(text, Format::Json).diagnostics;
        diagnostics
            .into_iter()
            .map(|one| one.render("transaction.json", text, false))
    })
    .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn toml_that_is_not_well_formed() {
    let shown: Vec<String> = [
        "title = \"a",
        "[shipment\nfrom = \"CN\"",
        "shipment = { from = \"CN\"",
        "transit-through = [\"CN\"",
        "[shipment]\nsample = yes",
        "[shipment]\nvalue = 48000 EUR",
        "[shipment]\nfrom: \"CN\"",
        "[shipment]\ndate = 31/12/2025",
        "[items.a]\n[items.a]\n",
    ]
    .iter()
    .flat_map(|text| {
        let diagnostics = read(text, Format::Toml).diagnostics;
        diagnostics
            .into_iter()
            .map(|one| one.render("transaction.toml", text, false))
    })
    .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn several_faults_are_told_in_one_reading_and_in_order() {
    let text = "
[shipment]
destinaton = \"DE\"
date = \"13.10.2025\"
from = \"Peking\"
sample = \"perhaps\"

[[party]]
name = \"A\"
roles = [\"seller\"]
militry-user = false

[items.a]
content.Dy = \"1.2\"
components = [{ item = \"b\", value-share = \"101 %\" }]

[[lines]]
item = \"a\"
";
    let shown: Vec<String> = read(text, Format::Toml)
        .diagnostics
        .iter()
        .map(|one| one.render("transaction.toml", text, false))
        .collect();
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn colours_only_when_asked_for() {
    let text = "colour = 1\n[items.a]\n[[line]]\nitem = \"a\"\n";
    let diagnostic = only(text, Format::Toml);
    assert!(!diagnostic.render("a", text, false).contains('\u{1b}'));
    assert!(diagnostic.render("a", text, true).contains('\u{1b}'));
}
