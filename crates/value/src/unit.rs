//! Units of measurement.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::decimal::Decimal;
use crate::dimension::Dimension;
use crate::text::{Quoted, borsh_as_text, nearest, serde_as_text};

mod table;

pub use table::Unit;

/// What the table says of one unit.
pub(crate) struct Definition {
    /// The text that stands for the unit.
    symbol: &'static str,
    /// The unit in words, singular.
    name: &'static str,
    dimension: Dimension,
    /// How many of the dimension's base unit make one of this.
    factor: Decimal,
    /// Other ways of writing the symbol, read and never written.
    aliases: &'static [&'static str],
}

impl Unit {
    /// Reads a unit's symbol.
    ///
    /// ```
    /// use exeat_value::{Dimension, Unit};
    ///
    /// let unit = Unit::parse("ppm")?;
    /// assert_eq!(unit.dimension(), Dimension::Fraction);
    /// assert_eq!(Unit::parse("µm")?, Unit::parse("um")?);
    /// # Ok::<(), exeat_value::UnitError>(())
    /// ```
    ///
    /// Case counts, for `mPa` and `MPa` are a thousand million apart. A near
    /// miss is named:
    ///
    /// ```
    /// use exeat_value::Unit;
    ///
    /// let error = Unit::parse("KG").unwrap_err();
    /// assert_eq!(error.to_string(), "`KG` is not a unit; write `kg` for kilogram");
    /// ```
    ///
    /// # Errors
    ///
    /// If no unit has that symbol, or that other way of writing it.
    pub fn parse(text: &str) -> Result<Unit, UnitError> {
        Unit::read(text).ok_or_else(|| UnitError {
            found: Quoted::new(text),
            nearest: nearest_unit(text),
        })
    }

    /// All units, in the order of the table.
    pub fn all() -> impl Iterator<Item = Unit> {
        Self::EVERY.iter().copied()
    }

    /// The text that stands for the unit, `kg`.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        self.definition().symbol
    }

    /// The unit in words, `kilogram`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.definition().name
    }

    /// What the unit measures.
    #[must_use]
    pub const fn dimension(self) -> Dimension {
        self.definition().dimension
    }

    /// How many of the dimension's [base unit](Dimension::base) make one of
    /// this; exact.
    #[must_use]
    pub const fn factor(self) -> Decimal {
        self.definition().factor
    }
}

/// The unit that the reader most likely meant: its plural (`kgs`), its symbol
/// in another case, its name in words, or else the nearest spelling.
fn nearest_unit(text: &str) -> Option<Unit> {
    let spellings = |unit: Unit| {
        let definition = unit.definition();
        [definition.symbol, definition.name]
            .into_iter()
            .chain(definition.aliases.iter().copied())
    };
    let spelt = |wanted: &str| {
        Unit::all().find(|unit| spellings(*unit).any(|spelling| spelling.to_lowercase() == wanted))
    };
    let lower = text.to_lowercase();
    text.strip_suffix('s')
        .and_then(Unit::read)
        .or_else(|| spelt(&lower))
        .or_else(|| spelt(lower.strip_suffix('s')?))
        .or_else(|| {
            let spelling = nearest(text, Unit::all().flat_map(spellings))?;
            Unit::all().find(|unit| spellings(*unit).any(|other| other == spelling))
        })
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.symbol())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.symbol())
    }
}

/// The text is not the symbol of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct UnitError {
    found: Quoted,
    nearest: Option<Unit>,
}

impl UnitError {
    /// The unit that was most likely meant, if any is near.
    #[must_use]
    pub const fn nearest(&self) -> Option<Unit> {
        self.nearest
    }
}

impl fmt::Display for UnitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} is not a unit; ", self.found)?;
        match self.nearest {
            Some(unit) => write!(formatter, "write `{unit}` for {}", unit.name()),
            None => formatter.write_str("write one such as `%`, `ppm`, `kg` or `mm`"),
        }
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Unit::parse(text)
    }
}

borsh_as_text!(Unit);
serde_as_text!(Unit, "a unit such as `%` or `kg`");
