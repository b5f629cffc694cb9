//! The case holds together or says why not, and equal cases have equal digests.

use exeat_facts::{
    Candidate, Case, CaseError, Component, DEPTH_MAX, Fact, Item, ItemIndex, Line, Party, Role,
    Scope, Source, SourceIndex, Statement, Value, Vocabulary,
};
use exeat_value::UnknownReason;
use proptest::prelude::*;

use crate::random;

fn id(scope: Scope, path: &str) -> exeat_facts::FactId {
    Vocabulary::standard()
        .find(scope, path)
        .unwrap_or_else(|| panic!("no fact {path}"))
}

/// Items that each contain the next.
fn chain(length: usize) -> Case {
    let mut case = Case::new("a chain");
    for place in 0..length {
        let mut item = Item::new(format!("item-{place}"), "Item");
        if place + 1 < length {
            item.components.push(Component::new(ItemIndex(place + 1)));
        }
        case.items.push(item);
    }
    case
}

#[test]
fn as_many_layers_as_allowed_and_no_more() {
    assert_eq!(chain(DEPTH_MAX).validate(), Ok(()));
    let error = chain(DEPTH_MAX + 1).validate().unwrap_err();
    assert_eq!(
        error,
        CaseError::TooDeep {
            id: "item-0".to_owned()
        }
    );
}

#[test]
fn the_depth_does_not_depend_on_the_order_of_the_items() {
    let mut case = chain(DEPTH_MAX + 1);
    // The innermost comes first: its height is known before the outermost is met.
    let last = case.items.len() - 1;
    case.items.reverse();
    for item in &mut case.items {
        for component in &mut item.components {
            component.item = ItemIndex(last - component.item.0);
        }
    }
    assert!(matches!(case.validate(), Err(CaseError::TooDeep { .. })));
}

#[test]
fn a_shared_part_is_no_cycle() {
    let mut case = chain(3);
    case.items[0].components.push(Component::new(ItemIndex(2)));
    assert_eq!(case.validate(), Ok(()));
}

#[test]
fn an_item_inside_itself_is_told_with_the_way_round() {
    let mut case = chain(4);
    case.items[3].components.push(Component::new(ItemIndex(1)));
    let error = case.validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "an item contains itself: item-1 > item-2 > item-3 > item-1"
    );
}

#[test]
fn a_wide_graph_is_measured_in_reasonable_time() {
    // Each layer holds the next one twice: 2^31 ways through 32 items.
    let mut case = chain(DEPTH_MAX);
    for item in &mut case.items {
        let again = item.components.clone();
        item.components.extend(again);
    }
    assert_eq!(case.validate(), Ok(()));
}

#[test]
fn what_is_not_there_cannot_be_referred_to() {
    let mut case = chain(1);
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(7),
        quantity: None,
        value: None,
    });
    assert_eq!(
        case.validate().unwrap_err().to_string(),
        "line 1 refers to an item that the case does not have"
    );
    let mut case = chain(1);
    let sample = Fact::Known {
        value: Value::YesNo(true),
        evidence: vec![Statement::asserts(SourceIndex(0))],
    };
    case.shipment.set(id(Scope::Shipment, "sample"), sample);
    assert_eq!(
        case.validate().unwrap_err().to_string(),
        "shipment: sample refers to a source that the case does not have"
    );
    case.sources
        .push(Source::new("packing-list", "Packing list"));
    assert_eq!(case.validate(), Ok(()));
}

#[test]
fn names_are_unique() {
    let mut case = Case::new("two exporters");
    case.parties
        .push(Party::new("one", "One", [Role::Exporter]));
    case.parties
        .push(Party::new("one", "Other", [Role::EndUser]));
    assert_eq!(
        case.validate().unwrap_err().to_string(),
        "two parties are named `one`; give each a name of its own"
    );
}

