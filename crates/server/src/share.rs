//! An answer as a file that can be handed on: the document, the record, and a signature over both.
//!
//! The key is the service's own and lies in its data folder. Whoever gets the file drops it on the first page of the
//! same service, or of another: the page says whose signature it bears and whether anything was changed, and works the
//! answer out again.

use std::fs;
use std::path::Path;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use exeat_value::Day;
use serde_json::{Value, json};
use sha2::Digest as _;

use crate::problem::Problem;

/// What such a file says that it is.
const KIND: &str = "exeat-answer";

/// A file that was handed on, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared {
    /// The document.
    pub(crate) document: String,
    /// The identity of the determination.
    pub(crate) id: String,
    /// The day from which one looked.
    pub(crate) known_at: Option<Day>,
    /// The first digits of the key.
    pub(crate) key: String,
    /// Whether this service signed it.
    pub(crate) own: bool,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: Vec<u8> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    bytes.try_into().ok()
}

/// The key of the service, made when it is first needed.
fn key(data: &Path) -> Result<SigningKey, Problem> {
    let failed = |error: &dyn std::fmt::Display| {
        Problem::new(
            "internal",
            format!("the key of the service cannot be had: {error}"),
        )
    };
    let new = || {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(hex(&bytes))
    };
    let (text, _) =
        crate::secret::kept(&data.join("share.key"), new).map_err(|error| failed(&error))?;
    let bytes = unhex::<32>(text.trim()).ok_or_else(|| failed(&"its file is broken"))?;
    Ok(SigningKey::from_bytes(&bytes))
}

/// What is signed: the document and the record, in one form whoever writes them.
fn matter(document: &Value, record: &Value) -> [u8; 32] {
    let text = exeat_report::layout::line(&json!({ "document": document, "record": record }));
    sha2::Sha256::digest(text.as_bytes()).into()
}

/// An answer as a signed file.
///
/// # Errors
/// There is no key, and none can be made.
pub(crate) fn signed(data: &Path, document: &str, record: &Value) -> Result<String, Problem> {
    let key = key(data)?;
    let document = json!(document);
    let signature = key.sign(&matter(&document, record));
    Ok(exeat_report::layout::json(&json!({
        "format": 1,
        "kind": KIND,
        "document": document,
        "record": record,
        "key": hex(key.verifying_key().as_bytes()),
        "signature": hex(&signature.to_bytes()),
    })))
}

/// Reads a file that was handed on; none where the text is something else.
///
/// # Errors
/// It was changed since it was signed, or is broken.
pub(crate) fn opened(data: &Path, text: &str) -> Option<Result<Shared, Problem>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    (value["kind"] == KIND).then(|| checked(data, &value))
}

fn checked(data: &Path, value: &Value) -> Result<Shared, Problem> {
    let wrong = |text: &str| {
        Problem::new("invalid-document", text)
            .with_help("ask whoever sent it for the file as it was downloaded")
    };
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    let key = unhex::<32>(text("key"))
        .and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        .ok_or_else(|| wrong("the file names no key"))?;
    let signature = unhex::<64>(text("signature"))
        .map(|bytes| Signature::from_bytes(&bytes))
        .ok_or_else(|| wrong("the file bears no signature"))?;
    key.verify_strict(&matter(&value["document"], &value["record"]), &signature)
        .map_err(|_| wrong("the file was changed since it was signed"))?;
    let own = fs::read_to_string(data.join("share.key"))
        .ok()
        .and_then(|own| unhex::<32>(own.trim()))
        .is_some_and(|own| SigningKey::from_bytes(&own).verifying_key() == key);
    let record = &value["record"];
    Ok(Shared {
        document: text("document").to_owned(),
        id: record["id"].as_str().unwrap_or_default().to_owned(),
        known_at: record["known_at"].as_str().and_then(|day| day.parse().ok()),
        key: text("key").chars().take(16).collect(),
        own,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_found() {
        let data = std::env::temp_dir().join(format!("exeat-share-{}", std::process::id()));
        let record = json!({ "id": "sha256:00", "known_at": "2026-11-01" });
        let file = signed(&data, "title = \"x\"", &record).expect("signed");
        let shared = opened(&data, &file).expect("such a file").expect("whole");
        assert_eq!((shared.id.as_str(), shared.own), ("sha256:00", true));
        assert_eq!(shared.known_at, "2026-11-01".parse().ok());
        let changed = file.replace("sha256:00", "sha256:01");
        assert!(opened(&data, &changed).expect("such a file").is_err());
        assert!(opened(&data, "{\"shipment\":{}}").is_none());
        // Another service says that it is another's.
        let other = data.join("other");
        assert!(
            !opened(&other, &file)
                .expect("such a file")
                .expect("whole")
                .own
        );
        let _ = fs::remove_dir_all(&data);
    }
}
