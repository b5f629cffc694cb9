//! Words like a given word.
//!
//! The dictionary is sorted by length, and of each word it is known which letters it has. An edit
//! takes away one letter at most and brings one at most, so a word that lacks more letters, or has
//! more of its own, is passed over without being compared; what remains is compared exactly. That
//! is a scan of the whole dictionary all the same, at a few operations a word, and it misses
//! nothing. The first test is plain Rust that the compiler turns into vector instructions, once for
//! each set of them; the widest set that the processor has is chosen when a searcher is made.

use fearless_simd::{Level, Simd, dispatch};

use super::Index;
use super::bytes::{at, number};
use crate::edit::{Pattern, tolerance};
use crate::score::pair::{LETTERS, traits};

/// So many words are tested at once.
const BLOCK: usize = 64;

/// Adds the numbers of all words that are no further from `word` than a misspelling may be.
pub(crate) fn like(index: &Index, level: Level, word: &str, out: &mut Vec<u32>) {
    let pattern = Pattern::new(word.as_bytes());
    let wanted = traits(word);
    let pairs = neighbours(word.as_bytes());
    let length = word.len();
    for other in length.saturating_sub(3)..=length + 3 {
        let tolerance = tolerance(length.max(other));
        if other == 0 || length.abs_diff(other) > at(tolerance) {
            continue;
        }
        let (start, end) = index.words.of_length(other);
        let Some(all) = index.word_traits.get(at(start)..at(end)) else {
            continue;
        };
        let letters = index.words.letters_of(other);
        let (Some(others), true) = (
            index.word_neighbours.get(at(start)..at(end)),
            letters.len() == all.len() * other,
        ) else {
            continue;
        };
        each_near(level, all, wanted, tolerance, |place| {
            if !may_be_ordered(wanted, pairs, all[place], others[place], tolerance) {
                return;
            }
            let word = letters.get(place * other..(place + 1) * other);
            if word.is_some_and(|word| pattern.distance(word) <= tolerance) {
                out.push(start + number(place));
            }
        });
    }
}

/// Which letters stand side by side in a word, its ends among them: a bit for each pair, shared by
/// several.
pub(crate) fn neighbours(word: &[u8]) -> u64 {
    let mut before = 0_u32;
    let mut pairs = 0;
    for letter in word.iter().copied().chain([0]) {
        let letter = u32::from(letter & 31);
        let pair = (before * 32 + letter + 1).wrapping_mul(0x9e37_79b1);
        pairs |= 1 << (pair >> 26);
        before = letter;
    }
    pairs
}

/// Whether so many edits can make one word of the other, by the letters that they have and by which
/// of them stand side by side.
///
/// An edit parts two pairs of neighbours, or three where it swaps two letters; but that takes no
/// letter away and brings none. So the more letters are others, the fewer pairs may be.
fn may_be_ordered(a: u32, pairs_a: u64, b: u32, pairs_b: u64, edits: u32) -> bool {
    let (a, b) = (a & LETTERS, b & LETTERS);
    let other_letters = (a & !b).count_ones().max((b & !a).count_ones());
    let parted = 3 * edits - other_letters.min(edits);
    (pairs_a & !pairs_b).count_ones() <= parted && (pairs_b & !pairs_a).count_ones() <= parted
}

/// Calls `found` with the place of every word whose letters allow so many edits.
fn each_near(level: Level, all: &[u32], wanted: u32, tolerance: u32, mut found: impl FnMut(usize)) {
    let (blocks, rest) = all.as_chunks::<BLOCK>();
    let mut near = [0_u64; 64];
    for (part, blocks) in blocks.chunks(near.len()).enumerate() {
        dispatch!(level, simd => test(simd, blocks, wanted, tolerance, &mut near));
        for (block, near) in near.iter().take(blocks.len()).enumerate() {
            let mut near = *near;
            while near != 0 {
                let place = near.trailing_zeros();
                near &= near - 1;
                found((part * 64 + block) * BLOCK + at(place));
            }
        }
    }
    for (place, has) in rest.iter().enumerate() {
        if crate::score::pair::may_be_near(*has, wanted, tolerance) {
            found(blocks.len() * BLOCK + place);
        }
    }
}

/// Of each block a bit for every word whose letters allow so many edits.
#[inline(always)]
fn test<S: Simd>(_: S, blocks: &[[u32; BLOCK]], wanted: u32, tolerance: u32, near: &mut [u64; 64]) {
    for (words, near) in blocks.iter().zip(near) {
        *near = test_block(words, wanted & LETTERS, tolerance);
    }
}

#[inline(always)]
fn test_block(words: &[u32; BLOCK], wanted: u32, tolerance: u32) -> u64 {
    let mut passed = [0_u8; BLOCK];
    for (passed, has) in passed.iter_mut().zip(words) {
        let has = has & LETTERS;
        let lacks = (wanted & !has).count_ones() <= tolerance;
        let brings = (has & !wanted).count_ones() <= tolerance;
        *passed = u8::from(lacks & brings);
    }
    let mut near = 0_u64;
    for (place, passed) in passed.iter().enumerate() {
        near |= u64::from(*passed) << place;
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::pair::may_be_near;

    proptest::proptest! {
        /// No word that is near enough is passed over.
        #[test]
        fn what_is_near_passes_the_tests_before(a in "[a-d0-3]{1,12}", b in "[a-d0-3]{1,12}") {
            let edits = crate::edit::distance(a.as_bytes(), b.as_bytes());
            let (x, y) = (traits(&a), traits(&b));
            proptest::prop_assert!(may_be_near(x, y, edits));
            let (p, q) = (neighbours(a.as_bytes()), neighbours(b.as_bytes()));
            proptest::prop_assert!(may_be_ordered(x, p, y, q, edits));
        }

        /// Whatever instructions are chosen, they say what the plain test says.
        #[test]
        fn every_set_of_instructions_finds_the_same(
            all in proptest::collection::vec(proptest::prelude::any::<u32>(), 0..400),
            wanted in proptest::prelude::any::<u32>(),
            tolerance in 0_u32..18,
        ) {
            let plain: Vec<usize> = all
                .iter()
                .enumerate()
                .filter(|(_, has)| may_be_near(**has, wanted, tolerance))
                .map(|(place, _)| place)
                .collect();
            for level in [Level::new(), Level::baseline()] {
                let mut found = Vec::new();
                each_near(level, &all, wanted, tolerance, |place| found.push(place));
                proptest::prop_assert_eq!(&found, &plain);
            }
        }
    }
}
