//! What is asked of the letters of a word in several places.

/// A hash that is the same on every machine and in every version: the lists' indexes are kept.
pub(crate) fn hash(letters: impl Iterator<Item = u8>) -> u64 {
    // FNV-1a.
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Whether these differ in nothing but that their first two letters are swapped.
pub(crate) fn begin_swapped(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([first, second, rest @ ..], [third, fourth, other @ ..]) => {
            first == fourth && second == third && rest == other
        }
        _ => false,
    }
}
