//! From the model to the graph.

use std::collections::BTreeSet;
use std::sync::Arc;

use exeat_value::Day;

use super::graph::{Graph, GraphNode, NodeIndex};
use super::{
    Columns, FrozenLaw, FrozenProvision, TimeState, Timed, known_alternatives, time_state,
};
use crate::model::{
    Conflict, Effect, EntryId, Expression, GroupKind, InstrumentId, JurisdictionId, Limb, ListId,
    ProvisionId, ProvisionKind, ReadingId, Rulebook, Subject,
};
use crate::time::{Covers, covers};

pub(super) fn freeze(
    rulebook: Arc<Rulebook>,
    law_date: Day,
    known_at: Day,
    timeless: bool,
    graph: Graph,
) -> FrozenLaw {
    let mut builder = Builder {
        timeless,
        rulebook: &rulebook,
        law_date,
        known_at,
        graph,
        entries: vec![None; rulebook.entries.len()],
        effective: vec![None; rulebook.provisions.len()],
        defines: vec![None; rulebook.defines.len()],
        lists: vec![None; rulebook.lists.len()],
        qualifiers: Qualifiers::of(&rulebook),
    };
    let entries: Vec<(TimeState, NodeIndex)> = (0..rulebook.entries.len())
        .map(|index| builder.entry(EntryId::at(index)))
        .collect();
    let lists = (0..rulebook.lists.len())
        .map(|index| builder.list(ListId::at(index)))
        .collect();
    let provisions: Vec<FrozenProvision> = rulebook
        .provision_ids()
        .map(|(id, provision)| FrozenProvision {
            id,
            time: time_state(&rulebook, Timed::Provision(id), law_date, known_at),
            condition: builder.expression(&provision.condition),
            effective: builder.effective(id, 0),
        })
        .collect();
    let columns: Vec<Columns> = (0..rulebook.jurisdictions.len())
        .map(|index| builder.columns(JurisdictionId::at(index)))
        .collect();
    let conflicts = rulebook
        .conflicts
        .iter()
        .map(|one| builder.conflict(one, &columns))
        .collect();
    let readings = (0..rulebook.readings.len())
        .map(|index| known_alternatives(&rulebook, ReadingId::at(index), known_at))
        .collect();
    let (mut graph, defines) = (builder.graph, builder.defines);
    let asked = entries.iter().map(|(_, node)| *node);
    let asked = asked.chain(defines.iter().copied().flatten());
    let conditions = provisions
        .iter()
        .flat_map(|one: &FrozenProvision| [one.condition, one.effective]);
    let answers = columns.iter().flat_map(|one: &Columns| {
        [
            one.prohibited,
            one.licence,
            one.licence_or_exception,
            one.reach,
        ]
    });
    for node in asked.chain(conditions).chain(answers) {
        graph.ask_often(node);
    }
    let readings_asked = columns.iter().map(|one| readings_of(&graph, one)).collect();
    FrozenLaw {
        timeless,
        law_date,
        known_at,
        graph,
        provisions,
        entries,
        lists,
        columns,
        conflicts,
        readings,
        readings_asked,
        defines,
        rulebook,
    }
}

/// The readings on which a jurisdiction's columns may depend, in order.
fn readings_of(graph: &Graph, columns: &Columns) -> Vec<ReadingId> {
    let mut found = BTreeSet::new();
    let mut seen = vec![false; graph.len()];
    let mut stack = vec![
        columns.reach,
        columns.prohibited,
        columns.licence,
        columns.licence_or_exception,
    ];
    while let Some(index) = stack.pop() {
        if std::mem::replace(&mut seen[index.index()], true) {
            continue;
        }
        match graph.node(index) {
            GraphNode::Reading(id, _) => {
                found.insert(*id);
            }
            GraphNode::Not(part)
            | GraphNode::Rebind(_, part)
            | GraphNode::Quantified(_, _, part)
            | GraphNode::Share { filter: part, .. } => stack.push(*part),
            GraphNode::All(parts) | GraphNode::Any(parts) => stack.extend(parts.iter().copied()),
            GraphNode::Constant(_) | GraphNode::Atom(_) | GraphNode::Open(_) => {}
        }
    }
    found.into_iter().collect()
}

/// Exceptions to exceptions, and rules over rules, are cut off here; the checks refuse cycles.
const CHAIN_MAX: usize = 32;

struct Builder<'a> {
    /// Whether everything is taken as in force, for looking at the law as written.
    timeless: bool,
    rulebook: &'a Rulebook,
    law_date: Day,
    known_at: Day,
    graph: Graph,
    entries: Vec<Option<(TimeState, NodeIndex)>>,
    effective: Vec<Option<NodeIndex>>,
    defines: Vec<Option<NodeIndex>>,
    lists: Vec<Option<NodeIndex>>,
    qualifiers: Qualifiers,
}

