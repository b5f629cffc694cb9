//! Declarations: what stands at the left margin, and the fields inside.

use super::{Parser, field_rules};
use crate::nearest::nearest;
use crate::syntax_kind::SyntaxKind::{self, *};
use crate::{Code, Diagnostic};

/// The word that begins each declaration, and its node.
const DECLARATIONS: &[(SyntaxKind, SyntaxKind)] = &[
    (JurisdictionKw, Jurisdiction),
    (InstrumentKw, Instrument),
    (ListKw, List),
    (EntryKw, Entry),
    (DefineKw, Define),
    (TableKw, Table),
    (CalendarKw, Calendar),
    (RuleKw, Rule),
    (ExceptionKw, Exception),
    (PolicyKw, Policy),
    (GapKw, Gap),
    (SuspendKw, Suspension),
    (CommenceKw, Commencement),
    (ReadingKw, Reading),
    (ConflictKw, Conflict),
    (CoverageKw, Coverage),
    (CaseKw, Case),
];

/// A keyword as authors write it, from its phrase in backticks.
fn spelling(keyword: SyntaxKind) -> &'static str {
    keyword.phrase().trim_matches('`')
}

fn begins_a_field(keyword: SyntaxKind) -> bool {
    DECLARATIONS.iter().any(|&(_, declaration)| {
        field_rules(declaration)
            .iter()
            .any(|rule| rule.keywords.contains(&keyword))
    })
}

