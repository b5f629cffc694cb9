//! Lists of entries, entries, and named conditions.

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic};

use super::names::Kind;
use super::resolve::Lowering;
use super::words::{range_of, written};
use crate::model::{Define, Entry, EntryId, HsReferences, List, ListId};

impl Lowering {
    /// A group of entries.
    pub(super) fn list(&mut self, node: &ast::List) {
        // Lists that stand in no instrument were left out by the first pass.
        let (Some(name), Some(instrument)) = (node.name(), self.here.home.instrument) else {
            return;
        };
        let syntax = node.syntax();
        let cites = self.cites(syntax);
        let list = List {
            name: self.full_name(&name),
            title: self.title(syntax).unwrap_or_default(),
            instrument,
            entries: Vec::new(),
            in_force: self.own_in_force(syntax),
            recorded: self.recorded(syntax),
            confidence: self.confidence(syntax),
            cites,
            sources: self.sources(syntax),
            notes: self.notes(syntax),
            place: self.place(syntax),
        };
        self.rulebook.lists.push(list);
    }

    /// A declared name with its home before it.
    fn full_name(&self, name: &ast::Name) -> String {
        let text = written(name);
        let beginning = format!("{}.", self.prefix());
        if text.starts_with(&beginning) {
            text
        } else {
            format!("{beginning}{text}")
        }
    }

    /// A named condition.
    pub(super) fn define(&mut self, node: &ast::Define) {
        // Definitions that belong to nobody's law were left out by the first pass.
        let (Some(name), Some(jurisdiction)) = (node.name(), self.here.home.jurisdiction) else {
            return;
        };
        let syntax = node.syntax();
        let cites = self.cites(syntax);
        let condition = node.condition().map(|expr| self.condition(&expr));
        let define = Define {
            name: written(&name),
            title: self.title(syntax),
            instrument: self.here.home.instrument,
            jurisdiction,
            confidence: self.confidence(syntax),
            cites,
            condition: condition.unwrap_or(crate::model::Expression::Constant(false)),
            notes: self.notes(syntax),
            place: self.place(syntax),
        };
        self.rulebook.defines.push(define);
    }

    /// A control-list entry. What it does not say itself it inherits from its lists.
    pub(super) fn entry(&mut self, node: &ast::Entry, index: usize) {
        // Entries that stand in no instrument were left out by the first pass.
        let (Some(name), Some(instrument)) = (node.name(), self.here.home.instrument) else {
            return;
        };
        let syntax = node.syntax();
        let code = written(&name);
        let mut lists: Vec<ListId> = Vec::new();
        for named in node.lists() {
            let name = written(&named);
            // That an entry stands in a list does not use the list.
            let site = match self.look_up(&name, &[Kind::List]) {
                Some(site) => Some(site),
                None => self.resolve(&named, &[Kind::List]),
            };
            let Some(site) = site else { continue };
            let id = ListId::at(site.index);
            if lists.contains(&id) {
                self.report(
                    Diagnostic::new(
                        Code::REPEATED_NAME,
                        range_of(named.syntax()),
                        format!("`{name}` holds this entry already"),
                    )
                    .with_help("name each list once"),
                );
                continue;
            }
            lists.push(id);
        }
        for id in &lists {
            if let Some(list) = self.rulebook.lists.get_mut(id.index()) {
                list.entries.push(EntryId::at(index));
            }
        }
        let parents: Vec<List> = lists
            .iter()
            .filter_map(|id| self.rulebook.lists.get(id.index()))
            .cloned()
            .collect();
        let inherited = parents.iter().find(|list| !list.cites.is_empty());
        let inherited = inherited
            .map(|list| list.cites.as_slice())
            .unwrap_or_default();
        let cites = self.required_cites(syntax, &format!("the entry `{code}`"), inherited);
        let entry = Entry {
            title: self.title(syntax).unwrap_or_default(),
            instrument,
            lists,
            recorded: self
                .recorded(syntax)
                .or_else(|| parents.iter().find_map(|list| list.recorded)),
            cites,
            hs: node.hs_fields().map(|field| self.hs(&field)).collect(),
            in_force: self
                .own_in_force(syntax)
                .or_else(|| parents.iter().find_map(|list| list.in_force.clone())),
            confidence: self
                .confidence(syntax)
                .or_else(|| parents.iter().find_map(|list| list.confidence)),
            condition: self.when(node.when_field()),
            notes: self.notes(syntax),
            place: self.place(syntax),
            code,
        };
        self.rulebook.entries.push(entry);
    }

    /// Tariff references. A customs code is a text: leading noughts count.
    fn hs(&mut self, field: &ast::HsField) -> HsReferences {
        let vintage = field.vintage().and_then(|vintage| {
            let text = vintage.year()?;
            let year = text
                .parse::<u16>()
                .ok()
                .filter(|year| (1988..=9999).contains(year));
            if year.is_none() {
                self.report(
                    Diagnostic::new(
                        Code::NUMBER_OUT_OF_RANGE,
                        range_of(vintage.syntax()),
                        format!("`{text}` is no year of the tariff"),
                    )
                    .with_help(
                        "the harmonised nomenclature begins in 1988; write a year such as `2026`",
                    ),
                );
            }
            year
        });
        HsReferences {
            numbers: field.codes().map(|code| code.text()).collect(),
            vintage,
        }
    }
}
