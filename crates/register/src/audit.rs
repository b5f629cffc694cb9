//! The log of a register: showing, signing, exporting and checking it.

use serde::Serialize;

use crate::canonical;
use crate::database::{Cell, Database};
use crate::error::{RegisterError, Result};
use crate::ledger::{ENTRY_COLUMNS, Entry};
use crate::log::EVENT_COLUMNS;
use crate::log::{Event, Key, SignedHead, Tree, Verified};
use crate::register::Register;

/// That an event is in the log under a signed head, for somebody who does not have the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Proof {
    /// The event.
    pub event: Event,
    /// The head.
    pub head: SignedHead,
    /// The path from the one to the other.
    pub inclusion: String,
}

impl Proof {
    /// Whether the event is under the head, and the head is signed.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.head.is_signed()
            && self.event.hash().is_ok_and(|hash| {
                crate::log::inclusion_holds(
                    &self.head.root,
                    self.head.size,
                    self.event.sequence,
                    &hash,
                    &self.inclusion,
                )
            })
    }
}

/// That the log only grew between two signed heads, for somebody who does not have the log: under the later head, the
/// first events are those that were under the earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Growth {
    /// The earlier head.
    pub old: SignedHead,
    /// The later head.
    pub new: SignedHead,
    /// The path from the one to the other; nothing where both are of one size.
    pub consistency: String,
}

impl Growth {
    /// Whether both heads are signed and the later only adds to the earlier.
    #[must_use]
    pub fn holds(&self) -> bool {
        let (old, new) = (&self.old, &self.new);
        let grown = if old.size == new.size {
            old.root == new.root && self.consistency.is_empty()
        } else {
            crate::log::consistency_holds(
                (&old.root, old.size),
                (&new.root, new.size),
                &self.consistency,
            )
        };
        old.is_signed() && new.is_signed() && grown
    }
}

impl Register {
    /// Events of the log from one on, at most so many; of one object only, where it is named.
    ///
    /// # Errors
    /// The database failed.
    pub fn events(&mut self, from: i64, limit: u32, object: Option<&str>) -> Result<Vec<Event>> {
        let (sql, values): (String, Vec<Cell>) = match object {
            Some(object) => (
                format!(
                    "SELECT {EVENT_COLUMNS} FROM event WHERE sequence >= $1 AND object = $2 ORDER BY sequence LIMIT $3"
                ),
                vec![from.into(), object.into(), limit.into()],
            ),
            None => (
                format!(
                    "SELECT {EVENT_COLUMNS} FROM event WHERE sequence >= $1 ORDER BY sequence LIMIT $2"
                ),
                vec![from.into(), limit.into()],
            ),
        };
        self.read(|database, _| {
            let mut events = Vec::new();
            database.each(&sql, &values, &mut |row| {
                events.push(Event::of(row)?.0);
                Ok(())
            })?;
            Ok(events)
        })
    }

    /// The last events before one, at most so many and oldest first; of one object only, where it is named.
    ///
    /// # Errors
    /// The database failed.
    pub fn events_before(
        &mut self,
        before: i64,
        limit: u32,
        object: Option<&str>,
    ) -> Result<Vec<Event>> {
        let (sql, values): (String, Vec<Cell>) = match object {
            Some(object) => (
                format!(
                    "SELECT {EVENT_COLUMNS} FROM event WHERE sequence < $1 AND object = $2 ORDER BY sequence DESC LIMIT $3"
                ),
                vec![before.into(), object.into(), limit.into()],
            ),
            None => (
                format!(
                    "SELECT {EVENT_COLUMNS} FROM event WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2"
                ),
                vec![before.into(), limit.into()],
            ),
        };
        self.read(|database, _| {
            let mut events = Vec::new();
            database.each(&sql, &values, &mut |row| {
                events.push(Event::of(row)?.0);
                Ok(())
            })?;
            events.reverse();
            Ok(events)
        })
    }

    fn each_event(&mut self, take: &mut dyn FnMut(Event, String) -> Result<()>) -> Result<()> {
        let sql = format!("SELECT {EVENT_COLUMNS} FROM event ORDER BY sequence");
        self.database().each(&sql, &[], &mut |row| {
            let (event, hash) = Event::of(row)?;
            take(event, hash)
        })
    }

    /// The tree over the log.
    ///
    /// # Errors
    /// The database failed.
    pub fn tree(&mut self) -> Result<Tree> {
        self.read(|database, _| tree(database))
    }

