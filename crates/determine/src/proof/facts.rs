//! Facts as proofs show them.

use std::sync::Arc;

use exeat_facts::{Fact, FactId};
use exeat_law::model::Atom;
use exeat_law::words::value_text;
use exeat_law::world::{Bindings, Place, World};
use rustc_hash::FxHashMap;

use super::Prover;
use crate::contest::evidence;
use crate::outcome::FactShown;

/// The facts of one line that have been shown: each is put into words once, however many limbs look at it.
#[derive(Debug, Clone, Default)]
pub(crate) struct FactsShown(FxHashMap<(Place, FactId), Arc<FactShown>>);

impl Prover<'_, '_> {
    pub(super) fn fact(&mut self, atom: &Atom, bindings: &Bindings) -> Arc<FactShown> {
        let place = self.evaluator.world().place(atom.subject, bindings);
        if let Some(known) = self.facts.0.get(&(place, atom.fact)) {
            return Arc::clone(known);
        }
        let shown = Arc::new(self.show(place, atom.fact));
        self.facts.0.insert((place, atom.fact), Arc::clone(&shown));
        shown
    }

    fn show(&self, place: Place, id: FactId) -> FactShown {
        let fact = self.evaluator.world().fact(place, id);
        let (path, of) = self.namer.path(place, id);
        let vocabulary = self.namer.vocabulary();
        let (state, value) = match fact {
            Fact::Known { value, .. } => ("known", value_text(vocabulary, value)),
            Fact::Unknown(reason) => ("unknown", reason.to_string()),
            Fact::Between { low, high, .. } => (
                "between",
                format!(
                    "{} and {}",
                    value_text(vocabulary, low),
                    value_text(vocabulary, high)
                ),
            ),
            Fact::Contested(candidates) => {
                let values: Vec<String> = candidates
                    .iter()
                    .map(|one| value_text(vocabulary, &one.value))
                    .collect();
                ("contested", values.join(" or "))
            }
        };
        FactShown {
            fact: path,
            of,
            state,
            value,
            evidence: fact
                .statements()
                .map(|one| evidence(self.namer.case, one))
                .collect(),
        }
    }
}
