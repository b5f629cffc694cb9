//! The parties of a table held against the lists: each once, from many threads.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use exeat_facts::{Fact, FactId, Party, Scope, Value as FactValue, Vocabulary};
use exeat_portfolio::{Looked, Match, Named, Screen};
use exeat_screen::index::{Found, Searcher};
use exeat_screen::score::{ALGORITHM, Score};
use exeat_screen::transaction::{
    self, EditionUsed, EntryState, Gap, GapReason, Holdings, Matched, Owner, Sought, Terms,
};
use exeat_value::Day;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::parties::{Days, HoldingsOption, Kept, Opened, ScreeningOption, with_terms};
use super::{Lists, source};
use crate::failure::Failure;

/// So many parties are remembered; then all are forgotten, and looked for again where they are met.
const REMEMBERED_MAX: usize = 1_000_000;
/// Matches of one party that are named.
const NAMED_MAX: usize = 3;

/// The lists, and everybody who was looked for on them.
pub(crate) struct TableScreening {
    known_at: Day,
    age_max: u32,
    holdings: Option<Arc<Holdings>>,
    facts: Vec<FactId>,
    identity: Value,
    kept: Mutex<Kept>,
    days: RwLock<BTreeMap<Day, Arc<OfDay>>>,
    found: RwLock<FoundOf>,
    looked: RwLock<FxHashMap<(Named, Day), Arc<Looked>>>,
}

/// What was found of parties, by what the index was built from.
type FoundOf = FxHashMap<(String, Named), Arc<Vec<Found>>>;
/// What is looked at for the events of a day, and the places of the parties that are asked about.
type Asked = (Arc<OfDay>, Vec<usize>);

/// What is looked at for the events of a day.
struct OfDay {
    day: Day,
    opened: Arc<Opened>,
    lists: Arc<Lists>,
    source: String,
    said: String,
    /// What the silence of the lists makes known of somebody of whom nothing was found.
    nobody: Arc<Looked>,
}

impl TableScreening {
    /// Opens the lists; none where none was imported, or nobody is to be looked for.
    ///
    /// # Errors
    /// The data folder cannot be read, or a file of holdings.
    pub(crate) fn open(
        option: ScreeningOption,
        known_at: Day,
        holdings: &HoldingsOption,
    ) -> Result<Option<Self>, Failure> {
        if option.is_declined() || crate::data::folder().is_err() {
            return Ok(None);
        }
        let holdings = holdings.read()?;
        let mut kept = Kept::default();
        let days = Days {
            event_date: known_at,
            known_at,
            age_max: option.age_max(),
        };
        let (opened, lists) = kept.of(days)?;
        if lists.is_none() {
            if holdings.is_some() {
                return Err(Failure::usage(
                    "holdings say nothing without lists: nobody knows who of the owners is listed",
                )
                .with_help("`exeat lists import FILE` brings a list"));
            }
            return Ok(None);
        }
        let vocabulary = Vocabulary::standard();
        let identity = json!({
            "algorithm": ALGORITHM,
            "threshold": Score::ALERT,
            "known_at": known_at,
            "max_list_age": option.age_max(),
            "editions": opened.ids(),
            "decisions": opened.dispositions().digest(),
            "holdings": holdings.iter().flat_map(|one| one.digests()).collect::<Vec<_>>(),
        });
        Ok(Some(Self {
            known_at,
            age_max: option.age_max(),
            holdings,
            facts: transaction::facts()
                .filter_map(|fact| vocabulary.find(Scope::Party, fact))
                .collect(),
            identity,
            kept: Mutex::new(kept),
            days: RwLock::default(),
            found: RwLock::default(),
            looked: RwLock::default(),
        }))
    }

