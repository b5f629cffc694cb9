//! Values, masses and shares of every part, from the bottom up, as exact intervals.

mod amount;
mod lineage;
mod order;

use std::collections::{BTreeMap, BTreeSet};

use exeat_value::Decimal;
use rustc_hash::FxHashMap;

use self::amount::{Amount, Amounts};
use self::lineage::{Lineage, Working};
use self::order::{Inside, bottom_up};
use super::bill::{Bill, Fault, Part, Use};
use super::declaration::divided;

/// Two bounds, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The lowest that it may be.
    pub low: Decimal,
    /// The highest.
    pub high: Decimal,
}

impl Range {
    /// One number.
    pub fn exactly(number: Decimal) -> Self {
        Self {
            low: number,
            high: number,
        }
    }

    /// Whether it is one number.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }

    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    fn times(&self, count: Decimal) -> Option<Self> {
        if count == Decimal::ONE {
            return Some(self.clone());
        }
        Some(Self {
            low: self.low.checked_mul(count)?,
            high: self.high.checked_mul(count)?,
        })
    }

    /// Whether a figure of a part and its share of a whole cannot both be right, rounding allowed for.
    pub(crate) fn contradicts_share(&self, share: &Self, whole: &Self) -> bool {
        let exact = of_share(share, whole);
        if exact.is_none_or(|exact| self.both(&exact).is_some()) {
            return false;
        }
        let about = share
            .rounded()
            .zip(whole.rounded())
            .and_then(|(share, whole)| of_share(&share, &whole));
        self.rounded()
            .zip(about)
            .is_some_and(|(own, about)| own.both(&about).is_none())
    }

    /// Whatever may have been rounded to these bounds: half a unit of the last place further on
    /// each side.
    fn rounded(&self) -> Option<Self> {
        let half = |bound: Decimal| Decimal::from_parts(5, bound.places().checked_add(1)?);
        Some(Self {
            low: self
                .low
                .checked_sub(half(self.low)?)?
                .max(Decimal::ZERO.min(self.low)),
            high: self.high.checked_add(half(self.high)?)?,
        })
    }

    /// What both allow; none where they contradict each other.
    fn both(&self, other: &Self) -> Option<Self> {
        let both = Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        };
        (both.low <= both.high).then_some(both)
    }
}

/// How much of a part's value is of one origin: the bounds of both sides of the share, so that a
/// threshold can be compared without dividing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginShare<'r> {
    /// The country, as the bill writes it; empty for what is of no known origin.
    pub origin: &'r str,
    /// The value of that origin in one of the part; none where nothing bounds it.
    pub value: Option<Range>,
}

/// One part, rolled up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RolledPart {
    /// What one is worth, where that can be said.
    pub value: Option<Range>,
    /// What one weighs, in kilograms, where that can be said.
    pub mass: Option<Range>,
}

/// A bill, rolled up.
#[derive(Debug, Clone, Default)]
pub struct Rolled {
    /// One for each part, in the bill's order.
    pub parts: Vec<RolledPart>,
    /// Circles, and sums that cannot be.
    pub faults: Vec<Fault>,
    origins: Origins,
    lineage: Lineage,
}

impl Rolled {
    /// The value of one of a part by origin: of what is inside, and of the part's own rest.
    pub fn origins(&self, part: usize) -> Vec<OriginShare<'_>> {
        // They are put in order where somebody looks, which is at few of many.
        let mut own: Vec<(u32, Amount)> = self.origins.of(part).collect();
        own.sort_unstable_by_key(|(label, _)| *label);
        own.into_iter()
            .filter_map(|(label, amount)| {
                Some(OriginShare {
                    origin: self.origins.name(label)?,
                    value: self.origins.amounts.range(amount),
                })
            })
            .collect()
    }

    /// The share of an origin in the value of a part, in percent: between bounds that hold it
    /// whatever the figures are. None where it cannot be told.
    pub fn share_of(&self, part: usize, origin: &str) -> Option<Range> {
        let whole = self.parts.get(part)?.value.as_ref()?;
        let origins = self.origins(part);
        let rest = Rest::of(&origins);
        match origins.iter().find(|one| one.origin == origin) {
            Some(own) => share(own.value.as_ref()?, whole, &rest),
            None => share(&Range::exactly(Decimal::ZERO), whole, &rest),
        }
    }

    /// The share of every origin in the value of a part, as [`Rolled::share_of`] says it.
    pub fn shares(&self, part: usize) -> Vec<(&str, Option<Range>)> {
        let origins = self.origins(part);
        let whole = self.parts.get(part).and_then(|one| one.value.as_ref());
        let rest = Rest::of(&origins);
        origins
            .iter()
            .map(|one| {
                let own = one.value.as_ref();
                let share = own
                    .zip(whole)
                    .and_then(|(own, whole)| share(own, whole, &rest));
                (one.origin, share)
            })
            .collect()
    }

    /// The countries whose technology made a part or something in it, each with the statements
    /// that say so.
    pub fn technology(&self, part: usize) -> BTreeMap<&str, Vec<&str>> {
        self.lineage.of(part)
    }
}

