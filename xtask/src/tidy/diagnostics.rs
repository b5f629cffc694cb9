//! Every diagnostic code has its page, and every page its code.
//!
//! The codes are read from the text of the register and not by calling it: `xtask` writes part of
//! `exeat-syntax`, and could not be built to mend it if it were built from it.

use std::collections::BTreeMap;

use super::Finding;
use crate::tree::Tree;

const REGISTER: &str = "crates/syntax/src/codes.rs";
const PAGES: &str = "tests/diagnostics/";

/// Finds codes without a page, and pages without a code.
pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let codes = codes(tree.text(REGISTER).unwrap_or_default());
    if codes.is_empty() {
        return vec![Finding::error(
            REGISTER,
            "holds no line such as `NAME = 101, Error, \"title\";`",
        )];
    }
    let mut findings = Vec::new();
    for (code, title) in &codes {
        let prefix = format!("{PAGES}{code}");
        if !tree.under(&prefix).any(|path| path.ends_with(".md")) {
            findings.push(Finding::error(
                format!("{prefix}.md"),
                format!("is not there: {code} ({title}) needs its page"),
            ));
        }
    }
    for path in tree.under(PAGES).filter(|path| path.ends_with(".md")) {
        let name = path.trim_start_matches(PAGES);
        // `R0101.md` and `R0101-unknown-fact.md` are pages of R0101; what begins otherwise is no
        // code's page.
        let is_page =
            name.starts_with('R') && name.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let code: String = name.chars().take("R0101".len()).collect();
        if is_page && !codes.contains_key(&code) {
            findings.push(Finding::error(
                path,
                format!("is the page of {code}, which is no code"),
            ));
        }
    }
    findings
}

/// Every code of the register, as `R0101`, with its title.
fn codes(register: &str) -> BTreeMap<String, String> {
    register
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.trim().split_once(" = ")?;
            let is_name = name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            let (number, rest) = rest.split_once(", ")?;
            let title = rest.split('"').nth(1)?;
            let number: u16 = number.parse().ok()?;
            is_name.then(|| (format!("R{number:04}"), title.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_CODES: &str = "codes! {\n    TAB = 8, Error, \"tab\";\n    UNKNOWN_FACT = 101, Error, \"unknown fact\";\n}\n";

    fn places<const N: usize>(files: [(&str, &str); N]) -> Vec<String> {
        check(&Tree::of(files))
            .into_iter()
            .map(|finding| finding.place)
            .collect()
    }

    #[test]
    fn codes_with_their_pages_are_silent() {
        let pages = [
            (REGISTER, TWO_CODES),
            ("tests/diagnostics/R0008-tab.md", ""),
            ("tests/diagnostics/R0101.md", ""),
            ("tests/diagnostics/README.md", ""),
        ];
        assert_eq!(places(pages), Vec::<String>::new());
    }

    #[test]
    fn a_missing_page_and_a_page_of_no_code_are_found() {
        let pages = [
            (REGISTER, TWO_CODES),
            ("tests/diagnostics/R0101.md", ""),
            ("tests/diagnostics/R0999.md", ""),
        ];
        assert_eq!(
            places(pages),
            ["tests/diagnostics/R0008.md", "tests/diagnostics/R0999.md"]
        );
    }

    #[test]
    fn a_register_that_cannot_be_read_is_found() {
        assert_eq!(places([(REGISTER, "// moved\n")]), [REGISTER]);
    }
}
