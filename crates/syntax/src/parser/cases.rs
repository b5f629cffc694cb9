//! Worked cases: the facts given and the verdict expected.

use super::Parser;
use crate::syntax_kind::SyntaxKind::{self, *};
use crate::{Code, Diagnostic};

impl Parser<'_> {
    pub(super) fn case_field(&mut self, keyword: SyntaxKind) {
        match keyword {
            OnKw => self.node(OnField, |p| {
                p.bump_as(OnKw);
                if p.day() && p.eat(KnownKw) && p.expect(AtKw) {
                    p.day();
                }
            }),
            GivenKw => self.node(GivenField, |p| {
                p.bump_as(GivenKw);
                p.given_lines();
            }),
            ExpectKw => self.node(ExpectField, |p| {
                p.bump_as(ExpectKw);
                if p.verdict() && p.eat(UnderKw) {
                    p.name_ref();
                }
            }),
            PresumedKw => self.names_field(PresumedField, PresumedKw),
            DutiesKw => self.names_field(DutiesField, DutiesKw),
            ConflictsKw => self.node(ConflictsField, |p| {
                p.bump_as(ConflictsKw);
                if !p.eat(NoneKw) {
                    p.name_refs();
                }
            }),
            BecauseKw => self.node(BecauseField, |p| {
                p.bump_as(BecauseKw);
                p.list(Parser::limb_ref);
            }),
            AsksKw => self.node(AsksField, |p| {
                p.bump_as(AsksKw);
                p.list(Parser::path);
            }),
            _ => {
                // Every keyword of the field table is read in one of the two places.
                self.expected("a field");
                self.skip_line();
            }
        }
    }

    fn names_field(&mut self, node: SyntaxKind, keyword: SyntaxKind) {
        self.node(node, |p| {
            p.bump_as(keyword);
            p.name_refs();
        });
    }

    fn limb_ref(&mut self) -> bool {
        if !self.at(Word) {
            self.expected("the name of a rule, an entry or a limb");
            return false;
        }
        self.node(LimbRef, |p| {
            p.name_ref();
            while p.at(LeftParen)
                && matches!(p.nth(1).kind, Word | Number)
                && p.nth_at(2, RightParen)
            {
                p.label();
            }
        });
        true
    }

    fn verdict(&mut self) -> bool {
        self.start(Verdict);
        let complete = match self.current().keyword {
            Some(keyword @ (ProhibitedKw | UndeterminedKw)) => {
                self.bump_as(keyword);
                true
            }
            Some(LicenceKw) => self.words(&[LicenceKw, RequiredKw]),
            Some(ExceptionKw) => self.words(&[ExceptionKw, AvailableKw]),
            Some(NoKw) => self.words(&[NoKw, LicenceKw, RequiredKw]),
            Some(NotKw) => self.words(&[NotKw, ReachedKw]),
            _ => {
                self.expected(
                    "a verdict: `prohibited`, `undetermined`, `licence required`, \
                     `exception available`, `no licence required` or `not reached`",
                );
                false
            }
        };
        self.finish();
        complete
    }

    fn words(&mut self, keywords: &[SyntaxKind]) -> bool {
        keywords.iter().all(|&keyword| self.expect(keyword))
    }

    /// The lines below `given` or a component.
    fn given_lines(&mut self) {
        self.end_words();
        if !(self.at(Newline) && self.nth_at(1, Indent)) {
            let place = self.place();
            self.report(
                Diagnostic::new(Code::MISSING_BLOCK, place, "expected facts below this line")
                    .with_help(
                        "write one fact a line, indented by two spaces: `item.origin is CN`",
                    ),
            );
            return;
        }
        self.bump();
        let mut read = false;
        self.deeper(|p| {
            p.block(Parser::given_line);
            read = true;
        });
        if !read && self.at(Indent) {
            self.skip_block();
            self.line_reported = false;
        }
    }

    fn given_line(&mut self) {
        if self.at(ComponentKw) && self.nth_at(1, Word) && !self.nth_at(1, IsKw) {
            self.node(GivenComponent, |p| {
                p.bump_as(ComponentKw);
                p.name();
                if p.eat(OfKw) {
                    p.name_ref();
                }
                p.given_lines();
            });
        } else if self.at(ComponentsKw) && self.nth_at(1, OfKw) {
            self.node(ComponentsComplete, |p| {
                p.bump_as(ComponentsKw);
                p.bump_as(OfKw);
                if p.name_ref() {
                    p.expect(CompleteKw);
                }
            });
        } else {
            self.node(GivenFact, |p| {
                if p.path() && p.expect(IsKw) {
                    p.given_value();
                }
            });
        }
    }

    fn given_value(&mut self) {
        match self.current().keyword {
            Some(UnknownKw) => self.node(UnknownValue, |p| {
                p.bump_as(UnknownKw);
                if p.eat(BecauseKw) {
                    p.name_ref();
                }
            }),
            Some(BetweenKw) => self.node(BetweenValue, |p| {
                p.bump_as(BetweenKw);
                if p.measure() && p.expect(AndKw) {
                    p.measure();
                }
            }),
            Some(ContestedKw) => self.node(ContestedValue, |p| {
                p.bump_as(ContestedKw);
                p.known_value();
                if !p.at(OrKw) {
                    p.expected("`or` and another value");
                }
                while p.eat(OrKw) {
                    p.known_value();
                }
            }),
            _ => self.known_value(),
        }
    }

    fn known_value(&mut self) {
        self.node(KnownValue, |p| {
            if !p.eat(NoneKw) {
                p.list(Parser::value);
            }
        });
    }
}
