//! Every message that a reader may meet: what was found, what was expected,
//! and what to write instead.

use std::fmt::Display;
use std::str::FromStr;

use exeat_value::{
    Comparison, Currency, Day, Decimal, Dimension, Interval, Money, Quantity, Span, Truth, Unit,
    UnknownReason,
};

#[track_caller]
fn message<T: FromStr>(text: &str) -> String
where
    T::Err: Display,
{
    match text.parse::<T>() {
        Ok(_) => panic!("`{text}` was read"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn decimals() {
    for (text, fault) in [
        ("", "there is no number; write one such as `99.99`"),
        ("-", "there is no number; write one such as `99.99`"),
        ("1,000", "a number holds no commas; write `1000`"),
        (
            "-1,234,567.5",
            "a number holds no commas; write `-1234567.5`",
        ),
        ("99,99", "a number holds no commas; write `99.99`"),
        (
            "1 000",
            "a number holds no spaces or underscores; write `1000`",
        ),
        (
            "1_000",
            "a number holds no spaces or underscores; write `1000`",
        ),
        ("+5", "a number has no plus sign; write `5`"),
        ("９９．９", "full-width digits are not read; write `99.9`"),
        (
            "1e-3",
            "exponents are not read; write all the digits, `0.001` for `1e-3`",
        ),
        (
            ".5",
            "digits must stand on both sides of the point; write `0.5`",
        ),
        (
            "-.5",
            "digits must stand on both sides of the point; write `-0.5`",
        ),
        (
            "5.",
            "digits must stand on both sides of the point; write `5`",
        ),
        (
            "1.2.3",
            "a number has one point at most; write one such as `99.99`",
        ),
        (
            "5x",
            "`x` is not a digit from 0 to 9; write a number such as `-40` or `99.99`",
        ),
        (
            "--5",
            "`-` is not a digit from 0 to 9; write a number such as `-40` or `99.99`",
        ),
        (
            "0.00000000000000000000000000001",
            "at most 28 digits can be held exactly; write a number with fewer, such as `99.99`",
        ),
    ] {
        assert_eq!(
            message::<Decimal>(text),
            format!("`{text}` is not a plain decimal: {fault}")
        );
    }
}

#[test]
fn long_and_strange_texts_are_quoted_with_care() {
    let long = "7".repeat(500);
    assert!(message::<Decimal>(&long).starts_with(&format!("`{}…` is not", "7".repeat(60))));
    assert!(message::<Truth>("KG\u{202E}m").starts_with(r"`KG\u{202e}m` is not"));
    assert!(message::<Truth>("a\nb`c").starts_with(r"`a\nb\u{60}c` is not"));
}

#[test]
fn days() {
    for (text, expected) in [
        (
            "",
            "`` is not a day; write year, month and day as in `2025-10-09`",
        ),
        (
            "2025-10",
            "`2025-10` is not a day; write year, month and day as in `2025-10-09`",
        ),
        (
            "9 October 2025",
            "`9 October 2025` is not a day; write year, month and day as in `2025-10-09`",
        ),
        ("2025-1-9", "`2025-1-9` is not a day; write `2025-01-09`"),
        (
            "2025-13-01",
            "`2025-13-01` is not a day of the calendar; months run from 01 to 12, as in `2025-10-09`",
        ),
        (
            "2025-00-01",
            "`2025-00-01` is not a day of the calendar; months run from 01 to 12, as in `2025-10-09`",
        ),
        (
            "2025-02-29",
            "`2025-02-29` is not a day of the calendar; 2025-02 runs from `2025-02-01` to `2025-02-28`",
        ),
        (
            "2025-11-31",
            "`2025-11-31` is not a day of the calendar; 2025-11 runs from `2025-11-01` to `2025-11-30`",
        ),
        (
            "2025-11-00",
            "`2025-11-00` is not a day of the calendar; 2025-11 runs from `2025-11-01` to `2025-11-30`",
        ),
    ] {
        assert_eq!(message::<Day>(text), expected);
    }
    let error = Day::new(10_000, 1, 1).expect_err("no such year");
    assert_eq!(
        error.to_string(),
        "`10000-01-01` is not a day of the calendar; years run from -9999 to 9999"
    );
}

#[test]
fn stretches() {
    let end = "write `from 2025-10-09`, or `from 2025-10-09 through 2025-11-06`";
    for (text, fault) in [
        ("2025-10-09", "`from` and a first day were expected"),
        (
            "from 2025-10-09 to 2025-11-06",
            "after the first day, `through` or `until` and a day were expected",
        ),
        (
            "from 2025-10-09 through",
            "after the first day, `through` or `until` and a day were expected",
        ),
        (
            "from 2025-11-06 through 2025-10-09",
            "2025-10-09 is before 2025-11-06",
        ),
        (
            "from 2025-10-32",
            "`2025-10-32` is not a day of the calendar; 2025-10 runs from `2025-10-01` to `2025-10-31`",
        ),
    ] {
        assert_eq!(
            message::<Span>(text),
            format!("`{text}` is not a stretch of days: {fault}; {end}")
        );
    }
}

#[test]
fn units_and_quantities() {
    assert_eq!(
        message::<Unit>("KG"),
        "`KG` is not a unit; write `kg` for kilogram"
    );
    assert_eq!(
        message::<Unit>("furlongs"),
        "`furlongs` is not a unit; write one such as `%`, `ppm`, `kg` or `mm`"
    );
    assert_eq!(
        message::<Dimension>("masses"),
        "`masses` is not a dimension; write one such as `mass`"
    );
    for (text, expected) in [
        (
            "99.99",
            "`99.99` has no unit; write the number, a space and the unit, as in `99.99 %`",
        ),
        (
            "99.99%",
            "`99.99%` lacks the space before the unit; write `99.99 %`",
        ),
        ("10kgs", "`kgs` is not a unit; write `kg` for kilogram"),
        (
            "ten",
            "`ten` is not a quantity; write the number, a space and the unit, as in `99.99 %`",
        ),
        (
            "",
            "`` is not a quantity; write the number, a space and the unit, as in `99.99 %`",
        ),
        (
            "1,5 mm",
            "`1,5` is not a plain decimal: a number holds no commas; write `1.5`",
        ),
        (
            "5 mm/s2",
            "`mm/s2` is not a unit; write `mm/s` for millimetre per second",
        ),
    ] {
        assert_eq!(message::<Quantity>(text), expected);
    }
}

#[test]
fn money() {
    let code = "is not a currency code of ISO 4217; write";
    for (text, expected) in [
        ("1000 usd", format!("`usd` {code} `USD`")),
        ("1000 RMB", format!("`RMB` {code} `CNY`")),
        ("1000 ¥", format!("`¥` {code} `CNY` or `JPY`")),
        ("1000 quatloos", format!("`quatloos` {code} three capital letters such as `USD`")),
        ("USD 1000", "`USD 1000` has the currency first; write `1000 USD`".to_owned()),
        (
            "1000USD",
            "`1000USD` is not an amount of money; write the number, a space and the currency code, as in `1000 USD`".to_owned(),
        ),
        (
            "1,000 USD",
            "`1,000` is not a plain decimal: a number holds no commas; write `1000`".to_owned(),
        ),
    ] {
        assert_eq!(message::<Money>(text), expected);
    }
    assert_eq!(message::<Currency>("元"), format!("`元` {code} `CNY`"));
}

#[test]
fn intervals() {
    for (text, fault) in [
        (
            "1..2",
            "two ends in brackets were expected; write `[1, 2]`, or `[1, ..)` for one or more",
        ),
        (
            "[1,2]",
            "two ends in brackets were expected; write `[1, 2]`, or `[1, ..)` for one or more",
        ),
        (
            "[1, ..]",
            "a missing end is never within; write `(..` and `..)`",
        ),
        (
            "[2, 1]",
            "no number is within; write the lower end first, as in `[1, 2]`",
        ),
        (
            "[1, x]",
            "`x` is not a plain decimal: `x` is not a digit from 0 to 9; write a number such as `-40` or `99.99`",
        ),
    ] {
        assert_eq!(
            message::<Interval>(text),
            format!("`{text}` is not an interval: {fault}")
        );
    }
}

#[test]
fn words() {
    assert_eq!(
        message::<Truth>("yes"),
        "`yes` is not a truth value; write `true`, `false` or `unknown`"
    );
    assert_eq!(
        message::<UnknownReason>("dunno"),
        "`dunno` is not a reason for not knowing; write `not-asked`, `not-answerable` or `withheld`"
    );
    assert_eq!(
        message::<Comparison>(">="),
        "`>=` is not a comparison; write `at least`, `at most`, `less than`, `more than` or `exactly`"
    );
}
