//! The layouts of publishers, one module each.

mod eu;
mod ftm;
mod ofac_csv;
mod ofac_remarks;
mod ofac_xml;
mod uk;
mod un;
mod us_csl;

pub(crate) use eu::{csv as eu_csv, xml as eu_xml};
pub(crate) use ftm::read as ftm;
pub(crate) use ofac_csv::{Family as OfacFamily, Part as OfacPart};
pub(crate) use ofac_xml::read as ofac_xml;
pub(crate) use uk::{csv as uk_csv, xml as uk_xml};
pub(crate) use un::read as un_xml;
pub(crate) use us_csl::{csv as us_csl_csv, json as us_csl_json};

use exeat_value::Day;

use super::error::{Fault, Place};
use super::{Limits, ListEntry, names};

/// What a file gave.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) entries: Vec<ListEntry>,
    pub(crate) published: Option<Day>,
    /// What is odd about it and yet no reason to refuse it.
    pub(crate) notes: Vec<String>,
}

impl Gathered {
    /// Keeps an entry.
    ///
    /// # Errors
    /// It has no name, or there are more than the limit.
    pub(crate) fn push(
        &mut self,
        mut entry: ListEntry,
        place: Place,
        limits: &Limits,
    ) -> Result<(), Fault> {
        if self.entries.len() >= limits.entries {
            return Err(Fault::new(
                place,
                format!("there are more than {} entries", limits.entries),
                "a list of a sensible size",
            ));
        }
        if entry.names.is_empty() {
            return Err(Fault::new(
                place,
                format!("the entry `{}` has no name", entry.id),
                "a name for every entry: without one it can never be found",
            ));
        }
        names::settle(&mut entry.names);
        self.entries.push(entry);
        Ok(())
    }
}

/// Entries that come in several rows, in the order in which they first came.
#[derive(Debug, Default)]
pub(crate) struct ById {
    places: std::collections::BTreeMap<String, usize>,
    entries: Vec<(ListEntry, u64)>,
}

impl ById {
    /// The entry with an id, which is empty when it is met for the first time.
    pub(crate) fn entry(
        &mut self,
        id: &str,
        line: u64,
        limits: &Limits,
    ) -> Result<&mut ListEntry, Fault> {
        let next = self.entries.len();
        let place = match self.places.get(id) {
            Some(place) => *place,
            None if next >= limits.entries => {
                return Err(Fault::new(
                    Place::Line(line),
                    format!("there are more than {} entries", limits.entries),
                    "a list of a sensible size",
                ));
            }
            None => {
                self.places.insert(id.to_owned(), next);
                self.entries.push((ListEntry::default(), line));
                next
            }
        };
        // Every place in the map is one in the row of entries: both grow together, just above.
        self.entries
            .get_mut(place)
            .map(|(entry, _)| entry)
            .ok_or_else(|| Fault::whole("an entry was lost", "every entry"))
    }

    /// Hands the entries on.
    pub(crate) fn finish(self, out: &mut Gathered, limits: &Limits) -> Result<(), Fault> {
        for (entry, line) in self.entries {
            out.push(entry, Place::Line(line), limits)?;
        }
        Ok(())
    }
}
