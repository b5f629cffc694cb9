//! Decimals against big integers.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use exeat_value::Decimal;
use num_bigint::BigInt;
use proptest::prelude::*;

use crate::strategies::{self, LARGEST_MANTISSA};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// The number times ten to `places`, which is at least its own places.
fn scaled(number: Decimal, places: u32) -> BigInt {
    BigInt::from(number.mantissa()) * BigInt::from(10).pow(places - number.places())
}

/// The decimal of `mantissa` / 10^`places`, if there is one: what the exact
/// operations ought to answer.
fn expected(mut mantissa: BigInt, mut places: u32) -> Option<Decimal> {
    let ten = BigInt::from(10);
    while places > 0 && &mantissa % &ten == BigInt::ZERO {
        mantissa /= &ten;
        places -= 1;
    }
    let mantissa = i128::try_from(mantissa).ok()?;
    if mantissa.abs() > LARGEST_MANTISSA || places > 28 {
        return None;
    }
    Decimal::from_parts(mantissa, places)
}

fn hash(number: Decimal) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn one_number_has_one_form() {
    for (written, canonical) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.000", "0"),
        ("1.0", "1"),
        ("1.50", "1.5"),
        ("100", "100"),
        ("007", "7"),
        ("-40", "-40"),
        ("99.990", "99.99"),
        (
            "0.0000000000000000000000000001",
            "0.0000000000000000000000000001",
        ),
        (
            "1234567890123456789012345678",
            "1234567890123456789012345678",
        ),
        (
            "79228162514264337593543950335",
            "79228162514264337593543950335",
        ),
        (
            "0.00000000000000000000000000010000",
            "0.0000000000000000000000000001",
        ),
    ] {
        let number = decimal(written);
        assert_eq!(number.to_string(), canonical, "{written}");
        assert_eq!(number, decimal(canonical), "{written}");
        assert_eq!(hash(number), hash(decimal(canonical)), "{written}");
        assert_eq!(
            format!("{number:.1}"),
            canonical,
            "a precision must not round"
        );
    }
}

