//! A diagnostic: plain data that says what is wrong, where, and what would mend it.

use rowan::TextRange;

use crate::Code;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably not meant; the rulebook can be used.
    Warning,
    /// Wrong; the rulebook cannot be used.
    Error,
}

impl Severity {
    /// The word that a report shows: `error`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in the text and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place, in bytes.
    pub range: TextRange,
    /// What is said about it; may be empty.
    pub text: String,
    /// Whether the diagnostic is about this place; the others explain.
    pub primary: bool,
}

/// A change of the text that mends the trouble.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The text to be replaced, in bytes; empty to insert.
    pub range: TextRange,
    /// What stands there afterwards.
    pub replacement: String,
}

/// Something to be said about a text.
///
/// ```
/// use exeat_syntax::{Code, Diagnostic, TextRange};
///
/// let place = TextRange::new(5.into(), 9.into());
/// let diagnostic = Diagnostic::new(Code::UNKNOWN_FACT, place, "no fact is called `item.from`")
///     .with_help("did you mean `item.form`?");
/// assert_eq!(diagnostic.code.to_string(), "R0101");
/// assert_eq!(diagnostic.range(), place);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which trouble it is, for good.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What happened: lower case, no full stop, the author's text in backticks.
    pub message: String,
    /// The places that it is about, the primary one first.
    pub labels: Vec<Label>,
    /// One line that could mend it.
    pub help: Option<String>,
    /// The provision that it is about.
    pub citation: Option<String>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic at `range` with the severity that `code` normally has.
    pub fn new(code: Code, range: TextRange, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: vec![Label {
                range,
                text: String::new(),
                primary: true,
            }],
            help: None,
            citation: None,
            fix: None,
        }
    }

    /// Says something at the primary place itself.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// Points to another place that explains it.
    #[must_use]
    pub fn with_label(mut self, range: TextRange, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            range,
            text: text.into(),
            primary: false,
        });
        self
    }

    /// Adds the line that could mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the provision that it is about.
    #[must_use]
    pub fn with_citation(mut self, citation: impl Into<String>) -> Self {
        self.citation = Some(citation.into());
        self
    }

    /// Adds a change that mends it.
    #[must_use]
    pub fn with_fix(mut self, range: TextRange, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            range,
            replacement: replacement.into(),
        });
        self
    }

    /// Changes how bad it is.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The primary place.
    pub fn range(&self) -> TextRange {
        self.labels
            .iter()
            .find(|label| label.primary)
            .map_or_else(TextRange::default, |label| label.range)
    }

    /// Whether the rulebook cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
