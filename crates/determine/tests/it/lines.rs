//! Lines of one item: determined once, told for each, and given up where somebody says so.

use std::collections::BTreeSet;
use std::sync::Arc;

use exeat_determine::{Determination, Options, Verdict, determine, determine_watched};
use exeat_facts::{Case, Fact, Item, ItemIndex, Line, Scope, Type, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_value::Day;

const LAW: &str = "\
jurisdiction XX
  name \"Examplia\"
  authority MOT \"Ministry of Trade\"
  verified through 2030-12-31

instrument XX.1
  in force from 2020-01-01
  verified through 2030-12-31

rule technology
  cites §1
  licence from MOT
  when item.made-with-chinese-rare-earth-technology and shipment.sample

rule metals
  cites §2
  licence from MOT
  when item.form is metal
";

/// Lines of these items, in this order; the second item is a metal, and the others are open.
fn case(items: &[usize]) -> Case {
    let vocabulary = Vocabulary::standard();
    let mut case = Case::new("lines");
    for id in ["first", "second", "third"] {
        case.items.push(Item::new(id, id));
    }
    let form = vocabulary.find(Scope::Item, "form").expect("a fact");
    let Type::Code(list) = vocabulary.get(form).ty else {
        panic!("a form is a code");
    };
    let metal = vocabulary.find_code(list, "metal").expect("a code");
    case.items[1]
        .facts
        .set(form, Fact::known(Value::Code(metal)));
    for (number, item) in (1..).zip(items) {
        case.lines.push(Line {
            number,
            item: ItemIndex(*item),
            // What differs between lines of one item changes no verdict.
            quantity: format!("{number} kg").parse().ok(),
            value: None,
        });
    }
    case
}

fn law() -> FrozenLaw {
    let source = SourceText {
        path: "xx/law.law".into(),
        text: LAW.into(),
    };
    let (rulebook, found) = load(vec![source], Vocabulary::standard());
    assert_eq!(found, []);
    let day = Day::new(2025, 6, 1).expect("a day");
    FrozenLaw::new(Arc::new(rulebook), day, day)
}

fn options() -> Options {
    Options {
        event_date: Day::new(2025, 6, 1).expect("a day"),
        jurisdictions: Vec::new(),
        proof: true,
    }
}

#[test]
fn lines_of_one_item_share_what_the_line_alone_would_be_told() {
    let law = law();
    let all = determine(&law, &case(&[0, 1, 0, 2, 1, 0]), &options());
    let of = |determination: &Determination, line: usize| {
        determination
            .lines
            .get(line)
            .map(|one| Arc::clone(&one.verdicts))
            .expect("a line")
    };
    let mut seen = BTreeSet::new();
    for (line, item) in [0, 1, 0, 2, 1, 0].into_iter().enumerate() {
        let alone = determine(&law, &case(&[item]), &options());
        assert_eq!(of(&all, line), of(&alone, 0), "line {line}");
        assert!(!of(&all, line)[0].proof.is_empty());
        seen.extend(of(&alone, 0).iter().map(|one| one.verdict));
    }
    assert_eq!(
        seen,
        BTreeSet::from([Verdict::Undetermined, Verdict::LicenceRequired])
    );
    // They are one in memory, and each line is written with its own number.
    assert!(Arc::ptr_eq(&of(&all, 0), &of(&all, 2)));
    assert!(Arc::ptr_eq(&of(&all, 1), &of(&all, 4)));
    assert!(!Arc::ptr_eq(&of(&all, 0), &of(&all, 3)));
    let numbers: Vec<u32> = all.lines.iter().map(|line| line.line).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn whoever_watches_may_give_it_up_before_each_law_of_each_line() {
    let law = law();
    let case = case(&[0, 1, 0, 2]);
    let whole = determine(&law, &case, &options());
    let mut told = Vec::new();
    let watched = determine_watched(&law, &case, &options(), &mut |limbs| {
        told.push(limbs);
        Ok::<(), ()>(())
    });
    assert_eq!(watched, Ok(whole));
    // Once for each line, also for the one that shares, and at the end; what is shared is written again, and counts again.
    let limbs_of = |item: usize| {
        let mut last = 0;
        let own = self::case(&[item]);
        let watched = determine_watched(&law, &own, &options(), &mut |limbs| {
            last = limbs;
            Ok::<(), ()>(())
        });
        assert!(watched.is_ok() && last > 0);
        last
    };
    let (one, two, three) = (limbs_of(0), limbs_of(1), limbs_of(2));
    let shared = one + two + one;
    assert_eq!(told, [0, one, shared, shared, shared + three]);
    for most in 0..told.len() {
        let mut asked = 0;
        let stopped = determine_watched(&law, &case, &options(), &mut |_| {
            asked += 1;
            if asked > most { Err(asked) } else { Ok(()) }
        });
        assert_eq!(stopped, Err(most + 1));
    }
}
