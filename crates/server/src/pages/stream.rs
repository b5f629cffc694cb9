//! Files that are read as they are sent.

use std::fs::File;
use std::io::Read as _;

use axum::body::{Body, Bytes};

use crate::pieces::body_of;

/// So much is read at once.
const PIECE: usize = 256 * 1024;

/// The bytes of a file, piece by piece.
pub(super) fn of_file(file: File) -> Body {
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
