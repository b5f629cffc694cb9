//! What OFAC writes into the remarks of its files of separated values: birth dates, nationalities,
//! numbers and weak aliases, each ended by a semicolon.

use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::identifiers::{self, identifier};
use crate::list::text::add;
use crate::list::{EntryKind, IdentifierKind, ListEntry, NameRole, Strength, names};

use super::ofac_xml::is_remark;

/// Words with which a part begins that is a number of some kind: what stands before the number.
const NUMBERS: &[&str] = &[
    "Passport",
    "National ID No.",
    "National Foreign ID Number",
    "Identification Number",
    "Personal ID Card",
    "Cedula No.",
    "D.N.I.",
    "C.U.R.P.",
    "C.U.I.T.",
    "C.U.I.",
    "SSN",
    "Tax ID No.",
    "R.F.C.",
    "RIF #",
    "NIT #",
    "RUC #",
    "V.A.T. Number",
    "VAT Number",
    "Registration ID",
    "Registration Number",
    "Business Registration Number",
    "Business Registration Document #",
    "Business Number",
    "Company Number",
    "Company ID",
    "Commercial Registry Number",
    "Chamber of Commerce Number",
    "Enterprise Number",
    "Government Gazette Number",
    "Trade License No.",
    "Public Registration Number",
    "Unified Social Credit Code (USCC)",
    "Legal Entity Number",
    "Matricula Mercantil No",
    "Folio Mercantil No.",
    "Central Registration System Number",
    "C.R. No.",
    "UK Company Number",
    "US FEIN",
    "D-U-N-S Number",
    "LEI",
    "BIK (RU)",
    "SWIFT/BIC",
    "Vessel Registration Identification",
    "Other Vessel Call Sign",
    "MMSI",
    "Aircraft Tail Number",
    "Previous Aircraft Tail Number",
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Serial Identification",
    "Digital Currency Address -",
    "Email Address",
    "Website",
    "Telephone",
    "Phone Number",
    "Phone No.",
    "Fax",
    "Driver's License No.",
    "Birth Certificate Number",
    "Military Registration Number",
    "Refugee ID Card",
    "Residency Number",
    "Numero Unico de Identificacao",
    "Bosnian Personal ID No.",
    "Stateless Person ID",
    "Tarjeta Profesional",
    "Travel Document Number",
    "Turkish Identification Number",
    "Serial No.",
    "Credencial electoral",
    "License",
    "File Number",
    "Romanian",
    "Romanian Tax Registration",
    "Tazkira National ID Card",
    "Paraguayan tax identification number",
    "VisaNumberID",
    "Electoral Registry No.",
    "Istanbul Chamber of Comm. No.",
    "Kuwait Passport",
    "Italian Fiscal Code",
    "I.F.E.",
    "Afghan Money Service Provider License Number",
];

/// Reads remarks into an entry. The remarks themselves are kept as they are.
pub(super) fn read(entry: &mut ListEntry, remarks: &str) {
    for part in remarks.trim().trim_end_matches('.').split(';') {
        let part = part.trim();
        let part = part.strip_prefix("alt. ").unwrap_or(part);
        if let Some(text) = part.strip_prefix("DOB ") {
            entry
                .birth_dates
                .extend(dates::birth(text, Order::MonthFirst));
        } else if let Some(text) = part.strip_prefix("Organization Established Date ") {
            entry
                .birth_dates
                .extend(dates::birth(text, Order::MonthFirst));
        } else if let Some(text) = part
            .strip_prefix("nationality ")
            .or_else(|| part.strip_prefix("citizen "))
            .or_else(|| part.strip_prefix("Nationality of Registration "))
        {
            countries::add(&mut entry.countries, country(text));
        } else if let Some((word, text)) = alias(part) {
            let role = if word.starts_with('f') {
                NameRole::Former
            } else {
                NameRole::Alias
            };
            let name = if entry.kind == EntryKind::Person {
                names::family_first(text, Strength::Weak, role)
            } else {
                names::whole(text, Strength::Weak, role)
            };
            names::add(&mut entry.names, name);
        } else if !number(entry, part)
            && (is_remark(part) || part.starts_with("Gender ") || part.starts_with("(Linked To"))
        {
            add(&mut entry.tags, crate::list::text::clean(part));
        }
    }
}

