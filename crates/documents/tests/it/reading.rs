//! What documents say, in all their forms.

use exeat_documents::{DocumentCode, Format, read};
use exeat_facts::{Case, Fact, Role, Scope, Stance, Statement, Value, Vocabulary};
use exeat_value::UnknownReason;

fn case(text: &str) -> Case {
    let outcome = read(text, Format::Toml);
    if let Some(diagnostic) = outcome.diagnostics.first() {
        panic!("{}", diagnostic.render("document", text, false));
    }
    outcome
        .case
        .expect("a document without diagnostics gives a case")
}

/// The fact that an item's line states.
fn item_fact(line: &str, path: &str) -> Fact {
    let text = format!(
        "[sources.s]\noutlet = \"A\"\n[sources.t]\noutlet = \"B\"\n[items.i]\ndescription = {{ value = \"\", source = [\"s\", \"t\"] }}\n{line}\n[[line]]\nitem = \"i\"\n"
    );
    let case = case(&text);
    let id = Vocabulary::standard()
        .find(Scope::Item, path)
        .expect("a fact");
    case.items[0].facts.get(id).clone()
}

fn value(fact: &Fact) -> String {
    fact.value().expect("a value").text(Vocabulary::standard())
}

#[test]
fn a_plain_value_is_known() {
    assert_eq!(value(&item_fact("form = \"metal\"", "form")), "metal");
    assert_eq!(
        value(&item_fact("content.Dy = \"1.20 %\"", "content.Dy")),
        "1.2 %"
    );
    assert_eq!(
        value(&item_fact("content = { Dy = \"12 ppm\" }", "content.Dy")),
        "12 ppm"
    );
    assert_eq!(
        value(&item_fact("\"content.Dy\" = \"1 ppb\"", "content.Dy")),
        "1 ppb"
    );
    assert_eq!(
        value(&item_fact("[items.i.content]\nDy = \"1 %\"", "content.Dy")),
        "1 %"
    );
    assert_eq!(
        value(&item_fact(
            "elements = [\"Tb\", \"Dy\", \"Tb\"]",
            "elements"
        )),
        "Dy, Tb"
    );
    assert_eq!(value(&item_fact("elements = []", "elements")), "");
    assert_eq!(
        value(&item_fact("value = \"1000.50 USD\"", "value")),
        "1000.5 USD"
    );
    assert_eq!(
        value(&item_fact("public-domain = true", "public-domain")),
        "yes"
    );
    assert_eq!(
        value(&item_fact("public-domain = \"no\"", "public-domain")),
        "no"
    );
    assert_eq!(
        value(&item_fact(
            "working-temperature-min = \"-40 degC\"",
            "working-temperature-min"
        )),
        "-40 degC"
    );
}

#[test]
fn unknown_in_its_forms() {
    let unknown = |line| match item_fact(line, "content.Th") {
        Fact::Unknown(reason) => reason,
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(""), UnknownReason::NotAsked);
    assert_eq!(unknown("content.Th = \"unknown\""), UnknownReason::NotAsked);
    assert_eq!(
        unknown("content.Th = { unknown = \"not-asked\" }"),
        UnknownReason::NotAsked
    );
    assert_eq!(
        unknown("content.Th.unknown = \"withheld\""),
        UnknownReason::Withheld
    );
    assert_eq!(
        unknown("content.Th = { unknown = \"not-answerable\" }"),
        UnknownReason::NotAnswerable
    );
    // A text that happens to be the word is given as a value.
    assert_eq!(
        value(&item_fact(
            "part-number = { value = \"unknown\" }",
            "part-number"
        )),
        "unknown"
    );
}

#[test]
fn a_range_keeps_its_bounds() {
    let Fact::Between {
        low,
        high,
        evidence,
    } = item_fact(
        "purity = { between = [\"99 %\", \"999000 ppm\"], source = \"s\" }",
        "purity",
    )
    else {
        panic!("no range");
    };
    let vocabulary = Vocabulary::standard();
    assert_eq!(
        (low.text(vocabulary), high.text(vocabulary)),
        ("99 %".into(), "999000 ppm".into())
    );
    assert_eq!(evidence.len(), 1);
}

#[test]
fn a_quarrel_keeps_its_candidates_and_statements() {
    let fact = item_fact(
        "form = { contested = [
            { value = \"metal\", asserts = [\"s\"], denies = \"t\", speaker = \"a dealer\" },
            { value = \"oxide\", statements = [ { asserts = \"t\", note = \"second hand\" }, { denies = [\"s\", \"t\"] } ] },
            \"alloy\",
        ] }",
        "form",
    );
    let Fact::Contested(candidates) = &fact else {
        panic!("no quarrel: {fact:?}");
    };
    let statements: Vec<Vec<Shown<'_>>> = candidates
        .iter()
        .map(|candidate| candidate.statements.iter().map(shown).collect())
        .collect();
    let dealer = Some("a dealer");
    assert_eq!(
        statements,
        [
            vec![
                (Stance::Asserts, 0, dealer, None),
                (Stance::Denies, 1, dealer, None)
            ],
            vec![
                (Stance::Asserts, 1, None, Some("second hand")),
                (Stance::Denies, 0, None, None),
                (Stance::Denies, 1, None, None),
            ],
            vec![],
        ]
    );
}

/// Stance, place of the source, speaker and note.
type Shown<'a> = (Stance, usize, Option<&'a str>, Option<&'a str>);

fn shown(one: &Statement) -> Shown<'_> {
    let (speaker, note) = (one.speaker.as_deref(), one.note.as_deref());
    (one.stance, one.source.0, speaker, note)
}

