//! Backup and restore, also from one database to the other.

use exeat_register::{Location, Register};

use crate::place::{acting, draw, file, import, left, licence, on_both, open};

on_both!(
    a_backup_restores_and_goes_on,
    a_backup_that_was_changed_or_cut_off_is_refused
);

fn lines(register: &mut Register) -> Vec<String> {
    let mut lines = Vec::new();
    register
        .backup(&mut |line| {
            lines.push(line.to_owned());
            Ok(())
        })
        .expect("a backup");
    lines
}

fn filled(place: &Location) -> Register {
    let mut register = open(place);
    import(&mut register, licence("L"));
    for index in 0..5 {
        let request = draw("L", "1.25 kg", &format!("S{index}"));
        register
            .perform(&acting("cem", "2026-03-01"), &request)
            .expect("drawn");
    }
    let request = draw("L", "1 kg", "S9");
    register
        .perform_once(&acting("cem", "2026-03-01"), None, "key-1", &request)
        .expect("drawn");
    let key = exeat_register::Key::new([1; 32]);
    register.sign(&key, "2026-03-01T12:00:00Z").expect("a head");
    register
}

fn restore(place: &Location, lines: &[String]) -> Result<u64, String> {
    Register::open(place)
        .and_then(|mut register| register.restore(lines.iter().map(String::as_str)))
        .map_err(|error| error.to_string())
}

fn a_backup_restores_and_goes_on(place: &Location) {
    let mut register = filled(place);
    let written = lines(&mut register);
    let name = format!("restored-{}", matches!(place, Location::File(_)));
    let other = file(&name);
    assert_eq!(restore(&other, &written), Ok(6 + 10 + 4 + 1 + 1));
    let mut restored = Register::open(&other).expect("a register");
    assert_eq!(lines(&mut restored), written);
    let verified = restored.verify(&[], &mut |_| {}).expect("an answer");
    assert!(verified.holds() && verified.heads.len() == 1);
    // Whoever sends a request again gets the answer that came before the move.
    let request = draw("L", "1 kg", "S9");
    let (_, before) = restored
        .perform_once(&acting("cem", "2026-03-01"), None, "key-1", &request)
        .expect("the same answer");
    assert!(before);
    assert_eq!(left(&mut restored, "L", "2026-03-01"), "92.75 kg");
    restored
        .perform(&acting("cem", "2026-03-02"), &draw("L", "1 kg", "S"))
        .expect("drawn");
    let error = restore(&other, &written).expect_err("not empty");
    assert!(error.contains("empty register"), "{error}");
}

fn a_backup_that_was_changed_or_cut_off_is_refused(place: &Location) {
    let mut register = filled(place);
    let written = lines(&mut register);
    let name = format!("refused-{}", matches!(place, Location::File(_)));
    let other = file(&name);
    let mut changed = written.clone();
    for line in &mut changed {
        *line = line.replace("1.25", "0.25");
    }
    let mut shorter = written.clone();
    shorter.pop();
    let mut without = written.clone();
    without.remove(3);
    for (lines, why) in [
        (changed, "does not verify"),
        (shorter, "cut off"),
        (without, ""),
        (vec!["{}".to_owned()], "no backup"),
    ] {
        let error = restore(&other, &lines).expect_err("refused");
        assert!(error.contains(why), "{why}: {error}");
        let mut register = Register::open(&other).expect("a register");
        assert_eq!(register.counts().expect("counts").events, 0);
    }
}
