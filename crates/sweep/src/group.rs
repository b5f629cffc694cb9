//! Rows that no condition tells apart, found a column at a time.
//!
//! Each column becomes a small number for each row: the class of its answer. Numbers are joined to one as long as
//! they fit a table; what comes of that is numbered anew, in the order in which it is met, and joined with the next.

use std::ops::Range;

use exeat_facts::batch::Codes;
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
    Coded { codes: &'b Codes, numbers: Vec<u32> },
    /// A number for each row.
    Each(Vec<u32>),
    /// By the place of the row's ratio of part and whole.
    Ratio {
        amounts: Amounts<'b>,
        numbers: Vec<u32>,
    },
}

/// Something by which a place in a table is read.
pub(crate) trait Place: Copy {
    fn place(self) -> usize;
}

impl Place for u8 {
    #[inline]
    fn place(self) -> usize {
        usize::from(self)
    }
}

impl Place for u16 {
    #[inline]
    fn place(self) -> usize {
        usize::from(self)
    }
}

impl Place for u32 {
    #[inline]
    fn place(self) -> usize {
        at(self)
    }
}

/// What a feature adds to the joined number of a row. Tables are cut so that all sums fit 16 bits.
enum Adds<'n, 'b> {
    /// Of two to four answers, compared with the code instead of looked up: so many rows go in one instruction.
    Two(&'b [u8], [u16; 2]),
    Three(&'b [u8], [u16; 3]),
    Four(&'b [u8], [u16; 4]),
    /// Every byte has its place, so that none has to be looked after.
    Bytes(&'b [u8], Box<[u16; 256]>),
    Halves(&'b [u16], Vec<u16>),
    Words(&'n [u32], Vec<u16>),
    Ratio(&'n Amounts<'b>, Vec<u16>),
}

impl<'n, 'b: 'n> Adds<'n, 'b> {
    /// Numbers apart by as much as the features before take.
    fn new(numbers: &'n Numbers<'b>, stride: u32) -> Self {
        // Below the size of the table that is made of all.
        let add = |number: u32| u16::try_from(number.wrapping_mul(stride)).unwrap_or(0);
        match &numbers.of_rows {
            OfRows::Each(each) => Self::Words(each, (0..numbers.count).map(add).collect()),
            OfRows::Ratio { amounts, numbers } => {
                Self::Ratio(amounts, numbers.iter().copied().map(add).collect())
            }
            OfRows::Coded { codes, numbers } => {
                let adds: Vec<u16> = numbers.iter().copied().map(add).collect();
                match codes {
                    Codes::Bytes(codes) => match *adds {
                        [zero, one] => Self::Two(codes, [zero, one]),
                        [zero, one, two] => Self::Three(codes, [zero, one, two]),
                        [zero, one, two, three] => Self::Four(codes, [zero, one, two, three]),
                        _ => {
                            let mut table = [0; 256];
                            for (slot, add) in table.iter_mut().zip(adds) {
                                *slot = add;
                            }
                            Self::Bytes(codes, Box::new(table))
                        }
                    },
                    Codes::Halves(codes) => Self::Halves(codes, adds),
                    Codes::Words(codes) => Self::Words(codes, adds),
                }
            }
        }
    }

    fn join(&self, rows: Range<usize>, joined: &mut [u16]) {
        match self {
            Self::Two(codes, adds) => add_chosen(joined, &codes[rows], *adds),
            Self::Three(codes, adds) => add_chosen(joined, &codes[rows], *adds),
            Self::Four(codes, adds) => add_chosen(joined, &codes[rows], *adds),
            Self::Bytes(codes, table) => {
                for (joined, &code) in joined.iter_mut().zip(&codes[rows]) {
                    *joined = joined.wrapping_add(table[usize::from(code)]);
                }
            }
            Self::Halves(codes, table) => add(joined, &codes[rows], table),
            Self::Words(codes, table) => add(joined, &codes[rows], table),
            Self::Ratio(amounts, adds) => amounts.join(rows, adds, joined),
        }
    }
}

fn add<C: Place>(joined: &mut [u16], codes: &[C], table: &[u16]) {
    for (joined, &code) in joined.iter_mut().zip(codes) {
        *joined = joined.wrapping_add(table[code.place()]);
    }
}

/// Adds to each row what stands for its code: for the first of them to all, and to the others the difference.
fn add_chosen<const N: usize>(joined: &mut [u16], codes: &[u8], adds: [u16; N]) {
    let first = adds.first().copied().unwrap_or(0);
    let differences = adds.map(|add| add.wrapping_sub(first));
    for (joined, &code) in joined.iter_mut().zip(codes) {
        let mut sum = joined.wrapping_add(first);
        for (place, &difference) in (0_u8..).zip(&differences).skip(1) {
            sum = sum.wrapping_add(if code == place { difference } else { 0 });
        }
        *joined = sum;
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

/// Columns whose combinations fit one table, or one that has more numbers than that by itself.
struct Stage<'s, 'b> {
    columns: Columns<'s, 'b>,
    table: Table,
}

enum Columns<'s, 'b> {
    Joined(Vec<Adds<'s, 'b>>),
    Alone(&'s Numbers<'b>),
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
    let mut joined = [0_u16; BLOCK];
    let mut start = rows.start;
    for block in groups.of_rows.chunks_mut(BLOCK) {
        let rows = start..start + block.len();
        for (place, stage) in stages.iter_mut().enumerate() {
            let met = &mut met[place];
            let is_last = place == last;
            let first = &mut groups.first;
            let new = |offset: usize| {
                if is_last {
                    first.push(rows.start + offset);
                }
                let number = *met;
                *met = number.wrapping_add(1);
                number
            };
            match &stage.columns {
                Columns::Joined(adds) => {
                    let joined = &mut joined[..block.len()];
                    joined.fill(0);
                    for one in adds {
                        one.join(rows.clone(), joined);
                    }
                    stage
                        .table
                        .number(block, joined.iter().map(|&one| u32::from(one)), new);
                }
                Columns::Alone(numbers) => {
                    let of_rows = rows.clone().map(|row| numbers.of_row(row));
                    stage.table.number(block, of_rows, new);
                }
            }
        }
        start = rows.end;
    }
    groups
}

impl Table {
    /// Puts in the place of what came out before what comes out with these combinations.
    fn number(
        &mut self,
        block: &mut [u32],
        combinations: impl Iterator<Item = u32>,
        mut new: impl FnMut(usize) -> u32,
    ) {
        let rows = block.iter_mut().zip(combinations).enumerate();
        match self {
            Self::First(table) => {
                for (offset, (group, combination)) in rows {
                    let slot = &mut table[at(combination)];
                    if *slot == 0 {
                        *slot = new(offset).wrapping_add(1);
                    }
                    *group = slot.wrapping_sub(1);
                }
            }
            Self::Later(table) => {
                let mut before = None;
                for (offset, (group, combination)) in rows {
                    let key = (*group, combination);
                    *group = match before {
                        Some((known, number)) if known == key => number,
                        _ => *table.entry(key).or_insert_with(|| new(offset)),
                    };
                    before = Some((key, *group));
                }
            }
        }
    }
}

fn stages<'s, 'b>(numbers: &'s [Numbers<'b>]) -> Vec<Stage<'s, 'b>> {
    let mut stages: Vec<Stage<'s, 'b>> = Vec::new();
    let mut size = 1;
    let mut first_size = 1;
    for numbers in numbers.iter().filter(|one| one.count > 1) {
        let joined = numbers.count.saturating_mul(size);
        match stages.last_mut().map(|stage| &mut stage.columns) {
            Some(Columns::Joined(adds)) if joined <= TABLE_MAX => {
                adds.push(Adds::new(numbers, size));
                size = joined;
            }
            _ => {
                stages.push(Stage {
                    columns: if numbers.count <= TABLE_MAX {
                        Columns::Joined(vec![Adds::new(numbers, 1)])
                    } else {
                        Columns::Alone(numbers)
                    },
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
            OfRows::Coded { codes, numbers } => {
                let number = codes.get(row).and_then(|code| numbers.get(at(code)));
                number.copied().unwrap_or(0)
            }
            OfRows::Each(numbers) => numbers.get(row).copied().unwrap_or(0),
            OfRows::Ratio { amounts, numbers } => {
                let place = amounts.place_or_unknown(row);
                numbers.get(place).copied().unwrap_or(0)
            }
        }
    }
}
