//! Rows that no condition tells apart, found a column at a time.
//!
//! Each column becomes a small number for each row: the class of its answer. Numbers are joined to one as long as
//! they fit a table; what comes of that is numbered anew, in the order in which it is met, and joined with the next.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::feature::at;
use crate::ratio::Amounts;

/// How many combinations a table may hold before the next columns begin another.
const TABLE_MAX: u32 = 1 << 16;

/// How many rows are taken at once: so many that what is kept of them stays in a processor's cache.
const BLOCK: usize = 2_048;

/// The classes of one feature for all rows of a batch, numbered from nothing within the batch.
#[derive(Debug)]
pub(crate) struct Numbers<'b> {
    pub(crate) of_rows: OfRows<'b>,
    /// How many different numbers there are.
    pub(crate) count: u32,
}

/// Where the numbers are looked up.
#[derive(Debug)]
pub(crate) enum OfRows<'b> {
    /// By the code of the row.
    Coded { codes: &'b [u32], numbers: Vec<u32> },
    /// A number for each row.
    Each(Vec<u32>),
    /// By the place of the row's ratio of part and whole.
    Ratio {
        amounts: Amounts<'b>,
        numbers: Vec<u32>,
    },
}

impl Numbers<'_> {
    fn join(&self, rows: Range<usize>, joined: &mut [u32]) {
        let count = self.count;
        match &self.of_rows {
            OfRows::Coded { codes, numbers } => {
                for (joined, &code) in joined.iter_mut().zip(&codes[rows]) {
                    // Tables are cut so that this fits.
                    *joined = joined.wrapping_mul(count).wrapping_add(numbers[at(code)]);
                }
            }
            OfRows::Ratio { amounts, numbers } => amounts.join(rows, numbers, count, joined),
            OfRows::Each(numbers) => {
                for (joined, &number) in joined.iter_mut().zip(&numbers[rows]) {
                    *joined = joined.wrapping_mul(count).wrapping_add(number);
                }
            }
        }
    }
}

/// Rows with a group each, and a row of each group.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// For each row, its group.
    pub(crate) of_rows: Vec<u32>,
    /// For each group, the first row that is in it.
    pub(crate) first: Vec<usize>,
}

/// Columns whose combinations fit one table.
struct Stage<'s, 'b> {
    numbers: Vec<&'s Numbers<'b>>,
    table: Table,
}

/// What combinations are numbered by.
enum Table {
    /// All combinations of the first columns, with the number of each that was met and one more; 0 for none.
    First(Vec<u32>),
    /// By what came out before and the combination of these columns.
    Later(FxHashMap<(u32, u32), u32>),
}

/// Groups these rows by their numbers.
pub(crate) fn group(numbers: &[Numbers<'_>], rows: Range<usize>) -> Groups {
    let mut stages = stages(numbers);
    let mut groups = Groups {
        of_rows: vec![0; rows.len()],
        first: Vec::new(),
    };
    // Without any column that tells rows apart there is one group.
    if stages.is_empty() && !rows.is_empty() {
        groups.first.push(rows.start);
        return groups;
    }
    let last = stages.len().saturating_sub(1);
    let mut met: Vec<u32> = vec![0; stages.len()];
    let mut joined = [0_u32; BLOCK];
    let mut start = rows.start;
    for block in groups.of_rows.chunks_mut(BLOCK) {
        let rows = start..start + block.len();
        for (place, stage) in stages.iter_mut().enumerate() {
            let joined = &mut joined[..block.len()];
            joined.fill(0);
            for numbers in &stage.numbers {
                numbers.join(rows.clone(), joined);
            }
            let met = &mut met[place];
            let is_last = place == last;
            let first = &mut groups.first;
            let mut new = |offset: usize| {
                if is_last {
                    first.push(rows.start + offset);
                }
                let number = *met;
                *met = number.wrapping_add(1);
                number
            };
            match &mut stage.table {
                Table::First(table) => {
                    for (offset, (group, &joined)) in
                        block.iter_mut().zip(joined.iter()).enumerate()
                    {
                        let slot = &mut table[at(joined)];
                        if *slot == 0 {
                            *slot = new(offset).wrapping_add(1);
                        }
                        *group = slot.wrapping_sub(1);
                    }
                }
                Table::Later(table) => {
                    let mut before = None;
                    for (offset, (group, &joined)) in
                        block.iter_mut().zip(joined.iter()).enumerate()
                    {
                        let key = (*group, joined);
                        *group = match before {
                            Some((known, number)) if known == key => number,
                            _ => *table.entry(key).or_insert_with(|| new(offset)),
                        };
                        before = Some((key, *group));
                    }
                }
            }
        }
        start = rows.end;
    }
    groups
}

fn stages<'s, 'b>(numbers: &'s [Numbers<'b>]) -> Vec<Stage<'s, 'b>> {
    let mut stages: Vec<Stage<'s, 'b>> = Vec::new();
    let mut size = 1;
    for numbers in numbers.iter().filter(|one| one.count > 1) {
        let joined = numbers.count.saturating_mul(size);
        match stages.last_mut() {
            Some(stage) if joined <= TABLE_MAX => {
                stage.numbers.push(numbers);
                size = joined;
            }
            _ => {
                stages.push(Stage {
                    numbers: vec![numbers],
                    table: Table::Later(FxHashMap::default()),
                });
                size = numbers.count;
            }
        }
    }
    if let Some(first) = stages.first_mut() {
        let combinations = first
            .numbers
            .iter()
            .fold(1_u32, |product, one| product.saturating_mul(one.count));
        first.table = Table::First(vec![0; at(combinations)]);
    }
    stages
}

impl Numbers<'_> {
    /// The number of a row.
    pub(crate) fn of_row(&self, row: usize) -> u32 {
        match &self.of_rows {
            OfRows::Coded { codes, numbers } => numbers[at(codes[row])],
            OfRows::Each(numbers) => numbers.get(row).copied().unwrap_or(0),
            OfRows::Ratio { amounts, numbers } => {
                let place = amounts.place(row).unwrap_or(0);
                numbers.get(place).copied().unwrap_or(0)
            }
        }
    }
}
