//! Certificates of analysis: what a laboratory measured, in a form of the project's own, as TOML or
//! CSV, since laboratories have none in common.

use std::io::Cursor;

use exeat_facts::{Scope, Vocabulary};
use exeat_value::Day;
use serde::Deserialize;

use super::{COUNT_MAX, Declaration, DeclarationError, Declared, Form, Said};
use crate::read::value_of_text;
use crate::tables::{Chunk, Flow, Sink, TableError, TableOptions, csv_in};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Certificate {
    #[serde(rename = "form")]
    _form: String,
    laboratory: String,
    #[serde(default)]
    number: Option<String>,
    date: Day,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    lot: Option<String>,
    #[serde(default)]
    method: Option<String>,
    #[serde(default, rename = "result")]
    results: Vec<Outcome>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Outcome {
    fact: String,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    is: Option<String>,
    #[serde(default)]
    between: Option<[String; 2]>,
    /// Below this, as far as the method tells.
    #[serde(default)]
    below: Option<String>,
}

pub(super) fn of_toml(text: &str) -> Result<Declaration, DeclarationError> {
    let read: Certificate = toml::from_str(text).map_err(|error| not_of_form(text, &error))?;
    let mut declaration = Declaration::new(Form::CertificateOfAnalysis);
    declaration.issuer = Some(read.laboratory);
    declaration.date = Some(read.date);
    declaration.reference = read.number;
    let of: Vec<String> = [
        read.lot.map(|lot| format!("lot {lot}")),
        read.method.map(|method| format!("by {method}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if read.results.len() > COUNT_MAX {
        return Err(DeclarationError::new(
            format!("the certificate has more than {COUNT_MAX} results"),
            "split it by item",
        ));
    }
    for (number, mut outcome) in (1_u64..).zip(read.results) {
        outcome.item = outcome.item.or_else(|| read.item.clone());
        result(
            &mut declaration,
            &outcome,
            &of.join(", "),
            number,
            &format!("result {number}"),
        );
    }
    finish(declaration)
}

/// A mistake in TOML with its line.
pub(super) fn not_of_form(text: &str, error: &toml::de::Error) -> DeclarationError {
    let line = error.span().map_or(String::new(), |span| {
        let before = text.get(..span.start).unwrap_or_default();
        format!("line {}: ", before.matches('\n').count().saturating_add(1))
    });
    DeclarationError::new(
        format!("{line}{}", error.message()),
        "see docs/book/materials.md for the form; days stand in quotes",
    )
}

fn finish(mut declaration: Declaration) -> Result<Declaration, DeclarationError> {
    if declaration.statements.is_empty() && declaration.faults.is_empty() {
        declaration.fault(
            0,
            "the certificate has no results",
            "write `[[result]]` with `fact` and `is`, `between` or `below`",
        );
    }
    Ok(declaration)
}

/// Takes one result: a fact of an item, with a value that the fact can take.
fn result(declaration: &mut Declaration, outcome: &Outcome, of: &str, place: u64, at: &str) {
    let vocabulary = Vocabulary::standard();
    let Some(id) = vocabulary.find(Scope::Item, &outcome.fact) else {
        let nearest = vocabulary.nearest(Scope::Item, &outcome.fact).map_or_else(
            || "see docs/reference/vocabulary.md".to_owned(),
            |near| format!("is it `{near}`?"),
        );
        declaration.fault(
            place,
            format!("{at}: `{}` is no fact of an item", outcome.fact),
            &nearest,
        );
        return;
    };
    let definition = vocabulary.get(id);
    let said = match (&outcome.is, &outcome.between, &outcome.below) {
        (Some(is), None, None) => Said::Is(is.clone()),
        (None, Some([low, high]), None) => Said::Between(low.clone(), high.clone()),
        (None, None, Some(below)) => {
            // Below what the method tells is anything from nought.
            let unit = below.trim().split_once(' ').map_or("", |(_, unit)| unit);
            Said::Between(format!("0 {unit}").trim().to_owned(), below.clone())
        }
        _ => {
            declaration.fault(
                place,
                format!("{at} gives no value, or more than one"),
                "write one of `is`, `between` and `below`",
            );
            return;
        }
    };
    let texts: Vec<&str> = match &said {
        Said::Is(one) => vec![one],
        Said::Between(low, high) => vec![low, high],
    };
    let mut values = Vec::new();
    for text in texts {
        match value_of_text(text, definition.ty, &outcome.fact, vocabulary) {
            Ok(value) => values.push(value),
            Err(told) => {
                let (message, mend) = told.first().map_or_else(
                    || {
                        (
                            format!("`{text}` is no {}", vocabulary.type_in_words(definition.ty)),
                            String::new(),
                        )
                    },
                    |one| (one.message.clone(), one.mend.clone()),
                );
                declaration.fault(place, format!("{at}: {message}"), &mend);
                return;
            }
        }
    }
    if let [low, high] = values.as_slice()
        && low.compare(high).is_none_or(std::cmp::Ordering::is_gt)
    {
        declaration.fault(
            place,
            format!("{at}: the range begins above its end, or has no order"),
            "write the lower bound first",
        );
        return;
    }
    let words = match &said {
        Said::Is(one) => one.clone(),
        Said::Between(low, high) => format!("between {low} and {high}"),
    };
    let item = outcome.item.clone();
    let of = if of.is_empty() {
        String::new()
    } else {
        format!(" ({of})")
    };
    declaration.statements.push(Declared {
        says: format!(
            "{} of {} is {words}{of}",
            outcome.fact,
            item.as_deref().unwrap_or("the goods")
        ),
        item,
        predicate: outcome.fact.clone(),
        object: words,
        fact: Some(outcome.fact.clone()),
        value: Some(said),
        expires: None,
        place,
    });
}

const HEADINGS: [&str; 3] = ["laboratory", "date", "fact"];

/// Reads a certificate as a table: a row for each result.
pub(super) fn of_csv(text: &str) -> Result<Declaration, DeclarationError> {
    let mut rows = Rows {
        declaration: Declaration::new(Form::CertificateOfAnalysis),
        columns: Vec::new(),
        known: false,
    };
    let read = csv_in::read(
        Cursor::new(text.as_bytes()),
        &TableOptions::default(),
        &mut rows,
    );
    if !rows.known {
        return Err(DeclarationError::new(
            "the file is of no form that is known",
            "known are IPC-1752, IEC 62474, CMRT, EMRT, and the two forms of docs/book/materials.md",
        ));
    }
    read.map_err(|error| DeclarationError::new(error.message, error.mend))?;
    finish(rows.declaration)
}

struct Rows {
    declaration: Declaration,
    columns: Vec<String>,
    known: bool,
}

impl Sink for Rows {
    fn headings(&mut self, names: &[String]) -> Result<Flow, TableError> {
        self.columns = names
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        self.known = HEADINGS
            .iter()
            .all(|wanted| self.columns.iter().any(|name| name == wanted));
        Ok(if self.known { Flow::On } else { Flow::Stop })
    }

    fn chunk(&mut self, chunk: Chunk) -> Result<Flow, TableError> {
        for fault in &chunk.faults {
            self.declaration.fault(
                fault.place,
                format!("line {}: {}", fault.place, fault.message),
                &fault.mend,
            );
        }
        for (row, &place) in chunk.places.iter().enumerate() {
            let cell = |name: &str| {
                let at = self.columns.iter().position(|own| own == name)?;
                let text = chunk
                    .columns
                    .get(at)?
                    .as_ref()?
                    .get(row)
                    .text()
                    .trim()
                    .to_owned();
                (!text.is_empty()).then_some(text)
            };
            if self.declaration.statements.len() >= COUNT_MAX {
                return Ok(Flow::Stop);
            }
            let (laboratory, date) = (cell("laboratory"), cell("date"));
            let day = date.as_deref().and_then(|date| date.parse::<Day>().ok());
            let at = format!("line {place}");
            let (Some(laboratory), Some(day)) = (laboratory, day) else {
                self.declaration.fault(
                    place,
                    format!("{at} lacks the laboratory or a day such as 2026-02-01"),
                    "write both in each row",
                );
                continue;
            };
            let same = self
                .declaration
                .issuer
                .as_ref()
                .is_none_or(|known| *known == laboratory)
                && self.declaration.date.is_none_or(|known| known == day);
            if !same {
                self.declaration.fault(
                    place,
                    format!("{at} is of another laboratory or day than the rows before"),
                    "make a file of each certificate",
                );
                continue;
            }
            self.declaration.issuer = Some(laboratory);
            self.declaration.date = Some(day);
            if self.declaration.reference.is_none() {
                self.declaration.reference = cell("number");
            }
            let between = cell("low").zip(cell("high")).map(|(low, high)| [low, high]);
            let outcome = Outcome {
                fact: cell("fact").unwrap_or_default(),
                item: cell("item"),
                is: cell("is"),
                between,
                below: cell("below"),
            };
            let of: Vec<String> = [
                cell("lot").map(|lot| format!("lot {lot}")),
                cell("method").map(|method| format!("by {method}")),
            ]
            .into_iter()
            .flatten()
            .collect();
            result(&mut self.declaration, &outcome, &of.join(", "), place, &at);
        }
        Ok(Flow::On)
    }
}
