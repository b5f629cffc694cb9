//! What worked cases become.

use exeat_facts::{Case, Fact, ItemIndex, Role, Scope, Value, Vocabulary};
use exeat_law::model::{ExpectedVerdict, GroundTarget, LawCase, Review};
use exeat_value::UnknownReason;

use crate::support::{right, wrong};

const RULE: &str = "rule r\n  cites §1\n  licence from MOT\n  when all of\n    (a) item.form is metal\n    \
                    (to) any of\n      (1) shipment.destination is KP\n      (2) shipment.destination is IR\n\n";

/// A case with these facts.
fn given(facts: &str) -> LawCase {
    right(&text(facts)).cases[0].clone()
}

fn refused(facts: &str) -> Vec<String> {
    wrong(&text(facts))
}

fn text(facts: &str) -> String {
    let facts: String = facts.lines().map(|line| format!("    {line}\n")).collect();
    format!("{RULE}case \"c\"\n  on 2025-06-01\n  given\n{facts}  expect no licence required\n")
}

fn fact<'a>(case: &'a Case, scope: Scope, path: &str) -> &'a Fact {
    let id = Vocabulary::standard().find(scope, path).expect("a fact");
    match scope {
        Scope::Shipment => case.shipment.get(id),
        Scope::EndUse => case.end_use.get(id),
        Scope::Party => case.parties[0].facts.get(id),
        Scope::Item => case.items[0].facts.get(id),
    }
}

fn text_of(fact: &Fact) -> String {
    let vocabulary = Vocabulary::standard();
    match fact {
        Fact::Known { value, .. } => value.text(vocabulary),
        Fact::Unknown(reason) => format!("unknown ({})", reason.name()),
        Fact::Between { low, high, .. } => {
            format!("{} to {}", low.text(vocabulary), high.text(vocabulary))
        }
        Fact::Contested(candidates) => {
            let values: Vec<String> = candidates
                .iter()
                .map(|one| one.value.text(vocabulary))
                .collect();
            values.join(" or ")
        }
    }
}

#[test]
fn facts_stand_where_they_belong() {
    let case = given(
        "shipment.destination is DE\nexporter.place is CN\nend-use.purpose is civil, research\n\
         item.form is metal\nitem.content.Dy is between 1 % and 50000 ppm\nitem.origin is contested CN or JP\n\
         item.content.Tb is unknown because withheld\nitem.elements is none\nshipment.sample is no",
    );
    let case = case.case;
    let shown = |scope, path| text_of(fact(&case, scope, path));
    assert_eq!(shown(Scope::Shipment, "destination"), "DE");
    assert_eq!(shown(Scope::Shipment, "date"), "2025-06-01");
    assert_eq!(shown(Scope::Shipment, "sample"), "no");
    assert_eq!(shown(Scope::Party, "place"), "CN");
    assert_eq!(case.parties[0].roles, [Role::Exporter]);
    assert_eq!(shown(Scope::EndUse, "purpose"), "civil, research");
    assert_eq!(shown(Scope::Item, "content.Dy"), "1 % to 50000 ppm");
    assert_eq!(shown(Scope::Item, "origin"), "CN or JP");
    assert_eq!(shown(Scope::Item, "content.Tb"), "unknown (withheld)");
    assert_eq!(shown(Scope::Item, "elements"), "");
    assert_eq!(shown(Scope::Item, "kind"), "unknown (not-asked)");
    assert_eq!((case.lines.len(), case.items.len()), (1, 1));
}

#[test]
fn the_day_may_be_said_otherwise() {
    let case = given("shipment.date is unknown because not-answerable");
    let Fact::Unknown(UnknownReason::NotAnswerable) = fact(&case.case, Scope::Shipment, "date")
    else {
        panic!("what is said to be unknown stays so");
    };
}

#[test]
fn components_stand_inside_one_another() {
    let case = given(
        "component motor of item\n  component.form is finished-product\n  value-share is 20 %\n  \
         component magnet\n    component.form is permanent-magnet-material\n    value is 3 USD\n    mass is 5 g\n    \
         motor.origin is JP\ncomponent case of item\n  component.form is finished-product\n\
         magnet.origin is CN\ncomponents of item complete\ncomponents of motor complete",
    );
    let case = case.case;
    let names: Vec<&str> = case.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(names, ["item", "motor", "magnet", "case"]);
    let inside = |index: usize| -> Vec<ItemIndex> {
        case.items[index]
            .components
            .iter()
            .map(|one| one.item)
            .collect()
    };
    assert_eq!(inside(0), [ItemIndex(1), ItemIndex(3)]);
    assert_eq!(inside(1), [ItemIndex(2)]);
    assert_eq!(text_of(&case.items[0].components[0].value_share), "20 %");
    assert_eq!(text_of(&case.items[1].components[0].value), "3 USD");
    assert_eq!(text_of(&case.items[1].components[0].mass), "5 g");
    let complete: Vec<bool> = case
        .items
        .iter()
        .map(|item| item.components_complete)
        .collect();
    assert_eq!(complete, [true, true, false, false]);
    let origin = Vocabulary::standard()
        .find(Scope::Item, "origin")
        .expect("a fact");
    assert_eq!(text_of(case.items[2].facts.get(origin)), "CN");
    assert_eq!(text_of(case.items[1].facts.get(origin)), "JP");
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(
        refused("item.form is metal, alloy"),
        ["R0114 `item.form` takes one answer: form of the goods"]
    );
    assert_eq!(
        refused("item.form is between metal and alloy"),
        ["R0114 nothing lies between two answers to `item.form`"]
    );
    assert_eq!(
        refused("item.form is metal\nitem.form is alloy"),
        ["R0112 a second answer to `item.form`"]
    );
    assert_eq!(
        refused("item.origin is contested CN or CN"),
        ["R0112 this side says the same as another"]
    );
    assert_eq!(
        refused("item.origin is unknown because lazy"),
        ["R0115 `lazy` is no reason for not knowing"]
    );
    assert_eq!(
        refused("party.place is JP"),
        ["R0123 a case says of which party `party.place` speaks"]
    );
    assert_eq!(
        refused("component magnet of motor\n  component.form is metal"),
        ["R0111 nothing in this case is called `motor`"]
    );
    assert_eq!(
        refused("component item\n  component.form is metal"),
        ["R0112 `item` is the name of something else in this case"]
    );
}

