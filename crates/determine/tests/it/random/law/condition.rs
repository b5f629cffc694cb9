//! Random conditions.

use std::collections::BTreeSet;

use exeat_facts::{CodeListId, FactId, Scope, Type};
use exeat_law::model::{
    Atom, DefineId, EntryId, Expression, GroupKind, InForce, Limb, ListId, Measure, Over, Place,
    Quantifier, ReadingId, Subject, Test,
};
use exeat_value::{Comparison, Span};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::case::ROLES;
use super::super::vocabulary::{codes, facts_of};
use super::super::{DAYS, any_day, day};
use super::{DEFINES, ENTRIES, LISTS, READINGS};

/// Which words a condition may use where it stands.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Words {
    pub(in super::super) layer: bool,
    pub(in super::super) component: bool,
    pub(in super::super) party: bool,
    pub(in super::super) entries: bool,
    pub(in super::super) defines: bool,
}

impl Words {
    pub(in super::super) const ENTRY: Self = Self {
        layer: false,
        component: false,
        party: false,
        entries: false,
        defines: false,
    };
    pub(in super::super) const DEFINE: Self = Self {
        entries: true,
        ..Self::ENTRY
    };
    pub(in super::super) const RULE: Self = Self {
        defines: true,
        ..Self::DEFINE
    };

    pub(in super::super) fn items(self) -> Vec<Subject> {
        let mut subjects = vec![Subject::Item];
        if self.layer {
            subjects.push(Subject::Layer);
        }
        if self.component {
            subjects.push(Subject::Component);
        }
        subjects
    }

    pub(in super::super) fn wholes(self) -> Vec<Subject> {
        if self.layer {
            vec![Subject::Item, Subject::Layer]
        } else {
            vec![Subject::Item]
        }
    }
}

pub(in super::super) fn test(ty: Type) -> BoxedStrategy<Test> {
    let comparison = || select(Comparison::ALL.to_vec());
    let threshold = |texts: &'static [&'static str]| {
        select(texts).prop_map(|text| text.parse().expect("a decimal"))
    };
    match ty {
        Type::YesNo | Type::Text => Just(Test::Yes).boxed(),
        Type::Date => prop_oneof![
            any_day().prop_map(Test::Before),
            any_day().prop_map(Test::On)
        ]
        .boxed(),
        Type::Code(list) => code_test(list),
        Type::Set(list) => select(codes(list)).prop_map(Test::Includes).boxed(),
        Type::Quantity(_) => (comparison(), threshold(&["1", "2", "5", "10"]))
            .prop_map(|(comparison, threshold)| Test::Number(comparison, threshold))
            .boxed(),
        Type::Share => (comparison(), threshold(&["10", "50"]))
            .prop_map(|(comparison, threshold)| Test::Number(comparison, threshold))
            .boxed(),
        Type::Money => {
            let currency = prop_oneof![3 => Just("USD"), 1 => Just("CNY")];
            (comparison(), currency, threshold(&["100", "200"]))
                .prop_map(|(comparison, currency, threshold)| {
                    Test::Money(comparison, currency.parse().expect("a currency"), threshold)
                })
                .boxed()
        }
    }
}

pub(in super::super) fn code_test(list: CodeListId) -> BoxedStrategy<Test> {
    let silent = prop_oneof![5 => Just(0_usize), 1 => Just(1_usize)];
    (
        btree_set(select(codes(list)), 1..3),
        select(codes(list)),
        silent,
    )
        .prop_map(|(mut yes, unanswered, silent)| {
            let unanswered: BTreeSet<_> = [unanswered].into_iter().take(silent).collect();
            yes.retain(|code| !unanswered.contains(code));
            Test::Codes {
                yes: yes.into(),
                unanswered: unanswered.into(),
            }
        })
        .boxed()
}

pub(in super::super) fn atom(words: Words) -> BoxedStrategy<Expression> {
    let of = |subject: Subject, scope: Scope| {
        let facts: Vec<(FactId, Type)> = facts_of(scope);
        select(facts)
            .prop_flat_map(move |(fact, ty)| {
                test(ty).prop_map(move |test| {
                    Expression::Atom(Atom {
                        subject,
                        fact,
                        test,
                    })
                })
            })
            .boxed()
    };
    let mut weighted = vec![
        (3, of(Subject::Shipment, Scope::Shipment)),
        (1, of(Subject::EndUse, Scope::EndUse)),
    ];
    for role in &ROLES[..2] {
        weighted.push((1, of(Subject::Role(*role), Scope::Party)));
    }
    for subject in words.items() {
        let bound = subject != Subject::Item;
        weighted.push((if bound { 8 } else { 4 }, of(subject, Scope::Item)));
    }
    if words.party {
        weighted.push((8, of(Subject::Party, Scope::Party)));
    }
    proptest::strategy::Union::new_weighted(weighted).boxed()
}

/// Days between the first and a little after the last of those that the law is about; never none. Most begin early, so
/// that most law is in force.
pub(in super::super) fn span() -> impl Strategy<Value = Span> {
    let from = prop_oneof![2 => Just(1), 1 => 1..=DAYS];
    (from, option::weighted(0.4, 1..=DAYS)).prop_map(|(from, length)| Span {
        from: day(from),
        until: length.map(|length| day(from + length)),
    })
}

