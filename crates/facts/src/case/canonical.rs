//! The canonical JSON of a case.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::component_facts;
use crate::case::Case;
use crate::fact::{Candidate, Fact, FactSet, Value, code_texts};
use crate::holding::Holding;
use crate::item::Item;
use crate::party::Party;
use crate::source::{Source, Statement};
use crate::vocabulary::Vocabulary;

/// A JSON value whose objects are always sorted.
///
/// Not `serde_json::Value`: whether its objects are sorted depends on a feature that
/// any crate of a build can switch on.
enum Json {
    YesNo(bool),
    Text(String),
    List(Vec<Json>),
    Object(BTreeMap<&'static str, Json>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::YesNo(answer) => serializer.serialize_bool(*answer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(values) => serializer.collect_seq(values),
            Self::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

fn text(text: impl ToString) -> Json {
    Json::Text(text.to_string())
}

fn object<const N: usize>(entries: [(&'static str, Option<Json>); N]) -> Json {
    let present = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)));
    Json::Object(present.collect())
}

/// `None` for an empty list, which is left out.
fn list<T>(values: &[T], one: impl Fn(&T) -> Json) -> Option<Json> {
    if values.is_empty() {
        return None;
    }
    Some(Json::List(values.iter().map(one).collect()))
}

pub(super) fn json(case: &Case, vocabulary: &Vocabulary) -> String {
    let value = object([
        ("title", Some(text(&case.title))),
        ("sources", list(&case.sources, source)),
        ("shipment", facts(&case.shipment, vocabulary)),
        ("end-use", facts(&case.end_use, vocabulary)),
        ("parties", list(&case.parties, |one| party(one, vocabulary))),
        (
            "holdings",
            list(&case.holdings, |one| holding(one, vocabulary)),
        ),
        (
            "items",
            list(&case.items, |one| item(one, case, vocabulary)),
        ),
        (
            "lines",
            list(&case.lines, |line| {
                object([
                    ("number", Some(text(line.number))),
                    ("item", case.item(line.item).map(|item| text(&item.id))),
                    ("quantity", line.quantity.map(text)),
                    ("value", line.value.map(text)),
                ])
            }),
        ),
    ]);
    // Serialising into a string fails only for keys that are not strings, and
    // `Json` has none.
    serde_json::to_string(&value).unwrap_or_default()
}

fn source(source: &Source) -> Json {
    object([
        ("id", Some(text(&source.id))),
        ("outlet", Some(text(&source.outlet))),
        ("date", source.date.map(text)),
        ("title", source.title.as_ref().map(text)),
        ("url", source.url.as_ref().map(text)),
        ("origin", source.origin.as_ref().map(text)),
    ])
}

fn party(party: &Party, vocabulary: &Vocabulary) -> Json {
    object([
        ("id", Some(text(&party.id))),
        ("name", Some(text(&party.name))),
        ("roles", list(&party.roles, |role| text(role))),
        ("facts", facts(&party.facts, vocabulary)),
    ])
}

fn holding(holding: &Holding, vocabulary: &Vocabulary) -> Json {
    object([
        ("owner", Some(text(&holding.owner))),
        ("owned", Some(text(&holding.owned))),
        ("owner-is", holding.owner_is.name().map(text)),
        ("kind", Some(text(holding.kind))),
        ("share", fact(&holding.share, vocabulary)),
        ("from", holding.from.map(text)),
        ("until", holding.until.map(text)),
        ("evidence", list(&holding.evidence, statement)),
    ])
}

fn item(item: &Item, case: &Case, vocabulary: &Vocabulary) -> Json {
    let components = list(&item.components, |component| {
        let mut entries: BTreeMap<&'static str, Json> = component_facts(component)
            .into_iter()
            .filter_map(|(name, value, _)| Some((name, fact(value, vocabulary)?)))
            .collect();
        let inside = case.item(component.item).map_or("", |item| &item.id);
        entries.insert("item", text(inside));
        Json::Object(entries)
    });
    object([
        ("id", Some(text(&item.id))),
        ("name", Some(text(&item.name))),
        ("facts", facts(&item.facts, vocabulary)),
        ("components", components),
        (
            "components-complete",
            Some(Json::YesNo(item.components_complete)),
        ),
    ])
}

fn facts(facts: &FactSet, vocabulary: &Vocabulary) -> Option<Json> {
    let entries: BTreeMap<&'static str, Json> = facts
        .iter()
        .filter_map(|(id, one)| Some((vocabulary.get(id).path, fact(one, vocabulary)?)))
        .collect();
    (!entries.is_empty()).then_some(Json::Object(entries))
}

/// `None` for a fact that was not asked.
fn fact(fact: &Fact, vocabulary: &Vocabulary) -> Option<Json> {
    let written = match fact {
        Fact::Unknown(exeat_value::UnknownReason::NotAsked) => return None,
        Fact::Unknown(reason) => object([("unknown", Some(text(reason.name())))]),
        Fact::Known { value, evidence } => object([
            ("known", Some(written(value, vocabulary))),
            ("evidence", list(evidence, statement)),
        ]),
        Fact::Between {
            low,
            high,
            evidence,
        } => object([
            (
                "between",
                Some(Json::List(vec![
                    written(low, vocabulary),
                    written(high, vocabulary),
                ])),
            ),
            ("evidence", list(evidence, statement)),
        ]),
        Fact::Contested(candidates) => object([(
            "contested",
            list(candidates, |candidate| {
                candidate_json(candidate, vocabulary)
            }),
        )]),
    };
    Some(written)
}

fn candidate_json(candidate: &Candidate, vocabulary: &Vocabulary) -> Json {
    object([
        ("value", Some(written(&candidate.value, vocabulary))),
        ("statements", list(&candidate.statements, statement)),
    ])
}

fn statement(statement: &Statement) -> Json {
    object([
        ("stance", Some(text(statement.stance.name()))),
        // The place of the source in the list above; its id stands there.
        ("source", Some(text(statement.source.0))),
        ("speaker", statement.speaker.as_ref().map(text)),
        ("note", statement.note.as_ref().map(text)),
    ])
}

fn written(value: &Value, vocabulary: &Vocabulary) -> Json {
    match value {
        Value::YesNo(answer) => Json::YesNo(*answer),
        Value::Set(codes) => {
            let texts = code_texts(codes, vocabulary);
            Json::List(texts.into_iter().map(text).collect())
        }
        _ => text(value.text(vocabulary)),
    }
}
