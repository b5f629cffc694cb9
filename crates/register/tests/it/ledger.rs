//! The ledger.

use exeat_register::{Amounts, Location, Request, State};

use crate::place::{
    acting, amounts, day, draw, import, left, licence, on_both, open, release, reserve,
};

on_both!(
    a_reservation_is_drawn_or_released,
    more_than_there_is_is_refused,
    one_shipment_is_one_shipment,
    amounts_are_exact_in_every_unit,
    a_correction_takes_two_and_makes_room,
    the_day_decides,
    what_is_unlimited_is_unlimited,
);

fn a_reservation_is_drawn_or_released(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    register
        .perform(&cem, &reserve("L", "60 kg", "S1"))
        .expect("reserved");
    assert_eq!(left(&mut register, "L", "2026-03-01"), "40 kg");
    register
        .perform(&cem, &draw("L", "50 kg", "S1"))
        .expect("drawn");
    register
        .perform(&cem, &release("L", "", "S1"))
        .expect("the rest is released");
    assert_eq!(left(&mut register, "L", "2026-03-01"), "50 kg");
    let error = register
        .perform(&cem, &release("L", "", "S1"))
        .expect_err("nothing is reserved");
    assert_eq!(error.rule(), Some("nothing-reserved"));
    // Nothing was reserved for this one: it draws from what is free.
    register
        .perform(&cem, &draw("L", "1 kg", "S2"))
        .expect("drawn");
    assert_eq!(left(&mut register, "L", "2026-03-01"), "49 kg");
}

fn more_than_there_is_is_refused(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    register
        .perform(&cem, &reserve("L", "99.999 kg", "S1"))
        .expect("reserved");
    for request in [reserve("L", "1.001 g", "S2"), draw("L", "1.001 g", "S2")] {
        let error = register.perform(&cem, &request).expect_err("over-use");
        assert_eq!(error.rule(), Some("over-use"), "{error}");
        assert!(
            error.to_string().contains("0.000001 kg too much"),
            "{error}"
        );
    }
    let error = register
        .perform(&cem, &draw("L", "99.9991 kg", "S1"))
        .expect_err("more than reserved");
    assert_eq!(error.rule(), Some("more-than-reserved"));
    register
        .perform(&cem, &draw("L", "1 g", "S2"))
        .expect("exactly what is left");
    assert_eq!(left(&mut register, "L", "2026-03-01"), "0 kg");
    register
        .perform(&cem, &draw("L", "", "S1"))
        .expect("what was reserved");
    let view = register.licence("L", day("2026-03-01")).expect("a licence");
    assert_eq!(view.state, State::Exhausted);
    let error = register
        .perform(&cem, &reserve("L", "1 g", "S3"))
        .expect_err("exhausted");
    assert_eq!(error.rule(), Some("exhausted"));
}

fn one_shipment_is_one_shipment(place: &Location) {
    let mut register = open(place);
    let mut one = licence("L");
    one.shipments_max = Some(1);
    import(&mut register, one);
    let cem = acting("cem", "2026-03-01");
    register
        .perform(&cem, &reserve("L", "10 kg", "S1"))
        .expect("reserved");
    let error = register
        .perform(&cem, &reserve("L", "10 kg", "S2"))
        .expect_err("a second shipment");
    assert_eq!(error.rule(), Some("shipments-used-up"));
    // The first was cancelled, so the second is the one.
    register
        .perform(&cem, &release("L", "", "S1"))
        .expect("released");
    register
        .perform(&cem, &draw("L", "10 kg", "S2"))
        .expect("drawn");
    register
        .perform(&cem, &draw("L", "10 kg", "S2"))
        .expect("the same shipment again");
    let error = register
        .perform(&cem, &draw("L", "10 kg", "S1"))
        .expect_err("a second shipment");
    assert_eq!(error.rule(), Some("shipments-used-up"));
}

