//! The determination as JSON.

use exeat_determine::Determination;

/// The canonical JSON of a determination: keys in order, indented by two spaces, with a line end at the end.
///
/// These are the bytes that the determination's `id` is made from, less the `id` itself, so that whoever holds the
/// file can check it. The same inputs give the same bytes.
#[must_use]
pub fn json(determination: &Determination) -> String {
    exeat_determine::json(determination)
}
