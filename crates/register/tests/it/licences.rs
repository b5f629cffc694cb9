//! Licences along the edges of their states.

use exeat_register::{
    By, Condition, ConditionKind, EDGES, Imported, Licence, Location, Need, NotCovered, OpeningUse,
    Recorded, Register, Request, Starts, State, Term, Verb,
};

use crate::place::{acting, day, draw, import, left, licence, on_both, open, reserve};

on_both!(
    a_draft_is_issued_and_its_conditions_become_duties,
    what_is_no_edge_is_refused,
    an_amendment_keeps_the_ledger,
    an_amendment_counts_the_shipments_before_it,
    what_was_used_before_counts_as_shipments,
    a_correction_that_adds_names_its_shipment,
    a_revocation_releases_what_is_reserved,
    what_is_reserved_is_not_given_back,
    an_import_is_whole_or_not_at_all,
    a_sum_that_is_remembered_is_the_sum,
    many_in_one_transaction_are_each_whole,
    what_is_sent_twice_is_done_once,
);

fn cause() -> String {
    "a letter".to_owned()
}

/// Does it, with a second person where it takes two.
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

fn a_draft_is_issued_and_its_conditions_become_duties(place: &Location) {
    let mut register = open(place);
    let mut draft = licence("L");
    draft.recorded = Recorded::Draft;
    let condition = |number, starts, within| Condition {
        number,
        kind: ConditionKind::Report,
        text: format!("condition {number}"),
        starts,
        within,
        proof: None,
    };
    draft.conditions = vec![
        condition(1, Starts::Issue, Term::Days(30)),
        condition(2, Starts::Draw, Term::Months(1)),
        condition(3, Starts::Expiry, Term::WorkingDays(5, "CN".to_owned())),
    ];
    register
        .perform(
            &acting("ana", "2026-01-01"),
            &Request::Record { licence: draft },
        )
        .expect("recorded");
    assert_eq!(
        perform(&mut register, "2026-01-02", &draw("L", "1 kg", "S")),
        Err(Some("draft"))
    );
    let issue = Request::Issue {
        licence: "L".to_owned(),
    };
    assert_eq!(perform(&mut register, "2026-01-02", &issue), Ok(()));
    assert_eq!(
        perform(&mut register, "2026-01-31", &draw("L", "1 kg", "S")),
        Ok(())
    );
    assert_eq!(
        perform(&mut register, "2026-02-01", &draw("L", "1 kg", "S")),
        Ok(())
    );
    let duties = register.duties().expect("duties");
    let due: Vec<Option<String>> = duties
        .iter()
        .map(|duty| duty.due.map(|day| day.to_string()))
        .collect();
    assert_eq!(
        due,
        [
            Some("2026-01-31".to_owned()),
            Some("2026-02-28".to_owned()),
            Some("2026-03-01".to_owned()),
            // Nobody has brought a calendar, and a guess would be worse than none.
            None,
        ]
    );
    assert!(duties.last().is_some_and(|duty| duty.not_counted.is_some()));
    let first = duties.first().expect("a duty");
    assert!(first.is_overdue(day("2026-02-01")) && !first.is_overdue(day("2026-01-31")));
    let done = |proof: &str| Request::Discharge {
        duty: first.id.clone(),
        proof: proof.to_owned(),
    };
    assert_eq!(
        perform(&mut register, "2026-02-01", &done(" ")),
        Err(Some("proof-missing"))
    );
    assert_eq!(
        perform(&mut register, "2026-02-01", &done("receipt 7")),
        Ok(())
    );
    assert_eq!(
        perform(&mut register, "2026-02-01", &done("receipt 7")),
        Err(Some("duty-settled"))
    );
}

