//! `exeat law`: what the rulebooks say, when it binds, and whether it is well written.

mod coverage;
mod diff;
mod find;
mod fmt;
mod lint;
mod list;
mod show;
mod test;
mod timeline;
mod words;

use clap::Subcommand;

use crate::console::Console;
use crate::failure::Outcome;

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
