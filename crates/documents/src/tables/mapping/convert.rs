//! Cells to facts.

use std::borrow::Cow;
use std::collections::BTreeSet;

use exeat_facts::{CodeListId, Fact, Type, Value, Vocabulary};
use exeat_value::{Decimal, Dimension, Money, Quantity, Unit, UnknownReason};

use super::amount::{self, NumberFormat};
use super::{Convert, Measured, date};
use crate::diagnostic::quoted;
use crate::tables::{Cell, TableOptions};

/// What everybody takes for yes.
pub(crate) const YES: [&str; 13] = [
    "yes", "y", "true", "t", "1", "ja", "j", "oui", "sí", "si", "sim", "是", "有",
];
/// What everybody takes for no.
pub(crate) const NO: [&str; 10] = [
    "no", "n", "false", "f", "0", "nein", "non", "não", "否", "无",
];
/// What may stand between the codes of a set.
const BETWEEN: [char; 7] = [',', ';', '|', '/', '，', '、', '；'];

/// Why a cell cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) mend: String,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            mend: mend.into(),
        }
    }
}

/// How the cells of a column are read, with what holds for the whole table.
pub(crate) struct Reading<'a> {
    pub(crate) convert: &'a Convert,
    pub(crate) table: &'a TableOptions,
}

