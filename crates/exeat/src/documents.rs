//! Reading transaction documents, and saying what is wrong with them.

use std::path::Path;

use exeat_documents::{DocumentCode, EventDateError, Format};
use exeat_facts::Case;
use exeat_value::Day;

use crate::console::Console;
use crate::failure::Failure;
use crate::files;
use crate::layout;

/// A document as it was read.
pub(crate) struct Document {
    /// The text.
    pub(crate) text: String,
    /// The format of the text.
    pub(crate) format: Format,
    /// What it says.
    pub(crate) case: Case,
}

/// Reads a document, or standard input for `-`, and prints what is to be said about it.
///
/// # Errors
/// It cannot be read, or has errors.
pub(crate) fn read(path: &Path, console: &Console) -> Result<Document, Failure> {
    read_but(path, console, &[])
}

/// As [`read`], without a word about what bears one of these codes.
///
/// # Errors
/// It cannot be read, or has errors.
pub(crate) fn read_but(
    path: &Path,
    console: &Console,
    passed: &[DocumentCode],
) -> Result<Document, Failure> {
    let text = files::read_text(path)?;
    let format = format_of(path, &text);
    let outcome = exeat_documents::read(&text, format);
    let told =
        |one: &&exeat_documents::DocumentDiagnostic| one.is_error() || !passed.contains(&one.code);
    for diagnostic in outcome.diagnostics.iter().filter(told) {
        let shown = diagnostic.render(&files::name(path), &text, console.colour_err());
        console.remark(&format!("{}\n\n", shown.trim_end()));
    }
    match outcome.case {
        Some(case) => Ok(Document { text, format, case }),
        None => {
            let errors = outcome.diagnostics.iter().filter(|one| one.is_error());
            Err(Failure::wrong(format!(
                "`{}` cannot be used: {}",
                files::name(path),
                layout::counted(errors.count(), "error")
            )))
        }
    }
}

/// The format that a file's name tells; of standard input, the one that its first sign tells.
fn format_of(path: &Path, text: &str) -> Format {
    if path.as_os_str() != files::STANDARD {
        return Format::of_name(&path.to_string_lossy());
    }
    if text.trim_start().starts_with('{') {
        Format::Json
    } else {
        Format::Toml
    }
}

/// The day of the event, and a remark where the document says something else.
pub(crate) struct EventDate {
    pub(crate) day: Day,
    pub(crate) remark: Option<String>,
}

/// The day of the event: the one given with `--on`, else the one that the document states.
///
/// A day given with `--on` becomes the case's own, so that no rule that asks for the date sees
/// another one. Nothing stands in for a day that nobody states.
///
/// # Errors
/// Neither gives one day.
pub(crate) fn event_date(
    case: &mut Case,
    on: Option<Day>,
    path: &Path,
) -> Result<EventDate, Failure> {
    let path = files::name(path);
    match exeat_documents::event_date(case, on) {
        Ok(event) => Ok(EventDate {
            day: event.day,
            remark: event.replaces.map(|stated| {
                format!(
                    "`{path}` says that it leaves {stated}; with `--on`, {} is taken instead",
                    event.day
                )
            }),
        }),
        Err(EventDateError::NotStated) => Err(Failure::wrong(format!(
            "`{path}` does not say on which day it leaves"
        ))
        .with_help("write `date = 2025-12-15` under `[shipment]`, or give the day with `--on`")),
        Err(EventDateError::NotOneDay(stated)) => Err(Failure::wrong(format!(
            "`{path}` says that it leaves {stated}, and the law is that of one day"
        ))
        .with_help("give the day with `--on`, once for each day that may make a difference")),
    }
}
