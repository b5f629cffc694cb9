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

/// The questions that a part asks, a bit for each, from those of the first word on in which there is one.
#[derive(Debug, Clone, Default)]
struct Asked {
    from: usize,
    words: Box<[u64]>,
}

const BITS: usize = 64;

impl Asked {
    fn one(question: usize) -> Self {
        Self {
            from: question / BITS,
            words: Box::new([1 << (question % BITS)]),
        }
    }

    fn of_all<'q>(several: impl Iterator<Item = &'q Self> + Clone) -> Self {
        let some = several.filter(|one| !one.words.is_empty());
        let Some(from) = some.clone().map(|one| one.from).min() else {
            return Self::default();
        };
        let end = some.clone().map(|one| one.from + one.words.len()).max();
        let mut words = vec![0; end.unwrap_or(from) - from];
        for one in some {
            for (place, word) in one.words.iter().enumerate() {
                words[one.from - from + place] |= word;
            }
        }
        Self {
            from,
            words: words.into(),
        }
    }

    fn word(&self, place: usize) -> u64 {
        let own = place.checked_sub(self.from);
        own.and_then(|own| self.words.get(own))
            .copied()
            .unwrap_or(0)
    }

    /// How many of the questions the other does not ask.
    fn besides(&self, other: &Self) -> u32 {
        (self.from..)
            .zip(&*self.words)
            .map(|(place, word)| (word & !other.word(place)).count_ones())
            .sum()
    }

    /// The first of the questions.
    fn first(&self) -> Option<usize> {
        let bit = usize::try_from(self.words.first()?.trailing_zeros()).ok()?;
        Some(self.from * BITS + bit)
    }
}

/// Gates that share what they have in common.
#[derive(Debug, Clone)]
pub(super) struct Circuit {
    parts: Vec<Part>,
    /// What each of the parts asks.
    asked: Vec<Asked>,
    known: FxHashMap<Part, Gate>,
}

impl Circuit {
    pub(super) fn new() -> Self {
        Self {
            parts: vec![Part::Holds],
            asked: vec![Asked::default()],
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

    /// The first question that a gate asks; none if it asks nothing.
    pub(super) fn first_question(&self, gate: Gate) -> Option<usize> {
        self.asked[gate.place()].first()
    }

    /// A gate with others that are to hold beside it, taken apart, each once: first those that ask least besides what it
    /// asks, for these contradict it soonest, and of several the one that begins last in the order of the questions. None
    /// where one is plainly the contrary of others.
    pub(super) fn nearest_first(&self, gate: Gate, others: &[Gate]) -> Option<Vec<Gate>> {
        let mut seen = FxHashSet::default();
        let mut own = Vec::new();
        self.take_apart(gate, &mut seen, &mut own);
        let mut apart = Vec::new();
        for &other in others {
            self.take_apart(other, &mut seen, &mut apart);
        }
        let fails = |one: &Gate| match self.part(*one) {
            Part::Holds => one.is_contrary(),
            Part::Test { .. } => seen.contains(&!*one),
            // That not all of these hold, which do.
            Part::All(gates) => one.is_contrary() && gates.iter().all(|one| seen.contains(one)),
        };
        if own.iter().chain(&apart).any(fails) {
            return None;
        }
        let asked = &self.asked[gate.place()];
        apart.sort_by_cached_key(|&one| {
            let own = &self.asked[one.place()];
            (own.besides(asked), std::cmp::Reverse(own.first()))
        });
        let mut all = vec![gate];
        all.extend(apart);
        Some(all)
    }

    fn take_apart(&self, gate: Gate, seen: &mut FxHashSet<Gate>, apart: &mut Vec<Gate>) {
        let mut stack = vec![gate];
        while let Some(gate) = stack.pop() {
            if gate == Gate::HOLDS || !seen.insert(gate) {
                continue;
            }
            match self.part(gate) {
                Part::All(gates) if !gate.is_contrary() => stack.extend(gates.iter().rev()),
                _ => apart.push(gate),
            }
        }
    }

    fn shared(&mut self, part: Part) -> Gate {
        if let Some(&known) = self.known.get(&part) {
            return known;
        }
        // Parts are fewer than the conditions of a law, of which there are thousands.
        let gate = Gate(u32::try_from(self.parts.len() * 2).unwrap_or(u32::MAX - 1));
        let asked = match &part {
            Part::Holds => Asked::default(),
            Part::Test { question, .. } => Asked::one(*question),
            Part::All(gates) => Asked::of_all(gates.iter().map(|one| &self.asked[one.place()])),
        };
        self.asked.push(asked);
        self.parts.push(part.clone());
        self.known.insert(part, gate);
        gate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Layers of two conditions each, both of which ask for both of the layer below: as a tree there would be as many
    /// parts as two to the number of layers.
    fn layers(circuit: &mut Circuit, count: usize) -> Gate {
        let mut below = Gate::HOLDS;
        for layer in 0..count {
            let mut of_both = Vec::new();
            for one in [2 * layer, 2 * layer + 1] {
                let test = circuit.test(one, &[true, false]);
                of_both.push(circuit.all(vec![test, below]));
            }
            below = circuit.all(of_both);
        }
        below
    }

    #[test]
    fn what_is_shared_is_taken_apart_once() {
        let mut circuit = Circuit::new();
        let shared = layers(&mut circuit, 200);
        let beside = circuit.test(7, &[true, false]);
        let apart = circuit.nearest_first(beside, &[shared]).unwrap_or_default();
        assert_eq!(apart.len(), 400);
        assert_eq!(apart[0], beside);
        // All of them ask one question more; the last begins last.
        assert_eq!(circuit.first_question(apart[1]), Some(399));
    }

    #[test]
    fn plain_contraries_are_seen() {
        let mut circuit = Circuit::new();
        let shared = layers(&mut circuit, 3);
        let (first, last) = (
            circuit.test(0, &[true, false]),
            circuit.test(5, &[true, false]),
        );
        assert_eq!(circuit.nearest_first(shared, &[!shared]), None);
        assert_eq!(circuit.nearest_first(shared, &[!last]), None);
        let either = circuit.any(vec![!first, !last]);
        assert_eq!(circuit.nearest_first(either, &[shared]), None);
        assert_eq!(circuit.nearest_first(shared, &[Gate::FAILS]), None);
        assert_eq!(
            circuit.nearest_first(!shared, &[last]),
            Some(vec![!shared, last])
        );
    }

    #[test]
    fn questions_are_counted_across_words() {
        let mut circuit = Circuit::new();
        let tests: Vec<Gate> = [3, 64, 200]
            .map(|question| circuit.test(question, &[true, false]))
            .into();
        let two = circuit.all(tests[..2].to_vec());
        let far = circuit.all(tests[1..].to_vec());
        let besides = |one: Gate, other: Gate| {
            circuit.asked[one.place()].besides(&circuit.asked[other.place()])
        };
        assert_eq!(besides(two, far), 1);
        assert_eq!(besides(far, two), 1);
        assert_eq!(besides(far, Gate::HOLDS), 2);
        assert_eq!(besides(Gate::HOLDS, far), 0);
        assert_eq!(circuit.first_question(far), Some(64));
        assert_eq!(circuit.first_question(Gate::HOLDS), None);
    }
}
