//! Links within the repository lead somewhere.

use super::{Finding, markdown};
use crate::tree::Tree;

/// Finds every link of a Markdown page to a file or a heading that is not there.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, page) in tree.ending(&[".md"]) {
        for link in markdown::links(page) {
            if let Some(message) = complaint(tree, path, &link.target) {
                findings.push(Finding::error(format!("{path}:{}", link.line), message));
            }
        }
    }
    findings
}

fn complaint(tree: &Tree, page: &str, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = match target.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (target, None),
    };
    let Some(file) = resolve(page, file) else {
        return Some(format!("link `{target}` leaves the repository"));
    };
    if !tree.holds(&file) {
        return Some(format!(
            "link `{target}` leads to `{file}`, which is not there"
        ));
    }
    let anchor = anchor.filter(|_| file.ends_with(".md"))?;
    let there = markdown::anchors(tree.text(&file)?)
        .iter()
        .any(|known| known == anchor);
    (!there).then(|| format!("link `{target}` leads to a heading that `{file}` does not have"))
}

/// The path from the root of what `target` means on the page at `page`; `None` if it leads out of
/// the root.
pub(crate) fn resolve(page: &str, target: &str) -> Option<String> {
    if target.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(page: &str) -> Vec<String> {
        let tree = Tree::of([
            ("docs/book/time.md", page),
            ("docs/book/verdicts.md", "# Verdicts\n## Prohibited\n"),
            ("README.md", "# Exeat\n"),
            ("examples/pakistan-samples/box.toml", ""),
        ]);
        check(&tree)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn links_that_lead_somewhere_are_silent() {
        let page = "# Here\n[a](verdicts.md#prohibited) [b](../../README.md) [c](#here)\n\
                    [d](../../examples/pakistan-samples/) [e](https://example.org/x.md)\n";
        assert_eq!(messages(page), Vec::<String>::new());
    }

    #[test]
    fn a_missing_file_a_missing_heading_and_a_way_out_are_found() {
        assert_eq!(
            messages("[a](gone.md) [b](verdicts.md#gone) [c](../../../etc)\n"),
            [
                "link `gone.md` leads to `docs/book/gone.md`, which is not there",
                "link `verdicts.md#gone` leads to a heading that `docs/book/verdicts.md` does not have",
                "link `../../../etc` leaves the repository",
            ]
        );
    }
}
