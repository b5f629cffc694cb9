//! The name that was probably meant.

/// The value whose word is nearest to `wanted`, if one is near enough.
///
/// Near enough is a similarity of 0.75 or more: one slip in a short word, a few
/// in a long one. Of equals the first wins, so the answer does not depend on chance.
pub(crate) fn nearest<'a, W: AsRef<str>>(
    wanted: &str,
    words: impl IntoIterator<Item = (W, &'a str)>,
) -> Option<&'a str> {
    /// Longer words are not compared: the measure takes quadratic time.
    const LONGEST: usize = 64;
    if wanted.chars().count() > LONGEST {
        return None;
    }
    let mut best: Option<(usize, usize, &'a str)> = None;
    for (word, value) in words {
        let word = word.as_ref();
        let length = word.chars().count().max(wanted.chars().count());
        if length == 0 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(wanted, word);
        // distance / length <= 1/4, but at least one slip is always forgiven in
        // words of three letters or more.
        let near = distance.saturating_mul(4) <= length || (distance <= 1 && length >= 3);
        if !near {
            continue;
        }
        // a/b < c/d without division
        let better = best.is_none_or(|(best_distance, best_length, _)| {
            distance.saturating_mul(best_length) < best_distance.saturating_mul(length)
        });
        if better {
            best = Some((distance, length, value));
        }
    }
    best.map(|(_, _, value)| value)
}
