//! Tables of shipments whose parties are looked for, and each row as a document: what a sweep says is what a check says.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{Answer, finish, program};

pub(crate) const KNOWN_AT: &str = "2026-11-20";
/// A day on which the law of the United States does not wait for an announcement.
pub(crate) const THEN: [&str; 4] = ["--law-date", "2026-10-05", "--jurisdiction", "US"];

/// What holds for every row.
const CONSTANTS: &[(&str, &str, &str)] = &[
    ("shipment", "kind", "\"export\""),
    ("shipment", "from", "\"US\""),
    ("shipment", "destination", "\"SG\""),
    ("shipment", "transit-through", "[]"),
    ("shipment", "us-licence-exception", "\"none\""),
    ("shipment", "us-violation-known", "false"),
    ("end-use", "purpose", "[\"civil\"]"),
    ("end-use", "place", "\"SG\""),
    ("end-use", "us-restricted-uses", "[]"),
    ("end-use", "informed-by-bis", "false"),
    ("exporter", "place", "\"US\""),
    ("exporter", "nationality", "\"US\""),
    ("exporter", "us-diversion-address", "false"),
    ("importer", "place", "\"SG\""),
    ("importer", "nationality", "\"SG\""),
    ("importer", "us-diversion-address", "false"),
    ("end-user", "place", "\"SG\""),
    ("end-user", "nationality", "\"SG\""),
    ("end-user", "headquarters", "\"SG\""),
    ("end-user", "government-body", "false"),
    ("end-user", "us-diversion-address", "false"),
    ("item", "kind", "\"goods\""),
    ("item", "form", "\"equipment\""),
    ("item", "origin", "\"US\""),
    ("item", "made-in", "\"US\""),
    ("item", "eccn", "\"EAR99\""),
    ("item", "us-controls", "[]"),
    ("item", "us-exclusion", "\"none\""),
    ("item", "made-with-chinese-rare-earth-technology", "false"),
    ("item", "dual-use", "true"),
];

pub(crate) fn exeat(place: &Path, arguments: &[&str]) -> Answer {
    let mut command = program(place);
    command
        .args(arguments)
        .env("EXEAT_DATA", place.join("data"));
    finish(command, "")
}

pub(crate) fn mapping() -> String {
    let mut text = String::from("format = 1\n[constants]\n");
    for (subject, fact, value) in CONSTANTS {
        text.push_str(&format!("{subject}.{fact} = {value}\n"));
    }
    for (name, says) in [
        ("Row", "label = \"row\""),
        ("Day", "fact = \"shipment.date\""),
        ("Seller", "party = \"exporter\""),
        ("Buyer", "party = \"importer\""),
        ("User", "party = \"end-user\""),
        ("Listed", "fact = \"end-user.on-us-entity-list\""),
        ("Numbers", "fact = \"end-user.identifiers\""),
    ] {
        text.push_str(&format!("[[column]]\nname = \"{name}\"\n{says}\n"));
    }
    text
}

/// A row as a document: day, importer, end user, whether the end user is stated to be on the Entity List, its numbers.
pub(crate) fn document([day, buyer, user, listed, numbers]: &[&str; 5]) -> String {
    let facts = |subject: &str| -> String {
        let of = CONSTANTS.iter().filter(|(other, ..)| *other == subject);
        of.map(|(_, fact, value)| format!("{fact} = {value}\n"))
            .collect()
    };
    let mut text = format!(
        "title = \"a row\"\n[shipment]\ndate = {day}\n{}[end-use]\n{}",
        facts("shipment"),
        facts("end-use")
    );
    for (role, name) in [
        ("exporter", &"Buckeye Spindle Corporation"),
        ("importer", buyer),
        ("end-user", user),
    ] {
        text.push_str(&format!(
            "[[party]]\nname = \"{name}\"\nroles = [\"{role}\"]\n{}",
            facts(role)
        ));
    }
    match *listed {
        "yes" => text.push_str("on-us-entity-list = true\n"),
        "no" => text.push_str("on-us-entity-list = false\n"),
        _ => {}
    }
    if !numbers.is_empty() {
        text.push_str(&format!("identifiers = \"{numbers}\"\n"));
    }
    text.push_str(&format!(
        "[items.machine]\nname = \"a machine\"\n{}[[line]]\nitem = \"machine\"\n",
        facts("item")
    ));
    text
}

/// What `exeat check` says, as a sweep writes it: overall, and law by law.
fn checked(record: &Value) -> (String, String) {
    let laws = record["lines"][0]["verdicts"].as_array().unwrap();
    let mut told: Vec<String> = laws
        .iter()
        .filter(|law| law["verdict"] != "not_reached")
        .map(|law| {
            let (code, verdict) = (
                law["jurisdiction"].as_str().unwrap(),
                law["verdict"].as_str().unwrap(),
            );
            if verdict != "undetermined" {
                return format!("{code}: {verdict}");
            }
            let possible = law["possible"].as_array().unwrap();
            let possible: Vec<&str> = possible.iter().map(|one| one.as_str().unwrap()).collect();
            format!("{code}: {verdict} ({})", possible.join(" or "))
        })
        .collect();
    told.sort();
    (
        record["overall"].as_str().unwrap().to_owned(),
        told.join("; "),
    )
}

pub(crate) fn column(place: &Path, output: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_path(place.join(output)).unwrap();
    let at = reader
        .headers()
        .unwrap()
        .iter()
        .position(|one| one == name)
        .unwrap();
    reader
        .records()
        .map(|record| record.unwrap()[at].to_owned())
        .collect()
}

pub(crate) fn sweep(place: &Path, table: &str, output: &str, more: &[&str]) -> Answer {
    let mut arguments = vec![
        "sweep",
        table,
        "-m",
        "mapping.toml",
        "--known-at",
        KNOWN_AT,
        "-o",
        output,
    ];
    arguments.extend_from_slice(more);
    exeat(place, &arguments)
}

/// Sweeps the table and checks each row as a document: they say the same. The verdicts, and the sweep's answer.
pub(crate) fn swept_as_checked(
    place: &Path,
    output: &str,
    more: &[&str],
    documents: &[String],
) -> (Vec<String>, Answer) {
    let answer = sweep(place, "table.csv", output, more);
    assert_eq!(answer.status, 0, "{answer}");
    let verdicts = column(place, output, "exeat_verdict");
    let laws = column(place, output, "exeat_jurisdictions");
    assert_eq!(verdicts.len(), documents.len());
    for ((document, verdict), laws) in documents.iter().zip(&verdicts).zip(&laws) {
        fs::write(place.join("row.toml"), document).unwrap();
        let arguments = [
            "check",
            "row.toml",
            "--known-at",
            KNOWN_AT,
            "--format",
            "json",
        ];
        let answer = exeat(place, &[&arguments[..], more].concat());
        let (overall, told) = checked(&answer.json());
        let mut laws: Vec<&str> = laws.split("; ").collect();
        laws.sort_unstable();
        assert_eq!((verdict, laws.join("; ")), (&overall, told), "{document}");
    }
    (verdicts, answer)
}
