//! The law as it asks rows of one shape: one graph for all laws and jurisdictions, over the questions of features.
//!
//! Every row has the same columns, parties and perhaps a component, so what a quantifier ranges over is known before
//! any row is: it becomes a conjunction or disjunction here, once. What rows cannot answer is a constant, and
//! conditions that come to the same are one operation, under whichever law they are asked.

use exeat_facts::batch::{ColumnKey, ColumnSubject};
use exeat_facts::{Scope, Vocabulary};
use exeat_law::frozen::{Columns, Dependence, FrozenLaw, GraphNode, NodeIndex};
use exeat_law::judge::in_order;
use exeat_law::kleene::{Assumptions, bound};
use exeat_law::model::{
    Atom, JurisdictionId, Measure, Over, Quantifier, ReadingId, Subject as Asked,
};
use exeat_law::world::{Bindings, Place, ShareBounds, UNNAMED};
use exeat_value::{Comparison, Decimal, Truth};
use rustc_hash::FxHashMap;

use crate::feature::{Feature, Question, Subject};
use crate::shape::{All, COMPONENT, ITEM};
use crate::world::Finder;

/// An operation by its place; its parts come before it.
pub(crate) type OpIndex = u32;

/// What is done with planes of truth.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    Constant(Truth),
    /// The answers to a question of a feature.
    Leaf {
        feature: usize,
        question: usize,
    },
    Not(OpIndex),
    All(Box<[OpIndex]>),
    Any(Box<[OpIndex]>),
    /// How a share stands to a percentage: the second to fourth where the component does not count, may count, counts.
    Choose {
        counts: OpIndex,
        no: OpIndex,
        perhaps: OpIndex,
        yes: OpIndex,
    },
}

/// The verdict of one jurisdiction under one law.
#[derive(Debug, Clone)]
pub(crate) struct Matter {
    /// Which law.
    pub(crate) law: usize,
    pub(crate) jurisdiction: JurisdictionId,
    /// The conditions that decide, in the order in which they do.
    pub(crate) deciding: [OpIndex; 4],
    /// Every question on which it may depend, by feature.
    pub(crate) rests_on: Vec<(usize, Vec<usize>)>,
}

/// What is asked of rows of one shape.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) finder: Finder,
    pub(crate) features: Vec<Feature>,
    pub(crate) ops: Vec<Op>,
    pub(crate) matters: Vec<Matter>,
    /// For each law, whether the row leaves from a place whose law was not looked at.
    pub(crate) departures: Vec<OpIndex>,
    pub(crate) assumptions: Vec<Assumptions>,
}

impl Plan {
    pub(crate) fn new(
        laws: &[FrozenLaw],
        jurisdictions: &[String],
        apart: &[ColumnKey],
        finder: Finder,
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut compiler = Compiler {
            finder: &finder,
            features: Vec::new(),
            by_subject: FxHashMap::default(),
            ops: Vec::new(),
            unique: FxHashMap::default(),
        };
        let assumptions: Vec<Assumptions> = laws.iter().map(Assumptions::presuming).collect();
        let mut matters = Vec::new();
        let mut departures = Vec::new();
        for (law, assumptions) in laws.iter().zip(&assumptions).enumerate() {
            let (frozen, assumptions) = assumptions;
            let mut within = Within {
                compiler: &mut compiler,
                law: frozen,
                assumptions,
                done: FxHashMap::default(),
            };
            for columns in frozen.columns() {
                let code = &frozen.rulebook().jurisdiction(columns.jurisdiction).code;
                if jurisdictions.is_empty() || jurisdictions.contains(code) {
                    matters.push(within.matter(law, columns));
                }
            }
            let departure = if jurisdictions.is_empty() {
                compiler.departure(frozen, vocabulary)
            } else {
                compiler.add(Op::Constant(Truth::False))
            };
            departures.push(departure);
        }
        for &key in apart {
            if let Some(column) = finder.shape().column_of(key) {
                let feature = compiler.feature(Subject::Column(column));
                compiler.features[feature].keep_apart();
            }
        }
        let Compiler { features, ops, .. } = compiler;
        for matter in &mut matters {
            matter.rests_on = rests_on(&ops, &matter.deciding);
        }
        Self {
            finder,
            features,
            ops,
            matters,
            departures,
            assumptions,
        }
    }
}

/// The questions that these operations ask, by feature.
fn rests_on(ops: &[Op], roots: &[OpIndex]) -> Vec<(usize, Vec<usize>)> {
    let mut seen = vec![false; ops.len()];
    let mut stack: Vec<OpIndex> = roots.to_vec();
    let mut found: Vec<(usize, usize)> = Vec::new();
    while let Some(index) = stack.pop() {
        let index = crate::feature::at(index);
        if std::mem::replace(&mut seen[index], true) {
            continue;
        }
        match &ops[index] {
            Op::Constant(_) => {}
            Op::Leaf { feature, question } => found.push((*feature, *question)),
            Op::Not(part) => stack.push(*part),
            Op::All(parts) | Op::Any(parts) => stack.extend(parts.iter()),
            Op::Choose {
                counts,
                no,
                perhaps,
                yes,
            } => stack.extend([*counts, *no, *perhaps, *yes]),
        }
    }
    found.sort_unstable();
    let mut by_feature: Vec<(usize, Vec<usize>)> = Vec::new();
    for (feature, question) in found {
        match by_feature.last_mut() {
            Some((last, questions)) if *last == feature => questions.push(question),
            _ => by_feature.push((feature, vec![question])),
        }
    }
    by_feature
}

