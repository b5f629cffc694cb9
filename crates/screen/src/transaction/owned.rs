//! How much of a party listed parties hold, as far as somebody knows who holds what.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use exeat_facts::{Case, Fact, Party, Scope, Source, SourceIndex, Statement, Value, Vocabulary};
use exeat_value::{Day, Decimal, UnknownReason};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::judge::{Bench, set_fact};
use super::{Sought, Terms};
use crate::index::Searcher;
use crate::list::{Place, ReadError, sha256};
use crate::owners::{
    Aggregation, Binding, Graph, GraphBuilder, Holding, HoldingKind, Listing, Regime, Share,
    evaluate,
};

/// Why holdings cannot be read.
pub type HoldingsError = ReadError;

/// A fact of a party that holdings answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SharesHeld {
    /// The fact, as the vocabulary calls it.
    pub fact: &'static str,
    /// Facts of an owner of which each makes it count.
    by: &'static [&'static str],
    regime: Regime,
    /// Whether what several of them hold is added up; else the fact is the largest share of one.
    together: bool,
}

/// Every fact that holdings answer.
pub const SHARES: &[SharesHeld] = &[
    SharesHeld {
        fact: "share-held-by-cn-control-listed",
        by: &["on-cn-control-list"],
        regime: Regime::Cn61,
        together: false,
    },
    SharesHeld {
        fact: "share-held-by-cn-watch-listed",
        by: &["on-cn-watch-list"],
        regime: Regime::Cn61,
        together: false,
    },
    SharesHeld {
        fact: "share-held-by-us-listed",
        by: &[
            "on-us-entity-list",
            "on-us-meu-list",
            super::listings::PROGRAMME_FACT,
        ],
        regime: Regime::UsBis,
        together: true,
    },
];

/// Parties above another that are looked at; of the owners of those beyond nothing is taken as known.
const ABOVE_MAX: usize = 2_000;
/// Owners that a note names.
const NAMED_MAX: usize = 5;
/// Whoever else may hold something. No name is empty.
const SOMEBODY: &str = "";

/// Who holds what of whom, from any number of files.
#[derive(Debug, Clone, Default)]
pub struct Holdings {
    files: Vec<Arc<File>>,
}

#[derive(Debug)]
struct File {
    name: String,
    /// The hash of what was read; none where the transaction itself says it.
    sha256: Option<String>,
    graph: Graph,
    /// Places of holdings, those of one owned party beside each other.
    by_owned: Vec<u32>,
    /// Parties by what their names have in common: capitals and blanks do not count.
    places: FxHashMap<String, Vec<u32>>,
}

/// How much of a party listed parties hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owned {
    /// The party's name.
    pub party: String,
    /// The fact, as the vocabulary calls it.
    pub fact: &'static str,
    /// At least so much, in percent.
    pub at_least: Decimal,
    /// At most so much, in percent.
    pub at_most: Decimal,
    /// Who holds it, in words.
    pub because: String,
    /// The hash of each file that says so; `transaction` for what the transaction states.
    pub files: Vec<String>,
    #[serde(skip)]
    places: Vec<usize>,
}

impl Owned {
    /// The fact: a share, or two between which it lies.
    #[must_use]
    pub fn value(&self) -> Fact {
        if self.at_least == self.at_most {
            return Fact::known(Value::Share(self.at_least));
        }
        Fact::Between {
            low: Value::Share(self.at_least),
            high: Value::Share(self.at_most),
            evidence: Vec::new(),
        }
    }
}

/// Somebody who holds a part of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether it is said to be somebody whom nobody can own.
    pub is_end: bool,
}

