//! Facts: the sections that hold them, and their states.

use exeat_facts::{
    Candidate, CodeListId, Fact, FactSet, Scope, SourceIndex, Stance, Statement, Type, Value,
};
use exeat_value::UnknownReason;

use super::{Reader, list_of, nearest, value};
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Kind, Node, Table};

/// The most candidates of one contested fact.
const CANDIDATES_MAX: usize = 64;

/// The word that stands for a fact that is not known.
pub(crate) const UNKNOWN: &str = "unknown";

/// The fields of a fact that is written as a table.
const STATE_FIELDS: [&str; 10] = [
    "value",
    "unknown",
    "between",
    "contested",
    "source",
    "asserts",
    "denies",
    "speaker",
    "note",
    "statements",
];

/// The four that say which state it is.
const STATES: [&str; 4] = ["value", "unknown", "between", "contested"];

impl Reader {
    /// The facts of a section. `others` are the fields that are no facts.
    pub(super) fn facts(&mut self, scope: Scope, table: &Table, others: &[&str]) -> FactSet {
        let mut facts = FactSet::new();
        for entry in &table.entries {
            if others.contains(&entry.key.as_str()) {
                continue;
            }
            if self.is_full() {
                break;
            }
            if scope == Scope::Item && entry.key == "content" {
                self.contents(entry, &mut facts);
                continue;
            }
            let Some(id) = self.vocabulary.find(scope, &entry.key) else {
                self.unknown_fact(scope, entry, others);
                continue;
            };
            let ty = self.vocabulary.get(id).ty;
            if let Some(fact) = self.fact(&entry.value, ty, &entry.key) {
                facts.set(id, fact);
            }
        }
        facts
    }

    /// `content = { Dy = "1.2 %" }`: the contents of the elements.
    fn contents(&mut self, entry: &Entry, facts: &mut FactSet) {
        let Kind::Table(table) = &entry.value.kind else {
            let message = format!(
                "`content` is a table with one field for each element, and here stands {}",
                entry.value.what()
            );
            self.tell(
                DocumentDiagnostic::new(
                    DocumentCode::WRONG_KIND,
                    entry.value.span.clone(),
                    message,
                )
                .expected("a table")
                .mend("write `content.Dy = \"1.2 %\"`"),
            );
            return;
        };
        for element in &table.entries {
            if self.is_full() {
                break;
            }
            let path = format!("content.{}", element.key);
            let Some(id) = self.vocabulary.find(Scope::Item, &path) else {
                self.unknown_element(element);
                continue;
            };
            let ty = self.vocabulary.get(id).ty;
            if let Some(fact) = self.fact(&element.value, ty, &path) {
                facts.set(id, fact);
            }
        }
    }

    fn unknown_element(&mut self, element: &Entry) {
        let Some(list) = self.vocabulary.code_list(CodeListId::CHEMICAL_ELEMENT) else {
            return;
        };
        let place = Node {
            span: element.key_span.clone(),
            kind: Kind::Text(element.key.clone()),
        };
        self.tell(value::unknown_code(&place, &element.key, list));
    }

    /// A field that is no fact of its section: the nearest that is, or the section that
    /// has it.
    fn unknown_fact(&mut self, scope: Scope, entry: &Entry, others: &[&str]) {
        let name = &entry.key;
        let section = match scope {
            Scope::Shipment => "`shipment`",
            Scope::EndUse => "`end-use`",
            Scope::Party => "a party",
            Scope::Item => "an item",
        };
        let message = format!("{section} has no field {}", quoted(name));
        let elsewhere = Scope::ALL
            .into_iter()
            .find(|other| *other != scope && self.vocabulary.find(*other, name).is_some());
        let mend = if let Some(near) = self.vocabulary.nearest(scope, name) {
            format!("did you mean `{near}`?")
        } else if let Some(near) = nearest(name, others) {
            format!("did you mean `{near}`?")
        } else if let Some(elsewhere) = elsewhere {
            let place = match elsewhere {
                Scope::Shipment => "`[shipment]`",
                Scope::EndUse => "`[end-use]`",
                Scope::Party => "a `[[party]]`",
                Scope::Item => "an item, `[items.NAME]`",
            };
            format!("move it to {place}, which has it")
        } else {
            "see docs/reference/vocabulary.md for all fields; a comment begins with `#`".to_owned()
        };
        self.tell(
            DocumentDiagnostic::new(DocumentCode::UNKNOWN_FIELD, entry.key_span.clone(), message)
                .mend(mend),
        );
    }

