//! Items with their components, and the lines.

use std::collections::BTreeMap;
use std::ops::Range;

use exeat_facts::{COUNT_MAX, Component, Fact, Item, ItemIndex, Line, Scope, Type};
use exeat_value::{Dimension, UnknownReason};

use super::{Reader, nearest, value};
use crate::LINES_MAX;
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Entry, Kind, Node, Table};

/// The fields of an item that are no facts.
const ITEM_FIELDS: [&str; 3] = ["name", "components", "components-complete"];
/// The fields of a component.
const COMPONENT_FIELDS: [&str; 5] = ["item", "value", "value-share", "mass", "mass-share"];
/// The fields of a line.
const LINE_FIELDS: [&str; 4] = ["number", "item", "quantity", "value"];

/// One step of the way from the root of a document to a table in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// The items met so far, in the order of [`exeat_facts::Case::items`].
#[derive(Default)]
pub(super) struct Items {
    by_id: BTreeMap<String, ItemIndex>,
    spans: Vec<Range<usize>>,
    pub(super) places: Vec<Vec<Step>>,
    /// Where each component of each item stands.
    components: BTreeMap<(usize, usize), Range<usize>>,
}

impl Items {
    /// Where an item is declared.
    pub(super) fn span_of(&self, id: &str) -> Range<usize> {
        let index = self.by_id.get(id).map(|index| index.0);
        let span = index.and_then(|index| self.spans.get(index));
        span.cloned().unwrap_or_default()
    }
}

impl Items {
    /// Where a component of an item is stated.
    pub(super) fn span_of_component(&self, item: usize, component: usize) -> Range<usize> {
        let span = self.components.get(&(item, component));
        span.cloned().unwrap_or_default()
    }
}

impl Reader {
    /// Reads `[items.…]` and `[[line]]`. Names are gathered first, so that an item may be
    /// used before it is declared.
    pub(super) fn items_and_lines(&mut self, root: &Table, whole: Range<usize>) {
        let mut declared = Vec::new();
        if let Some(section) = root.get("items")
            && let Some(table) = self.table(&section.value, "`items`")
        {
            for entry in &table.entries {
                let what = format!("item {}", quoted(&entry.key));
                if let Some(fields) = self.table(&entry.value, &what) {
                    let place = vec![Step::Key("items".to_owned()), Step::Key(entry.key.clone())];
                    let index = self.declare(entry.key.clone(), entry.key_span.clone(), place);
                    declared.extend(index.map(|index| (index, fields)));
                }
            }
        }
        for (index, fields) in declared {
            self.item(index, fields);
        }
        match root.get("line") {
            Some(entry) => self.lines(&entry.value),
            // `[[lines]]` was told as an unknown section.
            None if root
                .entries
                .iter()
                .any(|entry| is_misspelt_line(&entry.key)) => {}
            None => self.no_line(root, whole),
        }
    }

    /// A new item without facts; `None` when its name is taken or there are too many.
    fn declare(&mut self, id: String, span: Range<usize>, place: Vec<Step>) -> Option<ItemIndex> {
        if self.items.by_id.contains_key(&id) {
            let message = format!("two items have the name {}", quoted(&id));
            let first = self.items.span_of(&id);
            self.tell(
                DocumentDiagnostic::new(DocumentCode::TWICE, span, message)
                    .related(first, "the first")
                    .mend("give one of them another name"),
            );
            return None;
        }
        let index = ItemIndex(self.case.items.len());
        if index.0 >= COUNT_MAX {
            let message = format!("the document has more than {COUNT_MAX} items");
            self.tell(
                DocumentDiagnostic::new(DocumentCode::LIMIT, span, message)
                    .mend("split the transaction into several documents"),
            );
            return None;
        }
        self.case.items.push(Item::new(id.clone(), ""));
        self.items.by_id.insert(id, index);
        self.items.spans.push(span);
        self.items.places.push(place);
        Some(index)
    }

    fn item(&mut self, index: ItemIndex, fields: &Table) {
        let id = self.case.item(index).map_or("", |item| &item.id).to_owned();
        let name = fields
            .get("name")
            .and_then(|entry| self.text(&entry.value, "name"));
        let facts = self.facts(Scope::Item, fields, &ITEM_FIELDS);
        let complete = fields
            .get("components-complete")
            .is_some_and(|entry| self.complete(&entry.value));
        let components = match fields.get("components") {
            Some(entry) => self.components(&entry.value, &id, index),
            None => Vec::new(),
        };
        if let Some(item) = self.case.items.get_mut(index.0) {
            item.name = name.unwrap_or_default();
            item.facts = facts;
            item.components = components;
            item.components_complete = complete;
        }
    }