fn request(verb: Verb, number: &str) -> Option<Request> {
    let licence_number = number.to_owned();
    Some(match verb {
        Verb::Issue => Request::Issue {
            licence: licence_number,
        },
        Verb::Suspend => Request::Suspend {
            licence: licence_number,
            cause: cause(),
        },
        Verb::Reinstate => Request::Reinstate {
            licence: licence_number,
            cause: cause(),
        },
        Verb::Surrender => Request::Surrender {
            licence: licence_number,
            cause: None,
        },
        Verb::Revoke => Request::Revoke {
            licence: licence_number,
            cause: cause(),
        },
        Verb::Supersede => Request::Supersede {
            licence: licence_number,
            successor: "other".to_owned(),
        },
        Verb::Amend => {
            let mut amended = licence(number);
            amended.lines.first_mut()?.quantity = "200 kg".parse().ok();
            if number.starts_with(State::Issued.name()) {
                amended.valid_from = day("2026-07-01");
            }
            Request::Amend {
                licence: licence_number,
                amended,
                cause: cause(),
            }
        }
        _ => return None,
    })
}

fn what_is_no_edge_is_refused(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("other"));
    let verbs = [
        Verb::Issue,
        Verb::Suspend,
        Verb::Reinstate,
        Verb::Surrender,
        Verb::Revoke,
        Verb::Supersede,
        Verb::Amend,
    ];
    for state in State::ALL {
        for verb in verbs {
            let number = in_state(
                &mut register,
                state,
                &format!("{}-{}", state.name(), verb.name()),
            );
            let before = register
                .licence(&number, day("2026-06-01"))
                .expect("a licence")
                .state;
            assert_eq!(before, state);
            let answer = perform(
                &mut register,
                "2026-06-01",
                &request(verb, &number).expect("a request"),
            );
            let edge = EDGES
                .iter()
                .find(|edge| edge.from == state && edge.by == By::Person(verb));
            match edge {
                None => assert_eq!(answer, Err(Some("no-such-edge")), "{verb:?} from {state:?}"),
                Some(edge) => {
                    assert_eq!(answer, Ok(()), "{verb:?} from {state:?}");
                    let after = register
                        .licence(&number, day("2026-06-01"))
                        .expect("a licence")
                        .state;
                    let to = match (state, verb) {
                        // Its first day had come when it was issued.
                        (State::Draft, Verb::Issue) => State::Active,
                        _ => edge.to,
                    };
                    assert_eq!(after, to, "{verb:?} from {state:?}");
                }
            }
        }
    }
}

/// A licence in a state, on 1 June 2026.
fn in_state(register: &mut Register, state: State, name: &str) -> String {
    let mut one = licence(name);
    match state {
        State::Draft => one.recorded = Recorded::Draft,
        State::Issued => one.valid_from = day("2026-07-01"),
        State::Active | State::Exhausted | State::Superseded => {}
        State::Suspended => one.recorded = Recorded::Suspended,
        State::Expired => one.valid_through = Some(day("2026-05-31")),
        State::Surrendered => one.recorded = Recorded::Surrendered,
        State::Revoked => one.recorded = Recorded::Revoked,
    }
    import(register, one);
    if state == State::Exhausted {
        perform(register, "2026-06-01", &draw(name, "100 kg", "S")).expect("drawn");
    }
    if state == State::Superseded {
        let request = request(Verb::Supersede, name).expect("a request");
        perform(register, "2026-06-01", &request).expect("superseded");
    }
    name.to_owned()
}

fn an_amendment_keeps_the_ledger(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    assert_eq!(
        perform(&mut register, "2026-03-01", &draw("L", "60 kg", "S")),
        Ok(())
    );
    let amend = |quantity: &str, number: &str| {
        let mut amended = licence(number);
        amended.lines.first_mut().expect("a line").quantity =
            Some(quantity.parse().expect("a quantity"));
        Request::Amend {
            licence: "L".to_owned(),
            amended,
            cause: cause(),
        }
    };
    assert_eq!(
        perform(&mut register, "2026-03-02", &amend("59.9 kg", "L")),
        Err(Some("over-use"))
    );
    assert_eq!(
        perform(&mut register, "2026-03-02", &amend("150000 g", "L")),
        Err(Some("unit-changed"))
    );
    assert_eq!(
        perform(&mut register, "2026-03-02", &amend("150 kg", "L/A")),
        Ok(())
    );
    assert_eq!(left(&mut register, "L/A", "2026-03-02"), "90 kg");
    assert_eq!(left(&mut register, "L", "2026-03-02"), "90 kg");
    assert_eq!(register.versions("L").expect("versions").len(), 2);
    // The new number is taken as well.
    let licences = vec![Imported {
        licence: licence("L/A"),
        used: Vec::new(),
        used_shipments: None,
    }];
    assert_eq!(
        perform(&mut register, "2026-03-02", &Request::Import { licences }),
        Err(Some("number-taken"))
    );
}

