//! Figures of components that contradict each other or are more than the whole.
//!
//! A rule that asks for a share takes what is stated of it. Where a component is stated by its figure and by its share,
//! and the two do not agree, whichever is taken may be the wrong one, so that nothing is decided before it is mended.

use exeat_facts::{Component, Fact, Item, Scope, Value};
use exeat_value::{Currency, Decimal};

use super::Reader;
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::materials::{About, Range};

/// A figure in base units, with what may have been rounded to it as it was written, and what it is counted in.
struct Figure {
    about: About,
    currency: Option<Currency>,
}

/// The bounds of a fact; none where nothing bounds it, or where it is contested.
fn figure(fact: &Fact) -> Option<Figure> {
    let (low, high) = match fact {
        Fact::Known { value, .. } => (value, value),
        Fact::Between { low, high, .. } => (low, high),
        _ => return None,
    };
    // The amount as it was written, by what it is multiplied, and its currency.
    let bound = |value: &Value| -> Option<(Decimal, Decimal, Option<Currency>)> {
        match value {
            Value::Money(money) => Some((money.amount, Decimal::ONE, Some(money.currency))),
            Value::Quantity(quantity) => Some((quantity.amount, quantity.unit.factor(), None)),
            Value::Share(share) => Some((*share, Decimal::ONE, None)),
            _ => None,
        }
    };
    let ((low, of_low, currency), (high, of_high, same)) = (bound(low)?, bound(high)?);
    let in_base = |written: Range, by: (Decimal, Decimal)| {
        Some(Range {
            low: written.low.checked_mul(by.0)?,
            high: written.high.checked_mul(by.1)?,
        })
    };
    let written = Range { low, high };
    let rounded = written.rounded();
    let factors = (of_low, of_high);
    let about = About {
        range: in_base(written, factors)?,
        rounded: rounded.and_then(|rounded| in_base(rounded, factors)),
    };
    (currency == same).then_some(Figure { about, currency })
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
    if own.about.contradicts_share(&share.about, &whole.about) {
        let (name, id) = (measure.name, quoted(&item.id));
        return Some(format!(
            "the {name} of {} in {id} and its share of the {name} contradict each other",
            quoted(part)
        ));
    }
    None
}

fn overfull(item: &Item, measure: &Measured, whole: Option<&Figure>) -> Option<String> {
    // As they are written, and the least that may have been rounded to them.
    let sum = |of: fn(&Component) -> &Fact, currency: Option<Currency>| {
        let zero = (Decimal::ZERO, Decimal::ZERO);
        item.components
            .iter()
            .filter_map(|one| figure(of(one)).filter(|own| own.currency == currency))
            .try_fold(zero, |(sum, least), own| {
                let sum = sum.checked_add(own.about.range.low)?;
                Some((sum, least.checked_add(own.about.rounded?.low)?))
            })
    };
    let name = measure.name;
    let shares = sum(measure.share, None).filter(|&(_, least)| least > Decimal::HUNDRED);
    if let Some((shares, _)) = shares {
        return Some(format!(
            "the components of {} are {shares} % of its {name} at least",
            quoted(&item.id)
        ));
    }
    let whole = whole?;
    let (_, least) = sum(measure.own, whole.currency)?;
    (least > whole.about.rounded.as_ref()?.high).then(|| {
        format!(
            "the components of {} have more {name} than it has itself",
            quoted(&item.id)
        )
    })
}
