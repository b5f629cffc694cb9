//! What a condition is asked about: whose fact, and who or what is meant by `item`, `layer`, `component`, `party`.

use std::collections::BTreeSet;

use exeat_facts::{Case, Fact, FactId, Item, ItemIndex, Role, Scope, Value};
use exeat_law::model::{Over, Rulebook, Subject, Test};
use exeat_value::{Comparison, Decimal, Truth, UnknownReason};

/// Whose fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    Shipment,
    EndUse,
    Party(usize),
    /// Whoever has the role, where the case names nobody.
    Nobody(Role),
    Item(usize),
}

/// What the words of a condition stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Bound {
    pub(super) item: usize,
    pub(super) layer: Option<usize>,
    pub(super) component: Option<usize>,
    pub(super) party: Option<usize>,
}

/// Somebody or something that the case does not name, of whom nothing is known.
pub(super) const NOBODY_NAMED: usize = usize::MAX;

impl Bound {
    pub(super) fn item(item: ItemIndex) -> Self {
        Self {
            item: item.0,
            ..Self::default()
        }
    }

    /// Whether a word stands for what the case does not name.
    pub(super) fn is_of_unnamed(&self) -> bool {
        let unnamed = Some(NOBODY_NAMED);
        self.item == NOBODY_NAMED
            || self.layer == unnamed
            || self.component == unnamed
            || self.party == unnamed
    }

    /// The item that a word stands for.
    pub(super) fn item_of(&self, subject: Subject) -> usize {
        match subject {
            Subject::Layer => self.layer.unwrap_or(self.item),
            Subject::Component => self.component.unwrap_or(self.item_of(Subject::Layer)),
            _ => self.item,
        }
    }
}

/// A case under a vocabulary.
pub(super) struct Scene<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) case: &'a Case,
}

/// What nobody said anything about.
static UNASKED: Fact = Fact::Unknown(UnknownReason::NotAsked);

impl<'a> Scene<'a> {
    pub(super) fn new(rulebook: &'a Rulebook, case: &'a Case) -> Self {
        Self { rulebook, case }
    }

    pub(super) fn whose(&self, subject: Subject, bound: Bound) -> Whose {
        match subject {
            Subject::Shipment => Whose::Shipment,
            Subject::EndUse => Whose::EndUse,
            Subject::Role(role) => self
                .case
                .parties
                .iter()
                .position(|party| party.roles.contains(&role))
                .map_or(Whose::Nobody(role), Whose::Party),
            Subject::Item | Subject::Layer | Subject::Component => {
                Whose::Item(bound.item_of(subject))
            }
            Subject::Party => bound.party.map_or(Whose::Shipment, Whose::Party),
        }
    }

    pub(super) fn fact(&self, whose: Whose, fact: FactId) -> &'a Fact {
        let facts = match whose {
            Whose::Shipment => Some(&self.case.shipment),
            Whose::EndUse => Some(&self.case.end_use),
            Whose::Party(index) => self.case.parties.get(index).map(|party| &party.facts),
            Whose::Nobody(_) => None,
            Whose::Item(index) => self.case.items.get(index).map(|item| &item.facts),
        };
        facts.map_or(&UNASKED, |facts| facts.get(fact))
    }

    pub(super) fn item(&self, index: usize) -> Option<&'a Item> {
        self.case.items.get(index)
    }

    /// An item's own value or mass, as the vocabulary names them.
    pub(super) fn of_item(&self, path: &str, item: usize) -> &'a Fact {
        match self.rulebook.vocabulary.find(Scope::Item, path) {
            Some(id) => self.fact(Whose::Item(item), id),
            None => &UNASKED,
        }
    }

    /// What a quantifier ranges over, and whether that is all.
    pub(super) fn members(&self, over: Over, bound: Bound) -> (Vec<usize>, bool) {
        match over {
            Over::Parties => {
                let parties = self.case.parties.len();
                ((0..parties).collect(), parties > 0)
            }
            Over::Layers(subject) => {
                let whole = bound.item_of(subject);
                let (mut inside, complete) = self.inside(whole);
                inside.insert(whole);
                (inside.into_iter().collect(), complete)
            }
            Over::Components(subject) => {
                let (inside, complete) = self.inside(bound.item_of(subject));
                (inside.into_iter().collect(), complete)
            }
        }
    }

    /// All that is inside an item, and whether that is all: every list of parts that was begun, and the item's own,
    /// is complete.
    fn inside(&self, whole: usize) -> (BTreeSet<usize>, bool) {
        let mut inside = BTreeSet::new();
        let mut complete = self
            .item(whole)
            .is_some_and(|item| item.components_complete);
        let mut to_open = vec![whole];
        while let Some(index) = to_open.pop() {
            let Some(item) = self.item(index) else {
                continue;
            };
            if !item.components.is_empty() && !item.components_complete {
                complete = false;
            }
            for component in &item.components {
                if inside.insert(component.item.0) {
                    to_open.push(component.item.0);
                }
            }
        }
        (inside, complete)
    }
}

