//! Holding the ledger against what customs say.

use std::collections::BTreeMap;

use exeat_value::{Decimal, Money, Quantity};
use serde::Serialize;

use crate::error::Result;
use crate::ledger::{Account, Entry, EntryKind};
use crate::register::Register;

/// What customs say became of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustomsStatus {
    /// It was lodged and is open.
    Lodged,
    /// The goods were released.
    Released,
    /// It was cancelled.
    Cancelled,
}

impl CustomsStatus {
    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "lodged" => Some(Self::Lodged),
            "released" => Some(Self::Released),
            "cancelled" => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// A line of a customs reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomsLine {
    /// Its row in the file.
    pub row: usize,
    /// The declaration.
    pub declaration: String,
    /// The licence's number.
    pub licence: String,
    /// Its line.
    pub line: u32,
    /// What became of it.
    pub status: CustomsStatus,
    /// How much.
    pub quantity: Option<Quantity>,
    /// For how much money.
    pub value: Option<Money>,
}

/// What the comparison of one declaration line came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Both say the same.
    Matched,
    /// The ledger does not have it.
    MissingHere,
    /// Customs do not have it.
    MissingThere,
    /// Both have it and do not say the same.
    Different,
}

impl Agreement {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::MissingHere => "missing-here",
            Self::MissingThere => "missing-there",
            Self::Different => "different",
        }
    }
}

/// One declaration line on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reconciled {
    /// The declaration.
    pub declaration: String,
    /// The licence's number.
    pub licence: String,
    /// Its line.
    pub line: u32,
    /// What the comparison came to.
    pub agreement: Agreement,
    /// What the ledger says.
    pub here: String,
    /// What customs say.
    pub there: String,
    /// The row of the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
}

type Key = (String, String, u32);

/// What the ledger says of one declaration line.
#[derive(Debug, Clone, Default)]
struct Here {
    drawn: (Decimal, Decimal),
    open: (Decimal, Decimal),
    released: bool,
}

fn plus(sum: &mut (Decimal, Decimal), quantity: Option<Decimal>, value: Option<Decimal>) {
    // The ledger refuses sums that are not exact, so these are.
    let add = |one: Decimal, other: Option<Decimal>| {
        one.checked_add(other.unwrap_or_default()).unwrap_or(one)
    };
    sum.0 = add(sum.0, quantity);
    sum.1 = add(sum.1, value);
}

impl Register {
    /// Holds every ledger entry with a declaration against a customs reply.
    ///
    /// # Errors
    /// The database failed.
    pub fn reconcile(
        &mut self,
        customs: &[CustomsLine],
        on: exeat_value::Day,
    ) -> Result<Vec<Reconciled>> {
        let mut here: BTreeMap<Key, Here> = BTreeMap::new();
        let mut units = BTreeMap::new();
        for view in self.licences(on)? {
            let entries = self.entries(&view.licence.id)?;
            let number = view.licence.number.clone();
            for line in &view.licence.lines {
                units.insert((number.clone(), line.number), (line.quantity, line.value));
            }
            gather(&number, &entries, &mut here)?;
        }
        let mut found = Vec::new();
        // Several rows of a reply may be about one line: they are added up where they say the same of it.
        for line in customs {
            let key = (line.declaration.clone(), line.licence.clone(), line.line);
            let ours = here.remove(&key);
            let limits = units
                .get(&(line.licence.clone(), line.line))
                .copied()
                .unwrap_or((None, None));
            found.push(compare(line, ours.as_ref(), limits));
        }
        for ((declaration, licence, line), ours) in here {
            if ours.drawn == (Decimal::ZERO, Decimal::ZERO)
                && ours.open == (Decimal::ZERO, Decimal::ZERO)
            {
                continue;
            }
            let limits = units
                .get(&(licence.clone(), line))
                .copied()
                .unwrap_or((None, None));
            found.push(Reconciled {
                here: in_words(&ours, limits),
                there: "nothing".to_owned(),
                agreement: Agreement::MissingThere,
                declaration,
                licence,
                line,
                row: None,
            });
        }
        Ok(found)
    }
}

