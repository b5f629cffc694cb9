//! Days by which something is to be done, and conflicts of laws: shown beside verdicts, of which they change none.

use std::sync::Arc;

use exeat_determine::outcome::{DueShown, NotCounted};
use exeat_determine::{Determination, Options, Verdict, determine};
use exeat_facts::{Case, Fact, Item, ItemIndex, Line, Scope, Value, Vocabulary};
use exeat_law::frozen::FrozenLaw;
use exeat_law::lower::{SourceText, load};
use exeat_law::model::{JurisdictionId, Rulebook};
use exeat_value::{Day, UnknownReason};

const LAW: &str = "\
jurisdiction XX
  name \"Examplia\"
  authority MOT \"Ministry of Trade\"
  authority CUSTOMS \"Customs\"
  verified through 2030-12-31

calendar XX from \"holidays.csv\"
  covers from 2025-01-01 through 2025-12-31

instrument XX.1
  in force from 2020-01-01
  verified through 2030-12-31

rule export-licence
  title \"Licence for dual-use items\"
  cites §1
  licence from MOT
  when item.dual-use
  then duty decision \"the ministry decides\" to MOT within 45 working days after application-accepted
  then duty report \"report the export\" to MOT within 10 working days after export
  then duty report \"report again\" within 30 days after shipment.date
  then duty records \"keep the papers\" for 5 years after export
  then duty records \"keep the registers\" for 3 years after end-of-the-year-of-export
  then duty notice \"tell the buyer\" within 3 working days
  then duty papers \"send papers\" within 3 working days after delivery

jurisdiction YY
  name \"Other\"
  authority MOD \"Ministry of Defence\"
  verified through 2030-12-31

instrument YY.1
  in force from 2020-01-01
  verified through 2030-12-31

rule no-licences-of-others
  title \"Nobody applies for a licence of Examplia\"
  cites §4
  duty stop \"apply for no licence of Examplia\" to MOD within 5 working days after export
  when item.dual-use

conflict licence-of-examplia between no-licences-of-others and XX.1.export-licence
  title \"the licence that Examplia asks for may not be applied for\"
  cites §4, XX.1 §1
  note \"Ask both.\"

conflict whole-law between no-licences-of-others and XX
  title \"whatever Examplia wants\"
  cites §4
  when item.kind is service
";

const HOLIDAYS: &str =
    "date,kind,name\n2025-10-01,holiday,Republic Day\n2025-10-04,workday,made up\n";

fn rulebook() -> Rulebook {
    let source = |path: &str, text: &str| SourceText {
        path: path.into(),
        text: text.into(),
    };
    let sources = vec![
        source("xx/law.law", LAW),
        source("xx/holidays.csv", HOLIDAYS),
    ];
    let (rulebook, found) = load(sources, Vocabulary::standard());
    assert_eq!(found, []);
    rulebook
}

fn day(text: &str) -> Day {
    text.parse().expect("it is a day")
}

fn fact(scope: Scope, path: &str) -> exeat_facts::FactId {
    Vocabulary::standard()
        .find(scope, path)
        .expect("the fact is there")
}

/// An event of a dual-use item, or of one of which nobody knows.
fn case(event: &str, dual_use: Option<bool>) -> Case {
    let mut case = Case::new("a case");
    let mut item = Item::new("item", "Item");
    if let Some(dual_use) = dual_use {
        item.facts.set(
            fact(Scope::Item, "dual-use"),
            Fact::known(Value::YesNo(dual_use)),
        );
    }
    case.items.push(item);
    case.lines.push(Line {
        number: 7,
        item: ItemIndex(0),
        quantity: None,
        value: None,
    });
    case.shipment.set(
        fact(Scope::Shipment, "date"),
        Fact::known(Value::Date(day(event))),
    );
    case
}

fn determined(rulebook: Rulebook, case: &Case, jurisdictions: &[&str]) -> Determination {
    let event_date = case.event_date().expect("the case has a day");
    let jurisdictions: Vec<JurisdictionId> = jurisdictions
        .iter()
        .map(|code| rulebook.find_jurisdiction(code).expect("it is declared"))
        .collect();
    let law = FrozenLaw::new(Arc::new(rulebook), event_date, Day::MAX);
    let options = Options {
        event_date,
        jurisdictions,
        proof: true,
    };
    determine(&law, case, &options)
}

/// The days of a duty: when it is due, and through when something is kept.
fn days(determination: &Determination, what: &str) -> (Option<DueShown>, Option<DueShown>) {
    let verdicts = determination
        .lines
        .iter()
        .flat_map(|line| line.verdicts.iter());
    let duty = verdicts
        .flat_map(|verdict| &verdict.duties)
        .find(|duty| duty.duty.what.en == what)
        .expect("the duty is shown");
    (duty.due.clone(), duty.kept.clone())
}

