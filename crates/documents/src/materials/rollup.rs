//! Values, masses and shares of every part, from the bottom up, as exact intervals.

mod amount;
mod bounds;
mod lineage;
mod order;
mod origins;
mod range;
mod sums;

use std::collections::BTreeMap;

use exeat_value::Decimal;
use rustc_hash::FxHashMap;

use self::amount::{Amount, Amounts};
use self::bounds::Bounds;
use self::lineage::{Lineage, Working};
use self::order::{Inside, bottom_up};
use self::origins::{Adding, Inherited, Origins};
use self::range::of_share;
use self::sums::{Shares, Sums};
use super::bill::{Bill, Fault, Part, Use};
use super::declaration::divided;

pub(crate) use self::range::About;
pub use self::range::Range;

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
        self.origins
            .of(part)
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

/// Rolls a bill up. Each part is worked out once, however often it is used.
pub fn rollup(bill: &Bill) -> Rolled {
    within(bill, Bounds::default())
}

/// Rolls a bill up that holds no more than this.
fn within(bill: &Bill, bounds: Bounds) -> Rolled {
    if let Some(fault) = bounds.look_at(bill) {
        return bounds::refused(bill, fault);
    }
    let inside = Inside::new(bill);
    let (lineage, working) = Lineage::new(bill);
    let (origins, names, adding) = Origins::new(bill);
    let mut rolled = Rolled {
        parts: vec![RolledPart::default(); bill.parts.len()],
        faults: Vec::new(),
        origins,
        lineage,
    };
    let Some(order) = bottom_up(bill, &inside, &mut rolled.faults) else {
        return rolled;
    };
    let mut work = Work {
        names,
        adding,
        inside: Vec::new(),
        values: vec![Amount::Open; bill.parts.len()],
        masses: vec![Amount::Open; bill.parts.len()],
        working,
    };
    for at in order {
        if let Some(own) = bill.parts.get(at) {
            part(bill, at, own, &inside, &mut rolled, &mut work);
        }
        if rolled.origins.numbers().max(rolled.lineage.numbers()) > bounds.numbers {
            return bounds::refused(bill, bounds.full());
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
    adding: Adding,
    /// What is in the part at hand.
    inside: Vec<Inherited>,
    values: Vec<Amount>,
    masses: Vec<Amount>,
    working: Working<'b>,
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
        parts,
    } = rolled;
    let (mut value, mut mass) = (Amount::ZERO, Amount::ZERO);
    lineage.begin(own, &mut work.working);
    let (mut of_value, mut of_mass) = (Shares::default(), Shares::default());
    for one in inside.of(bill, at) {
        of_value.add(one.value_share.as_ref());
        of_mass.add(one.mass_share.as_ref());
        let of = |amounts: &[Amount]| amounts.get(one.child).copied().unwrap_or(Amount::Open);
        let (each_value, each_mass) = (of(&work.values), of(&work.masses));
        let each = (each_value, each_mass);
        let (child_value, child_mass) = told(one, own, each, bill, &mut origins.amounts, faults);
        value = origins.amounts.plus(value, child_value);
        mass = origins.amounts.plus(mass, child_mass);
        lineage.inherit(one.child, &mut work.working);
        // Where the worth of one is told by its share only, that bounds what is in it.
        let bound = if origins.is_one(one.child) {
            child_value
        } else {
            origins.amounts.up_to(child_value)
        };
        work.inside.push(Inherited {
            child: one.child,
            quantity: one.quantity,
            bound,
            all: each_value.is_open(),
        });
    }
    of_value.hold_against(own, "value", faults);
    of_mass.hold_against(own, "mass", faults);
    let leaf = inside.is_empty(at);
    let sums = Sums {
        value: origins.amounts.range(value).filter(|_| !leaf),
        mass: origins.amounts.range(mass).filter(|_| !leaf),
        leaf,
    };
    // What is inside at least. A figure may have been rounded before it is counted so many times.
    let least = |whole: &Option<Range>, of: fn(&RolledPart) -> Option<&Range>, share: ShareOf| {
        let whole = whole.as_ref()?.rounded()?;
        let mut uses = inside.of(bill, at);
        uses.try_fold(Decimal::ZERO, |sum, one| {
            let each = parts.get(one.child).and_then(of);
            let counted = each.and_then(|each| Some(each.rounded()?.times(one.quantity)?.low));
            let shared =
                share(one).and_then(|share| Some(of_share(&share.rounded()?, &whole)?.low));
            let low = counted.into_iter().chain(shared).min();
            sum.checked_add(low.unwrap_or_default())
        })
    };
    sums.hold_against(
        own,
        || {
            least(
                &own.value,
                |one| one.value.as_ref(),
                |one| one.value_share.as_ref(),
            )
        },
        || {
            least(
                &own.mass,
                |one| one.mass.as_ref(),
                |one| one.mass_share.as_ref(),
            )
        },
        faults,
    );
    let added = match &own.value {
        // What the part adds itself is of its own origin.
        Some(stated) => Some(origins.amounts.of(Some(&sums.rest(stated)))),
        // What it is worth itself nobody says.
        None if leaf || !bill.complete => Some(Amount::Open),
        None => None,
    };
    origins.gather(
        at,
        &work.inside,
        added.map(|amount| (label, amount)),
        own.value.as_ref(),
        &mut work.adding,
    );
    work.inside.clear();
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
    lineage.end(at, &work.working);
    if let Some(slot) = parts.get_mut(at) {
        *slot = whole;
    }
}

/// A share of a use: by value or by mass.
type ShareOf = fn(&Use) -> Option<&Range>;
