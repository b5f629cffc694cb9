//! Who stands above a party on a day, as files of holdings tell it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use exeat_value::{Day, Decimal};
use rustc_hash::FxHashMap;

use crate::index::can_be_looked_for;
use crate::owners::{Graph, Holding};
use crate::score::Kind;

/// Parties above another that are looked at; of those beyond nothing is taken as known.
const ABOVE_MAX: usize = 2_000;

/// A file of holdings.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    /// The hash of what was read; none where the transaction itself says it.
    pub(super) sha256: Option<String>,
    graph: Graph,
    /// Places of holdings, those of one owned party beside each other.
    by_owned: Vec<u32>,
    /// Parties by what their names have in common: capitals and blanks do not count.
    places: FxHashMap<String, Vec<u32>>,
}

/// What names have in common that differ in capitals and blanks: by it an owner and a party of a transaction are one.
#[must_use]
pub fn fold(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

impl File {
    pub(super) fn new(graph: Graph, name: &str, sha256: Option<String>) -> Self {
        let mut places: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (place, party) in (0_u32..).zip(graph.parties()) {
            places.entry(fold(party)).or_default().push(place);
        }
        let holdings = graph.holdings();
        let mut by_owned: Vec<u32> =
            (0..u32::try_from(holdings.len()).unwrap_or(u32::MAX)).collect();
        by_owned.sort_by_key(|place| (holdings.get(at(*place)).map(|one| one.owned), *place));
        Self {
            name: name.to_owned(),
            sha256,
            by_owned,
            places,
            graph,
        }
    }

    /// What is odd about it and yet no reason to refuse it.
    pub(super) fn notes(&self) -> impl Iterator<Item = &str> {
        self.graph.notes().iter().map(String::as_str)
    }

    /// What parties of this name are called besides.
    fn other_names(&self, party: &str) -> impl Iterator<Item = &str> {
        let places = self.places(party).iter();
        places.flat_map(|place| self.graph.other_names(*place))
    }

    /// Whether this is not the name of somebody, but stands for a name that is not told.
    fn is_unnamed(&self, party: &str) -> bool {
        let mut places = self.places(party).iter();
        places.any(|place| self.graph.is_unnamed(*place))
    }

    fn places(&self, party: &str) -> &[u32] {
        self.places.get(party).map_or(&[], Vec::as_slice)
    }

    /// What was ever held of a party by others.
    fn ever_held(&self, party: &str) -> impl Iterator<Item = &Holding> {
        self.places(party).iter().flat_map(move |owned| {
            let of = |place: &u32| self.graph.holdings().get(at(*place));
            let start = self
                .by_owned
                .partition_point(|place| of(place).is_some_and(|one| one.owned < *owned));
            self.by_owned
                .get(start..)
                .unwrap_or_default()
                .iter()
                .map_while(move |place| of(place).filter(|one| one.owned == *owned))
                .filter(move |one| one.owner != one.owned)
        })
    }

    /// Whether everybody of this name is said to be somebody whom nobody can own.
    fn is_end(&self, party: &str) -> bool {
        let places = self.places(party);
        !places.is_empty() && places.iter().all(|place| self.graph.is_end(*place))
    }

    /// Whether somebody of this name is said to be ownable, or is told to be owned.
    fn is_ownable(&self, party: &str) -> bool {
        let mut places = self.places(party).iter();
        places.any(|place| self.graph.is_ownable(*place)) || self.ever_held(party).next().is_some()
    }
}

/// Whether a name is that of somebody whom nobody can own: one file says so, and none speaks against it, under none of
/// the names.
fn is_end(files: &[Arc<File>], party: &str, others: &[String]) -> bool {
    let is_ownable = |name: &str| files.iter().any(|file| file.is_ownable(name));
    files.iter().any(|file| file.is_end(party))
        && !is_ownable(party)
        && !others.iter().any(|other| is_ownable(&fold(other)))
}

/// What is held of one party by another: of several lines of a file at least the largest and at most all together, and
/// of several files between what each says.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    /// The owner as the file writes it.
    pub(super) shown: String,
    pub(super) line: u32,
    /// The first file that says so.
    pub(super) file: usize,
}

