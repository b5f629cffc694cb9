//! Four lines from Pakistan to Missouri: the quarrel in the press makes no difference, a number on an assay sheet does.

use exeat_determine::outcome::{
    ContestShown, Decisive, DutyShown, JurisdictionVerdict, NotLookedAt, SideShown, Standing,
    VerdictCoverage,
};
use exeat_determine::{Determination, Verdict};
use exeat_law::model::{Confidence, CoverageKind, Duty, DutyKind, Period, PeriodUnit};

use crate::make::{
    With, answer, authority, both, covers, day, determination, group, limb, line, provision,
    question, says, source, time, verdict,
};

const A61: (&str, &str) = (
    "CN.MOFCOM.2025-61",
    "Announcement 61 of 2025: rare-earth items abroad",
);
const A62: (&str, &str) = (
    "CN.MOFCOM.2025-62",
    "Announcement 62 of 2025: rare-earth technology",
);
const A18: (&str, &str) = (
    "CN.MOFCOM-GACC.2025-18",
    "Announcement 18 of 2025: medium and heavy rare earths",
);
const A46: (&str, &str) = (
    "CN.MOFCOM.2024-46",
    "Announcement 46 of 2024: dual-use items to the United States",
);
const ACT: (&str, &str) = ("PK.ECA.2004", "Export Control Act 2004");

fn china(form: &str, form_zh: &str) -> JurisdictionVerdict {
    let origin = || {
        limb(
            "false",
            "item.origin is CN",
            both("the item originates in China", "物项原产于中国"),
        )
        .fact("item.origin", "contested", "CN or PK")
        .evidence(vec![
            says("outlook", "asserts", Some("unnamed officials")),
            says("cgtn", "denies", Some("Lin Jian")),
        ])
    };
    let from_china = || {
        limb(
            "false",
            "shipment.from is CN",
            both("it leaves from China", "自中国启运"),
        )
        .known("shipment.from", "PK")
    };
    let listed = |list: &str, title: &str, zh: &str, entries: usize| {
        limb(
            "false",
            &format!("item is listed in {list}"),
            both(
                &format!("the item is on the list “{title}”"),
                &format!("该物项列入“{zh}”"),
            ),
        )
        .entries(entries)
    };
    let part = |part: &str| {
        listed(
            &format!("CN.MOFCOM.2025-61.{part}"),
            "annex 1 of announcement 61",
            "61号公告附件1",
            26,
        )
    };
    let rule_61 = |anchor: &str, title: &str, zh: &str, from: &str, limbs| {
        let mut one = provision(
            A61,
            anchor,
            both(title, zh),
            Standing::Fails,
            group("false", " and ", limbs),
        );
        one.time = time("not_yet", Some(from));
        one
    };
    let technology = |anchor: &str, title: &str, zh: &str| {
        let kind = limb(
            "false",
            "item.kind is technology",
            both("the item is technology", "该物项为技术"),
        )
        .known("item.kind", "goods");
        let mut one = provision(
            A62,
            anchor,
            both(title, zh),
            Standing::Fails,
            group("false", " and ", vec![from_china(), kind]),
        );
        one.time = time("not_yet", Some("2025-10-09"));
        one
    };
    let metal = limb(
        "false",
        "item.form is permanent-magnet-material",
        both("the item is permanent-magnet material", "该物项为永磁材料"),
    )
    .fact("item.form", "known", form);
    let mut one = verdict("CN", Verdict::NoLicenceRequired);
    one.proof = vec![
        rule_61(
            "§1(1)",
            "foreign-made items with Chinese content",
            "含有中国成分的境外制造物项",
            "2025-12-01",
            vec![part("part-2"), origin()],
        ),
        rule_61(
            "§1(2)",
            "foreign-made items by Chinese technology",
            "使用中国技术的境外制造物项",
            "2025-12-01",
            vec![
                part("part-1"),
                limb(
                    "false",
                    "item.made-with-chinese-rare-earth-technology",
                    both(
                        "the item was made with Chinese rare-earth technology",
                        "该物项使用中国稀土技术制造",
                    ),
                )
                .fact(
                    "item.made-with-chinese-rare-earth-technology",
                    "contested",
                    "yes or no",
                ),
            ],
        ),
        rule_61(
            "§1(3)",
            "items of Chinese origin",
            "原产于中国的物项",
            "2025-10-09",
            vec![part("part-1"), origin()],
        ),
        technology("§1(1)", "technology of mining", "开采技术"),
        technology("§1(2)", "technology of separation", "冶炼分离技术"),
        technology("§1(3)", "technology of metal making", "金属冶炼技术"),
        technology("§1(4)", "technology of magnet making", "磁材制造技术"),
        provision(
            A18,
            "§1",
            both("medium and heavy rare-earth items", "中重稀土相关物项"),
            Standing::Fails,
            group(
                "false",
                " and ",
                vec![
                    from_china(),
                    listed(
                        "CN.MOFCOM-GACC.2025-18.items",
                        "items of announcement 18",
                        "18号公告物项",
                        61,
                    ),
                    metal,
                ],
            ),
        ),
        provision(
            A46,
            "§2",
            both(
                "antimony, gallium and germanium to the United States",
                "锑、镓、锗对美出口",
            ),
            Standing::Fails,
            from_china(),
        ),
    ];
    // The form in Chinese is only there to differ by line.
    assert!(!form_zh.is_empty());
    let quarrel =
        |path: &str, en: &str, zh: &str, sides: [(&str, &[&str], usize); 2]| ContestShown {
            question: exeat_determine::outcome::Question {
                contested: true,
                ..question(path, en, zh, 3)
            },
            matters: false,
            sides: sides
                .into_iter()
                .map(|(is, sources, origins)| SideShown {
                    is: is.to_owned(),
                    why: None,
                    gives: vec![Verdict::NoLicenceRequired],
                    statements: sources
                        .iter()
                        .map(|source| {
                            says(
                                source,
                                "asserts",
                                Some(if is == "PK" || is == "no" {
                                    "Lin Jian"
                                } else {
                                    "unnamed officials"
                                }),
                            )
                        })
                        .collect(),
                    origins,
                })
                .collect(),
        };
    one.contested = vec![
        quarrel(
            "item.origin",
            "Where does the item originate?",
            "该物项原产于何处？",
            [
                ("CN", &["outlook"], 1),
                (
                    "PK",
                    &["cgtn", "globaltimes", "reuters", "dawn", "xinhua"],
                    1,
                ),
            ],
        ),
        quarrel(
            "item.made-with-chinese-rare-earth-technology",
            "Was it made with Chinese rare-earth technology or equipment?",
            "是否使用中国稀土技术或设备制造？",
            [
                ("yes", &["outlook", "dawn"], 2),
                ("no", &["cgtn", "globaltimes", "reuters"], 1),
            ],
        ),
    ];
    one
}

