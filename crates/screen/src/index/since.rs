//! What is left to do for a party that was looked for before, in an index that has changed a little since.
//!
//! What a name scores depends on the index in one way: words that many names share count for less, and how many do
//! changes with every edition. So whoever wants to look again at little keeps, beside the entries that were found,
//! those that would be found if names scored a little more ([`Searcher::search_near`]); as long as no word's
//! commonness has moved by more than that ([`drift`]), what can be found now is among them and what is new.

use super::bytes::at;
use super::find::{Found, Party, Searcher, commonness_of};
use super::{Index, NO_WORD};
use crate::score::{Mode, Score};

/// So much, in ten thousandths, a score may move for [`Searcher::search_near`] to have been enough.
pub const MARGIN: u32 = 400;

/// The rows of each entry of an index.
#[derive(Debug, Clone)]
pub struct RowsOfEntries {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl RowsOfEntries {
    /// Those of an index.
    #[must_use]
    pub fn of(index: &Index) -> Self {
        let mut starts = vec![0_u32; index.entries() + 1];
        let entry = |row: u32| {
            let name = index.row_name.get(at(row)).copied().unwrap_or(NO_WORD);
            at(index.entry_of_name(name))
        };
        for row in 0..index.rows() {
            if let Some(count) = starts.get_mut(entry(row) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![0; at(index.rows())];
        for row in 0..index.rows() {
            if let Some(place) = next.get_mut(entry(row)) {
                if let Some(slot) = rows.get_mut(at(*place)) {
                    *slot = row;
                }
                *place += 1;
            }
        }
        Self { starts, rows }
    }

    fn of_entry(&self, entry: u32) -> &[u32] {
        let bound = |place: usize| self.starts.get(place).map_or(0, |start| at(*start));
        self.rows
            .get(bound(at(entry))..bound(at(entry) + 1))
            .unwrap_or_default()
    }
}

/// How far the score of any name can have moved, in ten thousandths, between an index and the one before it, from
/// which the entries of `gone` were taken and to which those of `new` were added.
#[must_use]
pub fn drift(now: &Index, gone: &Index, new: &Index) -> u32 {
    let count = |index: &Index, word: &str| {
        index
            .words
            .find(word)
            .map_or(0, |word| index.rows_with(word))
    };
    let mut most = 0;
    for index in [gone, new] {
        for word in 0..super::bytes::number(index.words.len()) {
            let word = index.words.get(word);
            let now = count(now, word);
            let then = (now + count(gone, word)).saturating_sub(count(new, word));
            most = most.max(commonness_of(now).abs_diff(commonness_of(then)));
        }
    }
    most
}

impl Searcher<'_> {
    /// The entries that [`Searcher::search`] finds, and those that it would find if names scored up to [`MARGIN`] more:
    /// best first, with what they score.
    pub fn search_near(&mut self, party: &Party<'_>, mode: Mode, threshold: Score) -> Vec<Found> {
        self.margin = MARGIN;
        let found = self.search(party, mode, threshold);
        self.margin = 0;
        found
    }

    /// The same as [`Searcher::among`], and those that would be found if names scored up to [`MARGIN`] more.
    pub fn among_near(
        &mut self,
        party: &Party<'_>,
        mode: Mode,
        threshold: Score,
        entries: impl Iterator<Item = u32>,
        rows: &RowsOfEntries,
    ) -> Vec<Found> {
        self.margin = MARGIN;
        let found = self.among(party, mode, threshold, entries, rows);
        self.margin = 0;
        found
    }

    /// The entries that `party` scores at least `threshold` with, of these, and of all with its numbers or its address.
    pub fn among(
        &mut self,
        party: &Party<'_>,
        mode: Mode,
        threshold: Score,
        entries: impl Iterator<Item = u32>,
        rows: &RowsOfEntries,
    ) -> Vec<Found> {
        let mut these: Vec<u32> = entries
            .flat_map(|entry| rows.of_entry(entry))
            .copied()
            .collect();
        these.sort_unstable();
        these.dedup();
        self.of_rows(party, mode, threshold, &these)
    }
}
