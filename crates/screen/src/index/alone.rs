//! Names of one word, such as a brand or a surname by itself, which longer names on the lists have among their words.

use super::bytes::at;
use super::{Index, find};
use crate::compare::Prepared;
use crate::normalise::Class;
use crate::score::Kind;

impl Index {
    /// Whether a name is a single word that listed names have among their words, so that it says little that nobody is
    /// found: `Huawei` is nobody's whole name, and a word of many.
    #[must_use]
    pub fn has_as_a_word(&self, name: &str, kind: Kind) -> bool {
        find::families(kind).iter().any(|&family| {
            Prepared::forms(name, family)
                .iter()
                .filter_map(only_word)
                .filter_map(|word| self.words.find(word))
                .any(|word| self.word_rows.get(at(word)).is_some_and(|rows| *rows > 0))
        })
    }
}

/// The word of a name that has but one, forms of companies and titles aside.
fn only_word(name: &Prepared) -> Option<&str> {
    let tokens = name.tokens();
    let mut core = tokens.iter().filter(|token| token.class.is_core());
    let first = core.next()?;
    (core.next().is_none() && first.class == Class::Word).then_some(first.text)
}
