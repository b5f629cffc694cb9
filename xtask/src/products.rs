//! Committed texts that are made from a declaration somewhere else in the workspace.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use exeat_facts::Vocabulary;

use crate::figures;

/// One text: where it lies, and what makes it.
struct Product {
    path: &'static str,
    make: fn() -> String,
}

const PRODUCTS: &[Product] = &[
    Product {
        path: "docs/reference/vocabulary.md",
        make: || exeat_facts::reference(Vocabulary::standard()),
    },
    Product {
        path: "docs/schema/transaction.schema.json",
        make: exeat_documents::schema,
    },
];

/// Writes every product under `root`; with `check`, only compares.
///
/// # Errors
/// A text cannot be written or, with `check`, is not what would be written today.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    write(root, PRODUCTS, check)?;
    let [table, figure] = figures::GROWTH;
    let measured =
        fs::read_to_string(root.join(table)).with_context(|| format!("cannot read {table}"))?;
    put(root, figure, &figures::growth(&measured)?, check)
}

fn write(root: &Path, products: &[Product], check: bool) -> Result<()> {
    for product in products {
        put(root, product.path, &(product.make)(), check)?;
    }
    Ok(())
}

fn put(root: &Path, name: &str, text: &str, check: bool) -> Result<()> {
    let path = root.join(name);
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    ensure!(!check, "{name} is stale: run `cargo xtask codegen`");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of {name}"))?;
    }
    fs::write(&path, text).with_context(|| format!("cannot write {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_changed_is_stale_and_is_written_anew() {
        let root = std::env::temp_dir().join(format!("exeat-products-{}", std::process::id()));
        let products = [Product {
            path: "docs/page.md",
            make: || "# Page\n".to_owned(),
        }];
        let path = root.join("docs/page.md");

        let error = write(&root, &products, true).unwrap_err().to_string();
        assert_eq!(error, "docs/page.md is stale: run `cargo xtask codegen`");
        assert!(!path.exists());

        write(&root, &products, false).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# Page\n");
        write(&root, &products, true).unwrap();

        fs::write(&path, "# Another page\n").unwrap();
        assert!(write(&root, &products, true).is_err());

        fs::remove_dir_all(&root).unwrap();
    }
}
