//! `exeat screen compare`: two names, or many pairs, side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use exeat_screen::compare;
use exeat_screen::record::{self, Record};
use exeat_screen::score::{ALGORITHM, Kind, Mode, Score};
use serde::Deserialize;
use serde_json::json;

use super::{KindOption, ModeOption};
use crate::arguments::FormatOption;
use crate::console::Console;
use crate::failure::{DONE, Failure, Outcome};
use crate::files;
use crate::layout;
use exeat_screen::party::kind_of_word;

/// Say how alike names are, without any list
///
/// From 0.7000 on two names count as one party's.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  exeat screen compare \"Siemens AG\" \"Siemens Aktiengesellschaft\"
  exeat screen compare \"V. Putin\" \"Vladimir Putin\" --kind person
  exeat screen compare --pairs pairs.csv        columns schema,name1,name2: adds a column score
  exeat screen compare --entities pairs.yml     records with names, dates, countries and numbers")]
pub(super) struct Compare {
    /// Two names
    #[arg(value_name = "NAME", num_args = 2, required_unless_present_any = ["pairs", "entities"])]
    names: Vec<String>,
    /// What bears the names: person, organisation or vessel [default: told by the names]
    #[arg(long, value_enum, hide_possible_values = true)]
    kind: Option<KindOption>,
    /// A CSV of pairs
    #[arg(long, value_name = "FILE.csv", conflicts_with_all = ["names", "entities"])]
    pairs: Option<PathBuf>,
    /// Pairs of records in YAML; the mode is strict unless another is asked for
    #[arg(long, value_name = "FILE.yml", conflicts_with = "names")]
    entities: Option<PathBuf>,
    #[command(flatten)]
    mode: ModeOption,
    #[command(flatten)]
    format: FormatOption,
}

impl Compare {
    pub(super) fn run(self, console: &Console) -> Outcome {
        if let Some(path) = &self.pairs {
            let text = pairs(
                &files::read_text(path)?,
                &files::name(path),
                self.mode.or(Mode::Balanced),
            )?;
            console.say(&text)?;
        } else if let Some(path) = &self.entities {
            let text = entities(
                &files::read_text(path)?,
                &files::name(path),
                self.mode.or(Mode::Strict),
            )?;
            console.say(&text)?;
        } else if let [a, b] = self.names.as_slice() {
            let kind = self.kind.map_or(Kind::Unknown, Kind::from);
            let compared = compare::names(a, b, kind, self.mode.or(Mode::Balanced));
            let text = if self.format.is_json() {
                layout::json(&json!({
                    "format": 1,
                    "algorithm": ALGORITHM,
                    "names": [a, b],
                    "kind": compared.kind,
                    "score": compared.score,
                    "match": compared.score >= Score::MATCH,
                    "reasons": compared.reasons,
                }))
            } else {
                let mut text = format!("{}\n", compared.score);
                for reason in &compared.reasons {
                    text.push_str(&format!("  {reason}\n"));
                }
                text
            };
            console.say(&text)?;
        }
        Ok(DONE)
    }
}