/// What all origins of a part are worth together.
struct Rest {
    /// None where nothing bounds one of them, or no decimal holds the sum.
    sum: Option<Range>,
}

impl Rest {
    fn of(origins: &[OriginShare<'_>]) -> Self {
        let sum = origins
            .iter()
            .try_fold(Range::exactly(Decimal::ZERO), |sum, one| {
                sum.plus(one.value.as_ref()?)
            });
        Self { sum }
    }

    /// What the others are worth.
    fn without(&self, own: &Range) -> Option<Range> {
        let sum = self.sum.as_ref()?;
        Some(Range {
            low: sum.low.checked_sub(own.low)?,
            high: sum.high.checked_sub(own.high)?,
        })
    }
}

fn share(own: &Range, whole: &Range, rest: &Rest) -> Option<Range> {
    let percent = |part: Decimal, whole: Decimal, up: bool| {
        divided(part.checked_mul(Decimal::HUNDRED)?, whole, up)
    };
    let mut low = percent(own.low, whole.high, false)?;
    let mut high = if whole.low.is_zero() {
        Decimal::HUNDRED
    } else {
        percent(own.high, whole.low, true)?.min(Decimal::HUNDRED)
    };
    // What is of other origins bounds it from the other side.
    if let Some(rest) = rest.without(own) {
        if let Some(sum) = own.low.checked_add(rest.high)
            && let Some(share) = percent(own.low, sum, false)
        {
            low = low.max(share);
        }
        if let Some(sum) = own.high.checked_add(rest.low)
            && let Some(share) = percent(own.high, sum, true)
        {
            high = high.min(share);
        }
    }
    Some(Range {
        low: low.min(high),
        high,
    })
}

/// The values by origin of all parts, one behind the other.
#[derive(Debug, Clone, Default)]
struct Origins {
    names: Vec<String>,
    amounts: Amounts,
    /// Where those of each part stand.
    spans: Vec<std::ops::Range<usize>>,
    labels: Vec<u32>,
    values: Vec<Amount>,
}

impl Origins {
    fn name(&self, label: u32) -> Option<&str> {
        let at = usize::try_from(label).ok()?;
        self.names.get(at).map(String::as_str)
    }

    fn of(&self, part: usize) -> impl Iterator<Item = (u32, Amount)> + '_ {
        let span = self.spans.get(part).cloned().unwrap_or_default();
        let labels = self.labels.get(span.clone()).unwrap_or_default();
        let values = self.values.get(span).unwrap_or_default();
        labels.iter().copied().zip(values.iter().copied())
    }
}

/// Rolls a bill up. Each part is worked out once, however often it is used.
pub fn rollup(bill: &Bill) -> Rolled {
    let inside = Inside::new(bill);
    let (lineage, working) = Lineage::new(bill);
    // Names are numbers, in the order of the names.
    let names: BTreeSet<&str> = bill.parts.iter().map(origin).collect();
    let mut rolled = Rolled {
        parts: vec![RolledPart::default(); bill.parts.len()],
        faults: Vec::new(),
        origins: Origins {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            spans: vec![0..0; bill.parts.len()],
            ..Origins::default()
        },
        lineage,
    };
    let Some(order) = bottom_up(bill, &inside, &mut rolled.faults) else {
        return rolled;
    };
    let mut work = Work {
        sums: vec![None; names.len()],
        names: (0_u32..).zip(names).map(|(at, name)| (name, at)).collect(),
        met: Vec::new(),
        values: vec![Amount::Open; bill.parts.len()],
        masses: vec![Amount::Open; bill.parts.len()],
        working,
    };
    for at in order {
        if let Some(own) = bill.parts.get(at) {
            part(bill, at, own, &inside, &mut rolled, &mut work);
        }
    }
    rolled
}

fn origin(part: &Part) -> &str {
    part.origin.as_deref().unwrap_or_default()
}

/// What is kept while parts are worked out.
struct Work<'b> {
    names: FxHashMap<&'b str, u32>,
    /// The sum of each origin in the part at hand; nothing where it has none of it.
    sums: Vec<Option<Amount>>,
    /// The origins of the part at hand.
    met: Vec<u32>,
    values: Vec<Amount>,
    masses: Vec<Amount>,
    working: Working<'b>,
}

