//! Random values, with the awkward ones drawn often.

use exeat_value::{Bound, Comparison, Day, Decimal, Interval, Money, Quantity, Span, Unit};
use exeat_value::{Currency, DaySet, Truth};
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) const LARGEST_MANTISSA: i128 = (1 << 96) - 1;

/// Any decimal: small, of a few digits, or at the end of the range.
pub(crate) fn decimal() -> impl Strategy<Value = Decimal> {
    let mantissa = prop_oneof![
        4 => -1_000_000i128..=1_000_000,
        2 => -LARGEST_MANTISSA..=LARGEST_MANTISSA,
        1 => LARGEST_MANTISSA - 3..=LARGEST_MANTISSA,
        1 => select(vec![0i128, 1, -1, 10, 1 << 64, (1 << 64) - 1, 10i128.pow(28), 1 << 95]),
    ];
    let places = prop_oneof![3 => 0u32..=6, 1 => 0u32..=28, 1 => Just(28u32)];
    (mantissa, places).prop_filter_map("beyond the exact range", |(mantissa, places)| {
        Decimal::from_parts(mantissa, places)
    })
}

/// A decimal from a range so narrow that equal ones are common.
pub(crate) fn small_decimal() -> impl Strategy<Value = Decimal> {
    (-8i64..=8).prop_map(Decimal::from)
}

pub(crate) fn truth() -> impl Strategy<Value = Truth> {
    select(vec![Truth::False, Truth::Unknown, Truth::True])
}

pub(crate) fn comparison() -> impl Strategy<Value = Comparison> {
    select(Comparison::ALL.to_vec())
}

pub(crate) fn unit() -> impl Strategy<Value = Unit> {
    select(Unit::all().collect::<Vec<_>>())
}

pub(crate) fn currency() -> impl Strategy<Value = Currency> {
    select(Currency::all().collect::<Vec<_>>())
}

pub(crate) fn quantity() -> impl Strategy<Value = Quantity> {
    (decimal(), unit()).prop_map(|(amount, unit)| Quantity::new(amount, unit))
}

pub(crate) fn money() -> impl Strategy<Value = Money> {
    (decimal(), currency()).prop_map(|(amount, currency)| Money::new(amount, currency))
}

/// Any day of the calendar.
pub(crate) fn day() -> impl Strategy<Value = Day> {
    (-9999i16..=9999, 1i8..=12, 1i8..=31)
        .prop_filter_map("not on the calendar", |(year, month, day)| {
            Day::new(year, month, day).ok()
        })
}

/// The days that the naive oracle looks at: forty in a row.
pub(crate) fn window() -> Vec<Day> {
    let first = Day::new(2025, 10, 9).expect("a day of the calendar");
    std::iter::successors(Some(first), |day| Some(day.next()))
        .take(40)
        .collect()
}

/// A stretch within the window, perhaps empty, perhaps backward, perhaps
/// without end.
pub(crate) fn span() -> impl Strategy<Value = Span> {
    let days = window();
    (
        select(days.clone()),
        prop::option::weighted(0.9, select(days)),
    )
        .prop_map(|(from, until)| Span { from, until })
}

pub(crate) fn day_set() -> impl Strategy<Value = DaySet> {
    prop::collection::vec(span(), 0..6).prop_map(|spans| spans.into_iter().collect())
}

fn bound() -> impl Strategy<Value = Option<Bound>> {
    prop::option::weighted(
        0.8,
        (small_decimal(), any::<bool>()).prop_map(|(value, inclusive)| Bound { value, inclusive }),
    )
}

/// An interval between small numbers, perhaps empty.
pub(crate) fn interval() -> impl Strategy<Value = Interval> {
    (bound(), bound()).prop_map(|(low, high)| Interval { low, high })
}
