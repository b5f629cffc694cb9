//! Three-valued evaluation of the graph: fast, sound, and blind to how unknowns hang together.

use exeat_value::Truth;
use rustc_hash::FxHashMap;

use crate::answer::answer;
use crate::diagram::Room;
use crate::frozen::{FrozenLaw, GraphNode, NodeIndex};
use crate::model::{Atom, Measure, Over, Quantifier, ReadingId, Subject};
use crate::world::{Bindings, Members, ShareBounds, ShareOf, UNNAMED, Unlisted, World};

/// Which alternatives of each reading are taken into account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumptions {
    open: Vec<Vec<bool>>,
}

impl Assumptions {
    /// All alternatives known on the day; where one is presumed, that one alone.
    #[must_use]
    pub fn presuming(law: &FrozenLaw) -> Self {
        let open = law
            .rulebook()
            .readings
            .iter()
            .enumerate()
            .map(|(index, reading)| {
                let known = law.known_alternatives(ReadingId::at(index));
                let presumed: Vec<bool> = reading
                    .alternatives
                    .iter()
                    .zip(known)
                    .map(|(one, &known)| one.presumed && known)
                    .collect();
                if presumed.contains(&true) {
                    presumed
                } else {
                    known.to_vec()
                }
            })
            .collect();
        Self { open }
    }

    /// All alternatives, presumed or not, known or not.
    #[must_use]
    pub fn none(law: &FrozenLaw) -> Self {
        let readings = &law.rulebook().readings;
        Self {
            open: readings
                .iter()
                .map(|one| vec![true; one.alternatives.len()])
                .collect(),
        }
    }

    /// The same, except that the reading is one of these alternatives.
    #[must_use]
    pub fn with(&self, reading: ReadingId, alternatives: Vec<bool>) -> Self {
        let mut open = self.open.clone();
        open[reading.index()] = alternatives;
        Self { open }
    }

    /// The alternatives of a reading that are taken into account.
    #[must_use]
    pub fn open(&self, reading: ReadingId) -> &[bool] {
        &self.open[reading.index()]
    }
}

/// What has been found of one condition, and in which world.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// Which of the worlds that one memory was used for, counted from one; 0 for none.
    world: u32,
    truth: Truth,
}

const NOTHING: Found = Found {
    world: 0,
    truth: Truth::Unknown,
};

/// What an evaluator has found. Handed on to the next world, it spares making room for that again.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    world: u32,
    /// First of what depends on no item, then of each item in turn; in each, what the graph gives a place.
    memos: Vec<Vec<Found>>,
    shares: FxHashMap<ShareOf, ShareBounds>,
    /// For the diagrams of what is open.
    room: Room,
}

impl Memory {
    /// Keeps the room, and nothing of what was found.
    fn forget(&mut self) {
        if self.world == u32::MAX {
            self.memos.clear();
            self.world = 0;
        }
        self.world += 1;
        if !self.shares.is_empty() {
            self.shares.clear();
        }
    }

    #[inline]
    fn get(&self, memo: usize, place: usize) -> Option<Truth> {
        let found = self.memos.get(memo)?.get(place)?;
        (found.world == self.world).then_some(found.truth)
    }

    #[inline]
    fn set(&mut self, memo: usize, place: usize, places: usize, truth: Truth) {
        let found = Found {
            world: self.world,
            truth,
        };
        match self
            .memos
            .get_mut(memo)
            .and_then(|memo| memo.get_mut(place))
        {
            Some(slot) => *slot = found,
            None => self.make_room(memo, place, places, found),
        }
    }

    #[cold]
    fn make_room(&mut self, memo: usize, place: usize, places: usize, found: Found) {
        if self.memos.len() <= memo {
            self.memos.resize(memo + 1, Vec::new());
        }
        self.memos[memo].resize(places, NOTHING);
        self.memos[memo][place] = found;
    }
}

/// Evaluates conditions of one frozen law in one world. Remembers what it found, so use one for all questions.
pub struct Evaluator<'a, W> {
    law: &'a FrozenLaw,
    world: &'a W,
    assumptions: &'a Assumptions,
    memory: Memory,
}

