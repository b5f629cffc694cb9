//! Masses and shares of masses.

use exeat_value::Decimal;

use super::super::super::rollup::Range;
use super::super::numbers::{kilograms, number};
use super::super::xml::Element;
use super::{Kind, Reading};

impl Reading {
    /// A mass, or a share of the mass of what it is in.
    pub(super) fn figure(&mut self, of: Kind, element: &Element) {
        let line = element.line;
        let wrong = |what: &str| format!("line {line}: {what}");
        let pick = |names: [&str; 3]| names.iter().find_map(|name| element.attribute(name));
        let own = pick(["mass", "massPercent", "value"]);
        let unit = element
            .attribute("unitOfMeasure")
            .or_else(|| element.attribute("UOM"))
            .unwrap_or(match element.name.as_str() {
                "MassPercent" | "Concentration" => "massPercent",
                _ => "",
            });
        let Some(own) = own else {
            return;
        };
        let read = |text: &str| number(text).filter(|one| !one.is_negative());
        let Some(middle) = read(own) else {
            self.declaration.fault(
                line,
                wrong(&format!("`{own}` is no figure of a mass")),
                "ask for the declaration again",
            );
            return;
        };
        let bound = |names: [&str; 2], tolerance: &str, up: bool| {
            let stated = names
                .iter()
                .find_map(|name| element.attribute(name))
                .and_then(read);
            let by = element
                .attribute(tolerance)
                .and_then(number)
                .map(|percent| {
                    let share = if percent.is_negative() {
                        percent.negated()
                    } else {
                        percent
                    };
                    middle
                        .checked_mul(share)
                        .and_then(|one| one.checked_mul(Decimal::from_parts(1, 2)?))
                });
            let moved = match by {
                Some(Some(by)) if up => middle.checked_add(by),
                Some(Some(by)) => middle.checked_sub(by).map(|one| one.max(Decimal::ZERO)),
                _ => None,
            };
            stated.or(moved).unwrap_or(middle)
        };
        let range = Range {
            low: bound(
                ["massRangeMin", "massPercentRangeMin"],
                "negativeTolerance",
                false,
            )
            .min(middle),
            high: bound(
                ["massRangeMax", "massPercentRangeMax"],
                "positiveTolerance",
                true,
            )
            .max(middle),
        };
        let share = match unit.to_ascii_lowercase().as_str() {
            "masspercent" | "%" | "mass%" => Some(Decimal::ONE),
            "ppm" => Decimal::from_parts(1, 4),
            _ => None,
        };
        let scaled = |factor: Decimal| {
            Some(Range {
                low: range.low.checked_mul(factor)?,
                high: range.high.checked_mul(factor)?,
            })
        };
        let (mass, share) = match share {
            Some(factor) => (None, scaled(factor)),
            None => (kilograms(Decimal::ONE, unit).and_then(scaled), None),
        };
        if mass.is_none() && share.is_none() {
            self.declaration.fault(
                line,
                wrong(&format!("`{own} {unit}` is no mass and no share")),
                "write mg, g, kg, ppm or massPercent",
            );
            return;
        }
        if share
            .as_ref()
            .is_some_and(|share| share.low > Decimal::HUNDRED)
        {
            self.declaration.fault(
                line,
                wrong(&format!("`{own} {unit}` is more than the whole")),
                "ask for the declaration again",
            );
            return;
        }
        match of {
            Kind::Identity(part) | Kind::Material(part) => {
                if let Some(own) = self.declaration.bill.parts.get_mut(part) {
                    own.mass = mass.or_else(|| own.mass.take());
                }
                if let (Some(share), Some(one)) = (
                    share,
                    self.declaration
                        .bill
                        .uses
                        .iter_mut()
                        .rev()
                        .find(|one| one.child == part),
                ) {
                    one.mass_share = Some(share);
                }
            }
            Kind::Substance(at) => {
                if let Some(own) = self.substances.get_mut(at) {
                    own.mass = mass.or_else(|| own.mass.take());
                    own.share = share.or_else(|| own.share.take());
                }
            }
            _ => {}
        }
    }
}
