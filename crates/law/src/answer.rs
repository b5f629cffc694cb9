//! What a fact, as it is known, answers to a test.

use exeat_facts::{Fact, Value};
use exeat_value::{Decimal, Interval, Truth};

use crate::model::Test;

/// What the test gives for a fact: what every value that the fact may have gives, or unknown.
#[inline]
#[must_use]
pub fn answer(test: &Test, fact: &Fact) -> Truth {
    match fact {
        Fact::Known { value, .. } => answer_of_value(test, value),
        Fact::Unknown(_) => Truth::Unknown,
        Fact::Between { low, high, .. } => answer_between(test, low, high),
        Fact::Contested(candidates) => {
            let mut answers = candidates
                .iter()
                .map(|one| answer_of_value(test, &one.value));
            let Some(first) = answers.next() else {
                return Truth::Unknown;
            };
            if answers.all(|other| other == first) {
                first
            } else {
                Truth::Unknown
            }
        }
    }
}

/// What the test gives for one value. Unknown where value and test do not fit (another currency, a number beyond the
/// exact range) or a table is silent.
#[must_use]
pub fn answer_of_value(test: &Test, value: &Value) -> Truth {
    match (test, value) {
        (Test::Yes, Value::YesNo(yes)) => Truth::from(*yes),
        (Test::Codes { yes, unanswered }, Value::Code(code)) => {
            if unanswered.contains(code) {
                Truth::Unknown
            } else {
                Truth::from(yes.contains(code))
            }
        }
        (Test::Includes(code), Value::Set(codes)) => Truth::from(codes.contains(code)),
        (Test::Number(comparison, bound), value) => match number(value) {
            Some(amount) => Truth::from(comparison.holds(amount.cmp(bound))),
            None => Truth::Unknown,
        },
        (Test::Money(comparison, currency, bound), Value::Money(money)) => {
            if money.currency == *currency {
                Truth::from(comparison.holds(money.amount.cmp(bound)))
            } else {
                Truth::Unknown
            }
        }
        (Test::Before(day), Value::Date(date)) => Truth::from(date < day),
        (Test::On(day), Value::Date(date)) => Truth::from(date == day),
        _ => Truth::Unknown,
    }
}

fn answer_between(test: &Test, low: &Value, high: &Value) -> Truth {
    match test {
        Test::Number(comparison, bound) => match (number(low), number(high)) {
            (Some(low), Some(high)) => Interval::between(low, high).is(*comparison, *bound),
            _ => Truth::Unknown,
        },
        Test::Money(comparison, currency, bound) => match (low, high) {
            (Value::Money(low), Value::Money(high))
                if low.currency == *currency && high.currency == *currency =>
            {
                Interval::between(low.amount, high.amount).is(*comparison, *bound)
            }
            _ => Truth::Unknown,
        },
        Test::Before(_) => {
            // Monotone in the date: if both ends agree, everything between does.
            let (first, last) = (answer_of_value(test, low), answer_of_value(test, high));
            if first == last { first } else { Truth::Unknown }
        }
        Test::On(day) => match (low, high) {
            (Value::Date(low), Value::Date(high)) if day < low || day > high => Truth::False,
            (Value::Date(low), Value::Date(high)) if low == high => Truth::from(low == day),
            _ => Truth::Unknown,
        },
        Test::Yes | Test::Codes { .. } | Test::Includes(_) => Truth::Unknown,
    }
}

/// The number that a value stands for in its base unit: a quantity's, or a share's percent.
#[must_use]
pub fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Quantity(quantity) => quantity.in_base(),
        Value::Share(percent) => Some(*percent),
        _ => None,
    }
}
