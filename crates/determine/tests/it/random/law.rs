//! Random rulebooks, put together directly, without their text.

use std::collections::BTreeSet;

use exeat_facts::{CodeListId, FactId, Scope, Type};
use exeat_law::model::{
    Alternative, Atom, Cite, Commencement, Define, DefineId, Effect, Entry, EntryId, Expression,
    GroupKind, InForce, Instrument, InstrumentId, Jurisdiction, JurisdictionId, Limb, List, ListId,
    Measure, Over, Place, Provision, ProvisionId, ProvisionKind, Quantifier, Reading, ReadingId,
    Review, Rulebook, Subject, Suspension, Test, Text,
};
use exeat_value::{Comparison, Day, Span};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::case::ROLES;
use super::vocabulary::{codes, facts_of, vocabulary};
use super::{DAYS, any_day, day};

const READINGS: usize = 3;
const ENTRIES: usize = 4;
const LISTS: usize = 2;
const DEFINES: usize = 2;
const INSTRUMENTS: usize = 3;

/// Which words a condition may use where it stands.
#[derive(Debug, Clone, Copy)]
struct Words {
    layer: bool,
    component: bool,
    party: bool,
    entries: bool,
    defines: bool,
}

impl Words {
    const ENTRY: Self = Self {
        layer: false,
        component: false,
        party: false,
        entries: false,
        defines: false,
    };
    const DEFINE: Self = Self {
        entries: true,
        ..Self::ENTRY
    };
    const RULE: Self = Self {
        defines: true,
        ..Self::DEFINE
    };

    fn items(self) -> Vec<Subject> {
        let mut subjects = vec![Subject::Item];
        if self.layer {
            subjects.push(Subject::Layer);
        }
        if self.component {
            subjects.push(Subject::Component);
        }
        subjects
    }

    fn wholes(self) -> Vec<Subject> {
        if self.layer {
            vec![Subject::Item, Subject::Layer]
        } else {
            vec![Subject::Item]
        }
    }
}

fn test(ty: Type) -> BoxedStrategy<Test> {
    let comparison = || select(Comparison::ALL.to_vec());
    let threshold = |texts: &'static [&'static str]| {
        select(texts).prop_map(|text| text.parse().expect("a decimal"))
    };
    match ty {
        Type::YesNo | Type::Text => Just(Test::Yes).boxed(),
        Type::Date => prop_oneof![
            any_day().prop_map(Test::Before),
            any_day().prop_map(Test::On)
        ]
        .boxed(),
        Type::Code(list) => code_test(list),
        Type::Set(list) => select(codes(list)).prop_map(Test::Includes).boxed(),
        Type::Quantity(_) => (comparison(), threshold(&["1", "2", "5", "10"]))
            .prop_map(|(comparison, threshold)| Test::Number(comparison, threshold))
            .boxed(),
        Type::Share => (comparison(), threshold(&["10", "50"]))
            .prop_map(|(comparison, threshold)| Test::Number(comparison, threshold))
            .boxed(),
        Type::Money => {
            let currency = prop_oneof![3 => Just("USD"), 1 => Just("CNY")];
            (comparison(), currency, threshold(&["100", "200"]))
                .prop_map(|(comparison, currency, threshold)| {
                    Test::Money(comparison, currency.parse().expect("a currency"), threshold)
                })
                .boxed()
        }
    }
}

fn code_test(list: CodeListId) -> BoxedStrategy<Test> {
    let silent = prop_oneof![5 => Just(0_usize), 1 => Just(1_usize)];
    (
        btree_set(select(codes(list)), 1..3),
        select(codes(list)),
        silent,
    )
        .prop_map(|(mut yes, unanswered, silent)| {
            let unanswered: BTreeSet<_> = [unanswered].into_iter().take(silent).collect();
            yes.retain(|code| !unanswered.contains(code));
            Test::Codes {
                yes: yes.into(),
                unanswered: unanswered.into(),
            }
        })
        .boxed()
}

fn atom(words: Words) -> BoxedStrategy<Expression> {
    let of = |subject: Subject, scope: Scope| {
        let facts: Vec<(FactId, Type)> = facts_of(scope);
        select(facts)
            .prop_flat_map(move |(fact, ty)| {
                test(ty).prop_map(move |test| {
                    Expression::Atom(Atom {
                        subject,
                        fact,
                        test,
                    })
                })
            })
            .boxed()
    };
    let mut weighted = vec![
        (3, of(Subject::Shipment, Scope::Shipment)),
        (1, of(Subject::EndUse, Scope::EndUse)),
    ];
    for role in &ROLES[..2] {
        weighted.push((1, of(Subject::Role(*role), Scope::Party)));
    }
    for subject in words.items() {
        let bound = subject != Subject::Item;
        weighted.push((if bound { 8 } else { 4 }, of(subject, Scope::Item)));
    }
    if words.party {
        weighted.push((8, of(Subject::Party, Scope::Party)));
    }
    proptest::strategy::Union::new_weighted(weighted).boxed()
}

