//! The canonical JSON of a case, read back.
//!
//! The reader knows exactly what the writer writes, and refuses everything else: what was
//! stored is either the case of then or nothing.

use std::collections::BTreeMap;
use std::fmt::Display;

use exeat_value::{Decimal, UnknownReason};
use serde_json::{Map, Value as Json};
use thiserror::Error;

use crate::case::{Case, CaseError};
use crate::fact::{Candidate, Fact, FactSet, Value};
use crate::holding::Holding;
use crate::item::{Component, Item, ItemIndex, Line};
use crate::party::Party;
use crate::source::{Source, SourceIndex, Stance, Statement};
use crate::vocabulary::{Scope, Type, Vocabulary};

use super::component_facts;

/// Why a text is not the canonical form of a case.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StoredCaseError {
    /// It is not JSON.
    #[error("it is not JSON: {0}")]
    NotJson(String),
    /// Something in it is not as a case is written.
    #[error("{place}: {problem}")]
    Form {
        /// The way to it, such as `items.0.facts.form`.
        place: String,
        /// What is wrong.
        problem: String,
    },
    /// The case does not hold together.
    #[error(transparent)]
    Case(#[from] CaseError),
}

type Read<T> = Result<T, StoredCaseError>;

fn wrong<T>(place: &str, problem: impl Display) -> Read<T> {
    Err(StoredCaseError::Form {
        place: place.to_owned(),
        problem: problem.to_string(),
    })
}

pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Read<Case> {
    let json: Json =
        serde_json::from_str(text).map_err(|error| StoredCaseError::NotJson(error.to_string()))?;
    let root = Table::of("case", &json)?;
    let list = |key| root.list(key);
    let items = list("items")?;
    // Lines and components name items by id, and may name one that comes later.
    let mut ids = BTreeMap::new();
    for (index, item) in items.iter().enumerate() {
        ids.insert(item.text("id")?, ItemIndex(index));
    }
    let reader = Reader { vocabulary, ids };
    let case = Case {
        title: root.text("title")?,
        sources: each(&list("sources")?, source)?,
        shipment: reader.facts(&root, "shipment", Scope::Shipment)?,
        end_use: reader.facts(&root, "end-use", Scope::EndUse)?,
        parties: each(&list("parties")?, |one| reader.party(one))?,
        holdings: each(&list("holdings")?, |one| reader.holding(one))?,
        items: each(&items, |one| reader.item(one))?,
        lines: each(&list("lines")?, |one| reader.line(one))?,
    };
    root.only(&[
        "title", "sources", "shipment", "end-use", "parties", "holdings", "items", "lines",
    ])?;
    case.validate_in(vocabulary)?;
    Ok(case)
}

fn each<T>(tables: &[Table<'_>], read: impl Fn(&Table<'_>) -> Read<T>) -> Read<Vec<T>> {
    tables.iter().map(read).collect()
}

/// An object and the way to it.
struct Table<'a> {
    place: String,
    entries: &'a Map<String, Json>,
}

impl<'a> Table<'a> {
    fn of(place: &str, json: &'a Json) -> Read<Self> {
        match json.as_object() {
            Some(entries) => Ok(Self {
                place: place.to_owned(),
                entries,
            }),
            None => wrong(place, "expected an object"),
        }
    }

    fn at(&self, key: &str) -> String {
        format!("{}.{key}", self.place)
    }

    fn optional(&self, key: &str) -> Read<Option<String>> {
        match self.entries.get(key) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text.clone())),
            Some(_) => wrong(&self.at(key), "expected text"),
        }
    }

    fn text(&self, key: &str) -> Read<String> {
        match self.optional(key)? {
            Some(text) => Ok(text),
            None => wrong(&self.place, format!("`{key}` is missing")),
        }
    }

    fn parsed<T: std::str::FromStr<Err: Display>>(&self, key: &str) -> Read<Option<T>> {
        match self.optional(key)? {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(value) => Ok(Some(value)),
                Err(error) => wrong(&self.at(key), error),
            },
        }
    }

    /// The objects of a list; none where it is not there, since an empty list is left out.
    fn list(&self, key: &str) -> Read<Vec<Table<'a>>> {
        match self.entries.get(key) {
            None => Ok(Vec::new()),
            Some(Json::Array(values)) => values
                .iter()
                .enumerate()
                .map(|(index, value)| Table::of(&format!("{}.{index}", self.at(key)), value))
                .collect(),
            Some(_) => wrong(&self.at(key), "expected a list"),
        }
    }

    /// Refuses what a case does not have there.
    fn only(&self, known: &[&str]) -> Read<()> {
        match self
            .entries
            .keys()
            .find(|key| !known.contains(&key.as_str()))
        {
            Some(key) => wrong(&self.place, format!("`{key}` does not belong there")),
            None => Ok(()),
        }
    }
}

