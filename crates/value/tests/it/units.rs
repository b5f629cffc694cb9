//! Units, quantities and money.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use exeat_value::{Currency, Decimal, Dimension, Money, Quantity, Unit};
use proptest::prelude::*;
use proptest::sample::select;

use crate::strategies;

fn quantity(text: &str) -> Quantity {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Two units of one dimension.
fn comparable_units() -> impl Strategy<Value = (Unit, Unit)> {
    strategies::unit().prop_flat_map(|unit| {
        let others: Vec<Unit> = Unit::all()
            .filter(|other| other.dimension() == unit.dimension())
            .collect();
        (Just(unit), select(others))
    })
}

#[test]
fn the_table_is_sound() {
    let symbols: BTreeSet<&str> = Unit::all().map(Unit::symbol).collect();
    let names: BTreeSet<&str> = Unit::all().map(Unit::name).collect();
    assert_eq!(
        symbols.len(),
        Unit::all().count(),
        "a symbol stands for one unit"
    );
    assert_eq!(
        names.len(),
        Unit::all().count(),
        "a name stands for one unit"
    );
    for unit in Unit::all() {
        assert_eq!(Unit::parse(unit.symbol()), Ok(unit));
        assert!(!unit.symbol().contains(' '), "`{unit}` would not read back");
        let factor = unit.factor();
        assert!(!factor.is_zero() && !factor.is_negative(), "{unit}");
        let normal = Decimal::from_parts(factor.mantissa(), factor.places());
        assert_eq!(normal.map(Decimal::places), Some(factor.places()), "{unit}");
    }
}

#[test]
fn every_dimension_has_a_base_of_factor_one() {
    let names: BTreeSet<&str> = Dimension::ALL
        .iter()
        .map(|dimension| dimension.name())
        .collect();
    assert_eq!(names.len(), Dimension::ALL.len());
    for dimension in Dimension::ALL {
        assert_eq!(dimension.base().dimension(), *dimension);
        assert_eq!(dimension.base().factor(), Decimal::ONE, "{dimension}");
    }
    assert_eq!(Dimension::MassPerVolume.to_string(), "mass per volume");
}

#[test]
fn units_are_small() {
    assert_eq!(size_of::<Unit>(), 1);
    assert!(size_of::<Quantity>() <= 20);
}

/// Pairs that are equal by the definition of their units.
#[test]
fn equal_quantities_compare_equal() {
    for (left, right) in [
        ("1 %", "10000 ppm"),
        ("1 ppm", "1000 ppb"),
        ("5 mg/kg", "5 ppm"),
        ("5 g/t", "5 ppm"),
        ("1 ‰", "0.1 %"),
        ("1 inch", "25.4 mm"),
        ("28 nm", "0.028 um"),
        ("1 lb", "453.59237 g"),
        ("1 t", "1000 kg"),
        ("7.5 g/cm3", "7500 kg/m3"),
        ("1000 L", "1 m3"),
        ("1 cm3", "1 mL"),
        ("1 m2", "10000 cm2"),
        ("1 bar", "100 kPa"),
        ("0.2 GPa", "200 MPa"),
        ("1 d", "24 h"),
        ("90 s", "1.5 min"),
        ("240 m3/d", "10 m3/h"),
        ("1 m3/s", "86400 m3/d"),
        ("1000 L/h", "1 m3/h"),
        ("60 L/h", "1 L/min"),
        ("1 MHz", "1000 kHz"),
        ("1 A/cm2", "100 A/dm2"),
        ("1 A/mm2", "100 A/cm2"),
        ("10000 Gs", "1 T"),
        ("14 kGs", "1400 mT"),
        ("1 Ci", "37 GBq"),
        ("1 kBq/g", "1000000 Bq/kg"),
        ("10000 1/m2", "1 1/cm2"),
        ("1 kWh", "3.6 MJ"),
        ("350 mAh/g", "350 Ah/kg"),
        ("128 layers", "128 1"),
    ] {
        assert_eq!(
            quantity(left).compare(&quantity(right)),
            Some(Ordering::Equal),
            "{left} {right}"
        );
    }
}

#[test]
fn other_spellings_read_as_the_symbol() {
    for (written, canonical) in [
        ("3 µm", "3 um"),
        ("3 μm", "3 um"),
        ("5000 m³/d", "5000 m3/d"),
        ("800 ℃", "800 degC"),
        ("-40 °C", "-40 degC"),
        ("99.99 wt%", "99.99 %"),
        ("99.99 ％", "99.99 %"),
        ("12 in", "12 inch"),
        ("1 layer", "1 layers"),
        ("4 pcs", "4 pieces"),
        ("4.0 kg", "4 kg"),
    ] {
        assert_eq!(quantity(written).to_string(), canonical);
    }
}

#[test]
fn a_conversion_is_exact_or_none() {
    assert_eq!(quantity("1 kg").to(Unit::POUND), None);
    assert_eq!(
        quantity("0.45359237 kg").to(Unit::POUND),
        Some(quantity("1 lb"))
    );
    assert_eq!(quantity("1 kg").to(Unit::METRE), None);
    let beyond = Quantity::new(Decimal::MAX, Unit::TONNE);
    assert_eq!(beyond.in_base(), None);
    assert_eq!(beyond.to(Unit::TONNE), Some(beyond));
    assert_eq!(beyond.compare(&quantity("1 mg")), Some(Ordering::Greater));
}

#[test]
fn likely_units_are_named() {
    for (written, meant) in [
        ("KG", "kg"),
        ("kgs", "kg"),
        ("kilograms", "kg"),
        ("Percent", "%"),
        ("PPM", "ppm"),
        ("khz", "kHz"),
        ("tonnes", "t"),
        ("metres", "m"),
        ("micrometer", "um"),
        ("g/cm", "g/cm3"),
        ("m3/day", "m3/d"),
        ("hours", "h"),
    ] {
        let nearest = Unit::parse(written).expect_err(written).nearest();
        assert_eq!(nearest.map(Unit::symbol), Some(meant), "{written}");
        let error = format!("5 {written}")
            .parse::<Quantity>()
            .expect_err(written);
        assert_eq!(
            error.nearest_unit().map(Unit::symbol),
            Some(meant),
            "{written}"
        );
    }
    assert_eq!(
        Unit::parse("furlongs per fortnight")
            .expect_err("no unit")
            .nearest(),
        None
    );
}

#[test]
fn currencies_stand_in_order() {
    let codes: Vec<String> = Currency::all()
        .map(|currency| currency.to_string())
        .collect();
    assert!(codes.is_sorted());
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
    for code in &codes {
        assert_eq!(
            code.parse::<Currency>()
                .map(|currency| currency.to_string())
                .as_ref(),
            Ok(code)
        );
    }
    for code in ["XXX", "XTS", "usd", "US", "DEM", ""] {
        assert!(code.parse::<Currency>().is_err(), "{code}");
    }
}

proptest! {
    #[test]
    fn conversion_keeps_the_quantity(
        amount in strategies::decimal(),
        (unit, other) in comparable_units(),
    ) {
        let quantity = Quantity::new(amount, unit);
        if let Some(base) = quantity.in_base() {
            let in_base = Quantity::new(base, unit.dimension().base());
            prop_assert_eq!(quantity.compare(&in_base), Some(Ordering::Equal));
            prop_assert_eq!(in_base.to(unit), Some(quantity));
        }
        if let Some(converted) = quantity.to(other) {
            prop_assert_eq!(converted.unit, other);
            prop_assert_eq!(converted.compare(&quantity), Some(Ordering::Equal));
            prop_assert_eq!(converted.to(unit), Some(quantity));
        }
    }

    #[test]
    fn comparison_is_that_of_the_base_amounts(
        a in strategies::decimal(),
        b in strategies::decimal(),
        (unit, other) in comparable_units(),
    ) {
        let (one, two) = (Quantity::new(a, unit), Quantity::new(b, other));
        let ordering = one.compare(&two);
        prop_assert_eq!(two.compare(&one), ordering.map(Ordering::reverse));
        if let (Some(one), Some(two)) = (one.in_base(), two.in_base()) {
            prop_assert_eq!(ordering, Some(one.cmp(&two)));
        }
    }

    #[test]
    fn only_one_dimension_compares(one in strategies::quantity(), two in strategies::quantity()) {
        let same = one.unit.dimension() == two.unit.dimension();
        prop_assert_eq!(one.compare(&two).is_some(), same);
        if !same {
            prop_assert_eq!(one.to(two.unit), None);
        }
    }

    #[test]
    fn only_one_currency_adds_up(one in strategies::money(), two in strategies::money()) {
        let same = one.currency == two.currency;
        prop_assert_eq!(one.compare(&two).is_some(), same);
        let sum = one.amount.checked_add(two.amount).filter(|_| same);
        prop_assert_eq!(one.checked_add(two), sum.map(|sum| Money::new(sum, one.currency)));
    }
}
