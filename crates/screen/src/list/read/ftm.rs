//! FollowTheMoney entities, one JSON object a line (<https://followthemoney.tech>), as OpenSanctions
//! and others publish them: flat, with sanctions, addresses and documents as entities of their own,
//! or nested, with those inside the party.

use std::collections::BTreeMap;
use std::io::BufRead;

use exeat_value::Day;
use serde_json::Value;

use super::Gathered;
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::rows;
use crate::list::text::{add, clean};
use crate::list::{
    Address, EntryKind, IdentifierKind, Limits, ListEntry, NamePart, NamePartKind, NameRole,
    Strength, known, names,
};

/// Schemata of parties, and what they are here.
fn kind(schema: &str) -> Option<EntryKind> {
    let kind = match schema {
        "Person" => EntryKind::Person,
        "Organization" | "Company" | "PublicBody" => EntryKind::Organisation,
        "LegalEntity" => EntryKind::Other,
        "Vessel" => EntryKind::Vessel,
        "Airplane" => EntryKind::Aircraft,
        _ => return None,
    };
    Some(kind)
}

struct Party {
    entry: ListEntry,
    line: u64,
    /// What the data says about whether it is listed; `None` if it says nothing.
    target: Option<bool>,
}

/// What another entity says about a party.
struct Note {
    party: String,
    schema: String,
    value: Value,
}

pub(crate) fn read(input: impl BufRead, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    let mut parties: Vec<Party> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut notes: Vec<Note> = Vec::new();
    rows::lines(input, limits, &mut |value, line| {
        let at = Place::Line(line);
        let wrong = |problem: &str| {
            Fault::new(
                at,
                problem,
                "FollowTheMoney entities: objects with `id`, `schema` and `properties`",
            )
        };
        let id = value
            .get("id")
            .and_then(Value::as_str)
            .ok_or_else(|| wrong("there is no `id`"))?;
        let schema = value
            .get("schema")
            .and_then(Value::as_str)
            .ok_or_else(|| wrong("there is no `schema`"))?;
        let properties = value
            .get("properties")
            .filter(|value| value.is_object())
            .ok_or_else(|| wrong("there are no `properties`"))?;
        if parties.len() + notes.len() >= limits.entries {
            return Err(wrong(&format!(
                "there are more than {} entities",
                limits.entries
            )));
        }
        if let Some(day) = value
            .get("last_change")
            .and_then(Value::as_str)
            .and_then(|text| dates::day(text, Order::DayFirst))
        {
            out.published = out.published.max(Some(day));
        }
        let Some(kind) = kind(schema) else {
            for property in ["entity", "holder", "thing"] {
                for party in texts(properties, property) {
                    notes.push(Note {
                        party,
                        schema: schema.to_owned(),
                        value: properties.clone(),
                    });
                }
            }
            return Ok(());
        };
        let mut entry = party(id, kind, &value, properties);
        if entry.names.is_empty() {
            // A party without a name is known by its id, and that can still be met.
            names::add(
                &mut entry.names,
                names::whole(id, Strength::Primary, NameRole::Name),
            );
        }
        places.insert(id.to_owned(), parties.len());
        parties.push(Party {
            entry,
            line,
            target: value.get("target").and_then(Value::as_bool),
        });
        Ok(())
    })?;
    for note in notes {
        let party = places
            .get(&note.party)
            .and_then(|place| parties.get_mut(*place));
        if let Some(party) = party {
            add_note(&mut party.entry, &note.schema, &note.value);
            if note.schema == "Sanction" {
                party.target = Some(true);
            }
        }
    }
    let before = parties.len();
    for party in parties {
        let topics = party
            .entry
            .tags
            .iter()
            .any(|tag| tag.starts_with("topic: "));
        // Owners, relatives and addresses come with the listed parties. What the data does not
        // call a target, and gives no sanction and no topic, is not listed.
        if party.target == Some(false) && !topics {
            continue;
        }
        out.push(party.entry, Place::Line(party.line), limits)?;
    }
    let left = before - out.entries.len();
    if left > 0 {
        out.notes.push(format!(
            "{left} parties that the data does not call targets are left out"
        ));
    }
    Ok(())
}

/// The texts of a property: a property holds a list of texts, or of entities in the nested form.
fn texts(properties: &Value, name: &str) -> Vec<String> {
    let values = match properties.get(name) {
        Some(Value::Array(values)) => values.as_slice(),
        Some(value) => std::slice::from_ref(value),
        None => &[],
    };
    values
        .iter()
        .filter_map(|value| match value {
            Value::String(text) => clean(text),
            Value::Object(object) => object.get("id").and_then(Value::as_str).and_then(clean),
            _ => None,
        })
        .collect()
}

fn days(properties: &Value, name: &str) -> impl Iterator<Item = Day> {
    texts(properties, name)
        .into_iter()
        .filter_map(|text| dates::day(&text, Order::DayFirst))
}

