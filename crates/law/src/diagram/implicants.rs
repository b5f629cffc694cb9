//! Shortest settling answers: the cheapest prime implicants of a diagram.

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Diagram, NO, Node, TooLarge, YES};

/// One answer: the variable lies in one of these cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal {
    /// The variable.
    pub variable: usize,
    /// The cells, ascending; fewer than all.
    pub cells: Vec<usize>,
}

/// Answers that together settle the question, whatever the rest is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Implicant {
    /// The sum of the costs of its answers.
    pub cost: u32,
    /// Its answers, by variable.
    pub literals: Vec<Literal>,
}

/// Answers of single cells, along a way through a diagram: the first, and the place of the rest.
#[derive(Debug, Clone, Copy)]
struct Cube {
    variable: usize,
    cell: usize,
    rest: usize,
    cost: u32,
    /// A bit for each answer, several answers to a bit: who lacks a bit lacks the answer.
    bits: u64,
}

/// The place of the cube that asks nothing.
const NOTHING: usize = 0;

/// The cubes that were found, and for each node those that lead to yes from there.
struct Cubes {
    all: Vec<Cube>,
    lists: Vec<usize>,
    of: FxHashMap<Node, Range<usize>>,
    most: usize,
}

impl Cubes {
    fn new(most: usize) -> Self {
        let nothing = Cube {
            variable: usize::MAX,
            cell: 0,
            rest: NOTHING,
            cost: 0,
            bits: 0,
        };
        Self {
            all: vec![nothing],
            lists: Vec::new(),
            of: FxHashMap::default(),
            most,
        }
    }

    fn answers(&self, cube: usize) -> impl Iterator<Item = (usize, usize)> {
        let mut at = cube;
        std::iter::from_fn(move || {
            let here = self.all[at];
            let answer = (at != NOTHING).then_some((here.variable, here.cell));
            at = here.rest;
            answer
        })
    }

    /// Whether every answer of the first is one of the second, both in the order of variables.
    fn is_within(&self, small: usize, large: usize) -> bool {
        if self.all[small].bits & !self.all[large].bits != 0 {
            return false;
        }
        let mut large = self.answers(large);
        self.answers(small)
            .all(|answer| large.any(|other| other == answer))
    }

    fn order(&self, one: usize, other: usize) -> Ordering {
        let by_cost = self.all[one].cost.cmp(&self.all[other].cost);
        by_cost.then_with(|| self.answers(one).cmp(self.answers(other)))
    }

    /// Puts a cube in its place among those found, unless it is there or there are enough that are cheaper.
    fn put(&mut self, found: &mut Vec<usize>, cube: Cube) {
        let last = self.all.len();
        self.all.push(cube);
        if let Err(place) = found.binary_search_by(|&known| self.order(known, last))
            && place < self.most
        {
            found.insert(place, last);
            found.truncate(self.most);
        } else {
            // Nothing leads to it.
            self.all.pop();
        }
    }
}

impl Diagram {
    /// The cheapest sets of answers each of which alone makes a yes/no diagram yes, at most `most`, cheapest first.
    /// Each answer is as wide as it can be ("at least 0.1 %", not "more than 0.1 %"), and none can be left out.
    ///
    /// # Errors
    /// When the store is full.
    pub fn shortest_implicants(
        &mut self,
        node: Node,
        costs: &[u32],
        most: usize,
    ) -> Result<Vec<Implicant>, TooLarge> {
        // Cubes with single cells often widen into the same implicant, so look at more of them than asked for.
        let mut cubes = Cubes::new(most.saturating_mul(4));
        let cheapest = self.cheapest(node, costs, &mut cubes)?;
        let mut found: Vec<Implicant> = Vec::new();
        for place in cheapest {
            let cube: Vec<(usize, usize)> = cubes.answers(cubes.lists[place]).collect();
            let literals = self.widen(node, &cube)?;
            // What widened to any answer at all is not asked, and costs nothing.
            let cost = literals
                .iter()
                .map(|literal| cost_of(costs, literal.variable))
                .fold(0, u32::saturating_add);
            if !found.iter().any(|known| covers(&known.literals, &literals)) {
                found.push(Implicant { cost, literals });
            }
        }
        found.sort();
        found.truncate(most);
        Ok(found)
    }

