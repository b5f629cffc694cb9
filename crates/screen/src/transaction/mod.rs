//! The parties of a transaction held against the lists in force.
//!
//! What comes out is facts. That a party is on a list is known where somebody has said that a match
//! is true; that it is not, where no name of the list is like its own and the edition is the
//! publisher's, and of the days that matter. Between the two lies a question that only a person
//! answers, and the fact stays unknown. What the document states stays as it is stated, and where a
//! match speaks against it, that is said.

mod above;
mod judge;
mod listings;
mod owned;
mod sought;
mod stated;

use exeat_facts::{Case, Fact, FactId, Party, Role, Source, Value, Vocabulary};
use exeat_value::Day;
use serde::Serialize;

use crate::index::{Found, Index, Searcher};
use crate::list::{Edition, ListEntry};
use crate::score::{ALGORITHM, Mode, Score};

pub use above::fold as folded_name;
pub use listings::{LISTINGS, Listing, facts};
pub use owned::{Holdings, HoldingsError, Owned, Owner, SHARES, agreed, known_of, listed, shares};
pub use sought::Sought;

/// The source by which a case names the record of its screening. Its title is the record's hash.
pub const SOURCE: &str = "screening";
/// So many matches of a party are written down, the best ones; all of them count.
const SHOWN_MAX: usize = 25;

/// What the parties are held against, and on which terms.
pub struct Terms<'a> {
    /// All names of the editions.
    pub index: &'a Index,
    /// The editions that the index was built from.
    pub editions: &'a [&'a Edition],
    /// The day on which the transaction takes place.
    pub event_date: Day,
    /// The day from which one looks.
    pub known_at: Day,
    /// An edition that is older than so many days settles nothing by its silence.
    pub age_max_days: u32,
    /// How names are judged.
    pub mode: Mode,
    /// What scores so much is a match.
    pub threshold: Score,
    /// What somebody has decided about a party (its name), a list (its label), an entry (its id)
    /// and the evidence for it.
    pub decided: &'a dyn Fn(&str, &str, &str, &str) -> Decision,
    /// The entry of a list (its label) with an id, where it can be read.
    pub entry: &'a dyn Fn(&str, &str) -> Option<ListEntry>,
    /// Who holds what of whom, where that is known.
    pub holdings: Option<&'a Holdings>,
}

/// What somebody has decided about a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Nothing, or not any more; in words, where there is something to say.
    Open(Option<String>),
    /// It is for somebody else to decide.
    Escalated(String),
    /// It is somebody else.
    FalsePositive(String),
    /// It is the listed one.
    TrueMatch(String),
}

/// How the parties of a transaction were screened, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Screening {
    /// By which rules names were found and scored.
    pub algorithm: &'static str,
    /// How they were judged.
    pub mode: Mode,
    /// From which score on a name is a match.
    pub threshold: Score,
    /// The day from which one looked.
    pub known_at: Day,
    /// The day of the event.
    pub event_date: Day,
    /// After how many days the silence of an edition settles nothing.
    pub age_max_days: u32,
    /// The editions that were looked at.
    pub editions: Vec<EditionUsed>,
    /// Every party, in the order of the case.
    pub parties: Vec<Screened>,
    /// How much listed parties hold of parties of whose owners something is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub owned: Vec<Owned>,
    /// Lists whose silence settles nothing, and why.
    pub gaps: Vec<Gap>,
}

/// An edition that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionUsed {
    /// `publication@edition`.
    pub edition: String,
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// When it was published, where that is known.
    pub published: Option<Day>,
    /// How old it was on the day from which one looked.
    pub age_in_days: i32,
    /// Whether nobody says how old it is; the age is then counted from its import.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub age_unknown: bool,
    /// Whether that is too old.
    pub stale: bool,
    /// Whether it is so much younger than the event that who has left the list since is missing.
    pub after_event: bool,
    /// The hash of what came.
    pub sha256: String,
    /// How many parties it lists.
    pub entries: u64,
    /// Under how many names.
    pub names: u64,
}

