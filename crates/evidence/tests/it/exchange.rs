//! The forms of others: held against their published schemas, and read back.

use exeat_evidence::case::{self, CaseFile, Does, Reliability};
use exeat_evidence::exchange::{claim_review, import, prov, stix};
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

/// A case with everything that the forms have a place for.
const CASE: &str = r#"
title = "Stones"
transactions = ["box.toml"]

[origins.briefing]
what = "a briefing"
date = "2025-10-13"

[sources.daily]
outlet = "A daily"
kind = "press"
date = "2025-10-13"
url = "https://example.org/a"
origin = "briefing"
reliability = "C"
capture = { sha256 = "20dbe0f92edbd2ccae91c89f85e08a4275dc8d2a70bf11b9ab7a19e21a24710f" }

[sources.copy]
outlet = "Another"
derived-from = ["daily"]
origin = "daily"

[claims.gems]
says = "They are gem ore"
fact = "items.stones.form"
is = "raw-gemstone"

[[claims.gems.statement]]
source = "daily"
does = "asserts"
speaker = "A spokesman"
credibility = 3
note = "at a briefing"

[[claims.gems.statement]]
source = "copy"
does = "denies"
on = "2025-10-14"

[[claims.gems.statement]]
source = "copy"
does = "retracts"
on = "2025-10-15"

[claims.share]
says = "Up to a tenth"
fact = "items.stones.content.Dy"
between = ["0 %", "10 %"]

[[claims.share.statement]]
source = "daily"
does = "asserts"

[[assessment]]
claim = "gems"
likelihood = "likely"
confidence = "moderate"
because = "two say so"
by = "An analyst"
"#;

fn sample() -> CaseFile {
    case::read(CASE, false).expect("a case file")
}

fn example() -> CaseFile {
    case::read(
        include_str!("../../../../examples/pakistan-samples/case.toml"),
        false,
    )
    .expect("a case file")
}

const BASE: &str =
    "http://raw.githubusercontent.com/oasis-open/cti-stix2-json-schemas/stix2.1/schemas";

macro_rules! schema {
    ($path:literal) => {
        ($path, include_str!(concat!("../schemas/stix-2.1/", $path)))
    };
}

const STIX: [(&str, &str); 16] = [
    schema!("common/binary.json"),
    schema!("common/core.json"),
    schema!("common/dictionary.json"),
    schema!("common/extension.json"),
    schema!("common/external-reference.json"),
    schema!("common/granular-marking.json"),
    schema!("common/hashes-type.json"),
    schema!("common/hex.json"),
    schema!("common/identifier.json"),
    schema!("common/properties.json"),
    schema!("common/timestamp.json"),
    schema!("common/url-regex.json"),
    schema!("sdos/identity.json"),
    schema!("sdos/note.json"),
    schema!("sdos/opinion.json"),
    schema!("sdos/report.json"),
];

fn of_stix(kind: &str) -> Validator {
    let mut registry = Registry::new();
    for (path, text) in STIX {
        let schema: Value = serde_json::from_str(text).expect("a schema");
        registry = registry
            .add(format!("{BASE}/{path}"), schema)
            .expect("a schema");
    }
    let registry = registry.prepare().expect("schemas");
    jsonschema::options()
        .with_registry(&registry)
        .build(&json!({ "$ref": format!("{BASE}/sdos/{kind}.json") }))
        .expect("a validator")
}

fn holds(validator: &Validator, value: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?} in {value:#}");
}

#[test]
fn stix_holds_against_its_published_schemas() {
    for file in [sample(), example()] {
        let bundle = stix(&file);
        assert_eq!(bundle["type"], "bundle");
        let validators = ["identity", "note", "opinion"].map(|kind| (kind, of_stix(kind)));
        let objects = bundle["objects"].as_array().expect("objects");
        assert!(objects.len() > 5);
        for one in objects {
            let kind = one["type"].as_str().expect("a type");
            let (_, validator) = validators
                .iter()
                .find(|(own, _)| *own == kind)
                .unwrap_or_else(|| panic!("an object of the type {kind}"));
            holds(validator, one);
        }
    }
    // The schemas are not taken in by anything.
    let wrong =
        json!({ "type": "opinion", "spec_version": "2.1", "id": "opinion--x", "opinion": "maybe" });
    assert!(!of_stix("opinion").is_valid(&wrong));
}

#[test]
fn prov_holds_against_its_published_schema() {
    let schema: Value = serde_json::from_str(include_str!("../schemas/prov/prov-json.schema.json"))
        .expect("a schema");
    let validator = jsonschema::options().build(&schema).expect("a validator");
    for file in [sample(), example()] {
        holds(&validator, &prov(&file));
    }
    assert!(!validator.is_valid(&json!({ "entities": {} })));
}

