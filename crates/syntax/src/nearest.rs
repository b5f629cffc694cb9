//! The word that somebody probably meant.

/// The candidate nearest to `word`, if one is near enough to be worth offering.
///
/// ```
/// assert_eq!(exeat_syntax::nearest("licnce", ["licence", "duty"]), Some("licence"));
/// assert_eq!(exeat_syntax::nearest("magnet", ["licence", "duty"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the word may be wrong: enough for a slip, too little for another word.
    let allowed = word.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