#[test]
fn what_cannot_be_held_exactly_is_refused() {
    for text in [
        "79228162514264337593543950336",
        "123456789012345678901234567890",
        "0.00000000000000000000000000001",
        "1.00000000000000000000000000001",
        "-79228162514264337593543950336",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    let endless = "9".repeat(1_000_000);
    assert!(endless.parse::<Decimal>().is_err());
    let zeros = format!("{}1", "0".repeat(1_000_000));
    assert_eq!(zeros.parse::<Decimal>().ok(), Some(Decimal::ONE));
}

#[test]
fn constants_are_what_they_say() {
    assert_eq!(Decimal::ZERO, decimal("0"));
    assert_eq!(Decimal::ONE, decimal("1"));
    assert_eq!(Decimal::HUNDRED, decimal("100"));
    assert_eq!(Decimal::MAX.mantissa(), LARGEST_MANTISSA);
    assert_eq!(Decimal::MIN, Decimal::MAX.negated());
    assert_eq!(Decimal::from(i64::MIN).to_string(), i64::MIN.to_string());
    assert_eq!(Decimal::from(u32::MAX).to_string(), u32::MAX.to_string());
}

#[test]
fn decimals_are_small() {
    assert_eq!(size_of::<Decimal>(), 16);
}

#[test]
fn thresholds_are_met_to_the_last_digit() {
    // A part worth 0.1 % of the whole, and one that misses it by a speck.
    let (whole, threshold) = (decimal("1234567.89"), decimal("0.1"));
    let part = decimal("1234.56789");
    let speck = decimal("0.000000000000000000001");
    let share = |part| Decimal::compare_products(part, Decimal::HUNDRED, threshold, whole);
    assert_eq!(share(part), Ordering::Equal);
    assert_eq!(part.checked_sub(speck).map(share), Some(Ordering::Less));
    assert_eq!(part.checked_add(speck).map(share), Some(Ordering::Greater));
}

#[test]
fn products_are_compared_far_beyond_the_range() {
    let (large, tiny) = (Decimal::MAX, decimal("0.0000000000000000000000000001"));
    let compare = Decimal::compare_products;
    assert_eq!(compare(large, large, large, large), Ordering::Equal);
    assert_eq!(compare(large, large, tiny, tiny), Ordering::Greater);
    assert_eq!(compare(large.negated(), large, tiny, tiny), Ordering::Less);
    assert_eq!(
        compare(large.negated(), large, tiny.negated(), tiny),
        Ordering::Less
    );
    assert_eq!(
        compare(large.negated(), large.negated(), large, large),
        Ordering::Equal
    );
    assert_eq!(
        compare(Decimal::ZERO, large, tiny, Decimal::ZERO),
        Ordering::Equal
    );
}

proptest! {
    #[test]
    fn sums_are_exact_or_refused(a in strategies::decimal(), b in strategies::decimal()) {
        let sum = expected(scaled(a, 28) + scaled(b, 28), 28);
        prop_assert_eq!(a.checked_add(b), sum);
        prop_assert_eq!(b.checked_add(a), sum);
        let difference = expected(scaled(a, 28) - scaled(b, 28), 28);
        prop_assert_eq!(a.checked_sub(b), difference);
        prop_assert_eq!(b.checked_sub(a), difference.map(Decimal::negated));
    }

    #[test]
    fn products_are_exact_or_refused(a in strategies::decimal(), b in strategies::decimal()) {
        let product = BigInt::from(a.mantissa()) * BigInt::from(b.mantissa());
        let product = expected(product, a.places() + b.places());
        prop_assert_eq!(a.checked_mul(b), product);
        prop_assert_eq!(b.checked_mul(a), product);
    }

    #[test]
    fn quotients_are_exact_or_refused(a in strategies::decimal(), b in strategies::decimal()) {
        // Every quotient with an exact form has at most 28 places, so scaled
        // by 10^28 it divides without remainder.
        let (dividend, divisor) = (scaled(a, 28) * BigInt::from(10).pow(28), scaled(b, 28));
        let quotient = if b.is_zero() || &dividend % &divisor != BigInt::ZERO {
            None
        } else {
            expected(dividend / divisor, 28)
        };
        prop_assert_eq!(a.checked_div_exact(b), quotient);
    }

    #[test]
    fn division_undoes_multiplication(a in strategies::decimal(), b in strategies::decimal()) {
        prop_assume!(!b.is_zero());
        if let Some(product) = a.checked_mul(b) {
            prop_assert_eq!(product.checked_div_exact(b), Some(a));
        }
    }

    #[test]
    fn order_is_that_of_the_numbers(a in strategies::decimal(), b in strategies::decimal()) {
        prop_assert_eq!(a.cmp(&b), scaled(a, 28).cmp(&scaled(b, 28)));
        prop_assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
        if a == b {
            prop_assert_eq!(hash(a), hash(b));
        }
    }

    #[test]
    fn products_compare_exactly(
        a in strategies::decimal(),
        b in strategies::decimal(),
        c in strategies::decimal(),
        d in strategies::decimal(),
    ) {
        let left = scaled(a, 28) * scaled(b, 28);
        let right = scaled(c, 28) * scaled(d, 28);
        prop_assert_eq!(Decimal::compare_products(a, b, c, d), left.cmp(&right));
        prop_assert_eq!(Decimal::compare_products(c, d, a, b), right.cmp(&left));
        prop_assert_eq!(Decimal::compare_products(a, b, b, a), Ordering::Equal);
    }

    /// Products that are equal or next to it, where an error would show.
    #[test]
    fn products_compare_exactly_close_by(
        a in -LARGEST_MANTISSA / 1_000_000..=LARGEST_MANTISSA / 1_000_000,
        factor in 1i128..=1_000_000,
        slip in -1i128..=1,
        places in 0u32..=28,
    ) {
        let number = |mantissa, places| Decimal::from_parts(mantissa, places);
        let (Some(a), Some(product), Some(factor)) =
            (number(a, places), number(a * factor + slip, places), number(factor, 0))
        else {
            return Ok(());
        };
        prop_assert_eq!(
            Decimal::compare_products(product, Decimal::ONE, a, factor),
            slip.cmp(&0)
        );
        prop_assert_eq!(
            Decimal::compare_products(product, Decimal::MAX, a, Decimal::MAX),
            scaled(product, 28).cmp(&scaled(a, 28))
        );
    }

    #[test]
    fn parts_make_the_number(number in strategies::decimal()) {
        prop_assert_eq!(Decimal::from_parts(number.mantissa(), number.places()), Some(number));
        prop_assert_eq!(number.is_zero(), number.mantissa() == 0);
        prop_assert_eq!(number.is_negative(), number.mantissa() < 0);
        prop_assert_eq!(number.negated().negated(), number);
        prop_assert_eq!(number.checked_add(number.negated()), Some(Decimal::ZERO));
    }
}
