//! Recursive descent from significant tokens to the lossless tree.
//!
//! Recovery is by the line: the first trouble on a line is reported, the rest of the
//! line and the block below it go into an `Error` node, and the next line starts
//! afresh. Each function begins where its form begins and ends behind it.

mod cases;
mod conditions;
mod declarations;
mod effects;
mod fields;
mod values;

pub(crate) use fields::{Count, FieldRule, field_rules};

use rowan::{Checkpoint, GreenNode, GreenNodeBuilder, Language as _, TextRange, TextSize};

use crate::layout::Significant;
use crate::lexer::RawToken;
use crate::limits;
use crate::syntax_kind::{RulebookLanguage, SyntaxKind};
use crate::{Code, Diagnostic};

/// Builds the tree; reports to `diagnostics`, which holds what the lexer found.
pub(crate) fn parse(
    text: &str,
    tokens: &[RawToken],
    significant: &[Significant],
    diagnostics: &mut Vec<Diagnostic>,
) -> GreenNode {
    let unreadable = diagnostics
        .iter()
        .filter(|found| matches!(found.code, Code::UNCLOSED_TEXT | Code::STRAY_CHARACTER))
        .map(|found| found.range().start())
        .collect();
    let mut parser = Parser {
        text,
        unreadable,
        tokens,
        significant,
        position: 0,
        raw: 0,
        offset: TextSize::new(0),
        builder: GreenNodeBuilder::new(),
        diagnostics,
        depth: 0,
        line_reported: false,
    };
    parser.source_file();
    parser.builder.finish()
}

struct Parser<'p> {
    text: &'p str,
    /// Where the lexer found what it could not read, in the order of the text.
    unreadable: Vec<TextSize>,
    tokens: &'p [RawToken],
    significant: &'p [Significant],
    /// The current significant token.
    position: usize,
    /// The first raw token that is not in the tree yet, and where it begins.
    raw: usize,
    offset: TextSize,
    builder: GreenNodeBuilder<'static>,
    diagnostics: &'p mut Vec<Diagnostic>,
    depth: usize,
    /// Whether the current line has its diagnostic: what follows is an echo of it.
    line_reported: bool,
}

// --- looking ---------------------------------------------------------------

impl<'p> Parser<'p> {
    fn nth(&self, ahead: usize) -> Significant {
        let end = Significant {
            kind: SyntaxKind::EndOfFile,
            keyword: None,
            raw: self.tokens.len(),
            range: TextRange::empty(TextSize::of(self.text)),
        };
        self.significant
            .get(self.position + ahead)
            .copied()
            .unwrap_or(end)
    }

    fn current(&self) -> Significant {
        self.nth(0)
    }

    fn nth_at(&self, ahead: usize, kind: SyntaxKind) -> bool {
        let token = self.nth(ahead);
        token.kind == kind || token.keyword == Some(kind)
    }

    fn at(&self, kind: SyntaxKind) -> bool {
        self.nth_at(0, kind)
    }

    fn at_any(&self, kinds: &[SyntaxKind]) -> bool {
        kinds.iter().any(|&kind| self.at(kind))
    }

    /// Whether nothing more stands on this line.
    fn at_line_end(&self) -> bool {
        matches!(
            self.current().kind,
            SyntaxKind::Newline | SyntaxKind::Indent | SyntaxKind::Dedent | SyntaxKind::EndOfFile
        )
    }

    /// Whether what was read last closed a line or a block.
    fn at_line_start(&self) -> bool {
        self.position
            .checked_sub(1)
            .and_then(|before| self.significant.get(before))
            .is_none_or(|before| {
                matches!(
                    before.kind,
                    SyntaxKind::Newline | SyntaxKind::Indent | SyntaxKind::Dedent
                )
            })
    }

    fn text_of(&self, token: Significant) -> &'p str {
        self.text
            .get(std::ops::Range::<usize>::from(token.range))
            .unwrap_or_default()
    }

    /// The current token as a message names it.
    fn found(&self) -> String {
        let token = self.current();
        match token.kind {
            SyntaxKind::Newline
            | SyntaxKind::Indent
            | SyntaxKind::Dedent
            | SyntaxKind::EndOfFile => token.kind.phrase().to_owned(),
            _ => format!("`{}`", self.text_of(token)),
        }
    }
}

