//! A case file in the forms of others: STIX 2.1, W3C PROV (JSON), schema.org `ClaimReview`.
//!
//! The same case file gives the same text: identifiers are made from names, and times from the days
//! of the case, never from a clock.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::case::{CaseFile, Credibility, Does, Likelihood};

/// The time that stands for a case without any day.
const BEGINNING: &str = "1970-01-01T00:00:00.000Z";

/// A UUID made from a name, of version 8: the bytes are a digest's.
fn uuid(name: &str) -> String {
    let digest = Sha256::digest(format!("exeat:{name}"));
    let mut bytes: Vec<u8> = digest.iter().take(16).copied().collect();
    if let Some(byte) = bytes.get_mut(6) {
        *byte = (*byte & 0x0f) | 0x80;
    }
    if let Some(byte) = bytes.get_mut(8) {
        *byte = (*byte & 0x3f) | 0x80;
    }
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

fn id(kind: &str, name: &str) -> String {
    format!("{kind}--{}", uuid(&format!("{kind}:{name}")))
}

fn time(day: Option<exeat_value::Day>) -> String {
    day.map_or_else(
        || BEGINNING.to_owned(),
        |day| format!("{day}T00:00:00.000Z"),
    )
}

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
    let own = id("identity", "exeat");
    let mut objects = vec![json!({
        "type": "identity", "spec_version": "2.1", "id": own, "created": BEGINNING, "modified": BEGINNING,
        "name": "Exeat case file", "identity_class": "system",
    })];
    for (name, source) in &file.sources {
        objects.push(json!({
            "type": "identity", "spec_version": "2.1", "id": id("identity", name), "created": time(source.date),
            "modified": time(source.date), "name": source.outlet, "identity_class": "organization",
            "description": format!("reliability {:?}", source.reliability),
        }));
    }
    for (name, claim) in &file.claims {
        let days: Vec<_> = claim
            .statements
            .iter()
            .filter_map(|one| one.on.or_else(|| file.sources.get(&one.source)?.date))
            .collect();
        let created = time(days.iter().min().copied().or(latest));
        let mut content = claim.says.clone();
        if let (Some(fact), Some(is)) = (&claim.fact, &claim.is) {
            content.push_str(&format!(" [{fact} is {}]", is.text()));
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
            if let Some(note) = &statement.note {
                one.insert("explanation".to_owned(), json!(note));
            }
            if let Some(speaker) = &statement.speaker {
                one.insert("authors".to_owned(), json!([speaker]));
            }
            if let Some(confidence) = confidence(statement.credibility) {
                one.insert("confidence".to_owned(), json!(confidence));
            }
            if let Some(url) = source.and_then(|one| one.url.clone()) {
                one.insert("external_references".to_owned(), json!([{ "source_name": source.map_or("", |one| one.outlet.as_str()), "url": url }]));
            }
            objects.push(Value::Object(one));
        }
    }
    json!({ "type": "bundle", "id": id("bundle", &file.title), "objects": objects })
}

/// W3C PROV in its JSON form: sources and claims as entities, outlets and speakers as agents.
pub fn prov(file: &CaseFile) -> Value {
    let (mut entities, mut agents) = (Map::new(), Map::new());
    let (mut attributed, mut derived, mut primary, mut quoted) =
        (Map::new(), Map::new(), Map::new(), Map::new());
    let name = |kind: &str, name: &str| format!("case:{kind}-{}", uuid(&format!("{kind}:{name}")));
    for (key, origin) in &file.origins {
        entities.insert(name("origin", key), json!({ "prov:label": origin.what }));
    }
    for (key, source) in &file.sources {
        let mut entity = Map::new();
        entity.insert(
            "prov:label".to_owned(),
            json!(source.title.as_deref().unwrap_or(key)),
        );
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
        entities.insert(
            name("claim", key),
            json!({ "prov:label": if claim.says.is_empty() { key } else { &claim.says } }),
        );
        for (at, statement) in claim.statements.iter().enumerate() {
            quoted.insert(
                format!("_:q-{}", uuid(&format!("{key}:{at}"))),
                json!({ "prov:generatedEntity": name("claim", key), "prov:usedEntity": name("source", &statement.source), "prov:type": { "$": "prov:Quotation", "type": "prov:QUALIFIED_NAME" } }),
            );
        }
    }
    let mut derivations = derived;
    derivations.extend(primary);
    derivations.extend(quoted);
    json!({
        "prefix": { "case": "https://exeat.example/case#", "prov": "http://www.w3.org/ns/prov#" },
        "entity": entities, "agent": agents, "wasAttributedTo": attributed, "wasDerivedFrom": derivations,
    })
}

/// `ClaimReview` of schema.org: one for each claim that somebody assessed.
pub fn claim_review(file: &CaseFile) -> Value {
    let reviews: Vec<Value> = file
        .assessments
        .iter()
        .filter_map(|one| {
            let claim = file.claims.get(&one.claim)?;
            let rating = match one.likelihood {
                Likelihood::AlmostNoChance => 1,
                Likelihood::VeryUnlikely => 2,
                Likelihood::Unlikely => 3,
                Likelihood::RoughlyEvenChance => 4,
                Likelihood::Likely => 5,
                Likelihood::VeryLikely => 6,
                Likelihood::AlmostCertain => 7,
            };
            let appearances: Vec<Value> = claim
                .statements
                .iter()
                .filter(|one| one.does == Does::Asserts)
                .filter_map(|one| {
                    let source = file.sources.get(&one.source)?;
                    let mut work = Map::new();
                    work.insert("@type".to_owned(), json!("CreativeWork"));
                    work.insert("publisher".to_owned(), json!({ "@type": "Organization", "name": source.outlet }));
                    if let Some(url) = &source.url {
                        work.insert("url".to_owned(), json!(url));
                    }
                    if let Some(date) = source.date {
                        work.insert("datePublished".to_owned(), json!(date.to_string()));
                    }
                    Some(Value::Object(work))
                })
                .collect();
            Some(json!({
                "@type": "ClaimReview",
                "claimReviewed": if claim.says.is_empty() { &one.claim } else { &claim.says },
                "reviewBody": one.because,
                "author": { "@type": "Organization", "name": one.by.as_deref().unwrap_or("the author of the case file") },
                "itemReviewed": { "@type": "Claim", "appearance": appearances },
                "reviewRating": { "@type": "Rating", "ratingValue": rating, "worstRating": 1, "bestRating": 7, "alternateName": one.likelihood.words() },
            }))
        })
        .collect();
    json!({ "@context": "https://schema.org", "@graph": reviews })
}
