//! OFAC's family of files of separated values: the primary file (SDN.CSV, CONS_PRIM.CSV), aliases
//! (ALT.CSV), addresses (ADD.CSV) and long remarks (SDN_COMMENTS.CSV), none of which has headings.
//! Its data specification gives the columns; `-0-` stands for nothing.

use std::collections::BTreeMap;
use std::io::Read;

use super::{Gathered, ofac_remarks, ofac_xml};
use crate::list::countries::{self, country};
use crate::list::error::{Fault, Place};
use crate::list::identifiers::{self, identifier};
use crate::list::rows::{self, Dialect, Row};
use crate::list::text::{add, join};
use crate::list::{Address, EntryKind, Limits, ListEntry, NameRole, Strength, names};

/// Which file of the family a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// One row a party: twelve fields.
    Primary,
    /// One row an alias: five fields.
    Aliases,
    /// One row an address: six fields.
    Addresses,
    /// The end of remarks that were too long for the primary file: two fields.
    Remarks,
}

impl Part {
    /// The file with rows of so many fields.
    pub(crate) fn of_width(width: usize) -> Option<Self> {
        match width {
            12 => Some(Self::Primary),
            5 => Some(Self::Aliases),
            6 => Some(Self::Addresses),
            2 => Some(Self::Remarks),
            _ => None,
        }
    }
}

/// The files of one edition, gathered one after the other.
#[derive(Debug, Default)]
pub(crate) struct Family {
    entries: BTreeMap<u64, ListEntry>,
    remarks: BTreeMap<u64, String>,
    parts: Vec<Part>,
    stray_aliases: usize,
    stray_addresses: usize,
}

impl Family {
    /// Reads one file. The primary file has to come first.
    pub(crate) fn read(
        &mut self,
        part: Part,
        input: impl Read,
        limits: &Limits,
    ) -> Result<(), Fault> {
        if !self.parts.contains(&part) {
            self.parts.push(part);
        }
        let dialect = Dialect {
            delimiter: b',',
            skip_lines: 0,
            lines_before: 0,
            header: false,
            encoding: None,
            quotes_in_pairs: false,
        };
        rows::read(input, dialect, limits, &mut |_| Ok(()), &mut |row| {
            if Part::of_width(row.len()) != Some(part) {
                return Err(Fault::new(
                    Place::Line(row.line),
                    format!("the row has {} fields", row.len()),
                    "12 fields in a primary file, 5 in aliases, 6 in addresses, 2 in remarks",
                ));
            }
            let number = field(row, 0).and_then(|text| text.parse::<u64>().ok());
            let number = number.ok_or_else(|| {
                Fault::new(
                    Place::Line(row.line),
                    "the row does not begin with the number of a party",
                    "OFAC's files of separated values, which have no headings",
                )
            })?;
            match part {
                Part::Primary => self.primary(number, row, limits),
                Part::Aliases => {
                    self.alias(number, row);
                    Ok(())
                }
                Part::Addresses => {
                    self.address(number, row);
                    Ok(())
                }
                Part::Remarks => {
                    let text = field(row, 1).unwrap_or_default();
                    self.remarks.entry(number).or_default().push_str(text);
                    Ok(())
                }
            }
        })
    }

    fn primary(&mut self, number: u64, row: &Row<'_>, limits: &Limits) -> Result<(), Fault> {
        let at = Place::Line(row.line);
        if self.entries.len() >= limits.entries {
            return Err(Fault::new(
                at,
                format!("there are more than {} entries", limits.entries),
                "a list of a sensible size",
            ));
        }
        let kind = match field(row, 2) {
            None => EntryKind::Organisation,
            Some(text) => ofac_xml::kind(text),
        };
        let mut entry = ListEntry {
            id: number.to_string(),
            kind,
            remarks: field(row, 11).map(str::to_owned),
            ..ListEntry::default()
        };
        let name = field(row, 1).ok_or_else(|| {
            Fault::new(
                at,
                format!("party {number} has no name"),
                "a name in the second field",
            )
        })?;
        names::add(
            &mut entry.names,
            if kind == EntryKind::Person {
                names::family_first(name, Strength::Primary, NameRole::Name)
            } else {
                names::whole(name, Strength::Primary, NameRole::Name)
            },
        );
        // Several programmes stand as `CUBA] [SDGT`.
        for programme in field(row, 3).unwrap_or_default().split(']') {
            let programme = programme.trim().trim_start_matches('[').trim();
            add(&mut entry.programmes, crate::list::text::clean(programme));
        }
        add(
            &mut entry.tags,
            field(row, 4).map(|text| format!("title: {text}")),
        );
        let sign = field(row, 5).unwrap_or_default();
        identifiers::add(&mut entry.identifiers, identifier("call sign", sign, None));
        add(
            &mut entry.tags,
            field(row, 6).map(|text| format!("type: {text}")),
        );
        countries::add(&mut entry.countries, field(row, 9).and_then(country));
        add(
            &mut entry.tags,
            field(row, 10).map(|text| format!("owner: {text}")),
        );
        if self.entries.insert(number, entry).is_some() {
            return Err(Fault::new(
                at,
                format!("party {number} stands there twice"),
                "one row a party",
            ));
        }
        Ok(())
    }

