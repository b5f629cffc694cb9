//! The facts of a worked case.

use std::collections::BTreeMap;

use exeat_facts::{
    Candidate, Case, Component, DEPTH_MAX, Fact, FactId, Item, ItemIndex, Line, Party, Role, Type,
    Value,
};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, TextRange, nearest};
use exeat_value::{Dimension, UnknownReason};

use super::path::subject_of;
use super::resolve::Lowering;
use super::words::{range_of, written};
use crate::model::Subject;

/// The line's own item, by the name that a case uses.
const ITEM: &str = "item";

/// A case while it is read.
pub(super) struct Given {
    pub(super) case: Case,
    /// Components by their names.
    pub(super) components: BTreeMap<String, ItemIndex>,
    /// The component whose block is read, what it stands in, and how deep it is.
    inside: Vec<Inside>,
    /// What has been stated, for the second statement of a fact.
    stated: BTreeMap<Target, TextRange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Inside {
    item: ItemIndex,
    parent: ItemIndex,
}

impl Given {
    /// A case with one line, of whose item nothing is known.
    pub(super) fn new(title: &str) -> Self {
        let mut case = Case::new(title);
        case.items.push(Item::new(ITEM, ITEM));
        case.lines.push(Line {
            number: 1,
            item: ItemIndex(0),
            quantity: None,
            value: None,
        });
        Self {
            case,
            components: BTreeMap::new(),
            inside: Vec::new(),
            stated: BTreeMap::new(),
        }
    }

    /// Whether the case says something of a fact of the shipment, be it that it is unknown.
    pub(super) fn states_of_shipment(&self, fact: FactId) -> bool {
        self.stated
            .contains_key(&Target::Subject(Subject::Shipment, fact))
    }

    /// The item that a word stands for where the reader is.
    fn item(&self, word: &str) -> Option<ItemIndex> {
        match word {
            ITEM => Some(ItemIndex(0)),
            "component" => self.inside.last().map(|inside| inside.item),
            name => self.components.get(name).copied(),
        }
    }

    /// The facts of a party in a role, who is made up when first mentioned.
    fn party(&mut self, role: Role) -> Option<&mut Party> {
        if self.case.party(role).is_none() {
            self.case
                .parties
                .push(Party::new(role.name(), role.name(), [role]));
        }
        self.case.parties.iter_mut().find(|party| party.has(role))
    }

    /// The edge between a component and what it stands in.
    fn component(&mut self, inside: Inside) -> Option<&mut Component> {
        let parent = self.case.items.get_mut(inside.parent.0)?;
        parent
            .components
            .iter_mut()
            .find(|component| component.item == inside.item)
    }
}

/// Where a fact of a case is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    Subject(Subject, FactId),
    Item(ItemIndex, FactId),
    /// A fact of a component as a part: `value`, `value-share`, `mass`, `mass-share`.
    Part(Inside, &'static str),
}

/// The facts that a component has as a part of something else.
const PARTS: [(&str, Type); 4] = [
    ("value", Type::Money),
    ("value-share", Type::Share),
    ("mass", Type::Quantity(Dimension::Mass)),
    ("mass-share", Type::Share),
];

impl Lowering {
    /// Lines below `given`, or below a component.
    pub(super) fn given_lines(
        &mut self,
        lines: impl Iterator<Item = ast::GivenLine>,
        given: &mut Given,
    ) {
        for line in lines {
            match line {
                ast::GivenLine::GivenFact(one) => self.given_fact(&one, given),
                ast::GivenLine::GivenComponent(one) => self.given_component(&one, given),
                ast::GivenLine::ComponentsComplete(one) => {
                    let Some(whole) = one.whole() else { continue };
                    let Some(item) = self.given_item(&whole, given) else {
                        continue;
                    };
                    if let Some(item) = given.case.items.get_mut(item.0) {
                        item.components_complete = true;
                    }
                }
            }
        }
    }

