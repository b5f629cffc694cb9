//! `exeat law list`: the instruments of the rulebooks, and what stands in them.

use std::fmt::Write as _;

use clap::Args;
use exeat_law::model::{InstrumentId, JurisdictionId, Rulebook};
use exeat_value::Day;
use serde_json::{Value, json};

use super::find_one;
use crate::arguments::{FormatOption, KnownAtOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};
use exeat_report::lawbook::{
    self, Named, entries, instrument_json, instruments_of, jurisdiction_json, provisions, readings,
};

/// List the instruments, or what stands in one
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat law list                                   every instrument
  exeat law list CN.MOFCOM.2025-61                 its rules, exceptions, entries and readings
  exeat law list CN.MOFCOM.2025-61 --on 2025-10-20 the same, as it stood on a day")]
pub(crate) struct List {
    /// An instrument
    instrument: Option<String>,
    /// Only the law of these, such as CN,US
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// Say whether a provision binds on this day [default: the known-at date]
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
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

impl List {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let rulebook = self.rulebooks.load(console)?;
        let asked = jurisdictions(&rulebook, &self.jurisdiction)?;
        let text = match &self.instrument {
            Some(name) => match find_one(&rulebook, name)? {
                Named::Instrument(id) => self.one(&rulebook, id),
                other => {
                    return Err(Failure::usage(format!(
                        "`{name}` is no instrument: it is declared as `{}`",
                        other.kind(&rulebook)
                    ))
                    .with_help(format!("`exeat law show {name}` shows it")));
                }
            },
            None => self.all(&rulebook, &asked),
        };
        console.say(&text)?;
        Ok(DONE)
    }

    /// Every instrument, by jurisdiction.
    fn all(&self, rulebook: &Rulebook, asked: &[JurisdictionId]) -> String {
        let wanted = |id: JurisdictionId| asked.is_empty() || asked.contains(&id);
        let ids = (0..rulebook.jurisdictions.len()).map(JurisdictionId::at);
        let ids: Vec<JurisdictionId> = ids.filter(|&id| wanted(id)).collect();
        if self.format.is_json() {
            let all: Vec<Value> = ids
                .iter()
                .map(|&id| jurisdiction_json(rulebook, id))
                .collect();
            return layout::json(&json!({
                "digest": rulebook.digest,
                "jurisdictions": all,
            }));
        }
        let mut text = String::new();
        for id in ids {
            let jurisdiction = rulebook.jurisdiction(id);
            if !text.is_empty() {
                text.push('\n');
            }
            let name = lawbook::pick(&jurisdiction.name, self.lang);
            // Writing to a string does not fail.
            let _ = write!(text, "{}: {name}", jurisdiction.code);
            if let Some(day) = jurisdiction.verified_through {
                let _ = write!(text, ", verified through {day}");
            }
            text.push('\n');
            let rows: Vec<(String, String)> = instruments_of(rulebook, id)
                .map(|id| {
                    let instrument = rulebook.instrument(id);
                    let title = lawbook::pick(&instrument.title, self.lang);
                    let days = lawbook::in_force(rulebook, instrument.in_force.as_ref());
                    let second = match days.as_str() {
                        "" => title.to_owned(),
                        days => format!("{title} ({days})"),
                    };
                    (format!("  {}", instrument.name), second)
                })
                .collect();
            text.push_str(&layout::columns(&rows));
            self.beside(rulebook, id, &mut text);
        }
        let _ = writeln!(
            text,
            "\n{}, {}, {}, {}, {}\n{}",
            layout::counted(rulebook.instruments.len(), "instrument"),
            layout::counted(rulebook.provisions.len(), "provision"),
            match rulebook.entries.len() {
                1 => "1 entry".to_owned(),
                count => format!("{count} entries"),
            },
            layout::counted(rulebook.readings.len(), "reading"),
            layout::counted(rulebook.cases.len(), "worked case"),
            rulebook.digest,
        );
        text
    }

    /// What belongs to a jurisdiction beside its instruments: calendars, and conflicts with the law of others.
    fn beside(&self, rulebook: &Rulebook, id: JurisdictionId, text: &mut String) {
        let code = &rulebook.jurisdiction(id).code;
        let mut rows: Vec<(String, String)> = lawbook::calendars_of(rulebook, id)
            .map(|one| {
                let whose = one.authority.as_ref().unwrap_or(code);
                let title = one.title.as_ref();
                let title = title.map_or("working days", |title| lawbook::pick(title, self.lang));
                let (from, through) = one.covers;
                (
                    format!("  calendar {whose}.calendar"),
                    format!("{title} ({from} through {through})"),
                )
            })
            .collect();
        rows.extend(lawbook::conflicts_of(rulebook, id).map(|one| {
            (
                format!("  conflict {}", lawbook::conflict_name(rulebook, one)),
                lawbook::pick(&one.title, self.lang).to_owned(),
            )
        }));
        text.push_str(&layout::columns(&rows));
    }

    /// What stands in one instrument.
    fn one(&self, rulebook: &Rulebook, id: InstrumentId) -> String {
        let known_at = self.known_at.day();
        let on = self.on.unwrap_or(known_at);
        if self.format.is_json() {
            return layout::json(&instrument_json(rulebook, id, on, known_at));
        }
        let instrument = rulebook.instrument(id);
        let mut text = format!(
            "{}: {}\n",
            instrument.name,
            lawbook::pick(&instrument.title, self.lang)
        );
        let days = lawbook::in_force(rulebook, instrument.in_force.as_ref());
        if !days.is_empty() {
            let _ = writeln!(text, "in force {days}");
        }
        if let Some(day) = instrument.verified_through {
            let _ = writeln!(text, "verified through {day}");
        }
        let rows: Vec<(String, String)> = provisions(rulebook, id, on, known_at)
            .map(|row| {
                let first = format!("  {} {}", row.kind, row.name);
                (first, format!("{} · {}", row.effect, row.state))
            })
            .collect();
        section(&mut text, &format!("Provisions, on {on}"), &rows);
        let rows: Vec<(String, String)> = entries(rulebook, id)
            .map(|entry| {
                let title = lawbook::pick(&entry.title, self.lang);
                (format!("  {}", entry.code), title.to_owned())
            })
            .collect();
        section(&mut text, "Entries", &rows);
        let rows: Vec<(String, String)> = readings(rulebook, id)
            .map(|reading| {
                let question = lawbook::pick(&reading.question, self.lang);
                (format!("  {}", reading.name), question.to_owned())
            })
            .collect();
        section(&mut text, "Readings", &rows);
        text
    }
}

fn section(text: &mut String, title: &str, rows: &[(String, String)]) {
    if !rows.is_empty() {
        let _ = write!(text, "\n{title}\n{}", layout::columns(rows));
    }
}
