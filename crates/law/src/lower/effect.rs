//! Effects and duties.

use exeat_facts::{Role, Scope, Type};
use exeat_syntax::ast::words::{PeriodUnit as Unit, ReviewPolicy};
use exeat_syntax::ast::{self, AstNode};
use exeat_syntax::{Code, Diagnostic, nearest};

use super::resolve::Lowering;
use super::words::{range_of, text_or_empty, written};
use crate::model::{Duty, DutyKind, Effect, Period, PeriodUnit, Review};

/// The kinds of duty by the words for them.
const DUTY_KINDS: [(&str, DutyKind); 11] = [
    ("report", DutyKind::Report),
    ("notice", DutyKind::Notice),
    ("declare", DutyKind::Declare),
    ("records", DutyKind::Records),
    ("undertaking", DutyKind::Undertaking),
    ("papers", DutyKind::Papers),
    ("diligence", DutyKind::Diligence),
    ("register", DutyKind::Register),
    ("stop", DutyKind::Stop),
    ("information", DutyKind::Information),
    ("decision", DutyKind::Decision),
];

/// To whom a duty may be owed besides authorities and parties in a role.
const OTHER_RECIPIENTS: [&str; 1] = ["next-recipient"];

/// The model's word for a review policy.
pub(super) fn review(policy: ReviewPolicy) -> Review {
    match policy {
        ReviewPolicy::PresumptionOfDenial => Review::PresumptionOfDenial,
        ReviewPolicy::CaseByCase => Review::CaseByCase,
        ReviewPolicy::PresumptionOfApproval => Review::PresumptionOfApproval,
    }
}

impl Lowering {
    /// What a provision does.
    pub(super) fn effect(&mut self, effect: &ast::Effect) -> Option<Effect> {
        Some(match effect {
            ast::Effect::LicenceEffect(one) => {
                let named = one.authority()?;
                let authority = written(&named);
                self.authority(&named, false);
                Effect::Licence(authority)
            }
            ast::Effect::ProhibitedEffect(_) => Effect::Prohibited,
            ast::Effect::PermittedEffect(_) => Effect::Permitted,
            ast::Effect::DutyEffect(one) => Effect::Duty(self.duty(one)?),
            ast::Effect::ExemptEffect(_) => Effect::Exempt,
            ast::Effect::AuthorisedEffect(one) => Effect::Authorised(text_or_empty(one.text())),
            ast::Effect::ReviewEffect(one) => Effect::Review(review(one.policy()?)),
        })
    }

    /// The worst of what a gap may turn out to demand.
    pub(super) fn worst_effect(&mut self, fields: impl Iterator<Item = ast::MayField>) -> Effect {
        let mut worst: Option<Effect> = None;
        for field in fields {
            let Some(written) = field.effect() else {
                continue;
            };
            let rank = |effect: &Effect| match effect {
                Effect::Prohibited => 3,
                Effect::Licence(_) => 2,
                Effect::Duty(_) => 1,
                _ => 0,
            };
            let Some(effect) = self.effect(&written) else {
                continue;
            };
            if rank(&effect) == 0 {
                self.report(
                    Diagnostic::new(
                        Code::EFFECT_OUT_OF_PLACE,
                        range_of(written.syntax()),
                        "a gap is about what may be demanded, and this demands nothing",
                    )
                    .with_help("write `may prohibited`, `may licence from …` or `may duty …`"),
                );
                continue;
            }
            if worst
                .as_ref()
                .is_none_or(|known| rank(known) < rank(&effect))
            {
                worst = Some(effect);
            }
        }
        // Without any `may` the worst that can be is assumed; the parser has reported it.
        Effect::May(Box::new(worst.unwrap_or(Effect::Prohibited)))
    }

