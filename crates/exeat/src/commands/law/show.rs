//! `exeat law show`: one provision, entry, reading or instrument, with its days and its text.

use std::fmt::Write as _;

use clap::Args;
use exeat_law::model::{ProvisionId, ProvisionKind, Rulebook};
use exeat_law::time::{Timeline, timeline};
use exeat_report::{TimelineOptions, timeline_text};
use exeat_value::Day;
use serde_json::{Value, json};

use super::find;
use crate::arguments::{FormatOption, KnownAtOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;
use crate::rulebooks::RulebookOption;
use exeat_report::lawbook::{self, At, Named};

/// Show what is known under a name: its days, and the rulebook's text
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law show CN.MOFCOM.2025-61      an instrument
  exeat law show foreign-made-content   a rule
  exeat law show 1C905.a.1              an entry of a control list")]
pub(crate) struct Show {
    /// A jurisdiction, instrument, rule, exception, policy, gap, entry, list, definition, reading or table
    #[arg(value_name = "ID")]
    name: String,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// The language of titles: en or zh
    #[arg(long, value_enum, default_value_t = Lang::En, hide_possible_values = true)]
    lang: Lang,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Show {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let rulebook = self.rulebooks.load_law(console)?;
        let known_at = self.known_at.day();
        let found = find(&rulebook, &self.name)?;
        let text = if self.format.is_json() {
            let all: Vec<Value> = found
                .iter()
                .map(|&one| lawbook::show_json(&rulebook, one, known_at))
                .collect();
            layout::json(&json!(all))
        } else {
            let all: Vec<String> = found
                .iter()
                .map(|&one| self.as_text(&rulebook, one, known_at, console))
                .collect();
            all.join("\n")
        };
        console.say(&text)?;
        Ok(DONE)
    }

    fn as_text(
        &self,
        rulebook: &Rulebook,
        named: Named,
        known_at: Day,
        console: &Console,
    ) -> String {
        let mut text = format!("{} {}\n", named.kind(rulebook), named.name(rulebook));
        // Writing to a string does not fail.
        if let Some(id) = named.instrument(rulebook) {
            let instrument = rulebook.instrument(id);
            let title = lawbook::pick(&instrument.title, self.lang);
            let _ = writeln!(text, "{}: {title}", instrument.name);
            for source in &instrument.sources {
                let _ = writeln!(text, "{source}");
            }
        }
        if let Named::Provision(id) = named {
            for line in bound_up_with(rulebook, id) {
                let _ = writeln!(text, "{line}");
            }
        }
        let provisions = named.provisions(rulebook);
        if !provisions.is_empty() && !matches!(named, Named::Jurisdiction(_)) {
            let timeline = timeline(rulebook, &provisions, known_at);
            text.push('\n');
            text.push_str(&self.timeline(rulebook, &timeline, console));
        }
        if let Some(place) = named.place(rulebook) {
            let _ = write!(
                text,
                "\n{}\n\n{}\n",
                At(rulebook, place),
                lawbook::source(rulebook, place)
            );
        }
        text
    }

    fn timeline(&self, rulebook: &Rulebook, timeline: &Timeline, console: &Console) -> String {
        let options = TimelineOptions {
            language: self.lang.into(),
            color: console.colour_out(),
            ..TimelineOptions::default()
        };
        timeline_text(rulebook, timeline, &options)
    }
}

/// What a provision takes away from or yields to, and what takes away from it.
fn bound_up_with(rulebook: &Rulebook, id: ProvisionId) -> Vec<String> {
    let provision = rulebook.provision(id);
    let name = |id| rulebook.full_name(rulebook.provision(id));
    let mut lines = vec![exeat_law::words::effect(&provision.effect)];
    let (word, others) = match &provision.kind {
        ProvisionKind::Rule { over } => ("goes before", over.as_slice()),
        ProvisionKind::Exception { from } => ("exception to", from.as_slice()),
        ProvisionKind::Policy { of } => ("review policy of", of.as_slice()),
        ProvisionKind::Gap { .. } => ("", &[][..]),
    };
    lines.extend(
        others
            .iter()
            .map(|&other| format!("{word} {}", name(other))),
    );
    for (other, one) in rulebook.provision_ids() {
        let line = match &one.kind {
            ProvisionKind::Rule { over } if over.contains(&id) => "yields to",
            ProvisionKind::Exception { from } if from.contains(&id) => "has exception",
            ProvisionKind::Policy { of } if of.contains(&id) => "is reviewed by",
            _ => continue,
        };
        lines.push(format!("{line} {}", name(other)));
    }
    lines
}
