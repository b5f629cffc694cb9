//! The command: opens files, reads the clock, prints, and leaves all thinking to the libraries.

mod arguments;
mod clock;
mod commands;
mod console;
mod covers;
mod data;
mod dispositions;
mod documents;
mod failure;
mod files;
mod law;
mod lists;
mod progress;
mod register;
mod rulebooks;
mod screening;
mod tables;

use std::process::ExitCode;

use clap::Parser as _;
use exeat_report::layout;

use arguments::Arguments;
use console::Console;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and version are answers too, and go to standard output. When they cannot be
            // printed there is nobody left to tell.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(failure::USAGE));
        }
    };
    let console = Console::of_the_process();
    match commands::run(arguments.command, &console) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            console.complain(&failure);
            ExitCode::from(failure.status)
        }
    }
}
