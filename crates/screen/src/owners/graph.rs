//! Holdings: who holds which share of whom.

use std::collections::BTreeMap;

use exeat_facts::HoldingKind;
use exeat_value::{Day, Span};
use rustc_hash::FxHashMap;

use super::Share;

/// One holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    pub(crate) owner: u32,
    pub(crate) owned: u32,
    /// How much of the shares; nothing for control that comes without any.
    pub share: Share,
    /// What it gives.
    pub kind: HoldingKind,
    /// The first day.
    pub from: Day,
    /// The first day no more, if there is one.
    pub until: Option<Day>,
    /// The line of the file on which it stands; 0 if it comes from no file.
    pub line: u32,
}

impl Holding {
    /// Whether it is held on a day.
    pub fn is_held(&self, day: Day) -> bool {
        let span = Span {
            from: self.from,
            until: self.until,
        };
        span.contains(day)
    }
}

/// Parties and holdings. Parties are ordered by name, and holdings by what they say, so that the
/// order in which they came has no influence on anything.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    names: Vec<Box<str>>,
    holdings: Vec<Holding>,
    evidence: FxHashMap<u32, String>,
    /// Parties that nobody can own, sorted.
    ends: Vec<u32>,
    /// Parties that are said to be something that can be owned, sorted.
    ownable: Vec<u32>,
    /// Parties whose names nobody tells, sorted.
    unnamed: Vec<u32>,
    /// What parties are called besides.
    others: BTreeMap<u32, Vec<String>>,
    /// What is odd about the file.
    notes: Vec<String>,
}

/// A graph that is being put together.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    places: FxHashMap<Box<str>, u32>,
    holdings: Vec<Holding>,
    evidence: FxHashMap<u32, String>,
    ends: Vec<u32>,
    ownable: Vec<u32>,
    unnamed: Vec<u32>,
    others: BTreeMap<u32, Vec<String>>,
    notes: Vec<String>,
}

impl GraphBuilder {
    /// The number of a party, which is new if it was not there.
    fn party(&mut self, name: &str) -> Option<u32> {
        if let Some(place) = self.places.get(name) {
            return Some(*place);
        }
        let place = u32::try_from(self.places.len()).ok()?;
        self.places.insert(name.into(), place);
        Some(place)
    }

    /// Adds a party that need not hold anything or be held.
    pub fn add_party(&mut self, name: &str) {
        let _ = self.party(name);
    }

    /// Adds a party that nobody can own: a natural person, or a state.
    pub fn add_end(&mut self, name: &str) {
        if let Some(place) = self.party(name) {
            self.ends.push(place);
        }
    }

    /// Adds a party that can be owned, such as a company. Where one of the same name cannot, the name
    /// tells nothing.
    pub fn add_ownable(&mut self, name: &str) {
        if let Some(place) = self.party(name) {
            self.ownable.push(place);
        }
    }

    /// Adds a party whose name nobody tells: `name` is an id or what else stands for it.
    pub fn add_unnamed(&mut self, name: &str) {
        if let Some(place) = self.party(name) {
            self.unnamed.push(place);
        }
    }

    /// Adds what a party is called besides.
    pub fn add_other_name(&mut self, name: &str, other: &str) {
        if let Some(place) = self.party(name) {
            self.others.entry(place).or_default().push(other.to_owned());
        }
    }

    /// Adds something odd that is no reason to refuse the file.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// Adds a holding.
    ///
    /// Control without a share of its own is [`Share::NONE`]; a share that nobody knows is
    /// [`Share::UNKNOWN`].
    #[expect(clippy::too_many_arguments, reason = "a holding has so many columns")]
    pub fn add(
        &mut self,
        owner: &str,
        owned: &str,
        share: Share,
        kind: HoldingKind,
        from: Option<Day>,
        until: Option<Day>,
        line: u32,
        evidence: Option<&str>,
    ) {
        let (Some(owner), Some(owned)) = (self.party(owner), self.party(owned)) else {
            return;
        };
        if let Some(evidence) = evidence {
            self.evidence.insert(line, evidence.to_owned());
        }
        self.holdings.push(Holding {
            owner,
            owned,
            share,
            kind,
            from: from.unwrap_or_else(first_day),
            until,
            line,
        });
    }

