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

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

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

/// A variable with a node for each of its cells, which lie behind one another in the store.
#[derive(Debug, Clone, Copy)]
struct Branch {
    variable: u32,
    children: u32,
    /// How many branches lie one below the other from here on, at most; kept where there are enough variables for
    /// too many.
    height: u32,
}

/// Branches lie no more than so many one below the other: they are gone through by recursion, for which there must be
/// room where little memory is given to each thread.
const HEIGHT_MAX: u32 = 1_000;

/// Stands where no branch with the same hash was made before.
const NONE_BEFORE: u32 = u32::MAX;

impl Branch {
    fn variable(self) -> usize {
        index_of(self.variable)
    }

    fn children(self) -> usize {
        index_of(self.children)
    }
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

/// One remembered answer of [`Diagram::choose`].
#[derive(Debug, Clone, Copy)]
struct Chosen {
    condition: Node,
    yes: Node,
    no: Node,
    found: Node,
}

const NOTHING_CHOSEN: Chosen = Chosen {
    // A condition that is a terminal is never remembered.
    condition: NO,
    yes: NO,
    no: NO,
    found: NO,
};

const CHOSEN_MIN: usize = 1 << 10;

/// A store of shared nodes over a fixed order of variables.
#[derive(Debug, Clone)]
pub struct Diagram {
    cells: Vec<usize>,
    branches: Vec<Branch>,
    /// The children of all branches, one branch after another.
    children: Vec<Node>,
    /// The last branch made with each hash; `before` leads on to those made earlier.
    unique: FxHashMap<u64, u32>,
    before: Vec<u32>,
    /// What was chosen, each in the place that its hash gives; a later one takes the place of an earlier.
    chosen: Vec<Chosen>,
    /// Children of branches that are being made.
    making: Vec<Node>,
    limit: usize,
}

impl Diagram {
    /// An empty store for variables with these numbers of cells, in this order, holding at most `limit` nodes.
    #[must_use]
    pub fn new(cells: Vec<usize>, limit: usize) -> Self {
        Self {
            cells,
            branches: Vec::new(),
            children: Vec::new(),
            unique: FxHashMap::default(),
            before: Vec::new(),
            chosen: Vec::new(),
            making: Vec::new(),
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

    fn branch(&self, node: Node) -> Option<Branch> {
        node.index()
            .and_then(|index| self.branches.get(index))
            .copied()
    }

    fn variable(&self, node: Node) -> usize {
        self.branch(node)
            .map_or(usize::MAX, |branch| branch.variable())
    }

    fn children_of(&self, branch: Branch) -> &[Node] {
        let from = branch.children();
        &self.children[from..from + self.cells(branch.variable())]
    }

    fn cofactors(&self, node: Node, variable: usize) -> Cofactors {
        match self.branch(node) {
            Some(branch) if branch.variable() == variable => Cofactors::From(branch.children()),
            _ => Cofactors::Same(node),
        }
    }

    fn cofactor(&self, of: Cofactors, cell: usize) -> Node {
        match of {
            Cofactors::From(children) => self.children[children + cell],
            Cofactors::Same(node) => node,
        }
    }

    /// The branch whose children are those that are being made from this place on, which are taken off.
    fn make(&mut self, variable: usize, from: usize) -> Result<Node, TooLarge> {
        let made = self.shared(variable, from);
        self.making.truncate(from);
        made
    }

    fn shared(&mut self, variable: usize, from: usize) -> Result<Node, TooLarge> {
        let children = &self.making[from..];
        debug_assert_eq!(
            children.len(),
            self.cells(variable),
            "a branch has a child for each cell"
        );
        if let [first, rest @ ..] = children
            && rest.iter().all(|child| child == first)
        {
            return Ok(*first);
        }
        let too_large = TooLarge { limit: self.limit };
        let small = |number: usize| u32::try_from(number).map_err(|_| too_large);
        let variable_small = small(variable)?;
        let mut hasher = FxHasher::default();
        hasher.write_u32(variable_small);
        for child in children {
            hasher.write_u32(child.0);
        }
        let hash = hasher.finish();
        let last = self.unique.get(&hash).copied();
        let mut same_hash = last;
        while let Some(index) = same_hash {
            let place = index_of(index);
            let known = self.branches[place];
            if known.variable == variable_small && self.children_of(known) == children {
                return Ok(Node(index + TERMINALS));
            }
            same_hash = Some(self.before[place]).filter(|&before| before != NONE_BEFORE);
        }
        if self.branches.len() >= self.limit {
            return Err(too_large);
        }
        // No way asks a variable twice: only where there are more of them one can be longer.
        let height = if self.cells.len() > index_of(HEIGHT_MAX) {
            let below = self.making[from..].iter();
            let below = below.filter_map(|&child| Some(self.branch(child)?.height));
            below.max().unwrap_or(0) + 1
        } else {
            0
        };
        if height > HEIGHT_MAX {
            return Err(too_large);
        }
        let index = small(self.branches.len())?;
        let node = Node(index.checked_add(TERMINALS).ok_or(too_large)?);
        self.branches.push(Branch {
            variable: variable_small,
            children: small(self.children.len())?,
            height,
        });
        self.children.extend_from_slice(&self.making[from..]);
        self.before.push(last.unwrap_or(NONE_BEFORE));
        self.unique.insert(hash, index);
        Ok(node)
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
        if let Some(known) = self.remembered(condition, yes, no) {
            return Ok(known);
        }
        let variable = self
            .variable(condition)
            .min(self.variable(yes))
            .min(self.variable(no));
        let (conditions, yeses, noes) = (
            self.cofactors(condition, variable),
            self.cofactors(yes, variable),
            self.cofactors(no, variable),
        );
        let from = self.making.len();
        for cell in 0..self.cells(variable) {
            let condition = self.cofactor(conditions, cell);
            let yes = self.cofactor(yeses, cell);
            let no = self.cofactor(noes, cell);
            match self.choose(condition, yes, no) {
                Ok(child) => self.making.push(child),
                Err(too_large) => {
                    self.making.truncate(from);
                    return Err(too_large);
                }
            }
        }
        let found = self.make(variable, from)?;
        self.remember(Chosen {
            condition,
            yes,
            no,
            found,
        });
        Ok(found)
    }

    /// Where the answer to a choice would be.
    fn place_of(&self, condition: Node, yes: Node, no: Node) -> Option<usize> {
        let mut hasher = FxHasher::default();
        hasher.write_u32(condition.0);
        hasher.write_u32(yes.0);
        hasher.write_u32(no.0);
        let mask = self.chosen.len().checked_sub(1)?;
        // The upper half of the product is the better mixed one.
        usize::try_from(hasher.finish() >> 20)
            .ok()
            .map(|hash| hash & mask)
    }

    fn remembered(&self, condition: Node, yes: Node, no: Node) -> Option<Node> {
        let known = self.chosen.get(self.place_of(condition, yes, no)?)?;
        (known.condition == condition && known.yes == yes && known.no == no).then_some(known.found)
    }

    fn remember(&mut self, chosen: Chosen) {
        let room = self.chosen.len();
        if room < CHOSEN_MIN || self.branches.len() > room {
            let old = std::mem::replace(
                &mut self.chosen,
                vec![NOTHING_CHOSEN; (room * 4).max(CHOSEN_MIN)],
            );
            for known in old {
                if known.condition.as_terminal().is_none() {
                    self.put(known);
                }
            }
        }
        self.put(chosen);
    }

    fn put(&mut self, chosen: Chosen) {
        if let Some(place) = self.place_of(chosen.condition, chosen.yes, chosen.no) {
            self.chosen[place] = chosen;
        }
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
            let child = self.children[branch.children() + cell];
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
