//! The canonical JSON of a case: keys in the order of their letters, no space between.
//!
//! It is written straight from the case, in the order in which it is read. Not by way of `serde_json::Value`: whether
//! its objects are sorted depends on a feature that any crate of a build can switch on.

use std::fmt::Display;
use std::io::Write as _;

use exeat_value::UnknownReason;

use super::component_facts;
use crate::case::Case;
use crate::fact::{Candidate, Fact, FactSet, Value, code_texts};
use crate::holding::Holding;
use crate::item::{Component, Item, Line};
use crate::party::Party;
use crate::source::{Source, Statement};
use crate::vocabulary::Vocabulary;

pub(super) fn json(case: &Case, vocabulary: &Vocabulary) -> String {
    let mut writer = Writer {
        out: Vec::with_capacity(1024),
        vocabulary,
        case,
    };
    writer.case();
    // It is made of texts and of signs of ASCII.
    String::from_utf8(writer.out).unwrap_or_default()
}

/// Writes the parts of a case. An object says its members in the order of their keys.
struct Writer<'c> {
    out: Vec<u8>,
    vocabulary: &'c Vocabulary,
    case: &'c Case,
}

impl<'c> Writer<'c> {
    fn begin(&mut self) {
        self.out.push(b'{');
    }

    fn end(&mut self) {
        self.out.push(b'}');
    }

    /// What stands before a member or an element: a comma, unless it is the first.
    fn next(&mut self) {
        if !matches!(self.out.last(), Some(b'{' | b'[')) {
            self.out.push(b',');
        }
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.text(key);
        self.out.push(b':');
    }

