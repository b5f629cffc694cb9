//! Sets of days.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::day::Day;
use crate::span::Span;

/// Any set of days, kept as the fewest stretches that make it up.
///
/// When a provision is in force is such a set: its commencement, within the
/// life of its instrument, less its suspensions.
///
/// ```
/// use exeat_value::{DaySet, Span};
///
/// let commenced: Span = "from 2025-10-09".parse()?;
/// let suspended: Span = "from 2025-11-07 through 2026-11-10".parse()?;
/// let in_force = DaySet::from_span(commenced).subtract(&DaySet::from_span(suspended));
/// assert_eq!(
///     in_force.to_string(),
///     "from 2025-10-09 through 2025-11-06, and from 2026-11-11",
/// );
/// # Ok::<(), exeat_value::SpanError>(())
/// ```
// Invariant: the spans are not empty, stand in order, and no two overlap or
// touch. Hence two sets of the same days are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DaySet {
    spans: Vec<Span>,
}

impl DaySet {
    /// No day.
    #[must_use]
    pub const fn empty() -> DaySet {
        DaySet { spans: Vec::new() }
    }

    /// Every day.
    #[must_use]
    pub fn all() -> DaySet {
        DaySet {
            spans: vec![Span::ALWAYS],
        }
    }

    /// The days of one stretch.
    #[must_use]
    pub fn from_span(span: Span) -> DaySet {
        std::iter::once(span).collect()
    }

    /// The days in either set.
    #[must_use]
    pub fn union(&self, other: &DaySet) -> DaySet {
        self.spans.iter().chain(&other.spans).copied().collect()
    }

    /// The days in both sets.
    #[must_use]
    pub fn intersect(&self, other: &DaySet) -> DaySet {
        let mut spans = Vec::new();
        let mut left = self.spans.iter().peekable();
        let mut right = other.spans.iter().peekable();
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let both = a.intersect(b);
            if !both.is_empty() {
                spans.push(both);
            }
            // The one that ends first meets nothing further of the other.
            match (a.until, b.until) {
                (Some(a_until), b_until) if b_until.is_none_or(|b_until| a_until <= b_until) => {
                    left.next();
                }
                _ => {
                    right.next();
                }
            }
        }
        DaySet { spans }
    }

    /// The days in this set that are not in the other.
    #[must_use]
    pub fn subtract(&self, other: &DaySet) -> DaySet {
        self.intersect(&other.complement())
    }

    /// The days that are not in this set.
    #[must_use]
    pub fn complement(&self) -> DaySet {
        let mut spans = Vec::new();
        let mut from = Some(Day::MIN);
        for span in &self.spans {
            if let Some(from) = from {
                let gap = Span::from_until(from, span.from);
                if !gap.is_empty() {
                    spans.push(gap);
                }
            }
            from = span.until;
        }
        spans.extend(from.map(Span::from_on));
        DaySet { spans }
    }

    /// Whether the day is in the set.
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        let after = self.spans.partition_point(|span| span.from <= day);
        // The last span that starts by that day is the only one that may hold
        // it, since the spans stand in order and apart.
        self.spans
            .iter()
            .take(after)
            .next_back()
            .is_some_and(|span| span.contains(day))
    }

    /// Whether no day is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The stretches that make up the set: in order, and no two overlap or
    /// touch.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The days on which the answer of [`contains`](DaySet::contains) changes,
    /// in order: the first day of each stretch, and the first day after it.
    ///
    /// A set that holds [`Day::MIN`] does not change there.
    ///
    /// ```
    /// use exeat_value::{DaySet, Span};
    ///
    /// let span: Span = "from 2025-10-09 through 2025-11-06".parse()?;
    /// let days: Vec<String> =
    ///     DaySet::from_span(span).boundaries().iter().map(ToString::to_string).collect();
    /// assert_eq!(days, ["2025-10-09", "2025-11-07"]);
    /// # Ok::<(), exeat_value::SpanError>(())
    /// ```
    #[must_use]
    pub fn boundaries(&self) -> Vec<Day> {
        self.spans
            .iter()
            .flat_map(|span| [Some(span.from), span.until])
            .flatten()
            .filter(|day| *day > Day::MIN)
            .collect()
    }
}

impl FromIterator<Span> for DaySet {
    /// The days in any of the stretches, which may be empty, overlap, and come
    /// in any order.
    fn from_iter<I: IntoIterator<Item = Span>>(stretches: I) -> Self {
        let mut stretches: Vec<Span> = stretches
            .into_iter()
            .filter(|span| !span.is_empty())
            .collect();
        stretches.sort_unstable();
        let mut spans: Vec<Span> = Vec::with_capacity(stretches.len());
        for span in stretches {
            match spans.last_mut() {
                Some(last) if last.until.is_none_or(|until| span.from <= until) => {
                    // `None` is the latest end of all.
                    last.until = last.until.zip(span.until).map(|(a, b)| a.max(b));
                }
                _ => spans.push(span),
            }
        }
        DaySet { spans }
    }
}

impl From<Span> for DaySet {
    fn from(span: Span) -> Self {
        DaySet::from_span(span)
    }
}

impl fmt::Display for DaySet {
    /// For people: the stretches, or `on no day`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.spans.is_empty() {
            return formatter.write_str("on no day");
        }
        for (index, span) in self.spans.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", and ")?;
            }
            write!(formatter, "{span}")?;
        }
        Ok(())
    }
}

impl Serialize for DaySet {
    /// A list of stretches.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.spans.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for DaySet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Span>::deserialize(deserializer).map(|spans| spans.into_iter().collect())
    }
}