fn pakistan_free() -> JurisdictionVerdict {
    let mut one = verdict("PK", Verdict::NoLicenceRequired);
    one.proof = vec![strategic(Standing::Fails, "false", "no rare earths inside")];
    one
}

fn strategic(
    standing: Standing,
    truth: &str,
    form: &str,
) -> exeat_determine::outcome::ProvisionProof {
    let content = |symbol: &str, en: &str, zh: &str, bound: &str| {
        let shown = limb(
            truth,
            &format!("item.content.{symbol} is at least {bound}"),
            both(
                &format!("{en} content is at least {bound}"),
                &format!("{zh}含量不低于 {bound}"),
            ),
        )
        .label(&symbol.to_lowercase());
        if truth == "unknown" {
            shown.fact(
                &format!("item.content.{symbol}"),
                "unknown",
                "not asked yet",
            )
        } else {
            shown.known(&format!("item.content.{symbol}"), "0 %")
        }
    };
    let _ = form;
    let contents = group(
        truth,
        " or ",
        vec![
            content("Th", "thorium", "钍", "0.05 %"),
            content("U", "uranium", "铀", "0.05 %"),
        ],
    )
    .label("b");
    let leaves = limb(
        "true",
        "shipment.from is PK",
        both("it leaves from Pakistan", "自巴基斯坦启运"),
    )
    .known("shipment.from", "PK")
    .label("a");
    let mut one = provision(
        ACT,
        "§5(2), list entry 0C002",
        both("source material in any form", "任何形式的源材料"),
        standing,
        group(truth, " and ", vec![leaves, contents]),
    );
    one.effect = "licence from SECDIV".into();
    one.confidence = Some(Confidence::Low);
    one.notes = [both(
        "The list follows the numbering of the Nuclear Suppliers Group; its text is not public.",
        "清单沿用核供应国集团编号，文本未公开。",
    )]
    .into();
    one
}

