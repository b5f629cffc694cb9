//! A magnet made abroad: licence required, contested law, a presumption, an exception, hostile names.

use exeat_determine::outcome::{
    ContestShown, Decisive, InstrumentNotVerified, JurisdictionVerdict, PresumedShown, Question,
    QuestionKind, ReviewShown, SideShown, Standing, VerdictCoverage,
};
use exeat_determine::{Determination, Verdict};
use exeat_law::model::Review;
use exeat_value::Truth;

use crate::make::{
    With, answer, authority, both, covers, day, determination, group, limb, line, provision,
    question, suspended, verdict,
};

const A61: (&str, &str) = (
    "CN.MOFCOM.2025-61",
    "Announcement 61 of 2025: rare-earth items abroad",
);

fn proof(standing: Standing) -> exeat_determine::outcome::ProvisionProof {
    let entry = group(
        "true",
        " and ",
        vec![
            limb(
                "true",
                "item.magnet-family is NdFeB",
                both(
                    "the magnet family is neodymium-iron-boron",
                    "磁体种类为钕铁硼",
                ),
            )
            .known("item.magnet-family", "NdFeB"),
            limb(
                "true",
                "item.content.Dy is more than 0 %",
                both("dysprosium content is more than 0 %", "镝含量高于 0 %"),
            )
            .known("item.content.Dy", "1.2 %"),
        ],
    )
    .label("1C902.a.2");
    let listed = limb(
        "true",
        "item is listed in CN.MOFCOM.2025-61.part-1",
        both(
            "the item is on the list “annex 1, part 1”",
            "该物项列入“附件1第一部分”",
        ),
    )
    .entries(26)
    .parts(vec![entry])
    .label("a");
    let made = group(
        "true",
        " or ",
        vec![
            limb(
                "true",
                "item.technology-field includes magnet-making",
                both(
                    "it was made with Chinese magnet-making technology",
                    "使用中国磁材制造技术制造",
                ),
            )
            .known("item.technology-field", "magnet-making"),
            limb(
                "false",
                "item.technology-field includes rare-earth-mining",
                both(
                    "it was made with Chinese mining technology",
                    "使用中国开采技术制造",
                ),
            )
            .known("item.technology-field", "magnet-making"),
            limb(
                "false",
                "item.technology-field includes separation",
                both(
                    "it was made with Chinese separation technology",
                    "使用中国冶炼分离技术制造",
                ),
            )
            .known("item.technology-field", "magnet-making"),
        ],
    )
    .label("b");
    provision(
        A61,
        "§1(2)",
        both(
            "magnets made abroad with Chinese technology",
            "使用中国技术在境外制造的磁体",
        ),
        standing,
        group("true", " and ", vec![listed, made]),
    )
}

/// Known at 2025-10-20, leaving on 2025-12-15: before anybody knew of a suspension.
pub(crate) fn licence() -> Determination {
    let mut one = determination(
        "A dysprosium magnet made abroad with Chinese technology",
        "2025-12-15",
        Verdict::LicenceRequired,
    );
    one.known_at = day("2025-10-20");
    one.jurisdictions = vec!["CN".to_owned()];
    let mut china = verdict("CN", Verdict::LicenceRequired);
    china.authority = vec![authority("MOFCOM", "Ministry of Commerce", "商务部")];
    china.review_policy = ReviewShown {
        is: Some(Review::CaseByCase),
        provisions: vec!["CN.MOFCOM.2025-61 §2(3)".to_owned()],
        possible: vec![Review::PresumptionOfDenial],
        possible_provisions: vec!["CN.MOFCOM.2025-61 §2(1)".to_owned()],
    };
    let mut policy = provision(
        A61,
        "§2(3)",
        both("chips and research", "芯片与研发"),
        Standing::Applies,
        limb(
            "true",
            "end-use.purpose includes research",
            both("it is meant for research", "用于研发"),
        )
        .known("end-use.purpose", "research"),
    );
    policy.kind = "policy";
    policy.effect = "review case-by-case".into();
    let mut exempt = provision(
        A61,
        "§5",
        both("emergency medical and disaster relief", "紧急医疗与救灾"),
        Standing::Fails,
        limb(
            "false",
            "end-use.purpose includes disaster-relief",
            both("it is meant for disaster relief", "用于救灾"),
        )
        .known("end-use.purpose", "research"),
    );
    exempt.kind = "exception";
    exempt.effect = "exempt".into();
    china.proof = vec![proof(Standing::Applies), policy, exempt];
    one.lines = vec![line(1, "NdFeB magnet, 1.2 % dysprosium", vec![china])];
    one.coverage = vec![covers("CN", both("China", "中国"), Vec::new())];
    one
}

fn extension() -> Question {
    Question {
        kind: QuestionKind::Reading,
        contested: true,
        ..question(
            "reading suspension-end",
            "Does the suspension of announcement 61 last beyond 10 November 2026?",
            "61号公告的暂停实施是否延续至2026年11月10日之后？",
            30,
        )
    }
}

