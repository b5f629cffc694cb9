//! W3C PROV in JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::COUNT_MAX;
use super::names::{Imported, fact_words, key, uuid, without_fact};
use crate::case::{
    Capture, CaseFile, Claim, Credibility, Does, OriginNamed, Reliability, Source, Statement,
};

/// W3C PROV in its JSON form: sources and claims as entities, outlets and speakers as agents.
pub fn prov(file: &CaseFile) -> Value {
    let (mut entities, mut agents) = (Map::new(), Map::new());
    let (mut attributed, mut derived, mut primary, mut quoted) =
        (Map::new(), Map::new(), Map::new(), Map::new());
    let name = |kind: &str, name: &str| format!("case:{kind}-{}", uuid(&format!("{kind}:{name}")));
    for (key, origin) in &file.origins {
        let mut entity = Map::new();
        entity.insert("prov:label".to_owned(), json!(origin.what));
        entity.insert("case:name".to_owned(), json!(key));
        entity.insert("case:kind".to_owned(), json!("origin"));
        if let Some(date) = origin.date {
            entity.insert("case:date".to_owned(), json!(date.to_string()));
        }
        entities.insert(name("origin", key), Value::Object(entity));
    }
    for (key, source) in &file.sources {
        let mut entity = Map::new();
        entity.insert(
            "prov:label".to_owned(),
            json!(source.title.as_deref().unwrap_or(key)),
        );
        entity.insert("case:name".to_owned(), json!(key));
        entity.insert("case:kind".to_owned(), json!("source"));
        entity.insert(
            "case:reliability".to_owned(),
            json!(format!("{:?}", source.reliability)),
        );
        if let Some(url) = &source.url {
            entity.insert("case:url".to_owned(), json!(url));
        }
        if let Some(date) = source.date {
            entity.insert("case:date".to_owned(), json!(date.to_string()));
        }
        if let Some(capture) = &source.capture {
            entity.insert("case:sha256".to_owned(), json!(capture.sha256));
        }
        entities.insert(name("source", key), Value::Object(entity));
        agents.insert(name("outlet", &source.outlet), json!({ "prov:label": source.outlet, "prov:type": { "$": "prov:Organization", "type": "prov:QUALIFIED_NAME" } }));
        attributed.insert(format!("_:a-{}", uuid(key)), json!({ "prov:entity": name("source", key), "prov:agent": name("outlet", &source.outlet) }));
        if let Some(origin) = &source.origin {
            let kind = if file.origins.contains_key(origin) {
                "origin"
            } else {
                "source"
            };
            primary.insert(format!("_:p-{}", uuid(key)), json!({ "prov:generatedEntity": name("source", key), "prov:usedEntity": name(kind, origin), "prov:type": { "$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME" } }));
        }
        for other in &source.derived_from {
            derived.insert(format!("_:d-{}", uuid(&format!("{key}:{other}"))), json!({ "prov:generatedEntity": name("source", key), "prov:usedEntity": name("source", other) }));
        }
    }
    for (key, claim) in &file.claims {
        let mut words = claim.says.clone();
        if let Some(fact) = &claim.fact {
            words.push_str(&fact_words(fact, claim.is.as_ref(), claim.between.as_ref()));
        }
        if words.trim().is_empty() {
            words.clone_from(key);
        }
        entities.insert(
            name("claim", key),
            json!({ "prov:label": words, "case:name": key, "case:kind": "claim" }),
        );
        for (at, statement) in claim.statements.iter().enumerate() {
            let mut one = Map::new();
            let does = match statement.does {
                Does::Asserts => "asserts",
                Does::Denies => "denies",
                Does::Retracts => "retracts",
            };
            for (field, value) in [
                ("prov:generatedEntity", json!(name("claim", key))),
                ("prov:usedEntity", json!(name("source", &statement.source))),
                (
                    "prov:type",
                    json!({ "$": "prov:Quotation", "type": "prov:QUALIFIED_NAME" }),
                ),
                ("case:does", json!(does)),
                ("case:place", json!(at.to_string())),
                (
                    "case:credibility",
                    json!(u8::from(statement.credibility).to_string()),
                ),
            ] {
                one.insert(field.to_owned(), value);
            }
            if let Some(speaker) = &statement.speaker {
                one.insert("case:speaker".to_owned(), json!(speaker));
            }
            if let Some(on) = statement.on {
                one.insert("case:date".to_owned(), json!(on.to_string()));
            }
            quoted.insert(
                format!("_:q-{}", uuid(&format!("{key}:{at}"))),
                Value::Object(one),
            );
        }
    }
    let mut derivations = derived;
    derivations.extend(primary);
    derivations.extend(quoted);
    entities.insert(
        name("case", &file.title),
        json!({ "prov:label": file.title, "case:title": file.title, "case:kind": "case" }),
    );
    json!({
        "prefix": { "case": "https://exeat.example/case#", "prov": "http://www.w3.org/ns/prov#" },
        "entity": entities, "agent": agents, "wasAttributedTo": attributed, "wasDerivedFrom": derivations,
    })
}