struct Compiler<'c> {
    finder: &'c Finder,
    features: Vec<Feature>,
    by_subject: FxHashMap<Subject, usize>,
    ops: Vec<Op>,
    unique: FxHashMap<Op, OpIndex>,
}

impl Compiler<'_> {
    fn feature(&mut self, subject: Subject) -> usize {
        let features = &mut self.features;
        *self.by_subject.entry(subject).or_insert_with(|| {
            features.push(Feature::new(subject));
            features.len() - 1
        })
    }

    fn add(&mut self, op: Op) -> OpIndex {
        let ops = &mut self.ops;
        *self.unique.entry(op).or_insert_with_key(|op| {
            let index = OpIndex::try_from(ops.len()).unwrap_or(OpIndex::MAX);
            ops.push(op.clone());
            index
        })
    }

    fn op(&self, index: OpIndex) -> &Op {
        &self.ops[crate::feature::at(index)]
    }

    fn constant(&mut self, truth: Truth) -> OpIndex {
        self.add(Op::Constant(truth))
    }

    fn ask(&mut self, subject: Subject, question: Question) -> OpIndex {
        let feature = self.feature(subject);
        let question = self.features[feature].ask(question);
        self.add(Op::Leaf { feature, question })
    }

    fn not(&mut self, part: OpIndex) -> OpIndex {
        match self.op(part) {
            Op::Constant(truth) => {
                let truth = !*truth;
                self.constant(truth)
            }
            Op::Not(inner) => *inner,
            _ => self.add(Op::Not(part)),
        }
    }

    /// All (`all`) or any of the parts.
    fn join(&mut self, parts: Vec<OpIndex>, all: bool) -> OpIndex {
        let neutral = Truth::from(all);
        let mut kept: Vec<OpIndex> = Vec::with_capacity(parts.len());
        for part in parts {
            match self.op(part) {
                Op::Constant(truth) if *truth == neutral => {}
                Op::Constant(truth) if *truth == !neutral => return self.constant(!neutral),
                _ if kept.contains(&part) => {}
                _ => kept.push(part),
            }
        }
        match kept.as_slice() {
            [] => self.constant(neutral),
            [one] => *one,
            _ if all => self.add(Op::All(kept.into_boxed_slice())),
            _ => self.add(Op::Any(kept.into_boxed_slice())),
        }
    }

    /// Whether the row leaves from a place whose law this law does not hold.
    fn departure(&mut self, law: &FrozenLaw, vocabulary: &Vocabulary) -> OpIndex {
        let from = vocabulary.find(Scope::Shipment, "from");
        let key = from.map(|from| ColumnKey::Fact(ColumnSubject::Shipment, from));
        match key.and_then(|key| self.finder.shape().column_of(key)) {
            Some(column) => {
                let modelled = law.rulebook().jurisdictions.iter();
                let modelled = modelled.map(|one| one.code.clone()).collect();
                self.ask(Subject::Column(column), Question::Elsewhere(modelled))
            }
            None => self.constant(Truth::False),
        }
    }
}

/// One law while it is put into the plan.
struct Within<'w, 'c> {
    compiler: &'w mut Compiler<'c>,
    law: &'w FrozenLaw,
    assumptions: &'w Assumptions,
    done: FxHashMap<(NodeIndex, Bindings), OpIndex>,
}

impl Within<'_, '_> {
    fn matter(&mut self, law: usize, columns: &Columns) -> Matter {
        let bindings = Bindings::of_item(ITEM);
        let deciding = in_order(columns).map(|(node, _)| self.compile(node, &bindings));
        Matter {
            law,
            jurisdiction: columns.jurisdiction,
            deciding,
            rests_on: Vec::new(),
        }
    }

    fn dependence(&self, node: NodeIndex) -> Dependence {
        self.law.graph().dependence(node)
    }

