//! What holds of any text and any facts.

use std::collections::BTreeMap;

use exeat_classify::{Limb, TEXT_MAX};
use exeat_facts::{Case, Fact, FactId, Item, ItemIndex, Scope, Type, Value, Vocabulary};
use exeat_value::{Quantity, Truth};
use proptest::prelude::*;

use crate::support::classifier;

/// Words that mean something, so that texts of them reach far into the reader.
const WORDS: &[&str] = &[
    "NdFeB",
    "N52SH",
    "1.2 % Dy",
    "Dy",
    "1e9",
    "99.9",
    "%",
    "4N5",
    "9N9",
    "5-",
    "-3 um",
    "≥",
    "um",
    "Ga2O3",
    "GaAs",
    ":Eu",
    "(",
    ")",
    "WC-Co",
    "93W-4.9Ni",
    "磁体",
    "氧化",
    "镝",
    "含",
    "无",
    "不含",
    "no ",
    "free",
    "-free",
    "doped with",
    "wire saw",
    "jet mill",
    "for",
    "≤",
    "<",
    "40",
    "µm",
    "½",
    "😀",
    "\u{202e}",
    "\0",
    "W5",
    "W",
    "1,000,000,000,000,000,000,000,000,000",
    "0.",
    ".",
    ",",
    "％",
    "Sm2Co17",
    "Tb0.3Dy0.7Fe1.92",
    "6.5e99 m",
];

fn texts() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(WORDS), 0..12);
    let of_words = (words, prop::sample::select(&["", " ", ", "][..]))
        .prop_map(|(words, between)| words.join(between));
    prop_oneof![any::<String>(), of_words]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_is_classified(text in texts()) {
        let _ = classifier().words(&text);
    }

    #[test]
    fn nothing_is_met_without_a_fact(text in texts()) {
        if let Ok(found) = classifier().words(&text) {
            let known: Vec<FactId> = found.taken.iter().map(|one| one.fact).collect();
            for candidate in found.jurisdictions.iter().flat_map(|one| &one.candidates) {
                for leaf in candidate.limbs.iter().flat_map(Limb::leaves) {
                    if let (Some(fact), true) = (leaf.fact, leaf.threshold.is_some()) {
                        prop_assert!(leaf.truth == Truth::Unknown || known.contains(&fact), "{leaf:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn learning_a_fact_never_turns_missed_into_met(known in facts(), learnt in facts()) {
        let before = truths(&known);
        let mut more = known.clone();
        for (fact, value) in learnt {
            more.entry(fact).or_insert(value);
        }
        let after = truths(&more);
        for (limb, truth) in before {
            if truth != Truth::Unknown
                && let Some(now) = after.get(&limb)
            {
                prop_assert_eq!(truth, *now, "{:?}", limb);
            }
        }
    }
}

/// Values of some of the facts that entries test.
fn facts() -> impl Strategy<Value = BTreeMap<FactId, Value>> {
    prop::collection::vec(one_fact(), 0..6).prop_map(|facts| facts.into_iter().collect())
}

fn one_fact() -> impl Strategy<Value = (FactId, Value)> {
    let vocabulary = Vocabulary::standard();
    const PATHS: &[&str] = &[
        "form",
        "elements",
        "purity",
        "magnet-family",
        "substances",
        "content.Dy",
        "content.W",
        "particle-size",
        "density",
        "wire-diameter",
        "breaking-force",
        "mean-grain-size",
        "equipment-kind",
        "single-crystal",
    ];
    prop::sample::select(PATHS).prop_flat_map(move |path| {
        let fact = vocabulary.find(Scope::Item, path).expect("a fact");
        value(vocabulary.get(fact).ty).prop_map(move |value| (fact, value))
    })
}

fn value(ty: Type) -> BoxedStrategy<Value> {
    let vocabulary = Vocabulary::standard();
    match ty {
        Type::YesNo => any::<bool>().prop_map(Value::YesNo).boxed(),
        Type::Code(list) => {
            let codes = vocabulary.code_list(list).expect("a list").codes().len();
            (0..codes)
                .prop_map(move |index| {
                    let index = u16::try_from(index).expect("a short list");
                    Value::Code(exeat_facts::Code { list, index })
                })
                .boxed()
        }
        Type::Set(list) => {
            let codes = vocabulary.code_list(list).expect("a list").codes().len();
            prop::collection::btree_set(0..codes, 1..5)
                .prop_map(move |indices| {
                    let codes = indices.into_iter().map(|index| {
                        let index = u16::try_from(index).expect("a short list");
                        exeat_facts::Code { list, index }
                    });
                    Value::Set(codes.collect())
                })
                .boxed()
        }
        Type::Quantity(dimension) => (0_u32..200)
            .prop_map(move |amount| Value::Quantity(Quantity::new(amount.into(), dimension.base())))
            .boxed(),
        _ => Just(Value::YesNo(true)).boxed(),
    }
}

/// The truth of every limb of every entry that is told, by its entry and its words.
fn truths(facts: &BTreeMap<FactId, Value>) -> BTreeMap<(String, String), Truth> {
    let mut case = Case::new("goods");
    let mut item = Item::new("goods", "goods");
    for (fact, value) in facts {
        item.facts.set(*fact, Fact::known(value.clone()));
    }
    case.items.push(item);
    let found = classifier()
        .item(&case, ItemIndex(0))
        .expect("an item with a name");
    let mut truths = BTreeMap::new();
    for own in &found.jurisdictions {
        for candidate in &own.candidates {
            for leaf in candidate.limbs.iter().flat_map(Limb::leaves) {
                let entry = format!("{} {:?}", candidate.code, candidate.instrument);
                truths.insert((entry, leaf.says.en.clone()), leaf.truth);
            }
        }
    }
    truths
}

#[test]
fn a_text_has_a_longest_length() {
    let longest = "磁".repeat(TEXT_MAX);
    assert!(classifier().words(&longest).is_ok());
    assert!(classifier().words(&format!("{longest}铁")).is_err());
    assert!(classifier().words(" ").is_err());
}
