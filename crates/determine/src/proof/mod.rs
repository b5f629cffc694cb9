//! Why: every provision of a jurisdiction, with its state in time and its limbs.

mod facts;
mod limbs;
mod time;
mod truth;

use std::sync::Arc;

use exeat_law::frozen::{FrozenLaw, FrozenProvision};
use exeat_law::kleene::Evaluator;
use exeat_law::model::{JurisdictionId, Provision, ProvisionId, ProvisionKind, Rulebook};
use exeat_law::time::TimeState;
use exeat_law::world::Bindings;
use exeat_value::Truth;

use crate::case_world::CaseWorld;
use crate::outcome::{LimbProof, ProvisionProof, Standing};
use crate::questions::Namer;

pub(crate) use facts::FactsShown;
use time::time_shown;

/// Proves things of one line under one law.
pub(crate) struct Prover<'e, 'a> {
    pub(crate) evaluator: &'e mut Evaluator<'a, CaseWorld<'a>>,
    pub(crate) namer: Namer<'a>,
    pub(crate) bindings: Bindings,
    /// The facts of the line that were shown before.
    pub(crate) facts: FactsShown,
    /// Whether parts on which nothing rests are proved in full too.
    pub(crate) whole: bool,
    /// Whether limbs of a provision are left out on which nothing rests, because it does not apply and the limbs that
    /// are not met are all there is to say.
    pub(crate) reasons_alone: bool,
}

