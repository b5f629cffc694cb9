//! Many writers at once.

use std::thread;

use exeat_register::{Location, Register, RegisterError};
use exeat_value::Decimal;

use crate::place::{acting, day, draw, import, licence, on_both, open, release, reserve};

on_both!(
    many_writers_never_take_more_than_there_is,
    one_shipment_is_one_shipment_for_many_writers,
);

const WRITERS: u32 = 8;
const TURNS: u32 = 25;

fn many_writers_never_take_more_than_there_is(place: &Location) {
    let mut register = open(place);
    // 100 kg, and 8 writers who want 200 kg together.
    import(&mut register, licence("L"));
    let done: Vec<(u32, u32)> = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn(move || {
                    let mut register = Register::open(place).expect("a register");
                    let cem = acting("cem", "2026-03-01");
                    let (mut drawn, mut refused) = (0, 0);
                    for turn in 0..TURNS {
                        let shipment = format!("S{writer}-{turn}");
                        let reserved = register.perform(&cem, &reserve("L", "1 kg", &shipment));
                        match reserved {
                            Ok(_) if turn % 5 == 4 => {
                                register
                                    .perform(&cem, &release("L", "", &shipment))
                                    .expect("released");
                            }
                            Ok(_) => {
                                register
                                    .perform(&cem, &draw("L", "", &shipment))
                                    .expect("drawn");
                                drawn += 1;
                            }
                            Err(RegisterError::Refused(refusal)) => {
                                assert!(
                                    ["over-use", "exhausted"].contains(&refusal.rule),
                                    "{refusal}"
                                );
                                refused += 1;
                            }
                            Err(error) => panic!("{error}"),
                        }
                    }
                    (drawn, refused)
                })
            })
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().expect("a writer"))
            .collect()
    });
    let drawn: u32 = done.iter().map(|(drawn, _)| drawn).sum();
    let view = register.licence("L", day("2026-03-01")).expect("a licence");
    let line = view.lines.first().expect("a line");
    assert_eq!(line.drawn, Decimal::from(drawn));
    let refused: u32 = done.iter().map(|(_, refused)| refused).sum();
    assert!(drawn > 0 && refused > 0, "{done:?}");
    assert!(drawn <= 100 && line.reserved.is_zero());
    let one_more = register.perform(
        &acting("cem", "2026-03-01"),
        &reserve("L", "1 kg", "one-more"),
    );
    assert_eq!(one_more.is_err(), drawn == 100, "{drawn} of 100 are drawn");
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds(), "{:?}", verified.findings);
}

fn one_shipment_is_one_shipment_for_many_writers(place: &Location) {
    let mut register = open(place);
    let mut one = licence("L");
    one.shipments_max = Some(1);
    import(&mut register, one);
    let drawn: usize = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn(move || {
                    let mut register = Register::open(place).expect("a register");
                    let cem = acting("cem", "2026-03-01");
                    register
                        .perform(&cem, &draw("L", "1 kg", &format!("S{writer}")))
                        .is_ok()
                })
            })
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().expect("a writer"))
            .filter(|drawn| *drawn)
            .count()
    });
    assert_eq!(drawn, 1);
}
