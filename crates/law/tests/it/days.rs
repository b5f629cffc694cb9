//! Legal time, held against a naive model that asks each day by itself under each reading.

use exeat_facts::Vocabulary;
use exeat_law::model::{
    Alternative, Commencement, Effect, Expression, InForce, Instrument, InstrumentId, Jurisdiction,
    JurisdictionId, Place, Provision, ProvisionId, ProvisionKind, Reading, ReadingId, Rulebook,
    Suspension, Text,
};
use exeat_law::time::{TimeState, Timed, time_state, timeline, turning_days};
use exeat_value::{Day, Span};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The law is about these days, and a few before and after are asked for too.
const DAYS: u8 = 14;
const READINGS: usize = 2;

fn day(number: u8) -> Day {
    let mut day = Day::new(2025, 10, 31).expect("a day");
    for _ in 0..number {
        day = day.next();
    }
    day
}

fn any_day() -> impl Strategy<Value = Day> {
    (2..=DAYS).prop_map(day)
}

fn span() -> impl Strategy<Value = Span> {
    (2..=DAYS, option::of(1..=DAYS)).prop_map(|(from, length)| Span {
        from: day(from),
        until: length.map(|length| day(from + length)),
    })
}

fn in_force() -> impl Strategy<Value = InForce> {
    prop_oneof![
        2 => span().prop_map(InForce::Span),
        1 => (0..READINGS).prop_map(|reading| InForce::Reading(ReadingId::at(reading))),
    ]
}

