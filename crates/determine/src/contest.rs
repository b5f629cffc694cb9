//! Quarrels: contested facts and readings, and whether they change the answer.

use std::collections::BTreeSet;

use exeat_facts::{
    Candidate, Case, Fact, FactId, FactSet, ItemIndex, Stance, Statement, Vocabulary,
};
use exeat_law::frozen::{Columns, FrozenLaw};
use exeat_law::judge::judge;
use exeat_law::kleene::{Assumptions, Evaluator, Memory};
use exeat_law::model::ReadingId;
use exeat_law::symbolic::Variable;
use exeat_law::verdicts::Possible;
use exeat_law::words::{self, value_text};
use exeat_law::world::{Bindings, Place};

use crate::bearing::Bearing;
use crate::case_world::CaseWorld;
use crate::outcome::{ContestShown, Evidence, PresumedShown, SideShown, Verdict};
use crate::questions::Namer;

/// The quarrels of a line under one jurisdiction.
pub(crate) struct Quarrels<'q> {
    pub(crate) law: &'q FrozenLaw,
    pub(crate) case: &'q Case,
    pub(crate) columns: &'q Columns,
    pub(crate) assumptions: &'q Assumptions,
    /// The line's item.
    pub(crate) item: usize,
    /// The verdicts that remain possible with all quarrels open.
    pub(crate) possible: &'q [Verdict],
    /// Whether the open questions combine in too many ways to tell what each of them changes.
    pub(crate) too_many: bool,
}

