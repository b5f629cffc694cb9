//! Values with places to a case.

mod date;
mod fact;
mod holdings;
mod items;
mod parties;
mod sums;
mod value;

use std::collections::BTreeMap;
use std::ops::Range;

use exeat_facts::{Case, CaseError, Scope, Source, SourceIndex, Vocabulary};

use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Kind, Node, Table};

pub(crate) use date::mend_day;
pub(crate) use fact::UNKNOWN;
pub(crate) use items::Step;
pub(crate) use value::{read as typed_value_of, read_text as value_of_text, unknown_code};

/// The value of a node of a type, for a field.
pub(crate) fn typed_value(
    node: &Node,
    ty: exeat_facts::Type,
    field: &str,
) -> Result<exeat_facts::Value, Vec<DocumentDiagnostic>> {
    typed_value_of(node, ty, field, Vocabulary::standard())
}

/// The most diagnostics of one reading; a document with more has one cause for many.
pub(crate) const DIAGNOSTICS_MAX: usize = 100;

/// What was read of a document, and where its items stand.
pub(crate) struct Reading {
    /// `None` when a diagnostic is an error.
    pub(crate) case: Option<Case>,
    pub(crate) diagnostics: Vec<DocumentDiagnostic>,
    /// The way from the root to each item, in the order of the items of the case.
    pub(crate) item_places: Vec<Vec<Step>>,
}

/// Reads a case from the values of a document.
pub(crate) fn case(root: &Node) -> Reading {
    let mut reader = Reader {
        vocabulary: Vocabulary::standard(),
        diagnostics: Vec::new(),
        sources: BTreeMap::new(),
        case: Case::default(),
        items: items::Items::default(),
    };
    reader.document(root);
    let failed = reader.diagnostics.iter().any(DocumentDiagnostic::is_error);
    Reading {
        case: (!failed).then_some(reader.case),
        diagnostics: reader.diagnostics,
        item_places: reader.items.places,
    }
}

pub(crate) struct Reader {
    vocabulary: &'static Vocabulary,
    diagnostics: Vec<DocumentDiagnostic>,
    sources: BTreeMap<String, SourceSeen>,
    case: Case,
    items: items::Items,
}

struct SourceSeen {
    index: SourceIndex,
    key_span: Range<usize>,
    cited: bool,
}

/// The sections of a document.
const SECTIONS: [&str; 9] = [
    "format", "title", "sources", "shipment", "end-use", "party", "holding", "items", "line",
];

impl Reader {
    /// Keeps a diagnostic, up to the limit.
    fn tell(&mut self, diagnostic: DocumentDiagnostic) {
        let last = DIAGNOSTICS_MAX.saturating_sub(1);
        if self.diagnostics.len() < last {
            self.diagnostics.push(diagnostic);
        } else if self.diagnostics.len() == last {
            let message = format!("there are more than {last} diagnostics; the rest is not shown");
            self.diagnostics.push(
                DocumentDiagnostic::new(DocumentCode::LIMIT, diagnostic.span, message)
                    .mend("mend the first ones and read the document again"),
            );
        }
    }

    /// Whether no more diagnostics are kept, so that looking for more is idle.
    fn is_full(&self) -> bool {
        self.diagnostics.len() >= DIAGNOSTICS_MAX
    }

    /// Keeps the diagnostic of a failed reading.
    fn or_tell<T>(&mut self, read: Result<T, DocumentDiagnostic>) -> Option<T> {
        read.map_err(|diagnostic| self.tell(diagnostic)).ok()
    }

    fn document(&mut self, root: &Node) {
        let Some(table) = self.table(root, "a transaction document") else {
            return;
        };
        self.only_fields(table, &SECTIONS, "a transaction document");
        if let Some(entry) = table.get("format") {
            self.format(&entry.value);
        }
        if let Some(entry) = table.get("title")
            && let Some(title) = self.text(&entry.value, "title")
        {
            self.case.title = title;
        }
        // Everything else may cite sources.
        if let Some(entry) = table.get("sources") {
            self.sources(&entry.value);
        }
        if let Some(entry) = table.get("shipment")
            && let Some(facts) = self.table(&entry.value, "`shipment`")
        {
            self.case.shipment = self.facts(Scope::Shipment, facts, &[]);
        }
        if let Some(entry) = table.get("end-use")
            && let Some(facts) = self.table(&entry.value, "`end-use`")
        {
            self.case.end_use = self.facts(Scope::EndUse, facts, &[]);
        }
        if let Some(entry) = table.get("party") {
            self.parties(&entry.value);
        }
        if let Some(entry) = table.get("holding") {
            self.holdings(&entry.value);
        }
        self.items_and_lines(table, root.span.clone());
        self.check_whole();
    }

    /// The version of the form of documents: there is one.
    fn format(&mut self, node: &Node) {
        if !matches!(&node.kind, Kind::Number(number) if number == "1") {
            let message = "this document is of a format that this version does not know";
            self.tell(
                DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
                    .expected("`1`")
                    .mend("write `format = 1`, or leave it out"),
            );
        }
    }

