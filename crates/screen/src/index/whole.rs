//! Names without their spaces.
//!
//! A name in which at most two letters are put in, left out or exchanged keeps one of any three
//! pieces that it is cut into as it is, and that at most two places away. So each name is kept
//! under its three pieces, and found under them.

use super::bytes::{OpenError, Reader, Writer, at, number};
use crate::score::judge::whole_tolerance;

/// As many pieces as edits, and one.
const PIECES: usize = 3;
/// As many edits.
pub(crate) const EDITS: u32 = 2;

/// Rows by the pieces of their names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pieces {
    /// The lower halves of the hashes of pieces, which are sorted.
    hashes: Vec<u16>,
    /// The row of each.
    rows: Vec<u32>,
    /// Where hashes with the same upper half begin.
    starts: Vec<u32>,
}

/// Where a piece of a name of this length begins, and where it ends.
fn piece(length: usize, piece: usize) -> (usize, usize) {
    (length * piece / PIECES, length * (piece + 1) / PIECES)
}

fn hash(length: usize, piece: usize, text: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in [number(length), number(piece)] {
        hash = (hash ^ byte).wrapping_mul(0x0100_0193);
    }
    for byte in text {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d)
}

/// The lower half of a hash.
fn lower(hash: u32) -> u16 {
    let [first, second, _, _] = hash.to_le_bytes();
    u16::from_le_bytes([first, second])
}

impl Pieces {
    /// Keeps rows by their whole names.
    pub(crate) fn build<'a>(names: impl Iterator<Item = (u32, &'a str)>) -> Self {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for (row, name) in names {
            if whole_tolerance(name.len()).is_none() {
                continue;
            }
            for which in 0..PIECES {
                let (start, end) = piece(name.len(), which);
                all.push((hash(name.len(), which, &name.as_bytes()[start..end]), row));
            }
        }
        all.sort_unstable();
        let mut starts = Vec::with_capacity(0x1_0001);
        let mut place = 0;
        for first in 0..=0xffff_u32 {
            while all.get(place).is_some_and(|(hash, _)| hash >> 16 < first) {
                place += 1;
            }
            starts.push(number(place));
        }
        starts.push(number(all.len()));
        let (hashes, rows) = all
            .into_iter()
            .map(|(hash, row)| (lower(hash), row))
            .unzip();
        Self {
            hashes,
            rows,
            starts,
        }
    }

    /// Calls `found` with every row whose whole name may be within the tolerance, and perhaps with
    /// others, and with some more than once.
    pub(crate) fn like(&self, name: &str, mut found: impl FnMut(u32)) {
        let bytes = name.as_bytes();
        let edits = at(EDITS);
        for length in bytes.len().saturating_sub(edits)..=bytes.len() + edits {
            let Some(tolerance) = whole_tolerance(length.min(bytes.len())) else {
                continue;
            };
            if length.abs_diff(bytes.len()) > at(tolerance) || whole_tolerance(length).is_none() {
                continue;
            }
            for which in 0..PIECES {
                let (start, end) = piece(length, which);
                let width = end - start;
                for here in start.saturating_sub(edits)..=start + edits {
                    if let Some(text) = bytes.get(here..here + width) {
                        self.lookup(hash(length, which, text), &mut found);
                    }
                }
            }
        }
    }

    fn lookup(&self, hash: u32, found: &mut impl FnMut(u32)) {
        let first = at(hash >> 16);
        let Some([start, end]) = self.starts.get(first..first + 2) else {
            return;
        };
        let (start, end) = (at(*start), at(*end));
        let Some(hashes) = self.hashes.get(start..end) else {
            return;
        };
        let lower = lower(hash);
        let begin = hashes.partition_point(|other| *other < lower);
        for (other, row) in hashes[begin..].iter().zip(&self.rows[start + begin..]) {
            if *other != lower {
                break;
            }
            found(*row);
        }
    }

    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.halves(&self.hashes);
        writer.numbers(&self.rows);
        writer.numbers(&self.starts);
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, OpenError> {
        let pieces = Self {
            hashes: reader.halves()?,
            rows: reader.numbers()?,
            starts: reader.numbers()?,
        };
        if pieces.hashes.len() == pieces.rows.len() {
            Ok(pieces)
        } else {
            Err(OpenError::Damaged)
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.hashes.len() * 2 + (self.rows.len() + self.starts.len()) * 4
    }
}
