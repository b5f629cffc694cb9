//! Writing: everything that one request does, in one transaction, with its events.

use serde::Serialize;
use serde::de::DeserializeOwned;

use std::sync::Arc;

use crate::accounts::Accounts;
use crate::acting::{Acting, Person, Verb};
use crate::canonical;
use crate::database::{Cell, Database};
use crate::error::{RegisterError, Result};
use crate::ledger::{Account, Entry};
use crate::licence::Licence;
use crate::log::{Event, START};
use crate::reading;

/// A transaction that writes.
pub(crate) struct Writing<'a> {
    pub(crate) database: &'a mut Database,
    /// Who acts; of several requests in one transaction each has its own.
    pub(crate) acting: Acting,
    accounts: &'a mut Accounts,
    /// The number and hash of the last event.
    pub(crate) last: (i64, String),
    /// The sequences of the events so far.
    pub(crate) events: Vec<i64>,
}

impl<'a> Writing<'a> {
    /// After [`Database::begin`].
    pub(crate) fn new(
        database: &'a mut Database,
        accounts: &'a mut Accounts,
        acting: &Acting,
    ) -> Result<Self> {
        let last = reading::last(database)?;
        Ok(Self {
            database,
            acting: acting.clone(),
            accounts,
            last,
            events: Vec::new(),
        })
    }

    /// The sequence of the next event.
    pub(crate) fn next(&self) -> Result<i64> {
        self.last
            .0
            .checked_add(1)
            .ok_or_else(|| RegisterError::Storage("the log is full".to_owned()))
    }

    /// Who acts; refused where the register does not know them or they may not.
    pub(crate) fn must_be_allowed(&mut self, verb: Verb) -> Result<Person> {
        let name = self.acting.by.clone();
        let person: Option<Person> = self.latest("person", &name)?.map(|(person, _, _)| person);
        let Some(person) = person else {
            return Err(RegisterError::refused(
                "unknown-person",
                format!("the register knows nobody called `{name}`"),
            )
            .with_help("an administrator adds people: `exeat audit person NAME --role clerk`"));
        };
        person.must_be_allowed(verb)?;
        Ok(person)
    }

    fn event(
        &mut self,
        verb: Verb,
        object: String,
        before: Option<String>,
        after: Option<String>,
        note: Option<&str>,
    ) -> Result<i64> {
        let sequence = self.next()?;
        let event = Event {
            actor: self.acting.by.clone(),
            after,
            at: self.acting.at.clone(),
            before,
            note: note.map(str::to_owned),
            object,
            previous: self.last.1.clone(),
            sequence,
            verb: verb.name().to_owned(),
        };
        let hash = event.hash()?;
        self.database.execute(
            "INSERT INTO event (sequence, previous, at, actor, verb, object, before, after, note, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            &[
                sequence.into(),
                event.previous.into(),
                event.at.into(),
                event.actor.into(),
                event.verb.into(),
                event.object.into(),
                event.before.into(),
                event.after.into(),
                event.note.into(),
                hash.as_str().into(),
            ],
        )?;
        self.last = (sequence, hash);
        self.events.push(sequence);
        Ok(sequence)
    }

    /// The latest version of something: what it says, its number and its digest.
    pub(crate) fn latest<T: DeserializeOwned>(
        &mut self,
        kind: &str,
        id: &str,
    ) -> Result<Option<(T, i64, String)>> {
        reading::latest(self.database, kind, id)
    }

    /// Writes a new version of something and the event that says so.
    pub(crate) fn put(
        &mut self,
        verb: Verb,
        kind: &str,
        id: &str,
        body: &impl Serialize,
        note: Option<&str>,
    ) -> Result<i64> {
        let before = self.database.row(
            "SELECT number, hash FROM version WHERE kind = $1 AND id = $2 ORDER BY number DESC LIMIT 1",
            &[kind.into(), id.into()],
        )?;
        let (number, before) = match before {
            Some(mut row) => (row.integer()?.saturating_add(1), Some(row.text()?)),
            None => (1, None),
        };
        let body = canonical::text(body)?;
        let hash = canonical::digest(&body);
        let sequence = self.event(
            verb,
            format!("{kind}/{id}"),
            before,
            Some(hash.clone()),
            note,
        )?;
        self.database.execute(
            "INSERT INTO version (kind, id, number, sequence, hash, body) VALUES ($1, $2, $3, $4, $5, $6)",
            &[
                kind.into(),
                id.into(),
                number.into(),
                sequence.into(),
                hash.into(),
                body.into(),
            ],
        )?;
        Ok(sequence)
    }

    /// Writes that something was done to an object which has no new version of its own.
    pub(crate) fn mark(
        &mut self,
        verb: Verb,
        object: String,
        before: Option<String>,
        note: Option<&str>,
    ) -> Result<i64> {
        self.event(verb, object, before, None, note)
    }

    /// Writes an entry of the ledger and the event that says so. Its sequence is that of the event.
    pub(crate) fn enter(
        &mut self,
        verb: Verb,
        mut entry: Entry,
        note: Option<&str>,
    ) -> Result<Entry> {
        entry.sequence = self.next()?;
        let hash = entry.digest()?;
        let object = format!("licence/{}", entry.licence);
        self.event(verb, object, None, Some(hash.clone()), note)?;
        let values: [Cell; 12] = [
            entry.licence.as_str().into(),
            entry.sequence.into(),
            entry.line.into(),
            entry.kind.name().into(),
            entry.reservation.into(),
            entry.day.to_string().into(),
            entry.quantity.map(|one| one.to_string()).into(),
            entry.value.map(|one| one.to_string()).into(),
            entry.shipment.clone().into(),
            entry.declaration.clone().into(),
            entry.cause.clone().into(),
            hash.into(),
        ];
        self.database.execute(
            "INSERT INTO entry (licence, sequence, line, kind, reservation, day, quantity, value, shipment, \
             declaration, cause, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            &values,
        )?;
        Ok(entry)
    }

    /// Does something and undoes it, to see whether it could be done.
    pub(crate) fn try_out(&mut self, work: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.apart(false, work)
    }

    /// Does something whole or not at all; what was done before stays in either case.
    pub(crate) fn whole<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.apart(true, work)
    }

    fn apart<T>(&mut self, keep: bool, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let last = self.last.clone();
        let events = self.events.len();
        self.database.script("SAVEPOINT apart")?;
        let answer = work(self);
        if keep && answer.is_ok() {
            self.database.script("RELEASE SAVEPOINT apart")?;
            return answer;
        }
        self.database
            .script("ROLLBACK TO SAVEPOINT apart; RELEASE SAVEPOINT apart")?;
        self.last = last;
        self.events.truncate(events);
        answer
    }

    /// What the entries of a licence amount to.
    pub(crate) fn account(&mut self, licence: &Licence) -> Result<Arc<Account>> {
        self.accounts.of(self.database, licence)
    }

    /// The same with its shipments counted, also where the licence does not limit them so far.
    pub(crate) fn whole_account(&mut self, licence: &Licence) -> Result<Arc<Account>> {
        self.accounts.whole(self.database, licence)
    }
}

/// The hash before the first event, and its number.
pub(crate) fn start() -> (i64, String) {
    (0, START.to_owned())
}
