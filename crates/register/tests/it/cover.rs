//! Which licences would cover a need, and holding the ledger against customs.

use exeat_register::{
    Agreement, CustomsLine, CustomsStatus, LicenceParty, Location, Need, NeededParty, NotCovered,
    Request, State,
};

use crate::place::{acting, amounts, day, draw, import, licence, on_both, open, reserve};

on_both!(
    a_need_is_covered_or_every_reason_is_said,
    customs_and_the_ledger_are_compared
);

fn need() -> Need {
    Need {
        jurisdiction: "CN".to_owned(),
        authority: Some("MOFCOM".to_owned()),
        codes: vec!["1C902.a.1".to_owned()],
        item: Some("dysprosium oxide".to_owned()),
        destination: Some("DE".to_owned()),
        quantity: Some("50 kg".parse().expect("a quantity")),
        value: None,
        parties: vec![NeededParty {
            role: "end-user".to_owned(),
            name: "Beispiel  antriebe ag".to_owned(),
            listed: Vec::new(),
        }],
    }
}

fn a_need_is_covered_or_every_reason_is_said(place: &Location) {
    let mut register = open(place);
    let party = |name: &str| {
        vec![LicenceParty {
            role: "end-user".to_owned(),
            name: name.to_owned(),
            place: None,
        }]
    };
    let mut good = licence("good");
    good.parties = party("Beispiel Antriebe AG");
    good.destinations = vec!["DE".to_owned()];
    let mut expired = licence("expired");
    expired.valid_through = Some(day("2026-02-01"));
    let mut other_user = licence("other-user");
    other_user.parties = party("Somebody Else");
    let mut other_code = licence("other-code");
    other_code.lines.first_mut().expect("a line").codes =
        vec!["1C902.b".to_owned(), "1C90".to_owned()];
    let mut elsewhere = licence("elsewhere");
    elsewhere.destinations = vec!["FR".to_owned()];
    for one in [
        good,
        expired,
        other_user,
        other_code,
        elsewhere,
        licence("little"),
        licence("gone"),
    ] {
        import(&mut register, one);
    }
    let cem = acting("cem", "2026-03-01");
    register
        .perform(&cem, &draw("little", "60 kg", "S"))
        .expect("drawn");
    register
        .perform(&cem, &draw("gone", "100 kg", "S"))
        .expect("drawn");
    let covers = register.cover(&need(), day("2026-03-02")).expect("covers");
    let why = |number: &str| -> &[NotCovered] {
        covers
            .iter()
            .find(|cover| cover.licence == number)
            .map_or(&[], |cover| cover.not.as_slice())
    };
    assert_eq!(
        covers
            .first()
            .map(|cover| (cover.licence.as_str(), cover.covers())),
        Some(("good", true))
    );
    assert_eq!(covers.iter().filter(|cover| cover.covers()).count(), 1);
    assert_eq!(
        why("expired"),
        [NotCovered::State {
            state: State::Expired
        }]
    );
    assert!(matches!(why("other-user"), [NotCovered::Party { .. }]));
    assert_eq!(why("other-code"), [NotCovered::Item]);
    assert_eq!(why("elsewhere"), [NotCovered::Destination]);
    assert!(matches!(why("little"), [NotCovered::Left { left }] if left == "40 kg"));
    assert!(why("gone").contains(&NotCovered::State {
        state: State::Exhausted
    }));
    // A listed party is covered by nothing on file.
    let mut listed = need();
    listed
        .parties
        .iter_mut()
        .for_each(|party| party.listed = vec!["cn-watch-list".to_owned()]);
    let covers = register.cover(&listed, day("2026-03-02")).expect("covers");
    assert!(covers.iter().all(|cover| !cover.covers()));
    // What is not stated is not covered.
    let bare = Need {
        jurisdiction: "CN".to_owned(),
        ..Need::default()
    };
    let covers = register.cover(&bare, day("2026-03-02")).expect("covers");
    assert!(covers.iter().all(|cover| !cover.covers()));
}

fn customs_and_the_ledger_are_compared(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    let with = |request: Request, name: &str| match request {
        Request::Reserve {
            licence,
            line,
            amounts,
            shipment,
            ..
        } => Request::Reserve {
            licence,
            line,
            amounts,
            shipment,
            declaration: Some(name.to_owned()),
        },
        Request::Draw {
            licence,
            line,
            amounts,
            shipment,
            reservation,
            ..
        } => Request::Draw {
            licence,
            line,
            amounts,
            shipment,
            declaration: Some(name.to_owned()),
            reservation,
        },
        other => other,
    };
    for request in [
        with(draw("L", "10 kg", "S1"), "D1"),
        with(draw("L", "10 kg", "S2"), "D2"),
        with(reserve("L", "5 kg", "S3"), "D3"),
        with(draw("L", "1 kg", "S4"), "D4"),
    ] {
        register.perform(&cem, &request).expect("booked");
    }
    let line = |declaration: &str, status, quantity: &str| CustomsLine {
        row: 2,
        declaration: declaration.to_owned(),
        licence: "L".to_owned(),
        line: 1,
        status,
        quantity: amounts(quantity).quantity,
        value: None,
    };
    let customs = [
        line("D1", CustomsStatus::Released, "10000 g"),
        line("D2", CustomsStatus::Released, "10.001 kg"),
        line("D3", CustomsStatus::Released, "5 kg"),
        line("D5", CustomsStatus::Released, "5 kg"),
        line("D6", CustomsStatus::Cancelled, ""),
    ];
    let found = register
        .reconcile(&customs, day("2026-03-02"))
        .expect("compared");
    let agreements: Vec<(&str, Agreement)> = found
        .iter()
        .map(|one| (one.declaration.as_str(), one.agreement))
        .collect();
    assert_eq!(
        agreements,
        [
            ("D1", Agreement::Matched),
            ("D2", Agreement::Different),
            ("D3", Agreement::Different),
            ("D5", Agreement::MissingHere),
            ("D6", Agreement::Matched),
            ("D4", Agreement::MissingThere),
        ]
    );
}
