//! Values by the type of their fact.

use std::collections::BTreeSet;

use exeat_facts::{CodeList, CodeListId, Type, Value, Vocabulary, units_of};
use exeat_value::{Decimal, Dimension, Money, Quantity, Unit};

use super::{DIAGNOSTICS_MAX, date, list_of};
use crate::codes::DocumentCode;
use crate::diagnostic::{DocumentDiagnostic, quoted};
use crate::node::{Kind, Node};

/// Lists up to this length are shown whole.
const SHOWN_MAX: usize = 12;

type Read<T> = Result<T, DocumentDiagnostic>;

/// Reads a value of a type. A set may have several faults, so there may be several
/// diagnostics.
pub(crate) fn read(
    node: &Node,
    ty: Type,
    field: &str,
    vocabulary: &Vocabulary,
) -> Result<Value, Vec<DocumentDiagnostic>> {
    let one = match ty {
        Type::YesNo => yes_no(node, field).map(Value::YesNo),
        Type::Date => date::read(node, field).map(Value::Date),
        Type::Code(list) => code(node, list, field, vocabulary),
        Type::Set(list) => return set(node, list, field, vocabulary),
        Type::Quantity(dimension) => quantity(node, dimension, field).map(Value::Quantity),
        Type::Money => money(node, field).map(Value::Money),
        Type::Share => share(node, field).map(Value::Share),
        Type::Text => text(node, field).map(Value::Text),
    };
    one.map_err(|diagnostic| vec![diagnostic])
}

/// Reads a value from bare text, as a person answers a question: sets are separated by
/// commas. The diagnostics have their places in that text.
pub(crate) fn read_text(
    answer: &str,
    ty: Type,
    field: &str,
    vocabulary: &Vocabulary,
) -> Result<Value, Vec<DocumentDiagnostic>> {
    let text_node = |text: &str, start: usize| Node {
        span: start..start.saturating_add(text.len()),
        kind: Kind::Text(text.to_owned()),
    };
    let trimmed = answer.trim();
    let start = answer.find(trimmed).unwrap_or_default();
    let node = match ty {
        // As it was given, blanks included.
        Type::Text => text_node(answer, 0),
        Type::Set(_) => {
            let mut at = 0_usize;
            let mut values = Vec::new();
            for part in answer.split([',', '，', '、']) {
                let word = part.trim();
                if !word.is_empty() {
                    let inside = part.find(word).unwrap_or_default();
                    values.push(text_node(word, at.saturating_add(inside)));
                }
                let separator = answer
                    .get(at.saturating_add(part.len())..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8);
                at = at.saturating_add(part.len()).saturating_add(separator);
            }
            if matches!(trimmed, "none" | "无") {
                values.clear();
            }
            Node {
                span: 0..answer.len(),
                kind: Kind::List(values),
            }
        }
        _ => text_node(trimmed, start),
    };
    read(&node, ty, field, vocabulary)
}

fn wrong_kind(node: &Node, field: &str, expected: &str, mend: String) -> DocumentDiagnostic {
    let message = format!("`{field}` is {expected}, and here stands {}", node.what());
    DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
        .expected(expected)
        .mend(mend)
}

fn yes_no(node: &Node, field: &str) -> Read<bool> {
    const YES: [&str; 6] = ["y", "true", "si", "ja", "oui", "是"];
    const NO: [&str; 6] = ["n", "false", "non", "nein", "none", "否"];
    match &node.kind {
        Kind::YesNo(answer) => Ok(*answer),
        Kind::Text(text) if text == "yes" => Ok(true),
        Kind::Text(text) if text == "no" => Ok(false),
        Kind::Text(text) => {
            let folded = text.trim().to_lowercase();
            let mend = if folded == "yes" || YES.contains(&folded.as_str()) {
                format!("write `{field} = true`")
            } else if folded == "no" || NO.contains(&folded.as_str()) {
                format!("write `{field} = false`")
            } else {
                format!("write `{field} = true`, `{field} = false` or `{field} = \"unknown\"`")
            };
            let message = format!("{} is neither yes nor no", quoted(text));
            Err(
                DocumentDiagnostic::new(DocumentCode::WRONG_KIND, node.span.clone(), message)
                    .expected("`true` or `false`")
                    .mend(mend),
            )
        }
        _ => Err(wrong_kind(
            node,
            field,
            "yes or no",
            format!("write `{field} = true`, `{field} = false` or `{field} = \"unknown\"`"),
        )),
    }
}

fn text(node: &Node, field: &str) -> Read<String> {
    match &node.kind {
        Kind::Text(text) => Ok(text.clone()),
        Kind::Number(number) | Kind::Date(number) => Err(wrong_kind(
            node,
            field,
            "a text in quotes",
            format!("write `{field} = \"{number}\"`"),
        )),
        _ => Err(wrong_kind(
            node,
            field,
            "a text in quotes",
            format!("write `{field} = \"…\"`"),
        )),
    }
}

