//! What must hold of every text, as assertions.
//!
//! The property tests and the fuzz targets call the same two functions, so that a text
//! which a fuzzer finds can be pasted into a test and fails there too.

use rowan::NodeOrToken;

use crate::syntax_kind::{SyntaxKind, SyntaxNode};
use crate::{LineIndex, Parse, format, parse, render, to_json};

/// Any text parses to a tree that holds every byte, and every diagnostic can be shown.
///
/// # Panics
/// When one of that does not hold.
pub fn assert_parses(text: &str) {
    let parse = parse(text);
    assert_eq!(parse.syntax().text(), text, "the tree holds another text");
    let lines = LineIndex::new(text);
    for diagnostic in parse.diagnostics() {
        let places = diagnostic.labels.iter().map(|label| label.range);
        for range in places.chain(diagnostic.fix.iter().map(|fix| fix.range)) {
            assert!(
                text.get(std::ops::Range::<usize>::from(range)).is_some(),
                "{} points to {range:?}, which is no part of the text",
                diagnostic.code,
            );
        }
        assert!(!diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'));
        assert!(!render(diagnostic, "any.law", text, false).is_empty());
        assert!(to_json(diagnostic, "any.law", &lines).is_object());
    }
    if parse.is_ok() {
        let holes = |kind| matches!(kind, SyntaxKind::Error | SyntaxKind::Stray);
        assert!(
            !parse
                .syntax()
                .descendants_with_tokens()
                .any(|element| holes(element.kind())),
            "a hole in the tree has no diagnostic"
        );
    }
}

/// Formatting keeps what is said and every comment, and does nothing when done twice.
///
/// # Panics
/// When one of that does not hold.
pub fn assert_formats(text: &str) {
    let once = format(text);
    let before = parse(text);
    let after = parse(&once);
    assert_eq!(shape(&before), shape(&after), "formatting changed the tree");
    assert_eq!(
        comments(&before),
        comments(&after),
        "formatting changed a comment"
    );
    assert!(!before.is_ok() || after.is_ok(), "formatting made an error");
    assert_eq!(format(&once), once, "formatting is not idempotent");
}

/// The tree without blanks and comments, one node or word a line.
pub fn shape(parse: &Parse) -> String {
    let mut out = String::new();
    shape_of(&parse.syntax(), 0, &mut out);
    out
}

fn shape_of(node: &SyntaxNode, depth: usize, out: &mut String) {
    use std::fmt::Write as _;
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{:1$}{2:?}", "", depth * 2, node.kind());
    for child in node.children_with_tokens() {
        match child {
            NodeOrToken::Node(node) => shape_of(&node, depth + 1, out),
            NodeOrToken::Token(token) if token.kind().is_trivia() => {}
            NodeOrToken::Token(token) => {
                let _ = writeln!(out, "{:1$}{2}", "", depth * 2 + 2, token.text());
            }
        }
    }
}

fn comments(parse: &Parse) -> Vec<String> {
    parse
        .syntax()
        .descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| token.kind() == SyntaxKind::Comment)
        .map(|token| token.text().trim_end().to_owned())
        .collect()
}