/// What was used before the register began left in shipments, which count as those after do.
fn what_was_used_before_counts_as_shipments(place: &Location) {
    let mut register = open(place);
    let imported = |number: &str, most: u32, shipments: Option<u32>| {
        let mut licence = licence(number);
        licence.shipments_max = Some(most);
        let used = vec![OpeningUse {
            line: 1,
            quantity: Some("40 kg".parse().expect("a quantity")),
            value: None,
        }];
        let licences = vec![Imported {
            licence,
            used,
            used_shipments: shipments,
        }];
        Request::Import { licences }
    };
    let on = "2026-03-01";
    assert_eq!(
        perform(&mut register, on, &imported("one", 1, None)),
        Ok(())
    );
    assert_eq!(
        perform(&mut register, on, &draw("one", "1 kg", "S1")),
        Err(Some("shipments-used-up"))
    );
    let view = register.licence("one", day(on)).expect("a licence");
    assert_eq!(view.shipments, ["before the register"]);
    let need = Need {
        jurisdiction: "CN".to_owned(),
        codes: vec!["1C902.a".to_owned()],
        quantity: Some("1 kg".parse().expect("a quantity")),
        ..Need::default()
    };
    let covers = register.cover(&need, day(on)).expect("covers");
    assert!(
        covers
            .iter()
            .all(|cover| cover.not == [NotCovered::Shipments]),
        "{covers:?}"
    );
    // Of several nobody can guess how many they were.
    for (shipments, rule) in [
        (None, "shipments-not-said"),
        (Some(0), "shipments-contradict"),
        (Some(4), "shipments-used-up"),
    ] {
        assert_eq!(
            perform(&mut register, on, &imported("three", 3, shipments)),
            Err(Some(rule))
        );
    }
    assert_eq!(
        perform(&mut register, on, &imported("three", 3, Some(2))),
        Ok(())
    );
    assert_eq!(left(&mut register, "three", on), "60 kg");
    assert_eq!(
        perform(&mut register, on, &draw("three", "1 kg", "S1")),
        Ok(())
    );
    assert_eq!(
        perform(&mut register, on, &draw("three", "1 kg", "S2")),
        Err(Some("shipments-used-up"))
    );
    let view = register.licence("three", day(on)).expect("a licence");
    assert_eq!(view.shipments.len(), 3, "{:?}", view.shipments);
}

/// A correction by which more left is a shipment like any other.
fn a_correction_that_adds_names_its_shipment(place: &Location) {
    let mut register = open(place);
    let mut terms = licence("L");
    terms.shipments_max = Some(1);
    import(&mut register, terms);
    let on = "2026-03-01";
    assert_eq!(perform(&mut register, on, &draw("L", "1 kg", "S1")), Ok(()));
    let correct = |quantity: &str, shipment: Option<&str>| Request::Correct {
        licence: "L".to_owned(),
        line: 1,
        amounts: crate::place::amounts(quantity),
        cause: cause(),
        shipment: shipment.map(str::to_owned),
        declaration: None,
    };
    assert_eq!(
        perform(&mut register, on, &correct("5 kg", Some("S2"))),
        Err(Some("shipments-used-up"))
    );
    assert_eq!(
        perform(&mut register, on, &correct("5 kg", None)),
        Err(Some("shipment-missing"))
    );
    assert_eq!(
        perform(&mut register, on, &correct("5 kg", Some("S1"))),
        Ok(())
    );
    assert_eq!(perform(&mut register, on, &correct("-2 kg", None)), Ok(()));
    assert_eq!(left(&mut register, "L", on), "96 kg");
}

