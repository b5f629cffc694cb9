//! Values as authors write them, each of the type that its fact takes.

use exeat_facts::{CodeListId, Type, Value, units_of};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, TextRange};
use exeat_value::{Currency, Decimal, Dimension, Money, Quantity, Unit};

use super::fields::split;
use super::resolve::Lowering;
use super::words::{range_of, written};

impl Lowering {
    /// A value of a type; `name` is what takes it, for messages. One code stands for a set of one.
    pub(super) fn literal(&mut self, value: &ast::Value, ty: Type, name: &str) -> Option<Value> {
        let range = range_of(value.syntax());
        match (ty, value) {
            (Type::YesNo, ast::Value::YesNoValue(yes)) => Some(Value::YesNo(yes.value())),
            (Type::Date, ast::Value::Day(day)) => self.day(day).map(Value::Date),
            (Type::Text, ast::Value::Quoted(text)) => Some(Value::Text(text.value())),
            (Type::Code(list), ast::Value::CodeValue(code)) => {
                self.code(list, &code.text(), range).map(Value::Code)
            }
            (Type::Code(list), ast::Value::Quoted(text)) => {
                self.code(list, &text.value(), range).map(Value::Code)
            }
            (Type::Set(list), ast::Value::CodeValue(code)) => {
                let code = self.code(list, &code.text(), range)?;
                Some(Value::Set([code].into()))
            }
            (Type::Quantity(dimension), ast::Value::Amount(amount)) => {
                self.quantity(amount, dimension, name).map(Value::Quantity)
            }
            (Type::Share, ast::Value::Amount(amount)) => {
                self.share_of(amount, name).map(Value::Share)
            }
            (Type::Money, ast::Value::Amount(amount)) => self.money(amount, name).map(Value::Money),
            _ => {
                self.wrong_type(ty, name, &written_value(value), range);
                None
            }
        }
    }

    /// A code of a list.
    pub(super) fn code(
        &mut self,
        list: CodeListId,
        text: &str,
        range: TextRange,
    ) -> Option<exeat_facts::Code> {
        let vocabulary = self.vocabulary();
        if let Some(code) = vocabulary.find_code(list, text) {
            return Some(code);
        }
        let codes = vocabulary.code_list(list)?;
        let message = format!(
            "`{text}` is no code of the list `{}` ({})",
            codes.name(),
            codes.english()
        );
        let diagnostic = Diagnostic::new(Code::UNKNOWN_CODE, range, message);
        let diagnostic = match codes.nearest(text) {
            Some(near) => diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_fix(range, near),
            None => {
                let example = codes.codes().first().map_or("", |one| one.code);
                diagnostic.with_help(format!("write one of its codes, such as `{example}`"))
            }
        };
        self.report(diagnostic);
        None
    }

    /// A number as it is written, exact.
    fn number(&mut self, amount: &ast::Amount) -> Option<Decimal> {
        let text = amount.number()?;
        match text.parse::<Decimal>() {
            Ok(number) => Some(number),
            Err(error) => {
                let (message, help) = split(&error.to_string());
                let range = range_of(amount.syntax());
                let help = help.unwrap_or_else(|| "write at most 28 digits".to_owned());
                self.report(
                    Diagnostic::new(Code::NUMBER_OUT_OF_RANGE, range, message).with_help(help),
                );
                None
            }
        }
    }

    /// A quantity of a dimension.
    pub(super) fn quantity(
        &mut self,
        amount: &ast::Amount,
        dimension: Dimension,
        name: &str,
    ) -> Option<Quantity> {
        let number = self.number(amount)?;
        let range = range_of(amount.syntax());
        let accepted: Vec<&str> = units_of(dimension).collect();
        let accepted = accepted.join(", ");
        let Some(written) = amount.unit() else {
            if dimension == Dimension::Count {
                return Some(Quantity::new(number, Unit::ONE));
            }
            let base = dimension.base();
            self.report(
                Diagnostic::new(
                    Code::UNIT_MISMATCH,
                    range,
                    format!("`{number}` has no unit, and {name} is measured in {accepted}"),
                )
                .with_help(format!("write `{number} {base}` or one of the other units")),
            );
            return None;
        };
        let unit_range = range_of(written.syntax());
        let unit = match Unit::parse(&written.text()) {
            Ok(unit) => unit,
            Err(error) => {
                let (message, help) = split(&error.to_string());
                let help = match error.nearest().filter(|near| near.dimension() == dimension) {
                    Some(_) => help.unwrap_or_default(),
                    None => format!("{name} is measured in {accepted}"),
                };
                self.report(
                    Diagnostic::new(Code::UNKNOWN_UNIT, unit_range, message).with_help(help),
                );
                return None;
            }
        };
        if unit.dimension() != dimension {
            self.report(
                Diagnostic::new(
                    Code::UNIT_MISMATCH,
                    unit_range,
                    format!("{name} is not measured in `{unit}`"),
                )
                .with_text(format!("measures {}, not {dimension}", unit.dimension()))
                .with_help(format!("write one of {accepted}")),
            );
            return None;
        }
        Some(Quantity::new(number, unit))
    }

