//! `exeat law timeline`: on which days each provision binds.

use std::path::PathBuf;

use clap::Args;
use exeat_law::model::{ProvisionId, Rulebook};
use exeat_law::time::{self, TimeState};
use exeat_report::{TimelineOptions, timeline_svg, timeline_text};
use exeat_value::{Day, Span};
use serde_json::{Value, json};

use super::{find, words};
use crate::arguments::{FormatOption, KnownAtOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::RulebookOption;

/// Show on which days each provision binds, as known on a day
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law timeline CN.MOFCOM.2025-61
  exeat law timeline CN.MOFCOM.2025-61 --known-at 2025-10-20
  exeat law timeline foreign-made-content --svg timeline.svg")]
pub(crate) struct Timeline {
    /// Jurisdictions, instruments or provisions; all when none is given
    #[arg(value_name = "ID")]
    names: Vec<String>,
    #[command(flatten)]
    known_at: KnownAtOption,
    /// Show the days from this one on
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<Day>,
    /// Show the days through this one
    #[arg(long, value_name = "DATE", requires = "from")]
    to: Option<Day>,
    /// Write a picture to this file, or to standard output for `-`
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    svg: Option<PathBuf>,
    /// The language: en or zh
    #[arg(long, value_enum, default_value_t = Lang::En, hide_possible_values = true)]
    lang: Lang,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

impl Timeline {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let rulebook = self.rulebooks.load_law(console)?;
        let provisions = self.provisions(&rulebook)?;
        let timeline = time::timeline(&rulebook, &provisions, self.known_at.day());
        let options = TimelineOptions {
            language: self.lang.into(),
            color: console.colour_out() && self.svg.is_none(),
            window: self.window()?,
            ..TimelineOptions::default()
        };
        match &self.svg {
            Some(path) => {
                let picture = timeline_svg(&rulebook, &timeline, &options).into_string();
                if path.as_os_str() == files::STANDARD {
                    console.say(&picture)?;
                } else {
                    files::write_text(path, &picture)?;
                }
            }
            None if self.format.is_json() => {
                console.say(&layout::json(&as_json(&rulebook, &timeline)))?;
            }
            None => console.say(&timeline_text(&rulebook, &timeline, &options))?,
        }
        Ok(DONE)
    }

    fn provisions(&self, rulebook: &Rulebook) -> Result<Vec<ProvisionId>, Failure> {
        if self.names.is_empty() {
            return Ok(rulebook.provision_ids().map(|(id, _)| id).collect());
        }
        let mut provisions = Vec::new();
        for name in &self.names {
            for named in find::find(rulebook, name)? {
                let found = named.provisions(rulebook);
                if found.is_empty() {
                    let message = format!(
                        "no timeline is drawn of `{name}`, which is declared as `{}`",
                        named.kind(rulebook)
                    );
                    return Err(Failure::usage(message)
                        .with_help("name a jurisdiction, an instrument or a provision"));
                }
                for id in found {
                    if !provisions.contains(&id) {
                        provisions.push(id);
                    }
                }
            }
        }
        Ok(provisions)
    }

    fn window(&self) -> Result<Option<Span>, Failure> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if to < from => Err(Failure::usage(format!(
                "`--to {to}` is before `--from {from}`"
            ))),
            (Some(from), Some(to)) => Ok(Some(Span::from_through(from, to))),
            _ => Ok(None),
        }
    }
}

/// A timeline for programs. `through` is the last day of a stretch; the last stretch has none.
pub(super) fn as_json(rulebook: &Rulebook, timeline: &time::Timeline) -> Value {
    let provisions: Vec<Value> = timeline
        .entries
        .iter()
        .map(|entry| {
            let stretches: Vec<Value> = entry
                .spans
                .iter()
                .map(|stretch| {
                    let mut record = json!({
                        "from": stretch.days.from,
                        "through": stretch.days.last(),
                        "state": words::state_word(&stretch.state),
                    });
                    match &stretch.state {
                        TimeState::Suspended { by, .. } => {
                            let by = rulebook.suspension(*by);
                            record["by"] = json!(rulebook.instrument(by.instrument).name);
                        }
                        TimeState::Contested(conditions) => {
                            record["readings"] = conditions
                                .iter()
                                .map(|one| contested(rulebook, one))
                                .collect();
                        }
                        _ => {}
                    }
                    record
                })
                .collect();
            json!({
                "provision": rulebook.full_name(rulebook.provision(entry.provision)),
                "stretches": stretches,
            })
        })
        .collect();
    json!({ "known_at": timeline.known_at, "provisions": provisions })
}

/// A reading, and the alternatives under which the provision binds.
fn contested(rulebook: &Rulebook, condition: &time::ReadingCondition) -> Value {
    let reading = rulebook.reading(condition.reading);
    let binds_under: Vec<&str> = reading
        .alternatives
        .iter()
        .zip(&condition.binds)
        .filter(|&(_, &binds)| binds)
        .map(|(alternative, _)| alternative.name.as_str())
        .collect();
    json!({ "reading": reading.name, "binds_under": binds_under })
}
