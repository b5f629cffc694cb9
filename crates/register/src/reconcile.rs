//! Holding the ledger against what customs say.

use std::collections::BTreeMap;

use exeat_value::{Decimal, Money, Quantity};
use serde::Serialize;

use crate::error::Result;
use crate::ledger::{Account, Entry, EntryKind, Measure};
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

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lodged => "lodged",
            Self::Released => "released",
            Self::Cancelled => "cancelled",
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
    /// The first row of the reply that is about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Every row of the reply that is about it.
    pub rows: Vec<usize>,
}

type Key = (String, String, u32);

/// What the ledger says of one declaration line.
#[derive(Debug, Clone, Default)]
struct Here {
    drawn: Measure,
    /// Draws that say no amount, because the line is limited by none.
    unmeasured: u32,
    open: Measure,
    reservations: u32,
    released: bool,
}

impl Here {
    /// Whether something was drawn and not corrected away.
    fn is_drawn(&self) -> bool {
        !self.drawn.is_zero() || self.unmeasured > 0
    }

    /// Whether something is reserved and neither drawn nor released.
    fn is_open(&self) -> bool {
        self.reservations > 0
    }
}

/// What customs say of one declaration line in all rows together, by status.
#[derive(Debug, Default)]
struct There<'c> {
    rows: Vec<&'c CustomsLine>,
}

impl<'c> There<'c> {
    fn of(&self, status: CustomsStatus) -> impl Iterator<Item = &'c CustomsLine> + '_ {
        self.rows
            .iter()
            .copied()
            .filter(move |line| line.status == status)
    }

    fn says(&self, status: CustomsStatus) -> bool {
        self.of(status).next().is_some()
    }

    /// Whether the rows of a status say the same as the ledger, as far as the licence's line counts. Where it counts
    /// something, customs have to have stated it: what nobody can compare is not the same.
    fn agrees(&self, status: CustomsStatus, ours: Measure, limits: Limits) -> bool {
        let quantity = limits.0.is_none_or(|limit| {
            let amounts = self
                .of(status)
                .map(|line| Some(line.quantity?.to(limit.unit)?.amount));
            sum(amounts) == Some(ours.quantity)
        });
        // Customs count their own value; beside a quantity it is compared where they state one.
        let stated = self.of(status).any(|line| line.value.is_some());
        let value = limits.1.is_none_or(|limit| {
            let amounts = self.of(status).map(|line| {
                let money = line.value?;
                (money.currency == limit.currency).then_some(money.amount)
            });
            limits.0.is_some() && !stated || sum(amounts) == Some(ours.value)
        });
        quantity && value
    }

    /// What customs say, in words.
    fn in_words(&self) -> String {
        let mut parts = Vec::new();
        for status in [
            CustomsStatus::Lodged,
            CustomsStatus::Released,
            CustomsStatus::Cancelled,
        ] {
            if !self.says(status) {
                continue;
            }
            let mut words = vec![status.name().to_owned()];
            words.extend(self.amounts(status));
            parts.push(words.join(" "));
        }
        parts.join(", ")
    }

