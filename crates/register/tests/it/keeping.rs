//! Holds, the end of keeping, assurances.

use exeat_register::{
    Assurance, AssuranceKind, AssuranceStatement, Condition, ConditionKind, Hold, LicenceParty,
    Location, Register, Reliance, Request, Starts, Term,
};

use crate::place::{acting, amounts, day, draw, import, licence, on_both, open};

on_both!(
    a_purge_waits_for_its_day_and_keeps_the_hashes,
    a_purge_takes_away_what_was_proposed_too,
    a_purge_waits_for_duties_and_for_the_second_person,
    nothing_leans_on_what_was_taken_back
);

fn perform(
    register: &mut Register,
    on: &str,
    request: &Request,
) -> Result<(), Option<&'static str>> {
    let done = register
        .perform(&acting("ana", on), request)
        .map_err(|error| error.rule())?;
    match done.proposal {
        Some(proposal) => register
            .perform(&acting("ben", on), &Request::Approve { proposal })
            .map(drop)
            .map_err(|error| error.rule()),
        None => Ok(()),
    }
}

fn a_purge_waits_for_its_day_and_keeps_the_hashes(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    import(&mut register, licence("M"));
    assert_eq!(
        perform(&mut register, "2026-03-01", &draw("L", "1 kg", "secret")),
        Ok(())
    );
    assert_eq!(
        perform(&mut register, "2026-03-01", &draw("M", "1 kg", "other")),
        Ok(())
    );
    let purge = Request::Purge {
        licence: "L".to_owned(),
        years: 5,
        cites: "records, article 1".to_owned(),
    };
    assert_eq!(
        perform(&mut register, "2026-06-01", &purge),
        Err(Some("not-over"))
    );
    assert_eq!(
        perform(&mut register, "2031-12-31", &purge),
        Err(Some("still-kept"))
    );
    let kept = register.retention("L", 5).expect("a period");
    assert_eq!(
        (kept.since, kept.through),
        (Some(day("2026-12-31")), Some(day("2031-12-31")))
    );
    let hold = Hold {
        id: "audit".to_owned(),
        licence: None,
        cause: "customs ask".to_owned(),
        lifted: None,
    };
    assert_eq!(
        perform(&mut register, "2031-12-31", &Request::Hold { hold }),
        Ok(())
    );
    assert_eq!(
        perform(&mut register, "2032-01-01", &purge),
        Err(Some("held"))
    );
    let lift = Request::Lift {
        hold: "audit".to_owned(),
        cause: "it is over".to_owned(),
    };
    assert_eq!(perform(&mut register, "2032-01-01", &lift), Ok(()));
    let before = register.counts().expect("counts");
    assert_eq!(perform(&mut register, "2032-01-01", &purge), Ok(()));
    let after = register.counts().expect("counts");
    // Nothing is gone but what it said: the entry and the versions are there with their hashes.
    assert_eq!((before.entries, after.entries), (2, 2));
    assert!(register.licence("L", day("2032-01-01")).is_err());
    assert!(register.licence("M", day("2032-01-01")).is_ok());
    let mut text = String::new();
    register
        .backup(&mut |line| {
            text.push_str(line);
            Ok(())
        })
        .expect("a backup");
    assert!(!text.contains("secret") && text.contains("other"));
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds(), "{:?}", verified.findings);
    assert_eq!(verified.purged, 2);
    // Its number is not given to another.
    let licences = vec![exeat_register::Imported {
        licence: licence("L"),
        used: Vec::new(),
        used_shipments: None,
    }];
    assert_eq!(
        perform(&mut register, "2032-01-02", &Request::Import { licences }),
        Err(Some("number-taken"))
    );
}

/// All that the register holds, as text.
fn text(register: &mut Register) -> String {
    let mut text = String::new();
    register
        .backup(&mut |line| {
            text.push_str(line);
            text.push('\n');
            Ok(())
        })
        .expect("a backup");
    text
}

fn purge() -> Request {
    Request::Purge {
        licence: "L".to_owned(),
        years: 5,
        cites: "records, article 1".to_owned(),
    }
}

