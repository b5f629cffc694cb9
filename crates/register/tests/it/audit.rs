//! The log, and that it shows tampering.

use exeat_register::{
    Key, Location, Register, SignedHead, consistency_holds, inclusion_holds, verify_export,
};

use crate::place::{acting, draw, import, licence, on_both, open};

on_both!(
    an_honest_log_verifies,
    rows_cannot_be_changed_or_deleted,
    tampering_with_the_tables_is_found,
    proofs_hold_and_others_do_not,
    that_a_log_only_grew_is_proved,
);

fn filled(place: &Location) -> Register {
    let mut register = open(place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    for index in 0..20 {
        register
            .perform(&cem, &draw("L", "1 kg", &format!("S{index}")))
            .expect("drawn");
    }
    register
}

fn key() -> Key {
    Key::new([7; 32])
}

fn lines(register: &mut Register) -> Vec<String> {
    let mut lines = Vec::new();
    register
        .export(&mut |line| {
            lines.push(line.to_owned());
            Ok(())
        })
        .expect("an export");
    lines
}

fn wrong(lines: &[String], heads: &[SignedHead]) -> Vec<String> {
    let verified = verify_export(lines.iter().map(String::as_str), heads).expect("an answer");
    verified
        .findings
        .into_iter()
        .map(|finding| finding.what)
        .collect()
}

fn an_honest_log_verifies(place: &Location) {
    let mut register = filled(place);
    let early = register
        .sign(&key(), "2026-03-01T13:00:00Z")
        .expect("a head");
    let cem = acting("cem", "2026-03-02");
    register
        .perform(&cem, &draw("L", "1 kg", "S"))
        .expect("drawn");
    let late = register
        .sign(&key(), "2026-03-02T13:00:00Z")
        .expect("a head");
    assert!(early.is_signed() && late.is_signed() && early.size + 1 == late.size);
    let verified = register.verify(&[], &mut |_| {}).expect("an answer");
    assert_eq!(
        (verified.findings.as_slice(), verified.heads.len()),
        (&[][..], 2)
    );
    assert_eq!(
        (verified.events, verified.entries, verified.versions),
        (25, 21, 4)
    );
    let lines = lines(&mut register);
    assert_eq!(
        wrong(&lines, std::slice::from_ref(&early)),
        Vec::<String>::new()
    );

    // Whoever has the early head sees every change of what came before it, however well the chain is mended.
    for index in 0..lines.len() - 2 {
        let mut changed = lines.clone();
        let line = changed.get_mut(index).expect("a line");
        *line = line.replace("\"actor\":\"", "\"actor\":\"x");
        assert!(!wrong(&changed, &[]).is_empty(), "event {}", index + 1);
        let mut cut = lines.clone();
        cut.remove(index);
        assert!(!wrong(&cut, &[]).is_empty(), "event {} left out", index + 1);
        let mut doubled = lines.clone();
        doubled.insert(index, lines.get(index).expect("a line").clone());
        assert!(
            !wrong(&doubled, &[]).is_empty(),
            "event {} twice",
            index + 1
        );
    }
    let short: Vec<String> = lines.iter().take(10).cloned().collect();
    assert_eq!(wrong(&short, &[]), Vec::<String>::new());
    assert!(
        wrong(&short, &[early])
            .iter()
            .any(|what| what.contains("its end was cut off"))
    );
}

/// Runs a statement past the register.
fn past(place: &Location, sql: &str) -> Result<(), String> {
    match place {
        Location::File(path) => rusqlite::Connection::open(path)
            .and_then(|connection| connection.execute_batch(sql))
            .map_err(|error| error.to_string()),
        Location::Server(url, _) => postgres::Client::connect(url, postgres::NoTls)
            .and_then(|mut client| client.batch_execute(sql))
            .map_err(|error| {
                error
                    .as_db_error()
                    .map_or_else(|| error.to_string(), ToString::to_string)
            }),
    }
}

fn rows_cannot_be_changed_or_deleted(place: &Location) {
    let (cem, request) = (acting("cem", "2026-03-01"), draw("L", "1 kg", "S"));
    filled(place)
        .perform_once(&cem, None, "key-1", &request)
        .expect("drawn");
    for sql in [
        "UPDATE event SET actor = 'x' WHERE sequence = 5",
        "DELETE FROM event WHERE sequence = 24",
        "UPDATE entry SET quantity = '2' WHERE sequence = 5",
        "UPDATE entry SET purged = 1 WHERE sequence = 5",
        "DELETE FROM entry",
        "UPDATE version SET body = '{}' WHERE kind = 'licence'",
        "UPDATE version SET body = NULL, hash = 'x' WHERE kind = 'licence'",
        "DELETE FROM version",
        "UPDATE reply SET body = '{\"events\":[]}'",
        "DELETE FROM reply",
        "INSERT INTO event (sequence, previous, at, actor, verb, object, hash) VALUES (99, '', '', '', '', '', 'h')",
    ] {
        let error = past(place, sql).expect_err(sql);
        assert!(
            error.contains("never") || error.contains("follow"),
            "{sql}: {error}"
        );
    }
    let mut register = Register::open(place).expect("a register");
    assert!(
        register
            .verify(&[], &mut |_| {})
            .expect("an answer")
            .holds()
    );
}

fn tampering_with_the_tables_is_found(place: &Location) {
    let mut register = filled(place);
    let head = register
        .sign(&key(), "2026-03-01T13:00:00Z")
        .expect("a head");
    drop(register);
    // Somebody with all rights drops the triggers first.
    let drop_triggers = match place {
        Location::File(_) => {
            "DROP TRIGGER event_update; DROP TRIGGER event_delete; DROP TRIGGER event_order; DROP TRIGGER version_update; \
             DROP TRIGGER version_delete; DROP TRIGGER entry_update; DROP TRIGGER entry_delete; DROP TRIGGER head_delete; \
             PRAGMA foreign_keys = OFF;"
        }
        Location::Server(..) => {
            "ALTER TABLE event DISABLE TRIGGER ALL; ALTER TABLE version DISABLE TRIGGER ALL; \
             ALTER TABLE entry DISABLE TRIGGER ALL; ALTER TABLE head DISABLE TRIGGER ALL;"
        }
    };
    past(place, drop_triggers).expect("no triggers");
    let steps = [
        (
            "UPDATE entry SET quantity = '0.5' WHERE sequence = 10",
            "UPDATE entry SET quantity = '1' WHERE sequence = 10",
        ),
        (
            "UPDATE event SET actor = 'ana' WHERE sequence = 10",
            "UPDATE event SET actor = 'cem' WHERE sequence = 10",
        ),
        (
            "UPDATE entry SET purged = 1 WHERE sequence = 10",
            "UPDATE entry SET purged = 0 WHERE sequence = 10",
        ),
    ];
    for (change, back) in steps {
        past(place, change).expect(change);
        let mut register = Register::open(place).expect("a register");
        assert!(
            !register
                .verify(&[], &mut |_| {})
                .expect("an answer")
                .holds(),
            "{change}"
        );
        drop(register);
        past(place, back).expect(back);
        let mut register = Register::open(place).expect("a register");
        assert!(
            register
                .verify(&[], &mut |_| {})
                .expect("an answer")
                .holds(),
            "{back}"
        );
    }
    for change in [
        "UPDATE version SET body = '{}' WHERE kind = 'licence'",
        "DELETE FROM entry WHERE sequence = 24",
        "DELETE FROM event WHERE sequence = 24",
    ] {
        past(place, change).expect(change);
        let mut register = Register::open(place).expect("a register");
        assert!(
            !register
                .verify(&[], &mut |_| {})
                .expect("an answer")
                .holds(),
            "{change}"
        );
    }
    // With its end and its heads gone, only the head that was given away shows it.
    past(place, "DELETE FROM head").expect("no heads");
    let mut register = Register::open(place).expect("a register");
    let found = register
        .verify(&[head], &mut |_| {})
        .expect("an answer")
        .findings;
    assert!(
        found.iter().any(|finding| finding.what.contains("cut off")),
        "{found:?}"
    );
}

fn proofs_hold_and_others_do_not(place: &Location) {
    let mut register = filled(place);
    let tree = register.tree().expect("a tree");
    let (root, size) = (tree.root(), tree.size());
    for sequence in 1..=24 {
        let proof = register
            .prove(sequence, &key(), "2026-03-01T13:00:00Z")
            .expect("a proof");
        assert!(proof.holds());
        let hash = proof.event.hash().expect("a hash");
        assert!(inclusion_holds(
            &root,
            size,
            sequence,
            &hash,
            &proof.inclusion
        ));
        let other = sequence % 24 + 1;
        assert!(!inclusion_holds(
            &root,
            size,
            other,
            &hash,
            &proof.inclusion
        ));
        assert!(!inclusion_holds(
            &root,
            size,
            sequence,
            &root,
            &proof.inclusion
        ));
        let mut changed = proof;
        changed.event.actor.push('x');
        assert!(!changed.holds());
    }
    for old in 1..size {
        let mut small = exeat_register::Tree::default();
        for event in register
            .events(1, u32::try_from(old).expect("small"), None)
            .expect("events")
        {
            small.push(&event.hash().expect("a hash")).expect("a hash");
        }
        let proof = tree.consistency(old).expect("a proof");
        assert!(
            consistency_holds((&small.root(), old), (&root, size), &proof),
            "{old}"
        );
        assert!(
            !consistency_holds((&root, old), (&root, size), &proof),
            "{old}"
        );
    }
    assert!(tree.consistency(size).is_err() && tree.consistency(0).is_err());
    assert!(tree.inclusion(0).is_err() && tree.inclusion(25).is_err());
}

fn that_a_log_only_grew_is_proved(place: &Location) {
    let mut register = filled(place);
    let at = "2026-03-01T13:00:00Z";
    let mut heads = vec![register.sign(&key(), at).expect("a head")];
    let cem = acting("cem", "2026-03-02");
    for turn in 0..5 {
        register
            .perform(&cem, &draw("L", "1 kg", &format!("T{turn}")))
            .expect("drawn");
        heads.push(register.sign(&key(), at).expect("a head"));
    }
    for (index, old) in heads.iter().enumerate() {
        let now = register
            .prove_growth(old, None, &key(), at)
            .expect("a proof up to now");
        assert!(now.holds());
        for new in heads.iter().skip(index) {
            let proof = register
                .prove_growth(old, Some(new), &key(), at)
                .expect("a proof");
            assert!(proof.holds());
            // Neither another earlier head nor a changed one goes with it.
            for other in heads.iter().filter(|other| other.size != old.size) {
                let mut wrong = proof.clone();
                wrong.old = other.clone();
                assert!(!wrong.holds());
            }
            let mut wrong = proof.clone();
            wrong.old.root = heads.last().expect("a head").root.clone();
            assert!(!wrong.holds() || old == heads.last().expect("a head"));
            let mut wrong = proof;
            wrong.new.at.push('x');
            assert!(!wrong.holds());
        }
        for new in heads.iter().take(index) {
            assert!(register.prove_growth(old, Some(new), &key(), at).is_err());
        }
    }
    // A head of another log of the same size.
    let mut other = exeat_register::Tree::default();
    for _ in 0..24 {
        other.push(&"07".repeat(32)).expect("a hash");
    }
    let strange = key().sign(&other, at);
    let error = register
        .prove_growth(&strange, None, &key(), at)
        .expect_err("another log");
    assert!(
        error.to_string().contains("not those that were signed"),
        "{error}"
    );
    let mut unsigned = heads.first().expect("a head").clone();
    unsigned.at.push('x');
    assert!(register.prove_growth(&unsigned, None, &key(), at).is_err());
}