#[test]
fn shares_are_percent_whatever_their_unit() {
    let text = "
[items.motor]
components = [{ item = \"magnet\", value-share = \"50 ppm\", mass = \"12 g\" }]
components-complete = true
[items.magnet]
[[line]]
item = \"motor\"
";
    let case = case(text);
    let motor = &case.items[0];
    assert!(motor.components_complete);
    let component = &motor.components[0];
    let share = component.value_share.value().expect("a share");
    assert_eq!(share, &Value::Share("0.005".parse().expect("a number")));
    assert_eq!(value(&component.mass), "12 g");
    assert!(component.value.is_unknown());
    assert_eq!(
        case.item(component.item).map(|item| item.id.as_str()),
        Some("magnet")
    );
}

#[test]
fn items_may_stand_inside_lines_and_components() {
    let text = "
[[line]]
quantity = \"2 pieces\"
[line.item]
form = \"assembly\"
components = [
  { item = { form = \"permanent-magnet-material\", components = [ { item = { form = \"metal\" } } ] } },
]
[[line]]
number = 7
item = { form = \"oxide\" }
";
    let case = case(text);
    let ids: Vec<&str> = case.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["line-1", "line-1-1", "line-1-1-1", "line-7"]);
    let numbers: Vec<u32> = case.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 7]);
    assert_eq!(case.lines[0].quantity, "2 pieces".parse().ok());
}

#[test]
fn an_item_may_be_used_before_it_is_declared_and_more_than_once() {
    let text = "
[[line]]
item = \"motor\"
[[line]]
item = \"magnet\"
[items.motor]
components = [{ item = \"magnet\" }, { item = \"magnet\" }]
[items.magnet]
";
    let case = case(text);
    assert_eq!(case.items.len(), 2);
    assert_eq!(case.items[0].components.len(), 2);
}

#[test]
fn parties_have_roles() {
    let text = "
[[party]]
name = \"One\"
roles = [\"exporter\", \"producer\", \"exporter\"]
place = \"PK\"
[[party]]
role = \"end-user\"
[items.i]
[[line]]
item = \"i\"
";
    let case = case(text);
    let exporter = case.party(Role::Exporter).expect("an exporter");
    assert_eq!(exporter.roles, [Role::Exporter, Role::Producer]);
    assert_eq!(exporter.id, "party-1");
    let user = case.party(Role::EndUser).expect("an end user");
    assert_eq!((user.id.as_str(), user.name.as_str()), ("party-2", ""));
    assert!(case.party(Role::Bank).is_none());
}

#[test]
fn json_says_the_same() {
    let toml = "
title = \"磁体\"
[shipment]
date = 2025-12-15
destination = { value = \"DE\", source = \"s\" }
[items.i]
content.Dy = { between = [\"1 %\", \"2 %\"] }
[sources.s]
outlet = \"A\"
[[line]]
item = \"i\"
";
    let json = r#"{
  "title": "磁\u4f53",
  "shipment": { "date": "2025-12-15", "destination": { "value": "DE", "source": "s" } },
  "items": { "i": { "content": { "Dy": { "between": ["1 %", "2 %"] } } } },
  "sources": { "s": { "outlet": "A" } },
  "line": [ { "item": "i" } ]
}"#;
    let outcome = read(json, Format::Json);
    assert_eq!(outcome.diagnostics, []);
    assert_eq!(outcome.case, Some(case(toml)));
}

#[test]
fn the_format_follows_from_the_name() {
    for (name, format) in [
        ("a.toml", Format::Toml),
        ("a.JSON", Format::Json),
        ("a", Format::Toml),
        ("a.json.toml", Format::Toml),
    ] {
        assert_eq!(Format::of_name(name), format, "{name}");
    }
}

#[test]
fn every_code_is_printed_with_its_number() {
    assert_eq!(DocumentCode::UNKNOWN_FIELD.to_string(), "D0101");
    for code in DocumentCode::ALL {
        assert!(!code.title().is_empty());
    }
}

/// What is rounded as it was written, in whichever unit, contradicts nothing.
#[test]
fn rounded_figures_of_components_are_read() {
    let case = |whole: &str, components: &[&str]| {
        let components: Vec<String> = components
            .iter()
            .zip('a'..)
            .map(|(one, name)| format!("{{ item = \"{name}\", {one} }}"))
            .collect();
        let items: String = ('a'..)
            .take(components.len())
            .map(|name| format!("[items.{name}]\n"))
            .collect();
        let text = format!(
            "[items.whole]\nmass = \"{whole}\"\ncomponents = [{}]\n{items}[[line]]\nitem = \"whole\"\n",
            components.join(", ")
        );
        let found = read(&text, Format::Toml).diagnostics;
        found
            .first()
            .map_or_else(String::new, |one| one.message.clone())
    };
    assert_eq!(case("1 kg", &["mass-share = \"16.7 %\""; 6]), "");
    assert_eq!(
        case("1 kg", &["mass-share = \"16.7 %\""; 7]),
        "the components of `whole` are 116.9 % of its mass at least"
    );
    assert_eq!(case("1 kg", &["mass = \"0.34 kg\""; 3]), "");
    assert_eq!(
        case("1 kg", &["mass = \"0.34 kg\""; 5]),
        "the components of `whole` have more mass than it has itself"
    );
    for unit in ["g", "lb"] {
        let (whole, part) = (format!("1 {unit}"), format!("mass = \"0.3 {unit}\""));
        let part = format!("{part}, mass-share = \"33.33 %\"");
        assert_eq!(case(&whole, &[part.as_str()]), "", "{unit}");
    }
}
