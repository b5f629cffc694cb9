//! Reads a folder of rulebooks and prints what is wrong with them: `cargo run -p exeat-law --example load -- rulebooks`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example stands at the edge: it opens files and prints"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use exeat_facts::Vocabulary;
use exeat_law::analysis::lint;
use exeat_law::lower::{SourceText, load};

fn main() -> std::io::Result<ExitCode> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "rulebooks".to_owned());
    let mut sources = Vec::new();
    read(Path::new(&folder), Path::new(&folder), &mut sources)?;
    let (rulebook, mut diagnostics) = load(sources, Vocabulary::standard());
    let rulebook = Arc::new(rulebook);
    if diagnostics.iter().all(|one| !one.diagnostic.is_error()) {
        diagnostics.extend(lint(&rulebook));
    }
    for one in &diagnostics {
        let Some(file) = rulebook.files.get(one.file) else {
            continue;
        };
        println!(
            "{}\n",
            exeat_syntax::render(&one.diagnostic, &file.path, &file.text, false)
        );
    }
    let errors = diagnostics
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .count();
    println!(
        "{} instruments, {} provisions, {} entries, {} readings, {} cases; {errors} errors, {} warnings",
        rulebook.instruments.len(),
        rulebook.provisions.len(),
        rulebook.entries.len(),
        rulebook.readings.len(),
        rulebook.cases.len(),
        diagnostics.len().saturating_sub(errors),
    );
    println!("{}", rulebook.digest);
    Ok(if errors == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Collects the rulebooks and tables below a folder.
fn read(root: &Path, folder: &Path, sources: &mut Vec<SourceText>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path: PathBuf = entry?.path();
        if path.is_dir() {
            read(root, &path, sources)?;
            continue;
        }
        let wanted = path
            .extension()
            .is_some_and(|end| end == "law" || end == "csv");
        if wanted {
            let name = path.strip_prefix(root).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            sources.push(SourceText {
                path: name,
                text: std::fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}