// --- building --------------------------------------------------------------

impl Parser<'_> {
    fn start(&mut self, kind: SyntaxKind) {
        self.flush_trivia();
        self.builder.start_node(RulebookLanguage::kind_to_raw(kind));
    }

    fn checkpoint(&mut self) -> Checkpoint {
        self.flush_trivia();
        self.builder.checkpoint()
    }

    fn start_at(&mut self, checkpoint: Checkpoint, kind: SyntaxKind) {
        self.builder
            .start_node_at(checkpoint, RulebookLanguage::kind_to_raw(kind));
    }

    fn finish(&mut self) {
        self.builder.finish_node();
    }

    /// A node around what `inside` reads.
    fn node(&mut self, kind: SyntaxKind, inside: impl FnOnce(&mut Self)) {
        self.start(kind);
        inside(self);
        self.finish();
    }

    /// A node of a single token, if that token is there.
    fn leaf(&mut self, node: SyntaxKind, token: SyntaxKind) -> bool {
        let there = self.at(token);
        if there {
            self.node(node, |p| p.bump_as(token));
        } else {
            self.expected(token.phrase());
        }
        there
    }

    /// Moves on; the token enters the tree as `kind`. Borders of blocks leave no trace.
    fn bump_as(&mut self, kind: SyntaxKind) {
        let token = self.current();
        match token.kind {
            SyntaxKind::EndOfFile => return,
            SyntaxKind::Indent | SyntaxKind::Dedent => {}
            _ => {
                self.flush_trivia();
                self.emit(kind);
                if token.kind == SyntaxKind::Newline {
                    self.line_reported = false;
                }
            }
        }
        self.position += 1;
    }

    fn bump(&mut self) {
        self.bump_as(self.current().kind);
    }

    fn eat(&mut self, kind: SyntaxKind) -> bool {
        let there = self.at(kind);
        if there {
            self.bump_as(kind);
        }
        there
    }

    fn expect(&mut self, kind: SyntaxKind) -> bool {
        let there = self.eat(kind);
        if !there {
            self.expected(kind.phrase());
        }
        there
    }

    /// Puts the next raw token into the tree.
    fn emit(&mut self, kind: SyntaxKind) {
        if let Some(token) = self.tokens.get(self.raw) {
            let range = TextRange::at(self.offset, token.length);
            let text = self
                .text
                .get(std::ops::Range::<usize>::from(range))
                .unwrap_or_default();
            self.builder
                .token(RulebookLanguage::kind_to_raw(kind), text);
            self.raw += 1;
            self.offset = range.end();
        }
    }

    fn flush_trivia(&mut self) {
        let end = self.current().raw;
        while self.raw < end {
            let kind = self
                .tokens
                .get(self.raw)
                .map_or(SyntaxKind::Error, |token| token.kind);
            self.emit(kind);
        }
    }
}

// --- troubles --------------------------------------------------------------

