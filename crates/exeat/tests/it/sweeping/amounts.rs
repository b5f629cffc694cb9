//! Shares of rows: amounts in whole and in small units, in several currencies, unknown, between and contested.
//!
//! A sweep compares a part with its whole by whole numbers where it can, and by what they are stated in where it
//! cannot. Either way a row comes out as its case does.

use std::sync::Arc;

use exeat_facts::batch::{Amount, Batch, Column, ColumnKey, ColumnSubject, Completeness};
use exeat_facts::{Candidate, CodeListId, Fact, Scope, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_law::verdict::Verdict;
use exeat_sweep::{Options, Sweep};
use exeat_value::{Day, Decimal, Money, UnknownReason};
use proptest::collection::vec;
use proptest::prelude::*;

use super::random_rows::{agree, check};

/// Percentages at, below and above which something happens, a hundred and nothing among them.
const LAW: &str = "\
jurisdiction XX
  name \"Examplia\"
  authority MOT \"Ministry of Trade\"

instrument XX.2025-1
  title \"Export controls by the value of foreign parts\"
  of XX
  issued 2025-01-01
  in force from 2025-01-01
  verified through 2026-12-31

rule from-a-thousandth
  cites §1
  licence from MOT
  when all of
    (share) share by value of components of item where (component.origin is CN) is at least 0.1 %
    (to) shipment.destination is US

rule above-a-quarter
  cites §2
  prohibited
  when share by value of components of item where (component.origin is CN) is more than 25 %

rule almost-nothing
  cites §3
  licence from MOT
  when all of
    (share) share by value of components of item where (component.origin is not CN) is at most 0.000001 %
    (to) shipment.destination is DE

rule the-whole
  cites §4
  licence from MOT
  when all of
    (share) share by value of components of item where (component.origin is CN) is at least 100 %
    (to) shipment.destination is FR
";

fn amount(currency: &'static str) -> impl Strategy<Value = Value> {
    let mantissa = prop_oneof![
        0_i64..5,
        0_i64..2_000,
        Just(1_000_000),
        0..i64::MAX,
        (1_i64..1_000).prop_map(|one| one * 1_000),
    ];
    (mantissa, 0_u32..9).prop_map(move |(mantissa, places)| {
        let amount = Decimal::from_parts(i128::from(mantissa), places).expect("few places");
        Value::Money(Money::new(amount, currency.parse().expect("a currency")))
    })
}

/// What may stand in a cell.
fn cell() -> impl Strategy<Value = Fact> {
    let known = |currency| amount(currency).prop_map(Fact::known);
    prop_oneof![
        8 => known("USD"),
        1 => known("EUR"),
        2 => Just(Fact::Unknown(UnknownReason::NotAsked)),
        1 => Just(Fact::Unknown(UnknownReason::Withheld)),
        1 => (amount("USD"), amount("USD")).prop_map(|(one, other)| between(one, other)),
        1 => (amount("USD"), amount("USD")).prop_map(|(one, other)| contested(one, other)),
    ]
}

/// The same where all amounts are dollars, or unknown, or not even that.
fn dollars(with_unknown: bool) -> BoxedStrategy<Fact> {
    let known = amount("USD").prop_map(Fact::known);
    if with_unknown {
        prop_oneof![5 => known, 1 => Just(Fact::Unknown(UnknownReason::NotAsked))].boxed()
    } else {
        known.boxed()
    }
}

fn money(value: &Value) -> Decimal {
    match value {
        Value::Money(money) => money.amount,
        _ => Decimal::ZERO,
    }
}

fn between(one: Value, other: Value) -> Fact {
    let (low, high) = if money(&one) <= money(&other) {
        (one, other)
    } else {
        (other, one)
    };
    let evidence = Vec::new();
    Fact::Between {
        low,
        high,
        evidence,
    }
}

fn contested(one: Value, other: Value) -> Fact {
    let candidate = |value| Candidate {
        value,
        statements: Vec::new(),
    };
    if one == other {
        return Fact::known(one);
    }
    Fact::Contested(vec![candidate(one), candidate(other)])
}

/// A row: what the whole and the part are worth, the part's share, where the part is from and where it goes.
type Cells = (Fact, Fact, Fact, u32, u32);

fn rows() -> impl Strategy<Value = (Vec<Cells>, u8)> {
    let share = prop_oneof![
        3 => Just(Fact::Unknown(UnknownReason::NotAsked)),
        1 => (0_i64..1_000).prop_map(|one| {
            Fact::known(Value::Share(Decimal::from_parts(i128::from(one), 1).expect("a share")))
        }),
    ];
    let none = || Just(Fact::Unknown(UnknownReason::NotAsked)).boxed();
    let kinds = prop_oneof![
        (Just(cell().boxed()), Just(share.boxed())),
        (Just(dollars(true)), Just(none())),
        (Just(dollars(false)), Just(none())),
    ];
    kinds.prop_flat_map(|(amounts, share)| {
        let row = (amounts.clone(), amounts, share, 0_u32..3, 0_u32..4);
        (vec(row, 1..12), 0_u8..3)
    })
}

fn batch((rows, completeness): &(Vec<Cells>, u8)) -> Batch {
    let vocabulary = Vocabulary::standard();
    let codes: Vec<u32> = (0..u32::try_from(rows.len()).expect("few rows")).collect();
    let column = |of: fn(&Cells) -> &Fact| rows.iter().map(|row| of(row).clone()).collect();
    let country = |code: &str| {
        let code = vocabulary.find_code(CodeListId::COUNTRY, code);
        Fact::known(Value::Code(code.expect("a country")))
    };
    let blank = || Fact::Unknown(UnknownReason::NotAsked);
    let fact = |scope, name| vocabulary.find(scope, name).expect("a fact");
    let origins = vec![country("CN"), country("JP"), blank()];
    let places = vec![country("US"), country("DE"), country("FR"), blank()];
    let stated = |of: fn(&Cells) -> u32| rows.iter().map(of).collect();
    let columns = [
        Column::new(
            ColumnSubject::Item,
            fact(Scope::Item, "value"),
            column(|row| &row.0),
            codes.clone(),
        ),
        Column::amount(Amount::Value, column(|row| &row.1), codes.clone()),
        Column::amount(Amount::ValueShare, column(|row| &row.2), codes),
        Column::new(
            ColumnSubject::Component,
            fact(Scope::Item, "origin"),
            origins,
            stated(|row| row.3),
        ),
        Column::new(
            ColumnSubject::Shipment,
            fact(Scope::Shipment, "destination"),
            places,
            stated(|row| row.4),
        ),
    ];
    let columns = columns.into_iter().collect::<Result<Vec<_>, _>>();
    let said = match completeness {
        0 => Completeness::Open,
        1 => Completeness::Complete,
        _ => Completeness::OfRows((0..rows.len()).map(|row| row % 2 == 0).collect()),
    };
    Batch::new(columns.expect("columns"), rows.len())
        .and_then(|batch| batch.with_components(said))
        .expect("a batch")
}

fn laws(text: &str) -> [FrozenLaw; 1] {
    let source = SourceText {
        path: "xx/2025-1.law".to_owned(),
        text: text.to_owned(),
    };
    let (rulebook, diagnostics) = load(vec![source], Vocabulary::standard());
    assert!(
        !diagnostics.iter().any(|one| one.diagnostic.is_error()),
        "{diagnostics:#?}"
    );
    let day = Day::new(2025, 6, 1).expect("a day");
    [FrozenLaw::new(Arc::new(rulebook), day, day)]
}

/// The law with its first rule alone, and so with one percentage.
fn with_one_percentage() -> &'static str {
    let end = LAW.find("rule above-a-quarter").expect("the second rule");
    &LAW[..end]
}

