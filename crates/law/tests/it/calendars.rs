//! Working days: golden weeks as China had them, and what holds of any calendar.

use std::fmt::Write as _;

use exeat_law::model::{Calendar, Counted};
use exeat_value::Day;
use proptest::collection::btree_map;
use proptest::prelude::*;

use crate::support::{load_files, repository, shown, wrong};

fn day(text: &str) -> Day {
    text.parse().expect("it is a day")
}

/// The calendar of the repository's rulebook on China.
fn of_china() -> Calendar {
    let days = std::fs::read_to_string(repository("rulebooks/cn/holidays.csv"))
        .expect("China's holidays are there");
    from_rows("2024-01-01", "2026-12-31", &days)
}

fn from_rows(first: &str, last: &str, rows: &str) -> Calendar {
    let text = format!(
        "jurisdiction YY\n  name \"Other\"\n\ncalendar YY from \"days.csv\"\n  covers from {first} through {last}\n"
    );
    let (rulebook, found) = load_files(&[("other.law", &text), ("days.csv", rows)]);
    assert_eq!(shown(&rulebook, &found), "");
    rulebook.calendars[0].clone()
}

#[test]
fn golden_weeks_are_skipped_and_made_up() {
    let china = of_china();
    // In 2025 National Day and Mid-Autumn fell together, 1 to 8 October; 28 September and 11 October were worked.
    let on = |start, count| china.working_days_after(day(start), count);
    assert_eq!(on("2025-09-30", 1), Counted::On(day("2025-10-09")));
    assert_eq!(on("2025-09-26", 1), Counted::On(day("2025-09-28")));
    assert_eq!(on("2025-10-09", 2), Counted::On(day("2025-10-11")));
    assert_eq!(on("2025-10-09", 10), Counted::On(day("2025-10-22")));
    // The Spring Festival of 2026: 15 to 23 February off, the 14th and the 28th worked.
    assert_eq!(on("2026-02-13", 1), Counted::On(day("2026-02-14")));
    assert_eq!(on("2026-02-14", 1), Counted::On(day("2026-02-24")));
    assert_eq!(on("2026-02-27", 1), Counted::On(day("2026-02-28")));
    // Working days of the years, as counted by others.
    for (year, count) in [(2024, 251), (2025, 248), (2026, 248)] {
        let mut days = 0;
        let mut day = Day::new(year, 1, 1).expect("a day");
        while day.year() == year {
            days += usize::from(china.is_working(day) == Some(true));
            day = day.next();
        }
        assert_eq!(days, count, "{year}");
    }
}

#[test]
fn nothing_is_guessed_beyond_the_calendar() {
    let china = of_china();
    let last = day("2026-12-31");
    assert_eq!(china.is_working(last), Some(true));
    assert_eq!(china.is_working(last.next()), None);
    assert_eq!(china.working_days_after(last, 1), Counted::Beyond(0));
    assert_eq!(
        china.working_days_after(day("2026-12-29"), 45),
        Counted::Beyond(2)
    );
    assert_eq!(
        china.working_days_after(day("2026-12-29"), 2),
        Counted::On(last)
    );
    assert_eq!(
        china.working_days_after(day("2023-12-29"), 5),
        Counted::Before
    );
    // The day from which they are counted does not itself have to be known.
    assert_eq!(
        china.working_days_after(day("2023-12-31"), 1),
        Counted::On(day("2024-01-02"))
    );
}

#[test]
fn a_calendar_is_of_a_state_or_of_one_of_its_authorities() {
    let days = ("days.csv", "date,kind,name\n2025-05-01,holiday,May Day\n");
    let both = "\
jurisdiction YY
  name \"Other\"
  authority CUSTOMS \"Customs\"

calendar YY from \"days.csv\"
  covers from 2025-01-01 through 2025-12-31

calendar CUSTOMS from \"days.csv\"
  covers from 2025-01-01 through 2026-12-31
";
    let (rulebook, found) = load_files(&[("other.law", both), days]);
    assert_eq!(shown(&rulebook, &found), "");
    let other = rulebook.find_jurisdiction("YY").expect("it is declared");
    let last = |authority| {
        let calendar = rulebook.calendar(other, authority);
        calendar.map(|one| one.covers.1.to_string())
    };
    assert_eq!(last(None).as_deref(), Some("2025-12-31"));
    assert_eq!(last(Some("exporter")).as_deref(), Some("2025-12-31"));
    assert_eq!(last(Some("CUSTOMS")).as_deref(), Some("2026-12-31"));
    let home = rulebook.find_jurisdiction("XX").expect("it is declared");
    assert!(rulebook.calendar(home, None).is_none());
}

