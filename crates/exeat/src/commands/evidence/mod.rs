//! `exeat evidence`: sources, origins, and what follows from what they say.

mod check;
mod export;
mod folder;
mod law_claims;
mod origins;
mod request;

use clap::Subcommand;

use crate::console::Console;
use crate::failure::Outcome;

/// Find where reports have it from, and what follows from what they say
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    Origins(origins::Origins),
    Check(check::Check),
    Request(request::Request),
    Export(export::Export),
}

impl Evidence {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self {
            Self::Origins(origins) => origins.run(console),
            Self::Check(check) => check.run(console),
            Self::Request(request) => request.run(console),
            Self::Export(export) => export.run(console),
        }
    }
}
