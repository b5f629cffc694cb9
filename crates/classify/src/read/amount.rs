//! Amounts with their units: `40 um`, `99.9 %`, `5-10 µm`, `≥ 99.95 %`, `4N5`.

use exeat_value::{Decimal, Dimension, Quantity, Unit};

use super::text::{Folded, is_latin};

/// An amount as it was read: one value, or the bounds of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    /// The least that it may be.
    pub(crate) low: Option<Quantity>,
    /// The most that it may be.
    pub(crate) high: Option<Quantity>,
}

impl Amount {
    pub(crate) fn exactly(quantity: Quantity) -> Self {
        Self {
            low: Some(quantity),
            high: Some(quantity),
        }
    }

    pub(crate) fn dimension(&self) -> Option<Dimension> {
        self.low.or(self.high).map(|one| one.unit.dimension())
    }
}

/// How people write units, and the symbol of the unit that they mean. Longer ones come before those that they begin
/// with. Case counts, for `T` is no `t`.
const UNITS: &[(&str, &str)] = &[
    ("wt.%", "%"),
    ("wt.-%", "%"),
    ("wt%", "%"),
    ("wt %", "%"),
    ("mass%", "%"),
    ("mass %", "%"),
    ("% w/w", "%"),
    ("wt pct", "%"),
    ("wt. pct", "%"),
    ("mass pct", "%"),
    ("pct", "%"),
    ("vol.%", "%"),
    ("vol.-%", "%"),
    ("vol%", "%"),
    ("vol %", "%"),
    ("percent", "%"),
    ("per cent", "%"),
    ("%", "%"),
    ("ppmw", "ppm"),
    ("ppm", "ppm"),
    ("ppb", "ppb"),
    ("mg/kg", "mg/kg"),
    ("g/cm3", "g/cm3"),
    ("g/cm^3", "g/cm3"),
    ("g/cc", "g/cm3"),
    ("g/ml", "g/cm3"),
    ("g/mL", "g/cm3"),
    ("克/立方厘米", "g/cm3"),
    ("kg/m3", "kg/m3"),
    ("g/L", "g/L"),
    ("Wh/kg", "Wh/kg"),
    ("wh/kg", "Wh/kg"),
    ("WH/kg", "Wh/kg"),
    ("瓦时/千克", "Wh/kg"),
    ("W·h/kg", "Wh/kg"),
    ("mAh/g", "mAh/g"),
    ("mah/g", "mAh/g"),
    ("A/cm2", "A/cm2"),
    ("A/mm2", "A/mm2"),
    ("m3/d", "m3/d"),
    ("m3/day", "m3/d"),
    ("m3/h", "m3/h"),
    ("m/s", "m/s"),
    ("/cm2", "1/cm2"),
    ("per cm2", "1/cm2"),
    ("cm-2", "1/cm2"),
    ("/m2", "1/m2"),
    ("Bq/g", "Bq/g"),
    ("Bq/kg", "Bq/kg"),
    ("HRB", "HRB"),
    ("microns", "um"),
    ("micron", "um"),
    ("micrometres", "um"),
    ("micrometers", "um"),
    ("um", "um"),
    ("微米", "um"),
    ("nm", "nm"),
    ("纳米", "nm"),
    ("mm", "mm"),
    ("MM", "mm"),
    ("毫米", "mm"),
    ("cm3", "cm3"),
    ("cm", "cm"),
    ("厘米", "cm"),
    ("inches", "inch"),
    ("inch", "inch"),
    ("in.", "inch"),
    ("\"", "inch"),
    ("英寸", "inch"),
    ("litres", "L"),
    ("litre", "L"),
    ("liters", "L"),
    ("liter", "L"),
    ("升", "L"),
    ("mL", "mL"),
    ("m3", "m3"),
    ("立方米", "m3"),
    ("L", "L"),
    ("km", "km"),
    ("千米", "km"),
    ("metres", "m"),
    ("meters", "m"),
    ("m", "m"),
    ("米", "m"),
    ("kg", "kg"),
    ("kgs", "kg"),
    ("KGS", "kg"),
    ("Kgs", "kg"),
    ("KG", "kg"),
    ("Kg", "kg"),
    ("公斤", "kg"),
    ("千克", "kg"),
    ("mg", "mg"),
    ("g", "g"),
    ("克", "g"),
    ("tonnes", "t"),
    ("t", "t"),
    ("吨", "t"),
    ("GPa", "GPa"),
    ("MPa", "MPa"),
    ("N/mm2", "MPa"),
    ("Mpa", "MPa"),
    ("兆帕", "MPa"),
    ("吉帕", "GPa"),
    ("kPa", "kPa"),
    ("mbar", "mbar"),
    ("bar", "bar"),
    ("Pa", "Pa"),
    ("kN", "kN"),
    ("N", "N"),
    ("牛", "N"),
    ("MHz", "MHz"),
    ("GHz", "GHz"),
    ("kHz", "kHz"),
    ("Hz", "Hz"),
    ("赫兹", "Hz"),
    ("MW", "MW"),
    ("kW", "kW"),
    ("KW", "kW"),
    ("千瓦", "kW"),
    ("kA", "kA"),
    ("mA", "mA"),
    ("W", "W"),
    ("A", "A"),
    ("°C", "degC"),
    ("℃", "degC"),
    ("degC", "degC"),
    ("deg C", "degC"),
    ("kGs", "kGs"),
    ("mT", "mT"),
    ("T", "T"),
    ("特斯拉", "T"),
    ("min", "min"),
    ("分钟", "min"),
    ("h", "h"),
    ("小时", "h"),
    ("s", "s"),
    ("秒", "s"),
    ("kV", "kV"),
    ("V", "V"),
    ("pieces", "pieces"),
    ("pcs", "pieces"),
];