fn code(node: &Node, list: CodeListId, field: &str, vocabulary: &Vocabulary) -> Read<Value> {
    let Some(codes) = vocabulary.code_list(list) else {
        // Every list that a fact names is in the vocabulary.
        return Err(wrong_kind(node, field, "a code", String::new()));
    };
    let Kind::Text(text) = &node.kind else {
        let expected = format!("a code in quotes ({})", codes.english());
        let mend = match &node.kind {
            Kind::List(_) => "write one code without brackets".to_owned(),
            _ => format!("write `{field} = \"{}\"`", first_code(codes)),
        };
        return Err(wrong_kind(node, field, &expected, mend));
    };
    match vocabulary.find_code(list, text) {
        Some(code) => Ok(Value::Code(code)),
        None => Err(unknown_code(node, text, codes)),
    }
}

fn set(
    node: &Node,
    list: CodeListId,
    field: &str,
    vocabulary: &Vocabulary,
) -> Result<Value, Vec<DocumentDiagnostic>> {
    let Some(codes) = vocabulary.code_list(list) else {
        return Err(vec![wrong_kind(
            node,
            field,
            "a set of codes",
            String::new(),
        )]);
    };
    let Kind::List(values) = &node.kind else {
        let expected = format!("a list of codes ({})", codes.english());
        let mend = match &node.kind {
            Kind::Text(text) => {
                let text = codes.nearest(text).unwrap_or(text);
                format!("write `{field} = [\"{text}\"]`, in brackets: the set is complete")
            }
            _ => format!("write `{field} = [\"{}\"]`", first_code(codes)),
        };
        return Err(vec![wrong_kind(node, field, &expected, mend)]);
    };
    let mut set = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for value in values {
        match code(value, list, field, vocabulary) {
            Ok(Value::Code(code)) => {
                set.insert(code);
            }
            Ok(_) => {}
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
        if diagnostics.len() >= DIAGNOSTICS_MAX {
            break;
        }
    }
    if diagnostics.is_empty() {
        Ok(Value::Set(set))
    } else {
        Err(diagnostics)
    }
}

fn first_code(list: &CodeList) -> &'static str {
    list.codes().first().map_or("…", |code| code.code)
}

/// A code that the list does not have, with the one that was probably meant.
pub(crate) fn unknown_code(node: &Node, text: &str, list: &CodeList) -> DocumentDiagnostic {
    let message = format!("{} is no code for a {}", quoted(text), list.english());
    let diagnostic =
        DocumentDiagnostic::new(DocumentCode::UNKNOWN_CODE, node.span.clone(), message);
    let name = list.name();
    let diagnostic = if list.codes().len() <= SHOWN_MAX {
        let codes: Vec<&str> = list.codes().iter().map(|code| code.code).collect();
        diagnostic.expected(list_of(&codes))
    } else {
        diagnostic.expected(format!("a code of the list `{name}`"))
    };
    let meant = list
        .nearest(text)
        .and_then(|code| list.get(list.find(code)?));
    match meant {
        Some(code) => diagnostic.mend(format!("write `\"{}\"` for {}", code.code, code.english)),
        None if list.find("other").is_some() => diagnostic.mend(format!(
            "write `\"other\"`, or a code of the list `{name}` in docs/reference/vocabulary.md"
        )),
        None => diagnostic.mend(format!(
            "write a code of the list `{name}` in docs/reference/vocabulary.md, or `\"unknown\"`"
        )),
    }
}

/// Splits a message of the value crate, `… is not …; write …`, into what and mend. A
/// whole value that is to be written gets the quotes that it has in a document.
fn what_and_mend(message: &str) -> (&str, Option<String>) {
    let Some((what, mend)) = message.rsplit_once("; ") else {
        return (message, None);
    };
    let value = mend
        .strip_prefix("write `")
        .and_then(|rest| rest.strip_suffix('`'));
    let mend = match value {
        Some(value) if !value.contains('`') => format!("write `\"{value}\"`"),
        _ => mend.to_owned(),
    };
    (what, Some(mend))
}

fn quantity(node: &Node, dimension: Dimension, field: &str) -> Read<Quantity> {
    let units: Vec<&str> = units_of(dimension).collect();
    let expected = format!("an amount in {}", list_of(&units).replace('`', ""));
    let example = dimension.base();
    let fault = |message: String, mend: String| {
        DocumentDiagnostic::new(DocumentCode::WRONG_AMOUNT, node.span.clone(), message)
            .expected(expected.clone())
            .mend(mend)
    };
    let text = match &node.kind {
        Kind::Text(text) => text,
        Kind::Number(number) => {
            return Err(fault(
                format!("{} has no unit", quoted(number)),
                format!(
                    "write the number with its unit, in quotes: `{field} = \"{number} {example}\"`"
                ),
            ));
        }
        _ => {
            return Err(wrong_kind(
                node,
                field,
                &expected,
                format!("write `{field} = \"1 {example}\"`"),
            ));
        }
    };
    let quantity: Quantity = text.parse().map_err(|error: exeat_value::QuantityError| {
        let nearest = error.nearest_unit();
        let error = error.to_string();
        let (what, mend) = what_and_mend(&error);
        let mend = if text.parse::<Decimal>().is_ok() {
            format!("write `\"{text} {example}\"`")
        } else if nearest.is_some_and(|unit| unit.dimension() == dimension) {
            mend.unwrap_or_default()
        } else if nearest.is_some() {
            format!(
                "write the amount with one of these units: {}",
                list_of(&units)
            )
        } else {
            mend.unwrap_or_else(|| format!("write it as in `\"1 {example}\"`"))
        };
        fault(what.to_owned(), mend)
    })?;
    if quantity.unit.dimension() != dimension {
        let message = format!(
            "{} measures {}, not {dimension}",
            quoted(text),
            quantity.unit.dimension(),
        );
        let mend = format!(
            "write the amount with one of these units: {}",
            list_of(&units)
        );
        return Err(fault(message, mend));
    }
    possible(node, field, &quantity)?;
    Ok(quantity)
}

