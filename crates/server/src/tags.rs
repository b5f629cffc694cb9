//! Answers that are the same as long as their tag is: whoever holds one is told so, and is not sent it again.

use std::fs::File;
use std::time::UNIX_EPOCH;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use sha2::Digest as _;

/// A short hash for tags.
pub(crate) fn short_hash(bytes: impl AsRef<[u8]>) -> String {
    let digest = sha2::Sha256::digest(bytes.as_ref());
    digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The tag of a file that is written once and put in its place whole: what was written after it has another.
pub(crate) fn of_file(file: &File, name: &str) -> Option<String> {
    let about = file.metadata().ok()?;
    let written = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let words = format!("{name} {} {}", about.len(), written.as_nanos());
    Some(short_hash(words))
}

/// Whether whoever asks holds what has this tag.
pub(crate) fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|one| one.to_str().ok())
        .flat_map(|one| one.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| {
            one == "*" || one.strip_prefix('"').and_then(|one| one.strip_suffix('"')) == Some(tag)
        })
}

/// An answer under its tag, made only where nobody holds it.
pub(crate) fn tagged(headers: &HeaderMap, tag: &str, make: impl FnOnce() -> Response) -> Response {
    let mut response = match is_held(headers, tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => make(),
    };
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{tag}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_not_made_again() {
        let asked = |held: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(held));
            let response = tagged(&headers, "a1", || StatusCode::OK.into_response());
            assert_eq!(response.headers()[header::ETAG], "\"a1\"");
            response.status()
        };
        for held in ["\"a1\"", "W/\"a1\"", "\"b\", \"a1\"", "*"] {
            assert_eq!(asked(held), StatusCode::NOT_MODIFIED, "{held}");
        }
        for held in ["\"b\"", "a1", ""] {
            assert_eq!(asked(held), StatusCode::OK, "{held}");
        }
    }
}