pub(in super::super) fn in_force() -> impl Strategy<Value = InForce> {
    prop_oneof![
        4 => span().prop_map(InForce::Span),
        1 => (0..READINGS).prop_map(|reading| InForce::Reading(ReadingId::at(reading))),
    ]
}

pub(in super::super) fn limb(words: Words, depth: u32) -> impl Strategy<Value = Limb> {
    (expression(words, depth), option::weighted(0.1, in_force())).prop_map(
        |(expression, in_force)| Limb {
            label: None,
            expression,
            in_force,
            place: Place::default(),
        },
    )
}

/// A condition of at most so many layers.
pub(in super::super) fn expression(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    let mut weighted = vec![(8, atom(words))];
    weighted.push((1, any::<bool>().prop_map(Expression::Constant).boxed()));
    let reading = (0..READINGS, 0..2_usize)
        .prop_map(|(reading, one)| Expression::Reading(ReadingId::at(reading), one));
    weighted.push((1, reading.boxed()));
    if words.entries {
        let listed = (select(words.items()), 0..LISTS)
            .prop_map(|(subject, list)| Expression::Listed(subject, ListId::at(list)));
        let entry = (select(words.items()), 0..ENTRIES)
            .prop_map(|(subject, entry)| Expression::Entry(subject, EntryId::at(entry)));
        weighted.push((1, listed.boxed()));
        weighted.push((1, entry.boxed()));
    }
    if words.defines {
        let define = (0..DEFINES).prop_map(|define| Expression::Define(DefineId::at(define)));
        weighted.push((1, define.boxed()));
    }
    if let Some(depth) = depth.checked_sub(1) {
        let part = || expression(words, depth);
        weighted.push((
            2,
            part()
                .prop_map(|part| Expression::Not(Box::new(part)))
                .boxed(),
        ));
        let kind = select(vec![GroupKind::All, GroupKind::Any, GroupKind::NoneOf]);
        let group = (kind, vec(limb(words, depth), 1..4))
            .prop_map(|(kind, limbs)| Expression::Group(kind, limbs));
        weighted.push((8, group.boxed()));
        weighted.push((4, quantified(words, depth)));
        weighted.push((2, share(words, depth)));
    }
    proptest::strategy::Union::new_weighted(weighted).boxed()
}

pub(in super::super) fn quantified(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    quantified_with(words, &|words| expression(words, depth))
}

/// Quantifiers within quantifiers and shares, each of which asks of its own member and of those around it.
pub(in super::super) fn nested(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    let body = |words: Words| {
        let inner = match depth.checked_sub(1) {
            Some(depth) => nested(words, depth),
            None => atom(words),
        };
        let kind = select(vec![GroupKind::All, GroupKind::Any, GroupKind::NoneOf]);
        (kind, atom(words), atom(words), inner)
            .prop_map(|(kind, one, other, inner)| Expression::group(kind, vec![one, inner, other]))
            .boxed()
    };
    let of_share = Words {
        component: true,
        ..words
    };
    prop_oneof![
        3 => quantified_with(words, &body),
        1 => share_of(words, body(of_share)),
    ]
    .boxed()
}

pub(in super::super) fn quantified_with(
    words: Words,
    body: &dyn Fn(Words) -> BoxedStrategy<Expression>,
) -> BoxedStrategy<Expression> {
    let quantifier = || select(vec![Quantifier::Some, Quantifier::Every, Quantifier::No]);
    let over = |over: Over, body: BoxedStrategy<Expression>| {
        (quantifier(), body)
            .prop_map(move |(quantifier, body)| {
                Expression::Quantified(quantifier, over, Box::new(body))
            })
            .boxed()
    };
    let mut choices = Vec::new();
    for whole in words.wholes() {
        let layers = Words {
            layer: true,
            ..words
        };
        choices.push(over(Over::Layers(whole), body(layers)));
        let components = Words {
            component: true,
            ..words
        };
        choices.push(over(Over::Components(whole), body(components)));
    }
    let parties = Words {
        party: true,
        ..words
    };
    choices.push(over(Over::Parties, body(parties)));
    proptest::strategy::Union::new(choices).boxed()
}

pub(in super::super) fn share(words: Words, depth: u32) -> BoxedStrategy<Expression> {
    let filter = Words {
        component: true,
        ..words
    };
    share_of(words, expression(filter, depth))
}

pub(in super::super) fn share_of(
    words: Words,
    filter: BoxedStrategy<Expression>,
) -> BoxedStrategy<Expression> {
    (
        select(vec![Measure::Value, Measure::Mass]),
        select(words.wholes()),
        filter,
        select(Comparison::ALL.to_vec()),
        select(vec!["0.1", "10", "50"]),
    )
        .prop_map(
            |(measure, whole, filter, comparison, threshold)| Expression::Share {
                measure,
                whole,
                filter: Box::new(filter),
                comparison,
                threshold: threshold.parse().expect("a decimal"),
            },
        )
        .boxed()
}
