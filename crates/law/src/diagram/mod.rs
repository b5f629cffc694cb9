//! Multi-valued decision diagrams: what stays open after three-valued evaluation.
//!
//! A variable stands for one open fact, reading or gap; its *cells* are the answers that the law can tell apart
//! (for a share compared with 0.1 %: below, exactly, above). A diagram maps each combination of cells to a small
//! number, the *terminal*; 0 and 1 serve as no and yes. Diagrams are reduced and shared, so two that mean the same
//! are the same node, and a variable that does not matter does not occur.
//!
//! ```
//! use exeat_law::diagram::{Diagram, NO, YES};
//!
//! let mut diagram = Diagram::new(vec![2, 3], 1_000);
//! let relief = diagram.test(0, &[false, true])?;
//! let share = diagram.test(1, &[false, true, true])?;
//! let not_relief = diagram.not(relief)?;
//! let licence = diagram.and(share, not_relief)?;
//! assert_eq!(diagram.support(licence), [0, 1]);
//! let relieved = diagram.restrict(licence, 0, 1)?;
//! assert_eq!(relieved, NO);
//! let always = diagram.or(licence, YES)?;
//! assert_eq!(always, YES);
//! # Ok::<(), exeat_law::diagram::TooLarge>(())
//! ```

mod implicants;

use rustc_hash::FxHashMap;

pub use implicants::{Implicant, Literal};

/// A node of a diagram, or a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

/// How many terminals there are.
pub const TERMINALS: u32 = 16;
/// The terminal 0: no.
pub const NO: Node = Node(0);
/// The terminal 1: yes.
pub const YES: Node = Node(1);

impl Node {
    /// The terminal with this number.
    ///
    /// # Panics
    /// When the number is 16 or more: terminals are chosen by the program, never by input.
    #[must_use]
    pub fn terminal(number: u8) -> Self {
        assert!(u32::from(number) < TERMINALS, "terminals are 0 to 15");
        Self(u32::from(number))
    }

    /// The terminal's number, if this is a terminal.
    #[must_use]
    pub fn as_terminal(self) -> Option<u8> {
        if self.0 < TERMINALS {
            u8::try_from(self.0).ok()
        } else {
            None
        }
    }

    fn index(self) -> Option<usize> {
        self.0
            .checked_sub(TERMINALS)
            .and_then(|index| usize::try_from(index).ok())
    }
}

/// A diagram outgrew its limit; nothing can be said from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the open questions combine in more than {limit} ways")]
pub struct TooLarge {
    /// The limit, in nodes.
    pub limit: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Branch {
    variable: usize,
    children: Box<[Node]>,
}

/// A store of shared nodes over a fixed order of variables.
#[derive(Debug, Clone)]
pub struct Diagram {
    cells: Vec<usize>,
    branches: Vec<Branch>,
    unique: FxHashMap<Branch, Node>,
    chosen: FxHashMap<(Node, Node, Node), Node>,
    limit: usize,
}

impl Diagram {
    /// An empty store for variables with these numbers of cells, in this order, holding at most `limit` nodes.
    #[must_use]
    pub fn new(cells: Vec<usize>, limit: usize) -> Self {
        Self {
            cells,
            branches: Vec::new(),
            unique: FxHashMap::default(),
            chosen: FxHashMap::default(),
            limit,
        }
    }

    /// How many nodes have been made.
    #[must_use]
    pub fn size(&self) -> usize {
        self.branches.len()
    }

    /// How many cells a variable has.
    #[must_use]
    pub fn cells(&self, variable: usize) -> usize {
        self.cells.get(variable).copied().unwrap_or(0)
    }

    fn branch(&self, node: Node) -> Option<&Branch> {
        node.index().and_then(|index| self.branches.get(index))
    }

    fn variable(&self, node: Node) -> usize {
        self.branch(node)
            .map_or(usize::MAX, |branch| branch.variable)
    }

