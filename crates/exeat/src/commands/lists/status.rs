//! `exeat lists status`.

use clap::Args;
use exeat_value::Day;
use serde_json::{Value, json};

use crate::arguments::FormatOption;
use crate::clock;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::layout;
use crate::lists::{Store, Stored};

/// Days after which a list is called stale if nothing is said.
const MAX_AGE: u32 = 7;

/// Say which editions are in force, how old they are and what they hold
///
/// With --max-age a stale list is an error: the exit status is 1, as it is when there is no list.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat lists status
  exeat lists status --max-age 1       fail unless every list is of yesterday or today
  exeat lists status --all             past editions too")]
pub(crate) struct Status {
    /// Days after which a list is stale [default: 7, as a warning only]
    #[arg(long, value_name = "DAYS")]
    max_age: Option<u32>,
    /// Count the age on this day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Past editions too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    format: FormatOption,
}

impl Status {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let store = Store::open()?;
        let on = self.on.unwrap_or_else(clock::today);
        let max_age = self.max_age.unwrap_or(MAX_AGE);
        // Looked for first, since it says when an edition in force is gone.
        let in_force = store.in_force()?;
        let editions = if self.all {
            store.editions()?
        } else {
            in_force
        };
        if editions.is_empty() {
            return Err(Failure::wrong("there are no lists")
                .with_help("`exeat lists import FILE` or `exeat lists fetch` brings some"));
        }
        let stale: Vec<&Stored> = editions
            .iter()
            .filter(|stored| stored.in_force && is_stale(stored, on, max_age))
            .collect();
        let text = if self.format.is_json() {
            let all: Vec<Value> = editions
                .iter()
                .map(|stored| {
                    json!({
                        "id": stored.id,
                        "edition": stored.edition,
                        "in_force": stored.in_force,
                        "age_in_days": stored.edition.age_in_days(on),
                        "stale": is_stale(stored, on, max_age),
                    })
                })
                .collect();
            layout::json(&json!({ "format": 1, "on": on, "max_age": max_age, "editions": all }))
        } else {
            in_words(&editions, on)
        };
        console.say(&text)?;
        for said in stale
            .iter()
            .filter_map(|stored| stored.edition.why_not_of(on, max_age))
        {
            console.note(&said);
        }
        Ok(if self.max_age.is_some() && !stale.is_empty() {
            WRONG
        } else {
            DONE
        })
    }
}

fn is_stale(stored: &Stored, on: Day, max_age: u32) -> bool {
    let edition = &stored.edition;
    !edition.is_age_known() || u32::try_from(edition.age_in_days(on)).is_ok_and(|age| age > max_age)
}

fn in_words(editions: &[Stored], on: Day) -> String {
    let mut text = String::new();
    for stored in editions {
        let edition = &stored.edition;
        let published = match edition.published {
            Some(day) => format!("published {day}"),
            None => format!("imported {}, published nobody says when", edition.imported),
        };
        let published = match edition.confirmed {
            Some(day) => format!("{published}, current on {day}"),
            None => published,
        };
        let past = if stored.in_force {
            ""
        } else {
            ", not in force"
        };
        text.push_str(&format!(
            "{}  {}\n  {}; {published}, {}{past}\n  id {}  sha256 {}\n",
            edition.full_name(),
            edition.title,
            edition.publisher,
            edition.age_in_words(on),
            stored.id,
            edition.sha256.get(..16).unwrap_or(&edition.sha256),
        ));
        let mut rows = vec![["", "entries", "names"].map(str::to_owned)];
        for list in &edition.lists {
            rows.push([
                list.id.clone(),
                layout::thousands(list.counts.entries),
                layout::thousands(list.counts.names),
            ]);
        }
        if edition.lists.len() > 1 {
            rows.push([
                "altogether".to_owned(),
                layout::thousands(edition.counts.entries),
                layout::thousands(edition.counts.names),
            ]);
        }
        text.push_str(&table(&rows));
        text.push('\n');
    }
    text.pop();
    text
}

/// A first column of words and others of numbers.
fn table(rows: &[[String; 3]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (first, second, third) = (width(0), width(1), width(2));
    rows.iter()
        .map(|[a, b, c]| format!("    {a:first$}  {b:>second$}  {c:>third$}\n"))
        .collect()
}