/// What the files tell of the owners of one party.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// By owner.
    pub(super) edges: BTreeMap<String, Edge>,
    /// The files that speak of it: each with its owners, unless they hold more than everything.
    pub(super) files: BTreeMap<usize, Option<Vec<String>>>,
    /// So many owners more are told, who are taken as unknown.
    pub(super) left_out: usize,
    /// Whether the files contradict each other.
    pub(super) is_contradicted: bool,
    /// Whether a file tells of more than everything by itself.
    pub(super) is_excessive: bool,
    /// So much is told of, in percent; who holds the rest may be anybody.
    sum: Decimal,
}

/// The part of the holdings that stands above a party on a day.
pub(super) struct Above {
    /// By owned party.
    pub(super) told: BTreeMap<String, Told>,
    /// Whose owners were looked for.
    pub(super) seen: BTreeSet<String>,
    /// Owners, as a file writes them.
    pub(super) names: BTreeMap<String, String>,
    /// What owners are called besides.
    pub(super) others: BTreeMap<String, Vec<String>>,
    /// Owners whose names nobody tells.
    pub(super) unnamed: BTreeSet<String>,
    /// Who is somebody whom nobody can own.
    pub(super) ends: BTreeSet<String>,
}

impl Above {
    pub(super) fn of(files: &[Arc<File>], party: &str, on: Day) -> Self {
        let mut above = Self {
            told: BTreeMap::new(),
            seen: BTreeSet::new(),
            names: BTreeMap::new(),
            others: BTreeMap::new(),
            unnamed: BTreeSet::new(),
            ends: BTreeSet::new(),
        };
        // Those nearest to the party first, so that what is left out is what is farthest.
        let mut to_do = std::collections::VecDeque::from([fold(party)]);
        while let Some(owned) = to_do.pop_front() {
            if above.seen.len() >= ABOVE_MAX || !above.seen.insert(owned.clone()) {
                continue;
            }
            let mut told = Told::default();
            for (place, file) in files.iter().enumerate() {
                above.add(&mut told, place, file, &owned, on);
            }
            for owner in told.edges.keys() {
                to_do.push_back(owner.clone());
            }
            if !told.files.is_empty() {
                told.add_up();
                above.told.insert(owned, told);
            }
        }
        for (folded, name) in &above.names {
            let mut others: Vec<String> = files
                .iter()
                .flat_map(|file| file.other_names(folded))
                .map(str::to_owned)
                .collect();
            others.sort_unstable();
            others.dedup();
            let is_unnamed = files.iter().any(|file| file.is_unnamed(folded));
            if is_unnamed {
                above.unnamed.insert(folded.clone());
            }
            // Who it is nobody knows of whom there is nothing to look for.
            if !is_unnamed
                && can_be_looked_for(name, Kind::Unknown)
                && is_end(files, folded, &others)
            {
                above.ends.insert(folded.clone());
            }
            if !others.is_empty() {
                above.others.insert(folded.clone(), others);
            }
        }
        above
    }

