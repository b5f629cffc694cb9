//! Lines and indentation to blocks: where a line continues the one before, where a
//! deeper block begins, where it ends.
//!
//! A line continues the line before it when it is indented deeper than the line that
//! the statement began on, and a bracket is open, or the line before ends with a
//! connective (`,` `:` `/` `=>` `and` `or`), or it begins with one (`,` `:` `/` `=>`
//! `is` `where`). An open bracket can therefore never swallow the next statement.

use rowan::{TextRange, TextSize};

use crate::lexer::RawToken;
use crate::syntax_kind::SyntaxKind;
use crate::{Code, Diagnostic};

/// What the parser sees: a token that means something, or the border of a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Significant {
    pub(crate) kind: SyntaxKind,
    /// The keyword that a word spells: it is one where the grammar looks for it.
    pub(crate) keyword: Option<SyntaxKind>,
    /// Its index among the raw tokens; for a border, that of the token behind it.
    pub(crate) raw: usize,
    pub(crate) range: TextRange,
}

pub(crate) struct Layout {
    pub(crate) significant: Vec<Significant>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The indentation that a block had before an uneven line.
    evened_from: Option<usize>,
}

/// Finds the blocks. The last significant token is always `EndOfFile`.
pub(crate) fn lay_out(text: &str, tokens: &[RawToken]) -> Layout {
    let lines = lines(text, tokens);
    let mut layout = Layout {
        significant: Vec::with_capacity(tokens.len() / 2),
        diagnostics: Vec::new(),
        evened_from: None,
    };
    let mut columns: Vec<usize> = vec![0];
    let mut statement_column = 0;
    let mut open_brackets: usize = 0;
    for (index, line) in lines.iter().enumerate() {
        let continues = index > 0
            && line.column > statement_column
            && (open_brackets > 0
                || layout
                    .significant
                    .last()
                    .is_some_and(|last| joins_next(*last))
                || line
                    .tokens
                    .first()
                    .is_some_and(|first| joins_previous(*first)));
        if !continues {
            layout.end_statement(&lines, index);
            open_brackets = 0;
            statement_column = line.column;
            layout.indent(&mut columns, line);
        }
        for token in &line.tokens {
            match token.kind {
                SyntaxKind::LeftParen | SyntaxKind::LeftBracket => open_brackets += 1,
                SyntaxKind::RightParen | SyntaxKind::RightBracket => {
                    open_brackets = open_brackets.saturating_sub(1);
                }
                _ => {}
            }
        }
        layout.significant.extend(&line.tokens);
    }
    layout.end_statement(&lines, lines.len());
    let end = Significant {
        kind: SyntaxKind::EndOfFile,
        keyword: None,
        raw: tokens.len(),
        range: TextRange::empty(TextSize::of(text)),
    };
    for _ in columns.iter().skip(1) {
        layout.significant.push(Significant {
            kind: SyntaxKind::Dedent,
            ..end
        });
    }
    layout.significant.push(end);
    layout
}

impl Layout {
    /// The end of the line before `index` becomes significant: it ends a statement.
    fn end_statement(&mut self, lines: &[Line], index: usize) {
        let end = index
            .checked_sub(1)
            .and_then(|before| lines.get(before))
            .and_then(|line| line.end);
        self.significant.extend(end);
    }

    /// Whether the last statement looks like the head of a block.
    fn begins_block(&self) -> bool {
        let mut words = self
            .significant
            .iter()
            .rev()
            .skip_while(|token| token.kind == SyntaxKind::Newline)
            .take_while(|token| {
                !matches!(
                    token.kind,
                    SyntaxKind::Newline | SyntaxKind::Indent | SyntaxKind::Dedent
                )
            })
            .map(|token| token.keyword);
        let last = words.next().flatten();
        let first = words.last().flatten().or(last);
        last == Some(SyntaxKind::OfKw)
            || matches!(first, Some(SyntaxKind::GivenKw | SyntaxKind::ComponentKw))
    }

