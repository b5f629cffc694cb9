//! Citations, put together so that one instrument is named once.

use crate::words::Words;

/// `CN.MOFCOM.2025-61 §1(1)`, `CN.MOFCOM.2025-61 §1(3)` and `CN.MOFCOM.2025-62 §1` as
/// `CN.MOFCOM.2025-61 §1(1), §1(3); CN.MOFCOM.2025-62 §1`, in the order of first mention.
pub(crate) fn together<'a>(words: Words, cites: impl IntoIterator<Item = &'a str>) -> String {
    let mut instruments: Vec<(&str, Vec<&str>)> = Vec::new();
    for cite in cites {
        let (instrument, anchor) = match cite.split_once(' ') {
            Some((instrument, anchor)) => (instrument, anchor.trim()),
            None => (cite, ""),
        };
        let anchors = match instruments.iter().position(|(name, _)| *name == instrument) {
            Some(at) => instruments.get_mut(at).map(|(_, anchors)| anchors),
            None => {
                instruments.push((instrument, Vec::new()));
                instruments.last_mut().map(|(_, anchors)| anchors)
            }
        };
        if let Some(anchors) = anchors
            && !anchor.is_empty()
            && !anchors.contains(&anchor)
        {
            anchors.push(anchor);
        }
    }
    let shown: Vec<String> = instruments
        .into_iter()
        .map(|(instrument, anchors)| match anchors.is_empty() {
            true => instrument.to_owned(),
            false => format!("{instrument} {}", anchors.join(words.comma())),
        })
        .collect();
    shown.join(words.semicolon())
}
