//! A PostgreSQL server of the tests' own, which ends with them. The tests of the service and of the command use it too.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

/// A server of PostgreSQL that is ours alone.
pub(crate) struct Server {
    pub(crate) folder: PathBuf,
    // When the tests end, its standard input closes, and the script that started the server stops it.
    script: Child,
    said: BufReader<std::process::ChildStdout>,
}

/// Starts a server of its own in a folder of its own, on a socket in that folder, does with it what is asked on the
/// standard input, and stops it when that closes.
const SCRIPT: &str = r#"
set -e
bin="$1"; at="$2"; options="$3"
"$bin/initdb" -D "$at/data" -A trust -U exeat -E UTF8 --no-sync >"$at/log" 2>&1
put() { if [ -d "$at/tls" ]; then cp "$at"/tls/* "$at/data"; chmod 600 "$at/data/server.key"; fi; }
put
run() { "$bin/pg_ctl" -w -s -D "$at/data" -l "$at/log" -o "-k $at -c max_connections=200 -c fsync=off $options" start >>"$at/log" 2>&1; }
run
echo ready
while read -r word name; do
  case "$word" in
    create) "$bin/createdb" -h "$at" -U exeat "$name" >>"$at/log" 2>&1 ;;
    stop) "$bin/pg_ctl" -w -s -m immediate -D "$at/data" stop >>"$at/log" 2>&1 ;;
    start) put; run ;;
  esac
  echo ready
done
"$bin/pg_ctl" -s -m immediate -D "$at/data" stop >>"$at/log" 2>&1 || true
rm -rf "$at"
"#;

impl Server {
    /// `stop`, `start`, or `create` and the name of a database.
    pub(crate) fn tell(&mut self, word: &str) {
        let script = self.script.stdin.as_mut().expect("a script");
        writeln!(script, "{word}").expect("it listens");
        let mut line = String::new();
        self.said.read_line(&mut line).expect("an answer");
        assert_eq!(line, "ready\n", "{word}");
    }

    /// Puts files where the server finds them when it is started again.
    pub(crate) fn put(&self, name: &str, text: &str) {
        put(&self.folder, name, text);
    }
}

fn put(folder: &Path, name: &str, text: &str) {
    let folder = folder.join("tls");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join(name), text).expect("a file");
}

fn binaries() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
    })
}

/// A server that is started with these options and, where there are some, files.
pub(crate) fn start(name: &str, options: &str, files: &[(&str, &str)]) -> Option<Server> {
    let binaries = binaries()?;
    let folder = env::temp_dir().join(format!("exeat-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).ok()?;
    for (name, text) in files {
        put(&folder, name, text);
    }
    let is_root = Command::new("id").arg("-u").output().ok()?.stdout == b"0\n";
    // The server refuses to be run by root, and Debian's package brings a user for it.
    let mut command = if is_root {
        let owned = Command::new("chown")
            .args(["-R", "postgres"])
            .arg(&folder)
            .status()
            .ok()?;
        if !owned.success() {
            return None;
        }
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "sh",
        ]);
        command
    } else {
        Command::new("sh")
    };
    let mut script = command
        .args(["-c", SCRIPT, "sh"])
        .arg(&binaries)
        .arg(&folder)
        .arg(options)
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut said = BufReader::new(script.stdout.take()?);
    let mut line = String::new();
    said.read_line(&mut line).ok()?;
    (line == "ready\n").then_some(Server {
        folder,
        script,
        said,
    })
}