/// A party that was looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Screened {
    /// Its id in the case.
    pub party: String,
    /// The name that was looked for.
    pub name: String,
    /// Whether there is nothing in the name that can be looked for, so that it says nothing that nobody is found.
    #[serde(rename = "nameless", skip_serializing_if = "std::ops::Not::not")]
    pub is_nameless: bool,
    /// Whether the name is a single word that listed names have among theirs, so that it says nothing that nobody is
    /// found under it: a brand or a surname alone.
    #[serde(
        rename = "word_of_listed_names",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub is_word_of_listed: bool,
    /// Its roles.
    #[serde(serialize_with = "role_names")]
    pub roles: Vec<Role>,
    /// The entries that it may be, best first.
    pub matches: Vec<Matched>,
    /// How many more there are.
    pub more: usize,
    /// Facts that are known now, and which way.
    pub settled: Vec<Settled>,
    /// Facts that are open because somebody has to decide about a match.
    pub open: Vec<&'static str>,
    /// Facts that the document states and a match speaks against.
    pub contradicted: Vec<&'static str>,
}

/// A fact that screening settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settled {
    /// The fact, as the vocabulary calls it.
    pub fact: &'static str,
    /// What it is.
    pub is: bool,
}

/// An entry that a party may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matched {
    /// How alike the names are.
    pub score: Score,
    /// `publication@edition/list`.
    pub list: String,
    /// The entry's id on it.
    pub entry: String,
    /// The name that is most alike.
    pub name: String,
    /// The hash of what the edition says about the entry, and of what tells the party from others of
    /// its name, where that is stated.
    pub evidence: String,
    /// The hash of what the edition says about the entry.
    #[serde(skip)]
    of_entry: String,
    /// Why it scores so much.
    pub reasons: Vec<String>,
    /// Whether the entry counts on the day of the event.
    pub state: EntryState,
    /// `open`, `escalated`, `false-positive` or `true-match`.
    pub standing: &'static str,
    /// What somebody has decided, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The fact that it bears on; none where no law that is modelled asks for the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<&'static str>,
}

/// Whether an entry counts on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryState {
    /// It does, as far as the edition says.
    Listed,
    /// It was listed later.
    NotYet(Day),
    /// It was taken off before.
    NoLonger(Day),
    /// The edition says that its measures are, or were, suspended: what holds on the day is for a
    /// person to say.
    Suspended,
}

/// Why a list says nothing by its silence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The fact that stays unknown.
    pub fact: &'static str,
    /// What the list is called.
    pub title: &'static str,
    /// The same in Chinese.
    #[serde(skip)]
    pub title_zh: &'static str,
    /// Why.
    pub why: GapReason,
    /// The edition that does not do, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
}

/// Why a list says nothing by its silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapReason {
    /// No edition of it was imported.
    NoEdition,
    /// Nobody says when the edition was published.
    AgeUnknown,
    /// The edition is too old.
    Stale,
    /// The edition is younger than the event: who has left the list since is missing.
    AfterEvent,
}

fn role_names<S: serde::Serializer>(roles: &[Role], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(roles.iter().map(|role| role.name()))
}

/// Looks for every party of a case on the lists, and puts what comes of it into the facts of the
/// parties and among the sources of the case.
///
/// The case then names the record by its hash, so that a determination of the case stands for this
/// record and for no other.
pub fn screen(case: &mut Case, terms: &Terms<'_>) -> Screening {
    let editions: Vec<EditionUsed> = terms
        .editions
        .iter()
        .map(|edition| edition_used(edition, terms))
        .collect();
    let mut bench = judge::Bench::new(case, terms, &editions);
    let mut searcher = Searcher::new(terms.index);
    let parties = (0..case.parties.len())
        .map(|place| bench.party(case, place, &mut searcher))
        .collect();
    let owned = bench.owned(case, &mut searcher);
    let screening = Screening {
        algorithm: ALGORITHM,
        mode: terms.mode,
        threshold: terms.threshold,
        known_at: terms.known_at,
        event_date: terms.event_date,
        age_max_days: terms.age_max_days,
        editions,
        parties,
        owned,
        gaps: bench.gaps(),
    };
    if !case.parties.is_empty() {
        let mut source = Source::new(bench.unused_id(case, SOURCE), ALGORITHM);
        source.date = Some(terms.known_at);
        source.title = Some(screening.digest());
        case.sources.push(source);
    }
    debug_assert!(
        case.validate_in(Vocabulary::standard()).is_ok(),
        "screening adds facts of the right types and sources of their own names"
    );
    screening
}

