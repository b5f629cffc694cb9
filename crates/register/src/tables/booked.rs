//! Which rows of a table the ledger holds already: whoever mends a row that was refused books the table again.

use std::collections::BTreeMap;

use exeat_value::Day;

use super::bookings::BookingRow;
use crate::error::{RegisterError, Result};
use crate::ledger::{Account, Entry, EntryKind};
use crate::licence::Licence;
use crate::perform::into_line;
use crate::register::Register;
use crate::request::{Amounts, Request};

/// What the ledger says of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing.
    Nothing,
    /// This entry says the same: the row was booked before.
    Booked(i64),
    /// By this entry something else was drawn under the same name, and nothing is reserved from which more could be
    /// drawn: a mended row, or a second part that nobody announced.
    Otherwise(i64),
}

impl Before {
    /// Why the row is not booked, where something else was drawn.
    #[must_use]
    pub fn refusal(self) -> Option<RegisterError> {
        let Self::Otherwise(entry) = self else {
            return None;
        };
        Some(
            RegisterError::refused(
                "drawn-already",
                format!(
                    "entry {entry} drew under the same name before, and not the same; nothing is reserved from which \
                     more could be drawn"
                ),
            )
            .with_help(
                "book a further part by itself with `exeat licence draw`, or mend what was booked with `exeat licence \
                 correct`",
            ),
        )
    }
}

/// What a row books, in the terms of the ledger.
struct Wanted<'a> {
    kind: EntryKind,
    licence: &'a str,
    line: u32,
    day: Day,
    amounts: &'a Amounts,
    shipment: Option<&'a str>,
    declaration: Option<&'a str>,
}

impl<'a> Wanted<'a> {
    fn of(row: &'a BookingRow) -> Option<Self> {
        let (kind, licence, line, amounts, shipment, declaration) = match &row.request {
            Request::Reserve {
                licence,
                line,
                amounts,
                shipment,
                declaration,
            } => (
                EntryKind::Reserve,
                licence,
                line,
                amounts,
                Some(shipment),
                declaration,
            ),
            Request::Draw {
                licence,
                line,
                amounts,
                shipment,
                declaration,
                ..
            } => (
                EntryKind::Draw,
                licence,
                line,
                amounts,
                shipment.as_ref(),
                declaration,
            ),
            Request::Release {
                licence,
                line,
                amounts,
                shipment,
                declaration,
                ..
            } => (
                EntryKind::Release,
                licence,
                line,
                amounts,
                shipment.as_ref(),
                declaration,
            ),
            _ => return None,
        };
        Some(Self {
            kind,
            licence,
            line: *line,
            day: row.day,
            amounts,
            shipment: shipment.map(|one| one.trim()),
            declaration: declaration.as_deref().map(str::trim),
        })
    }

    /// Whether something goes by the name that the row gives: the declaration, or where one of the two has none, the
    /// shipment.
    fn is_called(&self, shipment: Option<&str>, declaration: Option<&str>) -> bool {
        match (self.declaration, declaration) {
            (Some(one), Some(other)) => one == other,
            _ => self.shipment.is_some() && self.shipment == shipment,
        }
    }

    fn is(&self, entry: &Entry) -> bool {
        self.kind == entry.kind
            && self.line == entry.line
            && self.is_called(entry.shipment.as_deref(), entry.declaration.as_deref())
    }

    /// Whether no amount is said, which means all that is left.
    fn takes_all(&self) -> bool {
        self.amounts.quantity.is_none() && self.amounts.value.is_none()
    }
}

/// A licence, and the entries of it that no row accounts for.
struct Ledger {
    licence: Licence,
    entries: Vec<Entry>,
    /// Places of entries by kind and day, those that are left.
    left: BTreeMap<(&'static str, Day), Vec<usize>>,
}

impl Ledger {
    fn new(licence: Licence, entries: Vec<Entry>) -> Self {
        let mut left: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            left.entry((entry.kind.name(), entry.day))
                .or_default()
                .push(place);
        }
        Self {
            licence,
            entries,
            left,
        }
    }

