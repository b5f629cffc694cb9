//! Every page of the book can be reached from its table of contents.

use std::collections::BTreeSet;

use super::{Finding, links, markdown};
use crate::tree::Tree;

const BOOK: &str = "docs/book/";
const CONTENTS: &str = "docs/book/SUMMARY.md";

/// Finds the pages that the table of contents does not name. (That what it names is there, the
/// links check tells.)
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(contents) = tree.text(CONTENTS) else {
        return vec![Finding::error(CONTENTS, "is not there")];
    };
    let named: BTreeSet<String> = markdown::links(contents)
        .iter()
        .filter_map(|link| links::resolve(CONTENTS, &link.target))
        .collect();
    tree.under(BOOK)
        .filter(|path| path.ends_with(".md") && *path != CONTENTS && !named.contains(*path))
        .map(|path| Finding::error(path, format!("is a page that {CONTENTS} does not name")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_out_of_reach_is_found() {
        let tree = Tree::of([
            (CONTENTS, "- [Verdicts](verdicts.md)\n"),
            ("docs/book/verdicts.md", ""),
            ("docs/book/time.md", ""),
        ]);
        let findings = check(&tree);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "docs/book/time.md");
    }

    #[test]
    fn a_book_without_contents_is_found() {
        assert_eq!(check(&Tree::of([])).len(), 1);
    }
}
