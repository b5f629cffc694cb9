//! What declarations become, and how their names are found.

use exeat_law::lower::{FileDiagnostic, silence_of};
use exeat_law::model::{
    Cite, Confidence, DutyKind, Effect, InForce, PeriodUnit, ProvisionKind, Rulebook,
};
use exeat_syntax::{Code, Diagnostic, TextRange};

use crate::support::{INSTRUMENT, PRELUDE, load_files, right, shown, wrong};

fn codes(found: &[FileDiagnostic]) -> Vec<String> {
    found
        .iter()
        .map(|one| one.diagnostic.code.to_string())
        .collect()
}

fn accepted(files: &[(&str, &str)]) -> Rulebook {
    let (rulebook, found) = load_files(files);
    assert!(found.is_empty(), "{}", shown(&rulebook, &found));
    rulebook
}

const RULE: &str = "rule r\n  cites §1\n  prohibited\n  when item.form is metal\n";

#[test]
fn a_rule_keeps_what_it_says() {
    let rulebook = right(
        "rule magnets\n  title \"Magnets\" / \"磁体\"\n  cites §1(2) \"what they are\", XX.1 §3\n  \
         in force from 2025-03-01 until 2025-04-01\n  recorded 2025-02-01\n  confidence medium\n  \
         licence from MOT\n  when item.form is metal\n  \
         then duty report \"say so\" / \"报告\" to MOT within 10 working days after export\n  \
         then duty records \"keep it\" for 5 years\n  note \"why\"\n",
    );
    let rule = &rulebook.provisions[0];
    assert_eq!(rulebook.full_name(rule), "XX.1.magnets");
    assert_eq!(
        rule.title.as_ref().and_then(|title| title.zh.as_deref()),
        Some("磁体")
    );
    assert_eq!(
        rule.cites,
        [
            Cite {
                instrument: "XX.1".into(),
                anchor: Some("§1(2)".into()),
                words: Some("what they are".into()),
            },
            Cite {
                instrument: "XX.1".into(),
                anchor: Some("§3".into()),
                words: None,
            },
        ]
    );
    let Some(InForce::Span(days)) = &rule.in_force else {
        panic!("days");
    };
    assert_eq!(days.to_string(), "from 2025-03-01 through 2025-03-31");
    assert_eq!(rule.confidence, Some(Confidence::Medium));
    assert_eq!(rule.effect, Effect::Licence("MOT".into()));
    let within = rule.then[0].within.as_ref().expect("a period");
    assert_eq!(
        (within.count, within.unit, within.working),
        (10, PeriodUnit::Days, true)
    );
    assert_eq!(within.after.as_deref(), Some("export"));
    assert_eq!(rule.then[1].kind, DutyKind::Records);
    let kept = rule.then[1].keep_for.as_ref().expect("a period");
    assert_eq!((kept.count, kept.unit), (5, PeriodUnit::Years));
}

#[test]
fn a_gap_is_as_bad_as_the_worst_that_it_may_be() {
    let gap = |may: &str| {
        let text = format!("gap g\n  cites §1\n  question \"?\"\n{may}  when item.form is metal\n");
        right(&text).provisions[0].effect.clone()
    };
    let prohibited = Effect::May(Box::new(Effect::Prohibited));
    assert_eq!(
        gap("  may licence from MOT\n  may prohibited\n"),
        prohibited
    );
    let licence = Effect::May(Box::new(Effect::Licence("MOT".into())));
    assert_eq!(
        gap("  may duty report \"x\"\n  may licence from MOT\n"),
        licence
    );
}

#[test]
fn an_entry_inherits_from_its_list() {
    let rulebook = right(
        "list part-1\n  cites §2\n  in force from 2025-05-01\n  confidence low\n  recorded 2025-04-01\n\n\
         entry A1 of part-1\n  hs 2805301200, 0511 vintage 2026\n  when item.form is metal\n\n\
         entry A2 of XX.1.part-1\n  cites §3\n  in force from 2025-06-01\n  confidence high\n  when item.form is alloy\n\n\
         rule r\n  cites §1\n  prohibited\n  when item is listed in part-1\n",
    );
    let [first, second] = rulebook.entries.as_slice() else {
        panic!("two entries");
    };
    assert_eq!(rulebook.lists[0].name, "XX.1.part-1");
    assert_eq!(rulebook.lists[0].entries.len(), 2);
    assert_eq!(first.cites[0].anchor.as_deref(), Some("§2"));
    assert_eq!(second.cites[0].anchor.as_deref(), Some("§3"));
    assert_eq!(first.confidence, Some(Confidence::Low));
    assert_eq!(second.confidence, Some(Confidence::High));
    assert_eq!(first.recorded, second.recorded);
    assert_ne!(first.in_force, second.in_force);
    assert_eq!(first.hs[0].numbers, ["2805301200", "0511"]);
    assert_eq!(first.hs[0].vintage, Some(2026));
}

