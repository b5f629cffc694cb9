//! The parties of a table held against the lists of the days that matter: each once, from many threads.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use exeat_facts::{Fact, FactId, Party, Scope, Value as FactValue, Vocabulary};
use exeat_screen::index::{Found, Searcher};
use exeat_screen::score::{ALGORITHM, Score};
use exeat_screen::transaction::{
    self, EditionUsed, EntryState, Gap, GapReason, Holdings, Matched, Owner, Sought, Terms,
};
use exeat_value::Day;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::parties::{AmongOwners, Looked, Match, Named, Screen, key_of_name};
use crate::failure::Failure;

/// So many parties are remembered; then all are forgotten, and looked for again where they are met.
const REMEMBERED_MAX: usize = 1_000_000;
/// Matches of one party that are named.
const NAMED_MAX: usize = 3;

/// Wherever the lists stand that parties are held against.
pub trait Shelf: Send + Sync {
    /// Does something on the terms of events of a day, and tells what those lists were made from: where that is the
    /// same, the same names are found.
    ///
    /// # Errors
    /// The lists cannot be read.
    fn with(&self, event_date: Day, act: &mut dyn FnMut(&str, &Terms<'_>)) -> Result<(), Failure>;

    /// What tells these lists, and what was decided about them, from others.
    fn as_json(&self) -> Value;
}

/// The lists, and everybody who was looked for on them.
pub struct Listed<S> {
    shelf: S,
    holdings: Option<Arc<Holdings>>,
    facts: Vec<FactId>,
    days: RwLock<BTreeMap<Day, Arc<OfDay>>>,
    found: RwLock<FoundOf>,
    looked: RwLock<FxHashMap<(Named, Day), Arc<Looked>>>,
}

/// What was found of parties, by what the index was built from.
type FoundOf = FxHashMap<(Arc<str>, Named), Arc<Vec<Found>>>;

/// What is looked at for the events of a day. The lists themselves are not among it, since a table may have events of
/// very many days.
struct OfDay {
    day: Day,
    source: Arc<str>,
    said: String,
    /// What the silence of the lists makes known of somebody of whom nothing was found.
    nobody: Looked,
}

/// Looks for names on one index, which is made ready for that when the first of them was not looked for before.
struct Seeker<'t> {
    terms: &'t Terms<'t>,
    searcher: Option<Searcher<'t>>,
}

impl<S: Shelf> Listed<S> {
    /// Parties held against the lists of a shelf, and what is known of who holds what of whom.
    #[must_use]
    pub fn new(shelf: S, holdings: Option<Arc<Holdings>>) -> Self {
        let vocabulary = Vocabulary::standard();
        Self {
            shelf,
            holdings,
            facts: transaction::facts()
                .filter_map(|fact| vocabulary.find(Scope::Party, fact))
                .collect(),
            days: RwLock::default(),
            found: RwLock::default(),
            looked: RwLock::default(),
        }
    }

