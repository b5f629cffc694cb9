//! Canonical text: two spaces a level, one space between words, one blank line between
//! declarations.
//!
//! Invariant: formatting keeps the tree but for blanks, keeps every comment, and does
//! nothing when done twice. What the author decided stays: the order of lines, where a
//! long line is broken, single blank lines between groups. Nothing is lined up in
//! columns, so that a change of one line is a difference of one line.

mod spacing;
mod statements;

use statements::{Gap, Line, Statement, Statements};

use crate::{Code, parse};

/// Formats a rulebook.
///
/// A text with errors is returned as it is, because its tree is a guess. Tabs and odd
/// blanks are no such errors: they are mended.
///
/// ```
/// let messy = "define far as   a.place is not  CN and\n        b.place is not CN  --why\n";
/// assert_eq!(
///     exeat_syntax::format(messy),
///     "define far as a.place is not CN and\n    b.place is not CN --why\n",
/// );
///
/// let wrong = "define   far\n";
/// assert_eq!(exeat_syntax::format(wrong), wrong);
/// ```
pub fn format(text: &str) -> String {
    let parse = parse(text);
    let only_blanks_are_wrong = parse
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .all(|diagnostic| matches!(diagnostic.code, Code::TAB | Code::ODD_BLANK));
    if !only_blanks_are_wrong {
        return text.to_owned();
    }
    let mut printer = Printer {
        out: String::with_capacity(text.len()),
        columns: Vec::new(),
        blank_pending: false,
    };
    printer.print(&Statements::read(&parse.syntax()));
    printer.out
}

/// Levels by which the later lines of a broken statement are indented: two, so that they
/// cannot be taken for a block.
const CONTINUATION_LEVELS: usize = 2;

struct Printer {
    out: String,
    /// Where the open levels began in the text as it was, outermost first.
    columns: Vec<usize>,
    /// A blank line is due before the next line, if one follows.
    blank_pending: bool,
}

impl Printer {
    fn print(&mut self, statements: &Statements) {
        let mut previous: Option<&Statement> = None;
        for (index, statement) in statements.list.iter().enumerate() {
            let next = statements.list.get(index + 1);
            self.blank_pending = false;
            self.gap(
                &statement.before,
                previous,
                statement.depth,
                stands_apart(previous, statement, next),
            );
            self.columns.truncate(statement.depth);
            self.columns.push(statement.column);
            for (number, line) in statement.lines.iter().enumerate() {
                let extra = if number == 0 { 0 } else { CONTINUATION_LEVELS };
                self.line(statement.depth + extra, line);
            }
            previous = Some(statement);
        }
        self.gap(&statements.end, previous, 0, false);
    }

    /// Comments and blank lines before a statement that is `depth` levels deep.
    fn gap(&mut self, gap: &[Gap], previous: Option<&Statement>, depth: usize, apart: bool) {
        let mut wanted = apart && !gap.contains(&Gap::Blank);
        let mut leading = previous.is_some_and(|previous| depth > previous.depth);
        for item in gap {
            match item {
                Gap::Blank => self.blank_pending |= !leading,
                Gap::Comment { text, column } => {
                    let own_depth = self.comment_depth(*column, previous, depth);
                    if wanted && own_depth == depth {
                        self.blank_pending = true;
                        wanted = false;
                    }
                    leading = false;
                    self.begin_line(own_depth);
                    self.out.push_str(text);
                    self.out.push('\n');
                }
            }
        }
        self.blank_pending |= wanted;
    }

    /// A comment goes with what follows, unless a block ends between them and the
    /// comment stands as deep as a line of that block.
    fn comment_depth(&self, column: usize, previous: Option<&Statement>, next: usize) -> usize {
        let deepest = previous.map_or(next, |previous| previous.depth);
        (next + 1..=deepest)
            .rev()
            .find(|&depth| {
                self.columns
                    .get(depth)
                    .is_some_and(|&level| column >= level)
            })
            .unwrap_or(next)
    }

    fn line(&mut self, depth: usize, line: &Line) {
        self.begin_line(depth);
        let mut before = None;
        for token in &line.tokens {
            if before.is_some_and(|before| spacing::apart(before, token)) {
                self.out.push(' ');
            }
            self.out.push_str(token.text());
            before = Some(token);
        }
        if let Some(comment) = &line.comment {
            if before.is_some() {
                self.out.push(' ');
            }
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    fn begin_line(&mut self, depth: usize) {
        if self.blank_pending && !self.out.is_empty() {
            self.out.push('\n');
        }
        self.blank_pending = false;
        for _ in 0..depth {
            self.out.push_str("  ");
        }
    }
}

/// Whether a blank line belongs before the statement: before every declaration, except
/// between declarations of one kind that fill one line each.
fn stands_apart(previous: Option<&Statement>, this: &Statement, next: Option<&Statement>) -> bool {
    let Some(previous) = previous.filter(|_| this.depth == 0) else {
        return false;
    };
    let one_line_each = previous.depth == 0 && next.is_none_or(|next| next.depth == 0);
    !one_line_each || previous.kind != this.kind
}
