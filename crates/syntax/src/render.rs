//! A diagnostic for people: the source lines with marks under them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use rowan::TextRange;

use crate::{Diagnostic, Severity};

/// The diagnostic with its source lines, as text for a terminal or a page.
///
/// Chinese characters are two columns wide, and the marks stand under what they mean.
/// Characters that could steer a terminal are shown as pictures of themselves.
///
/// ```
/// let text = "rulle \u{7269}\u{9879}\n";
/// let parse = exeat_syntax::parse(text);
/// let report = exeat_syntax::render(&parse.diagnostics()[0], "a.law", text, false);
/// assert!(report.starts_with("error[R0002]: no declaration begins with `rulle`\n"));
/// ```
pub fn render(diagnostic: &Diagnostic, file_name: &str, text: &str, color: bool) -> String {
    let window = Window::around(diagnostic, text);
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let code = diagnostic.code.to_string();
    let mut snippet = window.snippet(file_name);
    for label in &diagnostic.labels {
        let kind = if label.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let mut annotation = kind.span(window.span(label.range));
        if !label.text.is_empty() {
            annotation = annotation.label(label.text.as_str());
        }
        snippet = snippet.annotation(annotation);
    }
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(code.as_str());
    let mut main = title.element(snippet);
    if let Some(citation) = &diagnostic.citation {
        main = main.element(Level::NOTE.with_name("law").message(citation.as_str()));
    }
    let mut groups: Vec<Group<'_>> = Vec::new();
    match (&diagnostic.help, &diagnostic.fix) {
        (help, Some(fix)) => {
            let title = help.as_deref().unwrap_or("write so");
            let patch = Patch::new(window.span(fix.range), fix.replacement.as_str());
            groups.push(main);
            groups.push(
                Level::HELP
                    .secondary_title(title)
                    .element(window.snippet(file_name).patch(patch)),
            );
        }
        (Some(help), None) => groups.push(main.element(Level::HELP.message(help.as_str()))),
        (None, None) => groups.push(main),
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut report = renderer.render(&groups);
    report.push('\n');
    report
}

/// The lines that a diagnostic is about, so that a report of a long file stays cheap.
struct Window<'t> {
    text: &'t str,
    /// Where the window begins in the whole text.
    start: usize,
    first_line: usize,
}

impl<'t> Window<'t> {
    fn around(diagnostic: &Diagnostic, text: &'t str) -> Self {
        let ranges = diagnostic
            .labels
            .iter()
            .map(|label| label.range)
            .chain(diagnostic.fix.iter().map(|fix| fix.range));
        let (mut low, mut high) = (text.len(), 0);
        for range in ranges {
            low = low.min(boundary(text, range.start().into()));
            high = high.max(boundary(text, range.end().into()));
        }
        let low = low.min(high);
        let before = text.get(..low).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |line_end| line_end + 1);
        let rest = text.get(high..).unwrap_or_default();
        let end = rest
            .find('\n')
            .map_or(text.len(), |line_end| high + line_end + 1);
        Self {
            text: text.get(start..end).unwrap_or_default(),
            start,
            first_line: 1 + before.matches('\n').count(),
        }
    }

    fn snippet<'s, T: Clone>(&self, file_name: &'s str) -> Snippet<'s, T>
    where
        't: 's,
    {
        Snippet::source(self.text)
            .line_start(self.first_line)
            .path(file_name)
    }

    fn span(&self, range: TextRange) -> Range<usize> {
        let inside = |position: usize| boundary(self.text, position.saturating_sub(self.start));
        inside(range.start().into())..inside(range.end().into())
    }
}

/// The nearest border of characters at or before `position`: ranges come from trees of
/// this very text, but a caller might mix texts up, and a report must not fail.
fn boundary(text: &str, position: usize) -> usize {
    text.floor_char_boundary(position)
}