    /// Signs the log as it is now and keeps the signed head. Give it to somebody else: with it, anybody can tell later
    /// whether what came before was changed.
    ///
    /// # Errors
    /// The log is empty, or the database failed.
    pub fn sign(&mut self, key: &Key, at: &str) -> Result<SignedHead> {
        let tree = self.tree()?;
        if tree.size() == 0 {
            return Err(RegisterError::Wrong(
                "there is nothing in the log to sign".to_owned(),
            ));
        }
        let head = key.sign(&tree, at);
        let size = i64::try_from(head.size)
            .map_err(|_| RegisterError::Storage("the log is full".to_owned()))?;
        self.database().execute(
            "INSERT INTO head (size, root, at, key, signature) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            &[
                size.into(),
                head.root.as_str().into(),
                head.at.as_str().into(),
                head.key.as_str().into(),
                head.signature.as_str().into(),
            ],
        )?;
        Ok(head)
    }

    /// The heads that were signed, oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub fn heads(&mut self) -> Result<Vec<SignedHead>> {
        self.read(|database, _| heads(database))
    }

    /// That an event is in the log, under a head that is signed now.
    ///
    /// # Errors
    /// There is no such event, or the database failed.
    pub fn prove(&mut self, sequence: i64, key: &Key, at: &str) -> Result<Proof> {
        let event = self
            .events(sequence, 1, None)?
            .pop()
            .filter(|event| event.sequence == sequence)
            .ok_or_else(|| RegisterError::NotFound {
                what: "event",
                id: sequence.to_string(),
            })?;
        let tree = self.tree()?;
        Ok(Proof {
            event,
            inclusion: tree.inclusion(sequence)?,
            head: key.sign(&tree, at),
        })
    }

    /// That the log only grew since a head that somebody has kept: up to another such head, or up to one that is signed
    /// now.
    ///
    /// # Errors
    /// A head is not one of this log, or is not signed; the later is the smaller one; or the database failed.
    pub fn prove_growth(
        &mut self,
        old: &SignedHead,
        new: Option<&SignedHead>,
        key: &Key,
        at: &str,
    ) -> Result<Growth> {
        let mut tree = Tree::default();
        let mut heads: Vec<&SignedHead> = std::iter::once(old).chain(new).collect();
        if new.is_some_and(|new| new.size < old.size) {
            return Err(RegisterError::Wrong(
                "the later head is over fewer events than the earlier".to_owned(),
            ));
        }
        let most = new.map_or(u64::MAX, |new| new.size);
        self.read(|database, _| {
            let mut wrong = None;
            tree = Tree::default();
            database.look(
                "SELECT hash FROM event ORDER BY sequence",
                &[],
                &mut |_, row| {
                    if tree.size() < most {
                        tree.push(row.cell(0)?.text()?)?;
                        for head in &heads {
                            if head.size == tree.size() && head.root != tree.root() {
                                wrong = Some(head.size);
                            }
                        }
                    }
                    Ok(())
                },
            )?;
            match wrong {
                None => Ok(()),
                Some(size) => Err(RegisterError::Damaged(format!(
                    "its first {size} events are not those that were signed"
                ))),
            }
        })?;
        heads.retain(|head| head.size == 0 || head.size > tree.size() || !head.is_signed());
        if let Some(head) = heads.first() {
            return Err(RegisterError::Wrong(format!(
                "the head of {} events, signed on {}, is none of this log, which has {}",
                head.size,
                head.at,
                tree.size()
            )));
        }
        let consistency = if old.size == tree.size() {
            String::new()
        } else {
            tree.consistency(old.size)?
        };
        Ok(Growth {
            old: old.clone(),
            new: new.cloned().unwrap_or_else(|| key.sign(&tree, at)),
            consistency,
        })
    }

    /// Writes the log line by line: every event as the line that is hashed, and then the signed heads.
    ///
    /// # Errors
    /// The database failed, or whoever takes the lines did.
    pub fn export(&mut self, take: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
        self.each_event(&mut |event, _| take(&event.line()?))?;
        for head in heads(self.database())? {
            take(&canonical::text(&head)?)?;
        }
        Ok(())
    }

    /// Checks everything: the chain of the log, the signed heads, and that every ledger entry and every version says
    /// what the log says it said. `progress` is told how much was looked at.
    ///
    /// # Errors
    /// The database failed. What is wrong with the register is in the answer.
    pub fn verify(
        &mut self,
        trusted: &[SignedHead],
        progress: &mut dyn FnMut(u64),
    ) -> Result<Verified> {
        self.database().begin_to_read()?;
        let answer = self.verified(trusted, progress);
        self.database().roll_back();
        answer
    }

    pub(crate) fn verified(
        &mut self,
        trusted: &[SignedHead],
        progress: &mut dyn FnMut(u64),
    ) -> Result<Verified> {
        let mut heads = heads(self.database())?;
        heads.extend(
            trusted
                .iter()
                .filter(|head| !heads.contains(head))
                .cloned()
                .collect::<Vec<_>>(),
        );
        let mut chain = crate::log::Chain::new(heads);
        // What the log says of each object after each event, by sequence.
        let mut after: Vec<Option<[u8; 32]>> = Vec::new();
        let mut purged: Vec<String> = Vec::new();
        self.each_event(&mut |event, stored| {
            let hash = event.hash()?;
            if hash != stored {
                chain.verified.find(
                    Some(event.sequence),
                    "the event does not say what it said when it was written",
                );
            }
            chain.push(&event, &hash)?;
            chain.after();
            after.push(event.after.as_deref().and_then(bytes));
            if event.verb == "purge" {
                purged.push(event.object);
            }
            progress(1);
            Ok(())
        })?;
        let (mut verified, _) = chain.end();
        let said = |sequence: i64| -> Option<[u8; 32]> {
            let index = usize::try_from(sequence.checked_sub(1)?).ok()?;
            after.get(index).copied().flatten()
        };
        let mut recorded: u64 = 0;
        let sql = format!("SELECT {ENTRY_COLUMNS} FROM entry");
        self.database().each(&sql, &[], &mut |row| {
            let (entry, stored) = Entry::of(row)?;
            recorded = recorded.saturating_add(1);
            let sequence = Some(entry.sequence);
            if bytes(&stored).is_none() || said(entry.sequence) != bytes(&stored) {
                verified.find(
                    sequence,
                    "the log does not speak of this entry of the ledger",
                );
            } else if entry.purged {
                verified.purged = verified.purged.saturating_add(1);
                if !purged.contains(&format!("licence/{}", entry.licence)) {
                    verified.find(
                        sequence,
                        "the entry's content is gone, and no purge was written",
                    );
                }
            } else if entry.digest()? != stored {
                verified.find(
                    sequence,
                    "the ledger's entry does not say what it said when it was written",
                );
            } else {
                verified.entries = verified.entries.saturating_add(1);
            }
            progress(1);
            Ok(())
        })?;
        self.database().each(
            "SELECT kind, id, sequence, hash, body FROM version",
            &[],
            &mut |mut row| {
                let (kind, id) = (row.text()?, row.text()?);
                let sequence = row.integer()?;
                let stored = row.text()?;
                let body = row.optional_text()?;
                recorded = recorded.saturating_add(1);
                if bytes(&stored).is_none() || said(sequence) != bytes(&stored) {
                    verified.find(
                        Some(sequence),
                        format!("the log does not speak of this version of {kind} `{id}`"),
                    );
                    return Ok(());
                }
                match body {
                    None => {
                        verified.purged = verified.purged.saturating_add(1);
                        // What belongs to a licence goes with it; what somebody proposed is named by itself.
                        let by = |object: &String| match object.split_once('/') {
                            Some(("proposal", proposal)) => kind == "proposal" && id == proposal,
                            Some(("licence", licence)) => {
                                id == licence
                                    || id
                                        .strip_prefix(licence)
                                        .is_some_and(|rest| rest.starts_with('/'))
                            }
                            _ => false,
                        };
                        if !purged.iter().any(by) {
                            verified.find(
                                Some(sequence),
                                format!(
                                    "the content of {kind} `{id}` is gone, and no purge was written"
                                ),
                            );
                        }
                    }
                    Some(body) if canonical::digest(&body) != stored => {
                        verified.find(
                            Some(sequence),
                            format!("{kind} `{id}` does not say what it said when it was written"),
                        );
                    }
                    Some(_) => verified.versions = verified.versions.saturating_add(1),
                }
                progress(1);
                Ok(())
            },
        )?;
        let spoken = after.iter().filter(|one| one.is_some()).count();
        if u64::try_from(spoken).ok() != Some(recorded) {
            verified.find(
                None,
                format!("the log speaks of {spoken} entries and versions, and the register holds {recorded}"),
            );
        }
        Ok(verified)
    }
}

/// The tree over the log as it is at this moment.
fn tree(database: &mut Database) -> Result<Tree> {
    let mut tree = Tree::default();
    database.look(
        "SELECT hash FROM event ORDER BY sequence",
        &[],
        &mut |_, row| tree.push(row.cell(0)?.text()?),
    )?;
    Ok(tree)
}

fn heads(database: &mut Database) -> Result<Vec<SignedHead>> {
    let mut heads = Vec::new();
    database.each(
        "SELECT size, root, at, key, signature FROM head ORDER BY size, key",
        &[],
        &mut |mut row| {
            let size = row.integer()?;
            heads.push(SignedHead {
                size: u64::try_from(size)
                    .map_err(|_| RegisterError::Damaged("a head has no size".to_owned()))?,
                root: row.text()?,
                at: row.text()?,
                key: row.text()?,
                signature: row.text()?,
            });
            Ok(())
        },
    )?;
    Ok(heads)
}

fn bytes(hash: &str) -> Option<[u8; 32]> {
    canonical::unhex(hash)?.try_into().ok()
}
