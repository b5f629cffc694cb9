//! A case as the world that conditions are asked of.

use std::collections::BTreeSet;

use exeat_facts::{Case, Component, Fact, FactId, ItemIndex, Role, Scope, Value, Vocabulary};
use exeat_law::model::{Measure, Over};
use exeat_law::world::{Members, Place, Ratio, ShareBounds, World};
use exeat_value::{Currency, Decimal, Truth, UnknownReason};

static NOT_ASKED: Fact = Fact::Unknown(UnknownReason::NotAsked);

/// A case, ready to answer.
#[derive(Debug, Clone)]
pub struct CaseWorld<'a> {
    case: &'a Case,
    item_value: Option<FactId>,
    item_mass: Option<FactId>,
}

impl<'a> CaseWorld<'a> {
    /// A case as a world, under this vocabulary.
    #[must_use]
    pub fn new(case: &'a Case, vocabulary: &Vocabulary) -> Self {
        Self {
            case,
            item_value: vocabulary.find(Scope::Item, "value"),
            item_mass: vocabulary.find(Scope::Item, "mass"),
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
    fn inside(&self, item: usize) -> (Vec<usize>, bool) {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([item]);
        let mut stack = vec![item];
        let mut complete = true;
        while let Some(one) = stack.pop() {
            let Some(item_here) = self.case.item(ItemIndex(one)) else {
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

impl World for CaseWorld<'_> {
    fn fact(&self, place: Place, fact: FactId) -> &Fact {
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
        let Some(item) = self.case.item(ItemIndex(whole)) else {
            return ShareBounds::UNKNOWN;
        };
        if item.components.is_empty() && !item.components_complete {
            return ShareBounds::UNKNOWN;
        }
        let scale = self.scale(measure, whole);
        let all = Part {
            low: scale.whole,
            high: scale.whole,
        };
        let Some(counted) = self.counted(measure, whole, all, &scale, counts) else {
            return ShareBounds::UNKNOWN;
        };
        let high = counted.high.min(scale.whole).max(counted.low);
        ShareBounds {
            low: Ratio {
                part: counted.low.min(scale.whole),
                whole: scale.whole,
            },
            high: Ratio {
                part: high,
                whole: scale.whole,
            },
        }
    }
}

/// What amounts are reckoned in: money of one currency, kilograms, or percent of the whole.
struct Scale {
    whole: Decimal,
    currency: Option<Currency>,
    absolute: bool,
}

/// Bounds of an amount.
#[derive(Clone, Copy)]
struct Part {
    low: Decimal,
    high: Decimal,
}

impl CaseWorld<'_> {
    /// The amount of the whole, if it is known and more than nothing; otherwise 100 percent.
    fn scale(&self, measure: Measure, whole: usize) -> Scale {
        let percent = Scale {
            whole: Decimal::HUNDRED,
            currency: None,
            absolute: false,
        };
        let fact = match measure {
            Measure::Value => self.item_value,
            Measure::Mass => self.item_mass,
        };
        let Some(value) = fact.and_then(|fact| self.fact(Place::Item(whole), fact).value()) else {
            return percent;
        };
        let (amount, currency) = match value {
            Value::Money(money) => (Some(money.amount), Some(money.currency)),
            Value::Quantity(quantity) => (quantity.in_base(), None),
            _ => (None, None),
        };
        match amount {
            Some(amount) if amount > Decimal::ZERO => Scale {
                whole: amount,
                currency,
                absolute: true,
            },
            _ => percent,
        }
    }

    /// How much of an item's contents counts. None where an amount leaves the exact range.
    fn counted(
        &self,
        measure: Measure,
        item: usize,
        all: Part,
        scale: &Scale,
        counts: &mut dyn FnMut(usize) -> Truth,
    ) -> Option<Part> {
        let mut sum = Part {
            low: Decimal::ZERO,
            high: Decimal::ZERO,
        };
        let mut disclosed = Decimal::ZERO;
        for component in self.components(item) {
            let own = amount(component, measure, all, scale);
            let truth = counts(component.item.0);
            let broken_down = !self.components(component.item.0).is_empty();
            let inside = if truth != Truth::True && broken_down {
                self.counted(measure, component.item.0, own, scale, counts)?
            } else {
                Part {
                    low: Decimal::ZERO,
                    high: Decimal::ZERO,
                }
            };
            let part = match truth {
                Truth::True => own,
                Truth::False => inside,
                Truth::Unknown => Part {
                    low: inside.low,
                    high: own.high,
                },
            };
            sum.low = sum.low.checked_add(part.low)?;
            sum.high = sum.high.checked_add(part.high)?;
            disclosed = disclosed.checked_add(own.low)?;
        }
        let complete = self
            .case
            .item(ItemIndex(item))
            .is_some_and(|item| item.components_complete);
        if !complete {
            // What nobody listed may count too.
            let rest = all.high.checked_sub(disclosed)?;
            if rest > Decimal::ZERO {
                sum.high = sum.high.checked_add(rest)?;
            }
        }
        Some(Part {
            low: sum.low.min(all.high),
            high: sum.high.min(all.high),
        })
    }
}

/// The amount of a component in the whole: stated in money or mass of the whole's own currency and unit, or as a share
/// of what directly contains it; unknown within that otherwise.
fn amount(component: &Component, measure: Measure, container: Part, scale: &Scale) -> Part {
    let (absolute, share) = match measure {
        Measure::Value => (&component.value, &component.value_share),
        Measure::Mass => (&component.mass, &component.mass_share),
    };
    if scale.absolute
        && let Some((low, high)) = bounds(absolute, |value| match value {
            Value::Money(money) if Some(money.currency) == scale.currency => Some(money.amount),
            Value::Quantity(quantity) => quantity.in_base(),
            _ => None,
        })
    {
        return Part { low, high };
    }
    let hundredth = Decimal::from_parts(1, 2).unwrap_or(Decimal::ZERO);
    let of = |percent: Decimal, whole: Decimal| {
        percent
            .checked_mul(whole)
            .and_then(|product| product.checked_mul(hundredth))
    };
    let shares = bounds(share, |value| match value {
        Value::Share(percent) => Some(*percent),
        _ => None,
    });
    if let Some((low, high)) = shares
        && let (Some(low), Some(high)) = (of(low, container.low), of(high, container.high))
    {
        return Part { low, high };
    }
    Part {
        low: Decimal::ZERO,
        high: container.high,
    }
}

/// The least and the most that a fact may be.
fn bounds(fact: &Fact, number: impl Fn(&Value) -> Option<Decimal>) -> Option<(Decimal, Decimal)> {
    match fact {
        Fact::Known { value, .. } => number(value).map(|one| (one, one)),
        Fact::Between { low, high, .. } => Some((number(low)?, number(high)?)),
        Fact::Contested(candidates) => {
            let mut numbers = candidates.iter().map(|one| number(&one.value));
            let first = numbers.next()??;
            numbers.try_fold((first, first), |(low, high), one| {
                let one = one?;
                Some((low.min(one), high.max(one)))
            })
        }
        Fact::Unknown(_) => None,
    }
}
