//! Words like a given word.
//!
//! The dictionary is sorted by length, and of each word it is known which letters it has. An edit
//! takes away one letter at most and brings one at most, so a word that lacks more letters, or has
//! more of its own, is passed over without being compared; what remains is compared exactly. That
//! is a scan of the whole dictionary all the same, at a few operations a word, and it misses
//! nothing.

use super::Index;
use super::bytes::at;
use crate::edit::{Pattern, tolerance};
use crate::score::pair::{may_be_near, traits};

/// Adds the numbers of all words that are no further from `word` than a misspelling may be.
pub(crate) fn like(index: &Index, word: &str, out: &mut Vec<u32>) {
    let pattern = Pattern::new(word.as_bytes());
    let wanted = traits(word);
    let length = word.len();
    for other in length.saturating_sub(3)..=length + 3 {
        let tolerance = tolerance(length.max(other));
        if length.abs_diff(other) > at(tolerance) {
            continue;
        }
        let (start, end) = index.words_of_length(other);
        let Some(all) = index.word_traits.get(at(start)..at(end)) else {
            continue;
        };
        // Blocks, so that the first test is done on many words at once.
        for (block, words) in all.chunks(64).enumerate() {
            let mut near = 0_u64;
            for (place, has) in words.iter().enumerate() {
                let differs = (has ^ wanted).count_ones() <= 2 * tolerance + 1;
                near |= u64::from(differs) << place;
            }
            while near != 0 {
                let place = near.trailing_zeros();
                near &= near - 1;
                let has = words[at(place)];
                if !may_be_near(has, wanted, tolerance) {
                    continue;
                }
                let number = start + super::bytes::number(block * 64) + place;
                if pattern.distance(index.words.get(number).as_bytes()) <= tolerance {
                    out.push(number);
                }
            }
        }
    }
}