/// Nothing weighs less than nothing, and no part is more than the whole.
fn possible(node: &Node, field: &str, quantity: &Quantity) -> Read<()> {
    let dimension = quantity.unit.dimension();
    if quantity.amount.is_negative() && dimension != Dimension::Temperature {
        let message = format!("`{field}` cannot be below nothing");
        return Err(impossible(
            node,
            message,
            "take out the minus sign".to_owned(),
        ));
    }
    let whole = Quantity {
        amount: Decimal::HUNDRED,
        unit: Unit::PERCENT,
    };
    if quantity
        .compare(&whole)
        .is_some_and(std::cmp::Ordering::is_gt)
    {
        let message = format!("`{field}` cannot be more than the whole");
        return Err(impossible(
            node,
            message,
            "write a part of at most `100 %`; a trace is written in `ppm`".to_owned(),
        ));
    }
    Ok(())
}

fn impossible(node: &Node, message: String, mend: String) -> DocumentDiagnostic {
    DocumentDiagnostic::new(DocumentCode::IMPOSSIBLE, node.span.clone(), message).mend(mend)
}

/// A share in percent; parts per million are converted exactly.
fn share(node: &Node, field: &str) -> Read<Decimal> {
    let quantity = quantity(node, Dimension::Fraction, field)?;
    match quantity.to(Unit::PERCENT) {
        Some(percent) => Ok(percent.amount),
        None => {
            let message = format!("`{field}` has more digits than can be kept");
            Err(impossible(
                node,
                message,
                "write at most 28 digits, in `%`".to_owned(),
            ))
        }
    }
}

/// An amount of money of `field`.
pub(super) fn money(node: &Node, field: &str) -> Read<Money> {
    let example = "1000 USD";
    let fault = |message: String, mend: String| {
        DocumentDiagnostic::new(DocumentCode::WRONG_MONEY, node.span.clone(), message)
            .expected("an amount with its currency")
            .mend(mend)
    };
    let text = match &node.kind {
        Kind::Text(text) => text,
        Kind::Number(number) => {
            return Err(fault(
                format!("{} has no currency", quoted(number)),
                format!(
                    "write the amount with its currency, in quotes: `{field} = \"{number} USD\"`"
                ),
            ));
        }
        _ => {
            return Err(wrong_kind(
                node,
                field,
                "an amount of money in quotes",
                format!("write `{field} = \"{example}\"`"),
            ));
        }
    };
    let money: Money = text.parse().map_err(|error: exeat_value::MoneyError| {
        let error = error.to_string();
        let (what, mend) = what_and_mend(&error);
        let mend = mend.unwrap_or_else(|| "write it as in `\"1000 USD\"`".to_owned());
        fault(what.to_owned(), mend)
    })?;
    if money.amount.is_negative() {
        let message = format!("`{field}` cannot be below nothing");
        return Err(impossible(
            node,
            message,
            "take out the minus sign".to_owned(),
        ));
    }
    Ok(money)
}

/// An amount of any kind, for the quantity of a line.
pub(super) fn any_quantity(node: &Node, field: &str) -> Read<Quantity> {
    let fault = |message: String, mend: String| {
        DocumentDiagnostic::new(DocumentCode::WRONG_AMOUNT, node.span.clone(), message)
            .expected("an amount with its unit")
            .mend(mend)
    };
    let text = match &node.kind {
        Kind::Text(text) => text,
        Kind::Number(number) => {
            return Err(fault(
                format!("{} has no unit", quoted(number)),
                format!("write `{field} = \"{number} pieces\"` or `{field} = \"{number} kg\"`"),
            ));
        }
        _ => {
            return Err(wrong_kind(
                node,
                field,
                "an amount in quotes",
                format!("write `{field} = \"12 kg\"` or `{field} = \"40 pieces\"`"),
            ));
        }
    };
    let quantity: Quantity = text.parse().map_err(|error: exeat_value::QuantityError| {
        let error = error.to_string();
        let (what, mend) = what_and_mend(&error);
        let mend = mend.unwrap_or_else(|| "write it as in `\"12 kg\"`".to_owned());
        fault(what.to_owned(), mend)
    })?;
    if quantity.amount.is_negative() {
        let message = format!("`{field}` cannot be below nothing");
        return Err(impossible(
            node,
            message,
            "take out the minus sign".to_owned(),
        ));
    }
    Ok(quantity)
}
