//! What changes in the law between two days: by provision and limb, and by meaning.
//!
//! By meaning: for each provision that does something, the transactions that it catches on the later day and not on
//! the earlier one, and the contrary, as the shortest sets of facts that lead there and one witness.

use std::sync::Arc;

use exeat_value::Day;

use crate::analysis::study::{ANYTHING, answer_words};
use crate::diagram::{NO, Node, TooLarge};
use crate::frozen::{FrozenLaw, NodeIndex};
use crate::kleene::{Assumptions, Evaluator};
use crate::model::{EntryId, Expression, InForce, ProvisionId, Rulebook};
use crate::symbolic::Symbolic;
use crate::time::{TimeState, Timed, time_state};
use crate::words;
use crate::world::{Bindings, Nothing};

/// What changes between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawDiff {
    /// The earlier day.
    pub from: Day,
    /// The later day.
    pub to: Day,
    /// The day from which one looks.
    pub known_at: Day,
    /// Provisions and entries whose state in time changes.
    pub states: Vec<StateChange>,
    /// Limbs that join or leave their conditions.
    pub limbs: Vec<LimbChange>,
    /// What is caught or freed.
    pub meanings: Vec<MeaningChange>,
}

/// A provision or entry whose state in time changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateChange {
    /// Which.
    pub what: Timed,
    /// Its state on the earlier day.
    pub before: TimeState,
    /// Its state on the later day.
    pub after: TimeState,
}

/// A limb that joins or leaves its condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimbChange {
    /// The provision's name or the entry's code.
    pub of: String,
    /// The limb's label.
    pub label: Option<String>,
    /// The limb in the rulebook's form.
    pub limb: String,
    /// Whether it is part of the condition on the later day.
    pub joins: bool,
}

/// Which way a provision's reach moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// Caught on the later day only.
    NewlyCaught,
    /// Caught on the earlier day only.
    NewlyFree,
}

/// What a provision catches on one of the days only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningChange {
    /// The provision.
    pub provision: ProvisionId,
    /// Which way.
    pub movement: Movement,
    /// One transaction that shows it, as facts with their answers.
    pub witness: Vec<String>,
    /// The fewest answers that lead there, at most three sets.
    pub shortest: Vec<Vec<String>>,
    /// Whether the condition has too many combinations to say more than that it changes.
    pub too_large: bool,
}

/// How many shortest sets are shown.
const SHORTEST_MAX: usize = 3;

/// Compares the law of two days, as known on a third.
#[must_use]
pub fn diff(rulebook: &Arc<Rulebook>, from: Day, to: Day, known_at: Day) -> LawDiff {
    let before = FrozenLaw::new(Arc::clone(rulebook), from, known_at);
    let after = before.on_another_day(to, known_at);
    let mut states = Vec::new();
    let provisions =
        (0..rulebook.provisions.len()).map(|one| Timed::Provision(ProvisionId::at(one)));
    let entries = (0..rulebook.entries.len()).map(|one| Timed::Entry(EntryId::at(one)));
    for what in provisions.chain(entries) {
        let earlier = time_state(rulebook, what, from, known_at);
        let later = time_state(rulebook, what, to, known_at);
        if earlier != later {
            states.push(StateChange {
                what,
                before: earlier,
                after: later,
            });
        }
    }
    let mut meanings = Vec::new();
    for (old, new) in before.provisions().iter().zip(after.provisions()) {
        if old.effective == new.effective {
            continue;
        }
        for movement in [Movement::NewlyCaught, Movement::NewlyFree] {
            let (caught, free) = match movement {
                Movement::NewlyCaught => (new.effective, old.effective),
                Movement::NewlyFree => (old.effective, new.effective),
            };
            match meaning(&after, caught, free) {
                Ok(None) => {}
                Ok(Some((witness, shortest))) => meanings.push(MeaningChange {
                    provision: new.id,
                    movement,
                    witness,
                    shortest,
                    too_large: false,
                }),
                Err(TooLarge { .. }) => meanings.push(MeaningChange {
                    provision: new.id,
                    movement,
                    witness: Vec::new(),
                    shortest: Vec::new(),
                    too_large: true,
                }),
            }
        }
    }
    LawDiff {
        from,
        to,
        known_at,
        states,
        limbs: limbs(rulebook, &after, from, to),
        meanings,
    }
}

type Found = (Vec<String>, Vec<Vec<String>>);

/// What the first condition catches and the second does not.
fn meaning(law: &FrozenLaw, caught: NodeIndex, free: NodeIndex) -> Result<Option<Found>, TooLarge> {
    let world = Nothing::new();
    let assumptions = Assumptions::presuming(law);
    let mut evaluator = Evaluator::new(law, &world, &assumptions);
    let roots: Vec<(NodeIndex, Bindings)> = vec![(caught, ANYTHING), (free, ANYTHING)];
    let mut symbolic = Symbolic::new(&mut evaluator, &roots);
    let caught = symbolic.build(caught, &ANYTHING)?;
    let free = symbolic.build(free, &ANYTHING)?;
    let difference: Node = {
        let not_free = symbolic.diagram().not(free)?;
        symbolic.diagram().and(caught, not_free)?
    };
    if difference == NO {
        return Ok(None);
    }
    let costs = vec![1; symbolic.questions().len()];
    let implicants = symbolic
        .diagram()
        .shortest_implicants(difference, &costs, SHORTEST_MAX)?;
    let witness = symbolic
        .diagram()
        .witness(difference)
        .unwrap_or_default()
        .into_iter()
        .map(|(variable, cell)| answer_words(law, &symbolic.questions()[variable], &[cell]))
        .collect();
    let shortest = implicants
        .iter()
        .map(|implicant| {
            implicant
                .literals
                .iter()
                .map(|literal| {
                    answer_words(law, &symbolic.questions()[literal.variable], &literal.cells)
                })
                .collect()
        })
        .collect();
    Ok(Some((witness, shortest)))
}

fn limbs(rulebook: &Rulebook, law: &FrozenLaw, from: Day, to: Day) -> Vec<LimbChange> {
    let mut found = Vec::new();
    let provisions = rulebook
        .provisions
        .iter()
        .map(|one| (&one.name, &one.condition));
    let entries = rulebook
        .entries
        .iter()
        .map(|one| (&one.code, &one.condition));
    for (of, condition) in provisions.chain(entries) {
        walk(condition, &mut |limb| {
            let Some(InForce::Span(span)) = &limb.in_force else {
                return;
            };
            let (before, after) = (span.contains(from), span.contains(to));
            if before != after {
                found.push(LimbChange {
                    of: of.clone(),
                    label: limb.label.clone(),
                    limb: words::Words::new(law.rulebook()).expression(&limb.expression),
                    joins: after,
                });
            }
        });
    }
    found
}

fn walk(expression: &Expression, visit: &mut impl FnMut(&crate::model::Limb)) {
    match expression {
        Expression::Group(_, limbs) => {
            for limb in limbs {
                visit(limb);
                walk(&limb.expression, visit);
            }
        }
        Expression::Not(part) | Expression::Quantified(_, _, part) => walk(part, visit),
        Expression::Share { filter, .. } => walk(filter, visit),
        _ => {}
    }
}
