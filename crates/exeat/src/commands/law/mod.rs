//! `exeat law`: what the rulebooks say, when it binds, and whether it is well written.

mod coverage;
mod diff;
mod fmt;
mod lint;
mod list;
mod show;
mod test;
mod timeline;

use clap::Subcommand;
use exeat_law::model::Rulebook;
use exeat_report::lawbook::{self, Named, NotFound};

use crate::console::Console;
use crate::failure::{Failure, Outcome};

/// Look into the rulebooks: what they say, when it binds, how far they reach
#[derive(Debug, Subcommand)]
#[command(after_help = "\
Examples:
  exeat law list                        what there is
  exeat law show CN.MOFCOM.2025-61      one instrument, with its days and its text
  exeat law coverage                    how far it reaches")]
pub(crate) enum Law {
    List(list::List),
    Show(show::Show),
    Timeline(timeline::Timeline),
    Coverage(coverage::Coverage),
    Test(test::Test),
    Fmt(fmt::Fmt),
    Lint(lint::Lint),
    Diff(diff::Diff),
}

impl Law {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self {
            Self::List(list) => list.run(console),
            Self::Show(show) => show.run(console),
            Self::Timeline(timeline) => timeline.run(console),
            Self::Coverage(coverage) => coverage.run(console),
            Self::Test(test) => test.run(console),
            Self::Fmt(fmt) => fmt.run(console),
            Self::Lint(lint) => lint.run(console),
            Self::Diff(diff) => diff.run(console),
        }
    }
}

/// What a name on the command line stands for in the rulebooks.
///
/// # Errors
/// Nothing has this name. The nearest is named.
fn find(rulebook: &Rulebook, name: &str) -> Result<Vec<Named>, Failure> {
    lawbook::find(rulebook, name).map_err(|error| not_found(rulebook, name, error))
}

/// The one thing with this name.
///
/// # Errors
/// Nothing has it, or several have; those are then named.
fn find_one(rulebook: &Rulebook, name: &str) -> Result<Named, Failure> {
    lawbook::find_one(rulebook, name).map_err(|error| not_found(rulebook, name, error))
}

fn not_found(rulebook: &Rulebook, name: &str, error: NotFound) -> Failure {
    let failure = Failure::usage(error.message);
    if !error.several.is_empty() {
        let names: Vec<String> = error.several.iter().map(|one| format!("`{one}`")).collect();
        return failure.with_help(format!("write one of {}", names.join(", ")));
    }
    let names = lawbook::names(rulebook);
    match exeat_syntax::nearest(name, names.iter().map(String::as_str)) {
        Some(near) => failure.with_help(format!("did you mean `{near}`?")),
        None => failure.with_help("`exeat law list` lists what there is"),
    }
}
