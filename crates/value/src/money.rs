//! Amounts of money.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::currency::{Currency, CurrencyError};
use crate::decimal::{Decimal, DecimalError};
use crate::text::{Quoted, serde_as_text};

/// An exact amount of one currency.
///
/// ```
/// use exeat_value::Money;
///
/// let price: Money = "1000.50 USD".parse()?;
/// assert_eq!(price.to_string(), "1000.5 USD");
/// # Ok::<(), exeat_value::MoneyError>(())
/// ```
///
/// Two currencies have no order and no sum; an exchange rate is a fact of its
/// own, which nothing here makes up:
///
/// ```
/// use exeat_value::Money;
///
/// let dollars: Money = "1000 USD".parse()?;
/// let yuan: Money = "1000 CNY".parse()?;
/// assert_eq!(dollars.compare(&yuan), None);
/// assert_eq!(dollars.checked_add(yuan), None);
///
/// let error = "$1000".parse::<Money>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`$1000` is not an amount of money; write the number, a space and the currency code, as in `1000 USD`",
/// );
/// # Ok::<(), exeat_value::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of a currency.
    #[must_use]
    pub const fn new(amount: Decimal, currency: Currency) -> Money {
        Money { amount, currency }
    }

    /// Which of two amounts is more; `None` if the currencies differ.
    #[must_use]
    pub fn compare(&self, other: &Money) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.amount.cmp(&other.amount))
    }

    /// The exact sum; `None` if the currencies differ or the sum needs more
    /// digits than a decimal holds.
    #[must_use]
    pub fn checked_add(self, other: Money) -> Option<Money> {
        if self.currency != other.currency {
            return None;
        }
        let amount = self.amount.checked_add(other.amount)?;
        Some(Money { amount, ..self })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.amount, self.currency)
    }
}

/// The text is not an amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct MoneyError(Fault);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Fault {
    #[error(
        "{found} is not an amount of money; write the number, a space and the currency code, as in `1000 USD`"
    )]
    Shape { found: Quoted },
    #[error("{found} has the currency first; write `{mended}`")]
    Reversed { found: Quoted, mended: Money },
    #[error(transparent)]
    Amount(#[from] DecimalError),
    #[error(transparent)]
    Currency(#[from] CurrencyError),
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map_err(MoneyError)
    }
}

fn parse(text: &str) -> Result<Money, Fault> {
    let Some((first, second)) = text.split_once(' ') else {
        return Err(Fault::Shape {
            found: Quoted::new(text),
        });
    };
    if let (Ok(currency), Ok(amount)) = (first.parse(), second.parse()) {
        let mended = Money { amount, currency };
        return Err(Fault::Reversed {
            found: Quoted::new(text),
            mended,
        });
    }
    Ok(Money {
        amount: first.parse()?,
        currency: second.parse()?,
    })
}

serde_as_text!(Money, "an amount of money as text, such as `1000 USD`");
