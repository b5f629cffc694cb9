//! What may be open, and what a completion answers to it.

use exeat_facts::{FactId, Value};
use exeat_law::model::{Over, ProvisionId, ReadingId, Test};
use exeat_value::{Currency, Decimal, Truth};

use super::super::fraction::Fraction;
use super::super::scene::{self, Bound, NOBODY_NAMED, Whose};
use super::super::share::Share;
use super::super::written::{Body, Written};

/// A share that is asked for: of what, of which components, seen from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::oracle) struct ShareQuestion {
    pub(in crate::oracle) share: Share,
    pub(in crate::oracle) filter: Body,
    pub(in crate::oracle) bound: Bound,
}

/// Whether members that nobody named meet a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::oracle) struct HiddenQuestion {
    /// All of them, or some.
    pub(in crate::oracle) every: bool,
    pub(in crate::oracle) over: Over,
    pub(in crate::oracle) whole: Option<usize>,
    pub(in crate::oracle) body: Body,
    pub(in crate::oracle) bound: Bound,
}

impl ShareQuestion {
    /// Whether it is of something that the case does not name.
    pub(in crate::oracle) fn is_of_unnamed(&self) -> bool {
        self.share.whole == NOBODY_NAMED || self.bound.is_of_unnamed()
    }
}

impl HiddenQuestion {
    pub(in crate::oracle) fn is_of_unnamed(&self) -> bool {
        self.whole == Some(NOBODY_NAMED) || self.bound.is_of_unnamed()
    }
}

/// Something open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::oracle) enum Question {
    /// What a fact is.
    Fact(Whose, FactId),
    /// What an amount of money is in a currency.
    Worth(Whose, FactId, Currency),
    /// What a test gives for a value on which the law, or the units, are silent.
    Silent(Whose, FactId, Test),
    /// What a share is.
    Share(ShareQuestion),
    /// Whether members that nobody named meet a condition.
    Hidden(HiddenQuestion),
    /// How the law is to be read.
    Reading(ReadingId),
    /// What a gap holds.
    Open(ProvisionId),
}

/// An answer to something open.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::oracle) enum Reply {
    Value(Value),
    Number(Decimal),
    Part(Fraction),
    YesNo(bool),
    Alternative(usize),
}

/// An open question with all its answers.
pub(in crate::oracle) type Open = (Question, Vec<Reply>);

/// One answer to each of some open questions.
#[derive(Debug, Clone, Default)]
pub(in crate::oracle) struct Replies<'a> {
    /// The questions, in order.
    pub(in crate::oracle) open: &'a [Open],
    /// Which of its answers each has.
    pub(in crate::oracle) chosen: Vec<usize>,
}

impl Replies<'_> {
    pub(in crate::oracle) fn get(&self, question: &Question) -> Option<&Reply> {
        let place = self
            .open
            .binary_search_by(|(one, _)| one.cmp(question))
            .ok()?;
        self.open[place].1.get(self.chosen[place])
    }

    pub(in crate::oracle) fn of_atom(&self, whose: Whose, fact: FactId, test: &Test) -> Truth {
        let own = match self.get(&Question::Fact(whose, fact)) {
            Some(Reply::Value(value)) => scene::answer(test, value),
            Some(Reply::Number(number)) => number_answer(test, *number),
            _ => None,
        };
        let worth = || match test {
            Test::Money(_, currency, _) => {
                match self.get(&Question::Worth(whose, fact, *currency)) {
                    Some(Reply::Number(number)) => number_answer(test, *number),
                    _ => None,
                }
            }
            _ => None,
        };
        let silent = || self.yes_no(&Question::Silent(whose, fact, test.clone()));
        own.or_else(worth)
            .or_else(silent)
            .map_or(Truth::Unknown, Truth::from)
    }

    pub(in crate::oracle) fn of_reading(&self, reading: ReadingId) -> Option<usize> {
        match self.get(&Question::Reading(reading)) {
            Some(Reply::Alternative(alternative)) => Some(*alternative),
            _ => None,
        }
    }

    pub(in crate::oracle) fn of_gap(&self, gap: ProvisionId) -> Truth {
        self.yes_no(&Question::Open(gap))
            .map_or(Truth::Unknown, Truth::from)
    }

    pub(in crate::oracle) fn of_share(&self, question: &ShareQuestion) -> Option<Fraction> {
        match self.get(&Question::Share(*question)) {
            Some(Reply::Part(part)) => Some(*part),
            _ => None,
        }
    }

    pub(in crate::oracle) fn of_hidden(&self, question: &HiddenQuestion) -> Truth {
        self.yes_no(&Question::Hidden(*question))
            .map_or(Truth::Unknown, Truth::from)
    }

    pub(in crate::oracle) fn yes_no(&self, question: &Question) -> Option<bool> {
        match self.get(question) {
            Some(Reply::YesNo(yes)) => Some(*yes),
            _ => None,
        }
    }
}

pub(in crate::oracle) fn number_answer(test: &Test, number: Decimal) -> Option<bool> {
    match test {
        Test::Number(comparison, threshold) | Test::Money(comparison, _, threshold) => {
            Some(scene::compare(number, *comparison, *threshold))
        }
        _ => None,
    }
}

/// The share as a question: seen only from what the filter looks at.
pub(in crate::oracle) fn share_question(
    written: &Written,
    share: Share,
    filter: Body,
    bound: Bound,
) -> ShareQuestion {
    let uses = written.uses(filter);
    let bound = Bound {
        item: if uses.item { bound.item } else { 0 },
        layer: bound.layer.filter(|_| uses.layer),
        component: None,
        party: bound.party.filter(|_| uses.party),
    };
    ShareQuestion {
        share,
        filter,
        bound,
    }
}

/// What is open about members that nobody named, seen only from what the condition looks at.
pub(in crate::oracle) fn hidden_question(
    written: &Written,
    every: bool,
    over: Over,
    body: Body,
    bound: Bound,
) -> HiddenQuestion {
    let uses = written.uses(body);
    let (whole, own) = match over {
        Over::Layers(subject) => (Some(bound.item_of(subject)), (true, false, false)),
        Over::Components(subject) => (Some(bound.item_of(subject)), (false, true, false)),
        Over::Parties => (None, (false, false, true)),
    };
    let seen_from = Bound {
        item: if uses.item { bound.item } else { 0 },
        layer: bound.layer.filter(|_| uses.layer && !own.0),
        component: bound.component.filter(|_| uses.component && !own.1),
        party: bound.party.filter(|_| uses.party && !own.2),
    };
    // From which word the whole was found does not matter, only which it is.
    let over = match over {
        Over::Layers(_) => Over::Layers(exeat_law::model::Subject::Item),
        Over::Components(_) => Over::Components(exeat_law::model::Subject::Item),
        Over::Parties => Over::Parties,
    };
    HiddenQuestion {
        every,
        over,
        whole,
        body,
        bound: seen_from,
    }
}
