//! Words that may stand for a word of a query, remembered from one query to the next.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use fearless_simd::Level;

use super::{Index, build, scan};
use crate::edit;
use crate::normalise::{Class, skeleton};
use crate::score::align::{CUT_OFF_LETTERS_MIN, JOINED_COST};
use crate::score::pair::{
    ADJECTIVE_COST, ADJECTIVE_STEM_MIN, ADJECTIVES, CONSONANTS_COST, DIRECTION_COST, Token, View,
};
use crate::symbols::words;

/// So many words are remembered with the words like them.
const REMEMBERED_MAX: usize = 8_192;
/// What stands for a word depends on whether its name is written without vowels, and on whether it
/// is a number.
const READINGS: usize = 4;

/// Words of the dictionary that may stand for a word, in their order, and what each costs at least.
#[derive(Debug)]
pub(super) struct Like {
    words: Box<[u32]>,
    costs: Box<[Cell<Cost>]>,
}

/// What it costs that one word stands for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cost {
    /// No less than this.
    Known(u32),
    /// No less than this, or than what the edits cost, whichever is less.
    AtMost(u32),
}

impl Like {
    pub(super) fn words(&self) -> &[u32] {
        &self.words
    }

    /// What it costs at least that `word` stands for `text`, whose like this is.
    pub(super) fn cost(&self, index: &Index, text: &str, word: u32) -> u32 {
        let Some(cell) = self
            .words
            .binary_search(&word)
            .ok()
            .and_then(|place| self.costs.get(place))
        else {
            return 0;
        };
        match cell.get() {
            Cost::Known(cost) => cost,
            Cost::AtMost(most) => {
                let other = index.words.get(word);
                let cost = if is_shifted(text, other) {
                    JOINED_COST.min(most)
                } else {
                    edit::cost(text.as_bytes(), other.as_bytes()).min(most)
                };
                cell.set(Cost::Known(cost));
                cost
            }
        }
    }
}

/// Whether one word is the other with a letter put before it or after it: a space that stands in
/// another place makes that of two words.
fn is_shifted(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() + 1 == long.len() && (long.starts_with(short) || long.ends_with(short))
}

/// What was found for the words of past queries.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    likes: [HashMap<String, Rc<Like>>; READINGS],
    cut_off: HashMap<String, Rc<[u32]>>,
}

impl Remembered {
    /// Words that may stand for a word of a query, whoever's name it is.
    pub(super) fn like(
        &mut self,
        index: &Index,
        level: Level,
        token: &Token<'_>,
        unvocalised: bool,
    ) -> Rc<Like> {
        let is_number = token.class == Class::Number;
        let reading = usize::from(unvocalised) | usize::from(is_number) << 1;
        let Some(likes) = self.likes.get_mut(reading) else {
            return Rc::new(Like::of(Vec::new()));
        };
        if let Some(like) = likes.get(token.text) {
            return Rc::clone(like);
        }
        let mut all: Vec<(u32, Cost)> = Vec::new();
        if is_number {
            let same = index.words.find(token.text);
            all.extend(same.map(|word| (word, Cost::Known(0))));
        } else {
            let mut near = Vec::new();
            scan::like(index, level, token.text, &mut near);
            all.extend(near.into_iter().map(|word| (word, Cost::AtMost(u32::MAX))));
            if token.fold.len() >= 2 {
                // A word that is said twice in another spelling costs nothing.
                let folded = index.words_folded(token.fold).iter();
                all.extend(folded.map(|word| (*word, Cost::Known(0))));
            }
            bones(index, token.fold, unvocalised, &mut all);
            adjectives(index, token.text, &mut all);
        }
        parts(index, token.text, &mut all);
        let like = Rc::new(Like::of(all));
        if likes.len() >= REMEMBERED_MAX {
            likes.clear();
        }
        likes.insert(token.text.to_owned(), Rc::clone(&like));
        like
    }