/// Words that bound the amount after them from above, or from below.
const AT_MOST: &[&str] = &[
    "<",
    "<=",
    "≤",
    "up to",
    "at most",
    "not more than",
    "less than",
    "under",
    "below",
    "max",
    "max.",
    "maximum",
    "不高于",
    "不大于",
    "不超过",
    "小于等于",
    "小于",
    "低于",
    "最大",
];
const AT_LEAST: &[&str] = &[
    ">",
    ">=",
    "≥",
    "at least",
    "not less than",
    "more than",
    "over",
    "above",
    "min",
    "min.",
    "minimum",
    "exceeding",
    "不低于",
    "不小于",
    "大于等于",
    "大于",
    "高于",
    "超过",
    "最小",
];
/// Words that bound the amount before them.
const OR_LESS: &[&str] = &["max", "maximum", "or less", "and below", "以下", "以内"];
const OR_MORE: &[&str] = &["min", "minimum", "or more", "and above", "+", "以上"];

/// Between the ends of a range.
const TO: &[&str] = &["-", "~", "to", "至", "到", "..."];

/// An amount that begins here, and where it ends. What bounds it is looked for before and after.
pub(crate) fn amount_at(text: &Folded, place: usize) -> Option<(Amount, usize)> {
    if !text.at(place)?.is_ascii_digit() || !begins(text, place) {
        return None;
    }
    let (first, mut end) = number_at(text, place)?;
    if let Some(found) = about(text, first, end) {
        return Some(found);
    }
    if let Some((strength, end)) = ksi_at(text, first, end) {
        return Some((bounded(text, place, end, strength), end));
    }
    let mut unit = unit_at(text, end);
    if unit.is_none()
        && let Some(unit) = unit_of_product(text, end)
    {
        let quantity = Quantity::new(first, unit);
        return Some((bounded(text, place, end, quantity), end));
    }
    let mut second = None;
    let after_first = unit.map_or(end, |(_, after)| after);
    if let Some((high, after)) = range_end(text, after_first) {
        let own = unit_at(text, after);
        if let Some((own_unit, own_end)) = own.or(unit.map(|(unit, _)| (unit, after)))
            && unit.is_none_or(|(before, _)| before.dimension() == own_unit.dimension())
        {
            second = Some(Quantity::new(high, own_unit));
            unit = Some((unit.map_or(own_unit, |(before, _)| before), own_end));
        }
    }
    let (unit, unit_end) = unit?;
    end = unit_end;
    let quantity = Quantity::new(first, unit);
    let amount = match second {
        Some(second) if quantity.compare(&second)?.is_le() => Amount {
            low: Some(quantity),
            high: Some(second),
        },
        Some(second) => Amount {
            low: Some(second),
            high: Some(quantity),
        },
        None => bounded(text, place, end, quantity),
    };
    Some((amount, end))
}

/// `138 ksi`: thousands of pounds to the square inch, as megapascals.
fn ksi_at(text: &Folded, number: Decimal, end: usize) -> Option<(Quantity, usize)> {
    let at = text.skip_blanks(end);
    if text.low_slice(at, at + 3) != "ksi" || !text.ends_word(at + 3) {
        return None;
    }
    let megapascals = number.checked_mul("6.894757".parse().ok()?)?;
    Some((Quantity::new(megapascals, Unit::parse("MPa").ok()?), at + 3))
}

