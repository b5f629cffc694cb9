//! What a condition comes to of members that a case does not name: of them nothing is known, so that it is held
//! between where it must hold of anybody and where it can.

use exeat_value::Truth;

use super::Symbolic;
use crate::diagram::{NO, Node, TooLarge, YES};
use crate::frozen::{GraphNode, NodeIndex};
use crate::kleene::{bound, whole_of};
use crate::model::{Over, Quantifier};
use crate::world::{Bindings, UNNAMED, World};

/// Where a condition on somebody of whom nothing is known must hold, and where it can.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    pub(super) certain: Node,
    pub(super) possible: Node,
}

impl Between {
    const OPEN: Self = Self {
        certain: NO,
        possible: YES,
    };

    fn exactly(node: Node) -> Self {
        Self {
            certain: node,
            possible: node,
        }
    }
}

impl<W: World> Symbolic<'_, '_, W> {
    /// What a condition comes to where something that the bindings name is unnamed.
    ///
    /// # Errors
    /// When the open questions combine in too many ways.
    pub(super) fn of_unnamed(
        &mut self,
        node: NodeIndex,
        bindings: &Bindings,
    ) -> Result<Between, TooLarge> {
        match self.evaluator.truth(node, bindings) {
            Truth::True => return Ok(Between::exactly(YES)),
            Truth::False => return Ok(Between::exactly(NO)),
            Truth::Unknown => {}
        }
        let law = self.evaluator.law();
        let looks_at = law.graph().dependence(node).of(bindings);
        if !looks_at.is_unnamed() {
            return self.build(node, bindings).map(Between::exactly);
        }
        if let Some(&known) = self.built_unnamed.get(&(node, looks_at)) {
            return Ok(known);
        }
        let result = match law.graph().node(node) {
            GraphNode::Not(part) => {
                let part = self.of_unnamed(*part, bindings)?;
                self.not_between(part)?
            }
            GraphNode::All(parts) => {
                let mut all = Between::exactly(YES);
                for &part in parts {
                    let part = self.of_unnamed(part, bindings)?;
                    all = self.join_between(all, part, true)?;
                }
                all
            }
            GraphNode::Any(parts) => {
                let mut any = Between::exactly(NO);
                for &part in parts {
                    let part = self.of_unnamed(part, bindings)?;
                    any = self.join_between(any, part, false)?;
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
        self.built_unnamed.insert((node, looks_at), result);
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
        let mut result = Between::exactly(if every { YES } else { NO });
        for &member in &members.indices {
            let one = self.of_unnamed(body, &bound(over, member, bindings))?;
            result = self.join_between(result, one, every)?;
        }
        if self.evaluator.law().asks_of_unnamed(over, body, &members) {
            let anybody = self.of_unnamed(body, &bound(over, UNNAMED, bindings))?;
            let rest = if every {
                Between {
                    possible: YES,
                    ..anybody
                }
            } else {
                Between {
                    certain: NO,
                    ..anybody
                }
            };
            result = self.join_between(result, rest, every)?;
        }
        if quantifier == Quantifier::No {
            self.not_between(result)
        } else {
            Ok(result)
        }
    }

    fn not_between(&mut self, one: Between) -> Result<Between, TooLarge> {
        Ok(Between {
            certain: self.diagram.not(one.possible)?,
            possible: self.diagram.not(one.certain)?,
        })
    }

    fn join_between(
        &mut self,
        one: Between,
        other: Between,
        all: bool,
    ) -> Result<Between, TooLarge> {
        let mut join = |one, other| {
            if all {
                self.diagram.and(one, other)
            } else {
                self.diagram.or(one, other)
            }
        };
        Ok(Between {
            certain: join(one.certain, other.certain)?,
            possible: join(one.possible, other.possible)?,
        })
    }
}
