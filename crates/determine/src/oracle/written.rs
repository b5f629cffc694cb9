//! What the law of a day asks, written out as one tree without days, names or lists.

use exeat_law::model::{
    Atom, Effect, EntryId, Expression, GroupKind, JurisdictionId, Limb, Measure, Over, ProvisionId,
    ProvisionKind, Quantifier, ReadingId, Rulebook, Subject,
};
use exeat_value::{Comparison, Day, Decimal};

use super::days::{Dated, Days, Under};

/// A condition, written out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plain {
    Constant(bool),
    Atom(Atom),
    Not(Box<Plain>),
    All(Vec<Plain>),
    Any(Vec<Plain>),
    /// The law is read in one of the ways marked.
    Reading(ReadingId, Vec<bool>),
    /// What a gap leaves open.
    Open(ProvisionId),
    /// Asked about what the subject stands for, as `item`.
    About(Subject, Box<Plain>),
    Quantified(Quantifier, Over, Body),
    Share {
        measure: Measure,
        whole: Subject,
        filter: Body,
        comparison: Comparison,
        threshold: Decimal,
    },
}

/// A condition asked of each member of a set, by its number: two that ask the same have the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Body(usize);

/// Which of the words that stand for something else a condition uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Uses {
    pub(super) item: bool,
    pub(super) layer: bool,
    pub(super) component: bool,
    pub(super) party: bool,
}

/// What decides a jurisdiction's verdict.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub(super) prohibited: Plain,
    pub(super) licence: Plain,
    pub(super) licence_or_exception: Plain,
    pub(super) reach: Plain,
}

/// The law of a day, written out.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// Each condition that is asked of members, with the words that it uses; what one holds comes before it.
    bodies: Vec<(Plain, Uses)>,
    applies: Vec<Plain>,
    columns: Vec<Columns>,
    /// For each reading, the alternatives to reckon with.
    pub(super) readings: Vec<Vec<bool>>,
}

impl Written {
    pub(super) fn new(rulebook: &Rulebook, law_date: Day, known_at: Day) -> Self {
        let days = Days {
            rulebook,
            law_date,
            known_at,
        };
        let mut writer = Writer {
            days,
            bodies: Vec::new(),
        };
        let applies = (0..rulebook.provisions.len())
            .map(|index| writer.applies(ProvisionId::at(index)))
            .collect();
        let columns = (0..rulebook.jurisdictions.len())
            .map(|index| writer.columns(JurisdictionId::at(index)))
            .collect();
        let readings = (0..rulebook.readings.len())
            .map(|index| days.reckoned_with(ReadingId::at(index)))
            .collect();
        Self {
            bodies: writer.bodies,
            applies,
            columns,
            readings,
        }
    }

    pub(super) fn body(&self, body: Body) -> &Plain {
        &self.bodies[body.0].0
    }

    /// The words that a condition asked of members uses from outside itself.
    pub(super) fn uses(&self, body: Body) -> Uses {
        self.bodies[body.0].1
    }

    pub(super) fn applies(&self, id: ProvisionId) -> &Plain {
        &self.applies[id.index()]
    }

    pub(super) fn columns(&self, id: JurisdictionId) -> &Columns {
        &self.columns[id.index()]
    }
}

impl Uses {
    fn subject(subject: Subject) -> Self {
        let mut uses = Self::default();
        match subject {
            Subject::Shipment | Subject::EndUse | Subject::Role(_) => {}
            Subject::Item => uses.item = true,
            Subject::Layer => uses.layer = true,
            Subject::Component => uses.component = true,
            Subject::Party => uses.party = true,
        }
        uses
    }

    fn or(self, other: Self) -> Self {
        Self {
            item: self.item || other.item,
            layer: self.layer || other.layer,
            component: self.component || other.component,
            party: self.party || other.party,
        }
    }

    /// Whether the condition speaks of the member that is bound there.
    pub(super) fn of_member(self, over: Over) -> bool {
        match over {
            Over::Layers(_) => self.layer,
            Over::Components(_) => self.component,
            Over::Parties => self.party,
        }
    }
}

fn not(plain: Plain) -> Plain {
    match plain {
        Plain::Constant(value) => Plain::Constant(!value),
        Plain::Not(inner) => *inner,
        other => Plain::Not(Box::new(other)),
    }
}

