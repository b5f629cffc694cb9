//! Intervals against the numbers within.

use exeat_value::{Bound, Comparison, Decimal, Interval, Truth};
use proptest::prelude::*;

use crate::strategies;

fn interval(text: &str) -> Interval {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Halves from -20 to 20: between any two bounds of the random intervals, on
/// each of them, and beyond them all.
fn samples() -> impl Iterator<Item = Decimal> {
    (-40i128..=40).filter_map(|halves| Decimal::from_parts(halves * 5, 1))
}

fn within(interval: &Interval) -> Vec<Decimal> {
    samples()
        .filter(|number| interval.contains(*number))
        .collect()
}

#[test]
fn comparisons_at_the_bounds() {
    let two = Decimal::from(2u32);
    for (text, at_least, at_most, less, more, equal) in [
        (
            "[2, 2]",
            Truth::True,
            Truth::True,
            Truth::False,
            Truth::False,
            Truth::True,
        ),
        (
            "[1, 2]",
            Truth::Unknown,
            Truth::True,
            Truth::Unknown,
            Truth::False,
            Truth::Unknown,
        ),
        (
            "[1, 2)",
            Truth::False,
            Truth::True,
            Truth::True,
            Truth::False,
            Truth::False,
        ),
        (
            "[2, 3]",
            Truth::True,
            Truth::Unknown,
            Truth::False,
            Truth::Unknown,
            Truth::Unknown,
        ),
        (
            "(2, 3]",
            Truth::True,
            Truth::False,
            Truth::False,
            Truth::True,
            Truth::False,
        ),
        (
            "[1, 3]",
            Truth::Unknown,
            Truth::Unknown,
            Truth::Unknown,
            Truth::Unknown,
            Truth::Unknown,
        ),
        (
            "(.., ..)",
            Truth::Unknown,
            Truth::Unknown,
            Truth::Unknown,
            Truth::Unknown,
            Truth::Unknown,
        ),
        (
            "(2, ..)",
            Truth::True,
            Truth::False,
            Truth::False,
            Truth::True,
            Truth::False,
        ),
        (
            "(.., 2)",
            Truth::False,
            Truth::True,
            Truth::True,
            Truth::False,
            Truth::False,
        ),
    ] {
        let interval = interval(text);
        let answers = Comparison::ALL.map(|comparison| interval.is(comparison, two));
        assert_eq!(answers, [at_least, at_most, less, more, equal], "{text}");
    }
}

#[test]
fn a_contradiction_tells_nothing() {
    let empty = Interval::between(Decimal::HUNDRED, Decimal::ONE);
    assert!(empty.is_empty());
    for comparison in Comparison::ALL {
        assert_eq!(empty.is(comparison, Decimal::ZERO), Truth::Unknown);
    }
    let sum = empty.add(&Interval::between(Decimal::ZERO, Decimal::from(1000u32)));
    assert_eq!(sum.map(|sum| sum.is_empty()), Some(true));
    let point = Bound::exclusive(Decimal::ONE);
    assert!(
        Interval {
            low: Some(point),
            high: Some(Bound::inclusive(Decimal::ONE))
        }
        .is_empty()
    );
}

#[test]
fn one_number_is_known() {
    assert_eq!(Interval::exactly(Decimal::ONE).known(), Some(Decimal::ONE));
    assert_eq!(interval("[1, 2]").known(), None);
    assert_eq!(interval("[1, ..)").known(), None);
    assert_eq!(Interval::default(), Interval::ANYTHING);
}

proptest! {
    /// True, false and unknown mean: all numbers within pass, none does, some
    /// do and some do not.
    #[test]
    fn answers_are_those_of_the_numbers_within(
        interval in strategies::interval(),
        comparison in strategies::comparison(),
        threshold in strategies::small_decimal(),
    ) {
        let answers: Vec<bool> = within(&interval)
            .into_iter()
            .map(|number| comparison.holds(number.cmp(&threshold)))
            .collect();
        let expected = match (answers.contains(&true), answers.contains(&false)) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => Truth::Unknown,
        };
        prop_assert_eq!(interval.is_empty(), answers.is_empty());
        prop_assert_eq!(interval.is(comparison, threshold), expected);
    }

    #[test]
    fn passing_numbers_pass(
        comparison in strategies::comparison(),
        threshold in strategies::small_decimal(),
        number in strategies::small_decimal(),
    ) {
        prop_assert_eq!(
            Interval::passing(comparison, threshold).contains(number),
            comparison.holds(number.cmp(&threshold))
        );
    }

    #[test]
    fn an_intersection_holds_what_both_hold(a in strategies::interval(), b in strategies::interval()) {
        let both = a.intersect(&b);
        for number in samples() {
            prop_assert_eq!(both.contains(number), a.contains(number) && b.contains(number));
        }
        prop_assert!(both.is_within(&a) && both.is_within(&b));
        let all_in_b = within(&a).iter().all(|number| b.contains(*number));
        // Beyond the samples, only a missing end can tell them apart.
        if a.is_within(&b) {
            prop_assert!(all_in_b);
        } else if a.low.is_some() && a.high.is_some() {
            prop_assert!(!all_in_b);
        }
    }

    #[test]
    fn a_sum_holds_the_sums(a in strategies::interval(), b in strategies::interval()) {
        let Some(sum) = a.add(&b) else {
            return Err(TestCaseError::fail("small numbers add up"));
        };
        prop_assert_eq!(sum.is_empty(), a.is_empty() || b.is_empty());
        for one in within(&a) {
            for two in within(&b) {
                prop_assert!(one.checked_add(two).is_some_and(|number| sum.contains(number)));
            }
        }
        // And no more than those: each end is the sum of the ends.
        if !sum.is_empty() && let (Some(low), Some(one), Some(two)) = (sum.low, a.low, b.low) {
            prop_assert_eq!(Some(low.value), one.value.checked_add(two.value));
            prop_assert_eq!(low.inclusive, one.inclusive && two.inclusive);
        }
    }

    /// A narrower interval never takes back an answer.
    #[test]
    fn answers_are_monotone_in_information(
        a in strategies::interval(),
        b in strategies::interval(),
        comparison in strategies::comparison(),
        threshold in strategies::small_decimal(),
    ) {
        let narrower = a.intersect(&b);
        if !narrower.is_empty() {
            prop_assert!(narrower.is(comparison, threshold).refines(a.is(comparison, threshold)));
        }
    }
}
