//! The paths of facts: `item.content.Dy`, `exporter.place`.

use exeat_facts::{FactId, Role, Scope, Type};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, TextRange, nearest};

use super::resolve::Lowering;
use super::words::range_of;
use crate::model::Subject;

/// Words that begin the path of a fact, besides the roles.
pub(super) const SUBJECTS: [&str; 6] =
    ["shipment", "end-use", "item", "layer", "component", "party"];

/// The subject that a word names, and where its facts are declared.
pub(super) fn subject_of(word: &str) -> Option<(Subject, Scope)> {
    Some(match word {
        "shipment" => (Subject::Shipment, Scope::Shipment),
        "end-use" => (Subject::EndUse, Scope::EndUse),
        "item" => (Subject::Item, Scope::Item),
        "layer" => (Subject::Layer, Scope::Item),
        "component" => (Subject::Component, Scope::Item),
        "party" => (Subject::Party, Scope::Party),
        role => (Subject::Role(role.parse::<Role>().ok()?), Scope::Party),
    })
}

impl Lowering {
    /// The fact that a path names in a condition.
    pub(super) fn fact(&mut self, path: &ast::Path) -> Option<(Subject, FactId)> {
        let text = path.text();
        let range = range_of(path.syntax());
        let (subject, fact) = self.fact_named(&text, range)?;
        self.bound_here(subject, &text, range)
            .then_some((subject, fact))
    }

    /// The fact that a path names anywhere; whether its subject may stand there is not asked.
    pub(super) fn fact_named(&mut self, text: &str, range: TextRange) -> Option<(Subject, FactId)> {
        let (head, rest) = text.split_once('.').unwrap_or((text, ""));
        let subject = subject_of(head);
        if let Some((subject, scope)) = subject
            && let Some(fact) = self.vocabulary().find(scope, rest)
        {
            return Some((subject, fact));
        }
        let (code, message) = match subject {
            Some(_) if rest.is_empty() => (
                Code::UNKNOWN_FACT,
                format!("`{text}` has facts, and is none itself"),
            ),
            None if !rest.is_empty() => {
                let message = format!("nothing and nobody in a transaction is called `{head}`");
                (Code::UNKNOWN_ROLE, message)
            }
            _ => (Code::UNKNOWN_FACT, format!("no fact is called `{text}`")),
        };
        let help = self.fact_help(text, head, rest);
        self.report(Diagnostic::new(code, range, message).with_help(help));
        None
    }

    /// What an author probably meant who wrote the path of no fact.
    fn fact_help(&self, text: &str, head: &str, rest: &str) -> String {
        let vocabulary = self.vocabulary();
        if let Some((_, scope)) = subject_of(head) {
            if scope == Scope::Item && matches!(rest, "value-share" | "mass-share") {
                return "compare it with `share by value of components of item where (…)`"
                    .to_owned();
            }
            if let Some(near) = vocabulary.nearest(scope, rest) {
                return format!("did you mean `{head}.{near}`?");
            }
            if let Some(other) = self.scope_of(rest) {
                return format!("did you mean `{}.{rest}`?", example_subject(other));
            }
            let example = vocabulary.iter().find(|(_, one)| one.scope == scope);
            let example = example.map_or("", |(_, one)| one.path);
            return format!("the vocabulary lists the facts; one is `{head}.{example}`");
        }
        if let Some(scope) = self.scope_of(text) {
            return format!("did you mean `{}.{text}`?", example_subject(scope));
        }
        if !rest.is_empty() {
            if let Some(role) = Role::nearest(head) {
                return format!("did you mean `{role}.{rest}`?");
            }
            if let Some(subject) = nearest(head, SUBJECTS) {
                return format!("did you mean `{subject}.{rest}`?");
            }
        }
        let all: Vec<String> = vocabulary.iter().map(|(_, one)| one.full_path()).collect();
        match nearest(text, all.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "a fact is written as `shipment.destination`, `exporter.place` or `item.form`"
                .to_owned(),
        }
    }

    /// The first scope that has a fact of this path.
    fn scope_of(&self, path: &str) -> Option<Scope> {
        Scope::ALL
            .into_iter()
            .find(|&scope| self.vocabulary().find(scope, path).is_some())
    }

    /// Refuses `layer`, `component` and `party` outside the quantifiers that give them a meaning.
    pub(super) fn bound_here(&mut self, subject: Subject, text: &str, range: TextRange) -> bool {
        let (bound, help) = match subject {
            Subject::Layer => (
                self.bound.layer,
                "write `item`, or put it inside `some layer of item has (…)`",
            ),
            Subject::Component => (
                self.bound.component,
                "write `item`, or put it inside `some component of item has (…)`",
            ),
            Subject::Party => (
                self.bound.party,
                "name a role such as `exporter`, or put it inside `some party has (…)`",
            ),
            Subject::Shipment | Subject::EndUse | Subject::Role(_) | Subject::Item => return true,
        };
        if bound {
            return true;
        }
        let head = text.split('.').next().unwrap_or(text);
        self.report(
            Diagnostic::new(
                Code::SUBJECT_OUT_OF_PLACE,
                range,
                format!("no quantifier says which {head} `{text}` is about"),
            )
            .with_help(help),
        );
        false
    }

    /// The type of a fact.
    pub(super) fn type_of(&self, fact: FactId) -> Type {
        self.vocabulary().get(fact).ty
    }
}

/// A subject whose facts are declared in the scope.
fn example_subject(scope: Scope) -> &'static str {
    match scope {
        Scope::Party => "exporter",
        other => other.name(),
    }
}