impl<W> std::fmt::Debug for Evaluator<'_, W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Evaluator").finish_non_exhaustive()
    }
}

impl<W> Evaluator<'_, W> {
    /// The room that the last diagram took, for the next one.
    pub(crate) fn take_room(&mut self) -> Room {
        std::mem::take(&mut self.memory.room)
    }

    /// Keeps the room of a diagram that is no longer asked.
    pub(crate) fn keep_room(&mut self, room: Room) {
        self.memory.room = room;
    }
}

impl<'a, W: World> Evaluator<'a, W> {
    /// An evaluator that has seen nothing yet.
    #[must_use]
    pub fn new(law: &'a FrozenLaw, world: &'a W, assumptions: &'a Assumptions) -> Self {
        Self::with_memory(law, world, assumptions, Memory::default())
    }

    /// An evaluator that has seen nothing yet, in the room that another one used. For going through many worlds.
    #[must_use]
    pub fn with_memory(
        law: &'a FrozenLaw,
        world: &'a W,
        assumptions: &'a Assumptions,
        mut memory: Memory,
    ) -> Self {
        memory.forget();
        Self {
            law,
            world,
            assumptions,
            memory,
        }
    }

    /// The room it used, for the next evaluator.
    #[must_use]
    pub fn into_memory(self) -> Memory {
        self.memory
    }

    /// The law that is evaluated.
    #[must_use]
    pub fn law(&self) -> &'a FrozenLaw {
        self.law
    }

    /// The world it is evaluated in.
    #[must_use]
    pub fn world(&self) -> &'a W {
        self.world
    }

    /// The readings taken into account.
    #[must_use]
    pub fn assumptions(&self) -> &'a Assumptions {
        self.assumptions
    }

    /// The truth of a condition by Kleene's strong connectives. What it gives as true or false is so under every
    /// completion of the facts and every reading taken into account.
    pub fn truth(&mut self, node: NodeIndex, bindings: &Bindings) -> Truth {
        let graph = self.law.graph();
        let condition = graph.node(node);
        // To look at a fact again costs no more than to remember what it gave.
        match condition {
            GraphNode::Constant(value) => return Truth::from(*value),
            GraphNode::Atom(atom) => return self.atom(atom, bindings),
            _ => {}
        }
        let Some(place) = graph.place(node) else {
            return self.compute(condition, bindings);
        };
        let of_item = graph.dependence(node).item;
        if of_item && bindings.item == UNNAMED {
            return self.compute(condition, bindings);
        }
        let memo = if of_item { bindings.item + 1 } else { 0 };
        if let Some(known) = self.memory.get(memo, place) {
            return known;
        }
        let truth = self.compute(condition, bindings);
        self.memory.set(memo, place, graph.remembered(), truth);
        truth
    }

    #[inline]
    fn atom(&self, atom: &Atom, bindings: &Bindings) -> Truth {
        let place = self.world.place(atom.subject, bindings);
        answer(&atom.test, self.world.fact(place, atom.fact))
    }

    fn compute(&mut self, condition: &GraphNode, bindings: &Bindings) -> Truth {
        let law = self.law;
        match condition {
            GraphNode::Constant(value) => Truth::from(*value),
            GraphNode::Atom(atom) => self.atom(atom, bindings),
            GraphNode::Not(part) => !self.truth(*part, bindings),
            GraphNode::All(parts) => {
                let mut all = Truth::True;
                for &part in parts {
                    all = all & self.truth(part, bindings);
                    if all == Truth::False {
                        break;
                    }
                }
                all
            }
            GraphNode::Any(parts) => {
                let mut any = Truth::False;
                for &part in parts {
                    any = any | self.truth(part, bindings);
                    if any == Truth::True {
                        break;
                    }
                }
                any
            }
            GraphNode::Reading(reading, mask) => {
                let mut open = mask
                    .iter()
                    .zip(self.assumptions.open(*reading))
                    .filter(|&(_, &open)| open)
                    .map(|(&yes, _)| yes);
                match open.next() {
                    None => Truth::Unknown,
                    Some(first) if open.all(|other| other == first) => Truth::from(first),
                    Some(_) => Truth::Unknown,
                }
            }
            GraphNode::Open(_) => Truth::Unknown,
            GraphNode::Rebind(subject, body) => {
                let inner = Bindings {
                    item: bindings.item_of(*subject),
                    ..*bindings
                };
                self.truth(*body, &inner)
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
                let share = share_of(law, *measure, *whole, *filter, bindings);
                self.bounds(&share).is(*comparison, *threshold)
            }
        }
    }

    fn quantified(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: NodeIndex,
        bindings: &Bindings,
    ) -> Truth {
        let members = self.world.members(over, whole_of(over, bindings));
        // Of those whom nobody named it is open whether some, or all, meet the condition, unless it is settled of
        // anybody.
        let (mut some, mut every) = if self.law.asks_of_unnamed(over, body, &members) {
            let anybody = self.truth(body, &bound(over, UNNAMED, bindings));
            (anybody & Truth::Unknown, anybody | Truth::Unknown)
        } else {
            (Truth::False, Truth::True)
        };
        for &member in &members.indices {
            let one = self.truth(body, &bound(over, member, bindings));
            some = some | one;
            every = every & one;
        }
        match quantifier {
            Quantifier::Some => some,
            Quantifier::Every => every,
            Quantifier::No => !some,
        }
    }

    /// The bounds of a share.
    pub fn share(&mut self, share: ShareOf) -> ShareBounds {
        if let Some(known) = self.memory.shares.get(&share) {
            return *known;
        }
        let bounds = self.bounds(&share);
        self.memory.shares.insert(share, bounds);
        bounds
    }

    fn bounds(&mut self, share: &ShareOf) -> ShareBounds {
        let world = self.world;
        world.share(share.measure, share.whole, &mut |component| {
            let inner = Bindings {
                component: Some(component),
                ..share.seen_from
            };
            self.truth(share.filter, &inner)
        })
    }
}