/// `a.k.a. 'BNC'`
fn alias(part: &str) -> Option<(&str, &str)> {
    for word in ["a.k.a. '", "f.k.a. '", "n.k.a. '"] {
        if let Some(rest) = part.strip_prefix(word) {
            return Some((
                word,
                rest.trim_end_matches(['.', ' ']).trim_end_matches('\''),
            ));
        }
    }
    None
}

/// `Passport A123456 (Iran) expires 2024`
fn number(entry: &mut ListEntry, part: &str) -> bool {
    let longest = NUMBERS
        .iter()
        .filter(|word| part.starts_with(**word))
        .max_by_key(|word| word.len());
    let Some(word) = longest else { return false };
    let Some(rest) = part.strip_prefix(word) else {
        return false;
    };
    let rest = rest.trim_start_matches([':', ' ']);
    if *word == "Digital Currency Address -" {
        // XBT 1Abc…
        let (currency, address) = rest.split_once(' ').unwrap_or(("", rest));
        let description = format!("Digital Currency Address - {currency}");
        identifiers::add(
            &mut entry.identifiers,
            identifier(&description, address, None),
        );
        return true;
    }
    let kind = identifiers::kind(word);
    let contact = matches!(
        kind,
        IdentifierKind::Phone | IdentifierKind::Email | IdentifierKind::Website
    );
    let (value, issuer) = match rest.split_once(" (") {
        Some((value, after)) if !contact => {
            let issuer = after.split(')').next().and_then(country);
            (value, issuer.filter(|country| country.code.is_some()))
        }
        _ => (rest, None),
    };
    let value = ["issued ", "expires "].iter().fold(value, |value, word| {
        match value.find(&format!(" {word}")) {
            Some(at) => value.get(..at).unwrap_or(value),
            None => value,
        }
    });
    identifiers::add(&mut entry.identifiers, identifier(word, value, issuer));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_hold_dates_countries_numbers_and_weak_aliases() {
        let mut entry = ListEntry {
            kind: EntryKind::Person,
            ..ListEntry::default()
        };
        read(
            &mut entry,
            "DOB 28 Oct 1968; alt. DOB 1969; POB Nowhere, Iraq; nationality Iran; Gender Male; \
             a.k.a. 'EXAMPLE, Haji'; Passport A123456 (Iran) expires 2024; Tax ID No. 77-1 \
             (Panama); Vessel Registration Identification IMO 9123456; Digital Currency Address \
             - XBT 1Example; Website www.example.com; Additional Sanctions Information - Subject \
             to Secondary Sanctions.",
        );
        assert_eq!(entry.birth_dates.len(), 2);
        assert_eq!(entry.countries[0].code.as_deref(), Some("IR"));
        assert_eq!(entry.names[0].text, "Haji EXAMPLE");
        assert_eq!(entry.names[0].strength, Strength::Weak);
        let numbers: Vec<_> = entry
            .identifiers
            .iter()
            .map(|number| (number.kind, number.value.as_str()))
            .collect();
        assert_eq!(
            numbers,
            [
                (IdentifierKind::Passport, "A123456"),
                (IdentifierKind::Tax, "77-1"),
                (IdentifierKind::Imo, "9123456"),
                (IdentifierKind::Crypto, "1Example"),
                (IdentifierKind::Website, "www.example.com"),
            ]
        );
        assert_eq!(
            entry.identifiers[0]
                .country
                .as_ref()
                .unwrap()
                .code
                .as_deref(),
            Some("IR")
        );
        assert_eq!(entry.tags.len(), 2);
    }
}
