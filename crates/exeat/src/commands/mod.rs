//! One module for each command. A command reads what it needs, asks the libraries, and prints.

pub(crate) mod ask;
pub(crate) mod assurance;
pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod classify;
pub(crate) mod completions;
pub(crate) mod evidence;
pub(crate) mod facts;
pub(crate) mod impact;
pub(crate) mod law;
pub(crate) mod licence;
pub(crate) mod lists;
pub(crate) mod owners;
pub(crate) mod replay;
pub(crate) mod screen;
pub(crate) mod serve;
pub(crate) mod sweep;

use crate::arguments::Command;
use crate::console::Console;
use crate::failure::Outcome;

/// Runs a command.
pub(crate) fn run(command: Command, console: &Console) -> Outcome {
    match command {
        Command::Check(check) => check.run(console),
        Command::Ask(ask) => ask.run(console),
        Command::Classify(classify) => classify.run(console),
        Command::Replay(replay) => replay.run(console),
        Command::Law(law) => law.run(console),
        Command::Evidence(evidence) => evidence.run(console),
        Command::Facts(facts) => facts.run(console),
        Command::Lists(lists) => lists.run(console),
        Command::Owners(owners) => owners.run(console),
        Command::Screen(screen) => screen.run(console),
        Command::Licence(licence) => licence.run(console),
        Command::Assurance(assurance) => assurance.run(console),
        Command::Audit(audit) => audit.run(console),
        Command::Sweep(sweep) => sweep.run(console),
        Command::Impact(impact) => impact.run(console),
        Command::Serve(serve) => serve.run(console),
        Command::Completions(completions) => completions.run(console),
    }
}
