//! From declared substances to statements.
//!
//! A substance that is a chemical element says how much of the element a material holds at least.
//! Where other substances stand beside it, they may hold more of the element, so that the content
//! is a range. That an element is not declared never means that there is none.

use std::collections::BTreeMap;

use exeat_facts::{Scope, Vocabulary};
use exeat_value::Decimal;

use super::super::rollup::Range;
use super::composition::said;
use super::elements::symbol;
use super::numbers::percent;
use super::{Declaration, Declared};

/// A substance as it was declared.
#[derive(Debug, Clone)]
pub(super) struct Substance {
    /// The part or material that holds it.
    pub(super) holder: usize,
    pub(super) name: String,
    /// Its number, mostly of the Chemical Abstracts Service.
    pub(super) number: Option<String>,
    /// In kilograms.
    pub(super) mass: Option<Range>,
    /// Of the mass of what holds it, in percent.
    pub(super) share: Option<Range>,
    /// Whether it is above the threshold of a list.
    pub(super) above: Option<bool>,
    pub(super) threshold: Option<String>,
    /// Whether it is an answer about a list, and no part of the composition.
    pub(super) declarable: bool,
    pub(super) line: u64,
}

/// Adds what the substances say.
pub(super) fn declare(substances: &[Substance], declaration: &mut Declaration) {
    let vocabulary = Vocabulary::standard();
    let mut by_holder: BTreeMap<usize, Vec<&Substance>> = BTreeMap::new();
    for one in substances {
        by_holder.entry(one.holder).or_default().push(one);
    }
    for (holder, own) in by_holder {
        let Some(part) = declaration.bill.parts.get(holder) else {
            continue;
        };
        let (item, mass) = (part.id.clone(), part.mass.clone());
        let of = |one: &Substance| -> Option<Range> {
            one.share
                .clone()
                .or_else(|| percent(one.mass.as_ref()?, mass.as_ref()?))
        };
        let contained: Vec<&Substance> =
            own.iter().copied().filter(|one| !one.declarable).collect();
        // What else the element could be in: everything that is no element, as far as it is told.
        let mut others = Some(Decimal::ZERO);
        for one in contained.iter().filter(|one| element(one).is_none()) {
            others = others
                .zip(of(one))
                .and_then(|(sum, share)| sum.checked_add(share.high));
        }
        let mut elements: BTreeMap<&'static str, (Option<Range>, u64)> = BTreeMap::new();
        for one in &contained {
            let share = of(one);
            let words = share.as_ref().map(|share| said(share).0);
            let number = one
                .number
                .as_deref()
                .map(|number| format!(" ({number})"))
                .unwrap_or_default();
            let name = if one.name.is_empty() {
                "a substance"
            } else {
                &one.name
            };
            match element(one) {
                Some(symbol) => {
                    let entry = elements.entry(symbol).or_insert((share.clone(), one.line));
                    // Declared twice: they may be one, or two to be added.
                    if entry.1 != one.line {
                        entry.0 = entry.0.take().zip(share).and_then(|(known, more)| {
                            Some(Range {
                                low: known.low.max(more.low),
                                high: known.high.checked_add(more.high)?.min(Decimal::HUNDRED),
                            })
                        });
                    }
                }
                None => declaration.statements.push(Declared {
                    item: Some(item.clone()),
                    says: format!(
                        "{item} contains {name}{number}{}",
                        words
                            .as_deref()
                            .map(|words| format!(", {words}"))
                            .unwrap_or_default()
                    ),
                    predicate: "contains".to_owned(),
                    object: format!("{name}{number}"),
                    fact: None,
                    value: None,
                    expires: None,
                    place: one.line,
                }),
            }
        }
        for (symbol, (share, place)) in elements {
            let fact = format!("content.{symbol}");
            let share = share.and_then(|share| {
                let high = share.high.checked_add(others.unwrap_or(Decimal::HUNDRED))?;
                Some(Range {
                    low: share.low,
                    high: high.min(Decimal::HUNDRED),
                })
            });
            let known = vocabulary.find(Scope::Item, &fact).is_some();
            let (words, value) = match &share {
                Some(share) => {
                    let (words, said) = said(share);
                    (format!("{item} holds {words} of {symbol}"), Some(said))
                }
                None => (
                    format!("{item} holds {symbol}, and how much is not told"),
                    None,
                ),
            };
            let value = value.filter(|_| known);
            declaration.statements.push(Declared {
                item: Some(item.clone()),
                says: words,
                predicate: fact.clone(),
                object: share
                    .as_ref()
                    .map_or_else(|| symbol.to_owned(), |share| said(share).0),
                fact: value.is_some().then_some(fact),
                value,
                expires: None,
                place,
            });
        }
        for one in own.iter().filter(|one| one.declarable) {
            let Some(above) = one.above else { continue };
            let threshold = one
                .threshold
                .as_deref()
                .map(|text| format!(" ({text})"))
                .unwrap_or_default();
            let how = if above { "above" } else { "not above" };
            declaration.statements.push(Declared {
                item: Some(item.clone()),
                says: format!("{} in {item} is {how} the threshold{threshold}", one.name),
                predicate: format!("is {how} the threshold of"),
                object: one.name.clone(),
                fact: None,
                value: None,
                expires: None,
                place: one.line,
            });
        }
    }
}

fn element(one: &Substance) -> Option<&'static str> {
    symbol(one.number.as_deref()?)
}
