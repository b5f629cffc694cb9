//! Sweeps that are stopped in the middle, by a person or by a disk that is full, and files that are no tables: the
//! built program, real signals and real limits.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::run::{Answer, data, finish, folder, program};

const MAPPING: &str = r#"
format = 1
[constants]
shipment.from = "AQ"
item.form = "permanent-magnet-material"
end-use.purpose = ["civil"]
[[column]]
name = "Line"
label = "row"
[[column]]
name = "Date"
fact = "shipment.date"
[[column]]
name = "To"
fact = "shipment.destination"
[[column]]
name = "Dy"
fact = "item.content.Dy"
unit = "%"
"#;

/// Rows of more than four chunks.
const ROWS: usize = 280_000;

fn place(test: &str) -> PathBuf {
    let place = folder(test);
    let mut table = String::from("Line,Date,To,Dy\n");
    for row in 0..ROWS {
        let to = ["DE", "FR", "JP"][row % 3];
        let _ = writeln!(table, "{row},2025-0{}-01,{to},0.{}", 1 + row % 9, row % 97);
    }
    fs::write(place.join("table.csv"), table).unwrap();
    fs::write(place.join("mapping.toml"), MAPPING).unwrap();
    place
}

fn command(place: &Path, output: &str) -> Command {
    let mut command = program(place);
    command
        .args([
            "sweep",
            "table.csv",
            "-m",
            "mapping.toml",
            "--known-at",
            "2025-12-01",
            "--threads",
            "1",
            "-o",
            output,
        ])
        .env("EXEAT_RULEBOOKS", data().join("law"));
    command
}

fn sweep(place: &Path, output: &str) -> Answer {
    finish(command(place, output), "")
}

/// The same with no file longer than so many kibibytes, and no death by the signal that says so.
fn sweep_within(place: &Path, output: &str, kibibytes: u32) -> Answer {
    let inner = command(place, output);
    let mut outer = Command::new("bash");
    outer
        .arg("-c")
        .arg(format!(
            "trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\""
        ))
        .arg(inner.get_program())
        .args(inner.get_args())
        .current_dir(place);
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => outer.env(name, value),
            None => outer.env_remove(name),
        };
    }
    finish(outer, "")
}

fn whole(place: &Path) -> Vec<u8> {
    let answer = sweep(place, "whole.csv");
    assert_eq!(answer.status, 0, "{answer}");
    fs::read(place.join("whole.csv")).unwrap()
}

#[test]
fn ctrl_c_leaves_whole_chunks_and_the_next_run_goes_on() {
    let place = place("sweep-interrupted");
    let expected = whole(&place);
    let mut child = command(&place, "out.csv")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let first = place.join("out.csv.parts/chunk-000001.json");
    let start = Instant::now();
    while !first.exists() {
        assert!(
            start.elapsed() < Duration::from_secs(120),
            "no chunk was ever done"
        );
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it could be stopped"
        );
        std::thread::sleep(Duration::from_millis(2));
    }
    let told = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(
        said.contains("stopped after") && said.contains("run the same command again"),
        "{said}"
    );
    assert!(!place.join("out.csv").exists());
    let left: Vec<String> = fs::read_dir(place.join("out.csv.parts"))
        .unwrap()
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(left.iter().all(|name| !name.ends_with(".part")), "{left:?}");
    for name in left.iter().filter(|name| name.ends_with(".csv")) {
        assert!(
            left.contains(&name.replace(".csv", ".json")),
            "{name} has no note: {left:?}"
        );
    }
    let again = sweep(&place, "out.csv");
    assert_eq!(again.status, 0, "{again}");
    assert!(
        again.stderr.contains("chunks were done by an earlier run"),
        "{again}"
    );
    assert!(
        fs::read(place.join("out.csv")).unwrap() == expected,
        "other bytes"
    );
    assert!(!place.join("out.csv.parts").exists());
}

#[test]
fn a_full_disk_leaves_nothing_half_written_and_the_next_run_goes_on() {
    let place = place("sweep-full-disk");
    let expected = whole(&place);
    // There is room for every chunk, and not for all of them in one file.
    let kibibytes = u32::try_from(expected.len() / 1024 / 2).unwrap();
    let full = sweep_within(&place, "out.csv", kibibytes);
    assert_eq!(full.status, 1, "{full}");
    assert!(
        full.stderr.contains("cannot write") && full.stderr.contains("make room"),
        "{full}"
    );
    let beside: Vec<String> = fs::read_dir(&place)
        .unwrap()
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("out.csv"))
        .collect();
    assert_eq!(beside, ["out.csv.parts"], "only the chunks are there");
    let again = sweep(&place, "out.csv");
    assert_eq!(again.status, 0, "{again}");
    assert!(
        again
            .stderr
            .contains("5 of 5 chunks were done by an earlier run"),
        "{again}"
    );
    assert!(
        fs::read(place.join("out.csv")).unwrap() == expected,
        "other bytes"
    );

    // There is not even room for a chunk.
    let full = sweep_within(&place, "small.csv", 64);
    assert_eq!(full.status, 1, "{full}");
    assert!(full.stderr.contains("cannot write"), "{full}");
    assert!(!place.join("small.csv").exists());
    let again = sweep(&place, "small.csv");
    assert_eq!(again.status, 0, "{again}");
    assert!(
        fs::read(place.join("small.csv")).unwrap() == expected,
        "other bytes"
    );
}

/// A file that cannot be used is told of with its name, and leaves nothing behind.
#[test]
fn what_is_no_table_leaves_nothing_behind() {
    let place = folder("sweep-no-table");
    fs::write(place.join("mapping.toml"), MAPPING).unwrap();
    let mut endless = String::from("Line,Date,To,Dy\n1,2025-03-01,");
    endless.push_str(&"x".repeat(3_000_000));
    let mut open = String::from("Line,Date,To,Dy\n1,2025-03-01,\"DE,1\n");
    open.push_str(&"1,2025-03-01,DE,1\n".repeat(200_000));
    for (name, bytes, said) in [
        ("endless.csv", endless.into_bytes(), "longer than 1024 KiB"),
        ("open.csv", open.into_bytes(), "longer than 1024 KiB"),
        ("cut.parquet", b"PAR1 and no more".to_vec(), "Parquet"),
        ("no.xlsx", b"PK\x03\x04 and no more".to_vec(), "workbook"),
        ("other.csv", b"A,B\n1,2\n".to_vec(), "no column"),
    ] {
        fs::write(place.join(name), bytes).unwrap();
        let mut command = program(&place);
        command
            .args([
                "sweep",
                name,
                "-m",
                "mapping.toml",
                "--known-at",
                "2025-12-01",
                "-o",
                "out.csv",
            ])
            .env("EXEAT_RULEBOOKS", data().join("law"));
        let answer = finish(command, "");
        assert_eq!(answer.status, 1, "{name}: {answer}");
        assert!(
            answer.stderr.contains(name) && answer.stderr.contains(said),
            "{name}: {answer}"
        );
        let left: Vec<String> = fs::read_dir(&place)
            .unwrap()
            .map(|one| one.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("out.csv"))
            .collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}
