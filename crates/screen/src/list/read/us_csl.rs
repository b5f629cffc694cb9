//! The US Consolidated Screening List, JSON and separated values, as the International Trade
//! Administration publishes it (<https://www.trade.gov/consolidated-screening-list>). It mixes the
//! lists of three departments; every entry keeps its own.

use std::fmt;
use std::io::{BufRead, Read};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Gathered;
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::rows::{self, Dialect, Row};
use crate::list::text::{add, clean, join};
use crate::list::{
    Address, Country, EntryKind, Limits, ListEntry, Name, NameRole, Strength, known, names,
};

/// An entry as both layouts give it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Party {
    source: Option<String>,
    entity_number: Option<Text>,
    #[serde(rename = "type")]
    kind: Option<String>,
    programs: Texts,
    name: Option<String>,
    title: Option<String>,
    addresses: Option<Vec<Site>>,
    federal_register_notice: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    standard_order: Option<String>,
    license_requirement: Option<String>,
    license_policy: Option<String>,
    call_sign: Option<String>,
    vessel_type: Option<String>,
    vessel_flag: Option<String>,
    vessel_owner: Option<String>,
    remarks: Option<String>,
    source_list_url: Option<String>,
    alt_names: Texts,
    citizenships: Texts,
    dates_of_birth: Texts,
    nationalities: Texts,
    ids: Option<Vec<Number>>,
    country: Option<String>,
}

/// A text, a number, or nothing.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Text {
    Word(String),
    Number(serde_json::Number),
}

