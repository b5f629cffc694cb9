//! Days as publishers write them.

use exeat_value::Day;

use super::BirthDate;

/// What comes first where a date is written in three numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// 31/12/2025
    DayFirst,
    /// 12/31/2025
    MonthFirst,
}

/// A day, if the text begins with one: `2025-12-31`, with a time or without, `31/12/2025` or
/// `12/31/2025` by the order, `31 Dec 2025`, `31-Dec-2025`, `Dec 31, 2025`.
pub(crate) fn day(text: &str, order: Order) -> Option<Day> {
    let span = span(text, order)?;
    (span.0 == span.1).then_some(span.0)
}

/// When somebody was born, as exactly as the text says: a day, a month, a year, or from one year to
/// another, each perhaps with `circa` before it.
pub(crate) fn birth(text: &str, order: Order) -> Option<BirthDate> {
    let lower = text.trim().to_lowercase();
    let mut rest = lower.as_str();
    let mut approximate = false;
    for word in ["circa", "approximately", "approx.", "about", "c.", "ca."] {
        if let Some(after) = rest.strip_prefix(word) {
            approximate = true;
            rest = after.trim_start();
        }
    }
    let rest = rest.strip_prefix("between").unwrap_or(rest).trim();
    let ends = rest
        .split_once(" to ")
        .or_else(|| rest.split_once(" and "))
        .or_else(|| years(rest));
    let (earliest, latest) = match ends {
        Some((from, to)) => (span(from, order)?.0, span(to, order)?.1),
        None => span(rest, order)?,
    };
    (earliest <= latest).then_some(BirthDate {
        earliest,
        latest,
        approximate,
    })
}

/// `1960-1965`
fn years(text: &str) -> Option<(&str, &str)> {
    let (from, to) = text.split_once('-')?;
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_year(from.trim()) && is_year(to.trim())).then_some((from, to))
}

/// The first and last day that the text can mean.
fn span(text: &str, order: Order) -> Option<(Day, Day)> {
    let text = text.trim();
    let date = match text.find(['T', 't', ' ']) {
        // A time after an ISO date.
        Some(at) if at == 10 && text.as_bytes().get(4) == Some(&b'-') => text.get(..10)?,
        _ => text,
    };
    let parts: Vec<&str> = date
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let known = |part: &str| part.parse::<i16>().ok().filter(|number| *number > 0);
    match *parts.as_slice() {
        [year] => year_span(year.parse().ok()?),
        [month, year] if year.len() == 4 => month_span(year.parse().ok()?, month_number(month)?),
        [year, month] if year.len() == 4 => month_span(year.parse().ok()?, month_number(month)?),
        [year, month, day] if year.len() == 4 => {
            triple(year.parse().ok()?, month_number(month), known(day))
        }
        [first, second, year] if year.len() == 4 => {
            let year = year.parse().ok()?;
            if first.chars().all(char::is_alphabetic) && named_month(first).is_some() {
                triple(year, named_month(first), known(second))
            } else if order == Order::DayFirst || named_month(second).is_some() {
                triple(year, month_number(second), known(first))
            } else {
                triple(year, month_number(first), known(second))
            }
        }
        _ => None,
    }
}

/// A date of which parts may not be known: `dd/07/1978`, `00/00/1975`.
fn triple(year: i16, month: Option<i8>, day: Option<i16>) -> Option<(Day, Day)> {
    match (month, day) {
        (Some(month), Some(day)) => {
            let day = Day::new(year, month, i8::try_from(day).ok()?).ok()?;
            Some((day, day))
        }
        (Some(month), None) => month_span(year, month),
        (None, _) => year_span(year),
    }
}

fn year_span(year: i16) -> Option<(Day, Day)> {
    (1000..=2200).contains(&year).then_some(())?;
    Some((Day::new(year, 1, 1).ok()?, Day::new(year, 12, 31).ok()?))
}

fn month_span(year: i16, month: i8) -> Option<(Day, Day)> {
    let first = Day::new(year, month, 1).ok()?;
    let last = (28..=31)
        .rev()
        .find_map(|day| Day::new(year, month, day).ok())?;
    Some((first, last))
}

fn month_number(text: &str) -> Option<i8> {
    match text.parse::<i8>() {
        Ok(number) => (1..=12).contains(&number).then_some(number),
        Err(_) => named_month(text),
    }
}

fn named_month(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = text.to_lowercase();
    let index = MONTHS.iter().position(|month| lower.starts_with(month))?;
    i8::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str, order: Order, from: &str, to: &str) {
        let found = birth(text, order).unwrap_or_else(|| panic!("{text} is a date"));
        assert_eq!(
            (found.earliest.to_string(), found.latest.to_string()),
            (from.to_owned(), to.to_owned()),
            "{text}"
        );
    }

    #[test]
    fn dates_are_as_exact_as_they_are_written() {
        is("1971", Order::DayFirst, "1971-01-01", "1971-12-31");
        is("1937-04-28", Order::DayFirst, "1937-04-28", "1937-04-28");
        is("28/04/1937", Order::DayFirst, "1937-04-28", "1937-04-28");
        is("04/28/1937", Order::MonthFirst, "1937-04-28", "1937-04-28");
        is("dd/07/1978", Order::DayFirst, "1978-07-01", "1978-07-31");
        is("dd/mm/1962", Order::DayFirst, "1962-01-01", "1962-12-31");
        is("00/00/1975", Order::DayFirst, "1975-01-01", "1975-12-31");
        is("10 Dec 1948", Order::MonthFirst, "1948-12-10", "1948-12-10");
        is("Feb 1948", Order::MonthFirst, "1948-02-01", "1948-02-29");
        is("circa 1961", Order::MonthFirst, "1961-01-01", "1961-12-31");
        is(
            "1960 to 1965",
            Order::MonthFirst,
            "1960-01-01",
            "1965-12-31",
        );
        is("1960-1965", Order::MonthFirst, "1960-01-01", "1965-12-31");
        is(
            "2012-06-29T00:00:09.554Z",
            Order::DayFirst,
            "2012-06-29",
            "2012-06-29",
        );
        assert_eq!(birth("Mar 2013 or later", Order::DayFirst), None);
        assert_eq!(birth("30/02/2001", Order::DayFirst), None);
        assert_eq!(birth("", Order::DayFirst), None);
        assert!(birth("circa 1961", Order::DayFirst).unwrap().approximate);
    }
}
