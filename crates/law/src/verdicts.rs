//! Verdicts alone, for whoever asks about many transactions: no proof, no words, no digests.

use crate::frozen::FrozenLaw;
use crate::judge;
use crate::kleene::{Assumptions, Evaluator, Memory};
use crate::model::JurisdictionId;
use crate::verdict::Verdict;
use crate::world::{Bindings, World};

/// The verdicts of one transaction after another under one frozen law.
///
/// They are those of a determination. It takes any [`World`], so that who has rows need not make cases of them.
#[derive(Debug)]
pub struct Verdicts<'a> {
    law: &'a FrozenLaw,
    assumptions: Assumptions,
    memory: Memory,
}

impl<'a> Verdicts<'a> {
    /// Verdicts under this law, with its presumed readings.
    #[must_use]
    pub fn new(law: &'a FrozenLaw) -> Self {
        Self {
            law,
            assumptions: Assumptions::presuming(law),
            memory: Memory::default(),
        }
    }

    /// The verdicts that remain possible for an item of a world.
    ///
    /// # Panics
    /// Only when the jurisdiction's identity was made by another rulebook.
    pub fn of<W: World>(
        &mut self,
        world: &W,
        jurisdiction: JurisdictionId,
        item: usize,
    ) -> Possible {
        let columns = &self.law.columns()[jurisdiction.index()];
        let bindings = Bindings::of_item(item);
        let memory = std::mem::take(&mut self.memory);
        let mut evaluator = Evaluator::with_memory(self.law, world, &self.assumptions, memory);
        let possible = match judge::by_kleene(&mut evaluator, columns, &bindings) {
            Some(verdict) => Possible::of(&[verdict]),
            None => {
                let judgement = judge::by_answers(&mut evaluator, columns, &bindings);
                Possible::of(&judgement.possible)
            }
        };
        self.memory = evaluator.into_memory();
        possible
    }
}

/// The verdicts that remain possible: a small set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Possible(u8);

impl Possible {
    /// These verdicts.
    #[must_use]
    pub fn of(verdicts: &[Verdict]) -> Self {
        Self(verdicts.iter().fold(0, |set, &one| set | bit(one)))
    }

    /// The same with "not reached" and "no licence required" as one answer: it may leave.
    #[must_use]
    pub fn with_one_free(self) -> Self {
        const UNREACHED: u8 = bit(Verdict::NotReached);
        if self.0 & UNREACHED == 0 {
            self
        } else {
            Self(self.0 & !UNREACHED | bit(Verdict::NoLicenceRequired))
        }
    }

    /// How many verdicts remain possible.
    #[must_use]
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether none does.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this verdict remains possible.
    #[must_use]
    pub fn contains(self, verdict: Verdict) -> bool {
        self.0 & bit(verdict) != 0
    }

    /// The verdicts, worst first.
    pub fn iter(self) -> impl Iterator<Item = Verdict> {
        let worst_first = Verdict::ALL.into_iter().rev();
        worst_first.filter(move |&verdict| self.contains(verdict))
    }

    /// The one verdict they agree on, as [`Verdict::agreed`] has it.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        const FREE: Possible = Possible(bit(Verdict::NoLicenceRequired) | bit(Verdict::NotReached));
        match Verdict::ALL.into_iter().find(|&one| bit(one) == self.0) {
            Some(only) => only,
            None if self == FREE => Verdict::NoLicenceRequired,
            None => Verdict::Undetermined,
        }
    }
}

const fn bit(verdict: Verdict) -> u8 {
    1 << verdict.terminal()
}
