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
mod store;

use rustc_hash::FxHashMap;

use store::{Branch, Store};

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

/// What was once a place in memory is one again.
fn index_of(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Where a diagram leads once a variable has been answered.
#[derive(Debug, Clone, Copy)]
enum Cofactors {
    /// The variable is asked here; its children lie from this place on.
    From(usize),
    /// The variable is not asked here.
    Same(Node),
}

/// A store of shared nodes over a fixed order of variables.
#[derive(Debug, Clone)]
pub struct Diagram {
    cells: Vec<usize>,
    store: Store,
    /// Children of branches that are being made.
    making: Vec<Node>,
    limit: usize,
}

/// The room that diagrams took, for others to be drawn in. Where many are drawn, it spares asking for it again.
#[derive(Debug, Clone, Default)]
pub struct Room {
    store: Store,
    making: Vec<Node>,
}

impl Diagram {
    /// An empty store for variables with these numbers of cells, in this order, holding at most `limit` nodes.
    #[must_use]
    pub fn new(cells: Vec<usize>, limit: usize) -> Self {
        Self::in_room(cells, limit, Room::default())
    }

    /// The same, in the room of another.
    #[must_use]
    pub fn in_room(cells: Vec<usize>, limit: usize, room: Room) -> Self {
        let Room { mut store, making } = room;
        store.clear();
        Self {
            cells,
            store,
            making,
            limit,
        }
    }

    /// Makes room: nodes that were made before mean nothing any more.
    pub fn forget(&mut self) {
        self.store.clear();
        self.making.clear();
    }

    /// Its room, for the next.
    #[must_use]
    pub fn into_room(self) -> Room {
        let Self {
            store, mut making, ..
        } = self;
        making.clear();
        Room { store, making }
    }

    /// How many nodes have been made.
    #[must_use]
    pub fn size(&self) -> usize {
        self.store.len()
    }

    /// How many cells a variable has.
    #[must_use]
    pub fn cells(&self, variable: usize) -> usize {
        self.cells.get(variable).copied().unwrap_or(0)
    }

    fn branch(&self, node: Node) -> Option<Branch> {
        node.index().and_then(|index| self.store.branch(index))
    }

    fn children_of(&self, branch: Branch) -> &[Node] {
        self.store.children(branch, self.cells(branch.variable()))
    }

    /// The branch whose children are those that are being made from this place on, which are taken off.
    fn make(&mut self, variable: usize, from: usize) -> Result<Node, TooLarge> {
        let children = &self.making[from..];
        debug_assert_eq!(
            children.len(),
            self.cells(variable),
            "a branch has a child for each cell"
        );
        let made = match children {
            [first, rest @ ..] if rest.iter().all(|child| child == first) => Some(*first),
            _ => {
                let variables = self.cells.len();
                self.store.shared(variable, children, self.limit, variables)
            }
        };
        self.making.truncate(from);
        made.ok_or(TooLarge { limit: self.limit })
    }

    /// Yes for the cells marked, no for the others.
    ///
    /// # Errors
    /// When the store is full.
    pub fn test(&mut self, variable: usize, yes: &[bool]) -> Result<Node, TooLarge> {
        let from = self.making.len();
        let children = yes.iter().map(|&yes| if yes { YES } else { NO });
        self.making.extend(children);
        self.make(variable, from)
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
        if let Some(known) = self.store.chosen(condition, yes, no) {
            return Ok(known);
        }
        let (conditions, yeses, noes) = (self.branch(condition), self.branch(yes), self.branch(no));
        let first = [conditions, yeses, noes].into_iter().flatten();
        let Some(variable) = first.map(|branch| branch.variable()).min() else {
            // A condition that is neither yes nor no asks something.
            return Err(TooLarge { limit: self.limit });
        };
        let at = |node: Node, branch: Option<Branch>| {
            branch
                .filter(|branch| branch.variable() == variable)
                .map_or(Cofactors::Same(node), |branch| {
                    Cofactors::From(branch.children())
                })
        };
        let cofactors = [at(condition, conditions), at(yes, yeses), at(no, noes)];
        let from = self.making.len();
        // Cells that lie side by side often lead to the same.
        let mut last = None;
        for cell in 0..self.cells(variable) {
            let three = cofactors.map(|of| self.cofactor(of, cell));
            let child = match last {
                Some((before, child)) if before == three => child,
                _ => {
                    let [condition, yes, no] = three;
                    match self.choose(condition, yes, no) {
                        Ok(child) => child,
                        Err(too_large) => {
                            self.making.truncate(from);
                            return Err(too_large);
                        }
                    }
                }
            };
            last = Some((three, child));
            self.making.push(child);
        }
        let found = self.make(variable, from)?;
        self.store.remember(condition, yes, no, found);
        Ok(found)
    }

    #[inline]
    fn cofactor(&self, of: Cofactors, cell: usize) -> Node {
        match of {
            Cofactors::From(children) => self.store.child(children + cell),
            Cofactors::Same(node) => node,
        }
    }

    /// Both of two conditions.
    ///
    /// # Errors
    /// When the store is full.
    pub fn and(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        self.joined(left, right, NO)
    }

    /// Either of two conditions.
    ///
    /// # Errors
    /// When the store is full.
    pub fn or(&mut self, left: Node, right: Node) -> Result<Node, TooLarge> {
        self.joined(left, right, YES)
    }

    /// Both of two conditions, or either of them: whichever it is in which one that comes to `settles` settles it.
    fn joined(&mut self, left: Node, right: Node, settles: Node) -> Result<Node, TooLarge> {
        if left == right || right == settles {
            return Ok(right);
        }
        if left == settles {
            return Ok(left);
        }
        let neutral = if settles == NO { YES } else { NO };
        if left == neutral {
            return Ok(right);
        }
        if right == neutral {
            return Ok(left);
        }
        let (one, other) = if left <= right {
            (left, right)
        } else {
            (right, left)
        };
        let (yes, no) = if settles == NO {
            (other, NO)
        } else {
            (YES, other)
        };
        if let Some(known) = self.store.chosen(one, yes, no) {
            return Ok(known);
        }
        let (Some(ones), Some(others)) = (self.branch(one), self.branch(other)) else {
            // A condition that is neither yes nor no asks something.
            return Err(TooLarge { limit: self.limit });
        };
        let variable = ones.variable().min(others.variable());
        let at = |node: Node, branch: Branch| match branch.variable() == variable {
            true => Cofactors::From(branch.children()),
            false => Cofactors::Same(node),
        };
        let cofactors = [at(one, ones), at(other, others)];
        let from = self.making.len();
        let mut last = None;
        for cell in 0..self.cells(variable) {
            let two = cofactors.map(|of| self.cofactor(of, cell));
            let child = match last {
                Some((before, child)) if before == two => child,
                _ => match self.joined(two[0], two[1], settles) {
                    Ok(child) => child,
                    Err(too_large) => {
                        self.making.truncate(from);
                        return Err(too_large);
                    }
                },
            };
            last = Some((two, child));
            self.making.push(child);
        }
        let found = self.make(variable, from)?;
        self.store.remember(one, yes, no, found);
        Ok(found)
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
        let own = branch.variable();
        if own > variable {
            return Ok(node);
        }
        if own == variable {
            return Ok(self.children_of(branch)[cell]);
        }
        if let Some(&known) = memo.get(&node) {
            return Ok(known);
        }
        let result = self.mapped(branch, |diagram, child| {
            diagram.restrict_in(child, variable, cell, memo)
        })?;
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
        let Some(branch) = self.branch(node) else {
            return Ok(NO);
        };
        let result = self.mapped(branch, |diagram, child| {
            diagram.ends_in_memo(child, terminal, memo)
        })?;
        memo.insert(node, result);
        Ok(result)
    }

    /// The branch with something else in the place of each child.
    fn mapped(
        &mut self,
        branch: Branch,
        mut other: impl FnMut(&mut Self, Node) -> Result<Node, TooLarge>,
    ) -> Result<Node, TooLarge> {
        let from = self.making.len();
        for cell in 0..self.cells(branch.variable()) {
            let child = self.store.child(branch.children() + cell);
            match other(self, child) {
                Ok(child) => self.making.push(child),
                Err(too_large) => {
                    self.making.truncate(from);
                    return Err(too_large);
                }
            }
        }
        self.make(branch.variable(), from)
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
                found.insert(branch.variable());
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
                stack.extend(self.children_of(branch).iter().copied());
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
                (None, Some(branch)) => node = self.children_of(branch)[answers[branch.variable()]],
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
            let (cell, &child) = self
                .children_of(branch)
                .iter()
                .enumerate()
                .find(|&(_, &child)| child != NO)?;
            path.push((branch.variable(), cell));
            node = child;
        }
    }
}
