//! The one form in bytes of a determination.

mod writer;

use exeat_facts::{Case, Vocabulary};
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
    // Every type in a determination has string keys and no numbers but counts, so this cannot fail; an empty text
    // would make the identity differ and so be noticed.
    let mut text = writer::pretty(determination).unwrap_or_default();
    text.push('\n');
    text
}

/// `sha256:` over the canonical JSON of a determination that has no identity yet.
pub(crate) fn id(determination: &Determination) -> String {
    let digest = Sha256::digest(json(determination).as_bytes());
    let mut text = String::from("sha256:");
    for byte in digest {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}