/// The same magnet today: the law itself is contested.
pub(crate) fn today() -> Determination {
    let mut one = determination("The same magnet today", "2026-11-22", Verdict::Undetermined);
    one.jurisdictions = vec!["CN".to_owned()];
    let mut china = verdict("CN", Verdict::Undetermined);
    china.possible = vec![Verdict::LicenceRequired, Verdict::NoLicenceRequired];
    china.authority = vec![authority("MOFCOM", "Ministry of Commerce", "商务部")];
    let mut rule = proof(Standing::Open);
    rule.time.state = "contested".to_owned();
    rule.time.readings = vec!["suspension-end is ended".to_owned()];
    let mut silent = proof(Standing::Silent);
    silent.cites = ["CN.MOFCOM.2025-61 §1(1)".to_owned()].into();
    silent.time = suspended();
    china.proof = vec![rule, silent];
    china.decisive = Decisive {
        shortest: vec![
            vec![answer(&extension(), "is ended")],
            vec![answer(&extension(), "is extended")],
        ],
        gives: vec![Verdict::LicenceRequired, Verdict::NoLicenceRequired],
        guaranteed: vec![extension()],
        in_part: false,
    };
    let side = |is: &str, en: &str, zh: &str, gives| SideShown {
        is: is.to_owned(),
        why: Some(both(en, zh)),
        gives: vec![gives],
        statements: Vec::new(),
        origins: 0,
    };
    china.contested = vec![ContestShown {
        question: extension(),
        matters: true,
        sides: vec![
            side(
                "ended",
                "the announcement that suspends names this day, and no other instrument was found",
                "暂停公告载明该日，未找到其他文件",
                Verdict::LicenceRequired,
            ),
            side(
                "extended",
                "the ministry said on 28 September 2026 that the arrangement lasts through 10 January 2027",
                "商务部2026年9月28日称该安排延至2027年1月10日",
                Verdict::NoLicenceRequired,
            ),
        ],
    }];
    china.coverage = VerdictCoverage {
        not_verified_after: Some(day("2026-10-10")),
        instruments_not_verified: vec![InstrumentNotVerified {
            instrument: "CN.MOFCOM-GACC.2025-70".to_owned(),
            verified_through: day("2026-10-05"),
        }],
        confidence: None,
    };
    one.lines = vec![line(1, "NdFeB magnet, 1.2 % dysprosium", vec![china])];
    one.coverage = vec![covers("CN", both("China", "中国"), Vec::new())];
    one
}

/// The magnet while everything is suspended, the entries too: by its words it fits, and only the date keeps it free.
pub(crate) fn while_suspended() -> Determination {
    let mut one = determination(
        "The magnet during the suspension",
        "2025-12-15",
        Verdict::NoLicenceRequired,
    );
    one.jurisdictions = vec!["CN".to_owned()];
    let mut china = verdict("CN", Verdict::NoLicenceRequired);
    let mut rule = proof(Standing::Fails);
    rule.time = suspended();
    rule.condition.truth = Truth::False;
    for limb in &mut rule.condition.parts {
        if limb.entries.is_some() {
            limb.truth = Truth::False;
            limb.parts
                .iter_mut()
                .for_each(|entry| entry.truth = Truth::False);
        }
    }
    china.proof = vec![rule];
    one.lines = vec![line(1, "NdFeB magnet, 1.2 % dysprosium", vec![china])];
    one.coverage = vec![covers("CN", both("China", "中国"), Vec::new())];
    one
}

/// A rotor that official answers presume to be outside.
pub(crate) fn presumed() -> Determination {
    let mut one = determination(
        "A rotor with magnets inside",
        "2025-06-01",
        Verdict::NoLicenceRequired,
    );
    one.jurisdictions = vec!["CN".to_owned()];
    let mut china: JurisdictionVerdict = verdict("CN", Verdict::NoLicenceRequired);
    china.presumed = vec![PresumedShown {
        reading: "deep-processed-magnets".to_owned(),
        question: both(
            "Are rotors that hold listed magnets inside the control?",
            "含有受控磁体的转子是否受管制？",
        ),
        presumed: "outside".to_owned(),
        why: both(
            "the ministry has answered that deeply processed products are generally outside",
            "商务部答复称深加工产品一般不在管制范围",
        ),
        otherwise: vec![Verdict::LicenceRequired],
        cites: vec!["CN.MOFCOM-GACC.2025-18 §1".to_owned()],
    }];
    let mut rule = proof(Standing::Defeated);
    rule.defeated_by = vec!["CN.MOFCOM-GACC.2025-18.deep-processed".to_owned()];
    china.proof = vec![rule];
    one.lines = vec![line(1, "rotor", vec![china])];
    one.coverage = vec![covers("CN", both("China", "中国"), Vec::new())];
    one
}

/// Names that somebody meant ill by.
pub(crate) fn hostile() -> Determination {
    let mut one = licence();
    one.title = "<script>alert(\"x\")</script> & \u{1b}[2Jgone \u{202e}reversed".to_owned();
    for line in &mut one.lines {
        line.item = "<img src=x onerror='alert(1)'>\nsecond line".to_owned();
        for verdict in std::sync::Arc::make_mut(&mut line.verdicts) {
            for provision in &mut verdict.proof {
                let title = both("</style><b>bold</b>", "</style><b>粗体</b>");
                provision.title = Some(title.into());
                provision.condition.says = both("\"quoted\" <i>", "“引用” <i>").into();
            }
        }
    }
    one
}
