//! A tree taken apart into statements: what begins a line of its own, how deep it is,
//! and the comments and blank lines around it.

use rowan::{NodeOrToken, WalkEvent};

use crate::layout;
use crate::parser::field_rules;
use crate::syntax_kind::{SyntaxKind, SyntaxNode, SyntaxToken};

pub(super) struct Statements {
    pub(super) list: Vec<Statement>,
    /// What follows the last statement.
    pub(super) end: Vec<Gap>,
}

/// A declaration's head, a field, a limb, a line of a `given`.
pub(super) struct Statement {
    pub(super) kind: SyntaxKind,
    /// Levels from the margin.
    pub(super) depth: usize,
    /// Where it began in the text as it was.
    pub(super) column: usize,
    pub(super) before: Vec<Gap>,
    /// More than one when the author broke it.
    pub(super) lines: Vec<Line>,
}

/// What stands between statements.
#[derive(PartialEq, Eq)]
pub(super) enum Gap {
    Blank,
    Comment { text: String, column: usize },
}

#[derive(Default)]
pub(super) struct Line {
    pub(super) tokens: Vec<SyntaxToken>,
    pub(super) comment: Option<String>,
}

/// Whether the node begins a line of its own.
fn is_statement(node: &SyntaxNode) -> bool {
    match node.kind() {
        SyntaxKind::Limb
        | SyntaxKind::GivenFact
        | SyntaxKind::GivenComponent
        | SyntaxKind::ComponentsComplete => true,
        kind => node.parent().is_some_and(|parent| {
            parent.kind() == SyntaxKind::SourceFile
                || field_rules(parent.kind())
                    .iter()
                    .any(|rule| rule.nodes.contains(&kind))
        }),
    }
}

impl Statements {
    pub(super) fn read(root: &SyntaxNode) -> Self {
        let mut reader = Reader::default();
        for event in root.preorder_with_tokens() {
            match event {
                WalkEvent::Enter(NodeOrToken::Node(node)) if is_statement(&node) => {
                    reader.begins = Some(node.kind());
                    reader.open += 1;
                }
                WalkEvent::Leave(NodeOrToken::Node(node)) if is_statement(&node) => {
                    reader.open -= 1;
                }
                WalkEvent::Enter(NodeOrToken::Token(token)) => reader.token(token),
                _ => {}
            }
        }
        Self {
            list: reader.list,
            end: reader.gap,
        }
    }
}

struct Reader {
    list: Vec<Statement>,
    gap: Vec<Gap>,
    /// The statement whose first token comes next.
    begins: Option<SyntaxKind>,
    /// Statements around the current token.
    open: usize,
    /// Blanks before the first word of the current line, while there was no word.
    column: usize,
    line_is_empty: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            gap: Vec::new(),
            begins: None,
            open: 0,
            column: 0,
            line_is_empty: true,
        }
    }
}

impl Reader {
    fn token(&mut self, token: SyntaxToken) {
        match token.kind() {
            SyntaxKind::Whitespace => {
                if self.line_is_empty {
                    self.column += layout::width(token.text());
                }
            }
            SyntaxKind::Newline => {
                if self.line_is_empty && self.gap.last() != Some(&Gap::Blank) {
                    self.gap.push(Gap::Blank);
                }
                self.line_is_empty = true;
                self.column = 0;
            }
            SyntaxKind::Comment => {
                self.comment(token.text().trim_end().to_owned());
                self.line_is_empty = false;
            }
            _ => {
                self.word(token);
                self.line_is_empty = false;
            }
        }
    }

    fn comment(&mut self, text: String) {
        let line = self
            .list
            .last_mut()
            .and_then(|statement| statement.lines.last_mut())
            .filter(|_| !self.line_is_empty);
        match line {
            Some(line) => line.comment = Some(text),
            None => self.gap.push(Gap::Comment {
                text,
                column: self.column,
            }),
        }
    }

    fn word(&mut self, token: SyntaxToken) {
        if let Some(kind) = self.begins.take() {
            self.list.push(Statement {
                kind,
                depth: self.open.saturating_sub(1),
                column: self.column,
                before: std::mem::take(&mut self.gap),
                lines: vec![Line {
                    tokens: vec![token],
                    comment: None,
                }],
            });
            return;
        }
        // Every word of a tree without errors belongs to a statement.
        let Some(statement) = self.list.last_mut() else {
            return;
        };
        if self.line_is_empty {
            for gap in self.gap.drain(..) {
                if let Gap::Comment { text, .. } = gap {
                    statement.lines.push(Line {
                        tokens: Vec::new(),
                        comment: Some(text),
                    });
                }
            }
            statement.lines.push(Line::default());
        }
        if let Some(line) = statement.lines.last_mut() {
            line.tokens.push(token);
        }
    }
}
