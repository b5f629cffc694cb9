//! `exeat licence`, `exeat audit` and `exeat assurance`.

mod covers;
mod papers;
mod quarter;
mod rules;
mod served;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::run::{Answer, finish, folder, program, root};

/// A folder of its own with a register of its own.
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    pub(crate) database: Option<String>,
}

impl Place {
    pub(crate) fn new(test: &str) -> Self {
        Self {
            folder: folder(test),
            database: None,
        }
    }

    /// Runs a command with these words.
    pub(crate) fn run(&self, words: &[&str]) -> Answer {
        let mut command = program(&self.folder);
        command.env("EXEAT_DATA", self.folder.join("data"));
        command.env_remove("EXEAT_DATABASE");
        command.env("EXEAT_ACTOR", "ana");
        if let Some(database) = &self.database {
            command.env("EXEAT_DATABASE", database);
        }
        command.args(words);
        finish(command, "")
    }

    /// Runs a command that has to end well.
    #[track_caller]
    pub(crate) fn well(&self, words: &[&str]) -> String {
        let answer = self.run(words);
        assert_eq!(answer.status, 0, "{words:?}: {answer}");
        answer.stdout
    }
}

pub(crate) fn example(name: &str) -> String {
    let path: PathBuf = root().join("examples/register").join(name);
    path.to_string_lossy().into_owned()
}

/// Starts a PostgreSQL server of its own on a socket in its folder, and stops it when its standard input closes.
const SERVER: &str = r#"
set -e
bin="$1"; at="$2"
"$bin/initdb" -D "$at/data" -A trust -U exeat -E UTF8 --no-sync >"$at/log" 2>&1
"$bin/pg_ctl" -w -s -D "$at/data" -l "$at/log" -o "-k $at -c listen_addresses= -c fsync=off" start >>"$at/log" 2>&1
echo ready
cat >/dev/null || true
"$bin/pg_ctl" -s -m immediate -D "$at/data" stop >>"$at/log" 2>&1 || true
rm -rf "$at"
"#;

/// A server and its address; none where Debian's package is not installed.
pub(crate) fn server(name: &str) -> Option<(Child, String)> {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").is_file())
        .collect();
    folders.sort();
    let binaries = folders.pop()?;
    let place = std::env::temp_dir().join(format!("exeat-{name}-{}", std::process::id()));
    fs::create_dir_all(&place).ok()?;
    let is_root = Command::new("id").arg("-u").output().ok()?.stdout == b"0\n";
    let mut command = Command::new(if is_root { "setpriv" } else { "sh" });
    if is_root {
        Command::new("chown")
            .arg("postgres")
            .arg(&place)
            .status()
            .ok()?;
        command.args([
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "sh",
        ]);
    }
    let mut script = command
        .args(["-c", SERVER, "sh"])
        .arg(&binaries)
        .arg(&place)
        .current_dir(&place)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut line = String::new();
    BufReader::new(script.stdout.take()?)
        .read_line(&mut line)
        .ok()?;
    let url = format!("postgres:///postgres?host={}&user=exeat", place.display());
    (line == "ready\n").then_some((script, url))
}
