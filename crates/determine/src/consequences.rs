//! What comes with a verdict: authorities, review policy, duties, and how sure the law itself is.

use exeat_facts::Case;
use exeat_law::frozen::FrozenLaw;
use exeat_law::judge;
use exeat_law::kleene::Evaluator;
use exeat_law::model::{
    Confidence, Duty, Effect, JurisdictionId, Period, Provision, ProvisionId, ProvisionKind,
    Review, Rulebook,
};
use exeat_law::words;
use exeat_law::world::{Bindings, World};
use exeat_value::Truth;

use crate::due;
use crate::outcome::{
    AuthorityShown, DueShown, DutyShown, ExceptionShown, InstrumentNotVerified, ReviewShown,
    Verdict, VerdictCoverage,
};

/// A provision that applies or may apply, and which of these.
type Standing<'a> = (&'a Provision, Truth, ProvisionId);

/// Everything that comes with a verdict.
pub(crate) struct Comes {
    pub(crate) authorities: Vec<AuthorityShown>,
    pub(crate) exceptions: Vec<ExceptionShown>,
    pub(crate) review: ReviewShown,
    pub(crate) duties: Vec<DutyShown>,
    pub(crate) deciding: Vec<ProvisionId>,
    pub(crate) coverage: VerdictCoverage,
}

/// Looks at the consequences of one line under one jurisdiction.
pub(crate) struct Consequences<'e, 'a, W> {
    pub(crate) law: &'a FrozenLaw,
    pub(crate) case: &'a Case,
    pub(crate) evaluator: &'e mut Evaluator<'a, W>,
    pub(crate) bindings: Bindings,
    pub(crate) jurisdiction: JurisdictionId,
}

