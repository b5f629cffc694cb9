//! What the forms say as words: names without their tokens, strings without their
//! quotes, keywords as enums.

use rowan::ast::{AstNode as _, support};

use super::words::{
    BlockMode, ComparisonWord, Confidence, CoverageKind, Inclusion, Otherwise, PeriodUnit,
    Quantifier, ReviewPolicy, ShareBasis, SpanEnd, VerdictWord,
};
use super::{
    Amount, Anchor, BlockExpr, CodeValue, Column, Comparison, ConfidenceField, CoverageItem, Day,
    Define, DutyKind, Expr, HsCode, InForceClause, IncludesExpr, IsExpr, KnownValue, Label, Limb,
    LimbRef, ListedExpr, Name, NameRef, OneOfExpr, OtherwiseField, Path, Period, QuantifiedExpr,
    Quoted, ReachField, ReviewEffect, Share, Span, Text, Unit, Verdict, Vintage, WarningCode,
    YesNoValue,
};
use crate::{SyntaxKind, SyntaxNode};

/// The text of a node that is one token, as it is written.
macro_rules! one_word {
    ($($name:ident)*) => {
        $(
            impl $name {
                /// What is written.
                pub fn text(&self) -> String {
                    self.syntax().text().to_string()
                }
            }
        )*
    };
}

one_word! { Name NameRef Path Column DutyKind HsCode WarningCode CodeValue Day Anchor Unit }

/// The first keyword of `choices` that stands directly in the node.
fn choice<T: Copy>(node: &SyntaxNode, choices: &[(SyntaxKind, T)]) -> Option<T> {
    choices
        .iter()
        .find(|&&(kind, _)| support::token(node, kind).is_some())
        .map(|&(_, meaning)| meaning)
}

impl Path {
    /// The parts between the dots: `item`, `content`, `Dy`.
    pub fn segments(&self) -> Vec<String> {
        self.text().split('.').map(str::to_owned).collect()
    }
}

impl Quoted {
    /// What stands between the quotes, with `\"` and `\\` resolved.
    pub fn value(&self) -> String {
        let text = self.syntax().text().to_string();
        let quotes = ['"', '\u{201C}', '\u{201D}'];
        let inner = text.strip_prefix(quotes).unwrap_or(&text);
        let mut value = String::with_capacity(inner.len());
        let mut chars = inner.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => value.extend(chars.next()),
                c if quotes.contains(&c) => break,
                c => value.push(c),
            }
        }
        value
    }
}

impl Text {
    /// The English text.
    pub fn english_text(&self) -> Option<String> {
        self.english().map(|quoted| quoted.value())
    }

    /// The Chinese text, if there is one.
    pub fn chinese_text(&self) -> Option<String> {
        self.chinese().map(|quoted| quoted.value())
    }
}

impl Span {
    /// How the span ends, if it ends.
    pub fn end_kind(&self) -> Option<SpanEnd> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::ThroughKw, SpanEnd::Through),
                (SyntaxKind::UntilKw, SpanEnd::Until),
            ],
        )
    }
}

impl ConfidenceField {
    /// The level that is written.
    pub fn level(&self) -> Option<Confidence> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::LowKw, Confidence::Low),
                (SyntaxKind::MediumKw, Confidence::Medium),
                (SyntaxKind::HighKw, Confidence::High),
            ],
        )
    }
}

impl ReviewEffect {
    /// The policy that is written.
    pub fn policy(&self) -> Option<ReviewPolicy> {
        choice(
            self.syntax(),
            &[
                (
                    SyntaxKind::PresumptionOfDenialKw,
                    ReviewPolicy::PresumptionOfDenial,
                ),
                (SyntaxKind::CaseByCaseKw, ReviewPolicy::CaseByCase),
                (
                    SyntaxKind::PresumptionOfApprovalKw,
                    ReviewPolicy::PresumptionOfApproval,
                ),
            ],
        )
    }
}

impl CoverageItem {
    /// What the line says.
    pub fn kind(&self) -> Option<CoverageKind> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::ModelledKw, CoverageKind::Modelled),
                (SyntaxKind::FlaggedKw, CoverageKind::Flagged),
                (SyntaxKind::AbsentKw, CoverageKind::Absent),
                (SyntaxKind::UntestedKw, CoverageKind::Untested),
            ],
        )
    }
}

impl OtherwiseField {
    /// What the table says of other keys.
    pub fn value(&self) -> Option<Otherwise> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::YesKw, Otherwise::Yes),
                (SyntaxKind::NoKw, Otherwise::No),
                (SyntaxKind::UnknownKw, Otherwise::Unknown),
            ],
        )
    }
}

impl Period {
    /// The number, as it is written.
    pub fn count(&self) -> Option<String> {
        self.number_token().map(|token| token.text().to_owned())
    }

    /// What is counted.
    pub fn unit(&self) -> Option<PeriodUnit> {
        if self.working_token().is_some() {
            return self.days_token().map(|_| PeriodUnit::WorkingDays);
        }
        choice(
            self.syntax(),
            &[
                (SyntaxKind::DaysKw, PeriodUnit::Days),
                (SyntaxKind::MonthsKw, PeriodUnit::Months),
                (SyntaxKind::YearsKw, PeriodUnit::Years),
            ],
        )
    }
}

impl Vintage {
    /// The year of the tariff, as it is written.
    pub fn year(&self) -> Option<String> {
        self.number_token().map(|token| token.text().to_owned())
    }
}

