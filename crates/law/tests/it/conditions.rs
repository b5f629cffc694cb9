//! What conditions become.

use std::collections::BTreeSet;

use exeat_facts::{Role, Scope, Vocabulary};
use exeat_law::model::{
    Atom, Expression, GroupKind, InForce, Measure, Over, Quantifier, Subject, Test,
};
use exeat_value::Comparison;

use crate::support::{INSTRUMENT, load_files, right, shown, wrong};

/// The condition of a rule with this `when`.
fn condition(when: &str) -> Expression {
    right(&rule(when)).provisions[0].condition.clone()
}

fn rule(when: &str) -> String {
    format!("rule r\n  cites §1\n  prohibited\n  when {when}\n")
}

/// What is wrong with a rule with this `when`.
fn refused(when: &str) -> Vec<String> {
    wrong(&rule(when))
}

fn atom(subject: Subject, scope: Scope, path: &str, test: Test) -> Expression {
    let fact = Vocabulary::standard().find(scope, path).expect("a fact");
    Expression::Atom(Atom {
        subject,
        fact,
        test,
    })
}

fn item(path: &str, test: Test) -> Expression {
    atom(Subject::Item, Scope::Item, path, test)
}

/// A test for codes by their words, with those for which there is no answer.
fn codes(list: &str, yes: &[&str], unanswered: &[&str]) -> Test {
    let vocabulary = Vocabulary::standard();
    let (list, _) = vocabulary.find_code_list(list).expect("a list");
    let of = |words: &[&str]| -> BTreeSet<exeat_facts::Code> {
        let code = |word: &&str| vocabulary.find_code(list, word).expect("a code");
        words.iter().map(code).collect()
    };
    Test::Codes {
        yes: of(yes).into(),
        unanswered: of(unanswered).into(),
    }
}

fn not(part: Expression) -> Expression {
    Expression::Not(Box::new(part))
}

/// The parts of a group, without their places.
fn parts(expression: &Expression) -> (GroupKind, Vec<Expression>) {
    match expression {
        Expression::Group(kind, limbs) => (
            *kind,
            limbs.iter().map(|limb| limb.expression.clone()).collect(),
        ),
        other => panic!("no group: {other:?}"),
    }
}

fn number(text: &str) -> exeat_value::Decimal {
    text.parse().expect("a number")
}

fn day(text: &str) -> exeat_value::Day {
    text.parse().expect("a day")
}

#[test]
fn amounts_are_compared_in_base_units_exactly() {
    let expected = item(
        "content.Dy",
        Test::Number(Comparison::AtLeast, number("0.0010")),
    );
    assert_eq!(condition("item.content.Dy is at least 10 ppm"), expected);
    let expected = item("mass", Test::Number(Comparison::LessThan, number("0.005")));
    assert_eq!(condition("item.mass is less than 5 g"), expected);
}

#[test]
fn layers_are_counted_without_a_unit_too() {
    let expected = atom(
        Subject::EndUse,
        Scope::EndUse,
        "memory-layers",
        Test::Number(Comparison::AtLeast, number("256")),
    );
    assert_eq!(condition("end-use.memory-layers is at least 256"), expected);
    assert_eq!(
        condition("end-use.memory-layers is at least 256 layers"),
        expected
    );
}

#[test]
fn is_not_is_the_contrary() {
    let cn = item("origin", codes("country", &["CN"], &[]));
    assert_eq!(condition("item.origin is CN"), cn);
    assert_eq!(condition("item.origin is not CN"), not(cn.clone()));
    assert_eq!(condition("not item.origin is CN"), not(cn));
    let sample = atom(Subject::Shipment, Scope::Shipment, "sample", Test::Yes);
    assert_eq!(condition("shipment.sample"), sample);
    assert_eq!(condition("shipment.sample is yes"), sample);
    assert_eq!(condition("shipment.sample is no"), not(sample.clone()));
    assert_eq!(condition("shipment.sample is not no"), not(not(sample)));
}