#[test]
fn a_role_is_held_by_one_party() {
    let mut case = Case::new("two exporters");
    let both = [Role::Exporter, Role::Producer];
    case.parties.push(Party::new("one", "One", both));
    assert_eq!(case.validate(), Ok(()));
    case.parties.push(Party::new("two", "Two", both));
    assert_eq!(
        case.validate().unwrap_err().to_string(),
        "two parties are the exporter; make a case for each"
    );
}

#[test]
fn values_are_of_the_type_of_their_fact() {
    let mut case = chain(1);
    let metres = Value::Quantity("1 m".parse().unwrap());
    case.items[0]
        .facts
        .set(id(Scope::Item, "content.Dy"), Fact::known(metres));
    let error = case.validate().unwrap_err().to_string();
    assert!(
        error.starts_with(
            "item `item-0`: content.Dy has a value that is not of its type: expected amount in %"
        ),
        "{error}"
    );
    // A range upside down, and a quarrel about one value only.
    let quantity = |text: &str| Value::Quantity(text.parse().unwrap());
    let upside_down = Fact::Between {
        low: quantity("2 %"),
        high: quantity("10000 ppm"),
        evidence: vec![],
    };
    let type_of_content = Vocabulary::standard().get(id(Scope::Item, "content.Dy")).ty;
    assert!(!upside_down.fits(type_of_content));
    let alone = Fact::Contested(vec![Candidate {
        value: quantity("1 %"),
        statements: vec![],
    }]);
    assert!(!alone.fits(type_of_content));
}

#[test]
fn unasked_is_the_same_as_not_there() {
    let mut case = chain(1);
    let digest = case.digest();
    let thorium = id(Scope::Item, "content.Th");
    case.items[0]
        .facts
        .set(thorium, Fact::Unknown(UnknownReason::NotAsked));
    assert_eq!(case.digest(), digest);
    assert!(case.items[0].facts.is_empty());
    case.items[0]
        .facts
        .set(thorium, Fact::Unknown(UnknownReason::Withheld));
    assert_ne!(case.digest(), digest);
}

#[test]
fn the_event_date_is_the_day_on_which_it_leaves() {
    let mut case = Case::new("dated");
    assert_eq!(case.event_date(), None);
    let day = "2025-12-15".parse().unwrap();
    let date = id(Scope::Shipment, "date");
    case.shipment.set(date, Fact::known(Value::Date(day)));
    assert_eq!(case.event_date(), Some(day));
    let between = Fact::Between {
        low: Value::Date(day),
        high: Value::Date(day.next()),
        evidence: vec![],
    };
    case.shipment.set(date, between);
    assert_eq!(case.event_date(), None);
}

