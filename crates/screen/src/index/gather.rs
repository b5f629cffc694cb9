//! Which rows of an index may reach what is asked for.

use std::rc::Rc;

use super::bytes::at;
use super::find::Searcher;
use super::{build, scan};
use crate::normalise::{Class, skeleton};
use crate::score::Kind;
use crate::score::align::CUT_OFF_LETTERS_MIN;
use crate::score::pair::{Token, View};
use crate::symbols::people;

/// So many words are remembered with the words like them.
const REMEMBERED_MAX: usize = 8_192;
/// A row is like the query as a whole. Names have fewer words than this bit.
const WHOLE: u32 = 1 << 31;

impl Searcher<'_> {
    /// Notes for every row which words of the query it has something like.
    pub(super) fn gather(&mut self, query: &View<'_>, family: Kind) {
        self.hits.clear();
        for (place, token) in query.tokens.iter().enumerate() {
            if token.class.is_core() && token.class != Class::Initial {
                let bit = 1_u32 << place;
                self.hit_like(token, bit, family, query.unvocalised);
                self.hit_parts(token.text, bit);
            }
        }
        // A name of nothing but initials is its initials.
        let initials_only = query
            .tokens
            .iter()
            .all(|token| !token.class.is_core() || token.class == Class::Initial);
        if initials_only {
            for (place, token) in query.tokens.iter().enumerate() {
                if let Some(word) = self.index.word(token.text) {
                    self.hits.push((word, 1 << place));
                }
            }
        }
        self.hit_cut_off(query);
        // Words of the query that are one word of the name.
        let mut joined = String::new();
        for start in 0..query.tokens.len() {
            joined.clear();
            let mut bits = 0;
            for (place, token) in query.tokens.iter().enumerate().skip(start).take(3) {
                joined.push_str(token.text);
                bits |= 1 << place;
                if place > start
                    && let Some(word) = self.index.word(&joined)
                {
                    self.hits.push((word, bits));
                }
            }
        }
        // Each word of the dictionary once, with all that it is like.
        self.hits.sort_unstable();
        let mut hits = std::mem::take(&mut self.hits);
        let mut last: Option<(u32, u32)> = None;
        for (word, bits) in hits.drain(..) {
            match &mut last {
                Some((same, all)) if *same == word => *all |= bits,
                _ => {
                    if let Some((word, bits)) = last.replace((word, bits)) {
                        self.post(word, bits);
                    }
                }
            }
        }
        if let Some((word, bits)) = last {
            self.post(word, bits);
        }
        self.hits = hits;
        if !query.compact.is_empty() {
            let index = self.index;
            index.whole.like(query.compact, |row| {
                let seen = &mut self.row_query[at(row)];
                if *seen == 0 {
                    self.touched.push(row);
                }
                // A row that is like the query as a whole is looked at in any case.
                *seen |= WHOLE;
            });
        }
    }

    fn post(&mut self, word: u32, bits: u32) {
        let index = self.index;
        for row in index.postings.get(word) {
            let seen = &mut self.row_query[at(*row)];
            if *seen == 0 {
                self.touched.push(*row);
            }
            *seen |= bits;
            self.row_found[at(*row)] += 1;
        }
    }

    /// Words that may stand for a word of the query.
    fn hit_like(&mut self, token: &Token<'_>, bit: u32, family: Kind, unvocalised: bool) {
        if token.class == Class::Number {
            if let Some(word) = self.index.word(token.text) {
                self.hits.push((word, bit));
            }
            return;
        }
        let like = match self.remembered.get(token.text) {
            Some(like) => Rc::clone(like),
            None => {
                let mut like = Vec::new();
                scan::like(self.index, token.text, &mut like);
                if token.fold.len() >= 2 {
                    like.extend_from_slice(self.index.words_folded(token.fold));
                }
                like.sort_unstable();
                like.dedup();
                let like: Rc<[u32]> = like.into();
                if self.remembered.len() >= REMEMBERED_MAX {
                    self.remembered.clear();
                }
                self.remembered
                    .insert(token.text.to_owned(), Rc::clone(&like));
                like
            }
        };
        self.hits.extend(like.iter().map(|word| (*word, bit)));
        if family == Kind::Person {
            for other in people::other_names(token.text) {
                if let Some(word) = self.index.word(other) {
                    self.hits.push((word, bit));
                }
            }
        }
        let bones = skeleton(token.fold);
        if bones.len() >= 3 {
            for of_unvocalised in [true, false] {
                if of_unvocalised || unvocalised {
                    let hash = build::hash(&bones, of_unvocalised);
                    let start = self.index.skeletons.partition_point(|other| *other < hash);
                    let all = self.index.skeletons[start..]
                        .iter()
                        .zip(&self.index.skeleton_words[start..]);
                    for (_, word) in all.take_while(|(other, _)| **other == hash) {
                        self.hits.push((*word, bit));
                    }
                }
            }
        }
    }

    /// Words that the last word of a long query may be cut off from, or the other way round.
    fn hit_cut_off(&mut self, query: &View<'_>) {
        let letters: usize = query.tokens.iter().map(|token| token.text.len() + 1).sum();
        let Some((place, last)) = query.tokens.iter().enumerate().next_back() else {
            return;
        };
        // Either name has to be long, and they are as long as one another but for a few letters.
        if letters < CUT_OFF_LETTERS_MIN - 10 || last.class != Class::Word {
            return;
        }
        let bit = 1 << place;
        for end in 2..last.text.len() {
            if let Some(word) = last.text.get(..end).and_then(|head| self.index.word(head)) {
                self.hits.push((word, bit));
            }
        }
        if last.text.len() >= 2 {
            for length in last.text.len() + 2..=crate::edit::WORD_LENGTH_MAX {
                for word in self.index.words_beginning(last.text, length) {
                    self.hits.push((word, bit));
                }
            }
        }
    }

    /// Words that a word of the query may be made of.
    fn hit_parts(&mut self, text: &str, bit: u32) {
        if text.len() < 4 {
            return;
        }
        for middle in 1..text.len() {
            let (Some(head), Some(tail)) = (text.get(..middle), text.get(middle..)) else {
                continue;
            };
            let Some(first) = self.index.word(head) else {
                continue;
            };
            if let Some(second) = self.index.word(tail) {
                self.hits.push((first, bit));
                self.hits.push((second, bit));
            }
            for end in 1..tail.len() {
                let (Some(inner), Some(outer)) = (tail.get(..end), tail.get(end..)) else {
                    continue;
                };
                if let Some(second) = self.index.word(inner)
                    && let Some(third) = self.index.word(outer)
                {
                    self.hits.push((first, bit));
                    self.hits.push((second, bit));
                    self.hits.push((third, bit));
                }
            }
        }
    }

    /// Whether a row can score what the index is asked for. It may say yes too often and never no
    /// too often: the tests hold it against a comparison with every name.
    pub(super) fn may_reach(&self, row: u32, query: &View<'_>, family: Kind) -> bool {
        let seen = self.row_query[at(row)];
        if seen & WHOLE != 0 {
            return true;
        }
        let flags = self.index.row_flags(row);
        let (mut words, mut initials) = (0_u32, 0_u32);
        for token in query.tokens {
            if token.class == Class::Initial {
                initials += 1;
            } else if token.class.is_core() {
                words += 1;
            }
        }
        let of_query = seen.count_ones() + flags.initials() >= words;
        let of_name = u32::from(self.row_found[at(row)]) + initials >= flags.words();
        if family == Kind::Person {
            // One of two people may have more names than the other, if they share two.
            let shared = seen.count_ones().max(u32::from(self.row_found[at(row)]));
            (of_query && of_name) || ((of_query || of_name) && shared >= 2)
        } else {
            of_query && of_name
        }
    }
}