/// The pairs of a CSV with a column `score` more.
fn pairs(text: &str, name: &str, mode: Mode) -> Result<String, Failure> {
    let wrong = |error: &dyn std::fmt::Display| {
        Failure::wrong(format!("`{name}` is no CSV of pairs: {error}"))
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().map_err(|error| wrong(&error))?.clone();
    let column = |wanted: &str| headers.iter().position(|header| header.trim() == wanted);
    let (Some(first), Some(second)) = (column("name1"), column("name2")) else {
        return Err(
            Failure::wrong(format!("`{name}` has no columns `name1` and `name2`"))
                .with_help("the first line is `schema,name1,name2`, with any others"),
        );
    };
    let schema = column("schema").or_else(|| column("kind"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(headers.iter().chain(["score"]))
        .map_err(|error| wrong(&error))?;
    for record in reader.records() {
        let record = record.map_err(|error| wrong(&error))?;
        let word = schema
            .and_then(|schema| record.get(schema))
            .unwrap_or_default();
        let kind = kind_of_word(word).unwrap_or_default();
        let score = compare::names(
            record.get(first).unwrap_or_default(),
            record.get(second).unwrap_or_default(),
            kind,
            mode,
        )
        .score
        .to_string();
        // A row that is too short is filled, so that the score stands under its heading.
        let mut row: Vec<&str> = record.iter().collect();
        row.resize(row.len().max(headers.len()), "");
        row.push(&score);
        writer.write_record(row).map_err(|error| wrong(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
    String::from_utf8(bytes).map_err(|error| wrong(&error))
}

/// A file of pairs of records.
#[derive(Debug, Deserialize)]
struct Checks {
    checks: Vec<Check>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Check {
    #[serde(rename = "match")]
    pub(super) is_match: Option<bool>,
    #[serde(default)]
    pub(super) schema: String,
    #[serde(default)]
    label: String,
    query: BTreeMap<String, OneOrMore>,
    candidate: BTreeMap<String, OneOrMore>,
}

/// A text, or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(Scalar),
    More(Vec<Scalar>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Scalar {
    Number(i64),
    Fraction(f64),
    YesNo(bool),
    Text(String),
    Nothing(()),
}

impl OneOrMore {
    fn texts(&self) -> Vec<String> {
        let text = |scalar: &Scalar| match scalar {
            Scalar::Number(number) => number.to_string(),
            Scalar::Fraction(number) => number.to_string(),
            Scalar::YesNo(answer) => answer.to_string(),
            Scalar::Nothing(()) => String::new(),
            Scalar::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        match self {
            Self::One(one) => vec![text(one)],
            Self::More(more) => more.iter().map(text).collect(),
        }
    }
}

impl Check {
    /// The two records.
    pub(super) fn records(&self) -> (Record, Record) {
        (
            record(&self.schema, &self.query),
            record(&self.schema, &self.candidate),
        )
    }

    fn name(members: &BTreeMap<String, OneOrMore>) -> String {
        ["name", "firstName", "middleName", "fatherName", "lastName"]
            .iter()
            .filter_map(|key| members.get(*key))
            .flat_map(OneOrMore::texts)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Reads pairs of records.
pub(super) fn checks(text: &str, name: &str) -> Result<Vec<Check>, Failure> {
    let checks: Checks = serde_saphyr::from_str(text)
        .map_err(|error| Failure::wrong(format!("`{name}` holds no pairs of records: {error}")))?;
    Ok(checks.checks)
}

fn record(schema: &str, members: &BTreeMap<String, OneOrMore>) -> Record {
    let mut record = Record {
        kind: kind_of_word(schema).unwrap_or_default(),
        ..Record::default()
    };
    for (key, value) in members {
        let small = || value.texts().into_iter().map(|text| text.to_lowercase());
        match key.as_str() {
            "name" | "names" | "alias" | "aliases" | "previousName" => {
                record.names.extend(value.texts())
            }
            "firstName" | "givenName" => record.given.extend(value.texts()),
            "middleName" | "secondName" | "fatherName" | "patronymic" => {
                record.middle.extend(value.texts())
            }
            "lastName" | "familyName" => record.family.extend(value.texts()),
            "birthDate" | "incorporationDate" | "buildDate" => record.births.extend(value.texts()),
            "country" | "nationality" | "citizenship" | "jurisdiction" | "flag" | "mainCountry" => {
                record.countries.extend(small());
            }
            "gender" => record.genders.extend(small()),
            "schema" => {
                if let Some(kind) = value.texts().first().and_then(|word| kind_of_word(word)) {
                    record.kind = kind;
                }
            }
            _ if is_identifier(key) => {
                let numbers: BTreeSet<String> = small()
                    .map(|text| text.chars().filter(char::is_ascii_alphanumeric).collect())
                    .filter(|text: &String| !text.is_empty())
                    .collect();
                record.identifiers.insert(key.clone(), numbers);
            }
            _ => {}
        }
    }
    record
}

/// Whether a member of a record holds numbers that name a party.
fn is_identifier(key: &str) -> bool {
    key.ends_with("Code")
        || key.ends_with("Number")
        || matches!(
            key,
            "leiCode" | "mmsi" | "callSign" | "publicKey" | "isin" | "dunsCode" | "uniqueEntityId"
        )
}

fn entities(text: &str, name: &str, mode: Mode) -> Result<String, Failure> {
    let wrong =
        |error: &dyn std::fmt::Display| Failure::wrong(format!("cannot write the scores: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "number",
            "match",
            "schema",
            "label",
            "query",
            "candidate",
            "score",
        ])
        .map_err(|error| wrong(&error))?;
    for (number, check) in (1_u64..).zip(checks(text, name)?) {
        let (query, candidate) = check.records();
        let score = record::compare(&query, &candidate, mode);
        writer
            .write_record([
                number.to_string(),
                check
                    .is_match
                    .map(|is_match| is_match.to_string())
                    .unwrap_or_default(),
                check.schema.clone(),
                check.label.clone(),
                Check::name(&check.query),
                Check::name(&check.candidate),
                score.to_string(),
            ])
            .map_err(|error| wrong(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| wrong(&error))?;
    String::from_utf8(bytes).map_err(|error| wrong(&error))
}