fn amounts_are_exact_in_every_unit(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    for _ in 0..10 {
        register
            .perform(&cem, &draw("L", "0.1 kg", "S"))
            .expect("drawn");
    }
    assert_eq!(left(&mut register, "L", "2026-03-01"), "99 kg");
    register
        .perform(&cem, &draw("L", "1 mg", "S"))
        .expect("drawn");
    register
        .perform(&cem, &draw("L", "1 lb", "S"))
        .expect("drawn");
    assert_eq!(left(&mut register, "L", "2026-03-01"), "98.54640663 kg");
    for (request, rule) in [
        (draw("L", "1 pieces", "S"), "other-unit"),
        (draw("L", "0 kg", "S"), "nothing-booked"),
        (draw("L", "-1 kg", "S"), "below-nought"),
        (draw("L", "", "S"), "nothing-booked"),
        (draw("L", "1 kg", ""), ""),
        (reserve("M", "1 kg", "S"), ""),
    ] {
        let error = register.perform(&cem, &request).expect_err("refused");
        assert_eq!(error.rule().unwrap_or_default(), rule, "{error}");
    }
    let request = Request::Draw {
        licence: "L".to_owned(),
        line: 2,
        amounts: amounts("1 kg"),
        shipment: Some("S".to_owned()),
        declaration: None,
        reservation: None,
    };
    let error = register.perform(&cem, &request).expect_err("no such line");
    assert_eq!(error.rule(), Some("no-such-line"));
}

fn a_correction_takes_two_and_makes_room(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let ana = acting("ana", "2026-03-01");
    register
        .perform(&ana, &draw("L", "100 kg", "S"))
        .expect("drawn");
    let correct = Request::Correct {
        licence: "L".to_owned(),
        line: 1,
        amounts: amounts("-20 kg"),
        cause: "weighed again".to_owned(),
        shipment: Some("S".to_owned()),
        declaration: None,
    };
    let cem = acting("cem", "2026-03-01");
    assert_eq!(
        register
            .perform(&cem, &correct)
            .expect_err("a clerk")
            .rule(),
        Some("role")
    );
    let done = register.perform(&ana, &correct).expect("proposed");
    let proposal = done.proposal.expect("it waits");
    assert_eq!(left(&mut register, "L", "2026-03-01"), "0 kg");
    let approve = Request::Approve {
        proposal: proposal.clone(),
    };
    assert_eq!(
        register
            .perform(&ana, &approve)
            .expect_err("the same")
            .rule(),
        Some("four-eyes")
    );
    assert_eq!(
        register
            .perform(&cem, &approve)
            .expect_err("a clerk")
            .rule(),
        Some("role")
    );
    let ben = acting("ben", "2026-03-02");
    register.perform(&ben, &approve).expect("approved");
    assert_eq!(
        register.perform(&ben, &approve).expect_err("again").rule(),
        Some("proposal-settled")
    );
    assert_eq!(left(&mut register, "L", "2026-03-02"), "20 kg");
    let view = register.licence("L", day("2026-03-02")).expect("a licence");
    assert_eq!(view.state, State::Active);
    // What could not be done is not even proposed.
    let Request::Correct {
        licence,
        line,
        cause,
        ..
    } = correct
    else {
        unreachable!()
    };
    let too_much = Request::Correct {
        licence,
        line,
        cause,
        amounts: amounts("20.1 kg"),
        shipment: None,
        declaration: None,
    };
    assert_eq!(
        register
            .perform(&ana, &too_much)
            .expect_err("over-use")
            .rule(),
        Some("over-use")
    );
    assert_eq!(register.proposals().expect("proposals").len(), 1);
}

fn the_day_decides(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    for (on, state, rule) in [
        ("2025-12-31", State::Issued, Some("not-yet-valid")),
        ("2026-01-01", State::Active, None),
        ("2026-12-31", State::Active, None),
        ("2027-01-01", State::Expired, Some("expired")),
    ] {
        let view = register.licence("L", day(on)).expect("a licence");
        assert_eq!(view.state, state, "{on}");
        let answer = register.perform(&acting("cem", on), &draw("L", "1 kg", "S"));
        assert_eq!(answer.err().and_then(|error| error.rule()), rule, "{on}");
    }
}

fn what_is_unlimited_is_unlimited(place: &Location) {
    let mut register = open(place);
    let mut one = licence("L");
    for line in &mut one.lines {
        line.quantity = None;
    }
    import(&mut register, one);
    let cem = acting("cem", "2026-03-01");
    let request = Request::Draw {
        licence: "L".to_owned(),
        line: 1,
        amounts: Amounts::default(),
        shipment: Some("S".to_owned()),
        declaration: None,
        reservation: None,
    };
    register.perform(&cem, &request).expect("drawn");
    let view = register.licence("L", day("2026-03-01")).expect("a licence");
    assert_eq!((view.state, view.entries), (State::Active, 1));
}
