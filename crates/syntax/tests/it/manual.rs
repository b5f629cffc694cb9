//! The manual of the language says what is so.

use std::collections::BTreeSet;

use exeat_syntax::{SyntaxKind, format, parse, render};
use rowan::NodeOrToken;

const MANUAL: &str = include_str!("../../../../docs/book/language.md");

/// The fenced blocks of a language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    MANUAL
        .split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .collect()
}

#[test]
fn every_example_of_the_manual_is_right_and_canonical() {
    let examples = blocks("law");
    assert!(examples.len() > 10, "the manual has lost its examples");
    for example in examples {
        let diagnostics = parse(example).diagnostics().to_vec();
        assert_eq!(diagnostics, [], "{example}");
        assert_eq!(format(example), example);
    }
}

#[test]
fn the_manual_names_every_keyword() {
    let everything = include_str!("../data/good/everything.law");
    let keywords: BTreeSet<String> = parse(everything)
        .syntax()
        .descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter(|token| {
            let is_word = token.text().starts_with(|c: char| c.is_ascii_lowercase());
            is_word && token.kind() != SyntaxKind::Word
        })
        .map(|token| token.text().to_owned())
        .collect();
    let words: BTreeSet<&str> = MANUAL
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .collect();
    let missing: Vec<&String> = keywords
        .iter()
        .filter(|keyword| !words.contains(keyword.as_str()))
        .collect();
    assert!(missing.is_empty(), "the manual does not name {missing:?}");
}

#[test]
fn the_report_in_the_manual_is_a_real_one() {
    let text = "-- A sample.\ninstrument CN.TEST\n  titel \"Sample\" / \"示例\"\n";
    let report = render(&parse(text).diagnostics()[0], "cn/sample.law", text, false);
    assert!(blocks("text").contains(&report.as_str()), "{report}");
}
