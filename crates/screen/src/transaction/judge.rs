//! What matches, decisions and silence make of the facts of one party.

use std::collections::{BTreeMap, BTreeSet};

use exeat_facts::{Case, Fact, FactId, Scope, Source, SourceIndex, Statement, Value, Vocabulary};
use exeat_value::UnknownReason;

use super::listings::{self, LISTINGS, Listing, PROGRAMME_FACT};
use super::sought::Sought;
use super::{
    Decision, EditionUsed, EntryState, Gap, GapReason, Matched, SHOWN_MAX, Screened, Settled, Terms,
};
use crate::index::{Found, Searcher, evidence};
use crate::score::ALGORITHM;

/// Where a list stands that answers a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Coverage {
    /// By these editions its silence counts.
    Covered(Vec<usize>),
    /// It does not.
    Gap(GapReason, Option<String>),
}

/// What all parties are judged by.
pub(super) struct Bench<'a, 't> {
    terms: &'a Terms<'t>,
    vocabulary: &'static Vocabulary,
    coverage: Vec<(&'static Listing, Coverage)>,
    /// Where an edition stands among the sources of the case, once it is needed.
    sources: BTreeMap<usize, SourceIndex>,
    taken: BTreeSet<String>,
}

impl<'a, 't> Bench<'a, 't> {
    pub(super) fn new(case: &Case, terms: &'a Terms<'t>, editions: &[EditionUsed]) -> Self {
        let coverage = LISTINGS
            .iter()
            .map(|listing| (listing, coverage(listing, terms, editions)))
            .collect();
        Self {
            terms,
            vocabulary: Vocabulary::standard(),
            coverage,
            sources: BTreeMap::new(),
            taken: case.sources.iter().map(|one| one.id.clone()).collect(),
        }
    }

    pub(super) fn terms(&self) -> &'a Terms<'t> {
        self.terms
    }

    /// Lists whose silence settles nothing.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        self.coverage
            .iter()
            .filter_map(|(listing, coverage)| match coverage {
                Coverage::Covered(_) => None,
                Coverage::Gap(why, edition) => Some(Gap {
                    fact: listing.fact,
                    title: listing.title.0,
                    title_zh: listing.title.1,
                    why: *why,
                    edition: edition.clone(),
                }),
            })
            .collect()
    }

    /// An id that no source of the case has.
    pub(super) fn unused_id(&self, case: &Case, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        while self.taken.contains(&id) || case.sources.iter().any(|one| one.id == id) {
            id.push('\'');
        }
        id
    }

    /// Looks for a party, and sets its facts.
    pub(super) fn party(
        &mut self,
        case: &mut Case,
        place: usize,
        searcher: &mut Searcher<'_>,
    ) -> Screened {
        let Some(party) = case.parties.get(place) else {
            return nobody();
        };
        let sought = Sought::of(party);
        let found = sought.search(searcher, self.terms);
        let mut screened = self.judged(case, place, &found);
        for (matched, found) in screened.matches.iter_mut().zip(&found) {
            matched.reasons = searcher.explain(&sought.party(), found, self.terms.mode);
        }
        screened
    }

    /// Sets the facts of a party by what was found.
    pub(super) fn judged(&mut self, case: &mut Case, place: usize, found: &[Found]) -> Screened {
        let Some(party) = case.parties.get(place) else {
            return nobody();
        };
        let sought = Sought::of(party);
        let name = party.name.clone();
        let mut matches: Vec<Matched> = found
            .iter()
            .map(|found| self.matched(&sought, found))
            .collect();
        let mut screened = Screened {
            party: party.id.clone(),
            roles: party.roles.clone(),
            name,
            is_nameless: !sought.can_be_looked_for(),
            is_word_of_listed: sought.is_word_of_listed(self.terms.index),
            matches: Vec::new(),
            more: 0,
            settled: Vec::new(),
            open: Vec::new(),
            contradicted: Vec::new(),
        };
        for index in 0..self.coverage.len() {
            self.listing(case, place, index, &matches, &mut screened);
        }
        screened.more = matches.len().saturating_sub(SHOWN_MAX);
        matches.truncate(SHOWN_MAX);
        screened.matches = matches;
        screened
    }

