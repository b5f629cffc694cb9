//! How the cells of a column become values.

use std::collections::BTreeMap;

use exeat_facts::batch::ColumnKey;
use exeat_facts::{Type, Vocabulary};
use exeat_value::{Dimension, Unit};

use super::Faults;
use super::fields::{character, fault, text, texts, whole};
use crate::codes::DocumentCode;
use crate::diagnostic::quoted;
use crate::node::{Entry, Kind, Table};
use crate::tables::mapping::bound::type_of;
use crate::tables::mapping::{Convert, DateFormat, Label, Measured};

pub(super) fn convert(
    table: &Table,
    facts: &[ColumnKey],
    label: Option<Label>,
    faults: &mut Faults,
) -> Convert {
    let mut convert = Convert {
        measured: Measured::Inside,
        date: None,
        codes: BTreeMap::new(),
        separator: None,
        width: 0,
        yes: Vec::new(),
        no: Vec::new(),
        blank: Vec::new(),
        decimal: None,
        thousands: None,
    };
    for entry in &table.entries {
        match entry.key.as_str() {
            "unit" => {
                if let Some(unit) = text(entry, faults) {
                    if let Some(wrong) = wrong_unit(unit, facts, label) {
                        faults.push(fault(
                            &entry.value,
                            DocumentCode::WRONG_AMOUNT,
                            wrong.0,
                            wrong.1,
                        ));
                    }
                    convert.measured = Measured::Always(unit.to_owned());
                }
            }
            "unit-column" => {
                if let Some(column) = text(entry, faults) {
                    convert.measured = Measured::Column(column.to_owned());
                }
            }
            "date" => {
                if let Some(word) = text(entry, faults) {
                    convert.date = DateFormat::parse(word);
                    if convert.date.is_none() {
                        faults.push(fault(
                            &entry.value,
                            DocumentCode::WRONG_DATE,
                            format!("{} is no way of writing days", quoted(word)),
                            "write it with YYYY, MM and DD, as in `DD.MM.YYYY`, or `serial` as spreadsheets count",
                        ));
                    }
                }
            }
            "codes" => codes(entry, facts, &mut convert.codes, faults),
            "separator" => convert.separator = text(entry, faults).map(str::to_owned),
            "width" => {
                let width = whole(entry, faults).unwrap_or_default().min(64);
                convert.width = usize::try_from(width).unwrap_or_default();
            }
            "yes" => convert.yes = texts(entry, faults),
            "no" => convert.no = texts(entry, faults),
            "blank" => convert.blank = texts(entry, faults),
            "decimal" => convert.decimal = character(entry, faults),
            "thousands" => convert.thousands = character(entry, faults),
            _ => {}
        }
    }
    convert.separator = convert.separator.filter(|one| !one.is_empty());
    convert
}

/// Why a unit does not fit what the column states, and what would.
fn wrong_unit(unit: &str, facts: &[ColumnKey], label: Option<Label>) -> Option<(String, String)> {
    let mut types: Vec<Type> = facts.iter().map(|&key| type_of(key)).collect();
    if label == Some(Label::Value) {
        types.push(Type::Money);
    }
    for ty in types {
        let dimension = match ty {
            Type::Quantity(dimension) => dimension,
            Type::Share => Dimension::Fraction,
            Type::Money => {
                if unit.parse::<exeat_value::Currency>().is_ok() {
                    continue;
                }
                return Some((
                    format!("{} is no currency", quoted(unit)),
                    "write its three letters: `unit = \"USD\"`".to_owned(),
                ));
            }
            _ => continue,
        };
        if dimension == Dimension::Fraction && unit == "ratio" {
            continue;
        }
        if Unit::parse(unit).is_ok_and(|one| one.dimension() == dimension) {
            continue;
        }
        let units: Vec<&str> = exeat_facts::units_of(dimension).collect();
        return Some((
            format!("{} is no unit of {dimension}", quoted(unit)),
            format!("write one of these units: {}", units.join(", ")),
        ));
    }
    None
}

/// What stands for which code. A code that the list does not have is told here and not at every row.
fn codes(
    entry: &Entry,
    facts: &[ColumnKey],
    codes: &mut BTreeMap<String, String>,
    faults: &mut Faults,
) {
    let Kind::Table(table) = &entry.value.kind else {
        faults.push(fault(
            &entry.value,
            DocumentCode::WRONG_KIND,
            "`codes` says what stands for which code".to_owned(),
            "write `codes = { Germany = \"DE\" }`",
        ));
        return;
    };
    let vocabulary = Vocabulary::standard();
    for one in &table.entries {
        let value = match &one.value.kind {
            Kind::Text(text) => text.clone(),
            Kind::YesNo(true) => "yes".to_owned(),
            Kind::YesNo(false) => "no".to_owned(),
            _ => {
                faults.push(fault(
                    &one.value,
                    DocumentCode::WRONG_KIND,
                    format!("what stands for {} is a code in quotes", quoted(&one.key)),
                    "write `codes = { Germany = \"DE\" }`",
                ));
                continue;
            }
        };
        for &key in facts {
            let (Type::Code(list) | Type::Set(list)) = type_of(key) else {
                continue;
            };
            let is_set = matches!(type_of(key), Type::Set(_));
            if value == "unknown" || (is_set && value == "none") {
                continue;
            }
            if vocabulary.find_code(list, &value).is_none()
                && let Some(known) = vocabulary.code_list(list)
            {
                faults.push(crate::read::unknown_code(&one.value, &value, known));
            }
        }
        codes.insert(one.key.clone(), value);
    }
}