#[test]
fn a_period_ends_on_a_day_where_the_case_states_its_beginning() {
    let one = determined(rulebook(), &case("2025-09-30", Some(true)), &[]);
    let (report, kept) = days(&one, "report the export");
    let report = report.expect("it runs from the event");
    // 2 and 3 October, Saturday the 4th, 6 to 10, 13 and 14 October.
    assert_eq!(report.on, Some(day("2025-10-14")));
    assert_eq!(report.after, day("2025-09-30"));
    assert_eq!(report.calendar.as_deref(), Some("XX"));
    assert_eq!(
        (report.not_counted, report.counted, kept),
        (None, None, None)
    );
    let (again, _) = days(&one, "report again");
    assert_eq!(again.and_then(|due| due.on), Some(day("2025-10-30")));
    let (none, records) = days(&one, "keep the papers");
    assert_eq!(none, None);
    assert_eq!(records.and_then(|due| due.on), Some(day("2030-09-30")));
    // Where the years run from the end of the calendar year, they do.
    let (_, registers) = days(&one, "keep the registers");
    let registers = registers.expect("it runs from the year of the event");
    assert_eq!(
        (registers.after, registers.on),
        (day("2025-12-31"), Some(day("2028-12-31")))
    );
    for nobody_knows in ["the ministry decides", "tell the buyer", "send papers"] {
        assert_eq!(days(&one, nobody_knows), (None, None), "{nobody_knows}");
    }
}

#[test]
fn the_time_of_the_authority_runs_from_the_day_that_the_case_states() {
    let accepted = fact(Scope::Shipment, "application-accepted");
    let mut known = case("2025-03-03", Some(true));
    known
        .shipment
        .set(accepted, Fact::known(Value::Date(day("2025-03-10"))));
    let (due, _) = days(&determined(rulebook(), &known, &[]), "the ministry decides");
    assert_eq!(due.and_then(|due| due.on), Some(day("2025-05-12")));
    let mut open = known.clone();
    open.shipment
        .set(accepted, Fact::Unknown(UnknownReason::NotAsked));
    assert_eq!(
        days(&determined(rulebook(), &open, &[]), "the ministry decides").0,
        None
    );
}

#[test]
fn what_no_calendar_tells_is_said_and_not_guessed() {
    let late = determined(rulebook(), &case("2025-12-26", Some(true)), &[]);
    let (due, _) = days(&late, "report the export");
    let due = due.expect("it runs from the event");
    assert_eq!(due.on, None);
    assert_eq!(due.not_counted, Some(NotCounted::BeyondCalendar));
    assert_eq!(due.counted, Some(3));
    assert_eq!(due.calendar_through, Some(day("2025-12-31")));
    let early = determined(rulebook(), &case("2024-12-02", Some(true)), &[]);
    let (due, _) = days(&early, "report the export");
    assert_eq!(
        due.and_then(|due| due.not_counted),
        Some(NotCounted::BeforeCalendar)
    );
    // Nobody has looked up the working days of the other state.
    let (due, _) = days(&late, "apply for no licence of Examplia");
    assert_eq!(
        due.and_then(|due| due.not_counted),
        Some(NotCounted::NoCalendar)
    );
}

#[test]
fn a_conflict_stands_where_both_sides_do() {
    let one = determined(rulebook(), &case("2025-09-30", Some(true)), &[]);
    let [conflict, whole] = one.conflicts.as_slice() else {
        panic!("both conflicts are shown: {:?}", one.conflicts);
    };
    assert_eq!(conflict.conflict, "YY.1.licence-of-examplia");
    assert_eq!(
        (conflict.lines.as_slice(), conflict.open_lines.as_slice()),
        (&[7][..], &[][..])
    );
    let sides: Vec<(&str, &str)> = conflict
        .between
        .iter()
        .map(|side| {
            (
                side.jurisdiction.as_str(),
                side.provisions[0].provision.as_str(),
            )
        })
        .collect();
    assert_eq!(
        sides,
        [
            ("YY", "YY.1.no-licences-of-others"),
            ("XX", "XX.1.export-licence"),
        ]
    );
    // What must hold besides is not known.
    assert_eq!(
        (whole.lines.as_slice(), whole.open_lines.as_slice()),
        (&[][..], &[7][..])
    );
    assert_eq!(
        whole.between[1].provisions[0].provision,
        "XX.1.export-licence"
    );
    let free = determined(rulebook(), &case("2025-09-30", Some(false)), &[]);
    assert_eq!(free.conflicts, []);
    let open = determined(rulebook(), &case("2025-09-30", None), &[]);
    assert_eq!(open.conflicts[0].open_lines, [7]);
    // Of a law that was not looked at nothing is said.
    let half = determined(rulebook(), &case("2025-09-30", Some(true)), &["XX"]);
    assert_eq!(half.conflicts, []);
}

#[test]
fn a_conflict_changes_no_verdict() {
    let mut without = rulebook();
    without.conflicts.clear();
    for dual_use in [Some(true), Some(false), None] {
        let case = case("2025-09-30", dual_use);
        let with = determined(rulebook(), &case, &[]);
        let without = determined(without.clone(), &case, &[]);
        assert_eq!(with.lines, without.lines);
        assert_eq!(with.overall, without.overall);
    }
    let one = determined(rulebook(), &case("2025-09-30", Some(true)), &[]);
    assert_eq!(one.overall, Verdict::LicenceRequired);
}
