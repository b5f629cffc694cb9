//! Numbers as programs and people write them, to numbers as they are read.

use exeat_value::Decimal;

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    pub(crate) decimal: char,
    pub(crate) thousands: Option<char>,
}

/// Reads a number: `1.234,50` with a decimal comma and points between thousands.
///
/// Marks between thousands must stand between groups of three: `1,23` is no number where the comma
/// stands between thousands, so that a decimal comma is never taken for one.
///
/// # Errors
/// What would mend it.
pub(crate) fn number(text: &str, format: NumberFormat) -> Result<Decimal, String> {
    let text = text.trim();
    // SAP and its kin write the sign behind.
    let (text, behind) = match text.strip_suffix('-') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (text, before) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (rest.trim_start(), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    if before && behind {
        return Err("one minus sign is enough".to_owned());
    }
    let (whole, fraction) = match text.split_once(format.decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let digits = without_thousands(whole, format.thousands).ok_or_else(|| mend(text, format))?;
    let fraction = fraction.unwrap_or_default();
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(&digits) || !all_digits(fraction) || (digits.is_empty() && fraction.is_empty()) {
        return Err(mend(text, format));
    }
    let whole = if digits.is_empty() { "0" } else { &digits };
    let sign = if before || behind { "-" } else { "" };
    let plain = if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    };
    plain
        .parse()
        .map_err(|error: exeat_value::DecimalError| error.to_string())
}

/// The digits without the marks between thousands; none where a mark stands elsewhere.
fn without_thousands(whole: &str, mark: Option<char>) -> Option<String> {
    let Some(mark) = mark else {
        return Some(whole.to_owned());
    };
    // Blanks of several widths serve as one mark.
    let is_mark = |one: char| {
        one == mark
            || (matches!(mark, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}')
                && matches!(one, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}'))
    };
    let mut groups = whole.split(is_mark);
    let mut digits = groups.next()?.to_owned();
    let first = digits.len();
    let mut marked = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        marked = true;
        digits.push_str(group);
    }
    if marked && !(1..=3).contains(&first) {
        return None;
    }
    Some(digits)
}

fn mend(text: &str, format: NumberFormat) -> String {
    let commas = text.matches(',').count();
    let points = text.matches('.').count();
    if format.decimal == '.' && commas == 1 && points <= 1 && text.rfind(',') > text.rfind('.') {
        "say in the mapping that the comma stands before decimals: `[table] decimal = \",\"`"
            .to_owned()
    } else if format.decimal == '.' && commas > 0 {
        "say in the mapping what stands between thousands: `[table] thousands = \",\"`".to_owned()
    } else if format.decimal == ',' && points > 0 {
        "say in the mapping what stands between thousands: `[table] thousands = \".\"`".to_owned()
    } else {
        "write a number such as `99.99`, or leave the cell blank where nobody knows".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, decimal: char, thousands: Option<char>) -> Option<String> {
        let format = NumberFormat { decimal, thousands };
        number(text, format).ok().map(|number| number.to_string())
    }

    #[test]
    fn numbers_of_many_countries_are_read_digit_by_digit() {
        assert_eq!(read("1.234,50", ',', Some('.')), Some("1234.5".to_owned()));
        assert_eq!(read("1,234.50", '.', Some(',')), Some("1234.5".to_owned()));
        assert_eq!(
            read("1\u{202f}234,5", ',', Some(' ')),
            Some("1234.5".to_owned())
        );
        assert_eq!(read("0,1", ',', None), Some("0.1".to_owned()));
        assert_eq!(read("12,5-", ',', None), Some("-12.5".to_owned()));
        assert_eq!(read(",5", ',', None), Some("0.5".to_owned()));
        assert_eq!(read("007", '.', None), Some("7".to_owned()));
    }

    #[test]
    fn a_comma_of_unknown_meaning_is_never_guessed() {
        assert_eq!(read("0,1", '.', None), None);
        assert_eq!(read("0,1", '.', Some(',')), None);
        assert_eq!(read("1,23", '.', Some(',')), None);
        assert_eq!(read("1234,567", '.', Some(',')), None);
        assert_eq!(read("1.2.3", '.', None), None);
        assert_eq!(read("1e3", '.', None), None);
        assert_eq!(read("-", '.', None), None);
        assert_eq!(read("", '.', None), None);
        assert_eq!(read("--1", '.', None), None);
    }
}