    fn compile(&mut self, node: NodeIndex, bindings: &Bindings) -> OpIndex {
        let key = (node, self.dependence(node).of(bindings));
        if let Some(&known) = self.done.get(&key) {
            return known;
        }
        let law = self.law;
        let op = match law.graph().node(node) {
            GraphNode::Constant(value) => self.compiler.constant(Truth::from(*value)),
            GraphNode::Atom(atom) => self.atom(atom, bindings),
            GraphNode::Not(part) => {
                let part = self.compile(*part, bindings);
                self.compiler.not(part)
            }
            GraphNode::All(parts) => self.join(parts, bindings, true),
            GraphNode::Any(parts) => self.join(parts, bindings, false),
            GraphNode::Reading(reading, mask) => {
                let truth = self.reading(*reading, mask);
                self.compiler.constant(truth)
            }
            GraphNode::Open(_) => self.compiler.constant(Truth::Unknown),
            GraphNode::Rebind(subject, body) => {
                let inner = Bindings {
                    item: bindings.item_of(*subject),
                    ..*bindings
                };
                self.compile(*body, &inner)
            }
            GraphNode::Quantified(quantifier, over, body) => {
                self.quantified(*quantifier, *over, *body, bindings)
            }
            GraphNode::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let whole = bindings.item_of(*whole);
                let inner = Bindings {
                    component: Some(COMPONENT),
                    ..*bindings
                };
                self.share(*measure, whole, *filter, &inner, (*comparison, *threshold))
            }
        };
        self.done.insert(key, op);
        op
    }

    fn join(&mut self, parts: &[NodeIndex], bindings: &Bindings, all: bool) -> OpIndex {
        let parts = parts
            .iter()
            .map(|&part| self.compile(part, bindings))
            .collect();
        self.compiler.join(parts, all)
    }

    fn atom(&mut self, atom: &Atom, bindings: &Bindings) -> OpIndex {
        let finder = self.compiler.finder;
        // As `World::place` has it.
        let place = match atom.subject {
            Asked::Shipment => Place::Shipment,
            Asked::EndUse => Place::EndUse,
            Asked::Role(role) => finder.shape().role(role),
            Asked::Item | Asked::Layer | Asked::Component => {
                Place::Item(bindings.item_of(atom.subject))
            }
            Asked::Party => bindings.party.map_or(Place::Shipment, Place::Party),
        };
        match finder.column(place, atom.fact) {
            Some(column) => {
                let question = Question::Test(atom.test.clone());
                self.compiler.ask(Subject::Column(column), question)
            }
            None => self.compiler.constant(Truth::Unknown),
        }
    }

    /// What all alternatives taken into account say.
    fn reading(&self, reading: ReadingId, mask: &[bool]) -> Truth {
        let open = self.assumptions.open(reading);
        let mut said = mask
            .iter()
            .zip(open)
            .filter(|&(_, &open)| open)
            .map(|(&yes, _)| yes);
        match said.next() {
            None => Truth::Unknown,
            Some(first) if said.all(|other| other == first) => Truth::from(first),
            Some(_) => Truth::Unknown,
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: NodeIndex,
        bindings: &Bindings,
    ) -> OpIndex {
        let whole = match over {
            Over::Layers(subject) | Over::Components(subject) => bindings.item_of(subject),
            Over::Parties => bindings.item,
        };
        let (members, all) = self.compiler.finder.shape().members(over, whole);
        let every = quantifier == Quantifier::Every;
        let mut parts: Vec<OpIndex> = members
            .iter()
            .map(|&member| self.compile(body, &bound(over, member, bindings)))
            .collect();
        // Whether there may be members that nobody names: no, or nobody knows.
        let unlisted = match all {
            All::Always => self.compiler.constant(Truth::False),
            All::Never => self.compiler.constant(Truth::Unknown),
            All::AsTheRowSays => self.compiler.ask(Subject::Completeness, Question::Unlisted),
        };
        // Some of those meet the condition only where it can hold of anybody; all of them do where it must.
        if self.dependence(body).is_on_member(over) || members.is_empty() {
            let anybody = self.compile(body, &bound(over, UNNAMED, bindings));
            let unlisted = if every {
                self.compiler.not(unlisted)
            } else {
                unlisted
            };
            parts.push(self.compiler.join(vec![unlisted, anybody], !every));
        }
        let joined = self.compiler.join(parts, every);
        if quantifier == Quantifier::No {
            self.compiler.not(joined)
        } else {
            joined
        }
    }

    fn share(
        &mut self,
        measure: Measure,
        whole: usize,
        filter: NodeIndex,
        inner: &Bindings,
        (comparison, percent): (Comparison, Decimal),
    ) -> OpIndex {
        if whole != ITEM {
            // Nobody lists what is inside a component.
            let truth = ShareBounds::UNKNOWN.is(comparison, percent);
            return self.compiler.constant(truth);
        }
        let compiler = &mut *self.compiler;
        let mut ask = |counts| {
            let question = Question::Share(counts, comparison, percent);
            compiler.ask(Subject::Share(measure), question)
        };
        let [no, perhaps, yes] = [Truth::False, Truth::Unknown, Truth::True].map(&mut ask);
        if !self.compiler.finder.shape().has_component() {
            return no;
        }
        let counts = self.compile(filter, inner);
        match self.compiler.op(counts) {
            Op::Constant(Truth::False) => no,
            Op::Constant(Truth::Unknown) => perhaps,
            Op::Constant(Truth::True) => yes,
            _ => self.compiler.add(Op::Choose {
                counts,
                no,
                perhaps,
                yes,
            }),
        }
    }
}