    fn matched(&self, sought: &Sought, found: &Found) -> Matched {
        let index = self.terms.index;
        let (label, entry) = (index.list_of(found.entry), index.id_of(found.entry));
        let of_entry = index.evidence_of(found.entry);
        let evidence = sought.party().evidence(of_entry.clone());
        let (standing, decision) = match (self.terms.decided)(&sought.name, label, entry, &evidence)
        {
            Decision::Open(said) => ("open", said),
            Decision::Escalated(said) => ("escalated", Some(said)),
            Decision::FalsePositive(said) => (FALSE_POSITIVE, Some(said)),
            Decision::TrueMatch(said) => (TRUE_MATCH, Some(said)),
        };
        let list = label.rsplit_once('/').map_or(label, |(_, list)| list);
        let listing = listings::of_list(list);
        let mut state = index.state_of(found.entry, self.terms.event_date);
        if matches!(state, EntryState::NotYet(_)) && !listing.is_some_and(|one| one.dated) {
            // The date may be that of an amendment.
            state = EntryState::Listed;
        }
        Matched {
            of_entry,
            score: found.score,
            list: label.to_owned(),
            entry: entry.to_owned(),
            name: index.name(found.name).to_owned(),
            evidence,
            reasons: Vec::new(),
            state,
            standing,
            decision,
            fact: listing.map(|listing| listing.fact),
        }
    }

    /// What the matches on one list, or its silence, make of its fact.
    fn listing(
        &mut self,
        case: &mut Case,
        place: usize,
        index: usize,
        matches: &[Matched],
        screened: &mut Screened,
    ) {
        let Some((listing, coverage)) = self.coverage.get(index).cloned() else {
            return;
        };
        let Some(fact) = self.vocabulary.find(Scope::Party, listing.fact) else {
            return;
        };
        let counted: Vec<&Matched> = matches
            .iter()
            .filter(|one| one.fact == Some(listing.fact) && one.counts())
            .collect();
        let true_match = counted
            .iter()
            .copied()
            .find(|one| one.standing == TRUE_MATCH && one.state == EntryState::Listed);
        if let Some(stated) = self.stated(case, place, fact) {
            // What is stated stays; that a match speaks against it is said.
            if stated == Some(false) && !counted.is_empty() {
                screened.contradicted.push(listing.fact);
            }
            return;
        }
        if let Some(matched) = true_match {
            self.listed(case, place, fact, listing, matched, screened);
        } else if !counted.is_empty() {
            screened.open.push(listing.fact);
        } else if screened.is_nameless || screened.is_word_of_listed {
            // Nobody was looked for by a whole name, so that silence says nothing.
        } else if let Coverage::Covered(editions) = coverage {
            self.not_listed(case, place, fact, listing, &editions, screened);
        }
    }

    /// What the document states about a fact: nothing, something, or plainly yes or no.
    pub(super) fn stated(&self, case: &Case, place: usize, fact: FactId) -> Option<Option<bool>> {
        match case.parties.get(place)?.facts.get(fact) {
            Fact::Unknown(UnknownReason::NotAsked) => None,
            Fact::Known {
                value: Value::YesNo(answer),
                ..
            } => Some(Some(*answer)),
            _ => Some(None),
        }
    }

    fn listed(
        &mut self,
        case: &mut Case,
        place: usize,
        fact: FactId,
        listing: &'static Listing,
        matched: &Matched,
        screened: &mut Screened,
    ) {
        let edition = matched.list.split('/').next().unwrap_or_default();
        let decision = matched.decision.as_deref().unwrap_or_default();
        let note = format!(
            "entry {} of {}, `{}`, which scores {}: {decision}",
            matched.entry, listing.title.0, matched.name, matched.score
        );
        let statement = self.statement(case, edition, &note);
        set(case, place, fact, true, statement.into_iter().collect());
        screened.settled.push(Settled {
            fact: listing.fact,
            is: true,
        });
        if listing.list != "us-sdn" {
            return;
        }
        let Some(programme) = self.open_programme(case, place) else {
            return;
        };
        // What is read has to be what the index was made of.
        let entry = (self.terms.entry)(&matched.list, &matched.entry).filter(|entry| {
            let evidence = evidence(entry);
            matched.of_entry == evidence.map(|byte| format!("{byte:02x}")).concat()
        });
        let programmes = entry.map(|entry| entry.programmes).unwrap_or_default();
        if programmes.is_empty() {
            return;
        }
        let is = programmes.iter().any(|one| listings::of_part_744(one));
        let note = format!("its programmes there: {}", programmes.join(", "));
        let statement = self.statement(case, edition, &note);
        set(case, place, programme, is, statement.into_iter().collect());
        screened.settled.push(Settled {
            fact: PROGRAMME_FACT,
            is,
        });
    }

