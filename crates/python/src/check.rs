//! One transaction.

use std::path::PathBuf;

use exeat_determine::{Options, determine, json};
use exeat_documents::Format;
use exeat_law::frozen::FrozenLaw;
use exeat_law::model::JurisdictionId;
use exeat_value::Day;
use pyo3::prelude::*;

use crate::law::{day, known_jurisdictions, rulebook};
use crate::wrong;

/// Determines a transaction document; the determination as JSON.
#[pyfunction]
#[pyo3(signature = (document, *, json_document, on, known_at, jurisdictions, rulebooks, proof))]
#[expect(clippy::too_many_arguments, reason = "`exeat.check` names each of them")]
pub(crate) fn check(
    py: Python<'_>,
    document: &str,
    json_document: bool,
    on: Option<&str>,
    known_at: &str,
    jurisdictions: Vec<String>,
    rulebooks: Option<PathBuf>,
    proof: bool,
) -> PyResult<String> {
    let known_at = day(known_at)?;
    let on = on.map(day).transpose()?;
    py.detach(|| {
        determination(
            document,
            json_document,
            on,
            known_at,
            &jurisdictions,
            rulebooks,
            proof,
        )
    })
}

fn determination(
    document: &str,
    json_document: bool,
    on: Option<Day>,
    known_at: Day,
    codes: &[String],
    folder: Option<PathBuf>,
    proof: bool,
) -> PyResult<String> {
    let format = if json_document { Format::Json } else { Format::Toml };
    let outcome = exeat_documents::read(document, format);
    let Some(mut case) = outcome.case else {
        let said: Vec<String> = outcome
            .diagnostics
            .iter()
            .map(|one| format!("line {}: {}", line_of(document, one.span.start), one.message))
            .collect();
        return Err(wrong(said.join("\n"), ""));
    };
    let event_date = exeat_documents::event_date(&mut case, on)
        .map_err(|error| {
            wrong(
                error.to_string(),
                "state one day as `date` in the document, or pass `on=\"2025-12-15\"`",
            )
        })?
        .day;
    let rulebook = rulebook(folder.as_deref())?;
    known_jurisdictions(&rulebook, codes)?;
    let jurisdictions: Vec<JurisdictionId> = codes
        .iter()
        .filter_map(|code| rulebook.find_jurisdiction(code))
        .collect();
    let law = FrozenLaw::new(rulebook, event_date, known_at);
    let options = Options {
        event_date,
        jurisdictions,
        proof,
    };
    Ok(json(&determine(&law, &case, &options)))
}

/// The line of a byte, from 1.
fn line_of(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or(text);
    before.matches('\n').count() + 1
}
