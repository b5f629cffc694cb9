//! Civil days.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

use crate::text::{Quoted, serde_as_text};

/// A day of the civil calendar, with no time of day and no time zone.
///
/// Law counts in days, so nothing finer is held. The text form is ISO 8601,
/// `2025-10-09`.
///
/// ```
/// use exeat_value::Day;
///
/// let issued: Day = "2025-10-09".parse()?;
/// assert_eq!(issued, Day::new(2025, 10, 9)?);
/// assert_eq!(issued.next().to_string(), "2025-10-10");
/// # Ok::<(), exeat_value::DayError>(())
/// ```
///
/// Days that are not on the calendar, and other ways of writing one, are
/// refused:
///
/// ```
/// use exeat_value::Day;
///
/// let error = "2025-02-29".parse::<Day>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`2025-02-29` is not a day of the calendar; 2025-02 runs from `2025-02-01` to `2025-02-28`",
/// );
/// let error = "9/10/2025".parse::<Day>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`9/10/2025` is not a day; write year, month and day as in `2025-10-09`",
/// );
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The first day that can be held, in the year -9999.
    pub const MIN: Day = Day(Date::MIN);
    /// The last day that can be held, `9999-12-31`.
    pub const MAX: Day = Day(Date::MAX);

    /// The day of a year, a month (1 to 12) and a day of the month (from 1).
    ///
    /// # Errors
    ///
    /// If the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Day, DayError> {
        Date::new(year, month, day)
            .map(Day)
            .map_err(|_| no_such_day(year, month, day))
    }

    /// The year, from -9999 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1 to 31.
    #[must_use]
    pub fn day_of_month(self) -> i8 {
        self.0.day()
    }

    /// The following day; [`Day::MAX`] stays itself.
    #[must_use]
    pub fn next(self) -> Day {
        self.0.tomorrow().map_or(Day::MAX, Day)
    }

    /// The day before; [`Day::MIN`] stays itself.
    #[must_use]
    pub fn previous(self) -> Day {
        self.0.yesterday().map_or(Day::MIN, Day)
    }

    /// So many days later; none past [`Day::MAX`].
    #[must_use]
    pub fn plus_days(self, count: u32) -> Option<Day> {
        let span = jiff::Span::new().try_days(i64::from(count)).ok()?;
        self.0.checked_add(span).ok().map(Day)
    }

    /// The same day of the month so many months later, or the last day of that month where it is shorter; none past
    /// [`Day::MAX`].
    ///
    /// ```
    /// use exeat_value::Day;
    ///
    /// let last_of_january = Day::new(2025, 1, 31)?;
    /// assert_eq!(last_of_january.plus_months(1), Some(Day::new(2025, 2, 28)?));
    /// assert_eq!(last_of_january.plus_months(2), Some(Day::new(2025, 3, 31)?));
    /// assert_eq!(Day::new(2024, 2, 29)?.plus_months(60), Some(Day::new(2029, 2, 28)?));
    /// assert_eq!(last_of_january.plus_months(u32::MAX), None);
    /// # Ok::<(), exeat_value::DayError>(())
    /// ```
    #[must_use]
    pub fn plus_months(self, count: u32) -> Option<Day> {
        let span = jiff::Span::new().try_months(i64::from(count)).ok()?;
        self.0.checked_add(span).ok().map(Day)
    }

    /// The number of days since 1970-01-01, negative before it.
    ///
    /// ```
    /// use exeat_value::Day;
    ///
    /// assert_eq!(Day::new(1970, 1, 2)?.days_since_epoch(), 1);
    /// assert_eq!(Day::new(1969, 12, 31)?.days_since_epoch(), -1);
    /// # Ok::<(), exeat_value::DayError>(())
    /// ```
    #[must_use]
    pub fn days_since_epoch(self) -> i32 {
        // Years are counted from March, so that a leap day ends its year and
        // the months before it have fixed lengths; 400 years (an era) always
        // have 146 097 days. The year stays within ±10 000, far from overflow.
        let month = i32::from(self.0.month());
        let march_year = i32::from(self.0.year()) - i32::from(month <= 2);
        let era = march_year.div_euclid(400);
        let year_of_era = march_year.rem_euclid(400);
        let march_month = (month + 9) % 12;
        let day_of_year = (153 * march_month + 2) / 5 + i32::from(self.0.day()) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The calendar date.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Day(date)
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

/// The text or the numbers are not a day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct DayError(Fault);

#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Fault {
    #[error("{found} is not a day; write year, month and day as in `2025-10-09`")]
    Shape { found: Quoted },
    #[error("{found} is not a day; write `{mended}`")]
    Unpadded { found: Quoted, mended: Day },
    #[error("`{found}` is not a day of the calendar; months run from 01 to 12, as in `2025-10-09`")]
    Month { found: String },
    #[error("`{found}` is not a day of the calendar; {month} runs from `{first}` to `{last}`")]
    DayOfMonth {
        found: String,
        month: String,
        first: Day,
        last: Day,
    },
    #[error("`{found}` is not a day of the calendar; years run from -9999 to 9999")]
    Year { found: String },
}

fn no_such_day(year: i16, month: i8, day: i8) -> DayError {
    let found = format!("{year:04}-{month:02}-{day:02}");
    DayError(match Date::new(year, month, 1) {
        Ok(first) => Fault::DayOfMonth {
            found,
            month: format!("{year:04}-{month:02}"),
            first: Day(first),
            last: Day(first.last_of_month()),
        },
        Err(_) if (1..=12).contains(&month) => Fault::Year { found },
        Err(_) => Fault::Month { found },
    })
}

impl FromStr for Day {
    type Err = DayError;

    /// Reads `YYYY-MM-DD`; a year before nought is written with six digits and
    /// a minus, as `Display` does.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let shape = || {
            DayError(Fault::Shape {
                found: Quoted::new(text),
            })
        };
        let mut parts = unsigned.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(shape());
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if ![year, month, day].into_iter().all(digits) {
            return Err(shape());
        }
        let (Ok(year_number), Ok(month_number), Ok(day_number)) =
            (year.parse::<i16>(), month.parse(), day.parse())
        else {
            return Err(shape());
        };
        let year_digits = if negative { 6 } else { 4 };
        if year.len() != year_digits || (negative && year_number == 0) {
            return Err(shape());
        }
        let year_number = if negative { -year_number } else { year_number };
        let found = Day::new(year_number, month_number, day_number);
        match (month.len(), day.len(), found) {
            (2, 2, found) => found,
            (1 | 2, 1 | 2, Ok(mended)) => Err(DayError(Fault::Unpadded {
                found: Quoted::new(text),
                mended,
            })),
            _ => Err(shape()),
        }
    }
}

impl BorshSerialize for Day {
    fn serialize<W: borsh::io::Write>(&self, writer: &mut W) -> borsh::io::Result<()> {
        (self.0.year(), self.0.month(), self.0.day()).serialize(writer)
    }
}

impl BorshDeserialize for Day {
    fn deserialize_reader<R: borsh::io::Read>(reader: &mut R) -> borsh::io::Result<Self> {
        let (year, month, day) = BorshDeserialize::deserialize_reader(reader)?;
        Day::new(year, month, day)
            .map_err(|error| borsh::io::Error::new(borsh::io::ErrorKind::InvalidData, error))
    }
}

serde_as_text!(Day, "a day as text, such as `2025-10-09`");
