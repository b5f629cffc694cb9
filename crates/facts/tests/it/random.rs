//! Random values, facts and cases of the standard vocabulary.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use exeat_facts::{
    Candidate, Case, Code, Component, Fact, FactSet, HolderKind, Holding, HoldingKind, Item,
    ItemIndex, Line, Party, Role, Scope, Source, SourceIndex, Stance, Statement, Type, Value,
    Vocabulary, units_of,
};
use exeat_value::{Currency, Day, Decimal, Dimension, Money, Quantity, Unit, UnknownReason};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const SOURCES: usize = 3;

/// A number from nothing to `most`.
fn decimal(most: u32) -> impl Strategy<Value = Decimal> {
    (0_u32..=5, any::<u32>()).prop_map(move |(places, seed)| {
        let scale = 10_i128.pow(places);
        let mantissa = i128::from(seed) % (i128::from(most) * scale + 1);
        Decimal::from_parts(mantissa, places).expect("few digits")
    })
}

fn code(list: exeat_facts::CodeListId) -> impl Strategy<Value = Code> {
    let length = Vocabulary::standard()
        .code_list(list)
        .expect("a list of the vocabulary")
        .codes()
        .len();
    (0..length).prop_map(move |index| Code {
        list,
        index: u16::try_from(index).expect("a short list"),
    })
}

fn quantity(dimension: Dimension) -> impl Strategy<Value = Quantity> {
    let units: Vec<Unit> = units_of(dimension)
        .map(|symbol| symbol.parse().expect("a unit"))
        .collect();
    // 100 of any unit is not more than the whole.
    (decimal(100), select(units), any::<bool>()).prop_map(move |(amount, unit, below)| {
        let below_zero = below && dimension == Dimension::Temperature;
        let amount = if below_zero { amount.negated() } else { amount };
        Quantity { amount, unit }
    })
}

fn money() -> impl Strategy<Value = Money> {
    let currencies: Vec<Currency> = Currency::all().collect();
    (decimal(1_000_000), select(currencies))
        .prop_map(|(amount, currency)| Money { amount, currency })
}

fn day() -> impl Strategy<Value = Day> {
    (2000_i16..2100, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Day::new(year, month, day).expect("a day"))
}

/// Words with quotes, line ends, Chinese and emoji among them.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,12}",
        "\\PC{0,12}",
        Just("铽 \"quoted\"\n\\ line 🧲".to_owned())
    ]
}

pub(crate) fn value(ty: Type) -> BoxedStrategy<Value> {
    match ty {
        Type::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        Type::Date => day().prop_map(Value::Date).boxed(),
        Type::Code(list) => code(list).prop_map(Value::Code).boxed(),
        Type::Set(list) => btree_set(code(list), 0..4).prop_map(Value::Set).boxed(),
        Type::Quantity(dimension) => quantity(dimension).prop_map(Value::Quantity).boxed(),
        Type::Money => money().prop_map(Value::Money).boxed(),
        Type::Share => decimal(100).prop_map(Value::Share).boxed(),
        Type::Text => text().prop_map(Value::Text).boxed(),
    }
}

fn statements() -> impl Strategy<Value = Vec<Statement>> {
    let stance = select(vec![Stance::Asserts, Stance::Denies]);
    let statement = (stance, 0..SOURCES, option::of(text()), option::of(text())).prop_map(
        |(stance, source, speaker, note)| Statement {
            stance,
            source: SourceIndex(source),
            speaker,
            note,
        },
    );
    vec(statement, 0..3)
}

pub(crate) fn fact(ty: Type) -> BoxedStrategy<Fact> {
    let known = (value(ty), statements())
        .prop_map(|(value, evidence)| Fact::Known { value, evidence })
        .boxed();
    let unknown = select(UnknownReason::ALL.to_vec())
        .prop_map(Fact::Unknown)
        .boxed();
    let candidate =
        (value(ty), statements()).prop_map(|(value, statements)| Candidate { value, statements });
    let contested = vec(candidate, 2..4)
        .prop_map(|mut candidates| {
            let mut seen = Vec::new();
            candidates.retain(|candidate| {
                let new = !seen.contains(&candidate.value);
                seen.push(candidate.value.clone());
                new
            });
            match candidates.as_slice() {
                [one] => Fact::known(one.value.clone()),
                _ => Fact::Contested(candidates),
            }
        })
        .boxed();
    let mut states = vec![known, unknown, contested];
    if ty.has_order() {
        let between = (value(ty), value(ty), statements())
            .prop_map(|(one, two, evidence)| between(one, two, evidence))
            .boxed();
        states.push(between);
    }
    proptest::strategy::Union::new(states).boxed()
}