impl Text {
    fn into_text(self) -> String {
        match self {
            Self::Word(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Several texts, or one, or nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Texts {
    #[default]
    None,
    One(String),
    Many(Vec<Option<String>>),
}

impl Texts {
    /// The texts, where one text holds several ended by semicolons.
    fn each(self) -> Vec<String> {
        let texts = match self {
            Self::None => Vec::new(),
            Self::One(text) => text.split(';').map(str::to_owned).collect(),
            Self::Many(texts) => texts.into_iter().flatten().collect(),
        };
        texts.iter().filter_map(|text| clean(text)).collect()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Site {
    address: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Number {
    #[serde(rename = "type")]
    kind: Option<String>,
    number: Option<Text>,
    country: Option<String>,
}

pub(crate) fn json(input: impl BufRead, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    let mut deserializer = serde_json::Deserializer::from_reader(input);
    let mut fault = None;
    let document = Document {
        out,
        limits,
        fault: &mut fault,
        total: None,
        results: false,
    };
    let read = deserializer
        .deserialize_map(document)
        .and_then(|found| deserializer.end().map(|()| found));
    if let Some(fault) = fault {
        return Err(fault);
    }
    let (results, total) = read.map_err(|error| {
        let line = u64::try_from(error.line()).unwrap_or(0);
        Fault::new(
            Place::Line(line),
            format!("is not the screening list's JSON: {error}"),
            "the whole file: if it was cut off, fetch it again",
        )
    })?;
    if !results {
        return Err(Fault::whole(
            "there is no `results`",
            "the Consolidated Screening List as JSON",
        ));
    }
    if let Some(total) = total.filter(|total| *total != out.entries.len()) {
        return Err(Fault::whole(
            format!(
                "it holds {} entries, and says itself that it holds {total}",
                out.entries.len()
            ),
            "the whole file: fetch it again",
        ));
    }
    Ok(())
}

/// The document around the entries.
struct Document<'a> {
    out: &'a mut Gathered,
    limits: &'a Limits,
    fault: &'a mut Option<Fault>,
    total: Option<usize>,
    results: bool,
}

impl<'de> Visitor<'de> for Document<'_> {
    type Value = (bool, Option<usize>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `results`")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "results" => {
                    self.results = true;
                    map.next_value_seed(Results {
                        out: self.out,
                        limits: self.limits,
                        fault: self.fault,
                    })?;
                }
                "total" => {
                    let total = map.next_value::<serde_json::Value>()?;
                    self.total = total.as_u64().and_then(|total| usize::try_from(total).ok());
                }
                "sources_used" => {
                    let sources = map.next_value::<serde_json::Value>()?;
                    let days = sources
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(|source| {
                            let text = source.get("source_last_updated")?.as_str()?;
                            dates::day(text, Order::MonthFirst)
                        });
                    self.out.published = days.max();
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok((self.results, self.total))
    }
}

struct Results<'a> {
    out: &'a mut Gathered,
    limits: &'a Limits,
    fault: &'a mut Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for Results<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Results<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the entries of the list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut number = 0_u64;
        while let Some(party) = seq.next_element::<Party>()? {
            number += 1;
            let kept = entry(party)
                .map_err(|problem| {
                    Fault::whole(
                        format!("entry {number} {problem}"),
                        "a `source` and a `name` in every entry",
                    )
                })
                .and_then(|entry| self.out.push(entry, Place::Whole, self.limits));
            if let Err(fault) = kept {
                *self.fault = Some(fault);
                return Err(serde::de::Error::custom("an entry is wrong"));
            }
        }
        Ok(())
    }
}

const COLUMNS: &[&str] = &["source", "name", "alt_names", "type", "addresses"];

pub(crate) fn csv(input: impl Read, limits: &Limits, out: &mut Gathered) -> Result<(), Fault> {
    let dialect = Dialect {
        delimiter: b',',
        skip_lines: 0,
        lines_before: 0,
        header: true,
        encoding: None,
        quotes_in_pairs: false,
    };
    rows::read(
        input,
        dialect,
        limits,
        &mut |header| rows::require(header, COLUMNS),
        &mut |row| {
            let at = Place::Line(row.line);
            let entry = entry(party(row)).map_err(|problem| {
                Fault::new(
                    at,
                    format!("the row {problem}"),
                    "a `source` and a `name` in every row",
                )
            })?;
            out.push(entry, at, limits)
        },
    )
}

fn party(row: &Row<'_>) -> Party {
    let get = |name: &str| row.get(name).map(str::to_owned);
    let texts = |name: &str| get(name).map_or(Texts::None, Texts::One);
    let addresses = row
        .get("addresses")
        .unwrap_or_default()
        .split(';')
        .filter_map(clean)
        .map(|text| {
            // The country is the last word, where it is one.
            let (rest, last) = text.rsplit_once(',').unwrap_or(("", &text));
            let last = last.trim();
            if last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_uppercase()) {
                Site {
                    address: clean(rest),
                    country: Some(last.to_owned()),
                    ..Site::default()
                }
            } else {
                Site {
                    address: Some(text),
                    ..Site::default()
                }
            }
        })
        .collect();
    let ids = row.get("ids").unwrap_or_default().split(';');
    Party {
        source: get("source"),
        entity_number: get("entity_number").map(Text::Word),
        kind: get("type"),
        programs: texts("programs"),
        name: get("name"),
        title: get("title"),
        addresses: Some(addresses),
        federal_register_notice: get("federal_register_notice"),
        start_date: get("start_date"),
        end_date: get("end_date"),
        standard_order: get("standard_order"),
        license_requirement: get("license_requirement"),
        license_policy: get("license_policy"),
        call_sign: get("call_sign"),
        vessel_type: get("vessel_type"),
        vessel_flag: get("vessel_flag"),
        vessel_owner: get("vessel_owner"),
        remarks: get("remarks"),
        source_list_url: get("source_list_url"),
        alt_names: texts("alt_names"),
        citizenships: texts("citizenships"),
        dates_of_birth: texts("dates_of_birth"),
        nationalities: texts("nationalities"),
        ids: Some(ids.filter_map(number).collect()),
        country: get("country"),
    }
}

/// One number of the column `ids`: its kind, its country and itself, with commas between. Which
/// stands where differs from source to source, so that each is known by what it looks like.
fn number(text: &str) -> Option<Number> {
    let parts: Vec<String> = text.split(',').filter_map(clean).collect();
    let is_country = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
    let country = parts.iter().find(|part| is_country(part)).cloned();
    let rest: Vec<&String> = parts.iter().filter(|part| !is_country(part)).collect();
    let (kind, number) = match rest.as_slice() {
        [] => return None,
        [only] => (None, (*only).clone()),
        [first, second, ..] => {
            let has_digit = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
            if has_digit(first) && !has_digit(second) {
                (Some((*second).clone()), (*first).clone())
            } else {
                (Some((*first).clone()), (*second).clone())
            }
        }
    };
    Some(Number {
        kind,
        number: Some(Text::Word(number)),
        country,
    })
}

fn entry(party: Party) -> Result<ListEntry, &'static str> {
    let source = party
        .source
        .as_deref()
        .and_then(clean)
        .ok_or("has no source")?;
    let kind = match party.kind.as_deref().unwrap_or_default() {
        text if text.eq_ignore_ascii_case("individual") => EntryKind::Person,
        text if text.eq_ignore_ascii_case("entity") => EntryKind::Organisation,
        text if text.eq_ignore_ascii_case("vessel") => EntryKind::Vessel,
        text if text.eq_ignore_ascii_case("aircraft") => EntryKind::Aircraft,
        _ => EntryKind::Other,
    };
    let mut entry = ListEntry {
        list: known::us_list(&source),
        id: party
            .entity_number
            .and_then(|text| clean(&text.into_text()))
            .unwrap_or_default(),
        kind,
        programmes: party.programs.each(),
        from: day(party.start_date.as_deref()),
        until: day(party.end_date.as_deref()),
        licence_requirement: party.license_requirement.as_deref().and_then(clean),
        licence_policy: party.license_policy.as_deref().and_then(clean),
        remarks: party.remarks.as_deref().and_then(clean),
        ..ListEntry::default()
    };
    let name = |text: &str, strength, role| -> Option<Name> {
        if kind == EntryKind::Person {
            names::family_first(text, strength, role)
        } else {
            names::whole(text, strength, role)
        }
    };
    let primary = party.name.as_deref().unwrap_or_default();
    names::add(
        &mut entry.names,
        name(primary, Strength::Primary, NameRole::Name),
    );
    if entry.names.is_empty() {
        return Err("has no name");
    }
    for alias in party.alt_names.each() {
        names::add(
            &mut entry.names,
            name(&alias, Strength::Strong, NameRole::Alias),
        );
    }
    for text in party.nationalities.each() {
        countries::add(&mut entry.countries, country(&text));
    }
    for text in party.citizenships.each() {
        countries::add(&mut entry.countries, country(&text));
    }
    for text in [party.country, party.vessel_flag].into_iter().flatten() {
        countries::add(&mut entry.countries, country(&text));
    }
    for text in party.dates_of_birth.each() {
        let birth = dates::birth(&text, Order::MonthFirst);
        if let Some(birth) = birth.filter(|birth| !entry.birth_dates.contains(birth)) {
            entry.birth_dates.push(birth);
        }
    }
    for place in party.addresses.unwrap_or_default() {
        add_address(&mut entry, place);
    }
    for number in party.ids.unwrap_or_default() {
        let value = number.number.map(Text::into_text).unwrap_or_default();
        let description = number.kind.unwrap_or_default();
        let issuer = number.country.and_then(|text| country(&text));
        identifiers::add(
            &mut entry.identifiers,
            identifier(&description, &value, issuer),
        );
    }
    let sign = party.call_sign.unwrap_or_default();
    identifiers::add(&mut entry.identifiers, identifier("call sign", &sign, None));
    add(
        &mut entry.citations,
        party.federal_register_notice.as_deref().and_then(clean),
    );
    add(
        &mut entry.legal_basis,
        party.source_list_url.as_deref().and_then(clean),
    );
    for (word, text) in [
        ("title", party.title),
        ("type", party.vessel_type),
        ("owner", party.vessel_owner),
        ("standard order", party.standard_order),
    ] {
        let text = text.as_deref().and_then(clean);
        add(&mut entry.tags, text.map(|text| format!("{word}: {text}")));
    }
    Ok(entry)
}

fn day(text: Option<&str>) -> Option<exeat_value::Day> {
    dates::day(text?, Order::MonthFirst)
}

fn add_address(entry: &mut ListEntry, place: Site) {
    let found: Option<Country> = place.country.as_deref().and_then(country);
    let text = join(
        [
            place.address.as_deref(),
            place.city.as_deref(),
            place.state.as_deref(),
            place.postal_code.as_deref(),
        ],
        ", ",
    );
    if entry.kind != EntryKind::Person {
        countries::add(&mut entry.countries, found.clone());
    }
    if !text.is_empty() || found.is_some() {
        entry.addresses.push(Address {
            text,
            city: place.city.as_deref().and_then(clean),
            postal_code: place.postal_code.as_deref().and_then(clean),
            country: found,
        });
    }
}
