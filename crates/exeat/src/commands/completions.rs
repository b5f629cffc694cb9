//! `exeat completions`: what a shell needs to complete this command's words.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::console::Console;
use crate::failure::{DONE, Outcome};

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  exeat completions bash > ~/.local/share/bash-completion/completions/exeat")]
pub(crate) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "exeat", &mut script);
        console.say(&String::from_utf8_lossy(&script))?;
        Ok(DONE)
    }
}
