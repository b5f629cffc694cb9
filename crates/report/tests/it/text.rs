//! The text report.

use exeat_determine::{Determination, Verdict};
use exeat_report::{Language, TextOptions, text};
use unicode_width::UnicodeWidthStr;

use crate::make::{self, With};
use crate::{consignment, magnet};

fn shown(determination: &Determination, depth: usize, language: Language) -> String {
    let options = TextOptions {
        depth,
        language,
        ..TextOptions::default()
    };
    text(determination, &options)
}

#[test]
fn consignment_in_english_at_each_depth() {
    let one = consignment::consignment();
    for depth in 1..=3 {
        insta::assert_snapshot!(
            format!("consignment_en_{depth}"),
            shown(&one, depth, Language::En)
        );
    }
}

#[test]
fn consignment_in_chinese_at_each_depth() {
    let one = consignment::consignment();
    for depth in 1..=3 {
        insta::assert_snapshot!(
            format!("consignment_zh_{depth}"),
            shown(&one, depth, Language::Zh)
        );
    }
}

#[test]
fn magnets_in_both_languages() {
    for (name, one) in [
        ("licence", magnet::licence()),
        ("today", magnet::today()),
        ("presumed", magnet::presumed()),
    ] {
        insta::assert_snapshot!(format!("magnet_{name}_en"), shown(&one, 3, Language::En));
        insta::assert_snapshot!(format!("magnet_{name}_zh"), shown(&one, 3, Language::Zh));
    }
}

#[test]
fn the_verdict_comes_first_and_the_parts_in_order() {
    let report = shown(&consignment::consignment(), 2, Language::En);
    let places: Vec<usize> = [
        "UNDETERMINED",
        "WHY",
        "WHAT IS DISPUTED",
        "WHAT WOULD DECIDE",
        "DUTIES",
        "WHAT WAS NOT LOOKED AT",
        "THE RECORD",
    ]
    .iter()
    .map(|part| report.find(part).expect(part))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(
        report.find("Pakistan").expect("named") < report.find("China").expect("named"),
        "strictest first"
    );
}

/// A determination with a duty of a time, and a conflict of laws.
fn with_times_and_conflict() -> Determination {
    use exeat_determine::outcome::{
        ConflictShown, DueShown, NotCounted, ProvisionOfConflict, SideOfConflict,
    };
    use exeat_law::model::{Confidence, DutyKind, Period, PeriodUnit};

    use crate::make::{both, day};

    let mut one = consignment::consignment();
    let within = |count, after: &str| {
        Some(Period {
            count,
            unit: PeriodUnit::Days,
            working: true,
            after: Some(after.to_owned()),
        })
    };
    let due = |on: Option<&str>| DueShown {
        after: day("2026-12-28"),
        on: on.map(day),
        calendar: Some("CN".to_owned()),
        not_counted: on.is_none().then_some(NotCounted::BeyondCalendar),
        calendar_from: Some(day("2024-01-01")),
        calendar_through: Some(day("2026-12-31")),
        counted: on.is_none().then_some(3),
    };
    let mut report = consignment::duty(
        DutyKind::Report,
        "report the export",
        "报告出口",
        Some("MOFCOM"),
        within(3, "export"),
        None,
        "CN.DUR §18",
        true,
    );
    report.due = Some(due(Some("2026-12-31")));
    let mut decision = consignment::duty(
        DutyKind::Decision,
        "the ministry decides",
        "商务部作出决定",
        None,
        within(45, "application-accepted"),
        None,
        "CN.DUR §17",
        true,
    );
    decision.due = Some(due(None));
    let verdicts = std::sync::Arc::make_mut(&mut one.lines[0].verdicts);
    verdicts[0].duties = vec![report, decision];
    let side = |jurisdiction: &str, title, zh, cite: &str| SideOfConflict {
        jurisdiction: jurisdiction.to_owned(),
        provisions: vec![ProvisionOfConflict {
            provision: format!("{jurisdiction}.X.rule"),
            title: Some(both(title, zh)),
            cites: vec![cite.to_owned()],
        }],
    };
    one.conflicts = vec![ConflictShown {
        conflict: "CN.DUR.foreign-checks".to_owned(),
        title: both("checks on the spot", "现场核查"),
        between: [
            side("CN", "No foreign checks", "禁止接受外国核查", "CN.DUR §38"),
            side("PK", "Let them look", "应接受核查", "PK.ECA-2004"),
        ],
        notes: vec![both("Ask both.", "向双方询问。")],
        cites: vec!["CN.DUR §38".to_owned()],
        lines: vec![1],
        open_lines: vec![2, 3],
        confidence: Some(Confidence::Medium),
    }];
    one
}

