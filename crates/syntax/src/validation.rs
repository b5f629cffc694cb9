//! What every declaration must hold, and what it may hold once: checked on the
//! finished tree, so that the parser need not count.

use rowan::TextRange;
use rowan::ast::AstNode as _;

use crate::ast;
use crate::parser::{Count, FieldRule, field_rules};
use crate::syntax_kind::{SyntaxKind, SyntaxNode};
use crate::{Code, Diagnostic};

pub(crate) fn validate(root: &SyntaxNode, diagnostics: &mut Vec<Diagnostic>) {
    for declaration in root.children() {
        count_fields(&declaration, diagnostics);
        match declaration.kind() {
            SyntaxKind::Define => check_definition(&declaration, diagnostics),
            SyntaxKind::Reading => check_reading(&declaration, diagnostics),
            _ => {}
        }
    }
}

/// The first line of a declaration: where a missing part is reported.
fn head_range(node: &SyntaxNode) -> TextRange {
    let end = node
        .children_with_tokens()
        .find(|child| child.kind() == SyntaxKind::Newline)
        .map_or(node.text_range().end(), |line_end| {
            line_end.text_range().start()
        });
    TextRange::new(node.text_range().start(), end)
}

/// The word that a line begins with.
fn first_word(node: &SyntaxNode) -> String {
    node.first_token()
        .map(|token| token.text().to_owned())
        .unwrap_or_default()
}

/// Whether a line of the declaration was not understood; it might be the missing one.
fn has_holes(node: &SyntaxNode) -> bool {
    node.children()
        .any(|child| child.kind() == SyntaxKind::Error)
}

fn count_fields(node: &SyntaxNode, diagnostics: &mut Vec<Diagnostic>) {
    let rules = field_rules(node.kind());
    let mut first_ones: Vec<Option<SyntaxNode>> = vec![None; rules.len()];
    for line in node.children() {
        let rule = rules
            .iter()
            .zip(&mut first_ones)
            .find(|(rule, _)| rule.nodes.contains(&line.kind()));
        match rule {
            Some((_, first_one @ None)) => *first_one = Some(line),
            Some((rule, Some(first_one)))
                if matches!(rule.count, Count::Once | Count::AtMostOnce) =>
            {
                diagnostics.push(repeated(first_one, &line));
            }
            _ => {}
        }
    }
    let needed = |rule: &FieldRule| matches!(rule.count, Count::Once | Count::AtLeastOnce);
    for (rule, first_one) in rules.iter().zip(&first_ones) {
        if first_one.is_none() && needed(rule) && !has_holes(node) {
            let name = rule.name();
            diagnostics.push(
                Diagnostic::new(
                    Code::MISSING_FIELD,
                    head_range(node),
                    format!("this `{}` has no {name} line", first_word(node)),
                )
                .with_help(format!("add a line that begins with {name}")),
            );
        }
    }
}

fn repeated(first_one: &SyntaxNode, line: &SyntaxNode) -> Diagnostic {
    let (first, word) = (first_word(first_one), first_word(line));
    let message = if word == first {
        format!("a second `{word}` line")
    } else {
        format!("a `{word}` line beside the `{first}` line")
    };
    Diagnostic::new(Code::REPEATED_FIELD, line.text_range(), message)
        .with_label(first_one.text_range(), "the first one")
        .with_help("keep one of them")
}

fn check_definition(node: &SyntaxNode, diagnostics: &mut Vec<Diagnostic>) {
    let Some(define) = ast::Define::cast(node.clone()) else {
        return;
    };
    let missing = define.as_token().is_none() && define.when_field().is_none();
    if missing && !has_holes(node) {
        diagnostics.push(
            Diagnostic::new(
                Code::MISSING_FIELD,
                head_range(node),
                "this name stands for no condition",
            )
            .with_help("write `as` and a condition behind the name, or a `when` line below it"),
        );
    }
    if let (Some(short), Some(long)) = (define.as_token(), define.when_field()) {
        diagnostics.push(
            Diagnostic::new(
                Code::REPEATED_FIELD,
                long.syntax().text_range(),
                "a second condition for one name",
            )
            .with_label(short.text_range(), "the first one")
            .with_help("keep either `as …` or `when …`"),
        );
    }
}

fn check_reading(node: &SyntaxNode, diagnostics: &mut Vec<Diagnostic>) {
    let Some(reading) = ast::Reading::cast(node.clone()) else {
        return;
    };
    let alternatives: Vec<_> = reading.alternatives().collect();
    if let ([only], false) = (alternatives.as_slice(), has_holes(node)) {
        diagnostics.push(
            Diagnostic::new(
                Code::MISSING_FIELD,
                only.syntax().text_range(),
                "a question with one answer is no question",
            )
            .with_help("add the other answer: `or NAME: \"why\"`"),
        );
    }
}
