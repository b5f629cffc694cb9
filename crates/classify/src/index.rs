//! The text search: SQLite's FTS5 finds entries by the words of their titles, and decides nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, params};

use crate::read::{Folded, is_cjk, is_latin};

/// Words that say nothing about goods.
const EMPTY: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its", "made",
    "more", "no", "not", "of", "on", "or", "other", "such", "than", "that", "the", "them", "these",
    "this", "to", "too", "used", "use", "which", "with", "without", "type", "grade", "high",
];

/// The texts are kept by their places alone; words are taken without their endings, so that `magnets` finds `magnet`.
const TABLE: &str =
    "CREATE VIRTUAL TABLE texts USING fts5(words, content = '', tokenize = 'porter unicode61')";

/// Best match 25, in whole hundredths: scores that are equal to the hundredth are equal on every machine.
const SEARCH: &str =
    "SELECT rowid, CAST(round(-100 * bm25(texts)) AS INTEGER) FROM texts WHERE texts MATCH ?";

/// An index over short texts, in memory.
#[derive(Debug)]
pub(crate) struct Index(Mutex<Connection>);

impl Index {
    /// An index over texts, which are known by their places.
    ///
    /// # Errors
    /// SQLite cannot make it.
    pub(crate) fn new<'t>(texts: impl Iterator<Item = &'t str>) -> rusqlite::Result<Self> {
        let mut database = Connection::open_in_memory()?;
        let writing = database.transaction()?;
        writing.execute_batch(TABLE)?;
        {
            let mut insert = writing.prepare("INSERT INTO texts(rowid, words) VALUES (?, ?)")?;
            for (place, text) in (0_i64..).zip(texts) {
                insert.execute(params![place, words(text).join(" ")])?;
            }
        }
        writing.commit()?;
        Ok(Self(Mutex::new(database)))
    }

    /// How much each text shares with a question, in hundredths: rare words weigh more, and the words of short texts.
    /// Only those that share something.
    ///
    /// # Errors
    /// SQLite cannot search.
    pub(crate) fn search(&self, question: &str) -> rusqlite::Result<BTreeMap<usize, u32>> {
        let words: Vec<String> = words(question)
            .into_iter()
            // In quotation marks, none of them is an operator.
            .map(|word| format!("\"{word}\""))
            .collect();
        if words.is_empty() {
            return Ok(BTreeMap::new());
        }
        // Nothing is written once it is made, so that a search that broke off left nothing half done.
        let database = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut search = database.prepare_cached(SEARCH)?;
        search
            .query_map([words.join(" OR ")], |row| {
                let place: u32 = row.get(0)?;
                Ok((place.try_into().unwrap_or(usize::MAX), row.get(1)?))
            })?
            .collect()
    }
}

/// The words of a text: words of the Latin script, and pairs of Chinese signs, for the script has no blanks.
fn words(text: &str) -> Vec<String> {
    let text = Folded::new(text);
    let mut words = Vec::new();
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
            if !EMPTY.contains(&word.as_str()) {
                words.push(word);
            }
        } else if end - at == 1 {
            words.push(text.low_slice(at, end));
        } else {
            words.extend((at..end - 1).map(|pair| text.low_slice(pair, pair + 2)));
        }
        at = end;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[&str]) -> Index {
        Index::new(texts.iter().copied()).expect("an index")
    }

    fn found(index: &Index, question: &str) -> Vec<usize> {
        index
            .search(question)
            .expect("a search")
            .into_keys()
            .collect()
    }

    #[test]
    fn chinese_is_cut_into_pairs_and_latin_into_words() {
        assert_eq!(words("Magnets of 钕铁硼"), ["magnets", "钕铁", "铁硼"]);
    }

    #[test]
    fn rare_words_weigh_more() {
        let index = index(&[
            "dysprosium metal",
            "terbium metal",
            "holmium metal",
            "iron metal",
        ]);
        let found = index.search("dysprosium metal").expect("a search");
        assert!(found[&0] > found[&1], "{found:?}");
        assert_eq!(index.search("copper"), Ok(BTreeMap::new()));
    }

    #[test]
    fn endings_and_case_do_not_matter() {
        let index = index(&[
            "permanent magnets",
            "machine for grinding",
            "钕铁硼永磁材料",
        ]);
        assert_eq!(found(&index, "MAGNET"), [0]);
        assert_eq!(found(&index, "grinding machines"), [1]);
        assert_eq!(found(&index, "钕铁硼磁体"), [2]);
    }

    #[test]
    fn operators_of_the_search_are_words_like_others() {
        let index = index(&["near field antenna", "not this"]);
        assert_eq!(found(&index, "NEAR(field, 2)"), [0]);
        assert!(found(&index, "\" OR * ^ : - AND NOT").is_empty());
    }
}