fn an_amendment_counts_the_shipments_before_it(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    for shipment in ["S1", "S2"] {
        assert_eq!(
            perform(&mut register, "2026-03-01", &draw("L", "1 kg", shipment)),
            Ok(())
        );
    }
    let amend = |most: u32| {
        let mut amended = licence("L");
        amended.shipments_max = Some(most);
        Request::Amend {
            licence: "L".to_owned(),
            amended,
            cause: cause(),
        }
    };
    assert_eq!(
        perform(&mut register, "2026-03-02", &amend(1)),
        Err(Some("shipments-used-up"))
    );
    assert_eq!(perform(&mut register, "2026-03-02", &amend(2)), Ok(()));
    assert_eq!(
        perform(&mut register, "2026-03-03", &draw("L", "1 kg", "S3")),
        Err(Some("shipments-used-up"))
    );
    assert_eq!(
        perform(&mut register, "2026-03-03", &draw("L", "1 kg", "S2")),
        Ok(())
    );
    let view = register.licence("L", day("2026-03-03")).expect("a licence");
    assert_eq!(view.shipments, ["S1", "S2"]);
}

/// A program that goes on remembers sums, and sees what others have written in the meantime.
fn a_sum_that_is_remembered_is_the_sum(place: &Location) {
    let (mut one, mut other) = (open(place), None);
    let mut terms = licence("L");
    terms.lines.first_mut().expect("a line").quantity =
        Some("1000 kg".parse().expect("a quantity"));
    import(&mut one, terms);
    for turn in 0..100 {
        assert_eq!(
            perform(&mut one, "2026-03-01", &draw("L", "1 kg", "S")),
            Ok(())
        );
        if turn == 80 {
            other = Some(Register::open(place).expect("the register once more"));
        }
        if let Some(other) = &mut other {
            let shipment = format!("T{turn}");
            assert_eq!(
                perform(other, "2026-03-01", &reserve("L", "1 kg", &shipment)),
                Ok(())
            );
        }
        let anew = left(
            &mut Register::open(place).expect("the register once more"),
            "L",
            "2026-03-01",
        );
        assert_eq!(left(&mut one, "L", "2026-03-01"), anew);
        // What was refused has left nothing behind.
        assert_eq!(
            perform(&mut one, "2026-03-01", &draw("L", "1 t", "S")),
            Err(Some("over-use"))
        );
    }
    assert_eq!(left(&mut one, "L", "2026-03-01"), "880 kg");
    for turn in 80..100 {
        let shipment = format!("T{turn}");
        assert_eq!(
            perform(&mut one, "2026-03-01", &draw("L", "", &shipment)),
            Ok(())
        );
    }
    assert_eq!(left(&mut one, "L", "2026-03-01"), "880 kg");
}

fn many_in_one_transaction_are_each_whole(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    let requests: Vec<(exeat_register::Acting, Request)> = [
        reserve("L", "60 kg", "S1"),
        reserve("L", "60 kg", "S2"),
        draw("L", "", "S1"),
        draw("M", "1 kg", "S1"),
        draw("L", "40 kg", "S3"),
        draw("L", "1 g", "S4"),
    ]
    .into_iter()
    .map(|request| (cem.clone(), request))
    .collect();
    let rules: Vec<Option<&'static str>> = register
        .perform_each(&requests)
        .expect("written")
        .into_iter()
        .map(|answer| match answer {
            Ok(done) => {
                assert_eq!(done.events.len(), 1);
                None
            }
            Err(error) => Some(error.rule().unwrap_or("not found")),
        })
        .collect();
    assert_eq!(
        rules,
        [
            None,
            Some("over-use"),
            None,
            Some("not found"),
            None,
            Some("exhausted")
        ]
    );
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds() && verified.entries == 3, "{verified:?}");
}

