//! Random rulebooks, put together directly, without their text.

mod condition;
mod declaration;

use exeat_law::model::{
    Commencement, Define, Entry, EntryId, Expression, GroupKind, InForce, Instrument, InstrumentId,
    Jurisdiction, JurisdictionId, List, ListId, Place, Provision, Reading, Rulebook, Suspension,
};
use exeat_value::Span;
use proptest::collection::vec;
use proptest::prelude::*;

use super::any_day;
use super::vocabulary::vocabulary;
use condition::{Words, atom, expression, in_force, nested};
use declaration::{
    cites, entry, instrument, jurisdiction, named, provision, reading, sketch, text,
};

const READINGS: usize = 3;
const ENTRIES: usize = 4;
const LISTS: usize = 2;
const DEFINES: usize = 2;
const INSTRUMENTS: usize = 3;

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