impl Work<'_> {
    /// Adds to what the part at hand has of an origin.
    #[inline]
    fn add(&mut self, label: u32, amount: Amount, amounts: &mut Amounts) {
        let slot = usize::try_from(label)
            .ok()
            .and_then(|at| self.sums.get_mut(at));
        match slot {
            Some(Some(sum)) => *sum = amounts.plus(*sum, amount),
            Some(slot) => {
                *slot = Some(amount);
                self.met.push(label);
            }
            None => {}
        }
    }
}

/// What stands in a part, as one of its uses tells it: how much of the part's value and mass.
fn told(
    one: &Use,
    own: &Part,
    (value, mass): (Amount, Amount),
    bill: &Bill,
    amounts: &mut Amounts,
    faults: &mut Vec<Fault>,
) -> (Amount, Amount) {
    let mut of = |share: Option<&Range>, whole: Option<&Range>, each: Amount, what: &str| {
        let many = amounts.times(each, one.quantity);
        let Some(shared) = share.and_then(|share| of_share(share, whole?)) else {
            return many;
        };
        let Some(counted) = amounts.range(many) else {
            return amounts.of(Some(&shared));
        };
        // Where both the figure and the share are told, both hold.
        if let Some(both) = counted.both(&shared) {
            return amounts.of(Some(&both));
        }
        if share
            .zip(whole)
            .is_some_and(|(share, whole)| counted.contradicts_share(share, whole))
        {
            let name = bill.parts.get(one.child).map_or("", |one| one.id.as_str());
            faults.push(Fault {
                row: own.row,
                message: format!(
                    "the {what} of `{name}` in `{}` is {} by its own figure and {} by its share",
                    own.id,
                    in_words(&counted),
                    in_words(&shared)
                ),
                mend: "mend the figure or the share, or leave one of them out".to_owned(),
                error: true,
            });
        }
        amounts.of(Some(&Range {
            low: counted.low.min(shared.low),
            high: counted.high.max(shared.high),
        }))
    };
    (
        of(one.value_share.as_ref(), own.value.as_ref(), value, "value"),
        of(one.mass_share.as_ref(), own.mass.as_ref(), mass, "mass"),
    )
}

fn in_words(range: &Range) -> String {
    if range.is_exact() {
        range.low.to_string()
    } else {
        format!("{} to {}", range.low, range.high)
    }
}

/// Shares of what is in a part that are more than the whole.
fn overfull<'b>(
    own: &Part,
    what: &str,
    shares: impl Iterator<Item = &'b Range>,
    faults: &mut Vec<Fault>,
) {
    let mut shares = shares;
    let sum = shares.try_fold(Decimal::ZERO, |sum, share| sum.checked_add(share.low));
    if let Some(sum) = sum.filter(|&sum| sum > Decimal::HUNDRED) {
        faults.push(Fault {
            row: own.row,
            message: format!(
                "the shares of what is in `{}` are {sum} % of its {what} at least",
                own.id
            ),
            mend: "mend the shares, so that they make 100 % at most".to_owned(),
            error: true,
        });
    }
}