impl Parser<'_> {
    /// Reports the first trouble of a line; later ones are its echo. So is everything on
    /// a line on which the lexer found a text without an end or a stray character.
    fn report(&mut self, diagnostic: Diagnostic) {
        if !self.line_reported && !self.lexer_reported(diagnostic.range().start()) {
            self.diagnostics.push(diagnostic);
        }
        self.line_reported = true;
    }

    fn lexer_reported(&self, place: TextSize) -> bool {
        let (before, after) = self.text.split_at(place.into());
        let start = before.rfind('\n').map_or(0, |line_end| line_end + 1);
        let end = after
            .find('\n')
            .map_or(self.text.len(), |line_end| before.len() + line_end);
        let first = self
            .unreadable
            .partition_point(|&at| usize::from(at) < start);
        self.unreadable
            .get(first)
            .is_some_and(|&at| usize::from(at) < end)
    }

    /// Reports what does not keep the rest of the line from being understood.
    fn remark(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn expected(&mut self, what: &str) {
        let found = self.found();
        self.report(Diagnostic::new(
            Code::UNEXPECTED_TEXT,
            self.place(),
            format!("expected {what}, found {found}"),
        ));
    }

    /// Where to point for the current token; the end of a line is a point.
    fn place(&self) -> TextRange {
        let token = self.current();
        match token.kind {
            SyntaxKind::Newline => TextRange::empty(token.range.start()),
            SyntaxKind::Indent | SyntaxKind::Dedent | SyntaxKind::EndOfFile => {
                // Borders stand before the next line's first word; the trouble is
                // behind the last word that was read.
                TextRange::empty(self.offset)
            }
            _ => token.range,
        }
    }

    /// The rest of the line into an `Error` node.
    fn skip_line(&mut self) {
        if self.at_line_end() {
            return;
        }
        self.node(SyntaxKind::Error, |p| {
            while !p.at_line_end() {
                p.bump();
            }
        });
    }

    /// A block that has no place here, with everything inside it, into an `Error` node.
    fn skip_block(&mut self) {
        self.node(SyntaxKind::Error, |p| {
            let mut open = 0_usize;
            loop {
                match p.current().kind {
                    SyntaxKind::Indent => open += 1,
                    SyntaxKind::Dedent => open = open.saturating_sub(1),
                    SyntaxKind::EndOfFile => break,
                    _ => {}
                }
                p.bump();
                if open == 0 {
                    break;
                }
            }
        });
    }

    /// Ends the line that began at token `start` and should be complete: what is left on
    /// it is unexpected, and so is a block below it.
    fn end_line(&mut self, start: usize) {
        if self.position > start && self.at_line_start() {
            return;
        }
        self.end_words();
        let reported = self.line_reported;
        self.eat(SyntaxKind::Newline);
        if self.at(SyntaxKind::Indent) {
            self.line_reported = reported;
            self.unexpected_block();
        }
    }

    /// Ends the words of a line, but not the line.
    fn end_words(&mut self) {
        if !self.at_line_end() {
            let found = self.found();
            let place = self.place();
            self.report(Diagnostic::new(
                Code::UNEXPECTED_TEXT,
                place,
                format!("unexpected {found}: the line is complete before it"),
            ));
            self.skip_line();
        }
    }

    fn unexpected_block(&mut self) {
        let first = self.nth(1).range;
        let reported = std::mem::take(&mut self.line_reported);
        // A block below a line that is not understood is not a second trouble.
        if !reported {
            self.report(
                Diagnostic::new(
                    Code::UNEXPECTED_INDENTATION,
                    first,
                    "this line is indented, but the line above begins no block",
                )
                .with_help("give it the indentation of the line above"),
            );
        }
        self.skip_block();
        self.line_reported = false;
    }

    /// Reads one level deeper, unless that is too deep.
    fn deeper(&mut self, inside: impl FnOnce(&mut Self)) {
        if self.depth >= limits::DEPTH_MAX {
            let place = if self.at(SyntaxKind::Indent) {
                self.nth(1).range
            } else {
                self.place()
            };
            self.report(
                Diagnostic::new(
                    Code::TOO_DEEP,
                    place,
                    format!("nested more than {} levels deep", limits::DEPTH_MAX),
                )
                .with_help("give the inner part a name with `define`"),
            );
            self.skip_line();
            return;
        }
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    /// The lines of a block, each read by `line`. Begins at the block's border, of which
    /// nothing is in the tree, and ends behind it.
    fn block(&mut self, mut line: impl FnMut(&mut Self)) {
        if !self.eat(SyntaxKind::Indent) {
            return;
        }
        loop {
            match self.current().kind {
                SyntaxKind::EndOfFile => break,
                SyntaxKind::Dedent => {
                    self.bump();
                    break;
                }
                // Only after a line that was not understood; never anything to read.
                SyntaxKind::Newline => self.bump(),
                SyntaxKind::Indent => self.unexpected_block(),
                _ => {
                    let start = self.position;
                    self.line_reported = false;
                    line(self);
                    self.end_line(start);
                    debug_assert!(self.position > start, "every line moves on");
                }
            }
        }
    }
}
