//! The shared graph of conditions.

use exeat_value::{Comparison, Decimal};
use rustc_hash::FxHashMap;

use crate::model::{Atom, Measure, Over, ProvisionId, Quantifier, ReadingId, Subject};
use crate::world::Bindings;

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
    /// On the layer bound by a quantifier around it.
    pub layer: bool,
    /// On the component bound by a quantifier or share around it.
    pub component: bool,
    /// On the party bound by a quantifier around it.
    pub party: bool,
}

impl Dependence {
    fn with(self, other: Self) -> Self {
        Self {
            item: self.item || other.item,
            layer: self.layer || other.layer,
            component: self.component || other.component,
            party: self.party || other.party,
        }
    }

    /// Whether it depends on anything that a quantifier or share around it binds.
    #[must_use]
    pub fn is_bound(self) -> bool {
        self.layer || self.component || self.party
    }

    /// Whether it depends on the member that a quantifier over these binds.
    #[must_use]
    pub fn is_on_member(self, over: Over) -> bool {
        match over {
            Over::Layers(_) => self.layer,
            Over::Components(_) => self.component,
            Over::Parties => self.party,
        }
    }

    /// What remains of it outside a quantifier over these.
    #[must_use]
    pub fn outside(self, over: Over) -> Self {
        match over {
            Over::Layers(_) => Self {
                layer: false,
                ..self
            },
            Over::Components(_) => Self {
                component: false,
                ..self
            },
            Over::Parties => Self {
                party: false,
                ..self
            },
        }
    }

    /// Those bindings that it depends on, so that what it does not look at makes no difference.
    #[must_use]
    pub fn of(self, bindings: &Bindings) -> Bindings {
        Bindings {
            item: if self.item { bindings.item } else { 0 },
            layer: bindings.layer.filter(|_| self.layer),
            component: bindings.component.filter(|_| self.component),
            party: bindings.party.filter(|_| self.party),
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
    /// How often each node is asked by another; what is asked twice is worth remembering.
    asked: Vec<Asked>,
    /// How many nodes are asked often.
    remembered: u32,
}

/// How often a node is asked in one world, as far as the graph tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Never,
    Once,
    /// As the so-manieth of those that are asked often: where it is remembered.
    Often(u32),
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

    /// Where its truth is remembered, among so many places as there are for [`remembered`](Self::remembered): given to
    /// what depends on nothing that is bound around it, and may be asked more than once for one item.
    #[inline]
    #[must_use]
    pub(crate) fn place(&self, index: NodeIndex) -> Option<usize> {
        match self.asked[index.index()] {
            Asked::Often(place) => usize::try_from(place).ok(),
            Asked::Never | Asked::Once => None,
        }
    }

    /// How many nodes are worth remembering.
    #[must_use]
    pub(crate) fn remembered(&self) -> usize {
        usize::try_from(self.remembered).unwrap_or(usize::MAX)
    }

    /// Notes that a node is asked from outside the graph, as the condition of a provision is, and so any number of
    /// times.
    pub(super) fn ask_often(&mut self, index: NodeIndex) {
        if !self.dependence(index).is_bound() {
            ask_often(&mut self.asked[index.index()], &mut self.remembered);
        }
    }

    /// A node whose own truth is not remembered asks its parts each time.
    fn ask_parts(&mut self, node: &GraphNode, bound: bool) {
        let (asked, remembered) = (&mut self.asked, &mut self.remembered);
        let dependence = &self.dependence;
        let mut ask = |part: NodeIndex, again: bool| {
            let part = part.index();
            if dependence[part].is_bound() {
                return;
            }
            match asked[part] {
                Asked::Never if !again => asked[part] = Asked::Once,
                _ => ask_often(&mut asked[part], remembered),
            }
        };
        match node {
            GraphNode::Not(part) => ask(*part, bound),
            GraphNode::All(parts) | GraphNode::Any(parts) => {
                parts.iter().for_each(|&part| ask(part, bound));
            }
            // For every member.
            GraphNode::Rebind(_, part)
            | GraphNode::Quantified(_, _, part)
            | GraphNode::Share { filter: part, .. } => ask(*part, true),
            GraphNode::Constant(_)
            | GraphNode::Atom(_)
            | GraphNode::Reading(..)
            | GraphNode::Open(_) => {}
        }
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
        self.ask_parts(&node, dependence.is_bound());
        self.nodes.push(node.clone());
        self.dependence.push(dependence);
        self.asked.push(Asked::Never);
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
                item: false,
                ..self.dependence(*body)
            }
            .with(on(*subject)),
            GraphNode::Quantified(_, over, body) => {
                let inside = self.dependence(*body).outside(*over);
                match over {
                    Over::Layers(subject) | Over::Components(subject) => inside.with(on(*subject)),
                    Over::Parties => inside,
                }
            }
            GraphNode::Share { whole, filter, .. } => {
                let of = Over::Components(*whole);
                self.dependence(*filter).outside(of).with(on(*whole))
            }
        }
    }
}

/// Gives a node that is asked often a place to be remembered in, unless it has one.
fn ask_often(asked: &mut Asked, remembered: &mut u32) {
    if matches!(asked, Asked::Never | Asked::Once) {
        *asked = Asked::Often(*remembered);
        *remembered += 1;
    }
}

fn on(subject: Subject) -> Dependence {
    let nothing = Dependence::default();
    match subject {
        Subject::Shipment | Subject::EndUse | Subject::Role(_) => nothing,
        Subject::Item => Dependence {
            item: true,
            ..nothing
        },
        Subject::Layer => Dependence {
            layer: true,
            ..nothing
        },
        Subject::Component => Dependence {
            component: true,
            ..nothing
        },
        Subject::Party => Dependence {
            party: true,
            ..nothing
        },
    }
}
