//! STIX 2.1.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::COUNT_MAX;
use super::names::{BEGINNING, Imported, day, fact_words, id, key, time, without_fact};
use crate::case::{CaseFile, Claim, Credibility, Does, Reliability, Source, Statement};

/// The label of the identity that stands for the case file itself.
const OWN: &str = "exeat-case-file";
/// The label of an opinion that takes something back; STIX has no word for it.
const RETRACTS: &str = "retracts";

/// The confidence of STIX for a grade of credibility, by the scale of its appendix A; none where it
/// cannot be judged.
fn confidence(grade: Credibility) -> Option<u8> {
    match u8::from(grade) {
        1 => Some(90),
        2 => Some(70),
        3 => Some(50),
        4 => Some(30),
        5 => Some(10),
        _ => None,
    }
}

/// A STIX 2.1 bundle: sources as identities, captures and claims as notes and reports, and statements
/// as opinions of their sources on the claims.
pub fn stix(file: &CaseFile) -> Value {
    let latest = file.sources.values().filter_map(|one| one.date).max();
    let own = id("identity", OWN);
    let mut objects = vec![json!({
        "type": "identity", "spec_version": "2.1", "id": own, "created": BEGINNING, "modified": BEGINNING,
        "name": file.title, "identity_class": "system", "labels": [OWN],
    })];
    for (name, source) in &file.sources {
        let mut one = json!({
            "type": "identity", "spec_version": "2.1", "id": id("identity", name), "created": time(source.date),
            "modified": time(source.date), "name": source.outlet, "identity_class": "organization",
            "description": format!("reliability {:?}", source.reliability), "labels": [name],
        });
        if let (Some(url), Some(own)) = (&source.url, one.as_object_mut()) {
            own.insert(
                "external_references".to_owned(),
                json!([{ "source_name": source.outlet, "url": url }]),
            );
        }
        objects.push(one);
    }
    for (name, claim) in &file.claims {
        let days: Vec<_> = claim
            .statements
            .iter()
            .filter_map(|one| one.on.or_else(|| file.sources.get(&one.source)?.date))
            .collect();
        let created = time(days.iter().min().copied().or(latest));
        let mut content = claim.says.clone();
        if let Some(fact) = &claim.fact {
            content.push_str(&fact_words(fact, claim.is.as_ref(), claim.between.as_ref()));
        }
        if content.trim().is_empty() {
            content.clone_from(name);
        }
        let note = id("note", name);
        objects.push(json!({
            "type": "note", "spec_version": "2.1", "id": note, "created": created, "modified": created,
            "created_by_ref": own, "abstract": name, "content": content, "object_refs": [own],
        }));
        for (at, statement) in claim.statements.iter().enumerate() {
            let source = file.sources.get(&statement.source);
            let made = time(statement.on.or_else(|| source?.date).or(latest));
            let opinion = match statement.does {
                Does::Asserts => "strongly-agree",
                Does::Denies => "strongly-disagree",
                Does::Retracts => "neutral",
            };
            let mut one = Map::new();
            let key = format!("{name}:{at}:{}", statement.source);
            for (field, value) in [
                ("type", json!("opinion")),
                ("spec_version", json!("2.1")),
                ("id", json!(id("opinion", &key))),
                ("created", json!(made)),
                ("modified", json!(made)),
                ("created_by_ref", json!(id("identity", &statement.source))),
                ("opinion", json!(opinion)),
                ("object_refs", json!([note])),
            ] {
                one.insert(field.to_owned(), value);
            }
            if statement.does == Does::Retracts {
                one.insert("labels".to_owned(), json!([RETRACTS]));
            }
            if let Some(note) = &statement.note {
                one.insert("explanation".to_owned(), json!(note));
            }
            if let Some(speaker) = &statement.speaker {
                one.insert("authors".to_owned(), json!([speaker]));
            }
            if let Some(confidence) = confidence(statement.credibility) {
                one.insert("confidence".to_owned(), json!(confidence));
            }
            objects.push(Value::Object(one));
        }
    }
    json!({ "type": "bundle", "id": id("bundle", &file.title), "objects": objects })
}

/// The grade of credibility for a confidence of STIX, by the scale of its appendix A.
fn credibility(confidence: Option<u64>) -> Credibility {
    let grade: u8 = match confidence {
        Some(80..=100) => 1,
        Some(60..=79) => 2,
        Some(40..=59) => 3,
        Some(20..=39) => 4,
        Some(1..=19) => 5,
        _ => 6,
    };
    Credibility::try_from(grade).unwrap_or_default()
}

fn reliability(description: &str) -> Reliability {
    match description.strip_prefix("reliability ") {
        Some("A") => Reliability::A,
        Some("B") => Reliability::B,
        Some("C") => Reliability::C,
        Some("D") => Reliability::D,
        Some("E") => Reliability::E,
        // Who gives no grade gives none: that is F, and no low one.
        _ => Reliability::F,
    }
}

