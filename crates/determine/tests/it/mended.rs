//! Mistakes that were made once, each as small as it gets: law and case as an author writes them.

use exeat_determine::cases;

use crate::harness::rulebook_of;

/// Reads law with worked cases, and runs them.
fn right(declarations: &str) {
    let report = cases::run(&rulebook_of(declarations));
    assert!(!report.cases.is_empty());
    for case in report.cases {
        assert_eq!(case.failures, Vec::<String>::new(), "{}", case.name);
    }
}

#[test]
fn nothing_outlives_the_instrument_that_it_stands_in() {
    right(
        r#"
instrument XX.2
  of XX
  issued 2025-01-01
  in force from 2025-01-01 until 2026-01-01
  verified through 2030-12-31

rule metals
  cites XX.2 §1
  in force from 2025-06-01
  licence from MOT
  when item.form is metal

case "before the rule"
  on 2025-05-31
  given
    item.form is metal
  expect no licence required

case "under it"
  on 2025-12-31
  given
    item.form is metal
  expect licence required
  because metals

case "after the end of the whole"
  on 2026-01-01
  given
    item.form is metal
  expect no licence required
"#,
    );
}

#[test]
fn a_prohibition_as_wide_as_the_law_is_not_freedom() {
    let text = r#"
jurisdiction YY
  name "Otherland"
  authority MOT "Ministry of Trade"
  reach when shipment.from is PK

instrument YY.1
  of YY
  issued 2025-01-01
  in force from 2025-01-01
  verified through 2030-12-31

rule nothing-leaves
  cites YY.1 §1
  prohibited
  when shipment.from is PK

case "nobody says where it leaves from"
  on 2025-05-31
  given
    item.form is metal
  expect undetermined under YY
  asks shipment.from
"#;
    right(text);
}

#[test]
fn a_set_that_is_unknown_is_asked_for() {
    right(
        r#"
rule dysprosium
  cites §1
  licence from MOT
  when item.form is metal and item.elements includes Dy

case "nobody says what the metal is"
  on 2025-05-31
  given
    item.form is metal
  expect undetermined
  asks item.elements
"#,
    );
}

#[test]
fn a_list_of_codes_can_be_used_up() {
    right(
        r#"
rule things
  cites §1
  licence from MOT
  when item.kind is one of goods, software

rule the-rest
  cites §2
  licence from MOT
  when item.kind is one of technology, service

case "whatever it is, it needs a licence"
  on 2025-05-31
  given
    item.form is metal
  expect licence required
"#,
    );
}

#[test]
fn amounts_in_two_currencies_are_not_on_one_axis() {
    right(
        r#"
rule cheap-or-dear
  cites §1
  licence from MOT
  when shipment.value is less than 1000 USD or shipment.value is at least 1000 CNY

case "an amount that nobody told may be neither"
  on 2025-05-31
  given
    item.form is metal
  expect undetermined
  asks shipment.value
"#,
    );
}

#[test]
fn what_is_said_of_parts_says_nothing_where_there_may_be_none() {
    right(
        r#"
rule sample-with-parts
  cites §1
  licence from MOT
  when some component of item has (shipment.sample)

case "it may have no parts"
  on 2025-05-31
  given
    shipment.sample is yes
  expect undetermined

case "it has none"
  on 2025-05-31
  given
    shipment.sample is yes
    components of item complete
  expect no licence required
"#,
    );
}

#[test]
fn nobody_whom_nobody_named_meets_what_nobody_can_meet() {
    right(
        r#"
rule users-of-samples
  cites §1
  licence from MOT
  when some party has (shipment.sample and party.military-user)

case "of no party anything is known, and it is no sample"
  on 2025-05-31
  given
    shipment.sample is no
  expect no licence required

case "of no party anything is known, and it is one"
  on 2025-05-31
  given
    shipment.sample is yes
  expect undetermined
"#,
    );
}

#[test]
fn what_is_remembered_of_one_member_is_not_said_of_another() {
    right(
        r#"
rule military-user-and-chinese-part
  cites §1
  licence from MOT
  when some party has (some component of item has (component.origin is CN and party.military-user))

case "the second of two parties is the one"
  on 2025-05-31
  given
    exporter.military-user is no
    end-user.military-user is yes
    component magnet of item
      component.origin is CN
    components of item complete
  expect licence required
"#,
    );
    right(
        r#"
rule chinese-part-that-is-said-of-a-layer
  cites §1
  prohibited
  when some layer of item has (share by value of components of item where (component.origin is CN and layer.form is metal) is at least 10 %)

case "the layer inside is of metal, the item is not"
  on 2025-05-31
  given
    item.form is oxide
    component magnet of item
      component.form is metal
      component.origin is CN
      component.value-share is 10 %
    components of item complete
  expect prohibited
"#,
    );
}

#[test]
fn of_nothing_no_share_is_told() {
    right(
        r#"
rule chinese-content
  cites §1
  licence from MOT
  when share by value of components of item where (component.origin is CN) is at least 0.1 %

case "an item of no value"
  on 2025-05-31
  given
    item.value is 0 USD
    component magnet of item
      component.origin is CN
      component.value-share is 5 %
    components of item complete
  expect undetermined

case "an item of some value"
  on 2025-05-31
  given
    item.value is 100 USD
    component magnet of item
      component.origin is CN
      component.value-share is 5 %
    components of item complete
  expect licence required
"#,
    );
}

#[test]
fn what_the_other_parts_leave_no_room_for_is_ruled_out() {
    right(
        r#"
rule chinese-content
  cites §1
  licence from MOT
  when share by mass of components of item where (component.origin is CN) is at least 0.1 %

case "iron leaves less than that for the rest"
  on 2025-05-31
  given
    component iron of item
      component.origin is SE
      component.mass-share is 99.95 %
    component dysprosium of item
      component.origin is CN
    components of item complete
  expect no licence required

case "parts that are more than the whole rule nothing out"
  on 2025-05-31
  given
    component iron of item
      component.origin is SE
      component.mass-share is 99.95 %
    component boron of item
      component.origin is SE
      component.mass-share is 1 %
    component dysprosium of item
      component.origin is CN
    components of item complete
  expect undetermined
"#,
    );
}

/// Not a mistake, but a limit: sixty-four combinations of contested facts are told apart, and one fact more makes all of
/// them unknown.
#[test]
fn sixty_four_combinations_of_claims_are_told_apart_and_no_more() {
    let rule = r#"
rule everybody-in-japan-or-korea
  cites §1
  licence from MOT
  when all of
    (1) exporter.place is JP or exporter.place is KR
    (2) importer.place is JP or importer.place is KR
    (3) end-user.place is JP or end-user.place is KR
    (4) broker.place is JP or broker.place is KR
    (5) bank.place is JP or bank.place is KR
    (6) producer.place is JP or producer.place is KR
    (7) freight-forwarder.place is JP or freight-forwarder.place is KR
"#;
    let case = |forwarder: &str, expected: &str| {
        format!(
            r#"
case "the forwarder is {forwarder}"
  on 2025-05-31
  given
    exporter.place is contested JP or KR
    importer.place is contested JP or KR
    end-user.place is contested JP or KR
    broker.place is contested JP or KR
    bank.place is contested JP or KR
    producer.place is contested JP or KR
    freight-forwarder.place is {forwarder}
  expect {expected}
"#
        )
    };
    let told_apart = case("JP", "licence required");
    let too_many = case("contested JP or KR", "undetermined");
    right(&format!("{rule}{told_apart}{too_many}"));
}
