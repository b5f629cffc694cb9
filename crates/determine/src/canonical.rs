//! The one form in bytes of a determination.

use exeat_facts::{Case, Vocabulary};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::outcome::Determination;

/// The case as it was determined, so that a determination can be replayed from itself.
pub(crate) fn case(case: &Case, vocabulary: &Vocabulary) -> Value {
    // The canonical form is JSON by construction; were it ever not, the text itself is kept, and nothing is lost.
    let text = case.canonical_json_in(vocabulary);
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// The canonical JSON of a determination: keys in order, two spaces, a line end at the end.
#[must_use]
pub fn json(determination: &Determination) -> String {
    pretty(&value(determination))
}

fn value(determination: &Determination) -> Value {
    // Every type in a determination has string keys and no numbers but counts, so this cannot fail; `null` would
    // make the identity differ and so be noticed.
    serde_json::to_value(determination).unwrap_or_default()
}

/// A value that is written with its keys in order, whatever features another crate of the build has switched on.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(object) => {
                let mut members: Vec<_> = object
                    .iter()
                    .map(|(key, value)| (key, Sorted(value)))
                    .collect();
                members.sort_unstable_by_key(|&(key, _)| key);
                serializer.collect_map(members)
            }
            Value::Array(values) => serializer.collect_seq(values.iter().map(Sorted)),
            other => other.serialize(serializer),
        }
    }
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(&Sorted(value)).unwrap_or_default();
    text.push('\n');
    text
}

/// `sha256:` over the canonical JSON without the identity itself.
pub(crate) fn id(determination: &Determination) -> String {
    let mut value = value(determination);
    if let Some(object) = value.as_object_mut() {
        object.remove("id");
    }
    let digest = Sha256::digest(pretty(&value).as_bytes());
    let mut text = String::from("sha256:");
    for byte in digest {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
