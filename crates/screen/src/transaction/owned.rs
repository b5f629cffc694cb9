//! How much of a party listed parties hold, as far as somebody knows who holds what.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use exeat_facts::{
    Case, Fact, HolderKind, Party, Scope, Source, SourceIndex, Statement, Value, Vocabulary,
};
use exeat_value::{Day, Decimal, UnknownReason};
use serde::Serialize;

use super::above::{Above, Edge, File, fold};
use super::judge::{Bench, set_fact};
use super::{Sought, Terms};
use crate::index::{Found, Searcher};
use crate::list::{Place, ReadError, sha256};
use crate::owners::{
    Aggregation, Binding, Graph, GraphBuilder, HoldingKind, Listing, Regime, Share, evaluate,
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

/// Owners that a note names.
const NAMED_MAX: usize = 5;
/// Whoever else may hold something. No name is empty.
const SOMEBODY: &str = "";

/// Who holds what of whom, from any number of files.
#[derive(Debug, Clone, Default)]
pub struct Holdings {
    files: Vec<Arc<File>>,
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
            } else if holding.owner_is == HolderKind::Organisation {
                graph.add_ownable(&owner);
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

    /// Adds holdings that were read, with the hash of what was read; none where the transaction itself says it.
    fn add_graph(&mut self, graph: Graph, name: &str, sha256: Option<String>) {
        self.files.push(Arc::new(File::new(graph, name, sha256)));
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
    let above = Above::of(&holdings.files, party, on);
    if above.told.is_empty() {
        return Vec::new();
    }
    let standings: BTreeMap<&String, Vec<(&'static str, bool)>> = above
        .names
        .iter()
        .filter(|(folded, _)| **folded != target)
        .map(|(folded, name)| {
            let is_end = above.ends.contains(folded);
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
    let mut add = |owner: &str, owned: &str, share: Option<Share>| {
        let share = share.unwrap_or(Share::UNKNOWN);
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
    };
    for (owned, told) in &above.told {
        for (owner, edge) in &told.edges {
            add(owner, owned, Share::between(edge.low, edge.high));
        }
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
    for one in everybody {
        let rest = above.rest(one);
        if rest > Decimal::ZERO && (one == target || !above.ends.contains(one)) {
            add(SOMEBODY, one, Share::between(Decimal::ZERO, rest));
        }
    }
    let rest_of_target = above.rest(target);
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
    let of_target = above.told.get(target);
    let mut direct: Vec<&Edge> = of_target
        .map(|told| told.edges.values().collect())
        .unwrap_or_default();
    // The largest first; names settle the rest.
    direct.sort_by(|one, two| (two.high, &one.shown).cmp(&(one.high, &two.shown)));
    let places: BTreeSet<usize> = above
        .told
        .values()
        .flat_map(|told| told.files.keys())
        .copied()
        .collect();
    let mut words: Vec<String> = direct
        .iter()
        .take(NAMED_MAX)
        .map(|edge| {
            let share = if edge.low == edge.high {
                format!("{} %", edge.low)
            } else {
                format!("{} to {} %", edge.low, edge.high)
            };
            let file = holdings.files.get(edge.file);
            let is_stated = file.is_some_and(|file| file.sha256.is_none());
            let line = match edge.line {
                0 => String::new(),
                line if is_stated => format!(" (holding {line})"),
                line => format!(" (line {line})"),
            };
            format!("`{}` holds {share}{line}", edge.shown)
        })
        .collect();
    let left_out = of_target.map_or(0, |told| told.left_out);
    let more = direct.len().saturating_sub(NAMED_MAX) + left_out;
    if more > 0 {
        words.push(format!("{more} more hold shares"));
    }
    if left_out > 0 {
        words.push(format!(
            "nobody looked for {left_out} of them, since there are too many"
        ));
    }
    if of_target.is_some_and(|told| told.is_contradicted || told.is_excessive) {
        words.push("what the files tell contradicts itself".to_owned());
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

/// Which facts about lists are known of somebody by what was found of them.
#[must_use]
pub fn listed(party: Party, found: &[Found], terms: &Terms<'_>) -> Vec<(&'static str, bool)> {
    let judged = super::judged(party, found, terms);
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
                    None => {
                        let party = Party::new("owner", owner.name, []);
                        let found = Sought::of(&party).search(searcher, terms);
                        super::listed(party, &found, terms)
                    }
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