fn gather(number: &str, entries: &[Entry], here: &mut BTreeMap<Key, Here>) -> Result<()> {
    for entry in entries {
        let Some(declaration) = &entry.declaration else {
            continue;
        };
        let one = here
            .entry((declaration.clone(), number.to_owned(), entry.line))
            .or_default();
        match entry.kind {
            EntryKind::Draw | EntryKind::Correct => {
                plus(&mut one.drawn, entry.quantity, entry.value)
            }
            EntryKind::Release => one.released = true,
            EntryKind::Reserve => {}
        }
    }
    for open in Account::of(entries)?.open() {
        if let Some(declaration) = &open.declaration {
            let one = here
                .entry((declaration.clone(), number.to_owned(), open.line))
                .or_default();
            plus(
                &mut one.open,
                Some(open.left.quantity),
                Some(open.left.value),
            );
        }
    }
    Ok(())
}

type Limits = (Option<Quantity>, Option<Money>);

fn amount(sum: (Decimal, Decimal), limits: Limits) -> String {
    let mut parts = Vec::new();
    if let Some(limit) = limits.0 {
        parts.push(Quantity::new(sum.0, limit.unit).to_string());
    }
    if let Some(limit) = limits.1 {
        let currency = limit.currency;
        parts.push(
            Money {
                amount: sum.1,
                currency,
            }
            .to_string(),
        );
    }
    if parts.is_empty() {
        "an unlimited line".to_owned()
    } else {
        parts.join(", ")
    }
}

fn in_words(here: &Here, limits: Limits) -> String {
    let zero = (Decimal::ZERO, Decimal::ZERO);
    let mut parts = Vec::new();
    if here.drawn != zero {
        parts.push(format!("drawn {}", amount(here.drawn, limits)));
    }
    if here.open != zero {
        parts.push(format!("reserved {}", amount(here.open, limits)));
    }
    if parts.is_empty() {
        parts.push(if here.released {
            "released".to_owned()
        } else {
            "drawn, unmeasured".to_owned()
        });
    }
    parts.join(", ")
}

fn compare(line: &CustomsLine, ours: Option<&Here>, limits: Limits) -> Reconciled {
    let status = match line.status {
        CustomsStatus::Lodged => "lodged",
        CustomsStatus::Released => "released",
        CustomsStatus::Cancelled => "cancelled",
    };
    let amounts: Vec<String> = [
        line.quantity.map(|one| one.to_string()),
        line.value.map(|one| one.to_string()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let there = format!("{status} {}", amounts.join(", "))
        .trim_end()
        .to_owned();
    let zero = (Decimal::ZERO, Decimal::ZERO);
    let agreement = match ours {
        None if line.status == CustomsStatus::Cancelled => Agreement::Matched,
        None => Agreement::MissingHere,
        Some(ours) => {
            let (wanted, none) = match line.status {
                CustomsStatus::Released => (ours.drawn, ours.open == zero),
                CustomsStatus::Lodged => (ours.open, ours.drawn == zero),
                CustomsStatus::Cancelled => (zero, ours.drawn == zero && ours.open == zero),
            };
            let cancelled = line.status == CustomsStatus::Cancelled;
            let quantity = cancelled
                || limits.0.is_none_or(|limit| {
                    line.quantity
                        .and_then(|one| one.to(limit.unit))
                        .is_some_and(|one| one.amount == wanted.0)
                });
            // Customs count their own value; it is compared where they state one.
            let value = cancelled
                || match (limits.1, line.value) {
                    (Some(limit), Some(one)) => {
                        one.currency == limit.currency && one.amount == wanted.1
                    }
                    _ => true,
                };
            if none && quantity && value {
                Agreement::Matched
            } else {
                Agreement::Different
            }
        }
    };
    Reconciled {
        declaration: line.declaration.clone(),
        licence: line.licence.clone(),
        line: line.line,
        agreement,
        here: ours.map_or_else(|| "nothing".to_owned(), |ours| in_words(ours, limits)),
        there,
        row: Some(line.row),
    }
}
