//! What provisions do, and where they stand, in words.

use crate::model::{Cite, DutyKind, Effect, Review};

/// A provision's effect in the rulebook's form.
#[must_use]
pub fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Licence(authority) => format!("licence from {authority}"),
        Effect::Prohibited => "prohibited".to_owned(),
        Effect::Permitted => "permitted".to_owned(),
        Effect::Duty(duty) => format!("duty {}", duty_kind(duty.kind)),
        Effect::Exempt => "exempt".to_owned(),
        Effect::Authorised(name) => format!("authorised under {}", name.en),
        Effect::Review(review) => {
            let word = match review {
                Review::PresumptionOfDenial => "presumption-of-denial",
                Review::CaseByCase => "case-by-case",
                Review::PresumptionOfApproval => "presumption-of-approval",
            };
            format!("review {word}")
        }
        Effect::May(worst) => format!("may {}", self::effect(worst)),
    }
}

/// A duty kind as rulebooks write it.
#[must_use]
pub fn duty_kind(kind: DutyKind) -> &'static str {
    match kind {
        DutyKind::Report => "report",
        DutyKind::Notice => "notice",
        DutyKind::Declare => "declare",
        DutyKind::Records => "records",
        DutyKind::Undertaking => "undertaking",
        DutyKind::Papers => "papers",
        DutyKind::Diligence => "diligence",
        DutyKind::Register => "register",
        DutyKind::Stop => "stop",
        DutyKind::Information => "information",
        DutyKind::Decision => "decision",
    }
}

/// A citation as one string.
#[must_use]
pub fn cite(one: &Cite) -> String {
    match &one.anchor {
        Some(anchor) => format!("{} {anchor}", one.instrument),
        None => one.instrument.clone(),
    }
}
