//! Quarrels: contested facts and readings, and whether they change the answer.

use std::collections::BTreeSet;

use exeat_facts::{Candidate, Case, Fact, FactId, ItemIndex, Stance, Statement, Value};
use exeat_law::frozen::{Columns, FrozenLaw, GraphNode, NodeIndex};
use exeat_law::kleene::{Assumptions, Evaluator};
use exeat_law::model::ReadingId;
use exeat_law::symbolic::Variable;
use exeat_law::words::{self, value_text};
use exeat_law::world::{Bindings, Place};

use crate::bearing::Bearing;
use crate::case_world::CaseWorld;
use crate::judge::{self, judge};
use crate::outcome::{ContestShown, Evidence, PresumedShown, SideShown, Verdict};
use crate::questions::Namer;

/// The quarrels of a line under one jurisdiction.
pub(crate) fn contested(
    law: &FrozenLaw,
    case: &Case,
    columns: &Columns,
    assumptions: &Assumptions,
    item: usize,
    possible: &[Verdict],
) -> Vec<ContestShown> {
    let namer = Namer {
        law,
        case,
        line_item: item,
    };
    let world = CaseWorld::new(case, namer.vocabulary());
    let mut whole = Evaluator::new(law, &world, assumptions);
    // Once the answer is settled no quarrel changes it.
    let bearing = if answer(possible).len() > 1 {
        Bearing::of(&mut whole, columns, &Bindings::of_item(item))
    } else {
        Bearing::default()
    };
    let mut shown = Vec::new();
    for (place, fact, candidates) in contested_facts(case, item) {
        let variable = Variable::Fact(place, fact);
        let sides: Vec<SideShown> = candidates
            .iter()
            .map(|candidate| {
                let settled = settle(case, place, fact, &candidate.value);
                let world = CaseWorld::new(&settled, namer.vocabulary());
                let mut evaluator = Evaluator::new(law, &world, assumptions);
                let judgement = judge(&mut evaluator, columns, &Bindings::of_item(item));
                SideShown {
                    is: value_text(namer.vocabulary(), &candidate.value),
                    why: None,
                    gives: judgement.possible,
                    statements: candidate
                        .statements
                        .iter()
                        .map(|one| evidence(case, one))
                        .collect(),
                    origins: origins(case, candidate),
                }
            })
            .collect();
        let matters = differ(&sides, possible) || bearing.on_fact(place, fact);
        let mut question = namer.question(&variable);
        question.contested = true;
        shown.push(ContestShown {
            question,
            matters,
            sides,
        });
    }
    for reading in contested_readings(law, columns, assumptions) {
        let alternatives = &law.rulebook().reading(reading).alternatives;
        let sides: Vec<SideShown> = alternatives
            .iter()
            .enumerate()
            .filter(|&(index, _)| assumptions.open(reading)[index])
            .map(|(index, alternative)| {
                let mask = (0..alternatives.len()).map(|one| one == index).collect();
                let assumed = assumptions.with(reading, mask);
                let world = CaseWorld::new(case, namer.vocabulary());
                let mut evaluator = Evaluator::new(law, &world, &assumed);
                let judgement = judge(&mut evaluator, columns, &Bindings::of_item(item));
                SideShown {
                    is: alternative.name.clone(),
                    why: Some(alternative.why.clone()),
                    gives: judgement.possible,
                    statements: Vec::new(),
                    origins: 0,
                }
            })
            .collect();
        let matters = differ(&sides, possible) || bearing.on_reading(reading);
        shown.push(ContestShown {
            question: namer.question(&Variable::Reading(reading)),
            matters,
            sides,
        });
    }
    shown
}

/// Whether the sides lead to different answers.
fn differ(sides: &[SideShown], possible: &[Verdict]) -> bool {
    let whole = answer(possible);
    sides.iter().any(|side| answer(&side.gives) != whole)
}

/// What may come out, "not reached" and "no licence required" being one.
fn answer(possible: &[Verdict]) -> BTreeSet<Verdict> {
    possible
        .iter()
        .map(|verdict| {
            if verdict.is_free() {
                Verdict::NoLicenceRequired
            } else {
                *verdict
            }
        })
        .collect()
}

/// The presumptions that the verdict rests on: those whose other readings would change it.
pub(crate) fn presumed(
    law: &FrozenLaw,
    case: &Case,
    columns: &Columns,
    assumptions: &Assumptions,
    item: usize,
    possible: &[Verdict],
) -> Vec<PresumedShown> {
    let vocabulary = law.rulebook().vocabulary;
    let mut shown = Vec::new();
    for (index, reading) in law.rulebook().readings.iter().enumerate() {
        let id = ReadingId::at(index);
        let known = law.known_alternatives(id);
        let presumed = reading
            .alternatives
            .iter()
            .enumerate()
            .find(|&(position, one)| one.presumed && known[position]);
        let Some((_, alternative)) = presumed else {
            continue;
        };
        let others: Vec<bool> = known
            .iter()
            .enumerate()
            .map(|(one, &known)| known && !reading.alternatives[one].presumed)
            .collect();
        if !others.contains(&true) || !mentions(law, columns, id) {
            continue;
        }
        let assumed = assumptions.with(id, others);
        let world = CaseWorld::new(case, vocabulary);
        let mut evaluator = Evaluator::new(law, &world, &assumed);
        let otherwise = judge(&mut evaluator, columns, &Bindings::of_item(item));
        let differs = answer(&otherwise.possible) != answer(possible);
        if differs || turns_on(law, &world, columns, assumptions, item, id, possible) {
            shown.push(PresumedShown {
                reading: reading.name.clone(),
                question: reading.question.clone(),
                presumed: alternative.name.clone(),
                why: alternative.why.clone(),
                otherwise: otherwise.possible,
                cites: reading.cites.iter().map(words::cite).collect(),
            });
        }
    }
    shown
}