    /// What is looked at for events of a day.
    fn of_day(&self, day: Day) -> Result<Arc<OfDay>, Failure> {
        let known = self.days.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_day) = known.get(&day) {
            return Ok(Arc::clone(of_day));
        }
        drop(known);
        let days = self.days(day);
        let (opened, lists) = {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.of(days)?
        };
        let Some(lists) = lists else {
            return Err(Failure::wrong(format!(
                "there is no edition of any list to look at for {day}"
            )));
        };
        let (said, nobody) = with_terms(
            days,
            &opened,
            Some(opened.dispositions()),
            &lists,
            None,
            |terms| {
                let (editions, gaps) = transaction::looked_at(terms);
                let judged = transaction::judged(Party::new("party", "anybody", []), &[], terms);
                let nobody = Looked {
                    facts: judged.facts().collect(),
                    ..Looked::default()
                };
                (in_a_line(&editions, &gaps), Arc::new(nobody))
            },
        );
        let of_day = Arc::new(OfDay {
            day,
            source: source(&lists.editions),
            opened,
            lists,
            said,
            nobody,
        });
        let mut known = self.days.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(known.entry(day).or_insert(of_day)))
    }

    fn days(&self, event_date: Day) -> Days {
        Days {
            event_date,
            known_at: self.known_at,
            age_max: self.age_max,
        }
    }

    /// The entries that a party may be, whatever the day.
    fn found(
        &self,
        of_day: &OfDay,
        named: &Named,
        party: &Party,
        searcher: &mut Searcher<'_>,
        terms: &Terms<'_>,
    ) -> Arc<Vec<Found>> {
        let key = (of_day.source.clone(), named.clone());
        let known = self.found.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return Arc::clone(found);
        }
        drop(known);
        let found = Arc::new(Sought::of(party).search(searcher, terms));
        let mut known = self.found.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        known.insert(key, Arc::clone(&found));
        found
    }

    fn one(
        &self,
        of_day: &OfDay,
        named: &Named,
        searcher: &mut Searcher<'_>,
        terms: &Terms<'_>,
    ) -> Looked {
        let party = party(named);
        let found = self.found(of_day, named, &party, searcher, terms);
        let mut looked = if found.is_empty() && !named.name.is_empty() {
            of_day.nobody.as_ref().clone()
        } else {
            let judged = transaction::judged(party, &found, terms);
            let facts = judged.facts().collect();
            let counted: Vec<&Matched> = judged
                .matches
                .iter()
                .filter(|one| !matches!(one.state, EntryState::NotYet(_) | EntryState::NoLonger(_)))
                .collect();
            Looked {
                facts,
                said: may_be(&counted, judged.more),
                matches: counted
                    .iter()
                    .map(|one| Match {
                        party: named.name.clone(),
                        score: one.score.to_string(),
                        list: one.list.clone(),
                        entry: one.entry.clone(),
                        name: one.name.clone(),
                        standing: one.standing.to_owned(),
                    })
                    .collect(),
            }
        };
        if let Some(holdings) = &self.holdings
            && !named.name.is_empty()
        {
            self.owned(of_day, holdings, named, searcher, terms, &mut looked);
        }
        looked
    }

    /// What is known of who holds a party.
    fn owned(
        &self,
        of_day: &OfDay,
        holdings: &Holdings,
        named: &Named,
        searcher: &mut Searcher<'_>,
        terms: &Terms<'_>,
        looked: &mut Looked,
    ) {
        let mut listed = |owner: &Owner<'_>| {
            let named = Named {
                name: owner.name.trim().to_owned(),
                natural: None,
                identifiers: String::new(),
                address: String::new(),
            };
            let party = party(&named);
            let found = self.found(of_day, &named, &party, searcher, terms);
            let judged = transaction::judged(party, &found, terms);
            judged
                .settled
                .iter()
                .map(|one| (one.fact, one.is))
                .collect()
        };
        let all = transaction::shares(holdings, &named.name, of_day.day, &mut listed);
        let vocabulary = Vocabulary::standard();
        let mut words: Vec<&str> = Vec::new();
        for owned in &all {
            if let Some(fact) = vocabulary.find(Scope::Party, owned.fact) {
                looked.facts.push((fact, owned.value()));
            }
            if !words.contains(&owned.because.as_str()) {
                words.push(&owned.because);
            }
        }
        if !words.is_empty() {
            if looked.said.is_empty() {
                looked.said.push_str("nobody found");
            }
            looked
                .said
                .push_str(&format!(" (owners: {})", words.join("; ")));
        }
    }
}

fn in_a_table(failure: Failure) -> exeat_portfolio::Failure {
    exeat_portfolio::Failure {
        message: failure.message,
        help: failure.help,
    }
}

/// A party as a transaction would have it.
fn party(named: &Named) -> Party {
    let mut party = Party::new("party", named.name.clone(), []);
    let vocabulary = Vocabulary::standard();
    let mut set = |path: &str, value: FactValue| {
        if let Some(fact) = vocabulary.find(Scope::Party, path) {
            party.facts.set(fact, Fact::known(value));
        }
    };
    if let Some(natural) = named.natural {
        set("natural-person", FactValue::YesNo(natural));
    }
    if !named.identifiers.is_empty() {
        set("identifiers", FactValue::Text(named.identifiers.clone()));
    }
    if !named.address.is_empty() {
        set("address", FactValue::Text(named.address.clone()));
    }
    party
}

