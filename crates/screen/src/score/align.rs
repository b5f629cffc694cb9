//! Which word of one name stands for which word of the other.

use crate::edit;
use crate::normalise::{Class, WORDS_MAX};
use crate::score::Kind;
use crate::score::pair::{DIRECTION_COST, How, Token, View, pair};
use crate::symbols::words;

/// What it costs that one word is written as several.
pub(crate) const JOINED_COST: u32 = 200;
/// What it costs that initials stand in one word for several.
const INITIALS_COST: u32 = 1000;
/// What it costs that a word is cut off at the end of a long name.
const CUT_OFF_COST: u32 = 1000;
/// A name has so many letters, spaces among them, before its end is taken to be cut off.
pub(crate) const CUT_OFF_LETTERS_MIN: usize = 30;
/// So many words at most are one word in the other name.
const JOINED_MAX: usize = 3;

/// Some words of one name that stand for some of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pairing {
    /// The first word of the query, and how many.
    pub(crate) query: (usize, usize),
    /// The first word of the listed name, and how many.
    pub(crate) name: (usize, usize),
    /// What it costs, in thousandths of an edit.
    pub(crate) cost: u32,
    /// How they stand for one another.
    pub(crate) how: How,
}

/// The words of two names in pairs, and those that are left over. It is kept between comparisons
/// so that nothing is allocated anew.
#[derive(Debug, Default, Clone)]
pub(crate) struct Alignment {
    /// What was paired.
    pub(crate) pairs: Vec<Pairing>,
    /// Core words of the query that nothing stands for.
    pub(crate) left_query: Vec<usize>,
    /// Core words of the listed name that nothing stands for.
    pub(crate) left_name: Vec<usize>,
    candidates: Vec<Pairing>,
    joined: String,
}

impl Alignment {
    /// Pairs the words of two names: the cheapest pairs first, longer words before shorter ones.
    pub(crate) fn align(&mut self, query: &View<'_>, name: &View<'_>, kind: Kind) {
        let unvocalised = query.unvocalised || name.unvocalised;
        self.candidates.clear();
        let (mut whole_query, mut whole_name) = (0_u32, 0_u32);
        for (i, a) in query.tokens.iter().enumerate() {
            if !a.class.is_core() {
                continue;
            }
            for (j, b) in name.tokens.iter().enumerate() {
                if !b.class.is_core() {
                    continue;
                }
                if let Some((cost, how)) = pair(a, b, kind, unvocalised) {
                    if how == How::Same {
                        whole_query |= 1 << i;
                        whole_name |= 1 << j;
                    }
                    self.candidates.push(Pairing {
                        query: (i, 1),
                        name: (j, 1),
                        cost,
                        how,
                    });
                }
            }
        }
        self.join(query.tokens, name.tokens, false, whole_query);
        self.join(name.tokens, query.tokens, true, whole_name);
        self.shifted(query.tokens, name.tokens, whole_query);
        self.cut_off(query, name);
        if kind == Kind::Person {
            self.initials(query.tokens, name.tokens, false);
            self.initials(name.tokens, query.tokens, true);
        }
        let letters = |(start, length): (usize, usize)| {
            query.tokens[start..start + length]
                .iter()
                .map(|token| token.text.len())
                .sum::<usize>()
        };
        self.candidates.sort_by_key(|pairing| {
            (
                pairing.cost,
                usize::MAX - letters(pairing.query),
                pairing.query.0.abs_diff(pairing.name.0),
                pairing.query.0,
                pairing.name.0,
            )
        });
        let (mut used_query, mut used_name) = (0_u32, 0_u32);
        self.pairs.clear();
        for pairing in &self.candidates {
            let (of_query, of_name) = (mask(pairing.query), mask(pairing.name));
            if used_query & of_query == 0 && used_name & of_name == 0 {
                used_query |= of_query;
                used_name |= of_name;
                self.pairs.push(*pairing);
            }
        }
        left_over(query.tokens, used_query, &mut self.left_query);
        left_over(name.tokens, used_name, &mut self.left_name);
    }

