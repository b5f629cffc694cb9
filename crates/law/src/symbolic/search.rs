//! Looking for one combination of answers under which conditions hold. What is found is certain; that nothing was found
//! proves nothing.

use super::circuit::{Circuit, Gate, Part};

/// How many gates may be looked at in one attempt besides each of them once.
const STEPS_MAX: usize = 4_000;

/// How many attempts are made, each going through alternatives in another order.
const ATTEMPTS: u64 = 4;

/// Cells that are still allowed: 64 of them a word.
type Word = u64;

const CELLS_A_WORD: usize = 64;

/// One change, to be taken back.
#[derive(Debug, Clone, Copy)]
enum Change {
    Word(usize, Word),
    Held(Gate),
}

/// The answers that are still allowed, and the gates that hold under all of them.
struct Attempt<'c> {
    circuit: &'c Circuit,
    /// Of each question, where its words begin.
    places: &'c [usize],
    allowed: Vec<Word>,
    held: Vec<bool>,
    changes: Vec<Change>,
    steps: usize,
    random: u64,
}

/// Whether some combination of answers was found under which all goals hold. `cells` has the number of cells of each
/// question.
pub(super) fn found(circuit: &Circuit, cells: &[usize], goals: &[Gate]) -> bool {
    let mut places = Vec::with_capacity(cells.len());
    let mut allowed = Vec::new();
    for &count in cells {
        places.push(allowed.len());
        allowed.extend((0..count.div_ceil(CELLS_A_WORD)).map(|word| {
            let here = (count - word * CELLS_A_WORD).min(CELLS_A_WORD);
            if here == CELLS_A_WORD {
                Word::MAX
            } else {
                (1 << here) - 1
            }
        }));
    }
    (1..=ATTEMPTS).any(|attempt| {
        let mut attempt = Attempt {
            circuit,
            places: &places,
            allowed: allowed.clone(),
            held: vec![false; circuit.len() * 2],
            changes: Vec::new(),
            steps: STEPS_MAX.saturating_add(circuit.len()),
            random: attempt,
        };
        goals.iter().all(|&goal| attempt.satisfy(goal))
    })
}

