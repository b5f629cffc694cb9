//! Days as articles tell them: weekdays, dates with and without a year.

use std::ops::Range;

use exeat_value::Day;

use super::text::{Sort, Text};
use super::words::{Kinds, Words};

/// A day as far as a text tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct When {
    /// From 0 for Monday.
    pub(crate) weekday: Option<u8>,
    pub(crate) year: Option<i16>,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
}

#[derive(Debug, Clone)]
pub(crate) struct WhenSaid {
    pub(crate) when: When,
    pub(crate) tokens: Range<usize>,
    pub(crate) sentence: usize,
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl When {
    /// Whether a day within a month is told.
    pub(crate) fn is_day(self) -> bool {
        self.day.is_some() && self.month.is_some()
    }

    /// Whether both can be true of one day.
    pub(crate) fn agrees(self, other: Self) -> bool {
        fn same<T: PartialEq>(one: Option<T>, two: Option<T>) -> bool {
            match (one, two) {
                (Some(one), Some(two)) => one == two,
                _ => true,
            }
        }
        same(self.weekday, other.weekday)
            && same(self.year, other.year)
            && same(self.month, other.month)
            && same(self.day, other.day)
    }

    /// What is told, with the rest filled in from the day of the article: a weekday is the last one
    /// before it or the day itself, a date without a year is the nearest one.
    pub(crate) fn resolved(self, published: Option<Day>) -> Self {
        let mut when = self;
        if let Some(published) = published {
            if let (None, None, Some(weekday)) = (when.month, when.day, when.weekday) {
                let mut day = published;
                for _ in 0..7 {
                    if weekday_of(day) == weekday {
                        let (year, month, number) = parts(day);
                        when.year = Some(year);
                        when.month = Some(month);
                        when.day = Some(number);
                        break;
                    }
                    day = day.previous();
                }
            } else if when.year.is_none() && when.is_day() {
                when.year = nearest_year(when, published);
            } else if let (None, None, Some(own)) = (when.year, when.month, when.day) {
                // `12日`: of the month in which the article is, or of the one before.
                let mut day = published;
                for _ in 0..31 {
                    let (year, month, number) = parts(day);
                    if number == own {
                        (when.year, when.month) = (Some(year), Some(month));
                        break;
                    }
                    day = day.previous();
                }
            }
        }
        if let (Some(year), Some(month), Some(day)) = (when.year, when.month, when.day)
            && when.weekday.is_none()
            && let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day))
            && let Ok(day) = Day::new(year, month, day)
        {
            when.weekday = Some(weekday_of(day));
        }
        when
    }

    /// `Monday 2025-10-13`, `October 13`, `Tuesday`.
    pub(crate) fn words(self) -> String {
        let weekday = self
            .weekday
            .and_then(|number| WEEKDAYS.get(usize::from(number)))
            .map(|name| capital(name));
        let date = match (self.year, self.month, self.day) {
            (Some(year), Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
            (year, Some(month), day) => {
                let name = capital(
                    MONTHS
                        .get(usize::from(month.saturating_sub(1)))
                        .copied()
                        .unwrap_or_default(),
                );
                let day = day.map(|day| format!(" {day}")).unwrap_or_default();
                let year = year.map(|year| format!(" {year}")).unwrap_or_default();
                Some(format!("{name}{day}{year}"))
            }
            _ => None,
        };
        match (weekday, date) {
            (Some(weekday), Some(date)) => format!("{weekday} {date}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => String::new(),
        }
    }

    pub(crate) fn full(self) -> Option<Day> {
        let (month, day) = (
            i8::try_from(self.month?).ok()?,
            i8::try_from(self.day?).ok()?,
        );
        Day::new(self.year?, month, day).ok()
    }
}

/// The year in which a day of a month is nearest to that of the article.
fn nearest_year(when: When, published: Day) -> Option<i16> {
    let year = parts(published).0;
    [year, year.saturating_sub(1), year.saturating_add(1)]
        .into_iter()
        .filter_map(|year| {
            let day = When {
                year: Some(year),
                ..when
            };
            let far = day.full()?.days_since_epoch();
            Some((far.abs_diff(published.days_since_epoch()), year))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, year)| year)
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + signs.as_str()
    })
}

/// From 0 for Monday: 1 January 1970 was a Thursday.
pub(crate) fn weekday_of(day: Day) -> u8 {
    u8::try_from((i64::from(day.days_since_epoch()) + 3).rem_euclid(7)).unwrap_or(0)
}

fn parts(day: Day) -> (i16, u8, u8) {
    let text = day.to_string();
    let mut parts = text.rsplitn(3, '-');
    let number = parts.next().and_then(|one| one.parse().ok()).unwrap_or(1);
    let month = parts.next().and_then(|one| one.parse().ok()).unwrap_or(1);
    let year = parts.next().and_then(|one| one.parse().ok()).unwrap_or(0);
    (year, month, number)
}

/// Every day that is told, in order.
pub(crate) fn days(text: &Text, words: &Words) -> Vec<WhenSaid> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if let Some((when, end)) = day_at(text, words, at) {
            found.push(WhenSaid {
                when,
                tokens: at..end,
                sentence: text.sentence_of(at),
            });
            at = end;
        } else {
            at = at.saturating_add(1);
        }
    }
    found
}

fn value(text: &Text, words: &Words, at: usize) -> Option<u16> {
    let token = text.tokens.get(at)?;
    let word = words.text(token.word);
    match token.sort {
        Sort::Number => word.parse().ok(),
        // 13th, 1st.
        Sort::Word => ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending))
            .and_then(|number| number.parse().ok()),
        _ => None,
    }
}

fn is_mark(text: &Text, at: usize, sign: char) -> bool {
    text.tokens.get(at).is_some_and(|token| token.is_mark(sign))
}

