//! Runs of words that are names.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::super::text::{Sort, Text, Token};
use super::super::words::{Kinds, Word, Words};

/// How words are written in the set.
#[derive(Debug, Default)]
pub(crate) struct SmallSeen {
    /// Begin with a small letter somewhere.
    small: FxHashSet<Word>,
    /// Begin with a capital within a sentence somewhere.
    capital: FxHashSet<Word>,
}

/// Notes how the words of an article are written.
pub(crate) fn small_words(text: &Text, seen: &mut SmallSeen) {
    for token in text
        .tokens
        .iter()
        .filter(|token| token.is_word() && !token.upper)
    {
        seen.small.insert(token.word);
    }
    for sentence in text.sentences.iter().filter(|sentence| sentence.prose) {
        for two in text.of(&sentence.tokens).windows(2) {
            if let [before, token] = two
                && before.is_word()
                && !before.upper
                && token.upper
            {
                seen.capital.insert(token.word);
            }
        }
    }
}

/// Runs of capitalised words: names.
pub(crate) fn names(
    text: &Text,
    range: &Range<usize>,
    words: &Words,
    small: &SmallSeen,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if !is_name_word(text, range, at, words, small) {
            at = at.saturating_add(1);
            continue;
        }
        let from = at;
        let mut end = at.saturating_add(1);
        while end < range.end {
            let last = text.tokens.get(end.saturating_sub(1));
            if last.is_some_and(|last| last.possessive) {
                break;
            }
            if adjoins(text, end) && is_name_word(text, range, end, words, small) {
                end = end.saturating_add(1);
                continue;
            }
            // `Ministry of Commerce`, `Embassy in Islamabad`, `Ministry of the Interior`.
            let joins = text.tokens.get(end).is_some_and(|token| {
                words.is(token.word, Kinds::JOINS) && words.text(token.word) != "and"
                    || words.text(token.word) == "in"
                        && last.is_some_and(|last| words.is(last.word, Kinds::BODY))
            });
            let next = end.saturating_add(1);
            let after_the = text
                .tokens
                .get(next)
                .is_some_and(|token| words.text(token.word) == "the");
            let after = if after_the {
                next.saturating_add(1)
            } else {
                next
            };
            let good = joins && after < range.end && is_name_word(text, range, after, words, small);
            if !good {
                break;
            }
            end = after.saturating_add(1);
        }
        // `The News`: an article that is written large within a sentence is part of the name.
        let with_article = from
            .checked_sub(1)
            .filter(|&before| before > range.start)
            .filter(|&before| {
                text.tokens
                    .get(before)
                    .is_some_and(|token| token.upper && words.text(token.word) == "the")
            });
        found.push(with_article.unwrap_or(from)..end);
        at = end;
    }
    found
}

/// Whether nothing but a blank stands before a word.
fn adjoins(text: &Text, at: usize) -> bool {
    text.tokens.get(at).is_some_and(Token::is_word)
}

fn is_name_word(
    text: &Text,
    range: &Range<usize>,
    at: usize,
    words: &Words,
    small: &SmallSeen,
) -> bool {
    let Some(token) = text.tokens.get(at) else {
        return false;
    };
    if !token.is_word() || !token.upper {
        return false;
    }
    let kinds = words.kinds(token.word);
    if kinds.has(Kinds::STOP) || kinds.has(Kinds::ROLE) || kinds.has(Kinds::WEEKDAY) {
        return false;
    }
    let month = kinds.has(Kinds::MONTH);
    if month {
        return false;
    }
    let first = at == range.start
        || at
            .checked_sub(1)
            .and_then(|at| text.tokens.get(at))
            .is_some_and(|before| {
                before.is_sign() && !matches!(before.sort, Sort::Mark(',' | '(' | '-' | '/' | '–'))
            });
    let body = words.text(token.word);
    if first {
        let verbal = ["ing", "ed", "ly"]
            .iter()
            .any(|ending| body.ends_with(ending));
        let plain =
            kinds.has(Kinds::HEARSAY) || kinds.has(Kinds::LOAD) || kinds.has(Kinds::REPORTER);
        if small.capital.contains(&token.word) && !plain {
            return true;
        }
        return !verbal
            && !plain
            && (!small.small.contains(&token.word) || followed_by_name(text, range, at));
    }
    true
}

fn followed_by_name(text: &Text, range: &Range<usize>, at: usize) -> bool {
    let next = at.saturating_add(1);
    next < range.end
        && text
            .tokens
            .get(next)
            .is_some_and(|token| token.is_word() && token.upper)
}