fn part<'b>(
    bill: &'b Bill,
    at: usize,
    own: &'b Part,
    inside: &Inside,
    rolled: &mut Rolled,
    work: &mut Work<'b>,
) {
    let label = work.names.get(origin(own)).copied().unwrap_or_default();
    let Rolled {
        origins,
        lineage,
        faults,
        ..
    } = rolled;
    let (mut value, mut mass) = (Amount::ZERO, Amount::ZERO);
    Lineage::begin(own, &mut work.working);
    let uses = || inside.of(bill, at);
    let shares = uses().filter_map(|one| one.value_share.as_ref());
    overfull(own, "value", shares, faults);
    let shares = uses().filter_map(|one| one.mass_share.as_ref());
    overfull(own, "mass", shares, faults);
    for one in uses() {
        let of = |amounts: &[Amount]| amounts.get(one.child).copied().unwrap_or(Amount::Open);
        let (each_value, each_mass) = (of(&work.values), of(&work.masses));
        let each = (each_value, each_mass);
        let (child_value, child_mass) = told(one, own, each, bill, &mut origins.amounts, faults);
        value = origins.amounts.plus(value, child_value);
        mass = origins.amounts.plus(mass, child_mass);
        lineage.inherit(one.child, &mut work.working);
        let span = origins.spans.get(one.child).cloned().unwrap_or_default();
        let alone = span.len() == 1;
        // Where the worth of one is told by its share only, that bounds what is in it.
        let mut bound = None;
        let labels = origins.labels.get(span.clone()).unwrap_or_default();
        let values = origins.values.get(span).unwrap_or_default();
        for (&label, &amount) in labels.iter().zip(values) {
            let amount = if each_value.is_open() || amount.is_open() {
                *bound.get_or_insert_with(|| match origins.amounts.range(child_value) {
                    Some(worth) if !alone => origins.amounts.of(Some(&Range {
                        low: Decimal::ZERO,
                        high: worth.high,
                    })),
                    _ => child_value,
                })
            } else {
                origins.amounts.times(amount, one.quantity)
            };
            work.add(label, amount, &mut origins.amounts);
        }
    }
    let leaf = inside.is_empty(at);
    let sums = Sums {
        value: origins.amounts.range(value).filter(|_| !leaf),
        mass: origins.amounts.range(mass).filter(|_| !leaf),
        leaf,
    };
    sums.hold_against(own, faults);
    match &own.value {
        Some(stated) => {
            // What the part adds itself is of its own origin.
            let rest = origins.amounts.of(Some(&sums.rest(stated)));
            work.add(label, rest, &mut origins.amounts);
        }
        // What it is worth itself nobody says.
        None if leaf || !bill.complete => work.add(label, Amount::Open, &mut origins.amounts),
        None => {}
    }
    keep(at, own, origins, work);
    let whole = |stated: &Option<Range>, sum: Option<Range>| {
        stated.clone().or(sum.filter(|_| bill.complete))
    };
    let whole = RolledPart {
        value: whole(&own.value, sums.value),
        mass: whole(&own.mass, sums.mass),
    };
    for (kept, range) in [
        (&mut work.values, &whole.value),
        (&mut work.masses, &whole.mass),
    ] {
        if let Some(slot) = kept.get_mut(at) {
            *slot = origins.amounts.of(range.as_ref());
        }
    }
    lineage.end(at, &mut work.working);
    if let Some(slot) = rolled.parts.get_mut(at) {
        *slot = whole;
    }
}

/// Puts the origins of the part at hand behind the others.
fn keep(at: usize, own: &Part, origins: &mut Origins, work: &mut Work<'_>) {
    let from = origins.labels.len();
    for &label in &work.met {
        let slot = usize::try_from(label)
            .ok()
            .and_then(|at| work.sums.get_mut(at));
        let amount = slot.and_then(Option::take).unwrap_or(Amount::Open);
        origins.labels.push(label);
        origins.values.push(match &own.value {
            Some(stated) => origins.amounts.within(amount, stated),
            None => amount,
        });
    }
    work.met.clear();
    if let Some(span) = origins.spans.get_mut(at) {
        *span = from..origins.labels.len();
    }
}

/// What is inside a part, together; none where something of it is not known, or nothing is inside.
struct Sums {
    value: Option<Range>,
    mass: Option<Range>,
    leaf: bool,
}

impl Sums {
    /// Tells what is inside a part and more than the part.
    fn hold_against(&self, own: &Part, faults: &mut Vec<Fault>) {
        if let (Some(stated), Some(sum)) = (&own.value, &self.value)
            && sum.low > stated.high
        {
            faults.push(Fault {
                row: own.row,
                message: format!(
                    "what is inside `{}` is worth {} at least, and it is worth {} at most",
                    own.id, sum.low, stated.high
                ),
                mend: "mend the value of the part or of what is in it".to_owned(),
                error: true,
            });
        }
        if let (Some(stated), Some(sum)) = (&own.mass, &self.mass)
            && sum.low > stated.high
        {
            faults.push(Fault {
                row: own.row,
                message: format!(
                    "what is inside `{}` weighs {} kg at least, and it weighs {} kg at most",
                    own.id, sum.low, stated.high
                ),
                mend: "mend the mass of the part or of what is in it".to_owned(),
                error: true,
            });
        }
    }

    /// What a part of a stated worth adds to what is inside it.
    fn rest(&self, stated: &Range) -> Range {
        match &self.value {
            Some(sum) => Range {
                low: stated
                    .low
                    .checked_sub(sum.high)
                    .unwrap_or_default()
                    .max(Decimal::ZERO),
                high: stated
                    .high
                    .checked_sub(sum.low)
                    .unwrap_or(stated.high)
                    .max(Decimal::ZERO),
            },
            None if self.leaf => stated.clone(),
            // The worth of something inside is not known: the rest is anything up to the whole.
            None => Range {
                low: Decimal::ZERO,
                high: stated.high,
            },
        }
    }
}

/// A share of a whole that is itself a range; nothing where it is not exact in decimals.
fn of_share(share: &Range, whole: &Range) -> Option<Range> {
    let hundredth = Decimal::from_parts(1, 2)?;
    Some(Range {
        low: share.low.checked_mul(whole.low)?.checked_mul(hundredth)?,
        high: share.high.checked_mul(whole.high)?.checked_mul(hundredth)?,
    })
}