    /// The cheapest cubes that lead to yes from a node, cheapest first: where they lie among the lists.
    fn cheapest(
        &mut self,
        node: Node,
        costs: &[u32],
        cubes: &mut Cubes,
    ) -> Result<Range<usize>, TooLarge> {
        if let Some(known) = cubes.of.get(&node) {
            return Ok(known.clone());
        }
        let mut found: Vec<usize> = Vec::with_capacity(cubes.most);
        if node == YES {
            found.push(NOTHING);
        } else if let Some(branch) = self.branch(node) {
            let variable = branch.variable();
            let mut consensus = YES;
            for cell in 0..self.cells(variable) {
                let child = self.store.child(branch.children() + cell);
                consensus = self.and(consensus, child)?;
            }
            let without = self.cheapest(consensus, costs, cubes)?;
            found.extend_from_slice(&cubes.lists[without]);
            // What holds without this variable is not improved by asking for it.
            let without = found.clone();
            let own_cost = cost_of(costs, variable);
            for cell in 0..self.cells(variable) {
                let child = self.store.child(branch.children() + cell);
                for place in self.cheapest(child, costs, cubes)? {
                    let rest = cubes.lists[place];
                    let cost = cubes.all[rest].cost.saturating_add(own_cost);
                    let enough = found.len() >= cubes.most
                        && found
                            .last()
                            .is_some_and(|&last| cubes.all[last].cost < cost);
                    if enough {
                        break;
                    }
                    if without.iter().any(|&known| cubes.is_within(known, rest)) {
                        continue;
                    }
                    let bit = (variable.wrapping_mul(7).wrapping_add(cell)) % 64;
                    let cube = Cube {
                        variable,
                        cell,
                        rest,
                        cost,
                        bits: cubes.all[rest].bits | (1 << bit),
                    };
                    cubes.put(&mut found, cube);
                }
            }
        }
        let from = cubes.lists.len();
        cubes.lists.extend(found);
        let range = from..cubes.lists.len();
        cubes.of.insert(node, range.clone());
        Ok(range)
    }

    fn widen(&mut self, node: Node, cube: &[(usize, usize)]) -> Result<Vec<Literal>, TooLarge> {
        let mut literals: Vec<Literal> = cube
            .iter()
            .map(|&(variable, cell)| Literal {
                variable,
                cells: vec![cell],
            })
            .collect();
        for position in 0..literals.len() {
            for cell in 0..self.cells(literals[position].variable) {
                if literals[position].cells.contains(&cell) {
                    continue;
                }
                let cells = &mut literals[position].cells;
                let place = cells.partition_point(|&known| known < cell);
                cells.insert(place, cell);
                if !self.implied_by(node, &literals) {
                    literals[position].cells.remove(place);
                }
            }
        }
        literals.retain(|literal| literal.cells.len() < self.cells(literal.variable));
        literals.sort();
        Ok(literals)
    }

    /// Whether these answers, in the order of their variables, lead to yes.
    fn implied_by(&self, node: Node, literals: &[Literal]) -> bool {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            if node == NO {
                return false;
            }
            let Some(branch) = self.branch(node) else {
                continue;
            };
            if !seen.insert(node) {
                continue;
            }
            match literals.binary_search_by_key(&branch.variable(), |literal| literal.variable) {
                Ok(place) => {
                    let children = self.children_of(branch);
                    stack.extend(literals[place].cells.iter().map(|&cell| children[cell]));
                }
                Err(_) => stack.extend(self.children_of(branch).iter().copied()),
            }
        }
        true
    }
}

fn cost_of(costs: &[u32], variable: usize) -> u32 {
    costs.get(variable).copied().unwrap_or(1)
}

/// Whether each answer of the first is at least as wide as one of the second's.
fn covers(first: &[Literal], second: &[Literal]) -> bool {
    first.iter().all(|wide| {
        second.iter().any(|narrow| {
            narrow.variable == wide.variable
                && narrow.cells.iter().all(|cell| wide.cells.contains(cell))
        })
    })
}