impl Parser<'_> {
    pub(super) fn source_file(&mut self) {
        // The root begins before the first blank or comment, so nothing is flushed first.
        self.builder
            .start_node(<crate::RulebookLanguage as rowan::Language>::kind_to_raw(
                SourceFile,
            ));
        loop {
            match self.current().kind {
                EndOfFile => break,
                Newline | Dedent => self.bump(),
                Indent => {
                    let first = self.nth(1).range;
                    self.report(
                        Diagnostic::new(
                            Code::UNEXPECTED_INDENTATION,
                            first,
                            "this line is indented, but it belongs to no declaration",
                        )
                        .with_help("begin the declaration at the left margin"),
                    );
                    self.bump();
                    self.line_reported = false;
                }
                _ => {
                    let before = self.position;
                    self.line_reported = false;
                    self.declaration();
                    debug_assert!(self.position > before, "every declaration moves on");
                }
            }
        }
        self.flush_trivia();
        self.finish();
    }

    fn declaration(&mut self) {
        let known = DECLARATIONS.iter().find(|&&(keyword, _)| self.at(keyword));
        let Some(&(keyword, node)) = known else {
            self.unknown_declaration();
            return;
        };
        self.start(node);
        self.bump_as(keyword);
        self.head(node);
        self.fields(node);
        self.finish();
    }

    /// What stands on the declaration's own line.
    fn head(&mut self, node: SyntaxKind) {
        match node {
            Entry => {
                if self.name() && self.expect(OfKw) {
                    self.name_refs();
                }
            }
            Define => {
                if self.name() && self.eat(AsKw) {
                    self.condition();
                }
            }
            Table | Calendar => {
                if self.name() && self.expect(FromKw) {
                    self.leaf(Quoted, StringLiteral);
                }
            }
            Exception | Policy => {
                if self.name() && self.expect(ToKw) {
                    self.name_refs();
                }
            }
            Conflict => {
                if self.name()
                    && self.expect(BetweenKw)
                    && self.conflict_side()
                    && self.expect(AndKw)
                {
                    self.conflict_side();
                }
            }
            Suspension => {
                self.name_refs();
            }
            Commencement => {
                if self.name_refs() && self.expect(FromKw) {
                    self.day();
                }
            }
            Coverage => {
                if self.eat(OfKw) {
                    self.name_ref();
                }
            }
            Case => {
                self.leaf(Quoted, StringLiteral);
            }
            _ => {
                self.name();
            }
        }
    }

    /// The provisions of one of the states whose laws are in conflict.
    fn conflict_side(&mut self) -> bool {
        let mut whole = false;
        self.node(ConflictSide, |p| whole = p.name_refs());
        whole
    }

    /// The fields, after the rest of the declaration's own line.
    fn fields(&mut self, declaration: SyntaxKind) {
        // The one-line form of a definition may itself have ended with a block; the
        // definition is then complete.
        if self.at_line_start() {
            return;
        }
        self.end_words();
        self.eat(Newline);
        self.block(|p| p.field(declaration));
    }

    fn field(&mut self, declaration: SyntaxKind) {
        let rules = field_rules(declaration);
        let known = rules
            .iter()
            .flat_map(|rule| rule.keywords)
            .find(|&&keyword| self.at(keyword));
        match known {
            Some(&keyword) => self.known_field(keyword),
            None => self.unknown_field(declaration),
        }
    }

    fn known_field(&mut self, keyword: SyntaxKind) {
        match keyword {
            TitleKw => self.text_field(TitleField, TitleKw),
            NameKw => self.text_field(NameField, NameKw),
            NoteKw => self.text_field(NoteField, NoteKw),
            QuestionKw => self.text_field(QuestionField, QuestionKw),
            ModelledKw | FlaggedKw | AbsentKw | UntestedKw => {
                self.text_field(CoverageItem, keyword)
            }
            IssuedKw => self.day_field(IssuedField, IssuedKw),
            RecordedKw => self.day_field(RecordedField, RecordedKw),
            AuthorityKw => self.node(AuthorityField, |p| {
                p.bump_as(AuthorityKw);
                if p.name() {
                    p.bilingual();
                }
            }),
            VerifiedKw => self.node(VerifiedField, |p| {
                p.bump_as(VerifiedKw);
                if p.expect(ThroughKw) {
                    p.day();
                }
            }),
            ReachKw => self.node(ReachField, |p| {
                p.bump_as(ReachKw);
                if p.at(WhenKw) {
                    p.when_field();
                } else {
                    p.expected("`when`");
                }
            }),
            OfKw => self.node(OfField, |p| {
                p.bump_as(OfKw);
                p.name_ref();
            }),
            InKw => self.node(InForceField, Parser::in_force),
            SourceKw => self.node(SourceField, |p| {
                p.bump_as(SourceKw);
                p.leaf(Quoted, StringLiteral);
            }),
            ConfidenceKw => self.node(ConfidenceField, |p| {
                p.bump_as(ConfidenceKw);
                if !(p.eat(LowKw) || p.eat(MediumKw) || p.eat(HighKw)) {
                    p.expected("`low`, `medium` or `high`");
                }
            }),
            CitesKw => self.node(CitesField, |p| {
                p.bump_as(CitesKw);
                p.list(Parser::citation);
            }),
            CoversKw => self.node(CoversField, |p| {
                p.bump_as(CoversKw);
                if p.at(FromKw) {
                    p.span();
                } else {
                    p.expected("`from` and the first day that the calendar knows");
                }
            }),
            HsKw => self.hs_field(),
            OverKw => self.node(OverField, |p| {
                p.bump_as(OverKw);
                p.name_refs();
            }),
            WhenKw => self.when_field(),
            ThenKw => self.node(ThenField, |p| {
                p.bump_as(ThenKw);
                if p.at(DutyKw) {
                    p.effect();
                } else {
                    p.expected("`duty`");
                }
            }),
            MayKw => self.node(MayField, |p| {
                p.bump_as(MayKw);
                if p.at_any(&[LicenceKw, ProhibitedKw, DutyKw]) {
                    p.effect();
                } else {
                    p.expected("`licence from …`, `prohibited` or `duty …`");
                }
            }),
            AcknowledgesKw => self.node(AcknowledgesField, |p| {
                p.bump_as(AcknowledgesKw);
                if p.leaf(WarningCode, Word) {
                    p.leaf(Quoted, StringLiteral);
                }
            }),
            KeyKw => self.typed_field(KeyField, KeyKw),
            ColumnKw => self.typed_field(ColumnField, ColumnKw),
            OtherwiseKw => self.node(OtherwiseField, |p| {
                p.bump_as(OtherwiseKw);
                if !(p.eat(YesKw) || p.eat(NoKw) || p.eat(UnknownKw)) {
                    p.expected("`yes`, `no` or `unknown`");
                }
            }),
            OrKw => self.alternative(),
            LicenceKw | ProhibitedKw | PermittedKw | DutyKw | ExemptKw | AuthorisedKw
            | ReviewKw => self.effect(),
            _ => self.case_field(keyword),
        }
    }

    fn text_field(&mut self, node: SyntaxKind, keyword: SyntaxKind) {
        self.node(node, |p| {
            p.bump_as(keyword);
            p.bilingual();
        });
    }

    fn day_field(&mut self, node: SyntaxKind, keyword: SyntaxKind) {
        self.node(node, |p| {
            p.bump_as(keyword);
            p.day();
        });
    }

    fn typed_field(&mut self, node: SyntaxKind, keyword: SyntaxKind) {
        self.node(node, |p| {
            p.bump_as(keyword);
            if p.name() && p.expect(Colon) {
                p.value_type();
            }
        });
    }

    fn when_field(&mut self) {
        self.node(WhenField, |p| {
            p.bump_as(WhenKw);
            p.condition();
        });
    }

    fn hs_field(&mut self) {
        self.node(HsField, |p| {
            p.bump_as(HsKw);
            let complete = p.list(|p| {
                let token = if p.at(Number) { Number } else { Word };
                p.leaf(HsCode, token)
            });
            if complete && p.at(VintageKw) {
                p.node(Vintage, |p| {
                    p.bump_as(VintageKw);
                    p.expect(Number);
                });
            }
        });
    }

    fn citation(&mut self) -> bool {
        if !self.at_any(&[Word, Place]) {
            self.expected("the name of an instrument or a place such as `§1(1)`");
            return false;
        }
        self.node(Citation, |p| {
            if p.at(Word) {
                p.name_ref();
            }
            if p.at(Place) {
                p.leaf(Anchor, Place);
            }
            if p.at(StringLiteral) {
                p.leaf(Quoted, StringLiteral);
            }
        });
        true
    }

    fn alternative(&mut self) {
        self.node(Alternative, |p| {
            p.bump_as(OrKw);
            if !p.name() {
                return;
            }
            p.eat(PresumedKw);
            if !p.expect(Colon) || !p.bilingual() {
                return;
            }
            if p.at(RecordedKw) {
                p.day_field(RecordedField, RecordedKw);
            }
            if p.eat(Arrow) {
                p.span();
            }
        });
    }

    fn unknown_declaration(&mut self) {
        let token = self.current();
        let word = self.text_of(token);
        let spellings = DECLARATIONS.iter().map(|&(keyword, _)| spelling(keyword));
        let message = format!("no declaration begins with `{word}`");
        let mut diagnostic = Diagnostic::new(Code::UNKNOWN_DECLARATION, token.range, message);
        diagnostic = match nearest(word, spellings.clone()) {
            Some(near) => diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_fix(token.range, near),
            None if token.keyword.is_some_and(begins_a_field) => diagnostic.with_help(format!(
                "`{word}` belongs inside a declaration: indent the line by two spaces"
            )),
            None => {
                let all: Vec<_> = spellings.map(|word| format!("`{word}`")).collect();
                diagnostic.with_help(format!("a declaration begins with {}", all.join(", ")))
            }
        };
        self.report(diagnostic);
        self.skip_line();
        self.eat(Newline);
        if self.at(Indent) {
            self.skip_block();
        }
    }

    fn unknown_field(&mut self, declaration: SyntaxKind) {
        let token = self.current();
        let word = self.text_of(token);
        let keyword = DECLARATIONS
            .iter()
            .find(|&&(_, node)| node == declaration)
            .map_or("declaration", |&(keyword, _)| spelling(keyword));
        let spellings: Vec<&str> = field_rules(declaration)
            .iter()
            .flat_map(|rule| rule.keywords)
            .map(|&keyword| {
                if keyword == InKw {
                    "in force"
                } else {
                    spelling(keyword)
                }
            })
            .collect();
        let message = format!("`{word}` is not a field of `{keyword}`");
        let mut diagnostic = Diagnostic::new(Code::UNKNOWN_FIELD, token.range, message);
        diagnostic = match nearest(word, spellings.iter().copied()) {
            Some(near) => diagnostic
                .with_help(format!("did you mean `{near}`?"))
                .with_fix(token.range, near),
            None => {
                let all: Vec<_> = spellings.iter().map(|word| format!("`{word}`")).collect();
                diagnostic.with_help(format!("its fields are {}", all.join(", ")))
            }
        };
        self.report(diagnostic);
        self.skip_line();
    }
}
