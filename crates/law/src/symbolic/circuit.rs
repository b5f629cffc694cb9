//! The part of the law that is open in a case, as tests on its open questions: what diagrams are built from, and where
//! single answers are looked for.

use std::ops::Not;

use rustc_hash::{FxHashMap, FxHashSet};

/// A test, or a combination of tests, or its contrary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gate(u32);

impl Gate {
    /// What holds whatever the answers are.
    pub const HOLDS: Self = Self(0);
    /// What holds whatever the answers are not.
    pub const FAILS: Self = Self(1);

    pub(super) fn is_contrary(self) -> bool {
        self.0 & 1 == 1
    }

    /// The place of its part in the circuit.
    pub(super) fn place(self) -> usize {
        usize::try_from(self.0 >> 1).unwrap_or(usize::MAX)
    }

    /// A number of its own for each gate and each contrary.
    pub(super) fn number(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl Not for Gate {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

/// What a gate is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Holds in any case.
    Holds,
    /// Whether the answer to a question is one of these cells.
    Test {
        /// The question.
        question: usize,
        /// Its cells.
        cells: Box<[bool]>,
    },
    /// Whether all of these hold.
    All(Box<[Gate]>),
}

/// Gates that share what they have in common.
#[derive(Debug, Clone)]
pub(super) struct Circuit {
    parts: Vec<Part>,
    known: FxHashMap<Part, Gate>,
}

impl Circuit {
    pub(super) fn new() -> Self {
        Self {
            parts: vec![Part::Holds],
            known: FxHashMap::default(),
        }
    }

    pub(super) fn part(&self, gate: Gate) -> &Part {
        &self.parts[gate.place()]
    }

    /// How many parts there are.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// Whether the answer to a question is one of these cells.
    pub(super) fn test(&mut self, question: usize, cells: &[bool]) -> Gate {
        if !cells.contains(&false) {
            return Gate::HOLDS;
        }
        if !cells.contains(&true) {
            return Gate::FAILS;
        }
        self.shared(Part::Test {
            question,
            cells: cells.into(),
        })
    }

    /// Whether all of these hold.
    pub(super) fn all(&mut self, mut gates: Vec<Gate>) -> Gate {
        gates.retain(|&gate| gate != Gate::HOLDS);
        gates.sort_unstable();
        gates.dedup();
        // A gate and its contrary lie side by side.
        let contradicts = gates.windows(2).any(|two| two[0] == !two[1]);
        if contradicts || gates.contains(&Gate::FAILS) {
            return Gate::FAILS;
        }
        match gates.as_slice() {
            [] => Gate::HOLDS,
            [only] => *only,
            _ => self.shared(Part::All(gates.into())),
        }
    }

    /// Whether one of these holds.
    pub(super) fn any(&mut self, mut gates: Vec<Gate>) -> Gate {
        for gate in &mut gates {
            *gate = !*gate;
        }
        !self.all(gates)
    }

    /// A gate with others that are to hold beside it, taken apart: first those that ask least besides what it asks, for
    /// these contradict it soonest.
    pub(super) fn nearest_first(&self, gate: Gate, others: &[Gate]) -> Vec<Gate> {
        let mut asked = FxHashSet::default();
        self.asks(gate, &mut asked);
        let mut apart = Vec::new();
        for &other in others {
            self.take_apart(other, &mut apart);
        }
        let mut farther: Vec<(usize, Gate)> = apart
            .into_iter()
            .map(|one| {
                let mut own = FxHashSet::default();
                self.asks(one, &mut own);
                (own.difference(&asked).count(), one)
            })
            .collect();
        farther.sort_by_key(|&(besides, _)| besides);
        let mut all = vec![gate];
        all.extend(farther.into_iter().map(|(_, one)| one));
        all
    }

    fn take_apart(&self, gate: Gate, apart: &mut Vec<Gate>) {
        match self.part(gate) {
            Part::All(gates) if !gate.is_contrary() => {
                for &one in gates {
                    self.take_apart(one, apart);
                }
            }
            _ => apart.push(gate),
        }
    }

    /// The questions that a gate asks.
    fn asks(&self, gate: Gate, questions: &mut FxHashSet<usize>) {
        let mut seen = FxHashSet::default();
        let mut stack = vec![gate];
        while let Some(gate) = stack.pop() {
            if !seen.insert(gate.place()) {
                continue;
            }
            match self.part(gate) {
                Part::Holds => {}
                Part::Test { question, .. } => {
                    questions.insert(*question);
                }
                Part::All(gates) => stack.extend(gates.iter()),
            }
        }
    }

    fn shared(&mut self, part: Part) -> Gate {
        if let Some(&known) = self.known.get(&part) {
            return known;
        }
        // Parts are fewer than the conditions of a law, of which there are thousands.
        let gate = Gate(u32::try_from(self.parts.len() * 2).unwrap_or(u32::MAX - 1));
        self.parts.push(part.clone());
        self.known.insert(part, gate);
        gate
    }
}
