//! The parties of rows: each is looked for once for each day on which it matters, and what comes of it
//! goes into the facts of its rows.

mod among;

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use exeat_documents::tables::{CellColumn, Mapped};
use exeat_facts::batch::{Batch, Codes, Column, ColumnKey, ColumnSubject};
use exeat_facts::{Fact, FactId, Party, Role, Scope, Value, Vocabulary};
use exeat_screen::transaction;
use exeat_value::{Day, UnknownReason};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::part::Added;
use super::stand::{Dates, day_of};
use super::tally::Looking;
use crate::failure::Failure;

/// A party as rows speak of it: all by which it is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// Whether it is a natural person, as far as the rows say.
    pub natural: Option<bool>,
    /// Numbers by which it is known, between semicolons.
    pub identifiers: String,
    /// Its address.
    pub address: String,
}

/// An entry of a list that a party may be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Match {
    /// The party's name, as the rows have it.
    pub party: String,
    /// How alike they are.
    pub score: String,
    /// `publication@edition/list`.
    pub list: String,
    /// The entry's id.
    pub entry: String,
    /// The listed name.
    pub name: String,
    /// `open`, `escalated`, `false-positive` or `true-match`.
    pub standing: String,
}

/// What came of looking for a party.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// Facts that are known now, each of those that [`Screen::facts`] names at most once.
    pub facts: Vec<(FactId, Fact)>,
    /// The entries that it may be, best first.
    pub matches: Vec<Match>,
    /// In words, what a reader of the row has to know; nothing where nobody was found.
    pub said: String,
    /// Who owns it, directly or through others: the [`key_of_name`] of each, in order.
    pub owners: Vec<u64>,
}

/// By what an owner and a party of a row are known to be one, as [`transaction::folded_name`] tells.
/// Where two names happen to have one key, a party is looked for once more, with the same outcome.
pub(crate) fn key_of_name(name: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    transaction::folded_name(name).hash(&mut hasher);
    hasher.finish()
}

/// A party some of whose owners are parties of the same row, and those owners with all that is known
/// of them.
pub type AmongOwners = (Named, Day, Vec<Party>);

/// Whoever looks for parties on lists, and knows who holds what of whom.
pub trait Screen: Send + Sync {
    /// Every fact of a party that looking for it may make known.
    fn facts(&self) -> &[FactId];
    /// Looks for parties, each as of the day of an event.
    ///
    /// # Errors
    /// The lists cannot be read.
    fn look(&self, asked: &[(Named, Day)]) -> Result<Vec<Arc<Looked>>, Failure>;
    /// Looks for parties some of whose owners are parties of the same row: of these is known what the
    /// row says of them, and not what their names alone say.
    ///
    /// # Errors
    /// The lists cannot be read.
    fn look_among(&self, asked: &[AmongOwners]) -> Result<Vec<Arc<Looked>>, Failure>;
    /// On which lists is looked for an event of a day, by which rules, and what their silence does not settle.
    ///
    /// # Errors
    /// The lists cannot be read.
    fn on(&self, event_date: Day) -> Result<String, Failure>;
    /// On which lists is looked, for programs; also what tells one sweep from another.
    fn as_json(&self) -> Json;
}

/// The name of the column that says what came of looking for the parties of a row.
pub const COLUMN: &str = "exeat_screening";

/// The rows of a chunk with what is known of their parties.
pub struct Screened {
    /// The facts.
    pub batch: Batch,
    /// What to say of each row.
    pub(crate) added: Added,
    /// Who may be listed: the entries, and the rows that they are about.
    pub(crate) matches: Vec<(Role, Vec<Match>, u64)>,
    /// On which lists was looked.
    pub(crate) looking: Looking,
}

impl Screened {
    /// What is said of each row: texts, and which of them each row has.
    #[must_use]
    pub fn said(&self) -> (&[String], &[u32]) {
        (&self.added.texts, &self.added.codes)
    }
}

