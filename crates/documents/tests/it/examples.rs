//! The template and the examples read without a word, and say what they should.

use exeat_documents::{Format, read, template};
use exeat_facts::{Case, Fact, Role, Scope, Value, Vocabulary};
use exeat_value::UnknownReason;

const CONSIGNMENT: &str = include_str!("../../../../examples/pakistan-samples/consignment.toml");
const BOX: &str = include_str!("../../../../examples/pakistan-samples/box.toml");
const MAGNET: &str = include_str!("../../../../examples/pakistan-samples/magnet-2025-12-15.toml");
const MAGNET_TODAY: &str = include_str!("../../../../examples/pakistan-samples/magnet-today.toml");
const BISMUTH: &str = include_str!("../../../../examples/german-metals/bismuth.toml");
const MONAZITE: &str = include_str!("../../../../examples/german-metals/monazite.toml");

/// Every document that we ship, by name.
pub(crate) const SHIPPED: [(&str, &str); 6] = [
    ("consignment.toml", CONSIGNMENT),
    ("box.toml", BOX),
    ("magnet-2025-12-15.toml", MAGNET),
    ("magnet-today.toml", MAGNET_TODAY),
    ("bismuth.toml", BISMUTH),
    ("monazite.toml", MONAZITE),
];

fn case(text: &str) -> Case {
    let outcome = read(text, Format::Toml);
    if let Some(diagnostic) = outcome.diagnostics.first() {
        panic!("{}", diagnostic.render("document", text, false));
    }
    outcome
        .case
        .expect("a document without diagnostics gives a case")
}

fn item_fact<'c>(case: &'c Case, line: usize, path: &str) -> &'c Fact {
    let id = Vocabulary::standard()
        .find(Scope::Item, path)
        .expect("a fact");
    let item = case.lines.get(line).and_then(|line| case.item(line.item));
    item.expect("an item").facts.get(id)
}

fn text(fact: &Fact) -> String {
    let value = fact.value().expect("a known value");
    value.text(Vocabulary::standard())
}

#[test]
fn the_template_reads_without_diagnostics_and_shows_every_state() {
    let case = case(template());
    let facts = case.items.iter().flat_map(|item| item.facts.iter());
    let (mut known, mut unknown, mut between, mut contested) = (0, 0, 0, 0);
    for (_, fact) in facts {
        match fact {
            Fact::Known { .. } => known += 1,
            Fact::Unknown(_) => unknown += 1,
            Fact::Between { .. } => between += 1,
            Fact::Contested(_) => contested += 1,
        }
    }
    assert!(known > 0 && unknown > 0 && between > 0 && contested > 0);
    assert_eq!(case.lines.len(), 2);
}

#[test]
fn every_example_reads_without_diagnostics() {
    for (name, text) in SHIPPED {
        let case = case(text);
        assert!(case.event_date().is_some(), "{name}");
        assert_eq!(case.validate(), Ok(()), "{name}");
    }
}

#[test]
fn the_consignment_leaves_open_what_no_outlet_reported() {
    let case = case(CONSIGNMENT);
    assert_eq!(case.event_date(), "2025-10-02".parse().ok());
    let names: Vec<&str> = case
        .lines
        .iter()
        .filter_map(|line| Some(case.item(line.item)?.id.as_str()))
        .collect();
    assert_eq!(names, ["rare-earth-part", "antimony", "copper-concentrate"]);
    for path in ["content.Th", "content.U"] {
        let unknown = Fact::Unknown(UnknownReason::NotAsked);
        assert_eq!(item_fact(&case, 0, path), &unknown);
    }
    for line in 0..3 {
        assert_eq!(text(item_fact(&case, line, "origin")), "PK");
    }
    let technology = item_fact(&case, 0, "made-with-chinese-rare-earth-technology");
    assert!(matches!(technology, Fact::Contested(_)));
    let importer = case.party(Role::Importer).expect("an importer");
    assert!(importer.has(Role::EndUser));
}

#[test]
fn one_briefing_is_one_origin() {
    for text in [CONSIGNMENT, BOX] {
        let case = case(text);
        let briefing = case
            .sources
            .iter()
            .filter(|source| source.first_origin().starts_with("briefing"));
        assert!(briefing.count() >= 5);
    }
}

#[test]
fn the_two_magnets_differ_in_their_day_only() {
    let (mut then, today) = (case(MAGNET), case(MAGNET_TODAY));
    assert_eq!(then.event_date(), "2025-12-15".parse().ok());
    assert_eq!(today.event_date(), "2026-11-22".parse().ok());
    let date = Vocabulary::standard()
        .find(Scope::Shipment, "date")
        .expect("a fact");
    let day = Value::Date("2026-11-22".parse().expect("a day"));
    then.shipment.set(date, Fact::known(day));
    assert_eq!(then, today);
    assert_eq!(text(item_fact(&today, 0, "content.Dy")), "1.2 %");
}

#[test]
fn every_document_of_the_manual_reads_without_diagnostics() {
    let manual = include_str!("../../../../docs/book/transactions.md");
    let mut blocks = manual.split("```toml\n");
    blocks.next();
    let mut count = 0;
    for block in blocks {
        let document = block.split("```").next().expect("a block");
        case(document);
        count += 1;
    }
    assert_eq!(count, 7);
}
