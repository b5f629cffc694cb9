//! Which licences would cover a need, and holding the ledger against customs.

use exeat_register::{
    Agreement, Cover, CustomsLine, CustomsStatus, LicenceParty, LineNeed, Location, Need,
    NeededParty, NotCovered, Reconciled, Register, Request, State,
};

use crate::place::{acting, amounts, day, draw, import, licence, on_both, open, reserve};

on_both!(
    a_need_is_covered_or_every_reason_is_said,
    lines_of_one_transaction_are_covered_together,
    customs_and_the_ledger_are_compared,
    rows_of_one_declaration_count_together,
    what_has_no_amount_is_compared_too,
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
            ..NeededParty::default()
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
    // Nor is one of whom nobody has decided whether they are.
    let mut undecided = need();
    undecided
        .parties
        .iter_mut()
        .for_each(|party| party.may_be_listed = vec!["cn-watch-list".to_owned()]);
    let covers = register
        .cover(&undecided, day("2026-03-02"))
        .expect("covers");
    assert!(
        covers.iter().all(|cover| cover
            .not
            .iter()
            .any(|why| matches!(why, NotCovered::MayBeListed { .. }))),
        "{covers:?}"
    );
    // What is not stated is not covered.
    let bare = Need {
        jurisdiction: "CN".to_owned(),
        ..Need::default()
    };
    let covers = register.cover(&bare, day("2026-03-02")).expect("covers");
    assert!(covers.iter().all(|cover| !cover.covers()));
}

fn lines_of_one_transaction_are_covered_together(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let of = |line: u32, quantity: &str| LineNeed {
        line,
        item: "dysprosium oxide".to_owned(),
        need: Need {
            quantity: amounts(quantity).quantity,
            parties: Vec::new(),
            ..need()
        },
    };
    let mut covered = |needs: &[LineNeed]| -> Vec<Vec<Cover>> {
        register
            .cover_together(needs, day("2026-03-01"))
            .expect("covers")
    };
    // 100 kg are enough for each, and not for both.
    let both = covered(&[of(1, "60 kg"), of(2, "60000 g")]);
    assert!(both[0][0].covers());
    assert_eq!(
        both[1][0].not,
        [NotCovered::LeftBeside {
            left: "40 kg".to_owned(),
            lines: vec![1]
        }]
    );
    let fit = covered(&[of(1, "60 kg"), of(2, "40 kg"), of(3, "0.1 kg")]);
    let covers: Vec<bool> = fit.iter().map(|one| one[0].covers()).collect();
    assert_eq!(covers, [true, true, false]);
    assert_eq!(
        fit[2][0].not[0].in_words(),
        "only 0 kg is left beside lines 1, 2"
    );
    // One line that two authorities ask about takes its goods once.
    let twice = covered(&[of(1, "60 kg"), of(1, "60 kg")]);
    assert!(twice.iter().all(|one| one[0].covers()));
    // What another licence has left is taken instead.
    import(&mut register, licence("M"));
    let on = day("2026-03-01");
    let needs = [of(1, "60 kg"), of(2, "60 kg"), of(3, "60 kg")];
    let found = register.cover_together(&needs, on).expect("covers");
    let first: Vec<(&str, bool)> = found
        .iter()
        .map(|one| (one[0].licence.as_str(), one[0].covers()))
        .collect();
    assert_eq!(first, [("L", true), ("M", true), ("L", false)]);
}

fn with(request: Request, name: &str) -> Request {
    match request {
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
    }
}