fn all(parts: impl IntoIterator<Item = Plain>) -> Plain {
    let mut kept = Vec::new();
    for part in parts {
        match part {
            Plain::Constant(true) => {}
            Plain::Constant(false) => return Plain::Constant(false),
            Plain::All(inner) => inner.into_iter().for_each(|one| keep(&mut kept, one)),
            other => keep(&mut kept, other),
        }
    }
    match kept.len() {
        0 => Plain::Constant(true),
        1 => kept.remove(0),
        _ => Plain::All(kept),
    }
}

fn any(parts: impl IntoIterator<Item = Plain>) -> Plain {
    let mut kept = Vec::new();
    for part in parts {
        match part {
            Plain::Constant(false) => {}
            Plain::Constant(true) => return Plain::Constant(true),
            Plain::Any(inner) => inner.into_iter().for_each(|one| keep(&mut kept, one)),
            other => keep(&mut kept, other),
        }
    }
    match kept.len() {
        0 => Plain::Constant(false),
        1 => kept.remove(0),
        _ => Plain::Any(kept),
    }
}

fn keep(kept: &mut Vec<Plain>, part: Plain) {
    if !kept.contains(&part) {
        kept.push(part);
    }
}

fn binding(under: Option<Under>) -> Plain {
    match under {
        None => Plain::Constant(false),
        Some(under) => all(under
            .into_iter()
            .map(|(reading, mask)| Plain::Reading(reading, mask))),
    }
}

struct Writer<'a> {
    days: Days<'a>,
    bodies: Vec<(Plain, Uses)>,
}

