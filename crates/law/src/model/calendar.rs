//! Working days: which days the authorities of a place work, as far as somebody has looked it up.

use borsh::{BorshDeserialize, BorshSerialize};
use std::collections::BTreeMap;

use exeat_value::{Day, Span};

use super::identity::{JurisdictionId, Place, Text};
use super::instrument::{Cite, Confidence};

/// The working days of the authorities of a jurisdiction, or of one of them.
///
/// Mondays to Fridays are worked and Saturdays and Sundays are not, except for the days that the calendar names. It
/// knows the days that it covers and no others: holidays are proclaimed from year to year, so what lies outside is
/// never inferred.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Calendar {
    /// Whose authorities.
    pub jurisdiction: JurisdictionId,
    /// The one authority whose calendar it is, by its short name; none where it is that of all others.
    pub authority: Option<String>,
    /// What it is about, where the author says it.
    pub title: Option<Text>,
    /// The first and the last day that it knows.
    pub covers: (Day, Day),
    /// The days that are not as their day of the week would have it, and whether they are worked.
    pub named: BTreeMap<Day, bool>,
    /// Index into [`super::Rulebook::files`] of the file that holds it; none where it could not be found.
    pub file: Option<usize>,
    /// The last day for which somebody has checked it.
    pub verified_through: Option<Day>,
    /// How sure we are.
    pub confidence: Option<Confidence>,
    /// Citations.
    pub cites: Vec<Cite>,
    /// Where the days stand.
    pub sources: Vec<String>,
    /// Remarks for readers.
    pub notes: Vec<Text>,
    /// Where it is declared.
    pub place: Place,
}

/// What counting working days gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Counted {
    /// The day on which the last of them falls.
    On(Day),
    /// The calendar begins after the day from which they are counted.
    Before,
    /// The calendar ends before the last of them; this many fall within it.
    Beyond(u32),
}

impl Calendar {
    /// Whether a day is worked; none outside the days that the calendar knows.
    #[must_use]
    pub fn is_working(&self, day: Day) -> Option<bool> {
        let (first, last) = self.covers;
        (first <= day && day <= last)
            .then(|| self.named.get(&day).copied().unwrap_or(!is_weekend(day)))
    }

    /// The day on which the last of so many working days after a day falls. The day itself does not count.
    ///
    /// ```
    /// # use exeat_facts::Vocabulary;
    /// # use exeat_law::lower::{SourceText, load};
    /// use exeat_law::model::Counted;
    /// use exeat_value::Day;
    ///
    /// # let law = "\
    /// # jurisdiction XX
    /// #   name \"Examplia\"
    /// #   authority MOT \"Ministry of Trade\"
    /// #
    /// # calendar XX from \"holidays.csv\"
    /// #   covers from 2025-01-01 through 2025-12-31
    /// # ";
    /// # let days = "date,kind,name\n2025-10-01,holiday,Republic Day\n2025-10-04,workday,made up\n";
    /// # let sources = [("xx/law.law", law), ("xx/holidays.csv", days)];
    /// # let sources = sources.map(|(path, text)| SourceText { path: path.into(), text: text.into() });
    /// # let (rulebook, found) = load(sources.to_vec(), Vocabulary::standard());
    /// # assert_eq!(found, []);
    /// # let calendar = &rulebook.calendars[0];
    /// // 1 October is a holiday in this calendar, and Saturday the 4th is worked instead.
    /// let tuesday = Day::new(2025, 9, 30)?;
    /// assert_eq!(calendar.working_days_after(tuesday, 3), Counted::On(Day::new(2025, 10, 4)?));
    /// assert_eq!(calendar.working_days_after(Day::new(2025, 12, 29)?, 5), Counted::Beyond(2));
    /// # Ok::<(), exeat_value::DayError>(())
    /// ```
    #[must_use]
    pub fn working_days_after(&self, start: Day, count: u32) -> Counted {
        let mut day = start;
        let mut counted = 0;
        if self.is_working(start.next()).is_none() {
            return if start < self.covers.0 {
                Counted::Before
            } else {
                Counted::Beyond(0)
            };
        }
        while counted < count {
            day = day.next();
            match self.is_working(day) {
                Some(true) => counted += 1,
                Some(false) => {}
                None => return Counted::Beyond(counted),
            }
        }
        Counted::On(day)
    }

    /// The days that it knows.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::from_through(self.covers.0, self.covers.1)
    }
}

/// Saturday or Sunday.
fn is_weekend(day: Day) -> bool {
    // The first of January 1970 was a Thursday, the third day after a Monday.
    (day.days_since_epoch() + 3).rem_euclid(7) >= 5
}
