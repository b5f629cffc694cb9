//! Words that mark unfinished work do not reach the main branch: what is missing is an issue.

use super::Finding;
use crate::tree::Tree;

/// Written in two halves, so that this file does not find itself.
const FORBIDDEN: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!"),
    concat!("dbg", "!("),
];

const ENDINGS: &[&str] = &[
    ".rs", ".md", ".toml", ".law", ".csv", ".html", ".ungram", ".ci/run",
];

/// Finds every line with a forbidden word.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.ending(ENDINGS) {
        for (index, line) in text.lines().enumerate() {
            for word in FORBIDDEN.iter().filter(|word| line.contains(**word)) {
                findings.push(Finding::error(
                    format!("{path}:{}", index + 1),
                    format!("`{word}` marks unfinished work: finish it, or open an issue"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_found_with_its_line() {
        for word in FORBIDDEN {
            let text = format!("fn f() {{\n    // {word}\n}}\n");
            let findings = check(&Tree::of([("crates/value/src/lib.rs", &text)]));
            assert_eq!(findings.len(), 1, "{word}");
            assert_eq!(findings[0].place, "crates/value/src/lib.rs:2");
        }
    }

    #[test]
    fn a_finished_text_is_silent() {
        let tree = Tree::of([("README.md", "Nothing is left to do here.\n")]);
        assert_eq!(check(&tree), []);
    }
}