/// What the parties of one role are for the rows.
pub(super) struct OfRole {
    pub(super) role: Role,
    /// For each row the place of what came out, or [`NOBODY`].
    pub(super) rows: Vec<u32>,
    /// Who was looked for.
    pub(super) asked: Vec<(Named, Day)>,
    pub(super) looked: Vec<Arc<Looked>>,
}

/// A row in which nobody was looked for.
pub(super) const NOBODY: u32 = u32::MAX;

/// Looks for every party that the rows name, each as of the day on which its row leaves.
///
/// # Errors
/// The lists cannot be read.
pub fn screened(mapped: &Mapped, screen: &dyn Screen, dates: Dates) -> Result<Screened, Failure> {
    let batch = &mapped.batch;
    let days = EventDays::of(batch, dates);
    let mut roles = Vec::new();
    for (role, names) in mapped.parties() {
        roles.push(of_role(batch, *role, names, &days, screen)?);
    }
    among::owners(batch, &mut roles, screen)?;
    let facts = with_facts(batch, &roles, screen.facts())?;
    let (added, looking) = said(batch.rows(), &roles, &days, screen)?;
    Ok(Screened {
        added,
        matches: matches(&roles),
        looking,
        batch: facts,
    })
}

/// The days of the events of rows.
struct EventDays<'b> {
    days: Vec<Option<Day>>,
    codes: Option<&'b Codes>,
}

impl<'b> EventDays<'b> {
    fn of(batch: &'b Batch, dates: Dates) -> Self {
        let column = Vocabulary::standard()
            .find(Scope::Shipment, "date")
            .and_then(|date| batch.column(ColumnKey::Fact(ColumnSubject::Shipment, date)));
        match (dates, column) {
            (Dates::AllOn(day), _) | (Dates::Law(day), None) => Self {
                days: vec![Some(day)],
                codes: None,
            },
            (Dates::OfRows, None) => Self {
                days: vec![None],
                codes: None,
            },
            (Dates::Law(day), Some(column)) => Self {
                days: column
                    .dictionary()
                    .iter()
                    .map(|fact| day_of(fact).or(Some(day)))
                    .collect(),
                codes: Some(column.codes()),
            },
            (Dates::OfRows, Some(column)) => Self {
                days: column.dictionary().iter().map(day_of).collect(),
                codes: Some(column.codes()),
            },
        }
    }

    fn code(&self, row: usize) -> u32 {
        self.codes.and_then(|codes| codes.get(row)).unwrap_or(0)
    }

    fn day(&self, code: u32) -> Option<Day> {
        self.days.get(at(code)).copied().flatten()
    }
}

pub(super) fn at(code: u32) -> usize {
    usize::try_from(code).unwrap_or(usize::MAX)
}

pub(super) fn code(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The column of a fact of a role, by which the party is looked for.
fn column_of<'b>(batch: &'b Batch, role: Role, path: &str) -> Option<&'b Column> {
    let fact = Vocabulary::standard().find(Scope::Party, path)?;
    batch.column(ColumnKey::Fact(ColumnSubject::Party(role), fact))
}