    fn given_fact(&mut self, fact: &ast::GivenFact, given: &mut Given) {
        let (Some(path), Some(value)) = (fact.path(), fact.given_value()) else {
            return;
        };
        let text = path.text();
        let range = range_of(path.syntax());
        let Some((target, ty)) = self.target(&text, range, given) else {
            return;
        };
        if let Some(first) = given.stated.insert(target, range) {
            self.report(
                Diagnostic::new(
                    Code::REPEATED_NAME,
                    range,
                    format!("a second answer to `{text}`"),
                )
                .with_label(first, "the first one")
                .with_help("keep one of them, or write `contested A or B`"),
            );
            return;
        }
        let Some(fact) = self.given_value(&value, ty, &format!("`{text}`")) else {
            return;
        };
        match target {
            Target::Subject(Subject::Shipment, id) => given.case.shipment.set(id, fact),
            Target::Subject(Subject::EndUse, id) => given.case.end_use.set(id, fact),
            Target::Subject(Subject::Role(role), id) => {
                if let Some(party) = given.party(role) {
                    party.facts.set(id, fact);
                }
            }
            // Other subjects are items by now.
            Target::Subject(..) => {}
            Target::Item(item, id) => {
                if let Some(item) = given.case.items.get_mut(item.0) {
                    item.facts.set(id, fact);
                }
            }
            Target::Part(inside, name) => {
                let Some(component) = given.component(inside) else {
                    return;
                };
                match name {
                    "value" => component.value = fact,
                    "value-share" => component.value_share = fact,
                    "mass" => component.mass = fact,
                    _ => component.mass_share = fact,
                }
            }
        }
    }

    /// What a path of a case stands for, and the type of its answer.
    fn target(&mut self, text: &str, range: TextRange, given: &Given) -> Option<(Target, Type)> {
        let (head, rest) = text.split_once('.').unwrap_or(("", text));
        let part = |name: &str| PARTS.into_iter().find(|(part, _)| *part == name);
        let inside = given.inside.last().copied();
        if let Some(inside) = inside
            && let Some((name, ty)) = part(rest)
            && (head.is_empty()
                || (head == "component" && matches!(name, "value-share" | "mass-share")))
        {
            return Some((Target::Part(inside, name), ty));
        }
        if head == "layer" || head == "party" || (head == "component" && inside.is_none()) {
            let help = match head {
                "party" => "name the role: `exporter.place is JP`",
                _ => "name the thing: `item`, or a component with `component magnet of item`",
            };
            self.report(
                Diagnostic::new(
                    Code::SUBJECT_OUT_OF_PLACE,
                    range,
                    format!("a case says of which {head} `{text}` speaks"),
                )
                .with_help(help),
            );
            return None;
        }
        if let Some(item) = given.item(head) {
            // The name of a component stands for an item, and has an item's facts.
            let spelt = if head == ITEM {
                text.to_owned()
            } else {
                format!("component.{rest}")
            };
            let (_, fact) = self.fact_named(&spelt, range)?;
            return Some((Target::Item(item, fact), self.type_of(fact)));
        }
        let (subject, fact) = self.fact_named(text, range)?;
        Some((Target::Subject(subject, fact), self.type_of(fact)))
    }

    /// The item that a name stands for.
    fn given_item(&mut self, named: &ast::NameRef, given: &Given) -> Option<ItemIndex> {
        let name = written(named);
        if let Some(item) = given.item(&name) {
            return Some(item);
        }
        let known = given.components.keys().map(String::as_str).chain([ITEM]);
        let help = match nearest(&name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write `item`, or declare it with `component {name} of item`"),
        };
        self.report(
            Diagnostic::new(
                Code::UNKNOWN_NAME,
                range_of(named.syntax()),
                format!("nothing in this case is called `{name}`"),
            )
            .with_help(help),
        );
        None
    }

    fn given_component(&mut self, component: &ast::GivenComponent, given: &mut Given) {
        let Some(name) = component.name() else { return };
        let text = written(&name);
        let range = range_of(name.syntax());
        let parent = match component.whole() {
            Some(whole) => match self.given_item(&whole, given) {
                Some(item) => item,
                None => return,
            },
            None => given
                .inside
                .last()
                .map_or(ItemIndex(0), |inside| inside.item),
        };
        let taken = subject_of(&text).is_some() || given.components.contains_key(&text);
        if taken {
            self.report(
                Diagnostic::new(
                    Code::REPEATED_NAME,
                    range,
                    format!("`{text}` is the name of something else in this case"),
                )
                .with_help("give each component a name of its own, such as `magnet`"),
            );
            return;
        }
        // The outermost item is a layer too.
        if given.inside.len().saturating_add(2) > DEPTH_MAX {
            self.report(
                Diagnostic::new(
                    Code::NUMBER_OUT_OF_RANGE,
                    range,
                    format!("an item has at most {DEPTH_MAX} layers"),
                )
                .with_help("leave out the layers that no condition asks for"),
            );
            return;
        }
        let item = ItemIndex(given.case.items.len());
        given.case.items.push(Item::new(text.clone(), text.clone()));
        given.components.insert(text, item);
        if let Some(parent) = given.case.items.get_mut(parent.0) {
            parent.components.push(Component::new(item));
        }
        given.inside.push(Inside { item, parent });
        self.given_lines(component.lines(), given);
        given.inside.pop();
    }

