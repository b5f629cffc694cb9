//! What the compiler cannot check. Each check is a function from texts to findings, so that its
//! tests need no repository.

mod book;
mod diagnostics;
mod glossary;
mod invariants;
mod layers;
mod lengths;
mod links;
mod markdown;
mod purity;
mod words;

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::tree::Tree;
use crate::{codegen, products, say};

/// Files that a program wrote. They may be of any length; `cargo xtask codegen --check` tells
/// whether they are what the program would write today.
pub(crate) const GENERATED: &[&str] = &[
    "crates/syntax/src/ast/generated.rs",
    "crates/syntax/src/syntax_kind/generated.rs",
];

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Worth a look; does not fail the run.
    Warning,
    /// Fails the run.
    Error,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    /// A path from the root, with `:line` where that helps.
    pub(crate) place: String,
    pub(crate) message: String,
}

impl Finding {
    pub(crate) fn error(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            place: place.into(),
            message: message.into(),
        }
    }

    pub(crate) fn warning(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, message)
        }
    }
}

/// Runs every check on the repository under `root`, prints what it finds, and returns whether all
/// is well.
pub(crate) fn run(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let metadata = metadata(root)?;

    let mut findings = Vec::new();
    findings.extend(book::check(&tree));
    findings.extend(diagnostics::check(&tree));
    findings.extend(glossary::check(&tree));
    findings.extend(invariants::check(&tree, &metadata));
    findings.extend(layers::check(&metadata));
    findings.extend(layers::check_page(&tree, &metadata));
    findings.extend(lengths::check(&tree, GENERATED));
    if let Err(message) = codegen::run(true) {
        findings.push(Finding::error("generated files", message));
    }
    if let Err(error) = products::run(root, true) {
        findings.push(Finding::error("generated files", error.to_string()));
    }
    findings.extend(links::check(&tree));
    findings.extend(purity::check(&tree, &metadata));
    findings.extend(words::check(&tree));
    findings.sort();

    for finding in &findings {
        let word = match finding.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        say(&format!("{word}: {}: {}\n", finding.place, finding.message));
    }
    let errors = count(&findings, Severity::Error);
    let warnings = count(&findings, Severity::Warning);
    say(&format!("tidy: {errors} errors, {warnings} warnings\n"));
    Ok(errors == 0)
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .count()
}

/// What cargo says of the workspace's own packages. Resolves nothing and so needs no network.
fn metadata(root: &Path) -> Result<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(root)
        .output()
        .context("cannot start cargo")?;
    ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")
}
