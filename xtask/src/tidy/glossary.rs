//! The glossary and the vocabulary call the same thing by the same word.

use exeat_facts::Role;

use super::Finding;
use crate::tree::Tree;

const PAGE: &str = "GLOSSARY.md";

/// Finds the roles that the glossary lacks, or puts into other Chinese words than the vocabulary.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let page = tree.text(PAGE).unwrap_or_default();
    Role::ALL
        .into_iter()
        .map(|role| (role.to_string().replace('-', " "), role.chinese()))
        .filter(|(english, chinese)| {
            let first = format!("| {english} ");
            !page
                .lines()
                .any(|line| line.starts_with(&first) && line.contains(chinese))
        })
        .map(|(english, chinese)| {
            let message = format!("has no row for the role `{english}` as `{chinese}`");
            Finding::error(PAGE, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_in_other_words_is_found() {
        let mut page: String = Role::ALL
            .into_iter()
            .map(|role| {
                let english = role.to_string().replace('-', " ");
                format!("| {english} | {} | What it means. |\n", role.chinese())
            })
            .collect();
        assert_eq!(check(&Tree::of([(PAGE, &page)])), []);

        page = page.replace(Role::EndUser.chinese(), "用家");
        let findings = check(&Tree::of([(PAGE, &page)]));
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("`end user`"));
    }
}