    // --- values ------------------------------------------------------------------

    fn given_value(&mut self, value: &ast::GivenValue, ty: Type, name: &str) -> Option<Fact> {
        match value {
            ast::GivenValue::KnownValue(one) => self.known(one, ty, name).map(Fact::known),
            ast::GivenValue::UnknownValue(one) => self.unknown(one).map(Fact::Unknown),
            ast::GivenValue::BetweenValue(one) => {
                let (low, high) = (one.low()?, one.high()?);
                let first = self.literal(&low, ty, name);
                let last = self.literal(&high, ty, name);
                let (first, last) = (first?, last?);
                if !ty.has_order() {
                    self.report(
                        Diagnostic::new(
                            Code::TYPE_MISMATCH,
                            range_of(one.syntax()),
                            format!("nothing lies between two answers to {name}"),
                        )
                        .with_help("write `contested A or B`, or `unknown`"),
                    );
                    return None;
                }
                self.ordered(&first, &last, &low, &high)
                    .then_some(Fact::Between {
                        low: first,
                        high: last,
                        evidence: Vec::new(),
                    })
            }
            ast::GivenValue::ContestedValue(one) => {
                let mut candidates: Vec<Candidate> = Vec::new();
                for candidate in one.candidates() {
                    let range = range_of(candidate.syntax());
                    let value = self.known(&candidate, ty, name)?;
                    if candidates.iter().any(|known| known.value == value) {
                        self.report(
                            Diagnostic::new(
                                Code::REPEATED_NAME,
                                range,
                                "this side says the same as another",
                            )
                            .with_help("name each value once"),
                        );
                        return None;
                    }
                    candidates.push(Candidate {
                        value,
                        statements: Vec::new(),
                    });
                }
                Some(Fact::Contested(candidates))
            }
        }
    }

    fn unknown(&mut self, value: &ast::UnknownValue) -> Option<UnknownReason> {
        let Some(reason) = value.reason() else {
            return Some(UnknownReason::NotAsked);
        };
        let text = written(&reason);
        if let Ok(reason) = text.parse() {
            return Some(reason);
        }
        let names: Vec<&str> = UnknownReason::ALL
            .iter()
            .map(|reason| reason.name())
            .collect();
        let help = match nearest(&text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the reasons are {}", names.join(", ")),
        };
        self.report(
            Diagnostic::new(
                Code::UNKNOWN_CODE,
                range_of(reason.syntax()),
                format!("`{text}` is no reason for not knowing"),
            )
            .with_help(help),
        );
        None
    }

    /// One value; several make a set, and `none` the empty one.
    fn known(&mut self, known: &ast::KnownValue, ty: Type, name: &str) -> Option<Value> {
        let range = range_of(known.syntax());
        let values: Vec<ast::Value> = known.values().collect();
        if let Type::Set(_) = ty {
            let sets: Vec<Option<Value>> = values
                .iter()
                .map(|value| self.literal(value, ty, name))
                .collect();
            let mut codes = std::collections::BTreeSet::new();
            for set in sets {
                if let Value::Set(one) = set? {
                    codes.extend(one);
                }
            }
            return Some(Value::Set(codes));
        }
        // `none` is the empty set, and a code of some lists.
        if let Type::Code(list) = ty
            && known.is_none()
        {
            return self.code(list, "none", range).map(Value::Code);
        }
        match values.as_slice() {
            [one] => self.literal(one, ty, name),
            _ => {
                let words = self.vocabulary().type_in_words(ty);
                let help = self.example(ty);
                self.report(
                    Diagnostic::new(
                        Code::TYPE_MISMATCH,
                        range,
                        format!("{name} takes one answer: {words}"),
                    )
                    .with_help(help),
                );
                None
            }
        }
    }
}
