//! `exeat law test`: the worked cases of the rulebooks, and which limbs they decide.

use std::fmt::Write as _;

use clap::Args;
use exeat_determine::cases::{self, CaseResult, CasesReport};
use exeat_law::model::Rulebook;
use exeat_report::lawbook;
use serde_json::json;

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::layout;
use crate::rulebooks::RulebookOption;

/// Run the worked cases of the rulebooks, and count the limbs that they decide
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law test                        every case
  exeat law test 2025-61                those whose file or description holds these words
  exeat law test --uncovered            also name the limbs that no case decides both ways")]
pub(crate) struct Test {
    /// Show only cases whose file or description holds this
    filter: Option<String>,
    /// Name every case, not only those that failed
    #[arg(short, long)]
    verbose: bool,
    /// Name the limbs that no case decides both ways
    #[arg(long)]
    uncovered: bool,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Test {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let rulebook = self.rulebooks.load(console)?;
        let mut report = cases::run(&rulebook);
        if let Some(filter) = &self.filter {
            report
                .cases
                .retain(|case| case.file.contains(filter) || case.name.contains(filter));
            // A word that is misspelt would pass for ever.
            if report.cases.is_empty() {
                return Err(Failure::wrong(format!(
                    "no worked case has `{filter}` in the name of its file or its description"
                ))
                .with_help("`exeat law test --verbose` names all of them"));
            }
        }
        let text = if self.format.is_json() {
            let mut all = json!(report);
            all["untested"] = lawbook::untested(&rulebook)
                .map(|(name, what)| json!({"of": name, "what": what}))
                .collect();
            layout::json(&all)
        } else {
            self.as_text(&report) + &untested(&rulebook)
        };
        console.say(&text)?;
        Ok(if report.failed() == 0 { DONE } else { WRONG })
    }

    fn as_text(&self, report: &CasesReport) -> String {
        let mut text = String::new();
        for case in &report.cases {
            if self.verbose || !case.failures.is_empty() {
                text.push_str(&one(case));
            }
        }
        if self.uncovered {
            for limb in &report.limbs {
                let missing = match (limb.met, limb.missed) {
                    (true, true) => continue,
                    _ if limb.reading => {
                        "is a reading of the law or rests on one, which no case decides"
                    }
                    (true, false) => "is never missed",
                    (false, true) => "is never met",
                    (false, false) => "is never decided",
                };
                // Writing to a string does not fail.
                let _ = writeln!(text, "{} {} {missing}", limb.instrument, limb.limb);
            }
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let limbs = report.limbs.len();
        let _ = write!(
            text,
            "{} passed, {} failed; {} of {limbs} limbs are decided both ways",
            layout::counted(report.passed(), "case"),
            report.failed(),
            report.limbs_on_both_sides(),
        );
        let readings = report.readings();
        if readings > 0 {
            let _ = write!(
                text,
                ", {readings} are readings of the law or rest on one, which no case decides"
            );
        }
        text.push('\n');
        text
    }
}

/// The worked cases that are known and not here, with the reason of each; nothing where there are none.
fn untested(rulebook: &Rulebook) -> String {
    let mut text = String::new();
    for (name, what) in lawbook::untested(rulebook) {
        if text.is_empty() {
            text.push_str("not here:\n");
        }
        text.push_str(&layout::wrapped(&format!("{name}: {}", what.en), "  "));
    }
    text
}

fn one(case: &CaseResult) -> String {
    let word = if case.failures.is_empty() {
        "ok  "
    } else {
        "FAIL"
    };
    let mut text = format!("{word} {}:{} {}\n", case.file, case.line, case.name);
    for failure in &case.failures {
        let _ = writeln!(text, "       {failure}");
    }
    text
}