impl<'a, W: World> Consequences<'_, 'a, W> {
    fn rulebook(&self) -> &'a Rulebook {
        self.law.rulebook()
    }

    /// The provisions of the jurisdiction that apply or may apply, with the certainty.
    fn standing(&mut self) -> Vec<Standing<'a>> {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let mut found = Vec::new();
        for frozen in self.law.provisions() {
            let provision = rulebook.provision(frozen.id);
            if rulebook.instrument(provision.instrument).jurisdiction != self.jurisdiction {
                continue;
            }
            let truth = match &provision.kind {
                ProvisionKind::Exception { from } | ProvisionKind::Policy { of: from } => {
                    // An exception or policy matters only where something that it qualifies would apply.
                    let own = self.evaluator.truth(frozen.effective, &bindings);
                    let exempts = provision.effect == Effect::Exempt;
                    let base = Truth::any(from.iter().map(|&id| {
                        let rule = self.law.provision(id);
                        let node = if exempts {
                            rule.condition
                        } else {
                            rule.effective
                        };
                        let binds = !exempts || binds(&rule.time);
                        if binds {
                            self.evaluator.truth(node, &bindings)
                        } else {
                            Truth::False
                        }
                    }));
                    own & base
                }
                ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. } => {
                    self.evaluator.truth(frozen.effective, &bindings)
                }
            };
            if truth != Truth::False {
                found.push((provision, truth, frozen.id));
            }
        }
        found
    }

    /// How sure the law is where it does not reach the transaction: nothing of it stands.
    pub(crate) fn beyond_reach(&self) -> VerdictCoverage {
        self.coverage(&[])
    }

    /// Everything that comes with a verdict.
    pub(crate) fn all(&mut self, possible: &[Verdict]) -> Comes {
        let standing = self.standing();
        let licensed = possible
            .iter()
            .any(|one| matches!(one, Verdict::LicenceRequired | Verdict::ExceptionAvailable));
        let authorities = if licensed {
            self.authorities(&standing)
        } else {
            Vec::new()
        };
        let review = if licensed {
            self.review(&standing)
        } else {
            ReviewShown::default()
        };
        let exceptions = if licensed {
            self.exceptions(&standing)
        } else {
            Vec::new()
        };
        Comes {
            authorities,
            exceptions,
            review,
            duties: self.duties(&standing),
            deciding: self.deciding(&standing, possible),
            coverage: self.coverage(&standing),
        }
    }

    /// The provisions on which a verdict rests: those that give it by themselves, and where none does, those that may
    /// give it and of which one or the other does.
    fn deciding(&mut self, standing: &[Standing<'_>], possible: &[Verdict]) -> Vec<ProvisionId> {
        let verdict = Verdict::agreed(possible);
        let mut found: Vec<(ProvisionId, Truth)> = Vec::new();
        for &(provision, truth, id) in standing {
            let effect = &provision.effect;
            let gives = match verdict {
                Verdict::Prohibited => forbids(effect),
                Verdict::LicenceRequired => licence_of(effect).is_some(),
                Verdict::ExceptionAvailable => matches!(effect, Effect::Authorised(_)),
                Verdict::NoLicenceRequired => matches!(effect, Effect::Exempt),
                Verdict::Undetermined => {
                    forbids(effect)
                        || licence_of(effect).is_some()
                        || matches!(effect, Effect::Authorised(_) | Effect::Exempt)
                }
                Verdict::NotReached => false,
            };
            if !gives {
                continue;
            }
            let truth = match verdict {
                // What an exception covers demands no licence.
                Verdict::LicenceRequired => truth & !self.covered(id),
                _ => truth,
            };
            if truth != Truth::False {
                found.push((id, truth));
            }
        }
        let by_itself = found.iter().any(|(_, truth)| truth.is_true());
        // What nothing demands is free by itself, exempt or not.
        let one_of_them = match verdict {
            Verdict::Undetermined => true,
            Verdict::NoLicenceRequired => !by_itself && self.is_settled_by_answers(),
            _ => !by_itself,
        };
        found
            .into_iter()
            .filter(|(_, truth)| one_of_them || truth.is_true())
            .map(|(id, _)| id)
            .collect()
    }

    /// Whether a licence exception covers what a rule demands.
    fn covered(&mut self, rule: ProvisionId) -> Truth {
        let rulebook = self.rulebook();
        let bindings = self.bindings;
        let law = self.law;
        let covers = law.provisions().iter().filter(|frozen| {
            let provision = rulebook.provision(frozen.id);
            matches!(&provision.kind, ProvisionKind::Exception { from } if from.contains(&rule))
                && matches!(provision.effect, Effect::Authorised(_))
        });
        Truth::any(covers.map(|frozen| self.evaluator.truth(frozen.effective, &bindings)))
    }

    /// Whether three values leave the verdict open, so that it holds because it does under every answer.
    fn is_settled_by_answers(&mut self) -> bool {
        let columns = &self.law.columns()[self.jurisdiction.index()];
        judge::by_kleene(self.evaluator, columns, &self.bindings).is_none()
    }

    fn exceptions(&self, standing: &[Standing<'_>]) -> Vec<ExceptionShown> {
        standing
            .iter()
            .filter_map(|(provision, truth, _)| match &provision.effect {
                Effect::Authorised(name) => Some(ExceptionShown {
                    name: name.clone(),
                    provision: self.rulebook().full_name(provision),
                    cites: provision.cites.iter().map(words::cite).collect(),
                    certain: truth.is_true(),
                }),
                _ => None,
            })
            .collect()
    }

    fn authorities(&self, standing: &[Standing<'_>]) -> Vec<AuthorityShown> {
        let jurisdiction = self.rulebook().jurisdiction(self.jurisdiction);
        let mut shown: Vec<AuthorityShown> = standing
            .iter()
            .filter_map(|(provision, ..)| licence_of(&provision.effect))
            .map(|code| {
                let name = jurisdiction
                    .authorities
                    .iter()
                    .find(|(one, _)| one == code)
                    .map(|(_, name)| name);
                AuthorityShown {
                    code: code.to_owned(),
                    name: name.map_or_else(|| code.to_owned(), |name| name.en.clone()),
                    name_zh: name.and_then(|name| name.zh.clone()),
                }
            })
            .collect();
        shown.sort();
        shown.dedup();
        shown
    }

    fn review(&self, standing: &[Standing<'_>]) -> ReviewShown {
        let policies: Vec<(Review, String, Truth)> = standing
            .iter()
            .filter_map(|(provision, truth, _)| match provision.effect {
                Effect::Review(review) => {
                    Some((review, self.rulebook().full_name(provision), *truth))
                }
                _ => None,
            })
            .collect();
        // The order of the reviews is from strictest to mildest.
        let certain = policies
            .iter()
            .filter(|(_, _, truth)| truth.is_true())
            .map(|(one, _, _)| *one)
            .min();
        let stricter = |review: Review| certain.is_none_or(|certain| review < certain);
        let open: Vec<&(Review, String, Truth)> = policies
            .iter()
            .filter(|(review, _, truth)| truth.is_unknown() && stricter(*review))
            .collect();
        let mut possible: Vec<Review> = open.iter().map(|(review, _, _)| *review).collect();
        possible.sort();
        possible.dedup();
        ReviewShown {
            is: certain,
            provisions: policies
                .iter()
                .filter(|(review, _, truth)| truth.is_true() && Some(*review) == certain)
                .map(|(_, name, _)| name.clone())
                .collect(),
            possible,
            possible_provisions: open.iter().map(|(_, name, _)| name.clone()).collect(),
        }
    }

    fn duties(&self, standing: &[Standing<'_>]) -> Vec<DutyShown> {
        let mut shown: Vec<DutyShown> = Vec::new();
        for (provision, truth, _) in standing {
            let own: Option<&Duty> = match &provision.effect {
                Effect::Duty(duty) => Some(duty),
                _ => None,
            };
            for duty in own.into_iter().chain(&provision.then) {
                let one = DutyShown {
                    duty: duty.clone(),
                    provision: self.rulebook().full_name(provision),
                    cites: provision.cites.first().map(words::cite).unwrap_or_default(),
                    certain: truth.is_true(),
                    due: self.due(duty, duty.within.as_ref()),
                    kept: self.due(duty, duty.keep_for.as_ref()),
                };
                match shown.iter_mut().find(|known| known.duty == one.duty) {
                    Some(known) => {
                        if one.certain && !known.certain {
                            *known = one;
                        }
                    }
                    None => shown.push(one),
                }
            }
        }
        // Stable: duties of one certainty stay in the order of the rulebooks.
        shown.sort_by_key(|duty| !duty.certain);
        shown
    }

    fn due(&self, duty: &Duty, period: Option<&Period>) -> Option<DueShown> {
        let to = duty.to.as_deref();
        due::due(self.rulebook(), self.case, self.jurisdiction, to, period?)
    }

    fn coverage(&self, standing: &[Standing<'_>]) -> VerdictCoverage {
        let law_date = self.law.law_date();
        let rulebook = self.rulebook();
        let verified = rulebook.jurisdiction(self.jurisdiction).verified_through;
        let mut instruments: Vec<InstrumentNotVerified> = standing
            .iter()
            .filter_map(|(provision, ..)| {
                let instrument = rulebook.instrument(provision.instrument);
                let through = instrument.verified_through?;
                (through < law_date).then(|| InstrumentNotVerified {
                    instrument: instrument.name.clone(),
                    verified_through: through,
                })
            })
            .collect();
        instruments.sort();
        instruments.dedup();
        VerdictCoverage {
            not_verified_after: verified.filter(|day| *day < law_date),
            instruments_not_verified: instruments,
            confidence: standing
                .iter()
                .filter(|(provision, ..)| {
                    licence_of(&provision.effect).is_some() || forbids(&provision.effect)
                })
                .filter_map(|(provision, ..)| self.confidence(provision))
                .min(),
        }
    }

    fn confidence(&self, provision: &Provision) -> Option<Confidence> {
        provision
            .confidence
            .or(self.rulebook().instrument(provision.instrument).confidence)
    }
}

fn binds(state: &exeat_law::time::TimeState) -> bool {
    use exeat_law::time::TimeState;
    matches!(state, TimeState::InForce | TimeState::Contested(_))
}

fn licence_of(effect: &Effect) -> Option<&str> {
    match effect {
        Effect::Licence(authority) => Some(authority),
        Effect::May(worst) => licence_of(worst),
        _ => None,
    }
}

fn forbids(effect: &Effect) -> bool {
    match effect {
        Effect::Prohibited => true,
        Effect::May(worst) => forbids(worst),
        _ => false,
    }
}