#[test]
fn provisions_of_other_instruments_are_named_in_full() {
    let first = format!("{INSTRUMENT}{RULE}");
    let second = |name: &str| {
        format!(
            "instrument XX.2\n  in force from 2025-01-01\n  verified through 2026-12-31\n\n\
             exception e to {name}\n  cites §1\n  exempt\n  when shipment.sample\n"
        )
    };
    let rulebook = accepted(&[("a.law", &first), ("b.law", &second("XX.1.r"))]);
    let ProvisionKind::Exception { from } = &rulebook.provisions[1].kind else {
        panic!("an exception");
    };
    assert_eq!(rulebook.provision(from[0]).name, "r");

    let (_, found) = load_files(&[("a.law", &first), ("b.law", &second("r"))]);
    assert_eq!(codes(&found), ["R0111"]);
    assert_eq!(
        found[0].diagnostic.help.as_deref(),
        Some("did you mean `XX.1.r`?")
    );
}

#[test]
fn an_instrument_stands_for_its_rules() {
    let rulebook = right(&format!(
        "{RULE}\nrule s\n  cites §2\n  prohibited\n  when item.form is alloy\n\n\
         exception e to XX.1\n  cites §3\n  exempt\n  when shipment.sample\n"
    ));
    let ProvisionKind::Exception { from } = &rulebook.provisions[2].kind else {
        panic!("an exception");
    };
    assert_eq!(from.len(), 2);
}

#[test]
fn definitions_are_found_in_the_whole_jurisdiction() {
    let first = format!("{INSTRUMENT}define far as shipment.destination is KP\n");
    let second = "instrument XX.2\n  in force from 2025-01-01\n  verified through 2026-12-31\n\n\
                  rule r\n  cites §1\n  prohibited\n  when far\n";
    accepted(&[("a.law", &first), ("b.law", second)]);

    // Two of the same name: the nearer one goes before, and from afar the instrument tells them apart.
    let both = format!("{second}\ndefine far as shipment.destination is IR\n");
    let third = "instrument XX.3\n  in force from 2025-01-01\n  verified through 2026-12-31\n\n\
                 rule r\n  cites §1\n  prohibited\n  when NAME\n";
    let ambiguous = third.replace("NAME", "far");
    let (_, found) = load_files(&[("a.law", &first), ("b.law", &both), ("c.law", &ambiguous)]);
    assert_eq!(codes(&found), ["R0111"]);
    let told = third.replace("NAME", "XX.1.far");
    accepted(&[("a.law", &first), ("b.law", &both), ("c.law", &told)]);
}

#[test]
fn an_entry_code_may_recur_in_another_instrument() {
    let entry = "list l\n  cites §1\n\nentry A1 of l\n  when item.form is metal\n\n\
                 rule r\n  cites §1\n  prohibited\n  when item is listed in A1\n";
    let first = format!("{INSTRUMENT}{entry}");
    let second = first.replace("XX.1", "XX.2");
    let rulebook = accepted(&[("a.law", &first), ("b.law", &second)]);
    assert_eq!(rulebook.entries.len(), 2);
    let conditions: Vec<String> = rulebook
        .provisions
        .iter()
        .map(|one| format!("{:?}", one.condition))
        .collect();
    assert_ne!(conditions[0], conditions[1]);
}

#[test]
fn laws_of_states_do_not_touch_one_another() {
    let other = "jurisdiction YY\n  name \"Otherland\"\n  verified through 2026-12-31\n\n\
                 instrument YY.1\n  in force from 2025-01-01\n  verified through 2026-12-31\n\n\
                 exception e to XX.1.r\n  cites §1\n  exempt\n  when shipment.sample\n\n\
                 suspend XX.1\n  cites §2\n  in force from 2025-02-01\n";
    let first = format!("{INSTRUMENT}{RULE}");
    let (_, found) = load_files(&[("a.law", &first), ("b.law", other)]);
    assert_eq!(codes(&found), ["R0113", "R0113"]);
}

#[test]
fn what_is_left_out_is_reported_once() {
    // The instrument has no jurisdiction, so it and all that stands in it is left out, with one error.
    let text = "instrument ZZ.1\n  in force from 2025-01-01\n\nlist l\n\nentry A1 of l\n  when item.form is metal\n\n\
                rule r\n  cites §1\n  prohibited\n  when item is listed in l\n";
    let (rulebook, found) = load_files(&[("a.law", text)]);
    assert_eq!(codes(&found), ["R0132"]);
    assert!(rulebook.provisions.is_empty() && rulebook.entries.is_empty());
}

