//! The conditions of a frozen law in words.

use super::{atom, comparison_words, contrary, measure, quantified, subject};
use crate::frozen::{FrozenLaw, GraphNode, NodeIndex};
use crate::model::ListId;

/// The conditions of one day's law in words.
#[derive(Debug, Clone, Copy)]
pub struct GraphWords<'a> {
    law: &'a FrozenLaw,
}

impl<'a> GraphWords<'a> {
    /// The words of this law's conditions.
    #[must_use]
    pub fn new(law: &'a FrozenLaw) -> Self {
        Self { law }
    }

    /// A node of the graph in the rulebook's form.
    #[must_use]
    pub fn node(&self, index: NodeIndex) -> String {
        let graph = self.law.graph();
        let vocabulary = self.law.rulebook().vocabulary;
        match graph.node(index) {
            GraphNode::Constant(value) => if *value { "yes" } else { "no" }.to_owned(),
            GraphNode::Atom(one) => atom(vocabulary, one),
            GraphNode::Not(part) => match graph.node(*part) {
                GraphNode::Atom(one) => contrary(vocabulary, one),
                _ => format!("not ({})", self.node(*part)),
            },
            GraphNode::All(parts) => self.nodes(parts, " and "),
            GraphNode::Any(parts) => match self.list_of(index) {
                Some(name) => format!("it is listed in {name}"),
                None => self.nodes(parts, " or "),
            },
            GraphNode::Reading(id, mask) => {
                let reading = self.law.rulebook().reading(*id);
                let names: Vec<&str> = reading
                    .alternatives
                    .iter()
                    .zip(mask.iter())
                    .filter(|&(_, &yes)| yes)
                    .map(|(one, _)| one.name.as_str())
                    .collect();
                format!("reading {} is {}", reading.name, names.join(" or "))
            }
            GraphNode::Open(id) => {
                format!(
                    "what {} leaves open",
                    self.law.rulebook().provision(*id).name
                )
            }
            GraphNode::Rebind(of, body) => match self.list_of(*body) {
                Some(name) => format!("{} is listed in {name}", subject(*of)),
                None => format!("of {}: {}", subject(*of), self.node(*body)),
            },
            GraphNode::Quantified(quantifier, over, body) => {
                format!(
                    "{} has ({})",
                    quantified(*quantifier, *over),
                    self.node(*body)
                )
            }
            GraphNode::Share {
                measure: by,
                whole,
                filter,
                comparison,
                threshold,
            } => format!(
                "share by {} of components of {} where ({}) is {} {threshold} %",
                measure(*by),
                subject(*whole),
                self.node(*filter),
                comparison_words(*comparison),
            ),
        }
    }

    /// The name of the list whose entries this node asks about.
    fn list_of(&self, index: NodeIndex) -> Option<&'a str> {
        self.law
            .rulebook()
            .lists
            .iter()
            .enumerate()
            .find_map(|(position, list)| {
                let id = ListId::at(position);
                (self.law.list(id) == index).then_some(list.name.as_str())
            })
    }

    fn nodes(&self, parts: &[NodeIndex], between: &str) -> String {
        let texts: Vec<String> = parts
            .iter()
            .map(|&part| match self.law.graph().node(part) {
                GraphNode::All(_) | GraphNode::Any(_) if self.list_of(part).is_none() => {
                    format!("({})", self.node(part))
                }
                _ => self.node(part),
            })
            .collect();
        texts.join(between)
    }
}