impl ReachField {
    /// When the jurisdiction's law reaches a transaction.
    pub fn condition(&self) -> Option<Expr> {
        self.when_field().and_then(|when| when.expr())
    }
}

impl Define {
    /// What the name stands for, in either form.
    pub fn condition(&self) -> Option<Expr> {
        self.expr()
            .or_else(|| self.when_field().and_then(|when| when.expr()))
    }
}

impl BlockExpr {
    /// How the limbs hang together.
    pub fn mode(&self) -> Option<BlockMode> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::AllKw, BlockMode::All),
                (SyntaxKind::AnyKw, BlockMode::Any),
                (SyntaxKind::NoneKw, BlockMode::None),
            ],
        )
    }
}

impl Limb {
    /// The limb's own dates, wherever they stand: behind it or, for a block, behind `of`.
    pub fn own_in_force(&self) -> Option<InForceClause> {
        self.in_force_clause().or_else(|| match self.expr() {
            Some(Expr::BlockExpr(block)) => block.in_force_clause(),
            _ => None,
        })
    }
}

impl Label {
    /// What stands between the parentheses.
    pub fn text(&self) -> String {
        self.word_token()
            .or_else(|| self.number_token())
            .map(|token| token.text().to_owned())
            .unwrap_or_default()
    }
}

impl LimbRef {
    /// The whole reference in its dotted form: `foreign-made-content.share`.
    pub fn dotted(&self) -> String {
        let mut dotted = self.name_ref().map(|name| name.text()).unwrap_or_default();
        for label in self.labels() {
            dotted.push('.');
            dotted.push_str(&label.text());
        }
        dotted
    }
}

impl QuantifiedExpr {
    /// How many must have it.
    pub fn quantifier(&self) -> Option<Quantifier> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::SomeKw, Quantifier::Some),
                (SyntaxKind::EveryKw, Quantifier::Every),
                (SyntaxKind::NoKw, Quantifier::No),
            ],
        )
    }
}

macro_rules! negatable {
    ($($name:ident)*) => {
        $(
            impl $name {
                /// Whether `not` follows `is`.
                pub fn is_negated(&self) -> bool {
                    self.not_token().is_some()
                }
            }
        )*
    };
}

negatable! { IsExpr OneOfExpr ListedExpr }

impl IncludesExpr {
    /// Which of the values must be there.
    pub fn inclusion(&self) -> Inclusion {
        match self.one_token() {
            Some(_) => Inclusion::AtLeastOne,
            None => Inclusion::All,
        }
    }
}

impl Comparison {
    /// The comparison that is written.
    pub fn word(&self) -> Option<ComparisonWord> {
        let or_equal = self.on_token().is_some();
        choice(
            self.syntax(),
            &[
                (SyntaxKind::LeastKw, ComparisonWord::AtLeast),
                (SyntaxKind::MostKw, ComparisonWord::AtMost),
                (SyntaxKind::LessKw, ComparisonWord::LessThan),
                (SyntaxKind::MoreKw, ComparisonWord::MoreThan),
                (
                    SyntaxKind::BeforeKw,
                    if or_equal {
                        ComparisonWord::OnOrBefore
                    } else {
                        ComparisonWord::Before
                    },
                ),
                (
                    SyntaxKind::AfterKw,
                    if or_equal {
                        ComparisonWord::OnOrAfter
                    } else {
                        ComparisonWord::After
                    },
                ),
            ],
        )
    }
}

impl Share {
    /// By what the share is measured.
    pub fn basis(&self) -> Option<ShareBasis> {
        choice(
            self.syntax(),
            &[
                (SyntaxKind::ValueKw, ShareBasis::Value),
                (SyntaxKind::MassKw, ShareBasis::Mass),
            ],
        )
    }
}

impl YesNoValue {
    /// Whether it is `yes`.
    pub fn value(&self) -> bool {
        self.yes_token().is_some()
    }
}

impl Amount {
    /// The number as it is written, with its sign: `-40`, `99.99`.
    pub fn number(&self) -> Option<String> {
        let digits = self.number_token()?;
        let sign = self.minus_token().map_or("", |_| "-");
        Some(format!("{sign}{}", digits.text()))
    }

    /// Number and unit with one space between them: `99.99 %`, `1000 USD`, `5`.
    pub fn text(&self) -> String {
        let number = self.number().unwrap_or_default();
        match self.unit() {
            Some(unit) => format!("{number} {}", unit.text()),
            None => number,
        }
    }
}

impl KnownValue {
    /// Whether it is the empty set, `none`.
    pub fn is_none(&self) -> bool {
        self.none_token().is_some()
    }
}

impl Verdict {
    /// The verdict that is written.
    pub fn word(&self) -> Option<VerdictWord> {
        if self.licence_token().is_some() {
            return Some(match self.no_token() {
                Some(_) => VerdictWord::NoLicenceRequired,
                None => VerdictWord::LicenceRequired,
            });
        }
        choice(
            self.syntax(),
            &[
                (SyntaxKind::ProhibitedKw, VerdictWord::Prohibited),
                (SyntaxKind::UndeterminedKw, VerdictWord::Undetermined),
                (SyntaxKind::ExceptionKw, VerdictWord::ExceptionAvailable),
                (SyntaxKind::ReachedKw, VerdictWord::NotReached),
            ],
        )
    }
}