fn of_role(
    batch: &Batch,
    role: Role,
    names: &CellColumn,
    days: &EventDays<'_>,
    screen: &dyn Screen,
) -> Result<OfRole, Failure> {
    let columns =
        ["natural-person", "identifiers", "address"].map(|path| column_of(batch, role, path));
    let mut places: FxHashMap<[u32; 5], u32> = FxHashMap::default();
    let mut by_party: FxHashMap<(Named, Day), u32> = FxHashMap::default();
    let mut asked: Vec<(Named, Day)> = Vec::new();
    let rows = (0..batch.rows())
        .map(|row| {
            let of = |column: Option<&Column>| {
                column
                    .and_then(|column| column.codes().get(row))
                    .unwrap_or(0)
            };
            let key = [
                names.codes.get(row).copied().unwrap_or(NOBODY),
                days.code(row),
                of(columns[0]),
                of(columns[1]),
                of(columns[2]),
            ];
            *places.entry(key).or_insert_with(|| {
                let name = names
                    .cells
                    .get(at(key[0]))
                    .filter(|cell| !cell.is_blank())
                    .map(|cell| cell.text().trim().to_owned())
                    .unwrap_or_default();
                let Some(day) = days.day(key[1]) else {
                    return NOBODY;
                };
                let fact = |column: Option<&Column>| {
                    column.and_then(|column| column.fact(row)?.value().cloned())
                };
                let text = |column| match fact(column) {
                    Some(Value::Text(text)) => text,
                    _ => String::new(),
                };
                let named = Named {
                    name,
                    natural: match fact(columns[0]) {
                        Some(Value::YesNo(natural)) => Some(natural),
                        _ => None,
                    },
                    identifiers: text(columns[1]),
                    address: text(columns[2]),
                };
                if named.name.is_empty() && named.identifiers.trim().is_empty() {
                    return NOBODY;
                }
                match by_party.entry((named, day)) {
                    Entry::Occupied(there) => *there.get(),
                    Entry::Vacant(room) => {
                        asked.push(room.key().clone());
                        *room.insert(code(asked.len() - 1))
                    }
                }
            })
        })
        .collect();
    let looked = screen.look(&asked)?;
    Ok(OfRole {
        role,
        rows,
        asked,
        looked,
    })
}

/// The batch with what is known now, where the rows themselves say nothing.
fn with_facts(batch: &Batch, roles: &[OfRole], facts: &[FactId]) -> Result<Batch, Failure> {
    let mut columns: Vec<Column> = Vec::new();
    let is_screened = |key: ColumnKey| {
        roles.iter().any(|one| match key {
            ColumnKey::Fact(ColumnSubject::Party(role), fact) => {
                role == one.role && facts.contains(&fact)
            }
            _ => false,
        })
    };
    columns.extend(
        batch
            .columns()
            .iter()
            .filter(|column| !is_screened(column.key()))
            .cloned(),
    );
    for of_role in roles {
        for &fact in facts {
            columns.push(column(batch, of_role, fact)?);
        }
    }
    Batch::new(columns, batch.rows())
        .map(|new| new.naming(batch.roles()))
        .and_then(|new| new.with_components(batch.components().clone()))
        .map_err(|error| Failure::wrong(error.to_string()))
}

/// Whether a row says nothing of a fact.
pub(super) fn is_open(fact: &Fact) -> bool {
    *fact == Fact::Unknown(UnknownReason::NotAsked)
}

/// The fact about a list on which another rests: where a row states the first, what was found says
/// nothing of the second, as in a transaction.
pub(super) fn rests_on(fact: FactId) -> Option<FactId> {
    let vocabulary = Vocabulary::standard();
    let of_party = |path: &str| vocabulary.find(Scope::Party, path);
    (of_party("us-sdn-programme-of-part-744") == Some(fact))
        .then(|| of_party("on-us-sdn-list"))
        .flatten()
}

fn column(batch: &Batch, of_role: &OfRole, fact: FactId) -> Result<Column, Failure> {
    let subject = ColumnSubject::Party(of_role.role);
    let stated = batch.column(ColumnKey::Fact(subject, fact));
    let mut dictionary: Vec<Fact> = stated.map_or_else(
        || vec![Fact::Unknown(UnknownReason::NotAsked)],
        |column| column.dictionary().to_vec(),
    );
    let open: Vec<bool> = dictionary.iter().map(is_open).collect();
    let of_list = rests_on(fact).and_then(|list| batch.column(ColumnKey::Fact(subject, list)));
    // What was found of each party, as a place in the dictionary.
    let mut found: Vec<Option<u32>> = Vec::with_capacity(of_role.looked.len());
    for looked in &of_role.looked {
        let answer = looked.facts.iter().find(|(one, _)| *one == fact);
        found.push(answer.map(|(_, answer)| {
            let place = dictionary.iter().position(|one| one == answer);
            code(place.unwrap_or_else(|| {
                dictionary.push(answer.clone());
                dictionary.len() - 1
            }))
        }));
    }
    let codes = of_role
        .rows
        .iter()
        .enumerate()
        .map(|(row, &place)| {
            let stated = stated
                .and_then(|column| column.codes().get(row))
                .unwrap_or(0);
            let is_stated =
                of_list.is_some_and(|list| list.fact(row).is_some_and(|one| !is_open(one)));
            if open.get(at(stated)).copied().unwrap_or(false) && !is_stated {
                found.get(at(place)).copied().flatten().unwrap_or(stated)
            } else {
                stated
            }
        })
        .collect();
    Column::new(subject, fact, dictionary, codes).map_err(|error| Failure::wrong(error.to_string()))
}