impl Builder<'_> {
    fn expression(&mut self, expression: &Expression) -> NodeIndex {
        match expression {
            Expression::Constant(value) => self.graph.constant(*value),
            Expression::Atom(atom) => self.graph.add(GraphNode::Atom(atom.clone())),
            Expression::Not(part) => {
                let part = self.expression(part);
                self.graph.not(part)
            }
            Expression::Group(kind, limbs) => {
                let mut parts = Vec::with_capacity(limbs.len());
                for limb in limbs {
                    parts.extend(self.limb(*kind, limb));
                }
                match kind {
                    GroupKind::All => self.graph.all(parts),
                    GroupKind::Any => self.graph.any(parts),
                    GroupKind::NoneOf => {
                        let any = self.graph.any(parts);
                        self.graph.not(any)
                    }
                }
            }
            Expression::Listed(subject, list) => {
                let body = self.list(*list);
                self.rebind(*subject, body)
            }
            Expression::Entry(subject, entry) => {
                let (_, body) = self.entry(*entry);
                self.rebind(*subject, body)
            }
            Expression::Define(id) => {
                if let Some(known) = self.defines[id.index()] {
                    return known;
                }
                let node = self.expression(&self.rulebook.define(*id).condition);
                self.defines[id.index()] = Some(node);
                node
            }
            Expression::Reading(id, alternative) => {
                let count = self.rulebook.reading(*id).alternatives.len();
                let mask: Box<[bool]> = (0..count).map(|one| one == *alternative).collect();
                self.graph.add(GraphNode::Reading(*id, mask))
            }
            Expression::Open(id) => self.graph.add(GraphNode::Open(*id)),
            Expression::Quantified(quantifier, over, body) => {
                let body = self.expression(body);
                self.graph
                    .add(GraphNode::Quantified(*quantifier, *over, body))
            }
            Expression::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let filter = self.expression(filter);
                self.graph.add(GraphNode::Share {
                    measure: *measure,
                    whole: *whole,
                    filter,
                    comparison: *comparison,
                    threshold: *threshold,
                })
            }
        }
    }

    /// A limb with days of its own drops out on other days as if it were not there; where that depends on a reading,
    /// it counts under the readings that keep it.
    fn limb(&mut self, kind: GroupKind, limb: &Limb) -> Option<NodeIndex> {
        let Some(in_force) = &limb.in_force else {
            return Some(self.expression(&limb.expression));
        };
        if self.timeless {
            return Some(self.expression(&limb.expression));
        }
        match covers(self.rulebook, in_force, self.law_date, self.known_at) {
            Covers::Yes => Some(self.expression(&limb.expression)),
            Covers::No => None,
            Covers::Depends(condition) => {
                let mask = condition.binds.into_boxed_slice();
                let binds = self.graph.add(GraphNode::Reading(condition.reading, mask));
                let own = self.expression(&limb.expression);
                if kind == GroupKind::All {
                    let without = self.graph.not(binds);
                    Some(self.graph.any([without, own]))
                } else {
                    Some(self.graph.all([binds, own]))
                }
            }
        }
    }

    fn rebind(&mut self, subject: Subject, body: NodeIndex) -> NodeIndex {
        let constant = matches!(self.graph.node(body), GraphNode::Constant(_));
        if subject == Subject::Item || constant {
            body
        } else {
            self.graph.add(GraphNode::Rebind(subject, body))
        }
    }

    fn entry(&mut self, id: EntryId) -> (TimeState, NodeIndex) {
        if let Some(known) = &self.entries[id.index()] {
            return known.clone();
        }
        let state = time_state(
            self.rulebook,
            Timed::Entry(id),
            self.law_date,
            self.known_at,
        );
        let condition = self.expression(&self.rulebook.entry(id).condition);
        let binds = self.binds(&state);
        let node = self.graph.all([binds, condition]);
        self.entries[id.index()] = Some((state.clone(), node));
        (state, node)
    }

    fn list(&mut self, id: ListId) -> NodeIndex {
        if let Some(known) = self.lists[id.index()] {
            return known;
        }
        let entries = &self.rulebook.list(id).entries;
        let parts: Vec<NodeIndex> = entries.iter().map(|&entry| self.entry(entry).1).collect();
        let node = self.graph.any(parts);
        self.lists[id.index()] = Some(node);
        node
    }

    fn binds(&mut self, state: &TimeState) -> NodeIndex {
        if self.timeless {
            return self.graph.constant(true);
        }
        match state {
            TimeState::InForce => self.graph.constant(true),
            TimeState::NotKnown { .. }
            | TimeState::NotYet { .. }
            | TimeState::Ended { .. }
            | TimeState::Suspended { .. } => self.graph.constant(false),
            TimeState::Contested(conditions) => {
                let parts: Vec<NodeIndex> = conditions
                    .iter()
                    .map(|one| {
                        let mask = one.binds.clone().into_boxed_slice();
                        self.graph.add(GraphNode::Reading(one.reading, mask))
                    })
                    .collect();
                self.graph.all(parts)
            }
        }
    }

    fn jurisdiction_of(&self, instrument: InstrumentId) -> JurisdictionId {
        self.rulebook.instrument(instrument).jurisdiction
    }

    fn reach(&mut self, id: JurisdictionId) -> NodeIndex {
        let rulebook = self.rulebook;
        self.expression(&rulebook.jurisdiction(id).reach)
    }

    fn effective(&mut self, id: ProvisionId, depth: usize) -> NodeIndex {
        if let Some(known) = self.effective[id.index()] {
            return known;
        }
        let rulebook = self.rulebook;
        let provision = rulebook.provision(id);
        let state = time_state(rulebook, Timed::Provision(id), self.law_date, self.known_at);
        let mut parts = vec![self.binds(&state)];
        if matches!(
            provision.kind,
            ProvisionKind::Rule { .. } | ProvisionKind::Gap { .. }
        ) {
            parts.push(self.reach(self.jurisdiction_of(provision.instrument)));
        }
        parts.push(self.expression(&provision.condition));
        if matches!(provision.kind, ProvisionKind::Gap { .. }) {
            parts.push(self.graph.add(GraphNode::Open(id)));
        }
        if depth < CHAIN_MAX {
            for defeater in self.qualifiers.defeaters[id.index()].clone() {
                let defeat = self.effective(defeater, depth + 1);
                parts.push(self.graph.not(defeat));
            }
        }
        let node = self.graph.all(parts);
        self.effective[id.index()] = Some(node);
        node
    }

    fn columns(&mut self, jurisdiction: JurisdictionId) -> Columns {
        let rulebook = self.rulebook;
        let reach = self.reach(jurisdiction);
        let mut prohibited = Vec::new();
        let mut licence = Vec::new();
        let mut licence_or_exception = Vec::new();
        for (id, provision) in rulebook.provision_ids() {
            if self.jurisdiction_of(provision.instrument) != jurisdiction {
                continue;
            }
            let effect = match &provision.effect {
                Effect::May(worst) => worst.as_ref(),
                effect => effect,
            };
            match effect {
                Effect::Prohibited => prohibited.push(self.effective(id, 0)),
                Effect::Licence(_) => {
                    let required = self.effective(id, 0);
                    licence_or_exception.push(required);
                    let mut parts = vec![required];
                    for cover in self.qualifiers.covers[id.index()].clone() {
                        let covered = self.effective(cover, 0);
                        parts.push(self.graph.not(covered));
                    }
                    licence.push(self.graph.all(parts));
                }
                _ => {}
            }
        }
        Columns {
            jurisdiction,
            reach,
            prohibited: self.graph.any(prohibited),
            licence: self.graph.any(licence),
            licence_or_exception: self.graph.any(licence_or_exception),
        }
    }

    /// Both sides of a conflict together with its condition.
    fn conflict(&mut self, conflict: &Conflict, columns: &[Columns]) -> NodeIndex {
        let mut parts = vec![self.expression(&conflict.condition)];
        for side in &conflict.sides {
            let mut any: Vec<NodeIndex> = Vec::new();
            for &id in &side.provisions {
                any.push(self.effective(id, 0));
            }
            if side.whole
                && let Some(columns) = columns.get(side.jurisdiction.index())
            {
                any.extend([columns.prohibited, columns.licence]);
            }
            parts.push(self.graph.any(any));
        }
        self.graph.all(parts)
    }
}

