//! The law of the days that were asked for, each frozen once.

use std::collections::BTreeMap;
use std::sync::Arc;

use exeat_determine::{Determination, Options, determine};
use exeat_facts::Case;
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_value::Day;

/// Determines cases under one set of rulebooks, looked at from one day.
pub(crate) struct LawBook {
    rulebook: Arc<Rulebook>,
    known_at: Day,
    jurisdictions: Vec<JurisdictionId>,
    frozen: BTreeMap<Day, FrozenLaw>,
}

impl LawBook {
    /// The law of these jurisdictions, all when there are none, as known on a day.
    pub(crate) fn new(
        rulebook: Arc<Rulebook>,
        known_at: Day,
        jurisdictions: Vec<JurisdictionId>,
    ) -> Self {
        Self {
            rulebook,
            known_at,
            jurisdictions,
            frozen: BTreeMap::new(),
        }
    }

    /// The rulebooks.
    pub(crate) fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The day from which one looks.
    pub(crate) fn known_at(&self) -> Day {
        self.known_at
    }

    /// Determines a case with its proof.
    pub(crate) fn determine(
        &mut self,
        case: &Case,
        event_date: Day,
        law_date: Day,
    ) -> Determination {
        let law = self
            .frozen
            .entry(law_date)
            .or_insert_with(|| FrozenLaw::new(Arc::clone(&self.rulebook), law_date, self.known_at));
        let options = Options {
            event_date,
            jurisdictions: self.jurisdictions.clone(),
            proof: true,
        };
        determine(law, case, &options)
    }
}