#[test]
fn last_days_and_conflicts_are_told() {
    let one = with_times_and_conflict();
    let part = |language: Language, from: &str, to: &str| {
        let report = shown(&one, 1, language);
        let start = report.find(from).expect(from);
        let end = report.find(to).expect(to);
        report[start..end].to_owned()
    };
    insta::assert_snapshot!(
        "times_and_conflict_en",
        part(Language::En, "DUTIES", "WHAT WAS NOT LOOKED AT")
    );
    insta::assert_snapshot!(
        "times_and_conflict_zh",
        part(Language::Zh, "【义务】", "【未审查的内容】")
    );
    let lead = shown(&one, 1, Language::En);
    assert!(lead.contains("The laws of China and Pakistan conflict: checks on the spot."));
    let page = exeat_report::html(&one, &exeat_report::HtmlOptions::default(), &[]);
    for part in [
        "id=\"conflicts\"",
        "checks on the spot",
        "No foreign checks",
        "by 2026-12-31",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_presumption_stands_in_the_headline() {
    let report = shown(&magnet::presumed(), 2, Language::En);
    let headline = report
        .lines()
        .find(|line| line.starts_with("NO LICENCE REQUIRED"))
        .expect("a headline");
    assert!(
        headline.contains("presumed: deep processed magnets read as “outside”"),
        "{headline}"
    );
    assert!(
        report.contains("read otherwise: licence required"),
        "{report}"
    );
}

#[test]
fn an_entry_that_only_the_date_silences_is_no_reason_of_its_own() {
    let report = shown(&magnet::while_suspended(), 2, Language::En);
    assert!(
        report.contains("Only the date keeps these from applying"),
        "{report}"
    );
    assert!(
        report.contains("suspended by CN.MOFCOM-GACC.2025-70 §1"),
        "{report}"
    );
    assert!(
        !report.contains("none of its 26 entries"),
        "it fits one of them: {report}"
    );
}

#[test]
fn an_open_verdict_never_says_that_nothing_is_open() {
    let mut one = consignment::consignment();
    for verdict in one
        .lines
        .iter_mut()
        .flat_map(|line| std::sync::Arc::make_mut(&mut line.verdicts))
    {
        verdict.decisive = Default::default();
        verdict.bounded = verdict.possible.len() > 1;
        verdict.decisive.in_part = verdict.bounded;
    }
    let report = shown(&one, 2, Language::En);
    assert!(!report.contains("Nothing is open"), "{report}");
    assert!(report.contains("too many open questions"), "{report}");
}

#[test]
fn identical_questions_of_several_lines_are_asked_once() {
    let report = shown(&consignment::consignment(), 2, Language::En);
    let from = report.find("WHAT WOULD DECIDE").expect("the part");
    let until = report.find("DUTIES").expect("the next part");
    let part = report.get(from..until).expect("in order");
    assert_eq!(
        part.matches("What is the thorium content").count(),
        1,
        "{part}"
    );
    assert!(part.contains("Pakistan, lines 3 and 4"), "{part}");
}

#[test]
fn no_line_is_too_wide_and_none_ends_in_a_space() {
    let all = [
        consignment::consignment(),
        magnet::licence(),
        magnet::today(),
        magnet::presumed(),
        magnet::hostile(),
    ];
    for one in &all {
        for language in [Language::En, Language::Zh] {
            for width in [60, 80, 100, 132] {
                for depth in 0..5 {
                    let report = text(
                        one,
                        &TextOptions {
                            depth,
                            color: false,
                            width,
                            language,
                        },
                    );
                    assert!(report.ends_with('\n') && !report.ends_with("\n\n"));
                    for line in report.lines() {
                        assert!(line.width() <= width, "{} > {width}: {line}", line.width());
                        assert_eq!(line.trim_end(), line);
                    }
                }
            }
        }
    }
}

#[test]
fn narrow_widths_still_say_everything() {
    let wide = text(
        &consignment::consignment(),
        &TextOptions {
            width: 400,
            ..TextOptions::default()
        },
    );
    for width in [0, 1, 20, 40] {
        let narrow = text(
            &consignment::consignment(),
            &TextOptions {
                width,
                ..TextOptions::default()
            },
        );
        let letters = |report: &str| {
            report
                .chars()
                .filter(|one| !one.is_whitespace())
                .collect::<String>()
        };
        assert_eq!(letters(&wide), letters(&narrow), "at width {width}");
    }
}

#[test]
fn colours_only_when_asked_and_without_them_the_same_words() {
    let one = consignment::consignment();
    let plain = text(&one, &TextOptions::default());
    let colored = text(
        &one,
        &TextOptions {
            color: true,
            ..TextOptions::default()
        },
    );
    assert!(!plain.contains('\u{1b}'));
    assert!(colored.contains("\u{1b}[1;33mUNDETERMINED\u{1b}[0m"));
    let mut stripped = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        stripped.push_str(before);
        rest = after.split_once('m').expect("a whole sequence").1;
    }
    stripped.push_str(rest);
    assert_eq!(stripped, plain);
}

#[test]
fn hostile_names_cannot_reach_the_terminal() {
    for color in [false, true] {
        let report = text(
            &magnet::hostile(),
            &TextOptions {
                color,
                ..TextOptions::default()
            },
        );
        assert!(!report.contains("\u{1b}[2J"));
        assert!(!report.contains('\u{202e}'));
        assert!(
            report.contains("[2Jgone"),
            "the harmless rest is still there"
        );
    }
}

#[test]
fn the_limbs_of_a_real_proof_are_told_apart_as_the_law_joins_them() {
    let report = shown(&crate::law::judged(), 2, Language::En);
    let from = report.find("Each reason alone").expect("the part");
    let until = report.find("WHAT WOULD DECIDE").expect("the next part");
    let part = report.get(from..until).expect("in order");
    // Of "all of", each limb that fails is a reason; of "any of", only all alternatives together are one.
    assert_eq!(part.matches("→ CN.TEST §1").count(), 3, "{part}");
    assert!(part.contains("Japan, or"), "{part}");
}

/// A law of two grounds that reaches nothing here, as the engine proves it.
fn unreached() -> Determination {
    let ground = |label: &str, en: &str, zh: &str| {
        make::limb("false", "shipment.from is JP", make::both(en, zh)).label(label)
    };
    let grounds = vec![
        ground(
            "from",
            "the place from which it leaves is Japan",
            "离开地为日本",
        ),
        ground("exporter", "the exporter is in Japan", "出口商位于日本"),
    ];
    let mut one = consignment::consignment();
    let mut japan = make::verdict("JP", Verdict::NotReached);
    japan.reach = Some(make::group("false", " or ", grounds));
    one.jurisdictions.push("JP".to_owned());
    for line in &mut one.lines {
        let mut verdicts = line.verdicts.to_vec();
        verdicts.push(japan.clone());
        line.verdicts = verdicts.into();
    }
    one
}

#[test]
fn a_law_that_does_not_reach_says_by_which_ground_it_might_have() {
    let english = shown(&unreached(), 2, Language::En);
    assert!(
        english.contains("Its law does not reach this transaction:"),
        "{english}"
    );
    assert!(
        english.contains("(from) the place from which it leaves is Japan"),
        "{english}"
    );
    assert!(
        english.contains("(exporter) the exporter is in Japan"),
        "{english}"
    );
    let chinese = shown(&unreached(), 2, Language::Zh);
    assert!(chinese.contains("其法律不适用于本交易"), "{chinese}");
    assert!(chinese.contains("出口商位于日本"), "{chinese}");
    let without = shown(&unreached(), 0, Language::En);
    assert!(!without.contains("(exporter)"), "{without}");
}