#[test]
fn too_many_layers_are_refused() {
    let mut facts = String::new();
    for level in 0..40 {
        facts.push_str(&format!("{}component c{level}\n", "  ".repeat(level)));
    }
    facts.push_str(&format!("{}component.form is metal", "  ".repeat(40)));
    assert_eq!(refused(&facts), ["R0122 an item has at most 32 layers"]);
}

#[test]
fn expectations_are_resolved() {
    let rulebook = right(&format!(
        "{RULE}reading q\n  cites §2\n  question \"?\"\n  or a presumed : \"x\"\n  or b : \"y\"\n\n\
         rule s\n  cites §3\n  prohibited\n  when reading q is b\n\n\
         list l\n  cites §4\n\nentry A1.b of l\n  when all of\n    (content) item.form is metal\n    (place) item.origin is CN\n\n\
         policy p to r\n  cites §5\n  review case-by-case\n  when item is listed in l\n\n\
         case \"c\"\n  on 2025-06-01 known at 2025-05-01\n  given\n    item.form is metal\n    component m of item\n      \
         component.form is metal\n  expect licence required\n  review case-by-case\n  presumed q\n  \
         because r.to.1, r(2), A1.b(content), XX.1\n  asks item.content.Dy, m.origin, q\n  duties report\n  \
         expect not reached under XX\n",
    ));
    let case = &rulebook.cases[0];
    assert_eq!(
        case.known_at.map(|day| day.to_string()).as_deref(),
        Some("2025-05-01")
    );
    let [first, second] = case.expectations.as_slice() else {
        panic!("two expectations");
    };
    assert_eq!(first.verdict, ExpectedVerdict::LicenceRequired);
    assert_eq!(first.review, Some(Review::CaseByCase));
    assert_eq!(first.presumed.len(), 1);
    assert_eq!(first.because, ["r.to.1", "r(2)", "A1.b(content)", "XX.1"]);
    let labels: Vec<Vec<&str>> = first
        .grounds
        .iter()
        .map(|ground| ground.labels.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        labels,
        [vec!["to", "1"], vec!["to", "2"], vec!["content"], vec![]]
    );
    assert!(matches!(first.grounds[2].target, GroundTarget::Entry(_)));
    assert!(matches!(
        first.grounds[3].target,
        GroundTarget::Instrument(_)
    ));
    assert_eq!(first.asks, ["item.content.Dy", "m.origin", "q"]);
    assert_eq!(second.verdict, ExpectedVerdict::NotReached);
    assert!(second.because.is_empty());
    assert_eq!(case.name, "c");
    let Some(Value::Date(day)) = fact(&case.case, Scope::Shipment, "date").value() else {
        panic!("the day of the case");
    };
    assert_eq!(*day, case.on);
}

#[test]
fn a_limb_is_named_by_one_way_only() {
    let text = |because: &str| {
        format!(
            "rule r\n  cites §1\n  prohibited\n  when any of\n    (x) all of\n      (1) item.form is metal\n      \
             (2) item.origin is CN\n    (y) all of\n      (1) item.form is alloy\n      (3) item.origin is JP\n\n\
             case \"c\"\n  on 2025-06-01\n  given\n    item.form is metal\n  expect undetermined\n  because {because}\n"
        )
    };
    assert_eq!(wrong(&text("r(1)")), ["R0129 `r` has several limbs `(1)`"]);
    assert_eq!(wrong(&text("r(3)(y)")), ["R0129 `r` has no limb `(3)(y)`"]);
    assert_eq!(
        wrong(&text("XX.1(a)")),
        ["R0129 `XX.1` is an instrument, which has no limbs"]
    );
    let labels = |because| {
        right(&text(because)).cases[0].expectations[0].grounds[0]
            .labels
            .clone()
    };
    assert_eq!(labels("r(3)"), ["y", "3"]);
    assert_eq!(labels("r.x.1"), ["x", "1"]);
}

#[test]
fn a_file_of_cases_alone_is_at_home_where_the_verdict_is_expected() {
    let law = format!("{}{RULE}", crate::support::INSTRUMENT);
    let case =
        "case \"c\"\n  on 2025-06-01\n  given\n    item.form is metal\n  expect undetermined";
    let loaded = |expected: &str| {
        let cases = format!("{case}{expected}");
        let files = [("law.law", law.as_str()), ("cases/r.law", cases.as_str())];
        let (rulebook, found) = crate::support::load_files(&files);
        (
            rulebook.cases.len(),
            crate::support::shown(&rulebook, &found),
        )
    };
    let (cases, shown) = loaded(" under XX\n  because XX.1.r(to)(1)\n");
    assert_eq!((cases, shown.as_str()), (1, ""));
    let (cases, shown) = loaded("\n");
    assert_eq!(cases, 0);
    assert!(
        shown.contains("this case stands under nobody's law")
            && shown.contains("or name one behind `expect`"),
        "{shown}"
    );
    let (_, shown) = loaded(" under XX\n  because r\n");
    assert!(shown.contains("nothing here is called `r`"), "{shown}");
}
