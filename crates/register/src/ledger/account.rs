//! What the entries of a licence amount to, and what may be added to them.

use std::collections::BTreeMap;

use exeat_value::{Decimal, Money, Quantity};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::entry::{Entry, EntryKind};
use crate::error::{RegisterError, Result};
use crate::licence::{Licence, LicenceLine};

/// An amount of goods, of money, or of both: goods in the unit of the line, money in its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Measure {
    /// Goods.
    pub quantity: Decimal,
    /// Money.
    pub value: Decimal,
}

impl Measure {
    pub(crate) fn plus(self, other: Self) -> Result<Self> {
        Ok(Self {
            quantity: sum(self.quantity, other.quantity)?,
            value: sum(self.value, other.value)?,
        })
    }

    fn minus(self, other: Self) -> Result<Self> {
        self.plus(Self {
            quantity: other.quantity.negated(),
            value: other.value.negated(),
        })
    }

    /// Whether both are nought.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.quantity.is_zero() && self.value.is_zero()
    }
}

/// What the sum of a ledger needs of an entry, where it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting<'a> {
    pub(crate) sequence: i64,
    pub(crate) line: u32,
    pub(crate) kind: EntryKind,
    pub(crate) reservation: Option<i64>,
    pub(crate) measure: Measure,
    pub(crate) shipment: Option<&'a str>,
    pub(crate) declaration: Option<&'a str>,
}

impl<'a> From<&'a Entry> for Posting<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            sequence: entry.sequence,
            line: entry.line,
            kind: entry.kind,
            reservation: entry.reservation,
            measure: Measure {
                quantity: entry.quantity.unwrap_or_default(),
                value: entry.value.unwrap_or_default(),
            },
            shipment: entry.shipment.as_deref(),
            declaration: entry.declaration.as_deref(),
        }
    }
}

fn sum(one: Decimal, other: Decimal) -> Result<Decimal> {
    one.checked_add(other).ok_or_else(|| {
        RegisterError::refused(
            "not-exact",
            format!("`{one}` and `{other}` cannot be added exactly"),
        )
    })
}

/// What was used of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct LineUse {
    /// Declarations are lodged for it.
    pub reserved: Measure,
    /// Customs have released it.
    pub drawn: Measure,
}

/// A reservation that is neither drawn nor released in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenReservation {
    /// Its entry.
    pub sequence: i64,
    /// The line.
    pub line: u32,
    /// What is left of it.
    pub left: Measure,
    /// The shipment.
    pub shipment: Option<String>,
    /// The declaration.
    pub declaration: Option<String>,
}

/// What is to be added to the ledger, its amounts already in the unit and currency of the line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Booking {
    /// The line.
    pub line: u32,
    /// The quantity, where one is given.
    pub quantity: Option<Decimal>,
    /// The value, where one is given.
    pub value: Option<Decimal>,
    /// The reservation that it takes from.
    pub reservation: Option<i64>,
    /// The shipment.
    pub shipment: Option<String>,
}

