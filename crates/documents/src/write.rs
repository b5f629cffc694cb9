//! A case to a document.

pub(crate) mod toml_out;

use exeat_facts::{
    Candidate, Case, Component, Fact, FactSet, Holding, HoldingKind, Item, Line, Party, Source,
    Stance, Statement, Value, Vocabulary,
};
use exeat_value::UnknownReason;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::read::UNKNOWN;

/// A value to be written, in either format.
#[derive(Debug, Clone)]
pub(crate) enum Written {
    YesNo(bool),
    /// A bare number: only the number of a line is one.
    Number(u32),
    Text(String),
    /// A day; TOML has days, JSON has only texts.
    Day(String),
    List(Vec<Written>),
    /// Entries in their order.
    Table(Vec<(String, Written)>),
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::YesNo(answer) => serializer.serialize_bool(*answer),
            Self::Number(number) => serializer.serialize_u32(*number),
            Self::Text(text) | Self::Day(text) => serializer.serialize_str(text),
            Self::List(values) => serializer.collect_seq(values),
            Self::Table(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// The case as a TOML document. Reading it again gives an equal case, as long as the
/// case holds together and has a line.
pub fn write_toml(case: &Case) -> String {
    toml_out::document(&document(case))
}

/// The case as a JSON document. Reading it again gives an equal case, as long as the
/// case holds together and has a line.
pub fn write_json(case: &Case) -> String {
    // Serialising into a string fails only for keys that are not texts, and there are
    // none.
    let mut text = serde_json::to_string_pretty(&document(case)).unwrap_or_default();
    text.push('\n');
    text
}

type Entries = Vec<(String, Written)>;

fn entry(entries: &mut Entries, key: &str, value: Option<Written>) {
    if let Some(value) = value {
        entries.push((key.to_owned(), value));
    }
}

fn text(text: &str) -> Option<Written> {
    (!text.is_empty()).then(|| Written::Text(text.to_owned()))
}

fn list<T>(values: &[T], one: impl Fn(&T) -> Written) -> Option<Written> {
    (!values.is_empty()).then(|| Written::List(values.iter().map(one).collect()))
}

fn table(entries: Entries) -> Option<Written> {
    (!entries.is_empty()).then_some(Written::Table(entries))
}

fn document(case: &Case) -> Written {
    let writer = Writer {
        case,
        vocabulary: Vocabulary::standard(),
    };
    let mut entries = Entries::new();
    entry(&mut entries, "title", text(&case.title));
    let sources = case
        .sources
        .iter()
        .map(|one| (one.id.clone(), source(one)))
        .collect();
    entry(&mut entries, "sources", table(sources));
    entry(
        &mut entries,
        "shipment",
        table(writer.facts(&case.shipment)),
    );
    entry(&mut entries, "end-use", table(writer.facts(&case.end_use)));
    entry(
        &mut entries,
        "party",
        list(&case.parties, |one| writer.party(one)),
    );
    entry(
        &mut entries,
        "holding",
        list(&case.holdings, |one| writer.holding(one)),
    );
    let items = case
        .items
        .iter()
        .map(|one| (one.id.clone(), writer.item(one)))
        .collect();
    entry(&mut entries, "items", table(items));
    entry(
        &mut entries,
        "line",
        list(&case.lines, |one| writer.line(one)),
    );
    Written::Table(entries)
}

fn source(source: &Source) -> Written {
    let mut entries = Entries::new();
    let outlet = Written::Text(source.outlet.clone());
    let optional = |field: &Option<String>| field.clone().map(Written::Text);
    entry(&mut entries, "outlet", Some(outlet));
    let date = source.date.map(|date| Written::Day(date.to_string()));
    entry(&mut entries, "date", date);
    entry(&mut entries, "title", optional(&source.title));
    entry(&mut entries, "url", optional(&source.url));
    entry(&mut entries, "origin", optional(&source.origin));
    Written::Table(entries)
}

struct Writer<'a> {
    case: &'a Case,
    vocabulary: &'static Vocabulary,
}

impl Writer<'_> {
    fn party(&self, party: &Party) -> Written {
        let mut entries = Entries::new();
        entry(&mut entries, "id", Some(Written::Text(party.id.clone())));
        entry(&mut entries, "name", text(&party.name));
        let roles = party
            .roles
            .iter()
            .map(|role| Written::Text(role.to_string()))
            .collect();
        entry(&mut entries, "roles", Some(Written::List(roles)));
        entries.extend(self.facts(&party.facts));
        Written::Table(entries)
    }

    fn holding(&self, holding: &Holding) -> Written {
        let mut entries = Entries::new();
        let words = |word: &str| Some(Written::Text(word.to_owned()));
        let day = |day: exeat_value::Day| Written::Day(day.to_string());
        entry(&mut entries, "owner", words(&holding.owner));
        entry(&mut entries, "owned", words(&holding.owned));
        let owner_is = holding.owner_is.name();
        entry(&mut entries, "owner-is", owner_is.and_then(words));
        let kind = (holding.kind != HoldingKind::Direct).then(|| holding.kind.name());
        entry(&mut entries, "kind", kind.and_then(words));
        entry(&mut entries, "share", self.fact(&holding.share));
        entry(&mut entries, "from", holding.from.map(day));
        entry(&mut entries, "until", holding.until.map(day));
        entries.extend(statements(&holding.evidence, "source", self.case));
        Written::Table(entries)
    }

    fn item(&self, item: &Item) -> Written {
        let mut entries = Entries::new();
        entry(&mut entries, "name", text(&item.name));
        entries.extend(self.facts(&item.facts));
        let complete = item.components_complete.then_some(Written::YesNo(true));
        entry(&mut entries, "components-complete", complete);
        let components = list(&item.components, |one| self.component(one));
        entry(&mut entries, "components", components);
        Written::Table(entries)
    }