/// What a test gives for a value; `None` where law or units are silent.
pub(super) fn answer(test: &Test, value: &Value) -> Option<bool> {
    match test {
        Test::Yes => match value {
            Value::YesNo(yes) => Some(*yes),
            _ => None,
        },
        Test::Codes { yes, unanswered } => match value {
            Value::Code(code) if unanswered.contains(code) => None,
            Value::Code(code) => Some(yes.contains(code)),
            _ => None,
        },
        Test::Includes(code) => match value {
            Value::Set(codes) => Some(codes.contains(code)),
            _ => None,
        },
        Test::Number(comparison, threshold) => match value {
            Value::Quantity(quantity) => {
                Some(compare(quantity.in_base()?, *comparison, *threshold))
            }
            Value::Share(percent) => Some(compare(*percent, *comparison, *threshold)),
            _ => None,
        },
        Test::Money(comparison, currency, threshold) => match value {
            Value::Money(money) if money.currency == *currency => {
                Some(compare(money.amount, *comparison, *threshold))
            }
            _ => None,
        },
        Test::Before(day) => match value {
            Value::Date(date) => Some(date < day),
            _ => None,
        },
        Test::On(day) => match value {
            Value::Date(date) => Some(date == day),
            _ => None,
        },
    }
}

pub(super) fn compare(number: Decimal, comparison: Comparison, threshold: Decimal) -> bool {
    match comparison {
        Comparison::AtLeast => number >= threshold,
        Comparison::AtMost => number <= threshold,
        Comparison::LessThan => number < threshold,
        Comparison::MoreThan => number > threshold,
        Comparison::Equal => number == threshold,
    }
}

/// What a test gives for a fact as it is known: what it gives for all values that the fact may have.
pub(super) fn truth(test: &Test, fact: &Fact) -> Truth {
    let agreed = match fact {
        Fact::Known { value, .. } => answer(test, value),
        Fact::Unknown(_) => None,
        Fact::Between { low, high, .. } => between(test, low, high),
        Fact::Contested(candidates) => {
            let answers: BTreeSet<Option<bool>> = candidates
                .iter()
                .map(|one| answer(test, &one.value))
                .collect();
            if answers.len() == 1 {
                answers.into_iter().next().flatten()
            } else {
                None
            }
        }
    };
    agreed.map_or(Truth::Unknown, Truth::from)
}

/// For every test here, if both ends of a range and, where the threshold lies within, the threshold itself agree, so
/// does all between.
fn between(test: &Test, low: &Value, high: &Value) -> Option<bool> {
    let threshold = match (test, low) {
        (Test::Number(_, threshold), Value::Share(_)) => Some(Value::Share(*threshold)),
        (Test::Number(_, threshold), Value::Quantity(quantity)) => Some(Value::Quantity(
            exeat_value::Quantity::new(*threshold, quantity.unit.dimension().base()),
        )),
        (Test::Money(_, currency, threshold), _) => {
            Some(Value::Money(exeat_value::Money::new(*threshold, *currency)))
        }
        (Test::Before(day) | Test::On(day), _) => Some(Value::Date(*day)),
        _ => None,
    }?;
    let mut seen = vec![answer(test, low)?, answer(test, high)?];
    let inside = low.compare(&threshold)?.is_le() && threshold.compare(high)?.is_le();
    if inside {
        seen.push(answer(test, &threshold)?);
        // A single point of a longer range never speaks for the rest of it.
        if low.compare(high)?.is_ne()
            && matches!(
                test,
                Test::Number(Comparison::Equal, _)
                    | Test::Money(Comparison::Equal, ..)
                    | Test::On(_)
            )
        {
            return None;
        }
    }
    seen.iter().all(|one| one == &seen[0]).then_some(seen[0])
}
