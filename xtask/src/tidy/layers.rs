//! Arrows between crates point only downwards.

use serde_json::Value;

use super::Finding;
use crate::tree::Tree;

/// One row of the layering table.
struct Row {
    name: &'static str,
    layer: u8,
    /// The workspace crates that this one may be built from. At the edge, everything below.
    may_use: MayUse,
}

enum MayUse {
    Only(&'static [&'static str]),
    EverythingBelow,
    /// Everything below, and these beside it.
    BelowAnd(&'static [&'static str]),
}

/// The layering table of ARCHITECTURE.md. A crate that is not here does not belong to the
/// workspace.
const TABLE: &[Row] = &[
    row("exeat-value", 0, &[]),
    row("exeat-syntax", 1, &[]),
    row("exeat-facts", 1, &["exeat-value"]),
    row(
        "exeat-law",
        2,
        &["exeat-syntax", "exeat-facts", "exeat-value"],
    ),
    row(
        "exeat-determine",
        3,
        &["exeat-law", "exeat-facts", "exeat-value"],
    ),
    row(
        "exeat-sweep",
        3,
        &["exeat-law", "exeat-facts", "exeat-value"],
    ),
    row("exeat-documents", 4, &["exeat-facts", "exeat-value"]),
    row(
        "exeat-report",
        4,
        &["exeat-determine", "exeat-law", "exeat-facts", "exeat-value"],
    ),
    row("exeat-evidence", 4, &["exeat-facts", "exeat-value"]),
    row("exeat-screen", 4, &["exeat-facts", "exeat-value"]),
    row(
        "exeat-classify",
        4,
        &["exeat-determine", "exeat-law", "exeat-facts", "exeat-value"],
    ),
    row(
        "exeat-register",
        4,
        &["exeat-determine", "exeat-facts", "exeat-value"],
    ),
    Row {
        name: "exeat",
        layer: EDGE,
        may_use: MayUse::BelowAnd(&["exeat-server", "exeat-portfolio"]),
    },
    Row {
        name: "exeat-server",
        layer: EDGE,
        may_use: MayUse::BelowAnd(&["exeat-portfolio"]),
    },
    edge("exeat-portfolio"),
    edge("exeat-bench"),
    edge("xtask"),
];

