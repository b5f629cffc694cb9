//! Writes the table of the rulebooks that are compiled in: every `.law` and `.csv` file below
//! `rulebooks/`, by its path, with its text included.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders within each other; the rulebooks have two.
const DEPTH_MAX: usize = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../rulebooks");
    println!("cargo::rerun-if-changed={}", root.display());

    let mut files = Vec::new();
    collect(&root, &root, 0, &mut files)?;
    // The order of a folder is the file system's; ours is the same on every machine.
    files.sort();

    let mut table = String::from("&[\n");
    for (name, path) in &files {
        writeln!(table, "    ({name:?}, include_str!({path:?})),")?;
    }
    table.push_str("]\n");
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("rulebooks.rs");
    fs::write(out, table)?;
    Ok(())
}

/// Adds the rulebook files under `folder`: the path below `root` with `/`, and the whole path.
fn collect(
    root: &Path,
    folder: &Path,
    depth: usize,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), Box<dyn Error>> {
    if depth > DEPTH_MAX {
        return Err(format!("{} is more than {DEPTH_MAX} folders deep", folder.display()).into());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, depth + 1, files)?;
        } else if path
            .extension()
            .is_some_and(|ending| ending == "law" || ending == "csv")
        {
            let below = path.strip_prefix(root)?;
            let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
            files.push((parts.join("/"), fs::canonicalize(&path)?));
        }
    }
    Ok(())
}
