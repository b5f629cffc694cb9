//! Days, stretches and sets of days, against a list of days.

use exeat_value::{Day, DaySet, Span};
use proptest::prelude::*;

use crate::strategies::{self, window};

fn day(text: &str) -> Day {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn span(text: &str) -> Span {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// The days of the window that are in the set, one by one.
fn listed(set: &DaySet) -> Vec<Day> {
    window()
        .into_iter()
        .filter(|day| set.contains(*day))
        .collect()
}

/// What a set of days must always be, whatever made it.
fn check_shape(set: &DaySet) -> Result<(), TestCaseError> {
    prop_assert!(set.spans().iter().all(|span| !span.is_empty()));
    for (one, next) in set.spans().iter().zip(set.spans().iter().skip(1)) {
        prop_assert!(one.until.is_some_and(|until| until < next.from), "{set}");
    }
    prop_assert_eq!(set.is_empty(), set.spans().is_empty());
    Ok(())
}

#[test]
fn the_calendar_ends() {
    assert_eq!(Day::MAX.next(), Day::MAX);
    assert_eq!(Day::MIN.previous(), Day::MIN);
    assert_eq!(Day::MAX.to_string(), "9999-12-31");
    assert_eq!(day("2024-02-28").next(), day("2024-02-29"));
    assert_eq!(day("2025-02-28").next(), day("2025-03-01"));
    assert_eq!(day("1900-02-28").next(), day("1900-03-01"));
    assert_eq!(day("2000-02-28").next(), day("2000-02-29"));
}

#[test]
fn days_are_counted_from_1970() {
    assert_eq!(day("1970-01-01").days_since_epoch(), 0);
    assert_eq!(day("2000-03-01").days_since_epoch(), 11_017);
    assert_eq!(day("2025-10-09").days_since_epoch(), 20_370);
}

#[test]
fn a_stretch_through_the_last_day_has_no_end() {
    let always = Span::from_through(Day::MIN, Day::MAX);
    assert_eq!(always, Span::ALWAYS);
    assert!(always.contains(Day::MAX));
    assert_eq!(Span::from_on(Day::MAX).last(), None);
    assert!(!Span::from_until(Day::MIN, Day::MAX).contains(Day::MAX));
}

#[test]
fn a_stretch_of_one_day() {
    let one = Span::from_through(day("2025-10-09"), day("2025-10-09"));
    assert!(!one.is_empty());
    assert_eq!(one.last(), Some(day("2025-10-09")));
    assert_eq!(one.to_string(), "from 2025-10-09 through 2025-10-09");
    assert!(Span::from_until(day("2025-10-09"), day("2025-10-09")).is_empty());
}

#[test]
fn stretches_that_touch_are_one() {
    let set: DaySet = [
        span("from 2026-01-01"),
        span("from 2025-12-01 until 2026-01-01"),
    ]
    .into_iter()
    .collect();
    assert_eq!(set.spans(), [span("from 2025-12-01")]);
    assert_eq!(set.boundaries(), [day("2025-12-01")]);
}

#[test]
fn everything_and_nothing() {
    let some = DaySet::from_span(span("from 2025-10-09 through 2025-11-06"));
    assert_eq!(DaySet::all().complement(), DaySet::empty());
    assert_eq!(DaySet::empty().complement(), DaySet::all());
    assert_eq!(some.union(&DaySet::all()), DaySet::all());
    assert_eq!(some.intersect(&DaySet::all()), some);
    assert_eq!(some.subtract(&DaySet::all()), DaySet::empty());
    assert_eq!(DaySet::all().subtract(&some).complement(), some);
    assert!(DaySet::all().contains(Day::MIN) && DaySet::all().contains(Day::MAX));
    assert_eq!(DaySet::all().boundaries(), []);
    assert_eq!(DaySet::empty().to_string(), "on no day");
    assert_eq!(DaySet::default(), DaySet::empty());
}

/// The suspension that was to end on one day and may end on another: the days
/// between are those on which the readings differ.
#[test]
fn readings_of_a_suspension_differ_between_their_ends() {
    let law = DaySet::from_span(span("from 2025-12-01"));
    let in_force = |suspended: &str| law.subtract(&DaySet::from_span(span(suspended)));
    let as_written = in_force("from 2025-11-07 through 2026-11-10");
    let as_extended = in_force("from 2025-11-07 through 2027-01-10");
    let contested = as_written.subtract(&as_extended);
    assert_eq!(contested.to_string(), "from 2026-11-11 through 2027-01-10");
}

proptest! {
    #[test]
    fn days_follow_one_another(day in strategies::day()) {
        if day != Day::MAX {
            prop_assert!(day < day.next());
            prop_assert_eq!(day.next().previous(), day);
            prop_assert_eq!(day.next().days_since_epoch(), day.days_since_epoch() + 1);
        }
    }

    #[test]
    fn days_keep_their_parts(day in strategies::day()) {
        let again = Day::new(day.year(), day.month(), day.day_of_month());
        prop_assert_eq!(again, Ok(day));
        prop_assert_eq!(Day::from(jiff::civil::Date::from(day)), day);
        prop_assert_eq!(day.date(), jiff::civil::Date::from(day));
    }

    #[test]
    fn stretches_hold_the_days_between(span in strategies::span()) {
        let held: Vec<Day> = window().into_iter().filter(|day| span.contains(*day)).collect();
        prop_assert_eq!(span.is_empty(), held.is_empty());
        if span.until.is_some() {
            prop_assert_eq!(span.last(), held.last().copied());
        }
        let day_by_day: Vec<Day> = window()
            .into_iter()
            .filter(|day| *day >= span.from && span.until.is_none_or(|until| *day < until))
            .collect();
        prop_assert_eq!(held, day_by_day);
    }

    #[test]
    fn sets_agree_with_lists_of_days(a in strategies::day_set(), b in strategies::day_set()) {
        let (in_a, in_b) = (listed(&a), listed(&b));
        let select = |keep: fn(bool, bool) -> bool| -> Vec<Day> {
            window()
                .into_iter()
                .filter(|day| keep(in_a.contains(day), in_b.contains(day)))
                .collect()
        };
        for (name, set, days) in [
            ("union", a.union(&b), select(|a, b| a || b)),
            ("intersect", a.intersect(&b), select(|a, b| a && b)),
            ("subtract", a.subtract(&b), select(|a, b| a && !b)),
            ("complement", a.complement(), select(|a, _| !a)),
        ] {
            check_shape(&set)?;
            prop_assert_eq!(listed(&set), days, "{} of {} and {}", name, a, b);
        }
    }

    #[test]
    fn sets_hold_what_any_stretch_holds(spans in prop::collection::vec(strategies::span(), 0..6)) {
        let set: DaySet = spans.iter().copied().collect();
        check_shape(&set)?;
        for day in window() {
            prop_assert_eq!(set.contains(day), spans.iter().any(|span| span.contains(day)));
        }
    }

    #[test]
    fn laws_of_sets(
        a in strategies::day_set(),
        b in strategies::day_set(),
        c in strategies::day_set(),
    ) {
        prop_assert_eq!(a.union(&b), b.union(&a));
        prop_assert_eq!(a.intersect(&b), b.intersect(&a));
        prop_assert_eq!(a.union(&b).union(&c), a.union(&b.union(&c)));
        prop_assert_eq!(a.intersect(&b.union(&c)), a.intersect(&b).union(&a.intersect(&c)));
        prop_assert_eq!(a.union(&b).complement(), a.complement().intersect(&b.complement()));
        prop_assert_eq!(a.complement().complement(), a.clone());
        prop_assert_eq!(a.subtract(&b).union(&a.intersect(&b)), a);
    }

    /// Between two boundaries nothing changes, and at each one it does.
    #[test]
    fn boundaries_are_where_the_answer_changes(set in strategies::day_set()) {
        let changes: Vec<Day> = window()
            .into_iter()
            .filter(|day| set.contains(*day) != set.contains(day.previous()))
            .collect();
        prop_assert_eq!(set.boundaries(), changes);
    }
}