impl MayUse {
    /// As the last column of the table in ARCHITECTURE.md.
    fn in_words(&self) -> String {
        match self {
            Self::EverythingBelow => "everything below".to_owned(),
            Self::BelowAnd(names) => format!("everything below, {}", Self::Only(names).in_words()),
            Self::Only([]) => "nothing".to_owned(),
            Self::Only(names) => names
                .iter()
                .map(|name| name.trim_start_matches("exeat-"))
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

const EDGE: u8 = 5;

const fn row(name: &'static str, layer: u8, may_use: &'static [&'static str]) -> Row {
    Row {
        name,
        layer,
        may_use: MayUse::Only(may_use),
    }
}

const fn edge(name: &'static str) -> Row {
    Row {
        name,
        layer: EDGE,
        may_use: MayUse::EverythingBelow,
    }
}

/// The layer of the crate called `name`.
fn find(name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.name == name)
}

/// Whether the crate called `name` may do I/O. A crate that is not in the table may not.
pub(crate) fn is_edge(name: &str) -> bool {
    find(name).is_some_and(|row| row.layer == EDGE)
}

/// The packages of the workspace, as `cargo metadata` lists them.
pub(crate) fn packages(metadata: &Value) -> impl Iterator<Item = (&str, &Value)> {
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|package| Some((package["name"].as_str()?, package)))
}

/// Finds every crate that is not in the table, and every dependency that the table does not allow.
///
/// A development dependency may go to any lower layer: tests need a rulebook to run on, and they do
/// not ship.
pub(crate) fn check(metadata: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, package) in packages(metadata) {
        let place = format!("crate {name}");
        let Some(from) = find(name) else {
            findings.push(Finding::error(
                place,
                "is not in the layering table: give it a layer in xtask/src/tidy/layers.rs and ARCHITECTURE.md",
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // Only a workspace crate has a path.
            if dependency["path"].is_null() {
                continue;
            }
            let target = dependency["name"].as_str().unwrap_or_default();
            let in_tests = dependency["kind"] == "dev";
            if let Some(message) = complaint(from, target, in_tests) {
                findings.push(Finding::error(place.clone(), message));
            }
        }
    }
    findings
}

/// Finds the crates whose row in ARCHITECTURE.md is missing, or says something else than the table
/// here.
pub(crate) fn check_page(tree: &Tree, metadata: &Value) -> Vec<Finding> {
    const PAGE: &str = "ARCHITECTURE.md";
    let page = tree.text(PAGE).unwrap_or_default();
    packages(metadata)
        .filter_map(|(name, _)| find(name))
        .filter_map(|row| {
            let first = format!("| {} | `{}` |", row.layer, row.name);
            let last = format!("| {} |", row.may_use.in_words());
            let there = page
                .lines()
                .any(|line| line.starts_with(&first) && line.ends_with(&last));
            let message = format!("its layering table lacks the row `{first} … {last}`");
            (!there).then(|| Finding::error(PAGE, message))
        })
        .collect()
}

fn complaint(from: &Row, target: &str, in_tests: bool) -> Option<String> {
    let Some(to) = find(target) else {
        return Some(format!(
            "depends on `{target}`, which is not in the layering table"
        ));
    };
    if let MayUse::BelowAnd(beside) = from.may_use
        && beside.contains(&target)
    {
        return None;
    }
    if to.layer >= from.layer {
        return Some(format!(
            "depends on `{target}`: an arrow from layer {} to layer {} does not point downwards",
            from.layer, to.layer
        ));
    }
    match from.may_use {
        MayUse::EverythingBelow | MayUse::BelowAnd(_) => None,
        MayUse::Only(_) if in_tests => None,
        MayUse::Only(allowed) if allowed.contains(&target) => None,
        MayUse::Only([]) => Some(format!(
            "depends on `{target}`; it may use no crate of ours"
        )),
        MayUse::Only(allowed) => Some(format!(
            "depends on `{target}`; it may use {}",
            allowed.join(", ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A workspace of one crate with one dependency.
    fn workspace(name: &str, dependency: Value) -> Value {
        json!({"packages": [{"name": name, "dependencies": [dependency]}]})
    }

    fn ours(name: &str) -> Value {
        json!({"name": name, "kind": null, "path": format!("/somewhere/{name}")})
    }

    fn messages(metadata: &Value) -> Vec<String> {
        check(metadata)
            .into_iter()
            .map(|finding| finding.message)
            .collect()
    }

    #[test]
    fn the_table_points_downwards() {
        for from in TABLE {
            let MayUse::Only(allowed) = from.may_use else {
                continue;
            };
            for target in allowed {
                let to = find(target).unwrap_or_else(|| panic!("`{target}` has a row"));
                assert!(to.layer < from.layer, "{} may not use {target}", from.name);
            }
        }
    }

    #[test]
    fn an_allowed_edge_is_silent() {
        assert_eq!(check(&workspace("exeat-law", ours("exeat-syntax"))), []);
        assert_eq!(check(&workspace("exeat", ours("exeat-documents"))), []);
    }

    #[test]
    fn a_crate_from_outside_is_silent() {
        let serde = json!({"name": "serde", "kind": null, "source": "registry+somewhere"});
        assert_eq!(check(&workspace("exeat-value", serde)), []);
    }

    #[test]
    fn an_upward_edge_is_found() {
        assert_eq!(
            messages(&workspace("exeat-facts", ours("exeat-law"))),
            ["depends on `exeat-law`: an arrow from layer 1 to layer 2 does not point downwards"]
        );
    }

    #[test]
    fn a_sideways_edge_is_found() {
        assert_eq!(
            messages(&workspace("exeat-facts", ours("exeat-syntax"))),
            [
                "depends on `exeat-syntax`: an arrow from layer 1 to layer 1 does not point downwards"
            ]
        );
    }

    #[test]
    fn documents_cannot_see_the_law() {
        assert_eq!(
            messages(&workspace("exeat-documents", ours("exeat-law"))),
            ["depends on `exeat-law`; it may use exeat-facts, exeat-value"]
        );
    }

    #[test]
    fn an_edge_hidden_in_a_build_script_is_found() {
        let hidden = json!({"name": "exeat-law", "kind": "build", "path": "/somewhere"});
        assert_eq!(check(&workspace("exeat-documents", hidden)).len(), 1);
    }

    #[test]
    fn tests_may_use_any_lower_layer_but_no_other() {
        let dev = |name: &str| json!({"name": name, "kind": "dev", "path": "/somewhere"});
        assert_eq!(
            check(&workspace("exeat-determine", dev("exeat-syntax"))),
            []
        );
        assert_eq!(
            check(&workspace("exeat-determine", dev("exeat-documents"))).len(),
            1
        );
    }

    #[test]
    fn the_page_says_what_the_table_says() {
        let metadata = json!({"packages": [{"name": "exeat-law", "dependencies": []}]});
        let right = "| 2 | `exeat-law` | law as data | syntax, facts, value |\n";
        let wrong = "| 2 | `exeat-law` | law as data | syntax |\n";
        assert_eq!(
            check_page(&Tree::of([("ARCHITECTURE.md", right)]), &metadata),
            []
        );
        for page in [wrong, ""] {
            let tree = Tree::of([("ARCHITECTURE.md", page)]);
            assert_eq!(check_page(&tree, &metadata).len(), 1);
        }
    }

    #[test]
    fn a_crate_without_a_layer_is_found() {
        let metadata = json!({"packages": [{"name": "exeat-surprise", "dependencies": []}]});
        assert!(messages(&metadata)[0].starts_with("is not in the layering table"));
        assert_eq!(
            messages(&workspace("exeat", ours("exeat-surprise"))),
            ["depends on `exeat-surprise`, which is not in the layering table"]
        );
    }
}
