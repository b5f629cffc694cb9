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
use crate::score::pair::{LETTERS, letters};

/// So many words are tested at once.
const BLOCK: usize = 64;

/// Adds the numbers of all words that are no further from `word` than a misspelling may be.
pub(crate) fn like(index: &Index, level: Level, word: &str, out: &mut Vec<u32>) {
    let pattern = Pattern::new(word.as_bytes());
    let wanted = letters(word);
    let pairs = neighbours(word.as_bytes());
    let length = word.len();
    for other in length.saturating_sub(3)..=length + 3 {
        let tolerance = tolerance(length.max(other));
        if other == 0 || length.abs_diff(other) > at(tolerance) {
            continue;
        }
        let limits = Limits::of(number(length), number(other), tolerance);
        let (start, end) = index.words.of_length(other);
        let (start, end) = (at(start), at(end));
        let words = index.words.letters_of(other);
        let (Some(all), Some(others), true) = (
            index.word_traits.get(start..end),
            index.word_neighbours.get(start..end),
            words.len() == (end - start) * other,
        ) else {
            continue;
        };
        each_near(level, all, wanted, limits, |place| {
            let word = &words[place * other..(place + 1) * other];
            if limits.allow(wanted, pairs, all[place], others[place])
                && pattern.distance(word) <= tolerance
            {
                out.push(number(start + place));
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

/// What two words of given lengths may have that the other has not, if so many edits at most make
/// one of the other.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Letters of the first word that the second lacks, and letters that it brings.
    lacks: u32,
    brings: u32,
    /// How many edits at least put letters into the first word, or take letters out of it.
    put_in: u32,
    taken_out: u32,
}

impl Limits {
    /// Words of different lengths are so many letters put in or taken out apart. What edits are left
    /// take away a letter each at most, and bring one at most.
    fn of(length: u32, other: u32, edits: u32) -> Self {
        let put_in = other.saturating_sub(length);
        let taken_out = length.saturating_sub(other);
        Self {
            lacks: edits.saturating_sub(put_in),
            brings: edits.saturating_sub(taken_out),
            put_in,
            taken_out,
        }
    }

    /// Whether the letters of two words allow so many edits.
    #[inline(always)]
    fn allow_letters(self, a: u32, b: u32) -> bool {
        let (a, b) = (a & LETTERS, b & LETTERS);
        ((a & !b).count_ones() <= self.lacks) & ((b & !a).count_ones() <= self.brings)
    }

    /// Whether letters that allow so many edits do so by how they stand side by side, too.
    ///
    /// Put in, a letter parts one pair of neighbours in the first word, and belongs to two in the
    /// second; taken out, the other way round. Another edit parts two pairs, or three where it swaps
    /// two letters; but that takes no letter away and brings none, so the more letters differ, the
    /// fewer pairs may.
    fn allow(self, a: u32, pairs_a: u64, b: u32, pairs_b: u64) -> bool {
        let (a, b) = (a & LETTERS, b & LETTERS);
        let edits = self.lacks - self.taken_out.min(self.lacks);
        let lacks = (a & !b).count_ones().saturating_sub(self.taken_out);
        let brings = (b & !a).count_ones().saturating_sub(self.put_in);
        let parted = (3 * edits).saturating_sub(lacks.max(brings));
        (pairs_a & !pairs_b).count_ones() <= parted + self.put_in + 2 * self.taken_out
            && (pairs_b & !pairs_a).count_ones() <= parted + 2 * self.put_in + self.taken_out
    }
}

/// Calls `found` with the place of every word whose letters the limits allow.
fn each_near(level: Level, all: &[u32], wanted: u32, limits: Limits, mut found: impl FnMut(usize)) {
    let (blocks, rest) = all.as_chunks::<BLOCK>();
    let mut near = [0_u64; 64];
    for (part, blocks) in blocks.chunks(near.len()).enumerate() {
        dispatch!(level, simd => test(simd, blocks, wanted, limits, &mut near));
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
        if limits.allow_letters(wanted, *has) {
            found(blocks.len() * BLOCK + place);
        }
    }
}

/// Of each block a bit for every word whose letters the limits allow.
#[inline(always)]
fn test<S: Simd>(_: S, blocks: &[[u32; BLOCK]], wanted: u32, limits: Limits, near: &mut [u64; 64]) {
    for (words, near) in blocks.iter().zip(near) {
        *near = test_block(words, wanted, limits);
    }
}

#[inline(always)]
fn test_block(words: &[u32; BLOCK], wanted: u32, limits: Limits) -> u64 {
    let mut passed = [0_u8; BLOCK];
    for (passed, has) in passed.iter_mut().zip(words) {
        *passed = u8::from(limits.allow_letters(wanted, *has));
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

    proptest::proptest! {
        /// No word that is near enough is passed over.
        #[test]
        fn what_is_near_passes_the_tests_before(
            a in "[a-d0-3]{1,12}",
            b in "[a-d0-3]{1,12}",
            more in 0_u32..3,
        ) {
            let edits = crate::edit::distance(a.as_bytes(), b.as_bytes()) + more;
            let limits = Limits::of(number(a.len()), number(b.len()), edits);
            let (x, y) = (letters(&a), letters(&b));
            proptest::prop_assert!(limits.allow_letters(x, y));
            let (p, q) = (neighbours(a.as_bytes()), neighbours(b.as_bytes()));
            proptest::prop_assert!(limits.allow(x, p, y, q));
        }

        /// Whatever instructions are chosen, they say what the plain test says.
        #[test]
        fn every_set_of_instructions_finds_the_same(
            all in proptest::collection::vec(proptest::prelude::any::<u32>(), 0..400),
            wanted in proptest::prelude::any::<u32>(),
            (length, other) in (1_u32..20, 1_u32..20),
            edits in 0_u32..18,
        ) {
            let limits = Limits::of(length, other, edits);
            let plain: Vec<usize> = all
                .iter()
                .enumerate()
                .filter(|(_, has)| limits.allow_letters(wanted, **has))
                .map(|(place, _)| place)
                .collect();
            for level in [Level::new(), Level::baseline()] {
                let mut found = Vec::new();
                each_near(level, &all, wanted, limits, |place| found.push(place));
                proptest::prop_assert_eq!(&found, &plain);
            }
        }
    }
}