/// What stands against each provision.
struct Qualifiers {
    /// What takes its effect away: exceptions that exempt, and rules that go before it.
    defeaters: Vec<Vec<ProvisionId>>,
    /// Licence exceptions that cover its requirement.
    covers: Vec<Vec<ProvisionId>>,
}

impl Qualifiers {
    fn of(rulebook: &Rulebook) -> Self {
        let none = vec![Vec::new(); rulebook.provisions.len()];
        let mut found = Self {
            defeaters: none.clone(),
            covers: none,
        };
        for (id, provision) in rulebook.provision_ids() {
            let (against, targets) = match &provision.kind {
                ProvisionKind::Exception { from } => match provision.effect {
                    Effect::Exempt => (&mut found.defeaters, from),
                    Effect::Authorised(_) => (&mut found.covers, from),
                    _ => continue,
                },
                ProvisionKind::Rule { over } => (&mut found.defeaters, over),
                ProvisionKind::Policy { .. } | ProvisionKind::Gap { .. } => continue,
            };
            for target in targets {
                let list = &mut against[target.index()];
                if list.last() != Some(&id) {
                    list.push(id);
                }
            }
        }
        found
    }
}

/// Adds conditions to a frozen law's graph, for looking at parts of its provisions.
pub(crate) fn extend(law: &mut FrozenLaw, expressions: &[&Expression]) -> Vec<NodeIndex> {
    let rulebook = law.shared_rulebook();
    let mut builder = Builder {
        timeless: law.timeless,
        rulebook: &rulebook,
        law_date: law.law_date,
        known_at: law.known_at,
        graph: std::mem::take(&mut law.graph),
        entries: law.entries.iter().cloned().map(Some).collect(),
        effective: law
            .provisions
            .iter()
            .map(|one| Some(one.effective))
            .collect(),
        defines: law.defines.clone(),
        lists: law.lists.iter().copied().map(Some).collect(),
        qualifiers: Qualifiers::of(&rulebook),
    };
    let nodes = expressions
        .iter()
        .map(|one| builder.expression(one))
        .collect();
    law.graph = builder.graph;
    nodes
}