    fn complete(&mut self, node: &Node) -> bool {
        match value::read(node, Type::YesNo, "components-complete", self.vocabulary) {
            Ok(exeat_facts::Value::YesNo(answer)) => answer,
            Ok(_) => false,
            Err(diagnostics) => {
                for diagnostic in diagnostics {
                    self.tell(diagnostic);
                }
                false
            }
        }
    }

    fn components(&mut self, node: &Node, parent: &str, index: ItemIndex) -> Vec<Component> {
        let mut components = Vec::new();
        let place = self.items.places.get(index.0).cloned().unwrap_or_default();
        for (number, (table, span)) in self.tables(node, "components").into_iter().enumerate() {
            self.only_fields(table, &COMPONENT_FIELDS, "a component");
            self.items
                .components
                .insert((index.0, components.len()), span.clone());
            let Some(entry) = table.get("item") else {
                self.tell(
                    DocumentDiagnostic::new(
                        DocumentCode::MISSING_FIELD,
                        span,
                        "this component does not say which item it is",
                    )
                    .expected("`item`")
                    .mend("add `item = \"NAME\"`, the name of an item of this document"),
                );
                continue;
            };
            let mut place = place.clone();
            place.push(Step::Key("components".to_owned()));
            place.push(Step::Index(number));
            place.push(Step::Key("item".to_owned()));
            let id = format!("{parent}-{}", number.saturating_add(1));
            let Some(inside) = self.item_of(entry, id, place) else {
                continue;
            };
            let mut share = |field: &str, ty: Type| match table.get(field) {
                Some(entry) => self.fact(&entry.value, ty, field),
                None => Some(Fact::Unknown(UnknownReason::NotAsked)),
            };
            let value = share("value", Type::Money);
            let value_share = share("value-share", Type::Share);
            let mass = share("mass", Type::Quantity(Dimension::Mass));
            let mass_share = share("mass-share", Type::Share);
            let mut component = Component::new(inside);
            if let (Some(value), Some(value_share), Some(mass), Some(mass_share)) =
                (value, value_share, mass, mass_share)
            {
                component.value = value;
                component.value_share = value_share;
                component.mass = mass;
                component.mass_share = mass_share;
            }
            components.push(component);
        }
        components
    }

