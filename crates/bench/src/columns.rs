//! Rows as a batch of columns: what a table of them becomes once, however often it is swept.

use std::hash::Hash;

use exeat_facts::batch::{
    Amount, Batch, BatchError, Column, ColumnKey, ColumnSubject, Completeness,
};
use exeat_facts::{Fact, Role, Value, Vocabulary};
use exeat_value::{Currency, Decimal, Money, UnknownReason};
use rustc_hash::FxHashMap;

use crate::row_world::{Answers, Columns, date};
use crate::rows::Row;

/// How the values of the products are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wholes {
    /// Each once: it costs a search, and less memory where rows share them.
    Once,
    /// One for each row, as for a table in which nearly all differ.
    ForEachRow,
}

/// The rows as a batch.
///
/// # Errors
/// Never: every value is of the type of its fact.
pub fn batch(
    columns: &Columns,
    rows: &[Row],
    dollars: Currency,
    wholes: Wholes,
) -> Result<Batch, BatchError> {
    let money = |amount: i64| Fact::known(Value::Money(Money::new(Decimal::from(amount), dollars)));
    let blank = || Fact::Unknown(UnknownReason::NotAsked);
    let answers = |answers: &Answers, of: fn(&Row) -> Option<bool>| {
        let dictionary = [Some(false), Some(true), None].map(|one| answers.of(one).clone());
        let code = |row: &Row| of(row).map_or(2, u32::from);
        (dictionary.to_vec(), rows.iter().map(code).collect())
    };
    let fact = |subject, fact, (dictionary, codes)| Column::new(subject, fact, dictionary, codes);
    let of_component = ColumnSubject::Component;
    let value = ColumnKey::Amount(Amount::Value);
    let (values, value_codes) = coded(
        rows,
        |row| row.part_value,
        |one| one.map_or_else(blank, money),
    );
    let all = vec![
        fact(
            ColumnSubject::Shipment,
            columns.date,
            coded(rows, |row| row.day, date),
        )?,
        fact(
            ColumnSubject::Item,
            columns.value,
            match wholes {
                Wholes::Once => coded(rows, |row| row.whole_value, money),
                Wholes::ForEachRow => each(rows, |row| row.whole_value, money),
            },
        )?,
        Column::of_key(value, values, value_codes, Vocabulary::standard())?,
        fact(
            of_component,
            columns.origin,
            answers(&columns.from_china, |row| row.part_from_china),
        )?,
        fact(
            of_component,
            columns.form,
            answers(&columns.is_magnet, |row| row.part_is_magnet),
        )?,
        fact(
            ColumnSubject::Item,
            columns.technology,
            answers(&columns.yes_no, |row| row.chinese_technology),
        )?,
        fact(
            ColumnSubject::Party(Role::EndUser),
            columns.on_list,
            answers(&columns.yes_no, |row| row.end_user_listed),
        )?,
        fact(
            ColumnSubject::EndUse,
            columns.purpose,
            answers(&columns.for_relief, |row| row.relief),
        )?,
    ];
    Batch::new(all, rows.len())?.with_components(Completeness::Complete)
}

/// An answer for each row, where nearly all differ: to look for those that do not would cost more than it saves.
fn each<K>(rows: &[Row], of: impl Fn(&Row) -> K, fact: impl Fn(K) -> Fact) -> (Vec<Fact>, Vec<u32>) {
    let dictionary = rows.iter().map(|row| fact(of(row))).collect();
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    (dictionary, (0..count).collect())
}

/// Each distinct answer once, in the order in which they are met, and for each row which it is.
fn coded<K: Copy + Eq + Hash>(
    rows: &[Row],
    of: impl Fn(&Row) -> K,
    fact: impl Fn(K) -> Fact,
) -> (Vec<Fact>, Vec<u32>) {
    let mut codes: FxHashMap<K, u32> = FxHashMap::default();
    let mut dictionary = Vec::new();
    let of_rows = rows.iter().map(|row| {
        let key = of(row);
        *codes.entry(key).or_insert_with(|| {
            dictionary.push(fact(key));
            u32::try_from(dictionary.len() - 1).unwrap_or(u32::MAX)
        })
    });
    let of_rows = of_rows.collect();
    (dictionary, of_rows)
}
