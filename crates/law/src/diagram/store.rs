//! Where the nodes of a diagram lie: a few flat tables, which are used again for the next diagram.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::{NO, Node, TERMINALS, index_of};

/// A variable with a node for each of its cells, which lie behind one another in the store.
#[derive(Debug, Clone, Copy)]
pub(super) struct Branch {
    variable: u32,
    children: u32,
    /// What it is found again by.
    hash: u32,
    /// How many branches lie one below the other from here on, at most; kept where there are enough variables for
    /// too many.
    height: u32,
}

impl Branch {
    pub(super) fn variable(self) -> usize {
        index_of(self.variable)
    }

    pub(super) fn children(self) -> usize {
        index_of(self.children)
    }
}

/// Branches lie no more than so many one below the other: they are gone through by recursion, for which there must be
/// room where little memory is given to each thread.
const HEIGHT_MAX: u32 = 1_000;

/// One choice that was made.
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

/// So many places the tables have at first; a power of two.
const PLACES_MIN: usize = 1 << 7;
/// Past so many choices a later one takes the place of an earlier, however many nodes there are: 4 MiB.
const CHOSEN_MAX: usize = 1 << 18;

/// Stands where no branch is.
const NO_BRANCH: u32 = u32::MAX;

/// The branches of a diagram, each once, and what was chosen among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    branches: Vec<Branch>,
    /// The children of all branches, one branch after another.
    children: Vec<Node>,
    /// Every branch, in the place that its hash gives or the first free one behind it.
    places: Vec<u32>,
    /// What was chosen, each in the place that its hash gives; a later one takes the place of an earlier.
    chosen: Vec<Chosen>,
}

impl Store {
    /// Forgets everything and keeps the room.
    pub(super) fn clear(&mut self) {
        self.branches.clear();
        self.children.clear();
        self.places.clear();
        self.chosen.clear();
    }

    /// How many branches there are.
    pub(super) fn len(&self) -> usize {
        self.branches.len()
    }

    #[inline]
    pub(super) fn branch(&self, index: usize) -> Option<Branch> {
        self.branches.get(index).copied()
    }

    /// The child in a place among all of them.
    #[inline]
    pub(super) fn child(&self, place: usize) -> Node {
        self.children[place]
    }

    /// The children of a branch of so many cells.
    #[inline]
    pub(super) fn children(&self, branch: Branch, cells: usize) -> &[Node] {
        let from = branch.children();
        &self.children[from..from + cells]
    }

    /// The branch with these children, which are not all the same; none where there are `limit` of them already, or too
    /// many one below the other. There are so many `variables` in all.
    pub(super) fn shared(
        &mut self,
        variable: usize,
        children: &[Node],
        limit: usize,
        variables: usize,
    ) -> Option<Node> {
        let variable = u32::try_from(variable).ok()?;
        if self.branches.len() * 4 >= self.places.len() * 3 {
            self.spread();
        }
        let mask = self.places.len() - 1;
        let hash = hash_of(variable, children);
        let mut place = index_of(hash) & mask;
        // Free places are never far: a quarter of them is.
        loop {
            let index = self.places[place];
            if index == NO_BRANCH {
                break;
            }
            let known = self.branches[index_of(index)];
            if known.hash == hash
                && known.variable == variable
                && self.children(known, children.len()) == children
            {
                return Some(Node(index + TERMINALS));
            }
            place = (place + 1) & mask;
        }
        if self.branches.len() >= limit {
            return None;
        }
        // No way asks a variable twice: only where there are more of them one can be longer.
        let height = if variables > index_of(HEIGHT_MAX) {
            let below = children.iter().filter_map(|child| child.index());
            let below = below.filter_map(|index| Some(self.branch(index)?.height));
            below.max().unwrap_or(0) + 1
        } else {
            0
        };
        if height > HEIGHT_MAX {
            return None;
        }
        let index = u32::try_from(self.branches.len()).ok()?;
        let node = Node(index.checked_add(TERMINALS)?);
        self.branches.push(Branch {
            variable,
            children: u32::try_from(self.children.len()).ok()?,
            hash,
            height,
        });
        self.children.extend_from_slice(children);
        self.places[place] = index;
        Some(node)
    }

    /// Doubles the places of the branches.
    #[cold]
    fn spread(&mut self) {
        let places = (self.places.len() * 2).max(PLACES_MIN);
        self.places.clear();
        self.places.resize(places, NO_BRANCH);
        let mask = places - 1;
        for (index, branch) in (0..).zip(&self.branches) {
            let mut place = index_of(branch.hash) & mask;
            while self.places[place] != NO_BRANCH {
                place = (place + 1) & mask;
            }
            self.places[place] = index;
        }
    }

    /// What a choice came to, where that is still known.
    #[inline]
    pub(super) fn chosen(&self, condition: Node, yes: Node, no: Node) -> Option<Node> {
        let mask = self.chosen.len().checked_sub(1)?;
        let known = self.chosen.get(mixed(condition, yes, no) & mask)?;
        (known.condition == condition && known.yes == yes && known.no == no).then_some(known.found)
    }

    /// Remembers what a choice among conditions that ask something came to.
    pub(super) fn remember(&mut self, condition: Node, yes: Node, no: Node, found: Node) {
        let room = self.chosen.len();
        if room == 0 || (self.branches.len() > room && room < CHOSEN_MAX) {
            self.widen();
        }
        let place = mixed(condition, yes, no) & (self.chosen.len() - 1);
        self.chosen[place] = Chosen {
            condition,
            yes,
            no,
            found,
        };
    }

    /// Doubles the places of choices. What lay in one place lies there still, or as far behind it as there were places.
    #[cold]
    fn widen(&mut self) {
        let before = self.chosen.len();
        let places = (before * 2).max(PLACES_MIN);
        self.chosen.resize(places, NOTHING_CHOSEN);
        for place in 0..before {
            let known = self.chosen[place];
            let new = mixed(known.condition, known.yes, known.no) & (places - 1);
            if new != place && known.condition != NO {
                self.chosen[new] = known;
                self.chosen[place] = NOTHING_CHOSEN;
            }
        }
    }
}

fn hash_of(variable: u32, children: &[Node]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(variable);
    for child in children {
        hasher.write_u32(child.0);
    }
    folded(hasher.finish())
}

#[inline]
fn mixed(condition: Node, yes: Node, no: Node) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write_u32(condition.0);
    hasher.write_u32(yes.0);
    hasher.write_u32(no.0);
    index_of(folded(hasher.finish()))
}

/// Half of a hash, into which both halves went.
#[inline]
fn folded(hash: u64) -> u32 {
    let [a, b, c, d, e, f, g, h] = hash.to_le_bytes();
    u32::from_le_bytes([a, b, c, d]) ^ u32::from_le_bytes([e, f, g, h])
}
