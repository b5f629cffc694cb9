//! `exeat law timeline`: on which days each provision binds.

use std::path::PathBuf;

use clap::Args;
use exeat_law::model::{ProvisionId, Rulebook};
use exeat_law::time;
use exeat_report::{TimelineOptions, timeline_svg, timeline_text};
use exeat_value::{Day, Span};

use super::find;
use crate::arguments::{FormatOption, KnownAtOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use crate::rulebooks::RulebookOption;
use exeat_report::lawbook;

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
                console.say(&layout::json(&lawbook::timeline_json(&rulebook, &timeline)))?;
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
            for named in find(rulebook, name)? {
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
