//! `exeat law list`: the instruments of the rulebooks, and what stands in them.

use std::fmt::Write as _;

use clap::Args;
use exeat_law::model::{EntryId, InstrumentId, JurisdictionId, ReadingId, Rulebook};
use exeat_law::time::{Timed, time_state};
use exeat_value::Day;
use serde_json::{Value, json};

use super::find::{self, Named};
use super::words;
use crate::arguments::{FormatOption, KnownAtOption, Lang};
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};

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
            Some(name) => match find::find_one(&rulebook, name)? {
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
            let name = words::pick(&jurisdiction.name, self.lang);
            // Writing to a string does not fail.
            let _ = write!(text, "{}: {name}", jurisdiction.code);
            if let Some(day) = jurisdiction.verified_through {
                let _ = write!(text, ", verified through {day}");
            }
            text.push('\n');
            let rows: Vec<(String, String)> = instruments_of(rulebook, id)
                .map(|id| {
                    let instrument = rulebook.instrument(id);
                    let title = words::pick(&instrument.title, self.lang);
                    let days = words::in_force(rulebook, instrument.in_force.as_ref());
                    let second = match days.as_str() {
                        "" => title.to_owned(),
                        days => format!("{title} ({days})"),
                    };
                    (format!("  {}", instrument.name), second)
                })
                .collect();
            text.push_str(&layout::columns(&rows));
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
            words::pick(&instrument.title, self.lang)
        );
        let days = words::in_force(rulebook, instrument.in_force.as_ref());
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
                let title = words::pick(&entry.title, self.lang);
                (format!("  {}", entry.code), title.to_owned())
            })
            .collect();
        section(&mut text, "Entries", &rows);
        let rows: Vec<(String, String)> = readings(rulebook, id)
            .map(|reading| {
                let question = words::pick(&reading.question, self.lang);
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

/// A provision in a table.
struct Row<'a> {
    kind: &'static str,
    name: &'a str,
    effect: String,
    state: String,
    state_word: &'static str,
    cites: Vec<String>,
}

fn provisions(
    rulebook: &Rulebook,
    id: InstrumentId,
    on: Day,
    known_at: Day,
) -> impl Iterator<Item = Row<'_>> {
    rulebook
        .provision_ids()
        .filter(move |(_, provision)| provision.instrument == id)
        .map(move |(at, provision)| {
            let state = time_state(rulebook, Timed::Provision(at), on, known_at);
            Row {
                kind: find::provision_kind(&provision.kind),
                name: &provision.name,
                effect: exeat_law::words::effect(&provision.effect),
                state: words::state(&state),
                state_word: words::state_word(&state),
                cites: provision.cites.iter().map(exeat_law::words::cite).collect(),
            }
        })
}

fn instruments_of(
    rulebook: &Rulebook,
    jurisdiction: JurisdictionId,
) -> impl Iterator<Item = InstrumentId> + '_ {
    (0..rulebook.instruments.len())
        .map(InstrumentId::at)
        .filter(move |&id| rulebook.instrument(id).jurisdiction == jurisdiction)
}

fn entries(
    rulebook: &Rulebook,
    id: InstrumentId,
) -> impl Iterator<Item = &exeat_law::model::Entry> {
    (0..rulebook.entries.len())
        .map(|at| rulebook.entry(EntryId::at(at)))
        .filter(move |entry| entry.instrument == id)
}

fn readings(
    rulebook: &Rulebook,
    id: InstrumentId,
) -> impl Iterator<Item = &exeat_law::model::Reading> {
    (0..rulebook.readings.len())
        .map(|at| rulebook.reading(ReadingId::at(at)))
        .filter(move |reading| reading.instrument == id)
}

fn jurisdiction_json(rulebook: &Rulebook, id: JurisdictionId) -> Value {
    let jurisdiction = rulebook.jurisdiction(id);
    let instruments: Vec<Value> = instruments_of(rulebook, id)
        .map(|id| {
            let one = rulebook.instrument(id);
            json!({
                "instrument": one.name,
                "title": one.title,
                "issued": one.issued,
                "in_force": words::in_force(rulebook, one.in_force.as_ref()),
                "verified_through": one.verified_through,
                "sources": one.sources,
            })
        })
        .collect();
    json!({
        "jurisdiction": jurisdiction.code,
        "name": jurisdiction.name,
        "verified_through": jurisdiction.verified_through,
        "instruments": instruments,
    })
}

fn instrument_json(rulebook: &Rulebook, id: InstrumentId, on: Day, known_at: Day) -> Value {
    let instrument = rulebook.instrument(id);
    let provisions: Vec<Value> = provisions(rulebook, id, on, known_at)
        .map(|row| {
            json!({
                "kind": row.kind,
                "provision": row.name,
                "effect": row.effect,
                "cites": row.cites,
                "state": row.state_word,
            })
        })
        .collect();
    let entries: Vec<Value> = entries(rulebook, id)
        .map(|entry| json!({ "entry": entry.code, "title": entry.title, "hs": entry.hs }))
        .collect();
    let readings: Vec<Value> = readings(rulebook, id)
        .map(|reading| json!({ "reading": reading.name, "question": reading.question }))
        .collect();
    json!({
        "instrument": instrument.name,
        "title": instrument.title,
        "issued": instrument.issued,
        "in_force": words::in_force(rulebook, instrument.in_force.as_ref()),
        "verified_through": instrument.verified_through,
        "sources": instrument.sources,
        "on": on,
        "known_at": known_at,
        "provisions": provisions,
        "entries": entries,
        "readings": readings,
    })
}
