//! The text search: it finds entries by the words of their titles, and decides nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::read::{Folded, is_cjk, is_latin};

/// Words that say nothing about goods.
const EMPTY: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its", "made",
    "more", "no", "not", "of", "on", "or", "other", "such", "than", "that", "the", "them", "these",
    "this", "to", "too", "used", "use", "which", "with", "without", "type", "grade", "high",
];

/// An index over short texts: which of them hold a word, and how rare it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    holders: BTreeMap<String, Vec<usize>>,
    count: usize,
}

impl Index {
    /// An index over texts, which are known by their places.
    pub(crate) fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut index = Self::default();
        for (place, text) in texts.enumerate() {
            for word in words(text) {
                index.holders.entry(word).or_default().push(place);
            }
            index.count = place + 1;
        }
        index
    }

    /// How much each text shares with a question: rare words weigh more. Only those that share something.
    pub(crate) fn search(&self, question: &str) -> BTreeMap<usize, u32> {
        let mut found: BTreeMap<usize, u32> = BTreeMap::new();
        for word in words(question) {
            let Some(holders) = self.holders.get(&word) else {
                continue;
            };
            let rarity = (self.count / holders.len().max(1)).max(1).ilog2() + 1;
            for &place in holders {
                *found.entry(place).or_default() += rarity;
            }
        }
        found
    }
}

/// The words of a text, each once: words of the Latin script without their plural, and pairs of Chinese signs, for the
/// script has no blanks.
fn words(text: &str) -> BTreeSet<String> {
    let text = Folded::new(text);
    let mut words = BTreeSet::new();
    let mut at = 0;
    while let Some(sign) = text.low(at) {
        let alike: fn(char) -> bool = if is_latin(sign) {
            is_latin
        } else if is_cjk(sign) {
            is_cjk
        } else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while text.low(end).is_some_and(alike) {
            end += 1;
        }
        if is_latin(sign) {
            let word = text.low_slice(at, end);
            let word = match word.strip_suffix('s') {
                Some(one) if one.len() > 3 && !one.ends_with('s') => one.to_owned(),
                _ => word,
            };
            if !EMPTY.contains(&word.as_str()) {
                words.insert(word);
            }
        } else if end - at == 1 {
            words.insert(text.low_slice(at, end));
        } else {
            for pair in at..end - 1 {
                words.insert(text.low_slice(pair, pair + 2));
            }
        }
        at = end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_latin_into_words() {
        let found: Vec<String> = words("Magnets of 钕铁硼").into_iter().collect();
        assert_eq!(found, ["magnet", "钕铁", "铁硼"]);
    }

    #[test]
    fn rare_words_weigh_more() {
        let index = Index::new(
            [
                "dysprosium metal",
                "terbium metal",
                "holmium metal",
                "iron metal",
            ]
            .into_iter(),
        );
        let found = index.search("dysprosium metal");
        assert!(found[&0] > found[&1], "{found:?}");
        assert_eq!(index.search("copper"), BTreeMap::new());
    }
}
