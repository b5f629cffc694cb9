//! The law of a day: which provisions bind, and their conditions as one shared graph.
//!
//! A rulebook is frozen at a law date and a known-at date. What does not bind on that day drops out, what binds
//! under some readings only becomes a question about the reading, exceptions are taken away from their rules, and
//! everything is lowered to one graph of atoms in which equal conditions are the same node.

pub(crate) mod build;
mod graph;

use std::sync::Arc;

use exeat_value::Day;

use crate::model::{
    ConflictId, DefineId, EntryId, Expression, JurisdictionId, Limb, ListId, ProvisionId,
    ReadingId, Rulebook,
};
use crate::time::{Covers, TimeState, Timed, covers, known_alternatives, time_state};

pub use crate::time::LimbTime;

pub use graph::{Dependence, Graph, GraphNode, NodeIndex};

/// A provision as it stands on the day.
#[derive(Debug, Clone)]
pub struct FrozenProvision {
    /// Which.
    pub id: ProvisionId,
    /// Whether it binds.
    pub time: TimeState,
    /// Its own condition, whether or not it binds.
    pub condition: NodeIndex,
    /// Its condition together with reach and time, less exceptions and rules that go before it. For an exception or
    /// policy: its condition together with time, less exceptions to it.
    pub effective: NodeIndex,
}

/// The questions that make up a jurisdiction's verdict, worst first: the first that holds decides.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// The jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// Its law reaches the transaction.
    pub reach: NodeIndex,
    /// Some prohibition applies.
    pub prohibited: NodeIndex,
    /// Some licence requirement applies that no licence exception covers.
    pub licence: NodeIndex,
    /// Some licence requirement applies, covered or not.
    pub licence_or_exception: NodeIndex,
}

/// The law as it binds on `law_date`, seen from `known_at`.
#[derive(Debug, Clone)]
pub struct FrozenLaw {
    timeless: bool,
    rulebook: Arc<Rulebook>,
    law_date: Day,
    known_at: Day,
    graph: Graph,
    provisions: Vec<FrozenProvision>,
    entries: Vec<(TimeState, NodeIndex)>,
    lists: Vec<NodeIndex>,
    columns: Vec<Columns>,
    conflicts: Vec<NodeIndex>,
    readings: Vec<Vec<bool>>,
    readings_asked: Vec<Vec<ReadingId>>,
    /// Named conditions, as far as anything that is frozen asks them.
    defines: Vec<Option<NodeIndex>>,
}

impl FrozenLaw {
    /// Freezes a rulebook. Costs a pass over the whole rulebook; keep the result for all cases of the day.
    #[must_use]
    pub fn new(rulebook: Arc<Rulebook>, law_date: Day, known_at: Day) -> Self {
        build::freeze(rulebook, law_date, known_at, false, Graph::default())
    }

    /// The same rulebook on another day, with the conditions of this law in its graph too, so that both can be
    /// compared node by node.
    #[must_use]
    pub fn on_another_day(&self, law_date: Day, known_at: Day) -> Self {
        build::freeze(
            self.shared_rulebook(),
            law_date,
            known_at,
            false,
            self.graph.clone(),
        )
    }

    /// The law as written, with everything in force and everything known, for looking for mistakes in it.
    #[must_use]
    pub fn timeless(rulebook: Arc<Rulebook>) -> Self {
        build::freeze(rulebook, Day::MAX, Day::MAX, true, Graph::default())
    }

    /// The same law with these conditions in its graph too, and where each stands: for asking the limbs of a condition
    /// one by one.
    #[must_use]
    pub fn with_conditions(mut self, expressions: &[&Expression]) -> (Self, Vec<NodeIndex>) {
        let nodes = build::extend(&mut self, expressions);
        (self, nodes)
    }

    /// The rulebook that was frozen.
    #[must_use]
    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// A shared handle on the rulebook that was frozen.
    #[must_use]
    pub fn shared_rulebook(&self) -> Arc<Rulebook> {
        Arc::clone(&self.rulebook)
    }

    /// The day whose law it is.
    #[must_use]
    pub fn law_date(&self) -> Day {
        self.law_date
    }

    /// The day from which one looks.
    #[must_use]
    pub fn known_at(&self) -> Day {
        self.known_at
    }

    /// The conditions.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// A provision as it stands on the day.
    #[must_use]
    pub fn provision(&self, id: ProvisionId) -> &FrozenProvision {
        &self.provisions[id.index()]
    }

    /// All provisions as they stand on the day.
    #[must_use]
    pub fn provisions(&self) -> &[FrozenProvision] {
        &self.provisions
    }

    /// Whether a limb is part of its condition on the day.
    #[inline]
    #[must_use]
    pub fn limb_time(&self, limb: &Limb) -> LimbTime {
        let Some(in_force) = limb.in_force.as_ref().filter(|_| !self.timeless) else {
            return LimbTime::There;
        };
        match covers(&self.rulebook, in_force, self.law_date, self.known_at) {
            Covers::Yes => LimbTime::There,
            Covers::No => LimbTime::Dropped,
            Covers::Depends(condition) => LimbTime::Depends(condition),
        }
    }

    /// An entry's state, and its condition together with time.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> (&TimeState, NodeIndex) {
        let (state, node) = &self.entries[id.index()];
        (state, *node)
    }

    /// A named condition; none where nothing asks it on this day.
    #[must_use]
    pub fn define(&self, id: DefineId) -> Option<NodeIndex> {
        self.defines.get(id.index()).copied().flatten()
    }

    /// That the item meets some entry of the list.
    #[must_use]
    pub fn list(&self, id: ListId) -> NodeIndex {
        self.lists[id.index()]
    }

    /// The columns of each jurisdiction, in order of the rulebook.
    #[must_use]
    pub fn columns(&self) -> &[Columns] {
        &self.columns
    }

    /// That both sides of a conflict, and what must hold besides, do hold.
    #[must_use]
    pub fn conflict(&self, id: ConflictId) -> NodeIndex {
        self.conflicts[id.index()]
    }

    /// The readings on which the answer of a jurisdiction may depend on this day, in the order of the rulebook.
    #[must_use]
    pub fn readings_asked(&self, jurisdiction: JurisdictionId) -> &[ReadingId] {
        &self.readings_asked[jurisdiction.index()]
    }

    /// The alternatives of a reading that were known by the known-at date, as a mask.
    #[must_use]
    pub fn known_alternatives(&self, id: ReadingId) -> &[bool] {
        &self.readings[id.index()]
    }
}