#[test]
fn shares_of_rows_are_those_of_their_cases() {
    for text in [LAW, with_one_percentage()] {
        let laws = laws(text);
        check(&rows(), 7, 600, |rows| {
            agree(&laws, &batch(&rows), Options::default())
        });
    }
}

/// More amounts than a table of classes has places, each in a row of its own.
#[test]
fn a_share_of_very_many_amounts_is_reckoned_exactly() {
    const ROWS: i64 = 70_000;
    let vocabulary = Vocabulary::standard();
    let fact = |scope, name| vocabulary.find(scope, name).expect("a fact");
    let country = |code: &str| {
        let code = vocabulary.find_code(CodeListId::COUNTRY, code);
        Fact::known(Value::Code(code.expect("a country")))
    };
    let dollars = |amount: i64| {
        Fact::known(Value::Money(Money::new(
            Decimal::from(amount),
            "USD".parse().expect("a currency"),
        )))
    };
    let blank = || Fact::Unknown(UnknownReason::NotAsked);
    let rows = usize::try_from(ROWS).expect("not so many");
    // The last of the wholes is not known, and neither is one part in nine.
    let whole = |row: i64| (row + 1 < ROWS).then_some(1 + row);
    let part = |row: i64| (row % 9 > 0).then_some(row % 101);
    let wholes: Vec<Fact> = (0..ROWS)
        .map(|row| whole(row).map_or_else(blank, dollars))
        .collect();
    let parts: Vec<Fact> = (0..101).map(dollars).chain([blank()]).collect();
    let part_code = |row| u32::try_from(part(row).unwrap_or(101)).expect("a few");
    let codes = (0..u32::try_from(rows).expect("not so many")).collect();
    let worth = fact(Scope::Item, "value");
    let columns = [
        Column::new(ColumnSubject::Item, worth, wholes, codes),
        Column::amount(Amount::Value, parts, (0..ROWS).map(part_code).collect()),
        Column::constant(
            ColumnSubject::Component,
            fact(Scope::Item, "origin"),
            country("CN"),
            rows,
        ),
        Column::constant(
            ColumnSubject::Shipment,
            fact(Scope::Shipment, "destination"),
            country("US"),
            rows,
        ),
    ];
    let columns = columns.into_iter().collect::<Result<Vec<_>, _>>();
    let batch = Batch::new(columns.expect("columns"), rows)
        .and_then(|batch| batch.with_components(Completeness::Complete))
        .expect("a batch");
    let laws = laws(with_one_percentage());
    let apart = vec![ColumnKey::Fact(ColumnSubject::Item, worth)];
    for (apart, signatures) in [(Vec::new(), 5), (apart, rows)] {
        let options = Options {
            apart,
            ..Options::default()
        };
        let mut sweep = Sweep::new(&laws, options);
        let swept = sweep.rows(&batch).expect("the first batch");
        assert!(sweep.signature_count() <= signatures);
        for (row, &signature) in (0_i64..).zip(&swept.signatures) {
            let expected = match (part(row), whole(row)) {
                (Some(part), Some(whole)) if part * 1_000 >= whole => Verdict::LicenceRequired,
                (Some(_), Some(_)) => Verdict::NoLicenceRequired,
                _ => Verdict::Undetermined,
            };
            assert_eq!(sweep.answer(signature).overall(0), expected, "row {row}");
        }
    }
}