    /// A fact in any of its states.
    pub(super) fn fact(&mut self, node: &Node, ty: Type, field: &str) -> Option<Fact> {
        match &node.kind {
            Kind::Table(table) => self.state(node, table, ty, field),
            Kind::Text(text) if text == UNKNOWN => Some(Fact::Unknown(UnknownReason::NotAsked)),
            Kind::Null => {
                let message = format!("`{field}` is `null`, which says nothing");
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::WRONG_STATE, node.span.clone(), message)
                        .expected(self.vocabulary.type_in_words(ty))
                        .mend("write `\"unknown\"`, or leave the field out"),
                );
                None
            }
            _ => self.value(node, ty, field).map(Fact::known),
        }
    }

    fn value(&mut self, node: &Node, ty: Type, field: &str) -> Option<Value> {
        match value::read(node, ty, field, self.vocabulary) {
            Ok(value) => Some(value),
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    self.tell(diagnostic);
                }
                None
            }
        }
    }

    /// A fact that is written as a table.
    fn state(&mut self, node: &Node, table: &Table, ty: Type, field: &str) -> Option<Fact> {
        self.only_fields(table, &STATE_FIELDS, &format!("the fact `{field}`"));
        let states: Vec<&Entry> = STATES.iter().filter_map(|name| table.get(name)).collect();
        let [state] = states.as_slice() else {
            self.not_one_state(node, field, &states);
            return None;
        };
        match state.key.as_str() {
            "value" => {
                let value = self.value(&state.value, ty, field);
                let evidence = self.statements(table);
                value.map(|value| Fact::Known { value, evidence })
            }
            "between" => {
                let bounds = self.bounds(&state.value, ty, field);
                let evidence = self.statements(table);
                bounds.map(|(low, high)| Fact::Between {
                    low,
                    high,
                    evidence,
                })
            }
            "contested" => {
                self.no_statements(table, "stand with each value inside `contested`");
                self.contested(&state.value, ty, field)
            }
            _ => {
                self.no_statements(table, "have no place where nothing is known");
                self.reason(&state.value).map(Fact::Unknown)
            }
        }
    }

    fn not_one_state(&mut self, node: &Node, field: &str, states: &[&Entry]) {
        let (message, mend) = match states {
            [] => (
                format!("the fact `{field}` does not say what it is"),
                "write `{ value = … }`, `{ between = [ …, … ] }`, `{ unknown = \"not-asked\" }` or `{ contested = [ … ] }`",
            ),
            _ => (
                format!("the fact `{field}` is in {} states at once", states.len()),
                "keep one of them; what sources disagree about goes into `contested`",
            ),
        };
        self.tell(
            DocumentDiagnostic::new(DocumentCode::WRONG_STATE, node.span.clone(), message)
                .expected(format!("one of {}", list_of(&STATES)))
                .mend(mend),
        );
    }

    fn reason(&mut self, node: &Node) -> Option<UnknownReason> {
        let names: Vec<&str> = UnknownReason::ALL
            .iter()
            .map(|reason| reason.name())
            .collect();
        let given = node.as_text();
        if let Some(reason) = given.and_then(|text| text.parse().ok()) {
            return Some(reason);
        }
        let found = given.map_or_else(|| node.what().to_owned(), quoted);
        let message = format!("{found} is no reason for a fact to be unknown");
        let near = given.and_then(|text| nearest(text, &names));
        self.tell(
            DocumentDiagnostic::new(DocumentCode::WRONG_STATE, node.span.clone(), message)
                .expected(list_of(&names))
                .mend(format!(
                    "write `{{ unknown = \"{}\" }}`",
                    near.unwrap_or("not-asked")
                )),
        );
        None
    }

    fn bounds(&mut self, node: &Node, ty: Type, field: &str) -> Option<(Value, Value)> {
        let code = DocumentCode::WRONG_RANGE;
        if !ty.has_order() {
            let message =
                format!("`{field}` has no order, so nothing lies between two of its values");
            self.tell(
                DocumentDiagnostic::new(code, node.span.clone(), message)
                    .expected("one value")
                    .mend(format!(
                        "write `{field} = {{ contested = [ … ] }}` when it is one of several"
                    )),
            );
            return None;
        }
        let (low, high) = match &node.kind {
            Kind::List(values) => match values.as_slice() {
                [low, high] => (low, high),
                _ => {
                    self.wrong_count(node, field, values.len());
                    return None;
                }
            },
            _ => {
                self.wrong_count(node, field, 1);
                return None;
            }
        };
        let (low, high) = (self.value(low, ty, field), self.value(high, ty, field));
        let (low, high) = (low?, high?);
        match low.compare(&high) {
            Some(order) if order.is_le() => Some((low, high)),
            order => {
                let (low, high) = (low.text(self.vocabulary), high.text(self.vocabulary));
                let (message, mend) = if order.is_some() {
                    (
                        format!("`{field}` begins above its end"),
                        format!("write `between = [\"{high}\", \"{low}\"]`, the lower first"),
                    )
                } else {
                    (
                        format!("the bounds of `{field}` cannot be compared"),
                        "write both bounds in one currency".to_owned(),
                    )
                };
                self.tell(DocumentDiagnostic::new(code, node.span.clone(), message).mend(mend));
                None
            }
        }
    }

    fn wrong_count(&mut self, node: &Node, field: &str, count: usize) {
        let message = format!("a range of `{field}` has two bounds, and here stand {count}");
        self.tell(
            DocumentDiagnostic::new(DocumentCode::WRONG_RANGE, node.span.clone(), message)
                .expected("the lowest and the highest value, both included")
                .mend("write `between = [\"LOWEST\", \"HIGHEST\"]`"),
        );
    }

    fn contested(&mut self, node: &Node, ty: Type, field: &str) -> Option<Fact> {
        let code = DocumentCode::NO_QUARREL;
        let values: &[Node] = match &node.kind {
            Kind::List(values) => values,
            _ => &[],
        };
        if values.len() < 2 {
            let message = format!(
                "`{field}` is contested between two values or more, and here stands {}",
                match values.len() {
                    0 => "none",
                    _ => "one",
                }
            );
            self.tell(
                DocumentDiagnostic::new(code, node.span.clone(), message)
                    .expected("a list of values, each with who asserts or denies it")
                    .mend("write `contested = [ { value = …, asserts = […] }, { value = …, asserts = […] } ]`"),
            );
            return None;
        }
        if values.len() > CANDIDATES_MAX {
            let message = format!("`{field}` has more than {CANDIDATES_MAX} contested values");
            self.tell(
                DocumentDiagnostic::new(DocumentCode::LIMIT, node.span.clone(), message)
                    .mend("write `\"unknown\"`, or a range"),
            );
            return None;
        }
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut whole = true;
        for value in values {
            let Some(candidate) = self.candidate(value, ty, field) else {
                whole = false;
                continue;
            };
            if candidates
                .iter()
                .any(|earlier| earlier.value == candidate.value)
            {
                let text = candidate.value.text(self.vocabulary);
                let message = format!(
                    "{} stands twice among the values of `{field}`",
                    quoted(&text)
                );
                self.tell(
                    DocumentDiagnostic::new(code, value.span.clone(), message)
                        .mend("put the statements on one value together"),
                );
                whole = false;
                continue;
            }
            candidates.push(candidate);
        }
        whole.then_some(Fact::Contested(candidates))
    }

    /// One of the contested values: a table, or a bare value that nobody speaks for.
    fn candidate(&mut self, node: &Node, ty: Type, field: &str) -> Option<Candidate> {
        let Kind::Table(table) = &node.kind else {
            return self.value(node, ty, field).map(|value| Candidate {
                value,
                statements: Vec::new(),
            });
        };
        let known = [
            "value",
            "source",
            "asserts",
            "denies",
            "speaker",
            "note",
            "statements",
        ];
        self.only_fields(table, &known, "a contested value");
        let statements = self.statements(table);
        let Some(entry) = table.get("value") else {
            let message = format!("this candidate for `{field}` has no value");
            self.tell(
                DocumentDiagnostic::new(DocumentCode::MISSING_FIELD, node.span.clone(), message)
                    .expected(self.vocabulary.type_in_words(ty))
                    .mend("add `value = …`"),
            );
            return None;
        };
        let value = self.value(&entry.value, ty, field)?;
        Some(Candidate { value, statements })
    }

    fn no_statements(&mut self, table: &Table, why: &str) {
        for entry in &table.entries {
            if STATES.contains(&entry.key.as_str()) || !STATE_FIELDS.contains(&entry.key.as_str()) {
                continue;
            }
            let message = format!("statements such as `{}` {why}", entry.key);
            self.tell(
                DocumentDiagnostic::new(DocumentCode::WRONG_STATE, entry.key_span.clone(), message)
                    .mend("move it, or write it as a comment after `#`"),
            );
        }
    }

    /// The statements beside a value: who asserts it, who denies it.
    ///
    /// `source` is another word for `asserts`. `speaker` and `note` belong to all
    /// statements of the table; where they differ, `statements` lists them one by one.
    pub(super) fn statements(&mut self, table: &Table) -> Vec<Statement> {
        let mut statements = self.plain_statements(table);
        let Some(entry) = table.get("statements") else {
            return statements;
        };
        for (one, span) in self.tables(&entry.value, "statements") {
            let known = ["asserts", "denies", "source", "speaker", "note"];
            self.only_fields(one, &known, "a statement");
            let more = self.plain_statements(one);
            if more.is_empty() {
                let message = "this statement names no source";
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::MISSING_FIELD, span, message)
                        .expected("`asserts` or `denies`")
                        .mend("add `asserts = [\"SOURCE\"]` or `denies = [\"SOURCE\"]`"),
                );
            }
            statements.extend(more);
        }
        statements
    }

    fn plain_statements(&mut self, table: &Table) -> Vec<Statement> {
        let mut words = |field: &str| {
            let entry = table.get(field)?;
            self.text(&entry.value, field)
        };
        let (speaker, note) = (words("speaker"), words("note"));
        let mut statements = Vec::new();
        for (field, stance) in [
            ("source", Stance::Asserts),
            ("asserts", Stance::Asserts),
            ("denies", Stance::Denies),
        ] {
            let Some(entry) = table.get(field) else {
                continue;
            };
            for index in self.cited(&entry.value, field) {
                statements.push(Statement {
                    stance,
                    source: index,
                    speaker: speaker.clone(),
                    note: note.clone(),
                });
            }
        }
        statements
    }

    /// The sources that a field names: one, or a list.
    fn cited(&mut self, node: &Node, field: &str) -> Vec<SourceIndex> {
        let names = match &node.kind {
            Kind::List(names) => names.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut found = Vec::new();
        for name in names {
            if self.is_full() {
                break;
            }
            let Some(id) = self.text(name, field) else {
                continue;
            };
            if let Some(seen) = self.sources.get_mut(&id) {
                seen.cited = true;
                found.push(seen.index);
                continue;
            }
            let known: Vec<&str> = self.sources.keys().map(String::as_str).collect();
            let mend = match nearest(&id, &known) {
                Some(near) => format!("did you mean `\"{near}\"`?"),
                None => "declare it: a heading `[sources.NAME]`, and below it `outlet = \"…\"`"
                    .to_owned(),
            };
            let message = format!("there is no source {}", quoted(&id));
            self.tell(
                DocumentDiagnostic::new(DocumentCode::UNKNOWN_SOURCE, name.span.clone(), message)
                    .expected("the name of a source of this document")
                    .mend(mend),
            );
        }
        found
    }
}
