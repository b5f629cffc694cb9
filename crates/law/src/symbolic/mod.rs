//! What Kleene leaves unknown, as a decision diagram over the open questions.
//!
//! Two passes over the part of the graph that is not settled: the first collects the open questions and every test
//! that is put to each, the second puts those tests together as gates, from which the diagram is drawn, or single answers
//! are looked for. A question's *cells* are the classes of answers that those
//! tests can tell apart, so `share ≥ 0.1 %` and `share ≥ 0.05 %` on one share make three cells, and the diagram
//! cannot take one without the other.

mod cells;
mod circuit;
mod search;
mod unnamed;

use std::cmp::Reverse;

use exeat_facts::{Code, Fact, FactId, Value};
use exeat_value::{Currency, Truth};
use rustc_hash::FxHashMap;

use crate::answer::{answer, answer_of_value};
use crate::diagram::{Diagram, NO, Node, TooLarge, YES};
use crate::frozen::{GraphNode, NodeIndex};
use crate::kleene::{Evaluator, bound, share_of, unlisted, whole_of};
use crate::model::{Atom, Over, ProvisionId, Quantifier, ReadingId, Test};
use crate::world::{Bindings, Place, ShareOf, UNNAMED, Unlisted, World};

pub use cells::{Cell, cell_answer};
pub use circuit::Gate;
use circuit::{Circuit, Part};

/// How many combinations of contested facts and contested readings are told apart; past it they count as unknown.
pub const COMBINATIONS_MAX: usize = 64;

/// How many nodes a diagram may have before we say that the open questions are too many.
pub const DIAGRAM_NODES_MAX: usize = 200_000;

const FULL: TooLarge = TooLarge {
    limit: DIAGRAM_NODES_MAX,
};

/// An open question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// A fact that is unknown, known within bounds, or contested.
    Fact(Place, FactId),
    /// Whether a set that is unknown holds this code.
    Member(Place, FactId, Code),
    /// What an amount of money is in a currency in which it is not stated. No rate of exchange is known, so amounts
    /// in two currencies are two questions.
    Amount(Place, FactId, Currency),
    /// A share of which only bounds are known.
    Share(ShareOf),
    /// Whether members that the case does not name meet a condition (some of them, or, for `true`, all).
    Undisclosed(NodeIndex, Unlisted, bool),
    /// How the law is to be read.
    Reading(ReadingId),
    /// What a gap leaves open.
    Open(ProvisionId),
    /// What a test gives for a value on which the law, or the unit, is silent.
    Silent(Place, FactId, Test),
}

/// An open question with its cells.
#[derive(Debug, Clone)]
pub struct OpenQuestion {
    /// The question.
    pub variable: Variable,
    /// The answers that can be told apart.
    pub cells: Vec<Cell>,
    /// Whether it is a contested fact, with one cell for each class of candidates.
    pub contested: bool,
    tests: Vec<Test>,
    threshold_tests: Vec<(exeat_value::Comparison, exeat_value::Decimal)>,
}

/// The open questions of some conditions, and the diagrams over them.
pub struct Symbolic<'e, 'a, W> {
    evaluator: &'e mut Evaluator<'a, W>,
    questions: Vec<OpenQuestion>,
    index: FxHashMap<Variable, usize>,
    circuit: Circuit,
    gates: FxHashMap<(NodeIndex, Bindings), Gate>,
    gates_unnamed: FxHashMap<(NodeIndex, Bindings), unnamed::Between>,
    diagram: Diagram,
    /// The diagrams of the circuit's parts, as far as they were asked for.
    built: Vec<Option<Node>>,
}

