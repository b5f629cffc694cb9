//! Days as tables write them.

use exeat_value::Day;

/// How days are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DateFormat {
    /// A pattern of `YYYY`, `YY`, `MM`, `MMM`, `DD` and what stands between.
    Pattern(String),
    /// As a spreadsheet counts them: 45931 is 1 October 2025.
    Serial,
}

/// The first and the last year in which anything is taken to have left.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// The names of months in the languages that programs write them in, by their first letters.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene"],
    &["feb", "fev"],
    &["mar", "mär", "mrz"],
    &["apr", "avr", "abr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aou", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "out"],
    &["nov"],
    &["dec", "dez", "déc", "dic"],
];

impl DateFormat {
    /// The format that a mapping names.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("serial") {
            return Some(Self::Serial);
        }
        let upper = text.to_ascii_uppercase();
        let known = upper.contains("YY") && upper.contains("MM") && upper.contains("DD");
        known.then_some(Self::Pattern(upper))
    }

    /// As a mapping writes it.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Pattern(pattern) => pattern,
            Self::Serial => "serial",
        }
    }

    /// Reads a day. A time of day behind it does not count.
    pub(crate) fn read(&self, text: &str) -> Option<Day> {
        match self {
            Self::Serial => {
                let whole = text.split('.').next()?;
                let count: u32 = whole.parse().ok()?;
                if count <= 60 {
                    return None;
                }
                Day::new(1899, 12, 30).ok()?.plus_days(count)
            }
            Self::Pattern(pattern) => by_pattern(text.trim(), pattern),
        }
    }
}

/// Whether anything can have left on the day.
pub(crate) fn is_plausible(day: Day) -> bool {
    YEARS.contains(&day.year())
}

fn by_pattern(text: &str, pattern: &str) -> Option<Day> {
    let mut rest = text;
    let (mut year, mut month, mut day) = (None, None, None);
    let mut pattern = pattern;
    // Two figures of the pattern without anything between them have all their digits.
    while !pattern.is_empty() {
        if let Some(after) = pattern.strip_prefix("YYYY") {
            year = Some(digits(&mut rest, 4, 4)?);
            pattern = after;
        } else if let Some(after) = pattern.strip_prefix("YY") {
            year = Some(digits(&mut rest, 2, 2)?.checked_add(2000)?);
            pattern = after;
        } else if let Some(after) = pattern.strip_prefix("MMM") {
            month = Some(month_name(&mut rest)?);
            pattern = after;
        } else if let Some(after) = pattern.strip_prefix("MM") {
            let least = if closely(after) { 2 } else { 1 };
            month = Some(digits(&mut rest, least, 2)?);
            pattern = after;
        } else if let Some(after) = pattern.strip_prefix("DD") {
            let least = if closely(after) { 2 } else { 1 };
            day = Some(digits(&mut rest, least, 2)?);
            pattern = after;
        } else {
            let mut characters = pattern.chars();
            let wanted = characters.next()?;
            rest = rest.strip_prefix(wanted)?;
            pattern = characters.as_str();
        }
    }
    // What may stand behind is a time of day.
    let mut behind = rest.chars();
    match behind.next() {
        None => {}
        Some('T' | ' ') if rest.contains(':') => {}
        Some(_) => return None,
    }
    Day::new(year?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()
}

/// Whether a figure follows at once.
fn closely(pattern: &str) -> bool {
    pattern.starts_with(['Y', 'M', 'D'])
}

fn digits(rest: &mut &str, least: usize, most: usize) -> Option<i16> {
    let count = rest
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    if count < least {
        return None;
    }
    let (number, after) = rest.split_at_checked(count)?;
    *rest = after;
    number.parse().ok()
}

fn month_name(rest: &mut &str) -> Option<i16> {
    let length = rest
        .find(|one: char| !one.is_alphabetic())
        .unwrap_or(rest.len());
    let (name, after) = rest.split_at_checked(length)?;
    let folded = name.to_lowercase();
    let month = (1_i16..).zip(MONTHS).find(|(_, beginnings)| {
        beginnings
            .iter()
            .any(|beginning| folded.starts_with(beginning))
    })?;
    *rest = after;
    Some(month.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, format: &str) -> Option<String> {
        let day = DateFormat::parse(format)?.read(text)?;
        Some(day.to_string())
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        let october = Some("2025-10-09".to_owned());
        assert_eq!(read("2025-10-09", "YYYY-MM-DD"), october);
        assert_eq!(read("9.10.2025", "DD.MM.YYYY"), october);
        assert_eq!(read("10/9/25", "MM/DD/YY"), october);
        assert_eq!(read("20251009", "YYYYMMDD"), october);
        assert_eq!(read("09-Oct-2025", "DD-MMM-YYYY"), october);
        assert_eq!(read("09.Okt.2025", "DD.MMM.YYYY"), october);
        assert_eq!(read("2025-10-09T12:30:00", "YYYY-MM-DD"), october);
        assert_eq!(read("2025/10/09 00:00", "YYYY/MM/DD"), october);
        assert_eq!(read("45939", "serial"), october);
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        assert_eq!(read("31.02.2025", "DD.MM.YYYY"), None);
        assert_eq!(read("2025-13-01", "YYYY-MM-DD"), None);
        assert_eq!(read("9102025", "DDMMYYYY"), None);
        assert_eq!(read("09.10.2025x", "DD.MM.YYYY"), None);
        assert_eq!(read("", "DD.MM.YYYY"), None);
        assert_eq!(read("60", "serial"), None);
        assert_eq!(DateFormat::parse("whenever"), None);
    }
}
