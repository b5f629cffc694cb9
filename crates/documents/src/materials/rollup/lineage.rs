//! Whose technology made what, from the bottom up.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::materials::bill::{Bill, Part};

/// The most statements that are named for one country.
const STATEMENTS_MAX: usize = 20;
/// No statement.
const UNSTATED: u32 = u32::MAX;

/// A country with a statement, or with none, by the numbers of their names.
type Told = (u32, u32);

/// Whose technology made each part. Parts with the same lineage share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lineage {
    names: Vec<String>,
    /// How many countries with their statements all sets hold together.
    numbers: usize,
    /// The lineage of each part, as a place in the next.
    parts: Vec<usize>,
    sets: Vec<Vec<Told>>,
}

/// What is needed while it is worked out.
pub(super) struct Working<'b> {
    by_name: FxHashMap<&'b str, u32>,
    known: FxHashMap<Vec<Told>, usize>,
    /// Two lineages as one.
    joined: FxHashMap<(usize, usize), usize>,
    /// The lineage of the part at hand, as far as it was gathered.
    own: usize,
    merged: Vec<Told>,
}

impl Lineage {
    pub(super) fn new(bill: &Bill) -> (Self, Working<'_>) {
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
        let lineage = Self {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            numbers: 0,
            parts: vec![0; bill.parts.len()],
            sets: vec![Vec::new()],
        };
        let working = Working {
            by_name: (0_u32..).zip(names).map(|(at, name)| (name, at)).collect(),
            known: FxHashMap::from_iter([(Vec::new(), 0)]),
            joined: FxHashMap::default(),
            own: 0,
            merged: Vec::new(),
        };
        (lineage, working)
    }

    /// How many countries with their statements there are together.
    pub(super) fn numbers(&self) -> usize {
        self.numbers
    }

    pub(super) fn begin(&mut self, part: &Part, working: &mut Working<'_>) {
        working.own = 0;
        if let Some((country, statement)) = &part.technology
            && let Some(&country) = working.by_name.get(country.as_str())
        {
            let statement = statement
                .as_deref()
                .and_then(|statement| working.by_name.get(statement).copied());
            working.merged.clear();
            working
                .merged
                .push((country, statement.unwrap_or(UNSTATED)));
            working.own = self.intern(working);
        }
    }

    /// Adds what a part inside has: each once, in order, and of each country no more than are named.
    pub(super) fn inherit(&mut self, child: usize, working: &mut Working<'_>) {
        let theirs = self.parts.get(child).copied().unwrap_or_default();
        let own = working.own;
        if theirs == own || theirs == 0 {
            return;
        }
        if own == 0 {
            working.own = theirs;
            return;
        }
        let pair = (own.min(theirs), own.max(theirs));
        if let Some(&joined) = working.joined.get(&pair) {
            working.own = joined;
            return;
        }
        let set = |at: usize| self.sets.get(at).map(Vec::as_slice).unwrap_or_default();
        merge(set(own), set(theirs), &mut working.merged);
        few(&mut working.merged);
        working.own = self.intern(working);
        working.joined.insert(pair, working.own);
    }

    fn intern(&mut self, working: &mut Working<'_>) -> usize {
        if let Some(&set) = working.known.get(&working.merged) {
            return set;
        }
        let set = self.sets.len();
        self.numbers = self.numbers.saturating_add(working.merged.len());
        self.sets.push(working.merged.clone());
        working.known.insert(working.merged.clone(), set);
        set
    }

    pub(super) fn end(&mut self, at: usize, working: &Working<'_>) {
        if let Some(slot) = self.parts.get_mut(at) {
            *slot = working.own;
        }
    }

    /// The countries with the statements that say so.
    pub(super) fn of(&self, at: usize) -> BTreeMap<&str, Vec<&str>> {
        let told = self
            .parts
            .get(at)
            .and_then(|&set| self.sets.get(set))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let name = |at: u32| {
            usize::try_from(at)
                .ok()
                .and_then(|at| self.names.get(at))
                .map(String::as_str)
        };
        let mut shown: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for &(country, statement) in told {
            if let Some(country) = name(country) {
                shown.entry(country).or_default().extend(name(statement));
            }
        }
        shown
    }
}

/// Two lists in order as one, with what stands in both once.
fn merge(one: &[Told], two: &[Told], merged: &mut Vec<Told>) {
    merged.clear();
    let (mut one, mut two) = (one, two);
    while let (Some((first, rest)), Some((second, others))) = (one.split_first(), two.split_first())
    {
        match first.cmp(second) {
            Ordering::Less => {
                merged.push(*first);
                one = rest;
            }
            Ordering::Greater => {
                merged.push(*second);
                two = others;
            }
            Ordering::Equal => {
                merged.push(*first);
                (one, two) = (rest, others);
            }
        }
    }
    merged.extend_from_slice(one);
    merged.extend_from_slice(two);
}

/// Leaves of each country the first that may be named.
fn few(told: &mut Vec<Told>) {
    let (mut country, mut count) = (None, 0_usize);
    told.retain(|one| {
        count = if country == Some(one.0) {
            count.saturating_add(1)
        } else {
            0
        };
        country = Some(one.0);
        count < STATEMENTS_MAX
    });
}