#[test]
fn one_of_several_codes_is_one_atom() {
    let expected = item("origin", codes("country", &["CN", "HK", "MO"], &[]));
    assert_eq!(condition("item.origin is one of CN, HK, MO"), expected);
    assert_eq!(
        condition("item.origin is not one of CN, HK, MO"),
        not(expected)
    );
}

#[test]
fn days_are_before_or_on_and_nothing_else() {
    let date = |test| atom(Subject::Shipment, Scope::Shipment, "date", test);
    let d = "2025-10-09";
    let before = date(Test::Before(day(d)));
    let through = date(Test::Before(day("2025-10-10")));
    let is = |relation: &str| condition(&format!("shipment.date is {relation} {d}"));
    assert_eq!(is("before"), before);
    assert_eq!(is("on or after"), not(before));
    assert_eq!(is("on or before"), through);
    assert_eq!(is("after"), not(through));
    assert_eq!(is(""), date(Test::On(day(d))));
}

#[test]
fn the_last_day_of_the_calendar_has_no_next_one() {
    let (kind, parts) = parts(&condition("shipment.date is on or before 9999-12-31"));
    assert_eq!(kind, GroupKind::Any);
    assert_eq!(parts.len(), 2);
}

#[test]
fn a_range_includes_both_ends() {
    let (kind, parts) = parts(&condition("item.content.Dy is between 1 % and 5 %"));
    assert_eq!(kind, GroupKind::All);
    let at = |comparison, text| item("content.Dy", Test::Number(comparison, number(text)));
    assert_eq!(
        parts,
        [at(Comparison::AtLeast, "1"), at(Comparison::AtMost, "5")]
    );
}

#[test]
fn sets_include() {
    let vocabulary = Vocabulary::standard();
    let (list, _) = vocabulary
        .find_code_list("chemical-element")
        .expect("a list");
    let has = |code: &str| {
        let code = vocabulary.find_code(list, code).expect("an element");
        item("elements", Test::Includes(code))
    };
    assert_eq!(condition("item.elements includes Dy"), has("Dy"));
    let any = condition("item.elements includes one of Dy, Tb");
    assert_eq!(parts(&any), (GroupKind::Any, vec![has("Dy"), has("Tb")]));
    let all = condition("item.elements includes all of Dy, Tb");
    assert_eq!(parts(&all), (GroupKind::All, vec![has("Dy"), has("Tb")]));
}

#[test]
fn money_keeps_its_currency() {
    let expected = atom(
        Subject::Shipment,
        Scope::Shipment,
        "value",
        Test::Money(
            Comparison::MoreThan,
            "USD".parse().expect("a currency"),
            number("1000"),
        ),
    );
    assert_eq!(condition("shipment.value is more than 1000 USD"), expected);
}

#[test]
fn parties_are_asked_for_by_role() {
    let expected = atom(
        Subject::Role(Role::EndUser),
        Scope::Party,
        "military-user",
        Test::Yes,
    );
    assert_eq!(condition("end-user.military-user"), expected);
}

#[test]
fn quantifiers_bind_their_subjects() {
    let Expression::Quantified(Quantifier::Some, Over::Layers(Subject::Item), body) =
        condition("some layer of item has (no component of layer has (component.origin is CN and layer.origin is CN))")
            .clone()
    else {
        panic!("a quantifier");
    };
    assert!(matches!(*body, Expression::Quantified(..)));
}

#[test]
fn shares_have_a_whole_and_a_filter() {
    let when = "some layer of item has (share by mass of components of layer where (component.origin is CN) is at least 0.1 %)";
    let Expression::Quantified(_, _, body) = condition(when) else {
        panic!("a quantifier");
    };
    let expected = Expression::Share {
        measure: Measure::Mass,
        whole: Subject::Layer,
        filter: Box::new(atom(
            Subject::Component,
            Scope::Item,
            "origin",
            codes("country", &["CN"], &[]),
        )),
        comparison: Comparison::AtLeast,
        threshold: number("0.1"),
    };
    assert_eq!(*body, expected);
}

