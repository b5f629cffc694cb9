//! Every page of the book, and every decision, can be reached from its table of contents.

use std::collections::BTreeSet;

use super::{Finding, links, markdown};
use crate::tree::Tree;

/// Folders of pages, each with its table of contents.
const SHELVES: [(&str, &str); 2] = [
    ("docs/book/", "docs/book/SUMMARY.md"),
    ("docs/decisions/", "docs/decisions/README.md"),
];

/// Finds the pages that a table of contents does not name. (That what it names is there, the
/// links check tells.)
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let missing = |&(folder, contents): &(&str, &'static str)| {
        let Some(text) = tree.text(contents) else {
            return vec![Finding::error(contents, "is not there")];
        };
        let named: BTreeSet<String> = markdown::links(text)
            .iter()
            .filter_map(|link| links::resolve(contents, &link.target))
            .collect();
        tree.under(folder)
            .filter(|path| path.ends_with(".md") && *path != contents && !named.contains(*path))
            .map(|path| Finding::error(path, format!("is a page that {contents} does not name")))
            .collect()
    };
    SHELVES.iter().flat_map(missing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_out_of_reach_is_found() {
        let tree = Tree::of([
            ("docs/book/SUMMARY.md", "- [Verdicts](verdicts.md)\n"),
            ("docs/book/verdicts.md", ""),
            ("docs/book/time.md", ""),
            (
                "docs/decisions/README.md",
                "- 1. [Layers](0001-layers.md)\n",
            ),
            ("docs/decisions/0001-layers.md", ""),
            ("docs/decisions/0002-decimals.md", ""),
        ]);
        let findings = check(&tree);
        let places: Vec<&str> = findings.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(
            places,
            ["docs/book/time.md", "docs/decisions/0002-decimals.md"]
        );
    }

    #[test]
    fn pages_without_contents_are_found() {
        assert_eq!(check(&Tree::of([])).len(), 2);
    }
}
