//! Comparisons: what a condition says of a fact, a share or a cell of a table.

use exeat_facts::{Fact, Type, Value};
use exeat_syntax::ast::words::{ComparisonWord, Inclusion};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, TextRange};
use exeat_value::{Comparison, Day, Decimal, Truth};

use super::resolve::Lowering;
use super::words::{range_of, written};
use crate::answer::answer;
use crate::model::CodeSet;
use crate::model::Test;

/// What is said of one answer: tests, and how they hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tested {
    Test(Test),
    Not(Box<Tested>),
    All(Vec<Tested>),
    Any(Vec<Tested>),
}

impl Tested {
    fn negated_if(self, negated: bool) -> Self {
        if negated {
            Self::Not(Box::new(self))
        } else {
            self
        }
    }

    /// What it gives for a value.
    pub(super) fn of(&self, value: &Value) -> Truth {
        match self {
            Self::Test(test) => answer(test, &Fact::known(value.clone())),
            Self::Not(part) => !part.of(value),
            Self::All(parts) => Truth::all(parts.iter().map(|part| part.of(value))),
            Self::Any(parts) => Truth::any(parts.iter().map(|part| part.of(value))),
        }
    }
}

/// A day is this one or an earlier one.
fn on_or_before(day: Day) -> Tested {
    // The calendar has a last day, which has no next one.
    if day == Day::MAX {
        return Tested::Any(vec![
            Tested::Test(Test::Before(day)),
            Tested::Test(Test::On(day)),
        ]);
    }
    Tested::Test(Test::Before(day.next()))
}

fn before(day: Day) -> Tested {
    Tested::Test(Test::Before(day))
}

impl Lowering {
    /// What an expression says of its term, whose answers are of a type and which messages call `name`.
    pub(super) fn tested(&mut self, expr: &ast::Expr, ty: Type, name: &str) -> Option<Tested> {
        let range = range_of(expr.syntax());
        match expr {
            ast::Expr::HoldsExpr(_) => {
                if ty == Type::YesNo {
                    return Some(Tested::Test(Test::Yes));
                }
                self.misuse(range, format!("{name} by itself is no condition"), ty, name);
                None
            }
            ast::Expr::IsExpr(one) => {
                let tested = self.is(&one.value()?, ty, name)?;
                Some(tested.negated_if(one.is_negated()))
            }
            ast::Expr::OneOfExpr(one) => {
                let parts: Vec<Option<Tested>> = one
                    .values()
                    .map(|value| self.is(&value, ty, name))
                    .collect();
                let parts: Vec<Tested> = parts.into_iter().collect::<Option<_>>()?;
                Some(joined(parts).negated_if(one.is_negated()))
            }
            ast::Expr::CompareExpr(one) => {
                let comparison = one.comparison()?;
                self.compared(&comparison, &one.value()?, ty, name)
            }
            ast::Expr::BetweenExpr(one) => self.between(&one.low()?, &one.high()?, ty, name),
            ast::Expr::IncludesExpr(one) => {
                let Type::Set(list) = ty else {
                    self.misuse(
                        range,
                        format!("{name} takes one answer and includes nothing"),
                        ty,
                        name,
                    );
                    return None;
                };
                let codes: Vec<Option<Value>> = one
                    .values()
                    .map(|value| self.literal(&value, Type::Code(list), name))
                    .collect();
                let mut parts = Vec::new();
                for code in codes {
                    let Value::Code(code) = code? else {
                        return None;
                    };
                    parts.push(Tested::Test(Test::Includes(code)));
                }
                Some(match (parts.len(), one.inclusion()) {
                    (1, _) => parts.remove(0),
                    (_, Inclusion::AtLeastOne) => Tested::Any(parts),
                    (_, Inclusion::All) => Tested::All(parts),
                })
            }
            // Callers hand in expressions with one term.
            _ => None,
        }
    }

    /// `is VALUE`.
    fn is(&mut self, value: &ast::Value, ty: Type, name: &str) -> Option<Tested> {
        let range = range_of(value.syntax());
        if matches!(ty, Type::Set(_)) {
            let value = written(value);
            self.report(
                Diagnostic::new(
                    Code::TYPE_MISMATCH,
                    range,
                    format!("{name} takes a set, which is never just `{value}`"),
                )
                .with_help(format!("write `includes {value}`, or `includes one of …`")),
            );
            return None;
        }
        if ty == Type::Text {
            self.report(
                Diagnostic::new(
                    Code::TYPE_MISMATCH,
                    range,
                    format!("{name} takes words for readers, which no condition can test"),
                )
                .with_help("ask for a fact with codes, an amount or a yes or no"),
            );
            return None;
        }
        let value = self.literal(value, ty, name)?;
        Some(match value {
            Value::YesNo(yes) => Tested::Test(Test::Yes).negated_if(!yes),
            Value::Date(day) => Tested::Test(Test::On(day)),
            Value::Code(code) => Tested::Test(Test::Codes {
                yes: CodeSet::from_iter([code]),
                unanswered: Default::default(),
            }),
            Value::Quantity(_) | Value::Share(_) | Value::Money(_) => {
                self.amount(Comparison::Equal, value, range)?
            }
            // Refused above.
            Value::Set(_) | Value::Text(_) => return None,
        })
    }

    /// An amount in some relation to a literal.
    fn amount(&mut self, comparison: Comparison, value: Value, range: TextRange) -> Option<Tested> {
        Some(Tested::Test(match value {
            Value::Quantity(quantity) => Test::Number(comparison, self.in_base(quantity, range)?),
            Value::Share(percent) => Test::Number(comparison, percent),
            Value::Money(money) => Test::Money(comparison, money.currency, money.amount),
            _ => return None,
        }))
    }

