//! What one edition has that another has not.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::ListEntry;

/// What differs between two editions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// Entries that are in the second only.
    pub added: Vec<ListEntry>,
    /// Entries that are in the first only.
    pub removed: Vec<ListEntry>,
    /// Entries that are in both, and not the same.
    pub changed: Vec<Change>,
}

/// An entry that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its list.
    pub list: String,
    /// Its id.
    pub id: String,
    /// Its primary name in the second edition.
    pub name: String,
    /// What changed.
    pub fields: Vec<FieldChange>,
}

/// A field that changed: what went and what came. A field that holds several values tells those
/// that differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field, as the kept entries call it.
    pub field: String,
    /// What is in the first edition only.
    pub before: Vec<String>,
    /// What is in the second edition only.
    pub after: Vec<String>,
}

/// Compares two editions by their entries, which are in the order of lists and ids.
pub fn diff(first: &[ListEntry], second: &[ListEntry]) -> Difference {
    let mut difference = Difference::default();
    let mut a = first.iter().peekable();
    let mut b = second.iter().peekable();
    loop {
        let key = |entry: &&ListEntry| (entry.list.clone(), entry.id.clone());
        match (a.peek(), b.peek()) {
            (None, None) => return difference,
            (Some(_), None) => difference.removed.extend(a.next().cloned()),
            (None, Some(_)) => difference.added.extend(b.next().cloned()),
            (Some(left), Some(right)) => match key(left).cmp(&key(right)) {
                std::cmp::Ordering::Less => difference.removed.extend(a.next().cloned()),
                std::cmp::Ordering::Greater => difference.added.extend(b.next().cloned()),
                std::cmp::Ordering::Equal => {
                    difference.changed.extend(changed(left, right));
                    a.next();
                    b.next();
                }
            },
        }
    }
}

fn changed(before: &ListEntry, after: &ListEntry) -> Option<Change> {
    if before == after {
        return None;
    }
    let fields = |entry: &ListEntry| match serde_json::to_value(entry) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let (old, new) = (fields(before), fields(after));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let fields = names
        .into_iter()
        .filter_map(|name| {
            let values = |fields: &serde_json::Map<String, Value>| match fields.get(name) {
                None => Vec::new(),
                Some(Value::Array(values)) => values.iter().map(in_words).collect(),
                Some(value) => vec![in_words(value)],
            };
            let (old, new): (Vec<String>, Vec<String>) = (values(&old), values(&new));
            let change = FieldChange {
                field: name.clone(),
                before: old
                    .iter()
                    .filter(|text| !new.contains(text))
                    .cloned()
                    .collect(),
                after: new
                    .iter()
                    .filter(|text| !old.contains(text))
                    .cloned()
                    .collect(),
            };
            (!change.before.is_empty() || !change.after.is_empty()).then_some(change)
        })
        .collect::<Vec<_>>();
    // The same values in another order are no change.
    (!fields.is_empty()).then(|| Change {
        list: after.list.clone(),
        id: after.id.clone(),
        name: after
            .names
            .first()
            .map(|name| name.text.clone())
            .unwrap_or_default(),
        fields,
    })
}

/// A value as people read it: texts as they are, objects by what they hold.
fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(fields) => {
            let parts: Vec<String> = fields.values().map(in_words).collect();
            parts.join(" · ")
        }
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().map(in_words).collect();
            parts.join(" ")
        }
        other => other.to_string(),
    }
}
