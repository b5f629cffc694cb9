//! Cases of many parts: what is asked of each of them is not asked of all combinations of them.

use exeat_determine::Verdict;
use exeat_determine::outcome::JurisdictionVerdict;
use exeat_facts::{
    Candidate, Case, Component, Fact, Item, ItemIndex, Line, Scope, Value, Vocabulary,
};

use crate::harness;

fn determined(declarations: &str, case: &Case) -> JurisdictionVerdict {
    harness::determined(declarations, case, false).1
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
    // They are, and it is known of them; what would decide is told as far as one condition tells it.
    assert!(!told.bounded);
    assert!(told.decisive.in_part);
}

/// Where too much is open to tell what matters, what the law does not ask for does not.
#[test]
fn a_quarrel_about_what_no_law_asks_never_matters() {
    let mut case = flat(1_200);
    let mut quarrel = |path: &str| {
        let fact = Vocabulary::standard().find(Scope::Item, path);
        let claim = |yes| Candidate {
            value: Value::YesNo(yes),
            statements: Vec::new(),
        };
        let contested = Fact::Contested(vec![claim(true), claim(false)]);
        let facts = &mut case.items[0].facts;
        facts.set(fact.expect("a fact"), contested);
    };
    quarrel("public-domain");
    quarrel("hydride-diluted");
    let law = format!(
        "{ANY_COMPONENT}\nexception known to one\n  cites §2\n  exempt\n  \
         when item.public-domain and every component of item has (component.origin is not JP)\n"
    );
    let (_, told) = harness::determined(&law, &case, true);
    assert!(told.decisive.in_part);
    let matters: Vec<(&str, bool)> = told
        .contested
        .iter()
        .map(|one| (one.question.fact.as_str(), one.matters))
        .collect();
    let mut expected = vec![
        ("item.public-domain", true),
        ("item.hydride-diluted", false),
    ];
    expected.sort_by_key(|(fact, _)| matters.iter().position(|(one, _)| one == fact));
    assert_eq!(matters, expected);
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
