//! The schema for editors.

use exeat_documents::schema;
use serde_json::Value;

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