impl Attempt<'_> {
    /// Narrows what is allowed until the gate holds. If that fails, what was changed stays to be taken back.
    fn satisfy(&mut self, gate: Gate) -> bool {
        if gate == Gate::HOLDS || self.held[gate.number()] {
            return true;
        }
        if gate == Gate::FAILS || self.held[(!gate).number()] || self.steps == 0 {
            return false;
        }
        self.steps -= 1;
        let circuit = self.circuit;
        let holds = match (circuit.part(gate), gate.is_contrary()) {
            (Part::Holds, contrary) => !contrary,
            (Part::Test { question, cells }, contrary) => self.narrow(*question, cells, !contrary),
            (Part::All(gates), false) => gates.iter().all(|&one| self.satisfy(one)),
            (Part::All(gates), true) => self.satisfy_contrary_of_one(gates),
        };
        if holds {
            self.held[gate.number()] = true;
            self.changes.push(Change::Held(gate));
        }
        holds
    }

    fn satisfy_contrary_of_one(&mut self, gates: &[Gate]) -> bool {
        // What holds already asks for nothing more.
        if gates.iter().any(|&one| self.already(!one)) {
            return true;
        }
        let first = self.below(gates.len());
        for offset in 0..gates.len() {
            let one = gates[(first + offset) % gates.len()];
            let before = self.changes.len();
            if self.satisfy(!one) {
                return true;
            }
            self.take_back(before);
            if self.steps == 0 {
                return false;
            }
        }
        false
    }

    /// Whether a gate holds as things stand, as far as one look tells.
    fn already(&self, gate: Gate) -> bool {
        if self.held[gate.number()] {
            return true;
        }
        match self.circuit.part(gate) {
            Part::Test { question, cells } => {
                let wanted = !gate.is_contrary();
                let from = self.places[*question] * CELLS_A_WORD;
                cells.iter().enumerate().all(|(cell, &yes)| {
                    yes == wanted
                        || self.allowed[(from + cell) / CELLS_A_WORD] >> (cell % CELLS_A_WORD) & 1
                            == 0
                })
            }
            _ => false,
        }
    }

    /// Leaves those answers that a test wants.
    fn narrow(&mut self, question: usize, cells: &[bool], wanted: bool) -> bool {
        let mut left = false;
        for (word, cells) in cells.chunks(CELLS_A_WORD).enumerate() {
            let mut mask: Word = 0;
            for (bit, &yes) in cells.iter().enumerate() {
                if yes == wanted {
                    mask |= 1 << bit;
                }
            }
            let place = self.places[question] + word;
            let old = self.allowed[place];
            if old & mask != old {
                self.changes.push(Change::Word(place, old));
                self.allowed[place] = old & mask;
            }
            left |= old & mask != 0;
        }
        left
    }

    fn take_back(&mut self, before: usize) {
        for change in self.changes.drain(before..).rev() {
            match change {
                Change::Word(place, old) => self.allowed[place] = old,
                Change::Held(gate) => self.held[gate.number()] = false,
            }
        }
    }

    /// Some number below this one; the same in every run.
    fn below(&mut self, limit: usize) -> usize {
        // Marsaglia's xorshift with the shifts 13, 7 and 17.
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from(self.random % limit).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CELLS: [usize; 4] = [2, 3, 70, 2];

    /// A condition over the four questions, as it is made at random.
    #[derive(Debug, Clone)]
    enum Asked {
        Test(usize, Vec<bool>),
        Not(Box<Asked>),
        All(Vec<Asked>),
        Any(Vec<Asked>),
    }

    fn asked() -> impl Strategy<Value = Asked> {
        let test = (0..CELLS.len()).prop_flat_map(|question| {
            proptest::collection::vec(any::<bool>(), CELLS[question])
                .prop_map(move |cells| Asked::Test(question, cells))
        });
        test.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                inner.clone().prop_map(|one| Asked::Not(Box::new(one))),
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Asked::All),
                proptest::collection::vec(inner, 0..4).prop_map(Asked::Any),
            ]
        })
    }

    fn gate(circuit: &mut Circuit, asked: &Asked) -> Gate {
        match asked {
            Asked::Test(question, cells) => circuit.test(*question, cells),
            Asked::Not(one) => !gate(circuit, one),
            Asked::All(parts) => {
                let parts = parts.iter().map(|one| gate(circuit, one)).collect();
                circuit.all(parts)
            }
            Asked::Any(parts) => {
                let parts = parts.iter().map(|one| gate(circuit, one)).collect();
                circuit.any(parts)
            }
        }
    }

    fn holds(asked: &Asked, answers: &[usize]) -> bool {
        match asked {
            Asked::Test(question, cells) => cells[answers[*question]],
            Asked::Not(one) => !holds(one, answers),
            Asked::All(parts) => parts.iter().all(|one| holds(one, answers)),
            Asked::Any(parts) => parts.iter().any(|one| holds(one, answers)),
        }
    }

    fn somewhere(goals: &[Asked]) -> bool {
        (0..CELLS.iter().product()).any(|number: usize| {
            let mut rest = number;
            let answers: Vec<usize> = CELLS
                .iter()
                .map(|&count| {
                    let cell = rest % count;
                    rest /= count;
                    cell
                })
                .collect();
            goals.iter().all(|one| holds(one, &answers))
        })
    }

    proptest! {
        #[test]
        fn what_is_found_is_there(goals in proptest::collection::vec(asked(), 1..4)) {
            let mut circuit = Circuit::new();
            let gates: Vec<Gate> = goals.iter().map(|one| gate(&mut circuit, one)).collect();
            let found = found(&circuit, &CELLS, &gates);
            prop_assert!(!found || somewhere(&goals), "found where there is none");
        }

        #[test]
        fn one_condition_that_can_hold_is_found(goal in asked()) {
            let mut circuit = Circuit::new();
            let gate = gate(&mut circuit, &goal);
            // Only what was settled when it was put together is sure to be seen at once.
            if gate == Gate::HOLDS {
                prop_assert!(found(&circuit, &CELLS, &[gate]));
            }
            if gate == Gate::FAILS {
                prop_assert!(!somewhere(std::slice::from_ref(&goal)));
            }
        }

        #[test]
        fn gates_nearest_first_are_all_of_them(
            first in asked(),
            others in proptest::collection::vec(asked(), 0..4),
        ) {
            let mut circuit = Circuit::new();
            let one = gate(&mut circuit, &first);
            let rest: Vec<Gate> = others.iter().map(|one| gate(&mut circuit, one)).collect();
            let Some(apart) = circuit.nearest_first(one, &rest) else {
                let all: Vec<Asked> = std::iter::once(first).chain(others).collect();
                prop_assert!(!somewhere(&all), "taken for contraries");
                return Ok(());
            };
            let together = circuit.all(apart);
            let whole = circuit.all(std::iter::once(one).chain(rest).collect());
            // Taken apart or not, they ask the same: neither holds where the other does not.
            let differ = [circuit.all(vec![together, !whole]), circuit.all(vec![whole, !together])];
            for gate in differ {
                prop_assert!(!found(&circuit, &CELLS, &[gate]));
            }
        }
    }
}