impl Reading<'_> {
    /// Whether a cell says nothing.
    pub(crate) fn is_blank(&self, cell: &Cell) -> bool {
        if cell.is_blank() {
            return true;
        }
        let text = cell.text();
        let text = text.trim();
        let stands_for_nothing = |one: &String| one.trim().eq_ignore_ascii_case(text);
        self.convert.blank.iter().any(stands_for_nothing)
            || self.table.blank.iter().any(stands_for_nothing)
    }

    fn format(&self) -> NumberFormat {
        NumberFormat {
            decimal: self.convert.decimal.unwrap_or(self.table.decimal),
            thousands: self.convert.thousands.or(self.table.thousands),
        }
    }

    /// What a cell states of a fact of a type. `measured` is the unit or currency, where another
    /// cell says it. Blank is unknown.
    pub(crate) fn fact(
        &self,
        cell: &Cell,
        measured: Option<&str>,
        ty: Type,
    ) -> Result<Fact, Fault> {
        if self.is_blank(cell) {
            return Ok(Fact::Unknown(UnknownReason::NotAsked));
        }
        readable(cell)?;
        let text = cell.text();
        let replaced = self.replaced(text.trim());
        if is_unknown(&replaced) {
            return Ok(Fact::Unknown(UnknownReason::NotAsked));
        }
        match ty {
            Type::YesNo => self.yes_no(cell, &replaced),
            Type::Date => self.date(cell, &replaced),
            Type::Code(list) => code(&replaced, list).map(|code| Fact::known(Value::Code(code))),
            Type::Set(list) => self.set(&replaced, list),
            Type::Quantity(dimension) => self.quantity(cell, &replaced, measured, dimension),
            Type::Share => self.quantity(cell, &replaced, measured, Dimension::Fraction),
            Type::Money => self
                .money(cell, &replaced, measured)
                .map(|money| Fact::known(Value::Money(money))),
            Type::Text => Ok(Fact::known(Value::Text(replaced.into_owned()))),
        }
        .map(|fact| as_share(fact, ty))
    }

    /// Who stands in a cell: nobody where the cell says nothing, or that nobody knows.
    pub(crate) fn name(&self, cell: &Cell) -> Result<Cell, Fault> {
        if self.is_blank(cell) || is_unknown(cell.text().trim()) {
            return Ok(Cell::Blank);
        }
        readable(cell)?;
        Ok(cell.clone())
    }

    /// The text that the mapping puts in place of a cell's, with the zeros that it lost.
    fn replaced<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        let codes = &self.convert.codes;
        let other = codes.get(text).or_else(|| {
            codes
                .iter()
                .find(|(key, _)| key.trim().to_lowercase() == text.to_lowercase())
                .map(|(_, value)| value)
        });
        if let Some(other) = other {
            return Cow::Borrowed(other);
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits && text.len() < self.convert.width {
            return Cow::Owned(format!("{text:0>width$}", width = self.convert.width));
        }
        Cow::Borrowed(text)
    }

    fn yes_no(&self, cell: &Cell, text: &str) -> Result<Fact, Fault> {
        if let Cell::YesNo(answer) = cell {
            return Ok(Fact::known(Value::YesNo(*answer)));
        }
        let folded = text.to_lowercase();
        let among = |words: &[String], known: &[&str]| {
            words.iter().any(|word| word.to_lowercase() == folded)
                || known.contains(&folded.as_str())
        };
        let (yes, no) = (&self.convert.yes, &self.convert.no);
        let answer = if among(yes, &[]) {
            true
        } else if among(no, &[]) {
            false
        } else if among(&[], &YES) {
            true
        } else if among(&[], &NO) {
            false
        } else {
            return Err(Fault::new(
                format!("{} is neither yes nor no", quoted(text)),
                format!("say in the mapping what it stands for: `yes = [{text:?}]`"),
            ));
        };
        Ok(Fact::known(Value::YesNo(answer)))
    }

    fn date(&self, cell: &Cell, text: &str) -> Result<Fact, Fault> {
        let day = match (cell, &self.convert.date) {
            (Cell::Date(day), _) => Some(*day),
            (_, Some(format)) => format.read(text),
            (_, None) => text.get(..10).unwrap_or(text).parse().ok(),
        };
        let day = day.ok_or_else(|| {
            let written = self
                .convert
                .date
                .as_ref()
                .map_or("YYYY-MM-DD", date::DateFormat::name);
            let mend = if self.convert.date.is_none() && has_the_form_of_a_day(text) {
                "the calendar has no such day: write the right one, or list what stands for no day: `blank = [\"0000-00-00\"]`"
            } else {
                "say in the mapping how days are written: `date = \"DD.MM.YYYY\"`"
            };
            Fault::new(
                format!("{} is no day written as `{written}`", quoted(text)),
                mend,
            )
        })?;
        if !date::is_plausible(day) {
            return Err(Fault::new(
                format!("nothing left on {day}"),
                "write the day, or list what stands for no day: `blank = [\"9999-12-31\"]`",
            ));
        }
        Ok(Fact::known(Value::Date(day)))
    }

    fn set(&self, text: &str, list: CodeListId) -> Result<Fact, Fault> {
        if matches!(text, "none" | "无" | "[]") {
            return Ok(Fact::known(Value::Set(BTreeSet::new())));
        }
        let parts: Vec<&str> = match &self.convert.separator {
            Some(separator) => text.split(separator.as_str()).collect(),
            None => text.split(BETWEEN).collect(),
        };
        let mut codes = BTreeSet::new();
        for part in parts {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            codes.insert(code(&self.replaced(part), list)?);
        }
        if codes.is_empty() {
            // Nothing but separators says nothing.
            return Ok(Fact::Unknown(UnknownReason::NotAsked));
        }
        Ok(Fact::known(Value::Set(codes)))
    }

    /// The number of a cell.
    fn number(&self, cell: &Cell, text: &str) -> Result<Decimal, Fault> {
        if let Cell::Number(number) = cell {
            return Ok(*number);
        }
        amount::number(text, self.format())
            .map_err(|mend| Fault::new(format!("{} is no number", quoted(text)), mend))
    }

    fn quantity(
        &self,
        cell: &Cell,
        text: &str,
        measured: Option<&str>,
        dimension: Dimension,
    ) -> Result<Fact, Fault> {
        // A laboratory that finds less than it can measure has not found nothing.
        if let Some(rest) = text.strip_prefix(['<', '≤']) {
            let high = self.exact(&Cell::Blank, rest.trim(), measured, dimension)?;
            let low = Quantity {
                amount: Decimal::ZERO,
                unit: high.unit,
            };
            return Ok(between(low, high));
        }
        if let Some(rest) = text.strip_prefix(['>', '≥'])
            && dimension == Dimension::Fraction
        {
            let low = self.exact(&Cell::Blank, rest.trim(), measured, dimension)?;
            let high = Quantity {
                amount: Decimal::HUNDRED,
                unit: Unit::PERCENT,
            };
            return Ok(between(low, high));
        }
        let exact = self.exact(cell, text, measured, dimension)?;
        Ok(Fact::known(Value::Quantity(exact)))
    }

    fn exact(
        &self,
        cell: &Cell,
        text: &str,
        measured: Option<&str>,
        dimension: Dimension,
    ) -> Result<Quantity, Fault> {
        let unit = match (&self.convert.measured, measured) {
            (Measured::Always(unit), _) => Some(unit.as_str()),
            (Measured::Column(_), Some(unit)) => Some(unit),
            (Measured::Column(column), None) => {
                return Err(Fault::new(
                    format!(
                        "{} has no unit: column {} is blank",
                        quoted(text),
                        quoted(column)
                    ),
                    "fill in the unit",
                ));
            }
            (Measured::Inside, _) => None,
        };
        let split = text
            .rfind(|one: char| one.is_ascii_digit())
            .map(|last| last.saturating_add(1))
            .and_then(|at| text.split_at_checked(at));
        let (number, inside) = match (cell, split) {
            (Cell::Number(_), _) | (_, None) => (text, ""),
            (_, Some((number, inside))) => (number, inside.trim()),
        };
        // What stands in the cell goes before what the mapping says of the column.
        let unit = if inside.is_empty() {
            unit
        } else {
            Some(inside)
        };
        let number = self.number(cell, number)?;
        let Some(unit) = unit else {
            return Err(Fault::new(
                format!("{} has no unit", quoted(text)),
                format!(
                    "say in the mapping which unit it is: `unit = \"{}\"`",
                    dimension.base()
                ),
            ));
        };
        let quantity = in_unit(number, unit, dimension)?;
        possible(&quantity, dimension)?;
        Ok(quantity)
    }

    /// An amount of money.
    pub(crate) fn money(
        &self,
        cell: &Cell,
        text: &str,
        measured: Option<&str>,
    ) -> Result<Money, Fault> {
        let currency = match (&self.convert.measured, measured) {
            (Measured::Always(currency), _) => Some(currency.as_str()),
            (Measured::Column(_), Some(currency)) => Some(currency),
            (Measured::Column(column), None) => {
                return Err(Fault::new(
                    format!(
                        "{} has no currency: column {} is blank",
                        quoted(text),
                        quoted(column)
                    ),
                    "fill in the currency",
                ));
            }
            (Measured::Inside, _) => None,
        };
        let letters = |one: char| one.is_ascii_alphabetic();
        let bare = text.trim_matches(letters).trim();
        let inside = text.replace(bare, "");
        let inside = inside.trim();
        let currency = if inside.is_empty() || matches!(cell, Cell::Number(_)) {
            currency
        } else {
            Some(inside)
        };
        let Some(currency) = currency else {
            return Err(Fault::new(
                format!("{} has no currency", quoted(text)),
                "say in the mapping which it is: `unit = \"USD\"`, or where it stands: `unit-column = \"Currency\"`",
            ));
        };
        let amount = self.number(cell, bare)?;
        if amount.is_negative() {
            return Err(Fault::new(
                format!("{} is worth less than nothing", quoted(text)),
                "leave credit notes out of the table of shipments",
            ));
        }
        let code = currency.trim().to_ascii_uppercase();
        let currency = code.parse().map_err(|_| {
            Fault::new(
                format!("{} is no currency", quoted(&code)),
                "write its three letters, such as `USD`, `EUR` or `CNY`",
            )
        })?;
        Ok(Money { amount, currency })
    }
}

