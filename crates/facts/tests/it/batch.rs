//! Columns are checked when they are made, and a row says the same as its case.

use exeat_facts::batch::{
    Amount, Batch, BatchError, Codes, Column, ColumnKey, ColumnSubject, Completeness,
};
use exeat_facts::{
    CodeListId, Fact, FactId, ItemIndex, Role, Scope, Source, SourceIndex, Stance, Statement,
    Value, Vocabulary,
};
use exeat_value::{Decimal, UnknownReason};

fn id(scope: Scope, path: &str) -> FactId {
    Vocabulary::standard()
        .find(scope, path)
        .unwrap_or_else(|| panic!("no fact {path}"))
}

fn country(text: &str) -> Fact {
    let code = Vocabulary::standard().find_code(CodeListId::COUNTRY, text);
    Fact::known(Value::Code(code.expect("a country")))
}

fn blank() -> Fact {
    Fact::Unknown(UnknownReason::NotAsked)
}

fn yes() -> Fact {
    Fact::known(Value::YesNo(true))
}

#[test]
fn a_row_says_the_same_as_its_case() {
    let share = |percent: u32| Fact::known(Value::Share(Decimal::from(percent)));
    let destination = id(Scope::Shipment, "destination");
    let military = id(Scope::Party, "military-user");
    let origin = id(Scope::Item, "origin");
    let columns = vec![
        Column::new(
            ColumnSubject::Shipment,
            destination,
            vec![country("DE"), blank()],
            vec![0, 1],
        ),
        Column::constant(ColumnSubject::Party(Role::EndUser), military, yes(), 2),
        Column::new(
            ColumnSubject::Item,
            origin,
            vec![country("JP"), country("CN")],
            vec![1, 0],
        ),
        Column::new(
            ColumnSubject::Component,
            origin,
            vec![country("CN")],
            vec![0, 0],
        ),
        Column::amount(Amount::ValueShare, vec![share(1), share(2)], vec![0, 1]),
    ];
    let columns: Result<Vec<Column>, BatchError> = columns.into_iter().collect();
    let batch = Batch::new(columns.unwrap(), 2)
        .unwrap()
        .naming(&[Role::Exporter, Role::EndUser])
        .with_components(Completeness::OfRows(vec![false, true]))
        .unwrap();
    assert_eq!(batch.roles(), [Role::Exporter, Role::EndUser]);

    let first = batch.case_of_row(0, "first");
    let second = batch.case_of_row(1, "second");
    assert_eq!(first.validate(), Ok(()));
    assert_eq!(second.validate(), Ok(()));
    assert_eq!(first.shipment.get(destination), &country("DE"));
    assert!(second.shipment.is_empty(), "a blank is not asked");
    let end_user = first.party(Role::EndUser).unwrap();
    assert_eq!(end_user.facts.get(military), &yes());
    assert!(first.party(Role::Exporter).unwrap().facts.is_empty());
    assert_eq!(first.items[0].facts.get(origin), &country("CN"));
    assert_eq!(second.items[0].facts.get(origin), &country("JP"));
    assert_eq!(first.items[1].facts.get(origin), &country("CN"));
    assert_eq!(second.items[0].components[0].value_share, share(2));
    assert_eq!(second.items[0].components[0].item, ItemIndex(1));
    assert!(!first.items[0].components_complete);
    assert!(second.items[0].components_complete);
    assert!(!second.items[1].components_complete);
}

#[test]
fn without_a_column_about_it_there_is_no_component_and_no_party() {
    let case = Batch::new(Vec::new(), 1).unwrap().case_of_row(0, "nothing");
    assert_eq!(case.items.len(), 1);
    assert!(case.items[0].components.is_empty());
    assert!(case.parties.is_empty());
    assert_eq!(case.lines.len(), 1);
}

