//! Reading a file by its mapping.

use std::io::BufRead;

use exeat_value::Day;

use super::select::{Record, Select, each};
use super::{DateOrder, Format, Mapping, NameMapping};
use crate::list::countries::{self, country};
use crate::list::dates::{self, Order};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::read::Gathered;
use crate::list::rows::{self, Dialect};
use crate::list::text::{add, join};
use crate::list::{
    Address, EntryKind, Limits, ListEntry, Name, NamePartKind, NameRole, Strength, names,
};

pub(crate) fn read(
    mapping: &Mapping,
    input: impl BufRead,
    limits: &Limits,
    out: &mut Gathered,
) -> Result<(), Fault> {
    let mut keep = |record: Record<'_>, line: u64| {
        let entry = entry(mapping, record).map_err(|problem| {
            Fault::new(Place::Line(line), problem, "a file that fits its mapping")
        })?;
        out.push(entry, Place::Line(line), limits)
    };
    match mapping.format {
        Format::JsonLines => rows::lines(input, limits, &mut |value, line| {
            keep(Record::Object(&value), line)
        }),
        Format::Csv => {
            let dialect = Dialect {
                delimiter: mapping.delimiter(),
                skip_lines: mapping.skip_lines,
                lines_before: 0,
                header: true,
                encoding: mapping.encoding(),
                quotes_in_pairs: false,
            };
            let columns = mapping.columns();
            rows::read(
                input,
                dialect,
                limits,
                &mut |header| rows::require(header, &columns),
                &mut |row| keep(Record::Row(row), row.line),
            )
        }
    }
}

