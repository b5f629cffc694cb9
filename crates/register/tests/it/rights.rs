//! Who may do what.

use exeat_register::{Location, Register, Request, Role};

use crate::place::{acting, draw, import, licence, on_both, open};

on_both!(
    the_first_person_is_the_administrator,
    nobody_does_what_their_role_does_not_say,
    a_register_keeps_an_administrator,
);

fn person(name: &str, roles: &[Role]) -> Request {
    Request::Person {
        name: name.to_owned(),
        roles: roles.to_vec(),
    }
}

fn the_first_person_is_the_administrator(place: &Location) {
    let mut register = Register::open(place).expect("a register");
    let ana = acting("ana", "2026-01-01");
    for request in [person("ben", &Role::ALL), person("ana", &[Role::Clerk])] {
        let error = register.perform(&ana, &request).expect_err("refused");
        assert_eq!(error.rule(), Some("first-person"));
    }
    register
        .perform(&ana, &person("ana", &[Role::Administrator]))
        .expect("the first");
    let ben = acting("ben", "2026-01-01");
    let error = register
        .perform(&ben, &person("ben", &Role::ALL))
        .expect_err("unknown");
    assert_eq!(error.rule(), Some("unknown-person"));
}

fn nobody_does_what_their_role_does_not_say(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-02-01");
    register
        .perform(&cem, &draw("L", "1 kg", "S"))
        .expect("a clerk draws");
    let issue = Request::Issue {
        licence: "L".to_owned(),
    };
    assert_eq!(
        register.perform(&cem, &issue).expect_err("a clerk").rule(),
        Some("role")
    );
    assert_eq!(
        register
            .perform(&cem, &person("cem", &Role::ALL))
            .expect_err("a clerk")
            .rule(),
        Some("role")
    );
    // Somebody who left keeps their name in the log and may do nothing.
    let ana = acting("ana", "2026-02-02");
    register.perform(&ana, &person("cem", &[])).expect("left");
    assert_eq!(
        register
            .perform(&cem, &draw("L", "1 kg", "S"))
            .expect_err("left")
            .rule(),
        Some("role")
    );
}

fn a_register_keeps_an_administrator(place: &Location) {
    let mut register = open(place);
    let ana = acting("ana", "2026-02-01");
    register
        .perform(&ana, &person("ben", &[Role::Officer]))
        .expect("changed");
    let error = register
        .perform(&ana, &person("ana", &[Role::Officer]))
        .expect_err("the last");
    assert_eq!(error.rule(), Some("last-administrator"));
}
