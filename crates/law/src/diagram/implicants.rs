//! Shortest settling answers: the cheapest prime implicants of a diagram.

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

type Cube = Vec<(usize, usize)>;
type Memo = FxHashMap<Node, Vec<(u32, Cube)>>;

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
        let mut memo = Memo::default();
        // Cubes with single cells often widen into the same implicant, so look at more of them than asked for.
        let cubes = self.cheapest(node, costs, most.saturating_mul(4), &mut memo)?;
        let mut found: Vec<Implicant> = Vec::new();
        for (_, cube) in cubes {
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

    fn cheapest(
        &mut self,
        node: Node,
        costs: &[u32],
        most: usize,
        memo: &mut Memo,
    ) -> Result<Vec<(u32, Cube)>, TooLarge> {
        if node == YES {
            return Ok(vec![(0, Vec::new())]);
        }
        let Some(branch) = self.branch(node).cloned() else {
            return Ok(Vec::new());
        };
        if let Some(known) = memo.get(&node) {
            return Ok(known.clone());
        }
        let mut consensus = YES;
        for &child in &branch.children {
            consensus = self.and(consensus, child)?;
        }
        let mut found = self.cheapest(consensus, costs, most, memo)?;
        let cost = cost_of(costs, branch.variable);
        for (cell, &child) in branch.children.iter().enumerate() {
            for (rest_cost, rest) in self.cheapest(child, costs, most, memo)? {
                // What already holds without this variable is not improved by asking for it.
                if found
                    .iter()
                    .any(|(_, known)| known.iter().all(|part| rest.contains(part)))
                {
                    continue;
                }
                let mut cube = Vec::with_capacity(rest.len() + 1);
                cube.push((branch.variable, cell));
                cube.extend(rest);
                found.push((rest_cost.saturating_add(cost), cube));
            }
        }
        found.sort();
        found.dedup();
        found.truncate(most);
        memo.insert(node, found.clone());
        Ok(found)
    }

    fn widen(&mut self, node: Node, cube: &Cube) -> Result<Vec<Literal>, TooLarge> {
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
                let mut wider = literals.clone();
                wider[position].cells.push(cell);
                wider[position].cells.sort_unstable();
                if self.implied_by(node, &wider) {
                    literals = wider;
                }
            }
        }
        literals.retain(|literal| literal.cells.len() < self.cells(literal.variable));
        literals.sort();
        Ok(literals)
    }

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
            match literals
                .iter()
                .find(|literal| literal.variable == branch.variable)
            {
                Some(literal) => {
                    stack.extend(literal.cells.iter().map(|&cell| branch.children[cell]))
                }
                None => stack.extend(branch.children.iter().copied()),
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
