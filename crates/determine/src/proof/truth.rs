//! The truth of a condition alone: what its proof would say, without making one.

use exeat_law::frozen::LimbTime;
use exeat_law::kleene::bound;
use exeat_law::model::{
    Atom, EntryId, Expression, GroupKind, Limb, Over, Quantifier, ReadingId, Subject,
};
use exeat_law::world::{Bindings, Members, UNNAMED, World};
use exeat_value::Truth;

use super::Prover;

impl Prover<'_, '_> {
    pub(crate) fn truth(&mut self, expression: &Expression, bindings: &Bindings) -> Truth {
        match expression {
            Expression::Constant(value) => Truth::from(*value),
            Expression::Atom(atom) => self.atom(atom, bindings),
            Expression::Not(part) => !self.truth(part, bindings),
            Expression::Group(kind, limbs) => {
                let mut truths = Joined::new(*kind);
                for limb in limbs {
                    let own = self.limb_truth(*kind, limb, bindings);
                    truths.add(own);
                }
                truths.whole()
            }
            Expression::Listed(subject, list) => {
                let node = self.law().list(*list);
                self.evaluator.truth(node, &at(*subject, bindings))
            }
            Expression::Entry(subject, entry) => self.entry_truth(*subject, *entry, bindings),
            Expression::Define(id) => match self.law().define(*id) {
                Some(node) => self.evaluator.truth(node, bindings),
                None => self.truth(&self.rulebook().define(*id).condition, bindings),
            },
            Expression::Reading(id, alternative) => self.reading(*id, *alternative),
            Expression::Open(_) => Truth::Unknown,
            Expression::Quantified(quantifier, over, body) => {
                let Members { indices, complete } = self.members(*over, bindings);
                let mut truths = self.rest_of(*quantifier, *over, body, complete, bindings);
                for member in indices {
                    truths.push(self.truth(body, &bound(*over, member, bindings)));
                }
                quantify(*quantifier, truths)
            }
            Expression::Share {
                measure,
                whole,
                filter,
                comparison,
                threshold,
            } => {
                let world = self.evaluator.world();
                let whole = bindings.item_of(*whole);
                let bounds = world.share(*measure, whole, &mut |component| {
                    let inner = Bindings {
                        component: Some(component),
                        ..*bindings
                    };
                    self.truth(filter, &inner)
                });
                bounds.is(*comparison, *threshold)
            }
        }
    }

    /// The truth that a limb brings to its group: outside its own days it brings none.
    pub(super) fn limb_truth(
        &mut self,
        kind: GroupKind,
        limb: &Limb,
        bindings: &Bindings,
    ) -> Truth {
        let there = self.is_there(limb);
        let own = if there == Truth::False {
            Truth::False
        } else {
            self.truth(&limb.expression, bindings)
        };
        join_to(kind, there, own)
    }

    /// Whether a limb is part of its condition on the day.
    pub(super) fn is_there(&self, limb: &Limb) -> Truth {
        if limb.in_force.is_none() {
            return Truth::True;
        }
        match self.law().limb_time(limb) {
            LimbTime::There => Truth::True,
            LimbTime::Dropped => Truth::False,
            LimbTime::Depends(condition) => {
                let open = self.evaluator.assumptions().open(condition.reading);
                let mut under = condition.binds.iter().zip(open);
                let mut some = Truth::False;
                let mut every = Truth::True;
                for (&binds, _) in under.by_ref().filter(|&(_, &open)| open) {
                    some = some | Truth::from(binds);
                    every = every & Truth::from(binds);
                }
                if some == every { some } else { Truth::Unknown }
            }
        }
    }

    pub(super) fn entry_truth(
        &mut self,
        subject: Subject,
        entry: EntryId,
        bindings: &Bindings,
    ) -> Truth {
        let (_, node) = self.law().entry(entry);
        self.evaluator.truth(node, &at(subject, bindings))
    }

    pub(super) fn atom(&self, atom: &Atom, bindings: &Bindings) -> Truth {
        let world = self.evaluator.world();
        let place = world.place(atom.subject, bindings);
        exeat_law::answer::answer(&atom.test, world.fact(place, atom.fact))
    }

    pub(super) fn reading(&self, id: ReadingId, alternative: usize) -> Truth {
        let open = self.evaluator.assumptions().open(id);
        let others = open
            .iter()
            .enumerate()
            .any(|(one, &open)| open && one != alternative);
        match (open.get(alternative), others) {
            (Some(true), false) => Truth::True,
            (Some(true), true) => Truth::Unknown,
            _ => Truth::False,
        }
    }

    /// The truth for members that nobody named, where there may be some: open, unless it is settled of anybody.
    pub(super) fn rest_of(
        &mut self,
        quantifier: Quantifier,
        over: Over,
        body: &Expression,
        complete: bool,
        bindings: &Bindings,
    ) -> Vec<Truth> {
        if complete {
            return Vec::new();
        }
        let anybody = self.truth(body, &bound(over, UNNAMED, bindings));
        let rest = match quantifier {
            Quantifier::Every => anybody | Truth::Unknown,
            Quantifier::Some | Quantifier::No => anybody & Truth::Unknown,
        };
        vec![rest]
    }

    pub(super) fn members(&self, over: Over, bindings: &Bindings) -> Members {
        let whole = match over {
            Over::Layers(subject) | Over::Components(subject) => bindings.item_of(subject),
            Over::Parties => bindings.item,
        };
        self.evaluator.world().members(over, whole)
    }
}

/// What a limb brings to its group: a limb that is not there counts as met where all must be, and as not met elsewhere.
pub(super) fn join_to(kind: GroupKind, there: Truth, own: Truth) -> Truth {
    match kind {
        GroupKind::All => !there | own,
        GroupKind::Any | GroupKind::NoneOf => there & own,
    }
}

/// The limbs of a group, as they come.
pub(super) struct Joined {
    kind: GroupKind,
    inner: Truth,
}

impl Joined {
    pub(super) fn new(kind: GroupKind) -> Self {
        Self {
            kind,
            inner: Truth::from(kind == GroupKind::All),
        }
    }

    pub(super) fn add(&mut self, limb: Truth) {
        self.inner = match self.kind {
            GroupKind::All => self.inner & limb,
            GroupKind::Any | GroupKind::NoneOf => self.inner | limb,
        };
    }

    /// What the group comes to.
    pub(super) fn whole(&self) -> Truth {
        match self.kind {
            GroupKind::All | GroupKind::Any => self.inner,
            GroupKind::NoneOf => !self.inner,
        }
    }

    /// Whether the group comes to what it does because of a limb with this truth.
    pub(super) fn rests_on(&self, limb: Truth) -> bool {
        // What the group comes to when every part is as it is for `all` to hold, or for `any` to fail.
        let unanimous = Truth::from(self.kind == GroupKind::All);
        self.inner == unanimous || limb == self.inner
    }
}

/// The bindings for what is asked of a subject as if it were the item.
pub(super) fn at(subject: Subject, bindings: &Bindings) -> Bindings {
    Bindings {
        item: bindings.item_of(subject),
        ..*bindings
    }
}

pub(super) fn quantify(quantifier: Quantifier, truths: Vec<Truth>) -> Truth {
    match quantifier {
        Quantifier::Some => Truth::any(truths),
        Quantifier::Every => Truth::all(truths),
        Quantifier::No => !Truth::any(truths),
    }
}