impl Mapping {
    /// Every column that is looked at.
    fn columns(&self) -> Vec<&str> {
        let entry = &self.entry;
        let optional = [
            &entry.id,
            &entry.kind,
            &entry.from,
            &entry.until,
            &entry.licence_requirement,
            &entry.licence_policy,
        ];
        let several = [
            &entry.countries,
            &entry.programmes,
            &entry.legal_basis,
            &entry.tags,
            &entry.citations,
            &entry.remarks,
        ];
        let names = self.names.iter().flat_map(|name| {
            let parts = [
                &name.text,
                &name.given,
                &name.family,
                &name.strength,
                &name.role,
            ];
            parts.into_iter().flatten().chain(&name.middle)
        });
        let births = self.birth_dates.iter().map(|birth| &birth.date);
        let addresses = self.addresses.iter().flat_map(|address| {
            let parts = [&address.city, &address.postal_code, &address.country];
            address.text.iter().chain(parts.into_iter().flatten())
        });
        let numbers = self.identifiers.iter().flat_map(|number| {
            let parts = [&number.kind, &number.country];
            std::iter::once(&number.value).chain(parts.into_iter().flatten())
        });
        let mut columns: Vec<&str> = std::iter::once(&entry.list)
            .chain(optional.into_iter().flatten())
            .chain(several.into_iter().flatten())
            .chain(names)
            .chain(births)
            .chain(addresses)
            .chain(numbers)
            .flat_map(Select::paths)
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

fn one(select: Option<&Select>, record: Record<'_>) -> Option<String> {
    select.and_then(|select| select.text(record))
}

fn entry(mapping: &Mapping, record: Record<'_>) -> Result<ListEntry, String> {
    let order = match mapping.dates {
        DateOrder::DayFirst => Order::DayFirst,
        DateOrder::MonthFirst => Order::MonthFirst,
    };
    let chosen = &mapping.entry;
    let list = chosen
        .list
        .text(record)
        .ok_or("the entry stands on no list")?;
    let kind = match one(chosen.kind.as_ref(), record).as_deref() {
        Some("person") => EntryKind::Person,
        Some("organisation") => EntryKind::Organisation,
        Some("vessel") => EntryKind::Vessel,
        Some("aircraft") => EntryKind::Aircraft,
        _ => EntryKind::Other,
    };
    let day = |select: &Option<Select>, what: &str| -> Result<Option<Day>, String> {
        match one(select.as_ref(), record) {
            None => Ok(None),
            Some(text) => match dates::day(&text, order) {
                Some(day) => Ok(Some(day)),
                None => Err(format!("`{text}` is no day for `{what}`")),
            },
        }
    };
    let mut entry = ListEntry {
        list: crate::list::known::slug(&list),
        id: one(chosen.id.as_ref(), record).unwrap_or_default(),
        kind,
        from: day(&chosen.from, "from")?,
        until: day(&chosen.until, "until")?,
        licence_requirement: one(chosen.licence_requirement.as_ref(), record),
        licence_policy: one(chosen.licence_policy.as_ref(), record),
        ..ListEntry::default()
    };
    for select in &chosen.countries {
        for text in select.texts(record) {
            countries::add(&mut entry.countries, country(&text));
        }
    }
    for (into, selects) in [
        (&mut entry.programmes, &chosen.programmes),
        (&mut entry.legal_basis, &chosen.legal_basis),
        (&mut entry.tags, &chosen.tags),
        (&mut entry.citations, &chosen.citations),
    ] {
        for text in selects.iter().flat_map(|select| select.texts(record)) {
            add(into, Some(text));
        }
    }
    let remarks: Vec<String> = chosen
        .remarks
        .iter()
        .flat_map(|select| select.texts(record))
        .collect();
    entry.remarks = (!remarks.is_empty()).then(|| remarks.join("; "));
    for mapping in &mapping.names {
        for record in each(record, mapping.each.as_deref()) {
            for name in name(mapping, record, kind) {
                names::add(&mut entry.names, Some(name));
            }
        }
    }
    for mapping in &mapping.birth_dates {
        for record in each(record, mapping.each.as_deref()) {
            let approximate = one(mapping.approximate.as_ref(), record)
                .is_some_and(|text| text.eq_ignore_ascii_case("true"));
            for text in mapping.date.texts(record) {
                if let Some(mut birth) = dates::birth(&text, order) {
                    birth.approximate |= approximate;
                    if !entry.birth_dates.contains(&birth) {
                        entry.birth_dates.push(birth);
                    }
                }
            }
        }
    }
    for mapping in &mapping.addresses {
        for record in each(record, mapping.each.as_deref()) {
            let parts: Vec<String> = mapping
                .text
                .iter()
                .flat_map(|select| select.texts(record))
                .collect();
            let address = Address {
                text: join(parts.iter().map(|part| Some(part.as_str())), ", "),
                city: one(mapping.city.as_ref(), record),
                postal_code: one(mapping.postal_code.as_ref(), record),
                country: one(mapping.country.as_ref(), record).and_then(|text| country(&text)),
            };
            if !address.text.is_empty() || address.country.is_some() {
                if kind != EntryKind::Person {
                    countries::add(&mut entry.countries, address.country.clone());
                }
                entry.addresses.push(address);
            }
        }
    }
    for mapping in &mapping.identifiers {
        for record in each(record, mapping.each.as_deref()) {
            let description = one(mapping.kind.as_ref(), record).unwrap_or_default();
            let issuer = one(mapping.country.as_ref(), record).and_then(|text| country(&text));
            for value in mapping.value.texts(record) {
                identifiers::add(
                    &mut entry.identifiers,
                    identifier(&description, &value, issuer.clone()),
                );
            }
        }
    }
    Ok(entry)
}

fn name(mapping: &NameMapping, record: Record<'_>, kind: EntryKind) -> Vec<Name> {
    let strength = match one(mapping.strength.as_ref(), record).as_deref() {
        Some("primary") => Strength::Primary,
        Some("weak") => Strength::Weak,
        _ => Strength::Strong,
    };
    let role = match one(mapping.role.as_ref(), record).as_deref() {
        Some("alias") => NameRole::Alias,
        Some("former") => NameRole::Former,
        _ => NameRole::Name,
    };
    let part = |selects: &[Select]| {
        let texts = selects.iter().flat_map(|select| select.texts(record));
        Some(texts.collect::<Vec<_>>().join(" "))
    };
    let (given, middle, family) = (
        part(mapping.given.as_slice()),
        part(&mapping.middle),
        part(mapping.family.as_slice()),
    );
    let of_parts = names::of_parts(
        &[
            (NamePartKind::Given, given.as_deref()),
            (NamePartKind::Middle, middle.as_deref()),
            (NamePartKind::Family, family.as_deref()),
        ],
        strength,
        role,
    );
    let texts = mapping
        .text
        .as_ref()
        .map(|select| select.texts(record))
        .unwrap_or_default();
    if texts.is_empty() {
        return of_parts.into_iter().collect();
    }
    texts
        .iter()
        .filter_map(|text| {
            let mut name = if mapping.family_first && kind == EntryKind::Person {
                names::family_first(text, strength, role)
            } else {
                names::whole(text, strength, role)
            }?;
            if name.parts.is_empty()
                && let Some(of_parts) = &of_parts
            {
                name.parts.clone_from(&of_parts.parts);
            }
            Some(name)
        })
        .collect()
}