    fn child(&self, node: Node, variable: usize, cell: usize) -> Node {
        match self.branch(node) {
            Some(branch) if branch.variable == variable => branch.children[cell],
            _ => node,
        }
    }

    fn make(&mut self, variable: usize, children: Vec<Node>) -> Result<Node, TooLarge> {
        debug_assert_eq!(
            children.len(),
            self.cells(variable),
            "a branch has a child for each cell"
        );
        if let [first, rest @ ..] = children.as_slice()
            && rest.iter().all(|child| child == first)
        {
            return Ok(*first);
        }
        let branch = Branch {
            variable,
            children: children.into_boxed_slice(),
        };
        if let Some(&node) = self.unique.get(&branch) {
            return Ok(node);
        }
        let too_large = TooLarge { limit: self.limit };
        if self.branches.len() >= self.limit {
            return Err(too_large);
        }
        let index = u32::try_from(self.branches.len()).map_err(|_| too_large)?;
        let node = Node(index.checked_add(TERMINALS).ok_or(too_large)?);
        self.branches.push(branch.clone());
        self.unique.insert(branch, node);
        Ok(node)
    }

    /// Yes for the cells marked, no for the others.
    ///
    /// # Errors
    /// When the store is full.
    pub fn test(&mut self, variable: usize, yes: &[bool]) -> Result<Node, TooLarge> {
        let children = yes.iter().map(|&yes| if yes { YES } else { NO }).collect();
        self.make(variable, children)
    }

    /// `yes` where the condition holds, `no` where it does not.
    ///
    /// # Errors
    /// When the store is full.
    pub fn choose(&mut self, condition: Node, yes: Node, no: Node) -> Result<Node, TooLarge> {
        if condition == YES || yes == no {
            return Ok(yes);
        }
        if condition == NO {
            return Ok(no);
        }
        if yes == YES && no == NO {
            return Ok(condition);
        }
        let key = (condition, yes, no);
        if let Some(&known) = self.chosen.get(&key) {
            return Ok(known);
        }
        let variable = self
            .variable(condition)
            .min(self.variable(yes))
            .min(self.variable(no));
        let mut children = Vec::with_capacity(self.cells(variable));
        for cell in 0..self.cells(variable) {
            let condition = self.child(condition, variable, cell);
            let yes = self.child(yes, variable, cell);
            let no = self.child(no, variable, cell);
            children.push(self.choose(condition, yes, no)?);
        }
        let node = self.make(variable, children)?;
        self.chosen.insert(key, node);
        Ok(node)
    }

    /// Both.
    ///
    /// # Errors
    /// When the store is full.
    pub fn and(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        let (first, second) = if left <= right {
            (left, right)
        } else {
            (right, left)
        };
        self.choose(first, second, NO)
    }

    /// Either.
    ///
    /// # Errors
    /// When the store is full.
    pub fn or(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        let (first, second) = if left <= right {
            (left, right)
        } else {
            (right, left)
        };
        self.choose(first, YES, second)
    }

    /// The contrary.
    ///
    /// # Errors
    /// When the store is full.
    pub fn not(&mut self, node: Node) -> Result<Node, TooLarge> {
        self.choose(node, NO, YES)
    }

    /// Where the two differ.
    ///
    /// # Errors
    /// When the store is full.
    pub fn differ(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        let contrary = self.not(right)?;
        self.choose(left, contrary, right)
    }

    /// What remains once the variable has this answer.
    ///
    /// # Errors
    /// When the store is full.
    pub fn restrict(&mut self, node: Node, variable: usize, cell: usize) -> Result<Node, TooLarge> {
        let mut memo = FxHashMap::default();
        self.restrict_in(node, variable, cell, &mut memo)
    }

