//! Which limbs the worked cases decide, and which way.

use std::collections::BTreeMap;

use exeat_law::model::{EntryId, Expression, GroupKind, ProvisionId, Rulebook};
use exeat_value::Truth;
use serde::Serialize;

use crate::proof::Prover;

/// A limb, and the sides of it that some case decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LimbCoverage {
    /// The instrument.
    pub instrument: String,
    /// The provision's name or the entry's code, with the limb's labels: `foreign-made-content(share)`.
    pub limb: String,
    /// Some case meets it.
    pub met: bool,
    /// Some case misses it.
    pub missed: bool,
    /// It is a reading of the law, or asks for goods that are listed under a reading alone: no fact meets it, so no case
    /// can.
    pub reading: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Provision(ProvisionId),
    Entry(EntryId),
}

/// What is known of a limb.
#[derive(Debug, Clone, Copy)]
struct Sides {
    met: bool,
    missed: bool,
    reading: bool,
}

impl Sides {
    fn of(rulebook: &Rulebook, limb: &Expression) -> Self {
        Self {
            met: false,
            missed: false,
            reading: rests_on_reading(rulebook, limb),
        }
    }
}

/// Collects what cases decide.
#[derive(Debug, Clone)]
pub struct LimbSeen {
    seen: BTreeMap<(Owner, Vec<String>), Sides>,
}

impl LimbSeen {
    /// Every limb of the rulebook, none of them decided yet.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Self {
        let mut seen = BTreeMap::new();
        for (id, provision) in rulebook.provision_ids() {
            limbs(&provision.condition, &mut Vec::new(), &mut |path, limb| {
                seen.insert(
                    (Owner::Provision(id), path.to_vec()),
                    Sides::of(rulebook, limb),
                );
            });
        }
        for (index, entry) in rulebook.entries.iter().enumerate() {
            limbs(&entry.condition, &mut Vec::new(), &mut |path, limb| {
                seen.insert(
                    (Owner::Entry(EntryId::at(index)), path.to_vec()),
                    Sides::of(rulebook, limb),
                );
            });
        }
        Self { seen }
    }

    /// Notes what a case decides; says whether it decides anything.
    pub(crate) fn note(&mut self, prover: &mut Prover<'_, '_>) -> bool {
        let rulebook = prover.namer.law.rulebook();
        let mut any = false;
        for (id, provision) in rulebook.provision_ids() {
            any |= self.walk(prover, Owner::Provision(id), &provision.condition, any);
        }
        for (index, entry) in rulebook.entries.iter().enumerate() {
            let owner = Owner::Entry(EntryId::at(index));
            any |= self.walk(prover, owner, &entry.condition, any);
        }
        any
    }

    /// Asks each limb that no case has decided both ways yet, and any until one is decided.
    fn walk(
        &mut self,
        prover: &mut Prover<'_, '_>,
        owner: Owner,
        condition: &Expression,
        decided: bool,
    ) -> bool {
        let mut any = decided;
        limbs(condition, &mut Vec::new(), &mut |path, limb| {
            let Some(sides) = self.seen.get_mut(&(owner, path.to_vec())) else {
                return;
            };
            if any && sides.met && sides.missed {
                return;
            }
            let bindings = prover.bindings;
            let truth = prover.truth(limb, &bindings);
            sides.met |= truth == Truth::True;
            sides.missed |= truth == Truth::False;
            any |= !truth.is_unknown();
        });
        any
    }

    /// The report, in order of the rulebook.
    #[must_use]
    pub fn report(&self, rulebook: &Rulebook) -> Vec<LimbCoverage> {
        self.seen
            .iter()
            .map(|((owner, path), sides)| {
                let (instrument, name) = match owner {
                    Owner::Provision(id) => {
                        let one = rulebook.provision(*id);
                        (one.instrument, one.name.clone())
                    }
                    Owner::Entry(id) => {
                        let one = rulebook.entry(*id);
                        (one.instrument, one.code.clone())
                    }
                };
                let labels: String = path.iter().map(|label| format!("({label})")).collect();
                LimbCoverage {
                    instrument: rulebook.instrument(instrument).name.clone(),
                    limb: format!("{name}{labels}"),
                    met: sides.met,
                    missed: sides.missed,
                    reading: sides.reading,
                }
            })
            .collect()
    }
}

/// The limbs of a condition that stand in the text itself: groups and their members, and a condition without groups
/// as one limb. What applies without a condition has none: there is no other side to decide.
fn limbs<'x>(
    expression: &'x Expression,
    path: &mut Vec<String>,
    add: &mut impl FnMut(&[String], &'x Expression),
) {
    match expression {
        Expression::Group(_, parts) => {
            for (index, part) in parts.iter().enumerate() {
                path.push(
                    part.label
                        .clone()
                        .unwrap_or_else(|| (index + 1).to_string()),
                );
                limbs(&part.expression, path, add);
                path.pop();
            }
        }
        Expression::Constant(_) => {}
        limb => add(path, limb),
    }
}

/// Whether it can be met under a reading of the law alone.
fn rests_on_reading(rulebook: &Rulebook, expression: &Expression) -> bool {
    let rests = |expression: &Expression| rests_on_reading(rulebook, expression);
    match expression {
        Expression::Reading(..) => true,
        Expression::Not(inner) => matches!(**inner, Expression::Reading(..)),
        Expression::Group(GroupKind::All, parts) => parts.iter().any(|one| rests(&one.expression)),
        Expression::Group(GroupKind::Any, parts) => {
            !parts.is_empty() && parts.iter().all(|one| rests(&one.expression))
        }
        Expression::Entry(_, entry) => rests(&rulebook.entry(*entry).condition),
        Expression::Listed(_, list) => {
            let mut entries = rulebook
                .entries
                .iter()
                .filter(|one| one.lists.contains(list))
                .peekable();
            entries.peek().is_some() && entries.all(|one| rests(&one.condition))
        }
        Expression::Define(define) => rests(&rulebook.define(*define).condition),
        _ => false,
    }
}
