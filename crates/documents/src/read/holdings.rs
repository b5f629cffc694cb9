//! Who holds which share of whom.

use std::ops::Range;

use exeat_facts::{HolderKind, Holding, HoldingKind, Type};
use exeat_value::Day;

use super::{Reader, date, list_of, nearest};
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Node, Table};

const FIELDS: [&str; 13] = [
    "owner",
    "owned",
    "owner-is",
    "share",
    "kind",
    "from",
    "until",
    "source",
    "asserts",
    "denies",
    "speaker",
    "note",
    "statements",
];

impl Reader {
    /// `[[holding]]`: parties stand there by their ids, others by their names.
    pub(super) fn holdings(&mut self, node: &Node) {
        for (table, span) in self.tables(node, "holding") {
            if self.is_full() {
                return;
            }
            self.only_fields(table, &FIELDS, "a holding");
            let owner = self.holder(table, "owner", &span);
            let owned = self.holder(table, "owned", &span);
            let mut holding = Holding::new(
                owner.clone().unwrap_or_default(),
                owned.clone().unwrap_or_default(),
            );
            if let Some(entry) = table.get("owner-is") {
                let words = HolderKind::ALL.map(|kind| kind.name().unwrap_or_default());
                holding.owner_is = self.one_of(entry, &words).unwrap_or_default();
            }
            if let Some(entry) = table.get("kind") {
                let words = HoldingKind::ALL.map(HoldingKind::name);
                holding.kind = self.one_of(entry, &words).unwrap_or(holding.kind);
            }
            if let Some(entry) = table.get("share")
                && let Some(share) = self.fact(&entry.value, Type::Share, "share")
            {
                holding.share = share;
            }
            holding.from = self.day_of(table, "from");
            holding.until = self.day_of(table, "until");
            holding.evidence = self.statements(table);
            if let (Some(owner), Some(owned)) = (owner, owned)
                && self.same_party(&owner, &owned)
            {
                let message = format!("{} holds shares of itself here", quoted(&owner));
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::INSIDE_ITSELF, span.clone(), message)
                        .expected("two different parties")
                        .mend("write who holds under `owner`, and of whom under `owned`"),
                );
            }
            if let (Some(from), Some(until)) = (holding.from, holding.until)
                && until <= from
            {
                let message = format!("this holding ends on {until} and begins on {from}");
                let place = table
                    .get("until")
                    .map_or(span, |one| one.value.span.clone());
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::WRONG_RANGE, place, message)
                        .expected("`until`, the first day no more, after `from`")
                        .mend(format!("write `until = {}`, or leave it out", from.next())),
                );
            }
            self.case.holdings.push(holding);
        }
    }

    /// Whether two words mean one party: the same words, or a party's id and its name.
    fn same_party(&self, one: &str, two: &str) -> bool {
        let name = |word: &str| {
            let party = self.case.parties.iter().find(|party| party.id == word);
            party
                .map_or(word, |party| &party.name)
                .trim()
                .to_lowercase()
        };
        one == two || name(one) == name(two)
    }

    fn holder(&mut self, table: &Table, field: &str, span: &Range<usize>) -> Option<String> {
        let text = match table.get(field) {
            Some(entry) => self.text(&entry.value, field)?,
            None => String::new(),
        };
        if !text.trim().is_empty() {
            return Some(text);
        }
        let place = table.get(field).map_or(span, |entry| &entry.value.span);
        let (message, mend) = if field == "owner" {
            (
                "this holding does not say who holds",
                "add `owner = \"…\"`, the id of a party of this document or a name",
            )
        } else {
            (
                "this holding does not say of whom",
                "add `owned = \"…\"`, the id of a party of this document or a name",
            )
        };
        self.tell(
            DocumentDiagnostic::new(DocumentCode::MISSING_FIELD, place.clone(), message)
                .expected(format!("`{field}`"))
                .mend(mend),
        );
        None
    }

    fn day_of(&mut self, table: &Table, field: &str) -> Option<Day> {
        let entry = table.get(field)?;
        let day = date::read(&entry.value, field);
        self.or_tell(day)
    }

    /// One of a few words.
    fn one_of<T: std::str::FromStr>(&mut self, entry: &Entry, words: &[&str]) -> Option<T> {
        let text = self.text(&entry.value, &entry.key)?;
        // An empty word says nothing, and here somebody wrote one.
        if !text.is_empty()
            && let Ok(value) = text.parse()
        {
            return Some(value);
        }
        let mend = match nearest(&text, words) {
            Some(near) => format!("write `{} = \"{near}\"`", entry.key),
            None => format!("write one of {}, or leave it out", list_of(words)),
        };
        let message = format!("{} is nothing that `{}` can be", quoted(&text), entry.key);
        self.tell(
            DocumentDiagnostic::new(
                DocumentCode::UNKNOWN_CODE,
                entry.value.span.clone(),
                message,
            )
            .expected(list_of(words))
            .mend(mend),
        );
        None
    }
}
