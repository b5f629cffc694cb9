//! From nothing to the report: the process of `exeat check` on the first example, again and again.
//!
//! `cargo build --release && cargo bench -p exeat-bench --bench cold_start`; a number after `--` sets the runs. The
//! files that it reads are in the system's cache after the first run.

#![expect(
    clippy::print_stdout,
    reason = "a benchmark shows what it measured"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use exeat_bench::rounds::{Contender, shown, side_by_side};
use exeat_bench::whole_law;

/// The status of `check` for an undetermined transaction, which the example is.
const UNDETERMINED: i32 = 5;

fn main() -> ExitCode {
    let runs = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(101);
    let Some(program) = program() else {
        println!("there is no `exeat` beside this benchmark: run `cargo build --release` first");
        return ExitCode::FAILURE;
    };
    let example = whole_law::example();
    let run = |arguments: &[&Path], status: i32| {
        let found = Command::new(&program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let found = found.expect("the program can be run").code();
        assert_eq!(found, Some(status), "`exeat` ended otherwise than it should");
    };
    let check: [&Path; 2] = ["check".as_ref(), &example];
    let version: [&Path; 1] = ["--version".as_ref()];
    let times = side_by_side(
        runs,
        vec![
            Contender::new("exeat check consignment.toml", || run(&check, UNDETERMINED)),
            Contender::new("exeat --version", || run(&version, 0)),
        ],
    );
    println!("{runs} runs\n{:<32}{:>12}{:>12}{:>12}", "", "min", "median", "max");
    for one in &times {
        let [min, median, max] = [one.min(), one.median(), one.max()].map(shown);
        println!("{:<32}{min:>12}{median:>12}{max:>12}", one.name());
    }
    ExitCode::SUCCESS
}

/// The release build beside this benchmark's own folder.
fn program() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let program = own.parent()?.parent()?.join("exeat");
    program.exists().then_some(program)
}
