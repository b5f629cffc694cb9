//! Random declarations: instruments, entries, readings and provisions.

use exeat_law::model::{
    Alternative, Cite, Effect, Entry, EntryId, Expression, InForce, Instrument, InstrumentId,
    Jurisdiction, JurisdictionId, Place, Provision, ProvisionId, ProvisionKind, Reading, Review,
    Text,
};
use exeat_value::Day;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;

use super::super::any_day;
use super::condition::{Words, expression, in_force, span};
use super::{ENTRIES, INSTRUMENTS};

pub(in super::super) fn text(words: &str) -> Text {
    Text::english(words)
}

pub(in super::super) fn cites() -> Vec<Cite> {
    vec![Cite {
        instrument: "instrument".to_owned(),
        anchor: None,
        words: None,
    }]
}

pub(in super::super) fn jurisdiction(index: usize, reach: Expression) -> Jurisdiction {
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

pub(in super::super) fn recorded() -> impl Strategy<Value = Option<Day>> {
    option::weighted(0.1, any_day())
}

pub(in super::super) fn instrument() -> impl Strategy<Value = Instrument> {
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

pub(in super::super) fn entry() -> impl Strategy<Value = Entry> {
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

pub(in super::super) fn reading() -> impl Strategy<Value = Reading> {
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
pub(in super::super) struct Sketch {
    pub(in super::super) kind: u8,
    pub(in super::super) prohibits: bool,
    pub(in super::super) targets: Vec<usize>,
    pub(in super::super) over: bool,
    pub(in super::super) instrument: usize,
    pub(in super::super) in_force: Option<InForce>,
    pub(in super::super) recorded: Option<Day>,
    pub(in super::super) condition: Expression,
}

pub(in super::super) fn sketch() -> impl Strategy<Value = Sketch> {
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
pub(in super::super) fn provision(place: usize, sketch: Sketch, before: &[Provision]) -> Provision {
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
pub(in super::super) struct Named {
    pub(in super::super) what: u8,
    pub(in super::super) which: usize,
    pub(in super::super) recorded: Option<Day>,
}

pub(in super::super) fn named() -> impl Strategy<Value = Named> {
    (0..4_u8, any::<usize>(), recorded()).prop_map(|(what, which, recorded)| Named {
        what,
        which,
        recorded,
    })
}

impl Named {
    pub(in super::super) fn all(
        &self,
        provisions: usize,
    ) -> (Vec<InstrumentId>, Vec<ProvisionId>, Vec<EntryId>) {
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