    fn sources(&mut self, node: &Node) {
        let Some(table) = self.table(node, "`sources`") else {
            return;
        };
        for entry in &table.entries {
            let what = format!("source {}", quoted(&entry.key));
            let Some(fields) = self.table(&entry.value, &what) else {
                continue;
            };
            let known = ["outlet", "date", "title", "url", "origin"];
            self.only_fields(fields, &known, &what);
            let mut source = Source::new(entry.key.clone(), "");
            match fields.get("outlet") {
                Some(outlet) => {
                    source.outlet = self.text(&outlet.value, "outlet").unwrap_or_default();
                }
                None => {
                    let message = format!("{what} lacks its outlet");
                    self.tell(
                        DocumentDiagnostic::new(
                            DocumentCode::MISSING_FIELD,
                            entry.key_span.clone(),
                            message,
                        )
                        .expected("who published it")
                        .mend("add `outlet = \"Name of the newspaper, authority or paper\"`"),
                    );
                }
            }
            if let Some(date) = fields.get("date") {
                let day = date::read(&date.value, "date");
                source.date = self.or_tell(day);
            }
            let mut optional = |field: &str| {
                let entry = fields.get(field)?;
                self.text(&entry.value, field)
            };
            source.title = optional("title");
            source.url = optional("url");
            source.origin = optional("origin");
            let index = SourceIndex(self.case.sources.len());
            self.case.sources.push(source);
            self.sources.insert(
                entry.key.clone(),
                SourceSeen {
                    index,
                    key_span: entry.key_span.clone(),
                    cited: false,
                },
            );
        }
    }

    /// What cannot be seen at one place: items inside themselves, sources that nobody
    /// cites.
    fn check_whole(&mut self) {
        let failed = self.diagnostics.iter().any(DocumentDiagnostic::is_error);
        if !failed && let Err(error) = self.case.validate() {
            let diagnostic = self.whole_error(&error);
            self.tell(diagnostic);
            return;
        }
        if failed || self.tell_contradictions() {
            return;
        }
        self.tell_unused_items();
        let unused: Vec<(String, Range<usize>)> = self
            .sources
            .iter()
            .filter(|(_, seen)| !seen.cited)
            .map(|(id, seen)| (id.clone(), seen.key_span.clone()))
            .collect();
        for (id, span) in unused {
            let message = format!("no fact cites source {}", quoted(&id));
            self.tell(
                DocumentDiagnostic::new(DocumentCode::UNUSED, span, message).mend(format!(
                    "cite it, as in `{{ value = \"…\", source = [\"{id}\"] }}`, or take it out"
                )),
            );
        }
    }

    fn whole_error(&self, error: &CaseError) -> DocumentDiagnostic {
        let (code, item) = match error {
            CaseError::Cycle { path } => (DocumentCode::INSIDE_ITSELF, path.first()),
            CaseError::TooDeep { id } => (DocumentCode::INSIDE_ITSELF, Some(id)),
            CaseError::TooMany { .. } => (DocumentCode::LIMIT, None),
            _ => (DocumentCode::WRONG_KIND, None),
        };
        let span = item.map_or(0..0, |id| self.items.span_of(id));
        let mend = match error {
            CaseError::Cycle { .. } => "take one of these components out",
            _ => "leave out the layers that hold nothing controlled",
        };
        DocumentDiagnostic::new(code, span, error.to_string()).mend(mend)
    }

    /// A table, or a diagnostic.
    fn table<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Table> {
        match &node.kind {
            Kind::Table(table) => Some(table),
            _ => {
                let message = format!("{what} is a table, and here stands {}", node.what());
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
                        .expected("a table")
                        .mend("write its fields below a heading in brackets, or in `{ … }`"),
                );
                None
            }
        }
    }

    /// The tables of a list, or a diagnostic for each that is none.
    fn tables<'n>(&mut self, node: &'n Node, name: &str) -> Vec<(&'n Table, Range<usize>)> {
        let Kind::List(values) = &node.kind else {
            let message = format!(
                "`{name}` is a list of tables, and here stands {}",
                node.what()
            );
            self.tell(
                DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
                    .expected("a list of tables")
                    .mend(format!(
                        "write `[[{name}]]`, in double brackets, above each"
                    )),
            );
            return Vec::new();
        };
        values
            .iter()
            .filter_map(|value| {
                let table = self.table(value, &format!("each `{name}`"))?;
                Some((table, value.span.clone()))
            })
            .collect()
    }

    /// A text, or a diagnostic.
    fn text(&mut self, node: &Node, field: &str) -> Option<String> {
        if let Some(text) = node.as_text() {
            return Some(text.to_owned());
        }
        let message = format!("`{field}` is a text, and here stands {}", node.what());
        let mend = match &node.kind {
            Kind::Number(number) | Kind::Date(number) => format!("write `{field} = \"{number}\"`"),
            _ => format!("write `{field} = \"…\"`"),
        };
        self.tell(
            DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
                .expected("a text in quotes")
                .mend(mend),
        );
        None
    }

    /// Tells of every field that is not known, with the nearest that is.
    fn only_fields(&mut self, table: &Table, known: &[&str], what: &str) {
        for entry in &table.entries {
            if known.contains(&entry.key.as_str()) {
                continue;
            }
            if self.is_full() {
                return;
            }
            let message = format!("{what} has no field {}", quoted(&entry.key));
            let diagnostic = DocumentDiagnostic::new(
                DocumentCode::UNKNOWN_FIELD,
                entry.key_span.clone(),
                message,
            )
            .expected(list_of(known));
            let mend = match nearest(&entry.key, known) {
                Some(name) => format!("did you mean `{name}`?"),
                None => "take it out, or write it as a comment after `#`".to_owned(),
            };
            self.tell(diagnostic.mend(mend));
        }
    }
}

/// `a`, `b` or `c`, each in backticks.
fn list_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The name that was probably meant, if one is near enough.
fn nearest<'a>(wanted: &str, names: &[&'a str]) -> Option<&'a str> {
    if wanted.len() > 64 {
        return None;
    }
    let wanted = wanted.to_lowercase().replace(['_', ' '], "-");
    names
        .iter()
        .map(|name| (strsim::osa_distance(&wanted, &name.to_lowercase()), *name))
        // A slip in every third letter is still a slip; in a word of two it is another word.
        .filter(|(distance, name)| *distance <= name.chars().count() / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}
