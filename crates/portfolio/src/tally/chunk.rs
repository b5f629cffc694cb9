//! The rows of a chunk, counted.

use std::sync::Arc;

use exeat_documents::tables::{Label, Mapped};
use exeat_value::Decimal;
use rustc_hash::FxHashMap;

use super::sum::Sum;
use super::texts::Texts;
use super::{Tallies, Witness};
use crate::answer::Answer;
use crate::change::{Step, step};
use crate::stand::{AnswerId, Answers};

/// Where a chunk comes from, for witnesses.
pub(crate) struct Origin<'a> {
    pub(crate) chunk: u64,
    pub(crate) file: &'a str,
    pub(crate) places: &'a [u64],
}

/// Counts a chunk: what is said of each row, under each stand.
pub(crate) fn count(
    mapped: &Mapped,
    said: &[Vec<AnswerId>],
    answers: &Answers,
    origin: &Origin<'_>,
) -> Tallies {
    let rows = mapped.batch.rows();
    let rejected = mapped.rejects.len();
    let mut tallies = Tallies {
        rows_in: number(rows + rejected),
        rows_out: number(rows),
        rejected: number(rejected),
        ..Tallies::default()
    };
    let texts = Texts::of(mapped);
    // Days of one month count as one.
    let mut numbered: FxHashMap<&str, u32> = FxHashMap::default();
    let months: Vec<u32> = texts
        .month
        .texts
        .iter()
        .map(|month| {
            let next = u32::try_from(numbered.len()).unwrap_or(u32::MAX);
            *numbered.entry(month).or_insert(next)
        })
        .collect();
    // Rows that are alike in everything that is counted by are added up first.
    let mut groups: FxHashMap<Key, Group> = FxHashMap::default();
    for row in 0..rows {
        let key = Key {
            answers: [
                said.first().and_then(|ids| ids.get(row)).copied(),
                said.get(1).and_then(|ids| ids.get(row)).copied(),
            ],
            destination: texts.destination.code(row),
            item: texts.item.code(row),
            customer: texts.customer.code(row),
            month: months
                .get(row_code(texts.month.code(row)))
                .copied()
                .unwrap_or(u32::MAX),
        };
        let group = groups.entry(key).or_insert_with(|| Group {
            first: row,
            rows: 0,
            worth: Vec::new(),
        });
        group.rows += 1;
        if let Some(money) = mapped.worth(row) {
            match group
                .worth
                .iter_mut()
                .find(|(currency, _)| *currency == money.currency)
            {
                Some((_, sum)) => *sum = sum.and_then(|sum| sum.checked_add(money.amount)),
                None => group.worth.push((money.currency, Some(money.amount))),
            }
        }
    }
    let mut ordered: Vec<(Key, Group)> = groups.into_iter().collect();
    ordered.sort_by_key(|(_, group)| group.first);
    let mut known: FxHashMap<AnswerId, Arc<Answer>> = FxHashMap::default();
    let mut steps: FxHashMap<(AnswerId, AnswerId), Step> = FxHashMap::default();
    for (key, group) in &ordered {
        let sum = Sum {
            rows: group.rows,
            worth: group
                .worth
                .iter()
                .map(|(currency, worth)| (currency.to_string(), *worth))
                .collect(),
        };
        let mut answer = |id: Option<AnswerId>| {
            let id = id?;
            if let Some(answer) = known.get(&id) {
                return Some((id, Arc::clone(answer)));
            }
            let answer = answers.get(id)?;
            known.insert(id, Arc::clone(&answer));
            Some((id, answer))
        };
        let first = answer(key.answers[0]);
        let second = answer(key.answers[1]);
        let place = Place {
            destination: texts.destination.text(group.first),
            item: texts.item.text(group.first),
            customer: texts.customer.text(group.first),
            month: texts.month.text(group.first),
        };
        match (first, second) {
            (Some((_, answer)), None) => tallies.under_one(&answer, &place, &sum),
            (Some((from_id, from)), Some((to_id, to))) => {
                let step = steps
                    .entry((from_id, to_id))
                    .or_insert_with(|| step(&from, &to))
                    .clone();
                let witness = || Witness {
                    chunk: origin.chunk,
                    file: origin.file.to_owned(),
                    place: mapped
                        .rows
                        .get(group.first)
                        .and_then(|&row| origin.places.get(row))
                        .copied()
                        .unwrap_or_default(),
                    row: mapped
                        .label(Label::Row)
                        .map(|column| column.get(group.first).text().into_owned())
                        .unwrap_or_default(),
                    item: place.item.to_owned(),
                    customer: place.customer.to_owned(),
                    destination: place.destination.to_owned(),
                };
                // What the rows meet under the later law, for the tables beside the changes.
                tallies.under_one(&to, &place, &sum);
                tallies.under_two(step, &place, &sum, witness);
            }
            _ => {}
        }
    }
    if let (Some(items), Some(names)) = (mapped.label(Label::Item), mapped.label(Label::ItemName)) {
        let mut seen: FxHashMap<u32, ()> = FxHashMap::default();
        for (row, &code) in items.codes.iter().enumerate() {
            if seen.insert(code, ()).is_none() {
                let name = names.get(row).text().into_owned();
                if !name.is_empty() {
                    tallies
                        .item_names
                        .entry(items.get(row).text().into_owned())
                        .or_insert(name);
                }
            }
        }
    }
    tallies
}

pub(super) struct Place<'a> {
    pub(super) destination: &'a str,
    pub(super) item: &'a str,
    pub(super) customer: &'a str,
    pub(super) month: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    answers: [Option<AnswerId>; 2],
    destination: u32,
    item: u32,
    customer: u32,
    month: u32,
}

struct Group {
    first: usize,
    rows: u64,
    worth: Vec<(exeat_value::Currency, Option<Decimal>)>,
}

fn row_code(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
