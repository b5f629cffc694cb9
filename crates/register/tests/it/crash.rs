//! Power cuts, full disks and disks that cannot be written.
//!
//! The writer is this test binary run again with a variable set; it is killed with SIGKILL at random points. What it
//! acknowledged before must be there, whole, and the log must verify.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests start a writer, kill it, and fill disks"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, thread};

use exeat_register::{Location, Register, RegisterError, Roots};

use crate::place::{acting, draw, file, import, licence, open, release, reserve, server};

/// The variable that makes a writer of the test binary, and says where.
const WRITER: &str = "EXEAT_TEST_CRASH_WRITER";
/// How often the writer is killed; thousands take a while.
const ROUNDS: &str = "EXEAT_CRASH_ROUNDS";

fn location(text: &str) -> Location {
    if text.starts_with("postgres:") {
        Location::Server(text.to_owned(), Roots::default())
    } else {
        Location::File(PathBuf::from(text))
    }
}

fn text(place: &Location) -> String {
    match place {
        Location::File(path) => path.to_string_lossy().into_owned(),
        Location::Server(url, _) => url.clone(),
    }
}

/// Not a test by itself: the writer, which writes until it is killed, and says what was acknowledged.
#[test]
fn writer() {
    let Ok(place) = env::var(WRITER) else { return };
    let mut register = Register::open(&location(&place)).expect("a register");
    let cem = acting("cem", "2026-03-01");
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "\nready");
    for turn in 0_u64.. {
        let shipment = format!("S{turn}");
        for request in [
            reserve("L", "2 g", &shipment),
            draw("L", "1 g", &shipment),
            release("L", "", &shipment),
        ] {
            let done = register.perform(&cem, &request).expect("done");
            let last = done.events.last().copied().unwrap_or_default();
            if writeln!(out, "acknowledged {last}")
                .and_then(|()| out.flush())
                .is_err()
            {
                return;
            }
        }
    }
}

fn killed_again_and_again(place: &Location, name: &str) {
    let rounds: u64 = env::var(ROUNDS)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(12);
    let mut one = licence("L");
    one.lines.first_mut().expect("a line").quantity =
        Some("1000000 t".parse().expect("a quantity"));
    import(&mut open(place), one);
    let mut acknowledged_in_all: u64 = 0;
    // Numbers that look random and are the same on every run.
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    for round in 0..rounds {
        let mut writer = Command::new(env::current_exe().expect("this test"))
            .args([
                "--exact",
                "crash::writer",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(WRITER, text(place))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a writer");
        let mut lines = BufReader::new(writer.stdout.take().expect("a pipe")).lines();
        while let Some(Ok(line)) = lines.next() {
            if line == "ready" {
                break;
            }
        }
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        thread::sleep(Duration::from_micros(random >> 47));
        writer.kill().expect("killed");
        let _ = writer.wait();
        let mut acknowledged = 0_i64;
        for line in lines.map_while(Result::ok) {
            if let Some(number) = line
                .strip_prefix("acknowledged ")
                .and_then(|text| text.parse().ok())
            {
                acknowledged = number;
                acknowledged_in_all += 1;
            }
        }
        let mut register = Register::open(place).expect("a register after a power cut");
        let counts = register.counts().expect("counts");
        assert!(
            counts.events >= acknowledged,
            "round {round}: {counts:?}, and {acknowledged} was acknowledged"
        );
        // Every event has its entry or version, and each says what it said. The whole log is checked now and then.
        if round % 50 == 0 || round + 1 == rounds {
            let verified = register.verify(&[], &mut |_| {}).expect("an answer");
            assert!(verified.holds(), "round {round}: {:?}", verified.findings);
        } else {
            assert_eq!(
                counts.events,
                counts.entries + counts.versions,
                "round {round}"
            );
        }
    }
    println!("{name}: killed {rounds} times, {acknowledged_in_all} acknowledged writes, none lost");
}

#[test]
fn nothing_acknowledged_is_lost_in_a_file() {
    killed_again_and_again(&file("crash"), "SQLite");
}

#[test]
fn nothing_acknowledged_is_lost_on_a_server() {
    if let Some(place) = server("nothing_acknowledged_is_lost_on_a_server") {
        killed_again_and_again(&place, "PostgreSQL");
    }
}

/// A small disk of its own; none where this user may not mount one.
fn small_disk(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = Command::new("umount")
        .arg(&folder)
        .stderr(Stdio::null())
        .status();
    let _ = fs::create_dir_all(&folder);
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(&folder)
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    mounted.then_some(folder)
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    let Some(folder) = small_disk("small-disk") else {
        println!(
            "skipped: a_full_disk_is_told_and_loses_nothing, since this user may not mount a disk"
        );
        return;
    };
    let place = Location::File(folder.join("register.sqlite"));
    let mut register = open(&place);
    import(&mut register, licence("L"));
    let cem = acting("cem", "2026-03-01");
    let mut last = 0;
    let error = loop {
        match register.perform(&cem, &draw("L", "1 mg", "S")) {
            Ok(done) => last = done.events.last().copied().unwrap_or_default(),
            Err(error) => break error,
        }
        assert!(last < 20_000, "the disk never fills");
    };
    assert!(matches!(error, RegisterError::Full), "{error}");
    assert!(last > 20, "{last}");
    assert_eq!(register.counts().expect("counts").events, last);
    drop(register);
    // There is room again: it goes on where it was.
    let grown = Command::new("mount")
        .args(["-o", "remount,size=4m"])
        .arg(&folder)
        .status()
        .expect("a larger disk");
    assert!(grown.success());
    let mut register = Register::open(&place).expect("a register");
    assert_eq!(register.counts().expect("counts").events, last);
    register
        .perform(&cem, &draw("L", "1 mg", "S"))
        .expect("drawn");
    assert!(
        register
            .verify(&[], &mut |_| {})
            .expect("an answer")
            .holds()
    );
    drop(register);
    let _ = Command::new("umount").arg(&folder).status();
}

#[test]
fn a_disk_that_cannot_be_written_is_told() {
    let Some(folder) = small_disk("read-only-disk") else {
        println!(
            "skipped: a_disk_that_cannot_be_written_is_told, since this user may not mount a disk"
        );
        return;
    };
    let place = Location::File(folder.join("register.sqlite"));
    let mut register = open(&place);
    import(&mut register, licence("L"));
    drop(register);
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(&folder)
        .status()
        .expect("a disk");
    assert!(remounted.success());
    let error = match Register::open(&place) {
        Ok(mut register) => register
            .perform(&acting("cem", "2026-03-01"), &draw("L", "1 mg", "S"))
            .map(drop)
            .expect_err("read-only"),
        Err(error) => error,
    };
    assert!(
        matches!(error, RegisterError::ReadOnly | RegisterError::CannotOpen),
        "{error}"
    );
    let _ = Command::new("mount")
        .args(["-o", "remount,rw"])
        .arg(&folder)
        .status();
    let mut register = Register::open(&place).expect("a register");
    assert_eq!(register.counts().expect("counts").events, 4);
    assert!(
        register
            .verify(&[], &mut |_| {})
            .expect("an answer")
            .holds()
    );
    drop(register);
    let _ = Command::new("umount").arg(&folder).status();
}
