//! ARCHITECTURE.md says for each crate what always holds there, and names the test that sees to it.

use serde_json::Value;

use super::{Finding, layers, markdown};
use crate::tree::Tree;

const PAGE: &str = "ARCHITECTURE.md";
const MARK: &str = "**Invariant:**";

/// Finds crates without an invariant, invariants without a test, and tests that are not there.
///
/// An invariant is a paragraph that begins with `**Invariant:**` under a heading that holds the
/// crate's name in backticks; it names its tests as `path/from/root.rs::function`, in backticks
/// too.
pub(crate) fn check(tree: &Tree, metadata: &Value) -> Vec<Finding> {
    let page = tree.text(PAGE).unwrap_or_default();
    let mut findings = Vec::new();
    for (name, _) in layers::packages(metadata) {
        let place = format!("{PAGE}: {name}");
        let Some(invariant) = invariant(page, name) else {
            findings.push(Finding::error(
                place,
                format!("has no paragraph that begins with `{MARK}` under a heading with `{name}`"),
            ));
            continue;
        };
        let tests = tests_named(&invariant);
        if tests.is_empty() {
            findings.push(Finding::error(
                place.clone(),
                "its invariant names no test: write `path/from/root.rs::function`",
            ));
        }
        for (file, function) in tests {
            let there = tree
                .text(&file)
                .is_some_and(|text| text.contains(&format!("fn {function}(")));
            if !there {
                findings.push(Finding::error(
                    place.clone(),
                    format!("its invariant names `{file}::{function}`, which is not there"),
                ));
            }
        }
    }
    findings
}

/// The paragraph with the crate's invariant.
fn invariant(page: &str, name: &str) -> Option<String> {
    let heading = format!("`{name}`");
    let mut lines = markdown::prose(page)
        .map(|(_, line)| line)
        .skip_while(|line| !(line.starts_with('#') && line.contains(&heading)))
        .skip(1)
        .take_while(|line| !line.starts_with('#'))
        .skip_while(|line| !line.starts_with(MARK))
        .take_while(|line| !line.is_empty())
        .peekable();
    lines.peek()?;
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// The `(file, function)` pairs that stand in backticks.
fn tests_named(paragraph: &str) -> Vec<(String, String)> {
    paragraph
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.split_once(".rs::"))
        .map(|(file, function)| (format!("{file}.rs"), function.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn messages(page: &str) -> Vec<String> {
        let tree = Tree::of([
            (PAGE, page),
            (
                "crates/value/tests/it/truth.rs",
                "#[test]\nfn kleene() {}\n",
            ),
        ]);
        check(&tree, &json!({"packages": [{"name": "exeat-value"}]}))
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn an_invariant_with_its_test_is_silent() {
        let page = "## `exeat-value`: words\n\nSome prose.\n\n**Invariant:** truth has three values.\n\
                    Enforced by `crates/value/tests/it/truth.rs::kleene`.\n";
        assert_eq!(messages(page), Vec::<String>::new());
    }

    #[test]
    fn a_crate_without_one_is_found() {
        let page = "## `exeat-value`\n\nSome prose.\n\n## `exeat-law`\n\n**Invariant:** another crate's.\n";
        assert!(messages(page)[0].starts_with("has no paragraph"));
    }

    #[test]
    fn an_invariant_without_a_test_is_found() {
        let page = "## `exeat-value`\n\n**Invariant:** all is well.\n";
        assert!(messages(page)[0].starts_with("its invariant names no test"));
    }

    #[test]
    fn a_test_that_is_gone_is_found() {
        let page =
            "## `exeat-value`\n\n**Invariant:** see `crates/value/tests/it/truth.rs::gone`.\n";
        assert_eq!(
            messages(page),
            ["its invariant names `crates/value/tests/it/truth.rs::gone`, which is not there"]
        );
    }
}
