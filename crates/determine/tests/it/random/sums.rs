//! Cases whose amounts cannot contradict one another, whatever is learnt.
//!
//! Of what contradicts itself no share is told, and what is learnt may bring the contradiction out. So what is said of
//! all that may be learnt is said of these cases alone.

use exeat_facts::{Case, Fact, Item, Scope, Value};
use exeat_value::{Currency, Decimal};

use super::vocabulary::vocabulary;

/// Whether the amounts of a case hang together: no part is told by its amount and by its share as well, no whole may be
/// nothing, and parts cannot come to more than their whole.
pub(crate) fn amounts_hang_together(case: &Case) -> bool {
    case.items.iter().all(|item| {
        let by_value = || {
            item.components
                .iter()
                .map(|part| (&part.value, &part.value_share))
        };
        let by_mass = || {
            item.components
                .iter()
                .map(|part| (&part.mass, &part.mass_share))
        };
        let value = whole(item, "value");
        let mass = whole(item, "mass");
        parts_fit(value, by_value().collect()) && parts_fit(mass, by_mass().collect())
    })
}

fn whole<'a>(item: &'a Item, path: &str) -> &'a Fact {
    let id = vocabulary()
        .find(Scope::Item, path)
        .expect("a fact of items");
    item.facts.get(id)
}

fn parts_fit(whole: &Fact, parts: Vec<(&Fact, &Fact)>) -> bool {
    let stated = |fact: &Fact| !matches!(fact, Fact::Unknown(_));
    if parts
        .iter()
        .any(|(amount, share)| stated(amount) && stated(share))
    {
        return false;
    }
    let wholes = numbers(whole);
    if wholes.iter().any(|(_, whole)| whole.is_zero()) {
        return false;
    }
    let at_most = |unit: Option<Currency>, facts: Vec<&Fact>| {
        facts
            .into_iter()
            .filter_map(|fact| {
                let own = numbers(fact).into_iter();
                own.filter(|(one, _)| *one == unit)
                    .map(|(_, number)| number)
                    .max()
            })
            .try_fold(Decimal::ZERO, Decimal::checked_add)
            .unwrap_or(Decimal::HUNDRED)
    };
    let shares = at_most(None, parts.iter().map(|(_, share)| *share).collect());
    shares <= Decimal::HUNDRED
        && wholes.into_iter().all(|(unit, whole)| {
            at_most(unit, parts.iter().map(|(amount, _)| *amount).collect()) <= whole
        })
}

/// The numbers that an amount may be, at its ends, in a currency or in the base unit.
fn numbers(fact: &Fact) -> Vec<(Option<Currency>, Decimal)> {
    let values = match fact {
        Fact::Unknown(_) => Vec::new(),
        Fact::Known { value, .. } => vec![value],
        Fact::Between { low, high, .. } => vec![low, high],
        Fact::Contested(candidates) => candidates.iter().map(|one| &one.value).collect(),
    };
    let number = |value: &Value| match value {
        Value::Money(money) => Some((Some(money.currency), money.amount)),
        Value::Quantity(quantity) => Some((None, quantity.in_base()?)),
        Value::Share(percent) => Some((None, *percent)),
        _ => None,
    };
    values.into_iter().filter_map(number).collect()
}
