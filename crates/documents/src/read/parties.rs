//! Parties and their roles.

use std::collections::BTreeMap;
use std::ops::Range;

use exeat_facts::{Party, Role, Scope};

use super::{Reader, list_of};
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Kind, Node, Table};

/// The fields of a party that are no facts.
const FIELDS: [&str; 4] = ["id", "name", "roles", "role"];

impl Reader {
    pub(super) fn parties(&mut self, node: &Node) {
        let mut ids: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let mut roles: BTreeMap<Role, Range<usize>> = BTreeMap::new();
        for (number, (table, span)) in (1_usize..).zip(self.tables(node, "party")) {
            let party = self.party(table, &span, number, &mut roles);
            let place = table.get("id").map_or(span, |id| id.value.span.clone());
            if let Some(first) = ids.get(&party.id) {
                let message = format!("two parties have the id {}", quoted(&party.id));
                let first = first.clone();
                self.tell(
                    DocumentDiagnostic::new(DocumentCode::TWICE, place, message)
                        .related(first, "the first")
                        .mend("give each an id of its own, or leave the ids out"),
                );
                continue;
            }
            ids.insert(party.id.clone(), place);
            self.case.parties.push(party);
        }
    }

    fn party(
        &mut self,
        table: &Table,
        span: &Range<usize>,
        number: usize,
        taken: &mut BTreeMap<Role, Range<usize>>,
    ) -> Party {
        let mut words = |field: &str| {
            let entry = table.get(field)?;
            self.text(&entry.value, field)
        };
        let id = words("id").unwrap_or_else(|| format!("party-{number}"));
        let name = words("name").unwrap_or_default();
        let roles = self.roles(table, span);
        for (role, place) in &roles {
            match taken.get(role) {
                Some(first) => {
                    let message = format!("two parties are {}", role.english());
                    let diagnostic =
                        DocumentDiagnostic::new(DocumentCode::TWICE, place.clone(), message)
                            .related(first.clone(), "the first")
                            .expected("one party for each role: a rule asks about one")
                            .mend("write a document of its own for each of them");
                    self.tell(diagnostic);
                }
                None => {
                    taken.insert(*role, place.clone());
                }
            }
        }
        let mut party = Party::new(id, name, roles.into_iter().map(|(role, _)| role));
        party.facts = self.facts(Scope::Party, table, &FIELDS);
        party
    }

    /// The roles of a party, with their places.
    fn roles(&mut self, table: &Table, span: &Range<usize>) -> Vec<(Role, Range<usize>)> {
        let Some(entry) = table.get("roles").or_else(|| table.get("role")) else {
            self.tell(
                DocumentDiagnostic::new(
                    DocumentCode::MISSING_FIELD,
                    span.clone(),
                    "this party has no role",
                )
                .expected("`roles`")
                .mend("add `roles = [\"exporter\"]`, or what it does in the transaction"),
            );
            return Vec::new();
        };
        let values = match &entry.value.kind {
            Kind::List(values) => values.as_slice(),
            _ => std::slice::from_ref(&entry.value),
        };
        if values.is_empty() {
            self.tell(
                DocumentDiagnostic::new(
                    DocumentCode::MISSING_FIELD,
                    entry.value.span.clone(),
                    "this party has no role",
                )
                .mend("write `roles = [\"exporter\"]`, or what it does in the transaction"),
            );
        }
        let mut roles: Vec<(Role, Range<usize>)> = Vec::new();
        for value in values {
            let Some(text) = self.text(value, "roles") else {
                continue;
            };
            match text.parse() {
                Ok(role) if roles.iter().any(|(other, _)| *other == role) => {}
                Ok(role) => roles.push((role, value.span.clone())),
                Err(_) => self.unknown_role(value, &text),
            }
        }
        roles
    }

    fn unknown_role(&mut self, node: &Node, text: &str) {
        let (expected, mend) = match Role::nearest(text) {
            Some(role) => ("a role".to_owned(), format!("write `\"{role}\"`")),
            None => (
                list_of(&Role::ALL.map(Role::name)),
                "write the role that comes nearest".to_owned(),
            ),
        };
        let message = format!("{} is not a role", quoted(text));
        self.tell(
            DocumentDiagnostic::new(DocumentCode::UNKNOWN_ROLE, node.span.clone(), message)
                .expected(expected)
                .mend(mend),
        );
    }
}
