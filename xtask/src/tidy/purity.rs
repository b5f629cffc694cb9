//! Everything below the edge is pure, and nothing quietly makes an exception for itself.
//!
//! Clippy does the forbidding, by the clippy.toml at the root. It reads the *nearest* clippy.toml,
//! though, so a file of that name in a core crate would lift the whole ban; and a ban that is
//! deleted from the root forbids nothing. This check closes both doors.

use serde_json::Value;

use super::{Finding, layers};
use crate::tree::Tree;

/// What the clippy.toml at the root must forbid at least.
const FORBIDDEN_AT_LEAST: &[&str] = &[
    "\"std::time::SystemTime::now\"",
    "\"std::time::Instant::now\"",
    "\"std::env::var\"",
    "\"std::env::args\"",
    "\"std::fs::read\"",
    "\"std::fs::read_to_string\"",
    "\"std::fs::write\"",
    "\"std::fs::File::open\"",
    "\"std::io::stdout\"",
    "\"std::process::exit\"",
    "\"std::process::Command::new\"",
    "\"f64\"",
];

/// Finds core crates that lift the ban, crates that do not take the workspace's lints, and gaps in
/// the ban.
pub(crate) fn check(tree: &Tree, metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    let ban = tree.text("clippy.toml").unwrap_or_default();
    for path in FORBIDDEN_AT_LEAST {
        if !ban.contains(path) {
            findings.push(Finding::error(
                "clippy.toml",
                format!("no longer forbids {path} below the edge"),
            ));
        }
    }
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    for (name, package) in layers::packages(metadata) {
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        let manifest = manifest
            .strip_prefix(root)
            .unwrap_or(manifest)
            .trim_start_matches('/');
        let folder = manifest.trim_end_matches("Cargo.toml");
        let own = format!("{folder}clippy.toml");
        if !layers::is_edge(name) && tree.holds(&own) {
            findings.push(Finding::error(
                own,
                format!(
                    "lifts the ban on I/O for `{name}`: only the crates of layer 5 have their own"
                ),
            ));
        }
        if !tree.text(manifest).is_some_and(takes_workspace_lints) {
            findings.push(Finding::error(
                manifest,
                "does not take the workspace's lints: add `[lints]` with `workspace = true`",
            ));
        }
    }
    findings
}

fn takes_workspace_lints(manifest: &str) -> bool {
    let mut lines = manifest.lines().map(str::trim);
    lines.any(|line| line == "[lints]") && lines.next() == Some("workspace = true")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MANIFEST: &str = "[package]\n\n[lints]\nworkspace = true\n";

    fn full_ban() -> String {
        FORBIDDEN_AT_LEAST.join(",")
    }

    fn metadata(name: &str, folder: &str) -> Value {
        json!({
            "workspace_root": "/repository",
            "packages": [{"name": name, "manifest_path": format!("/repository/{folder}/Cargo.toml")}],
        })
    }

    #[test]
    fn a_core_crate_without_its_own_file_is_silent() {
        let tree = Tree::of([
            ("clippy.toml", &full_ban()),
            ("crates/law/Cargo.toml", MANIFEST),
        ]);
        assert_eq!(check(&tree, &metadata("exeat-law", "crates/law")), []);
    }

    #[test]
    fn a_core_crate_that_lifts_the_ban_is_found() {
        let tree = Tree::of([
            ("clippy.toml", &full_ban()),
            ("crates/law/Cargo.toml", MANIFEST),
            ("crates/law/clippy.toml", ""),
        ]);
        let findings = check(&tree, &metadata("exeat-law", "crates/law"));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].place, "crates/law/clippy.toml");
    }

    #[test]
    fn the_command_may_lift_it() {
        let tree = Tree::of([
            ("clippy.toml", &full_ban()),
            ("crates/exeat/Cargo.toml", MANIFEST),
            ("crates/exeat/clippy.toml", ""),
        ]);
        assert_eq!(check(&tree, &metadata("exeat", "crates/exeat")), []);
    }

    #[test]
    fn a_gap_in_the_ban_is_found() {
        let ban = full_ban().replace("\"std::env::var\"", "");
        let tree = Tree::of([("clippy.toml", &ban)]);
        let findings = check(&tree, &json!({"packages": []}));
        assert_eq!(findings.len(), 1);
        assert!(findings[0].message.contains("std::env::var"));
    }

    #[test]
    fn a_crate_without_the_lints_is_found() {
        let tree = Tree::of([
            ("clippy.toml", &full_ban()),
            ("crates/law/Cargo.toml", "[package]\n"),
        ]);
        assert_eq!(
            check(&tree, &metadata("exeat-law", "crates/law"))[0].place,
            "crates/law/Cargo.toml"
        );
    }
}
