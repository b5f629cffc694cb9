//! The forms of the tables: what was released is read for ever.

use exeat_register::{Location, Register, RegisterError};

use crate::place::{acting, draw, file, import, left, licence, open};

#[test]
fn a_register_of_a_later_program_is_refused() {
    let place = file("later-form");
    drop(open(&place));
    let Location::File(path) = &place else {
        unreachable!("a file")
    };
    let connection = rusqlite::Connection::open(path).expect("a file");
    connection
        .execute_batch("INSERT INTO form (number) VALUES (99)")
        .expect("a form");
    drop(connection);
    let error = Register::open(&place).err().expect("refused");
    assert!(
        matches!(&error, RegisterError::Wrong(why) if why.contains("newer program")),
        "{error}"
    );
    assert!(Register::open_to_read(&place).is_err());
}

/// A register as each released form wrote it, kept as the statements that make it.
#[test]
fn registers_of_every_form_are_read_and_go_on() {
    let forms = [include_str!("../data/form-1.sql")];
    for (number, statements) in (1..).zip(forms) {
        let place = file(&format!("form-{number}"));
        let Location::File(path) = &place else {
            unreachable!("a file")
        };
        let connection = rusqlite::Connection::open(path).expect("a file");
        connection
            .execute_batch(statements)
            .expect("the statements");
        drop(connection);
        let mut register = Register::open(&place).expect("a register");
        let verified = register.verify(&[], &mut |_| {}).expect("an answer");
        assert!(
            verified.holds() && verified.events > 0,
            "form {number}: {:?}",
            verified.findings
        );
        assert_eq!(left(&mut register, "L", "2026-03-02"), "97.5 kg");
        register
            .perform(&acting("cem", "2026-03-03"), &draw("L", "1 kg", "S9"))
            .expect("drawn");
        import(&mut register, licence("M"));
        assert!(
            register
                .verify(&[], &mut |_| {})
                .expect("an answer")
                .holds()
        );
    }
}

#[test]
fn a_file_that_is_no_register_is_refused() {
    let place = file("no-register");
    let Location::File(path) = &place else {
        unreachable!("a file")
    };
    #[expect(clippy::disallowed_methods, reason = "a test writes a file")]
    std::fs::write(
        path,
        "this is a letter to my aunt, and no database at all ".repeat(40),
    )
    .expect("a file");
    let error = Register::open(&place).err().expect("refused");
    assert!(matches!(error, RegisterError::Damaged(_)), "{error}");
}
