//! Random cases: facts in every state of knowledge, parties in roles, items in one another.

use exeat_facts::{
    Candidate, Case, Component, Fact, FactSet, Item, ItemIndex, Line, Party, Role, Scope, Source,
    SourceIndex, Statement, Type, Value,
};
use exeat_value::{Decimal, Dimension, Money, Quantity, UnknownReason};
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::vocabulary::{codes, facts_of};
use super::{any_day, vocabulary};

/// The roles that the conditions of these tests name.
pub(crate) const ROLES: [Role; 3] = [Role::Exporter, Role::EndUser, Role::Broker];

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// Numbers on and around the thresholds of the conditions.
fn number() -> impl Strategy<Value = Decimal> {
    select(vec!["0", "0.5", "1", "1.5", "2", "5", "7", "10", "12"]).prop_map(decimal)
}

fn percent() -> impl Strategy<Value = Decimal> {
    select(vec![
        "0", "0.05", "0.1", "1", "10", "33.3", "50", "60", "90", "99.95", "100",
    ])
    .prop_map(decimal)
}

fn money() -> impl Strategy<Value = Money> {
    let amount = select(vec!["0", "1", "50", "100", "150", "200", "1000"]).prop_map(decimal);
    let currency = prop_oneof![4 => Just("USD"), 1 => Just("CNY")];
    (amount, currency)
        .prop_map(|(amount, currency)| Money::new(amount, currency.parse().expect("a currency")))
}

fn quantity(dimension: Dimension) -> impl Strategy<Value = Quantity> {
    let units = match dimension {
        Dimension::Mass => vec!["kg", "g"],
        _ => vec!["%", "%", "ppm"],
    };
    (number(), select(units)).prop_map(|(amount, unit)| {
        let thousandfold = decimal(if unit == "ppm" { "10000" } else { "1" });
        let amount = amount.checked_mul(thousandfold).expect("small");
        Quantity::new(amount, unit.parse().expect("a unit"))
    })
}

pub(crate) fn value(ty: Type) -> BoxedStrategy<Value> {
    match ty {
        Type::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        Type::Date => any_day().prop_map(Value::Date).boxed(),
        Type::Code(list) => select(codes(list)).prop_map(Value::Code).boxed(),
        Type::Set(list) => btree_set(select(codes(list)), 0..3)
            .prop_map(Value::Set)
            .boxed(),
        Type::Quantity(dimension) => quantity(dimension).prop_map(Value::Quantity).boxed(),
        Type::Money => money().prop_map(Value::Money).boxed(),
        Type::Share => percent().prop_map(Value::Share).boxed(),
        Type::Text => Just(Value::Text("words".to_owned())).boxed(),
    }
}

/// A fact in any state of knowledge.
pub(crate) fn fact(ty: Type) -> BoxedStrategy<Fact> {
    let unknown = select(UnknownReason::ALL.to_vec()).prop_map(Fact::Unknown);
    let known = value(ty).prop_map(Fact::known);
    let contested = vec(value(ty), 2..4).prop_map(|values| {
        let mut distinct: Vec<Value> = Vec::new();
        for value in values {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        match distinct.as_slice() {
            [one] => Fact::known(one.clone()),
            _ => Fact::Contested(
                distinct
                    .into_iter()
                    .map(|value| Candidate {
                        value,
                        statements: vec![Statement::asserts(SourceIndex(0))],
                    })
                    .collect(),
            ),
        }
    });
    if ty.has_order() {
        let between = (value(ty), value(ty)).prop_map(|(one, two)| {
            let two = match (&one, two) {
                (Value::Money(one), Value::Money(two)) => {
                    Value::Money(Money::new(two.amount, one.currency))
                }
                (_, two) => two,
            };
            let in_order = one.compare(&two).is_some_and(std::cmp::Ordering::is_le);
            let (low, high) = if in_order { (one, two) } else { (two, one) };
            Fact::Between {
                low,
                high,
                evidence: Vec::new(),
            }
        });
        prop_oneof![5 => unknown, 6 => known, 2 => contested, 2 => between].boxed()
    } else {
        prop_oneof![5 => unknown, 6 => known, 2 => contested].boxed()
    }
}

fn facts(scope: Scope) -> impl Strategy<Value = FactSet> {
    let each: Vec<BoxedStrategy<(exeat_facts::FactId, Fact)>> = facts_of(scope)
        .into_iter()
        .map(|(id, ty)| fact(ty).prop_map(move |fact| (id, fact)).boxed())
        .collect();
    each.prop_map(FactSet::from_iter)
}

fn component() -> impl Strategy<Value = (usize, Component)> {
    let stated = |fact: BoxedStrategy<Fact>| prop_oneof![2 => Just(Fact::Unknown(UnknownReason::NotAsked)), 3 => fact];
    (
        any::<usize>(),
        stated(fact(Type::Money)),
        stated(fact(Type::Share)),
        stated(fact(Type::Quantity(Dimension::Mass))),
        stated(fact(Type::Share)),
    )
        .prop_map(|(offset, value, value_share, mass, mass_share)| {
            let component = Component {
                value,
                value_share,
                mass,
                mass_share,
                ..Component::new(ItemIndex(0))
            };
            (offset, component)
        })
}

/// Parties with roles, each role held by one of them at most.
fn parties() -> impl Strategy<Value = Vec<Party>> {
    let roles = subsequence(ROLES.to_vec(), 0..=ROLES.len());
    (roles, vec(facts(Scope::Party), 3), any::<bool>()).prop_map(|(roles, facts, together)| {
        let mut parties: Vec<Party> = Vec::new();
        for (place, (role, facts)) in roles.into_iter().zip(facts).enumerate() {
            match parties.last_mut() {
                Some(party) if together => party.roles.push(role),
                _ => {
                    let mut party =
                        Party::new(format!("party-{place}"), format!("Party {place}"), [role]);
                    party.facts = facts;
                    parties.push(party);
                }
            }
        }
        parties
    })
}

/// A case that holds together. A component stands later among the items than what holds it.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    let item = (facts(Scope::Item), vec(component(), 0..3), any::<bool>());
    (
        facts(Scope::Shipment),
        facts(Scope::EndUse),
        parties(),
        vec(item, 1..4),
        prop_oneof![3 => Just(1_usize), 1 => Just(2_usize)],
    )
        .prop_map(|(shipment, end_use, parties, items, lines)| {
            let count = items.len();
            let items: Vec<Item> = items
                .into_iter()
                .enumerate()
                .map(|(place, (facts, components, components_complete))| Item {
                    id: format!("item-{place}"),
                    name: format!("Item {place}"),
                    facts,
                    components: components
                        .into_iter()
                        .filter(|_| place + 1 < count)
                        .map(|(offset, component)| Component {
                            item: ItemIndex(place + 1 + offset % (count - place - 1)),
                            ..component
                        })
                        .collect(),
                    components_complete,
                })
                .collect();
            let case = Case {
                title: "a random case".to_owned(),
                sources: vec![Source::new("source", "An outlet")],
                shipment,
                end_use,
                parties,
                holdings: Vec::new(),
                items,
                lines: (1_u32..)
                    .zip(0..lines.min(count))
                    .map(|(number, item)| Line {
                        number,
                        item: ItemIndex(item),
                        quantity: None,
                        value: None,
                    })
                    .collect(),
            };
            case.validate_in(vocabulary::vocabulary())
                .expect("a case that holds together");
            case
        })
}
