//! The limbs of a condition, each with what came out.

use std::sync::Arc;

use exeat_law::kleene::bound;
use exeat_law::model::{
    DefineId, EntryId, Expression, GroupKind, JurisdictionId, Limb, Measure, Over, Quantifier,
    Rulebook, Subject,
};
use exeat_law::time::TimeState;
use exeat_law::words::{self, Phrase};
use exeat_law::world::{Bindings, Members, World};
use exeat_value::{Comparison, Decimal, Truth};

use super::Prover;
use super::truth::{Joined, at, join_to, quantify};
use crate::outcome::{FactShown, Joins, LimbProof};

/// How deep a proof goes; conditions are no deeper than the readers allow.
const DEPTH_MAX: usize = 64;

impl Prover<'_, '_> {
    /// The proof of a provision's own condition.
    pub(crate) fn provision_condition(&mut self, id: exeat_law::model::ProvisionId) -> LimbProof {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let phrase = &rulebook.provision_phrases(id).condition;
        self.expression(&rulebook.provision(id).condition, phrase, &bindings, 0)
    }

    /// The proof of an entry's own condition, whether or not it binds.
    pub(crate) fn entry_condition(&mut self, id: EntryId) -> LimbProof {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let phrase = &rulebook.entry_phrases(id).condition;
        self.expression(&rulebook.entry(id).condition, phrase, &bindings, 0)
    }

    /// The proof of a named condition.
    pub(crate) fn define_condition(&mut self, id: DefineId) -> LimbProof {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let phrase = rulebook.define_phrase(id);
        self.expression(&rulebook.define(id).condition, phrase, &bindings, 0)
    }

    /// The proof that a jurisdiction's law reaches the transaction or does not; none where it reaches every one.
    pub(crate) fn reach(&mut self, id: JurisdictionId) -> Option<LimbProof> {
        let rulebook = self.rulebook();
        if matches!(rulebook.jurisdiction(id).reach, Expression::Constant(_)) {
            return None;
        }
        let bindings = self.bindings;
        let phrase = rulebook.reach_phrase(id);
        self.reasons_alone = true;
        Some(self.expression(&rulebook.jurisdiction(id).reach, phrase, &bindings, 0))
    }

    /// Of a condition all of whose limbs must hold, those that ask for a list on which the item is not; its truth is
    /// false where there is one, and otherwise not looked for.
    pub(super) fn lists_not_met(&mut self, condition: &Expression, phrase: &Phrase) -> LimbProof {
        let bindings = self.bindings;
        let mut proof = LimbProof {
            joins: Some(Joins::All),
            ..bare(phrase)
        };
        let Expression::Group(GroupKind::All, limbs) = condition else {
            return proof;
        };
        for (limb, phrase) in limbs.iter().zip(phrase.parts()) {
            if matches!(limb.expression, Expression::Listed(..))
                && self.limb_truth(GroupKind::All, limb, &bindings) == Truth::False
            {
                proof.truth = Truth::False;
                let part = self.limb(GroupKind::All, limb, phrase, &bindings, 1);
                proof.parts.push(part);
            }
        }
        proof
    }

    pub(super) fn expression(
        &mut self,
        expression: &Expression,
        phrase: &Phrase,
        bindings: &Bindings,
        depth: usize,
    ) -> LimbProof {
        let mut proof = bare(phrase);
        proof.joins = joins_of(self.rulebook(), expression);
        if depth <= DEPTH_MAX {
            proof.truth = self.fill(expression, phrase, bindings, depth, &mut proof);
        }
        proof
    }