#[test]
fn suspensions_and_commencements_name_what_they_touch() {
    let rulebook = right(&format!(
        "list l\n  cites §1\n\nentry A1 of l\n  when item.form is metal\n\nentry A2 of l\n  when item.form is alloy\n\n\
         {RULE}\nrule s\n  cites §1\n  prohibited\n  when item is listed in l\n\n\
         suspend r, l\n  cites §5\n  in force from 2025-11-07 through 2026-11-10\n\n\
         commence s, A1 from 2025-05-01\n  cites §6\n",
    ));
    let suspension = &rulebook.suspensions[0];
    assert_eq!(
        (suspension.provisions.len(), suspension.entries.len()),
        (1, 2)
    );
    let commencement = &rulebook.commencements[0];
    assert_eq!(commencement.from.to_string(), "2025-05-01");
    assert_eq!(
        (commencement.provisions.len(), commencement.entries.len()),
        (1, 1)
    );
}

#[test]
fn a_commencement_gives_days_to_what_has_none() {
    let text = "instrument XX.1\n  verified through 2026-12-31\n\n\
                rule r\n  cites §1\n  prohibited\n  when item.form is metal\n";
    let (_, found) = load_files(&[("a.law", text)]);
    assert_eq!(codes(&found), ["R0104"]);
    let text = format!("{text}\ncommence r from 2025-05-01\n  cites §2\n");
    accepted(&[("a.law", &text)]);
}

#[test]
fn readings_of_days_and_readings_of_words_are_not_mixed() {
    let days = "reading q\n  cites §1\n  question \"?\"\n  or a : \"x\" => from 2025-11-07 through 2026-11-10\n  \
                or b : \"y\" => from 2025-11-07 until 2026-11-10\n\n";
    let words = "reading q\n  cites §1\n  question \"?\"\n  or a : \"x\"\n  or b : \"y\"\n\n";
    let asks = "rule r\n  cites §1\n  prohibited\n  when reading q is a\n";
    let dated =
        "rule r\n  cites §1\n  in force reading q\n  prohibited\n  when item.form is metal\n";
    right(&format!("{words}{asks}"));
    right(&format!("{days}{dated}"));
    assert_eq!(
        wrong(&format!("{days}{asks}")),
        ["R0113 the reading `q` gives days, and no condition can ask for it"]
    );
    assert_eq!(
        wrong(&format!("{words}{dated}")),
        ["R0128 the reading `q` gives no days"]
    );
}

#[test]
fn what_never_began_is_acknowledged_at_the_suspension_too() {
    let rule = "rule r\n  cites §1\n  in force from 2025-12-01\n  prohibited\n  when item.form is metal\n\n";
    let suspend = "suspend XX.1\n  cites §2\n  in force from 2025-11-07 through 2026-11-10\n";
    assert_eq!(
        wrong(&format!("{rule}{suspend}")),
        ["R0106 `r` begins on 2025-12-01, when it is suspended already"]
    );
    right(&format!(
        "{rule}{suspend}  acknowledges R0106 \"it came first\"\n"
    ));
}

#[test]
fn warnings_of_other_checks_are_silenced_and_idle_ones_told() {
    let rulebook = right(&format!(
        "{RULE}  acknowledges R0110 \"it is an example\"\n"
    ));
    let code = Code::CASE_COVERS_NO_LIMB;
    let place = &rulebook.provisions[0].place;
    let start = u32::try_from(place.range.start).expect("a small file");
    let found = vec![FileDiagnostic {
        file: place.file,
        diagnostic: Diagnostic::new(code, TextRange::empty(start.into()), "it covers nothing"),
    }];
    assert_eq!(silence_of(&rulebook, &[code], found), []);
    assert_eq!(
        codes(&silence_of(&rulebook, &[code], Vec::new())),
        ["R0134"]
    );
    assert_eq!(silence_of(&rulebook, &[], Vec::new()), []);
}

#[test]
fn the_line_that_breaks_a_form_is_not_blamed_twice() {
    let found = wrong("rule r\n  cites §1\n  licence MOT\n  when item.frm == metal\n");
    let codes: Vec<&str> = found.iter().map(|one| &one[..5]).collect();
    assert_eq!(codes, ["R0001", "R0011"]);
}

#[test]
fn the_digest_is_over_names_and_bytes() {
    let digest = |files: &[(&str, &str)]| load_files(files).0.digest;
    let one = digest(&[("a.law", "-- x\n")]);
    assert!(one.starts_with("sha256:") && one.len() == 71);
    assert_ne!(one, digest(&[("b.law", "-- x\n")]));
    assert_ne!(one, digest(&[("a.law", "-- y\n")]));
    assert_ne!(digest(&[("a", "bc")]), digest(&[("ab", "c")]));
    assert_eq!(one, load_files(&[("a.law", "-- x\n")]).0.digest);
    assert!(PRELUDE.starts_with("jurisdiction XX"));
}
