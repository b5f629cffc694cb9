//! Which fields each declaration may hold: one table for the parser, which needs to
//! know where a line belongs, and for validation, which counts them.

use crate::syntax_kind::SyntaxKind::{self, *};

/// How often a field may stand in a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    AtMostOnce,
    Once,
    Any,
    AtLeastOnce,
}

use Count::{Any, AtLeastOnce, AtMostOnce, Once};

/// A kind of line inside a declaration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldRule {
    /// The words that begin it; the first is the one that a message names.
    pub(crate) keywords: &'static [SyntaxKind],
    /// The nodes that it may become.
    pub(crate) nodes: &'static [SyntaxKind],
    pub(crate) count: Count,
}

impl FieldRule {
    /// The line as a message names it: `` `in force` ``, `` `licence`, … or `duty` ``.
    pub(crate) fn name(&self) -> String {
        let words: Vec<&str> = self
            .keywords
            .iter()
            .map(|&keyword| match keyword {
                InKw => "`in force`",
                _ => keyword.phrase(),
            })
            .collect();
        match words.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{} or {last}", before.join(", "))
            }
            _ => words.concat(),
        }
    }
}

const fn field(
    keywords: &'static [SyntaxKind],
    nodes: &'static [SyntaxKind],
    count: Count,
) -> FieldRule {
    FieldRule {
        keywords,
        nodes,
        count,
    }
}

const TITLE: FieldRule = field(&[TitleKw], &[TitleField], AtMostOnce);
const IN_FORCE: FieldRule = field(&[InKw], &[InForceField], AtMostOnce);
const RECORDED: FieldRule = field(&[RecordedKw], &[RecordedField], AtMostOnce);
const CONFIDENCE: FieldRule = field(&[ConfidenceKw], &[ConfidenceField], AtMostOnce);
const VERIFIED: FieldRule = field(&[VerifiedKw], &[VerifiedField], AtMostOnce);
const CITES: FieldRule = field(&[CitesKw], &[CitesField], Any);
const SOURCE: FieldRule = field(&[SourceKw], &[SourceField], Any);
const NOTE: FieldRule = field(&[NoteKw], &[NoteField], Any);
const ACKNOWLEDGES: FieldRule = field(&[AcknowledgesKw], &[AcknowledgesField], Any);
const OVER: FieldRule = field(&[OverKw], &[OverField], Any);
const WHEN: FieldRule = field(&[WhenKw], &[WhenField], AtMostOnce);
const WHEN_ONCE: FieldRule = field(&[WhenKw], &[WhenField], Once);
const THEN: FieldRule = field(&[ThenKw], &[ThenField], Any);

const RULE_EFFECT: FieldRule = field(
    &[LicenceKw, ProhibitedKw, PermittedKw, DutyKw],
    &[LicenceEffect, ProhibitedEffect, PermittedEffect, DutyEffect],
    Once,
);
const EXCEPTION_EFFECT: FieldRule = field(
    &[ExemptKw, AuthorisedKw],
    &[ExemptEffect, AuthorisedEffect],
    Once,
);
const REVIEW: FieldRule = field(&[ReviewKw], &[ReviewEffect], Once);

/// The lines that a declaration of this kind may hold.
pub(crate) fn field_rules(declaration: SyntaxKind) -> &'static [FieldRule] {
    match declaration {
        Jurisdiction => {
            const {
                &[
                    field(&[NameKw], &[NameField], AtMostOnce),
                    field(&[AuthorityKw], &[AuthorityField], Any),
                    field(&[ReachKw], &[ReachField], AtMostOnce),
                    VERIFIED,
                    CITES,
                    SOURCE,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Instrument => {
            const {
                &[
                    TITLE,
                    field(&[OfKw], &[OfField], AtMostOnce),
                    field(&[IssuedKw], &[IssuedField], AtMostOnce),
                    RECORDED,
                    IN_FORCE,
                    VERIFIED,
                    CONFIDENCE,
                    CITES,
                    SOURCE,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        List => {
            const {
                &[
                    TITLE,
                    IN_FORCE,
                    RECORDED,
                    CONFIDENCE,
                    CITES,
                    SOURCE,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Entry => {
            const {
                &[
                    TITLE,
                    IN_FORCE,
                    RECORDED,
                    CONFIDENCE,
                    field(&[HsKw], &[HsField], Any),
                    WHEN_ONCE,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Define => &[TITLE, CONFIDENCE, WHEN, CITES, NOTE, ACKNOWLEDGES],
        Table => {
            const {
                &[
                    TITLE,
                    field(&[KeyKw], &[KeyField], AtLeastOnce),
                    field(&[ColumnKw], &[ColumnField], AtLeastOnce),
                    field(&[OtherwiseKw], &[OtherwiseField], Once),
                    VERIFIED,
                    CONFIDENCE,
                    CITES,
                    SOURCE,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Calendar => {
            const {
                &[
                    TITLE,
                    field(&[CoversKw], &[CoversField], Once),
                    VERIFIED,
                    CONFIDENCE,
                    CITES,
                    SOURCE,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Rule => {
            const {
                &[
                    TITLE,
                    IN_FORCE,
                    RECORDED,
                    CONFIDENCE,
                    OVER,
                    RULE_EFFECT,
                    WHEN_ONCE,
                    THEN,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Exception => {
            const {
                &[
                    TITLE,
                    IN_FORCE,
                    RECORDED,
                    CONFIDENCE,
                    OVER,
                    EXCEPTION_EFFECT,
                    WHEN,
                    THEN,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Policy => {
            const {
                &[
                    TITLE,
                    IN_FORCE,
                    RECORDED,
                    CONFIDENCE,
                    OVER,
                    REVIEW,
                    WHEN,
                    THEN,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Gap => {
            const {
                &[
                    TITLE,
                    field(&[QuestionKw], &[QuestionField], Once),
                    IN_FORCE,
                    RECORDED,
                    CONFIDENCE,
                    field(&[MayKw], &[MayField], AtLeastOnce),
                    WHEN_ONCE,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Suspension => {
            const {
                &[
                    field(&[InKw], &[InForceField], Once),
                    RECORDED,
                    CONFIDENCE,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Commencement => const { &[RECORDED, CONFIDENCE, CITES, NOTE, ACKNOWLEDGES] },
        Reading => {
            const {
                &[
                    field(&[QuestionKw], &[QuestionField], Once),
                    CONFIDENCE,
                    RECORDED,
                    field(&[OrKw], &[Alternative], AtLeastOnce),
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Conflict => {
            const {
                &[
                    field(&[TitleKw], &[TitleField], Once),
                    CONFIDENCE,
                    WHEN,
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Coverage => {
            const {
                &[
                    field(
                        &[ModelledKw, FlaggedKw, AbsentKw, UntestedKw],
                        &[CoverageItem],
                        AtLeastOnce,
                    ),
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        Case => {
            const {
                &[
                    field(&[OnKw], &[OnField], Once),
                    field(&[GivenKw], &[GivenField], Once),
                    field(&[ExpectKw], &[ExpectField], AtLeastOnce),
                    field(&[ReviewKw], &[ReviewEffect], AtMostOnce),
                    field(&[PresumedKw], &[PresumedField], AtMostOnce),
                    field(&[BecauseKw], &[BecauseField], Any),
                    field(&[AsksKw], &[AsksField], AtMostOnce),
                    field(&[DutiesKw], &[DutiesField], AtMostOnce),
                    field(&[ConflictsKw], &[ConflictsField], AtMostOnce),
                    CITES,
                    NOTE,
                    ACKNOWLEDGES,
                ]
            }
        }
        _ => &[],
    }
}
