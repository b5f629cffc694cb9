//! Learning: what a fact may turn out to be, and a case in which it has.

use exeat_facts::{Candidate, Case, Code, Fact, FactId, FactSet, Role, Scope, Type, Value};
use exeat_value::{Decimal, Dimension, Money, Quantity};

use super::vocabulary::{codes, vocabulary};
use super::{DAYS, day};

/// Where a fact stands in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spot {
    Shipment,
    EndUse,
    Party(usize),
    Item(usize),
}

impl Spot {
    fn scope(self) -> Scope {
        match self {
            Self::Shipment => Scope::Shipment,
            Self::EndUse => Scope::EndUse,
            Self::Party(_) => Scope::Party,
            Self::Item(_) => Scope::Item,
        }
    }
}

/// Every spot of a case.
pub(crate) fn spots(case: &Case) -> Vec<Spot> {
    let parties = (0..case.parties.len()).map(Spot::Party);
    let items = (0..case.items.len()).map(Spot::Item);
    [Spot::Shipment, Spot::EndUse]
        .into_iter()
        .chain(parties)
        .chain(items)
        .collect()
}

/// Every fact of a case that is not known, with its spot.
pub(crate) fn open_facts(case: &Case) -> Vec<(Spot, FactId)> {
    let mut found = Vec::new();
    for spot in spots(case) {
        for (id, definition) in vocabulary().iter() {
            if definition.scope == spot.scope() && fact_at(case, spot, id).value().is_none() {
                found.push((spot, id));
            }
        }
    }
    found
}

pub(crate) fn fact_at(case: &Case, spot: Spot, id: FactId) -> &Fact {
    match spot {
        Spot::Shipment => case.shipment.get(id),
        Spot::EndUse => case.end_use.get(id),
        Spot::Party(index) => case.parties[index].facts.get(id),
        Spot::Item(index) => case.items[index].facts.get(id),
    }
}

/// The case in which a fact has turned out to be this.
pub(crate) fn learn(case: &Case, spot: Spot, id: FactId, value: &Value) -> Case {
    let mut learnt = case.clone();
    facts_at(&mut learnt, spot).set(id, Fact::known(value.clone()));
    learnt
}

/// The facts of a spot, to be changed.
pub(crate) fn facts_at(case: &mut Case, spot: Spot) -> &mut FactSet {
    match spot {
        Spot::Shipment => &mut case.shipment,
        Spot::EndUse => &mut case.end_use,
        Spot::Party(index) => &mut case.parties[index].facts,
        Spot::Item(index) => &mut case.items[index].facts,
    }
}

/// The case in which every fact is contested between so many values, as far as there are so many.
pub(crate) fn all_contested(case: &Case, picks: &[usize], sides: usize) -> Case {
    let mut contested = case.clone();
    let mut number = 0;
    for spot in spots(case) {
        for (id, definition) in vocabulary()
            .iter()
            .filter(|(_, one)| one.scope == spot.scope())
        {
            let values = values(definition.ty);
            let mut chosen: Vec<Value> = Vec::new();
            for _ in 0..sides {
                number += 1;
                let value = &values[picks[number % picks.len()] % values.len()];
                if !chosen.contains(value) {
                    chosen.push(value.clone());
                }
            }
            let candidate = |value| Candidate {
                value,
                statements: Vec::new(),
            };
            let fact = match chosen.as_slice() {
                [one] => Fact::known(one.clone()),
                _ => Fact::Contested(chosen.into_iter().map(candidate).collect()),
            };
            facts_at(&mut contested, spot).set(id, fact);
        }
    }
    contested
}

/// What an open fact may turn out to be: its candidates, or values on and between all thresholds that the conditions of
/// these tests know, within its bounds.
pub(crate) fn may_be(fact: &Fact, ty: Type) -> Vec<Value> {
    match fact {
        Fact::Known { value, .. } => vec![value.clone()],
        Fact::Contested(candidates) => candidates.iter().map(|one| one.value.clone()).collect(),
        Fact::Unknown(_) => values(ty),
        Fact::Between { low, high, .. } => {
            let within = |value: &Value| {
                low.compare(value).is_some_and(std::cmp::Ordering::is_le)
                    && value.compare(high).is_some_and(std::cmp::Ordering::is_le)
            };
            let inside = values(ty).into_iter().filter(within);
            inside.chain([low.clone(), high.clone()]).collect()
        }
    }
}

fn values(ty: Type) -> Vec<Value> {
    let decimals = |texts: &[&str]| -> Vec<Decimal> {
        texts
            .iter()
            .map(|text| text.parse().expect("a decimal"))
            .collect()
    };
    match ty {
        Type::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
        Type::Date => (0..=DAYS + 1)
            .map(|number| Value::Date(day(number)))
            .collect(),
        Type::Code(list) => codes(list).into_iter().map(Value::Code).collect(),
        Type::Set(list) => subsets(&codes(list)).into_iter().map(Value::Set).collect(),
        Type::Quantity(dimension) => {
            let unit = if dimension == Dimension::Mass {
                "kg"
            } else {
                "%"
            };
            decimals(&["0.5", "1", "1.5", "2", "3", "5", "7", "10", "12"])
                .into_iter()
                .map(|amount| Value::Quantity(Quantity::new(amount, unit.parse().expect("a unit"))))
                .collect()
        }
        Type::Share => decimals(&["5", "10", "20", "50", "60"])
            .into_iter()
            .map(Value::Share)
            .collect(),
        Type::Money => ["USD", "CNY"]
            .into_iter()
            .flat_map(|currency| {
                decimals(&["50", "100", "150", "200", "250"])
                    .into_iter()
                    .map(move |amount| Money::new(amount, currency.parse().expect("a currency")))
            })
            .map(Value::Money)
            .collect(),
        Type::Text => Vec::new(),
    }
}

fn subsets(codes: &[Code]) -> Vec<std::collections::BTreeSet<Code>> {
    let mut found = vec![std::collections::BTreeSet::new()];
    for &code in codes {
        let with: Vec<_> = found
            .iter()
            .map(|set: &std::collections::BTreeSet<Code>| {
                set.iter().copied().chain([code]).collect()
            })
            .collect();
        found.extend(with);
    }
    found
}

/// The spot and fact that a question names, where the case has such a spot.
pub(crate) fn named(
    case: &Case,
    line_item: usize,
    path: &str,
    of: Option<&str>,
) -> Option<(Spot, FactId)> {
    let (owner, fact) = path.split_once('.')?;
    let spot = match owner {
        "shipment" => Spot::Shipment,
        "end-use" => Spot::EndUse,
        "item" => Spot::Item(match of {
            Some(id) => case.items.iter().position(|item| item.id == id)?,
            None => line_item,
        }),
        role => {
            let role: Role = role.parse().ok()?;
            Spot::Party(case.parties.iter().position(|party| party.has(role))?)
        }
    };
    Some((spot, vocabulary().find(spot.scope(), fact)?))
}
