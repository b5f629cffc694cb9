//! Reading decimals, and telling what is wrong with what is none.

use std::str::FromStr;

use thiserror::Error;

use super::{Decimal, MOST_PLACES};
use crate::text::Quoted;

/// The digits that every number may have, before and after the point together
/// (leading and trailing zeros do not count).
const SAFE_DIGITS: usize = 28;

/// The digits of the largest mantissa. A number of so many digits may fit.
const MOST_DIGITS: usize = 29;

/// The text is not a plain decimal number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{found} is not a plain decimal: {fault}")]
pub struct DecimalError {
    found: Quoted,
    fault: Fault,
}

/// What is wrong with the text, and what would mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Fault {
    #[error("there is no number; write one such as `99.99`")]
    Empty,
    #[error("a number holds no commas; write {mended}")]
    Comma { mended: Quoted },
    #[error("a number holds no spaces or underscores; write {mended}")]
    Space { mended: Quoted },
    #[error("full-width digits are not read; write {mended}")]
    FullWidth { mended: Quoted },
    #[error("a number has no plus sign; write {mended}")]
    Plus { mended: Quoted },
    #[error("exponents are not read; write all the digits, `0.001` for `1e-3`")]
    Exponent,
    #[error("digits must stand on both sides of the point; write {mended}")]
    BarePoint { mended: Quoted },
    #[error("a number has one point at most; write one such as `99.99`")]
    Points,
    #[error(
        "at most {SAFE_DIGITS} digits can be held exactly; write a number with fewer, such as `99.99`"
    )]
    TooLong,
    #[error("{character} is not a digit from 0 to 9; write a number such as `-40` or `99.99`")]
    Character { character: Quoted },
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map_err(|fault| DecimalError {
            found: Quoted::new(text),
            fault,
        })
    }
}

fn parse(text: &str) -> Result<Decimal, Fault> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    if unsigned.is_empty() {
        return Err(Fault::Empty);
    }
    if !is_plain(text) {
        return Err(fault_of(text, unsigned));
    }
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let leading_zeros = if whole.is_empty() {
        fraction.len() - fraction.trim_start_matches('0').len()
    } else {
        0
    };
    let places = u32::try_from(fraction.len()).map_err(|_| Fault::TooLong)?;
    if whole.len() + fraction.len() - leading_zeros > MOST_DIGITS || places > MOST_PLACES {
        return Err(Fault::TooLong);
    }
    // At most 29 digits that count, so the magnitude stays below 10^29.
    let magnitude = whole
        .bytes()
        .chain(fraction.bytes())
        .fold(0u128, |magnitude, digit| {
            magnitude * 10 + u128::from(digit - b'0')
        });
    Decimal::from_magnitude(magnitude, negative, places).ok_or(Fault::TooLong)
}

/// The most telling fault of a text that is no plain decimal.
fn fault_of(text: &str, unsigned: &str) -> Fault {
    let plain = |mended: String| is_plain(&mended).then(|| Quoted::new(&mended));
    let without = |unwanted: fn(char) -> bool| {
        plain(
            text.chars()
                .filter(|character| !unwanted(*character))
                .collect(),
        )
    };
    if let Some(mended) = plain(without_commas(text)) {
        return Fault::Comma { mended };
    }
    if let Some(mended) = without(|character| character.is_whitespace() || character == '_') {
        return Fault::Space { mended };
    }
    if let Some(mended) = text.strip_prefix('+').map(str::to_owned).and_then(plain) {
        return Fault::Plus { mended };
    }
    if let Some(mended) = plain(text.chars().map(half_width).collect()) {
        return Fault::FullWidth { mended };
    }
    let stray = unsigned
        .chars()
        .find(|character| !character.is_ascii_digit() && *character != '.');
    match stray {
        Some('e' | 'E') if unsigned.starts_with(|first: char| first.is_ascii_digit()) => {
            Fault::Exponent
        }
        Some(character) => Fault::Character {
            character: Quoted::new(&character.to_string()),
        },
        None => {
            let sign = if text.starts_with('-') { "-" } else { "" };
            let mended = match unsigned.strip_suffix('.') {
                Some(whole) => format!("{sign}{whole}"),
                None => format!("{sign}0{unsigned}"),
            };
            plain(mended).map_or(Fault::Points, |mended| Fault::BarePoint { mended })
        }
    }
}

/// The number without its commas: left out where they part groups of three
/// digits, as in `1,000`; turned into a point where a lone one does not, as in
/// `99,99`.
fn without_commas(text: &str) -> String {
    let whole = text.split('.').next().unwrap_or_default();
    let groups = whole.split(',').skip(1).all(|group| group.len() == 3);
    let lone = text.matches(',').count() == 1 && !text.contains('.');
    if lone && !groups {
        text.replace(',', ".")
    } else {
        text.replace(',', "")
    }
}

/// The ASCII form of a full-width digit, point or minus; other characters stay
/// as they are.
fn half_width(character: char) -> char {
    let wide = [
        '０', '１', '２', '３', '４', '５', '６', '７', '８', '９', '．', '－',
    ];
    wide.into_iter()
        .zip("0123456789.-".chars())
        .find(|(wide, _)| *wide == character)
        .map_or(character, |(_, narrow)| narrow)
}

/// Whether the text has the shape of a plain decimal: an optional minus, then
/// digits with one inner point at most.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mut parts = unsigned.split('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.clone().count() <= 2 && parts.all(digits)
}
