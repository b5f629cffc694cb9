//! Cases of many parts: what is asked of each of them is not asked of all combinations of them.

use std::sync::Arc;

use exeat_determine::outcome::JurisdictionVerdict;
use exeat_determine::{Options, Verdict, determine};
use exeat_facts::{Case, Component, Item, ItemIndex, Line, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_value::Day;

/// What a case comes to under the law that these declarations make.
fn determined(declarations: &str, case: &Case) -> JurisdictionVerdict {
    let text = format!(
        "jurisdiction XX\n  name \"Examplia\"\n  authority MOT \"Ministry of Trade\"\n\n\
         instrument XX.1\n  of XX\n  in force from 2025-01-01\n\n{declarations}"
    );
    let source = SourceText {
        path: "example.law".to_owned(),
        text,
    };
    let (rulebook, found) = load(vec![source], Vocabulary::standard());
    let errors: Vec<String> = found
        .iter()
        .filter(|one| one.diagnostic.is_error())
        .map(|one| one.diagnostic.message.clone())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let day = Day::new(2026, 5, 1).expect("a day");
    let law = FrozenLaw::new(Arc::new(rulebook), day, day);
    let options = Options {
        event_date: day,
        jurisdictions: Vec::new(),
        proof: false,
    };
    let mut lines = determine(&law, case, &options).lines;
    lines.swap_remove(0).verdicts.swap_remove(0)
}

/// A case with one line, of the first item; each item has these components, all of them listed.
fn case(components: &[Vec<usize>]) -> Case {
    let mut case = Case::new("many parts");
    for (place, inside) in components.iter().enumerate() {
        let mut item = Item::new(format!("item-{place}"), "");
        item.components = inside
            .iter()
            .map(|&part| Component::new(ItemIndex(part)))
            .collect();
        item.components_complete = true;
        case.items.push(item);
    }
    case.lines.push(Line {
        number: 1,
        item: ItemIndex(0),
        quantity: None,
        value: None,
    });
    case.validate().expect("a case that holds together");
    case
}

/// An item with so many parts.
fn flat(parts: usize) -> Case {
    let mut components = vec![(1..=parts).collect::<Vec<_>>()];
    components.resize(parts + 1, Vec::new());
    case(&components)
}

const ANY_COMPONENT: &str = "rule one\n  cites §1\n  licence from MOT\n  \
                             when some component of item has (component.origin is CN)\n";

#[test]
fn what_any_of_very_many_parts_may_do_is_told_exactly() {
    for parts in [600, 700, 1_000] {
        let told = determined(ANY_COMPONENT, &flat(parts));
        let both = [Verdict::LicenceRequired, Verdict::NoLicenceRequired];
        assert_eq!(told.possible, both, "{parts}");
        assert!(!told.bounded, "{parts}");
        assert_eq!(told.decisive.guaranteed.len(), parts);
        assert!(!told.decisive.shortest.is_empty(), "{parts}");
    }
}

#[test]
fn of_more_parts_than_can_be_gone_through_the_verdicts_are_told() {
    let told = determined(ANY_COMPONENT, &flat(5_000));
    let both = [Verdict::LicenceRequired, Verdict::NoLicenceRequired];
    assert_eq!(told.possible, both);
}

/// Lists each of which holds what holds of the thing, or of something inside it that is on the list before.
#[test]
fn parts_that_many_others_share_are_gone_through_once() {
    const LAYERS: usize = 24;
    let mut law = String::new();
    for list in 0..=LAYERS {
        law.push_str(&format!(
            "list XX.1.l{list}\n  title \"List {list}\"\n  cites §1\n\n"
        ));
    }
    law.push_str("entry e0 of XX.1.l0\n  title \"e0\"\n  cites §1\n  when item.origin is CN\n\n");
    for list in 1..=LAYERS {
        law.push_str(&format!(
            "entry e{list} of XX.1.l{list}\n  title \"e{list}\"\n  cites §1\n  when any of\n    \
             item.origin is CN\n    some component of item has (component is listed in XX.1.l{})\n\n",
            list - 1
        ));
    }
    for (name, effect) in [("stop", "prohibited"), ("ask", "licence from MOT")] {
        law.push_str(&format!(
            "rule {name}\n  cites §1\n  {effect}\n  when item is listed in XX.1.l{LAYERS}\n\n"
        ));
    }
    // The thing, and two in each layer below it, both of them in each of the layer above.
    let mut components = vec![vec![1, 2]];
    for layer in 1..=LAYERS {
        let below = vec![2 * layer + 1, 2 * layer + 2];
        let below = if layer < LAYERS { below } else { Vec::new() };
        components.extend([below.clone(), below]);
    }
    let told = determined(&law, &case(&components));
    assert_eq!(
        told.possible,
        [Verdict::Prohibited, Verdict::NoLicenceRequired]
    );
    assert!(!told.bounded);
}
