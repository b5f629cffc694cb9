//! What is learnt never takes an answer back.

use exeat_determine::{Options, Verdict, determine};
use exeat_facts::{Case, Component, Fact, Type};
use exeat_law::frozen::FrozenLaw;
use exeat_value::Dimension;
use proptest::prelude::*;

use crate::harness::{USUAL_MOST, check, possible};
use crate::random::learn::{Spot, fact_at, facts_at, learn, may_be, open_facts};
use crate::random::matter;
use crate::random::sums::amounts_agree;
use crate::random::vocabulary::vocabulary;

/// The verdicts that remain possible, for each line and jurisdiction.
fn all_possible(law: &FrozenLaw, case: &Case) -> Vec<Vec<Verdict>> {
    let lines = 0..case.lines.len();
    let jurisdictions = 0..law.columns().len();
    lines
        .flat_map(|line| jurisdictions.clone().map(move |one| (line, one)))
        .map(|(line, one)| possible(law, case, line, one))
        .collect()
}

/// An amount of a component: its name, and how to come to it and to what else may be said of the same.
struct Amount {
    name: &'static str,
    ty: Type,
    of: fn(&mut Component) -> &mut Fact,
    other: fn(&Component) -> &Fact,
    is_share: bool,
}

const AMOUNTS: [Amount; 4] = [
    Amount {
        name: "value",
        ty: Type::Money,
        of: |one| &mut one.value,
        other: |one| &one.value_share,
        is_share: false,
    },
    Amount {
        name: "value-share",
        ty: Type::Share,
        of: |one| &mut one.value_share,
        other: |one| &one.value,
        is_share: true,
    },
    Amount {
        name: "mass",
        ty: Type::Quantity(Dimension::Mass),
        of: |one| &mut one.mass,
        other: |one| &one.mass_share,
        is_share: false,
    },
    Amount {
        name: "mass-share",
        ty: Type::Share,
        of: |one| &mut one.mass_share,
        other: |one| &one.mass,
        is_share: true,
    },
];

/// What an amount of a component is. Where a figure and a share contradict one another nothing is learnt, and neither
/// where the second one only begins to be said, or where a known figure stood that a share allowed.
fn lesson_of_amount(case: &Case, which: usize, what: usize) -> Option<(String, Case)> {
    let mut open = Vec::new();
    for (item, one) in case.items.iter().enumerate() {
        for (place, component) in one.components.iter().enumerate() {
            for amount in &AMOUNTS {
                let mut component = component.clone();
                let own = (amount.of)(&mut component).clone();
                let other = (amount.other)(&component);
                let beside_nothing = matches!(other, Fact::Unknown(_));
                let stands = amount.is_share && other.value().is_some();
                let narrows = !matches!(own, Fact::Unknown(_)) && !stands;
                if own.value().is_none() && (beside_nothing || narrows) {
                    open.push((item, place, amount, own));
                }
            }
        }
    }
    let (item, place, amount, own) = open.get(which.checked_rem(open.len())?)?;
    let values = may_be(own, amount.ty);
    let mut learnt = case.clone();
    let component = &mut learnt.items[*item].components[*place];
    *(amount.of)(component) = Fact::known(values[what % values.len()].clone());
    (amounts_agree(case) && amounts_agree(&learnt)).then(|| {
        let words = format!("what {} of part {place} of item {item} is", amount.name);
        (words, learnt)
    })
}

/// One thing more that is known of a case, in words, and the case in which it is: what a fact is, or what it is not, or
/// that a list of components is complete.
fn lesson(case: &Case, which: usize, what: usize) -> Option<(String, Case)> {
    if which.is_multiple_of(3)
        && let Some(learnt) = lesson_of_amount(case, which / 3, what)
    {
        return Some(learnt);
    }
    let unfinished: Vec<usize> = (0..case.items.len())
        .filter(|&item| !case.items[item].components_complete)
        .collect();
    if which.is_multiple_of(4) && !unfinished.is_empty() {
        let item = unfinished[what % unfinished.len()];
        let mut learnt = case.clone();
        learnt.items[item].components_complete = true;
        return Some((format!("that item {item} is listed in full"), learnt));
    }
    let mut open = open_facts(case);
    // How much the whole is changes in what its parts are reckoned: from shares, which are one statement, to amounts,
    // which are another. Where they contradict one another nothing is learnt.
    open.retain(|(spot, id)| {
        let of_whole = ["value", "mass"].contains(&vocabulary().get(*id).path);
        !(of_whole && matches!(spot, Spot::Item(_)))
    });
    if open.is_empty() {
        return None;
    }
    let (spot, id) = open[which % open.len()];
    let path = vocabulary().get(id).path;
    if let Fact::Contested(candidates) = fact_at(case, spot, id)
        && candidates.len() > 2
        && what.is_multiple_of(2)
    {
        let mut left = candidates.clone();
        left.remove(what % candidates.len());
        let mut learnt = case.clone();
        facts_at(&mut learnt, spot).set(id, Fact::Contested(left));
        return Some((
            format!("that {path} of {spot:?} is not what one claims"),
            learnt,
        ));
    }
    let values = may_be(fact_at(case, spot, id), vocabulary().get(id).ty);
    let learnt = learn(case, spot, id, &values[what % values.len()]);
    Some((format!("what {path} of {spot:?} is"), learnt))
}

#[test]
fn learning_a_fact_never_adds_a_verdict() {
    let strategy = (
        matter(),
        proptest::collection::vec((any::<usize>(), any::<usize>()), 1..4),
    );
    check(&strategy, 3, USUAL_MOST, |(matter, lessons)| {
        let law = matter.law();
        let mut case = matter.case.clone();
        let mut before = all_possible(&law, &case);
        for (which, what) in lessons {
            let Some((lesson, learnt)) = lesson(&case, which, what) else {
                break;
            };
            case = learnt;
            let after = all_possible(&law, &case);
            for (before, after) in before.iter().zip(&after) {
                for verdict in after {
                    prop_assert!(
                        before.contains(verdict),
                        "{} gave {}: {:?} became {:?}",
                        &lesson,
                        verdict,
                        before,
                        after
                    );
                }
            }
            before = after;
        }
        Ok(())
    });
}

#[test]
fn the_same_matter_gives_the_same_bytes() {
    check(&matter(), 4, 150, |matter| {
        let options = Options {
            event_date: matter.law_date,
            jurisdictions: Vec::new(),
            proof: true,
        };
        let bytes = || {
            let law = matter.law();
            let case = matter.case.clone();
            exeat_determine::json(&determine(&law, &case, &options))
        };
        prop_assert_eq!(bytes(), bytes());
        Ok(())
    });
}
