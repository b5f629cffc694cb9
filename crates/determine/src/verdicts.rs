//! Verdicts alone, for whoever asks about many transactions: no proof, no words, no digests.

use exeat_law::frozen::FrozenLaw;
use exeat_law::kleene::{Assumptions, Evaluator, Memory};
use exeat_law::model::JurisdictionId;
use exeat_law::world::{Bindings, World};

use crate::judge;
use crate::outcome::Verdict;

/// The verdicts of one transaction after another under one frozen law.
///
/// They are those of [`determine`](crate::determine). It takes any [`World`], so that who has rows need not make
/// cases of them; with a [`Case`](exeat_facts::Case) in hand, ask a [`CaseWorld`](crate::CaseWorld).
///
/// ```
/// use std::sync::Arc;
///
/// use exeat_determine::{CaseWorld, Verdict, Verdicts};
/// use exeat_facts::{Case, Fact, Item, Scope, Value, Vocabulary};
/// use exeat_law::frozen::FrozenLaw;
/// use exeat_law::lower::{SourceText, load};
/// use exeat_value::Day;
///
/// let text = "\
/// jurisdiction XX
///   name \"Examplia\"
///   authority MOT \"Ministry of Trade\"
///
/// instrument XX.2025-1
///   title \"Export controls on what was made with foreign technology\"
///   issued 2025-01-01
///   in force from 2025-02-01
///   verified through 2025-12-31
///
/// rule foreign-technology
///   cites §1
///   licence from MOT
///   when item.made-with-chinese-rare-earth-technology
/// ";
/// let source = SourceText { path: "xx/2025-1.law".into(), text: text.into() };
/// let vocabulary = Vocabulary::standard();
/// let (rulebook, _) = load(vec![source], vocabulary);
/// let examplia = rulebook.find_jurisdiction("XX").unwrap();
/// let day = Day::new(2025, 10, 9)?;
/// let law = FrozenLaw::new(Arc::new(rulebook), day, day);
/// let mut verdicts = Verdicts::new(&law);
///
/// let technology = vocabulary.find(Scope::Item, "made-with-chinese-rare-earth-technology").unwrap();
/// let mut case = Case::new("a magnet");
/// case.items.push(Item::new("magnet", "Magnet"));
/// let possible = verdicts.of(&CaseWorld::new(&case, vocabulary), examplia, 0);
/// assert_eq!(possible.verdict(), Verdict::Undetermined);
/// assert!(possible.iter().eq([Verdict::LicenceRequired, Verdict::NoLicenceRequired]));
///
/// case.items[0].facts.set(technology, Fact::known(Value::YesNo(true)));
/// let possible = verdicts.of(&CaseWorld::new(&case, vocabulary), examplia, 0);
/// assert_eq!(possible.verdict(), Verdict::LicenceRequired);
/// # Ok::<(), exeat_value::DayError>(())
/// ```
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
                let judgement = judge::open(&mut evaluator, columns, &bindings);
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
    pub(crate) fn of(verdicts: &[Verdict]) -> Self {
        Self(verdicts.iter().fold(0, |set, &one| set | bit(one)))
    }

    /// The same with "not reached" and "no licence required" as one answer: it may leave.
    pub(crate) fn with_one_free(self) -> Self {
        const UNREACHED: u8 = bit(Verdict::NotReached);
        if self.0 & UNREACHED == 0 {
            self
        } else {
            Self(self.0 & !UNREACHED | bit(Verdict::NoLicenceRequired))
        }
    }

    /// How many verdicts remain possible.
    pub(crate) fn len(self) -> u32 {
        self.0.count_ones()
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