/// What is said of each row: on which lists was looked, for whom, and who may be on them.
fn said(
    rows: usize,
    roles: &[OfRole],
    days: &EventDays<'_>,
    screen: &dyn Screen,
) -> Result<(Added, Looking), Failure> {
    let mut lists: FxHashMap<u32, String> = FxHashMap::default();
    let mut looking = Looking::default();
    // Rows in which somebody was looked for, by the day of the event.
    let mut looked: BTreeMap<u32, u64> = BTreeMap::new();
    let mut places: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
    let mut texts: Vec<String> = Vec::new();
    let mut codes = Vec::with_capacity(rows);
    let mut key: Vec<u32> = Vec::new();
    let mut by_text: FxHashMap<String, u32> = FxHashMap::default();
    for row in 0..rows {
        key.clear();
        key.push(days.code(row));
        key.extend(
            roles
                .iter()
                .map(|one| one.rows.get(row).copied().unwrap_or(NOBODY)),
        );
        if key[1..].iter().all(|place| *place == NOBODY) {
            looking.without += 1;
        } else {
            *looked.entry(key[0]).or_default() += 1;
        }
        if let Some(place) = places.get(&key) {
            codes.push(*place);
            continue;
        }
        let on = match lists.get(&key[0]) {
            Some(on) => on.clone(),
            None => {
                let on = match days.day(key[0]) {
                    Some(day) => screen.on(day)?,
                    None => "nobody looked for: nobody says on which day it leaves".to_owned(),
                };
                lists.insert(key[0], on.clone());
                on
            }
        };
        let mut parts = vec![on];
        // Without a day nobody was looked for, whether or not somebody is named.
        let of_day = if days.day(key[0]).is_some() {
            roles
        } else {
            &[]
        };
        for (one, place) in of_day.iter().zip(&key[1..]) {
            match one.looked.get(at(*place)) {
                None => parts.push(format!("{}: no name", one.role)),
                Some(looked) if looked.said.is_empty() => {
                    parts.push(format!("{}: nobody found", one.role));
                }
                Some(looked) => parts.push(format!("{}: {}", one.role, looked.said)),
            }
        }
        let text = parts.join("; ");
        let next = code(texts.len());
        let place = *by_text.entry(text).or_insert_with_key(|text| {
            texts.push(text.clone());
            next
        });
        places.insert(key.clone(), place);
        codes.push(place);
    }
    for (day_code, rows) in looked {
        if let (Some(day), Some(on)) = (days.day(day_code), lists.get(&day_code)) {
            looking.add(on, day, rows);
        }
    }
    let added = Added {
        name: COLUMN.to_owned(),
        texts,
        codes: Arc::new(codes),
    };
    Ok((added, looking))
}

/// Who may be listed, with how many rows.
fn matches(roles: &[OfRole]) -> Vec<(Role, Vec<Match>, u64)> {
    let mut all = Vec::new();
    for one in roles {
        let mut counts = vec![0_u64; one.looked.len()];
        for &place in &one.rows {
            if let Some(count) = counts.get_mut(at(place)) {
                *count += 1;
            }
        }
        for (looked, count) in one.looked.iter().zip(counts) {
            if !looked.matches.is_empty() {
                all.push((one.role, looked.matches.clone(), count));
            }
        }
    }
    all
}
