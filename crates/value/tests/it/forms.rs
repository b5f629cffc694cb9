//! The text forms read back, and serde writes the same text.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use exeat_value::{
    Comparison, Currency, Day, DaySet, Decimal, Dimension, Interval, Money, Quantity, Span, Truth,
    Unit, UnknownReason,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::strategies;

fn reads_back<T>(value: &T) -> Result<(), TestCaseError>
where
    T: FromStr + Display + Debug + PartialEq + Serialize + DeserializeOwned,
    T::Err: Display,
{
    let text = value.to_string();
    match text.parse::<T>() {
        Ok(read) => prop_assert_eq!(&read, value),
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    }
    let json =
        serde_json::to_value(value).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(json.as_str(), Some(text.as_str()));
    match serde_json::from_value::<T>(json) {
        Ok(read) => prop_assert_eq!(&read, value),
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    }
    Ok(())
}

#[test]
fn the_finite_types_read_back() -> Result<(), TestCaseError> {
    Unit::all().try_for_each(|unit| reads_back(&unit))?;
    Currency::all().try_for_each(|currency| reads_back(&currency))?;
    Comparison::ALL.iter().try_for_each(reads_back)?;
    [Truth::False, Truth::Unknown, Truth::True]
        .iter()
        .try_for_each(reads_back)
}

#[test]
fn names_read_back_where_the_display_is_for_people() {
    for reason in UnknownReason::ALL {
        assert_eq!(reason.name().parse(), Ok(reason));
        let json = serde_json::to_string(&reason).expect("a string");
        assert_eq!(json, format!("\"{}\"", reason.name()));
        assert_eq!(
            serde_json::from_str::<UnknownReason>(&json).ok(),
            Some(reason)
        );
    }
    for dimension in Dimension::ALL {
        assert_eq!(dimension.name().parse(), Ok(*dimension));
        let json = serde_json::to_string(dimension).expect("a string");
        assert_eq!(
            serde_json::from_str::<Dimension>(&json).ok(),
            Some(*dimension)
        );
    }
}

#[test]
fn numbers_that_are_not_text_are_refused() {
    // A number of JSON may have passed through binary floating point.
    let error = serde_json::from_str::<Decimal>("0.1").expect_err("a number");
    assert!(
        error
            .to_string()
            .contains("expected a decimal number as text, such as `99.99`")
    );
    assert!(serde_json::from_str::<Quantity>("5").is_err());
    assert!(serde_json::from_str::<Day>("20251009").is_err());
}

#[test]
fn a_set_of_days_is_a_list_of_stretches() {
    let set: DaySet = serde_json::from_str(
        r#"["from 2026-11-11", "from 2025-10-09 through 2025-11-06", "from 2025-11-01 until 2025-11-07"]"#,
    )
    .expect("stretches");
    assert_eq!(
        serde_json::to_string(&set).expect("a list"),
        r#"["from 2025-10-09 through 2025-11-06","from 2026-11-11"]"#
    );
}

proptest! {
    #[test]
    fn the_others_read_back(
        decimal in strategies::decimal(),
        day in strategies::day(),
        span in strategies::span(),
        quantity in strategies::quantity(),
        money in strategies::money(),
    ) {
        reads_back::<Decimal>(&decimal)?;
        reads_back::<Day>(&day)?;
        reads_back::<Span>(&span)?;
        reads_back::<Quantity>(&quantity)?;
        reads_back::<Money>(&money)?;
    }

    #[test]
    fn intervals_read_back(interval in strategies::interval()) {
        if interval.is_empty() {
            prop_assert!(interval.to_string().parse::<Interval>().is_err());
        } else {
            reads_back::<Interval>(&interval)?;
        }
    }

    /// Whatever is written, the answer is a value or a message of one line.
    #[test]
    fn no_text_is_too_odd(text in r"\PC{0,40}|[-+0-9.,eE %µ\[\]()from thuil\n`]{0,40}") {
        fn message<T: FromStr>(text: &str) -> Option<String>
        where
            T::Err: Display,
        {
            text.parse::<T>().err().map(|error| error.to_string())
        }
        for message in [
            message::<Decimal>(&text),
            message::<Day>(&text),
            message::<Span>(&text),
            message::<Unit>(&text),
            message::<Dimension>(&text),
            message::<Quantity>(&text),
            message::<Currency>(&text),
            message::<Money>(&text),
            message::<Interval>(&text),
            message::<Comparison>(&text),
            message::<Truth>(&text),
            message::<UnknownReason>(&text),
        ]
        .into_iter()
        .flatten()
        {
            prop_assert!(!message.contains('\n'), "{}", message);
            prop_assert!(message.len() < 700, "{}", message);
            prop_assert!(!message.contains("exeat"), "{}", message);
        }
    }
}