/// `2.0+/-0.1 %`: an amount and how far it may be off.
fn about(text: &Folded, first: Decimal, end: usize) -> Option<(Amount, usize)> {
    let at = text.skip_blanks(end);
    let after = ["+/-", "±"].iter().find_map(|sign| {
        let end = at + sign.chars().count();
        (text.slice(at, end) == *sign).then_some(end)
    })?;
    let (off, end) = number_at(text, text.skip_blanks(after))?;
    let (unit, end) = unit_at(text, end)?;
    let amount = Amount {
        low: Some(Quantity::new(first.checked_sub(off)?, unit)),
        high: Some(Quantity::new(first.checked_add(off)?, unit)),
    };
    Some((amount, end))
}

/// The unit of `120 x 1000 mm`, where only the last number bears it. A length.
fn unit_of_product(text: &Folded, mut end: usize) -> Option<Unit> {
    for _ in 0..3 {
        let at = text.skip_blanks(end);
        if !matches!(text.low(at), Some('x' | '×' | '*')) {
            return None;
        }
        let next = text.skip_blanks(at + 1);
        let (_, after) = number_at(text, next)?;
        if let Some((unit, _)) = unit_at(text, after) {
            return (unit.dimension() == Dimension::Length).then_some(unit);
        }
        end = after;
    }
    None
}

/// `5N` or `4N5`, a count of nines as dealers in metals write purity, and where it ends.
pub(crate) fn nines_at(text: &Folded, place: usize) -> Option<(Amount, usize)> {
    let count = text
        .at(place)?
        .to_digit(10)
        .filter(|count| (2..=9).contains(count))?;
    if !begins(text, place) || text.at(place + 1) != Some('N') {
        return None;
    }
    let (last, end) = match text.at(place + 2) {
        Some(digit @ ('1'..='9')) => (Some(digit), place + 3),
        _ => (None, place + 2),
    };
    if !text.ends_word(end) {
        return None;
    }
    let nines = usize::try_from(count).ok()?;
    let mut digits = "9".repeat(nines);
    digits.extend(last);
    digits.insert(2, '.');
    let digits = digits.trim_end_matches('.');
    let purity = Quantity::new(digits.parse().ok()?, Unit::parse("%").ok()?);
    Some((Amount::exactly(purity), end))
}

/// A number begins here, not inside another one or a word.
pub(super) fn begins(text: &Folded, place: usize) -> bool {
    let before = |back: usize| place.checked_sub(back).and_then(|at| text.at(at));
    match before(1) {
        Some('.' | ',') => !before(2).is_some_and(|one| one.is_ascii_digit()),
        Some(one) => !is_latin(one),
        None => true,
    }
}

/// A number: digits with one point, commas between thousands, and an exponent.
pub(super) fn number_at(text: &Folded, place: usize) -> Option<(Decimal, usize)> {
    let mut at = place;
    let mut digits = String::new();
    let mut point = false;
    let digit = |place: usize| text.at(place).is_some_and(|one| one.is_ascii_digit());
    while let Some(sign) = text.at(at) {
        if sign.is_ascii_digit() {
            digits.push(sign);
        } else if sign == '.' && !point && digit(at + 1) {
            point = true;
            digits.push(sign);
        } else if sign == ',' && !point && (1..=3).all(|next| digit(at + next)) && !digit(at + 4) {
            // A comma between thousands.
        } else {
            break;
        }
        at += 1;
    }
    let mut number: Decimal = digits.parse().ok()?;
    let power = if text.low(at) == Some('e') && digit(at + 1) {
        Some(at + 1)
    } else if digits == "10" && text.at(at) == Some('^') && digit(at + 1) {
        number = Decimal::ONE;
        Some(at + 1)
    } else {
        None
    };
    if let Some(mut end) = power {
        let from = end;
        while digit(end) {
            end += 1;
        }
        let places: u32 = text.slice(from, end).parse().ok()?;
        let ten = Decimal::from(10_u32);
        for _ in 0..places.min(30) {
            number = number.checked_mul(ten)?;
        }
        at = end;
    }
    Some((number, at))
}

/// The second number of a range, and where it ends.
pub(super) fn range_end(text: &Folded, place: usize) -> Option<(Decimal, usize)> {
    let at = text.skip_blanks(place);
    let after = TO.iter().find_map(|word| {
        let end = at + word.chars().count();
        (text.low_slice(at, end) == *word).then_some(end)
    })?;
    let at = text.skip_blanks(after);
    if !text.at(at)?.is_ascii_digit() {
        return None;
    }
    number_at(text, at)
}

