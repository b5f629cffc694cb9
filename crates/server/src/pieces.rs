//! Bodies that are sent piece by piece.

use std::error::Error;

use axum::body::{Body, Bytes};
use futures_util::{Stream, StreamExt as _};

/// A body of these pieces. What packs a body on its way asks once more after its end, which streams of this kind may
/// answer by breaking: here they go on saying that nothing comes.
pub(crate) fn body_of<Broken: Into<Box<dyn Error + Send + Sync>> + 'static>(
    stream: impl Stream<Item = Result<Bytes, Broken>> + Send + 'static,
) -> Body {
    #[expect(clippy::disallowed_methods, reason = "this is the way for all")]
    Body::from_stream(stream.fuse())
}