#[test]
fn limbs_keep_their_labels_days_and_places() {
    let rulebook = right(&rule(
        "all of\n    (a) item.form is metal\n    (b) any of [in force from 2025-06-01]\n      (1) item.origin is CN [in force from 2025-07-01 until 2025-08-01]\n      (2) item.origin is HK",
    ));
    let Expression::Group(GroupKind::All, limbs) = &rulebook.provisions[0].condition else {
        panic!("a block");
    };
    let labels: Vec<_> = limbs.iter().map(|limb| limb.label.as_deref()).collect();
    assert_eq!(labels, [Some("a"), Some("b")]);
    assert_eq!(limbs[0].in_force, None);
    let Some(InForce::Span(days)) = &limbs[1].in_force else {
        panic!("days of the block");
    };
    assert_eq!(days.to_string(), "from 2025-06-01");
    let text = &rulebook.files[limbs[0].place.file].text;
    assert_eq!(
        &text[limbs[0].place.range.clone()],
        "(a) item.form is metal"
    );
    let Expression::Group(GroupKind::Any, inner) = &limbs[1].expression else {
        panic!("an inner block");
    };
    let Some(InForce::Span(days)) = &inner[0].in_force else {
        panic!("days of the limb");
    };
    assert_eq!(days.to_string(), "from 2025-07-01 through 2025-07-31");
}

/// A rulebook with a table of these rows, and a rule with this condition.
fn with_table(declaration: &str, rows: &str, when: &str) -> Expression {
    let law = format!(
        "{INSTRUMENT}table t from \"t.csv\"\n{declaration}\n{}",
        rule(when)
    );
    let (rulebook, found) = load_files(&[("example.law", &law), ("t.csv", rows)]);
    assert!(found.is_empty(), "{}", shown(&rulebook, &found));
    rulebook.provisions[0].condition.clone()
}

const ONE_KEY: &str = "  key place : code country\n  column closed : yes/no\n  otherwise no";
const ROWS: &str = "place,closed,why\nKP,yes,order\nIR,,not settled\nFR,no,\n";

#[test]
fn a_table_becomes_codes() {
    let to = |test| atom(Subject::Shipment, Scope::Shipment, "destination", test);
    let closed = to(codes("country", &["KP"], &["IR"]));
    let when = "t[shipment.destination].closed";
    assert_eq!(with_table(ONE_KEY, ROWS, when), closed);
    assert_eq!(
        with_table(ONE_KEY, ROWS, &format!("{when} is not yes")),
        not(closed)
    );
}

#[test]
fn a_table_says_what_it_says_of_other_keys() {
    let when = "t[shipment.destination].closed";
    let answers = |otherwise: &str| {
        let declaration = ONE_KEY.replace("otherwise no", otherwise);
        match with_table(&declaration, ROWS, when) {
            Expression::Atom(Atom {
                test: Test::Codes { yes, unanswered },
                ..
            }) => (yes.len(), unanswered.len()),
            other => panic!("{other:?}"),
        }
    };
    let vocabulary = Vocabulary::standard();
    let (_, countries) = vocabulary.find_code_list("country").expect("a list");
    let all = countries.codes().len();
    assert_eq!(answers("otherwise no"), (1, 1));
    assert_eq!(answers("otherwise yes"), (all - 2, 1));
    assert_eq!(answers("otherwise unknown"), (1, all - 2));
}

#[test]
fn a_table_may_hold_amounts() {
    let declaration =
        "  key place : code country\n  column limit : quantity in %\n  otherwise unknown";
    let rows = "place,limit\nKP,5\nIR,10 ppm\n";
    let when = "t[shipment.destination].limit is at least 1 %";
    let Expression::Atom(Atom {
        test: Test::Codes { yes, .. },
        ..
    }) = with_table(declaration, rows, when)
    else {
        panic!("codes");
    };
    assert_eq!(yes.len(), 1);
}

