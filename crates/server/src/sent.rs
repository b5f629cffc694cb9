//! Files as downloads, and the way from one page to another.

use std::fs::File;
use std::io::Read as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::pieces::body_of;

/// So much of a file is read at once.
const PIECE: usize = 256 * 1024;

/// The bytes of a file, read as they are sent.
pub(crate) fn of_file(file: File) -> Body {
    body_of(futures_util::stream::unfold(Some(file), async |file| {
        let mut file = file?;
        let read = tokio::task::block_in_place(|| {
            let mut piece = vec![0; PIECE];
            file.read(&mut piece).map(|length| {
                piece.truncate(length);
                piece
            })
        });
        match read {
            Ok(piece) if piece.is_empty() => None,
            Ok(piece) => Some((Ok(Bytes::from(piece)), Some(file))),
            Err(error) => Some((Err(error), None)),
        }
    }))
}

/// Something that a browser keeps under a name.
pub(crate) fn download(kind: &'static str, name: &str, what: impl IntoResponse) -> Response {
    let mut response = what.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name: String = name
        .chars()
        .map(|one| {
            if one.is_ascii_alphanumeric() || "-_.".contains(one) {
                one
            } else {
                '_'
            }
        })
        .collect();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// Goes to another page; to the first where the address is none.
pub(crate) fn see_other(to: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, to);
    response
}
