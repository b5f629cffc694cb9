//! Readings: questions that the law leaves open.

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic};

use super::resolve::Lowering;
use super::words::{range_of, text_or_empty, written};
use crate::model::{Alternative, Reading};

impl Lowering {
    /// A reading and its alternatives.
    pub(super) fn reading(&mut self, node: &ast::Reading) {
        // Readings that stand in no instrument were left out by the first pass.
        let (Some(name), Some(instrument)) = (node.name(), self.here.home.instrument) else {
            return;
        };
        let syntax = node.syntax();
        let name = written(&name);
        let cites = self.required_cites(syntax, &format!("the reading `{name}`"), &[]);
        let recorded = self.recorded(syntax);
        let mut alternatives: Vec<Alternative> = Vec::new();
        for one in node.alternatives() {
            let Some(alternative_name) = one.name() else {
                continue;
            };
            let range = range_of(alternative_name.syntax());
            let alternative = written(&alternative_name);
            if alternatives.iter().any(|known| known.name == alternative) {
                self.report(
                    Diagnostic::new(
                        Code::REPEATED_NAME,
                        range,
                        format!("`{alternative}` is the name of an alternative already"),
                    )
                    .with_help("give each alternative a name of its own"),
                );
                continue;
            }
            let presumed = one.presumed_token().is_some();
            if presumed && let Some(first) = alternatives.iter().find(|known| known.presumed) {
                self.report(
                    Diagnostic::new(
                        Code::SEVERAL_PRESUMPTIONS,
                        range,
                        format!("`{}` is presumed already", first.name),
                    )
                    .with_help("leave `presumed` to the one alternative that the authority's answer supports"),
                );
            }
            let own = one.recorded_field().and_then(|field| field.day());
            let own = own.and_then(|day| self.day(&day));
            let span = one.span().and_then(|span| self.span(&span));
            alternatives.push(Alternative {
                name: alternative,
                presumed,
                why: text_or_empty(one.text()),
                recorded: own.or(recorded),
                span,
            });
        }
        self.days_of_all_or_none(node);
        let question = node.question_field().and_then(|field| field.text());
        let reading = Reading {
            name,
            instrument,
            cites,
            question: text_or_empty(question),
            confidence: self.confidence(syntax),
            alternatives,
            notes: self.notes(syntax),
            place: self.place(syntax),
        };
        self.rulebook.readings.push(reading);
    }

    /// A reading of days gives days for each of its alternatives; without them nobody could tell what holds.
    fn days_of_all_or_none(&mut self, node: &ast::Reading) {
        let with_days = node.alternatives().find(|one| one.span().is_some());
        let Some(with_days) = with_days.and_then(|one| one.name()) else {
            return;
        };
        let without: Vec<ast::Alternative> = node
            .alternatives()
            .filter(|one| one.span().is_none())
            .collect();
        for one in without {
            let Some(name) = one.name() else { continue };
            let diagnostic = Diagnostic::new(
                Code::ALTERNATIVE_WITHOUT_DATES,
                range_of(name.syntax()),
                format!(
                    "`{}` gives no days, and `{}` does",
                    written(&name),
                    written(&with_days)
                ),
            )
            .with_label(range_of(with_days.syntax()), "gives days")
            .with_help(
                "end this alternative too with its days: `=> from 2025-11-10 through 2026-11-10`",
            );
            self.report(diagnostic);
        }
    }
}