    /// The graph.
    pub fn finish(self) -> Graph {
        // Most names differ in their first letters, which are compared without a look at the name.
        let mut named: Vec<(u128, Box<str>, u32)> = self
            .places
            .into_iter()
            .map(|(name, place)| (first_letters(&name), name, place))
            .collect();
        named.sort_unstable();
        let named: Vec<(Box<str>, u32)> = named
            .into_iter()
            .map(|(_, name, place)| (name, place))
            .collect();
        let mut new_place = vec![0_u32; named.len()];
        for (new, (_, old)) in (0_u32..).zip(&named) {
            if let Some(place) = index(*old).and_then(|old| new_place.get_mut(old)) {
                *place = new;
            }
        }
        let moved = |old: u32| index(old).and_then(|old| new_place.get(old)).copied();
        let mut holdings = self.holdings;
        for holding in &mut holdings {
            holding.owner = moved(holding.owner).unwrap_or_default();
            holding.owned = moved(holding.owned).unwrap_or_default();
        }
        holdings.sort_unstable();
        let sorted = |old: Vec<u32>| {
            let mut new: Vec<u32> = old.into_iter().filter_map(moved).collect();
            new.sort_unstable();
            new.dedup();
            new
        };
        let (ends, ownable) = (sorted(self.ends), sorted(self.ownable));
        let unnamed = sorted(self.unnamed);
        let others = self.others.into_iter();
        let others = others.filter_map(|(old, names)| Some((moved(old)?, names)));
        Graph {
            unnamed,
            others: others.collect(),
            notes: self.notes,
            names: named.into_iter().map(|(name, _)| name).collect(),
            holdings,
            evidence: self.evidence,
            ends,
            ownable,
        }
    }
}

/// The first sixteen bytes of a name as a number, so that numbers stand in the order of names.
fn first_letters(name: &str) -> u128 {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(name.bytes()) {
        *slot = byte;
    }
    u128::from_be_bytes(bytes)
}

/// A day before every holding.
fn first_day() -> Day {
    // The year 1 has a first day.
    Day::new(1, 1, 1).unwrap_or_else(|_| unreachable!("the first of January of the year 1"))
}

pub(crate) fn index(place: u32) -> Option<usize> {
    usize::try_from(place).ok()
}

impl Graph {
    /// The parties, ordered.
    pub fn parties(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// How many parties there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no party.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The holdings, in an order that does not depend on how they came.
    pub fn holdings(&self) -> &[Holding] {
        &self.holdings
    }

    /// What a line gave as evidence of its holding.
    pub fn evidence(&self, line: u32) -> Option<&str> {
        self.evidence.get(&line).map(String::as_str)
    }

    /// Whether a party is said to be one that nobody can own: a natural person, or a state.
    pub(crate) fn is_end(&self, place: u32) -> bool {
        self.ends.binary_search(&place).is_ok()
    }

    /// Whether a party is said to be one that can be owned.
    pub(crate) fn is_ownable(&self, place: u32) -> bool {
        self.ownable.binary_search(&place).is_ok()
    }

    /// Whether a party's name is not told.
    pub(crate) fn is_unnamed(&self, place: u32) -> bool {
        self.unnamed.binary_search(&place).is_ok()
    }

    /// What a party is called besides.
    pub(crate) fn other_names(&self, place: u32) -> impl Iterator<Item = &str> {
        let others = self.others.get(&place).map_or(&[][..], Vec::as_slice);
        others.iter().map(String::as_str)
    }

    /// What is odd about the file and yet no reason to refuse it.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    pub(crate) fn place(&self, name: &str) -> Option<u32> {
        let place = self
            .names
            .binary_search_by(|other| other.as_ref().cmp(name));
        place.ok().and_then(|place| u32::try_from(place).ok())
    }

    pub(crate) fn name(&self, place: u32) -> &str {
        index(place)
            .and_then(|place| self.names.get(place))
            .map_or("", AsRef::as_ref)
    }
}
