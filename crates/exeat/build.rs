//! Compiles the rulebooks in: the text of every `.law` and `.csv` file below `rulebooks/`, by its path,
//! and the law in them read and resolved, so that the program need not do that each time it starts.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use exeat_facts::Vocabulary;
use exeat_law::lower::{SourceText, load_law};
use exeat_law::stored::store;

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
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    fs::write(out.join("rulebooks.rs"), table)?;
    fs::write(out.join("rulebooks.bin"), resolved(&files)?)?;
    Ok(())
}

/// The law of all rulebooks in the form that the program reads. Rulebooks with errors give nothing: then the program
/// reads the texts itself and shows what is wrong with them.
fn resolved(files: &[(String, PathBuf)]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut sources = Vec::new();
    for (name, path) in files {
        sources.push(SourceText {
            path: name.clone(),
            text: fs::read_to_string(path)?,
        });
    }
    let (rulebook, diagnostics) = load_law(sources, Vocabulary::standard());
    let errors = diagnostics.iter().filter(|one| one.diagnostic.is_error());
    match errors.count() {
        0 => Ok(store(&rulebook)?),
        count => {
            println!(
                "cargo::warning=the rulebooks have {count} errors; `exeat law lint` shows them"
            );
            Ok(Vec::new())
        }
    }
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
