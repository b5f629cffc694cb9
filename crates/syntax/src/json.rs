//! A diagnostic for programs.

use rowan::TextRange;
use serde::Serialize;

use crate::{Code, Diagnostic, LineIndex, Position, Severity};

/// A diagnostic as JSON: the same content as the data, with lines and columns beside the
/// byte positions. Keys stand in alphabetical order, so equal diagnostics give equal bytes.
///
/// ```
/// use exeat_syntax::{LineIndex, parse, to_json};
///
/// let text = "rulle x\n";
/// let parse = parse(text);
/// let json = to_json(&parse.diagnostics()[0], "a.law", &LineIndex::new(text));
/// assert_eq!(json["code"], "R0002");
/// assert_eq!(json["labels"][0]["end"]["column"], 6);
/// assert_eq!(json["fix"]["replacement"], "rule");
/// ```
pub fn to_json(
    diagnostic: &Diagnostic,
    file_name: &str,
    lines: &LineIndex<'_>,
) -> serde_json::Value {
    let record = Record {
        citation: diagnostic.citation.as_deref(),
        code: diagnostic.code,
        file: file_name,
        fix: diagnostic.fix.as_ref().map(|fix| FixRecord {
            place: PlaceRecord::new(fix.range, lines),
            replacement: &fix.replacement,
        }),
        help: diagnostic.help.as_deref(),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| LabelRecord {
                place: PlaceRecord::new(label.range, lines),
                primary: label.primary,
                text: &label.text,
            })
            .collect(),
        message: &diagnostic.message,
        severity: diagnostic.severity,
        title: diagnostic.code.title(),
    };
    // Strings, numbers and flags only, and every key is a string: this cannot fail.
    serde_json::to_value(record).unwrap_or_default()
}

#[derive(Serialize)]
struct Record<'d> {
    citation: Option<&'d str>,
    code: Code,
    file: &'d str,
    fix: Option<FixRecord<'d>>,
    help: Option<&'d str>,
    labels: Vec<LabelRecord<'d>>,
    message: &'d str,
    severity: Severity,
    title: &'d str,
}

#[derive(Serialize)]
struct LabelRecord<'d> {
    #[serde(flatten)]
    place: PlaceRecord,
    primary: bool,
    text: &'d str,
}

#[derive(Serialize)]
struct FixRecord<'d> {
    #[serde(flatten)]
    place: PlaceRecord,
    replacement: &'d str,
}

#[derive(Serialize)]
struct PlaceRecord {
    start: PointRecord,
    end: PointRecord,
}

#[derive(Serialize)]
struct PointRecord {
    byte: u32,
    #[serde(flatten)]
    position: Position,
}

impl PlaceRecord {
    fn new(range: TextRange, lines: &LineIndex<'_>) -> Self {
        let point = |offset: rowan::TextSize| PointRecord {
            byte: offset.into(),
            position: lines.position(offset),
        };
        Self {
            start: point(range.start()),
            end: point(range.end()),
        }
    }
}