impl<'a> Writer<'a> {
    fn rulebook(&self) -> &'a Rulebook {
        self.days.rulebook
    }

    fn write(&mut self, expression: &Expression) -> Plain {
        let rulebook = self.rulebook();
        match expression {
            Expression::Constant(value) => Plain::Constant(*value),
            Expression::Atom(atom) => Plain::Atom(atom.clone()),
            Expression::Not(part) => not(self.write(part)),
            Expression::Group(kind, limbs) => self.group(*kind, limbs),
            Expression::Listed(subject, list) => {
                let entries = rulebook.list(*list).entries.clone();
                let met: Vec<Plain> = entries.into_iter().map(|entry| self.entry(entry)).collect();
                about(*subject, any(met))
            }
            Expression::Entry(subject, entry) => {
                let met = self.entry(*entry);
                about(*subject, met)
            }
            Expression::Define(id) => self.write(&rulebook.define(*id).condition),
            Expression::Reading(id, alternative) => {
                let count = rulebook.reading(*id).alternatives.len();
                Plain::Reading(*id, (0..count).map(|one| one == *alternative).collect())
            }
            Expression::Open(id) => Plain::Open(*id),
            Expression::Quantified(quantifier, over, body) => {
                let body = self.write(body);
                Plain::Quantified(*quantifier, *over, self.number(body))
            }
            Expression::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let filter = self.write(filter);
                Plain::Share {
                    measure: *measure,
                    whole: *whole,
                    filter: self.number(filter),
                    comparison: *comparison,
                    threshold: *threshold,
                }
            }
        }
    }

    /// The words that a condition uses from outside itself.
    fn uses(&self, plain: &Plain) -> Uses {
        match plain {
            Plain::Constant(_) | Plain::Reading(..) | Plain::Open(_) => Uses::default(),
            Plain::Atom(atom) => Uses::subject(atom.subject),
            Plain::Not(part) => self.uses(part),
            Plain::All(parts) | Plain::Any(parts) => parts
                .iter()
                .map(|part| self.uses(part))
                .fold(Uses::default(), Uses::or),
            Plain::About(subject, part) => {
                let mut uses = self.uses(part);
                uses.item = false;
                uses.or(Uses::subject(*subject))
            }
            Plain::Quantified(_, over, body) => {
                let mut uses = self.bodies[body.0].1;
                match over {
                    Over::Layers(subject) => {
                        uses.layer = false;
                        uses.or(Uses::subject(*subject))
                    }
                    Over::Components(subject) => {
                        uses.component = false;
                        uses.or(Uses::subject(*subject))
                    }
                    Over::Parties => {
                        uses.party = false;
                        uses
                    }
                }
            }
            Plain::Share { whole, filter, .. } => {
                let mut uses = self.bodies[filter.0].1;
                uses.component = false;
                uses.or(Uses::subject(*whole))
            }
        }
    }

    fn number(&mut self, body: Plain) -> Body {
        match self.bodies.iter().position(|(known, _)| *known == body) {
            Some(known) => Body(known),
            None => {
                let uses = self.uses(&body);
                self.bodies.push((body, uses));
                Body(self.bodies.len() - 1)
            }
        }
    }

    /// A limb outside its days drops out: as if true among limbs that must all hold, as if false among others.
    fn group(&mut self, kind: GroupKind, limbs: &[Limb]) -> Plain {
        let parts: Vec<Plain> = limbs
            .iter()
            .map(|limb| {
                let own = self.write(&limb.expression);
                let there = match &limb.in_force {
                    None => Plain::Constant(true),
                    Some(in_force) => binding(self.days.within(in_force)),
                };
                match kind {
                    GroupKind::All => any([not(there), own]),
                    GroupKind::Any | GroupKind::NoneOf => all([there, own]),
                }
            })
            .collect();
        match kind {
            GroupKind::All => all(parts),
            GroupKind::Any => any(parts),
            GroupKind::NoneOf => not(any(parts)),
        }
    }

    /// The item meets the entry, and the entry binds.
    fn entry(&mut self, id: EntryId) -> Plain {
        let binds = binding(self.days.binds(Dated::Entry(id)));
        let condition = self.write(&self.rulebook().entry(id).condition);
        all([binds, condition])
    }

    /// A provision applies: it binds, its law reaches the transaction, its condition holds, and nothing takes its
    /// effect away.
    fn applies(&mut self, id: ProvisionId) -> Plain {
        let rulebook = self.rulebook();
        let provision = rulebook.provision(id);
        let jurisdiction = rulebook.instrument(provision.instrument).jurisdiction;
        let mut parts = vec![binding(self.days.binds(Dated::Provision(id)))];
        match provision.kind {
            ProvisionKind::Rule { .. } => {
                parts.push(self.write(&rulebook.jurisdiction(jurisdiction).reach));
            }
            ProvisionKind::Gap { .. } => {
                parts.push(self.write(&rulebook.jurisdiction(jurisdiction).reach));
                parts.push(Plain::Open(id));
            }
            ProvisionKind::Exception { .. } | ProvisionKind::Policy { .. } => {}
        }
        parts.push(self.write(&provision.condition));
        for (other, defeater) in rulebook.provision_ids() {
            let defeats = match &defeater.kind {
                ProvisionKind::Exception { from } => {
                    defeater.effect == Effect::Exempt && from.contains(&id)
                }
                ProvisionKind::Rule { over } => over.contains(&id),
                ProvisionKind::Policy { .. } | ProvisionKind::Gap { .. } => false,
            };
            if defeats {
                parts.push(not(self.applies(other)));
            }
        }
        all(parts)
    }

    fn columns(&mut self, jurisdiction: JurisdictionId) -> Columns {
        let rulebook = self.rulebook();
        let mut prohibited = Vec::new();
        let mut required = Vec::new();
        let mut uncovered = Vec::new();
        for (id, provision) in rulebook.provision_ids() {
            if rulebook.instrument(provision.instrument).jurisdiction != jurisdiction {
                continue;
            }
            let worst = match &provision.effect {
                Effect::May(worst) => worst,
                effect => effect,
            };
            match worst {
                Effect::Prohibited => prohibited.push(self.applies(id)),
                Effect::Licence(_) => {
                    let applies = self.applies(id);
                    let mut parts = vec![applies.clone()];
                    for (other, cover) in rulebook.provision_ids() {
                        let covers = matches!(&cover.kind, ProvisionKind::Exception { from } if from.contains(&id))
                            && matches!(cover.effect, Effect::Authorised(_));
                        if covers {
                            parts.push(not(self.applies(other)));
                        }
                    }
                    required.push(applies);
                    uncovered.push(all(parts));
                }
                _ => {}
            }
        }
        Columns {
            prohibited: any(prohibited),
            licence: any(uncovered),
            licence_or_exception: any(required),
            reach: self.write(&rulebook.jurisdiction(jurisdiction).reach),
        }
    }
}

fn about(subject: Subject, met: Plain) -> Plain {
    match (subject, met) {
        (_, Plain::Constant(value)) => Plain::Constant(value),
        (Subject::Item, met) => met,
        (subject, met) => Plain::About(subject, Box::new(met)),
    }
}