    fn indent(&mut self, columns: &mut Vec<usize>, line: &Line) {
        let Some(first) = line.tokens.first() else {
            return;
        };
        let border = |kind| Significant {
            kind,
            keyword: None,
            raw: first.raw,
            range: TextRange::empty(first.range.start()),
        };
        let mut closed = None;
        while columns.len() > 1 && columns.last().is_some_and(|&top| top > line.column) {
            closed = columns.pop();
            self.significant.push(border(SyntaxKind::Dedent));
        }
        let top = columns.last().copied().unwrap_or(0);
        if line.column <= top {
            return;
        }
        // After an uneven line the block finds its own indentation again.
        if self.evened_from.take() == Some(line.column) && !self.begins_block() {
            columns.pop();
            columns.push(line.column);
            return;
        }
        columns.push(line.column);
        match closed {
            None => self.significant.push(border(SyntaxKind::Indent)),
            // Less deep than the block before and deeper than the one around it: most
            // likely a line of the block before, so that block goes on.
            Some(before) => {
                self.evened_from = Some(before);
                self.significant.pop();
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UNEVEN_INDENTATION,
                        first.range,
                        "this line stands between two levels",
                    )
                    .with_text(format!("{} spaces deep", line.column))
                    .with_help(format!(
                        "indent it by {before} spaces to stay in the block, by {top} to leave it"
                    )),
                );
            }
        }
    }
}

/// A line with something on it besides blanks and a comment.
struct Line {
    column: usize,
    tokens: Vec<Significant>,
    end: Option<Significant>,
}

fn lines(text: &str, tokens: &[RawToken]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut line = Line {
        column: 0,
        tokens: Vec::new(),
        end: None,
    };
    let mut start = TextSize::new(0);
    for (raw, token) in tokens.iter().enumerate() {
        let range = TextRange::at(start, token.length);
        start = range.end();
        let token_text = text
            .get(std::ops::Range::<usize>::from(range))
            .unwrap_or_default();
        let significant = Significant {
            kind: token.kind,
            keyword: None,
            raw,
            range,
        };
        match token.kind {
            SyntaxKind::Newline => {
                line.end = Some(significant);
                let done = std::mem::replace(
                    &mut line,
                    Line {
                        column: 0,
                        tokens: Vec::new(),
                        end: None,
                    },
                );
                lines.extend(Some(done).filter(|line| !line.tokens.is_empty()));
            }
            SyntaxKind::Whitespace if line.tokens.is_empty() => line.column += width(token_text),
            SyntaxKind::Whitespace | SyntaxKind::Comment => {}
            _ => line.tokens.push(Significant {
                keyword: (token.kind == SyntaxKind::Word)
                    .then(|| SyntaxKind::from_keyword(token_text))
                    .flatten(),
                ..significant
            }),
        }
    }
    lines.extend(Some(line).filter(|line| !line.tokens.is_empty()));
    lines
}

/// Columns of blanks; a tab, reported already, counts for one level.
pub(crate) fn width(blanks: &str) -> usize {
    blanks
        .chars()
        .map(|c| match c {
            '\t' => 2,
            '\u{FEFF}' => 0,
            _ => 1,
        })
        .sum()
}

fn joins_next(token: Significant) -> bool {
    matches!(
        token.kind,
        SyntaxKind::Comma | SyntaxKind::Colon | SyntaxKind::Slash | SyntaxKind::Arrow
    ) || matches!(token.keyword, Some(SyntaxKind::AndKw | SyntaxKind::OrKw))
}

fn joins_previous(token: Significant) -> bool {
    matches!(
        token.kind,
        SyntaxKind::Comma | SyntaxKind::Colon | SyntaxKind::Slash | SyntaxKind::Arrow
    ) || matches!(token.keyword, Some(SyntaxKind::IsKw | SyntaxKind::WhereKw))
}
