//! The UK Sanctions List, XML and separated values, as the Foreign, Commonwealth and Development
//! Office publishes it
//! (<https://www.gov.uk/government/publications/the-uk-sanctions-list>).

use std::io::{BufRead, Read};

use super::{ById, Gathered};
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::rows::{self, Dialect};
use crate::list::text::{add, join};
use crate::list::xml::{self, Element};
use crate::list::{
    Address, EntryKind, Identifier, IdentifierKind, Limits, ListEntry, Name, NamePartKind,
    NameRole, Strength, known, names,
};

fn kind(text: Option<&str>) -> EntryKind {
    match text.map(str::to_lowercase).as_deref() {
        Some("individual") => EntryKind::Person,
        Some("entity") => EntryKind::Organisation,
        Some("ship") => EntryKind::Vessel,
        _ => EntryKind::Other,
    }
}

/// A name from `Name 1` to `Name 5`, which are given, and `Name 6`, which is the family name of a
/// person and the whole name of anybody else.
fn name(
    parts: [Option<&str>; 6],
    name_type: Option<&str>,
    alias_strength: Option<&str>,
) -> Option<Name> {
    let lower = name_type.unwrap_or_default().to_lowercase();
    let weak = alias_strength.is_some_and(|text| text.to_lowercase().starts_with("low"));
    let (strength, role) = if lower == "primary name" {
        (Strength::Primary, NameRole::Name)
    } else if weak {
        (Strength::Weak, NameRole::Alias)
    } else if lower.contains("former") || lower.contains("f.k.a") {
        (Strength::Strong, NameRole::Former)
    } else if lower.starts_with("primary") {
        (Strength::Strong, NameRole::Name)
    } else {
        (Strength::Strong, NameRole::Alias)
    };
    let [first, second, third, fourth, fifth, last] = parts;
    let middle = join([second, third, fourth, fifth], " ");
    names::of_parts(
        &[
            (NamePartKind::Given, first),
            (NamePartKind::Middle, Some(middle.as_str())),
            (NamePartKind::Family, last),
        ],
        strength,
        role,
    )
}

fn other_script(text: &str) -> Option<Name> {
    names::whole(text, Strength::Strong, NameRole::Name)
}

fn un_listing(number: &str) -> Identifier {
    Identifier {
        kind: IdentifierKind::Listing,
        value: number.to_owned(),
        note: Some("United Nations".to_owned()),
        country: None,
    }
}

fn add_births(entry: &mut ListEntry, text: &str) {
    for part in text.split(['|', ';']) {
        let birth = dates::birth(part, Order::DayFirst);
        if let Some(birth) = birth.filter(|birth| !entry.birth_dates.contains(birth)) {
            entry.birth_dates.push(birth);
        }
    }
}

fn add_measures(entry: &mut ListEntry, text: Option<&str>) {
    for measure in text.unwrap_or_default().split('|') {
        add(&mut entry.tags, crate::list::text::clean(measure));
    }
}

fn add_address(entry: &mut ListEntry, address: Address) {
    if entry.kind != EntryKind::Person {
        countries::add(&mut entry.countries, address.country.clone());
    }
    let told = !address.text.is_empty() || address.country.is_some();
    if told && !entry.addresses.contains(&address) {
        entry.addresses.push(address);
    }
}

fn add_ship(entry: &mut ListEntry, imo: Option<&str>, flag: Option<&str>) {
    for number in imo.unwrap_or_default().split(['|', ';', ',']) {
        identifiers::add(
            &mut entry.identifiers,
            identifier("IMO number", number, None),
        );
    }
    for flag in flag.unwrap_or_default().split('|') {
        countries::add(&mut entry.countries, country(flag));
    }
}

