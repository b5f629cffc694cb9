//! OFAC's SDN.XML and CONSOLIDATED.XML, as their schema
//! (<https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML.xsd>) lays them
//! out.

use std::io::BufRead;

use super::Gathered;
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::text::{add, join};
use crate::list::xml::{self, Element};
use crate::list::{
    Address, EntryKind, IdentifierKind, Limits, ListEntry, Name, NamePartKind, NameRole, Strength,
    known, names,
};

/// Reads the file, and returns the publication that it is.
pub(crate) fn read(
    input: impl BufRead,
    limits: &Limits,
    out: &mut Gathered,
) -> Result<&'static str, Fault> {
    let mut count = None;
    xml::read(
        input,
        "sdnList",
        &["publshInformation", "sdnEntry"],
        limits,
        &mut |element, at| match element.name.as_str() {
            "sdnList" => Ok(()),
            "publshInformation" => {
                out.published = element
                    .text_of("Publish_Date")
                    .and_then(|text| dates::day(&text, Order::MonthFirst));
                count = element
                    .text_of("Record_Count")
                    .and_then(|text| text.parse::<usize>().ok());
                Ok(())
            }
            _ => out.push(entry(&element), Place::Byte(at), limits),
        },
    )?;
    if let Some(count) = count.filter(|count| *count != out.entries.len()) {
        return Err(Fault::whole(
            format!(
                "it holds {} entries, and says itself that it holds {count}",
                out.entries.len()
            ),
            "the whole file: fetch it again",
        ));
    }
    Ok(assign_lists(out))
}

/// Tells the consolidated (non-SDN) publication from the SDN list by the programmes of its entries,
/// and puts every entry on its list.
pub(super) fn assign_lists(out: &mut Gathered) -> &'static str {
    // A few blocked parties carry a programme of the other lists too, so most of them decide.
    let told = out
        .entries
        .iter()
        .filter(|entry| !entry.programmes.is_empty());
    let (mut all, mut other) = (0_usize, 0_usize);
    for entry in told {
        all += 1;
        let mut programmes = entry.programmes.iter();
        other += usize::from(programmes.any(|text| known::us_list_of_programme(text).is_some()));
    }
    let non_sdn = other * 2 > all;
    for entry in &mut out.entries {
        let list = if non_sdn {
            let mut found = entry.programmes.iter();
            found
                .find_map(|text| known::us_list_of_programme(text))
                .unwrap_or(known::US_OFAC_CONSOLIDATED)
        } else {
            "us-sdn"
        };
        list.clone_into(&mut entry.list);
    }
    if non_sdn {
        known::US_OFAC_CONSOLIDATED
    } else {
        known::US_OFAC_SDN
    }
}

/// What OFAC calls individuals, entities, vessels and aircraft.
pub(super) fn kind(text: &str) -> EntryKind {
    match text.to_lowercase().as_str() {
        "individual" => EntryKind::Person,
        "entity" => EntryKind::Organisation,
        "vessel" => EntryKind::Vessel,
        "aircraft" => EntryKind::Aircraft,
        _ => EntryKind::Other,
    }
}

fn entry(element: &Element) -> ListEntry {
    let kind = kind(&element.text_of("sdnType").unwrap_or_default());
    let mut entry = ListEntry {
        id: element.text_of("uid").unwrap_or_default(),
        kind,
        remarks: element.text_of("remarks"),
        ..ListEntry::default()
    };
    names::add(
        &mut entry.names,
        name(element, Strength::Primary, NameRole::Name),
    );
    for programme in element.texts("program") {
        add(&mut entry.programmes, Some(programme));
    }
    for alias in element.all("aka") {
        let strength = match alias.text_of("category") {
            Some(text) if text.eq_ignore_ascii_case("weak") => Strength::Weak,
            _ => Strength::Strong,
        };
        let role = match alias.text_of("type") {
            Some(text) if text.to_lowercase().starts_with('f') => NameRole::Former,
            _ => NameRole::Alias,
        };
        names::add(&mut entry.names, name(alias, strength, role));
    }
    for found in element.all("address") {
        let part = |name: &str| found.text_of(name);
        let parts = [
            "address1",
            "address2",
            "address3",
            "city",
            "stateOrProvince",
            "postalCode",
        ]
        .map(part);
        let address = Address {
            text: join(parts.iter().map(Option::as_deref), ", "),
            city: part("city"),
            postal_code: part("postalCode"),
            country: part("country").and_then(|text| country(&text)),
        };
        if kind != EntryKind::Person {
            countries::add(&mut entry.countries, address.country.clone());
        }
        if !address.text.is_empty() || address.country.is_some() {
            entry.addresses.push(address);
        }
    }
    for list in ["nationality", "citizenship"] {
        for found in element.all(list) {
            let text = found.text_of("country").unwrap_or_default();
            countries::add(&mut entry.countries, country(&text));
        }
    }
    for found in element.all("dateOfBirth") {
        let birth = found
            .text()
            .and_then(|text| dates::birth(&text, Order::MonthFirst));
        entry.birth_dates.extend(birth);
    }
    for found in element.all("id") {
        let part = |name: &str| found.text_of(name);
        let description = part("idType").unwrap_or_default();
        let number = part("idNumber").unwrap_or_default();
        let issuer = part("idCountry").and_then(|text| country(&text));
        if is_remark(&description) {
            let text = join([Some(description.as_str()), Some(number.as_str())], " ");
            add(&mut entry.tags, (!text.is_empty()).then_some(text));
            if description.to_lowercase().contains("established date") {
                entry
                    .birth_dates
                    .extend(dates::birth(&number, Order::MonthFirst));
            }
        } else {
            identifiers::add(
                &mut entry.identifiers,
                identifier(&description, &number, issuer),
            );
        }
    }
    if let Some(vessel) = element.child("vesselInfo") {
        let sign = vessel.text_of("callSign").unwrap_or_default();
        identifiers::add(&mut entry.identifiers, identifier("call sign", &sign, None));
        let flag = vessel.text_of("vesselFlag").unwrap_or_default();
        countries::add(&mut entry.countries, country(&flag));
        for (word, tag) in [("vesselType", "type"), ("vesselOwner", "owner")] {
            let text = vessel.text_of(word).map(|text| format!("{tag}: {text}"));
            add(&mut entry.tags, text);
        }
    }
    add(
        &mut entry.tags,
        element
            .text_of("title")
            .map(|text| format!("title: {text}")),
    );
    entry
}

/// Whether OFAC keeps something under its numbers that is no number.
pub(super) fn is_remark(description: &str) -> bool {
    const WORDS: &[&str] = &[
        "gender",
        "sanctions",
        "executive order",
        "determination",
        "prohibit",
        "organization type",
        "organization established",
        "effective date",
        "listing date",
        "purchase/sales",
        "target type",
        "vessel year",
        "vessel type",
        "former vessel flag",
        "nationality of registration",
        "aircraft model",
        "aircraft operator",
        "aircraft construction",
        "aircraft manufacture date",
        "aircraft mode",
        "transactions",
        "caatsa",
        "issuer name",
    ];
    let lower = description.to_lowercase();
    identifiers::kind(description) == IdentifierKind::Other && lower.is_empty()
        || WORDS.iter().any(|word| lower.contains(word))
}

fn name(element: &Element, strength: Strength, role: NameRole) -> Option<Name> {
    let given = element.text_of("firstName");
    let family = element.text_of("lastName");
    names::of_parts(
        &[
            (NamePartKind::Given, given.as_deref()),
            (NamePartKind::Family, family.as_deref()),
        ],
        strength,
        role,
    )
}