/// What matches that were found before make of the facts of a party by itself, as they would in a
/// transaction in which nothing is stated of it. The reasons of matches are left out.
#[must_use]
pub fn judged(party: Party, found: &[Found], terms: &Terms<'_>) -> Screened {
    let mut case = Case::new("");
    case.parties.push(party);
    let editions: Vec<EditionUsed> = terms
        .editions
        .iter()
        .map(|edition| edition_used(edition, terms))
        .collect();
    judge::Bench::new(&case, terms, &editions).judged(&mut case, 0, found)
}

/// The editions that are looked at on these terms, and the lists whose silence settles nothing.
#[must_use]
pub fn looked_at(terms: &Terms<'_>) -> (Vec<EditionUsed>, Vec<Gap>) {
    let editions: Vec<EditionUsed> = terms
        .editions
        .iter()
        .map(|edition| edition_used(edition, terms))
        .collect();
    let gaps = judge::Bench::new(&Case::new(""), terms, &editions).gaps();
    (editions, gaps)
}

impl Screened {
    /// The facts that are known now.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, Fact)> {
        let vocabulary = Vocabulary::standard();
        self.settled.iter().filter_map(move |settled| {
            let fact = vocabulary.find(exeat_facts::Scope::Party, settled.fact)?;
            Some((fact, Fact::known(Value::YesNo(settled.is))))
        })
    }
}

impl Screening {
    /// The hash of the record: of its JSON with sorted keys and without blanks.
    #[must_use]
    pub fn digest(&self) -> String {
        serde_json::to_value(self).map_or_else(|_| String::new(), |value| digest_of(&value))
    }
}

/// The hash of the record of a screening, as it was read.
#[must_use]
pub fn digest_of(record: &serde_json::Value) -> String {
    let mut text = String::new();
    canonical(record, &mut text);
    format!("sha256:{}", crate::list::sha256(text.as_bytes()))
}

/// JSON with sorted keys and without blanks, whatever order the objects were kept in.
fn canonical(value: &serde_json::Value, out: &mut String) {
    use serde_json::Value;
    match value {
        Value::Object(entries) => {
            let mut keys: Vec<&String> = entries.keys().collect();
            keys.sort();
            out.push('{');
            for (place, key) in keys.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                canonical(entries.get(key).unwrap_or(&Value::Null), out);
            }
            out.push('}');
        }
        Value::Array(values) => {
            out.push('[');
            for (place, value) in values.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                canonical(value, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// Whether a publication goes on naming those who were taken off, with the day.
fn keeps_those_who_left(publication: &str) -> bool {
    publication == "cn-mofcom-lists"
}

fn edition_used(edition: &Edition, terms: &Terms<'_>) -> EditionUsed {
    let age = edition.age_in_days(terms.known_at);
    let younger = -edition.age_in_days(terms.event_date);
    let too_much = |days: i32| u32::try_from(days).is_ok_and(|days| days > terms.age_max_days);
    EditionUsed {
        edition: edition.full_name(),
        title: edition.title.clone(),
        publisher: edition.publisher.clone(),
        published: edition.published,
        age_in_days: age,
        age_unknown: !edition.is_age_known(),
        stale: too_much(age),
        after_event: too_much(younger) && !keeps_those_who_left(&edition.publication),
        sha256: edition.sha256.clone(),
        entries: edition.counts.entries,
        names: edition.counts.names,
    }
}