    fn not_listed(
        &mut self,
        case: &mut Case,
        place: usize,
        fact: FactId,
        listing: &'static Listing,
        editions: &[usize],
        screened: &mut Screened,
    ) {
        let note = format!(
            "nobody on {} who counts has a name that scores {} or more with `{}` ({ALGORITHM})",
            listing.title.0, self.terms.threshold, screened.name
        );
        let names: Vec<String> = editions
            .iter()
            .filter_map(|place| self.terms.editions.get(*place))
            .map(|edition| edition.full_name())
            .collect();
        let statements: Vec<Statement> = names
            .iter()
            .filter_map(|name| self.statement(case, name, &note))
            .collect();
        let mut facts = vec![(fact, listing.fact)];
        if listing.list == "us-sdn"
            && let Some(programme) = self.open_programme(case, place)
        {
            facts.push((programme, PROGRAMME_FACT));
        }
        for (id, name) in facts {
            set(case, place, id, false, statements.clone());
            screened.settled.push(Settled {
                fact: name,
                is: false,
            });
        }
    }

    /// The fact about OFAC's programmes, where the document does not state it.
    fn open_programme(&self, case: &Case, place: usize) -> Option<FactId> {
        let programme = self.vocabulary.find(Scope::Party, PROGRAMME_FACT)?;
        self.stated(case, place, programme)
            .is_none()
            .then_some(programme)
    }

    /// What an edition states. It becomes a source of the case when it is first needed.
    fn statement(&mut self, case: &mut Case, edition: &str, note: &str) -> Option<Statement> {
        let place = self
            .terms
            .editions
            .iter()
            .position(|one| one.full_name() == edition)?;
        let source = match self.sources.get(&place) {
            Some(source) => *source,
            None => {
                let edition = self.terms.editions.get(place)?;
                let id = self.unused_id(case, &edition.full_name());
                let mut source = Source::new(id, edition.publisher.clone());
                source.date = edition.published;
                source.title = Some(edition.title.clone());
                let index = SourceIndex(case.sources.len());
                case.sources.push(source);
                self.sources.insert(place, index);
                index
            }
        };
        Some(Statement {
            note: Some(note.to_owned()),
            ..Statement::asserts(source)
        })
    }
}

const FALSE_POSITIVE: &str = "false-positive";
const TRUE_MATCH: &str = "true-match";

impl Matched {
    /// Whether it keeps a fact from being no.
    pub(super) fn counts(&self) -> bool {
        self.standing != FALSE_POSITIVE
            && !matches!(self.state, EntryState::NotYet(_) | EntryState::NoLonger(_))
    }
}

/// Where a list stands: the best that any edition of its publishers offers.
fn coverage(listing: &Listing, terms: &Terms<'_>, editions: &[EditionUsed]) -> Coverage {
    let mut covered = Vec::new();
    let mut gap: Option<(GapReason, String)> = None;
    for (place, (edition, used)) in terms.editions.iter().zip(editions).enumerate() {
        let holds = edition
            .lists
            .iter()
            .any(|list| list.id == listing.list && list.counts.entries > 0);
        if !holds || !listing.publications.contains(&edition.publication.as_str()) {
            continue;
        }
        let why = if used.age_unknown {
            GapReason::AgeUnknown
        } else if used.stale {
            GapReason::Stale
        } else if used.after_event {
            GapReason::AfterEvent
        } else {
            covered.push(place);
            continue;
        };
        gap.get_or_insert((why, used.edition.clone()));
    }
    match gap {
        _ if !covered.is_empty() => Coverage::Covered(covered),
        Some((why, edition)) => Coverage::Gap(why, Some(edition)),
        None => Coverage::Gap(GapReason::NoEdition, None),
    }
}

fn set(case: &mut Case, place: usize, fact: FactId, is: bool, evidence: Vec<Statement>) {
    let value = Value::YesNo(is);
    set_fact(case, place, fact, Fact::Known { value, evidence });
}

pub(super) fn set_fact(case: &mut Case, place: usize, fact: FactId, value: Fact) {
    if let Some(party) = case.parties.get_mut(place) {
        party.facts.set(fact, value);
    }
}

fn nobody() -> Screened {
    Screened {
        party: String::new(),
        name: String::new(),
        is_nameless: true,
        is_word_of_listed: false,
        roles: Vec::new(),
        matches: Vec::new(),
        more: 0,
        settled: Vec::new(),
        open: Vec::new(),
        contradicted: Vec::new(),
    }
}
