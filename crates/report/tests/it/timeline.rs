//! The timeline.

use exeat_report::{Language, TimelineOptions, timeline_svg, timeline_text};
use unicode_width::UnicodeWidthStr;

use crate::law;
use crate::make::day;

fn options(language: Language) -> TimelineOptions {
    let event = if language == Language::En {
        "event"
    } else {
        "行为日"
    };
    TimelineOptions {
        language,
        marks: vec![
            (day("2025-12-15"), event.to_owned()),
            (day("2025-12-20"), "<i>arrival</i>".to_owned()),
        ],
        ..TimelineOptions::default()
    }
}

#[test]
fn timeline_as_text() {
    let (rulebook, timeline) = law::china();
    insta::assert_snapshot!(
        "timeline_en",
        timeline_text(&rulebook, &timeline, &options(Language::En))
    );
    insta::assert_snapshot!(
        "timeline_zh",
        timeline_text(&rulebook, &timeline, &options(Language::Zh))
    );
}

#[test]
fn timeline_says_what_the_law_did() {
    let (rulebook, timeline) = law::china();
    let shown = timeline_text(
        &rulebook,
        &timeline,
        &TimelineOptions {
            width: 140,
            ..options(Language::En)
        },
    );
    assert!(
        shown.contains("from 2025-10-09 through 2025-11-06, 29 days"),
        "{shown}"
    );
    assert!(
        shown.contains("never in force before it was suspended"),
        "{shown}"
    );
    assert!(shown.contains("never suspended"), "{shown}");
    assert!(
        shown.contains("in force if suspension-end is read as ended"),
        "{shown}"
    );
}

#[test]
fn timeline_as_a_picture() {
    let (rulebook, timeline) = law::china();
    let en = timeline_svg(&rulebook, &timeline, &options(Language::En));
    let zh = timeline_svg(&rulebook, &timeline, &options(Language::Zh));
    assert_eq!(
        en,
        timeline_svg(&rulebook, &timeline, &options(Language::En))
    );
    assert!(!en.as_str().contains("<i>"), "names are escaped");
    insta::assert_snapshot!("timeline_svg_en", en);
    insta::assert_snapshot!("timeline_svg_zh", zh);
}

#[test]
fn text_keeps_its_width() {
    let (rulebook, timeline) = law::china();
    for language in [Language::En, Language::Zh] {
        for width in [30, 60, 80, 120, 200] {
            let shown = timeline_text(
                &rulebook,
                &timeline,
                &TimelineOptions {
                    width,
                    ..options(language)
                },
            );
            for line in shown.lines() {
                assert!(
                    line.width() <= width.max(48),
                    "{} > {width}: {line}",
                    line.width()
                );
                assert_eq!(line.trim_end(), line);
            }
        }
    }
}

#[test]
fn labels_never_overlap() {
    let (rulebook, timeline) = law::china();
    for language in [Language::En, Language::Zh] {
        for (from, through) in [
            ("2025-01-01", "2027-06-30"),
            ("2025-10-01", "2025-12-31"),
            ("1990-01-01", "2040-01-01"),
            ("2025-11-06", "2025-11-08"),
        ] {
            let window = exeat_value::Span::from_through(day(from), day(through));
            let picture = timeline_svg(
                &rulebook,
                &timeline,
                &TimelineOptions {
                    window: Some(window),
                    ..options(language)
                },
            );
            let mut boxes: Vec<(i64, i64, i64, String)> = Vec::new();
            for text in picture.as_str().split("<text ").skip(1) {
                let number = |name: &str| -> i64 {
                    let rest = text.split_once(&format!(" {name}=\"")).expect("a place").1;
                    rest.split_once('"')
                        .expect("a value")
                        .0
                        .parse()
                        .expect("a number")
                };
                let words = text
                    .split_once('>')
                    .and_then(|(_, rest)| rest.split_once("</text>"))
                    .expect("words")
                    .0;
                // A generous letter: 6 pixels a column of a text of 11 or 12 pixels.
                let wide = i64::try_from(words.width()).expect("short") * 6;
                boxes.push((
                    number("x"),
                    number("x") + wide,
                    number("y"),
                    words.to_owned(),
                ));
            }
            for (index, (x, end, y, words)) in boxes.iter().enumerate() {
                for (other_x, other_end, other_y, other) in boxes.iter().skip(index + 1) {
                    let apart = end <= other_x || other_end <= x || (y - other_y).abs() >= 11;
                    assert!(
                        apart,
                        "`{words}` and `{other}` overlap between {from} and {through}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_empty_timeline_is_still_a_picture() {
    let (rulebook, mut timeline) = law::china();
    timeline.entries.clear();
    assert!(
        timeline_svg(&rulebook, &timeline, &TimelineOptions::default())
            .as_str()
            .ends_with("</svg>\n")
    );
    assert!(timeline_text(&rulebook, &timeline, &TimelineOptions::default()).starts_with("When"));
}
