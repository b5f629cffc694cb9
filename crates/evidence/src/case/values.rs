//! Values from texts, and facts by their paths.

use std::collections::BTreeSet;

use exeat_facts::{Case, Fact, FactSet, Role, Scope, Type, Value, Vocabulary};
use exeat_value::{Dimension, Money, Quantity};
use thiserror::Error;

/// A path that names no fact, or a text that is no value of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct PathError(pub String);

/// A value of a type from a text as documents write it: `yes`, `2025-10-09`, `Nd, Pr`, `1.2 %`.
///
/// # Errors
///
/// The text is no such value.
pub fn value_of(text: &str, ty: Type) -> Result<Value, PathError> {
    let vocabulary = Vocabulary::standard();
    let text = text.trim();
    let wrong = || PathError(format!("`{text}` is not {}", vocabulary.type_in_words(ty)));
    let code = |text: &str, list| vocabulary.find_code(list, text).ok_or_else(wrong);
    Ok(match ty {
        Type::YesNo => match text {
            "yes" | "true" | "是" => Value::YesNo(true),
            "no" | "false" | "否" => Value::YesNo(false),
            _ => return Err(wrong()),
        },
        Type::Date => Value::Date(text.parse().map_err(|_| wrong())?),
        Type::Code(list) => Value::Code(code(text, list)?),
        Type::Set(list) => {
            let mut codes = BTreeSet::new();
            if text != "none" {
                for part in text
                    .split([',', '，', '、'])
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                {
                    codes.insert(code(part, list)?);
                }
            }
            Value::Set(codes)
        }
        Type::Quantity(dimension) => {
            let quantity: Quantity = text.parse().map_err(|_| wrong())?;
            if quantity.unit.dimension() != dimension
                || quantity.amount.is_negative() && dimension != Dimension::Temperature
            {
                return Err(wrong());
            }
            Value::Quantity(quantity)
        }
        Type::Money => {
            let money: Money = text.parse().map_err(|_| wrong())?;
            Value::Money(money)
        }
        Type::Share => {
            let number = text.strip_suffix('%').ok_or_else(wrong)?.trim();
            Value::Share(number.parse().map_err(|_| wrong())?)
        }
        Type::Text => Value::Text(text.to_owned()),
    })
}

/// Where a path leads.
enum Target {
    Set(Owner, exeat_facts::FactId),
    /// Item, place of the component, which of its four facts.
    Component(usize, usize, &'static str),
}

enum Owner {
    Shipment,
    EndUse,
    Party(usize),
    Item(usize),
}

fn target(case: &Case, path: &str) -> Result<(Target, Type), PathError> {
    let vocabulary = Vocabulary::standard();
    let unknown = || {
        PathError(format!(
            "`{path}` is no fact of this transaction; see docs/reference/vocabulary.md"
        ))
    };
    let (head, rest) = path.split_once('.').ok_or_else(unknown)?;
    let of = |owner: Owner, scope: Scope, rest: &str| {
        let id = vocabulary.find(scope, rest).ok_or_else(unknown)?;
        Ok((Target::Set(owner, id), vocabulary.get(id).ty))
    };
    match head {
        "shipment" => of(Owner::Shipment, Scope::Shipment, rest),
        "end-use" => of(Owner::EndUse, Scope::EndUse, rest),
        "item" => {
            let item = case
                .lines
                .first()
                .map(|line| line.item.0)
                .ok_or_else(unknown)?;
            of(Owner::Item(item), Scope::Item, rest)
        }
        "items" => {
            // Names may hold points, so the longest that fits is meant.
            let item = case
                .items
                .iter()
                .enumerate()
                .filter(|(_, item)| {
                    rest.strip_prefix(item.id.as_str())
                        .is_some_and(|tail| tail.starts_with('.'))
                })
                .max_by_key(|(_, item)| item.id.len());
            let (index, item) = item.ok_or_else(unknown)?;
            let fact = rest
                .get(item.id.len().saturating_add(1)..)
                .ok_or_else(unknown)?;
            if let Some(component) = fact.strip_prefix("components.") {
                let (number, name) = component.split_once('.').ok_or_else(unknown)?;
                let number: usize = number.parse().map_err(|_| unknown())?;
                let place = number
                    .checked_sub(1)
                    .filter(|&place| place < item.components.len())
                    .ok_or_else(unknown)?;
                let (name, ty) = match name {
                    "value" => ("value", Type::Money),
                    "value-share" => ("value-share", Type::Share),
                    "mass" => ("mass", Type::Quantity(Dimension::Mass)),
                    "mass-share" => ("mass-share", Type::Share),
                    _ => return Err(unknown()),
                };
                return Ok((Target::Component(index, place, name), ty));
            }
            of(Owner::Item(index), Scope::Item, fact)
        }
        role => {
            let role: Role = role.parse().map_err(|_| unknown())?;
            let party = case
                .parties
                .iter()
                .position(|party| party.has(role))
                .ok_or_else(unknown)?;
            of(Owner::Party(party), Scope::Party, rest)
        }
    }
}

fn set_of<'c>(case: &'c mut Case, owner: &Owner) -> Option<&'c mut FactSet> {
    match owner {
        Owner::Shipment => Some(&mut case.shipment),
        Owner::EndUse => Some(&mut case.end_use),
        Owner::Party(index) => case.parties.get_mut(*index).map(|party| &mut party.facts),
        Owner::Item(index) => case.items.get_mut(*index).map(|item| &mut item.facts),
    }
}

/// The fact at a path with its type: `items.stones.form`, `end-user.military-user`,
/// `items.magnet.components.1.value-share`.
///
/// # Errors
///
/// The path names nothing in the case.
pub fn fact_at(case: &Case, path: &str) -> Result<(Fact, Type), PathError> {
    let (target, ty) = target(case, path)?;
    let fact = match target {
        Target::Set(Owner::Shipment, id) => case.shipment.get(id).clone(),
        Target::Set(Owner::EndUse, id) => case.end_use.get(id).clone(),
        Target::Set(Owner::Party(party), id) => case
            .parties
            .get(party)
            .map(|one| one.facts.get(id).clone())
            .unwrap_or(unknown()),
        Target::Set(Owner::Item(item), id) => case
            .items
            .get(item)
            .map(|one| one.facts.get(id).clone())
            .unwrap_or(unknown()),
        Target::Component(item, place, name) => {
            let component = case
                .items
                .get(item)
                .and_then(|one| one.components.get(place));
            component.map_or(unknown(), |one| match name {
                "value" => one.value.clone(),
                "value-share" => one.value_share.clone(),
                "mass" => one.mass.clone(),
                _ => one.mass_share.clone(),
            })
        }
    };
    Ok((fact, ty))
}

fn unknown() -> Fact {
    Fact::Unknown(exeat_value::UnknownReason::NotAsked)
}

/// Puts a fact at a path.
///
/// # Errors
///
/// The path names nothing in the case.
pub fn set_fact(case: &mut Case, path: &str, fact: Fact) -> Result<(), PathError> {
    match target(case, path)?.0 {
        Target::Set(owner, id) => {
            if let Some(set) = set_of(case, &owner) {
                set.set(id, fact);
            }
        }
        Target::Component(item, place, name) => {
            if let Some(component) = case
                .items
                .get_mut(item)
                .and_then(|one| one.components.get_mut(place))
            {
                match name {
                    "value" => component.value = fact,
                    "value-share" => component.value_share = fact,
                    "mass" => component.mass = fact,
                    _ => component.mass_share = fact,
                }
            }
        }
    }
    Ok(())
}
