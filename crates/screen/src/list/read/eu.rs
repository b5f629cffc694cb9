//! The EU's consolidated list of financial sanctions, version 1.1 of its XML and its separated
//! values (<https://webgate.ec.europa.eu/fsd/fsf>).

use std::io::{BufRead, Read};

use super::Gathered;
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::rows::{self, Dialect, Row};
use crate::list::text::{add, join};
use crate::list::xml::{self, Element};
use crate::list::{
    Address, BirthDate, EntryKind, Identifier, IdentifierKind, Limits, ListEntry, Name,
    NamePartKind, NameRole, Strength, known, names,
};

pub(crate) fn xml(input: impl BufRead, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    xml::read(
        input,
        "export",
        &["sanctionEntity"],
        limits,
        &mut |element, at| {
            if element.name == "export" {
                out.published = element
                    .attribute("generationDate")
                    .and_then(|text| dates::day(&text, Order::DayFirst));
                return Ok(());
            }
            out.push(entry(&element), Place::Byte(at), limits)
        },
    )
}

fn kind(code: Option<&str>) -> EntryKind {
    match code {
        Some("person" | "P") => EntryKind::Person,
        Some("enterprise" | "E") => EntryKind::Organisation,
        _ => EntryKind::Other,
    }
}

fn entry(element: &Element) -> ListEntry {
    let subject = element.child("subjectType").and_then(|child| {
        child
            .attribute("code")
            .or_else(|| child.attribute("classificationCode"))
    });
    let mut entry = ListEntry {
        list: known::EU.to_owned(),
        id: element
            .attribute("euReferenceNumber")
            .or_else(|| element.attribute("logicalId"))
            .unwrap_or_default(),
        kind: kind(subject.as_deref()),
        from: element
            .attribute("designationDate")
            .and_then(|text| dates::day(&text, Order::DayFirst)),
        ..ListEntry::default()
    };
    let mut remarks: Vec<String> = element
        .children("remark")
        .filter_map(Element::text)
        .collect();
    add(&mut remarks, element.attribute("designationDetails"));
    entry.remarks = (!remarks.is_empty()).then(|| remarks.join("; "));
    if let Some(number) = element.attribute("unitedNationId") {
        identifiers::add(&mut entry.identifiers, Some(un_listing(number)));
    }
    for regulation in element.children("regulation") {
        add(&mut entry.programmes, regulation.attribute("programme"));
        add(&mut entry.legal_basis, regulation.attribute("numberTitle"));
        add(&mut entry.citations, regulation.text_of("publicationUrl"));
        if entry.from.is_none() {
            entry.from = regulation
                .attribute("entryIntoForceDate")
                .and_then(|text| dates::day(&text, Order::DayFirst));
        }
    }
    for alias in element.children("nameAlias") {
        let part = |name: &str| alias.attribute(name);
        let weak = part("strong").is_some_and(|text| text == "false");
        let first = entry.names.is_empty();
        names::add(
            &mut entry.names,
            name(
                first,
                weak,
                part("wholeName").as_deref(),
                [part("firstName"), part("middleName"), part("lastName")],
            ),
        );
        for word in ["function", "title"] {
            add(
                &mut entry.tags,
                part(word).map(|text| format!("{word}: {text}")),
            );
        }
    }
    for citizenship in element.children("citizenship") {
        let text = citizenship
            .attribute("countryIso2Code")
            .filter(|code| code != "00")
            .or_else(|| citizenship.attribute("countryDescription"));
        countries::add(&mut entry.countries, text.and_then(|text| country(&text)));
    }
    for birth in element.children("birthdate") {
        let part = |name: &str| birth.attribute(name);
        let text = part("birthdate")
            .or_else(|| between(part("yearRangeFrom"), part("yearRangeTo")))
            .or_else(|| part("year"));
        let circa = part("circa").is_some_and(|text| text == "true");
        add_birth(&mut entry.birth_dates, text.as_deref(), circa);
    }
    for address in element.children("address") {
        let part = |name: &str| address.attribute(name);
        let parts = ["street", "poBox", "zipCode", "city", "place", "region"].map(part);
        add_address(
            &mut entry,
            Address {
                text: join(parts.iter().map(Option::as_deref), ", "),
                city: part("city"),
                postal_code: part("zipCode"),
                country: part("countryIso2Code")
                    .filter(|code| code != "00")
                    .or_else(|| part("countryDescription"))
                    .and_then(|text| country(&text)),
            },
        );
        for contact in address.children("contactInfo") {
            let key = contact.attribute("key").unwrap_or_default();
            let value = contact.attribute("value").unwrap_or_default();
            identifiers::add(&mut entry.identifiers, identifier(&key, &value, None));
        }
    }
    for found in element.children("identification") {
        let part = |name: &str| found.attribute(name);
        add_number(
            &mut entry,
            part("identificationTypeCode").as_deref(),
            part("identificationTypeDescription").as_deref(),
            part("number").or_else(|| part("latinNumber")).as_deref(),
            part("countryIso2Code").as_deref(),
        );
    }
    entry
}