pub(crate) fn xml(input: impl BufRead, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    xml::read(
        input,
        "Designations",
        &["DateGenerated", "Designation"],
        limits,
        &mut |element, at| match element.name.as_str() {
            "Designation" => out.push(entry(&element), Place::Byte(at), limits),
            "DateGenerated" => {
                out.published = element
                    .text()
                    .and_then(|text| dates::day(&text, Order::DayFirst));
                Ok(())
            }
            _ => Ok(()),
        },
    )
}

fn entry(element: &Element) -> ListEntry {
    let text = |name: &str| element.text_of(name);
    let mut entry = ListEntry {
        list: known::UK.to_owned(),
        id: text("UniqueID").unwrap_or_default(),
        kind: kind(text("IndividualEntityShip").as_deref()),
        from: text("DateDesignated").and_then(|text| dates::day(&text, Order::DayFirst)),
        remarks: text("OtherInformation"),
        ..ListEntry::default()
    };
    for found in element.all("Name") {
        let part = |index: u8| found.text_of(&format!("Name{index}"));
        let parts = [part(1), part(2), part(3), part(4), part(5), part(6)];
        let [a, b, c, d, e, f] = &parts;
        names::add(
            &mut entry.names,
            name(
                [a, b, c, d, e, f].map(Option::as_deref),
                found.text_of("NameType").as_deref(),
                found.text_of("AliasStrength").as_deref(),
            ),
        );
    }
    for found in element.texts("NameNonLatinScript") {
        names::add(&mut entry.names, other_script(&found));
    }
    add(&mut entry.programmes, text("RegimeName"));
    add_measures(&mut entry, text("SanctionsImposed").as_deref());
    if let Some(number) = text("UNReferenceNumber") {
        identifiers::add(&mut entry.identifiers, Some(un_listing(&number)));
    }
    for found in element.all("Address") {
        let part = |name: &str| found.text_of(name);
        let lines = [
            "AddressLine1",
            "AddressLine2",
            "AddressLine3",
            "AddressLine4",
            "AddressLine5",
            "AddressLine6",
            "AddressPostalCode",
        ]
        .map(part);
        add_address(
            &mut entry,
            Address {
                text: join(lines.iter().map(Option::as_deref), ", "),
                city: None,
                postal_code: part("AddressPostalCode"),
                country: part("AddressCountry").and_then(|text| country(&text)),
            },
        );
    }
    for birth in element.texts("DOB") {
        add_births(&mut entry, &birth);
    }
    for nationality in element.texts("Nationality") {
        countries::add(&mut entry.countries, country(&nationality));
    }
    for (name, description) in [
        ("PassportNumber", "Passport"),
        ("NationalIdentifierNumber", "National identification number"),
        ("BusinessRegistrationNumber", "Business registration number"),
        ("PhoneNumber", "Phone number"),
        ("EmailAddress", "Email address"),
        ("Website", "Website"),
    ] {
        for number in element.texts(name) {
            identifiers::add(
                &mut entry.identifiers,
                identifier(description, &number, None),
            );
        }
    }
    for number in element.texts("IMONumber") {
        add_ship(&mut entry, Some(&number), None);
    }
    for flag in element.texts("CurrentBelievedFlagOfShip") {
        add_ship(&mut entry, None, Some(&flag));
    }
    for (name, word) in [
        ("Title", "title"),
        ("Position", "position"),
        ("TypeOfEntity", "type"),
        ("TypeOfShip", "type"),
        ("ParentCompany", "parent company"),
        ("Subsidiary", "subsidiary"),
    ] {
        for found in element.texts(name) {
            add(&mut entry.tags, Some(format!("{word}: {found}")));
        }
    }
    entry
}

/// The columns without which a row says nothing. Their spelling has changed now and then in case
/// and blanks, so they are compared without.
const COLUMNS: &[&str] = &["uniqueid", "name6", "nametype", "regimename"];

