//! A little law with every state in time: the rare-earth announcements of 2025, and the end of their suspension.

use exeat_facts::Vocabulary;
use exeat_law::model::{
    Alternative, Cite, Effect, Expression, InForce, Instrument, InstrumentId, Jurisdiction,
    JurisdictionId, Place, Provision, ProvisionId, ProvisionKind, Reading, ReadingId, Rulebook,
    Suspension, Text,
};
use exeat_law::time::{Timeline, timeline};
use exeat_value::Span;

use crate::make::{both, day};

fn cite(instrument: &str, anchor: &str) -> Cite {
    Cite {
        instrument: instrument.to_owned(),
        anchor: Some(anchor.to_owned()),
        words: None,
    }
}

fn instrument(name: &str, title: Text, issued: &str) -> Instrument {
    Instrument {
        name: name.to_owned(),
        title,
        jurisdiction: JurisdictionId::at(0),
        issued: Some(day(issued)),
        recorded: None,
        in_force: Some(InForce::Span(Span::from_on(day(issued)))),
        verified_through: Some(day("2026-10-10")),
        confidence: None,
        cites: Vec::new(),
        sources: Vec::new(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

fn rule(instrument: usize, name: &str, anchor: &str, title: Text, from: Option<&str>) -> Provision {
    Provision {
        name: name.to_owned(),
        title: Some(title),
        instrument: InstrumentId::at(instrument),
        kind: ProvisionKind::Rule { over: Vec::new() },
        cites: vec![cite(INSTRUMENTS[instrument], anchor)],
        in_force: from.map(|from| InForce::Span(Span::from_on(day(from)))),
        recorded: None,
        confidence: None,
        effect: Effect::Licence("MOFCOM".to_owned()),
        condition: Expression::Constant(true),
        then: Vec::new(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

const INSTRUMENTS: [&str; 4] = [
    "CN.MOFCOM-GACC.2025-18",
    "CN.MOFCOM.2025-61",
    "CN.MOFCOM.2025-62",
    "CN.MOFCOM-GACC.2025-70",
];

/// The rulebook, and its timeline as known on 22 November 2026.
pub(crate) fn china() -> (Rulebook, Timeline) {
    let alternative = |name: &str, en: &str, zh: &str, through: &str| Alternative {
        name: name.to_owned(),
        presumed: false,
        why: both(en, zh),
        recorded: None,
        span: Some(Span::from_through(day("2025-11-07"), day(through))),
    };
    let rulebook = Rulebook {
        vocabulary: Vocabulary::standard(),
        jurisdictions: vec![Jurisdiction {
            code: "CN".to_owned(),
            name: both("China", "中国"),
            authorities: vec![("MOFCOM".to_owned(), both("Ministry of Commerce", "商务部"))],
            verified_through: Some(day("2026-10-10")),
            reach: Expression::Constant(true),
            cites: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
            place: Place::default(),
        }],
        instruments: vec![
            instrument(
                INSTRUMENTS[0],
                both("medium and heavy rare earths", "部分中重稀土相关物项"),
                "2025-04-04",
            ),
            instrument(
                INSTRUMENTS[1],
                both("rare-earth items abroad", "境外相关稀土物项"),
                "2025-10-09",
            ),
            instrument(
                INSTRUMENTS[2],
                both("rare-earth technology <not only of mining>", "稀土相关技术"),
                "2025-10-09",
            ),
            instrument(
                INSTRUMENTS[3],
                both("suspension of six announcements", "暂停实施六项公告"),
                "2025-11-07",
            ),
        ],
        lists: Vec::new(),
        entries: Vec::new(),
        defines: Vec::new(),
        tables: Vec::new(),
        readings: vec![Reading {
            name: "suspension-end".to_owned(),
            instrument: InstrumentId::at(3),
            cites: vec![cite(INSTRUMENTS[3], "§1")],
            question: both("When does the suspension end?", "暂停实施于何日届满？"),
            confidence: None,
            alternatives: vec![
                alternative(
                    "ended",
                    "the text names this day",
                    "文本载明该日",
                    "2026-11-10",
                ),
                alternative("extended", "the ministry said so", "商务部称", "2027-01-10"),
            ],
            notes: Vec::new(),
            place: Place::default(),
        }],
        provisions: vec![
            rule(
                0,
                "export-of-listed-items",
                "§1",
                both("export of listed items from China", "自中国出口所列物项"),
                None,
            ),
            rule(
                1,
                "foreign-made-content",
                "§1(1)",
                both(
                    "foreign-made items with at least 0.1 % Chinese content by value",
                    "含中国成分价值占比达0.1%的境外制造物项",
                ),
                Some("2025-12-01"),
            ),
            rule(
                1,
                "foreign-made-technology",
                "§1(2)",
                both(
                    "items made abroad with Chinese technology",
                    "使用中国技术在境外制造的物项",
                ),
                Some("2025-12-01"),
            ),
            rule(
                1,
                "chinese-origin",
                "§1(3)",
                both("items of Chinese origin", "原产于中国的物项"),
                None,
            ),
            rule(
                2,
                "technology",
                "§1",
                both(
                    "technology of mining, separation, metal making, magnet making and recycling",
                    "开采、冶炼分离、金属冶炼、磁材制造、二次资源回收利用技术",
                ),
                None,
            ),
        ],
        suspensions: vec![Suspension {
            instrument: InstrumentId::at(3),
            instruments: vec![InstrumentId::at(1), InstrumentId::at(2)],
            provisions: Vec::new(),
            entries: Vec::new(),
            cites: vec![cite(INSTRUMENTS[3], "§1")],
            recorded: None,
            in_force: InForce::Reading(ReadingId::at(0)),
            confidence: None,
            notes: Vec::new(),
            place: Place::default(),
        }],
        commencements: Vec::new(),
        coverage: Vec::new(),
        cases: Vec::new(),
        acknowledgements: Vec::new(),
        files: Vec::new(),
        digest: String::new(),
    };
    let provisions: Vec<ProvisionId> = (0..rulebook.provisions.len())
        .map(ProvisionId::at)
        .collect();
    let timeline = timeline(&rulebook, &provisions, day("2026-11-22"));
    (rulebook, timeline)
}