fn what_is_sent_twice_is_done_once(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    let request = reserve("L", "60 kg", "S1");
    let (first, before) = register
        .perform_once(&cem, None, "key-1", &request)
        .expect("reserved");
    assert!(!before && first.entries.len() == 1);
    // The answer was lost, and it is sent again, also to another program.
    for register in [&mut register, &mut Register::open(place).expect("open")] {
        let (again, before) = register
            .perform_once(&cem, None, "key-1", &request)
            .expect("the same answer");
        assert!(before);
        assert_eq!(again, first);
    }
    assert_eq!(left(&mut register, "L", "2026-03-01"), "40 kg");
    for (by, request) in [
        ("cem", reserve("L", "1 kg", "S1")),
        ("ana", request.clone()),
    ] {
        let error = register
            .perform_once(&acting(by, "2026-03-01"), None, "key-1", &request)
            .expect_err("another request");
        assert_eq!(error.rule(), Some("key-used"));
    }
    // It is sent again after midnight: where nobody gave a day it is the same request, and the day that was given is a
    // part of it.
    let late = acting("cem", "2026-03-02");
    let again = register.perform_once(&late, None, "key-1", &request);
    assert_eq!(again.expect("the same answer"), (first, true));
    let given = Some(day("2026-03-02"));
    let error = register
        .perform_once(&late, given, "key-1", &request)
        .expect_err("another day");
    assert_eq!(error.rule(), Some("key-used"));
    // What was refused leaves no answer behind, and can be sent again when it can be done.
    let too_much = draw("L", "50 kg", "S2");
    for _ in 0..2 {
        let error = register
            .perform_once(&cem, None, "key-2", &too_much)
            .expect_err("too much");
        assert_eq!(error.rule(), Some("over-use"));
    }
    perform(
        &mut register,
        "2026-03-01",
        &crate::place::release("L", "", "S1"),
    )
    .expect("released");
    assert!(
        !register
            .perform_once(&cem, None, "key-2", &too_much)
            .expect("drawn")
            .1
    );
    assert!(register.perform_once(&cem, None, " ", &too_much).is_err());
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds() && verified.entries == 3, "{verified:?}");
}

fn a_revocation_releases_what_is_reserved(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    assert_eq!(
        perform(&mut register, "2026-03-01", &reserve("L", "60 kg", "S")),
        Ok(())
    );
    let revoke = request(Verb::Revoke, "L").expect("a request");
    assert_eq!(perform(&mut register, "2026-03-02", &revoke), Ok(()));
    assert_eq!(left(&mut register, "L", "2026-03-02"), "100 kg");
    assert_eq!(
        perform(&mut register, "2026-03-02", &draw("L", "1 kg", "S")),
        Err(Some("revoked"))
    );
}

fn what_is_reserved_is_not_given_back(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    assert_eq!(
        perform(&mut register, "2026-03-01", &reserve("L", "60 kg", "S")),
        Ok(())
    );
    let surrender = request(Verb::Surrender, "L").expect("a request");
    assert_eq!(
        perform(&mut register, "2026-03-02", &surrender),
        Err(Some("still-reserved"))
    );
    assert_eq!(
        perform(&mut register, "2026-03-02", &draw("L", "", "S")),
        Ok(())
    );
    assert_eq!(perform(&mut register, "2026-03-02", &surrender), Ok(()));
}

fn an_import_is_whole_or_not_at_all(place: &Location) {
    let mut register = open(place);
    let imported = |licence: Licence| Imported {
        licence,
        used: Vec::new(),
        used_shipments: None,
    };
    let mut wrong = licence("B");
    wrong.lines.clear();
    let licences = vec![imported(licence("A")), imported(wrong)];
    assert_eq!(
        perform(&mut register, "2026-03-01", &Request::Import { licences }),
        Err(None)
    );
    let licences = vec![imported(licence("A")), imported(licence("A"))];
    assert_eq!(
        perform(&mut register, "2026-03-01", &Request::Import { licences }),
        Err(Some("number-taken"))
    );
    assert!(
        register
            .licences(day("2026-03-01"))
            .expect("licences")
            .is_empty()
    );
    assert_eq!(register.counts().expect("counts").events, 3);
}