impl<'e, 'a, W: World> Symbolic<'e, 'a, W> {
    /// Collects the open questions of these conditions. Later calls may only build these or parts of them.
    #[must_use]
    pub fn new(evaluator: &'e mut Evaluator<'a, W>, roots: &[(NodeIndex, Bindings)]) -> Self {
        let mut collector = Collector {
            evaluator,
            questions: Vec::new(),
            index: FxHashMap::default(),
            seen: rustc_hash::FxHashSet::default(),
        };
        for (root, bindings) in roots {
            collector.visit(*root, bindings);
        }
        let Collector {
            evaluator,
            mut questions,
            index,
            ..
        } = collector;
        cells::divide(evaluator, &mut questions);
        let cells = cells_each(&questions);
        let room = evaluator.take_room();
        Self {
            evaluator,
            questions,
            index,
            circuit: Circuit::new(),
            gates: FxHashMap::default(),
            gates_unnamed: FxHashMap::default(),
            diagram: Diagram::in_room(cells, DIAGRAM_NODES_MAX, room),
            built: Vec::new(),
        }
    }

    /// The open questions; a diagram's variable is an index into them.
    #[must_use]
    pub fn questions(&self) -> &[OpenQuestion] {
        &self.questions
    }

    /// The diagrams.
    pub fn diagram(&mut self) -> &mut Diagram {
        &mut self.diagram
    }

    /// Makes room: diagrams that were drawn before mean nothing any more.
    pub fn forget_diagrams(&mut self) {
        self.diagram.forget();
        self.built.clear();
    }

    /// The position of a question, if it is open here.
    #[must_use]
    pub fn position(&self, variable: &Variable) -> Option<usize> {
        self.index.get(variable).copied()
    }

    /// The diagram of a condition.
    ///
    /// # Errors
    /// When the open questions combine in too many ways.
    pub fn build(&mut self, node: NodeIndex, bindings: &Bindings) -> Result<Node, TooLarge> {
        let gate = self.gate(node, bindings)?;
        self.built.resize(self.circuit.len(), None);
        self.drawn(gate)
    }

    fn drawn(&mut self, gate: Gate) -> Result<Node, TooLarge> {
        let place = gate.place();
        let node = match self.built[place] {
            Some(known) => known,
            None => {
                let node = match self.circuit.part(gate) {
                    Part::Holds => YES,
                    Part::Test { question, cells } => self.diagram.test(*question, cells)?,
                    Part::All(gates) => {
                        let mut gates = gates.to_vec();
                        // What is asked before the rest is put before it in one step; what is asked after it is put
                        // behind each of its ways.
                        gates.sort_by_key(|&one| Reverse(self.circuit.first_question(one)));
                        let mut all = YES;
                        for one in gates {
                            let one = self.drawn(one)?;
                            all = self.diagram.and(all, one)?;
                            if all == NO {
                                break;
                            }
                        }
                        all
                    }
                };
                self.built[place] = Some(node);
                node
            }
        };
        if gate.is_contrary() {
            self.diagram.not(node)
        } else {
            Ok(node)
        }
    }

    /// Whether some combination of answers leads to a gate with all of the others, as far as it can be told without a
    /// diagram: one was found, or they are plain contraries.
    #[must_use]
    pub fn can_plainly_be(&self, gate: Gate, others: &[Gate]) -> Option<bool> {
        self.plainly(
            gate,
            others,
            self.circuit.nearest_first(gate, others).as_deref(),
        )
    }

    fn plainly(&self, gate: Gate, others: &[Gate], apart: Option<&[Gate]>) -> Option<bool> {
        if apart.is_none() {
            return Some(false);
        }
        let cells = cells_each(&self.questions);
        let goals: Vec<Gate> = std::iter::once(gate)
            .chain(others.iter().copied())
            .collect();
        search::found(&self.circuit, &cells, &goals).then_some(true)
    }