impl Booking {
    fn measure(&self) -> Measure {
        Measure {
            quantity: self.quantity.unwrap_or_default(),
            value: self.value.unwrap_or_default(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct ShipmentUse {
    open: u32,
    draws: u32,
    drawn: Measure,
}

impl ShipmentUse {
    /// A shipment counts while something is reserved for it or was drawn and not corrected away.
    fn counts(self) -> bool {
        self.open > 0 || !self.drawn.is_zero() || self.draws > 0
    }
}

/// What the entries of one licence amount to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    lines: BTreeMap<u32, LineUse>,
    open: BTreeMap<i64, OpenReservation>,
    /// Looked into by name, and sorted before anybody reads them in a row; none where nobody has counted them, since
    /// most licences do not limit them and the names of a thousand are the most of the work.
    shipments: Option<FxHashMap<String, ShipmentUse>>,
    /// What was used and names no shipment, as the openings of earlier registers do not.
    unnamed: Measure,
    entries: usize,
}

/// How the use that names no shipment is called where it is all the use there is.
const UNNAMED: &str = "a shipment that is not named";

impl Account {
    /// The sum of these entries, in their order.
    ///
    /// # Errors
    /// They do not follow from one another, as only damage can bring about.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self> {
        let mut account = Self::counting_shipments();
        for entry in entries {
            account.add(entry)?;
        }
        Ok(account)
    }

    /// An account that also counts shipments.
    pub(crate) fn counting_shipments() -> Self {
        Self {
            shipments: Some(FxHashMap::default()),
            ..Self::default()
        }
    }

    /// Whether it counts shipments.
    pub(crate) fn counts_shipments(&self) -> bool {
        self.shipments.is_some()
    }

    /// Gives a reservation that is open its names, which a sum goes without.
    pub(crate) fn name(
        &mut self,
        reservation: i64,
        shipment: Option<&str>,
        declaration: Option<&str>,
    ) {
        if let Some(open) = self.open.get_mut(&reservation) {
            open.shipment = shipment.map(str::to_owned);
            open.declaration = declaration.map(str::to_owned);
        }
    }

    /// Adds an entry.
    pub(crate) fn add(&mut self, entry: &Entry) -> Result<()> {
        self.post(&Posting::from(entry))
    }

    /// The same from what the sum needs of it.
    pub(crate) fn post(&mut self, entry: &Posting<'_>) -> Result<()> {
        let measure = entry.measure;
        let line = self.lines.entry(entry.line).or_default();
        let mut shipment = match (&mut self.shipments, entry.shipment) {
            (Some(shipments), Some(name)) => {
                // A name is copied once, not with every entry.
                if !shipments.contains_key(name) {
                    shipments.insert(name.to_owned(), ShipmentUse::default());
                }
                shipments.get_mut(name)
            }
            _ => None,
        };
        match entry.kind {
            EntryKind::Reserve => {
                line.reserved = line.reserved.plus(measure)?;
                if let Some(shipment) = &mut shipment {
                    shipment.open = shipment.open.saturating_add(1);
                }
                self.open.insert(
                    entry.sequence,
                    OpenReservation {
                        sequence: entry.sequence,
                        line: entry.line,
                        left: measure,
                        shipment: entry.shipment.map(str::to_owned),
                        declaration: entry.declaration.map(str::to_owned),
                    },
                );
            }
            EntryKind::Draw | EntryKind::Release => {
                if let Some(sequence) = entry.reservation {
                    let Some(open) = self.open.get_mut(&sequence) else {
                        return Err(RegisterError::Damaged(format!(
                            "entry {} takes from reservation {sequence}, which is not open",
                            entry.sequence
                        )));
                    };
                    line.reserved = line.reserved.minus(measure)?;
                    open.left = open.left.minus(measure)?;
                    if open.left.is_zero() {
                        self.open.remove(&sequence);
                        if let Some(shipment) = &mut shipment {
                            shipment.open = shipment.open.saturating_sub(1);
                        }
                    }
                }
                if entry.kind == EntryKind::Draw {
                    line.drawn = line.drawn.plus(measure)?;
                    if let Some(shipment) = &mut shipment {
                        shipment.drawn = shipment.drawn.plus(measure)?;
                        if measure.is_zero() {
                            shipment.draws = shipment.draws.saturating_add(1);
                        }
                    }
                }
            }
            EntryKind::Correct => {
                line.drawn = line.drawn.plus(measure)?;
                match &mut shipment {
                    Some(shipment) => {
                        shipment.drawn = shipment.drawn.plus(measure)?;
                        // A shipment of before of which nobody says how much it was.
                        if measure.is_zero() {
                            shipment.draws = shipment.draws.saturating_add(1);
                        }
                    }
                    None => self.unnamed = self.unnamed.plus(measure)?,
                }
            }
        }
        self.entries = self.entries.saturating_add(1);
        Ok(())
    }

    /// What was used of a line.
    #[must_use]
    pub fn line(&self, number: u32) -> LineUse {
        self.lines.get(&number).copied().unwrap_or_default()
    }

    /// Reservations that are open, oldest first.
    pub fn open(&self) -> impl Iterator<Item = &OpenReservation> {
        self.open.values()
    }

    /// How many entries there are.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// The shipments that count, by name; none where this account does not count them. What was used and names none left
    /// in one at least: it counts as one where no other does.
    #[must_use]
    pub fn shipments(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .shipments
            .iter()
            .flatten()
            .filter(|(_, one)| one.counts())
            .map(|(name, _)| name.as_str())
            .collect();
        let unnamed = self.unnamed;
        let is_used = |amount: Decimal| amount > Decimal::ZERO;
        if self.counts_shipments()
            && names.is_empty()
            && (is_used(unnamed.quantity) || is_used(unnamed.value))
        {
            names.push(UNNAMED);
        }
        names.sort_unstable();
        names
    }

    /// What is left of a line for new reservations and draws: none where it is not limited.
    #[must_use]
    pub fn left(&self, line: &LicenceLine) -> (Option<Quantity>, Option<Money>) {
        let used = self.line(line.number);
        let left = |limit: Decimal, reserved: Decimal, drawn: Decimal| {
            limit.checked_sub(reserved)?.checked_sub(drawn)
        };
        let quantity = line.quantity.and_then(|limit| {
            let left = left(limit.amount, used.reserved.quantity, used.drawn.quantity)?;
            Some(Quantity::new(left, limit.unit))
        });
        let value = line.value.and_then(|limit| {
            let amount = left(limit.amount, used.reserved.value, used.drawn.value)?;
            Some(Money {
                amount,
                currency: limit.currency,
            })
        });
        (quantity, value)
    }

    /// Whether customs have released all that the licence allows: every line is limited, and of each nothing is left.
    #[must_use]
    pub fn is_used_up(&self, licence: &Licence) -> bool {
        licence.lines.iter().all(|line| {
            let used = self.line(line.number).drawn;
            line.quantity
                .is_some_and(|limit| used.quantity >= limit.amount)
                || line.value.is_some_and(|limit| used.value >= limit.amount)
        })
    }

    /// Whether what is used and reserved is within what a licence allows.
    ///
    /// # Errors
    /// It is not, or a line that was used is gone.
    pub fn must_fit(&self, licence: &Licence) -> Result<()> {
        for (number, used) in &self.lines {
            let Some(line) = licence.line(*number) else {
                if used.drawn.is_zero() && used.reserved.is_zero() {
                    continue;
                }
                return Err(RegisterError::refused(
                    "used-line-gone",
                    format!("line {number} was used, and the new version has no such line"),
                ));
            };
            within(licence, line, used)?;
        }
        self.shipments_fit(licence, None)
    }

    /// Whether the shipments that count, and one more where it is another, are no more than the licence allows.
    fn shipments_fit(&self, licence: &Licence, with: Option<&str>) -> Result<()> {
        let Some(most) = licence.shipments_max else {
            return Ok(());
        };
        if !self.counts_shipments() {
            return Err(RegisterError::Storage(
                "the shipments of this licence were not counted".to_owned(),
            ));
        }
        let mut shipments = self.shipments();
        shipments.extend(with.filter(|name| !shipments.contains(name)));
        if u32::try_from(shipments.len()).is_ok_and(|count| count <= most) {
            return Ok(());
        }
        let times = if most == 1 {
            "one shipment".to_owned()
        } else {
            format!("{most} shipments")
        };
        Err(RegisterError::refused(
            "shipments-used-up",
            format!(
                "licence `{}` allows {times}, and this would be another: {}",
                licence.number,
                shipments
                    .iter()
                    .take(10)
                    .map(|one| format!("`{one}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        )
        .with_help("book it on another licence, or release what is reserved and will not leave"))
    }

    /// Whether an entry may be added.
    ///
    /// # Errors
    /// It takes more than there is, or something that is not there.
    pub(crate) fn must_allow(
        &self,
        licence: &Licence,
        kind: EntryKind,
        booking: &Booking,
    ) -> Result<()> {
        let Some(line) = licence.line(booking.line) else {
            return Err(Self::no_such_line(licence, booking.line));
        };
        let measure = booking.measure();
        if kind != EntryKind::Correct {
            if measure.quantity.is_negative() || measure.value.is_negative() {
                return Err(
                    RegisterError::refused("below-nought", "an amount is below nought")
                        .with_help("what was wrong before is mended by `exeat licence correct`"),
                );
            }
            let given = booking.quantity.is_some_and(|one| !one.is_zero())
                || booking.value.is_some_and(|one| !one.is_zero());
            if !given && (line.quantity.is_some() || line.value.is_some()) {
                return Err(RegisterError::refused(
                    "nothing-booked",
                    "no amount is given, or one of nought",
                ));
            }
            for (limited, there, what) in [
                (
                    line.quantity.is_some(),
                    booking.quantity.is_some(),
                    "quantity",
                ),
                (line.value.is_some(), booking.value.is_some(), "value"),
            ] {
                if limited && !there {
                    return Err(RegisterError::refused(
                        "amount-missing",
                        format!(
                            "line {} of licence `{}` is limited by {what}, and no {what} is given",
                            line.number, licence.number
                        ),
                    )
                    .with_help(format!("add `--{what}`")));
                }
            }
        }
        if let Some(sequence) = booking.reservation {
            self.must_be_open(sequence, booking)?;
        } else if kind == EntryKind::Release {
            return Err(RegisterError::refused(
                "nothing-reserved",
                "there is no open reservation to release",
            ));
        }
        let before = self.line(line.number);
        let mut after = before;
        match kind {
            EntryKind::Reserve => after.reserved = before.reserved.plus(measure)?,
            EntryKind::Release => after.reserved = before.reserved.minus(measure)?,
            EntryKind::Draw => {
                if booking.reservation.is_some() {
                    after.reserved = before.reserved.minus(measure)?;
                }
                after.drawn = before.drawn.plus(measure)?;
            }
            EntryKind::Correct => after.drawn = before.drawn.plus(measure)?,
        }
        if after.drawn.quantity.is_negative() || after.drawn.value.is_negative() {
            return Err(RegisterError::refused(
                "below-nought",
                format!(
                    "less than nothing would have been drawn from line {}",
                    line.number
                ),
            ));
        }
        within(licence, line, &after)?;
        // A correction that says that more left says in which shipment.
        let adds = measure.quantity > Decimal::ZERO || measure.value > Decimal::ZERO;
        let ships = match kind {
            EntryKind::Reserve | EntryKind::Draw => true,
            EntryKind::Correct => adds,
            EntryKind::Release => false,
        };
        if ships && licence.shipments_max.is_some() {
            let Some(shipment) = &booking.shipment else {
                return Err(RegisterError::refused(
                    "shipment-missing",
                    "this licence counts shipments, and none is named",
                )
                .with_help("name it with `--shipment NAME`"));
            };
            self.shipments_fit(licence, Some(shipment))?;
        }
        Ok(())
    }

    pub(crate) fn no_such_line(licence: &Licence, number: u32) -> RegisterError {
        let lines: Vec<String> = licence
            .lines
            .iter()
            .map(|line| line.number.to_string())
            .collect();
        RegisterError::refused(
            "no-such-line",
            format!("licence `{}` has no line {number}", licence.number),
        )
        .with_help(format!("its lines are {}", lines.join(", ")))
    }

    fn must_be_open(&self, sequence: i64, booking: &Booking) -> Result<()> {
        let Some(open) = self.open.get(&sequence) else {
            return Err(RegisterError::refused(
                "nothing-reserved",
                format!("reservation {sequence} is not open on this licence"),
            ));
        };
        if open.line != booking.line {
            return Err(RegisterError::refused(
                "another-line",
                format!(
                    "reservation {sequence} is on line {}, not {}",
                    open.line, booking.line
                ),
            ));
        }
        let measure = booking.measure();
        if measure.quantity > open.left.quantity || measure.value > open.left.value {
            return Err(RegisterError::refused(
                "more-than-reserved",
                format!(
                    "reservation {sequence} has less left than this: {}",
                    in_words(open.left)
                ),
            )
            .with_help("reserve the rest first"));
        }
        Ok(())
    }
}

fn in_words(measure: Measure) -> String {
    match (measure.quantity.is_zero(), measure.value.is_zero()) {
        (_, true) => measure.quantity.to_string(),
        (true, false) => format!("{} in money", measure.value),
        (false, false) => format!("{} and {} in money", measure.quantity, measure.value),
    }
}

/// Whether what is used of a line is within what it allows. This is the one place that decides it.
fn within(licence: &Licence, line: &LicenceLine, used: &LineUse) -> Result<()> {
    let quantity = sum(used.reserved.quantity, used.drawn.quantity)?;
    if let Some(limit) = line.quantity
        && quantity > limit.amount
    {
        let over = quantity.checked_sub(limit.amount).unwrap_or_default();
        return Err(over_use(
            licence,
            line,
            &limit.to_string(),
            &Quantity::new(quantity, limit.unit).to_string(),
            &Quantity::new(over, limit.unit).to_string(),
        ));
    }
    let value = sum(used.reserved.value, used.drawn.value)?;
    if let Some(limit) = line.value
        && value > limit.amount
    {
        let money = |amount| {
            Money {
                amount,
                currency: limit.currency,
            }
            .to_string()
        };
        let over = value.checked_sub(limit.amount).unwrap_or_default();
        return Err(over_use(
            licence,
            line,
            &limit.to_string(),
            &money(value),
            &money(over),
        ));
    }
    Ok(())
}

fn over_use(
    licence: &Licence,
    line: &LicenceLine,
    limit: &str,
    would: &str,
    over: &str,
) -> RegisterError {
    RegisterError::refused(
        "over-use",
        format!(
            "line {} of licence `{}` allows {limit}, and this would make {would}: {over} too much",
            line.number, licence.number
        ),
    )
    .with_help(format!(
        "`exeat licence show {}` says what is left",
        licence.number
    ))
}
