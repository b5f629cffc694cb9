//! What a condition comes to of members that a case does not name: of them nothing is known, so that it is held
//! between where it must hold of anybody and where it can.

use exeat_value::Truth;

use super::{Gate, Symbolic};
use crate::diagram::TooLarge;
use crate::frozen::{GraphNode, NodeIndex};
use crate::kleene::{bound, whole_of};
use crate::model::{Over, Quantifier};
use crate::world::{Bindings, UNNAMED, World};

/// Where a condition on somebody of whom nothing is known must hold, and where it can.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    pub(super) certain: Gate,
    pub(super) possible: Gate,
}

impl Between {
    const OPEN: Self = Self {
        certain: Gate::FAILS,
        possible: Gate::HOLDS,
    };

    fn exactly(gate: Gate) -> Self {
        Self {
            certain: gate,
            possible: gate,
        }
    }

    fn contrary(self) -> Self {
        Self {
            certain: !self.possible,
            possible: !self.certain,
        }
    }
}

impl<W: World> Symbolic<'_, '_, W> {
    /// What a condition comes to where something that the bindings name is unnamed.
    ///
    /// # Errors
    /// When the condition asks something that was not collected.
    pub(super) fn of_unnamed(
        &mut self,
        node: NodeIndex,
        bindings: &Bindings,
    ) -> Result<Between, TooLarge> {
        match self.evaluator.truth(node, bindings) {
            Truth::True => return Ok(Between::exactly(Gate::HOLDS)),
            Truth::False => return Ok(Between::exactly(Gate::FAILS)),
            Truth::Unknown => {}
        }
        let law = self.evaluator.law();
        let looks_at = law.graph().dependence(node).of(bindings);
        if !looks_at.is_unnamed() {
            return self.gate(node, bindings).map(Between::exactly);
        }
        if let Some(&known) = self.gates_unnamed.get(&(node, looks_at)) {
            return Ok(known);
        }
        let result = match law.graph().node(node) {
            GraphNode::Not(part) => {
                let part = self.of_unnamed(*part, bindings)?;
                part.contrary()
            }
            GraphNode::All(parts) => {
                let mut all = Between::exactly(Gate::HOLDS);
                for &part in parts {
                    let part = self.of_unnamed(part, bindings)?;
                    all = self.join_between(all, part, true);
                }
                all
            }
            GraphNode::Any(parts) => {
                let mut any = Between::exactly(Gate::FAILS);
                for &part in parts {
                    let part = self.of_unnamed(part, bindings)?;
                    any = self.join_between(any, part, false);
                }
                any
            }
            GraphNode::Rebind(subject, body) => {
                let inner = Bindings {
                    item: bindings.item_of(*subject),
                    ..*bindings
                };
                self.of_unnamed(*body, &inner)?
            }
            GraphNode::Quantified(quantifier, over, body) => {
                self.quantified_of_unnamed(*quantifier, *over, *body, bindings)?
            }
            // The first three look at nobody.
            GraphNode::Constant(_)
            | GraphNode::Reading(..)
            | GraphNode::Open(_)
            | GraphNode::Atom(_)
            | GraphNode::Share { .. } => Between::OPEN,
        };
        self.gates_unnamed.insert((node, looks_at), result);
        Ok(result)
    }

    fn quantified_of_unnamed(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: NodeIndex,
        bindings: &Bindings,
    ) -> Result<Between, TooLarge> {
        let members = self
            .evaluator
            .world()
            .members(over, whole_of(over, bindings));
        let every = quantifier == Quantifier::Every;
        let mut result = Between::exactly(if every { Gate::HOLDS } else { Gate::FAILS });
        for &member in &members.indices {
            let one = self.of_unnamed(body, &bound(over, member, bindings))?;
            result = self.join_between(result, one, every);
        }
        if self.evaluator.law().asks_of_unnamed(over, body, &members) {
            let anybody = self.of_unnamed(body, &bound(over, UNNAMED, bindings))?;
            let rest = if every {
                Between {
                    possible: Gate::HOLDS,
                    ..anybody
                }
            } else {
                Between {
                    certain: Gate::FAILS,
                    ..anybody
                }
            };
            result = self.join_between(result, rest, every);
        }
        if quantifier == Quantifier::No {
            Ok(result.contrary())
        } else {
            Ok(result)
        }
    }

    fn join_between(&mut self, one: Between, other: Between, all: bool) -> Between {
        let mut join = |one, other| {
            if all {
                self.circuit.all(vec![one, other])
            } else {
                self.circuit.any(vec![one, other])
            }
        };
        Between {
            certain: join(one.certain, other.certain),
            possible: join(one.possible, other.possible),
        }
    }
}
