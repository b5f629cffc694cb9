//! Values, masses and shares of every part, from the bottom up, as exact intervals.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use exeat_value::Decimal;
use rustc_hash::FxHashMap;

use super::bill::{Bill, Fault, Part};
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

    fn plus(&self, other: &Self) -> Option<Self> {
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
}

/// How much of a part's value is of one origin: the bounds of both sides of the share, so that a
/// threshold can be compared without dividing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginShare {
    /// The country, as the bill writes it; empty for what is of no known origin.
    pub origin: Arc<str>,
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
    /// The value by origin of what is inside, and of the part's own rest.
    pub origins: Vec<OriginShare>,
    /// Countries whose technology made it or something in it, each with the statements that say so.
    pub technology: Arc<BTreeMap<String, Vec<String>>>,
}

impl RolledPart {
    /// The share of an origin in the value of the part, in percent: between bounds that hold it
    /// whatever the figures are. None where it cannot be told.
    pub fn share_of(&self, origin: &str) -> Option<Range> {
        let own = self
            .origins
            .iter()
            .find(|one| &*one.origin == origin)
            .map_or_else(
                || Some(Range::exactly(Decimal::ZERO)),
                |one| one.value.clone(),
            )?;
        let whole = self.value.as_ref()?;
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
        let mut rest = Some(Range::exactly(Decimal::ZERO));
        for other in self.origins.iter().filter(|one| &*one.origin != origin) {
            rest = rest
                .zip(other.value.as_ref())
                .and_then(|(sum, more)| sum.plus(more));
        }
        if let Some(rest) = rest {
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
}

/// A bill, rolled up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rolled {
    /// One for each part, in the bill's order.
    pub parts: Vec<RolledPart>,
    /// Circles, and sums that cannot be.
    pub faults: Vec<Fault>,
}

/// Rolls a bill up. Each part is worked out once, however often it is used.
pub fn rollup(bill: &Bill) -> Rolled {
    let mut rolled = Rolled {
        parts: vec![RolledPart::default(); bill.parts.len()],
        faults: Vec::new(),
    };
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); bill.parts.len()];
    for (index, one) in bill.uses.iter().enumerate() {
        if let Some(list) = inside.get_mut(one.parent) {
            list.push(index);
        }
    }
    let Some(order) = bottom_up(bill, &inside, &mut rolled.faults) else {
        return rolled;
    };
    // Names are numbers while it is worked out, in the order of the names.
    let labels: Vec<Arc<str>> = bill
        .parts
        .iter()
        .map(|part| part.origin.as_deref().unwrap_or_default())
        .collect::<BTreeSet<&str>>()
        .into_iter()
        .map(Arc::from)
        .collect();
    let mut work = Work {
        names: (0_u32..)
            .zip(&labels)
            .map(|(at, name)| (&**name, at))
            .collect(),
        by_origin: vec![Vec::new(); bill.parts.len()],
        places: vec![NOWHERE; labels.len()],
        technology: Lineage::new(bill),
    };
    for at in order {
        let uses = inside.get(at).map(Vec::as_slice).unwrap_or_default();
        part(bill, at, uses, &mut rolled, &mut work);
    }
    let Work {
        by_origin,
        mut technology,
        ..
    } = work;
    for ((at, part), mut own) in rolled.parts.iter_mut().enumerate().zip(by_origin) {
        own.sort_unstable_by_key(|(label, _)| *label);
        part.origins = own
            .into_iter()
            .filter_map(|(label, value)| {
                let origin = labels.get(usize::try_from(label).ok()?)?;
                Some(OriginShare {
                    origin: Arc::clone(origin),
                    value,
                })
            })
            .collect();
        part.technology = technology.of(at);
    }
    rolled
}

/// No place in the list of origins yet.
const NOWHERE: usize = usize::MAX;

/// What is kept while parts are worked out.
struct Work<'b> {
    names: FxHashMap<&'b str, u32>,
    by_origin: Vec<Vec<(u32, Option<Range>)>>,
    /// Where each origin stands in the list of the part at hand.
    places: Vec<usize>,
    technology: Lineage<'b>,
}

