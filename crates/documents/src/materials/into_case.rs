//! A bill into a transaction.

use exeat_facts::{COUNT_MAX, Case, Component, Fact, Item, ItemIndex, Scope, Value, Vocabulary};
use exeat_value::{Decimal, Money, Quantity, Unit};
use rustc_hash::FxHashMap;

use super::bill::{Bill, Fault};
use super::rollup::{Range, Rolled};
use crate::read::value_of_text;

/// Puts the parts of a bill into a case as items. A part whose number is that of an item of the case
/// becomes that item, so that what the document says of it stays; where both say something of one
/// fact, the document's word stays.
///
/// # Errors
///
/// There are more parts than a transaction holds, or a fact has a value that it cannot take.
pub fn into_case(bill: &Bill, rolled: &Rolled, case: &mut Case) -> Result<(), Vec<Fault>> {
    let vocabulary = Vocabulary::standard();
    let mut faults = Vec::new();
    if bill.parts.len().saturating_add(case.items.len()) > COUNT_MAX || bill.uses.len() > COUNT_MAX
    {
        faults.push(Fault {
            row: 0,
            message: format!(
                "a transaction holds {COUNT_MAX} parts, and the bill has {}",
                bill.parts.len()
            ),
            mend: "leave out the assemblies that hold nothing controlled".to_owned(),
            error: true,
        });
        return Err(faults);
    }
    let mut places = Vec::with_capacity(bill.parts.len());
    // The first of the items with a number is the part, as it would be for a reader.
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (at, item) in case.items.iter().enumerate() {
        known.entry(item.id.clone()).or_insert(at);
    }
    for part in &bill.parts {
        let at = *known.entry(part.id.clone()).or_insert_with(|| {
            case.items
                .push(Item::new(part.id.clone(), part.name.clone()));
            case.items.len().saturating_sub(1)
        });
        places.push(at);
        let mut stated: Vec<(String, String)> = part.facts.clone();
        if let Some(origin) = &part.origin {
            stated.push(("origin".to_owned(), origin.clone()));
        }
        for (path, text) in stated {
            let Some(id) = vocabulary.find(Scope::Item, &path) else {
                continue;
            };
            let ty = vocabulary.get(id).ty;
            match value_of_text(&text, ty, &path, vocabulary) {
                Ok(value) => {
                    if let Some(item) = case.items.get_mut(at)
                        && matches!(item.facts.get(id), Fact::Unknown(_))
                    {
                        item.facts.set(id, Fact::known(value));
                    }
                }
                Err(told) => faults.push(Fault {
                    row: part.row,
                    message: format!(
                        "part `{}`: {}",
                        part.id,
                        told.first().map_or_else(
                            || format!("`{text}` is no {}", vocabulary.type_in_words(ty)),
                            |one| one.message.clone()
                        )
                    ),
                    mend: told
                        .first()
                        .map_or_else(String::new, |one| one.mend.clone()),
                    error: true,
                }),
            }
        }
        if let (Some(id), Some(value), Some(item)) = (
            vocabulary.find(Scope::Item, "value"),
            rolled
                .parts
                .get(places.len().saturating_sub(1))
                .and_then(|one| one.value.as_ref()),
            case.items.get_mut(at),
        ) && matches!(item.facts.get(id), Fact::Unknown(_))
            && let Some(fact) = money(value, bill.currency.as_deref())
        {
            item.facts.set(id, fact);
        }
        if let (Some(id), Some(mass), Some(item)) = (
            vocabulary.find(Scope::Item, "mass"),
            rolled
                .parts
                .get(places.len().saturating_sub(1))
                .and_then(|one| one.mass.as_ref()),
            case.items.get_mut(at),
        ) && matches!(item.facts.get(id), Fact::Unknown(_))
        {
            item.facts.set(id, mass_fact(mass));
        }
    }
    for one in &bill.uses {
        let (Some(&parent), Some(&child)) = (places.get(one.parent), places.get(one.child)) else {
            continue;
        };
        let mut component = Component::new(ItemIndex(child));
        let inside = rolled.parts.get(one.child);
        let times = |range: &Range| {
            Some(Range {
                low: range.low.checked_mul(one.quantity)?,
                high: range.high.checked_mul(one.quantity)?,
            })
        };
        // Where both are told the case has both: neither stands for the other.
        if let Some(share) = &one.value_share {
            component.value_share = fact(share, Value::Share);
        }
        if let Some(value) = inside.and_then(|part| times(part.value.as_ref()?))
            && let Some(fact) = money(&value, bill.currency.as_deref())
        {
            component.value = fact;
        }
        if let Some(share) = &one.mass_share {
            component.mass_share = fact(share, Value::Share);
        }
        if let Some(mass) = inside.and_then(|part| times(part.mass.as_ref()?)) {
            component.mass = mass_fact(&mass);
        }
        if let Some(item) = case.items.get_mut(parent) {
            // What the document lists of it already stays as it is.
            if !item.components.iter().any(|known| known.item.0 == child) {
                item.components.push(component);
            }
            item.components_complete |= bill.complete;
        }
    }
    if bill.complete {
        for &place in &places {
            if let Some(item) = case.items.get_mut(place) {
                item.components_complete = true;
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn mass_fact(range: &Range) -> Fact {
    let Ok(kilogram) = Unit::parse("kg") else {
        return Fact::Unknown(exeat_value::UnknownReason::NotAsked);
    };
    fact(range, |amount| {
        Value::Quantity(Quantity::new(amount, kilogram))
    })
}

fn fact(range: &Range, of: impl Fn(Decimal) -> Value) -> Fact {
    if range.is_exact() {
        Fact::known(of(range.low))
    } else {
        Fact::Between {
            low: of(range.low),
            high: of(range.high),
            evidence: Vec::new(),
        }
    }
}

fn money(range: &Range, currency: Option<&str>) -> Option<Fact> {
    let currency = currency?;
    let of = |number: Decimal| {
        format!("{number} {currency}")
            .parse::<Money>()
            .ok()
            .map(Value::Money)
    };
    let (low, high) = (of(range.low)?, of(range.high)?);
    Some(if range.is_exact() {
        Fact::known(low)
    } else {
        Fact::Between {
            low,
            high,
            evidence: Vec::new(),
        }
    })
}
