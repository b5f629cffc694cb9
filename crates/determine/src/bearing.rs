//! What a verdict that is still open may yet turn on.

use std::collections::BTreeSet;

use exeat_facts::{FactId, Scope};
use exeat_law::diagram::{Node, TooLarge};
use exeat_law::frozen::{Columns, NodeIndex};
use exeat_law::judge;
use exeat_law::kleene::Evaluator;
use exeat_law::model::{Measure, ReadingId};
use exeat_law::symbolic::{Symbolic, Variable};
use exeat_law::world::{Bindings, Place, World};

use crate::case_world::CaseWorld;
use crate::outcome::Verdict;

/// How deep shares within shares are followed.
const DEPTH_MAX: usize = 8;

/// The facts and readings on which an open verdict may turn, in itself or by way of a share or of what nobody listed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bearing {
    facts: BTreeSet<(Place, FactId)>,
    readings: BTreeSet<ReadingId>,
    /// Shares within shares were too many to follow.
    all: bool,
}

impl Bearing {
    /// What bears on whether something may leave: that the law does not reach it and that it asks for nothing are one
    /// answer.
    pub(crate) fn of(
        evaluator: &mut Evaluator<'_, CaseWorld<'_>>,
        columns: &Columns,
        bindings: &Bindings,
    ) -> Self {
        let mut bearing = Self::default();
        if let Err(TooLarge { .. }) = bearing.collect(evaluator, columns, bindings) {
            return Self::on_all_that_is_asked(evaluator, columns, bindings);
        }
        bearing
    }

    /// Where it cannot be told what it turns on: it may be anything that the law asks and that is open, and nothing else.
    pub(crate) fn on_all_that_is_asked(
        evaluator: &mut Evaluator<'_, CaseWorld<'_>>,
        columns: &Columns,
        bindings: &Bindings,
    ) -> Self {
        let mut bearing = Self::default();
        let vocabulary = evaluator.law().rulebook().vocabulary;
        for variable in variables(evaluator, &judge::roots(columns, bindings)) {
            if let Variable::Share(share) = &variable {
                // How much the whole is changes in what its parts are reckoned.
                let path = match share.measure {
                    Measure::Value => "value",
                    Measure::Mass => "mass",
                };
                let amount = vocabulary.find(Scope::Item, path);
                let amount = amount.map(|fact| (Place::Item(share.whole), fact));
                bearing.facts.extend(amount);
            }
            bearing.add(evaluator, &variable, 0);
        }
        bearing
    }

    /// Whether it may turn on this fact.
    pub(crate) fn on_fact(&self, place: Place, fact: FactId) -> bool {
        self.all || self.facts.contains(&(place, fact))
    }

    /// Whether it may turn on this reading.
    pub(crate) fn on_reading(&self, reading: ReadingId) -> bool {
        self.all || self.readings.contains(&reading)
    }

    fn collect(
        &mut self,
        evaluator: &mut Evaluator<'_, CaseWorld<'_>>,
        columns: &Columns,
        bindings: &Bindings,
    ) -> Result<(), TooLarge> {
        let mut symbolic = Symbolic::new(evaluator, &judge::roots(columns, bindings));
        let verdicts = judge::diagram(&mut symbolic, columns, bindings)?;
        let answers = one_free(&mut symbolic, verdicts)?;
        let support = symbolic.diagram().support(answers);
        let variables: Vec<Variable> = support
            .into_iter()
            .map(|position| symbolic.questions()[position].variable.clone())
            .collect();
        drop(symbolic);
        for variable in variables {
            self.add(evaluator, &variable, 0);
        }
        Ok(())
    }

    fn add(
        &mut self,
        evaluator: &mut Evaluator<'_, CaseWorld<'_>>,
        variable: &Variable,
        depth: usize,
    ) {
        match variable {
            Variable::Fact(place, fact)
            | Variable::Member(place, fact, _)
            | Variable::Amount(place, fact, _)
            | Variable::Silent(place, fact, _) => {
                self.facts.insert((*place, *fact));
            }
            Variable::Reading(reading) => {
                self.readings.insert(*reading);
            }
            Variable::Open(_) => {}
            // Whether a component counts may be contested, and so may be how much of it there is, which is no fact of
            // its own.
            Variable::Share(share) => {
                let (inside, _) = evaluator.world().inside(share.whole);
                for component in inside {
                    let bindings = Bindings {
                        component: Some(component),
                        ..share.seen_from
                    };
                    self.behind(evaluator, share.filter, &bindings, depth);
                }
            }
            Variable::Undisclosed(condition, unlisted, _) => {
                self.behind(evaluator, *condition, &unlisted.seen_from, depth);
            }
        }
    }

    /// What a condition that stands behind an open question asks.
    fn behind(
        &mut self,
        evaluator: &mut Evaluator<'_, CaseWorld<'_>>,
        condition: NodeIndex,
        bindings: &Bindings,
        depth: usize,
    ) {
        if depth >= DEPTH_MAX {
            self.all = true;
            return;
        }
        for variable in variables(evaluator, &[(condition, *bindings)]) {
            self.add(evaluator, &variable, depth + 1);
        }
    }
}

/// What is open of these conditions.
fn variables<W: World>(
    evaluator: &mut Evaluator<'_, W>,
    roots: &[(NodeIndex, Bindings)],
) -> Vec<Variable> {
    let symbolic = Symbolic::new(evaluator, roots);
    let questions = symbolic.questions().iter();
    questions
        .map(|question| question.variable.clone())
        .collect()
}

/// The diagram of verdicts in which "not reached" and "no licence required" are one.
pub(crate) fn one_free<W: World>(
    symbolic: &mut Symbolic<'_, '_, W>,
    verdicts: Node,
) -> Result<Node, TooLarge> {
    let unreached = symbolic
        .diagram()
        .ends_in(verdicts, Verdict::NotReached.terminal())?;
    let free = Node::terminal(Verdict::NoLicenceRequired.terminal());
    symbolic.diagram().choose(unreached, free, verdicts)
}