    /// The entry that says the same as a row; it accounts for no other row then.
    fn same(&mut self, wanted: &Wanted<'_>) -> Option<i64> {
        let booking = match wanted.takes_all() {
            true => None,
            // What cannot be told in the terms of the line was never booked.
            false => Some(into_line(&self.licence, wanted.line, wanted.amounts).ok()?),
        };
        let left = self.left.get_mut(&(wanted.kind.name(), wanted.day))?;
        let entries = &self.entries;
        let found = left.iter().position(|place| {
            entries.get(*place).is_some_and(|entry| {
                wanted.is(entry)
                    && booking.as_ref().is_none_or(|booking| {
                        (booking.quantity, booking.value) == (entry.quantity, entry.value)
                    })
            })
        })?;
        let place = left.remove(found);
        entries.get(place).map(|entry| entry.sequence)
    }

    /// An entry that no row accounts for by which something was drawn directly under the name of this row.
    fn otherwise(&self, wanted: &Wanted<'_>) -> Option<i64> {
        if wanted.kind != EntryKind::Draw {
            return None;
        }
        self.left
            .values()
            .flatten()
            .filter_map(|place| self.entries.get(*place))
            .find(|entry| wanted.is(entry) && entry.reservation.is_none())
            .map(|entry| entry.sequence)
    }

    fn has_open(&self, wanted: &Wanted<'_>) -> Result<bool> {
        let account = Account::of(&self.entries)?;
        Ok(account.open().any(|open| {
            open.line == wanted.line
                && wanted.is_called(open.shipment.as_deref(), open.declaration.as_deref())
        }))
    }
}

/// What the ledgers say of the rows of a table before it is booked, row by row. Each entry accounts for one row, so
/// that a table may hold two rows that are alike.
///
/// # Errors
/// The database failed, or is damaged.
pub fn booked_before(register: &mut Register, rows: &[BookingRow]) -> Result<Vec<Before>> {
    let mut ledgers: BTreeMap<String, Ledger> = BTreeMap::new();
    // A licence may be called by either of two names.
    let mut names: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let all: Vec<Option<Wanted<'_>>> = rows.iter().map(Wanted::of).collect();
    for wanted in all.iter().flatten() {
        if names.contains_key(wanted.licence) {
            continue;
        }
        let id = match register.licence(wanted.licence, wanted.day) {
            Ok(view) => Some(view.licence.id.clone()).inspect(|id| {
                ledgers
                    .entry(id.clone())
                    .or_insert_with(|| Ledger::new(view.licence, Vec::new()));
            }),
            Err(RegisterError::NotFound { .. }) => None,
            Err(error) => return Err(error),
        };
        names.insert(wanted.licence, id);
    }
    for (id, ledger) in &mut ledgers {
        *ledger = Ledger::new(ledger.licence.clone(), register.entries(id)?);
    }
    let id_of = |wanted: &Wanted<'_>| names.get(wanted.licence).cloned().flatten();
    let mut told = vec![Before::Nothing; rows.len()];
    // Rows that say how much choose first: those that say nothing fit any amount.
    for takes_all in [false, true] {
        for (told, wanted) in told.iter_mut().zip(&all) {
            if let Some(wanted) = wanted
                && wanted.takes_all() == takes_all
                && let Some(ledger) = id_of(wanted).and_then(|id| ledgers.get_mut(&id))
                && let Some(entry) = ledger.same(wanted)
            {
                *told = Before::Booked(entry);
            }
        }
    }
    for (place, wanted) in all.iter().enumerate() {
        let Some(wanted) = wanted else { continue };
        let Some(id) = id_of(wanted) else { continue };
        if told.get(place) != Some(&Before::Nothing) {
            continue;
        }
        let Some(ledger) = ledgers.get(&id) else {
            continue;
        };
        let Some(entry) = ledger.otherwise(wanted) else {
            continue;
        };
        // A row above that is still to be booked reserves what this one draws.
        let will_be_reserved = all.iter().zip(&told).take(place).any(|(other, told)| {
            other.as_ref().is_some_and(|other| {
                other.kind == EntryKind::Reserve
                    && *told == Before::Nothing
                    && other.line == wanted.line
                    && id_of(other).as_ref() == Some(&id)
                    && wanted.is_called(other.shipment, other.declaration)
            })
        });
        if !will_be_reserved
            && !ledger.has_open(wanted)?
            && let Some(told) = told.get_mut(place)
        {
            *told = Before::Otherwise(entry);
        }
    }
    Ok(told)
}
