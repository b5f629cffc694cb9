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

/// What a feature adds to the joined number of a row.
struct Adds<'n, 'b> {
    of_rows: &'n OfRows<'b>,
    /// What each number, or each code or place that has it, adds.
    table: Vec<u32>,
}

impl<'n, 'b> Adds<'n, 'b> {
    /// Numbers apart by as much as the features before take: tables are cut so that this fits.
    fn new(numbers: &'n Numbers<'b>, stride: u32) -> Self {
        let table = match &numbers.of_rows {
            OfRows::Coded { numbers, .. } | OfRows::Ratio { numbers, .. } => {
                numbers.iter().map(|one| one.wrapping_mul(stride)).collect()
            }
            OfRows::Each(_) => (0..numbers.count)
                .map(|one| one.wrapping_mul(stride))
                .collect(),
        };
        Self {
            of_rows: &numbers.of_rows,
            table,
        }
    }

    /// The codes of the rows by which the table is read, where there are such.
    fn codes(&self) -> Option<&'b [u32]> {
        match self.of_rows {
            OfRows::Coded { codes, .. } => Some(codes),
            OfRows::Each(_) | OfRows::Ratio { .. } => None,
        }
    }

    fn join(&self, rows: Range<usize>, joined: &mut [u32]) {
        match self.of_rows {
            OfRows::Coded { codes, .. } => add(joined, &codes[rows], &self.table),
            OfRows::Each(numbers) => add(joined, &numbers[rows], &self.table),
            OfRows::Ratio { amounts, .. } => amounts.join(rows, &self.table, joined),
        }
    }
}

fn add(joined: &mut [u32], codes: &[u32], table: &[u32]) {
    for (joined, &code) in joined.iter_mut().zip(codes) {
        *joined = joined.wrapping_add(table[at(code)]);
    }
}

/// Two columns at once: what was joined is read and written half as often.
fn add_both(joined: &mut [u32], [one, other]: [&[u32]; 2], [of_one, of_other]: [&[u32]; 2]) {
    for ((joined, &one), &other) in joined.iter_mut().zip(one).zip(other) {
        let both = of_one[at(one)].wrapping_add(of_other[at(other)]);
        *joined = joined.wrapping_add(both);
    }
}

/// What the columns of a stage add for these rows.
fn join(adds: &[Adds<'_, '_>], rows: &Range<usize>, joined: &mut [u32]) {
    joined.fill(0);
    let mut waiting: Option<&Adds<'_, '_>> = None;
    for one in adds {
        let Some(codes) = one.codes() else {
            one.join(rows.clone(), joined);
            continue;
        };
        match waiting.take() {
            Some(other) => {
                let others = other.codes().unwrap_or(codes);
                let both = [&codes[rows.clone()], &others[rows.clone()]];
                add_both(joined, both, [&one.table, &other.table]);
            }
            None => waiting = Some(one),
        }
    }
    if let Some(last) = waiting {
        last.join(rows.clone(), joined);
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
    adds: Vec<Adds<'s, 'b>>,
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
            join(&stage.adds, &rows, joined);
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
    let mut first_size = 1;
    for numbers in numbers.iter().filter(|one| one.count > 1) {
        let joined = numbers.count.saturating_mul(size);
        match stages.last_mut() {
            Some(stage) if joined <= TABLE_MAX => {
                stage.adds.push(Adds::new(numbers, size));
                size = joined;
            }
            _ => {
                stages.push(Stage {
                    adds: vec![Adds::new(numbers, 1)],
                    table: Table::Later(FxHashMap::default()),
                });
                size = numbers.count;
            }
        }
        if stages.len() == 1 {
            first_size = size;
        }
    }
    if let Some(first) = stages.first_mut() {
        first.table = Table::First(vec![0; at(first_size)]);
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
