//! Bad texts: what is said about them, as people and as programs see it.

use std::collections::BTreeSet;

use exeat_syntax::invariants::{assert_formats, assert_parses};
use exeat_syntax::{
    Code, Diagnostic, LineIndex, Severity, TextRange, TextSize, parse, render, to_json,
};
use unicode_width::UnicodeWidthStr as _;

use crate::corpus::samples;

fn report(name: &str, text: &str) -> String {
    parse(text)
        .diagnostics()
        .iter()
        .map(|diagnostic| render(diagnostic, name, text, false))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn bad_texts_are_reported_where_they_are_bad() {
    for sample in samples("bad") {
        assert_parses(&sample.text);
        assert_formats(&sample.text);
        let file = format!("{}.law", sample.name);
        insta::assert_snapshot!(sample.name, report(&file, &sample.text));
    }
}

#[test]
fn every_code_about_form_is_raised_by_some_text() {
    let mut raised: BTreeSet<Code> = samples("bad")
        .iter()
        .flat_map(|sample| parse(&sample.text).diagnostics().to_vec())
        .map(|diagnostic| diagnostic.code)
        .collect();
    let many_limbs = format!("define d as any of\n{}", "  x\n".repeat(4097));
    raised.extend(
        parse(&many_limbs)
            .diagnostics()
            .iter()
            .map(|found| found.code),
    );
    let long = " ".repeat(16 * 1024 * 1024 + 1);
    raised.extend(parse(&long).diagnostics().iter().map(|found| found.code));

    let about_form: BTreeSet<Code> = Code::all()
        .filter(|code| *code < Code::UNKNOWN_FACT)
        .collect();
    assert_eq!(raised, about_form);
}

/// The file of a code raises that code, so that its page can show it.
#[test]
fn the_text_named_after_a_code_raises_it() {
    for sample in samples("bad") {
        let Some(code) = sample.name.get(..5).map(str::to_uppercase) else {
            continue;
        };
        let Ok(code) = code.parse::<Code>() else {
            continue;
        };
        assert!(
            parse(&sample.text)
                .diagnostics()
                .iter()
                .any(|diagnostic| diagnostic.code == code),
            "{}",
            sample.name
        );
    }
}

/// The columns of a terminal that the marks and the marked words fill.
#[test]
fn marks_stand_under_what_they_mean_whatever_stands_before() {
    for before in [
        "",
        "plain ",
        "金属镝 ",
        "「该物项在中国境外制造」",
        "ｆｕｌｌ ｱｲｳ ",
        "e\u{301}\u{302} ",
        "한국어 ",
        "𠮷野家 ",
        "§1（三） … — ",
    ] {
        for marked in ["x", "镝镝", "ab镝"] {
            let text = format!("{before}{marked} 后 after\n");
            let place = TextRange::at(TextSize::of(before), TextSize::of(marked));
            let diagnostic = Diagnostic::new(Code::UNKNOWN_FACT, place, "here");
            let report = render(&diagnostic, "a.law", &text, false);
            let lines: Vec<&str> = report.lines().collect();
            let source = lines
                .iter()
                .find(|line| line.starts_with("1 | "))
                .expect("the source line is shown");
            let marks = lines
                .iter()
                .find(|line| line.contains('^'))
                .expect("the place is marked");
            let shown_before = &source[..source.find(marked).expect("the words are shown")];
            assert_eq!(
                marks.find('^').map(|index| marks[..index].width()),
                Some(shown_before.width()),
                "{report}"
            );
            assert_eq!(marks.matches('^').count(), marked.width(), "{report}");
        }
    }
}

fn sample_diagnostic(text: &str) -> Diagnostic {
    let place = |words: &str| {
        let start = text.find(words).expect("the words are in the text");
        let start = TextSize::of(&text[..start]);
        TextRange::at(start, TextSize::of(words))
    };
    Diagnostic::new(
        Code::SUSPENDED_BEFORE_IT_BEGAN,
        place("2025-12-01"),
        "rule `foreign-made-content` was suspended before it began",
    )
    .with_text("it begins here")
    .with_label(
        place("2025-11-07"),
        "the suspension begins here, 暂停由此开始",
    )
    .with_help("say that this is meant: `acknowledges R0106 \"why\"`")
    .with_citation("CN.MOFCOM-GACC.2025-70 §1")
}

const TWO_DATES: &str = "\
rule foreign-made-content
  note \"境外制造\" / \"含中国成分\"
  in force from 2025-12-01

suspend CN.MOFCOM.2025-61 -- 第70号公告
  in force from 2025-11-07 through 2026-11-10
";

#[test]
fn a_report_shows_labels_citation_and_help() {
    insta::assert_snapshot!(render(
        &sample_diagnostic(TWO_DATES),
        "cn/61.law",
        TWO_DATES,
        false
    ));
}

#[test]
fn colours_are_given_only_when_asked_for() {
    let diagnostic = sample_diagnostic(TWO_DATES);
    assert!(!render(&diagnostic, "a.law", TWO_DATES, false).contains('\u{1b}'));
    assert!(render(&diagnostic, "a.law", TWO_DATES, true).contains('\u{1b}'));
}

#[test]
fn a_text_cannot_steer_the_terminal() {
    let text = "rulle \"\u{1b}[31m\u{7}\" \u{202e}\n";
    for diagnostic in parse(text).diagnostics() {
        let report = render(diagnostic, "a.law", text, false);
        let steering = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!report.contains(steering), "{report:?}");
    }
}

#[test]
fn a_report_of_another_text_is_odd_but_no_failure() {
    let diagnostic = sample_diagnostic(TWO_DATES);
    for other in ["", "短", "\n\n\n"] {
        assert!(render(&diagnostic, "a.law", other, false).contains("R0106"));
    }
}

#[test]
fn programs_read_the_same_as_people() {
    let json = to_json(
        &sample_diagnostic(TWO_DATES),
        "cn/61.law",
        &LineIndex::new(TWO_DATES),
    );
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).expect("JSON prints"));
}

#[test]
fn severity_can_be_raised() {
    let raised = sample_diagnostic(TWO_DATES).with_severity(Severity::Error);
    assert!(raised.is_error());
    assert!(!sample_diagnostic(TWO_DATES).is_error());
}

/// What the diagnostics offer as a mend can be taken.
#[test]
fn a_fix_mends_what_it_is_about() {
    for sample in samples("bad") {
        let before = parse(&sample.text);
        for diagnostic in before.diagnostics() {
            let Some(fix) = &diagnostic.fix else { continue };
            let mut mended = sample.text.clone();
            mended.replace_range(std::ops::Range::<usize>::from(fix.range), &fix.replacement);
            let still_there = parse(&mended).diagnostics().iter().any(|other| {
                other.code == diagnostic.code && other.range().start() == diagnostic.range().start()
            });
            assert!(!still_there, "{}: {diagnostic:?}", sample.name);
        }
    }
}