fn a_purge_takes_away_what_was_proposed_too(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    import(&mut register, licence("M"));
    let amend = |number: &str, name: &str, to: &str| {
        let mut amended = licence(number);
        amended.number = to.to_owned();
        amended.parties = vec![LicenceParty {
            role: "end-user".to_owned(),
            name: name.to_owned(),
            place: None,
        }];
        Request::Amend {
            licence: number.to_owned(),
            amended,
            cause: format!("for {name}"),
        }
    };
    let settled = amend("L", "Secret Customer", "L/A");
    assert_eq!(perform(&mut register, "2026-03-01", &settled), Ok(()));
    assert_eq!(
        perform(
            &mut register,
            "2026-03-01",
            &amend("M", "Other Customer", "M")
        ),
        Ok(())
    );
    // One that nobody agreed to, under the number that the licence has now.
    let mut refused = amend("L", "Secret Rival", "L/A");
    if let Request::Amend { licence, .. } = &mut refused {
        *licence = "L/A".to_owned();
    }
    let done = register.perform(&acting("ana", "2026-03-02"), &refused);
    let proposal = done.expect("proposed").proposal.expect("a proposal");
    let reject = Request::Reject {
        proposal,
        cause: "no".to_owned(),
    };
    assert_eq!(perform(&mut register, "2026-03-02", &reject), Ok(()));
    assert!(text(&mut register).contains("Secret Customer"));
    assert_eq!(perform(&mut register, "2032-01-01", &purge()), Ok(()));
    let left = text(&mut register);
    assert!(!left.contains("Secret"), "{left}");
    assert!(left.contains("Other Customer"));
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds(), "{:?}", verified.findings);
    // Two versions of the licence, and of each of the two proposals.
    assert_eq!(verified.purged, 6);
}

fn a_purge_waits_for_duties_and_for_the_second_person(place: &Location) {
    let mut register = open(place);
    let mut terms = licence("L");
    terms.conditions = vec![Condition {
        number: 1,
        kind: ConditionKind::Report,
        text: "report what was used".to_owned(),
        starts: Starts::Expiry,
        within: Term::Days(30),
        proof: None,
    }];
    import(&mut register, terms);
    assert_eq!(
        perform(&mut register, "2032-01-01", &purge()),
        Err(Some("duty-open"))
    );
    let discharge = Request::Discharge {
        duty: "L/c1".to_owned(),
        proof: "receipt".to_owned(),
    };
    assert_eq!(perform(&mut register, "2026-12-01", &discharge), Ok(()));
    let correct = Request::Correct {
        licence: "L".to_owned(),
        line: 1,
        amounts: amounts("1 kg"),
        cause: "found in a drawer".to_owned(),
        shipment: None,
        declaration: None,
    };
    let done = register.perform(&acting("ana", "2026-12-02"), &correct);
    let proposal = done.expect("proposed").proposal.expect("a proposal");
    assert_eq!(
        perform(&mut register, "2032-01-01", &purge()),
        Err(Some("proposal-open"))
    );
    let reject = Request::Reject {
        proposal,
        cause: "no".to_owned(),
    };
    assert_eq!(perform(&mut register, "2032-01-01", &reject), Ok(()));
    assert_eq!(perform(&mut register, "2032-01-01", &purge()), Ok(()));
    let left = text(&mut register);
    assert!(
        !left.contains("drawer") && !left.contains("receipt"),
        "{left}"
    );
    assert!(
        register
            .verify(&[], &mut |_| {})
            .expect("an answer")
            .holds()
    );
}

fn nothing_leans_on_what_was_taken_back(place: &Location) {
    let mut register = open(place);
    let assurance = Assurance {
        id: "A".to_owned(),
        kind: AssuranceKind::Government,
        by: "Pakistan".to_owned(),
        to: "China".to_owned(),
        of: "no harm to its interests".to_owned(),
        items: Vec::new(),
        given: day("2025-10-13"),
        until: Some(day("2026-10-13")),
        statement: AssuranceStatement::default(),
        retracted: None,
        note: None,
    };
    let add = Request::Assure { assurance };
    assert_eq!(perform(&mut register, "2025-10-14", &add), Ok(()));
    assert_eq!(
        perform(&mut register, "2025-10-14", &add),
        Err(Some("name-taken"))
    );
    let lean = |shipment: &str| Request::Lean {
        reliance: Reliance {
            assurance: "A".to_owned(),
            shipment: shipment.to_owned(),
            why: "gems".to_owned(),
        },
    };
    assert_eq!(
        perform(&mut register, "2025-10-12", &lean("S0")),
        Err(Some("assurance-does-not-hold"))
    );
    assert_eq!(perform(&mut register, "2026-10-13", &lean("S1")), Ok(()));
    assert_eq!(
        perform(&mut register, "2026-10-14", &lean("S2")),
        Err(Some("assurance-does-not-hold"))
    );
    let retract = Request::Retract {
        assurance: "A".to_owned(),
        cause: "another statement".to_owned(),
    };
    assert_eq!(perform(&mut register, "2026-05-01", &retract), Ok(()));
    assert_eq!(
        perform(&mut register, "2026-05-02", &lean("S3")),
        Err(Some("assurance-does-not-hold"))
    );
    let views = register.assurances(day("2026-05-02")).expect("assurances");
    let view = views.first().expect("one");
    assert!(!view.holds && view.reliances.len() == 1);
}