    fn alias(&mut self, number: u64, row: &Row<'_>) {
        let Some(text) = field(row, 3) else { return };
        let role = match field(row, 2) {
            Some("fka") => NameRole::Former,
            _ => NameRole::Alias,
        };
        let entry = self.entries.entry(number).or_insert_with(|| {
            self.stray_aliases += 1;
            ListEntry {
                id: number.to_string(),
                tags: vec!["known by its aliases only".to_owned()],
                ..ListEntry::default()
            }
        });
        let name = if entry.kind == EntryKind::Person {
            names::family_first(text, Strength::Strong, role)
        } else {
            names::whole(text, Strength::Strong, role)
        };
        names::add(&mut entry.names, name);
    }

    fn address(&mut self, number: u64, row: &Row<'_>) {
        let address = Address {
            text: join([field(row, 2), field(row, 3)], ", "),
            city: None,
            postal_code: None,
            country: field(row, 4).and_then(country),
        };
        if address.text.is_empty() && address.country.is_none() {
            return;
        }
        let Some(entry) = self.entries.get_mut(&number) else {
            self.stray_addresses += 1;
            return;
        };
        if entry.kind != EntryKind::Person {
            countries::add(&mut entry.countries, address.country.clone());
        }
        entry.addresses.push(address);
    }

    /// Puts together what was read, and returns the publication that it is.
    pub(crate) fn finish(self, out: &mut Gathered, limits: &Limits) -> Result<&'static str, Fault> {
        if !self.parts.contains(&Part::Primary) {
            return Err(Fault::whole(
                "it belongs to a family of files whose primary file is missing",
                "SDN.CSV or CONS_PRIM.CSV in the same command, beside aliases and addresses",
            ));
        }
        for (missing, what) in [
            (Part::Aliases, "aliases (ALT.CSV or CONS_ALT.CSV)"),
            (Part::Addresses, "addresses (ADD.CSV or CONS_ADD.CSV)"),
        ] {
            if !self.parts.contains(&missing) {
                out.notes.push(format!(
                    "the {what} did not come with it: this edition knows its parties by less than \
                     the publisher does"
                ));
            }
        }
        if self.stray_aliases > 0 {
            out.notes.push(format!(
                "{} parties stand in the aliases and not in the primary file, and are kept by \
                 their aliases: are the files of one day?",
                self.stray_aliases
            ));
        }
        if self.stray_addresses > 0 {
            out.notes.push(format!(
                "{} addresses belong to parties that are not in the primary file, and are left \
                 out: are the files of one day?",
                self.stray_addresses
            ));
        }
        let mut remarks = self.remarks;
        for (number, mut entry) in self.entries {
            if let Some(more) = remarks.remove(&number) {
                entry.remarks.get_or_insert_default().push_str(&more);
            }
            if let Some(text) = entry.remarks.take() {
                ofac_remarks::read(&mut entry, &text);
                entry.remarks = Some(text);
            }
            out.push(entry, Place::Whole, limits)?;
        }
        Ok(ofac_xml::assign_lists(out))
    }
}

/// A field that says something.
fn field<'a>(row: &'a Row<'_>, index: usize) -> Option<&'a str> {
    row.at(index).filter(|text| *text != "-0-")
}
