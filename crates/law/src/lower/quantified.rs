//! Quantifiers, shares, lists and readings in conditions.

use exeat_facts::Type;
use exeat_syntax::ast::words::{Quantifier as Word, ShareBasis};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, nearest};

use super::comparison::as_number;
use super::condition::{expressed, unlabelled};
use super::names::Kind;
use super::path::subject_of;
use super::resolve::Lowering;
use super::words::{range_of, written};
use crate::model::{
    EntryId, Expression, GroupKind, ListId, Measure, Over, Quantifier, ReadingId, Subject,
};

/// What can be bound by a quantifier.
const BINDERS: [&str; 3] = ["layer", "component", "party"];

impl Lowering {
    /// `some layer of item has (…)`.
    pub(super) fn quantified(&mut self, expr: &ast::QuantifiedExpr) -> Option<Expression> {
        let quantifier = match expr.quantifier()? {
            Word::Some => Quantifier::Some,
            Word::Every => Quantifier::Every,
            Word::No => Quantifier::No,
        };
        let binder = expr.binder()?;
        let outer = self.bound;
        let over = match written(&binder).as_str() {
            "layer" => {
                let over = Over::Layers(self.whole(expr.whole().as_ref())?);
                self.bound.layer = true;
                over
            }
            "component" => {
                let over = Over::Components(self.whole(expr.whole().as_ref())?);
                self.bound.component = true;
                over
            }
            "party" => {
                if let Some(whole) = expr.whole() {
                    self.report(
                        Diagnostic::new(
                            Code::SUBJECT_OUT_OF_PLACE,
                            range_of(whole.syntax()),
                            "parties take part in the transaction, and in nothing else",
                        )
                        .with_help("write `some party has (…)`"),
                    );
                    return None;
                }
                self.bound.party = true;
                Over::Parties
            }
            other => {
                let help = match nearest(other, BINDERS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `layer`, `component` or `party`".to_owned(),
                };
                self.report(
                    Diagnostic::new(
                        Code::SUBJECT_OUT_OF_PLACE,
                        range_of(binder.syntax()),
                        format!("a quantifier cannot range over `{other}`"),
                    )
                    .with_help(help),
                );
                return None;
            }
        };
        let body = expr.body().map(|body| self.condition(&body));
        self.bound = outer;
        Some(Expression::Quantified(quantifier, over, Box::new(body?)))
    }

    /// What is taken apart: the item, or the layer in hand.
    fn whole(&mut self, named: Option<&ast::NameRef>) -> Option<Subject> {
        let Some(named) = named else {
            return Some(Subject::Item);
        };
        let text = written(named);
        let range = range_of(named.syntax());
        match subject_of(&text) {
            Some((subject @ (Subject::Item | Subject::Layer), _)) => {
                self.bound_here(subject, &text, range).then_some(subject)
            }
            _ => {
                self.report(
                    Diagnostic::new(
                        Code::SUBJECT_OUT_OF_PLACE,
                        range,
                        format!("`{text}` is nothing that has layers or components"),
                    )
                    .with_help(
                        "write `of item`, or `of layer` inside `some layer of item has (…)`",
                    ),
                );
                None
            }
        }
    }

    /// `share by value of components of item where (…) is at least 0.1 %`.
    pub(super) fn share(&mut self, expr: &ast::Expr, share: &ast::Share) -> Option<Expression> {
        let measure = match share.basis()? {
            ShareBasis::Value => Measure::Value,
            ShareBasis::Mass => Measure::Mass,
        };
        let whole = self.whole(share.whole().as_ref())?;
        let outer = self.bound;
        self.bound.component = true;
        let filter = match share.paren_expr() {
            Some(condition) => self.condition(&ast::Expr::ParenExpr(condition)),
            None => Expression::Constant(true),
        };
        self.bound = outer;
        let tested = self.tested(expr, Type::Share, "the share")?;
        let place = self.place(expr.syntax());
        Some(expressed(&tested, &place, &|test| match as_number(test) {
            Some((comparison, threshold)) => Expression::Share {
                measure,
                whole,
                filter: Box::new(filter.clone()),
                comparison,
                threshold,
            },
            // Shares are only ever compared with numbers.
            None => Expression::Constant(false),
        }))
    }

    /// `item is listed in …`.
    pub(super) fn listed(&mut self, expr: &ast::ListedExpr) -> Option<Expression> {
        let term = expr.term()?;
        let text = written(&term);
        let range = range_of(term.syntax());
        let subject = match subject_of(&text) {
            Some((subject @ (Subject::Item | Subject::Layer | Subject::Component), _)) => {
                self.bound_here(subject, &text, range).then_some(subject)
            }
            _ => {
                let shown = text.split('[').next().unwrap_or(&text);
                self.report(
                    Diagnostic::new(
                        Code::SUBJECT_OUT_OF_PLACE,
                        range,
                        format!("lists hold items, and `{shown}` is none"),
                    )
                    .with_help("write `item is listed in …`, or `layer` or `component` inside a quantifier"),
                );
                None
            }
        };
        let mut parts = Vec::new();
        for named in expr.lists() {
            let Some(site) = self.resolve(&named, &[Kind::List, Kind::Entry]) else {
                continue;
            };
            let Some(subject) = subject else { continue };
            let place = self.place(named.syntax());
            let part = match site.kind {
                Kind::List => Expression::Listed(subject, ListId::at(site.index)),
                _ => Expression::Entry(subject, EntryId::at(site.index)),
            };
            parts.push(unlabelled(part, &place));
        }
        subject?;
        let listed = match parts.len() {
            0 => return None,
            1 => parts.remove(0).expression,
            _ => Expression::Group(GroupKind::Any, parts),
        };
        Some(if expr.is_negated() {
            Expression::Not(Box::new(listed))
        } else {
            listed
        })
    }

    /// `reading finished-magnets is outside`.
    pub(super) fn read_so(&mut self, expr: &ast::ReadingExpr) -> Option<Expression> {
        let named = expr.reading()?;
        let site = self.resolve(&named, &[Kind::Reading])?;
        let id = ReadingId::at(site.index);
        let alternative = expr.alternative()?;
        let reading = self.rulebook.readings.get(id.index())?;
        if reading.alternatives.iter().any(|one| one.span.is_some()) {
            let name = reading.name.clone();
            let diagnostic = Diagnostic::new(
                Code::WRONG_KIND_OF_NAME,
                range_of(named.syntax()),
                format!("the reading `{name}` gives days, and no condition can ask for it"),
            )
            .with_help(format!(
                "write `in force reading {name}` where the days belong"
            ));
            let diagnostic = self.pointing_to(diagnostic, self.here.file, &site.place, "declared");
            self.report(diagnostic);
            return None;
        }
        let wanted = written(&alternative);
        if let Some(index) = reading
            .alternatives
            .iter()
            .position(|one| one.name == wanted)
        {
            return Some(Expression::Reading(id, index));
        }
        let names: Vec<&str> = reading
            .alternatives
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        let help = match nearest(&wanted, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("its alternatives are {}", names.join(", ")),
        };
        let message = format!(
            "the reading `{}` has no alternative `{wanted}`",
            reading.name
        );
        self.report(
            Diagnostic::new(
                Code::UNKNOWN_ALTERNATIVE,
                range_of(alternative.syntax()),
                message,
            )
            .with_help(help),
        );
        None
    }
}
