//! Random law and random cases over a small vocabulary, so small that conditions often ask about the same facts and
//! that every completion can be gone through.

pub(crate) mod case;
pub(crate) mod law;
pub(crate) mod learn;
mod show;
pub(crate) mod sums;
pub(crate) mod vocabulary;

use std::sync::Arc;

use exeat_facts::Case;
use exeat_law::model::Rulebook;
use exeat_value::Day;
use proptest::prelude::*;

/// A rulebook, a case, and the days from which and for which it is asked.
#[derive(Clone)]
pub(crate) struct Matter {
    pub(crate) rulebook: Arc<Rulebook>,
    pub(crate) case: Case,
    pub(crate) law_date: Day,
    pub(crate) known_at: Day,
}

/// A day of January 2025 and after, by its number; the first is 1.
pub(crate) fn day(number: u8) -> Day {
    let mut day = Day::new(2024, 12, 31).expect("a day");
    for _ in 0..number {
        day = day.next();
    }
    day
}

/// How many days the law of these tests is about.
pub(crate) const DAYS: u8 = 12;

pub(crate) fn any_day() -> impl Strategy<Value = Day> {
    (1..=DAYS).prop_map(day)
}

/// Random law, a random case and random days.
pub(crate) fn matter() -> impl Strategy<Value = Matter> {
    of_law(law::rulebook())
}

/// The same with law that asks much at once.
pub(crate) fn wide_matter() -> impl Strategy<Value = Matter> {
    of_law(law::wide_rulebook())
}

/// The same with law that asks about members within members.
pub(crate) fn nested_matter() -> impl Strategy<Value = Matter> {
    of_law(law::nested_rulebook())
}

fn of_law(law: impl Strategy<Value = Rulebook>) -> impl Strategy<Value = Matter> {
    (law, case::case(), any_day(), 5..=DAYS + 4).prop_map(|(rulebook, case, law_date, known_at)| {
        Matter {
            rulebook: Arc::new(rulebook),
            case,
            law_date,
            known_at: day(known_at),
        }
    })
}
