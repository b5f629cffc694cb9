//! Figures of components that contradict each other or are more than the whole.
//!
//! A rule that asks for a share takes what is stated of it. Where a component is stated by its figure and by its share,
//! and the two do not agree, whichever is taken may be the wrong one, so that nothing is decided before it is mended.

use exeat_facts::{Component, Fact, Item, Scope, Value};
use exeat_value::{Currency, Decimal};

use super::Reader;
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::materials::Range;

/// A figure with what it is counted in.
struct Figure {
    range: Range,
    currency: Option<Currency>,
}

/// The bounds of a fact; none where nothing bounds it, or where it is contested.
fn figure(fact: &Fact) -> Option<Figure> {
    let (low, high) = match fact {
        Fact::Known { value, .. } => (value, value),
        Fact::Between { low, high, .. } => (low, high),
        _ => return None,
    };
    let bound = |value: &Value| -> Option<(Decimal, Option<Currency>)> {
        match value {
            Value::Money(money) => Some((money.amount, Some(money.currency))),
            Value::Quantity(quantity) => Some((quantity.in_base()?, None)),
            Value::Share(share) => Some((*share, None)),
            _ => None,
        }
    };
    let ((low, currency), (high, same)) = (bound(low)?, bound(high)?);
    (currency == same).then_some(Figure {
        range: Range { low, high },
        currency,
    })
}

/// One of the two ways in which components are measured.
struct Measured {
    name: &'static str,
    own: fn(&Component) -> &Fact,
    share: fn(&Component) -> &Fact,
}

const MEASURES: [Measured; 2] = [
    Measured {
        name: "value",
        own: |one| &one.value,
        share: |one| &one.value_share,
    },
    Measured {
        name: "mass",
        own: |one| &one.mass,
        share: |one| &one.mass_share,
    },
];

impl Reader {
    /// Tells what contradicts; whether there was anything.
    pub(super) fn tell_contradictions(&mut self) -> bool {
        let mut told = Vec::new();
        for (at, item) in self.case.items.iter().enumerate() {
            for measure in &MEASURES {
                let whole = self
                    .vocabulary
                    .find(Scope::Item, measure.name)
                    .and_then(|id| figure(item.facts.get(id)));
                for (place, component) in item.components.iter().enumerate() {
                    let part = self
                        .case
                        .item(component.item)
                        .map_or("", |one| one.id.as_str());
                    if let Some(message) =
                        contradiction(item, component, part, measure, whole.as_ref())
                    {
                        let span = self.items.span_of_component(at, place);
                        told.push(
                            DocumentDiagnostic::new(DocumentCode::CONTRADICTION, span, message)
                                .mend(format!(
                                    "mend `{0}` or `{0}-share`, or leave one of them out",
                                    measure.name
                                )),
                        );
                    }
                }
                if let Some(message) = overfull(item, measure, whole.as_ref()) {
                    let span = self.items.span_of(&item.id);
                    told.push(
                        DocumentDiagnostic::new(DocumentCode::CONTRADICTION, span, message)
                            .mend("mend the figures of the components, or of the whole"),
                    );
                }
            }
        }
        let any = !told.is_empty();
        for one in told {
            self.tell(one);
        }
        any
    }
}

fn contradiction(
    item: &Item,
    component: &Component,
    part: &str,
    measure: &Measured,
    whole: Option<&Figure>,
) -> Option<String> {
    let whole = whole?;
    let own = figure((measure.own)(component)).filter(|own| own.currency == whole.currency)?;
    let share = figure((measure.share)(component))?;
    if own.range.contradicts_share(&share.range, &whole.range) {
        let (name, id) = (measure.name, quoted(&item.id));
        return Some(format!(
            "the {name} of {} in {id} and its share of the {name} contradict each other",
            quoted(part)
        ));
    }
    None
}

fn overfull(item: &Item, measure: &Measured, whole: Option<&Figure>) -> Option<String> {
    let sum = |of: fn(&Component) -> &Fact, currency: Option<Currency>| {
        item.components
            .iter()
            .filter_map(|one| figure(of(one)).filter(|own| own.currency == currency))
            .try_fold(Decimal::ZERO, |sum, own| sum.checked_add(own.range.low))
    };
    let name = measure.name;
    if let Some(shares) = sum(measure.share, None).filter(|&sum| sum > Decimal::HUNDRED) {
        return Some(format!(
            "the components of {} are {shares} % of its {name} at least",
            quoted(&item.id)
        ));
    }
    let whole = whole?;
    let parts = sum(measure.own, whole.currency)?;
    (parts > whole.range.high).then(|| {
        format!(
            "the components of {} have more {name} than it has itself",
            quoted(&item.id)
        )
    })
}
