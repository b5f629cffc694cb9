//! The values by origin of all parts.
//!
//! A bill of a hundred thousand parts holds millions of them, and each is added to several others. So they stand in
//! rows of whole numbers of the same places, one row for each part, and a row is added to another number by number.
//! What no whole number holds is worked out in decimals instead, so that nothing is rounded or given up.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::amount::{Amount, Amounts, Small};
use super::{Bill, Range, origin};

/// Origins, by numbers in the order of their names.
type Label = u32;

/// The value of each origin in each part.
#[derive(Debug, Clone, Default)]
pub(super) struct Origins {
    names: Vec<String>,
    pub(super) amounts: Amounts,
    rows: Vec<Row>,
    lows: Vec<i64>,
    highs: Vec<i64>,
    /// Beside the numbers where nothing bounds some of them: 1 where nothing bounds it.
    open: Vec<u8>,
    /// The origins of parts that have not something of each.
    labels: Vec<Label>,
    /// The values of parts that are told in decimals.
    decimals: Vec<Amount>,
}

/// Where the values of a part stand.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    /// In the numbers, or in the decimals.
    from: usize,
    length: usize,
    /// Its origins; none where it has something of each.
    labels: Option<usize>,
    /// What nothing bounds; none where everything is bounded.
    open: Option<usize>,
    places: u8,
    decimals: bool,
}

/// What is kept while they are worked out.
pub(super) struct Adding {
    lows: Vec<i64>,
    highs: Vec<i64>,
    open: Vec<u8>,
    /// A bit for each origin that the part at hand has something of.
    met: Vec<u64>,
    /// In decimals: the sum of each origin; nothing where the part has none of it.
    sums: Vec<Option<Amount>>,
}

/// What a part holds of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inherited {
    pub(super) child: usize,
    /// How many.
    pub(super) quantity: exeat_value::Decimal,
    /// Each origin of it bounded by this and no more, where the worth of one is not known otherwise.
    pub(super) bound: Amount,
    /// Whether that goes for all of its origins, and not only for those that nothing bounds.
    pub(super) all: bool,
}

impl Origins {
    /// Nothing yet, with the number of each name.
    pub(super) fn new(bill: &Bill) -> (Self, FxHashMap<&str, Label>, Adding) {
        let names: FxHashSet<&str> = bill.parts.iter().map(origin).collect();
        let names: BTreeSet<&str> = names.into_iter().collect();
        let origins = Self {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            rows: vec![Row::default(); bill.parts.len()],
            ..Self::default()
        };
        let count = names.len();
        let adding = Adding {
            lows: vec![0; count],
            highs: vec![0; count],
            open: vec![0; count],
            met: vec![0; count.div_ceil(64)],
            sums: vec![None; count],
        };
        let numbers = (0..).zip(names).map(|(at, name)| (name, at)).collect();
        (origins, numbers, adding)
    }

    /// How many origins all parts have together.
    pub(super) fn numbers(&self) -> usize {
        self.lows.len().saturating_add(self.decimals.len())
    }

    pub(super) fn name(&self, label: Label) -> Option<&str> {
        self.names.get(place(label)).map(String::as_str)
    }

    fn row(&self, part: usize) -> Row {
        self.rows.get(part).copied().unwrap_or_default()
    }

    /// Whether a part has something of one origin alone.
    pub(super) fn is_one(&self, part: usize) -> bool {
        self.row(part).length == 1
    }