impl Quarrels<'_> {
    fn vocabulary(&self) -> &'static Vocabulary {
        self.law.rulebook().vocabulary
    }

    fn bindings(&self) -> Bindings {
        Bindings::of_item(self.item)
    }

    /// What remains possible in a world under some assumptions.
    fn judged(
        &self,
        world: &CaseWorld<'_>,
        assumptions: &Assumptions,
        memory: &mut Memory,
    ) -> Vec<Verdict> {
        let room = std::mem::take(memory);
        let mut evaluator = Evaluator::with_memory(self.law, world, assumptions, room);
        let judgement = judge(&mut evaluator, self.columns, &self.bindings());
        *memory = evaluator.into_memory();
        judgement.possible
    }

    /// Contested facts and readings, with what each side would lead to.
    pub(crate) fn contested(&self) -> Vec<ContestShown> {
        let facts = contested_facts(self.case, self.item);
        let readings = self.contested_readings();
        if facts.is_empty() && readings.is_empty() {
            return Vec::new();
        }
        let namer = Namer {
            law: self.law,
            case: self.case,
            line_item: self.item,
        };
        let world = CaseWorld::new(self.case, self.vocabulary());
        // Once the answer is settled no quarrel changes it.
        let bearing = if answer(self.possible).len() > 1 {
            self.bearing(&mut Evaluator::new(self.law, &world, self.assumptions))
        } else {
            Bearing::default()
        };
        let mut memory = Memory::default();
        let mut shown = Vec::with_capacity(facts.len() + readings.len());
        for (place, fact, candidates) in facts {
            let side = |candidate: &Candidate| {
                let world = world.settled(place, fact, candidate.value.clone());
                let gives = self.judged(&world, self.assumptions, &mut memory);
                self.side(candidate, gives)
            };
            let sides: Vec<SideShown> = candidates.iter().map(side).collect();
            let matters = differ(&sides, self.possible) || bearing.on_fact(place, fact);
            let mut question = namer.question(&Variable::Fact(place, fact));
            question.contested = true;
            shown.push(ContestShown {
                question,
                matters,
                sides,
            });
        }
        for reading in readings {
            let alternatives = &self.law.rulebook().reading(reading).alternatives;
            let sides: Vec<SideShown> = alternatives
                .iter()
                .enumerate()
                .filter(|&(index, _)| self.assumptions.open(reading)[index])
                .map(|(index, alternative)| {
                    let mask = (0..alternatives.len()).map(|one| one == index).collect();
                    let assumed = self.assumptions.with(reading, mask);
                    SideShown {
                        is: alternative.name.clone(),
                        why: Some(alternative.why.clone()),
                        gives: self.judged(&world, &assumed, &mut memory),
                        statements: Vec::new(),
                        origins: 0,
                    }
                })
                .collect();
            let matters = differ(&sides, self.possible) || bearing.on_reading(reading);
            shown.push(ContestShown {
                question: namer.question(&Variable::Reading(reading)),
                matters,
                sides,
            });
        }
        shown
    }

    /// Contested facts where the law does not reach the transaction whichever side is right.
    pub(crate) fn beyond_reach(&self) -> Vec<ContestShown> {
        let namer = Namer {
            law: self.law,
            case: self.case,
            line_item: self.item,
        };
        contested_facts(self.case, self.item)
            .into_iter()
            .map(|(place, fact, candidates)| {
                let side = |one: &Candidate| self.side(one, self.possible.to_vec());
                let mut question = namer.question(&Variable::Fact(place, fact));
                question.contested = true;
                ContestShown {
                    question,
                    matters: false,
                    sides: candidates.iter().map(side).collect(),
                }
            })
            .collect()
    }

    fn side(&self, candidate: &Candidate, gives: Vec<Verdict>) -> SideShown {
        SideShown {
            is: value_text(self.vocabulary(), &candidate.value),
            why: None,
            gives,
            statements: candidate
                .statements
                .iter()
                .map(|one| evidence(self.case, one))
                .collect(),
            origins: origins(self.case, candidate),
        }
    }

    /// The presumptions that the verdict rests on: those whose other readings would change it.
    pub(crate) fn presumed(&self) -> Vec<PresumedShown> {
        let world = CaseWorld::new(self.case, self.vocabulary());
        let mut memory = Memory::default();
        let mut shown = Vec::new();
        for &id in self.law.readings_asked(self.columns.jurisdiction) {
            let reading = self.law.rulebook().reading(id);
            let known = self.law.known_alternatives(id);
            let presumed = reading
                .alternatives
                .iter()
                .zip(known)
                .find(|&(one, &known)| one.presumed && known);
            let Some((alternative, _)) = presumed else {
                continue;
            };
            let others: Vec<bool> = known
                .iter()
                .zip(&reading.alternatives)
                .map(|(&known, one)| known && !one.presumed)
                .collect();
            if !others.contains(&true) {
                continue;
            }
            let assumed = self.assumptions.with(id, others);
            let otherwise = self.judged(&world, &assumed, &mut memory);
            if answer(&otherwise) != answer(self.possible) || self.turns_on(&world, id) {
                shown.push(PresumedShown {
                    reading: reading.name.clone(),
                    question: reading.question.clone(),
                    presumed: alternative.name.clone(),
                    why: alternative.why.clone(),
                    otherwise,
                    cites: reading.cites.iter().map(words::cite).collect(),
                });
            }
        }
        shown
    }

    /// Whether an answer that is open either way may still turn on a presumption.
    fn turns_on(&self, world: &CaseWorld<'_>, reading: ReadingId) -> bool {
        if answer(self.possible).len() < 2 {
            return false;
        }
        let known = self.law.known_alternatives(reading).to_vec();
        let open = self.assumptions.with(reading, known);
        let mut evaluator = Evaluator::new(self.law, world, &open);
        self.bearing(&mut evaluator).on_reading(reading)
    }

    /// What an answer that is open may turn on.
    fn bearing(&self, evaluator: &mut Evaluator<'_, CaseWorld<'_>>) -> Bearing {
        if self.too_many {
            Bearing::on_all_that_is_asked(evaluator, self.columns, &self.bindings())
        } else {
            Bearing::of(evaluator, self.columns, &self.bindings())
        }
    }

    /// Readings with more than one open alternative on which the jurisdiction's answer may depend.
    fn contested_readings(&self) -> Vec<ReadingId> {
        let open = |id: ReadingId| self.assumptions.open(id).iter().filter(|&&open| open);
        self.law
            .readings_asked(self.columns.jurisdiction)
            .iter()
            .copied()
            .filter(|&id| open(id).count() > 1)
            .collect()
    }
}

/// Whether the sides lead to different answers.
fn differ(sides: &[SideShown], possible: &[Verdict]) -> bool {
    let whole = answer(possible);
    sides.iter().any(|side| answer(&side.gives) != whole)
}

/// What may come out, "not reached" and "no licence required" being one.
fn answer(possible: &[Verdict]) -> Possible {
    Possible::of(possible).with_one_free()
}

/// Contested facts that bear on a line: of the transaction, its end use, its parties, its item and what is inside it.
fn contested_facts<'c>(case: &'c Case, item: usize) -> Vec<(Place, FactId, &'c [Candidate])> {
    let mut found = Vec::new();
    let mut add = |place: Place, facts: &'c FactSet| {
        for (id, fact) in facts.iter() {
            if let Fact::Contested(candidates) = fact {
                found.push((place, id, candidates.as_slice()));
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
