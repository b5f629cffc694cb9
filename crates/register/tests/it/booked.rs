//! A table that is booked again.

use exeat_register::tables::{Before, Sheet, booked_before, bookings};
use exeat_register::{Acting, Location, Register};

use crate::place::{acting, import, left, licence, on_both, open};

on_both!(
    a_table_is_booked_once,
    a_draw_that_says_something_else_is_none_of_before
);

/// Books the rows that were not booked before, and tells of each what it was: `booked`, `before`, `otherwise`, or the
/// rule that stood against it.
fn book(register: &mut Register, rows: &[&str]) -> Vec<String> {
    let head = "day,do,licence,line,quantity,unit,shipment,declaration";
    let cells = std::iter::once(&head)
        .chain(rows)
        .map(|row| row.split(',').map(str::to_owned).collect());
    let sheet = Sheet::new("table", "shipments", cells).expect("a sheet");
    let rows = bookings(&sheet).expect("bookings");
    let told = booked_before(register, &rows).expect("an answer");
    rows.iter()
        .zip(told)
        .map(|(row, told)| match told {
            Before::Booked(_) => "before".to_owned(),
            Before::Otherwise(_) => "otherwise".to_owned(),
            Before::Nothing => {
                let on = Acting {
                    on: row.day,
                    ..acting("cem", "2026-03-01")
                };
                match register.perform(&on, &row.request) {
                    Ok(_) => "booked".to_owned(),
                    Err(error) => error.rule().unwrap_or("not-found").to_owned(),
                }
            }
        })
        .collect()
}

fn a_table_is_booked_once(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let mut rows = vec![
        "2026-03-01,reserve,L,1,10,kg,S1,D1",
        "2026-03-02,draw,L,1,4000,g,S1,D1",
        "2026-03-03,draw,L,1,,,S1,D1",
        "2026-03-03,draw,L,1,5,kg,S2,D2",
        "2026-03-04,draw,L,1,1,kg,S3,",
        "2026-03-04,draw,L,1,1,kg,S3,",
        "2026-03-05,reserve,L,1,7,kg,S4,D4",
        "2026-03-06,release,L,1,,,S4,D4",
        "2026-03-07,draw,L,1,500,kg,S5,D5",
        "2026-03-07,draw,M,1,1,kg,S5,D6",
    ];
    let first = book(&mut register, &rows);
    assert_eq!(first[..8], ["booked"; 8]);
    assert_eq!(first[8..], ["over-use", "not-found"]);
    assert_eq!(left(&mut register, "L", "2026-03-08"), "83 kg");
    // The row is mended, and the table booked again.
    rows[8] = "2026-03-07,draw,L,1,5,kg,S5,D5";
    let again = book(&mut register, &rows);
    assert_eq!(again[..8], ["before"; 8]);
    assert_eq!(again[8..], ["booked", "not-found"]);
    assert_eq!(left(&mut register, "L", "2026-03-08"), "78 kg");
    rows.push("2026-03-08,reserve,L,1,3,kg,S1,D1");
    rows.push("2026-03-09,draw,L,1,,,S1,D1");
    let more = book(&mut register, &rows);
    assert_eq!(more[9..], ["not-found", "booked", "booked"]);
    assert!(more[..9].iter().all(|one| one == "before"), "{more:?}");
    assert_eq!(left(&mut register, "L", "2026-03-08"), "75 kg");
}

fn a_draw_that_says_something_else_is_none_of_before(place: &Location) {
    let mut register = open(place);
    import(&mut register, licence("L"));
    assert_eq!(
        book(&mut register, &["2026-03-03,draw,L,1,5,kg,S2,D2"]),
        ["booked"]
    );
    // The amount or the day was mended, or it is a further part: either is for somebody to say.
    for row in [
        "2026-03-03,draw,L,1,6,kg,S2,D2",
        "2026-03-04,draw,L,1,5,kg,S2,D2",
    ] {
        assert_eq!(book(&mut register, &[row]), ["otherwise"], "{row}");
    }
    assert_eq!(left(&mut register, "L", "2026-03-08"), "95 kg");
    // Another declaration of the same shipment, and what is reserved first, are further parts.
    let parts = [
        "2026-03-04,draw,L,1,1,kg,S2,D3",
        "2026-03-05,reserve,L,1,2,kg,S2,D2",
        "2026-03-06,draw,L,1,,,S2,D2",
    ];
    assert_eq!(book(&mut register, &parts), ["booked"; 3]);
    assert_eq!(book(&mut register, &parts), ["before"; 3]);
    assert_eq!(left(&mut register, "L", "2026-03-08"), "92 kg");
}
