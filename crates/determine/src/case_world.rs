//! A case as the world that conditions are asked of.

use std::collections::BTreeSet;

use exeat_facts::{Case, Component, Fact, FactId, ItemIndex, Role, Scope, Value, Vocabulary};
use exeat_law::model::{Measure, Over};
use exeat_law::share::{self, Contents, Part};
use exeat_law::world::{Members, Place, ShareBounds, World};
use exeat_value::{Truth, UnknownReason};

static NOT_ASKED: Fact = Fact::Unknown(UnknownReason::NotAsked);

/// A case, ready to answer.
#[derive(Debug, Clone)]
pub struct CaseWorld<'a> {
    case: &'a Case,
    item_value: Option<FactId>,
    item_mass: Option<FactId>,
    settled: Option<Settled>,
}

/// A fact that is taken to be known, whatever the case says of it.
#[derive(Debug, Clone)]
struct Settled {
    place: Place,
    id: FactId,
    fact: Fact,
}

impl<'a> CaseWorld<'a> {
    /// A case as a world, under this vocabulary.
    #[must_use]
    pub fn new(case: &'a Case, vocabulary: &Vocabulary) -> Self {
        Self {
            case,
            item_value: vocabulary.find(Scope::Item, "value"),
            item_mass: vocabulary.find(Scope::Item, "mass"),
            settled: None,
        }
    }

    /// The same case with one fact taken to be this.
    pub(crate) fn settled(&self, place: Place, id: FactId, value: Value) -> Self {
        let fact = Fact::known(value);
        Self {
            settled: Some(Settled { place, id, fact }),
            ..self.clone()
        }
    }

    /// The case.
    #[must_use]
    pub fn case(&self) -> &'a Case {
        self.case
    }

    fn components(&self, item: usize) -> &'a [Component] {
        self.case
            .item(ItemIndex(item))
            .map_or(&[], |item| &item.components)
    }

    /// Everything inside an item, without it, each once.
    pub(crate) fn inside(&self, item: usize) -> (Vec<usize>, bool) {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([item]);
        let mut stack = vec![item];
        let mut complete = true;
        while let Some(one) = stack.pop() {
            let Some(item_here) = self.case.item(ItemIndex(one)) else {
                // Of what the case does not name, nobody has said what is inside.
                complete = false;
                continue;
            };
            // What is not broken down is described by its own facts; what is broken down must be broken down whole.
            let broken_down = !item_here.components.is_empty() || one == item;
            complete &= item_here.components_complete || !broken_down;
            for component in item_here.components.iter().rev() {
                if seen.insert(component.item.0) {
                    stack.push(component.item.0);
                }
            }
            if one != item {
                found.push(one);
            }
        }
        (found, complete)
    }
}

impl Contents for CaseWorld<'_> {
    fn part(&self, measure: Measure, item: usize, place: usize) -> Option<Part<'_>> {
        let component = self.components(item).get(place)?;
        let (amount, share) = match measure {
            Measure::Value => (&component.value, &component.value_share),
            Measure::Mass => (&component.mass, &component.mass_share),
        };
        Some(Part {
            item: component.item.0,
            amount,
            share,
        })
    }

    fn is_complete(&self, item: usize) -> bool {
        self.case
            .item(ItemIndex(item))
            .is_some_and(|item| item.components_complete)
    }

    fn amount(&self, measure: Measure, item: usize) -> Option<&Value> {
        let fact = match measure {
            Measure::Value => self.item_value,
            Measure::Mass => self.item_mass,
        };
        self.fact(Place::Item(item), fact?).value()
    }
}

impl World for CaseWorld<'_> {
    fn fact(&self, place: Place, fact: FactId) -> &Fact {
        if let Some(one) = &self.settled
            && one.id == fact
            && one.place == place
        {
            return &one.fact;
        }
        match place {
            Place::Shipment => self.case.shipment.get(fact),
            Place::EndUse => self.case.end_use.get(fact),
            Place::Party(index) => self
                .case
                .parties
                .get(index)
                .map_or(&NOT_ASKED, |party| party.facts.get(fact)),
            Place::Role(_) => &NOT_ASKED,
            Place::Item(index) => self
                .case
                .item(ItemIndex(index))
                .map_or(&NOT_ASKED, |item| item.facts.get(fact)),
        }
    }

    fn role(&self, role: Role) -> Place {
        self.case
            .parties
            .iter()
            .position(|party| party.has(role))
            .map_or(Place::Role(role), Place::Party)
    }

    fn members(&self, over: Over, item: usize) -> Members {
        match over {
            Over::Layers(_) => {
                let (inside, complete) = self.inside(item);
                let mut indices = vec![item];
                indices.extend(inside);
                Members { indices, complete }
            }
            Over::Components(_) => {
                let (indices, complete) = self.inside(item);
                Members { indices, complete }
            }
            Over::Parties => Members {
                indices: (0..self.case.parties.len()).collect(),
                complete: !self.case.parties.is_empty(),
            },
        }
    }

    fn share(
        &self,
        measure: Measure,
        whole: usize,
        counts: &mut dyn FnMut(usize) -> Truth,
    ) -> ShareBounds {
        share::bounds(self, measure, whole, counts).unwrap_or(ShareBounds::UNKNOWN)
    }
}
