//! `exeat replay`: computes a stored determination again and compares it, byte for byte.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use exeat_determine::Determination;
use exeat_facts::Case;
use exeat_screen::transaction;
use exeat_server::on_file::LICENCES;
use exeat_value::Day;
use serde_json::{Map, Value, json};

use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome, WRONG};
use crate::files;
use crate::law::LawBook;
use crate::layout;
use crate::rulebooks::{RulebookOption, jurisdictions};
use crate::screening::RECORD;

/// Compute a stored determination again, and compare it byte for byte
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat check shipment.toml --format json > answer.json
  exeat replay answer.json
  exeat replay answer.json --rulebooks rulebooks-of-2025

Exit status: 0 it comes out the same, 1 it does not or cannot be read.")]
pub(crate) struct Replay {
    /// The determination, as `exeat check --format json` wrote it; `-` reads standard input
    #[arg(value_name = "DETERMINATION")]
    file: PathBuf,
    #[command(flatten)]
    format: FormatOption,
    #[command(flatten)]
    rulebooks: RulebookOption,
}

/// The version of the form of determinations that is read.
const FORMAT: u64 = 1;

/// What a stored determination says of its own making.
struct Stored {
    id: String,
    engine: String,
    rulebook: String,
    facts: String,
    event_date: Day,
    law_date: Day,
    known_at: Day,
    /// Empty when all that there were had been asked for.
    jurisdictions: Vec<String>,
    case: Case,
    /// How the parties were screened, where they were.
    screening: Option<Value>,
    /// Which licences were on file, where somebody looked; it is not computed again.
    licences: Option<Value>,
    record: Value,
}

/// One thing that the outcome depends on, then and now.
struct Compared {
    what: &'static str,
    then: String,
    now: String,
}

impl Compared {
    fn same(&self) -> bool {
        self.then == self.now
    }
}

impl Replay {
    pub(crate) fn run(self, console: &Console) -> Outcome {
        let text = files::read_determination(&self.file)?;
        let stored = Stored::read(&text).map_err(|failure| Failure {
            message: format!(
                "`{}` is no determination: {}",
                files::name(&self.file),
                failure.message
            ),
            ..failure
        })?;
        let rulebook = self.rulebooks.load_law(console)?;
        let jurisdictions =
            jurisdictions(&rulebook, &stored.jurisdictions).map_err(|failure| Failure {
                status: WRONG,
                ..failure
            })?;
        let mut law = LawBook::new(rulebook, stored.known_at, jurisdictions);
        let again = law.determine(&stored.case, stored.event_date, stored.law_date);

        let compared = [
            Compared {
                what: "engine",
                then: stored.engine.clone(),
                now: again.engine.clone(),
            },
            Compared {
                what: "rulebook",
                then: stored.rulebook.clone(),
                now: again.rulebook.clone(),
            },
            Compared {
                what: "facts",
                then: stored.facts.clone(),
                now: again.facts.clone(),
            },
        ];
        let again_text = if stored.screening.is_none() && stored.licences.is_none() {
            exeat_determine::json(&again)
        } else {
            let mut record = json!(again);
            if let Some(screening) = &stored.screening {
                record[RECORD] = screening.clone();
            }
            // Which licences were on file then, the register of today cannot say.
            if let Some(licences) = &stored.licences {
                record[LICENCES] = licences.clone();
            }
            layout::json(&record)
        };
        let same = again_text == text && stored.screening_is_its_own();
        let changes = verdict_changes(&stored.record, &again);
        let answer = if self.format.is_json() {
            as_json(&stored, same, &compared, &changes)
        } else {
            as_text(&stored, same, &compared, &changes)
        };
        console.say(&answer)?;
        Ok(if same { DONE } else { WRONG })
    }
}

impl Stored {
    fn read(text: &str) -> Result<Self, Failure> {
        let record: Value = serde_json::from_str(text)
            .map_err(|error| Failure::wrong(format!("it is not JSON ({error})")))?;
        let Some(object) = record.as_object() else {
            return Err(Failure::wrong("it is not a JSON object").with_help(
                "give one determination, as `exeat check FILE --format json` writes it",
            ));
        };
        if object.get("format").and_then(Value::as_u64) != Some(FORMAT) {
            return Err(Failure::wrong(format!(
                "its `format` is not {FORMAT}, the one that this version reads"
            )));
        }
        let case = object
            .get("case")
            .ok_or_else(|| lacks("case"))
            .and_then(|case| {
                Case::from_canonical_json(&case.to_string())
                    .map_err(|error| Failure::wrong(format!("its `case` cannot be read: {error}")))
            })?;
        let all = object.get("all_jurisdictions").and_then(Value::as_bool);
        Ok(Self {
            id: word(object, "id")?,
            engine: word(object, "engine")?,
            rulebook: word(object, "rulebook")?,
            facts: word(object, "facts")?,
            event_date: day(object, "event_date")?,
            law_date: day(object, "law_date")?,
            known_at: day(object, "known_at")?,
            jurisdictions: match all {
                Some(true) => Vec::new(),
                _ => words(object, "jurisdictions")?,
            },
            case,
            screening: object.get(RECORD).cloned(),
            licences: object.get(LICENCES).cloned(),
            record,
        })
    }