fn instrument(issued: Option<Day>, recorded: Option<Day>, in_force: Option<InForce>) -> Instrument {
    Instrument {
        name: "instrument".to_owned(),
        title: Text::english("An instrument"),
        jurisdiction: JurisdictionId::at(0),
        issued,
        recorded,
        in_force,
        verified_through: None,
        confidence: None,
        cites: Vec::new(),
        sources: Vec::new(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

fn provision(in_force: Option<InForce>, recorded: Option<Day>) -> Provision {
    Provision {
        name: "provision".to_owned(),
        title: None,
        instrument: InstrumentId::at(0),
        kind: ProvisionKind::Rule { over: Vec::new() },
        cites: Vec::new(),
        in_force,
        recorded,
        confidence: None,
        effect: Effect::Prohibited,
        condition: Expression::Constant(true),
        then: Vec::new(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

fn reading(alternatives: Vec<(Option<Span>, Option<Day>)>) -> Reading {
    let alternatives = alternatives.into_iter().enumerate();
    Reading {
        name: "reading".to_owned(),
        instrument: InstrumentId::at(0),
        cites: Vec::new(),
        question: Text::english("How is it to be read?"),
        confidence: None,
        alternatives: alternatives
            .map(|(place, (span, recorded))| Alternative {
                name: format!("alternative-{place}"),
                presumed: false,
                why: Text::english("a reason"),
                recorded,
                span,
            })
            .collect(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

/// One provision of one instrument, with suspensions and commencements that name it or its instrument, and a second
/// instrument that does the suspending.
fn rulebook() -> impl Strategy<Value = Rulebook> {
    let recorded = || option::weighted(0.3, any_day());
    let alternative = (option::weighted(0.85, span()), recorded());
    (
        (recorded(), recorded(), option::weighted(0.9, in_force())),
        (option::weighted(0.5, in_force()), recorded()),
        vec(vec(alternative, 2..4), READINGS),
        vec((any::<bool>(), in_force(), recorded()), 0..3),
        vec((any::<bool>(), any_day(), recorded()), 0..3),
    )
        .prop_map(|(parent, own, readings, suspensions, commencements)| {
            let named = |whole: bool| {
                if whole {
                    (vec![InstrumentId::at(0)], Vec::new())
                } else {
                    (Vec::new(), vec![ProvisionId::at(0)])
                }
            };
            Rulebook {
                vocabulary: Vocabulary::standard(),
                jurisdictions: vec![Jurisdiction {
                    code: "XX".to_owned(),
                    name: Text::english("Examplia"),
                    authorities: Vec::new(),
                    verified_through: None,
                    reach: Expression::Constant(true),
                    cites: Vec::new(),
                    sources: Vec::new(),
                    notes: Vec::new(),
                    place: Place::default(),
                }],
                instruments: vec![
                    instrument(parent.0, parent.1, parent.2),
                    instrument(None, None, None),
                ],
                lists: Vec::new(),
                entries: Vec::new(),
                defines: Vec::new(),
                tables: Vec::new(),
                readings: readings.into_iter().map(reading).collect(),
                provisions: vec![provision(own.0, own.1)],
                suspensions: suspensions
                    .into_iter()
                    .map(|(whole, in_force, recorded)| Suspension {
                        instrument: InstrumentId::at(1),
                        instruments: named(whole).0,
                        provisions: named(whole).1,
                        entries: Vec::new(),
                        cites: Vec::new(),
                        recorded,
                        in_force,
                        confidence: None,
                        notes: Vec::new(),
                        place: Place::default(),
                    })
                    .collect(),
                commencements: commencements
                    .into_iter()
                    .map(|(whole, from, recorded)| Commencement {
                        instrument: InstrumentId::at(1),
                        instruments: named(whole).0,
                        provisions: named(whole).1,
                        entries: Vec::new(),
                        cites: Vec::new(),
                        recorded,
                        from,
                        confidence: None,
                        notes: Vec::new(),
                        place: Place::default(),
                    })
                    .collect(),
                calendars: Vec::new(),
                conflicts: Vec::new(),
                coverage: Vec::new(),
                cases: Vec::new(),
                acknowledgements: Vec::new(),
                files: Vec::new(),
                phrases: Default::default(),
                digest: "sha256:random".to_owned(),
            }
        })
}

/// The law as somebody sees it who knows what was known on a day, and who has settled how to read it.
struct Reader<'a> {
    rulebook: &'a Rulebook,
    known_at: Day,
    chosen: Vec<usize>,
}

impl Reader<'_> {
    fn knows(&self, recorded: Option<Day>) -> bool {
        recorded.is_none_or(|day| day <= self.known_at)
    }

    /// The days of a period: none where the chosen alternative gives none.
    fn days(&self, period: &InForce) -> Option<Span> {
        match period {
            InForce::Span(span) => Some(*span),
            InForce::Reading(id) => {
                self.rulebook.reading(*id).alternatives[self.chosen[id.index()]].span
            }
        }
    }

    /// Whether the provision binds on a day.
    fn binds(&self, day: Day) -> bool {
        let instrument = &self.rulebook.instruments[0];
        let provision = &self.rulebook.provisions[0];
        if !self.knows(
            provision
                .recorded
                .or(instrument.recorded)
                .or(instrument.issued),
        ) {
            return false;
        }
        let commenced = self
            .rulebook
            .commencements
            .iter()
            .filter(|one| self.knows(one.recorded))
            .map(|one| one.from)
            .next_back();
        let begun = match (
            commenced,
            provision.in_force.as_ref().or(instrument.in_force.as_ref()),
        ) {
            (Some(from), _) => day >= from,
            (None, Some(period)) => self.days(period).is_some_and(|days| day >= days.from),
            (None, None) => true,
        };
        let periods = [&provision.in_force, &instrument.in_force];
        let lasts = periods.into_iter().flatten().all(|period| {
            self.days(period)
                .is_some_and(|days| days.until.is_none_or(|until| day < until))
        });
        let suspended = self.rulebook.suspensions.iter().any(|one| {
            self.knows(one.recorded)
                && self
                    .days(&one.in_force)
                    .is_some_and(|days| days.contains(day))
        });
        begun && lasts && !suspended
    }
}

/// The alternatives of a reading that were known; all, where none was.
fn known(rulebook: &Rulebook, reading: usize, known_at: Day) -> Vec<usize> {
    let alternatives = &rulebook.readings[reading].alternatives;
    let known: Vec<usize> = (0..alternatives.len())
        .filter(|&one| alternatives[one].recorded.is_none_or(|day| day <= known_at))
        .collect();
    if known.is_empty() {
        (0..alternatives.len()).collect()
    } else {
        known
    }
}

/// Every way to read the law that was known.
fn readers(rulebook: &Rulebook, known_at: Day) -> Vec<Reader<'_>> {
    let mut all = vec![Vec::new()];
    for reading in 0..READINGS {
        let known = known(rulebook, reading, known_at);
        all = all
            .iter()
            .flat_map(|chosen: &Vec<usize>| {
                known
                    .iter()
                    .map(|one| chosen.iter().copied().chain([*one]).collect())
            })
            .collect();
    }
    let reader = |chosen| Reader {
        rulebook,
        known_at,
        chosen,
    };
    all.into_iter().map(reader).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_state_of_each_day_is_what_the_readings_say(rulebook in rulebook(), known_at in any_day()) {
        let readers = readers(&rulebook, known_at);
        let asked: Vec<Day> = (0..DAYS * 2 + 4).map(day).collect();
        for &day in &asked {
            let answers: Vec<bool> = readers.iter().map(|reader| reader.binds(day)).collect();
            let state = time_state(&rulebook, it(), day, known_at);
            match &state {
                TimeState::InForce => prop_assert!(answers.iter().all(|&binds| binds), "{day}"),
                TimeState::Contested(conditions) => {
                    prop_assert!(answers.contains(&true) && answers.contains(&false), "{day}");
                    for reader in &readers {
                        let said = conditions
                            .iter()
                            .all(|one| one.binds[reader.chosen[one.reading.index()]]);
                        prop_assert_eq!(said, reader.binds(day), "{} under {:?}", day, reader.chosen);
                    }
                }
                other => prop_assert!(!answers.contains(&true), "{day}: {other:?}"),
            }
            let may_bind = |day: &Day| readers.iter().any(|reader| reader.binds(*day));
            match state {
                TimeState::NotKnown { from } => prop_assert!(from > known_at),
                // What is suspended at its beginning does not begin to bind that day, so only an unsuspended law says
                // that nothing lies between.
                TimeState::NotYet { from } => {
                    prop_assert!(from > day);
                    if rulebook.suspensions.is_empty() {
                        prop_assert!(may_bind(&from), "{day} says it begins on {from}");
                        prop_assert!(!asked.iter().any(|one| day <= *one && *one < from && may_bind(one)));
                    }
                }
                TimeState::Ended { since } => {
                    prop_assert!(since <= day);
                    prop_assert!(!asked.iter().any(|one| since <= *one && may_bind(one)));
                    if rulebook.suspensions.is_empty() && since > Day::MIN {
                        prop_assert!(may_bind(&since.previous()), "{day} says it ended on {since}");
                    }
                }
                TimeState::Suspended { by, span } => {
                    let suspension = rulebook.suspension(by);
                    prop_assert!(suspension.recorded.is_none_or(|day| day <= known_at));
                    prop_assert!(span.is_none_or(|span| span.contains(day)));
                }
                TimeState::InForce | TimeState::Contested(_) => {}
            }
        }
    }

    #[test]
    fn a_timeline_has_no_gaps_and_says_of_each_day_what_is_so(rulebook in rulebook(), known_at in any_day()) {
        let provision = ProvisionId::at(0);
        let drawn = timeline(&rulebook, &[provision], known_at);
        prop_assert_eq!(drawn.known_at, known_at);
        let spans = &drawn.entries[0].spans;
        for pair in spans.windows(2) {
            prop_assert_eq!(pair[0].days.until, Some(pair[1].days.from));
            prop_assert!(pair[0].state != pair[1].state, "neighbours that are the same are one");
        }
        prop_assert!(spans.iter().all(|one| !one.days.is_empty()));
        if let Some(last) = spans.last() {
            prop_assert_eq!(last.days.until, None);
        }
        for number in 0..DAYS * 2 + 4 {
            let day = day(number);
            let state = time_state(&rulebook, it(), day, known_at);
            match spans.iter().find(|one| one.days.contains(day)) {
                Some(one) => prop_assert_eq!(&one.state, &state, "{}", day),
                None => prop_assert!(
                    spans.first().is_none_or(|first| day < first.days.from),
                    "{day} is in no stretch"
                ),
            }
        }
        let first = spans.first().map(|one| one.days.from);
        for turn in turning_days(&rulebook, it(), known_at) {
            prop_assert!(first.is_some_and(|first| first <= turn));
        }
    }
}

fn it() -> Timed {
    Timed::Provision(ProvisionId::at(0))
}
