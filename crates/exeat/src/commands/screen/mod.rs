//! `exeat screen`: whether a party may be a listed one.

mod accuracy;
mod bench;
mod compare;
mod decide;
mod parties;
mod results;
mod run;
mod since;
mod slips;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use exeat_screen::score::{Kind, Mode, Score};
use exeat_value::Day;

use crate::console::Console;
use crate::failure::Outcome;

/// Look for parties on the lists in force
///
/// Every result says which editions were looked at, how old they are, by which algorithm and from
/// which score on. Without lists there is no result.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Editions come from `exeat lists import`. A file of parties has the columns (or members) `id`,
`name`, and as far as they are known `kind` (person, organisation, vessel), `birth_date`, `country`,
`role`, `address` and numbers: `identifiers`, or by what they are `lei`, `imo`, `bic`, `tax_number`,
`registration_number`, `passport`, `national_id`, `wallet`.

Examples:
  exeat screen \"Acme Trading LLC\"
  exeat screen \"Ivan Petrov\" --kind person --birth-date 1971-03-09
  exeat screen \"Paper Boat\" --kind vessel --identifier \"IMO 1234567\"
  exeat screen --file parties.csv --format xlsx --output results.xlsx
  exeat screen --file parties.csv --format jsonl --output monday.jsonl
  exeat screen --file parties.csv --since monday.jsonl --format jsonl --output tuesday.jsonl
  exeat screen compare \"Siemens AG\" \"Siemens Aktiengesellschaft\""
)]
pub(crate) struct Screen {
    #[command(subcommand)]
    command: Option<ScreenCommand>,
    /// Names to look for
    #[arg(value_name = "NAME", required_unless_present = "file")]
    names: Vec<String>,
    /// Parties to look for, as CSV, XLSX or JSON lines
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    file: Option<PathBuf>,
    /// The sheet of a workbook [default: the first that is shown]
    #[arg(long, value_name = "NAME", requires = "file")]
    sheet: Option<String>,
    /// Results of an earlier run, as jsonl: what was found then stays, and only parties and entries that
    /// are new or changed since are looked for again
    #[arg(long, value_name = "RESULTS.jsonl", requires = "file")]
    since: Option<PathBuf>,
    /// What the parties are: person, organisation or vessel [default: anything]
    #[arg(long, value_enum, hide_possible_values = true)]
    kind: Option<KindOption>,
    /// When the party was born: a day, a month or a year
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Its country, as two letters
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// A number or code by which the party is known: LEI, IMO, tax or registration number, BIC,
    /// address of a crypto-currency (may be given several times)
    #[arg(long = "identifier", value_name = "NUMBER")]
    identifiers: Vec<String>,
    /// Its address, in one line
    #[arg(long)]
    address: Option<String>,
    /// Show what scores so much or more
    #[arg(long, default_value_t = Score::ALERT)]
    threshold: Score,
    #[command(flatten)]
    mode: ModeOption,
    /// Fail if a list is older than so many days [default: 7, as a remark only]
    #[arg(long, value_name = "DAYS")]
    max_age: Option<u32>,
    /// Count the age of lists on this day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// How the results are written: text, json, jsonl, csv or xlsx
    #[arg(long, value_enum, default_value_t = ResultFormat::Text, hide_possible_values = true)]
    format: ResultFormat,
    /// Where the results go [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum ScreenCommand {
    Compare(compare::Compare),
    Decide(decide::Decide),
    Accuracy(accuracy::Accuracy),
    Bench(bench::Bench),
}

/// `--mode`.
#[derive(Debug, Args)]
struct ModeOption {
    /// How names are judged: strict, balanced, or ofac (close to OFAC's public search)
    #[arg(long, value_enum, hide_possible_values = true)]
    mode: Option<ModeValue>,
}

impl ModeOption {
    fn or(&self, usual: Mode) -> Mode {
        match self.mode {
            None => usual,
            Some(ModeValue::Strict) => Mode::Strict,
            Some(ModeValue::Balanced) => Mode::Balanced,
            Some(ModeValue::Ofac) => Mode::Ofac,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ModeValue {
    Strict,
    Balanced,
    Ofac,
}

/// `--kind`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindOption {
    Person,
    #[value(alias = "organization", alias = "company", alias = "entity")]
    Organisation,
    #[value(alias = "aircraft")]
    Vessel,
}

impl From<KindOption> for Kind {
    fn from(kind: KindOption) -> Self {
        match kind {
            KindOption::Person => Self::Person,
            KindOption::Organisation => Self::Organisation,
            KindOption::Vessel => Self::Vessel,
        }
    }
}

/// `--format` of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ResultFormat {
    Text,
    Json,
    Jsonl,
    Csv,
    Xlsx,
}

impl Screen {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        match self.command {
            Some(ScreenCommand::Compare(compare)) => compare.run(console),
            Some(ScreenCommand::Decide(decide)) => decide.run(console),
            Some(ScreenCommand::Accuracy(accuracy)) => accuracy.run(console),
            Some(ScreenCommand::Bench(bench)) => bench.run(console),
            None => run::run(&self, console),
        }
    }
}
