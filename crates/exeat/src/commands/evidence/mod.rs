//! `exeat evidence`: sources, origins, and what follows from what they say.

mod check;
mod declared;
mod export;
mod flags;
mod folder;
mod import;
mod law_claims;
mod materials;
mod origins;
mod read;
mod request;

pub(crate) use check::record;
use clap::Subcommand;

use crate::console::Console;
use crate::failure::Outcome;

/// Find where reports have it from, and what follows from what they say
#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    Origins(origins::Origins),
    Check(check::Check),
    Read(read::Read),
    Materials(materials::Materials),
    Flags(flags::Flags),
    Request(request::Request),
    Export(export::Export),
    Import(import::Import),
}

impl Evidence {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self {
            Self::Origins(origins) => origins.run(console),
            Self::Check(check) => check.run(console),
            Self::Read(read) => read.run(console),
            Self::Materials(materials) => materials.run(console),
            Self::Flags(flags) => flags.run(console),
            Self::Request(request) => request.run(console),
            Self::Export(export) => export.run(console),
            Self::Import(import) => import.run(console),
        }
    }
}
