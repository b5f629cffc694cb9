//! Every completion of what is open, one after the other.

mod question;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Fact, FactId};
use exeat_law::model::{Atom, ProvisionId, Quantifier, ReadingId, Test};
use exeat_value::{Decimal, Truth};

use super::Extent;
use super::kleene::{Kleene, bound_to};
use super::scene::{self, Bound, NOBODY_NAMED, Scene, Whose};
use super::share::{Bounds, Share};
use super::written::{Columns, Plain, Written};
use question::{HiddenQuestion, Open, Question, Reply, ShareQuestion};
use values::{of_fact, parts, yes_or_no};

pub(super) use question::{Replies, hidden_question, share_question};

/// More combinations of contested facts and readings than this are not told apart.
const TOLD_APART_MAX: usize = 64;

/// What the law asks for and the case leaves open.
struct Asked<'a> {
    kleene: Kleene<'a>,
    extent: Extent,
    facts: BTreeMap<(Whose, FactId), BTreeSet<Test>>,
    shares: BTreeMap<ShareQuestion, (Bounds, BTreeSet<Decimal>)>,
    hidden: BTreeSet<HiddenQuestion>,
    readings: BTreeSet<ReadingId>,
    gaps: BTreeSet<ProvisionId>,
}

impl<'a> Asked<'a> {
    fn by(
        written: &'a Written,
        scene: &'a Scene<'a>,
        columns: &Columns,
        bound: Bound,
        extent: Extent,
    ) -> Self {
        let mut asked = Self {
            kleene: Kleene::new(written, scene),
            extent,
            facts: BTreeMap::new(),
            shares: BTreeMap::new(),
            hidden: BTreeSet::new(),
            readings: BTreeSet::new(),
            gaps: BTreeSet::new(),
        };
        asked.visit(&columns.prohibited, bound);
        asked.visit(&columns.licence, bound);
        asked.visit(&columns.licence_or_exception, bound);
        asked.visit(&columns.reach, bound);
        asked
    }

    fn visit(&mut self, plain: &Plain, bound: Bound) {
        if self.extent == Extent::WhatKleeneLeavesOpen
            && self.kleene.truth(plain, bound) != Truth::Unknown
        {
            return;
        }
        let written = self.kleene.written;
        let scene = self.kleene.scene;
        match plain {
            Plain::Constant(_) => {}
            Plain::Atom(atom) => self.atom(atom, bound),
            Plain::Not(part) => self.visit(part, bound),
            Plain::All(parts) | Plain::Any(parts) => {
                parts.iter().for_each(|part| self.visit(part, bound));
            }
            Plain::Reading(reading, _) => {
                self.readings.insert(*reading);
            }
            Plain::Open(gap) => {
                self.gaps.insert(*gap);
            }
            Plain::About(subject, part) => {
                let item = bound.item_of(*subject);
                self.visit(part, Bound { item, ..bound });
            }
            Plain::Quantified(quantifier, over, number) => {
                let body = written.body(*number);
                let (members, complete) = scene.members(*over, bound);
                let speaks_of_member = written.uses(*number).of_member(*over);
                if !complete && (speaks_of_member || members.is_empty()) {
                    let every = *quantifier == Quantifier::Every;
                    let question = hidden_question(written, every, *over, *number, bound);
                    // Whether somebody whom nobody named meets the condition is asked, and no more about them.
                    if !question.is_of_unnamed() {
                        self.hidden.insert(question);
                    }
                    self.visit(body, bound_to(*over, NOBODY_NAMED, bound));
                }
                for member in members {
                    self.visit(body, bound_to(*over, member, bound));
                }
            }
            Plain::Share {
                measure,
                whole,
                filter,
                threshold,
                ..
            } => {
                let share = Share {
                    measure: *measure,
                    whole: bound.item_of(*whole),
                };
                let question = share_question(written, share, *filter, bound);
                if question.is_of_unnamed() {
                    return;
                }
                let bounds = self.kleene.share(share, *filter, bound);
                let (_, thresholds) = self
                    .shares
                    .entry(question)
                    .or_insert_with(|| (bounds, BTreeSet::new()));
                thresholds.insert(*threshold);
            }
        }
    }

    fn atom(&mut self, atom: &Atom, bound: Bound) {
        let scene = self.kleene.scene;
        let whose = scene.whose(atom.subject, bound);
        if let Whose::Party(NOBODY_NAMED) | Whose::Item(NOBODY_NAMED) = whose {
            return;
        }
        if scene::truth(&atom.test, scene.fact(whose, atom.fact)) == Truth::Unknown {
            self.facts
                .entry((whose, atom.fact))
                .or_default()
                .insert(atom.test.clone());
        }
    }

    /// How many combinations of contested facts and readings are open.
    fn combinations(&self) -> usize {
        let scene = self.kleene.scene;
        let facts = self
            .facts
            .keys()
            .map(|(whose, fact)| match scene.fact(*whose, *fact) {
                Fact::Contested(candidates) => candidates.len(),
                _ => 1,
            });
        let readings = self
            .readings
            .iter()
            .map(|reading| self.alternatives(*reading).count());
        facts.chain(readings).fold(1, usize::saturating_mul)
    }

    fn alternatives(&self, reading: ReadingId) -> impl Iterator<Item = usize> {
        let reckoned_with = &self.kleene.written.readings[reading.index()];
        (0..reckoned_with.len()).filter(|&one| reckoned_with[one])
    }
}

/// All completions.
pub(super) struct Completions {
    questions: Vec<Open>,
}

impl Completions {
    /// The completions of what is open in a verdict; `None` where a set may hold too many codes.
    pub(super) fn of(
        written: &Written,
        scene: &Scene<'_>,
        columns: &Columns,
        bound: Bound,
        extent: Extent,
    ) -> Option<Self> {
        let open = Asked::by(written, scene, columns, bound, Extent::WhatKleeneLeavesOpen);
        let told_apart = open.combinations() <= TOLD_APART_MAX;
        let asked = match extent {
            Extent::WhatKleeneLeavesOpen => open,
            Extent::Everything => Asked::by(written, scene, columns, bound, extent),
        };
        let mut questions = Vec::new();
        for ((whose, fact), tests) in &asked.facts {
            of_fact(scene, *whose, *fact, tests, told_apart, &mut questions)?;
        }
        for (question, (bounds, thresholds)) in &asked.shares {
            questions.push((Question::Share(*question), parts(bounds, thresholds)?));
        }
        for question in &asked.hidden {
            questions.push((Question::Hidden(*question), yes_or_no()));
        }
        for reading in &asked.readings {
            let replies = asked
                .alternatives(*reading)
                .map(Reply::Alternative)
                .collect();
            questions.push((Question::Reading(*reading), replies));
        }
        for gap in &asked.gaps {
            questions.push((Question::Open(*gap), yes_or_no()));
        }
        questions.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(Self { questions })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.questions
            .iter()
            .map(|(_, replies)| replies.len())
            .fold(1, usize::saturating_mul)
    }

    /// Each of them.
    pub(super) fn all(&self) -> impl Iterator<Item = Replies<'_>> {
        (0..self.count()).map(|number| {
            let mut rest = number;
            let mut chosen = Vec::with_capacity(self.questions.len());
            for (_, replies) in &self.questions {
                chosen.push(rest % replies.len());
                rest /= replies.len();
            }
            Replies {
                open: &self.questions,
                chosen,
            }
        })
    }
}