/// Whether an answer that is open either way may still turn on a presumption.
fn turns_on(
    law: &FrozenLaw,
    world: &CaseWorld<'_>,
    columns: &Columns,
    assumptions: &Assumptions,
    item: usize,
    reading: ReadingId,
    possible: &[Verdict],
) -> bool {
    if answer(possible).len() < 2 {
        return false;
    }
    let open = assumptions.with(reading, law.known_alternatives(reading).to_vec());
    let mut evaluator = Evaluator::new(law, world, &open);
    Bearing::of(&mut evaluator, columns, &Bindings::of_item(item)).on_reading(reading)
}

/// Contested facts that bear on a line: of the transaction, its end use, its parties, its item and what is inside it.
fn contested_facts(case: &Case, item: usize) -> Vec<(Place, FactId, Vec<Candidate>)> {
    let mut found = Vec::new();
    let mut add = |place: Place, facts: &exeat_facts::FactSet| {
        for (id, fact) in facts.iter() {
            if let Fact::Contested(candidates) = fact {
                found.push((place, id, candidates.clone()));
            }
        }
    };
    add(Place::Shipment, &case.shipment);
    add(Place::EndUse, &case.end_use);
    for (index, party) in case.parties.iter().enumerate() {
        add(Place::Party(index), &party.facts);
    }
    let mut seen = BTreeSet::new();
    let mut stack = vec![item];
    while let Some(index) = stack.pop() {
        let Some(one) = case.item(ItemIndex(index)).filter(|_| seen.insert(index)) else {
            continue;
        };
        add(Place::Item(index), &one.facts);
        stack.extend(one.components.iter().map(|component| component.item.0));
    }
    found
}

fn settle(case: &Case, place: Place, fact: FactId, value: &Value) -> Case {
    let mut settled = case.clone();
    let known = Fact::known(value.clone());
    match place {
        Place::Shipment => settled.shipment.set(fact, known),
        Place::EndUse => settled.end_use.set(fact, known),
        Place::Party(index) => {
            if let Some(party) = settled.parties.get_mut(index) {
                party.facts.set(fact, known);
            }
        }
        Place::Item(index) => {
            if let Some(item) = settled.items.get_mut(index) {
                item.facts.set(fact, known);
            }
        }
        Place::Role(_) => {}
    }
    settled
}

/// Readings with more than one open alternative that occur in the jurisdiction's columns.
fn contested_readings(
    law: &FrozenLaw,
    columns: &Columns,
    assumptions: &Assumptions,
) -> Vec<ReadingId> {
    (0..law.rulebook().readings.len())
        .map(ReadingId::at)
        .filter(|&id| assumptions.open(id).iter().filter(|&&open| open).count() > 1)
        .filter(|&id| mentions(law, columns, id))
        .collect()
}

/// Whether a jurisdiction's columns depend on a reading.
fn mentions(law: &FrozenLaw, columns: &Columns, reading: ReadingId) -> bool {
    let graph = law.graph();
    let mut seen = BTreeSet::new();
    let mut stack: Vec<NodeIndex> = judge::in_order(columns)
        .into_iter()
        .map(|(node, _)| node)
        .collect();
    while let Some(index) = stack.pop() {
        if !seen.insert(index) {
            continue;
        }
        match graph.node(index) {
            GraphNode::Reading(id, _) if *id == reading => return true,
            GraphNode::Not(part)
            | GraphNode::Rebind(_, part)
            | GraphNode::Quantified(_, _, part)
            | GraphNode::Share { filter: part, .. } => stack.push(*part),
            GraphNode::All(parts) | GraphNode::Any(parts) => stack.extend(parts.iter().copied()),
            GraphNode::Constant(_)
            | GraphNode::Atom(_)
            | GraphNode::Reading(..)
            | GraphNode::Open(_) => {}
        }
    }
    false
}

/// A statement as a determination shows it.
pub(crate) fn evidence(case: &Case, statement: &Statement) -> Evidence {
    let source = case.sources.get(statement.source.0);
    Evidence {
        source: source.map(|one| one.id.clone()).unwrap_or_default(),
        stance: statement.stance.name().to_owned(),
        speaker: statement.speaker.clone(),
        origin: source.and_then(|one| one.origin.clone()),
        note: statement.note.clone(),
    }
}

/// How many independent origins assert a candidate: outlets that repeat one briefing count once.
fn origins(case: &Case, candidate: &Candidate) -> usize {
    candidate
        .statements
        .iter()
        .filter(|statement| statement.stance == Stance::Asserts)
        .filter_map(|statement| case.sources.get(statement.source.0))
        .map(exeat_facts::Source::first_origin)
        .collect::<BTreeSet<_>>()
        .len()
}
