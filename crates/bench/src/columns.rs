//! Rows as a batch of columns: what a table of them becomes once, however often it is swept.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::hash::Hash;

use exeat_facts::batch::{Amount, Batch, BatchError, Column, ColumnKey, ColumnSubject, Completeness};
use exeat_facts::{Fact, Role, Value, Vocabulary};
use exeat_value::{Currency, Decimal, Money, UnknownReason};

use crate::row_world::{Answers, Columns, date};
use crate::rows::Row;

/// The rows as a batch.
///
/// # Errors
/// Never: every value is of the type of its fact.
pub fn batch(columns: &Columns, rows: &[Row], dollars: Currency) -> Result<Batch, BatchError> {
    let money = |amount: i64| Fact::known(Value::Money(Money::new(Decimal::from(amount), dollars)));
    let blank = || Fact::Unknown(UnknownReason::NotAsked);
    let answers = |answers: &Answers, of: fn(&Row) -> Option<bool>| {
        coded(rows, of, |answer| answers.of(*answer).clone())
    };
    let fact = |subject, fact, (dictionary, codes)| Column::new(subject, fact, dictionary, codes);
    let of_component = ColumnSubject::Component;
    let value = ColumnKey::Amount(Amount::Value);
    let (values, value_codes) = coded(rows, |row| row.part_value, |one| one.map_or_else(blank, money));
    let all = vec![
        fact(ColumnSubject::Shipment, columns.date, coded(rows, |row| row.day, |&day| date(day)))?,
        fact(ColumnSubject::Item, columns.value, coded(rows, |row| row.whole_value, |&one| money(one)))?,
        Column::of_key(value, values, value_codes, Vocabulary::standard())?,
        fact(of_component, columns.origin, answers(&columns.from_china, |row| row.part_from_china))?,
        fact(of_component, columns.form, answers(&columns.is_magnet, |row| row.part_is_magnet))?,
        fact(ColumnSubject::Item, columns.technology, answers(&columns.yes_no, |row| row.chinese_technology))?,
        fact(ColumnSubject::Party(Role::EndUser), columns.on_list, answers(&columns.yes_no, |row| row.end_user_listed))?,
        fact(ColumnSubject::EndUse, columns.purpose, answers(&columns.for_relief, |row| row.relief))?,
    ];
    Batch::new(all, rows.len())?.with_components(Completeness::Complete)
}

/// Each distinct answer once, and for each row which it is. The answers are in their order, as those of a column
/// store's dictionary are.
fn coded<K: Copy + Ord + Hash>(
    rows: &[Row],
    of: impl Fn(&Row) -> K,
    fact: impl Fn(&K) -> Fact,
) -> (Vec<Fact>, Vec<u32>) {
    let mut distinct: BTreeMap<K, u32> = rows.iter().map(|row| (of(row), 0)).collect();
    for (place, code) in (0..).zip(distinct.values_mut()) {
        *code = place;
    }
    let codes: HashMap<K, u32> = distinct.iter().map(|(&key, &code)| (key, code)).collect();
    let of_rows = rows.iter().map(|row| codes[&of(row)]).collect();
    (distinct.keys().map(fact).collect(), of_rows)
}