/// What everybody writes where nobody knows.
fn is_unknown(text: &str) -> bool {
    text.eq_ignore_ascii_case("unknown")
}

/// That a cell holds something that can be used.
fn readable(cell: &Cell) -> Result<(), Fault> {
    match cell {
        Cell::Unreadable(text) => Err(Fault::new(
            format!("{} stands for nothing that can be used", quoted(text)),
            "write the value, or leave the cell blank where nobody knows",
        )),
        _ => Ok(()),
    }
}

/// Whether a text is written as `2025-10-09` is, whatever the figures.
fn has_the_form_of_a_day(text: &str) -> bool {
    let first: Vec<u8> = text.bytes().take(10).collect();
    let is_right = |(place, byte): (usize, &u8)| match place {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    first.len() == 10 && first.iter().enumerate().all(is_right)
}

/// A number with its unit. `ratio` counts in wholes, as spreadsheets keep percentages.
fn in_unit(number: Decimal, unit: &str, dimension: Dimension) -> Result<Quantity, Fault> {
    let mend = || {
        let units: Vec<&str> = exeat_facts::units_of(dimension).collect();
        format!("write one of these units: {}", units.join(", "))
    };
    if unit == "ratio" && dimension == Dimension::Fraction {
        let amount = number.checked_mul(Decimal::HUNDRED).ok_or_else(|| {
            Fault::new(
                format!("`{number}` has more digits than can be kept"),
                mend(),
            )
        })?;
        return Ok(Quantity {
            amount,
            unit: Unit::PERCENT,
        });
    }
    let parsed = Unit::parse(unit)
        .or_else(|_| Unit::parse(&unit.to_lowercase()))
        .ok()
        .filter(|parsed| parsed.dimension() == dimension)
        .ok_or_else(|| {
            Fault::new(
                format!("{} is no unit of {dimension}", quoted(unit)),
                mend(),
            )
        })?;
    Ok(Quantity {
        amount: number,
        unit: parsed,
    })
}

/// Nothing weighs less than nothing, and no part is more than the whole.
fn possible(quantity: &Quantity, dimension: Dimension) -> Result<(), Fault> {
    if quantity.amount.is_negative() && dimension != Dimension::Temperature {
        return Err(Fault::new(
            format!("`{quantity}` is less than nothing"),
            "write the amount, or leave the cell blank where nobody knows",
        ));
    }
    let whole = Quantity {
        amount: Decimal::HUNDRED,
        unit: Unit::PERCENT,
    };
    if quantity
        .compare(&whole)
        .is_some_and(std::cmp::Ordering::is_gt)
    {
        return Err(Fault::new(
            format!("`{quantity}` is more than the whole"),
            "look whether the unit is right: a trace is counted in `ppm`",
        ));
    }
    Ok(())
}

fn between(low: Quantity, high: Quantity) -> Fact {
    Fact::Between {
        low: Value::Quantity(low),
        high: Value::Quantity(high),
        evidence: Vec::new(),
    }
}

/// Amounts of a fraction as the shares that a fact asks for.
fn as_share(fact: Fact, ty: Type) -> Fact {
    if ty != Type::Share {
        return fact;
    }
    let share = |value: Value| match value {
        Value::Quantity(quantity) => quantity
            .to(Unit::PERCENT)
            .map(|percent| Value::Share(percent.amount)),
        _ => None,
    };
    let unknown = Fact::Unknown(UnknownReason::NotAsked);
    match fact {
        Fact::Known { value, .. } => share(value).map_or(unknown, Fact::known),
        Fact::Between { low, high, .. } => match (share(low), share(high)) {
            (Some(low), Some(high)) => Fact::Between {
                low,
                high,
                evidence: Vec::new(),
            },
            _ => unknown,
        },
        other => other,
    }
}

/// A code, as the list writes it or in other letters.
fn code(text: &str, list: CodeListId) -> Result<exeat_facts::Code, Fault> {
    let vocabulary = Vocabulary::standard();
    if let Some(code) = vocabulary
        .find_code(list, text)
        .or_else(|| vocabulary.find_code(list, &text.to_uppercase()))
        .or_else(|| vocabulary.find_code(list, &text.to_lowercase()))
    {
        return Ok(code);
    }
    let (english, nearest) = vocabulary.code_list(list).map_or(("code", None), |codes| {
        (codes.english(), codes.nearest(text))
    });
    let meant = nearest.unwrap_or("…");
    Err(Fault::new(
        format!("{} is no code for a {english}", quoted(text)),
        format!("say in the mapping what it stands for: `codes = {{ {text:?} = \"{meant}\" }}`"),
    ))
}