    fn component(&self, component: &Component) -> Written {
        let mut entries = Entries::new();
        let inside = self.case.item(component.item).map_or("", |item| &item.id);
        entry(&mut entries, "item", Some(Written::Text(inside.to_owned())));
        entry(&mut entries, "value", self.fact(&component.value));
        entry(
            &mut entries,
            "value-share",
            self.fact(&component.value_share),
        );
        entry(&mut entries, "mass", self.fact(&component.mass));
        entry(&mut entries, "mass-share", self.fact(&component.mass_share));
        Written::Table(entries)
    }

    fn line(&self, line: &Line) -> Written {
        let mut entries = Entries::new();
        entry(&mut entries, "number", Some(Written::Number(line.number)));
        let item = self.case.item(line.item).map_or("", |item| &item.id);
        entry(&mut entries, "item", Some(Written::Text(item.to_owned())));
        let quantity = line
            .quantity
            .map(|quantity| Written::Text(quantity.to_string()));
        entry(&mut entries, "quantity", quantity);
        let value = line.value.map(|value| Written::Text(value.to_string()));
        entry(&mut entries, "value", value);
        Written::Table(entries)
    }

    /// Facts in the order of the vocabulary, the contents of elements in a table of
    /// their own.
    fn facts(&self, facts: &FactSet) -> Entries {
        let mut entries = Entries::new();
        let mut contents = Entries::new();
        for (id, fact) in facts.iter() {
            let Some(written) = self.fact(fact) else {
                continue;
            };
            let path = self.vocabulary.get(id).path;
            match path.strip_prefix("content.") {
                Some(element) => contents.push((element.to_owned(), written)),
                None => entries.push((path.to_owned(), written)),
            }
        }
        entry(&mut entries, "content", table(contents));
        entries
    }

    fn fact(&self, fact: &Fact) -> Option<Written> {
        written_fact(fact, self.case, self.vocabulary)
    }
}

/// A fact as documents write it; `None` for one that was not asked.
pub(crate) fn written_fact(fact: &Fact, case: &Case, vocabulary: &Vocabulary) -> Option<Written> {
    let state = |name: &str, value: Written, statements: Entries| {
        let mut entries = vec![(name.to_owned(), value)];
        entries.extend(statements);
        Written::Table(entries)
    };
    let written = match fact {
        Fact::Unknown(UnknownReason::NotAsked) => return None,
        Fact::Unknown(reason) => {
            let reason = Written::Text(reason.name().to_owned());
            state("unknown", reason, Entries::new())
        }
        Fact::Known { value, evidence } => {
            // The bare word would say that it is not known.
            let ambiguous = matches!(value, Value::Text(text) if text == UNKNOWN);
            let value = written_value(value, vocabulary);
            if evidence.is_empty() && !ambiguous {
                value
            } else {
                state("value", value, statements(evidence, "source", case))
            }
        }
        Fact::Between {
            low,
            high,
            evidence,
        } => {
            let bounds = [low, high].map(|bound| written_value(bound, vocabulary));
            let evidence = statements(evidence, "source", case);
            state("between", Written::List(bounds.into()), evidence)
        }
        Fact::Contested(candidates) => {
            let one = |candidate: &Candidate| {
                let value = written_value(&candidate.value, vocabulary);
                let statements = statements(&candidate.statements, "asserts", case);
                state("value", value, statements)
            };
            let values = candidates.iter().map(one).collect();
            state("contested", Written::List(values), Entries::new())
        }
    };
    Some(written)
}

/// A value as documents write it.
pub(crate) fn written_value(value: &Value, vocabulary: &Vocabulary) -> Written {
    match value {
        Value::YesNo(answer) => Written::YesNo(*answer),
        Value::Date(day) => Written::Day(day.to_string()),
        Value::Set(codes) => {
            let mut texts: Vec<&str> = codes
                .iter()
                .map(|&code| vocabulary.code_text(code))
                .collect();
            texts.sort_unstable();
            let texts = texts.into_iter().map(|text| Written::Text(text.to_owned()));
            Written::List(texts.collect())
        }
        _ => Written::Text(value.text(vocabulary)),
    }
}

/// Statements in the short form when one speaker and one note serve for all and the
/// denials come last, otherwise one by one. `asserts` is the word for assertions.
fn statements(statements: &[Statement], asserts: &str, case: &Case) -> Entries {
    let mut entries = Entries::new();
    let Some(first) = statements.first() else {
        return entries;
    };
    let alike = statements
        .iter()
        .all(|one| one.speaker == first.speaker && one.note == first.note);
    let in_order = statements.is_sorted_by_key(|one| one.stance);
    let id = |one: &Statement| {
        let source = case.sources.get(one.source.0);
        Written::Text(source.map_or("", |source| &source.id).to_owned())
    };
    let words = |entries: &mut Entries, one: &Statement| {
        entry(entries, "speaker", one.speaker.clone().map(Written::Text));
        entry(entries, "note", one.note.clone().map(Written::Text));
    };
    if alike && in_order {
        for (stance, name) in [(Stance::Asserts, asserts), (Stance::Denies, "denies")] {
            let ids: Vec<Written> = statements
                .iter()
                .filter(|one| one.stance == stance)
                .map(id)
                .collect();
            if !ids.is_empty() {
                entries.push((name.to_owned(), Written::List(ids)));
            }
        }
        words(&mut entries, first);
        return entries;
    }
    let one_by_one = statements.iter().map(|one| {
        let mut entries = vec![(one.stance.name().to_owned(), id(one))];
        words(&mut entries, one);
        Written::Table(entries)
    });
    entries.push(("statements".to_owned(), Written::List(one_by_one.collect())));
    entries
}
