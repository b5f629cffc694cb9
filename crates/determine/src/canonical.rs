//! The one form in bytes of a determination.

use exeat_facts::{Case, Vocabulary};
use sha2::{Digest, Sha256};

use crate::outcome::Determination;

/// The case as it was determined, so that a determination can be replayed from itself.
pub(crate) fn case(case: &Case, vocabulary: &Vocabulary) -> serde_json::Value {
    // The canonical form is JSON by construction; were it ever not, the text itself is kept, and nothing is lost.
    let text = case.canonical_json_in(vocabulary);
    serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text))
}

/// The canonical JSON of a determination: keys in order, two spaces, a line end at the end.
#[must_use]
pub fn json(determination: &Determination) -> String {
    pretty(&value(determination))
}

fn value(determination: &Determination) -> serde_json::Value {
    // Every type in a determination has string keys and no numbers but counts, so this cannot fail; `null` would
    // make the identity differ and so be noticed.
    serde_json::to_value(determination).unwrap_or_default()
}

fn pretty(value: &serde_json::Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
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