    /// `is at least VALUE`, `is before DAY`.
    fn compared(
        &mut self,
        comparison: &ast::Comparison,
        value: &ast::Value,
        ty: Type,
        name: &str,
    ) -> Option<Tested> {
        let word = comparison.word()?;
        let range = range_of(comparison.syntax());
        let number = match word {
            ComparisonWord::AtLeast => Some(Comparison::AtLeast),
            ComparisonWord::AtMost => Some(Comparison::AtMost),
            ComparisonWord::LessThan => Some(Comparison::LessThan),
            ComparisonWord::MoreThan => Some(Comparison::MoreThan),
            _ => None,
        };
        match (ty, number) {
            (Type::Quantity(_) | Type::Share | Type::Money, Some(number)) => {
                let literal = self.literal(value, ty, name)?;
                self.amount(number, literal, range_of(value.syntax()))
            }
            (Type::Date, None) => {
                let Value::Date(day) = self.literal(value, ty, name)? else {
                    return None;
                };
                Some(match word {
                    ComparisonWord::Before => before(day),
                    ComparisonWord::OnOrBefore => on_or_before(day),
                    ComparisonWord::After => on_or_before(day).negated_if(true),
                    _ => before(day).negated_if(true),
                })
            }
            (Type::Date, Some(_)) => {
                let message =
                    format!("{name} takes a day, which is earlier or later, not more or less");
                self.report(
                    Diagnostic::new(Code::TYPE_MISMATCH, range, message).with_help(
                        "write `is before`, `is after`, `is on or before` or `is on or after`",
                    ),
                );
                None
            }
            _ => {
                let words = comparison.syntax().text().to_string();
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                let message =
                    format!("the answers to {name} have no order, and none is `{words}` another");
                self.misuse(range, message, ty, name);
                None
            }
        }
    }

    /// `is between LOW and HIGH`, both included.
    fn between(
        &mut self,
        low: &ast::Value,
        high: &ast::Value,
        ty: Type,
        name: &str,
    ) -> Option<Tested> {
        if !ty.has_order() {
            let range = range_of(low.syntax());
            self.misuse(
                range,
                format!("nothing lies between two answers to {name}"),
                ty,
                name,
            );
            return None;
        }
        let (first, last) = (self.literal(low, ty, name), self.literal(high, ty, name));
        let (first, last) = (first?, last?);
        if !self.ordered(&first, &last, low, high) {
            return None;
        }
        if let (Value::Date(from), Value::Date(to)) = (&first, &last) {
            return Some(Tested::All(vec![
                before(*from).negated_if(true),
                on_or_before(*to),
            ]));
        }
        let from = self.amount(Comparison::AtLeast, first, range_of(low.syntax()));
        let to = self.amount(Comparison::AtMost, last, range_of(high.syntax()));
        Some(Tested::All(vec![from?, to?]))
    }

    /// Refuses a range whose ends are exchanged, or in two currencies.
    pub(super) fn ordered(
        &mut self,
        first: &Value,
        last: &Value,
        low: &ast::Value,
        high: &ast::Value,
    ) -> bool {
        if first.compare(last).is_some_and(std::cmp::Ordering::is_le) {
            return true;
        }
        let (from, to) = (first.text(self.vocabulary()), last.text(self.vocabulary()));
        let range = TextRange::new(
            range_of(low.syntax()).start(),
            range_of(high.syntax()).end(),
        );
        self.report(
            Diagnostic::new(
                Code::NUMBER_OUT_OF_RANGE,
                range,
                format!("nothing lies between `{from}` and `{to}`"),
            )
            .with_help(format!(
                "write the lower bound first, as in `between {to} and {from}`"
            )),
        );
        false
    }

    /// Reports a relation that does not fit the type, and shows one that does.
    fn misuse(&mut self, range: TextRange, message: String, ty: Type, name: &str) {
        let code = |list| {
            let codes = self.vocabulary().code_list(list).map(|list| list.codes());
            codes
                .and_then(|codes| codes.first())
                .map_or("", |one| one.code)
        };
        let bare = name.trim_matches('`');
        let help = match ty {
            Type::YesNo => format!("write `{bare}` or `not {bare}`"),
            Type::Date => format!("write `{bare} is on or after 2025-10-09`"),
            Type::Code(list) => format!("write `{bare} is {}`", code(list)),
            Type::Set(list) => format!("write `{bare} includes {}`", code(list)),
            Type::Quantity(dimension) => {
                format!("write `{bare} is at least 5 {}`", dimension.base())
            }
            Type::Money => format!("write `{bare} is at least 1000 USD`"),
            Type::Share => format!("write `{bare} is at least 0.1 %`"),
            Type::Text => "ask for a fact with codes, an amount or a yes or no".to_owned(),
        };
        self.report(Diagnostic::new(Code::TYPE_MISMATCH, range, message).with_help(help));
    }
}

/// Any of several tests; tests for codes become one.
fn joined(mut parts: Vec<Tested>) -> Tested {
    let mut all = std::collections::BTreeSet::new();
    for part in &parts {
        match part {
            Tested::Test(Test::Codes { yes, .. }) => all.extend(yes.iter().copied()),
            _ => {
                return match parts.len() {
                    1 => parts.remove(0),
                    _ => Tested::Any(parts),
                };
            }
        }
    }
    Tested::Test(Test::Codes {
        yes: all.into(),
        unanswered: Default::default(),
    })
}

/// The relation and number of a test of a share.
pub(super) fn as_number(test: &Test) -> Option<(Comparison, Decimal)> {
    match test {
        Test::Number(comparison, number) => Some((*comparison, *number)),
        _ => None,
    }
}
