//! Words that are known for what they are, and what is left of one after a slip.
//!
//! A name's other words are told from one another by their letters. These are taken for something
//! else (a legal form, a title, a small word, what very many are called), so that one which is
//! mistyped is no longer what it was, but a word that only one of two names has.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{forms, people, words};
use crate::edit::distance;
use crate::letters;

/// The known words, each once, and under each way of leaving out one letter or none of one those
/// of which it is left.
struct Known {
    words: Vec<&'static str>,
    left: FxHashMap<u64, Vec<u16>>,
    /// Those that are long enough for a swap to leave no other word, by the letters that they have.
    shuffled: FxHashMap<u64, Vec<u16>>,
}

/// Of a shorter word two letters that are swapped may make another one.
const SWAPPED_LETTERS_MIN: usize = 4;

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut words: Vec<&'static str> = [
        people::TITLES,
        people::ARTICLES,
        people::CHILD_OF,
        people::PREPOSITIONS,
        words::FILLERS,
        words::SHIP_PREFIXES,
        words::GENERIC,
        words::CANONICAL,
        words::PARTS,
    ]
    .into_iter()
    .flatten()
    .copied()
    .chain(forms::words())
    .filter(|word| word.len() >= 2)
    .collect();
    words.sort_unstable();
    words.dedup();
    let mut left: FxHashMap<u64, Vec<u16>> = FxHashMap::default();
    for (number, word) in (0_u16..).zip(&words) {
        each_left(word, |hash| left.entry(hash).or_default().push(number));
    }
    let mut shuffled: FxHashMap<u64, Vec<u16>> = FxHashMap::default();
    for (number, word) in (0_u16..).zip(&words) {
        if word.len() >= SWAPPED_LETTERS_MIN {
            shuffled.entry(sum(word)).or_default().push(number);
        }
    }
    Known {
        words,
        left,
        shuffled,
    }
});

/// A sum of letters in which their order does not count.
fn sum(word: &str) -> u64 {
    word.bytes()
        .map(|letter| {
            u64::from(letter)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(u32::from(letter & 31))
        })
        .fold(0, u64::wrapping_add)
}

/// Calls `found` with the hash of the word and of what is left when any one letter is left out.
fn each_left(word: &str, mut found: impl FnMut(u64)) {
    let hash = |skipped: usize| {
        let letters = word.bytes().enumerate();
        let letters = letters.filter(|(place, _)| *place != skipped);
        letters::hash(letters.map(|(_, letter)| letter))
    };
    for skipped in 0..=word.len() {
        found(hash(skipped));
    }
}

/// Whether a word is a known one.
pub(crate) fn is_known(word: &str) -> bool {
    KNOWN.words.binary_search(&word).is_ok()
}

/// The known words that one slip makes of `word`, each once. Of a known word there are none.
pub(crate) fn one_slip_away(word: &str) -> Vec<&'static str> {
    let mut near: Vec<u16> = Vec::new();
    if !is_known(word) {
        each_left(word, |hash| {
            if let Some(numbers) = KNOWN.left.get(&hash) {
                near.extend(numbers);
            }
        });
        near.sort_unstable();
        near.dedup();
    }
    near.into_iter()
        .filter_map(|number| KNOWN.words.get(usize::from(number)))
        .copied()
        .filter(|known| is_one_slip(word, known))
        .collect()
}

/// Whether one slip makes one word of the other: a letter left out, put in, exchanged, or swapped
/// with its neighbour. Digits do not slip.
pub(crate) fn is_one_slip(a: &str, b: &str) -> bool {
    let digits = |word: &str| -> Vec<u8> { word.bytes().filter(u8::is_ascii_digit).collect() };
    a.len().abs_diff(b.len()) <= 1
        && distance(a.as_bytes(), b.as_bytes()) == 1
        && digits(a) == digits(b)
}

/// The known word that `word` is with two neighbouring letters swapped, where it is none itself.
pub(crate) fn swapped(word: &str) -> Option<&'static str> {
    if word.len() < SWAPPED_LETTERS_MIN {
        return None;
    }
    let numbers = KNOWN.shuffled.get(&sum(word))?.iter();
    let mut words = numbers.filter_map(|number| KNOWN.words.get(usize::from(*number)));
    words
        .find(|known| is_swapped(word, known))
        .copied()
        .filter(|_| !is_known(word))
}

/// Whether two neighbouring letters that are swapped make one word of the other.
fn is_swapped(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    a.get(same..)
        .zip(b.get(same..))
        .is_some_and(|(a, b)| letters::begin_swapped(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_traced_to_the_words_that_were_meant() {
        for (written, meant) in [
            ("aoo", "oao"),
            ("gbmh", "gmbh"),
            ("stokc", "stock"),
            ("fo", "of"),
            ("shiekh", "sheikh"),
            ("jint", "joint"),
            ("publixc", "public"),
            ("kpng", "kong"),
            ("llimited", "limited"),
        ] {
            assert!(one_slip_away(written).contains(&meant), "{written}");
        }
        for word in ["limited", "of", "vymyshlenyi"] {
            assert_eq!(one_slip_away(word), Vec::<&str>::new(), "{word}");
        }
        assert_eq!(swapped("gbmh"), Some("gmbh"));
        assert_eq!(swapped("gmbh"), None);
        assert!(is_swapped("gbmh", "gmbh"));
        assert!(!is_swapped("gmbh", "gmbh") && !is_swapped("gmb", "gmbh"));
    }

    proptest::proptest! {
        /// Every known word that is one slip away is found.
        #[test]
        fn no_known_word_one_slip_away_is_left_out(place in 0_usize..5000, at in 0_usize..12, edit in 0..4, letter in proptest::char::range('a', 'z')) {
            let word = KNOWN.words[place % KNOWN.words.len()];
            let mut letters: Vec<char> = word.chars().collect();
            let at = at % letters.len();
            match edit {
                0 => { letters.remove(at); }
                1 => letters.insert(at, letter),
                2 => letters[at] = letter,
                _ => if at > 0 { letters.swap(at - 1, at) },
            }
            let written: String = letters.into_iter().collect();
            let near = one_slip_away(&written);
            for known in &KNOWN.words {
                let wanted = !is_known(&written) && is_one_slip(&written, known);
                proptest::prop_assert_eq!(near.contains(known), wanted, "{} {}", written, known);
            }
        }
    }
}
