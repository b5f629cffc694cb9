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

/// Whether what is said of the parts of every item may be so, whichever of it turns out: a figure and a share of one part
/// lie no further apart than a rounded share may, and parts cannot come to more than their whole, which stands in nothing
/// else where figures are said.
pub(crate) fn amounts_agree(case: &Case) -> bool {
    let inside_another = |place: usize| {
        let parts = || case.items.iter().flat_map(|item| &item.components);
        parts().any(|part| part.item.0 == place)
    };
    case.items.iter().enumerate().all(|(place, item)| {
        let inner = inside_another(place);
        let agree = |path: &str, parts: Vec<(&Fact, &Fact)>| {
            let whole = match numbers(whole(item, path)).as_slice() {
                [whole] if !whole.1.is_zero() => Some(*whole),
                [] => None,
                _ => return false,
            };
            let mut most = Decimal::ZERO;
            for (figure, share) in parts {
                let Some(part) = most_of_part(whole, figure, share, inner) else {
                    return false;
                };
                most = most.checked_add(part).expect("small");
            }
            most <= Decimal::HUNDRED
        };
        let parts = || item.components.iter();
        agree(
            "value",
            parts().map(|one| (&one.value, &one.value_share)).collect(),
        ) && agree(
            "mass",
            parts().map(|one| (&one.mass, &one.mass_share)).collect(),
        )
    })
}

/// The most that a part may be, in percent of a whole; none where what is said of it does not agree.
fn most_of_part(
    whole: Option<(Option<Currency>, Decimal)>,
    figure: &Fact,
    share: &Fact,
    inner: bool,
) -> Option<Decimal> {
    let share = ends(numbers(share).into_iter().map(|(_, percent)| percent));
    let most_by_share = share.map_or(Decimal::ZERO, |(_, most)| most);
    let figures: Vec<Decimal> = match whole {
        Some((unit, whole)) => numbers(figure)
            .into_iter()
            .filter(|(one, _)| *one == unit)
            .map(|(_, number)| {
                let hundredfold = number.checked_mul(Decimal::HUNDRED)?;
                // What does not end as a percentage is left out of these tests.
                hundredfold.checked_div_exact(whole)
            })
            .collect::<Option<_>>()?,
        None => Vec::new(),
    };
    let Some((least, most)) = ends(figures.into_iter()) else {
        return Some(most_by_share);
    };
    let rounding = Decimal::from_parts(5, 2)?;
    let apart = |low: Decimal, high: Decimal| low.checked_sub(high).expect("small") > rounding;
    let contradict =
        share.is_some_and(|(from, through)| apart(from, most) || apart(least, through));
    (!inner && !contradict).then(|| most.max(most_by_share))
}

fn ends(numbers: impl Iterator<Item = Decimal>) -> Option<(Decimal, Decimal)> {
    numbers.fold(None, |ends, one| {
        Some(ends.map_or((one, one), |(low, high): (Decimal, Decimal)| {
            (low.min(one), high.max(one))
        }))
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