fn party(id: &str, kind: EntryKind, value: &Value, properties: &Value) -> ListEntry {
    let mut entry = ListEntry {
        list: known::FTM.to_owned(),
        id: id.to_owned(),
        kind,
        ..ListEntry::default()
    };
    let datasets: Vec<&str> = value
        .get("datasets")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    match datasets.as_slice() {
        [only] => entry.list = known::slug(only),
        several => {
            for dataset in several {
                add(&mut entry.tags, Some(format!("dataset: {dataset}")));
            }
        }
    }
    let caption = value.get("caption").and_then(Value::as_str).and_then(clean);
    let all = texts(properties, "name");
    let primary = caption.filter(|caption| all.contains(caption));
    for (index, text) in primary.iter().chain(&all).enumerate() {
        let strength = if index == 0 {
            Strength::Primary
        } else {
            Strength::Strong
        };
        names::add(
            &mut entry.names,
            names::whole(text, strength, NameRole::Name),
        );
    }
    let mut parts = Vec::new();
    for (property, kind) in [
        ("firstName", NamePartKind::Given),
        ("secondName", NamePartKind::Middle),
        ("middleName", NamePartKind::Middle),
        ("lastName", NamePartKind::Family),
    ] {
        if let [text] = texts(properties, property).as_slice() {
            parts.push(NamePart {
                kind,
                text: text.clone(),
            });
        }
    }
    if let Some(first) = entry.names.first_mut()
        && parts.len() > 1
        && parts.iter().all(|part| first.text.contains(&part.text))
    {
        first.parts = parts;
    }
    for (property, strength, role) in [
        ("alias", Strength::Strong, NameRole::Alias),
        ("previousName", Strength::Strong, NameRole::Former),
        ("abbreviation", Strength::Weak, NameRole::Alias),
        ("weakAlias", Strength::Weak, NameRole::Alias),
    ] {
        for text in texts(properties, property) {
            names::add(&mut entry.names, names::whole(&text, strength, role));
        }
    }
    for property in ["birthDate", "incorporationDate", "buildDate"] {
        for text in texts(properties, property) {
            let birth = dates::birth(&text, Order::DayFirst);
            if let Some(birth) = birth.filter(|birth| !entry.birth_dates.contains(birth)) {
                entry.birth_dates.push(birth);
            }
        }
    }
    for property in [
        "nationality",
        "citizenship",
        "country",
        "jurisdiction",
        "flag",
    ] {
        for text in texts(properties, property) {
            countries::add(&mut entry.countries, country(&text.to_uppercase()));
        }
    }
    for text in texts(properties, "address") {
        entry.addresses.push(Address {
            text,
            ..Address::default()
        });
    }
    for (property, kind) in [
        ("leiCode", IdentifierKind::Lei),
        ("imoNumber", IdentifierKind::Imo),
        ("mmsi", IdentifierKind::Mmsi),
        ("callSign", IdentifierKind::CallSign),
        ("serialNumber", IdentifierKind::Aircraft),
        ("swiftBic", IdentifierKind::Bic),
        ("taxNumber", IdentifierKind::Tax),
        ("innCode", IdentifierKind::Tax),
        ("vatCode", IdentifierKind::Tax),
        ("registrationNumber", IdentifierKind::Registration),
        ("ogrnCode", IdentifierKind::Registration),
        ("uscCode", IdentifierKind::Registration),
        ("passportNumber", IdentifierKind::Passport),
        ("idNumber", IdentifierKind::NationalId),
        ("cryptoWallets", IdentifierKind::Crypto),
        ("phone", IdentifierKind::Phone),
        ("email", IdentifierKind::Email),
        ("website", IdentifierKind::Website),
    ] {
        for text in texts(properties, property) {
            add_number(&mut entry, property, &text, kind);
        }
    }
    for text in texts(properties, "topics") {
        add(&mut entry.tags, Some(format!("topic: {text}")));
    }
    for text in texts(properties, "program") {
        add(&mut entry.programmes, Some(text));
    }
    let notes = texts(properties, "notes");
    entry.remarks = (!notes.is_empty()).then(|| notes.join("; "));
    // The nested form.
    for (property, schema) in [
        ("sanctions", "Sanction"),
        ("addressEntity", "Address"),
        ("identificationEntity", "Identification"),
    ] {
        let inside = properties.get(property).and_then(Value::as_array);
        for value in inside.into_iter().flatten() {
            if let Some(properties) = value.get("properties") {
                let schema = value
                    .get("schema")
                    .and_then(Value::as_str)
                    .unwrap_or(schema);
                add_note(&mut entry, schema, properties);
            }
        }
    }
    entry
}

fn add_number(entry: &mut ListEntry, description: &str, text: &str, kind: IdentifierKind) {
    let found = identifier(description, text, None).map(|mut found| {
        if found.kind != IdentifierKind::Imo {
            found.kind = kind;
        }
        found
    });
    identifiers::add(&mut entry.identifiers, found);
}

/// Adds what an entity of its own says about a party.
fn add_note(entry: &mut ListEntry, schema: &str, properties: &Value) {
    match schema {
        "Sanction" => {
            for property in ["program", "programId"] {
                for text in texts(properties, property) {
                    add(&mut entry.programmes, Some(text));
                }
            }
            for property in ["authority", "recordId", "provisions"] {
                for text in texts(properties, property) {
                    add(&mut entry.legal_basis, Some(text));
                }
            }
            for text in texts(properties, "sourceUrl") {
                add(&mut entry.citations, Some(text));
            }
            let first = days(properties, "startDate")
                .chain(days(properties, "listingDate"))
                .min();
            entry.from = match (entry.from, first) {
                (Some(before), Some(now)) => Some(before.min(now)),
                (before, now) => before.or(now),
            };
        }
        "Address" => {
            let texts = texts(properties, "full");
            for text in texts {
                entry.addresses.push(Address {
                    text,
                    ..Address::default()
                });
            }
        }
        "Passport" | "Identification" => {
            let kind = if schema == "Passport" {
                IdentifierKind::Passport
            } else {
                IdentifierKind::NationalId
            };
            for property in ["number", "passportNumber"] {
                for text in texts(properties, property) {
                    add_number(entry, schema, &text, kind);
                }
            }
        }
        "CryptoWallet" => {
            for text in texts(properties, "publicKey") {
                add_number(entry, schema, &text, IdentifierKind::Crypto);
            }
        }
        _ => {}
    }
}
