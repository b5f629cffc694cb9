//! Sums of ledgers.
//!
//! A balance is the sum of its entries, which are read each time. In a program that goes on, a sum that was made is
//! remembered, and the next one begins with it, as long as the log still holds the event of the last entry in it, with
//! the same hash: that hash stands for everything before it, so the entries are those that were added then. Nothing of
//! it is ever stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::database::Database;
use crate::error::Result;
use crate::ledger::{Account, EntryKind, Measure, Posting, damaged};
use crate::licence::Licence;
use crate::reading;

/// Sums of fewer entries are made anew: remembering them would save nothing.
const WORTH: usize = 64;
/// Entries in all sums that are remembered; some tens of megabytes.
const ENTRIES_MAX: usize = 200_000;

/// A sum, and the event of the last entry in it.
struct Remembered {
    account: Arc<Account>,
    last: (i64, String),
}

/// Open reservations whose names are looked up one by one; where there are more, the ledger is gone through once again.
const LOOKED_UP_MAX: usize = 32;

/// The sums that a program remembers.
#[derive(Default)]
pub(crate) struct Accounts {
    remembered: BTreeMap<String, Remembered>,
    entries: usize,
}

impl Accounts {
    /// What the entries of a licence amount to; its shipments are counted where it limits them.
    pub(crate) fn of(
        &mut self,
        database: &mut Database,
        licence: &Licence,
    ) -> Result<Arc<Account>> {
        self.sum(database, &licence.id, licence.shipments_max.is_some())
    }

    /// The same with its shipments counted in any case.
    pub(crate) fn whole(
        &mut self,
        database: &mut Database,
        licence: &Licence,
    ) -> Result<Arc<Account>> {
        self.sum(database, &licence.id, true)
    }

    fn sum(
        &mut self,
        database: &mut Database,
        licence: &str,
        shipments: bool,
    ) -> Result<Arc<Account>> {
        let before = self.forget(licence);
        let begun = match before {
            Some(one)
                if (!shipments || one.account.counts_shipments())
                    && reading::holds(database, &one.last)? =>
            {
                Some(one)
            }
            _ => None,
        };
        let (mut account, mut last) = match begun {
            Some(one) => (one.account, one.last),
            None if shipments => (Arc::new(Account::counting_shipments()), (0, String::new())),
            None => (Arc::default(), (0, String::new())),
        };
        let after = last.0;
        add(database, licence, Arc::make_mut(&mut account), &mut last.0)?;
        if account.entries() >= WORTH {
            if last.0 != after {
                last = event(database, last.0)?;
            }
            self.remember(licence, Arc::clone(&account), last);
        }
        Ok(account)
    }

    fn forget(&mut self, licence: &str) -> Option<Remembered> {
        let found = self.remembered.remove(licence)?;
        self.entries = self.entries.saturating_sub(found.account.entries());
        Some(found)
    }

    fn remember(&mut self, licence: &str, account: Arc<Account>, last: (i64, String)) {
        let entries = self.entries.saturating_add(account.entries());
        if entries > ENTRIES_MAX {
            self.remembered.clear();
            self.entries = 0;
            if account.entries() > ENTRIES_MAX {
                return;
            }
        }
        self.entries = self.entries.saturating_add(account.entries());
        self.remembered
            .insert(licence.to_owned(), Remembered { account, last });
    }
}

fn event(database: &mut Database, sequence: i64) -> Result<(i64, String)> {
    let row = database.row(
        "SELECT hash FROM event WHERE sequence = $1",
        &[sequence.into()],
    )?;
    match row {
        Some(mut row) => Ok((sequence, row.text()?)),
        None => Err(damaged(sequence)),
    }
}

/// Adds the entries of a licence that come after one. This is all that a balance reads.
fn add(
    database: &mut Database,
    licence: &str,
    account: &mut Account,
    last: &mut i64,
) -> Result<()> {
    let named = account.counts_shipments();
    let sql = if named {
        "SELECT sequence, line, kind, reservation, quantity, value, shipment, declaration FROM entry \
         WHERE licence = $1 AND sequence > $2 ORDER BY sequence"
    } else {
        "SELECT sequence, line, kind, reservation, quantity, value FROM entry \
         WHERE licence = $1 AND sequence > $2 ORDER BY sequence"
    };
    let before = *last;
    database.look(sql, &[licence.into(), before.into()], &mut |_, row| {
        let sequence = row.cell(0)?.integer()?;
        let decimal = |column: usize| match row.cell(column)?.optional_text()? {
            Some(text) => text.parse().map_err(|_| damaged(sequence)),
            None => Ok(exeat_value::Decimal::ZERO),
        };
        let name = |column: usize| match named {
            true => row.cell(column)?.optional_text(),
            false => Ok(None),
        };
        account.post(&Posting {
            sequence,
            line: u32::try_from(row.cell(1)?.integer()?).map_err(|_| damaged(sequence))?,
            kind: EntryKind::named(row.cell(2)?.text()?).ok_or_else(|| damaged(sequence))?,
            reservation: row.cell(3)?.optional_integer()?,
            measure: Measure {
                quantity: decimal(4)?,
                value: decimal(5)?,
            },
            shipment: name(6)?,
            declaration: name(7)?,
        })?;
        *last = sequence;
        Ok(())
    })?;
    if named {
        return Ok(());
    }
    let open: Vec<i64> = account
        .open()
        .map(|open| open.sequence)
        .filter(|sequence| *sequence > before)
        .collect();
    if open.len() > LOOKED_UP_MAX {
        return database.look(
            "SELECT sequence, shipment, declaration FROM entry \
             WHERE licence = $1 AND sequence > $2 AND kind = 'reserve'",
            &[licence.into(), before.into()],
            &mut |_, row| {
                let (shipment, declaration) = (row.cell(1)?, row.cell(2)?);
                account.name(
                    row.cell(0)?.integer()?,
                    shipment.optional_text()?,
                    declaration.optional_text()?,
                );
                Ok(())
            },
        );
    }
    for sequence in open {
        database.look(
            "SELECT shipment, declaration FROM entry WHERE licence = $1 AND sequence = $2",
            &[licence.into(), sequence.into()],
            &mut |_, row| {
                let (shipment, declaration) = (row.cell(0)?, row.cell(1)?);
                account.name(
                    sequence,
                    shipment.optional_text()?,
                    declaration.optional_text()?,
                );
                Ok(())
            },
        )?;
    }
    Ok(())
}
