//! Conditions: blocks of limbs, connectives, tests of facts.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rowan::{Checkpoint, TextRange};

use super::Parser;
use crate::limits;
use crate::syntax_kind::SyntaxKind::{self, *};
use crate::{Code, Diagnostic};

const CONNECTIVES: &[SyntaxKind] = &[AndKw, OrKw, IsKw, IncludesKw];

/// The limbs of a block, so far.
#[derive(Default)]
struct Limbs {
    count: usize,
    /// Where each label stands.
    labels: BTreeMap<String, TextRange>,
}

impl Parser<'_> {
    /// A whole condition: a block of limbs, or an expression on one line.
    pub(super) fn condition(&mut self) {
        if self.at_block() {
            self.block_expr();
        } else {
            self.expr();
        }
    }

    fn at_block(&self) -> bool {
        self.at_any(&[AllKw, AnyKw, NoneKw]) && self.nth_at(1, OfKw)
    }

    fn block_expr(&mut self) {
        self.start(BlockExpr);
        let mode = self.current().keyword.unwrap_or(Word);
        self.bump_as(mode);
        self.bump_as(OfKw);
        if self.at(LeftBracket) {
            self.in_force_clause();
        }
        self.end_words();
        if self.at(Newline) && self.nth_at(1, Indent) {
            self.bump();
            let mut limbs = Limbs::default();
            self.deeper_block(|p| p.limb(&mut limbs));
        } else {
            let place = self.place();
            self.report(
                Diagnostic::new(Code::MISSING_BLOCK, place, "expected limbs below this line")
                    .with_help("write one limb a line, indented by two spaces"),
            );
        }
        self.finish();
    }

    /// A block one level deeper; too deep a block is skipped, whole.
    fn deeper_block(&mut self, line: impl FnMut(&mut Self)) {
        let mut read = false;
        self.deeper(|p| {
            p.block(line);
            read = true;
        });
        if !read && self.at(Indent) {
            self.skip_block();
            self.line_reported = false;
        }
    }

    fn limb(&mut self, limbs: &mut Limbs) {
        if limbs.count == limits::LIMBS_MAX {
            let place = self.place();
            self.remark(
                Diagnostic::new(
                    Code::TOO_MANY_LIMBS,
                    place,
                    format!("more than {} limbs in one block", limits::LIMBS_MAX),
                )
                .with_help("a table holds long lists better"),
            );
        }
        limbs.count += 1;
        self.start(Limb);
        if self.at_label() {
            self.new_label(limbs);
            self.label();
        }
        self.condition();
        if !self.at_line_start() && self.at(LeftBracket) {
            self.in_force_clause();
        }
        self.finish();
    }

    fn new_label(&mut self, limbs: &mut Limbs) {
        let text = self.text_of(self.nth(1)).to_owned();
        let range = self.current().range.cover(self.nth(2).range);
        match limbs.labels.entry(text) {
            Entry::Vacant(place) => {
                place.insert(range);
            }
            Entry::Occupied(first) => {
                let diagnostic = Diagnostic::new(
                    Code::REPEATED_LABEL,
                    range,
                    format!("a second limb `({})` in one block", first.key()),
                )
                .with_label(*first.get(), "the first one")
                .with_help("labels are how proofs and cases name limbs: make it another one");
                self.remark(diagnostic);
            }
        }
    }

    /// `(a) …` is a label, `(a)` alone or `(a) and …` an expression.
    fn at_label(&self) -> bool {
        let behind = self.nth(3);
        self.at(LeftParen)
            && matches!(self.nth(1).kind, Word | Number)
            && self.nth_at(2, RightParen)
            && matches!(behind.kind, Word | LeftParen)
            && !behind
                .keyword
                .is_some_and(|keyword| CONNECTIVES.contains(&keyword))
    }

    pub(super) fn label(&mut self) {
        self.node(Label, |p| {
            p.bump();
            p.bump();
            p.bump();
        });
    }

    fn in_force_clause(&mut self) {
        self.node(InForceClause, |p| {
            p.bump();
            if p.at(InKw) {
                p.in_force();
            } else {
                p.expected("`in force from …`");
            }
            p.expect(RightBracket);
        });
    }

    pub(super) fn expr(&mut self) {
        self.deeper(Parser::or_expr);
    }

    fn or_expr(&mut self) {
        let checkpoint = self.checkpoint();
        let start = self.current().range.start();
        let mut mixed = self.and_expr();
        if !self.at(OrKw) {
            return;
        }
        while self.eat(OrKw) {
            mixed |= self.and_expr();
        }
        self.start_at(checkpoint, OrExpr);
        self.finish();
        if mixed {
            let range = TextRange::new(start, self.offset);
            self.remark(
                Diagnostic::new(
                    Code::MIXED_CONNECTIVES,
                    range,
                    "`and` and `or` stand side by side, and readers will disagree about which binds",
                )
                .with_help("put parentheses around the part that belongs together, or use limbs"),
            );
        }
    }

    /// Whether there was an `and`.
    fn and_expr(&mut self) -> bool {
        let checkpoint = self.checkpoint();
        self.negation();
        if !self.at(AndKw) {
            return false;
        }
        while self.eat(AndKw) {
            self.negation();
        }
        self.start_at(checkpoint, AndExpr);
        self.finish();
        true
    }

    fn negation(&mut self) {
        if self.at_block() {
            let place = self.current().range;
            self.remark(
                Diagnostic::new(
                    Code::MISPLACED_BLOCK,
                    place,
                    "a block of limbs cannot stand in the middle of a line",
                )
                .with_help("give it a line of its own, as a limb"),
            );
            self.block_expr();
        } else if self.at(NotKw) {
            self.start(NotExpr);
            self.bump_as(NotKw);
            self.deeper(Parser::negation);
            self.finish();
        } else if self.at(LeftParen) {
            self.parenthesised();
        } else if self.at_any(&[SomeKw, EveryKw, NoKw])
            && self.nth_at(1, Word)
            && (self.nth_at(2, OfKw) || self.nth_at(2, HasKw))
        {
            self.quantified();
        } else if self.at(ReadingKw) && self.nth_at(1, Word) {
            self.node(ReadingExpr, |p| {
                p.bump_as(ReadingKw);
                p.name_ref();
                if p.expect(IsKw) {
                    p.name_ref();
                }
            });
        } else {
            self.test();
        }
    }

    fn parenthesised(&mut self) {
        self.node(ParenExpr, |p| {
            p.bump();
            p.expr();
            p.expect(RightParen);
        });
    }

    fn quantified(&mut self) {
        self.start(QuantifiedExpr);
        let quantifier = self.current().keyword.unwrap_or(Word);
        self.bump_as(quantifier);
        self.name();
        let complete = !self.eat(OfKw) || self.name_ref();
        if complete && self.expect(HasKw) {
            if self.at_block() {
                self.block_expr();
            } else if self.at(LeftParen) {
                self.parenthesised();
            } else {
                self.expected("a condition in parentheses, or `all of` and limbs");
            }
        }
        self.finish();
    }

    /// A term by itself, or a term and what is said of it.
    fn test(&mut self) {
        let checkpoint = self.checkpoint();
        let share = self.at(ShareKw) && self.nth_at(1, ByKw);
        if !self.term() {
            return;
        }
        let kind = if self.eat(IsKw) {
            self.relation()
        } else if self.eat(IncludesKw) {
            if self.at_any(&[OneKw, AllKw]) && self.nth_at(1, OfKw) {
                let mode = self.current().keyword.unwrap_or(Word);
                self.bump_as(mode);
                self.bump_as(OfKw);
            }
            self.list(Parser::value);
            IncludesExpr
        } else {
            if share {
                self.expected("`is at least`, `is less than` or the like");
            }
            HoldsExpr
        };
        self.wrap(checkpoint, kind);
    }

    fn wrap(&mut self, checkpoint: Checkpoint, kind: SyntaxKind) {
        self.start_at(checkpoint, kind);
        self.finish();
    }

    /// What follows `is`.
    fn relation(&mut self) -> SyntaxKind {
        let negated = self.eat(NotKw);
        if self.at(OneKw) && self.nth_at(1, OfKw) {
            self.bump_as(OneKw);
            self.bump_as(OfKw);
            self.list(Parser::value);
            return OneOfExpr;
        }
        if self.at(ListedKw) {
            self.bump_as(ListedKw);
            if self.expect(InKw) {
                self.name_refs();
            }
            return ListedExpr;
        }
        if self.at(BetweenKw) {
            self.not_negated(negated);
            self.bump_as(BetweenKw);
            if self.measure() && self.expect(AndKw) {
                self.measure();
            }
            return BetweenExpr;
        }
        if self.at_comparison() {
            self.not_negated(negated);
            if self.comparison() {
                self.measure();
            }
            return CompareExpr;
        }
        self.value();
        IsExpr
    }

    fn at_comparison(&self) -> bool {
        match self.current().keyword {
            Some(AtKw) => self.nth_at(1, LeastKw) || self.nth_at(1, MostKw),
            Some(LessKw | MoreKw) => self.nth_at(1, ThanKw),
            Some(OnKw) => self.nth_at(1, OrKw),
            Some(BeforeKw | AfterKw) => true,
            _ => false,
        }
    }

    fn comparison(&mut self) -> bool {
        self.start(Comparison);
        let complete = match self.current().keyword {
            Some(AtKw) => {
                self.bump_as(AtKw);
                self.eat(LeastKw) || self.expect(MostKw)
            }
            Some(keyword @ (LessKw | MoreKw)) => {
                self.bump_as(keyword);
                self.expect(ThanKw)
            }
            _ => {
                if self.eat(OnKw) {
                    self.expect(OrKw);
                }
                self.eat(BeforeKw) || self.expect(AfterKw)
            }
        };
        self.finish();
        complete
    }

    fn not_negated(&mut self, negated: bool) {
        if negated {
            let place = self.current().range;
            self.remark(
                Diagnostic::new(
                    Code::UNEXPECTED_TEXT,
                    place,
                    "`is not` cannot stand before a comparison",
                )
                .with_help("turn the comparison round: `is less than` for `is not at least`"),
            );
        }
    }

    fn term(&mut self) -> bool {
        if self.at(ShareKw) && self.nth_at(1, ByKw) {
            self.share();
            return true;
        }
        let clause_follows = self.nth_at(2, InKw) && self.nth_at(3, ForceKw);
        if self.at(Word) && self.nth_at(1, LeftBracket) && !clause_follows {
            self.lookup();
            return true;
        }
        let stray_connective = self
            .current()
            .keyword
            .is_some_and(|keyword| CONNECTIVES.contains(&keyword));
        if !self.at(Word) || stray_connective {
            self.expected("a condition");
            return false;
        }
        self.path()
    }

    fn lookup(&mut self) {
        self.node(Lookup, |p| {
            p.name_ref();
            p.bump_as(LeftBracket);
            if p.list(Parser::path) && p.expect(RightBracket) && p.expect(Dot) {
                p.leaf(Column, Word);
            }
        });
    }

    fn share(&mut self) {
        self.node(Share, |p| {
            p.bump_as(ShareKw);
            p.bump_as(ByKw);
            if !(p.eat(ValueKw) || p.eat(MassKw)) {
                p.expected("`value` or `mass`");
                return;
            }
            let complete =
                p.expect(OfKw) && p.expect(ComponentsKw) && p.expect(OfKw) && p.name_ref();
            if complete && p.eat(WhereKw) {
                if p.at(LeftParen) {
                    p.parenthesised();
                } else {
                    p.expected("a condition in parentheses");
                }
            }
        });
    }
}