    /// A duty.
    pub(super) fn duty(&mut self, duty: &ast::DutyEffect) -> Option<Duty> {
        let written_kind = duty.duty_kind()?;
        let kind = self.duty_kind(&written_kind.text(), range_of(written_kind.syntax()))?;
        let to = duty.recipient().map(|named| {
            self.authority(&named, true);
            written(&named)
        });
        let within = duty
            .deadline()
            .and_then(|one| self.period(one.period(), one.event()));
        let keep_for = duty
            .retention()
            .and_then(|one| self.period(one.period(), one.event()));
        Some(Duty {
            kind,
            what: text_or_empty(duty.text()),
            to,
            within,
            keep_for,
        })
    }

    /// A kind of duty by its word.
    pub(super) fn duty_kind(
        &mut self,
        text: &str,
        range: exeat_syntax::TextRange,
    ) -> Option<DutyKind> {
        if let Some((_, kind)) = DUTY_KINDS.iter().find(|(word, _)| *word == text) {
            return Some(*kind);
        }
        let words = DUTY_KINDS.iter().map(|(word, _)| *word);
        let help = match nearest(text, words.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the kinds are {}", words.collect::<Vec<_>>().join(", ")),
        };
        self.report(
            Diagnostic::new(
                Code::UNKNOWN_CODE,
                range,
                format!("`{text}` is no kind of duty"),
            )
            .with_help(help),
        );
        None
    }

    fn period(
        &mut self,
        period: Option<ast::Period>,
        event: Option<ast::NameRef>,
    ) -> Option<Period> {
        let period = period?;
        let text = period.count()?;
        let (unit, working) = match period.unit()? {
            Unit::Days => (PeriodUnit::Days, false),
            Unit::WorkingDays => (PeriodUnit::Days, true),
            Unit::Months => (PeriodUnit::Months, false),
            Unit::Years => (PeriodUnit::Years, false),
        };
        if let Some(event) = &event {
            self.event(event);
        }
        let Ok(count) = text.parse::<u32>() else {
            self.report(
                Diagnostic::new(
                    Code::NUMBER_OUT_OF_RANGE,
                    range_of(period.syntax()),
                    format!("`{text}` is no number of days, months or years"),
                )
                .with_help("write a whole number, such as `10`"),
            );
            return None;
        };
        Some(Period {
            count,
            unit,
            working,
            after: event.map(|event| event.text()),
        })
    }

    /// An event is any word; one that is written as the path of a fact has to be a day of the shipment.
    fn event(&mut self, event: &ast::NameRef) {
        let text = event.text();
        if !text.contains('.') {
            return;
        }
        let vocabulary = self.vocabulary();
        let path = text.strip_prefix("shipment.");
        let fact = path.and_then(|path| vocabulary.find(Scope::Shipment, path));
        if fact.is_some_and(|fact| vocabulary.get(fact).ty == Type::Date) {
            return;
        }
        let message = format!("no day of the shipment is called `{text}`");
        self.report(
            Diagnostic::new(Code::UNKNOWN_FACT, range_of(event.syntax()), message).with_help(
                "write `export` for the day of the event, or `shipment.` and the name of a fact that is a date",
            ),
        );
    }

    /// Checks that the jurisdiction has an authority of this name; a duty may be owed to a party in a role too.
    fn authority(&mut self, named: &ast::NameRef, of_a_duty: bool) {
        let text = written(named);
        let jurisdiction = self.here.home.jurisdiction;
        let jurisdiction = jurisdiction.and_then(|id| self.rulebook.jurisdictions.get(id.index()));
        let Some(jurisdiction) = jurisdiction else {
            return;
        };
        let mut known: Vec<&str> = jurisdiction
            .authorities
            .iter()
            .map(|(short, _)| short.as_str())
            .collect();
        if of_a_duty {
            known.extend(Role::ALL.iter().map(|role| role.name()));
            known.extend(OTHER_RECIPIENTS);
        }
        if known.contains(&text.as_str()) {
            return;
        }
        let help = match nearest(&text, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add `authority {text} \"its name\"` to the jurisdiction"),
        };
        let message = format!("`{}` has no authority called `{text}`", jurisdiction.code);
        self.report(
            Diagnostic::new(Code::UNKNOWN_AUTHORITY, range_of(named.syntax()), message)
                .with_help(help),
        );
    }
}
