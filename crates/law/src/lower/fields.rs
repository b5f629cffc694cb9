//! The fields that most declarations share: citations, days, confidence, remarks.

use exeat_syntax::ast::words::SpanEnd;
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, SyntaxNode, TextRange};
use exeat_value::{Day, Span};

use super::names::Kind;
use super::resolve::Lowering;
use super::words::{child, children, head_of, range_of, text_of, text_or_empty};
use crate::model::{Acknowledgement, Cite, Confidence, InForce, Place, ReadingId, Text};

impl Lowering {
    /// The title of a declaration.
    pub(super) fn title(&self, node: &SyntaxNode) -> Option<Text> {
        Some(text_of(&child::<ast::TitleField>(node)?.text()?))
    }

    /// The remarks of a declaration.
    pub(super) fn notes(&self, node: &SyntaxNode) -> Vec<Text> {
        children::<ast::NoteField>(node)
            .map(|field| text_or_empty(field.text()))
            .collect()
    }

    /// The addresses at which the text stands.
    pub(super) fn sources(&self, node: &SyntaxNode) -> Vec<String> {
        children::<ast::SourceField>(node)
            .filter_map(|field| Some(field.quoted()?.value()))
            .collect()
    }

    /// How sure the author is.
    pub(super) fn confidence(&self, node: &SyntaxNode) -> Option<Confidence> {
        use ast::words::Confidence as Word;
        Some(match child::<ast::ConfidenceField>(node)?.level()? {
            Word::Low => Confidence::Low,
            Word::Medium => Confidence::Medium,
            Word::High => Confidence::High,
        })
    }

    // --- citations -----------------------------------------------------------

    /// The citations of a declaration; the first is named by the diagnostics that follow.
    pub(super) fn cites(&mut self, node: &SyntaxNode) -> Vec<Cite> {
        let mut cites = Vec::new();
        for field in children::<ast::CitesField>(node) {
            for citation in field.citations() {
                cites.extend(self.cite(&citation));
            }
        }
        if let Some(first) = cites.first() {
            self.here.citation = Some(match &first.anchor {
                Some(anchor) => format!("{} {anchor}", first.instrument),
                None => first.instrument.clone(),
            });
        }
        cites
    }

    fn cite(&mut self, citation: &ast::Citation) -> Option<Cite> {
        let instrument = match citation.name_ref() {
            Some(named) => self.resolve(&named, &[Kind::Instrument, Kind::List])?.full,
            None if self.here.home.instrument.is_some() => self.prefix().to_owned(),
            None => {
                self.report(
                    Diagnostic::new(
                        Code::NO_INSTRUMENT,
                        range_of(citation.syntax()),
                        "this citation names no instrument, and stands in none",
                    )
                    .with_help("write the instrument's name before the article"),
                );
                return None;
            }
        };
        Some(Cite {
            instrument,
            anchor: citation.anchor().map(|anchor| anchor.text()),
            words: citation.quoted().map(|quoted| quoted.value()),
        })
    }

    /// The citations of a declaration that must have one: its own, or those that it inherits.
    pub(super) fn required_cites(
        &mut self,
        node: &SyntaxNode,
        what: &str,
        inherited: &[Cite],
    ) -> Vec<Cite> {
        let cites = self.cites(node);
        // A citation that could not be resolved is not missing.
        if !cites.is_empty() || child::<ast::CitesField>(node).is_some() {
            return cites;
        }
        if !inherited.is_empty() {
            return inherited.to_vec();
        }
        self.report(
            Diagnostic::new(
                Code::MISSING_CITATION,
                head_of(node),
                format!("{what} cites no law"),
            )
            .with_help("add `cites §1(1)`, or wherever it stands"),
        );
        cites
    }

    // --- days ----------------------------------------------------------------

    /// A day of the calendar.
    pub(super) fn day(&mut self, day: &ast::Day) -> Option<Day> {
        match day.text().parse() {
            Ok(day) => Some(day),
            Err(error) => {
                let error: exeat_value::DayError = error;
                let (message, help) = split(&error.to_string());
                let diagnostic =
                    Diagnostic::new(Code::NO_SUCH_DAY, range_of(day.syntax()), message);
                let help = help.unwrap_or_else(|| "write a day such as `2025-10-09`".to_owned());
                self.report(diagnostic.with_help(help));
                None
            }
        }
    }

    /// The day on which a declaration says that it became known.
    pub(super) fn recorded(&mut self, node: &SyntaxNode) -> Option<Day> {
        let day = child::<ast::RecordedField>(node)?.day()?;
        self.day(&day)
    }

    /// The last day for which a declaration says that somebody has checked it.
    pub(super) fn verified(&mut self, node: &SyntaxNode) -> Option<Day> {
        let day = child::<ast::VerifiedField>(node)?.day()?;
        self.day(&day)
    }