    /// Words that the last word of a long query may be cut off from, or the other way round.
    pub(super) fn cut_off(&mut self, index: &Index, query: &View<'_>, out: &mut Vec<(u32, u32)>) {
        let letters: usize = query.tokens.iter().map(|token| token.text.len() + 1).sum();
        let Some((place, last)) = query.tokens.iter().enumerate().next_back() else {
            return;
        };
        // Either name has to be long, and they are as long as one another but for a few letters.
        if letters < CUT_OFF_LETTERS_MIN - 10 || last.class != Class::Word {
            return;
        }
        let words = match self.cut_off.get(last.text) {
            Some(words) => Rc::clone(words),
            None => {
                let words: Rc<[u32]> = cut_off(index, last.text).into();
                if self.cut_off.len() >= REMEMBERED_MAX {
                    self.cut_off.clear();
                }
                self.cut_off.insert(last.text.to_owned(), Rc::clone(&words));
                words
            }
        };
        out.extend(words.iter().map(|word| (*word, 1 << place)));
    }
}

impl Like {
    /// Each word once, at the least that it may cost.
    fn of(mut all: Vec<(u32, Cost)>) -> Self {
        all.sort_unstable();
        all.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                // Whatever is known is no more than what is not known yet.
                first.1 = match (first.1, next.1) {
                    (Cost::Known(a), Cost::Known(b)) => Cost::Known(a.min(b)),
                    (Cost::Known(0), _) | (_, Cost::Known(0)) => Cost::Known(0),
                    (Cost::Known(a) | Cost::AtMost(a), Cost::Known(b) | Cost::AtMost(b)) => {
                        Cost::AtMost(a.min(b))
                    }
                };
            }
            same
        });
        let (words, costs): (Vec<u32>, Vec<Cell<Cost>>) = all
            .into_iter()
            .map(|(word, cost)| (word, Cell::new(cost)))
            .unzip();
        Self {
            words: words.into(),
            costs: costs.into(),
        }
    }
}

/// Words with the same consonants, where one is written without vowels.
fn bones(index: &Index, fold: &str, unvocalised: bool, out: &mut Vec<(u32, Cost)>) {
    let bones = skeleton(fold);
    if bones.len() < 3 {
        return;
    }
    for of_unvocalised in [true, false] {
        if of_unvocalised || unvocalised {
            let hash = build::hash(&bones, of_unvocalised);
            let start = index.skeletons.partition_point(|other| *other < hash);
            let all = index.skeletons[start..]
                .iter()
                .zip(&index.skeleton_words[start..]);
            let same = all.take_while(|(other, _)| **other == hash);
            out.extend(same.map(|(_, word)| (*word, Cost::Known(CONSONANTS_COST))));
        }
    }
}

/// Words of which a word is the adjective, and words that are adjectives of it.
fn adjectives(index: &Index, text: &str, out: &mut Vec<(u32, Cost)>) {
    let mut add = |other: &str| {
        let word = index.words.find(other);
        out.extend(word.map(|word| (word, Cost::Known(ADJECTIVE_COST))));
    };
    for ending in ADJECTIVES {
        if let Some(stem) = text.strip_suffix(ending)
            && stem.len() >= ADJECTIVE_STEM_MIN
        {
            add(stem);
        }
        if text.len() >= ADJECTIVE_STEM_MIN {
            add(&format!("{text}{ending}"));
        }
    }
    if let Some(other) = words::other_direction(text) {
        let word = index.words.find(other);
        out.extend(word.map(|word| (word, Cost::Known(DIRECTION_COST))));
        parts(index, other, out);
    }
}

/// Words that a word may be made of.
fn parts(index: &Index, text: &str, out: &mut Vec<(u32, Cost)>) {
    if text.len() < 4 {
        return;
    }
    let mut add = |words: &[u32]| out.extend(words.iter().map(|word| (*word, Cost::Known(0))));
    for middle in 1..text.len() {
        let (Some(head), Some(tail)) = (text.get(..middle), text.get(middle..)) else {
            continue;
        };
        let Some(first) = index.words.find(head) else {
            continue;
        };
        if let Some(second) = index.words.find(tail) {
            add(&[first, second]);
        }
        for end in 1..tail.len() {
            let (Some(inner), Some(outer)) = (tail.get(..end), tail.get(end..)) else {
                continue;
            };
            if let Some(second) = index.words.find(inner)
                && let Some(third) = index.words.find(outer)
            {
                add(&[first, second, third]);
            }
        }
    }
}

/// Words that a word is the beginning of, and words that are its beginning.
fn cut_off(index: &Index, text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    for end in 2..text.len() {
        words.extend(text.get(..end).and_then(|head| index.words.find(head)));
    }
    if text.len() >= 2 {
        for length in text.len() + 2..=edit::WORD_LENGTH_MAX {
            words.extend(index.words.beginning(text, length));
        }
    }
    words
}