    /// Words of `several` that are one word of `single`.
    fn join(&mut self, several: &[Token<'_>], single: &[Token<'_>], swapped: bool, whole: u32) {
        for start in 0..several.len() {
            for length in 2..=JOINED_MAX.min(several.len() - start) {
                let span = &several[start..start + length];
                let of_span = mask((start, length));
                if of_span & whole == of_span
                    || span
                        .iter()
                        .any(|token| matches!(token.class, Class::Form | Class::Title))
                {
                    break;
                }
                if !span.iter().any(|token| token.class.is_core()) {
                    continue;
                }
                let letters: usize = span.iter().map(|token| token.text.len()).sum();
                for (place, token) in single.iter().enumerate() {
                    let other = words::other_direction(token.text);
                    let is_long = |text: &str| text.len() == letters;
                    if !is_long(token.text) && !other.is_some_and(is_long)
                        || letters < 4
                        || !token.class.is_core()
                    {
                        continue;
                    }
                    self.joined.clear();
                    span.iter().for_each(|part| self.joined.push_str(part.text));
                    let is_other = other == Some(self.joined.as_str());
                    if is_other || self.joined == token.text {
                        let (query, name) = if swapped {
                            ((place, 1), (start, length))
                        } else {
                            ((start, length), (place, 1))
                        };
                        self.candidates.push(Pairing {
                            query,
                            name,
                            // `north western` for `northwest`.
                            cost: JOINED_COST + if is_other { DIRECTION_COST } else { 0 },
                            how: How::Joined,
                        });
                    }
                }
            }
        }
    }

    /// Two words that are two words of the other name with the space moved.
    fn shifted(&mut self, query: &[Token<'_>], name: &[Token<'_>], whole: u32) {
        for (i, words) in query.windows(2).enumerate() {
            let [a, b] = words else { continue };
            if mask((i, 2)) & whole != 0 || !a.class.is_core() || !b.class.is_core() {
                continue;
            }
            for (j, words) in name.windows(2).enumerate() {
                let [c, d] = words else { continue };
                let letters = a.text.len() + b.text.len();
                // One letter on the other side of the space: each word by itself is then a
                // misspelling of its partner, and so is found by the index.
                if letters != c.text.len() + d.text.len()
                    || a.text.len().abs_diff(c.text.len()) != 1
                    || a.text
                        .len()
                        .min(b.text.len())
                        .min(c.text.len())
                        .min(d.text.len())
                        < 2
                    || a.text.len().max(c.text.len()) < 3
                    || b.text.len().max(d.text.len()) < 3
                    || !c.class.is_core()
                    || !d.class.is_core()
                {
                    continue;
                }
                let here = a.text.bytes().chain(b.text.bytes());
                if here.eq(c.text.bytes().chain(d.text.bytes())) {
                    self.candidates.push(Pairing {
                        query: (i, 2),
                        name: (j, 2),
                        cost: JOINED_COST * 2,
                        how: How::Joined,
                    });
                }
            }
        }
    }

    /// A word of two or three letters that are the initials of as many words: `JC Juncker`.
    fn initials(&mut self, short: &[Token<'_>], long: &[Token<'_>], swapped: bool) {
        for (place, token) in short.iter().enumerate() {
            let length = token.text.len();
            if token.class != Class::Word || !(2..=JOINED_MAX).contains(&length) {
                continue;
            }
            for (start, words) in long.windows(length).enumerate() {
                let initials = words
                    .iter()
                    .filter(|word| word.class == Class::Word && word.text.len() > 1);
                if initials
                    .filter_map(|word| word.text.bytes().next())
                    .eq(token.text.bytes())
                {
                    let (query, name) = if swapped {
                        ((start, length), (place, 1))
                    } else {
                        ((place, 1), (start, length))
                    };
                    self.candidates.push(Pairing {
                        query,
                        name,
                        cost: INITIALS_COST,
                        how: How::Initials,
                    });
                }
            }
        }
    }

    /// The last word of a long name, cut off where a field was full.
    fn cut_off(&mut self, query: &View<'_>, name: &View<'_>) {
        let letters = |view: &View<'_>| {
            view.tokens
                .iter()
                .map(|token| token.text.len() + 1)
                .sum::<usize>()
        };
        let (Some(a), Some(b)) = (query.tokens.last(), name.tokens.last()) else {
            return;
        };
        let (short, long, field) = if a.text.len() < b.text.len() {
            (a, b, letters(query))
        } else {
            (b, a, letters(name))
        };
        if field >= CUT_OFF_LETTERS_MIN
            && short.text.len() >= 2
            && short.class == Class::Word
            && long.class == Class::Word
            && long.text.starts_with(short.text)
            && edit::distance(short.text.as_bytes(), long.text.as_bytes()) > 1
        {
            self.candidates.push(Pairing {
                query: (query.tokens.len() - 1, 1),
                name: (name.tokens.len() - 1, 1),
                cost: CUT_OFF_COST,
                how: How::CutOff,
            });
        }
    }
}

/// The words of a span as bits. Names are cut to fewer words than there are bits.
fn mask((start, length): (usize, usize)) -> u32 {
    debug_assert!(start + length <= WORDS_MAX, "a span ends with its name");
    ((1_u32 << length) - 1) << start
}

fn left_over(tokens: &[Token<'_>], used: u32, out: &mut Vec<usize>) {
    out.clear();
    out.extend(
        tokens
            .iter()
            .enumerate()
            .filter(|(place, token)| token.class.is_core() && used & (1 << place) == 0)
            .map(|(place, _)| place),
    );
}