    /// A span of days; refuses one without a day in it.
    pub(super) fn span(&mut self, span: &ast::Span) -> Option<Span> {
        let from = self.day(&span.from()?)?;
        let Some(end) = span.end() else {
            return Some(Span::from_on(from));
        };
        let end = self.day(&end)?;
        let days = match span.end_kind()? {
            SpanEnd::Through => Span::from_through(from, end),
            SpanEnd::Until => Span::from_until(from, end),
        };
        if days.is_empty() {
            let range = range_of(span.syntax());
            let diagnostic = match span.end_kind() {
                Some(SpanEnd::Until) if from == end => Diagnostic::new(
                    Code::EMPTY_IN_FORCE_INTERVAL,
                    range,
                    format!("no day lies between {from} and {end}, which `until` leaves out"),
                )
                .with_help(format!("write `through {end}` if that day is inside")),
                _ => Diagnostic::new(
                    Code::EMPTY_IN_FORCE_INTERVAL,
                    range,
                    format!("this ends on {end}, before it begins on {from}"),
                )
                .with_help(format!(
                    "write `from {end} through {from}` if the days were exchanged"
                )),
            };
            self.report(diagnostic);
            return None;
        }
        Some(days)
    }

    /// The days of a declaration's own `in force` line.
    pub(super) fn in_force(&mut self, node: &SyntaxNode) -> Option<InForce> {
        let field = child::<ast::InForceField>(node)?;
        let days = self.days(field.span(), field.name_ref());
        self.days_failed |= days.is_none();
        days
    }

    /// The own days of something inside an instrument, of which one at least must lie in the instrument's life.
    pub(super) fn own_in_force(&mut self, node: &SyntaxNode) -> Option<InForce> {
        let days = self.in_force(node)?;
        let field = child::<ast::InForceField>(node)?;
        let instrument = self.here.home.instrument;
        let instrument = instrument.and_then(|id| self.rulebook.instruments.get(id.index()));
        let life = instrument.and_then(|one| one.in_force.as_ref());
        if let (InForce::Span(own), Some(InForce::Span(life))) = (&days, life)
            && own.intersect(life).is_empty()
        {
            let message = format!("this is in force {own}, and its instrument {life}");
            self.report(
                Diagnostic::new(
                    Code::EMPTY_IN_FORCE_INTERVAL,
                    range_of(field.syntax()),
                    message,
                )
                .with_help("give it days on which its instrument is in force"),
            );
        }
        Some(days)
    }

    /// The days of a limb.
    pub(super) fn limb_in_force(&mut self, clause: &ast::InForceClause) -> Option<InForce> {
        self.days(clause.span(), clause.name_ref())
    }

    fn days(&mut self, span: Option<ast::Span>, reading: Option<ast::NameRef>) -> Option<InForce> {
        if let Some(span) = span {
            return Some(InForce::Span(self.span(&span)?));
        }
        let named = reading?;
        let site = self.resolve(&named, &[Kind::Reading])?;
        let id = ReadingId::at(site.index);
        self.require_days(id, range_of(named.syntax()), &site.place);
        Some(InForce::Reading(id))
    }

    /// Refuses a reading that gives no days where days are wanted.
    fn require_days(&mut self, id: ReadingId, range: TextRange, place: &Place) {
        let Some(reading) = self.rulebook.readings.get(id.index()) else {
            return;
        };
        if reading.alternatives.iter().any(|one| one.span.is_some()) {
            return;
        }
        let diagnostic = Diagnostic::new(
            Code::ALTERNATIVE_WITHOUT_DATES,
            range,
            format!("the reading `{}` gives no days", reading.name),
        )
        .with_help(
            "end each of its alternatives with days: `=> from 2025-10-09 through 2025-11-09`",
        );
        let diagnostic = self.pointing_to(diagnostic, self.here.file, place, "declared");
        self.report(diagnostic);
    }

    // --- acknowledgements ------------------------------------------------------

    /// The warnings that a declaration silences.
    pub(super) fn acknowledgements(&mut self, node: &SyntaxNode) {
        let within = self.place(node);
        for field in children::<ast::AcknowledgesField>(node) {
            let Some(written) = field.warning_code() else {
                continue;
            };
            let range = range_of(written.syntax());
            let text = written.text();
            let code = match text.parse::<Code>() {
                Ok(code) if code.severity() != exeat_syntax::Severity::Error => code,
                Ok(code) => {
                    self.report(
                        Diagnostic::new(
                            Code::UNKNOWN_WARNING_CODE,
                            range,
                            format!("`{code}` ({}) is an error, not a warning", code.title()),
                        )
                        .with_help("errors are mended, and only warnings acknowledged"),
                    );
                    continue;
                }
                Err(_) => {
                    let codes: Vec<String> = Code::all()
                        .filter(|code| code.severity() != exeat_syntax::Severity::Error)
                        .map(|code| code.to_string())
                        .collect();
                    self.report(
                        Diagnostic::new(
                            Code::UNKNOWN_WARNING_CODE,
                            range,
                            format!("no warning has the code `{text}`"),
                        )
                        .with_help(format!("the warnings are {}", codes.join(", "))),
                    );
                    continue;
                }
            };
            let reason = field
                .reason()
                .map(|quoted| quoted.value())
                .unwrap_or_default();
            let place = self.place(field.syntax());
            self.rulebook.acknowledgements.push(Acknowledgement {
                code,
                reason,
                within: within.clone(),
                place,
            });
        }
    }
}

/// An error's text in two: what is wrong, and what would mend it.
pub(super) fn split(error: &str) -> (String, Option<String>) {
    match error.split_once("; ") {
        Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
        None => (error.to_owned(), None),
    }
}
