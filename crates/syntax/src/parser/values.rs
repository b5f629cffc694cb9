//! Names, texts, days, spans, values: the smallest forms.

use rowan::TextSize;

use super::Parser;
use crate::syntax_kind::SyntaxKind::*;
use crate::{Code, Diagnostic};

impl Parser<'_> {
    pub(super) fn name(&mut self) -> bool {
        self.leaf(Name, Word)
    }

    pub(super) fn name_ref(&mut self) -> bool {
        self.leaf(NameRef, Word)
    }

    pub(super) fn path(&mut self) -> bool {
        self.leaf(Path, Word)
    }

    pub(super) fn name_refs(&mut self) -> bool {
        self.list(Parser::name_ref)
    }

    /// One or more, with commas between; whether all were read.
    pub(super) fn list(&mut self, mut one: impl FnMut(&mut Self) -> bool) -> bool {
        loop {
            if !one(self) {
                return false;
            }
            if !self.eat(Comma) {
                return true;
            }
        }
    }

    /// `"English" / "中文"`
    pub(super) fn bilingual(&mut self) -> bool {
        if !self.at(StringLiteral) {
            self.expected(StringLiteral.phrase());
            return false;
        }
        self.start(Text);
        self.leaf(Quoted, StringLiteral);
        let complete = !self.eat(Slash) || self.leaf(Quoted, StringLiteral);
        self.finish();
        complete
    }

    pub(super) fn day(&mut self) -> bool {
        let token = self.current();
        let word = self.text_of(token);
        let like_a_date = matches!(token.kind, Word | Number)
            && word.contains('-')
            && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if !like_a_date {
            return self.leaf(Day, Date);
        }
        let diagnostic = Diagnostic::new(
            Code::DATE_FORM,
            token.range,
            format!("`{word}` is not written as year-month-day"),
        );
        self.report(match full_date(word) {
            Some(date) => diagnostic
                .with_help(format!("write `{date}`"))
                .with_fix(token.range, date),
            None => diagnostic.with_help("write four, two and two digits: `2025-10-09`"),
        });
        false
    }

    /// `from 2025-11-07 through 2026-11-10`
    pub(super) fn span(&mut self) {
        if !self.at(FromKw) {
            self.expected("`from` and a date");
            return;
        }
        self.node(Span, |p| {
            p.bump_as(FromKw);
            if p.day() && (p.eat(ThroughKw) || p.eat(UntilKw)) {
                p.day();
            }
        });
    }

    /// `in force from …` or `in force reading …`, inside whatever node is open.
    pub(super) fn in_force(&mut self) {
        self.bump_as(InKw);
        if !self.expect(ForceKw) {
            return;
        }
        if self.eat(ReadingKw) {
            self.name_ref();
        } else {
            self.span();
        }
    }

    /// A code, yes or no, an amount, a day or a text.
    pub(super) fn value(&mut self) -> bool {
        let token = self.current();
        match token.kind {
            Date => self.leaf(Day, Date),
            StringLiteral => self.leaf(Quoted, StringLiteral),
            Number | Minus => self.amount(),
            Word => match token.keyword {
                Some(keyword @ (YesKw | NoKw)) => {
                    self.node(YesNoValue, |p| p.bump_as(keyword));
                    true
                }
                Some(UnknownKw) => {
                    self.report(
                        Diagnostic::new(
                            Code::TEST_OF_IGNORANCE,
                            token.range,
                            "`unknown` is not a value that a condition can test",
                        )
                        .with_help(
                            "test the fact itself: while it is unknown, so is the condition",
                        ),
                    );
                    false
                }
                Some(AndKw | OrKw | NotKw | IsKw | WhereKw | HasKw | IncludesKw) => {
                    self.expected("a value");
                    false
                }
                _ => self.leaf(CodeValue, Word),
            },
            _ => {
                self.expected("a value");
                false
            }
        }
    }

    /// A value where only an amount or a day makes sense: `10ppm` is no code there.
    pub(super) fn measure(&mut self) -> bool {
        let token = self.current();
        let word = self.text_of(token);
        let digits = word
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(word.len());
        let (number, unit) = word.split_at(digits);
        if token.kind == Word && !number.is_empty() && unit.chars().all(char::is_alphanumeric) {
            let gap = token.range.start() + TextSize::of(number);
            self.report(
                Diagnostic::new(
                    Code::NUMBER_WITHOUT_SPACE,
                    token.range,
                    format!("`{word}` is neither a number nor a unit"),
                )
                .with_help(format!("put a space between them: `{number} {unit}`"))
                .with_fix(rowan::TextRange::empty(gap), " "),
            );
            return false;
        }
        if token.kind == Word && word.contains('-') && !number.is_empty() {
            return self.day();
        }
        self.value()
    }

    fn amount(&mut self) -> bool {
        self.start(Amount);
        self.eat(Minus);
        let complete = self.expect(Number);
        let unit_follows = match self.current().kind {
            Percent => true,
            // `5 1/cm2`
            Number => self.nth_at(1, Slash),
            Word => !matches!(
                self.current().keyword,
                Some(AndKw | OrKw | NotKw | IsKw | InKw | WhereKw | HasKw | UnderKw)
            ),
            _ => false,
        };
        if complete && unit_follows {
            self.unit();
        }
        self.finish();
        complete
    }

    pub(super) fn unit(&mut self) {
        if !self.at_any(&[Percent, Word, Number]) {
            self.expected("a unit such as `%`, `ppm` or `m3/d`");
            return;
        }
        self.node(Unit, |p| {
            if p.eat(Percent) {
                return;
            }
            p.bump();
            if p.eat(Slash) {
                p.expect(Word);
            }
        });
    }
}

/// `2025-1-9` as `2025-01-09`.
fn full_date(word: &str) -> Option<String> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = year.len() == 4
        && (1..=2).contains(&month.len())
        && (1..=2).contains(&day.len())
        && parts.next().is_none();
    fits.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}