#[test]
fn what_is_no_calendar_is_told() {
    let of = |rows: &str, covers: &str| {
        let text = format!("calendar XX from \"days.csv\"\n  covers {covers}\n");
        let text = format!("{}{text}", crate::support::INSTRUMENT);
        let (_, found) = load_files(&[("example.law", &text), ("days.csv", rows)]);
        let found: Vec<String> = found
            .iter()
            .map(|one| format!("{} {}", one.diagnostic.code, one.diagnostic.message))
            .collect();
        found.join("\n")
    };
    let year = "from 2025-01-01 through 2025-12-31";
    assert_eq!(of("date,kind\n2025-05-01,holiday\n", year), "");
    assert_eq!(
        of("day,kind\n2025-05-01,holiday\n", year),
        "R0118 no columns are headed `date` and `kind`"
    );
    assert_eq!(
        of("", year),
        "R0118 no columns are headed `date` and `kind`"
    );
    assert_eq!(
        of(
            "date,kind\n2025-05-01,feast\n2025-02-30,holiday\n2025-05-02\n",
            year
        )
        .lines()
        .map(|line| line.split_once(';').map_or(line, |(head, _)| head))
        .collect::<Vec<_>>(),
        [
            "R0118 `feast` is no kind of day",
            "R0118 `2025-02-30` is not a day of the calendar",
            "R0118 this row has no day, or no kind",
        ]
    );
    assert_eq!(
        of(
            "date,kind\n2024-05-01,holiday\n2025-05-01,holiday\n2025-05-01,workday\n",
            year
        ),
        "R0118 the calendar covers 2025-01-01 through 2025-12-31, and 2024-05-01 lies outside\n\
         R0118 a second row for 2025-05-01"
    );
    assert_eq!(
        of("date,kind\n", "from 2025-01-01"),
        "R0140 a calendar knows its days up to a last one"
    );
    assert_eq!(
        of("date,kind\n", "from 1825-01-01 through 2026-12-31"),
        "R0140 a calendar covers no more than 200 years"
    );
    assert_eq!(
        wrong("calendar MOTT from \"days.csv\"\n  covers from 2025-01-01 through 2025-12-31\n"),
        ["R0126 `XX` has no authority called `MOTT`"]
    );
    assert_eq!(
        wrong("calendar MOT from \"days.csv\"\n  covers from 2025-01-01 through 2025-12-31\n"),
        ["R0118 there is no file `days.csv` beside this rulebook"]
    );
    let twice = "calendar XX from \"a.csv\"\n  covers from 2025-01-01 through 2025-12-31\n\n";
    let text = format!("{}{twice}{twice}", crate::support::INSTRUMENT);
    let (_, found) = load_files(&[("example.law", &text), ("a.csv", "date,kind\n")]);
    let found: Vec<&str> = found
        .iter()
        .map(|one| one.diagnostic.message.as_str())
        .collect();
    assert_eq!(found, ["`XX` has a calendar already"]);
}

#[test]
fn an_event_that_is_written_as_a_fact_is_a_day() {
    let duty = |after: &str| {
        wrong(&format!(
            "rule r\n  cites §1\n  duty report \"report\" within 5 working days after {after}\n  when item.dual-use\n"
        ))
    };
    assert!(duty("export").is_empty());
    assert!(duty("shipment.date").is_empty());
    assert!(duty("shipment.application-accepted").is_empty());
    assert_eq!(
        duty("shipment.from"),
        ["R0101 no day of the shipment is called `shipment.from`"]
    );
}

/// A year of any holidays and days made up.
fn calendars() -> impl Strategy<Value = Calendar> {
    btree_map(0..365_u32, any::<bool>(), 0..120).prop_map(|named| {
        let mut rows = String::from("date,kind,name\n");
        for (number, works) in named {
            let day = day("2025-01-01")
                .plus_days(number)
                .expect("it is in the year");
            let kind = if works { "workday" } else { "holiday" };
            writeln!(rows, "{day},{kind},a day").expect("a string takes all");
        }
        from_rows("2025-01-01", "2025-12-31", &rows)
    })
}

/// The definition, step by step: how many days after `start` through `end` are worked.
fn worked(calendar: &Calendar, start: Day, end: Day) -> u32 {
    let mut count = 0;
    let mut day = start;
    while day < end {
        day = day.next();
        count += u32::from(calendar.is_working(day) == Some(true));
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_last_working_day_is_one_and_so_many_lie_before_it(
        calendar in calendars(),
        from in 0..380_u32,
        count in 1..300_u32,
    ) {
        let start = day("2024-12-25").plus_days(from).expect("a day");
        match calendar.working_days_after(start, count) {
            Counted::On(end) => {
                prop_assert!(end > start);
                prop_assert_eq!(calendar.is_working(end), Some(true));
                prop_assert_eq!(worked(&calendar, start, end), count);
            }
            Counted::Beyond(counted) => {
                prop_assert!(counted < count);
                prop_assert_eq!(worked(&calendar, start, day("2025-12-31")), counted);
            }
            Counted::Before => prop_assert!(start.next() < day("2025-01-01")),
        }
    }

    #[test]
    fn more_days_and_a_later_start_end_no_earlier(
        calendar in calendars(),
        from in 0..300_u32,
        later in 0..60_u32,
        count in 1..200_u32,
        more in 0..60_u32,
    ) {
        let start = day("2025-01-01").plus_days(from).expect("a day");
        let after = start.plus_days(later).expect("a day");
        let end = |start, count| match calendar.working_days_after(start, count) {
            Counted::On(end) => end,
            Counted::Beyond(_) => Day::MAX,
            Counted::Before => Day::MIN,
        };
        prop_assert!(end(start, count) <= end(after, count));
        prop_assert!(end(start, count) <= end(start, count + more));
        if more > 0 && end(start, count + more) < Day::MAX {
            prop_assert!(end(start, count) < end(start, count + more));
        }
    }
}
