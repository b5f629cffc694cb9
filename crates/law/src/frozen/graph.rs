//! The shared graph of conditions.

use exeat_value::{Comparison, Decimal};
use rustc_hash::FxHashMap;

use crate::model::{Atom, Measure, Over, ProvisionId, Quantifier, ReadingId, Subject};

/// A node of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIndex(u32);

impl NodeIndex {
    /// Its index.
    #[must_use]
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// What the truth of a node depends on besides the facts of the transaction as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dependence {
    /// On the item in question.
    pub item: bool,
    /// On the layer, component or party bound by a quantifier around it.
    pub bound: bool,
}

impl Dependence {
    fn with(self, other: Self) -> Self {
        Self {
            item: self.item || other.item,
            bound: self.bound || other.bound,
        }
    }
}

/// A condition over other nodes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GraphNode {
    /// Always or never.
    Constant(bool),
    /// One comparison.
    Atom(Atom),
    /// The contrary.
    Not(NodeIndex),
    /// All of these.
    All(Box<[NodeIndex]>),
    /// Any of these.
    Any(Box<[NodeIndex]>),
    /// The reading is one of the alternatives marked.
    Reading(ReadingId, Box<[bool]>),
    /// What a gap leaves open.
    Open(ProvisionId),
    /// The condition, asked about the layer or component that is bound here instead of the item.
    Rebind(Subject, NodeIndex),
    /// Over layers, components or parties.
    Quantified(Quantifier, Over, NodeIndex),
    /// A share compared with a percentage.
    Share {
        /// By value or by mass.
        measure: Measure,
        /// The whole.
        whole: Subject,
        /// Which components count.
        filter: NodeIndex,
        /// The relation.
        comparison: Comparison,
        /// The threshold in percent.
        threshold: Decimal,
    },
}

/// Conditions, each once.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    nodes: Vec<GraphNode>,
    dependence: Vec<Dependence>,
    unique: FxHashMap<GraphNode, NodeIndex>,
}

impl Graph {
    /// The node.
    #[must_use]
    pub fn node(&self, index: NodeIndex) -> &GraphNode {
        &self.nodes[index.index()]
    }

    /// What its truth depends on.
    #[must_use]
    pub fn dependence(&self, index: NodeIndex) -> Dependence {
        self.dependence[index.index()]
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes; a node's parts come before it.
    #[must_use]
    pub fn nodes(&self) -> &[GraphNode] {
        &self.nodes
    }

    pub(super) fn constant(&mut self, value: bool) -> NodeIndex {
        self.add(GraphNode::Constant(value))
    }

    pub(super) fn not(&mut self, part: NodeIndex) -> NodeIndex {
        match self.node(part) {
            GraphNode::Constant(value) => {
                let contrary = !*value;
                self.constant(contrary)
            }
            GraphNode::Not(inner) => *inner,
            _ => self.add(GraphNode::Not(part)),
        }
    }

    pub(super) fn all(&mut self, parts: impl IntoIterator<Item = NodeIndex>) -> NodeIndex {
        self.join(parts, true)
    }

    pub(super) fn any(&mut self, parts: impl IntoIterator<Item = NodeIndex>) -> NodeIndex {
        self.join(parts, false)
    }

    /// All (`neutral` = true) or any (`neutral` = false) of the parts, without constants, repetitions and nesting.
    fn join(&mut self, parts: impl IntoIterator<Item = NodeIndex>, neutral: bool) -> NodeIndex {
        let mut kept: Vec<NodeIndex> = Vec::new();
        for part in parts {
            match self.node(part) {
                GraphNode::Constant(value) if *value == neutral => {}
                GraphNode::Constant(_) => return self.constant(!neutral),
                GraphNode::All(inner) if neutral => {
                    let inner = inner.clone();
                    kept.extend(inner.iter().copied());
                }
                GraphNode::Any(inner) if !neutral => {
                    let inner = inner.clone();
                    kept.extend(inner.iter().copied());
                }
                _ => kept.push(part),
            }
        }
        let mut seen = rustc_hash::FxHashSet::default();
        kept.retain(|part| seen.insert(*part));
        match kept.as_slice() {
            [] => self.constant(neutral),
            [one] => *one,
            _ if neutral => self.add(GraphNode::All(kept.into_boxed_slice())),
            _ => self.add(GraphNode::Any(kept.into_boxed_slice())),
        }
    }

    pub(super) fn add(&mut self, node: GraphNode) -> NodeIndex {
        if let Some(&known) = self.unique.get(&node) {
            return known;
        }
        let dependence = self.depends(&node);
        // The readers refuse rulebooks long before there are four thousand million conditions.
        let index = NodeIndex(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node.clone());
        self.dependence.push(dependence);
        self.unique.insert(node, index);
        index
    }

    fn depends(&self, node: &GraphNode) -> Dependence {
        match node {
            GraphNode::Constant(_) | GraphNode::Reading(..) | GraphNode::Open(_) => {
                Dependence::default()
            }
            GraphNode::Atom(atom) => on(atom.subject),
            GraphNode::Not(part) => self.dependence(*part),
            GraphNode::All(parts) | GraphNode::Any(parts) => {
                parts.iter().fold(Dependence::default(), |sum, part| {
                    sum.with(self.dependence(*part))
                })
            }
            // Inside, `item` means the subject; outside, only the subject matters.
            GraphNode::Rebind(subject, body) => Dependence {
                item: on(*subject).item,
                bound: on(*subject).bound || self.dependence(*body).bound,
            },
            GraphNode::Quantified(_, over, body) => {
                let inside = Dependence {
                    item: self.dependence(*body).item,
                    bound: false,
                };
                match over {
                    Over::Layers(subject) | Over::Components(subject) => inside.with(on(*subject)),
                    Over::Parties => inside,
                }
            }
            GraphNode::Share { whole, filter, .. } => Dependence {
                item: self.dependence(*filter).item,
                bound: false,
            }
            .with(on(*whole)),
        }
    }
}

fn on(subject: Subject) -> Dependence {
    match subject {
        Subject::Shipment | Subject::EndUse | Subject::Role(_) => Dependence::default(),
        Subject::Item => Dependence {
            item: true,
            bound: false,
        },
        Subject::Layer | Subject::Component | Subject::Party => Dependence {
            item: false,
            bound: true,
        },
    }
}
