//! What can be written after `exeat`, and the options that several commands share.

use clap::{Args, Parser, Subcommand, ValueEnum};
use exeat_value::Day;

use crate::commands::ask::Ask;
use crate::commands::assurance::Assurance;
use crate::commands::audit::Audit;
use crate::commands::check::Check;
use crate::commands::classify::Classify;
use crate::commands::completions::Completions;
use crate::commands::evidence::Evidence;
use crate::commands::facts::Facts;
use crate::commands::impact::Impact;
use crate::commands::law::Law;
use crate::commands::licence::Licence;
use crate::commands::lists::Lists;
use crate::commands::owners::Owners;
use crate::commands::replay::Replay;
use crate::commands::screen::Screen;
use crate::commands::serve::Serve;
use crate::commands::sweep::Sweep;

/// May it leave, under which law, and which facts would decide?
#[derive(Debug, Parser)]
#[command(
    name = "exeat",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  exeat check --template > shipment.toml      write a document to fill in
  exeat check shipment.toml                   decide it
  exeat ask shipment.toml                     be asked what would decide it
  exeat law timeline CN.MOFCOM.2025-61        see when a law binds

Exit status of check: 0 it may leave, 3 a licence is required, 4 prohibited, 5 undetermined;
1 an input could not be read or is wrong; 2 wrong usage."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// One command each.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Check),
    Ask(Ask),
    Classify(Classify),
    Replay(Replay),
    #[command(subcommand)]
    Law(Law),
    #[command(subcommand)]
    Evidence(Evidence),
    Facts(Facts),
    #[command(subcommand)]
    Lists(Lists),
    Owners(Owners),
    Screen(Screen),
    Licence(Licence),
    Assurance(Assurance),
    Audit(Audit),
    Sweep(Sweep),
    Impact(Impact),
    Serve(Serve),
    Completions(Completions),
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// The language of an answer for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<Lang> for exeat_facts::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Zh => Self::Chinese,
        }
    }
}

impl From<Lang> for exeat_report::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Zh => Self::Zh,
        }
    }
}

/// `--format text|json`.
#[derive(Debug, Args)]
pub(crate) struct FormatOption {
    /// How the answer is written: text or json
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = true)]
    pub(crate) format: Format,
}

impl FormatOption {
    /// Whether a program will read it.
    pub(crate) fn is_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// `--known-at DATE`.
#[derive(Debug, Args)]
pub(crate) struct KnownAtOption {
    /// Look with what was known about the law on this day [default: today]
    #[arg(long, value_name = "DATE")]
    pub(crate) known_at: Option<Day>,
}

impl KnownAtOption {
    /// The day given, or today.
    pub(crate) fn day(&self) -> Day {
        self.known_at.unwrap_or_else(crate::clock::today)
    }
}