    /// The amounts of a status: their sum where they are of one unit and currency, else one after the other.
    fn amounts(&self, status: CustomsStatus) -> Option<String> {
        let quantities: Vec<Quantity> = self.of(status).filter_map(|line| line.quantity).collect();
        let values: Vec<Money> = self.of(status).filter_map(|line| line.value).collect();
        let mut parts = Vec::new();
        if let Some(first) = quantities.first() {
            let amounts = quantities
                .iter()
                .map(|one| (one.unit == first.unit).then_some(one.amount));
            match sum(amounts) {
                Some(amount) => parts.push(Quantity::new(amount, first.unit).to_string()),
                None => parts.extend(quantities.iter().map(Quantity::to_string)),
            }
        }
        if let Some(first) = values.first() {
            let currency = first.currency;
            let amounts = values
                .iter()
                .map(|one| (one.currency == currency).then_some(one.amount));
            match sum(amounts) {
                Some(amount) => parts.push(Money { amount, currency }.to_string()),
                None => parts.extend(values.iter().map(Money::to_string)),
            }
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The sum of all; none where one is missing, or no decimal holds it.
fn sum(amounts: impl Iterator<Item = Option<Decimal>>) -> Option<Decimal> {
    let mut amounts = amounts;
    amounts.try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one?))
}

impl Register {
    /// Holds every ledger entry with a declaration against a customs reply. All rows of the reply about one line of a
    /// declaration count together.
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
        let limits = |(_, licence, line): &Key| {
            let found = units.get(&(licence.clone(), *line)).copied();
            found.unwrap_or((None, None))
        };
        // In the order in which the reply first names them.
        let mut order: Vec<Key> = Vec::new();
        let mut there: BTreeMap<Key, There<'_>> = BTreeMap::new();
        for line in customs {
            let key = (line.declaration.clone(), line.licence.clone(), line.line);
            let rows = &mut there.entry(key.clone()).or_default().rows;
            if rows.is_empty() {
                order.push(key);
            }
            rows.push(line);
        }
        let mut found = Vec::new();
        for key in order {
            let theirs = there.remove(&key).unwrap_or_default();
            let ours = here.remove(&key);
            let limits = limits(&key);
            found.push(reconciled(key, ours.as_ref(), &theirs, limits));
        }
        for (key, ours) in here {
            if ours.is_drawn() || ours.is_open() {
                let limits = limits(&key);
                found.push(reconciled(key, Some(&ours), &There::default(), limits));
            }
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
                let measure = Measure {
                    quantity: entry.quantity.unwrap_or_default(),
                    value: entry.value.unwrap_or_default(),
                };
                one.drawn = one.drawn.plus(measure)?;
                if measure.is_zero() {
                    one.unmeasured = one.unmeasured.saturating_add(1);
                }
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
            one.open = one.open.plus(open.left)?;
            one.reservations = one.reservations.saturating_add(1);
        }
    }
    Ok(())
}

type Limits = (Option<Quantity>, Option<Money>);

fn amount(sum: Measure, limits: Limits) -> String {
    let mut parts = Vec::new();
    if let Some(limit) = limits.0 {
        parts.push(Quantity::new(sum.quantity, limit.unit).to_string());
    }
    if let Some(limit) = limits.1 {
        let (amount, currency) = (sum.value, limit.currency);
        parts.push(Money { amount, currency }.to_string());
    }
    if parts.is_empty() {
        "without an amount".to_owned()
    } else {
        parts.join(", ")
    }
}

fn in_words(here: &Here, limits: Limits) -> String {
    let mut parts = Vec::new();
    if here.is_drawn() {
        parts.push(format!("drawn {}", amount(here.drawn, limits)));
    }
    if here.is_open() {
        parts.push(format!("reserved {}", amount(here.open, limits)));
    }
    if parts.is_empty() {
        parts.push(if here.released {
            "released".to_owned()
        } else {
            "drawn and corrected to nothing".to_owned()
        });
    }
    parts.join(", ")
}

/// What the two sides come to. Customs may have released a part and hold the rest open; but what is cancelled and is
/// not at once contradicts itself, and which of the two holds a file does not say.
fn agreement(ours: Option<&Here>, theirs: &There<'_>, limits: Limits) -> Agreement {
    use CustomsStatus::{Cancelled, Lodged, Released};
    let (lodged, released) = (theirs.says(Lodged), theirs.says(Released));
    let cancelled = theirs.says(Cancelled);
    let Some(ours) = ours else {
        return if lodged || released {
            Agreement::MissingHere
        } else {
            Agreement::Matched
        };
    };
    if theirs.rows.is_empty() {
        return Agreement::MissingThere;
    }
    let drawn =
        released == ours.is_drawn() && (!released || theirs.agrees(Released, ours.drawn, limits));
    let open = lodged == ours.is_open() && (!lodged || theirs.agrees(Lodged, ours.open, limits));
    if drawn && open && !(cancelled && (lodged || released)) {
        Agreement::Matched
    } else {
        Agreement::Different
    }
}

fn reconciled(key: Key, ours: Option<&Here>, theirs: &There<'_>, limits: Limits) -> Reconciled {
    let (declaration, licence, line) = key;
    let rows: Vec<usize> = theirs.rows.iter().map(|line| line.row).collect();
    Reconciled {
        declaration,
        licence,
        line,
        agreement: agreement(ours, theirs, limits),
        here: ours.map_or_else(|| "nothing".to_owned(), |ours| in_words(ours, limits)),
        there: if rows.is_empty() {
            "nothing".to_owned()
        } else {
            theirs.in_words()
        },
        row: rows.first().copied(),
        rows,
    }
}