fn fold(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn at(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

impl Holdings {
    /// Reads a file of holdings and adds it to those that are there: separated values, JSON lines or
    /// FollowTheMoney entities.
    ///
    /// # Errors
    /// A line says nothing that is understood.
    pub fn add(&mut self, mut input: impl Read, name: &str) -> Result<(), HoldingsError> {
        let mut bytes = Vec::new();
        let read = input.read_to_end(&mut bytes);
        let graph = match read {
            Ok(_) => Graph::from_csv(bytes.as_slice(), name)?,
            Err(error) => {
                return Err(ReadError {
                    file: name.to_owned(),
                    place: Place::Whole,
                    problem: format!("cannot be read on: {error}"),
                    expected: "a file that can be read to its end".to_owned(),
                });
            }
        };
        self.add_graph(graph, name, Some(sha256(&bytes)));
        Ok(())
    }

    /// Adds what a transaction states of who holds what.
    fn add_stated(&mut self, case: &Case) {
        if case.holdings.is_empty() {
            return;
        }
        let name = |word: &str| -> String {
            case.parties
                .iter()
                .find(|party| party.id == word && !party.name.trim().is_empty())
                .map_or(word, |party| &party.name)
                .to_owned()
        };
        let mut graph = GraphBuilder::default();
        for (number, holding) in (1_u32..).zip(&case.holdings) {
            let (owner, owned) = (name(&holding.owner), name(&holding.owned));
            if holding.owner_is.is_end() {
                graph.add_end(&owner);
            }
            graph.add(
                &owner,
                &owned,
                stated_share(holding),
                holding.kind,
                holding.from,
                holding.until,
                number,
                None,
            );
        }
        self.add_graph(graph.finish(), STATED, None);
    }

    fn add_graph(&mut self, graph: Graph, name: &str, sha256: Option<String>) {
        let mut places: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (place, party) in (0_u32..).zip(graph.parties()) {
            places.entry(fold(party)).or_default().push(place);
        }
        let holdings = graph.holdings();
        let mut by_owned: Vec<u32> =
            (0..u32::try_from(holdings.len()).unwrap_or(u32::MAX)).collect();
        by_owned.sort_by_key(|place| (holdings.get(at(*place)).map(|one| one.owned), *place));
        self.files.push(Arc::new(File {
            name: name.to_owned(),
            sha256,
            by_owned,
            places,
            graph,
        }));
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The hashes of the files.
    pub fn digests(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter_map(|file| file.sha256.as_deref())
    }
}

/// What the transaction itself states.
const STATED: &str = "transaction";

/// The share of a stated holding, as wide as what is said of it.
fn stated_share(holding: &exeat_facts::Holding) -> Share {
    let bounds = |values: &[&Value]| {
        let shares = values.iter().filter_map(|value| match value {
            Value::Share(share) => Some(*share),
            _ => None,
        });
        let (low, high) = (shares.clone().min()?, shares.max()?);
        Share::between(low, high)
    };
    let told = match &holding.share {
        Fact::Known { value, .. } => bounds(&[value]),
        Fact::Between { low, high, .. } => bounds(&[low, high]),
        Fact::Contested(candidates) => {
            let values: Vec<&Value> = candidates.iter().map(|one| &one.value).collect();
            bounds(&values)
        }
        // Control without a word on shares says nothing of shares.
        Fact::Unknown(UnknownReason::NotAsked) if holding.kind != HoldingKind::Direct => {
            Some(Share::NONE)
        }
        Fact::Unknown(_) => None,
    };
    told.unwrap_or(Share::UNKNOWN)
}

impl File {
    /// What is held of a party on a day.
    fn held(&self, party: &str, on: Day) -> impl Iterator<Item = &Holding> {
        let places = self.places.get(party).map_or(&[][..], Vec::as_slice);
        places.iter().flat_map(move |owned| {
            let of = |place: &u32| self.graph.holdings().get(at(*place));
            let start = self
                .by_owned
                .partition_point(|place| of(place).is_some_and(|one| one.owned < *owned));
            self.by_owned
                .get(start..)
                .unwrap_or_default()
                .iter()
                .map_while(move |place| of(place).filter(|one| one.owned == *owned))
                .filter(move |one| one.is_held(on) && one.owner != one.owned)
        })
    }

    fn is_end(&self, party: &str) -> bool {
        let places = self.places.get(party).map_or(&[][..], Vec::as_slice);
        places.iter().any(|place| self.graph.is_end(*place))
    }
}

/// What is held of one party by another, added up within each file, and between the files' sums.
#[derive(Debug, Clone)]
struct Edge {
    low: Decimal,
    high: Decimal,
    files: BTreeSet<usize>,
    /// The owner as the file writes it.
    shown: String,
    line: u32,
}

/// The part of the holdings that stands above a party on a day.
struct Above {
    edges: BTreeMap<(String, String), Edge>,
    /// Whose owners were looked for.
    seen: BTreeSet<String>,
    names: BTreeMap<String, String>,
    ends: BTreeSet<String>,
}

fn above(holdings: &Holdings, party: &str, on: Day) -> Above {
    let mut above = Above {
        edges: BTreeMap::new(),
        seen: BTreeSet::new(),
        names: BTreeMap::new(),
        ends: BTreeSet::new(),
    };
    let mut to_do = vec![fold(party)];
    while let Some(owned) = to_do.pop() {
        if above.seen.len() >= ABOVE_MAX || !above.seen.insert(owned.clone()) {
            continue;
        }
        for (place, file) in holdings.files.iter().enumerate() {
            if file.is_end(&owned) {
                above.ends.insert(owned.clone());
            }
            let mut sums: BTreeMap<String, Edge> = BTreeMap::new();
            for holding in file.held(&owned, on) {
                let shown = file.graph.name(holding.owner);
                let owner = fold(shown);
                above
                    .names
                    .entry(owner.clone())
                    .or_insert_with(|| shown.to_owned());
                // Control says nothing of shares but what it states itself.
                let (low, high) = (holding.share.low(), holding.share.high());
                let edge = sums.entry(owner).or_insert_with(|| Edge {
                    low: Decimal::ZERO,
                    high: Decimal::ZERO,
                    files: BTreeSet::from([place]),
                    shown: shown.to_owned(),
                    line: holding.line,
                });
                edge.low = capped(edge.low.checked_add(low));
                edge.high = capped(edge.high.checked_add(high));
            }
            for (owner, edge) in sums {
                to_do.push(owner.clone());
                match above.edges.entry((owner, owned.clone())) {
                    std::collections::btree_map::Entry::Vacant(room) => {
                        room.insert(edge);
                    }
                    // Two files that say different things leave open which is right.
                    std::collections::btree_map::Entry::Occupied(mut there) => {
                        let there = there.get_mut();
                        there.low = there.low.min(edge.low);
                        there.high = there.high.max(edge.high);
                        there.files.extend(edge.files);
                    }
                }
            }
        }
    }
    above
}

fn capped(sum: Option<Decimal>) -> Decimal {
    sum.map_or(Decimal::HUNDRED, |sum| sum.min(Decimal::HUNDRED))
}

/// How much of a party listed parties hold on a day; nothing where no file speaks of its owners.
///
/// `listed` says of an owner which facts about lists are known. Of whom a fact is not known may be
/// listed, and so may whoever holds what the files do not tell, of the party itself and of each of
/// its owners that is said to be neither a person nor a state.
pub fn shares(
    holdings: &Holdings,
    party: &str,
    on: Day,
    listed: &mut dyn FnMut(&Owner<'_>) -> Vec<(&'static str, bool)>,
) -> Vec<Owned> {
    let target = fold(party);
    let above = above(holdings, party, on);
    if above.edges.is_empty() {
        return Vec::new();
    }
    let standings: BTreeMap<&String, Vec<(&'static str, bool)>> = above
        .names
        .iter()
        .filter(|(folded, _)| **folded != target)
        .map(|(folded, name)| {
            let is_end = holdings.files.iter().any(|file| file.is_end(folded));
            (folded, listed(&Owner { name, is_end }))
        })
        .collect();
    SHARES
        .iter()
        .filter_map(|of| held(of, party, &target, &above, &standings, holdings, on))
        .collect()
}

fn held(
    of: &SharesHeld,
    party: &str,
    target: &str,
    above: &Above,
    standings: &BTreeMap<&String, Vec<(&'static str, bool)>>,
    holdings: &Holdings,
    on: Day,
) -> Option<Owned> {
    let mut graph = GraphBuilder::default();
    for ((owner, owned), edge) in &above.edges {
        let share = Share::between(edge.low, edge.high).unwrap_or(Share::UNKNOWN);
        graph.add(
            owner,
            owned,
            share,
            HoldingKind::Direct,
            None,
            None,
            0,
            None,
        );
    }
    let mut sure = Vec::new();
    let mut possible = vec![Listing::always(SOMEBODY, "")];
    for (owner, facts) in standings {
        let is = |fact: &str| {
            facts
                .iter()
                .find(|(one, _)| *one == fact)
                .map(|(_, is)| *is)
        };
        let counts: Vec<Option<bool>> = of.by.iter().map(|fact| is(fact)).collect();
        if counts.contains(&Some(true)) {
            sure.push(Listing::always(owner, ""));
        }
        if counts.iter().any(|one| *one != Some(false)) {
            possible.push(Listing::always(owner, ""));
        }
    }
    // What nobody tells may be anybody's.
    let everybody: BTreeSet<&String> = above.names.keys().chain(&above.seen).collect();
    let mut rest_of_target = Decimal::ZERO;
    for one in everybody {
        if above.ends.contains(one) && one != target {
            continue;
        }
        let told = above
            .edges
            .iter()
            .filter(|((_, owned), _)| owned == one)
            .fold(Decimal::ZERO, |sum, (_, edge)| {
                capped(sum.checked_add(edge.low))
            });
        let rest = Decimal::HUNDRED
            .checked_sub(told)
            .unwrap_or(Decimal::HUNDRED);
        if one == target {
            rest_of_target = rest;
        }
        if rest > Decimal::ZERO {
            let share = Share::between(Decimal::ZERO, rest).unwrap_or(Share::UNKNOWN);
            graph.add(
                SOMEBODY,
                one,
                share,
                HoldingKind::Direct,
                None,
                None,
                0,
                None,
            );
        }
    }
    let graph = graph.finish();
    let mut rules = of.regime.rules(on);
    // How much is held is asked on every day, whether or not the rule on owners binds on it.
    rules.binding = Binding::InForce;
    rules.aggregation = if of.together {
        Aggregation::Together
    } else {
        Aggregation::Each
    };
    let low = evaluate(&graph, &sure, rules, on);
    // Whoever is not known may be the same as one who is.
    rules.aggregation = Aggregation::Together;
    let high = evaluate(&graph, &possible, rules, on);
    let at_least = low.standing(target)?.held_at_least().min(Decimal::HUNDRED);
    let at_most = high.standing(target)?.held_at_most().min(Decimal::HUNDRED);
    if at_least.is_zero() && at_most == Decimal::HUNDRED {
        return None;
    }
    let direct: Vec<(&String, &Edge)> = above
        .edges
        .iter()
        .filter(|((_, owned), _)| owned == target)
        .map(|((owner, _), edge)| (owner, edge))
        .collect();
    let places: BTreeSet<usize> = above
        .edges
        .values()
        .flat_map(|edge| &edge.files)
        .copied()
        .collect();
    let mut words: Vec<String> = direct
        .iter()
        .take(NAMED_MAX)
        .map(|(_, edge)| {
            let share = if edge.low == edge.high {
                format!("{} %", edge.low)
            } else {
                format!("{} to {} %", edge.low, edge.high)
            };
            let is_stated = edge
                .files
                .first()
                .and_then(|place| holdings.files.get(*place))
                .is_some_and(|file| file.sha256.is_none());
            let line = match edge.line {
                0 => String::new(),
                line if is_stated => format!(" (holding {line})"),
                line => format!(" (line {line})"),
            };
            format!("`{}` holds {share}{line}", edge.shown)
        })
        .collect();
    if direct.len() > NAMED_MAX {
        words.push(format!("{} more hold shares", direct.len() - NAMED_MAX));
    }
    if rest_of_target > Decimal::ZERO {
        words.push(format!("who holds {rest_of_target} % is not told"));
    }
    Some(Owned {
        party: party.to_owned(),
        fact: of.fact,
        at_least,
        at_most,
        because: words.join("; "),
        files: places
            .iter()
            .filter_map(|place| holdings.files.get(*place))
            .map(|file| file.sha256.clone().unwrap_or_else(|| STATED.to_owned()))
            .collect(),
        places: places.into_iter().collect(),
    })
}

/// Which facts about lists are known of an owner.
#[must_use]
pub(super) fn standing_of(
    owner: &Owner<'_>,
    terms: &Terms<'_>,
    searcher: &mut Searcher<'_>,
) -> Vec<(&'static str, bool)> {
    let party = Party::new("owner", owner.name, []);
    let found = Sought::of(&party).search(searcher, terms);
    let judged = super::judged(party, &found, terms);
    judged
        .settled
        .iter()
        .map(|one| (one.fact, one.is))
        .collect()
}

/// What is known about lists of a party of the case, by what is stated of it and what was found.
fn known_of(party: &Party) -> Vec<(&'static str, bool)> {
    let vocabulary = Vocabulary::standard();
    let facts = SHARES.iter().flat_map(|of| of.by);
    facts
        .filter_map(|fact| {
            let id = vocabulary.find(Scope::Party, fact)?;
            match party.facts.get(id).value() {
                Some(Value::YesNo(is)) => Some((*fact, *is)),
                _ => None,
            }
        })
        .collect()
}

/// Who says what the transaction states of the direct owners of a party.
fn stated_evidence(case: &Case, party: &str) -> Vec<Statement> {
    let folded = fold(party);
    let is_it = |word: &str| {
        let by_id = case.parties.iter().find(|one| one.id == word);
        fold(by_id.map_or(word, |one| &one.name)) == folded
    };
    let mut all: Vec<Statement> = Vec::new();
    for holding in case.holdings.iter().filter(|one| is_it(&one.owned)) {
        for statement in holding.evidence.iter().chain(holding.share.statements()) {
            if !all.contains(statement) {
                all.push(statement.clone());
            }
        }
    }
    all
}

impl Bench<'_, '_> {
    /// Sets the facts about who holds what of the parties of a case.
    pub(super) fn owned(&mut self, case: &mut Case, searcher: &mut Searcher<'_>) -> Vec<Owned> {
        let mut holdings = self.terms().holdings.cloned().unwrap_or_default();
        holdings.add_stated(case);
        if holdings.is_empty() {
            return Vec::new();
        }
        let holdings = &holdings;
        let vocabulary = Vocabulary::standard();
        let mut all = Vec::new();
        let mut sources: BTreeMap<usize, SourceIndex> = BTreeMap::new();
        for place in 0..case.parties.len() {
            let Some(name) = case.parties.get(place).map(|party| party.name.clone()) else {
                continue;
            };
            if name.trim().is_empty() {
                continue;
            }
            let terms = self.terms();
            let found = shares(holdings, &name, terms.event_date, &mut |owner| {
                let folded = fold(owner.name);
                let of_case = case
                    .parties
                    .iter()
                    .find(|party| fold(&party.name) == folded);
                match of_case {
                    Some(party) => known_of(party),
                    None => standing_of(owner, terms, searcher),
                }
            });
            for owned in found {
                let Some(fact) = vocabulary.find(Scope::Party, owned.fact) else {
                    continue;
                };
                if self.stated(case, place, fact).is_none() {
                    let mut statements = Vec::new();
                    for place in &owned.places {
                        let Some(file) = holdings.files.get(*place) else {
                            continue;
                        };
                        let source = *sources.entry(*place).or_insert_with(|| {
                            let source = match &file.sha256 {
                                Some(sha256) => {
                                    let id = self.unused_id(case, &file.name);
                                    let mut source = Source::new(id, file.name.clone());
                                    source.title = Some(format!("sha256:{sha256}"));
                                    source
                                }
                                None => {
                                    let id = self.unused_id(case, "holdings");
                                    Source::new(id, "what this transaction states of holdings")
                                }
                            };
                            case.sources.push(source);
                            SourceIndex(case.sources.len() - 1)
                        });
                        statements.push(Statement {
                            note: Some(owned.because.clone()),
                            ..Statement::asserts(source)
                        });
                        if file.sha256.is_none() {
                            statements.extend(stated_evidence(case, &name));
                        }
                    }
                    let value = match owned.value() {
                        Fact::Between { low, high, .. } => Fact::Between {
                            low,
                            high,
                            evidence: statements,
                        },
                        Fact::Known { value, .. } => Fact::Known {
                            value,
                            evidence: statements,
                        },
                        other => other,
                    };
                    set_fact(case, place, fact, value);
                }
                all.push(owned);
            }
        }
        all
    }
}