    fn restrict_in(
        &mut self,
        node: Node,
        variable: usize,
        cell: usize,
        memo: &mut FxHashMap<Node, Node>,
    ) -> Result<Node, TooLarge> {
        let Some(branch) = self.branch(node) else {
            return Ok(node);
        };
        if branch.variable > variable {
            return Ok(node);
        }
        if branch.variable == variable {
            return Ok(branch.children[cell]);
        }
        if let Some(&known) = memo.get(&node) {
            return Ok(known);
        }
        let Branch {
            variable: own,
            children,
        } = branch.clone();
        let mut restricted = Vec::with_capacity(children.len());
        for &child in &children {
            restricted.push(self.restrict_in(child, variable, cell, memo)?);
        }
        let result = self.make(own, restricted)?;
        memo.insert(node, result);
        Ok(result)
    }

    /// Yes where the diagram ends in this terminal.
    ///
    /// # Errors
    /// When the store is full.
    pub fn ends_in(&mut self, node: Node, terminal: u8) -> Result<Node, TooLarge> {
        let mut memo = FxHashMap::default();
        self.ends_in_memo(node, terminal, &mut memo)
    }

    fn ends_in_memo(
        &mut self,
        node: Node,
        terminal: u8,
        memo: &mut FxHashMap<Node, Node>,
    ) -> Result<Node, TooLarge> {
        if let Some(found) = node.as_terminal() {
            return Ok(if found == terminal { YES } else { NO });
        }
        if let Some(&known) = memo.get(&node) {
            return Ok(known);
        }
        let Some(Branch { variable, children }) = self.branch(node).cloned() else {
            return Ok(NO);
        };
        let mut mapped = Vec::with_capacity(children.len());
        for &child in &children {
            mapped.push(self.ends_in_memo(child, terminal, memo)?);
        }
        let result = self.make(variable, mapped)?;
        memo.insert(node, result);
        Ok(result)
    }

    /// The terminals that some combination of answers leads to, in ascending order.
    #[must_use]
    pub fn terminals(&self, node: Node) -> Vec<u8> {
        let mut found = std::collections::BTreeSet::new();
        self.walk(node, |node| {
            if let Some(terminal) = node.as_terminal() {
                found.insert(terminal);
            }
        });
        found.into_iter().collect()
    }

    /// The variables that the outcome depends on, in order: whoever knows these knows the outcome.
    #[must_use]
    pub fn support(&self, node: Node) -> Vec<usize> {
        let mut found = std::collections::BTreeSet::new();
        self.walk(node, |node| {
            if let Some(branch) = self.branch(node) {
                found.insert(branch.variable);
            }
        });
        found.into_iter().collect()
    }

    fn walk(&self, node: Node, mut visit: impl FnMut(Node)) {
        let mut seen = rustc_hash::FxHashSet::default();
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            if !seen.insert(node) {
                continue;
            }
            visit(node);
            if let Some(branch) = self.branch(node) {
                stack.extend(branch.children.iter().copied());
            }
        }
    }

    /// The terminal that these answers lead to; `answers[v]` is the cell of variable `v`.
    ///
    /// # Panics
    /// When an answer is missing or not a cell of its variable.
    #[must_use]
    pub fn evaluate(&self, node: Node, answers: &[usize]) -> u8 {
        let mut node = node;
        loop {
            match (node.as_terminal(), self.branch(node)) {
                (Some(terminal), _) => return terminal,
                (None, Some(branch)) => node = branch.children[answers[branch.variable]],
                (None, None) => unreachable!("every node is a terminal or a branch of this store"),
            }
        }
    }

    /// One combination of answers that leads to yes: for each variable on the way, its cell. None if there is none.
    #[must_use]
    pub fn witness(&self, node: Node) -> Option<Vec<(usize, usize)>> {
        let mut path = Vec::new();
        let mut node = node;
        loop {
            if node == YES {
                return Some(path);
            }
            let branch = self.branch(node)?;
            // A reduced node that is not `no` has a child that is not `no`.
            let (cell, &child) = branch
                .children
                .iter()
                .enumerate()
                .find(|&(_, &child)| child != NO)?;
            path.push((branch.variable, cell));
            node = child;
        }
    }
}
