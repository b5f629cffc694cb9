//! How fast real lists are searched: `cargo bench -p exeat --bench screening`.
//!
//! Imports the editions of `shared/lists` beside the repository into a folder of its own and runs
//! `exeat screen bench` over them, and over a million names made of theirs with `-- million`. Where the
//! folder is not there, it says so and measures nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The files, each with the mapping that reads it, where one is needed.
const LISTS: [(&str, Option<&str>); 5] = [
    ("consolidated_screening_list_2026-07-31.csv", None),
    ("UN_consolidated_2026-02-27.xml", None),
    ("cn_entities.csv", Some("cn-lists.toml")),
    (
        "eu_consolidated_2026-03-15.jsonl",
        Some("eu-json-lines.toml"),
    ),
    ("uk_sanctions_2026-08-22.jsonl", Some("uk-json-lines.toml")),
];

fn exeat(data: &Path, arguments: &[&str]) -> bool {
    let status = Command::new(env!("CARGO_BIN_EXE_exeat"))
        .args(arguments)
        .env("EXEAT_DATA", data)
        .status();
    status.is_ok_and(|status| status.success())
}

#[expect(
    clippy::print_stdout,
    reason = "a benchmark says what it measured, and what not"
)]
fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lists = root.join("../shared/lists");
    if !lists.is_dir() {
        println!("SKIPPED screening: there is no shared/lists beside the repository");
        return ExitCode::SUCCESS;
    }
    let data = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench-screening");
    let _ = fs::remove_dir_all(&data);
    for (file, mapping) in LISTS {
        let file = lists.join(file).to_string_lossy().into_owned();
        let mut arguments = vec!["lists", "import", &file];
        let mapping = mapping.map(|name| {
            let path = root.join("crates/screen/mappings").join(name);
            path.to_string_lossy().into_owned()
        });
        if let Some(mapping) = &mapping {
            arguments.extend(["--mapping", mapping]);
        }
        if !exeat(&data, &arguments) {
            println!("`{file}` could not be imported");
            return ExitCode::FAILURE;
        }
    }
    let million = std::env::args().any(|argument| argument == "million");
    let done = if million {
        exeat(
            &data,
            &["screen", "bench", "--names", "1000000", "--queries", "1500"],
        )
    } else {
        exeat(&data, &["screen", "bench"])
    };
    if done {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
