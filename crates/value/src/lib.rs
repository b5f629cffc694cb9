//! The words every other crate speaks: exact decimals, units, money, days and
//! three-valued truth.
//!
//! Law turns on figures such as `99.99 %` and `0.1 %`, on single days, and on
//! the difference between "no" and "not known". So nothing here rounds,
//! nothing here stands in for a missing fact, and nothing here panics on
//! input: arithmetic that would leave the exact range answers `None`, and
//! comparisons that cannot be told answer [`Truth::Unknown`].
//!
//! | to say | use |
//! |---|---|
//! | yes, no, or not known | [`Truth`], with [`UnknownReason`] for the third |
//! | an exact number | [`Decimal`] |
//! | a number of some unit | [`Quantity`], [`Unit`], [`Dimension`] |
//! | an amount of money | [`Money`], [`Currency`] |
//! | a number known only within bounds | [`Interval`], [`Bound`], [`Comparison`] |
//! | a day, a stretch of days, any set of days | [`Day`], [`Span`], [`DaySet`] |
//!
//! ```
//! use exeat_value::{Comparison, Interval, Quantity, Truth};
//!
//! // A certificate says between 99 % and 99.9 %: the threshold is met or
//! // missed only where every value in between says the same.
//! let low: Quantity = "99 %".parse()?;
//! let high: Quantity = "99.9 %".parse()?;
//! let purity = Interval::between(low.amount, high.amount);
//! let threshold: Quantity = "99.5 %".parse()?;
//! assert_eq!(purity.is(Comparison::AtLeast, threshold.amount), Truth::Unknown);
//!
//! let threshold: Quantity = "99.99 %".parse()?;
//! assert_eq!(purity.is(Comparison::AtLeast, threshold.amount), Truth::False);
//! # Ok::<(), exeat_value::QuantityError>(())
//! ```
//!
//! Every type reads and writes one plain text form ([`FromStr`] and
//! [`Display`]), and serde uses the same text, so that a file, a diagnostic
//! and a test all spell a value alike.
//!
//! [`FromStr`]: std::str::FromStr
//! [`Display`]: std::fmt::Display

mod comparison;
mod currency;
mod day;
mod day_set;
mod decimal;
mod dimension;
mod interval;
mod money;
mod quantity;
pub mod shown;
mod span;
mod text;
mod truth;
mod unit;
mod wide;

pub use comparison::{Comparison, ComparisonError};
pub use currency::{Currency, CurrencyError};
pub use day::{Day, DayError};
pub use day_set::DaySet;
pub use decimal::{Decimal, DecimalError};
pub use dimension::{Dimension, DimensionError};
pub use interval::{Bound, Interval, IntervalError};
pub use money::{Money, MoneyError};
pub use quantity::{Quantity, QuantityError};
pub use span::{Span, SpanError};
pub use truth::{Truth, TruthError, UnknownReason, UnknownReasonError};
pub use unit::{Unit, UnitError};