    /// A quantity in the base unit of its dimension.
    pub(super) fn in_base(&mut self, quantity: Quantity, range: TextRange) -> Option<Decimal> {
        let base = quantity.in_base();
        if base.is_none() {
            let unit = quantity.unit.dimension().base();
            self.report(
                Diagnostic::new(
                    Code::NUMBER_OUT_OF_RANGE,
                    range,
                    format!("`{quantity}` has no exact value in {unit}"),
                )
                .with_help(format!("write it in {unit}, with at most 28 digits")),
            );
        }
        base
    }

    /// A share of a whole, in percent.
    pub(super) fn share_of(&mut self, amount: &ast::Amount, name: &str) -> Option<Decimal> {
        let quantity = self.quantity(amount, Dimension::Fraction, name)?;
        let range = range_of(amount.syntax());
        let percent = self.in_base(quantity, range)?;
        if percent.is_negative() || percent > Decimal::HUNDRED {
            self.report(
                Diagnostic::new(
                    Code::NUMBER_OUT_OF_RANGE,
                    range,
                    format!("`{quantity}` is no share of a whole"),
                )
                .with_help("a share lies between 0 % and 100 %"),
            );
            return None;
        }
        Some(percent)
    }

    /// An amount of money.
    pub(super) fn money(&mut self, amount: &ast::Amount, name: &str) -> Option<Money> {
        let number = self.number(amount)?;
        let Some(written) = amount.unit() else {
            self.report(
                Diagnostic::new(
                    Code::UNKNOWN_CURRENCY,
                    range_of(amount.syntax()),
                    format!("`{number}` has no currency, and {name} is an amount of money"),
                )
                .with_help(format!("write `{number} USD`, or another currency")),
            );
            return None;
        };
        match written.text().parse::<Currency>() {
            Ok(currency) => Some(Money::new(number, currency)),
            Err(error) => {
                let (message, help) = split(&error.to_string());
                self.report(
                    Diagnostic::new(Code::UNKNOWN_CURRENCY, range_of(written.syntax()), message)
                        .with_help(help.unwrap_or_default()),
                );
                None
            }
        }
    }

    /// Reports a value of a type that does not fit.
    fn wrong_type(&mut self, ty: Type, name: &str, value: &str, range: TextRange) {
        let words = self.vocabulary().type_in_words(ty);
        let message = format!("`{value}` is no answer to {name}, which takes {words}");
        let help = self.example(ty);
        self.report(Diagnostic::new(Code::TYPE_MISMATCH, range, message).with_help(help));
    }

    /// How a value of a type is written.
    pub(super) fn example(&self, ty: Type) -> String {
        let code = |list| {
            let list = self.vocabulary().code_list(list);
            let code = list
                .and_then(|list| list.codes().first())
                .map_or("", |one| one.code);
            format!("write a code of the list, such as `{code}`")
        };
        match ty {
            Type::YesNo => "write `yes` or `no`".to_owned(),
            Type::Date => "write a day, such as `2025-10-09`".to_owned(),
            Type::Code(list) | Type::Set(list) => code(list),
            Type::Quantity(dimension) => {
                format!("write an amount, such as `5 {}`", dimension.base())
            }
            Type::Money => "write an amount of money, such as `1000 USD`".to_owned(),
            Type::Share => "write a share, such as `0.1 %`".to_owned(),
            Type::Text => "write a text between quotes".to_owned(),
        }
    }
}

/// A value as it is written, on one line.
pub(super) fn written_value(value: &ast::Value) -> String {
    match value {
        ast::Value::Amount(amount) => amount.text(),
        other => written(other),
    }
}