    /// The origins of a row, in order.
    fn labels(&self, row: Row) -> impl Iterator<Item = Label> + '_ {
        (0..row.length).map(move |at| match row.labels {
            Some(from) => {
                let own = self.labels.get(from.saturating_add(at));
                own.copied().unwrap_or(Label::MAX)
            }
            None => Label::try_from(at).unwrap_or(Label::MAX),
        })
    }

    /// The values of a part by origin, in the order of the names.
    pub(super) fn of(&self, part: usize) -> impl Iterator<Item = (Label, Amount)> + '_ {
        let row = self.row(part);
        self.labels(row).enumerate().map(move |(behind, label)| {
            let at = row.from.saturating_add(behind);
            if row.decimals {
                let amount = self.decimals.get(at).copied();
                return (label, amount.unwrap_or(Amount::Open));
            }
            let open = row
                .open
                .and_then(|from| self.open.get(from.saturating_add(behind)))
                .is_some_and(|&open| open != 0);
            let small = self.lows.get(at).zip(self.highs.get(at));
            let amount = match small.filter(|_| !open) {
                Some((&low, &high)) => Amount::Small(Small {
                    places: row.places,
                    low,
                    high,
                }),
                None => Amount::Open,
            };
            (label, amount)
        })
    }

    /// Adds up what is in a part and what it adds itself, which no value of an origin exceeds where the part has a
    /// worth of its own.
    pub(super) fn gather(
        &mut self,
        part: usize,
        inside: &[Inherited],
        own: Option<(Label, Amount)>,
        worth: Option<&Range>,
        adding: &mut Adding,
    ) {
        let whole = worth.map(|worth| self.amounts.of(Some(worth)));
        let row = self.whole_numbers(inside, own, whole, adding);
        let row = row.unwrap_or_else(|| self.in_decimals(inside, own, worth, adding));
        if let Some(slot) = self.rows.get_mut(part) {
            *slot = row;
        }
    }

    /// In whole numbers; nothing where they do not hold it.
    fn whole_numbers(
        &mut self,
        inside: &[Inherited],
        own: Option<(Label, Amount)>,
        worth: Option<Amount>,
        adding: &mut Adding,
    ) -> Option<Row> {
        let places = self.places(inside, own, worth)?;
        adding.clear();
        for one in inside {
            self.add_row(one, self.row(one.child), places, adding)?;
        }
        if let Some((label, amount)) = own {
            adding.add(label, amount, places)?;
        }
        let some_open = adding.open.iter().any(|&open| open != 0);
        if let Some(whole) = worth {
            let Amount::Small(whole) = whole else {
                return None;
            };
            let whole = whole.lifted(places)?;
            // A part that holds more than it is worth, or that something of has no bounds, is cut down in decimals.
            if some_open || adding.highs.iter().any(|&high| high > whole.high) {
                return None;
            }
        }
        let from = self.lows.len();
        let count = adding.lows.len();
        let length = adding.count();
        let (labels, open) = (self.labels.len(), self.open.len());
        if length == count {
            self.lows.extend_from_slice(&adding.lows);
            self.highs.extend_from_slice(&adding.highs);
            if some_open {
                self.open.extend_from_slice(&adding.open);
            }
        } else {
            for at in adding.each() {
                self.lows.push(adding.lows.get(at).copied()?);
                self.highs.push(adding.highs.get(at).copied()?);
                self.labels.push(Label::try_from(at).ok()?);
                if some_open {
                    self.open.push(adding.open.get(at).copied()?);
                }
            }
        }
        Some(Row {
            from,
            length,
            labels: (length < count).then_some(labels),
            open: some_open.then_some(open),
            places,
            decimals: false,
        })
    }

    /// How many places the sums of a part have; nothing where they are no whole numbers.
    fn places(
        &self,
        inside: &[Inherited],
        own: Option<(Label, Amount)>,
        worth: Option<Amount>,
    ) -> Option<u8> {
        let of = |amount: Amount| match amount {
            Amount::Open => Some(0),
            Amount::Small(small) => Some(small.places),
            Amount::Wide(_) => None,
        };
        let mut places = own.map_or(Some(0), |(_, amount)| of(amount))?;
        places = places.max(worth.map_or(Some(0), of)?);
        for one in inside {
            let row = self.row(one.child);
            if row.decimals {
                return None;
            }
            if one.all || row.open.is_some() {
                places = places.max(of(one.bound)?);
            }
            if !one.all {
                let more = u8::try_from(one.quantity.places()).ok()?;
                places = places.max(row.places.checked_add(more)?);
            }
        }
        Some(places)
    }

    /// Adds so many of a part to the sums; nothing where no whole number holds them.
    fn add_row(&self, one: &Inherited, row: Row, places: u8, adding: &mut Adding) -> Option<()> {
        if one.all {
            return self
                .labels(row)
                .try_for_each(|label| adding.add(label, one.bound, places));
        }
        let span = |from: usize| Some(from..from.checked_add(row.length)?);
        let numbers = span(row.from)?;
        let (lows, highs) = (self.lows.get(numbers.clone())?, self.highs.get(numbers)?);
        let more = u32::from(places)
            .checked_sub(u32::from(row.places))?
            .checked_sub(one.quantity.places())?;
        let factor = i64::try_from(one.quantity.mantissa())
            .ok()?
            .checked_mul(10_i64.checked_pow(more)?)?;
        if let Some(open) = row.open {
            let open = self.open.get(span(open)?)?;
            let labels = self.labels(row);
            for (((label, &low), &high), &open) in labels.zip(lows).zip(highs).zip(open) {
                let amount = match open {
                    0 => Amount::Small(Small {
                        places,
                        low: low.checked_mul(factor)?,
                        high: high.checked_mul(factor)?,
                    }),
                    _ => one.bound,
                };
                adding.add(label, amount, places)?;
            }
            return Some(());
        }
        let Some(labels) = row.labels else {
            adding.meet_all();
            add_all(&mut adding.lows, lows, factor)?;
            return add_all(&mut adding.highs, highs, factor);
        };
        let labels = self.labels.get(span(labels)?)?;
        for &label in labels {
            adding.meet(label)?;
        }
        add_some(&mut adding.lows, labels, lows, factor)?;
        add_some(&mut adding.highs, labels, highs, factor)
    }

    /// In decimals, which hold everything that can be told.
    fn in_decimals(
        &mut self,
        inside: &[Inherited],
        own: Option<(Label, Amount)>,
        worth: Option<&Range>,
        adding: &mut Adding,
    ) -> Row {
        adding.clear();
        adding.sums.fill(None);
        for one in inside {
            let theirs: Vec<(Label, Amount)> = self.of(one.child).collect();
            for (label, amount) in theirs {
                let amount = if one.all || amount.is_open() {
                    one.bound
                } else {
                    self.amounts.times(amount, one.quantity)
                };
                adding.add_decimal(label, amount, &mut self.amounts);
            }
        }
        if let Some((label, amount)) = own {
            adding.add_decimal(label, amount, &mut self.amounts);
        }
        let mut found: Vec<Amount> = Vec::with_capacity(adding.count());
        for at in adding.each() {
            let sum = adding.sums.get(at).copied().flatten();
            let amount = sum.unwrap_or(Amount::Open);
            found.push(match worth {
                Some(worth) => self.amounts.within(amount, worth),
                None => amount,
            });
        }
        let length = found.len();
        let labels = (length < adding.lows.len()).then_some(self.labels.len());
        if labels.is_some() {
            let labels = adding.each().filter_map(|at| Label::try_from(at).ok());
            self.labels.extend(labels);
        }
        self.keep(labels, &found).unwrap_or_else(|| {
            let from = self.decimals.len();
            self.decimals.extend(found);
            Row {
                from,
                length,
                labels,
                open: None,
                places: 0,
                decimals: true,
            }
        })
    }

    /// What was worked out in decimals, in whole numbers after all where they hold it.
    fn keep(&mut self, labels: Option<usize>, found: &[Amount]) -> Option<Row> {
        let smalls = || {
            found.iter().map(|one| match one {
                Amount::Open => Some(None),
                Amount::Small(small) => Some(Some(*small)),
                Amount::Wide(_) => None,
            })
        };
        let places = smalls().try_fold(0, |places: u8, small| {
            Some(small?.map_or(places, |small| small.places.max(places)))
        })?;
        let lifted: Option<Vec<Option<Small>>> = smalls()
            .map(|small| match small? {
                Some(small) => small.lifted(places).map(Some),
                None => Some(None),
            })
            .collect();
        let lifted = lifted?;
        let row = Row {
            from: self.lows.len(),
            length: found.len(),
            labels,
            open: lifted.contains(&None).then_some(self.open.len()),
            places,
            decimals: false,
        };
        for small in lifted {
            self.lows.push(small.map_or(0, |small| small.low));
            self.highs.push(small.map_or(0, |small| small.high));
            if row.open.is_some() {
                self.open.push(u8::from(small.is_none()));
            }
        }
        Some(row)
    }
}