/// The unit that begins here, blanks aside, and where it ends.
fn unit_at(text: &Folded, place: usize) -> Option<(Unit, usize)> {
    let at = text.skip_blanks(place);
    if at - place > 2 {
        return None;
    }
    UNITS.iter().find_map(|(written, symbol)| {
        let length = written.chars().count();
        let end = at + length;
        let ends = match written.chars().next_back() {
            Some(last) if is_latin(last) => {
                // `20nm/GaN` is a list, `g/m` another unit.
                let per = text.at(end) == Some('/')
                    && !text.at(end + 1).is_some_and(|one| one.is_ascii_uppercase());
                text.ends_word(end) && !per
            }
            _ => true,
        };
        let found = text.slice(at, end) == *written && ends;
        found
            .then(|| Unit::parse(symbol).ok().map(|unit| (unit, end)))
            .flatten()
    })
}

/// The unit of length that begins here, and where it ends.
pub(super) fn length_unit_at(text: &Folded, place: usize) -> Option<(Unit, usize)> {
    unit_at(text, place).filter(|(unit, _)| unit.dimension() == Dimension::Length)
}

/// The amount with the bounds that the words before and after it set.
fn bounded(text: &Folded, from: usize, end: usize, quantity: Quantity) -> Amount {
    let before = text.low_slice(from.saturating_sub(16), from);
    let before = before.trim_end();
    let after = text.low_slice(end, end + 12);
    let after = after.trim_start();
    let ends = |words: &[&str]| {
        words.iter().any(|word| {
            before.strip_suffix(word).is_some_and(|rest| {
                !word.starts_with(is_latin) || !rest.chars().next_back().is_some_and(is_latin)
            })
        })
    };
    let begins = |words: &[&str]| {
        words.iter().any(|word| {
            after.strip_prefix(word).is_some_and(|rest| {
                !word.ends_with(is_latin) || !rest.chars().next().is_some_and(is_latin)
            })
        })
    };
    if ends(AT_MOST) || begins(OR_LESS) {
        Amount {
            low: None,
            high: Some(quantity),
        }
    } else if ends(AT_LEAST) || begins(OR_MORE) {
        Amount {
            low: Some(quantity),
            high: None,
        }
    } else {
        Amount::exactly(quantity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<String>, Option<String>)> {
        let text = Folded::new(text);
        let place =
            (0..text.len()).find(|&at| text.at(at).is_some_and(|one| one.is_ascii_digit()))?;
        let (amount, _) = nines_at(&text, place).or_else(|| amount_at(&text, place))?;
        let shown = |one: Option<Quantity>| one.map(|one| one.to_string());
        Some((shown(amount.low), shown(amount.high)))
    }

    fn both(low: &str, high: &str) -> Option<(Option<String>, Option<String>)> {
        Some((Some(low.to_owned()), Some(high.to_owned())))
    }

    #[test]
    fn amounts_ranges_and_bounds_are_read() {
        assert_eq!(read("wire 40 µm"), both("40 um", "40 um"));
        assert_eq!(read("5-10um powder"), both("5 um", "10 um"));
        assert_eq!(
            read("purity ≥ 99.95%"),
            Some((Some("99.95 %".to_owned()), None))
        );
        assert_eq!(read("<45 micron"), Some((None, Some("45 um".to_owned()))));
        assert_eq!(read("99.9 % min"), Some((Some("99.9 %".to_owned()), None)));
        assert_eq!(read("6,000 A"), both("6000 A", "6000 A"));
        assert_eq!(read("1e6 m"), both("1000000 m", "1000000 m"));
        assert_eq!(read("10^6 m"), both("1000000 m", "1000000 m"));
        assert_eq!(read("2.0+/-0.1 %"), both("1.9 %", "2.1 %"));
        assert_eq!(read("bar 120 x 1000 mm"), both("120 mm", "120 mm"));
        assert_eq!(read("2.0 T field"), both("2 T", "2 T"));
        assert_eq!(
            read("压实密度2.6克/立方厘米"),
            both("2.6 g/cm3", "2.6 g/cm3")
        );
    }

    #[test]
    fn nines_are_purities() {
        assert_eq!(read("gallium 7N"), both("99.99999 %", "99.99999 %"));
        assert_eq!(read("tellurium 6N5"), both("99.99995 %", "99.99995 %"));
        assert_eq!(read("2N"), both("99 %", "99 %"));
        assert_eq!(read("12 N"), both("12 N", "12 N"));
    }

    #[test]
    fn numbers_without_a_unit_are_none() {
        for text in ["grade 42SH", "M8", "40/50 mesh", "7075-T6"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