/// An attribute as text: plain, or typed with its value behind `$`.
fn attribute(of: &Value, name: &str) -> Option<String> {
    let value = &of[name];
    let value = value
        .as_array()
        .and_then(|all| all.first())
        .unwrap_or(value);
    let value = if value.is_object() {
        &value["$"]
    } else {
        value
    };
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A case file from a provenance document: entities become sources, derivations where sources have
/// it from. What a case file wrote into one becomes what it was: origins, claims and statements.
pub fn from_prov(document: &Value) -> Imported {
    let mut found = Imported::new("from a provenance document");
    let empty = Map::new();
    let section = |name: &str| document[name].as_object().unwrap_or(&empty);
    if let Some(title) = section("entity")
        .values()
        .find_map(|one| attribute(one, "case:title"))
    {
        found.file.title = title;
    }
    let outlets: BTreeMap<String, String> = section("wasAttributedTo")
        .values()
        .filter_map(|one| {
            let agent = attribute(one, "prov:agent")?;
            let label = attribute(&document["agent"][&agent], "prov:label").unwrap_or(agent);
            Some((attribute(one, "prov:entity")?, label))
        })
        .collect();
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let mut claims: BTreeMap<String, String> = BTreeMap::new();
    let mut origins: BTreeMap<String, String> = BTreeMap::new();
    for (identity, one) in section("entity").iter().take(COUNT_MAX) {
        let label = attribute(one, "prov:label").unwrap_or_else(|| identity.clone());
        let stated = attribute(one, "case:name");
        let date = attribute(one, "case:date").and_then(|date| date.parse().ok());
        match attribute(one, "case:kind").as_deref() {
            Some("case") => {}
            Some("origin") => {
                let name = key(stated.as_deref(), &label, |name| {
                    found.file.origins.contains_key(name)
                });
                origins.insert(identity.clone(), name.clone());
                found
                    .file
                    .origins
                    .insert(name, OriginNamed { what: label, date });
            }
            Some("claim") => {
                let (says, fact) = without_fact(&label);
                let name = key(stated.as_deref(), says, |name| {
                    found.file.claims.contains_key(name)
                });
                let (fact, is, between) = fact.map_or((None, None, None), |(fact, is, between)| {
                    (Some(fact), is, between)
                });
                claims.insert(identity.clone(), name.clone());
                found.file.claims.insert(
                    name,
                    Claim {
                        says: says.to_owned(),
                        fact,
                        is,
                        between,
                        ..Claim::default()
                    },
                );
            }
            _ => {
                let name = key(stated.as_deref(), &label, |name| {
                    found.file.sources.contains_key(name)
                });
                sources.insert(identity.clone(), name.clone());
                let title = Some(label).filter(|label| Some(label) != stated.as_ref());
                found.file.sources.insert(
                    name,
                    Source {
                        outlet: outlets
                            .get(identity)
                            .cloned()
                            .unwrap_or_else(|| "not named".to_owned()),
                        kind: Default::default(),
                        date,
                        title,
                        url: attribute(one, "case:url"),
                        origin: None,
                        derived_from: Vec::new(),
                        reliability: match attribute(one, "case:reliability").as_deref() {
                            Some("A") => Reliability::A,
                            Some("B") => Reliability::B,
                            Some("C") => Reliability::C,
                            Some("D") => Reliability::D,
                            Some("E") => Reliability::E,
                            _ => Reliability::F,
                        },
                        capture: attribute(one, "case:sha256").map(|sha256| Capture {
                            file: None,
                            sha256,
                            on: None,
                        }),
                    },
                );
            }
        }
    }
    let mut quoted: Vec<(String, u64, Statement)> = Vec::new();
    for one in section("wasDerivedFrom").values().take(COUNT_MAX) {
        let (Some(made), Some(used)) = (
            attribute(one, "prov:generatedEntity"),
            attribute(one, "prov:usedEntity"),
        ) else {
            found.leave("a derivation that does not say from what".to_owned());
            continue;
        };
        let kind = attribute(one, "prov:type").unwrap_or_default();
        let from = origins.get(&used).or_else(|| sources.get(&used)).cloned();
        if let (Some(claim), Some(source)) = (claims.get(&made), sources.get(&used)) {
            let credibility = attribute(one, "case:credibility")
                .and_then(|grade| grade.parse::<u8>().ok())
                .and_then(|grade| Credibility::try_from(grade).ok())
                .unwrap_or_default();
            let place = attribute(one, "case:place")
                .and_then(|place| place.parse().ok())
                .unwrap_or(u64::MAX);
            quoted.push((
                claim.clone(),
                place,
                Statement {
                    source: source.clone(),
                    does: match attribute(one, "case:does").as_deref() {
                        Some("denies") => Does::Denies,
                        Some("retracts") => Does::Retracts,
                        _ => Does::Asserts,
                    },
                    speaker: attribute(one, "case:speaker"),
                    capacity: None,
                    on: attribute(one, "case:date").and_then(|date| date.parse().ok()),
                    expires: None,
                    credibility,
                    span: None,
                    note: None,
                },
            ));
        } else if let (Some(source), Some(from)) = (sources.get(&made), from) {
            if let Some(own) = found.file.sources.get_mut(source) {
                if kind.ends_with("PrimarySource") {
                    own.origin = Some(from);
                } else if sources.contains_key(&used) {
                    own.derived_from.push(from);
                    own.derived_from.sort();
                }
            }
        } else {
            found.leave(format!(
                "the derivation of `{made}` from `{used}`, of which one is not in the document"
            ));
        }
    }
    quoted.sort_by(|one, two| (&one.0, one.1, &one.2.source).cmp(&(&two.0, two.1, &two.2.source)));
    for (claim, _, statement) in quoted {
        if let Some(claim) = found.file.claims.get_mut(&claim) {
            claim.statements.push(statement);
        }
    }
    for name in [
        "activity",
        "used",
        "wasGeneratedBy",
        "wasAssociatedWith",
        "actedOnBehalfOf",
        "bundle",
    ] {
        if document[name]
            .as_object()
            .is_some_and(|section| !section.is_empty())
        {
            found.leave(format!("`{name}`: a case file has no place for it"));
        }
    }
    // A way that leads back to itself is no way to an origin.
    let names: Vec<String> = found.file.sources.keys().cloned().collect();
    for name in names {
        let mut seen = std::collections::BTreeSet::new();
        let mut at = name.clone();
        while let Some(next) = found
            .file
            .sources
            .get(&at)
            .and_then(|one| one.origin.clone())
        {
            if !seen.insert(at.clone()) {
                if let Some(own) = found.file.sources.get_mut(&name) {
                    own.origin = None;
                }
                found.leave(format!(
                    "the origin of `{name}`, which leads back to itself"
                ));
                break;
            }
            at = next;
        }
    }
    found
}