/// A case file from a bundle: identities become sources, notes, reports and whatever else opinions
/// speak of become claims, and opinions statements. A neutral opinion says nothing for or against,
/// and is left out unless it is marked as taking something back.
pub fn from_stix(bundle: &Value) -> Imported {
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let empty = Vec::new();
    let objects = bundle["objects"].as_array().unwrap_or(&empty);
    let title = objects
        .iter()
        .find(|one| one["labels"][0] == OWN)
        .map(|one| text(one, "name"))
        .unwrap_or_else(|| text(bundle, "id"));
    let mut found = Imported::new(&title);
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let mut claims: BTreeMap<String, String> = BTreeMap::new();
    for one in objects.iter().take(COUNT_MAX) {
        let (kind, identity) = (text(one, "type"), text(one, "id"));
        match kind.as_str() {
            "identity" if one["labels"][0] == OWN => {}
            "identity" => {
                let outlet = text(one, "name");
                let name = key(one["labels"][0].as_str(), &outlet, |name| {
                    found.file.sources.contains_key(name)
                });
                sources.insert(identity, name.clone());
                found.file.sources.insert(
                    name,
                    Source {
                        outlet,
                        kind: Default::default(),
                        date: day(one.get("created")),
                        title: None,
                        url: one["external_references"][0]["url"]
                            .as_str()
                            .map(str::to_owned),
                        origin: None,
                        derived_from: Vec::new(),
                        reliability: reliability(&text(one, "description")),
                        capture: None,
                    },
                );
            }
            "opinion" => {}
            "relationship" | "marking-definition" | "extension-definition" | "sighting" => {
                found.leave(format!(
                    "`{kind}` objects: a case file has no place for them"
                ));
            }
            _ => {
                let words = ["content", "description", "name", "abstract"]
                    .iter()
                    .find_map(|field| one[*field].as_str())
                    .unwrap_or(&identity)
                    .to_owned();
                let (says, fact) = without_fact(&words);
                let name = key(
                    one["abstract"].as_str().or_else(|| one["name"].as_str()),
                    says,
                    |name| found.file.claims.contains_key(name),
                );
                let (fact, is, between) = fact.map_or((None, None, None), |(fact, is, between)| {
                    (Some(fact), is, between)
                });
                claims.insert(identity, name.clone());
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
        }
    }
    if objects.len() > COUNT_MAX {
        found.leave(format!("objects after the first {COUNT_MAX}"));
    }
    for one in objects.iter().take(COUNT_MAX) {
        if one["type"] != "opinion" {
            continue;
        }
        let retracts = one["labels"]
            .as_array()
            .is_some_and(|labels| labels.iter().any(|label| label == RETRACTS));
        let does = match one["opinion"].as_str() {
            Some("strongly-agree" | "agree") => Does::Asserts,
            Some("strongly-disagree" | "disagree") => Does::Denies,
            _ if retracts => Does::Retracts,
            _ => {
                found.leave(format!("the neutral opinion `{}`", text(one, "id")));
                continue;
            }
        };
        let author = text(one, "created_by_ref");
        let source = match sources.get(&author) {
            Some(source) => source.clone(),
            None => {
                let name = key(None, "a source that is not named", |_| false);
                found
                    .file
                    .sources
                    .entry(name.clone())
                    .or_insert_with(|| Source {
                        outlet: "a source that the bundle does not name".to_owned(),
                        kind: Default::default(),
                        date: None,
                        title: None,
                        url: None,
                        origin: None,
                        derived_from: Vec::new(),
                        reliability: Reliability::F,
                        capture: None,
                    });
                name
            }
        };
        let said = day(one.get("created"));
        let own_day = found
            .file
            .sources
            .get(&source)
            .and_then(|source| source.date);
        let statement = Statement {
            source,
            does,
            speaker: one["authors"][0].as_str().map(str::to_owned),
            capacity: None,
            on: said.filter(|said| Some(*said) != own_day),
            expires: None,
            credibility: credibility(one["confidence"].as_u64()),
            span: None,
            note: one["explanation"].as_str().map(str::to_owned),
        };
        let mut placed = false;
        for reference in one["object_refs"].as_array().unwrap_or(&empty) {
            let claim = reference
                .as_str()
                .and_then(|reference| claims.get(reference))
                .and_then(|name| found.file.claims.get_mut(name));
            if let Some(claim) = claim {
                claim.statements.push(statement.clone());
                placed = true;
            }
        }
        if !placed {
            found.leave(format!(
                "the opinion `{}`: what it speaks of is not in the bundle",
                text(one, "id")
            ));
        }
    }
    found
}