    fn text(&mut self, text: &str) {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.out, text);
    }

    /// Something whose text is made of digits and plain words.
    fn plain(&mut self, value: impl Display) {
        let _ = write!(self.out, "\"{value}\"");
    }

    fn member(&mut self, key: &str, text: &str) {
        self.key(key);
        self.text(text);
    }

    fn perhaps(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.member(key, text);
        }
    }

    fn perhaps_plain(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.key(key);
            self.plain(value);
        }
    }

    /// Nothing for an empty list, which is left out.
    fn list<T>(&mut self, key: &str, values: &'c [T], one: impl Fn(&mut Self, &'c T)) {
        if !values.is_empty() {
            self.key(key);
            self.elements(values, one);
        }
    }

    fn elements<T>(&mut self, values: impl IntoIterator<Item = T>, one: impl Fn(&mut Self, T)) {
        self.out.push(b'[');
        for value in values {
            self.next();
            one(self, value);
        }
        self.out.push(b']');
    }

    fn case(&mut self) {
        let case = self.case;
        self.begin();
        self.facts("end-use", &case.end_use);
        self.list("holdings", &case.holdings, Self::holding);
        self.list("items", &case.items, Self::item);
        self.list("lines", &case.lines, Self::line);
        self.list("parties", &case.parties, Self::party);
        self.facts("shipment", &case.shipment);
        self.list("sources", &case.sources, Self::source);
        self.member("title", &case.title);
        self.end();
    }

    fn source(&mut self, source: &Source) {
        self.begin();
        self.perhaps_plain("date", source.date);
        self.member("id", &source.id);
        self.perhaps("origin", source.origin.as_ref());
        self.member("outlet", &source.outlet);
        self.perhaps("title", source.title.as_ref());
        self.perhaps("url", source.url.as_ref());
        self.end();
    }

    fn party(&mut self, party: &'c Party) {
        self.begin();
        self.facts("facts", &party.facts);
        self.member("id", &party.id);
        self.member("name", &party.name);
        self.list("roles", &party.roles, |own, role| own.plain(role));
        self.end();
    }

    fn holding(&mut self, holding: &'c Holding) {
        self.begin();
        self.list("evidence", &holding.evidence, Self::statement);
        self.perhaps_plain("from", holding.from);
        self.key("kind");
        self.plain(holding.kind);
        self.member("owned", &holding.owned);
        self.member("owner", &holding.owner);
        if let Some(name) = holding.owner_is.name() {
            self.member("owner-is", name);
        }
        self.fact("share", &holding.share);
        self.perhaps_plain("until", holding.until);
        self.end();
    }

    fn item(&mut self, item: &'c Item) {
        self.begin();
        self.list("components", &item.components, Self::component);
        self.key("components-complete");
        self.yes_no(item.components_complete);
        self.facts("facts", &item.facts);
        self.member("id", &item.id);
        self.member("name", &item.name);
        self.end();
    }

    fn component(&mut self, component: &'c Component) {
        let inside = self.case.item(component.item);
        self.begin();
        self.member("item", inside.map_or("", |item| &item.id));
        let mut facts = component_facts(component);
        facts.sort_unstable_by_key(|&(name, ..)| name);
        for (name, fact, _) in facts {
            self.fact(name, fact);
        }
        self.end();
    }

    fn line(&mut self, line: &Line) {
        self.begin();
        if let Some(item) = self.case.item(line.item) {
            self.member("item", &item.id);
        }
        self.key("number");
        self.plain(line.number);
        self.perhaps_plain("quantity", line.quantity);
        self.perhaps_plain("value", line.value);
        self.end();
    }

    /// Nothing where nothing was asked.
    fn facts(&mut self, key: &str, facts: &'c FactSet) {
        let vocabulary = self.vocabulary;
        let mut known: Vec<(&str, &Fact)> = facts
            .iter()
            .map(|(id, fact)| (vocabulary.get(id).path, fact))
            .filter(|(_, fact)| !is_unasked(fact))
            .collect();
        if known.is_empty() {
            return;
        }
        known.sort_unstable_by_key(|&(path, _)| path);
        self.key(key);
        self.begin();
        for (path, fact) in known {
            self.fact(path, fact);
        }
        self.end();
    }

    /// Nothing for a fact that was not asked.
    fn fact(&mut self, key: &str, fact: &'c Fact) {
        if is_unasked(fact) {
            return;
        }
        self.key(key);
        self.begin();
        match fact {
            Fact::Unknown(reason) => self.member("unknown", reason.name()),
            Fact::Known { value, evidence } => {
                self.list("evidence", evidence, Self::statement);
                self.key("known");
                self.value(value);
            }
            Fact::Between {
                low,
                high,
                evidence,
            } => {
                self.key("between");
                self.elements([low, high], Self::value);
                self.list("evidence", evidence, Self::statement);
            }
            Fact::Contested(candidates) => self.list("contested", candidates, Self::candidate),
        }
        self.end();
    }

    fn candidate(&mut self, candidate: &'c Candidate) {
        self.begin();
        self.list("statements", &candidate.statements, Self::statement);
        self.key("value");
        self.value(&candidate.value);
        self.end();
    }

    fn statement(&mut self, statement: &Statement) {
        self.begin();
        self.perhaps("note", statement.note.as_ref());
        // The place of the source in the list of sources; its id stands there.
        self.key("source");
        self.plain(statement.source.0);
        self.perhaps("speaker", statement.speaker.as_ref());
        self.member("stance", statement.stance.name());
        self.end();
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::YesNo(answer) => self.yes_no(*answer),
            Value::Set(codes) => {
                let texts = code_texts(codes, self.vocabulary);
                self.elements(texts, Self::text);
            }
            Value::Code(code) => {
                let text = self.vocabulary.code_text(*code);
                self.text(text);
            }
            Value::Date(day) => self.plain(day),
            Value::Text(text) => self.text(text),
            Value::Quantity(_) | Value::Money(_) | Value::Share(_) => {
                let text = value.text(self.vocabulary);
                self.text(&text);
            }
        }
    }

    fn yes_no(&mut self, answer: bool) {
        let word: &[u8] = if answer { b"true" } else { b"false" };
        self.out.extend_from_slice(word);
    }
}

fn is_unasked(fact: &Fact) -> bool {
    matches!(fact, Fact::Unknown(UnknownReason::NotAsked))
}
