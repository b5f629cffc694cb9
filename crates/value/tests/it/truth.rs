//! Kleene's strong tables in full, and the laws that follow.

use exeat_value::Truth::{self, False, True, Unknown};
use exeat_value::UnknownReason;
use proptest::prelude::*;

use crate::strategies;

/// Left, right, left and right, left or right (Kleene 1952, §64).
const TABLES: [(Truth, Truth, Truth, Truth); 9] = [
    (True, True, True, True),
    (True, False, False, True),
    (True, Unknown, Unknown, True),
    (False, True, False, True),
    (False, False, False, False),
    (False, Unknown, False, Unknown),
    (Unknown, True, Unknown, True),
    (Unknown, False, False, Unknown),
    (Unknown, Unknown, Unknown, Unknown),
];

#[test]
fn and_and_or_follow_the_tables() {
    for (left, right, and, or) in TABLES {
        assert_eq!(left & right, and, "{left} and {right}");
        assert_eq!(left | right, or, "{left} or {right}");
    }
}

#[test]
fn not_follows_the_table() {
    assert_eq!(!True, False);
    assert_eq!(!False, True);
    assert_eq!(!Unknown, Unknown);
}

#[test]
fn order_runs_from_no_to_yes() {
    assert!(False < Unknown);
    assert!(Unknown < True);
}

#[test]
fn known_values_are_those_of_two_valued_logic() {
    assert_eq!(Truth::from(true), True);
    assert_eq!(Truth::from(false), False);
    assert_eq!(
        [True, False, Unknown].map(Truth::as_bool),
        [Some(true), Some(false), None]
    );
    assert_eq!(
        [True, False, Unknown].map(Truth::is_true),
        [true, false, false]
    );
    assert_eq!(
        [True, False, Unknown].map(Truth::is_false),
        [false, true, false]
    );
    assert_eq!(
        [True, False, Unknown].map(Truth::is_unknown),
        [false, false, true]
    );
}

#[test]
fn all_and_any_stop_as_soon_as_they_are_settled() {
    let settled = |value: Truth| {
        std::iter::once(value).chain(std::iter::once_with(|| panic!("asked in vain")))
    };
    assert_eq!(Truth::all(settled(False)), False);
    assert_eq!(Truth::any(settled(True)), True);
}

#[test]
fn reasons_have_a_name_and_a_phrase() {
    let forms: Vec<(&str, String)> = UnknownReason::ALL
        .iter()
        .map(|reason| (reason.name(), reason.to_string()))
        .collect();
    assert_eq!(
        forms,
        [
            ("not-asked", "not asked yet".to_owned()),
            ("not-answerable", "cannot be answered".to_owned()),
            ("withheld", "withheld".to_owned()),
        ]
    );
}

proptest! {
    #[test]
    fn laws_of_the_connectives(
        a in strategies::truth(),
        b in strategies::truth(),
        c in strategies::truth(),
    ) {
        prop_assert_eq!(a & b, b & a);
        prop_assert_eq!(a | b, b | a);
        prop_assert_eq!(a & (b & c), (a & b) & c);
        prop_assert_eq!(a | (b | c), (a | b) | c);
        prop_assert_eq!(a & (b | c), (a & b) | (a & c));
        prop_assert_eq!(a | (b & c), (a | b) & (a | c));
        prop_assert_eq!(a & (a | b), a);
        prop_assert_eq!(a | (a & b), a);
        prop_assert_eq!(!(a & b), !a | !b);
        prop_assert_eq!(!(a | b), !a & !b);
        prop_assert_eq!(!!a, a);
        // De Morgan algebra, and Kleene's own law: a contradiction is never
        // above an excluded middle.
        prop_assert!((a & !a) <= (b | !b));
    }

    #[test]
    fn all_and_any_fold_the_connectives(values in prop::collection::vec(strategies::truth(), 0..8)) {
        let and = values.iter().fold(True, |answer, value| answer & *value);
        let or = values.iter().fold(False, |answer, value| answer | *value);
        prop_assert_eq!(Truth::all(values.iter().copied()), and);
        prop_assert_eq!(Truth::any(values.iter().copied()), or);
    }

    /// Learning a fact never takes back an answer.
    #[test]
    fn connectives_are_monotone_in_information(
        a in strategies::truth(),
        b in strategies::truth(),
        learnt in any::<bool>(),
    ) {
        let refined = if a.is_unknown() { Truth::from(learnt) } else { a };
        prop_assert!(refined.refines(a));
        prop_assert!((refined & b).refines(a & b));
        prop_assert!((refined | b).refines(a | b));
        prop_assert!((!refined).refines(!a));
    }
}