#[test]
fn values_of_another_type_are_refused() {
    let destination = id(Scope::Shipment, "destination");
    let error = Column::constant(ColumnSubject::Shipment, destination, yes(), 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "column shipment.destination: answer 1 is not of its type: expected country or territory"
    );
    let error = Column::amount(Amount::MassShare, vec![blank(), yes()], vec![0]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "column component.mass-share: answer 2 is not of its type: expected share in %"
    );
}

#[test]
fn a_fact_of_another_thing_is_refused() {
    let destination = id(Scope::Shipment, "destination");
    let error = Column::constant(ColumnSubject::Item, destination, blank(), 1).unwrap_err();
    assert!(matches!(error, BatchError::WrongSubject { .. }), "{error}");
}

#[test]
fn codes_outside_the_dictionary_are_refused() {
    let sample = id(Scope::Shipment, "sample");
    let column = |codes| Column::new(ColumnSubject::Shipment, sample, vec![yes()], codes);
    assert!(column(vec![0, 0]).is_ok());
    let error = column(vec![0, 1]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "column shipment.sample: row 2 points at answer 1 of 1"
    );
}

#[test]
fn codes_are_as_wide_as_the_answers_ask_for() {
    let column = |answers: u32| {
        let money =
            |amount: u32| Fact::known(Value::Money(format!("{amount} USD").parse().unwrap()));
        let codes: Vec<u32> = (0..answers).rev().collect();
        Column::amount(Amount::Value, (0..answers).map(money).collect(), codes).unwrap()
    };
    for (answers, bytes) in [(256, 1), (257, 2), (65_536, 2), (65_537, 4)] {
        let column = column(answers);
        let width = match column.codes() {
            Codes::Bytes(_) => 1,
            Codes::Halves(_) => 2,
            Codes::Words(_) => 4,
        };
        assert_eq!(width, bytes, "{answers} answers");
        assert!(
            column.codes().iter().eq((0..answers).rev()),
            "{answers} answers"
        );
        assert_eq!(column.codes().get(column.codes().len()), None);
        // Where there are many, what each row states is kept row by row.
        let amounts = column.whole_amounts().unwrap();
        let kept = amounts
            .of_rows()
            .map(|rows| rows.iter().copied().eq((0..i64::from(answers)).rev()));
        assert_eq!(
            kept,
            (answers > 65_536).then_some(true),
            "{answers} answers"
        );
    }
}

#[test]
fn evidence_is_refused() {
    let sample = id(Scope::Shipment, "sample");
    let source = Source::new("letter", "the maker");
    let statement = Statement {
        stance: Stance::Asserts,
        source: SourceIndex(0),
        speaker: Some(source.outlet),
        note: None,
    };
    let fact = Fact::Known {
        value: Value::YesNo(true),
        evidence: vec![statement],
    };
    let error = Column::constant(ColumnSubject::Shipment, sample, fact, 1).unwrap_err();
    assert!(matches!(error, BatchError::Evidence { .. }), "{error}");
}

#[test]
fn columns_of_another_length_or_stated_twice_are_refused() {
    let sample = id(Scope::Shipment, "sample");
    let column = |rows| Column::constant(ColumnSubject::Shipment, sample, yes(), rows).unwrap();
    let error = Batch::new(vec![column(2)], 3).unwrap_err();
    assert_eq!(
        error.to_string(),
        "column shipment.sample has 2 rows where 3 were expected"
    );
    let error = Batch::new(vec![column(2), column(2)], 2).unwrap_err();
    assert_eq!(
        error.to_string(),
        "two columns state shipment.sample; keep one"
    );
    let batch = Batch::new(vec![column(2)], 2).unwrap();
    let key = ColumnKey::Fact(ColumnSubject::Shipment, sample);
    assert_eq!(
        batch.column(key).and_then(|column| column.fact(1)),
        Some(&yes())
    );
    assert_eq!(batch.column(key).and_then(|column| column.fact(2)), None);
    assert!(
        batch
            .with_components(Completeness::OfRows(vec![true]))
            .is_err()
    );
}
