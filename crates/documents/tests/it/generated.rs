//! The schema for editors.

use exeat_documents::{Format, read, schema, write_json};
use proptest::prelude::*;
use serde_json::Value;

use crate::random;

#[test]
fn the_committed_schema_is_what_would_be_made_today() {
    let committed = include_str!("../../../../docs/schema/transaction.schema.json");
    assert!(
        schema() == committed,
        "docs/schema/transaction.schema.json is stale: run `cargo xtask codegen`"
    );
}

#[test]
fn every_reference_of_the_schema_leads_somewhere() {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    let definitions = schema["$defs"].as_object().expect("definitions");
    let mut references = Vec::new();
    collect_references(&schema, &mut references);
    assert!(references.len() > 200);
    for reference in references {
        let name = reference
            .strip_prefix("#/$defs/")
            .expect("a local reference");
        assert!(definitions.contains_key(name), "{name}");
    }
}

fn collect_references(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "$ref" => references.push(text.clone()),
                    _ => collect_references(value, references),
                }
            }
        }
        Value::Array(values) => {
            for value in values {
                collect_references(value, references);
            }
        }
        _ => {}
    }
}

/// Whether a value is one that a part of the schema allows, as far as this schema goes:
/// the forms of texts (`pattern`) are left to the reader, which is stricter.
fn allows(schema: &Value, part: &Value, value: &Value) -> bool {
    let each = |key: &str, holds: &dyn Fn(&Value) -> bool| part.get(key).is_none_or(holds);
    each("$ref", &|reference| {
        let name = reference.as_str().unwrap_or_default();
        let name = name.trim_start_matches("#/$defs/");
        allows(schema, &schema["$defs"][name], value)
    }) && each("const", &|only| only == value)
        && each("enum", &|values| {
            values.as_array().is_some_and(|all| all.contains(value))
        })
        && each("anyOf", &|parts| count(schema, parts, value) >= 1)
        && each("oneOf", &|parts| count(schema, parts, value) == 1)
        && each("type", &|name| match name.as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("integer") => value.is_u64(),
            _ => false,
        })
        && each("required", &|names| {
            names.as_array().is_some_and(|names| {
                names
                    .iter()
                    .all(|name| name.as_str().is_some_and(|name| value.get(name).is_some()))
            })
        })
        && each("minItems", &|least| {
            let length = value.as_array().map_or(0, Vec::len);
            least
                .as_u64()
                .and_then(|least| usize::try_from(least).ok())
                .is_some_and(|least| length >= least)
        })
        && each("items", &|items| {
            value
                .as_array()
                .is_none_or(|values| values.iter().all(|one| allows(schema, items, one)))
        })
        && value.as_object().is_none_or(|entries| {
            entries.iter().all(|(key, value)| {
                match (&part["properties"][key], &part["additionalProperties"]) {
                    (Value::Null, Value::Null) => true,
                    (Value::Null, Value::Bool(others)) => *others,
                    (Value::Null, others) => allows(schema, others, value),
                    (known, _) => allows(schema, known, value),
                }
            })
        })
}

fn count(schema: &Value, parts: &Value, value: &Value) -> usize {
    let parts = parts.as_array().map_or(&[][..], Vec::as_slice);
    parts
        .iter()
        .filter(|part| allows(schema, part, value))
        .count()
}

fn allowed(text: &str) -> bool {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    let value: Value = serde_json::from_str(text).expect("the document is JSON");
    allows(&schema, &schema, &value)
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let with = |shipment: &str| {
        format!(
            "{{\"shipment\":{shipment},\"items\":{{\"a\":{{}}}},\"line\":[{{\"item\":\"a\"}}]}}"
        )
    };
    for (shipment, fine) in [
        ("{}", true),
        ("{\"destination\":\"DE\"}", true),
        ("{\"destination\":\"unknown\"}", true),
        ("{\"destination\":{\"unknown\":\"withheld\"}}", true),
        (
            "{\"destination\":{\"contested\":[\"DE\",{\"value\":\"FR\"}]}}",
            true,
        ),
        ("{\"destination\":\"Germany\"}", false),
        ("{\"destinaton\":\"DE\"}", false),
        ("{\"destination\":{\"unknown\":\"secret\"}}", false),
        ("{\"destination\":{\"contested\":[\"DE\"]}}", false),
        ("{\"destination\":{\"between\":[\"DE\",\"FR\"]}}", false),
        ("{\"sample\":\"maybe\"}", false),
    ] {
        let text = with(shipment);
        assert_eq!(allowed(&text), fine, "{text}");
        let read = read(&text, Format::Json);
        assert_eq!(read.case.is_some(), fine, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is written, the schema allows.
    #[test]
    fn the_schema_allows_every_case(case in random::case()) {
        let text = write_json(&case);
        prop_assert!(allowed(&text), "{}", text);
    }
}