fn source(table: &Table<'_>) -> Read<Source> {
    table.only(&["id", "outlet", "date", "title", "url", "origin"])?;
    Ok(Source {
        id: table.text("id")?,
        outlet: table.text("outlet")?,
        date: table.parsed("date")?,
        title: table.optional("title")?,
        url: table.optional("url")?,
        origin: table.optional("origin")?,
    })
}

fn statement(table: &Table<'_>) -> Read<Statement> {
    table.only(&["stance", "source", "speaker", "note"])?;
    let stance = match table.text("stance")?.as_str() {
        "asserts" => Stance::Asserts,
        "denies" => Stance::Denies,
        other => return wrong(&table.place, format!("`{other}` is no stance")),
    };
    let Some(source) = table.parsed("source")? else {
        return wrong(&table.place, "`source` is missing");
    };
    Ok(Statement {
        stance,
        source: SourceIndex(source),
        speaker: table.optional("speaker")?,
        note: table.optional("note")?,
    })
}

struct Reader<'v> {
    vocabulary: &'v Vocabulary,
    /// The items by id.
    ids: BTreeMap<String, ItemIndex>,
}

impl Reader<'_> {
    fn party(&self, table: &Table<'_>) -> Read<Party> {
        table.only(&["id", "name", "roles", "facts"])?;
        let mut party = Party::new(table.text("id")?, table.text("name")?, []);
        for role in texts(table, "roles")? {
            match role.parse() {
                Ok(role) => party.roles.push(role),
                Err(error) => return wrong(&table.at("roles"), error),
            }
        }
        party.facts = self.facts(table, "facts", Scope::Party)?;
        Ok(party)
    }

    fn holding(&self, table: &Table<'_>) -> Read<Holding> {
        table.only(&[
            "owner", "owned", "owner-is", "kind", "share", "from", "until", "evidence",
        ])?;
        let mut holding = Holding::new(table.text("owner")?, table.text("owned")?);
        let owner_is = table.optional("owner-is")?.unwrap_or_default();
        holding.owner_is = match owner_is.parse() {
            Ok(kind) => kind,
            Err(()) => return wrong(&table.at("owner-is"), "no owner is that"),
        };
        holding.kind = match table.text("kind")?.parse() {
            Ok(kind) => kind,
            Err(()) => return wrong(&table.at("kind"), "no kind of holding"),
        };
        if let Some(json) = table.entries.get("share") {
            holding.share = self.fact(&table.at("share"), json, Type::Share)?;
        }
        holding.from = table.parsed("from")?;
        holding.until = table.parsed("until")?;
        holding.evidence = each(&table.list("evidence")?, statement)?;
        Ok(holding)
    }

    fn item(&self, table: &Table<'_>) -> Read<Item> {
        table.only(&["id", "name", "facts", "components", "components-complete"])?;
        let mut item = Item::new(table.text("id")?, table.text("name")?);
        item.facts = self.facts(table, "facts", Scope::Item)?;
        item.components = each(&table.list("components")?, |one| self.component(one))?;
        item.components_complete = match table.entries.get("components-complete") {
            Some(Json::Bool(complete)) => *complete,
            _ => return wrong(&table.at("components-complete"), "expected true or false"),
        };
        Ok(item)
    }

    fn component(&self, table: &Table<'_>) -> Read<Component> {
        table.only(&["item", "value", "value-share", "mass", "mass-share"])?;
        let mut component = Component::new(self.reference(table)?);
        let types = component_facts(&component).map(|(name, _, ty)| (name, ty));
        for (name, ty) in types {
            let Some(json) = table.entries.get(name) else {
                continue;
            };
            let fact = self.fact(&table.at(name), json, ty)?;
            match name {
                "value" => component.value = fact,
                "value-share" => component.value_share = fact,
                "mass" => component.mass = fact,
                _ => component.mass_share = fact,
            }
        }
        Ok(component)
    }

    fn line(&self, table: &Table<'_>) -> Read<Line> {
        table.only(&["number", "item", "quantity", "value"])?;
        let Some(number) = table.parsed("number")? else {
            return wrong(&table.place, "`number` is missing");
        };
        Ok(Line {
            number,
            item: self.reference(table)?,
            quantity: table.parsed("quantity")?,
            value: table.parsed("value")?,
        })
    }

    fn reference(&self, table: &Table<'_>) -> Read<ItemIndex> {
        let id = table.text("item")?;
        match self.ids.get(&id) {
            Some(index) => Ok(*index),
            None => wrong(&table.place, format!("there is no item `{id}`")),
        }
    }

    /// The facts under a key; none where it is not there.
    fn facts(&self, table: &Table<'_>, key: &str, scope: Scope) -> Read<FactSet> {
        let mut facts = FactSet::new();
        let Some(json) = table.entries.get(key) else {
            return Ok(facts);
        };
        let table = Table::of(&table.at(key), json)?;
        for (path, json) in table.entries {
            let Some(id) = self.vocabulary.find(scope, path) else {
                return wrong(&table.place, format!("no fact is called `{path}`"));
            };
            let ty = self.vocabulary.get(id).ty;
            facts.set(id, self.fact(&table.at(path), json, ty)?);
        }
        Ok(facts)
    }

    fn fact(&self, place: &str, json: &Json, ty: Type) -> Read<Fact> {
        let table = Table::of(place, json)?;
        let evidence = || each(&table.list("evidence")?, statement);
        let entry = |key| table.entries.get(key);
        if let Some(reason) = table.parsed::<UnknownReason>("unknown")? {
            table.only(&["unknown"])?;
            return Ok(Fact::Unknown(reason));
        }
        if let Some(value) = entry("known") {
            table.only(&["known", "evidence"])?;
            return Ok(Fact::Known {
                value: self.value(place, value, ty)?,
                evidence: evidence()?,
            });
        }
        if let Some(bounds) = entry("between") {
            table.only(&["between", "evidence"])?;
            let Some([low, high]) = bounds.as_array().map(Vec::as_slice) else {
                return wrong(place, "expected two bounds");
            };
            return Ok(Fact::Between {
                low: self.value(place, low, ty)?,
                high: self.value(place, high, ty)?,
                evidence: evidence()?,
            });
        }
        if entry("contested").is_some() {
            table.only(&["contested"])?;
            let candidates = each(&table.list("contested")?, |one| {
                one.only(&["value", "statements"])?;
                let Some(value) = one.entries.get("value") else {
                    return wrong(&one.place, "`value` is missing");
                };
                Ok(Candidate {
                    value: self.value(&one.place, value, ty)?,
                    statements: each(&one.list("statements")?, statement)?,
                })
            })?;
            return Ok(Fact::Contested(candidates));
        }
        wrong(
            place,
            "expected `known`, `unknown`, `between` or `contested`",
        )
    }

    fn value(&self, place: &str, json: &Json, ty: Type) -> Read<Value> {
        fn parsed<T: std::str::FromStr<Err: Display>>(place: &str, text: &str) -> Read<T> {
            text.parse().or_else(|error| wrong(place, error))
        }
        let code = |list, text: &str| match self.vocabulary.find_code(list, text) {
            Some(code) => Ok(code),
            None => wrong(place, format!("`{text}` is no code of the list")),
        };
        match (ty, json) {
            (Type::YesNo, Json::Bool(answer)) => Ok(Value::YesNo(*answer)),
            (Type::Set(list), Json::Array(texts)) => {
                let codes = texts.iter().map(|text| match text.as_str() {
                    Some(text) => code(list, text),
                    None => wrong(place, "expected codes"),
                });
                Ok(Value::Set(codes.collect::<Read<_>>()?))
            }
            (Type::Date, Json::String(text)) => Ok(Value::Date(parsed(place, text)?)),
            (Type::Code(list), Json::String(text)) => Ok(Value::Code(code(list, text)?)),
            (Type::Quantity(_), Json::String(text)) => Ok(Value::Quantity(parsed(place, text)?)),
            (Type::Money, Json::String(text)) => Ok(Value::Money(parsed(place, text)?)),
            (Type::Share, Json::String(text)) => match text.strip_suffix(" %") {
                Some(percent) => Ok(Value::Share(parsed::<Decimal>(place, percent)?)),
                None => wrong(place, "expected a share in %"),
            },
            (Type::Text, Json::String(text)) => Ok(Value::Text(text.clone())),
            _ => wrong(
                place,
                format!("expected {}", self.vocabulary.type_in_words(ty)),
            ),
        }
    }
}

/// The texts of a list; none where it is not there.
fn texts<'a>(table: &Table<'a>, key: &str) -> Read<Vec<&'a str>> {
    match table.entries.get(key) {
        None => Ok(Vec::new()),
        Some(Json::Array(values)) => values
            .iter()
            .map(|value| match value.as_str() {
                Some(text) => Ok(text),
                None => wrong(&table.at(key), "expected texts"),
            })
            .collect(),
        Some(_) => wrong(&table.at(key), "expected a list"),
    }
}
