//! The axis of days: months, and where a day stands.

use exeat_value::Day;

/// The first day of a day's month.
pub(super) fn first_of_month(day: Day) -> Day {
    Day::new(day.year(), day.month(), 1).unwrap_or(day)
}

/// The first day of the month that is so many months later; the same day where there is none such.
pub(super) fn months_later(day: Day, months: i32) -> Day {
    let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1 + months;
    let year = i16::try_from(count.div_euclid(12));
    let month = i8::try_from(count.rem_euclid(12) + 1);
    match (year, month) {
        (Ok(year), Ok(month)) => Day::new(year, month, 1).unwrap_or(day),
        _ => day,
    }
}

/// A scale from days to a length in some unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    from: Day,
    days: i64,
    length: i64,
}

impl Axis {
    /// Days from the first until the last, on so much length.
    pub(super) fn new(from: Day, until: Day, length: i64) -> Self {
        let days = i64::from(until.days_since_epoch()) - i64::from(from.days_since_epoch());
        Self {
            from,
            days: days.max(1),
            length: length.max(1),
        }
    }

    /// Where a day begins, between nothing and the whole length.
    pub(super) fn place(self, day: Day) -> i64 {
        let days = i64::from(day.days_since_epoch()) - i64::from(self.from.days_since_epoch());
        (days.clamp(0, self.days) * self.length) / self.days
    }

    /// Whether a day is on it.
    pub(super) fn shows(self, day: Day) -> bool {
        let days = i64::from(day.days_since_epoch()) - i64::from(self.from.days_since_epoch());
        (0..=self.days).contains(&days)
    }

    /// The first days of the months on it, every so many months apart that two labels of this length do not touch.
    /// Ticks fall on January, so that a year always begins with one.
    pub(super) fn months(self, label: i64) -> Vec<Day> {
        let start = first_of_month(self.from);
        for step in [1i32, 2, 3, 6, 12, 24, 60, 120, 600] {
            let later = months_later(start, step);
            if self.room(start, later) < label && step < 600 {
                continue;
            }
            let mut ticks = Vec::new();
            let mut month = start;
            // The limit is never met: a window of a thousand years has its ticks fifty years apart.
            for _ in 0..12_000 {
                let index = i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
                let last = i64::from(month.days_since_epoch())
                    - i64::from(self.from.days_since_epoch())
                    >= self.days;
                if last {
                    break;
                }
                if index.rem_euclid(step) == 0 && self.shows(month) {
                    ticks.push(month);
                }
                let next = months_later(month, 1);
                if next <= month {
                    break;
                }
                month = next;
            }
            return ticks;
        }
        Vec::new()
    }

    /// How much length lies between two days, wherever they are.
    fn room(self, from: Day, until: Day) -> i64 {
        let days = i64::from(until.days_since_epoch()) - i64::from(from.days_since_epoch());
        days * self.length / self.days
    }
}