    /// The item that a component or a line means: a name, or its facts in a table.
    /// `id` and `place` are for the latter.
    fn item_of(&mut self, entry: &Entry, id: String, place: Vec<Step>) -> Option<ItemIndex> {
        match &entry.value.kind {
            Kind::Table(fields) => {
                let index = self.declare(id, entry.key_span.clone(), place)?;
                self.item(index, fields);
                Some(index)
            }
            _ => {
                let name = self.text(&entry.value, "item")?;
                if let Some(index) = self.items.by_id.get(&name) {
                    return Some(*index);
                }
                let known: Vec<&str> = self.items.by_id.keys().map(String::as_str).collect();
                let mend = match nearest(&name, &known) {
                    Some(near) => format!("did you mean `\"{near}\"`?"),
                    None => "declare it: a heading `[items.NAME]`, and its facts below".to_owned(),
                };
                let message = format!("there is no item {}", quoted(&name));
                let span = entry.value.span.clone();
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::UNKNOWN_ITEM, span, message)
                        .expected("the name of an item of this document")
                        .mend(mend),
                );
                None
            }
        }
    }

    fn lines(&mut self, node: &Node) {
        let mut numbers: BTreeMap<u32, Range<usize>> = BTreeMap::new();
        let tables = self.tables(node, "line");
        if tables.is_empty() && matches!(&node.kind, Kind::List(values) if values.is_empty()) {
            self.no_line(&Table::default(), node.span.clone());
        }
        if let Some((_, span)) = tables.get(LINES_MAX) {
            let message = format!(
                "the document has {} lines, and more than {LINES_MAX}",
                tables.len()
            );
            self.tell(
                DocumentDiagnostic::new(DocumentCode::LIMIT, span.clone(), message)
                    .expected(format!("at most {LINES_MAX} lines"))
                    .mend(format!(
                        "make a document for each {LINES_MAX} lines, with the same shipment and parties: a line's verdict depends on no other line; or give the lines to `exeat sweep` as the rows of a table"
                    )),
            );
            return;
        }
        for (position, (table, span)) in tables.into_iter().enumerate() {
            if self.is_full() {
                break;
            }
            self.line_fields(table);
            let default = u32::try_from(position.saturating_add(1)).unwrap_or(u32::MAX);
            let (number, place) = match table.get("number") {
                Some(entry) => (self.number(&entry.value), entry.value.span.clone()),
                None => (Some(default), span.clone()),
            };
            let Some(number) = number else { continue };
            if let Some(first) = numbers.get(&number) {
                let message = format!("two lines have the number {number}");
                let first = first.clone();
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::TWICE, place, message)
                        .related(first, "the first")
                        .mend("leave the numbers out to count the lines from 1"),
                );
                continue;
            }
            numbers.insert(number, place);
            let quantity = table.get("quantity").and_then(|entry| {
                let quantity = value::any_quantity(&entry.value, "quantity");
                self.or_tell(quantity)
            });
            let money = table.get("value").and_then(|entry| {
                let money = value::money(&entry.value, "value");
                self.or_tell(money)
            });
            let Some(entry) = table.get("item") else {
                self.tell(
                    DocumentDiagnostic::new(
                        DocumentCode::MISSING_FIELD,
                        span,
                        "this line does not say which item moves",
                    )
                    .expected("`item`")
                    .mend("add `item = \"NAME\"`, or the item's facts below `[line.item]`"),
                );
                continue;
            };
            let steps = [
                Step::Key("line".to_owned()),
                Step::Index(position),
                Step::Key("item".to_owned()),
            ];
            let Some(item) = self.item_of(entry, format!("line-{number}"), steps.into()) else {
                continue;
            };
            self.case.lines.push(Line {
                number,
                item,
                quantity,
                value: money,
            });
        }
    }

    /// Unknown fields of a line: facts of the item often stray here.
    fn line_fields(&mut self, table: &Table) {
        for entry in &table.entries {
            if LINE_FIELDS.contains(&entry.key.as_str()) {
                continue;
            }
            let message = format!("a line has no field {}", quoted(&entry.key));
            let is_fact = entry.key == "content"
                || ITEM_FIELDS.contains(&entry.key.as_str())
                || self.vocabulary.find(Scope::Item, &entry.key).is_some();
            let mend = if is_fact {
                "move it to the item: below `[items.NAME]` or `[line.item]`".to_owned()
            } else {
                match nearest(&entry.key, &LINE_FIELDS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "take it out, or write it as a comment after `#`".to_owned(),
                }
            };
            self.tell(
                DocumentDiagnostic::new(
                    DocumentCode::UNKNOWN_FIELD,
                    entry.key_span.clone(),
                    message,
                )
                .expected(super::list_of(&LINE_FIELDS))
                .mend(mend),
            );
        }
    }

    fn number(&mut self, node: &Node) -> Option<u32> {
        let number = match &node.kind {
            Kind::Number(number) => number.parse().ok().filter(|number| *number > 0),
            _ => None,
        };
        if number.is_none() {
            let message = "the number of a line is a whole number from 1";
            self.tell(
                DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
                    .expected("a whole number")
                    .mend("write `number = 1`, or leave it out to count the lines from 1"),
            );
        }
        number
    }

    fn no_line(&mut self, root: &Table, whole: Range<usize>) {
        let first = root
            .get("items")
            .and_then(|section| match &section.value.kind {
                Kind::Table(items) => items.entries.first(),
                _ => None,
            });
        let name = first.map_or("NAME", |item| item.key.as_str());
        let end = whole.end;
        self.tell(
            DocumentDiagnostic::new(
                DocumentCode::MISSING_FIELD,
                end..end,
                "nothing moves: the document has no line",
            )
            .expected("`[[line]]`")
            .mend(format!("add `[[line]]`, and below it `item = \"{name}\"`")),
        );
    }

    /// Tells of items that are in no line and in nothing that is.
    pub(super) fn tell_unused_items(&mut self) {
        let mut used = vec![false; self.case.items.len()];
        let mut open: Vec<ItemIndex> = self.case.lines.iter().map(|line| line.item).collect();
        while let Some(index) = open.pop() {
            let Some(seen) = used.get_mut(index.0) else {
                continue;
            };
            if std::mem::replace(seen, true) {
                continue;
            }
            let inside = self.case.item(index).map(|item| &item.components);
            open.extend(inside.into_iter().flatten().map(|component| component.item));
        }
        let unused: Vec<(String, Range<usize>)> = self
            .case
            .items
            .iter()
            .zip(&used)
            .zip(&self.items.spans)
            .filter(|((_, used), _)| !**used)
            .map(|((item, _), span)| (item.id.clone(), span.clone()))
            .collect();
        for (id, span) in unused {
            let message = format!("item {} is in no line", quoted(&id));
            self.tell(
                DocumentDiagnostic::new(DocumentCode::UNUSED, span, message).mend(format!(
                    "add `[[line]]` and below it `item = \"{id}\"`, or take the item out"
                )),
            );
        }
    }
}

/// Whether an unknown section was probably meant to be the lines.
fn is_misspelt_line(key: &str) -> bool {
    key != "title" && nearest(key, &["line"]).is_some()
}
