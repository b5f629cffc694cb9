//! `exeat law diff`: what the law of one day catches or frees that the law of another does not.

use std::fmt::Write as _;

use clap::Args;
use exeat_law::diff::{self, LawDiff, MeaningChange};
use exeat_law::model::Rulebook;
use exeat_value::Day;

use crate::arguments::{FormatOption, KnownAtOption};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;
use crate::rulebooks::RulebookOption;
use exeat_report::lawbook;

/// Compare the law of two days: by provision and limb, and by what it catches
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law diff --from 2025-11-06 --to 2025-11-07
  exeat law diff --from 2026-11-10 --to 2026-11-11 --known-at 2026-09-01")]
pub(crate) struct Diff {
    /// The earlier day
    #[arg(long, value_name = "DATE")]
    from: Day,
    /// The later day
    #[arg(long, value_name = "DATE")]
    to: Day,
    #[command(flatten)]
    known_at: KnownAtOption,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Diff {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        if self.to < self.from {
            return Err(Failure::usage(format!(
                "`--to {}` is before `--from {}`",
                self.to, self.from
            )));
        }
        let rulebook = self.rulebooks.load_law(console)?;
        let diff = diff::diff(&rulebook, self.from, self.to, self.known_at.day());
        let text = if self.format.is_json() {
            layout::json(&lawbook::diff_json(&rulebook, &diff))
        } else {
            as_text(&rulebook, &diff)
        };
        console.say(&text)?;
        Ok(DONE)
    }
}

fn as_text(rulebook: &Rulebook, diff: &LawDiff) -> String {
    let mut text = format!(
        "From {} to {}, as known on {}\n",
        diff.from, diff.to, diff.known_at
    );
    if diff.states.is_empty() && diff.limbs.is_empty() && diff.meanings.is_empty() {
        text.push_str("\nnothing changes\n");
        return text;
    }
    // Writing to a string does not fail.
    if !diff.states.is_empty() {
        let rows: Vec<(String, String)> = diff
            .states
            .iter()
            .map(|one| {
                let (before, after) = (lawbook::state(&one.before), lawbook::state(&one.after));
                let first = format!("  {}", lawbook::timed_name(rulebook, one.what));
                (first, format!("{before} → {after}"))
            })
            .collect();
        let _ = write!(text, "\nProvisions and entries\n{}", layout::columns(&rows));
    }
    if !diff.limbs.is_empty() {
        text.push_str("\nLimbs\n");
        for one in &diff.limbs {
            let sign = if one.joins { '+' } else { '-' };
            let label = match &one.label {
                Some(label) => format!("({label}) "),
                None => String::new(),
            };
            let _ = writeln!(text, "  {sign} {}: {label}{}", one.of, one.limb);
        }
    }
    if !diff.meanings.is_empty() {
        text.push_str("\nWhat it catches\n");
        for one in &diff.meanings {
            text.push_str(&meaning(rulebook, one));
        }
    }
    text
}

fn meaning(rulebook: &Rulebook, one: &MeaningChange) -> String {
    let provision = rulebook.full_name(rulebook.provision(one.provision));
    let mut text = format!("  {}: {provision}\n", lawbook::movement(one.movement));
    if one.too_large {
        text.push_str("    it changes; the condition has too many combinations to say how\n");
        return text;
    }
    for (index, answers) in one.shortest.iter().enumerate() {
        let word = if index == 0 { "when" } else { "or  " };
        text.push_str(&hanging(&format!("    {word} "), &answers.join("; ")));
    }
    if !one.witness.is_empty() {
        text.push_str(&hanging("    such as ", &one.witness.join("; ")));
    }
    text
}

/// Running text behind a word, its later lines under the first.
fn hanging(word: &str, text: &str) -> String {
    let indent = " ".repeat(word.chars().count());
    let block = layout::wrapped(text, &indent);
    format!("{word}{}", block.trim_start())
}