    /// Whether some combination of answers leads to a gate with all of the others.
    ///
    /// An answer that is found shows that there is one; only where none is, a diagram has to show that there is none.
    ///
    /// # Errors
    /// When the open questions combine in too many ways.
    pub fn can_be(&mut self, gate: Gate, others: &[Gate]) -> Result<bool, TooLarge> {
        let apart = self.circuit.nearest_first(gate, others);
        if let Some(told) = self.plainly(gate, others, apart.as_deref()) {
            return Ok(told);
        }
        let Some(apart) = apart else {
            return Ok(false);
        };
        self.built.resize(self.circuit.len(), None);
        let mut together = YES;
        for one in apart {
            let one = self.drawn(one)?;
            together = self.diagram.and(together, one)?;
            if together == NO {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What a condition asks of the open questions.
    ///
    /// # Errors
    /// When the condition asks something that was not collected.
    pub fn gate(&mut self, node: NodeIndex, bindings: &Bindings) -> Result<Gate, TooLarge> {
        match self.evaluator.truth(node, bindings) {
            Truth::True => return Ok(Gate::HOLDS),
            Truth::False => return Ok(Gate::FAILS),
            Truth::Unknown => {}
        }
        let law = self.evaluator.law();
        let key = (node, law.graph().dependence(node).of(bindings));
        if let Some(&known) = self.gates.get(&key) {
            return Ok(known);
        }
        let result = match law.graph().node(node) {
            // A constant is never unknown.
            GraphNode::Constant(true) => Gate::HOLDS,
            GraphNode::Constant(false) => Gate::FAILS,
            GraphNode::Atom(atom) => self.atom(atom, bindings)?,
            GraphNode::Not(part) => !self.gate(*part, bindings)?,
            GraphNode::All(parts) => {
                let parts = self.gates_of(parts, bindings)?;
                self.circuit.all(parts)
            }
            GraphNode::Any(parts) => {
                let parts = self.gates_of(parts, bindings)?;
                self.circuit.any(parts)
            }
            GraphNode::Reading(reading, mask) => {
                let variable = Variable::Reading(*reading);
                self.test(&variable, |cell| match cell {
                    Cell::Alternative(index) => mask.get(*index).copied(),
                    _ => None,
                })?
            }
            GraphNode::Open(id) => self.yes(&Variable::Open(*id))?,
            GraphNode::Rebind(subject, body) => {
                let inner = Bindings {
                    item: bindings.item_of(*subject),
                    ..*bindings
                };
                self.gate(*body, &inner)?
            }
            GraphNode::Quantified(quantifier, over, body) => {
                self.quantified(*quantifier, *over, *body, bindings)?
            }
            GraphNode::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let share = share_of(law, *measure, *whole, *filter, bindings);
                self.test(&Variable::Share(share), |cell| match cell {
                    Cell::Range(range) => range.is(*comparison, *threshold).as_bool(),
                    _ => None,
                })?
            }
        };
        self.gates.insert(key, result);
        Ok(result)
    }

    fn gates_of(
        &mut self,
        parts: &[NodeIndex],
        bindings: &Bindings,
    ) -> Result<Vec<Gate>, TooLarge> {
        parts
            .iter()
            .map(|&part| self.gate(part, bindings))
            .collect()
    }

    fn atom(&mut self, atom: &Atom, bindings: &Bindings) -> Result<Gate, TooLarge> {
        let place = self.evaluator.world().place(atom.subject, bindings);
        let fact = self.evaluator.world().fact(place, atom.fact);
        let variable = match (&atom.test, fact) {
            (_, Fact::Known { .. })
            | (Test::Money(..), Fact::Unknown(_) | Fact::Between { .. }) => {
                return self.unanswered(place, atom);
            }
            (Test::Includes(code), Fact::Unknown(_)) => {
                return self.yes(&Variable::Member(place, atom.fact, *code));
            }
            _ => Variable::Fact(place, atom.fact),
        };
        // The first pass visits what the second builds; should a question be missing, nothing can be said.
        let &position = self.index.get(&variable).ok_or(FULL)?;
        let answers: Vec<Truth> = self.questions[position]
            .cells
            .iter()
            .map(|cell| cell_answer(cell, &atom.test))
            .collect();
        let yes: Vec<bool> = answers.iter().map(|answer| answer.is_true()).collect();
        let certain = self.circuit.test(position, &yes);
        if answers.iter().any(|answer| answer.is_unknown()) {
            let silent: Vec<bool> = answers.iter().map(|answer| answer.is_unknown()).collect();
            let silent = self.circuit.test(position, &silent);
            let open = self.unanswered(place, atom)?;
            let possible = self.circuit.all(vec![silent, open]);
            return Ok(self.circuit.any(vec![certain, possible]));
        }
        Ok(certain)
    }

    /// What a test comes to for which the fact itself gives no answer.
    fn unanswered(&mut self, place: Place, atom: &Atom) -> Result<Gate, TooLarge> {
        match &atom.test {
            Test::Money(_, currency, _) => {
                let variable = Variable::Amount(place, atom.fact, *currency);
                self.test(&variable, |cell| cell_answer(cell, &atom.test).as_bool())
            }
            test => self.yes(&Variable::Silent(place, atom.fact, test.clone())),
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: NodeIndex,
        bindings: &Bindings,
    ) -> Result<Gate, TooLarge> {
        let whole = whole_of(over, bindings);
        let members = self.evaluator.world().members(over, whole);
        let every = quantifier == Quantifier::Every;
        let mut of_each = Vec::with_capacity(members.indices.len() + 1);
        for &member in &members.indices {
            of_each.push(self.gate(body, &bound(over, member, bindings))?);
        }
        let law = self.evaluator.law();
        if law.asks_of_unnamed(over, body, &members) {
            // Some of them meet the condition only where it can hold of anybody; all of them do where it must.
            let unlisted = unlisted(law, over, body, bindings);
            let rest = self.yes(&Variable::Undisclosed(body, unlisted, every))?;
            let anybody = self.of_unnamed(body, &bound(over, UNNAMED, bindings))?;
            of_each.push(if every {
                self.circuit.any(vec![anybody.certain, rest])
            } else {
                self.circuit.all(vec![anybody.possible, rest])
            });
        }
        let result = if every {
            self.circuit.all(of_each)
        } else {
            self.circuit.any(of_each)
        };
        Ok(if quantifier == Quantifier::No {
            !result
        } else {
            result
        })
    }

    /// Whether a two-celled question is answered yes.
    fn yes(&mut self, variable: &Variable) -> Result<Gate, TooLarge> {
        self.test(variable, |cell| match cell {
            Cell::YesNo(yes) => Some(*yes),
            _ => None,
        })
    }

    fn test(
        &mut self,
        variable: &Variable,
        yes: impl Fn(&Cell) -> Option<bool>,
    ) -> Result<Gate, TooLarge> {
        let &position = self.index.get(variable).ok_or(FULL)?;
        let mask: Option<Vec<bool>> = self.questions[position].cells.iter().map(yes).collect();
        Ok(self.circuit.test(position, &mask.ok_or(FULL)?))
    }
}

impl<W> Drop for Symbolic<'_, '_, W> {
    fn drop(&mut self) {
        let diagram = std::mem::replace(&mut self.diagram, Diagram::new(Vec::new(), 0));
        self.evaluator.keep_room(diagram.into_room());
    }
}

/// How many cells each question has.
fn cells_each(questions: &[OpenQuestion]) -> Vec<usize> {
    questions.iter().map(|one| one.cells.len()).collect()
}

struct Collector<'e, 'a, W> {
    evaluator: &'e mut Evaluator<'a, W>,
    questions: Vec<OpenQuestion>,
    index: FxHashMap<Variable, usize>,
    seen: rustc_hash::FxHashSet<(NodeIndex, Bindings)>,
}

impl<W: World> Collector<'_, '_, W> {
    fn visit(&mut self, node: NodeIndex, bindings: &Bindings) {
        let law = self.evaluator.law();
        let looks_at = law.graph().dependence(node).of(bindings);
        if self.evaluator.truth(node, bindings) != Truth::Unknown
            || !self.seen.insert((node, looks_at))
        {
            return;
        }
        // What those are whom nobody named is not asked of each: the question is whether any of them meets the
        // condition on them.
        let of_unnamed = looks_at.is_unnamed();
        match law.graph().node(node) {
            GraphNode::Atom(_) | GraphNode::Share { .. } if of_unnamed => {}
            GraphNode::Constant(_) => {}
            GraphNode::Atom(atom) => self.atom(atom, bindings),
            GraphNode::Not(part) => self.visit(*part, bindings),
            GraphNode::All(parts) | GraphNode::Any(parts) => {
                for &part in parts {
                    self.visit(part, bindings);
                }
            }
            GraphNode::Reading(reading, _) => {
                self.question(Variable::Reading(*reading));
            }
            GraphNode::Open(id) => {
                self.question(Variable::Open(*id));
            }
            GraphNode::Rebind(subject, body) => {
                let inner = Bindings {
                    item: bindings.item_of(*subject),
                    ..*bindings
                };
                self.visit(*body, &inner);
            }
            GraphNode::Quantified(quantifier, over, body) => {
                let whole = whole_of(*over, bindings);
                let members = self.evaluator.world().members(*over, whole);
                for &member in &members.indices {
                    self.visit(*body, &bound(*over, member, bindings));
                }
                if law.asks_of_unnamed(*over, *body, &members) {
                    if !of_unnamed {
                        let every = *quantifier == Quantifier::Every;
                        let unlisted = unlisted(law, *over, *body, bindings);
                        self.question(Variable::Undisclosed(*body, unlisted, every));
                    }
                    self.visit(*body, &bound(*over, UNNAMED, bindings));
                }
            }
            GraphNode::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let share = share_of(law, *measure, *whole, *filter, bindings);
                let position = self.question(Variable::Share(share));
                let tests = &mut self.questions[position].threshold_tests;
                if !tests.contains(&(*comparison, *threshold)) {
                    tests.push((*comparison, *threshold));
                }
                // Bounds are needed when the cells are divided; computing them here remembers them.
                self.evaluator.share(share);
            }
        }
    }

    fn atom(&mut self, atom: &Atom, bindings: &Bindings) {
        let place = self.evaluator.world().place(atom.subject, bindings);
        let fact = self.evaluator.world().fact(place, atom.fact);
        debug_assert_eq!(
            answer(&atom.test, fact),
            Truth::Unknown,
            "only open atoms get here"
        );
        let test = &atom.test;
        let unanswered = |value: &Value| answer_of_value(test, value).is_unknown();
        if let Test::Money(_, currency, _) = test {
            // Past the cap a contested amount counts as unknown, so its amount is a question even where every
            // candidate is in the currency asked for.
            self.ask(Variable::Amount(place, atom.fact, *currency), test);
            if matches!(fact, Fact::Contested(_)) {
                self.ask(Variable::Fact(place, atom.fact), test);
            }
            return;
        }
        let silent = match fact {
            Fact::Known { .. } => true,
            Fact::Contested(candidates) if candidates.iter().any(|one| unanswered(&one.value)) => {
                true
            }
            _ => matches!(test, Test::Codes { unanswered, .. } if !unanswered.is_empty()),
        };
        if silent {
            self.question(Variable::Silent(place, atom.fact, test.clone()));
        }
        match (test, fact) {
            (_, Fact::Known { .. }) => {}
            (Test::Includes(code), Fact::Unknown(_)) => {
                self.question(Variable::Member(place, atom.fact, *code));
            }
            _ => self.ask(Variable::Fact(place, atom.fact), test),
        }
    }

    /// Puts a test to a question.
    fn ask(&mut self, variable: Variable, test: &Test) {
        let position = self.question(variable);
        let tests = &mut self.questions[position].tests;
        if !tests.contains(test) {
            tests.push(test.clone());
        }
    }

    fn question(&mut self, variable: Variable) -> usize {
        if let Some(&position) = self.index.get(&variable) {
            return position;
        }
        let position = self.questions.len();
        self.index.insert(variable.clone(), position);
        self.questions.push(OpenQuestion {
            variable,
            cells: Vec::new(),
            contested: false,
            tests: Vec::new(),
            threshold_tests: Vec::new(),
        });
        position
    }
}
