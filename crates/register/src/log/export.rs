//! Checking a log that somebody gives us, with nothing else at hand.

use serde::Serialize;

use super::event::{Event, START};
use super::tree::{SignedHead, Tree};
use crate::canonical;
use crate::error::Result;

/// Findings that are told; where there are more, the log is no log.
const FINDINGS_MAX: usize = 100;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The event, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i64>,
    /// What is wrong.
    pub what: String,
}

/// What a check of a log came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Verified {
    /// How many events the log holds.
    pub events: u64,
    /// The root of the tree over them.
    pub root: String,
    /// Signed heads that the log agrees with.
    pub heads: Vec<SignedHead>,
    /// Ledger entries whose content is what the log says.
    pub entries: u64,
    /// Versions of everything else, likewise.
    pub versions: u64,
    /// Entries and versions whose content was purged.
    pub purged: u64,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// How many findings were left away.
    pub more: u64,
}

impl Verified {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn find(&mut self, sequence: Option<i64>, what: impl Into<String>) {
        if self.findings.len() < FINDINGS_MAX {
            let what = what.into();
            self.findings.push(Finding { sequence, what });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

/// Follows the chain event by event.
pub(crate) struct Chain {
    tree: Tree,
    next: i64,
    previous: String,
    heads: Vec<SignedHead>,
    pub(crate) verified: Verified,
}

impl Chain {
    /// A chain that is held against these signed heads.
    pub(crate) fn new(mut heads: Vec<SignedHead>) -> Self {
        heads.sort_by_key(|head| head.size);
        Self {
            tree: Tree::default(),
            next: 1,
            previous: START.to_owned(),
            heads,
            verified: Verified::default(),
        }
    }

    /// The next event, and the hash of its line.
    pub(crate) fn push(&mut self, event: &Event, hash: &str) -> Result<()> {
        if event.sequence != self.next {
            self.verified.find(
                Some(event.sequence),
                format!(
                    "event {} follows where {} should",
                    event.sequence, self.next
                ),
            );
        }
        if event.previous != self.previous {
            self.verified.find(
                Some(event.sequence),
                "the event does not continue the one before: something was changed, left out or put in",
            );
        }
        self.next = event.sequence.saturating_add(1);
        hash.clone_into(&mut self.previous);
        self.tree.push(hash)?;
        Ok(())
    }

    /// Holds the tree so far against the heads of its size.
    pub(crate) fn heads(&mut self) {
        let size = self.tree.size();
        let (here, rest): (Vec<SignedHead>, Vec<SignedHead>) =
            self.heads.drain(..).partition(|head| head.size == size);
        self.heads = rest;
        for head in here {
            self.check(head);
        }
    }

    fn is_awaited(&self) -> bool {
        self.heads
            .first()
            .is_some_and(|head| head.size <= self.tree.size())
    }

    /// After each event.
    pub(crate) fn after(&mut self) {
        if self.is_awaited() {
            self.heads();
        }
    }

    fn check(&mut self, head: SignedHead) {
        if !head.is_signed() {
            self.verified.find(
                None,
                format!("the head of {} events is not signed by its key", head.size),
            );
        } else if head.root != self.tree.root() {
            self.verified.find(
                None,
                format!(
                    "the first {} events are not those that were signed on {}",
                    head.size, head.at
                ),
            );
        } else {
            self.verified.heads.push(head);
        }
    }

    /// After the last event.
    pub(crate) fn end(mut self) -> (Verified, Tree) {
        for head in std::mem::take(&mut self.heads) {
            self.verified.find(
                None,
                format!(
                    "a head of {} events was signed on {}, and the log holds {}: its end was cut off",
                    head.size,
                    head.at,
                    self.tree.size()
                ),
            );
        }
        self.verified.events = self.tree.size();
        self.verified.root = self.tree.root();
        (self.verified, self.tree)
    }
}

/// A line of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// An event, and the hash of its line.
    Event(Event, String),
    /// A signed head.
    Head(SignedHead),
}

impl Exported {
    /// Reads a line of an export.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub fn of(line: &str) -> std::result::Result<Self, String> {
        if let Ok(head) = serde_json::from_str::<SignedHead>(line) {
            return Ok(Self::Head(head));
        }
        let event: Event = serde_json::from_str(line).map_err(|error| error.to_string())?;
        match event.line() {
            Ok(written) if written == line => Ok(Self::Event(event, canonical::digest(line))),
            _ => Err("the line is not written as the register writes it".to_owned()),
        }
    }
}

/// Checks an export of a log: its lines, and heads that the reader got in another way and trusts.
///
/// # Errors
/// None for what is wrong with the log: that is in the answer.
pub fn verify_export<'a>(
    lines: impl Iterator<Item = &'a str> + Clone,
    trusted: &[SignedHead],
) -> Result<Verified> {
    let mut heads = trusted.to_vec();
    for line in lines.clone().filter(|line| line.contains("\"signature\":")) {
        if let Ok(Exported::Head(head)) = Exported::of(line)
            && !heads.contains(&head)
        {
            heads.push(head);
        }
    }
    let mut chain = Chain::new(heads);
    let mut is_empty = true;
    for (index, line) in lines.enumerate() {
        match Exported::of(line) {
            Ok(Exported::Head(_)) => {}
            Ok(Exported::Event(event, hash)) => {
                is_empty = false;
                chain.push(&event, &hash)?;
                chain.after();
            }
            Err(why) => chain
                .verified
                .find(None, format!("line {}: {why}", index.saturating_add(1))),
        }
    }
    if is_empty {
        // Every register begins with the event that names its first person.
        chain.verified.find(None, "there is no event in it");
    }
    Ok(chain.end().0)
}