fn pakistan_open() -> JurisdictionVerdict {
    let thorium = question(
        "item.content.Th",
        "What is the thorium content by mass, by assay?",
        "经化验，钍的质量含量是多少？",
        10,
    );
    let uranium = question(
        "item.content.U",
        "What is the uranium content by mass, by assay?",
        "经化验，铀的质量含量是多少？",
        10,
    );
    let mut one = verdict("PK", Verdict::Undetermined);
    one.possible = vec![Verdict::LicenceRequired, Verdict::NoLicenceRequired];
    one.authority = vec![authority(
        "SECDIV",
        "Strategic Export Control Division",
        "战略出口管制司",
    )];
    one.proof = vec![strategic(Standing::Open, "unknown", "")];
    one.duties = vec![
        duty(
            DutyKind::Records,
            "keep the export documents",
            "保存出口单证",
            None,
            None,
            Some(period(5, PeriodUnit::Years, false, Some("export"))),
            "PK.ECA.2004 §9",
            true,
        ),
        duty(
            DutyKind::Report,
            "report the export of source material",
            "报告源材料出口",
            Some("SECDIV"),
            Some(period(10, PeriodUnit::Days, true, Some("export"))),
            None,
            "PK.ECA.2004 §7",
            false,
        ),
    ];
    one.decisive = Decisive {
        shortest: vec![
            vec![answer(&thorium, "is at least 0.05 %")],
            vec![answer(&uranium, "is at least 0.05 %")],
            vec![
                answer(&thorium, "is less than 0.05 %"),
                answer(&uranium, "is less than 0.05 %"),
            ],
        ],
        gives: vec![
            Verdict::LicenceRequired,
            Verdict::LicenceRequired,
            Verdict::NoLicenceRequired,
        ],
        guaranteed: vec![thorium, uranium],
        in_part: false,
    };
    one.coverage = VerdictCoverage {
        not_verified_after: None,
        instruments_not_verified: Vec::new(),
        confidence: Some(Confidence::Low),
    };
    one
}

fn period(count: u32, unit: PeriodUnit, working: bool, after: Option<&str>) -> Period {
    Period {
        count,
        unit,
        working,
        after: after.map(str::to_owned),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a duty has so many parts, and a test names them once"
)]
pub(crate) fn duty(
    kind: DutyKind,
    what: &str,
    zh: &str,
    to: Option<&str>,
    within: Option<Period>,
    keep_for: Option<Period>,
    cites: &str,
    certain: bool,
) -> DutyShown {
    DutyShown {
        duty: Duty {
            kind,
            what: both(what, zh),
            to: to.map(str::to_owned),
            within,
            keep_for,
        },
        provision: "PK.ECA.2004.duties".to_owned(),
        cites: cites.to_owned(),
        certain,
        due: None,
        kept: None,
    }
}

pub(crate) fn consignment() -> Determination {
    let mut one = determination(
        "Consignment of antimony, copper concentrate, neodymium and praseodymium to Missouri",
        "2025-10-02",
        Verdict::Undetermined,
    );
    one.jurisdictions = vec!["CN".to_owned(), "PK".to_owned()];
    one.lines = vec![
        line(
            1,
            "antimony ingots",
            vec![china("metal", "金属"), pakistan_free()],
        ),
        line(
            2,
            "copper concentrate",
            vec![china("ore-or-concentrate", "精矿"), pakistan_free()],
        ),
        line(
            3,
            "neodymium, as concentrate or oxide",
            vec![china("oxide", "氧化物"), pakistan_open()],
        ),
        line(
            4,
            "praseodymium, as concentrate or oxide",
            vec![china("oxide", "氧化物"), pakistan_open()],
        ),
    ];
    one.not_looked_at = vec![NotLookedAt {
        jurisdiction: "US".to_owned(),
        name: both("the United States", "美国"),
        why: "destination".to_owned(),
    }];
    one.coverage = vec![
        covers(
            "CN",
            both("China", "中国"),
            vec![
                (
                    Some("CN.MOFCOM.2025-61"),
                    vec![
                        (
                            CoverageKind::Modelled,
                            both("articles 1 to 9 and annex 1", "第1至9条及附件1"),
                        ),
                        (
                            CoverageKind::Flagged,
                            both("customs challenge of doubtful declarations", "海关质疑"),
                        ),
                    ],
                ),
                (
                    None,
                    vec![(
                        CoverageKind::Absent,
                        both("local licensing practice", "地方许可实务"),
                    )],
                ),
            ],
        ),
        covers(
            "PK",
            both("Pakistan", "巴基斯坦"),
            vec![(
                None,
                vec![(
                    CoverageKind::Absent,
                    both(
                        "the control lists beyond source material: their text is public nowhere that we could read",
                        "源材料以外的管制清单：未找到公开文本",
                    ),
                )],
            )],
        ),
    ];
    one.sources = vec![
        source("outlook", "Outlook", "2025-10-13", None),
        source("cgtn", "CGTN", "2025-10-13", Some("briefing")),
        source(
            "globaltimes",
            "Global Times",
            "2025-10-13",
            Some("briefing"),
        ),
        source("reuters", "Reuters", "2025-10-13", Some("briefing")),
        source("dawn", "Dawn", "2025-10-14", Some("briefing")),
        source("xinhua", "Xinhua", "2025-10-13", Some("briefing")),
    ];
    assert!(one.event_date < day("2025-10-09"));
    one
}