/// Days between the first and a little after the last of those that the law is about; never none. Most begin early, so
/// that most law is in force.
fn span() -> impl Strategy<Value = Span> {
    let from = prop_oneof![2 => Just(1), 1 => 1..=DAYS];
    (from, option::weighted(0.4, 1..=DAYS)).prop_map(|(from, length)| Span {
        from: day(from),
        until: length.map(|length| day(from + length)),
    })
}

fn in_force() -> impl Strategy<Value = InForce> {
    prop_oneof![
        4 => span().prop_map(InForce::Span),
        1 => (0..READINGS).prop_map(|reading| InForce::Reading(ReadingId::at(reading))),
    ]
}

fn limb(words: Words, depth: u32) -> impl Strategy<Value = Limb> {
    (expression(words, depth), option::weighted(0.1, in_force())).prop_map(
        |(expression, in_force)| Limb {
            label: None,
            expression,
            in_force,
            place: Place::default(),
        },
    )
}

/// A condition of at most so many layers.
fn expression(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    let mut weighted = vec![(8, atom(words))];
    weighted.push((1, any::<bool>().prop_map(Expression::Constant).boxed()));
    let reading = (0..READINGS, 0..2_usize)
        .prop_map(|(reading, one)| Expression::Reading(ReadingId::at(reading), one));
    weighted.push((1, reading.boxed()));
    if words.entries {
        let listed = (select(words.items()), 0..LISTS)
            .prop_map(|(subject, list)| Expression::Listed(subject, ListId::at(list)));
        let entry = (select(words.items()), 0..ENTRIES)
            .prop_map(|(subject, entry)| Expression::Entry(subject, EntryId::at(entry)));
        weighted.push((1, listed.boxed()));
        weighted.push((1, entry.boxed()));
    }
    if words.defines {
        let define = (0..DEFINES).prop_map(|define| Expression::Define(DefineId::at(define)));
        weighted.push((1, define.boxed()));
    }
    if let Some(depth) = depth.checked_sub(1) {
        let part = || expression(words, depth);
        weighted.push((
            2,
            part()
                .prop_map(|part| Expression::Not(Box::new(part)))
                .boxed(),
        ));
        let kind = select(vec![GroupKind::All, GroupKind::Any, GroupKind::NoneOf]);
        let group = (kind, vec(limb(words, depth), 1..4))
            .prop_map(|(kind, limbs)| Expression::Group(kind, limbs));
        weighted.push((8, group.boxed()));
        weighted.push((4, quantified(words, depth)));
        weighted.push((2, share(words, depth)));
    }
    proptest::strategy::Union::new_weighted(weighted).boxed()
}

fn quantified(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    quantified_with(words, &|words| expression(words, depth))
}

/// Quantifiers within quantifiers and shares, each of which asks of its own member and of those around it.
fn nested(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    let body = |words: Words| {
        let inner = match depth.checked_sub(1) {
            Some(depth) => nested(words, depth),
            None => atom(words),
        };
        let kind = select(vec![GroupKind::All, GroupKind::Any, GroupKind::NoneOf]);
        (kind, atom(words), atom(words), inner)
            .prop_map(|(kind, one, other, inner)| Expression::group(kind, vec![one, inner, other]))
            .boxed()
    };
    let of_share = Words {
        component: true,
        ..words
    };
    prop_oneof![
        3 => quantified_with(words, &body),
        1 => share_of(words, body(of_share)),
    ]
    .boxed()
}

fn quantified_with(
    words: Words,
    body: &dyn Fn(Words) -> BoxedStrategy<Expression>,
) -> BoxedStrategy<Expression> {
    let quantifier = || select(vec![Quantifier::Some, Quantifier::Every, Quantifier::No]);
    let over = |over: Over, body: BoxedStrategy<Expression>| {
        (quantifier(), body)
            .prop_map(move |(quantifier, body)| {
                Expression::Quantified(quantifier, over, Box::new(body))
            })
            .boxed()
    };
    let mut choices = Vec::new();
    for whole in words.wholes() {
        let layers = Words {
            layer: true,
            ..words
        };
        choices.push(over(Over::Layers(whole), body(layers)));
        let components = Words {
            component: true,
            ..words
        };
        choices.push(over(Over::Components(whole), body(components)));
    }
    let parties = Words {
        party: true,
        ..words
    };
    choices.push(over(Over::Parties, body(parties)));
    proptest::strategy::Union::new(choices).boxed()
}