    /// Puts the parts and facts to a proof, and gives its truth.
    fn fill(
        &mut self,
        expression: &Expression,
        phrase: &Phrase,
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        match expression {
            Expression::Constant(value) => Truth::from(*value),
            Expression::Atom(atom) => {
                proof.fact = Some(self.fact(atom, bindings));
                self.atom(atom, bindings)
            }
            Expression::Not(part) => {
                let [phrase] = phrase.parts() else {
                    return Truth::Unknown;
                };
                let inner = self.expression(part, phrase, bindings, depth + 1);
                let truth = !inner.truth;
                if inner.parts.is_empty() {
                    proof.fact = inner.fact;
                } else {
                    proof.parts = vec![inner];
                }
                truth
            }
            Expression::Group(kind, limbs) => {
                self.group(*kind, limbs, phrase.parts(), bindings, depth, proof)
            }
            Expression::Listed(subject, list) => {
                let entries = &self.rulebook().list(*list).entries;
                proof.entries = Some(entries.len());
                self.entries(*subject, entries, bindings, depth, proof)
            }
            Expression::Entry(subject, entry) => self.entries(
                *subject,
                std::slice::from_ref(entry),
                bindings,
                depth,
                proof,
            ),
            Expression::Define(id) => {
                let rulebook = self.rulebook();
                let condition = &rulebook.define(*id).condition;
                let phrase = rulebook.define_phrase(*id);
                let inner = self.expression(condition, phrase, bindings, depth + 1);
                proof.fact = inner.fact;
                proof.parts = inner.parts;
                inner.truth
            }
            Expression::Reading(id, alternative) => self.reading(*id, *alternative),
            Expression::Open(_) => Truth::Unknown,
            Expression::Quantified(quantifier, over, body) => {
                let [phrase] = phrase.parts() else {
                    return Truth::Unknown;
                };
                self.quantified(*quantifier, *over, body, phrase, bindings, depth, proof)
            }
            Expression::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let [phrase] = phrase.parts() else {
                    return Truth::Unknown;
                };
                let share = Share {
                    measure: *measure,
                    whole: bindings.item_of(*whole),
                    filter,
                    comparison: *comparison,
                    threshold: *threshold,
                };
                self.share(&share, phrase, bindings, depth, proof)
            }
        }
    }

    /// A group, with the parts on which its truth rests in full and the others without what is inside them, or not at
    /// all where reasons are enough.
    fn group(
        &mut self,
        kind: GroupKind,
        limbs: &[Limb],
        phrases: &[Phrase],
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let mut joined = Joined::new(kind);
        proof.parts.reserve_exact(limbs.len());
        if self.whole {
            for (limb, phrase) in limbs.iter().zip(phrases) {
                let part = self.limb(kind, limb, phrase, bindings, depth + 1);
                joined.add(part.truth);
                proof.parts.push(part);
            }
            return joined.whole();
        }
        let mut truths = Vec::with_capacity(limbs.len());
        for limb in limbs {
            let own = self.limb_truth(kind, limb, bindings);
            joined.add(own);
            truths.push(own);
        }
        for ((limb, phrase), own) in limbs.iter().zip(phrases).zip(truths) {
            if joined.rests_on(own) {
                let part = self.limb(kind, limb, phrase, bindings, depth + 1);
                proof.parts.push(part);
            } else if depth > 0 || !self.reasons_alone {
                let part = self.outline(&limb.expression, phrase, own, bindings);
                proof.parts.push(part);
            }
        }
        joined.whole()
    }

    /// A limb of a group: outside its days it counts as if it were not there.
    fn limb(
        &mut self,
        kind: GroupKind,
        limb: &Limb,
        phrase: &Phrase,
        bindings: &Bindings,
        depth: usize,
    ) -> LimbProof {
        let there = self.is_there(limb);
        if there == Truth::False {
            let truth = join_to(kind, there, Truth::False);
            return self.outline(&limb.expression, phrase, truth, bindings);
        }
        let mut part = self.expression(&limb.expression, phrase, bindings, depth);
        part.truth = join_to(kind, there, part.truth);
        part
    }

    /// A condition on which nothing rests because its provision does not bind: its limbs without their parts.
    pub(super) fn outlined(&mut self, condition: &Expression, phrase: &Phrase) -> LimbProof {
        let bindings = self.bindings;
        let mut proof = bare(phrase);
        proof.joins = joins_of(self.rulebook(), condition);
        if let Expression::Group(kind, limbs) = condition {
            let mut joined = Joined::new(*kind);
            for (limb, phrase) in limbs.iter().zip(phrase.parts()) {
                let own = self.limb_truth(*kind, limb, &bindings);
                joined.add(own);
                let part = self.outline(&limb.expression, phrase, own, &bindings);
                proof.parts.push(part);
            }
            proof.truth = joined.whole();
        } else {
            proof.truth = self.truth(condition, &bindings);
        }
        proof
    }

    /// A limb on which nothing rests here: its words, its truth and its fact, without its parts.
    fn outline(
        &mut self,
        expression: &Expression,
        phrase: &Phrase,
        truth: Truth,
        bindings: &Bindings,
    ) -> LimbProof {
        let fact = match expression {
            Expression::Atom(atom) => Some(self.fact(atom, bindings)),
            _ => None,
        };
        LimbProof {
            truth,
            fact,
            ..bare(phrase)
        }
    }

    fn entries(
        &mut self,
        subject: Subject,
        entries: &[EntryId],
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let inner = at(subject, bindings);
        let rulebook = self.rulebook();
        let mut any = Truth::False;
        for &id in entries {
            let truth = self.entry_truth(subject, id, bindings);
            any = any | truth;
            let entry = rulebook.entry(id);
            let (state, _) = self.law().entry(id);
            // An entry that does not bind is worth a line only where its description fits.
            let silent = !matches!(state, TimeState::InForce | TimeState::Contested(_));
            let fits = silent && self.truth(&entry.condition, &inner) == Truth::True;
            if truth == Truth::False && !fits {
                continue;
            }
            let phrases = rulebook.entry_phrases(id);
            let mut part = self.expression(&entry.condition, &phrases.condition, &inner, depth + 1);
            part.says = Arc::clone(&phrases.says);
            part.truth = truth;
            proof.parts.push(part);
        }
        any
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a quantifier has three parts of its own, and every step of a proof takes four more"
    )]
    fn quantified(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: &Expression,
        phrase: &Phrase,
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let Members { indices, complete } = self.members(over, bindings);
        let mut truths = self.rest_of(quantifier, over, body, complete, bindings);
        for member in indices {
            let inner = bound(over, member, bindings);
            let name = match over {
                Over::Parties => self
                    .namer
                    .case
                    .parties
                    .get(member)
                    .map(|party| party.id.clone())
                    .unwrap_or_default(),
                _ => self.namer.item_id(member),
            };
            let mut part = self.expression(body, phrase, &inner, depth + 1);
            part.label = Some(name.into());
            truths.push(part.truth);
            proof.parts.push(part);
        }
        quantify(quantifier, truths)
    }

    fn share(
        &mut self,
        share: &Share<'_>,
        phrase: &Phrase,
        bindings: &Bindings,
        depth: usize,
        proof: &mut LimbProof,
    ) -> Truth {
        let mut counted = Vec::new();
        let world = self.evaluator.world();
        let bounds = world.share(share.measure, share.whole, &mut |component| {
            let inner = Bindings {
                component: Some(component),
                ..*bindings
            };
            let mut part = self.expression(share.filter, phrase, &inner, depth + 1);
            part.label = Some(self.namer.item_id(component).into());
            let truth = part.truth;
            counted.push(part);
            truth
        });
        let low = format!("{} of {}", bounds.low.part, bounds.low.whole);
        let high = format!("{} of {}", bounds.high.part, bounds.high.whole);
        let (state, value) = if bounds.low == bounds.high {
            ("known", low)
        } else if low == high {
            ("between", low)
        } else {
            ("between", format!("between {low} and {high}"))
        };
        proof.fact = Some(Arc::new(FactShown {
            fact: format!("share by {}", words::measure(share.measure)),
            of: Some(self.namer.item_id(share.whole)),
            state,
            value,
            evidence: Vec::new(),
        }));
        proof.parts = counted;
        bounds.is(share.comparison, share.threshold)
    }
}

