//! Standard output and standard error: what a command prints, and in which colours.

use std::env;
use std::io::{self, IsTerminal as _, Write as _};

use crate::failure::Failure;

/// Columns of a line where there is no terminal.
const WIDTH: usize = 100;
/// Narrower than this nothing can be read.
const WIDTH_MIN: usize = 60;
/// Wider than this the eye loses the line.
const WIDTH_MAX: usize = 120;

/// The two streams of the process. Answers go to standard output, everything about them to
/// standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Console {
    colour_out: bool,
    colour_err: bool,
}

impl Console {
    /// The streams of this process: coloured on a terminal, unless `NO_COLOR` is set to something
    /// or the terminal says that it can do nothing.
    pub(crate) fn of_the_process() -> Self {
        let wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb");
        Self {
            colour_out: wanted && io::stdout().is_terminal(),
            colour_err: wanted && io::stderr().is_terminal(),
        }
    }

    /// Whether standard output shows colours.
    pub(crate) fn colour_out(self) -> bool {
        self.colour_out
    }

    /// Whether standard error shows colours.
    pub(crate) fn colour_err(self) -> bool {
        self.colour_err
    }

    /// How many columns a line of text may have: those of the terminal within reason, and a
    /// hundred where there is none.
    pub(crate) fn width(self) -> usize {
        let columns = terminal_size::terminal_size_of(io::stdout())
            .map(|(terminal_size::Width(columns), _)| usize::from(columns));
        columns.map_or(WIDTH, |columns| columns.clamp(WIDTH_MIN, WIDTH_MAX))
    }

    /// Prints an answer.
    ///
    /// # Errors
    /// Standard output cannot be written to. That nobody reads on (`| head`) is no error.
    pub(crate) fn say(self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::wrong(
                format!("cannot write to standard output: {error}"),
            )),
            _ => Ok(()),
        }
    }

    /// Prints something about the answer, such as a diagnostic, to standard error.
    pub(crate) fn remark(self, text: &str) {
        let mut err = io::stderr().lock();
        // When standard error is closed there is nobody left to tell.
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Prints a note to standard error.
    pub(crate) fn note(self, text: &str) {
        self.remark(&format!("{}: {text}\n", self.strong("note", "36")));
    }

    /// Prints why a command stopped.
    pub(crate) fn complain(self, failure: &Failure) {
        let mut text = format!("{}: {}\n", self.strong("error", "31"), failure.message);
        if let Some(help) = &failure.help {
            text.push_str(&format!("  {}: {help}\n", self.strong("help", "36")));
        }
        self.remark(&text);
    }

    /// A word in bold and, on a terminal, in the colour with this SGR number.
    fn strong(self, word: &str, colour: &str) -> String {
        if self.colour_err {
            format!("\u{1b}[1;{colour}m{word}\u{1b}[0m")
        } else {
            word.to_owned()
        }
    }
}
