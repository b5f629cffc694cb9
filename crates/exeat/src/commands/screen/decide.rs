//! `exeat screen decide`: what somebody decided about a party and an entry.

use clap::{Args, ValueEnum};
use exeat_value::Day;

use crate::clock;
use crate::console::Console;
use crate::dispositions::{self, Disposition, Dispositions};
use crate::failure::{DONE, Failure, Outcome};

/// Record what was decided about a party and an entry
///
/// It holds for the party as it is named here, for the entry as its edition has it now, and until
/// the day that is given. When the entry or the party changes, it is shown as open again.
#[derive(Debug, Args)]
#[command(after_help = "\
The list, the entry and the evidence are shown by `exeat screen`.

Examples:
  exeat screen decide \"Ivan Petrov\" --list us-csl/us-sdn --entry 12345 \\
      --evidence 460e6a1a2d0088b8 --as false-positive --by \"A. Clerk\" \\
      --because \"born 1990, the listed one 1952\" --until 2027-11-22")]
pub(super) struct Decide {
    /// The party's name, as it is screened
    name: String,
    /// The list, with or without its edition
    #[arg(long)]
    list: String,
    /// The entry's id
    #[arg(long)]
    entry: String,
    /// The evidence that was looked at, as the result shows it
    #[arg(long)]
    evidence: String,
    /// What was decided: false-positive, true-match or escalated
    #[arg(long = "as", value_enum, hide_possible_values = true)]
    decision: Decision,
    /// Who decided
    #[arg(long)]
    by: String,
    /// Why
    #[arg(long)]
    because: String,
    /// The last day on which it holds
    #[arg(long, value_name = "DATE")]
    until: Day,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Decision {
    FalsePositive,
    TrueMatch,
    Escalated,
}

impl Decide {
    pub(super) fn run(self, console: &Console) -> Outcome {
        let today = clock::today();
        if self.until < today {
            return Err(Failure::usage(format!("{} is past", self.until)));
        }
        if self.by.trim().is_empty() || self.because.trim().is_empty() {
            return Err(Failure::usage(
                "a decision has somebody who made it, and a reason",
            ));
        }
        let evidence = self.evidence.to_ascii_lowercase();
        if evidence.len() != 16 || !evidence.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Failure::usage(format!("`{evidence}` is no evidence"))
                .with_help("it has 16 hexadecimal digits, as `exeat screen` shows them"));
        }
        let decision = match self.decision {
            Decision::FalsePositive => dispositions::FALSE_POSITIVE,
            Decision::TrueMatch => dispositions::TRUE_MATCH,
            Decision::Escalated => dispositions::ESCALATED,
        };
        Dispositions::add(&Disposition {
            party: dispositions::party(&self.name),
            list: dispositions::list(&self.list),
            entry: self.entry,
            evidence,
            decision: decision.to_owned(),
            by: self.by,
            because: self.because,
            on: today,
            until: self.until,
        })?;
        console.say(&format!("recorded as {decision} until {}\n", self.until))?;
        Ok(DONE)
    }
}
