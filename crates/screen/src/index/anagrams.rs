//! Names by the letters that they have, in whatever order.
//!
//! A name has the same letters when a space stands elsewhere in it or neighbours are swapped, and
//! what it has after a word of it is exchanged follows from the words. So names that are the same
//! but for a slip ([`crate::score::letters`]) are looked up by one number each.

use super::bytes::{OpenError, Reader, Writer, at};
use crate::normalise::Spelt;
use crate::symbols::known;

/// So many of the upper bits of a sum say under which number it is looked for.
const BUCKET_BITS: u32 = 14;

/// Rows by the sums of their letters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Anagrams {
    /// The middle of each sum, sorted within sums that have the same upper bits.
    sums: Vec<u16>,
    /// The row of each.
    rows: Vec<u32>,
    /// Where sums with the same upper bits begin.
    starts: Vec<u32>,
}

/// A sum over letters in which their order does not count.
fn sum(letters: &str) -> u32 {
    letters.bytes().fold(0_u32, |sum, letter| {
        let letter = u64::from(letter).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (letter ^ letter >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let [_, _, _, _, a, b, c, d] = mixed.to_le_bytes();
        sum.wrapping_add(u32::from_le_bytes([a, b, c, d]))
    })
}

/// A sum whose upper bits differ where it differs at all.
fn mixed(sum: u32) -> u32 {
    let sum = (sum ^ sum >> 15).wrapping_mul(0x2c1b_3c6d);
    sum ^ sum >> 13
}

/// The upper bits of a sum, and those behind them.
fn parts(sum: u32) -> (u32, u16) {
    let sum = mixed(sum);
    let [_, _, low, high] = (sum << BUCKET_BITS).to_le_bytes();
    (sum >> (32 - BUCKET_BITS), u16::from_le_bytes([low, high]))
}

impl Anagrams {
    /// Keeps rows by the letters of their names.
    pub(crate) fn build(sums: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut all: Vec<(u32, u16, u32)> = sums
            .map(|(row, sum)| {
                let (bucket, rest) = parts(sum);
                (bucket, rest, row)
            })
            .collect();
        all.sort_unstable();
        let mut starts = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for (bucket, ..) in &all {
            if let Some(start) = starts.get_mut(at(*bucket) + 1) {
                *start += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let (sums, rows) = all.into_iter().map(|(_, rest, row)| (rest, row)).unzip();
        Self { sums, rows, starts }
    }

    /// The sum by which a row is kept.
    pub(crate) fn of(spelt: &Spelt) -> u32 {
        sum(&spelt.letters)
    }

    /// Calls `found` with every row whose name may be the given one with a slip, and perhaps with
    /// others.
    pub(crate) fn like(&self, spelt: &Spelt, mut found: impl FnMut(u32)) {
        let all = sum(&spelt.letters);
        self.lookup(all, &mut found);
        for word in spelt.words() {
            let without = all.wrapping_sub(sum(word));
            for meant in known::one_slip_away(word) {
                self.lookup(without.wrapping_add(sum(meant)), &mut found);
            }
        }
    }

    fn lookup(&self, sum: u32, found: &mut impl FnMut(u32)) {
        let (bucket, wanted) = parts(sum);
        let Some([start, end]) = self.starts.get(at(bucket)..at(bucket) + 2) else {
            return;
        };
        let (start, end) = (at(*start), at(*end));
        let (Some(sums), Some(rows)) = (self.sums.get(start..end), self.rows.get(start..end))
        else {
            return;
        };
        let begin = sums.partition_point(|other| *other < wanted);
        for (other, row) in sums.iter().zip(rows).skip(begin) {
            if *other != wanted {
                break;
            }
            found(*row);
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.halves(&self.sums);
        writer.numbers(&self.rows);
        writer.numbers(&self.starts);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        let anagrams = Self {
            sums: reader.halves()?,
            rows: reader.numbers()?,
            starts: reader.numbers()?,
        };
        if anagrams.sums.len() == anagrams.rows.len() {
            Ok(anagrams)
        } else {
            Err(OpenError::Damaged)
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.sums.len() * 2 + (self.rows.len() + self.starts.len()) * 4
    }
}