/// A share that a condition asks for.
struct Share<'x> {
    measure: Measure,
    /// The item that is the whole.
    whole: usize,
    filter: &'x Expression,
    comparison: Comparison,
    threshold: Decimal,
}

/// A limb in words alone, not known yet.
fn bare(phrase: &Phrase) -> LimbProof {
    LimbProof {
        label: phrase.label.clone(),
        limb: Arc::clone(&phrase.form),
        says: Arc::clone(&phrase.says),
        truth: Truth::Unknown,
        fact: None,
        joins: None,
        parts: Vec::new(),
        entries: None,
    }
}

/// How the parts that a proof gives for this condition combine.
fn joins_of(rulebook: &Rulebook, expression: &Expression) -> Option<Joins> {
    match expression {
        Expression::Group(GroupKind::All, _) | Expression::Quantified(Quantifier::Every, ..) => {
            Some(Joins::All)
        }
        Expression::Group(GroupKind::Any, _)
        | Expression::Quantified(Quantifier::Some, ..)
        | Expression::Listed(..)
        | Expression::Entry(..) => Some(Joins::Any),
        Expression::Group(GroupKind::NoneOf, _) | Expression::Quantified(Quantifier::No, ..) => {
            Some(Joins::NoneOf)
        }
        Expression::Define(id) => joins_of(rulebook, &rulebook.define(*id).condition),
        _ => None,
    }
}