#[test]
fn claim_review_has_the_properties_that_schema_org_names() {
    let written = claim_review(&example());
    let graph = written["@graph"].as_array().expect("a graph");
    assert_eq!(graph.len(), 1);
    const OF_REVIEW: [&str; 7] = [
        "@type",
        "author",
        "claimReviewed",
        "identifier",
        "itemReviewed",
        "reviewBody",
        "reviewRating",
    ];
    const OF_RATING: [&str; 5] = [
        "@type",
        "alternateName",
        "bestRating",
        "ratingValue",
        "worstRating",
    ];
    for one in graph {
        let keys = |value: &Value| {
            value
                .as_object()
                .expect("an object")
                .keys()
                .cloned()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys(one), OF_REVIEW);
        assert_eq!(keys(&one["reviewRating"]), OF_RATING);
        assert_eq!(one["itemReviewed"]["@type"], "Claim");
    }
}

/// What a form has a place for comes back, and is written the same again.
#[test]
fn what_is_written_and_read_is_written_the_same() {
    for file in [sample(), example(), CaseFile::default()] {
        for write in [stix, prov, claim_review] {
            let once = write(&file);
            let read = import(&once.to_string()).expect("a case file");
            assert_eq!(read.left_out, Vec::<String>::new());
            let text = toml::to_string(&read.file).expect("text");
            case::read(&text.replace("transactions = []\n", ""), false)
                .unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(write(&read.file), once);
        }
    }
}

#[test]
fn statements_survive_stix_and_prov() {
    let file = sample();
    for write in [stix, prov] {
        let read = import(&write(&file).to_string()).expect("a case file").file;
        assert_eq!(read.title, "Stones");
        assert_eq!(read.sources["daily"].reliability, Reliability::C);
        assert_eq!(read.sources["copy"].reliability, Reliability::F);
        assert_eq!(
            read.claims["gems"].fact.as_deref(),
            Some("items.stones.form")
        );
        assert_eq!(read.claims["share"].between, file.claims["share"].between);
        let does: Vec<Does> = read.claims["gems"]
            .statements
            .iter()
            .map(|one| one.does)
            .collect();
        assert_eq!(does, [Does::Asserts, Does::Denies, Does::Retracts]);
        assert_eq!(
            read.claims["gems"].statements[0].speaker.as_deref(),
            Some("A spokesman")
        );
        assert_eq!(u8::from(read.claims["gems"].statements[0].credibility), 3);
        assert_eq!(u8::from(read.claims["gems"].statements[1].credibility), 6);
    }
    let read = import(&prov(&file).to_string()).expect("a case file").file;
    assert_eq!(read.sources["daily"].origin.as_deref(), Some("briefing"));
    assert_eq!(read.sources["copy"].derived_from, ["daily"]);
}

#[test]
fn bundles_of_others_are_taken_as_far_as_they_go() {
    let bundle = json!({ "type": "bundle", "id": "bundle--1", "objects": [
        { "type": "identity", "id": "identity--1", "name": "An agency", "created": "2025-01-02T10:00:00Z" },
        { "type": "report", "id": "report--1", "name": "A firm ships magnets", "description": "A firm ships magnets abroad" },
        { "type": "opinion", "id": "opinion--1", "created_by_ref": "identity--1", "opinion": "disagree", "confidence": 65, "object_refs": ["report--1"] },
        { "type": "opinion", "id": "opinion--2", "created_by_ref": "identity--9", "opinion": "agree", "object_refs": ["report--1", "report--9"] },
        { "type": "opinion", "id": "opinion--3", "opinion": "neutral", "object_refs": ["report--1"] },
        { "type": "opinion", "id": "opinion--4", "opinion": "agree", "object_refs": ["report--9"] },
        { "type": "relationship", "id": "relationship--1" },
    ]});
    let read = import(&bundle.to_string()).expect("a case file");
    let claim = &read.file.claims["A firm ships magnets"];
    assert_eq!(claim.statements.len(), 2);
    assert_eq!(claim.statements[0].does, Does::Denies);
    assert_eq!(u8::from(claim.statements[0].credibility), 2);
    assert_eq!(read.file.sources["an-agency"].reliability, Reliability::F);
    assert_eq!(read.left_out.len(), 3, "{:?}", read.left_out);

    let review = json!({ "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "The box held rare earths",
        "author": { "@type": "Organization", "name": "Checkers" }, "reviewBody": "Nobody saw an assay.",
        "itemReviewed": { "@type": "Claim", "author": { "name": "Posts" }, "appearance": { "@type": "CreativeWork", "url": "https://example.org/p", "datePublished": "2025-10-12T08:00:00Z" } },
        "reviewRating": { "@type": "Rating", "ratingValue": "2", "bestRating": 5, "worstRating": 1 } });
    let read = import(&review.to_string()).expect("a case file");
    let (_, claim) = read.file.claims.iter().next().expect("a claim");
    assert_eq!(claim.says, "The box held rare earths");
    assert_eq!(
        read.file.sources["posts"]
            .date
            .map(|day| day.to_string())
            .as_deref(),
        Some("2025-10-12")
    );
    assert_eq!(read.file.assessments[0].by.as_deref(), Some("Checkers"));

    for wrong in ["", "{}", "[]", "{\"type\":\"bundle\"", "3"] {
        let error = import(wrong).expect_err("nothing that is known");
        assert!(!error.message.is_empty() && !error.mend.is_empty());
    }
}