/// A range with its bounds in order, and of one currency.
fn between(one: Value, two: Value, evidence: Vec<Statement>) -> Fact {
    let two = match (&one, two) {
        (Value::Money(one), Value::Money(two)) => Value::Money(Money {
            currency: one.currency,
            ..two
        }),
        (_, two) => two,
    };
    let in_order = one.compare(&two).is_some_and(Ordering::is_le);
    let (low, high) = if in_order { (one, two) } else { (two, one) };
    Fact::Between {
        low,
        high,
        evidence,
    }
}

pub(crate) fn facts(scope: Scope) -> impl Strategy<Value = FactSet> {
    let of_scope: Vec<_> = Vocabulary::standard()
        .iter()
        .filter(|(_, definition)| definition.scope == scope)
        .map(|(id, definition)| (id, definition.ty))
        .collect();
    let one = select(of_scope).prop_flat_map(|(id, ty)| (Just(id), fact(ty)));
    vec(one, 0..5).prop_map(FromIterator::from_iter)
}

/// Cases that hold together. A component always stands later in the list than what
/// contains it, so there are no cycles.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    let item = (facts(Scope::Item), vec(component(), 0..3), any::<bool>());
    let party = (facts(Scope::Party), vec(select(Role::ALL.to_vec()), 1..3));
    (
        text(),
        facts(Scope::Shipment),
        facts(Scope::EndUse),
        (vec(party, 0..3), vec(holding(), 0..3)),
        vec(item, 1..5),
        vec(
            (
                any::<usize>(),
                option::of(quantity(Dimension::Mass)),
                option::of(money()),
            ),
            1..3,
        ),
    )
        .prop_map(
            |(title, shipment, end_use, (parties, holdings), items, lines)| {
                let count = items.len();
                let mut taken = BTreeSet::new();
                Case {
                    title,
                    sources: (0..SOURCES).map(source).collect(),
                    shipment,
                    end_use,
                    parties: parties
                        .into_iter()
                        .enumerate()
                        .map(|(place, (facts, roles))| Party {
                            id: format!("party-{place}"),
                            name: format!("Party {place}"),
                            roles: roles
                                .into_iter()
                                .filter(|&role| taken.insert(role))
                                .collect(),
                            facts,
                        })
                        .filter(|party: &Party| !party.roles.is_empty())
                        .collect(),
                    holdings,
                    items: items
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
                        .collect(),
                    lines: (1..)
                        .zip(lines)
                        .map(|(number, (item, quantity, value))| Line {
                            number,
                            item: ItemIndex(item % count),
                            quantity,
                            value,
                        })
                        .collect(),
                }
            },
        )
}

fn holding() -> impl Strategy<Value = Holding> {
    let name = select(vec!["party-0", "party-1", "Somebody Else", "铽 & Söhne"]);
    let owner_is = select(vec![
        HolderKind::Unknown,
        HolderKind::Organisation,
        HolderKind::Person,
        HolderKind::State,
    ]);
    (
        (
            name.clone(),
            name,
            owner_is,
            select(HoldingKind::ALL.to_vec()),
        ),
        fact(Type::Share),
        (option::of(day()), option::of(day())),
        statements(),
    )
        .prop_map(
            |((owner, owned, owner_is, kind), share, (from, until), evidence)| {
                let owned = if owned == owner { "The Other" } else { owned };
                Holding {
                    owner_is,
                    kind,
                    share,
                    from,
                    until: until.filter(|until| from.is_none_or(|from| from < *until)),
                    evidence,
                    ..Holding::new(owner, owned)
                }
            },
        )
}

fn component() -> impl Strategy<Value = (usize, Component)> {
    let mass = Type::Quantity(Dimension::Mass);
    (
        any::<usize>(),
        fact(Type::Money),
        fact(Type::Share),
        fact(mass),
        fact(Type::Share),
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

fn source(place: usize) -> Source {
    Source {
        date: Day::new(2025, 10, 13).ok(),
        origin: (place > 0).then(|| "briefing-2025-10-13".to_owned()),
        ..Source::new(format!("source-{place}"), "An outlet")
    }
}
