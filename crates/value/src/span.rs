//! Stretches of days.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::day::{Day, DayError};
use crate::text::{Quoted, serde_as_text};

/// A stretch of days: from a first day, until a day that is no longer in it,
/// or without end.
///
/// Inside the program a stretch is half-open, so that two that follow one
/// another share a day as the end of one and the start of the next. For
/// people it names its last day, as laws do.
///
/// ```
/// use exeat_value::{Day, Span};
///
/// let from: Day = "2025-10-09".parse()?;
/// let last: Day = "2025-11-06".parse()?;
/// let span = Span::from_through(from, last);
/// assert!(span.contains(last));
/// assert!(!span.contains(last.next()));
/// assert_eq!(span.to_string(), "from 2025-10-09 through 2025-11-06");
/// assert_eq!(Span::from_until(from, last).to_string(), "from 2025-10-09 through 2025-11-05");
/// assert_eq!(Span::from_on(from).to_string(), "from 2025-10-09");
/// # Ok::<(), exeat_value::DayError>(())
/// ```
///
/// A stretch that ends before it begins holds no day, and says so:
///
/// ```
/// use exeat_value::{Day, Span};
///
/// let from: Day = "2025-12-01".parse()?;
/// let until: Day = "2025-11-10".parse()?;
/// assert!(Span::from_until(from, until).is_empty());
/// # Ok::<(), exeat_value::DayError>(())
/// ```
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    borsh::BorshSerialize,
    borsh::BorshDeserialize,
)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The first day that is no longer in the stretch; without end if `None`.
    pub until: Option<Day>,
}

impl Span {
    /// Every day there is.
    pub const ALWAYS: Span = Span {
        from: Day::MIN,
        until: None,
    };

    /// From one day until another, which is not in the stretch.
    #[must_use]
    pub const fn from_until(from: Day, until: Day) -> Span {
        Span {
            from,
            until: Some(until),
        }
    }

    /// From one day through another, which is the last in the stretch.
    #[must_use]
    pub fn from_through(from: Day, last: Day) -> Span {
        // No day follows the last of all, so a stretch through it has no end.
        let until = (last < Day::MAX).then(|| last.next());
        Span { from, until }
    }

    /// From a day on, without end.
    #[must_use]
    pub const fn from_on(from: Day) -> Span {
        Span { from, until: None }
    }

    /// Whether the day is in the stretch.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether no day is in the stretch.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.from)
    }

    /// The days in both stretches; empty if they do not meet.
    ///
    /// ```
    /// use exeat_value::Span;
    ///
    /// let law: Span = "from 2025-10-09".parse()?;
    /// let suspension: Span = "from 2025-11-07 through 2026-11-10".parse()?;
    /// assert_eq!(law.intersect(&suspension), suspension);
    /// # Ok::<(), exeat_value::SpanError>(())
    /// ```
    #[must_use]
    pub fn intersect(&self, other: &Span) -> Span {
        let until = match (self.until, other.until) {
            (Some(until), Some(other_until)) => Some(until.min(other_until)),
            (until, other_until) => until.or(other_until),
        };
        Span {
            from: self.from.max(other.from),
            until,
        }
    }

    /// The last day in the stretch; `None` if it is empty or has no end.
    #[must_use]
    pub fn last(&self) -> Option<Day> {
        if self.is_empty() {
            None
        } else {
            self.until.map(Day::previous)
        }
    }
}

impl fmt::Display for Span {
    /// For people: `from 2025-10-09 through 2025-11-06`, with the last day
    /// named; an empty stretch, which has none, reads
    /// `from 2025-10-09 until 2025-10-09`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "from {}", self.from)?;
        match (self.until, self.last()) {
            (None, _) => Ok(()),
            (Some(_), Some(last)) => write!(formatter, " through {last}"),
            (Some(until), None) => write!(formatter, " until {until}"),
        }
    }
}

/// The text is not a stretch of days.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{found} is not a stretch of days: {fault}; write `from 2025-10-09`, or `from 2025-10-09 through 2025-11-06`"
)]
pub struct SpanError {
    found: Quoted,
    fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
enum Fault {
    #[error("`from` and a first day were expected")]
    Shape,
    #[error("after the first day, `through` or `until` and a day were expected")]
    End,
    #[error(transparent)]
    Day(#[from] DayError),
    #[error("{last} is before {from}")]
    Backward { from: Day, last: Day },
}

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map_err(|fault| SpanError {
            found: Quoted::new(text),
            fault,
        })
    }
}

fn parse(text: &str) -> Result<Span, Fault> {
    let mut words = text.split(' ');
    let (Some("from"), Some(from)) = (words.next(), words.next()) else {
        return Err(Fault::Shape);
    };
    let from: Day = from.parse()?;
    let span = match (words.next(), words.next(), words.next()) {
        (None, ..) => Span::from_on(from),
        (Some("until"), Some(until), None) => Span::from_until(from, until.parse()?),
        (Some("through"), Some(last), None) => {
            let last: Day = last.parse()?;
            if last < from {
                return Err(Fault::Backward { from, last });
            }
            Span::from_through(from, last)
        }
        _ => return Err(Fault::End),
    };
    Ok(span)
}

serde_as_text!(
    Span,
    "a stretch of days such as `from 2025-10-09 through 2025-11-06`"
);