    /// What is looked at for events of a day.
    fn of_day(&self, day: Day) -> Result<Arc<OfDay>, Failure> {
        let known = self.days.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_day) = known.get(&day) {
            return Ok(Arc::clone(of_day));
        }
        drop(known);
        let mut of_day = None;
        self.shelf.with(day, &mut |source, terms| {
            let (editions, gaps) = transaction::looked_at(terms);
            let judged = transaction::judged(Party::new("party", "anybody", []), &[], terms);
            of_day = Some(OfDay {
                day,
                source: source.into(),
                said: in_a_line(&editions, &gaps),
                nobody: Looked {
                    facts: judged.facts().collect(),
                    ..Looked::default()
                },
            });
        })?;
        let of_day = of_day.ok_or_else(|| {
            Failure::wrong(format!(
                "there is no edition of any list to look at for {day}"
            ))
        })?;
        let mut known = self.days.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(known.entry(day).or_insert(Arc::new(of_day))))
    }

    /// The entries that a party may be, whatever the day.
    fn found(
        &self,
        of_day: &OfDay,
        named: &Named,
        party: &Party,
        seeker: &mut Seeker<'_>,
    ) -> Arc<Vec<Found>> {
        let key = (Arc::clone(&of_day.source), named.clone());
        let known = self.found.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&key) {
            return Arc::clone(found);
        }
        drop(known);
        let terms = seeker.terms;
        let searcher = seeker
            .searcher
            .get_or_insert_with(|| Searcher::new(terms.index));
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
        among: &[Party],
        seeker: &mut Seeker<'_>,
    ) -> Looked {
        let party = party(named);
        let found = self.found(of_day, named, &party, seeker);
        let sought = Sought::of(&party);
        let is_nameless = !sought.can_be_looked_for();
        let is_word_of_listed = sought.is_word_of_listed(seeker.terms.index);
        let mut looked = if found.is_empty() && !is_nameless && !is_word_of_listed {
            of_day.nobody.clone()
        } else {
            let judged = transaction::judged(party, &found, seeker.terms);
            let facts = judged.facts().collect();
            let counted: Vec<&Matched> = judged
                .matches
                .iter()
                .filter(|one| !matches!(one.state, EntryState::NotYet(_) | EntryState::NoLonger(_)))
                .collect();
            Looked {
                owners: Vec::new(),
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
        if is_nameless && looked.said.is_empty() && !named.name.is_empty() {
            looked.said = format!("`{}` is no name that can be looked for", named.name);
        } else if is_word_of_listed && looked.said.is_empty() {
            looked.said = format!(
                "`{}` is a word of listed names: give the whole name",
                named.name
            );
        }
        if let Some(holdings) = &self.holdings
            && !named.name.is_empty()
        {
            self.owned(of_day, holdings, named, among, seeker, &mut looked);
        }
        looked
    }

    /// Looks for those that have no answer yet: who is at each place, on which day, and among whom.
    fn each<'a>(
        &self,
        mut answers: Vec<Option<Arc<Looked>>>,
        asked: impl Fn(usize) -> (&'a Named, Day, &'a [Party]),
    ) -> Result<Vec<Arc<Looked>>, Failure> {
        // Day after day, so that the editions of one time are opened once.
        let mut by_day: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for (place, _) in answers.iter().enumerate().filter(|(_, one)| one.is_none()) {
            let (_, day, _) = asked(place);
            by_day.entry(day).or_default().push(place);
        }
        for (day, places) in by_day {
            let of_day = self.of_day(day)?;
            self.shelf.with(day, &mut |_, terms| {
                let mut seeker = Seeker {
                    terms,
                    searcher: None,
                };
                for &place in &places {
                    let (named, _, among) = asked(place);
                    let looked = self.one(&of_day, named, among, &mut seeker);
                    answers[place] = Some(Arc::new(looked));
                }
            })?;
        }
        let answers = answers.into_iter();
        answers
            .map(|answer| answer.ok_or_else(|| Failure::wrong("a party was not looked for")))
            .collect()
    }

    /// What is known of who holds a party. Of owners that are parties of the same row what the row
    /// says of them counts.
    fn owned(
        &self,
        of_day: &OfDay,
        holdings: &Holdings,
        named: &Named,
        among: &[Party],
        seeker: &mut Seeker<'_>,
        looked: &mut Looked,
    ) {
        let mut owners: Vec<u64> = Vec::new();
        let mut listed = |owner: &Owner<'_>| {
            owners.push(key_of_name(owner.name));
            let folded = transaction::folded_name(owner.name);
            let of_row: Vec<_> = among
                .iter()
                .filter(|party| transaction::folded_name(&party.name) == folded)
                .map(transaction::known_of)
                .collect();
            if !of_row.is_empty() {
                return transaction::agreed(&of_row);
            }
            let named = Named {
                name: owner.name.trim().to_owned(),
                natural: None,
                identifiers: String::new(),
                address: String::new(),
            };
            let party = party(&named);
            let found = self.found(of_day, &named, &party, seeker);
            transaction::listed(party, &found, seeker.terms)
        };
        let all = transaction::shares(holdings, &named.name, of_day.day, &mut listed);
        owners.sort_unstable();
        owners.dedup();
        looked.owners = owners;
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

impl<S: Shelf> Screen for Listed<S> {
    fn facts(&self) -> &[FactId] {
        &self.facts
    }

    fn look(&self, asked: &[(Named, Day)]) -> Result<Vec<Arc<Looked>>, Failure> {
        let known: Vec<Option<Arc<Looked>>> = {
            let known = self.looked.read().unwrap_or_else(PoisonError::into_inner);
            asked.iter().map(|one| known.get(one).cloned()).collect()
        };
        let answers = self.each(known, |place| {
            let (named, day) = &asked[place];
            (named, *day, &[])
        })?;
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

    fn look_among(&self, asked: &[AmongOwners]) -> Result<Vec<Arc<Looked>>, Failure> {
        self.each(vec![None; asked.len()], |place| {
            let (named, day, owners) = &asked[place];
            (named, *day, owners)
        })
    }

    fn on(&self, event_date: Day) -> Result<String, Failure> {
        Ok(self.of_day(event_date)?.said.clone())
    }

    fn as_json(&self) -> Value {
        let holdings = self.holdings.iter().flat_map(|one| one.digests());
        json!({
            "lists": self.shelf.as_json(),
            "holdings": holdings.collect::<Vec<_>>(),
        })
    }
}

/// On which lists is looked, by which rules, and what their silence does not settle.
fn in_a_line(editions: &[EditionUsed], gaps: &[Gap]) -> String {
    let lists: Vec<String> = editions
        .iter()
        .map(|one| {
            let doubt = match (one.stale, one.after_event) {
                _ if one.age_unknown => ", published nobody says when",
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
                    GapReason::AgeUnknown => "published nobody says when",
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
