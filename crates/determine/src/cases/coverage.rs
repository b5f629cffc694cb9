//! Which limbs the worked cases decide, and which way.

use std::collections::BTreeMap;

use exeat_law::model::{EntryId, Expression, ProvisionId, Rulebook};
use exeat_value::Truth;
use serde::Serialize;

use crate::outcome::LimbProof;
use crate::proof::{Prover, truth_of};

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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Provision(ProvisionId),
    Entry(EntryId),
}

/// Collects what cases decide.
#[derive(Debug, Clone)]
pub struct LimbSeen {
    seen: BTreeMap<(Owner, Vec<String>), (bool, bool)>,
}

impl LimbSeen {
    /// Every limb of the rulebook, none of them decided yet.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Self {
        let mut seen = BTreeMap::new();
        for (id, provision) in rulebook.provision_ids() {
            limbs(&provision.condition, &mut Vec::new(), &mut |path| {
                seen.insert((Owner::Provision(id), path.to_vec()), (false, false));
            });
        }
        for (index, entry) in rulebook.entries.iter().enumerate() {
            limbs(&entry.condition, &mut Vec::new(), &mut |path| {
                seen.insert(
                    (Owner::Entry(EntryId::at(index)), path.to_vec()),
                    (false, false),
                );
            });
        }
        Self { seen }
    }

    /// Notes what a case decides; says whether it decides anything.
    pub(crate) fn note(&mut self, prover: &mut Prover<'_, '_>) -> bool {
        let rulebook = prover.namer.law.rulebook();
        let mut any = false;
        for (id, _) in rulebook.provision_ids() {
            let proof = prover.provision_condition(id);
            any |= self.walk(Owner::Provision(id), &proof, &mut Vec::new());
        }
        for index in 0..rulebook.entries.len() {
            let id = EntryId::at(index);
            let proof = prover.entry_condition(id);
            any |= self.walk(Owner::Entry(id), &proof, &mut Vec::new());
        }
        any
    }

    fn walk(&mut self, owner: Owner, proof: &LimbProof, path: &mut Vec<String>) -> bool {
        let mut any = false;
        if let Some((met, missed)) = self.seen.get_mut(&(owner, path.clone())) {
            match truth_of(&proof.truth) {
                Truth::True => {
                    *met = true;
                    any = true;
                }
                Truth::False => {
                    *missed = true;
                    any = true;
                }
                Truth::Unknown => {}
            }
        }
        for (index, part) in proof.parts.iter().enumerate() {
            path.push(
                part.label
                    .clone()
                    .unwrap_or_else(|| (index + 1).to_string()),
            );
            any |= self.walk(owner, part, path);
            path.pop();
        }
        any
    }

    /// The report, in order of the rulebook.
    #[must_use]
    pub fn report(&self, rulebook: &Rulebook) -> Vec<LimbCoverage> {
        self.seen
            .iter()
            .map(|((owner, path), &(met, missed))| {
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
                    met,
                    missed,
                }
            })
            .collect()
    }
}

/// The limbs of a condition that stand in the text itself: groups and their members, and a condition without groups
/// as one limb.
fn limbs(expression: &Expression, path: &mut Vec<String>, add: &mut impl FnMut(&[String])) {
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
        _ => add(path),
    }
}