/// A heading without case, blanks and signs.
fn bare(heading: &str) -> String {
    heading
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A line that says the day, then headings, then one row for each name and address of a
/// designation.
pub(crate) fn csv(input: impl Read, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    let mut input = input;
    let first = rows::first_line(&mut input, limits)?;
    out.published = first
        .split_once(':')
        .and_then(|(_, day)| dates::day(day.trim_matches(['"', ',', ' ']), Order::DayFirst));
    let dialect = Dialect {
        delimiter: b',',
        skip_lines: 0,
        lines_before: 1,
        header: true,
        encoding: None,
        quotes_in_pairs: false,
    };
    let mut entries = ById::default();
    let mut columns: Vec<String> = Vec::new();
    rows::read(
        input,
        dialect,
        limits,
        &mut |header| {
            let found: Vec<String> = header.iter().map(|heading| bare(heading)).collect();
            rows::require(&found, COLUMNS)
        },
        &mut |row| {
            if columns.is_empty() {
                columns = row.headings().iter().map(|heading| bare(heading)).collect();
            }
            let get = |name: &str| {
                let index = columns.iter().position(|heading| heading == name)?;
                row.at(index)
            };
            let number = get("uniqueid").ok_or_else(|| {
                Fault::new(
                    Place::Line(row.line),
                    "the row has no `Unique ID`",
                    "the number of a designation in every row",
                )
            })?;
            let entry = entries.entry(number, row.line, limits)?;
            add_row(entry, number, &get);
            Ok(())
        },
    )?;
    entries.finish(out, limits)
}

fn add_row<'a>(entry: &mut ListEntry, number: &str, get: &impl Fn(&str) -> Option<&'a str>) {
    if entry.id.is_empty() {
        known::UK.clone_into(&mut entry.list);
        number.clone_into(&mut entry.id);
        let designation = get("individualentityship").or_else(|| get("designationtype"));
        entry.kind = kind(designation);
        entry.from = get("datedesignated").and_then(|text| dates::day(text, Order::DayFirst));
        entry.remarks = get("otherinformation").map(str::to_owned);
        add(&mut entry.programmes, get("regimename").map(str::to_owned));
        add_measures(entry, get("sanctionsimposed"));
        if let Some(number) = get("unreferencenumber") {
            identifiers::add(&mut entry.identifiers, Some(un_listing(number)));
        }
    }
    let parts = ["name1", "name2", "name3", "name4", "name5", "name6"].map(get);
    names::add(
        &mut entry.names,
        name(parts, get("nametype"), get("aliasstrength")),
    );
    names::add(
        &mut entry.names,
        get("namenonlatinscript").and_then(other_script),
    );
    let lines = [
        "addressline1",
        "addressline2",
        "addressline3",
        "addressline4",
        "addressline5",
        "addressline6",
        "addresspostalcode",
    ]
    .map(get);
    add_address(
        entry,
        Address {
            text: join(lines, ", "),
            city: None,
            postal_code: get("addresspostalcode").map(str::to_owned),
            country: get("addresscountry").and_then(country),
        },
    );
    add_births(entry, get("dob").unwrap_or_default());
    for nationality in get("nationalityies").unwrap_or_default().split(['|', ';']) {
        countries::add(&mut entry.countries, country(nationality));
    }
    for (column, description) in [
        ("passportnumber", "Passport"),
        ("nationalidentifiernumber", "National identification number"),
        (
            "businessregistrationnumbers",
            "Business registration number",
        ),
        ("phonenumber", "Phone number"),
        ("emailaddress", "Email address"),
        ("website", "Website"),
    ] {
        identifiers::add_all(&mut entry.identifiers, description, get(column));
    }
    add_ship(entry, get("imonumber"), get("currentbelievedflagofship"));
    for (column, word) in [
        ("title", "title"),
        ("position", "position"),
        ("typeofentity", "type"),
        ("typeofship", "type"),
        ("parentcompany", "parent company"),
        ("subsidiaries", "subsidiary"),
    ] {
        add(
            &mut entry.tags,
            get(column).map(|text| format!("{word}: {text}")),
        );
    }
}
