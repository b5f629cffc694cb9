//! Runs the worked cases of a folder of rulebooks: `cargo run -p exeat-determine --example cases -- rulebooks [WORD]`.
//! With a word, only the cases whose name or file holds it are told.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example stands at the edge: it opens files and prints"
)]

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use exeat_determine::cases;
use exeat_facts::Vocabulary;
use exeat_law::lower::{SourceText, load};

fn main() -> std::io::Result<ExitCode> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "rulebooks".to_owned());
    let word = std::env::args().nth(2).unwrap_or_default();
    let mut sources = Vec::new();
    read(Path::new(&folder), Path::new(&folder), &mut sources)?;
    let (rulebook, diagnostics) = load(sources, Vocabulary::standard());
    for one in diagnostics.iter().filter(|one| one.diagnostic.is_error()) {
        if let Some(file) = rulebook.files.get(one.file) {
            println!("{}: {}", file.path, one.diagnostic.message);
        }
    }
    let rulebook = Arc::new(rulebook);
    let report = cases::run(&rulebook);
    for case in &report.cases {
        let told = case.name.contains(&word) || case.file.contains(&word);
        if told && !case.failures.is_empty() {
            println!("{}:{}: {}", case.file, case.line, case.name);
            for failure in &case.failures {
                println!("    {failure}");
            }
        }
    }
    println!(
        "{} cases passed, {} failed; {} of {} limbs decided both ways",
        report.passed(),
        report.failed(),
        report.limbs_on_both_sides(),
        report.limbs.len()
    );
    Ok(if report.failed() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn read(root: &Path, folder: &Path, sources: &mut Vec<SourceText>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(root, &path, sources)?;
        } else if path
            .extension()
            .is_some_and(|one| one == "law" || one == "csv")
        {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            sources.push(SourceText {
                path: name,
                text: std::fs::read_to_string(&path)?,
            });
        }
    }
    Ok(())
}