impl Adding {
    fn clear(&mut self) {
        self.lows.fill(0);
        self.highs.fill(0);
        self.open.fill(0);
        self.met.fill(0);
    }

    fn meet(&mut self, label: Label) -> Option<()> {
        let at = place(label);
        *self.met.get_mut(at / 64)? |= 1 << (at % 64);
        Some(())
    }

    fn meet_all(&mut self) {
        let mut rest = self.lows.len();
        for bits in &mut self.met {
            *bits = if rest >= 64 {
                u64::MAX
            } else {
                (1 << rest) - 1
            };
            rest = rest.saturating_sub(64);
        }
    }

    /// How many origins the part at hand has something of.
    fn count(&self) -> usize {
        self.met
            .iter()
            .map(|bits| place(bits.count_ones()))
            .fold(0, usize::saturating_add)
    }

    /// These origins, in order.
    fn each(&self) -> impl Iterator<Item = usize> + '_ {
        self.met.iter().enumerate().flat_map(|(word, &bits)| {
            let mut bits = bits;
            std::iter::from_fn(move || {
                let bit = (bits != 0).then(|| place(bits.trailing_zeros()))?;
                bits &= bits.wrapping_sub(1);
                Some(word.saturating_mul(64).saturating_add(bit))
            })
        })
    }

    fn add(&mut self, label: Label, amount: Amount, places: u8) -> Option<()> {
        let at = place(label);
        self.meet(label)?;
        match amount {
            Amount::Open => *self.open.get_mut(at)? = 1,
            Amount::Small(small) => {
                let small = small.lifted(places)?;
                let (low, high) = (self.lows.get_mut(at)?, self.highs.get_mut(at)?);
                *low = low.checked_add(small.low)?;
                *high = high.checked_add(small.high)?;
            }
            Amount::Wide(_) => return None,
        }
        Some(())
    }

    /// Adds to what the part at hand has of an origin, in decimals.
    fn add_decimal(&mut self, label: Label, amount: Amount, amounts: &mut Amounts) {
        self.meet(label);
        if let Some(slot) = self.sums.get_mut(place(label)) {
            *slot = Some(match *slot {
                Some(sum) => amounts.plus(sum, amount),
                None => amount,
            });
        }
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Adds so many times a row of numbers; nothing where one of the sums is too large.
fn add_all(sums: &mut [i64], more: &[i64], factor: i64) -> Option<()> {
    if factor != 1 {
        for (sum, &one) in sums.iter_mut().zip(more) {
            *sum = sum.checked_add(one.checked_mul(factor)?)?;
        }
        return Some(());
    }
    let mut over = 0_i64;
    for (sum, &one) in sums.iter_mut().zip(more) {
        // A sum has the sign of neither where, and only where, it does not fit.
        let new = sum.wrapping_add(one);
        over |= (*sum ^ new) & (one ^ new);
        *sum = new;
    }
    (over >= 0).then_some(())
}

/// The same for some of the sums.
fn add_some(sums: &mut [i64], labels: &[Label], more: &[i64], factor: i64) -> Option<()> {
    for (&label, &one) in labels.iter().zip(more) {
        let sum = sums.get_mut(place(label))?;
        let one = if factor == 1 {
            one
        } else {
            one.checked_mul(factor)?
        };
        *sum = sum.checked_add(one)?;
    }
    Some(())
}
