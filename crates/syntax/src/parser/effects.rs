//! Effects, duties and their times; the types of a table's columns.

use super::Parser;
use crate::syntax_kind::SyntaxKind::{self, *};

impl Parser<'_> {
    pub(super) fn effect(&mut self) {
        match self.current().keyword {
            Some(LicenceKw) => self.node(LicenceEffect, |p| {
                p.bump_as(LicenceKw);
                if p.expect(FromKw) {
                    p.name_ref();
                }
            }),
            Some(ProhibitedKw) => self.node(ProhibitedEffect, |p| p.bump_as(ProhibitedKw)),
            Some(PermittedKw) => self.node(PermittedEffect, |p| p.bump_as(PermittedKw)),
            Some(ExemptKw) => self.node(ExemptEffect, |p| p.bump_as(ExemptKw)),
            Some(AuthorisedKw) => self.node(AuthorisedEffect, |p| {
                p.bump_as(AuthorisedKw);
                if p.expect(UnderKw) {
                    p.bilingual();
                }
            }),
            Some(ReviewKw) => self.node(ReviewEffect, |p| {
                p.bump_as(ReviewKw);
                let policies = [PresumptionOfDenialKw, CaseByCaseKw, PresumptionOfApprovalKw];
                if !policies.into_iter().any(|policy| p.eat(policy)) {
                    p.expected(
                        "`presumption-of-denial`, `case-by-case` or `presumption-of-approval`",
                    );
                }
            }),
            Some(DutyKw) => self.duty(),
            // Callers look before they ask.
            _ => self.expected("an effect"),
        }
    }

    fn duty(&mut self) {
        self.node(DutyEffect, |p| {
            p.bump_as(DutyKw);
            if !p.leaf(DutyKind, Word) || !p.bilingual() {
                return;
            }
            if p.eat(ToKw) {
                p.name_ref();
            }
            if p.at(WithinKw) {
                p.time_limit(Deadline, WithinKw);
            }
            if p.at(ForKw) {
                p.time_limit(Retention, ForKw);
            }
        });
    }

    fn time_limit(&mut self, node: SyntaxKind, keyword: SyntaxKind) {
        self.node(node, |p| {
            p.bump_as(keyword);
            if !p.at(Number) {
                p.expected("a number of days, months or years");
                return;
            }
            p.node(Period, |p| {
                p.bump_as(Number);
                p.eat(WorkingKw);
                if !(p.eat(DaysKw) || p.eat(MonthsKw) || p.eat(YearsKw)) {
                    p.expected("`days`, `working days`, `months` or `years`");
                }
            });
            if p.eat(AfterKw) {
                p.name_ref();
            }
        });
    }

    pub(super) fn value_type(&mut self) {
        match self.current().keyword {
            Some(YesKw) => self.node(YesNoType, |p| {
                p.bump_as(YesKw);
                if p.expect(Slash) {
                    p.expect(NoKw);
                }
            }),
            Some(DateKw) => self.node(DateType, |p| p.bump_as(DateKw)),
            Some(TextKw) => self.node(TextType, |p| p.bump_as(TextKw)),
            Some(MoneyKw) => self.node(MoneyType, |p| p.bump_as(MoneyKw)),
            Some(ShareKw) => self.node(ShareType, |p| p.bump_as(ShareKw)),
            Some(CodeKw) => self.node(CodeType, |p| {
                p.bump_as(CodeKw);
                p.name_ref();
            }),
            Some(SetKw) => self.node(SetType, |p| {
                p.bump_as(SetKw);
                if p.expect(OfKw) {
                    p.name_ref();
                }
            }),
            Some(QuantityKw) => self.node(QuantityType, |p| {
                p.bump_as(QuantityKw);
                if p.expect(InKw) {
                    p.unit();
                }
            }),
            _ => self.expected(
                "a type: `yes/no`, `date`, `text`, `money`, `share`, `code LIST`, \
                 `set of LIST` or `quantity in UNIT`",
            ),
        }
    }
}
