//! How amounts are shown to people. What programs read stays as it is.

/// A number, with or without its unit, with a comma after each thousand: `1,800,000.5 CNY`. What is no plain number
/// stays as it is.
///
/// ```
/// assert_eq!(exeat_register::grouped("1800000.5 CNY"), "1,800,000.5 CNY");
/// assert_eq!(exeat_register::grouped("26AC000123"), "26AC000123");
/// ```
pub fn grouped(number: impl ToString) -> String {
    let text = number.to_string();
    let (number, unit) = match text.split_once(' ') {
        Some((number, unit)) => (number, format!(" {unit}")),
        None => (text.as_str(), String::new()),
    };
    let (sign, bare) = match number.strip_prefix('-') {
        Some(bare) => ("-", bare),
        None => ("", number),
    };
    let (whole, rest) = match bare.split_once('.') {
        Some((whole, places)) => (whole, format!(".{places}")),
        None => (bare, String::new()),
    };
    if whole.is_empty() || !whole.bytes().all(|one| one.is_ascii_digit()) {
        return text;
    }
    let mut shown = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len().saturating_sub(at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown.push_str(&rest);
    shown.push_str(&unit);
    shown
}

/// A role as the heading of a row: `End user`.
pub(crate) fn role(role: &str) -> String {
    let words = role.replace('-', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted_and_nothing_else() {
        for (number, shown) in [
            ("0", "0"),
            ("999.5", "999.5"),
            ("1000", "1,000"),
            ("-1234567.891", "-1,234,567.891"),
            ("100000", "100,000"),
            ("2000 kg", "2,000 kg"),
            ("two 2000", "two 2000"),
            ("26AC0001", "26AC0001"),
            ("", ""),
            ("-", "-"),
        ] {
            assert_eq!(grouped(number), shown);
        }
    }
}
