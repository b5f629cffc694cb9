//! `exeat evidence flags`.

use clap::Args;
use exeat_evidence::case::{RED_FLAGS, RED_FLAGS_READ_THROUGH, RED_FLAGS_SOURCE};
use serde_json::{Value as Json, json};

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Outcome};
use crate::layout;

/// Show the catalogue of red flags that a case file may name
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat evidence flags
  exeat evidence flags --format json

A case file names one by its number, or one's own: `[[flag]]` with `what`, `catalogue = \"9\"` or
`\"own\"`, and the claims that raise it. `exeat evidence check` shows which are open.")]
pub(crate) struct Flags {
    #[command(flatten)]
    format: FormatOption,
}

impl Flags {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let text = if self.format.is_json() {
            let flags: Vec<Json> = RED_FLAGS
                .iter()
                .map(|one| json!({ "number": one.number, "what": one.what }))
                .collect();
            layout::json(&json!({
                "source": RED_FLAGS_SOURCE, "read_through": RED_FLAGS_READ_THROUGH, "flags": flags,
            }))
        } else {
            let rows: Vec<(String, String)> = RED_FLAGS
                .iter()
                .map(|one| (format!("{:>2}", one.number), one.what.to_owned()))
                .collect();
            format!(
                "Red flags of {RED_FLAGS_SOURCE}, in our own words, as read through {RED_FLAGS_READ_THROUGH}\n\n{}\n{}",
                layout::columns(&rows),
                layout::wrapped(
                    "The list is not closed, and it changes: whoever relies on a number looks at the text itself. \
                     A flag lowers no requirement and decides nothing; it says where to ask before going on.",
                    "",
                )
            )
        };
        console.say(&text)?;
        Ok(DONE)
    }
}