fn customs_and_the_ledger_are_compared(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    for request in [
        with(draw("L", "10 kg", "S1"), "D1"),
        with(draw("L", "10 kg", "S2"), "D2"),
        with(reserve("L", "5 kg", "S3"), "D3"),
        with(draw("L", "1 kg", "S4"), "D4"),
    ] {
        register.perform(&cem, &request).expect("booked");
    }
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

fn line(declaration: &str, status: CustomsStatus, quantity: &str) -> CustomsLine {
    CustomsLine {
        row: 2,
        declaration: declaration.to_owned(),
        licence: "L".to_owned(),
        line: 1,
        status,
        quantity: amounts(quantity).quantity,
        value: None,
    }
}

/// What each declaration came to, in the order of the answer.
fn agreements(register: &mut Register, customs: &[CustomsLine]) -> Vec<(String, Agreement)> {
    let found = register.reconcile(customs, day("2026-03-02"));
    found
        .expect("compared")
        .into_iter()
        .map(|one| (one.declaration, one.agreement))
        .collect()
}

/// A shipment may be released in parts, and a file may say of one line what contradicts itself.
fn rows_of_one_declaration_count_together(place: &Location) {
    use CustomsStatus::{Cancelled, Lodged, Released};
    let mut register = open(place);
    let mut terms = licence("L");
    terms.lines.first_mut().expect("a line").quantity = amounts("1000 kg").quantity;
    import(&mut register, terms);
    let cem = acting("cem", "2026-03-01");
    for name in ["parts", "twice", "cancelled", "open"] {
        register
            .perform(&cem, &with(draw("L", "100 kg", name), name))
            .expect("drawn");
    }
    register
        .perform(&cem, &with(reserve("L", "40 kg", "open"), "open"))
        .expect("reserved");
    let customs = [
        line("parts", Released, "60 kg"),
        line("twice", Released, "100 kg"),
        line("cancelled", Released, "100 kg"),
        line("open", Released, "100 kg"),
        line("parts", Released, "40 kg"),
        line("twice", Released, "100 kg"),
        line("cancelled", Cancelled, ""),
        line("open", Lodged, "40 kg"),
        line("gone", Released, "5 kg"),
        line("gone", Cancelled, "5 kg"),
    ];
    let expected = [
        ("parts", Agreement::Matched),
        ("twice", Agreement::Different),
        ("cancelled", Agreement::Different),
        ("open", Agreement::Matched),
        ("gone", Agreement::MissingHere),
    ];
    assert_eq!(
        agreements(&mut register, &customs),
        expected.map(|(name, agreement)| (name.to_owned(), agreement))
    );
    let found = register
        .reconcile(&customs, day("2026-03-02"))
        .expect("compared");
    let said = |index: usize| -> (&str, &str, usize) {
        let one: &Reconciled = &found[index];
        (&one.here, &one.there, one.rows.len())
    };
    assert_eq!(said(0), ("drawn 100 kg", "released 100 kg", 2));
    assert_eq!(said(1), ("drawn 100 kg", "released 200 kg", 2));
    assert_eq!(said(2), ("drawn 100 kg", "released 100 kg, cancelled", 2));
    assert_eq!(
        said(3),
        (
            "drawn 100 kg, reserved 40 kg",
            "lodged 40 kg, released 100 kg",
            2
        )
    );
}

/// A line that nothing limits has draws and reservations all the same.
fn what_has_no_amount_is_compared_too(place: &Location) {
    use CustomsStatus::{Cancelled, Lodged, Released};
    let mut register = open(place);
    let mut terms = licence("L");
    terms.lines.first_mut().expect("a line").quantity = None;
    import(&mut register, terms);
    let cem = acting("cem", "2026-03-01");
    for request in [
        with(draw("L", "", "S1"), "drawn"),
        with(draw("L", "", "S2"), "unknown"),
        with(reserve("L", "", "S3"), "reserved"),
        with(reserve("L", "", "S4"), "lodged"),
        with(reserve("L", "", "S5"), "forgotten"),
        with(draw("L", "", "S6"), "cancelled"),
    ] {
        register.perform(&cem, &request).expect("booked");
    }
    let customs = [
        line("drawn", Released, "10 kg"),
        line("reserved", Released, "10 kg"),
        line("lodged", Lodged, ""),
        line("cancelled", Cancelled, ""),
    ];
    let expected = [
        ("drawn", Agreement::Matched),
        ("reserved", Agreement::Different),
        ("lodged", Agreement::Matched),
        ("cancelled", Agreement::Different),
        ("forgotten", Agreement::MissingThere),
        ("unknown", Agreement::MissingThere),
    ];
    assert_eq!(
        agreements(&mut register, &customs),
        expected.map(|(name, agreement)| (name.to_owned(), agreement))
    );
}