fn is_han(text: &Text, words: &Words, at: usize, sign: &str) -> bool {
    text.tokens
        .get(at)
        .is_some_and(|token| token.sort == Sort::Han && words.text(token.word) == sign)
}

fn day_at(text: &Text, words: &Words, at: usize) -> Option<(When, usize)> {
    let token = text.tokens.get(at)?;
    let step = |steps: usize| at.saturating_add(steps);
    let year = |at: usize| {
        value(text, words, at)
            .filter(|year| (1900..2200).contains(year))
            .and_then(|year| i16::try_from(year).ok())
    };
    let number = |at: usize, most: u16| {
        value(text, words, at)
            .filter(|one| (1..=most).contains(one))
            .and_then(|one| u8::try_from(one).ok())
    };
    match token.sort {
        Sort::Word if words.is(token.word, Kinds::WEEKDAY) => {
            let name = words.text(token.word);
            let weekday = WEEKDAYS
                .iter()
                .position(|one| *one == name)
                .and_then(|one| u8::try_from(one).ok());
            let mut when = When {
                weekday,
                ..When::default()
            };
            let mut end = step(1);
            // `Monday, October 13` is one day.
            let next = if is_mark(text, end, ',') {
                end.saturating_add(1)
            } else {
                end
            };
            if let Some((date, after)) = day_at(text, words, next)
                .filter(|(date, _)| date.weekday.is_none() && date.is_day())
            {
                when = When { weekday, ..date };
                end = after;
            }
            Some((when, end))
        }
        Sort::Word if words.is(token.word, Kinds::MONTH) && token.upper => {
            let month = month(words.text(token.word))?;
            let mut when = When {
                month: Some(month),
                ..When::default()
            };
            let mut end = step(1);
            let dot = usize::from(is_mark(text, end, '.'));
            if let Some(day) = number(end.saturating_add(dot), 31) {
                when.day = Some(day);
                end = end.saturating_add(dot).saturating_add(1);
                let comma = usize::from(is_mark(text, end, ','));
                if let Some(one) = year(end.saturating_add(comma)) {
                    when.year = Some(one);
                    end = end.saturating_add(comma).saturating_add(1);
                }
            } else if let Some(one) = year(end) {
                when.year = Some(one);
                end = end.saturating_add(1);
            } else if words.text(token.word) == "may"
                && !matches!(
                    before_word(text, words, at),
                    "in" | "of" | "by" | "since" | "late" | "early" | "last"
                )
            {
                return None;
            }
            Some((when, end))
        }
        Sort::Number => {
            if let Some(one) = year(at) {
                if is_mark(text, step(1), '-') && is_mark(text, step(3), '-') {
                    let (month, day) = (number(step(2), 12)?, number(step(4), 31)?);
                    return Some((
                        When {
                            year: Some(one),
                            month: Some(month),
                            day: Some(day),
                            weekday: None,
                        },
                        step(5),
                    ));
                }
                if is_han(text, words, step(1), "年") {
                    let month = number(step(2), 12)?;
                    let mut when = When {
                        year: Some(one),
                        month: Some(month),
                        ..When::default()
                    };
                    if is_han(text, words, step(5), "日") {
                        when.day = number(step(4), 31);
                        return Some((when, step(6)));
                    }
                    when.day = None;
                    return Some((when, step(4)));
                }
            }
            if is_han(text, words, step(1), "月") {
                let month = number(at, 12)?;
                let mut when = When {
                    month: Some(month),
                    ..When::default()
                };
                if is_han(text, words, step(3), "日") {
                    when.day = number(step(2), 31);
                    return Some((when, step(4)));
                }
                return Some((when, step(2)));
            }
            if is_han(text, words, step(1), "日") {
                let when = When {
                    day: Some(number(at, 31)?),
                    ..When::default()
                };
                return Some((when, step(2)));
            }
            day_month(text, words, at)
        }
        Sort::Word => day_month(text, words, at),
        _ => None,
    }
}

/// `13 October 2025`, `13th of October`.
fn day_month(text: &Text, words: &Words, at: usize) -> Option<(When, usize)> {
    let day = value(text, words, at)
        .filter(|one| (1..=31).contains(one))
        .and_then(|one| u8::try_from(one).ok())?;
    let next = at.saturating_add(1);
    let of = usize::from(
        text.tokens
            .get(next)
            .is_some_and(|token| words.text(token.word) == "of"),
    );
    let month_at = next.saturating_add(of);
    let token = text
        .tokens
        .get(month_at)
        .filter(|token| token.upper && words.is(token.word, Kinds::MONTH))?;
    let month = month(words.text(token.word))?;
    let end = month_at.saturating_add(1);
    let comma = usize::from(is_mark(text, end, ','));
    let year = value(text, words, end.saturating_add(comma))
        .filter(|year| (1900..2200).contains(year))
        .and_then(|year| i16::try_from(year).ok());
    let end = if year.is_some() {
        end.saturating_add(comma).saturating_add(1)
    } else {
        end
    };
    Some((
        When {
            day: Some(day),
            month: Some(month),
            year,
            weekday: None,
        },
        end,
    ))
}

fn before_word<'w>(text: &Text, words: &'w Words, at: usize) -> &'w str {
    at.checked_sub(1)
        .and_then(|at| text.tokens.get(at))
        .map_or("", |token| words.text(token.word))
}

fn month(name: &str) -> Option<u8> {
    let place = MONTHS.iter().position(|one| {
        *one == name
            || (name.len() >= 3
                && one.starts_with(name.get(..3).unwrap_or(name))
                && name.len() <= 4)
    })?;
    u8::try_from(place.saturating_add(1)).ok()
}
