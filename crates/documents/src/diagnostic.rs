//! A diagnostic: plain data that says what is wrong with a document, where, and what
//! would mend it.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::codes::{DocumentCode, Severity};

/// Something to be said about a document.
///
/// The place is a range of bytes of the text; [`position`](Self::position) gives line
/// and column, [`render`](Self::render) the whole message with the source line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentDiagnostic {
    /// Which trouble it is.
    pub code: DocumentCode,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// What happened: lower case, no full stop, the author's text in backticks.
    pub message: String,
    /// What was expected at the place; may be empty.
    pub expected: String,
    /// One line that could mend it; may be empty.
    pub mend: String,
    /// Another place that explains it, with what is to be said there.
    pub related: Option<Box<Related>>,
}

/// Another place that explains a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// What is to be said there.
    pub text: String,
}

impl DocumentDiagnostic {
    pub(crate) fn new(code: DocumentCode, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            expected: String::new(),
            mend: String::new(),
            related: None,
        }
    }

    #[must_use]
    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    #[must_use]
    pub(crate) fn mend(mut self, mend: impl Into<String>) -> Self {
        self.mend = mend.into();
        self
    }

    #[must_use]
    pub(crate) fn related(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.related = Some(Box::new(Related {
            span,
            text: text.into(),
        }));
        self
    }

    /// Whether the document cannot be used.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }

    /// Line and column of the place, both from 1, the column in characters.
    pub fn position(&self, text: &str) -> (usize, usize) {
        position(text, self.span.start)
    }

    /// The message for a reader: what, where with the source line and a caret, what was
    /// expected, and one line that mends it. `origin` is the name of the file; `styled`
    /// adds the colours of a terminal.
    pub fn render(&self, origin: &str, text: &str, styled: bool) -> String {
        let renderer = if styled {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let level = match self.code.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let code = self.code.to_string();
        let mut primary = AnnotationKind::Primary.span(inside(text, &self.span));
        if !self.expected.is_empty() {
            primary = primary.label(format!("expected {}", self.expected));
        }
        let mut snippet = Snippet::source(text).path(origin).annotation(primary);
        if let Some(related) = &self.related {
            let context = AnnotationKind::Context.span(inside(text, &related.span));
            snippet = snippet.annotation(context.label(related.text.as_str()));
        }
        let title = level.primary_title(self.message.as_str()).id(code.as_str());
        let mut group: Group<'_> = title.element(snippet);
        if !self.mend.is_empty() {
            group = group.element(Level::HELP.message(self.mend.as_str()));
        }
        let report = [group];
        renderer.render(&report)
    }
}

/// A range that lies inside the text and on borders of characters.
fn inside(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    start..end
}

/// Line and column of a byte, both from 1, the column in characters.
pub(crate) fn position(text: &str, at: usize) -> (usize, usize) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let before = text.get(..at).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let line = before.matches('\n').count().saturating_add(1);
    let column = before
        .get(line_start..)
        .unwrap_or_default()
        .chars()
        .count()
        .saturating_add(1);
    (line, column)
}

/// The author's text in backticks, on one line and cut when it is long.
pub(crate) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown = String::from("`");
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        if character.is_control() || character == '`' {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown.push('`');
    shown
}