fn share(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    let filter = Words {
        component: true,
        ..words
    };
    share_of(words, expression(filter, depth))
}

fn share_of(words: Words, filter: BoxedStrategy<Expression>) -> BoxedStrategy<Expression> {
    (
        select(vec![Measure::Value, Measure::Mass]),
        select(words.wholes()),
        filter,
        select(Comparison::ALL.to_vec()),
        select(vec!["0.1", "10", "50"]),
    )
        .prop_map(
            |(measure, whole, filter, comparison, threshold)| Expression::Share {
                measure,
                whole,
                filter: Box::new(filter),
                comparison,
                threshold: threshold.parse().expect("a decimal"),
            },
        )
        .boxed()
}

fn text(words: &str) -> Text {
    Text::english(words)
}

fn cites() -> Vec<Cite> {
    vec![Cite {
        instrument: "instrument".to_owned(),
        anchor: None,
        words: None,
    }]
}

fn jurisdiction(index: usize, reach: Expression) -> Jurisdiction {
    Jurisdiction {
        code: format!("J{index}"),
        name: text("A jurisdiction"),
        authorities: vec![("ministry".to_owned(), text("The ministry"))],
        verified_through: None,
        reach,
        cites: Vec::new(),
        sources: Vec::new(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

fn recorded() -> impl Strategy<Value = Option<Day>> {
    option::weighted(0.1, any_day())
}

fn instrument() -> impl Strategy<Value = Instrument> {
    let issued = option::weighted(0.3, any_day());
    (issued, recorded(), option::weighted(0.9, in_force())).prop_map(
        |(issued, recorded, in_force)| Instrument {
            name: String::new(),
            title: text("An instrument"),
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
        },
    )
}

fn entry() -> impl Strategy<Value = Entry> {
    (
        expression(Words::ENTRY, 2),
        option::weighted(0.2, in_force()),
        recorded(),
    )
        .prop_map(|(condition, in_force, recorded)| Entry {
            code: String::new(),
            title: text("An entry"),
            instrument: InstrumentId::at(0),
            lists: Vec::new(),
            recorded,
            cites: cites(),
            hs: Vec::new(),
            in_force,
            confidence: None,
            condition,
            notes: Vec::new(),
            place: Place::default(),
        })
}

fn reading() -> impl Strategy<Value = Reading> {
    let alternative = (option::weighted(0.8, span()), 0..6_u8, recorded()).prop_map(
        |(span, presumed, recorded)| Alternative {
            name: String::new(),
            presumed: presumed == 0,
            why: text("a reason"),
            recorded,
            span,
        },
    );
    vec(alternative, 2..4).prop_map(|mut alternatives| {
        for (place, alternative) in alternatives.iter_mut().enumerate() {
            alternative.name = format!("alternative-{place}");
        }
        Reading {
            name: String::new(),
            instrument: InstrumentId::at(0),
            cites: cites(),
            question: text("How is it to be read?"),
            confidence: None,
            alternatives,
            notes: Vec::new(),
            place: Place::default(),
        }
    })
}

/// What a provision is to be, before it is known which others stand before it.
#[derive(Debug, Clone)]
struct Sketch {
    kind: u8,
    prohibits: bool,
    targets: Vec<usize>,
    over: bool,
    instrument: usize,
    in_force: Option<InForce>,
    recorded: Option<Day>,
    condition: Expression,
}

fn sketch() -> impl Strategy<Value = Sketch> {
    (
        0..14_u8,
        proptest::bool::weighted(0.3),
        vec(any::<usize>(), 1..3),
        proptest::bool::weighted(0.2),
        0..INSTRUMENTS,
        option::weighted(0.4, in_force()),
        recorded(),
        expression(Words::RULE, 3),
    )
        .prop_map(
            |(kind, prohibits, targets, over, instrument, in_force, recorded, condition)| Sketch {
                kind,
                prohibits,
                targets,
                over,
                instrument,
                in_force,
                recorded,
                condition,
            },
        )
}

/// The provision at a place: what it takes away from, or goes before, stands before it, so there are no circles.
fn provision(place: usize, sketch: Sketch, before: &[Provision]) -> Provision {
    let targets: Vec<ProvisionId> = if before.is_empty() {
        Vec::new()
    } else {
        let places: BTreeSet<usize> = sketch
            .targets
            .iter()
            .map(|target| target % before.len())
            .collect();
        places.into_iter().map(ProvisionId::at).collect()
    };
    let worst = || {
        if sketch.prohibits {
            Effect::Prohibited
        } else {
            Effect::Licence("ministry".to_owned())
        }
    };
    let rules = || {
        targets
            .iter()
            .copied()
            .filter(|id| matches!(before[id.index()].kind, ProvisionKind::Rule { .. }))
            .collect()
    };
    let (kind, effect) = match sketch.kind {
        0..=1 if !targets.is_empty() => (
            ProvisionKind::Exception {
                from: targets.clone(),
            },
            Effect::Exempt,
        ),
        2..=3 if !targets.is_empty() => (
            ProvisionKind::Exception {
                from: targets.clone(),
            },
            Effect::Authorised(Text::english("general licence")),
        ),
        4 => (
            ProvisionKind::Gap {
                question: text("What does it say?"),
            },
            Effect::May(Box::new(worst())),
        ),
        5 if !targets.is_empty() => (
            ProvisionKind::Policy { of: rules() },
            Effect::Review(Review::CaseByCase),
        ),
        6 => (ProvisionKind::Rule { over: rules() }, Effect::Permitted),
        _ => {
            let over = if sketch.over { rules() } else { Vec::new() };
            (ProvisionKind::Rule { over }, worst())
        }
    };
    Provision {
        name: format!("provision-{place}"),
        title: None,
        instrument: InstrumentId::at(sketch.instrument),
        kind,
        cites: cites(),
        in_force: sketch.in_force,
        recorded: sketch.recorded,
        confidence: None,
        effect,
        condition: sketch.condition,
        then: Vec::new(),
        notes: Vec::new(),
        place: Place::default(),
    }
}

/// Which instrument, provision or entry a suspension or commencement names.
#[derive(Debug, Clone)]
struct Named {
    what: u8,
    which: usize,
    recorded: Option<Day>,
}

fn named() -> impl Strategy<Value = Named> {
    (0..4_u8, any::<usize>(), recorded()).prop_map(|(what, which, recorded)| Named {
        what,
        which,
        recorded,
    })
}

impl Named {
    fn all(&self, provisions: usize) -> (Vec<InstrumentId>, Vec<ProvisionId>, Vec<EntryId>) {
        match self.what {
            0 | 1 => (
                vec![InstrumentId::at(self.which % INSTRUMENTS)],
                Vec::new(),
                Vec::new(),
            ),
            2 => (
                Vec::new(),
                vec![ProvisionId::at(self.which % provisions)],
                Vec::new(),
            ),
            _ => (
                Vec::new(),
                Vec::new(),
                vec![EntryId::at(self.which % ENTRIES)],
            ),
        }
    }
}

/// The same rulebook, except that everything is in force and each provision asks much of many facts at once, and more
/// than one thing of each.
pub(crate) fn wide_rulebook() -> impl Strategy<Value = Rulebook> {
    let negated = (atom(Words::RULE), any::<bool>()).prop_map(|(atom, negated)| {
        if negated {
            Expression::Not(Box::new(atom))
        } else {
            atom
        }
    });
    let wide = vec(vec(negated, 2..5), 3..6).prop_map(|ways| {
        let ways = ways
            .into_iter()
            .map(|way| Expression::group(GroupKind::All, way));
        Expression::group(GroupKind::Any, ways.collect())
    });
    always((rulebook(), vec(wide, 6)))
}

/// The same rulebook, except that everything is in force and each provision asks about members within members.
pub(crate) fn nested_rulebook() -> impl Strategy<Value = Rulebook> {
    always((rulebook(), vec(nested(Words::RULE, 2), 6)))
}

/// The same rulebook with other conditions, and with everything in force.
fn always(
    rulebook: impl Strategy<Value = (Rulebook, Vec<Expression>)>,
) -> impl Strategy<Value = Rulebook> {
    rulebook.prop_map(|(mut rulebook, conditions)| {
        rulebook.suspensions.clear();
        rulebook.commencements.clear();
        for instrument in &mut rulebook.instruments {
            instrument.issued = None;
            instrument.recorded = None;
            instrument.in_force = Some(InForce::Span(Span::ALWAYS));
        }
        for (provision, condition) in rulebook.provisions.iter_mut().zip(conditions) {
            provision.in_force = None;
            provision.recorded = None;
            provision.condition = condition;
        }
        rulebook
    })
}

/// A random rulebook.
pub(crate) fn rulebook() -> impl Strategy<Value = Rulebook> {
    let reach = || {
        prop_oneof![
            2 => Just(Expression::Constant(true)),
            1 => expression(Words::DEFINE, 1),
        ]
    };
    (
        vec(reach(), 1..3),
        vec((instrument(), any::<usize>()), INSTRUMENTS),
        vec((entry(), 0..INSTRUMENTS), ENTRIES),
        vec(expression(Words::DEFINE, 2), DEFINES),
        vec(reading(), READINGS),
        vec(sketch(), 1..7),
        vec((in_force(), named()), 0..2),
        vec((any_day(), named()), 0..2),
    )
        .prop_map(
            |(reaches, instruments, entries, defines, readings, sketches, suspensions, begun)| {
                let jurisdictions: Vec<Jurisdiction> = reaches
                    .into_iter()
                    .enumerate()
                    .map(|(index, reach)| jurisdiction(index, reach))
                    .collect();
                let count = jurisdictions.len();
                let instruments = instruments
                    .into_iter()
                    .enumerate()
                    .map(|(index, (instrument, whose))| Instrument {
                        name: format!("instrument-{index}"),
                        jurisdiction: JurisdictionId::at(whose % count),
                        ..instrument
                    })
                    .collect();
                let entries: Vec<Entry> = entries
                    .into_iter()
                    .enumerate()
                    .map(|(index, (entry, instrument))| Entry {
                        code: format!("E{index}"),
                        instrument: InstrumentId::at(instrument),
                        lists: vec![ListId::at(index % LISTS)],
                        ..entry
                    })
                    .collect();
                let mut provisions: Vec<Provision> = Vec::new();
                for (place, sketch) in sketches.into_iter().enumerate() {
                    let next = provision(place, sketch, &provisions);
                    provisions.push(next);
                }
                let suspensions = suspensions
                    .into_iter()
                    .map(|(in_force, named)| {
                        let (instruments, of_provisions, entries) = named.all(provisions.len());
                        Suspension {
                            instrument: InstrumentId::at(0),
                            instruments,
                            provisions: of_provisions,
                            entries,
                            cites: cites(),
                            recorded: named.recorded,
                            in_force,
                            confidence: None,
                            notes: Vec::new(),
                            place: Place::default(),
                        }
                    })
                    .collect();
                let commencements = begun
                    .into_iter()
                    .map(|(from, named)| {
                        let (instruments, of_provisions, entries) = named.all(provisions.len());
                        Commencement {
                            instrument: InstrumentId::at(0),
                            instruments,
                            provisions: of_provisions,
                            entries,
                            cites: cites(),
                            recorded: named.recorded,
                            from,
                            confidence: None,
                            notes: Vec::new(),
                            place: Place::default(),
                        }
                    })
                    .collect();
                Rulebook {
                    vocabulary: vocabulary(),
                    jurisdictions,
                    instruments,
                    lists: lists(),
                    entries,
                    defines: defines.into_iter().enumerate().map(define).collect(),
                    tables: Vec::new(),
                    readings: readings
                        .into_iter()
                        .enumerate()
                        .map(|(index, reading)| Reading {
                            name: format!("reading-{index}"),
                            ..reading
                        })
                        .collect(),
                    provisions,
                    suspensions,
                    commencements,
                    calendars: Vec::new(),
                    conflicts: Vec::new(),
                    coverage: Vec::new(),
                    cases: Vec::new(),
                    acknowledgements: Vec::new(),
                    files: Vec::new(),
                    digest: "sha256:random".to_owned(),
                    phrases: Default::default(),
                }
            },
        )
}

fn define((index, condition): (usize, Expression)) -> Define {
    Define {
        name: format!("define-{index}"),
        title: None,
        instrument: None,
        jurisdiction: JurisdictionId::at(0),
        confidence: None,
        cites: cites(),
        condition,
        notes: Vec::new(),
        place: Place::default(),
    }
}

fn lists() -> Vec<List> {
    (0..LISTS)
        .map(|index| List {
            name: format!("list-{index}"),
            title: text("A list"),
            instrument: InstrumentId::at(0),
            entries: (0..ENTRIES)
                .filter(|entry| entry % LISTS == index)
                .map(EntryId::at)
                .collect(),
            in_force: None,
            recorded: None,
            confidence: None,
            cites: cites(),
            sources: Vec::new(),
            notes: Vec::new(),
            place: Place::default(),
        })
        .collect()
}
