//! How much of a party listed parties hold, as far as somebody knows who holds what.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use exeat_facts::{Case, Fact, Party, Scope, Source, SourceIndex, Statement, Value, Vocabulary};
use exeat_value::{Day, Decimal};
use serde::Serialize;

use super::above::{Above, Edge, File, fold};
use super::judge::{Bench, set_fact};
use super::{Sought, Terms, stated};
use crate::index::{Found, Searcher, can_be_looked_for};
use crate::list::{Place, ReadError, sha256};
use crate::owners::{
    Aggregation, Binding, Graph, GraphBuilder, HoldingKind, Listing, Regime, Share, evaluate,
};
use crate::score::Kind;

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
/// What the transaction itself states.
const STATED: &str = "transaction";
/// So many other names of one owner are looked for.
const OTHER_NAMES_MAX: usize = 200;
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

    /// Adds holdings that were read, with the hash of what was read; none where the transaction itself says it.
    fn add_graph(&mut self, graph: Graph, name: &str, sha256: Option<String>) {
        self.files.push(Arc::new(File::new(graph, name, sha256)));
    }

    /// What is odd about the files and yet no reason to refuse them.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|file| file.notes())
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
            let others = above.others.get(folded).map_or(&[][..], Vec::as_slice);
            // Whoever has no name, or more than can be looked for, may be anybody.
            if above.unnamed.contains(folded) || others.len() > OTHER_NAMES_MAX {
                return (folded, Vec::new());
            }
            let others = others.iter().map(String::as_str);
            let of_each: Vec<_> = std::iter::once(name.as_str())
                .chain(others.filter(|name| can_be_looked_for(name, Kind::Unknown)))
                .map(|name| listed(&Owner { name, is_end }))
                .collect();
            (folded, agreed(&of_each))
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
    let mut innocent: BTreeSet<&str> = BTreeSet::new();
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
        } else if above.ends.contains(*owner) {
            innocent.insert(owner);
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
    let mut at_most = high.standing(target)?.held_at_most().min(Decimal::HUNDRED);
    // What is certainly held by others nobody else holds.
    if let Some(others) = above.held_by_others_than(target, &innocent) {
        at_most = at_most.min(others);
    }
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

/// What is known of somebody who may be any of several, by what is known of each: a fact of which all say the same. What
/// is true of one of them counts as true, since one name is mostly one party.
#[must_use]
pub fn agreed(of_each: &[Vec<(&'static str, bool)>]) -> Vec<(&'static str, bool)> {
    let facts: BTreeSet<&'static str> = of_each.iter().flatten().map(|(fact, _)| *fact).collect();
    facts
        .into_iter()
        .filter_map(|fact| {
            let mut says = of_each.iter().map(|one| {
                let mut of_fact = one.iter().filter(|(other, _)| *other == fact);
                of_fact.next().map(|(_, is)| *is)
            });
            if says.clone().any(|is| is == Some(true)) {
                return Some((fact, true));
            }
            says.all(|is| is == Some(false)).then_some((fact, false))
        })
        .collect()
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

/// What is known about lists of a party, by what is stated of it and what was found.
#[must_use]
pub fn known_of(party: &Party) -> Vec<(&'static str, bool)> {
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

impl Bench<'_, '_> {
    /// Sets the facts about who holds what of the parties of a case.
    pub(super) fn owned(&mut self, case: &mut Case, searcher: &mut Searcher<'_>) -> Vec<Owned> {
        let mut holdings = self.terms().holdings.cloned().unwrap_or_default();
        if let Some(graph) = stated::graph(case) {
            holdings.add_graph(graph, STATED, None);
        }
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
                // The owner may be any of the parties of its name.
                let of_case: Vec<_> = case
                    .parties
                    .iter()
                    .filter(|party| fold(&party.name) == folded)
                    .map(known_of)
                    .collect();
                if of_case.is_empty() {
                    let party = Party::new("owner", owner.name, []);
                    let found = Sought::of(&party).search(searcher, terms);
                    return super::listed(party, &found, terms);
                }
                agreed(&of_case)
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
                            statements.extend(stated::evidence(case, &name));
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
