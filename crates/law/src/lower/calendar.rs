//! Calendars: the working days of authorities, in a CSV file beside the rulebook.

use std::collections::BTreeMap;

use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, TextRange, nearest};
use exeat_value::Day;

use super::resolve::Lowering;
use super::rows::{Row, rows};
use super::words::{head_of, range_of, written};
use crate::model::Calendar;

/// Years that one calendar may cover, so that counting days always ends soon.
const YEARS_MAX: i16 = 200;

impl Lowering {
    /// A calendar and the file that it stands in.
    pub(super) fn calendar(&mut self, node: &ast::Calendar) {
        let syntax = node.syntax();
        let Some(name) = node.name() else { return };
        let Some(jurisdiction) = self.here.home.jurisdiction else {
            if !self.here.home.left_out {
                self.report(
                    Diagnostic::new(
                        Code::NO_JURISDICTION,
                        head_of(syntax),
                        "this calendar belongs to no state",
                    )
                    .with_help("put it below a `jurisdiction` or an `instrument`"),
                );
            }
            return;
        };
        let Some(authority) = self.whose_calendar(&name) else {
            return;
        };
        let known = self
            .rulebook
            .calendars
            .iter()
            .find(|one| one.jurisdiction == jurisdiction && one.authority == authority)
            .map(|one| one.place.clone());
        if let Some(first) = known {
            let diagnostic = Diagnostic::new(
                Code::REPEATED_NAME,
                range_of(name.syntax()),
                format!("`{}` has a calendar already", written(&name)),
            )
            .with_help("put all days into one file");
            let file = self.here.file;
            let diagnostic = self.pointing_to(diagnostic, file, &first, "declared first");
            self.report(diagnostic);
            return;
        }
        let cites = self.cites(syntax);
        let Some(covers) = self.covered(node) else {
            return;
        };
        let file = node.file().and_then(|quoted| self.table_file(&quoted));
        let named = match file {
            Some(file) => {
                let law_file = std::mem::replace(&mut self.here.file, file);
                let named = self.named_days(file, covers);
                self.here.file = law_file;
                named
            }
            None => BTreeMap::new(),
        };
        let calendar = Calendar {
            jurisdiction,
            authority,
            title: self.title(syntax),
            covers,
            named,
            file,
            verified_through: self.verified(syntax),
            confidence: self.confidence(syntax),
            cites,
            sources: self.sources(syntax),
            notes: self.notes(syntax),
            place: self.place(syntax),
        };
        self.rulebook.calendars.push(calendar);
    }

    /// The one authority that a calendar is named after; none within where it is named after the jurisdiction.
    fn whose_calendar(&mut self, name: &ast::Name) -> Option<Option<String>> {
        let text = written(name);
        let id = self.here.home.jurisdiction?;
        let jurisdiction = self.rulebook.jurisdictions.get(id.index())?;
        if jurisdiction.code == text {
            return Some(None);
        }
        let authorities = jurisdiction.authorities.iter().map(|(short, _)| short);
        let known = || std::iter::once(&jurisdiction.code).chain(authorities.clone());
        if known().any(|one| *one == text) {
            return Some(Some(text));
        }
        let help = match nearest(&text, known().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "name it `{}`, or after one of its authorities",
                jurisdiction.code
            ),
        };
        let message = format!("`{}` has no authority called `{text}`", jurisdiction.code);
        self.report(
            Diagnostic::new(Code::UNKNOWN_AUTHORITY, range_of(name.syntax()), message)
                .with_help(help),
        );
        None
    }

    /// The first and the last day that a calendar knows.
    fn covered(&mut self, node: &ast::Calendar) -> Option<(Day, Day)> {
        let written = node.covers_field()?.span()?;
        let span = self.span(&written)?;
        let refused = match span.until {
            None => "a calendar knows its days up to a last one",
            Some(until) if until.year() > span.from.year().saturating_add(YEARS_MAX) => {
                "a calendar covers no more than 200 years"
            }
            Some(until) => return Some((span.from, until.previous())),
        };
        self.report(
            Diagnostic::new(Code::DAYS_OUT_OF_PLACE, range_of(written.syntax()), refused).with_help(
                format!("write `covers from {} through …`, with the last day whose holidays stand in the file", span.from),
            ),
        );
        None
    }

    /// The days of the file. Diagnostics point into it, for the reader stands there.
    fn named_days(&mut self, file: usize, covers: (Day, Day)) -> BTreeMap<Day, bool> {
        let mut named = BTreeMap::new();
        let text = self.rulebook.files.get(file).map(|file| file.text.clone());
        let Some(text) = text else { return named };
        let mut found = match rows(&text) {
            Ok(rows) => rows.into_iter(),
            Err((range, message)) => {
                self.bad_row(
                    range,
                    message,
                    "write one day a line, cells separated by commas",
                );
                return named;
            }
        };
        let header = found.next();
        let column = |name: &str| {
            let header = header.as_ref()?;
            header.cells.iter().position(|(cell, _)| cell == name)
        };
        let (Some(date), Some(kind)) = (column("date"), column("kind")) else {
            let range = header.map_or_else(TextRange::default, |row| row.line);
            self.bad_row(
                range,
                "no columns are headed `date` and `kind`".to_owned(),
                "begin with the line `date,kind,name`",
            );
            return named;
        };
        for row in found {
            let Some((day, works)) = self.named_day(&row, date, kind) else {
                continue;
            };
            if day < covers.0 || covers.1 < day {
                self.bad_row(
                    row.line,
                    format!(
                        "the calendar covers {} through {}, and {day} lies outside",
                        covers.0, covers.1
                    ),
                    "let it cover the whole year, or leave the day out",
                );
            } else if named.insert(day, works).is_some() {
                self.bad_row(
                    row.line,
                    format!("a second row for {day}"),
                    "keep one of them",
                );
            }
        }
        named
    }

    fn named_day(&mut self, row: &Row, date: usize, kind: usize) -> Option<(Day, bool)> {
        let (Some((day, at)), Some((kind, kind_at))) = (row.cells.get(date), row.cells.get(kind))
        else {
            self.bad_row(
                row.line,
                "this row has no day, or no kind".to_owned(),
                "write `2026-10-01,holiday,National Day`",
            );
            return None;
        };
        let day = match day.parse::<Day>() {
            Ok(day) => day,
            Err(error) => {
                self.bad_row(*at, error.to_string(), "write a day such as `2025-10-09`");
                return None;
            }
        };
        match kind.as_str() {
            "holiday" => Some((day, false)),
            "workday" => Some((day, true)),
            other => {
                self.bad_row(
                    *kind_at,
                    format!("`{other}` is no kind of day"),
                    "write `holiday`, or `workday` for a day that is worked although it is a Saturday or Sunday",
                );
                None
            }
        }
    }

    fn bad_row(&mut self, range: TextRange, message: String, help: &str) {
        self.report(Diagnostic::new(Code::TABLE_CONTENT, range, message).with_help(help));
    }
}