    /// Adds what a file tells of the owners of a party.
    fn add(&mut self, told: &mut Told, place: usize, file: &File, owned: &str, on: Day) {
        let mut sums: BTreeMap<String, Edge> = BTreeMap::new();
        let mut whole = Some(Decimal::ZERO);
        for holding in file.ever_held(owned).filter(|one| one.is_held(on)) {
            let shown = file.graph.name(holding.owner);
            // Control says nothing of shares but what it states itself.
            let (low, high) = (holding.share.low(), holding.share.high());
            let edge = sums.entry(fold(shown)).or_insert_with(|| Edge {
                low: Decimal::ZERO,
                high: Decimal::ZERO,
                shown: shown.to_owned(),
                line: holding.line,
                file: place,
            });
            whole = whole.and_then(|whole| whole.checked_add(low));
            // Of two lines of one owner the second may be more of it, or what the first is today.
            edge.low = edge.low.max(low);
            edge.high = capped(edge.high.checked_add(high));
        }
        if sums.is_empty() {
            return;
        }
        // The largest first, so that what is left out weighs least.
        let mut by_size: Vec<(String, Edge)> = sums.into_iter().collect();
        by_size.sort_by(|one, two| (two.1.high, &one.0).cmp(&(one.1.high, &two.0)));
        let mut owners = Vec::new();
        for (owner, edge) in by_size {
            if !self.names.contains_key(&owner) {
                if self.names.len() >= ABOVE_MAX {
                    told.left_out += 1;
                    continue;
                }
                self.names.insert(owner.clone(), edge.shown.clone());
            }
            owners.push(owner.clone());
            match told.edges.entry(owner) {
                std::collections::btree_map::Entry::Vacant(room) => {
                    room.insert(edge);
                }
                // Two files that say different things leave open which is right.
                std::collections::btree_map::Entry::Occupied(mut there) => {
                    let there = there.get_mut();
                    told.is_contradicted |= (there.low, there.high) != (edge.low, edge.high);
                    there.low = there.low.min(edge.low);
                    there.high = there.high.max(edge.high);
                }
            }
        }
        let is_possible = whole.is_some_and(|whole| whole <= Decimal::HUNDRED);
        told.is_excessive |= !is_possible;
        told.files.insert(place, is_possible.then_some(owners));
    }

    /// So much of a party others than these can hold at most; nothing where what is told leaves it open.
    pub(super) fn held_by_others_than(
        &self,
        party: &str,
        these: &BTreeSet<&str>,
    ) -> Option<Decimal> {
        let told = self.told.get(party)?;
        // Of two files each may tell of the same owner, written in two ways.
        if told.files.len() != 1 || told.is_excessive || told.is_contradicted {
            return None;
        }
        let of_these = told.edges.iter();
        let mut of_these = of_these.filter(|(owner, _)| these.contains(owner.as_str()));
        of_these.try_fold(Decimal::HUNDRED, |rest, (_, edge)| {
            rest.checked_sub(edge.low)
                .filter(|rest| !rest.is_negative())
        })
    }

    /// So much of a party somebody holds of whom no file tells, in percent.
    pub(super) fn rest(&self, party: &str) -> Decimal {
        let told = self.told.get(party).map_or(Decimal::ZERO, |told| told.sum);
        Decimal::HUNDRED
            .checked_sub(told)
            .unwrap_or(Decimal::HUNDRED)
    }
}

impl Told {
    /// How much is told of. What two files tell is not added up, since the same owner may be written in two ways; and
    /// where they contradict each other, nobody says which of them is right, and the one that tells of least counts. A file that tells of more than everything by itself tells of nothing for certain.
    fn add_up(&mut self) {
        let sum = |owners: Vec<&String>| {
            owners.iter().try_fold(Decimal::ZERO, |sum, owner| {
                let edge = self.edges.get(*owner);
                sum.checked_add(edge.map_or(Decimal::ZERO, |edge| edge.low))
            })
        };
        let whole = sum(self.edges.keys().collect());
        self.is_contradicted |=
            self.files.len() > 1 && whole.is_none_or(|whole| whole > Decimal::HUNDRED);
        let of_files = self.files.values().map(|owners| match owners {
            Some(owners) => sum(owners.iter().collect()).unwrap_or(Decimal::ZERO),
            None => Decimal::ZERO,
        });
        let told = if self.is_contradicted {
            of_files.min()
        } else {
            of_files.max()
        };
        self.sum = capped(told);
    }
}

fn capped(sum: Option<Decimal>) -> Decimal {
    sum.map_or(Decimal::HUNDRED, |sum| sum.min(Decimal::HUNDRED))
}