fn un_listing(number: String) -> Identifier {
    Identifier {
        kind: IdentifierKind::Listing,
        value: number,
        note: Some("United Nations".to_owned()),
        country: None,
    }
}

fn between(from: Option<String>, to: Option<String>) -> Option<String> {
    Some(format!("{} to {}", from?, to?))
}

/// One name of an entry; the first that is given is the primary one.
fn name(
    first: bool,
    weak: bool,
    whole: Option<&str>,
    [given, middle, family]: [Option<String>; 3],
) -> Option<Name> {
    let (strength, role) = match (first, weak) {
        (true, false) => (Strength::Primary, NameRole::Name),
        (_, true) => (Strength::Weak, NameRole::Alias),
        (false, false) => (Strength::Strong, NameRole::Alias),
    };
    let of_parts = names::of_parts(
        &[
            (NamePartKind::Given, given.as_deref()),
            (NamePartKind::Middle, middle.as_deref()),
            (NamePartKind::Family, family.as_deref()),
        ],
        strength,
        role,
    );
    match whole.and_then(|text| names::whole(text, strength, role)) {
        Some(mut name) => {
            name.parts = of_parts.map(|other| other.parts).unwrap_or_default();
            Some(name)
        }
        None => of_parts,
    }
}

fn add_birth(list: &mut Vec<BirthDate>, text: Option<&str>, circa: bool) {
    let birth = text.and_then(|text| dates::birth(text, Order::DayFirst));
    if let Some(mut birth) = birth {
        birth.approximate |= circa;
        if !list.contains(&birth) {
            list.push(birth);
        }
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

fn add_number(
    entry: &mut ListEntry,
    code: Option<&str>,
    description: Option<&str>,
    number: Option<&str>,
    issuer: Option<&str>,
) {
    let Some(number) = number else { return };
    let issuer = issuer.filter(|code| *code != "00").and_then(country);
    let code = code.unwrap_or_default();
    let found = identifier(code, number, issuer).map(|mut found| {
        if found.kind == IdentifierKind::Other {
            found.kind = identifiers::kind(description.unwrap_or_default());
        }
        if let Some(description) = description {
            found.note = Some(description.to_owned());
        }
        found
    });
    identifiers::add(&mut entry.identifiers, found);
}

/// The columns without which a row says nothing.
const COLUMNS: &[&str] = &[
    "Entity_LogicalId",
    "Entity_SubjectType",
    "NameAlias_WholeName",
];

/// One row for each name, address, birth date, citizenship and number of an entity; rows of one
/// entity stand together, and if they do not, the entity is found again by its number.
pub(crate) fn csv(input: impl Read, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    let dialect = Dialect {
        delimiter: b';',
        skip_lines: 0,
        lines_before: 0,
        header: true,
        encoding: None,
        quotes_in_pairs: false,
    };
    let mut entries: super::ById = super::ById::default();
    let mut published = None;
    rows::read(
        input,
        dialect,
        limits,
        &mut |header| rows::require(header, COLUMNS),
        &mut |row| {
            if published.is_none() {
                published = row
                    .get("fileGenerationDate")
                    .and_then(|text| dates::day(text, Order::DayFirst));
            }
            let number = row.get("Entity_LogicalId").ok_or_else(|| {
                Fault::new(
                    Place::Line(row.line),
                    "the row has no `Entity_LogicalId`",
                    "the number of an entity in every row",
                )
            })?;
            let entry = entries.entry(number, row.line, limits)?;
            add_row(entry, row, number);
            Ok(())
        },
    )?;
    out.published = published;
    entries.finish(out, limits)
}

fn add_row(entry: &mut ListEntry, row: &Row<'_>, number: &str) {
    let get = |name: &str| row.get(name);
    if entry.id.is_empty() {
        known::EU.clone_into(&mut entry.list);
        get("Entity_EU_ReferenceNumber")
            .unwrap_or(number)
            .clone_into(&mut entry.id);
        // The two columns of the subject have been exchanged in some editions.
        entry.kind = match kind(get("Entity_SubjectType")) {
            EntryKind::Other => kind(get("Entity_SubjectType_ClassificationCode")),
            kind => kind,
        };
        entry.from = get("Entity_DesignationDate")
            .or_else(|| get("Entity_Regulation_EntryIntoForceDate"))
            .and_then(|text| dates::day(text, Order::DayFirst));
        entry.remarks = get("Entity_Remark").map(str::to_owned);
        if let Some(number) = get("Entity_UnitedNationId") {
            identifiers::add(&mut entry.identifiers, Some(un_listing(number.to_owned())));
        }
    }
    let owned = |name: &str| row.get(name).map(str::to_owned);
    add(&mut entry.programmes, owned("Entity_Regulation_Programme"));
    add(
        &mut entry.legal_basis,
        owned("Entity_Regulation_NumberTitle"),
    );
    add(
        &mut entry.citations,
        owned("Entity_Regulation_PublicationUrl"),
    );
    let first = entry.names.is_empty();
    names::add(
        &mut entry.names,
        name(
            first,
            get("NameAlias_Strong").is_some_and(|text| text == "false"),
            get("NameAlias_WholeName"),
            [
                owned("NameAlias_FirstName"),
                owned("NameAlias_MiddleName"),
                owned("NameAlias_LastName"),
            ],
        ),
    );
    for (column, word) in [
        ("NameAlias_Function", "function"),
        ("NameAlias_Title", "title"),
    ] {
        add(
            &mut entry.tags,
            get(column).map(|text| format!("{word}: {text}")),
        );
    }
    countries::add(
        &mut entry.countries,
        get("Citizenship_CountryIso2Code")
            .filter(|code| *code != "00")
            .or_else(|| get("Citizenship_CountryDescription"))
            .and_then(country),
    );
    let range = between(
        owned("BirthDate_YearRangeFrom"),
        owned("BirthDate_YearRangeTo"),
    );
    let birth = get("BirthDate_BirthDate")
        .or(range.as_deref())
        .or_else(|| get("BirthDate_Year"));
    let circa = get("BirthDate_Circa").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    add_birth(&mut entry.birth_dates, birth, circa);
    let parts = [
        get("Address_Street"),
        get("Address_PoBox"),
        get("Address_ZipCode"),
        get("Address_City"),
        get("Address_Place"),
        get("Address_Region"),
    ];
    add_address(
        entry,
        Address {
            text: join(parts, ", "),
            city: owned("Address_City"),
            postal_code: owned("Address_ZipCode"),
            country: get("Address_CountryIso2Code")
                .filter(|code| *code != "00")
                .or_else(|| get("Address_CountryDescription"))
                .and_then(country),
        },
    );
    add_number(
        entry,
        get("Identification_TypeCode"),
        get("Identification_TypeDescription"),
        get("Identification_Number").or_else(|| get("Identification_LatinNumber")),
        get("Identification_CountryIso2Code"),
    );
}
