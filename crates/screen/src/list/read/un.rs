//! The UN Security Council consolidated list, as its XML schema
//! (<https://www.un.org/sc/resources/sc-sanctions.xsd>) lays it out.

use std::io::BufRead;

use super::Gathered;
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::text::{add, join};
use crate::list::xml::{self, Element};
use crate::list::{Address, EntryKind, Limits, ListEntry, NameRole, Strength, known, names};

pub(crate) fn read(input: impl BufRead, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    xml::read(
        input,
        "CONSOLIDATED_LIST",
        &["INDIVIDUAL", "ENTITY"],
        limits,
        &mut |element, at| match element.name.as_str() {
            "CONSOLIDATED_LIST" => {
                out.published = element
                    .attribute("dateGenerated")
                    .and_then(|text| dates::day(&text, Order::DayFirst));
                Ok(())
            }
            "INDIVIDUAL" => out.push(entry(&element, EntryKind::Person), Place::Byte(at), limits),
            _ => out.push(
                entry(&element, EntryKind::Organisation),
                Place::Byte(at),
                limits,
            ),
        },
    )
}

fn entry(element: &Element, kind: EntryKind) -> ListEntry {
    let text = |name: &str| element.text_of(name);
    let prefix = if kind == EntryKind::Person {
        "INDIVIDUAL"
    } else {
        "ENTITY"
    };
    let below = |suffix: &str| element.all(&format!("{prefix}_{suffix}"));
    let mut entry = ListEntry {
        list: known::UN.to_owned(),
        id: text("REFERENCE_NUMBER")
            .or_else(|| text("DATAID"))
            .unwrap_or_default(),
        kind,
        from: text("LISTED_ON").and_then(|text| dates::day(&text, Order::DayFirst)),
        remarks: text("COMMENTS1"),
        ..ListEntry::default()
    };
    add(&mut entry.programmes, text("UN_LIST_TYPE"));
    let parts = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(text);
    let spoken = join(parts.iter().map(Option::as_deref), " ");
    names::add(
        &mut entry.names,
        names::whole(&spoken, Strength::Primary, NameRole::Name),
    );
    if let Some(mut name) = text("NAME_ORIGINAL_SCRIPT")
        .and_then(|text| names::whole(&text, Strength::Strong, NameRole::Name))
    {
        name.strength = Strength::Strong;
        names::add(&mut entry.names, Some(name));
    }
    for alias in below("ALIAS") {
        let quality = alias.text_of("QUALITY").unwrap_or_default();
        let strength = if quality.eq_ignore_ascii_case("low") {
            Strength::Weak
        } else {
            Strength::Strong
        };
        let role = if quality.to_lowercase().starts_with('f') {
            NameRole::Former
        } else {
            NameRole::Alias
        };
        let text = alias.text_of("ALIAS_NAME").unwrap_or_default();
        names::add(&mut entry.names, names::whole(&text, strength, role));
        add_birth(&mut entry, alias.text_of("DATE_OF_BIRTH"), false);
    }
    for birth in below("DATE_OF_BIRTH") {
        let approximate = birth
            .text_of("TYPE_OF_DATE")
            .is_some_and(|text| text.eq_ignore_ascii_case("approximately"));
        let between = match (birth.text_of("FROM_YEAR"), birth.text_of("TO_YEAR")) {
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            _ => None,
        };
        let day = birth
            .text_of("DATE")
            .or(between)
            .or_else(|| birth.text_of("YEAR"));
        add_birth(&mut entry, day, approximate);
    }
    for nationality in element.children("NATIONALITY") {
        for value in nationality.texts("VALUE") {
            countries::add(&mut entry.countries, country(&value));
        }
    }
    for address in below("ADDRESS") {
        let part = |name: &str| address.text_of(name);
        let parts = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"].map(part);
        let found = Address {
            text: join(parts.iter().map(Option::as_deref), ", "),
            city: part("CITY"),
            postal_code: part("ZIP_CODE"),
            country: part("COUNTRY").and_then(|text| country(&text)),
        };
        if !found.text.is_empty() || found.country.is_some() {
            entry.addresses.push(found);
        }
    }
    if kind == EntryKind::Organisation {
        for address in &entry.addresses {
            countries::add(&mut entry.countries, address.country.clone());
        }
    }
    for document in below("DOCUMENT") {
        let description = document.text_of("TYPE_OF_DOCUMENT").unwrap_or_default();
        let issuer = document
            .text_of("ISSUING_COUNTRY")
            .or_else(|| document.text_of("COUNTRY_OF_ISSUE"));
        let issuer = issuer.and_then(|text| country(&text));
        let number = document.text_of("NUMBER").unwrap_or_default();
        identifiers::add(
            &mut entry.identifiers,
            identifier(&description, &number, issuer),
        );
    }
    for tag in ["DESIGNATION", "TITLE"] {
        for holder in element.children(tag) {
            for value in holder.texts("VALUE") {
                add(&mut entry.tags, Some(value));
            }
        }
    }
    if let Some(gender) = text("GENDER") {
        add(
            &mut entry.tags,
            Some(format!("gender: {}", gender.to_lowercase())),
        );
    }
    entry
}

fn add_birth(entry: &mut ListEntry, text: Option<String>, approximate: bool) {
    let birth = text.and_then(|text| dates::birth(&text, Order::DayFirst));
    if let Some(mut birth) = birth {
        birth.approximate |= approximate;
        if !entry.birth_dates.contains(&birth) {
            entry.birth_dates.push(birth);
        }
    }
}