fn part(bill: &Bill, at: usize, uses: &[usize], rolled: &mut Rolled, work: &mut Work<'_>) {
    let Some(own) = bill.parts.get(at) else {
        return;
    };
    let origin = work
        .names
        .get(own.origin.as_deref().unwrap_or_default())
        .copied()
        .unwrap_or_default();
    let (mut value, mut mass) = (
        Some(Range::exactly(Decimal::ZERO)),
        Some(Range::exactly(Decimal::ZERO)),
    );
    let mut origins: Vec<(u32, Option<Range>)> = Vec::new();
    work.technology.begin(own);
    for one in uses.iter().filter_map(|&index| bill.uses.get(index)) {
        let Some(child) = rolled.parts.get(one.child) else {
            continue;
        };
        let shared = one
            .value_share
            .as_ref()
            .and_then(|share| of_share(share, own.value.as_ref()));
        let child_value = shared.or_else(|| {
            child
                .value
                .as_ref()
                .and_then(|range| range.times(one.quantity))
        });
        let child_mass = child
            .mass
            .as_ref()
            .and_then(|range| range.times(one.quantity));
        value = value
            .zip(child_value.clone())
            .and_then(|(sum, more)| sum.plus(&more));
        mass = mass.zip(child_mass).and_then(|(sum, more)| sum.plus(&more));
        work.technology.inherit(one.child);
        let inside = work
            .by_origin
            .get(one.child)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let alone = inside.len() == 1;
        for (label, range) in inside {
            // Where the worth of one is told by its share only, that bounds what is in it.
            let range = match (range, &child_value) {
                (Some(range), _) if child.value.is_some() => range.times(one.quantity),
                (_, Some(worth)) if alone => Some(worth.clone()),
                (_, Some(worth)) => Some(Range {
                    low: Decimal::ZERO,
                    high: worth.high,
                }),
                (_, None) => None,
            };
            let place = usize::try_from(*label)
                .ok()
                .and_then(|label| work.places.get_mut(label));
            let Some(place) = place else { continue };
            match origins.get_mut(*place) {
                Some((_, sum)) => {
                    *sum = sum
                        .take()
                        .zip(range)
                        .and_then(|(sum, more)| sum.plus(&more));
                }
                None => {
                    *place = origins.len();
                    origins.push((*label, range));
                }
            }
        }
    }
    let leaf = uses.is_empty();
    if let Some(stated) = &own.value {
        if let Some(sum) = value.as_ref().filter(|_| !leaf)
            && sum.low > stated.high
        {
            rolled.faults.push(Fault {
                row: own.row,
                message: format!(
                    "what is inside `{}` is worth {} at least, and it is worth {} at most",
                    own.id, sum.low, stated.high
                ),
                mend: "mend the value of the part or of what is in it".to_owned(),
                error: true,
            });
        }
        // What the part adds itself is of its own origin.
        let rest = match value.as_ref().filter(|_| !leaf) {
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
            None if leaf => stated.clone(),
            // The worth of something inside is not known: the rest is anything up to the whole.
            None => Range {
                low: Decimal::ZERO,
                high: stated.high,
            },
        };
        match origins.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, sum)) => {
                *sum = sum.take().and_then(|sum| sum.plus(&rest));
            }
            None => origins.push((origin, Some(rest))),
        }
        // Nothing in it is worth more than the whole.
        for (_, range) in &mut origins {
            match range {
                Some(range) => {
                    range.high = range.high.min(stated.high);
                    range.low = range.low.min(range.high);
                }
                None => {
                    *range = Some(Range {
                        low: Decimal::ZERO,
                        high: stated.high,
                    });
                }
            }
        }
    } else if leaf || !bill.complete {
        // What it is worth itself nobody says.
        match origins.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, sum)) => *sum = None,
            None => origins.push((origin, None)),
        }
    }
    if let (Some(stated), Some(sum)) = (&own.mass, mass.as_ref().filter(|_| !leaf))
        && sum.low > stated.high
    {
        rolled.faults.push(Fault {
            row: own.row,
            message: format!(
                "what is inside `{}` weighs {} kg at least, and it weighs {} kg at most",
                own.id, sum.low, stated.high
            ),
            mend: "mend the mass of the part or of what is in it".to_owned(),
            error: true,
        });
    }
    if let Some(slot) = rolled.parts.get_mut(at) {
        slot.value = own
            .value
            .clone()
            .or(value.filter(|_| !leaf && bill.complete));
        slot.mass = own.mass.clone().or(mass.filter(|_| !leaf && bill.complete));
    }
    for (label, _) in &origins {
        if let Some(place) = usize::try_from(*label)
            .ok()
            .and_then(|label| work.places.get_mut(label))
        {
            *place = NOWHERE;
        }
    }
    work.technology.end(at);
    if let Some(slot) = work.by_origin.get_mut(at) {
        *slot = origins;
    }
}

/// The most statements that are named for one country.
const STATEMENTS_MAX: usize = 20;

/// Texts by their names, shared by all that show the same.
type Shown = Arc<BTreeMap<String, Vec<String>>>;

/// Whose technology made what, as numbers: a country with a statement, or with none.
struct Lineage<'b> {
    names: Vec<&'b str>,
    by_name: FxHashMap<&'b str, u32>,
    parts: Vec<Vec<(u32, u32)>>,
    own: Vec<(u32, u32)>,
    shown: FxHashMap<Vec<(u32, u32)>, Shown>,
}

/// No statement.
const UNSTATED: u32 = u32::MAX;

