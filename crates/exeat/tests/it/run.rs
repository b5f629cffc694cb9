//! Running the program.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What came out.
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    /// The standard output, of a run that had nothing to complain of.
    #[track_caller]
    pub(crate) fn said(self) -> String {
        assert_eq!((self.status, self.stderr.as_str()), (0, ""), "{self}");
        self.stdout
    }

    /// The standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"))
    }
}

/// As a snapshot shows it, digests left out: they change with every change of a rulebook.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "status: {}", self.status)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "----- {name}\n{}", without_digests(text))?;
            }
        }
        Ok(())
    }
}

/// `sha256:…` for every digest.
pub(crate) fn without_digests(text: &str) -> String {
    const MARK: &str = "sha256:";
    let mut parts = text.split(MARK);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|one: char| one.is_ascii_hexdigit());
        shown.push_str(MARK);
        shown.push('…');
        shown.push_str(rest);
    }
    shown
}

/// The folder of the tests' own law and documents.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// An empty folder for one test.
pub(crate) fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

/// The program in a folder, with nothing of the caller's in its environment.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_exeat"));
    command.current_dir(folder);
    for name in ["EXEAT_RULEBOOKS", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    // What whoever runs the tests has imported is no part of them.
    command.env(
        "EXEAT_DATA",
        concat!(env!("CARGO_TARGET_TMPDIR"), "/no-data"),
    );
    command
}

/// Runs a command to its end with this text on standard input.
pub(crate) fn finish(mut command: Command, input: &str) -> Answer {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe to the program");
    // A program that ends without reading closes the pipe, which is no concern of the test.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    Answer {
        status: output.status.code().expect("the program was not killed"),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

/// Runs `exeat` in the data folder under the tests' own law.
pub(crate) fn exeat<const N: usize>(arguments: [&str; N]) -> Answer {
    exeat_with(arguments, "")
}

/// The same with a standard input.
pub(crate) fn exeat_with<const N: usize>(arguments: [&str; N], input: &str) -> Answer {
    let mut command = program(&data());
    command.args(arguments).env("EXEAT_RULEBOOKS", "law");
    finish(command, input)
}

/// Runs `exeat` at the root of the repository under the rulebooks that are compiled in.
pub(crate) fn exeat_at_root<const N: usize>(arguments: [&str; N]) -> Answer {
    let mut command = program(&root());
    command.args(arguments);
    finish(command, "")
}