impl Screen for TableScreening {
    fn facts(&self) -> &[FactId] {
        &self.facts
    }

    fn look(&self, asked: &[(Named, Day)]) -> Result<Vec<Arc<Looked>>, exeat_portfolio::Failure> {
        let mut answers: Vec<Option<Arc<Looked>>> = {
            let known = self.looked.read().unwrap_or_else(PoisonError::into_inner);
            asked.iter().map(|one| known.get(one).cloned()).collect()
        };
        let mut by_day: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for (place, (_, day)) in asked.iter().enumerate() {
            if answers[place].is_none() {
                by_day.entry(*day).or_default().push(place);
            }
        }
        // A searcher is made for an index, and most often all days have one.
        let mut by_source: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
        for (day, places) in by_day {
            let of_day = self.of_day(day).map_err(in_a_table)?;
            let source = of_day.source.clone();
            by_source.entry(source).or_default().push((of_day, places));
        }
        for of_source in by_source.into_values() {
            let Some(lists) = of_source
                .first()
                .map(|(of_day, _)| Arc::clone(&of_day.lists))
            else {
                continue;
            };
            let mut searcher = Searcher::new(&lists.index);
            for (of_day, places) in of_source {
                let decisions = Some(of_day.opened.dispositions());
                let days = self.days(of_day.day);
                with_terms(days, &of_day.opened, decisions, &lists, None, |terms| {
                    for place in places {
                        let looked = self.one(&of_day, &asked[place].0, &mut searcher, terms);
                        answers[place] = Some(Arc::new(looked));
                    }
                });
            }
        }
        let answers: Vec<Arc<Looked>> = answers.into_iter().flatten().collect();
        let mut known = self.looked.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        for (asked, looked) in asked.iter().zip(&answers) {
            known
                .entry(asked.clone())
                .or_insert_with(|| Arc::clone(looked));
        }
        Ok(answers)
    }

    fn on(&self, event_date: Day) -> Result<String, exeat_portfolio::Failure> {
        Ok(self.of_day(event_date).map_err(in_a_table)?.said.clone())
    }

    fn in_words(&self) -> Vec<String> {
        let days = self.days.read().unwrap_or_else(PoisonError::into_inner);
        let mut texts: Vec<&str> = Vec::new();
        for of_day in days.values().rev() {
            if !texts.contains(&of_day.said.as_str()) {
                texts.push(&of_day.said);
            }
        }
        let mut lines: Vec<String> = texts
            .iter()
            .take(5)
            .map(|text| format!("Parties {text}."))
            .collect();
        if texts.len() > 5 {
            lines.push(format!(
                "For other days of events other editions, or other gaps: {} more; the column exeat_screening says which.",
                texts.len() - 5
            ));
        }
        if lines.is_empty() {
            lines.push("No row names a party and a day, so nobody was looked for.".to_owned());
        }
        lines
    }

    fn as_json(&self) -> Value {
        self.identity.clone()
    }
}

/// On which lists is looked, by which rules, and what their silence does not settle.
fn in_a_line(editions: &[EditionUsed], gaps: &[Gap]) -> String {
    let lists: Vec<String> = editions
        .iter()
        .map(|one| {
            let doubt = match (one.stale, one.after_event) {
                (true, _) => ", stale",
                (_, true) => ", younger than the event",
                _ => "",
            };
            format!("{} ({} days old{doubt})", one.edition, one.age_in_days)
        })
        .collect();
    let mut text = format!(
        "screened by {ALGORITHM} from {} on {}",
        Score::ALERT,
        lists.join(", ")
    );
    if !gaps.is_empty() {
        let gaps: Vec<String> = gaps
            .iter()
            .map(|gap| {
                let why = match gap.why {
                    GapReason::NoEdition => "no edition",
                    GapReason::Stale => "stale",
                    GapReason::AfterEvent => "younger than the event",
                };
                format!("{} ({why})", gap.title)
            })
            .collect();
        text.push_str(&format!("; not settled by silence: {}", gaps.join(", ")));
    }
    text
}

fn may_be(matches: &[&Matched], more: usize) -> String {
    let mut parts: Vec<String> = matches
        .iter()
        .take(NAMED_MAX)
        .map(|one| {
            format!(
                "may be `{}` ({} {}, {}, {})",
                one.name, one.list, one.entry, one.score, one.standing
            )
        })
        .collect();
    let more = matches.len().saturating_sub(NAMED_MAX) + more;
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    parts.join(", ")
}