impl<'b> Lineage<'b> {
    fn new(bill: &'b Bill) -> Self {
        let names: Vec<&str> = bill
            .parts
            .iter()
            .filter_map(|part| part.technology.as_ref())
            .flat_map(|(country, statement)| {
                std::iter::once(country.as_str()).chain(statement.as_deref())
            })
            .collect::<BTreeSet<&str>>()
            .into_iter()
            .collect();
        Self {
            by_name: (0_u32..)
                .zip(&names)
                .map(|(at, name)| (*name, at))
                .collect(),
            names,
            parts: vec![Vec::new(); bill.parts.len()],
            own: Vec::new(),
            shown: FxHashMap::default(),
        }
    }

    fn begin(&mut self, part: &Part) {
        self.own.clear();
        if let Some((country, statement)) = &part.technology
            && let Some(&country) = self.by_name.get(country.as_str())
        {
            let statement = statement
                .as_deref()
                .and_then(|statement| self.by_name.get(statement).copied());
            self.own.push((country, statement.unwrap_or(UNSTATED)));
        }
    }

    fn inherit(&mut self, child: usize) {
        if let Some(more) = self.parts.get(child) {
            self.own.extend_from_slice(more);
        }
    }

    /// Keeps what was gathered: each once, in order, and of each country no more than are named.
    fn end(&mut self, at: usize) {
        self.own.sort_unstable();
        self.own.dedup();
        let mut kept: Vec<(u32, u32)> = Vec::with_capacity(self.own.len().min(STATEMENTS_MAX));
        let mut count = 0_usize;
        for &one in &self.own {
            let same = kept.last().is_some_and(|last| last.0 == one.0);
            count = if same { count.saturating_add(1) } else { 0 };
            if count < STATEMENTS_MAX {
                kept.push(one);
            }
        }
        if let Some(slot) = self.parts.get_mut(at) {
            *slot = kept;
        }
    }

    /// In names; parts with the same lineage share it.
    fn of(&mut self, at: usize) -> Arc<BTreeMap<String, Vec<String>>> {
        let own = self
            .parts
            .get_mut(at)
            .map(std::mem::take)
            .unwrap_or_default();
        if let Some(known) = self.shown.get(&own) {
            return Arc::clone(known);
        }
        let name = |at: u32| usize::try_from(at).ok().and_then(|at| self.names.get(at));
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for &(country, statement) in &own {
            let Some(country) = name(country) else {
                continue;
            };
            let statements = map.entry((*country).to_owned()).or_default();
            statements.extend(name(statement).map(|&statement| statement.to_owned()));
        }
        let shown = Arc::new(map);
        self.shown.insert(own, Arc::clone(&shown));
        shown
    }
}

/// A share of a whole that is itself a range; nothing where it is not exact in decimals.
fn of_share(share: &Range, whole: Option<&Range>) -> Option<Range> {
    let hundredth = Decimal::from_parts(1, 2)?;
    let whole = whole?;
    Some(Range {
        low: share.low.checked_mul(whole.low)?.checked_mul(hundredth)?,
        high: share.high.checked_mul(whole.high)?.checked_mul(hundredth)?,
    })
}

/// The parts with everything inside before them; `None` where a part is inside itself.
fn bottom_up(bill: &Bill, inside: &[Vec<usize>], faults: &mut Vec<Fault>) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; bill.parts.len()];
    let mut order = Vec::with_capacity(bill.parts.len());
    for start in 0..bill.parts.len() {
        if states.get(start) != Some(&State::New) {
            continue;
        }
        let mut stack: Vec<(usize, usize)> = vec![(start, 0)];
        if let Some(state) = states.get_mut(start) {
            *state = State::Open;
        }
        while let Some(&mut (part, ref mut next)) = stack.last_mut() {
            let child = inside
                .get(part)
                .and_then(|uses| uses.get(*next))
                .and_then(|&index| bill.uses.get(index))
                .map(|one| one.child);
            *next = next.saturating_add(1);
            match child {
                None => {
                    if let Some(state) = states.get_mut(part) {
                        *state = State::Done;
                    }
                    order.push(part);
                    stack.pop();
                }
                Some(child) => match states.get(child) {
                    Some(State::New) => {
                        if let Some(state) = states.get_mut(child) {
                            *state = State::Open;
                        }
                        stack.push((child, 0));
                    }
                    Some(State::Open) => {
                        let from = stack
                            .iter()
                            .position(|&(part, _)| part == child)
                            .unwrap_or(0);
                        let name = |part: usize| {
                            bill.parts
                                .get(part)
                                .map_or("", |one| one.id.as_str())
                                .to_owned()
                        };
                        let mut way: Vec<String> = stack
                            .iter()
                            .skip(from)
                            .map(|&(part, _)| name(part))
                            .collect();
                        way.push(name(child));
                        faults.push(Fault {
                            row: bill.parts.get(child).map_or(0, |one| one.row),
                            message: format!(
                                "part `{}` is inside itself: {}",
                                name(child),
                                way.join(" > ")
                            ),
                            mend: "take one of these out, or give one another number".to_owned(),
                            error: true,
                        });
                        return None;
                    }
                    _ => {}
                },
            }
        }
    }
    Some(order)
}
