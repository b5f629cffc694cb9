//! `exeat evidence`: sources, origins, and what follows from what they say.

mod origins;

use clap::Subcommand;

use crate::console::Console;
use crate::failure::Outcome;

/// Find where reports have it from, and what follows from what they say
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    Origins(origins::Origins),
}

impl Evidence {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self {
            Self::Origins(origins) => origins.run(console),
        }
    }
}
