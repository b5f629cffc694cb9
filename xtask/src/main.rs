//! The project's own chores, run as `cargo xtask <chore>`.

mod codegen;
mod figures;
mod products;
mod tidy;
mod tree;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <chore>

chores:
  codegen           write the generated files
  codegen --check   say whether they are what would be written today
  tidy              check what the compiler cannot: layers, file lengths, links, pages
  help              print this

exit status: 0 all is well, 1 something is not, 2 wrong usage
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["codegen"] => generated(false),
        ["codegen", "--check"] => generated(true),
        ["tidy"] => tidy::run(&tree::root()),
        ["help" | "--help" | "-h"] => {
            say(HELP);
            Ok(true)
        }
        _ => {
            complain(&format!(
                "error: no such chore: `{}`\n\n{HELP}",
                words.join(" ")
            ));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain(&format!("error: {error:#}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Writes the generated files, or only compares them.
fn generated(check: bool) -> anyhow::Result<bool> {
    codegen::run(check).map_err(anyhow::Error::msg)?;
    products::run(&tree::root(), check)?;
    Ok(true)
}

#[expect(clippy::print_stdout, reason = "a chore speaks to the terminal")]
pub(crate) fn say(text: &str) {
    print!("{text}");
}

#[expect(clippy::print_stderr, reason = "a chore speaks to the terminal")]
pub(crate) fn complain(text: &str) {
    eprint!("{text}");
}