#[test]
fn a_table_may_hold_sets_and_the_empty_one() {
    let declaration =
        "  key place : code country\n  column uses : set of end-use-purpose\n  otherwise unknown";
    let rows = "place,uses\nKP,military wmd\nIR,civil\nFR,none\nDE,\n";
    let Expression::Atom(Atom {
        test: Test::Codes { yes, unanswered },
        ..
    }) = with_table(
        declaration,
        rows,
        "t[shipment.destination].uses includes military",
    )
    else {
        panic!("codes");
    };
    let vocabulary = Vocabulary::standard();
    let (list, countries) = vocabulary.find_code_list("country").expect("a list");
    let code = |text| vocabulary.find_code(list, text).expect("a country");
    assert!(yes.iter().eq([&code("KP")]));
    assert_eq!(unanswered.len(), countries.codes().len() - 3);
    assert!(unanswered.contains(&code("DE")) && !unanswered.contains(&code("FR")));
}

#[test]
fn a_table_of_two_keys_becomes_pairs() {
    let declaration = "  key from : code country\n  key to : code country\n  column closed : yes/no\n  otherwise no";
    let rows = "from,to,closed\nCN,KP,yes\nHK,KP,yes\nCN,IR,yes\nPK,IN,\n";
    let when = "t[shipment.from, shipment.destination].closed";
    let (kind, ways) = parts(&with_table(declaration, rows, when));
    assert_eq!(kind, GroupKind::Any);
    let pair = |from: &[&str], yes: &[&str], unanswered: &[&str]| {
        let from = atom(
            Subject::Shipment,
            Scope::Shipment,
            "from",
            codes("country", from, &[]),
        );
        let to = codes("country", yes, unanswered);
        let to = atom(Subject::Shipment, Scope::Shipment, "destination", to);
        vec![from, to]
    };
    let ways: Vec<Vec<Expression>> = ways.iter().map(|way| parts(way).1).collect();
    assert_eq!(ways.len(), 3);
    assert!(ways.contains(&pair(&["CN"], &["KP", "IR"], &[])));
    assert!(ways.contains(&pair(&["HK"], &["KP"], &[])));
    assert!(ways.contains(&pair(&["PK"], &[], &["IN"])));
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(
        refused("destination is DE"),
        ["R0101 no fact is called `destination`"]
    );
    assert_eq!(
        refused("item"),
        ["R0101 `item` has facts, and is none itself"]
    );
    assert_eq!(
        refused("suspicious"),
        ["R0111 no definition is called `suspicious`"]
    );
    assert_eq!(
        refused("item.mass is at least 5"),
        ["R0102 `5` has no unit, and `item.mass` is measured in kg, mg, g, t, lb"]
    );
    assert_eq!(
        refused("shipment.destination is listed in r"),
        [
            "R0123 lists hold items, and `shipment.destination` is none",
            "R0113 `r` is a rule, where a list or an entry is expected",
        ]
    );
    assert_eq!(
        refused("some piece of item has (item.form is metal)"),
        ["R0123 a quantifier cannot range over `piece`"]
    );
    assert_eq!(
        refused("some party of item has (party.military-user)"),
        ["R0123 parties take part in the transaction, and in nothing else"]
    );
    assert_eq!(
        refused("end-use.description is \"toys\""),
        ["R0114 `end-use.description` takes words for readers, which no condition can test"]
    );
    assert_eq!(
        refused("item.form includes metal"),
        ["R0114 `item.form` takes one answer and includes nothing"]
    );
    assert_eq!(
        refused("item.form"),
        ["R0114 `item.form` by itself is no condition"]
    );
}

#[test]
fn a_quantifier_ends_with_its_parentheses() {
    let when = "some layer of item has (layer.form is metal) and layer.origin is CN";
    assert_eq!(
        refused(when),
        ["R0123 no quantifier says which layer `layer.origin` is about"]
    );
    let define = "define far as component.origin is CN\n";
    let text = format!(
        "{define}{}",
        rule("some component of item has (component.form is metal and far)")
    );
    assert_eq!(
        wrong(&text),
        ["R0123 no quantifier says which component `component.origin` is about"]
    );
}
