//! `exeat facts`.

use insta::assert_snapshot;

use crate::run::exeat;

#[test]
fn every_scope_is_listed() {
    let text = exeat(["facts"]).said();
    for path in [
        "shipment.date",
        "end-use.purpose",
        "party.military-user",
        "item.form",
    ] {
        assert!(
            text.lines().any(|line| line.starts_with(path)),
            "{path}: {text}"
        );
    }
    // The contents of all elements stand in one line.
    assert_eq!(text.matches("item.content.").count(), 1);
}

#[test]
fn a_fact_is_explained() {
    assert_snapshot!(exeat(["facts", "end-user.military-user"]));
    assert_snapshot!(exeat(["facts", "item.content.Dy"]));
    let chinese = exeat(["facts", "shipment.destination", "--lang", "zh"]).said();
    assert!(chinese.contains("最终目的"), "{chinese}");
}

#[test]
fn codes_are_listed() {
    let text = exeat(["facts", "magnet-family"]).said();
    assert!(
        text.lines().any(|line| line.starts_with("NdFeB ")),
        "{text}"
    );
}

#[test]
fn programs_read_the_vocabulary() {
    let all = exeat(["facts", "--format", "json"]).json();
    assert!(
        all["facts"]
            .as_array()
            .is_some_and(|facts| facts.len() > 100)
    );
    assert!(
        all["codes"]
            .as_array()
            .is_some_and(|lists| lists.len() > 10)
    );
    let one = exeat(["facts", "item.content.Dy", "--format", "json"]).json();
    assert_eq!(one["type"], "quantity");
    assert_eq!(one["units"][0], "%");
}

#[test]
fn a_slip_of_the_pen_is_mended() {
    assert_snapshot!(exeat(["facts", "item.from"]), @r"
    status: 2
    ----- stderr
    error: no fact is called `item.from`
      help: did you mean `item.form`?
    ");
    assert_snapshot!(exeat(["facts", "exportr.place"]), @r"
    status: 2
    ----- stderr
    error: no fact is called `exportr.place`
      help: did you mean `exporter.place`?
    ");
    assert_snapshot!(exeat(["facts", "colour"]), @r"
    status: 2
    ----- stderr
    error: no fact is called `colour`
      help: `exeat facts` lists them all
    ");
}