#[test]
fn the_canonical_form_is_stable() {
    let vocabulary = Vocabulary::standard();
    let mut case = chain(2);
    case.title = "磁体 for \"Germany\"".to_owned();
    case.sources.push(Source {
        date: "2025-10-13".parse().ok(),
        origin: Some("briefing".to_owned()),
        ..Source::new("news", "A newspaper")
    });
    let code = |list: &str, code: &str| {
        let list = vocabulary.find_code_list(list).unwrap().0;
        vocabulary.find_code(list, code).unwrap()
    };
    case.shipment.set(
        id(Scope::Shipment, "destination"),
        Fact::Known {
            value: Value::Code(code("country", "DE")),
            evidence: vec![Statement {
                speaker: Some("a spokesman".to_owned()),
                ..Statement::asserts(SourceIndex(0))
            }],
        },
    );
    let elements = ["Nd", "Fe", "B"].map(|symbol| code("chemical-element", symbol));
    let facts = &mut case.items[0].facts;
    facts.set(
        id(Scope::Item, "elements"),
        Fact::known(Value::Set(elements.into())),
    );
    facts.set(
        id(Scope::Item, "content.Dy"),
        Fact::Between {
            low: Value::Quantity("1 %".parse().unwrap()),
            high: Value::Quantity("1.50 %".parse().unwrap()),
            evidence: vec![],
        },
    );
    facts.set(
        id(Scope::Item, "origin"),
        Fact::Contested(vec![
            Candidate {
                value: Value::Code(code("country", "CN")),
                statements: vec![Statement::denies(SourceIndex(0))],
            },
            Candidate {
                value: Value::Code(code("country", "JP")),
                statements: vec![],
            },
        ]),
    );
    facts.set(
        id(Scope::Item, "content.Tb"),
        Fact::Unknown(UnknownReason::NotAnswerable),
    );
    case.items[0].components[0].value_share = Fact::known(Value::Share("5".parse().unwrap()));
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(0),
        quantity: "12 kg".parse().ok(),
        value: "1000.50 USD".parse().ok(),
    });
    let mut buyer = Party::new("buyer", "Buyer", [Role::Importer, Role::EndUser]);
    buyer.facts.set(
        id(Scope::Party, "military-user"),
        Fact::known(Value::YesNo(false)),
    );
    case.parties.push(buyer);
    assert_eq!(case.validate(), Ok(()));
    insta::assert_snapshot!(case.canonical_json());
    insta::assert_snapshot!(case.digest());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Random cases hold together, so that tests which start from them mean something.
    #[test]
    fn random_cases_hold_together(case in random::case()) {
        prop_assert_eq!(case.validate(), Ok(()));
    }

    /// The canonical form is JSON with sorted keys and no numbers.
    #[test]
    fn the_canonical_form_is_sorted_json_without_numbers(case in random::case()) {
        let text = case.canonical_json();
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        /// As it is written with every object's members in order and nothing between.
        fn sorted(value: &serde_json::Value) -> String {
            match value {
                serde_json::Value::Array(values) => {
                    format!("[{}]", values.iter().map(sorted).collect::<Vec<_>>().join(","))
                }
                serde_json::Value::Object(entries) => {
                    let mut members: Vec<_> = entries.iter().collect();
                    members.sort_by_key(|&(key, _)| key);
                    let members = members.into_iter();
                    let members = members.map(|(key, value)| {
                        format!("{}:{}", serde_json::json!(key), sorted(value))
                    });
                    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
                }
                other => other.to_string(),
            }
        }
        fn has_number(value: &serde_json::Value) -> bool {
            match value {
                serde_json::Value::Number(_) => true,
                serde_json::Value::Array(values) => values.iter().any(has_number),
                serde_json::Value::Object(entries) => entries.values().any(has_number),
                _ => false,
            }
        }
        prop_assert!(!has_number(&value));
        prop_assert_eq!(sorted(&value), text);
    }

    /// What was stored is read back as it was, or not at all.
    #[test]
    fn a_stored_case_is_read_back(case in random::case()) {
        let text = case.canonical_json();
        let read = Case::from_canonical_json(&text);
        prop_assert_eq!(read.as_ref(), Ok(&case));
        prop_assert_eq!(read.map(|case| case.canonical_json()), Ok(text));
    }

    /// A stored case of which a part was cut off or changed is refused or another case;
    /// reading it never panics.
    #[test]
    fn a_damaged_stored_case_does_no_harm(
        case in random::case(),
        at in any::<prop::sample::Index>(),
        by in prop_oneof![Just(""), Just("\""), Just("{"), Just("null"), Just("0")],
    ) {
        let text = case.canonical_json();
        let at = text.floor_char_boundary(at.index(text.len()));
        let rest = text.get(text.ceil_char_boundary(at + 1)..).unwrap_or_default();
        let damaged = format!("{}{by}{rest}", &text[..at]);
        if let Ok(read) = Case::from_canonical_json(&damaged) {
            prop_assert_eq!(read.validate(), Ok(()));
        }
    }

    /// Cases that differ have canonical forms that differ.
    #[test]
    fn different_cases_have_different_digests(one in random::case(), two in random::case()) {
        prop_assert_eq!(one == two, one.canonical_json() == two.canonical_json());
        prop_assert_eq!(one == two, one.digest() == two.digest());
    }
}
