//! The timeless law, and questions put to its conditions.

use std::sync::Arc;

use exeat_value::Day;

use crate::diagram::{Node, TooLarge};
use crate::frozen::{FrozenLaw, NodeIndex, build};
use crate::kleene::{Assumptions, Evaluator};
use crate::model::{Expression, InForce, ProvisionId, Rulebook, Subject};
use crate::symbolic::{OpenQuestion, Symbolic, Variable};
use crate::time::{TimeState, Timed, own_days, suspensions_of, time_state};
use crate::words;
use crate::world::{Bindings, Nothing, Place};

/// The bindings of the one item, layer, component and party of the world in which nothing is known.
pub(crate) const ANYTHING: Bindings = Bindings {
    item: 0,
    layer: Some(0),
    component: Some(0),
    party: Some(0),
};

/// A law under study.
pub(crate) struct Study {
    rulebook: Arc<Rulebook>,
    law: FrozenLaw,
    world: Nothing,
}

impl Study {
    pub(crate) fn new(rulebook: &Arc<Rulebook>) -> Self {
        Self {
            rulebook: Arc::clone(rulebook),
            law: FrozenLaw::timeless(Arc::clone(rulebook)),
            world: Nothing::new(),
        }
    }

    pub(crate) fn rulebook(&self) -> &Arc<Rulebook> {
        &self.rulebook
    }

    pub(crate) fn condition(&self, id: ProvisionId) -> NodeIndex {
        self.law.provision(id).condition
    }

    pub(crate) fn add(&mut self, expressions: &[&Expression]) -> Vec<NodeIndex> {
        build::extend(&mut self.law, expressions)
    }

    /// Whether all conditions can hold together: a witness, or none; nothing where it cannot be told.
    pub(crate) fn satisfiable(&self, nodes: &[NodeIndex]) -> Option<Option<Vec<String>>> {
        let result = self.with_diagrams(nodes, |symbolic, built| {
            let mut all = crate::diagram::YES;
            for &one in built {
                all = symbolic.diagram().and(all, one)?;
            }
            Ok(symbolic.diagram().witness(all).map(|path| {
                path.iter()
                    .map(|&(variable, cell)| {
                        answer_words(&self.law, &symbolic.questions()[variable], &[cell])
                    })
                    .collect()
            }))
        });
        result.ok()
    }

    /// Builds the diagrams of some conditions, over every open fact and every reading, and hands them on.
    pub(crate) fn with_diagrams<T>(
        &self,
        nodes: &[NodeIndex],
        look: impl FnOnce(&mut Symbolic<'_, '_, Nothing>, &[Node]) -> Result<T, TooLarge>,
    ) -> Result<T, TooLarge> {
        let assumptions = Assumptions::none(&self.law);
        let mut evaluator = Evaluator::new(&self.law, &self.world, &assumptions);
        let roots: Vec<(NodeIndex, Bindings)> =
            nodes.iter().map(|&node| (node, ANYTHING)).collect();
        let mut symbolic = Symbolic::new(&mut evaluator, &roots);
        let mut built = Vec::with_capacity(nodes.len());
        for &node in nodes {
            built.push(symbolic.build(node, &ANYTHING)?);
        }
        look(&mut symbolic, &built)
    }

    /// Whether there is a day on which both bind, or may bind under some reading.
    pub(crate) fn share_days(&self, one: ProvisionId, other: ProvisionId) -> bool {
        let mut days = boundaries(&self.rulebook, Timed::Provision(one));
        days.extend(boundaries(&self.rulebook, Timed::Provision(other)));
        days.into_iter().any(|day| {
            [one, other].into_iter().all(|id| {
                matches!(
                    time_state(&self.rulebook, Timed::Provision(id), day, Day::MAX),
                    TimeState::InForce | TimeState::Contested(_)
                )
            })
        })
    }
}

/// The first days of every stretch in which the state of a timed thing may be another.
pub(crate) fn boundaries(rulebook: &Rulebook, timed: Timed) -> Vec<Day> {
    let mut days = vec![Day::MIN];
    let mut add = |in_force: &InForce| match in_force {
        InForce::Span(span) => {
            days.push(span.from);
            days.extend(span.until);
        }
        InForce::Reading(id) => {
            for span in rulebook
                .reading(*id)
                .alternatives
                .iter()
                .filter_map(|one| one.span)
            {
                days.push(span.from);
                days.extend(span.until);
            }
        }
    };
    if let Some(own) = own_days(rulebook, timed, Day::MAX) {
        add(&own);
    }
    for id in suspensions_of(rulebook, timed, Day::MAX) {
        add(&rulebook.suspension(id).in_force);
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// An answer to an open question, with the question's path before it.
pub(crate) fn answer_words(law: &FrozenLaw, question: &OpenQuestion, cells: &[usize]) -> String {
    let rulebook = law.rulebook();
    let is = words::answer(rulebook, question, cells);
    let path = match &question.variable {
        Variable::Fact(place, fact)
        | Variable::Member(place, fact, _)
        | Variable::Amount(place, fact, _)
        | Variable::Silent(place, fact, _) => {
            let owner = match place {
                Place::Shipment => words::subject(Subject::Shipment),
                Place::EndUse => words::subject(Subject::EndUse),
                Place::Role(role) => role.name(),
                Place::Party(_) => words::subject(Subject::Party),
                Place::Item(_) => words::subject(Subject::Item),
            };
            format!("{owner}.{}", rulebook.vocabulary.get(*fact).path)
        }
        Variable::Share(share) => {
            let filter = words::GraphWords::new(law).node(share.filter);
            format!(
                "share by {} of components where ({filter})",
                words::measure(share.measure)
            )
        }
        Variable::Undisclosed(node, _, _) => {
            format!(
                "undisclosed parts with ({})",
                words::GraphWords::new(law).node(*node)
            )
        }
        Variable::Reading(id) => format!("reading {}", rulebook.reading(*id).name),
        Variable::Open(id) => format!("gap {}", rulebook.provision(*id).name),
    };
    format!("{path} {is}")
}
