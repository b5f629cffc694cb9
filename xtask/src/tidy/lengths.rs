//! Source files stay short enough to be read in one sitting.

use super::Finding;
use crate::tree::Tree;

/// Above this a file wants splitting by phase.
const LINES_WARN: usize = 600;
/// Above this it must be.
const LINES_MAX: usize = 1_000;

/// Finds the Rust files that are too long. `generated` files may be of any length, but must exist.
pub(crate) fn check(tree: &Tree, generated: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in generated {
        if !tree.holds(path) {
            findings.push(Finding::error(
                *path,
                "is on the list of generated files, but is not there",
            ));
        }
    }
    for (path, text) in tree.ending(&[".rs"]) {
        if generated.contains(&path) {
            continue;
        }
        let lines = text.lines().count();
        if lines > LINES_MAX {
            findings.push(Finding::error(
                path,
                format!("has {lines} lines, and {LINES_MAX} is the limit: split it by phase"),
            ));
        } else if lines > LINES_WARN {
            findings.push(Finding::warning(
                path,
                format!("has {lines} lines: from {LINES_WARN} on, think of splitting it by phase"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::Severity;

    fn severities(lines: usize, generated: &[&str]) -> Vec<Severity> {
        let text = "// a line\n".repeat(lines);
        let tree = Tree::of([("crates/value/src/unit.rs", &text)]);
        check(&tree, generated)
            .iter()
            .map(|finding| finding.severity)
            .collect()
    }

    #[test]
    fn both_sides_of_both_limits() {
        assert_eq!(severities(LINES_WARN, &[]), []);
        assert_eq!(severities(LINES_WARN + 1, &[]), [Severity::Warning]);
        assert_eq!(severities(LINES_MAX, &[]), [Severity::Warning]);
        assert_eq!(severities(LINES_MAX + 1, &[]), [Severity::Error]);
    }

    #[test]
    fn a_generated_file_may_be_long_but_not_missing() {
        assert_eq!(severities(2_000, &["crates/value/src/unit.rs"]), []);
        assert_eq!(severities(1, &["crates/gone.rs"]), [Severity::Error]);
    }
}