    /// Whether the record of the screening is the one that the case names by its hash. Facts that
    /// screening gave are part of the case, so that they are compared with it.
    fn screening_is_its_own(&self) -> bool {
        let named = self
            .case
            .sources
            .iter()
            .rev()
            .find(|source| source.id.trim_end_matches('\'') == transaction::SOURCE)
            .and_then(|source| source.title.as_deref());
        match (&self.screening, named) {
            (Some(record), Some(digest)) => transaction::digest_of(record) == digest,
            (Some(_), None) => self.case.parties.is_empty(),
            (None, _) => true,
        }
    }
}

fn lacks(key: &str) -> Failure {
    Failure::wrong(format!("it has no `{key}`, or not in the right form"))
}

fn word(object: &Map<String, Value>, key: &str) -> Result<String, Failure> {
    let value = object.get(key).and_then(Value::as_str);
    value.map(str::to_owned).ok_or_else(|| lacks(key))
}

fn words(object: &Map<String, Value>, key: &str) -> Result<Vec<String>, Failure> {
    let values = object.get(key).and_then(Value::as_array);
    values
        .and_then(|values| {
            let words = values.iter().map(|one| one.as_str().map(str::to_owned));
            words.collect()
        })
        .ok_or_else(|| lacks(key))
}

fn day(object: &Map<String, Value>, key: &str) -> Result<Day, Failure> {
    word(object, key)?
        .parse()
        .map_err(|error| Failure::wrong(format!("its `{key}` is no day: {error}")))
}

/// Each verdict that is another now, was none, or is none: of which line under which law, then and
/// now.
fn verdict_changes(stored: &Value, again: &Determination) -> Vec<(String, String, String)> {
    let mut verdicts: BTreeMap<(u64, String), [Option<String>; 2]> = BTreeMap::new();
    for line in stored["lines"].as_array().into_iter().flatten() {
        for verdict in line["verdicts"].as_array().into_iter().flatten() {
            let place = (
                line["line"].as_u64().unwrap_or(0),
                verdict["jurisdiction"].as_str().unwrap_or("?").to_owned(),
            );
            let word = verdict["verdict"].as_str().map(str::to_owned);
            verdicts.entry(place).or_default()[0] = word;
        }
    }
    for line in &again.lines {
        for verdict in line.verdicts.iter() {
            let place = (u64::from(line.line), verdict.jurisdiction.clone());
            let word = verdict.verdict.word().to_owned();
            verdicts.entry(place).or_default()[1] = Some(word);
        }
    }
    verdicts
        .into_iter()
        .filter(|(_, [then, now])| then != now)
        .map(|((line, law), verdicts)| {
            let [then, now] = verdicts.map(|one| one.unwrap_or_else(|| "none".to_owned()));
            (format!("line {line}, {law}"), then, now)
        })
        .collect()
}

fn as_text(
    stored: &Stored,
    same: bool,
    compared: &[Compared],
    changes: &[(String, String, String)],
) -> String {
    if same {
        return format!("the same, byte for byte: {}\n", stored.id);
    }
    let mut text = String::from("not the same\n\n");
    // Writing to a string does not fail.
    for one in compared {
        if one.same() {
            let _ = writeln!(text, "{:9} the same", one.what);
        } else {
            let _ = writeln!(text, "{:9} then {}", one.what, one.then);
            let _ = writeln!(text, "{:9} now  {}", "", one.now);
        }
    }
    match changes {
        [] => text.push_str("verdicts  the same\n"),
        changes => {
            for (place, then, now) in changes {
                let _ = writeln!(text, "verdict   {place}: then {then}, now {now}");
            }
        }
    }
    let _ = write!(text, "\n{}", because(compared));
    text
}

/// What is to be concluded.
fn because(compared: &[Compared]) -> String {
    let differs = |what: &str| compared.iter().any(|one| one.what == what && !one.same());
    let mut text = String::new();
    if differs("facts") {
        text.push_str(
            "The facts in the file are not those that were determined: the file was altered.\n",
        );
    }
    if differs("rulebook") {
        text.push_str(
            "It was made with other rulebooks; give those of then with `--rulebooks DIR`.\n",
        );
    }
    if differs("engine") {
        text.push_str("It was made by another version of the engine; replay it with that one.\n");
    }
    if text.is_empty() {
        text.push_str(
            "Engine, rulebooks and facts are those of then, so the file was altered afterwards.\n",
        );
    }
    text
}

fn as_json(
    stored: &Stored,
    same: bool,
    compared: &[Compared],
    changes: &[(String, String, String)],
) -> String {
    let mut record = json!({ "id": stored.id, "same": same });
    for one in compared {
        record[one.what] = json!({ "then": one.then, "now": one.now, "same": one.same() });
    }
    record["verdicts"] = changes
        .iter()
        .map(|(place, then, now)| json!({ "of": place, "then": then, "now": now }))
        .collect();
    layout::json(&record)
}