impl FrozenLaw {
    /// Whether members that a case does not name bear on a condition on some or all: there may be some, and what is
    /// asked of them is not the same as is asked of a member that it names.
    pub(crate) fn asks_of_unnamed(&self, over: Over, body: NodeIndex, named: &Members) -> bool {
        let looks_at_them = self.graph().dependence(body).is_on_member(over);
        !named.complete && (looks_at_them || named.indices.is_empty())
    }
}

/// The members that a quantifier ranges over and that the case does not name.
pub(crate) fn unlisted(
    law: &FrozenLaw,
    over: Over,
    body: NodeIndex,
    bindings: &Bindings,
) -> Unlisted {
    let (kind, whole) = match over {
        Over::Layers(subject) => (Over::Layers(Subject::Item), Some(bindings.item_of(subject))),
        Over::Components(subject) => (
            Over::Components(Subject::Item),
            Some(bindings.item_of(subject)),
        ),
        Over::Parties => (Over::Parties, None),
    };
    let looks_at = law.graph().dependence(body).outside(over);
    Unlisted {
        over: kind,
        whole,
        seen_from: looks_at.of(bindings),
    }
}

/// The share that a condition asks for.
pub(crate) fn share_of(
    law: &FrozenLaw,
    measure: Measure,
    whole: Subject,
    filter: NodeIndex,
    bindings: &Bindings,
) -> ShareOf {
    let looks_at = law
        .graph()
        .dependence(filter)
        .outside(Over::Components(whole));
    ShareOf {
        measure,
        filter,
        whole: bindings.item_of(whole),
        seen_from: looks_at.of(bindings),
    }
}

/// The item from which a quantifier looks.
pub(crate) fn whole_of(over: Over, bindings: &Bindings) -> usize {
    match over {
        Over::Layers(subject) | Over::Components(subject) => bindings.item_of(subject),
        Over::Parties => bindings.item_of(Subject::Item),
    }
}

/// The bindings inside a quantifier, for one member.
#[must_use]
pub fn bound(over: Over, member: usize, bindings: &Bindings) -> Bindings {
    match over {
        Over::Layers(_) => Bindings {
            layer: Some(member),
            ..*bindings
        },
        Over::Components(_) => Bindings {
            component: Some(member),
            ..*bindings
        },
        Over::Parties => Bindings {
            party: Some(member),
            ..*bindings
        },
    }
}
