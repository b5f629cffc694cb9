//! What every declaration must hold, and what it may hold once: checked on the
//! finished tree, so that the parser need not count.

use std::collections::BTreeMap;

use rowan::ast::AstNode as _;
use rowan::{TextRange, TextSize};

use crate::ast;
use crate::parser::{Count, FieldRule, field_rules};
use crate::syntax_kind::{SyntaxKind, SyntaxNode};
use crate::{Code, Diagnostic, limits};

pub(crate) fn validate(root: &SyntaxNode, diagnostics: &mut Vec<Diagnostic>) {
    for node in root.descendants() {
        let rules = field_rules(node.kind());
        if !rules.is_empty() {
            count_fields(&node, rules, diagnostics);
        }
        match node.kind() {
            SyntaxKind::Define => check_definition(&node, diagnostics),
            SyntaxKind::Reading => check_reading(&node, diagnostics),
            SyntaxKind::BlockExpr => check_limbs(&node, diagnostics),
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

fn count_fields(node: &SyntaxNode, rules: &[FieldRule], diagnostics: &mut Vec<Diagnostic>) {
    for rule in rules {
        let found: Vec<SyntaxNode> = node
            .children()
            .filter(|child| rule.nodes.contains(&child.kind()))
            .collect();
        let name = rule.name();
        match found.as_slice() {
            [] if matches!(rule.count, Count::Once | Count::AtLeastOnce) && !has_holes(node) => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::MISSING_FIELD,
                        head_range(node),
                        format!("this `{}` has no {name} line", first_word(node)),
                    )
                    .with_help(format!("add a line that begins with {name}")),
                );
            }
            [first, again @ ..] if matches!(rule.count, Count::Once | Count::AtMostOnce) => {
                for repeated in again {
                    let (word, first_one) = (first_word(repeated), first_word(first));
                    let message = if word == first_one {
                        format!("a second `{word}` line")
                    } else {
                        format!("a `{word}` line beside the `{first_one}` line")
                    };
                    diagnostics.push(
                        Diagnostic::new(Code::REPEATED_FIELD, repeated.text_range(), message)
                            .with_label(first.text_range(), "the first one")
                            .with_help("keep one of them"),
                    );
                }
            }
            _ => {}
        }
    }
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

fn check_limbs(node: &SyntaxNode, diagnostics: &mut Vec<Diagnostic>) {
    let Some(block) = ast::BlockExpr::cast(node.clone()) else {
        return;
    };
    let mut seen: BTreeMap<String, TextRange> = BTreeMap::new();
    for (index, limb) in block.limbs().enumerate() {
        if index == limits::LIMBS_MAX {
            let place = TextRange::at(limb.syntax().text_range().start(), TextSize::new(0));
            diagnostics.push(
                Diagnostic::new(
                    Code::TOO_MANY_LIMBS,
                    place,
                    format!("more than {} limbs in one block", limits::LIMBS_MAX),
                )
                .with_help("a table holds long lists better"),
            );
        }
        let Some(label) = limb.label() else { continue };
        let range = label.syntax().text_range();
        let Some(first) = seen.get(&label.text()) else {
            seen.insert(label.text(), range);
            continue;
        };
        diagnostics.push(
            Diagnostic::new(
                Code::REPEATED_LABEL,
                range,
                format!("a second limb `({})` in one block", label.text()),
            )
            .with_label(*first, "the first one")
            .with_help("labels are how proofs and cases name limbs: make it another one"),
        );
    }
}