impl<'a> Prover<'_, 'a> {
    fn law(&self) -> &'a FrozenLaw {
        self.namer.law
    }

    fn rulebook(&self) -> &'a Rulebook {
        self.namer.law.rulebook()
    }

    /// Where a provision stands, without its limbs.
    pub(crate) fn standing(&mut self, frozen: &FrozenProvision) -> Standing {
        let bindings = self.bindings;
        match self.evaluator.truth(frozen.effective, &bindings) {
            Truth::True => return Standing::Applies,
            Truth::Unknown => return Standing::Open,
            Truth::False => {}
        }
        if self.evaluator.truth(frozen.condition, &bindings) == Truth::False
            || self.unreached(frozen.id)
        {
            return Standing::Fails;
        }
        if !matches!(frozen.time, TimeState::InForce | TimeState::Contested(_)) {
            return Standing::Silent;
        }
        Standing::Defeated
    }

    fn unreached(&mut self, id: ProvisionId) -> bool {
        let provision = self.rulebook().provision(id);
        if !matches!(
            provision.kind,
            ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. }
        ) {
            return false;
        }
        let jurisdiction = self
            .rulebook()
            .instrument(provision.instrument)
            .jurisdiction;
        let columns = &self.law().columns()[jurisdiction.index()];
        let bindings = self.bindings;
        self.evaluator.truth(columns.reach, &bindings) == Truth::False
    }

    /// The proofs of all provisions of a jurisdiction, those that decide first.
    pub(crate) fn provisions(&mut self, jurisdiction: JurisdictionId) -> Vec<ProvisionProof> {
        self.proofs(jurisdiction, |_| true)
    }

    /// The same of those that do not fail.
    pub(crate) fn acting(&mut self, jurisdiction: JurisdictionId) -> Vec<ProvisionProof> {
        self.proofs(jurisdiction, |standing| standing != Standing::Fails)
    }

    fn proofs(
        &mut self,
        jurisdiction: JurisdictionId,
        wanted: fn(Standing) -> bool,
    ) -> Vec<ProvisionProof> {
        let rulebook = self.rulebook();
        let mut proofs: Vec<ProvisionProof> = Vec::new();
        for frozen in self.law().provisions() {
            let provision = rulebook.provision(frozen.id);
            let own = rulebook.instrument(provision.instrument).jurisdiction == jurisdiction;
            if own && wanted(self.standing(frozen)) && self.has_something_to_act_on(provision) {
                proofs.push(self.provision(frozen, provision));
            }
        }
        proofs.sort_by_key(|proof| proof.standing);
        proofs
    }

    /// What keeps the rules of a law that does not reach the transaction from applying even if it did, as far as that can
    /// be told without going through them: their days, and the control lists on which the item is not.
    pub(crate) fn apart_from_reach(&mut self, jurisdiction: JurisdictionId) -> Vec<ProvisionProof> {
        let rulebook = self.rulebook();
        let mut proofs = Vec::new();
        for frozen in self.law().provisions() {
            let provision = rulebook.provision(frozen.id);
            let is_rule = matches!(
                provision.kind,
                ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. }
            );
            if !is_rule || rulebook.instrument(provision.instrument).jurisdiction != jurisdiction {
                continue;
            }
            let phrase = &rulebook.provision_phrases(frozen.id).condition;
            let lists = self.lists_not_met(&provision.condition, phrase);
            let binds = matches!(frozen.time, TimeState::InForce | TimeState::Contested(_));
            if !binds || lists.truth == Truth::False {
                proofs.push(self.described(frozen, provision, Standing::Fails, lists));
            }
        }
        proofs
    }

    /// Exceptions and policies are worth a line only where something that they qualify would apply without them.
    fn has_something_to_act_on(&mut self, provision: &Provision) -> bool {
        let targets = match &provision.kind {
            ProvisionKind::Exception { from } => from,
            ProvisionKind::Policy { of } => of,
            ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. } => return true,
        };
        targets.iter().any(|&id| {
            let frozen = self.law().provision(id);
            let standing = self.standing(frozen);
            matches!(
                standing,
                Standing::Applies | Standing::Open | Standing::Defeated
            )
        })
    }

    fn provision(&mut self, frozen: &FrozenProvision, provision: &Provision) -> ProvisionProof {
        let phrase = &self.rulebook().provision_phrases(frozen.id).condition;
        let standing = self.standing(frozen);
        let bindings = self.bindings;
        self.reasons_alone = standing == Standing::Fails;
        let condition = if standing == Standing::Silent {
            self.outlined(&provision.condition, phrase)
        } else {
            self.expression(&provision.condition, phrase, &bindings, 0)
        };
        self.described(frozen, provision, standing, condition)
    }

    fn described(
        &mut self,
        frozen: &FrozenProvision,
        provision: &Provision,
        standing: Standing,
        condition: LimbProof,
    ) -> ProvisionProof {
        let rulebook = self.rulebook();
        let instrument = rulebook.instrument(provision.instrument);
        let phrases = rulebook.provision_phrases(frozen.id);
        let kind = match provision.kind {
            ProvisionKind::Rule { .. } => "rule",
            ProvisionKind::Exception { .. } => "exception",
            ProvisionKind::Policy { .. } => "policy",
            ProvisionKind::Gap { .. } => "gap",
        };
        ProvisionProof {
            provision: Arc::clone(&phrases.name),
            instrument: Arc::clone(&phrases.instrument),
            instrument_title: Arc::clone(&phrases.instrument_title),
            kind,
            effect: Arc::clone(&phrases.effect),
            cites: Arc::clone(&phrases.cites),
            title: phrases.title.clone(),
            standing,
            time: time_shown(
                rulebook,
                &frozen.time,
                instrument.issued,
                self.law().law_date(),
            ),
            confidence: provision.confidence.or(instrument.confidence),
            defeated_by: if standing == Standing::Defeated {
                self.defeaters(frozen.id)
            } else {
                Vec::new()
            },
            condition,
            notes: Arc::clone(&phrases.notes),
        }
    }

    fn defeaters(&mut self, id: ProvisionId) -> Vec<String> {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let mut names = Vec::new();
        for frozen in self.law().provisions() {
            let other = rulebook.provision(frozen.id);
            let against = match &other.kind {
                ProvisionKind::Exception { from } => from.contains(&id),
                ProvisionKind::Rule { over } => over.contains(&id),
                ProvisionKind::Policy { .. } | ProvisionKind::Gap { .. } => false,
            };
            if against && self.evaluator.truth(frozen.effective, &bindings) == Truth::True {
                names.push(rulebook.full_name(other));
            }
        }
        names
    }
}
